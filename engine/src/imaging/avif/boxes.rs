//! The boxes of the ISO base media file format.

use super::super::failure::{Defect, Unfit};

/// The boxes that follow one another, each with its name and content; ends at the first that is not whole.
pub struct Boxes<'b>(pub &'b [u8]);

impl<'b> Iterator for Boxes<'b> {
    type Item = ([u8; 4], &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (length, name) = (number(self.0, 0)?, *self.0.get(4..)?.first_chunk()?);
        let (head, length) = match length {
            // The box extends to the end of its container.
            0 => (8, self.0.len()),
            1 => (16, usize::try_from(u64::from_be_bytes(*self.0.get(8..)?.first_chunk()?)).ok()?),
            length => (8, length as usize),
        };
        let content = self.0.get(head..length)?;
        self.0 = &self.0[length..];
        Some((name, content))
    }
}

/// A number of four bytes at a place.
pub fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The content of a box behind its version and flags.
pub fn full(content: &[u8]) -> Option<&[u8]> {
    content.get(4..)
}

/// Reads numbers one after the other.
pub struct Reader<'b>(pub &'b [u8]);

impl<'b> Reader<'b> {
    /// The next bytes.
    pub fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// The next number of this many bytes, at most eight; 0 where `bytes` is 0.
    pub fn number(&mut self, bytes: usize) -> Option<u64> {
        Some(self.take(bytes)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

pub fn disagrees() -> Unfit {
    Defect::AvifOtherSize.into()
}

pub fn unknown() -> Unfit {
    Defect::AvifWithoutSize.into()
}

/// Width and height in an `ispe` property.
pub fn spatial_extent(content: &[u8]) -> Option<(u32, u32)> {
    Some((number(content, 4)?, number(content, 8)?))
}
