//! The structure of a JPEG, read without decoding: its frame, and how many passes its data has.

use super::failure::{Defect, Unfit};

/// Most scans of a JPEG.
///
/// Encoders write about 10 for a progressive picture, and fewer than 30 where they search for the best ones. Each scan
/// can cost a pass over the whole picture, however few bytes it has. The fuzzers of libjpeg-turbo stop at 500.
const SCANS: u32 = 100;
/// Most pixels of all scans together: 20 scans of the largest picture.
const SCANNED: u64 = 20 * super::limits::PIXELS;

/// The header values of a JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The data comes in several passes over the whole picture.
    pub progressive: bool,
    /// The first pass holds all of the picture's components.
    pub interleaved: bool,
    /// How many components there are, such as red, green and blue.
    pub components: u32,
    /// Bytes of all coefficients, two each. A progressive decoder holds them all.
    pub coefficients: u64,
    /// Number of scans.
    pub scans: u32,
}

/// Reads the structure. A picture that has no end, or too many scans, is refused.
pub fn read(bytes: &[u8]) -> Result<Header, Unfit> {
    let mut header = None;
    let mut at = 2;
    loop {
        let (mark, next) = marker(bytes, at).ok_or_else(Unfit::cut)?;
        at = next;
        match mark {
            0xD9 => return finished(header),
            0x01 | 0xD0..=0xD8 => continue,
            0x02..=0xBF => return Err(Defect::JpegPart.into()),
            _ => {}
        }
        let length =
            bytes.get(at..).and_then(<[u8]>::first_chunk).map(|length| usize::from(u16::from_be_bytes(*length)));
        let segment = length.and_then(|length| bytes.get(at + 2..at + length)).ok_or_else(Unfit::cut)?;
        match (mark, &mut header) {
            (0xC4 | 0xC8 | 0xCC, _) => {}
            (0xC0..=0xCF, None) => header = Some(frame(mark, segment)?),
            (0xC0..=0xCF, Some(_)) => return Err(Defect::TwoImages.into()),
            (0xDA, Some(header)) => scan(header, segment)?,
            (0xDA, None) => return Err(Defect::DataBeforeSize.into()),
            _ => {}
        }
        at += 2 + segment.len();
    }
}

/// The next marker at or after a place, and the place behind it. Within the data of a scan FF is followed by 00.
fn marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let mut at = at;
    loop {
        at += memchr::memchr(0xFF, bytes.get(at..)?)? + 1;
        match bytes.get(at)? {
            0x00 => at += 1,
            0xFF => {}
            mark => return Some((*mark, at + 1)),
        }
    }
}

/// One more scan.
fn scan(header: &mut Header, segment: &[u8]) -> Result<(), Unfit> {
    header.scans += 1;
    if header.scans == 1 {
        header.interleaved = segment.first().is_some_and(|components| u32::from(*components) == header.components);
    }
    let pixels = u64::from(header.width) * u64::from(header.height);
    if header.scans > SCANS || u64::from(header.scans) * pixels > SCANNED {
        return Err(Unfit::TooManyScans);
    }
    Ok(())
}

fn finished(header: Option<Header>) -> Result<Header, Unfit> {
    header.filter(|header| header.scans > 0).ok_or_else(Unfit::cut)
}

/// Reads a frame header.
fn frame(mark: u8, segment: &[u8]) -> Result<Header, Unfit> {
    if !matches!(mark, 0xC0..=0xC2) {
        return Err(Defect::JpegKind.into());
    }
    let [_, h1, h2, w1, w2, components, parts @ ..] = segment else { return Err(Unfit::cut()) };
    let (width, height) = (u16::from_be_bytes([*w1, *w2]).into(), u16::from_be_bytes([*h1, *h2]).into());
    super::limits::within_limits(width, height)?;
    let parts: Vec<(u64, u64)> = parts
        .chunks_exact(3)
        .take((*components).into())
        .map(|part| ((part[1] >> 4).into(), (part[1] & 15).into()))
        .collect();
    let most = |part: fn(&(u64, u64)) -> u64| parts.iter().map(part).max().unwrap_or(0);
    let (across, down) = (most(|part| part.0), most(|part| part.1));
    let sane = parts.iter().all(|(h, v)| (1..=4).contains(h) && (1..=4).contains(v));
    if !sane || !(1..=4).contains(components) || parts.len() != usize::from(*components) {
        return Err(Defect::Components.into());
    }
    let units = u64::from(width).div_ceil(8 * across) * u64::from(height).div_ceil(8 * down);
    let coefficients = parts.iter().map(|(h, v)| units * h * v * 64 * 2).sum();
    let components = (*components).into();
    Ok(Header { width, height, progressive: mark == 0xC2, interleaved: false, components, coefficients, scans: 0 })
}
