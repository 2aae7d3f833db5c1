//! ⑦ Decisions go back into files: planned as a diff, written whole or not at all.

mod attributes;
pub mod diff;
pub mod record;
pub mod write;
