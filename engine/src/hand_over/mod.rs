//! ⑦ Decisions go back into files: planned as a diff, written whole or not at all.

pub mod diff;
pub mod write;
