//! ③ Pictures: fetched within limits, examined by their bytes, kept once by content, made smaller. No SQL, no articles.

mod avif;
mod budget;
pub mod bytes;
mod decode;
pub mod examine;
pub mod failure;
pub mod fetch;
pub mod find;
pub mod fitness;
mod jpeg;
mod jpeg_header;
mod limits;
pub mod look;
pub mod queue;
mod sniff;
pub mod source;
pub mod store;
pub mod thumbnail;
mod webp;

pub use failure::messages;
