//! The structure of a WebP, checked before it is decoded: the decoder allocates memory by the size that each frame
//! declares, and compares that size with the picture's only afterwards.

use super::failure::{Defect, Unfit};

/// Bytes a pixel that the decoder takes at most: luma and chroma, transparency, and the result.
const STILL: u64 = 11;
/// The same for an animation, whose first frame and canvas are held, too.
const MOVING: u64 = 20;
/// Most chunks that are looked at.
const CHUNKS: usize = 4096;
/// Bytes of an animation frame before its chunks.
const FRAME_HEAD: usize = 16;

/// Refuses a WebP with a frame that is larger than the picture; returns the bytes a pixel that decoding takes.
pub fn check(bytes: &[u8]) -> Result<u64, Unfit> {
    let mut canvas = None;
    let mut looked_at = 0;
    let chunks = Chunks(bytes.get(12..).ok_or_else(Unfit::cut)?);
    for (name, content) in chunks {
        looked_at += 1;
        match &name {
            b"VP8X" => canvas = canvas.or(extended_size(content)),
            b"VP8 " => fits(content, canvas)?,
            b"ANMF" => {
                // Only the first frame is decoded.
                for (name, content) in Chunks(content.get(FRAME_HEAD..).unwrap_or_default()).take(CHUNKS) {
                    if &name == b"VP8 " {
                        fits(content, canvas)?;
                    }
                }
                return Ok(MOVING);
            }
            _ => {}
        }
        if looked_at > CHUNKS {
            return Err(Defect::TooManyParts.into());
        }
    }
    Ok(STILL)
}

/// Width and height of the canvas.
fn extended_size(content: &[u8]) -> Option<(u32, u32)> {
    let three =
        |at: usize| Some(u32::from_le_bytes([*content.get(at)?, *content.get(at + 1)?, *content.get(at + 2)?, 0]));
    Some((three(4)? + 1, three(7)? + 1))
}

/// Whether a lossy frame lies within the canvas; without a canvas the frame is the picture.
fn fits(frame: &[u8], canvas: Option<(u32, u32)>) -> Result<(), Unfit> {
    let side = |at: usize| Some(u32::from(u16::from_le_bytes([*frame.get(at)?, *frame.get(at + 1)?]) & 0x3FFF));
    match (side(6).zip(side(8)), canvas) {
        (Some((wide, high)), Some(canvas)) if wide > canvas.0 || high > canvas.1 => Err(Defect::WebpFrame.into()),
        _ => Ok(()),
    }
}

/// The chunks that follow one another, each with its name and content.
struct Chunks<'b>(&'b [u8]);

impl<'b> Iterator for Chunks<'b> {
    type Item = ([u8; 4], &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let name = *self.0.first_chunk()?;
        let length = u32::from_le_bytes(*self.0.get(4..)?.first_chunk()?) as usize;
        let rest = &self.0[8..];
        let (content, rest) = rest.split_at(length.min(rest.len()));
        self.0 = rest.get(length % 2..).unwrap_or_default();
        Some((name, content))
    }
}
