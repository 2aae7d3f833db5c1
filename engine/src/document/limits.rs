//! How much a document may hold. Beyond it lies no article, only an accident or an attack.
//! The largest real article file has 142,841 bytes, 179 coverage entries and a nesting of 5.

use super::broken::Broken;

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
    Broken::whole(
        format!("The file has {} MB; an article may have {} MB.", bytes.div_ceil(1_000_000), DOCUMENT_BYTES >> 20),
        "It was not read. If it is an article, take the large parts out of it.",
    )
}

/// The front matter is larger than [`FRONT_MATTER_BYTES`].
pub fn front_matter_too_large(bytes: usize) -> Broken {
    Broken::whole(
        format!("The front matter has {} kB; {} kB are allowed.", bytes.div_ceil(1000), FRONT_MATTER_BYTES >> 10),
        "Move long text below the closing ---.",
    )
}
