//! The newsroom without a window: article files come in, a curator decides, the files go back with only
//! the decisions changed. No window, no async, no printing; one global, the list of temporary files in `temporary`.
//!
//! In the order in which an article passes through:

#![warn(missing_docs)]

pub mod article;

pub mod document;

mod fault;

mod file;

mod temporary;

mod intake;

mod library;

pub mod images;

mod page;

mod marks;

pub mod links;

pub mod decide;

mod hand_over;

pub mod desk;

pub mod screen;

pub mod error;

mod time;

pub mod escape;

/// Internals for the fuzz targets; no part of the interface.
#[doc(hidden)]
pub mod fuzzing {
    pub use crate::links::in_html as links;
    pub use crate::page::body as page;
}
