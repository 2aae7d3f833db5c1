//! Tells what bytes are by how they begin. Neither a file's name nor what a server says counts.

use super::failure::{OtherKind, Unfit};

/// The kinds of picture that are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `image/jpeg`.
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/gif`.
    Gif,
    /// `image/webp`.
    WebP,
    /// `image/avif`: kept and shown as it is, never decoded here.
    Avif,
}

impl Format {
    /// Its MIME type.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::WebP => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    /// The ending of its files, without a dot.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::WebP => "webp",
            Self::Avif => "avif",
        }
    }
}

/// How other things begin that are served in the place of pictures.
const OTHERS: &[(&[u8], OtherKind)] = &[
    (b"%PDF", OtherKind::Pdf),
    (b"BM", OtherKind::Bmp),
    (b"II*\0", OtherKind::Tiff),
    (b"MM\0*", OtherKind::Tiff),
    (b"\0\0\x01\0", OtherKind::Icon),
    (b"PK\x03\x04", OtherKind::Zip),
    (b"\x1F\x8B", OtherKind::Gzip),
    (b"\xFF\x0A", OtherKind::JpegXl),
    (b"\0\0\0\x0CJXL ", OtherKind::JpegXl),
    (b"{", OtherKind::Json),
    (b"[", OtherKind::Json),
];

/// How far into a text its first tag is looked for, in bytes.
const TAG_WITHIN: usize = 4096;

/// The format of a picture that begins so.
pub fn sniff(bytes: &[u8]) -> Result<Format, Unfit> {
    match bytes {
        [] => Err(Unfit::Empty),
        [0xFF, 0xD8, 0xFF, ..] => Ok(Format::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Ok(Format::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(Format::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => film(bytes),
        _ => Err(other(bytes)),
    }
}

/// AVIF stands in the container of films, as other things do.
fn film(bytes: &[u8]) -> Result<Format, Unfit> {
    let length = bytes.first_chunk::<4>().map_or(0, |length| u32::from_be_bytes(*length) as usize);
    let brands = bytes.get(8..length.clamp(12, 256).min(bytes.len())).unwrap_or_default();
    let has = |brand: &[u8]| brands.chunks(4).any(|found| found == brand);
    match () {
        () if has(b"avif") || has(b"avis") => Ok(Format::Avif),
        () if has(b"heic") || has(b"heix") || has(b"mif1") => Err(OtherKind::Heic.into()),
        () => Err(OtherKind::Video.into()),
    }
}

fn other(bytes: &[u8]) -> Unfit {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if text.is_empty() {
        return OtherKind::Blanks.into();
    }
    if text.starts_with(b"<") {
        return tagged(&text[..text.len().min(TAG_WITHIN)]);
    }
    let known = OTHERS.iter().find(|(begins, _)| text.starts_with(begins) || bytes.starts_with(begins));
    let kind = known.map(|(_, kind)| kind.clone());
    let is_text = || std::str::from_utf8(&text[..text.len().min(64)]).is_ok_and(|text| !text.contains('\0'));
    kind.unwrap_or_else(|| if is_text() { OtherKind::Text } else { OtherKind::Unknown }).into()
}

/// Whichever of the two tags comes first tells a picture from a page that has pictures in it.
fn tagged(text: &[u8]) -> Unfit {
    let text = text.to_ascii_lowercase();
    let find = |tag: &[u8]| text.windows(tag.len()).position(|window| window == tag);
    match (find(b"<svg"), find(b"<html").or_else(|| find(b"<!doctype html")).or_else(|| find(b"<body"))) {
        (Some(svg), html) if html.is_none_or(|html| svg < html) => Unfit::Svg,
        (_, None) if text.starts_with(b"<?xml") => OtherKind::Xml.into(),
        _ => OtherKind::Html.into(),
    }
}
