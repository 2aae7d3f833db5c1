//! Reads AV1 data up to its sequence header: the size and the number of its frames.

use super::super::failure::{Defect, Unfit};
use super::boxes::{disagrees, unknown};

/// Most parts of one picture's data.
const PARTS: u32 = 4096;
/// Most frames of one picture: layers of growing quality. Frames that are not shown are decoded, too.
const FRAMES: u32 = 8;

/// Returns the largest width and height of its frames.
pub fn size(data: &[u8]) -> Result<(u32, u32), Unfit> {
    let (mut rest, mut size, mut parts, mut frames) = (data, None, 0, 0);
    while let Some((kind, content, after)) = part(rest) {
        rest = after;
        parts += 1;
        match kind {
            SEQUENCE_HEADER => {
                let found = sequence_size(content).ok_or_else(unknown)?;
                if size.is_some_and(|size| size != found) {
                    return Err(disagrees());
                }
                size = Some(found);
            }
            FRAME_HEADER | FRAME => frames += 1,
            _ => {}
        }
        if parts > PARTS || frames > FRAMES {
            return Err(Defect::AvifParts.into());
        }
    }
    if !rest.is_empty() {
        return Err(Unfit::cut());
    }
    size.filter(|_| frames > 0).ok_or_else(unknown)
}

const SEQUENCE_HEADER: u8 = 1;
const FRAME_HEADER: u8 = 3;
const FRAME: u8 = 6;

/// The first part of AV1 data: its type, its content, and what follows; `None` at the end and where it is not whole.
fn part(data: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let head = *data.first()?;
    let (kind, extended, has_size) = (head >> 3 & 15, head >> 2 & 1, head >> 1 & 1);
    let data = data.get(1 + usize::from(extended)..)?;
    if has_size == 0 {
        // A part without a size extends to the end of the data.
        return Some((kind, data, &[]));
    }
    let (mut size, mut at) = (0_u64, 0);
    loop {
        let byte = *data.get(at)?;
        size |= u64::from(byte & 0x7F) << (7 * at);
        at += 1;
        if byte & 0x80 == 0 {
            break;
        }
        if at == 8 {
            return None;
        }
    }
    let (content, rest) = data.get(at..)?.split_at_checked(usize::try_from(size).ok()?)?;
    Some((kind, content, rest))
}

/// Reads a sequence header up to the size of its frames (AV1 specification, 5.5.1).
fn sequence_size(content: &[u8]) -> Option<(u32, u32)> {
    let mut bits = Bits { bytes: content, at: 0 };
    bits.take(3)?;
    bits.take(1)?;
    if bits.take(1)? == 1 {
        bits.take(5)?;
    } else {
        operating_points(&mut bits)?;
    }
    let (width_bits, height_bits) = (bits.take(4)? + 1, bits.take(4)? + 1);
    Some((bits.take(width_bits)? + 1, bits.take(height_bits)? + 1))
}

/// Skips the timing information of a sequence header.
fn operating_points(bits: &mut Bits<'_>) -> Option<()> {
    let mut delay_bits = None;
    if bits.take(1)? == 1 {
        bits.take(32)?;
        bits.take(32)?;
        if bits.take(1)? == 1 {
            let zeros = (0..32).find_map(|zeros| match bits.take(1) {
                Some(0) => None,
                one => Some(one.map(|_| zeros)),
            });
            bits.take(zeros??)?;
        }
        if bits.take(1)? == 1 {
            delay_bits = Some(bits.take(5)? + 1);
            bits.take(32)?;
            bits.take(10)?;
        }
    }
    let has_display_delay = bits.take(1)? == 1;
    for _ in 0..=bits.take(5)? {
        bits.take(12)?;
        if bits.take(5)? > 7 {
            bits.take(1)?;
        }
        if let Some(delay_bits) = delay_bits
            && bits.take(1)? == 1
        {
            bits.take(delay_bits)?;
            bits.take(delay_bits)?;
            bits.take(1)?;
        }
        if has_display_delay && bits.take(1)? == 1 {
            bits.take(4)?;
        }
    }
    Some(())
}

/// Reads bits, the highest of a byte first.
struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next number of this many bits, at most 32; `None` behind the end.
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut number = 0_u32;
        for _ in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            number = number << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sequence header of a still picture of this size.
    fn still(width: u32, height: u32) -> Vec<u8> {
        // Profile 0, still, reduced, level 0; sides of 16 bits.
        let bits = format!("00011{}{}{}{:016b}{:016b}", "00000", "1111", "1111", width - 1, height - 1);
        let bits = format!("{bits:0<56}");
        let bytes: Vec<u8> = (0..7).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap()).collect();
        [&[SEQUENCE_HEADER << 3 | 2, 7][..], &bytes].concat()
    }

    #[test]
    fn the_size_is_that_of_the_sequence_header() {
        let frame = [FRAME << 3 | 2, 1, 0];
        assert_eq!(size(&[&still(1600, 900)[..], &frame].concat()), Ok((1600, 900)));
        assert!(size(&still(1600, 900)).is_err(), "no frame");
        assert!(size(&frame).is_err(), "no size");
        assert!(size(&[&still(16, 16)[..], &still(60_000, 60_000), &frame].concat()).is_err(), "two sizes");
        assert!(size(&[still(16, 16), frame.repeat(9)].concat()).is_err(), "frames without end");
    }

    #[test]
    fn a_header_of_a_film_is_read_too() {
        // Profile 0; no timing, no delay, one operating point of level 8 with its tier; 10 bits a side.
        let bits = "000 0 0 0 0 00000 000000000000 01000 0 1001 1001 1100011111 0111110011".replace(' ', "");
        let bits = format!("{bits:0<64}");
        let bytes: Vec<u8> = (0..8).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap()).collect();
        assert_eq!(sequence_size(&bytes), Some((800, 500)));
        assert_eq!(sequence_size(&bytes[..5]), None);
    }
}
