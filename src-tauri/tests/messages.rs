//! Every message of the window's process stands in the catalogue of every language, with exactly its arguments.

use copytaster_desktop::message::declared;
use engine::message::catalogue::problems;

#[test]
fn every_message_of_the_window_has_a_text_in_every_language() {
    for catalogue in [include_str!("../../ui/messages/en.json"), include_str!("../../ui/messages/de.json")] {
        assert_eq!(problems(catalogue, declared()), Vec::<String>::new());
    }
}
