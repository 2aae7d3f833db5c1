//! The newsroom without a window: article files come in, a curator decides, the files go back with only
//! the decisions changed. No window, no async, no globals, no printing.
//!
//! In the order in which an article passes through:

#![warn(missing_docs)]

pub mod article;
pub mod decide;
pub mod desk;
pub mod document;
pub mod error;
mod file;
mod hand_over;
mod images;
mod intake;
mod library;
pub mod screen;
