//! How much a document may hold. Beyond it lies no article, only an accident or an attack.
//! The largest real article file has 142,841 bytes, 179 coverage entries and a nesting of 5.

use super::broken::Broken;
use super::rejection::{Rejection, Remedy};

/// Largest file that is read, in bytes.
pub const DOCUMENT_BYTES: usize = 8 << 20;
/// Largest front matter, in bytes; the YAML parsers are quadratic on some inputs beyond their limits.
pub const FRONT_MATTER_BYTES: usize = 256 << 10;
/// Deepest nesting of lists and mappings.
pub const NESTING: usize = 64;
/// Most values in one front matter, counted after aliases are followed.
pub const VALUES: usize = 50_000;

/// The file is larger than [`DOCUMENT_BYTES`].
pub fn document_too_large(bytes: u64) -> Broken {
    let (size, most) = (bytes.div_ceil(1_000_000), DOCUMENT_BYTES as u64 >> 20);
    Broken::whole(Rejection::FileTooLarge { size, most }, Remedy::RemoveLargeParts)
}

/// The front matter is larger than [`FRONT_MATTER_BYTES`].
pub fn front_matter_too_large(bytes: usize) -> Broken {
    let (size, most) = (bytes.div_ceil(1000) as u64, FRONT_MATTER_BYTES as u64 >> 10);
    Broken::whole(Rejection::FrontMatterTooLarge { size, most }, Remedy::MoveLongText)
}
