//! Messages about lists, saved views and articles that are shown.

use crate::messages;

messages! {
    /// Why a request of the read side cannot be carried out.
    pub enum Refused {
        ViewNeedsName => "engine_view_wants_name",
        NoSuchView { name: String } => "engine_no_such_view",
        ViewExists { name: String } => "engine_view_there_already",
        NoSourcePage => "engine_no_source_page",
    }
}
