//! The newsroom without a window: article files are imported, a curator decides, and the decisions are written back
//! into the files with only the decided values changed. No window, no async, no printing; one global, the list of
//! temporary files in `temporary`.
//!
//! ```text
//! article files ──▶ import ──▶ library ──▶ decide ──▶ write ──▶ article files
//! ```
//!
//! Layers, from the bottom; a module uses only those above it in this list, and steps do not use each other:
//!
//! 1. [`message`], `article`, [`document`], `page`: messages and plain data, and the bytes of a file as fields and text.
//! 2. [`overrides`]: decisions as data, and a document with the decisions applied.
//! 3. [`imaging`]: image bytes fetched, examined and shrunk.
//! 4. `library`: the `SQLite` database; the only SQL.
//! 5. `context`: an open library with its image cache, and what several steps share (`derive`, `batch`, `candidates`).
//! 6. The steps: `import`, `decide`, `write`, `images`, `maintenance`, `query`.
//! 7. [`desk`]: hands out the steps to the command line and the window.

#![warn(missing_docs)]

pub mod api;
pub mod article;
mod author;
mod batch;
mod candidates;
mod context;
pub mod decide;
mod decided;
pub mod declared_messages;
mod derive;
pub mod desk;
mod diff;
mod disk;
pub mod document;
pub mod error;
pub mod escape;
mod fault;
mod file;
mod file_kind;
mod image_state;
mod image_uses;
pub mod images;
pub mod imaging;
pub mod import;
mod library;
pub mod links;
pub mod logging;
pub mod maintenance;
mod marks;
pub mod message;
pub mod overrides;
mod page;
pub mod query;
mod reason;
mod refusal;
mod settings;
mod summary;
mod temporary;
mod time;
pub mod write;

/// Internals for the fuzz targets; no part of the interface.
#[doc(hidden)]
pub mod fuzzing {
    pub use crate::links::in_html as links;
    pub use crate::page::body as page;
}
