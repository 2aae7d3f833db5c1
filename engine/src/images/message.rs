//! Messages about images of articles.

use crate::messages;

messages! {
    /// Why there is no image to show or to choose.
    pub enum NoImage {
        NoneNamed => "engine_names_no_picture",
        NotHere => "engine_picture_not_here",
        NoSuchNumber { number: u64, count: u64 } => "engine_no_such_picture_number",
    }
}
