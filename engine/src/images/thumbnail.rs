//! Decodes a picture within limits and makes it smaller.

use std::io::Cursor;

use fast_image_resize::Resizer;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::PictureBytes;
use crate::error::Error;

/// Most pixels along one side, and most bytes once decoded.
const SIDE: u32 = 20_000;
const DECODED: u64 = 256 << 20;
/// JPEG quality of thumbnails.
const QUALITY: u8 = 80;

/// A picture at most `width` pixels wide: JPEG, or PNG where it is transparent. Never made larger.
pub fn make(bytes: &[u8], width: u32) -> Result<PictureBytes, Error> {
    let (picture, orientation) = decode(bytes)?;
    let mut picture = smaller(picture, width)?;
    picture.apply_orientation(orientation);
    encode(&picture)
}

fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation), Error> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| bad(&error))?;
    if reader.format().is_none() {
        return Err(Error::NoPicture("The file is not a picture that can be shown.".to_owned()));
    }
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| bad(&error))?;
    // The format's own limits do not hold for every decoder: the size is checked before any pixel is made.
    let (wide, high) = decoder.dimensions();
    if wide > SIDE || high > SIDE || decoder.total_bytes() > DECODED {
        return Err(Error::NoPicture(format!("The picture is too large: {wide} × {high} pixels.")));
    }
    decoder.set_limits(limits()).map_err(|error| bad(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| bad(&error))?;
    Ok((picture, orientation))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(DECODED);
    limits
}

fn smaller(picture: DynamicImage, width: u32) -> Result<DynamicImage, Error> {
    let has_alpha = picture.color().has_alpha();
    let picture =
        if has_alpha { DynamicImage::from(picture.into_rgba8()) } else { DynamicImage::from(picture.into_rgb8()) };
    if picture.width() <= width {
        return Ok(picture);
    }
    let height = (u64::from(picture.height()) * u64::from(width) / u64::from(picture.width())).max(1);
    let height = u32::try_from(height).unwrap_or(u32::MAX);
    let mut small = DynamicImage::new(width, height, picture.color());
    Resizer::new().resize(&picture, &mut small, None).map_err(|error| bad(&error))?;
    Ok(small)
}

fn encode(picture: &DynamicImage) -> Result<PictureBytes, Error> {
    let mut bytes = Vec::new();
    if picture.color().has_alpha() {
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).map_err(|error| bad(&error))?;
        return Ok(PictureBytes { mime: "image/png", bytes });
    }
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(picture).map_err(|error| bad(&error))?;
    Ok(PictureBytes { mime: "image/jpeg", bytes })
}

fn bad(error: &dyn std::fmt::Display) -> Error {
    Error::NoPicture(format!("The picture could not be read: {error}."))
}
