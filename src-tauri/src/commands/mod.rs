//! What the page can ask for; one file a step, each command a few lines over the desk.

pub mod decide;
pub mod find;
pub mod folders;
pub mod hand_over;
pub mod insight;
pub mod keep;
pub mod menu;
pub mod pictures;
pub mod read;
pub mod receipts;
pub mod rehearse;
pub mod settings;
pub mod show;
pub mod take_in;
pub mod watch;
