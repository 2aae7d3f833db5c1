//! Decodes a picture within limits, upright, and no larger than it is needed.

use std::borrow::Cow;
use std::io::Cursor;

use fast_image_resize::{MulDiv, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::budget::Reservation;
use super::failure::{Defect, Unfit};
use super::limits::{Need, Raw, fitted, is_turned, made_of, unfit, within_limits};
use super::sniff::Format;
use super::{jpeg, webp};

/// Most bytes of a picture's metadata, unpacked.
const METADATA: u64 = 8 << 20;

/// A picture that was decoded: upright, eight bits a channel, RGB or RGBA.
pub struct Decoded {
    /// Its pixels; fewer than it has where fewer were asked for.
    pub picture: DynamicImage,
    /// Width in pixels of the whole picture, upright.
    pub width: u32,
    /// Height in pixels of the whole picture, upright.
    pub height: u32,
    /// Reservation for the memory of these pixels and of the pictures derived from them.
    pub memory: Reservation,
}

/// The first frame of a picture, at most `width` pixels wide; never made larger.
pub fn decode(bytes: &[u8], format: Format, width: u32) -> Result<Decoded, Unfit> {
    let Raw { picture, size: (wide, high), orientation, mut memory } = match format {
        Format::Jpeg => jpeg::decode(bytes, width)?,
        Format::Png => other(bytes, ImageFormat::Png, width)?,
        Format::Gif => other(bytes, ImageFormat::Gif, width)?,
        Format::WebP => other(bytes, ImageFormat::WebP, width)?,
        Format::Avif => return Err(Defect::AvifNotDecoded.into()),
    };
    let turned = is_turned(orientation);
    let (full_width, full_height) = if turned { (high, wide) } else { (wide, high) };
    let (new_width, new_height) = fitted(full_width, full_height, width);
    let size = if turned { (new_height, new_width) } else { (new_width, new_height) };
    let mut picture = eight_bits(shrunk(picture, size)?);
    picture.apply_orientation(orientation);
    memory.shrink_to(made_of((picture.width(), picture.height())));
    Ok(Decoded { picture, width: full_width, height: full_height, memory })
}

/// The picture in this size, with three lobes of Lanczos.
pub fn resized(picture: &DynamicImage, (width, height): (u32, u32)) -> Result<Cow<'_, DynamicImage>, Unfit> {
    if (picture.width(), picture.height()) == (width, height) {
        return Ok(Cow::Borrowed(picture));
    }
    let mut small = DynamicImage::new(width, height, picture.color());
    Resizer::new().resize(picture, &mut small, None).map_err(|error| Unfit::broken(&error))?;
    Ok(Cow::Owned(small))
}

/// The same of a picture that is not needed any more: nothing is held twice.
fn shrunk(mut picture: DynamicImage, size: (u32, u32)) -> Result<DynamicImage, Unfit> {
    if (picture.width(), picture.height()) == size {
        return Ok(picture);
    }
    if !picture.color().has_alpha() {
        return Ok(resized(&picture, size)?.into_owned());
    }
    let mut small = DynamicImage::new(size.0, size.1, picture.color());
    let (alpha, options) = (MulDiv::new(), ResizeOptions::new().use_alpha(false));
    alpha.multiply_alpha_inplace(&mut picture).map_err(|error| Unfit::broken(&error))?;
    Resizer::new().resize(&picture, &mut small, &options).map_err(|error| Unfit::broken(&error))?;
    alpha.divide_alpha_inplace(&mut small).map_err(|error| Unfit::broken(&error))?;
    Ok(small)
}

fn other(bytes: &[u8], format: ImageFormat, width: u32) -> Result<Raw, Unfit> {
    let webp = if format == ImageFormat::WebP { webp::check(bytes)? } else { 0 };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // Before the size is known, only metadata is read.
    reader.limits(allocation(METADATA));
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    let size = decoder.dimensions();
    within_limits(size.0, size.1)?;
    let (pixels, output) = (u64::from(size.0) * u64::from(size.1), decoder.total_bytes());
    let decoding = match format {
        // A frame of a GIF may lie beside its canvas and is then held twice.
        ImageFormat::Gif => 2 * output,
        ImageFormat::WebP => webp * pixels + bytes.len() as u64,
        _ => output,
    };
    decoder.set_limits(allocation(output)).map_err(|error| unfit(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let bytes_per_pixel = decoder.color_type().bytes_per_pixel().into();
    let need = Need { size, halvings: 0, decoding: decoding + METADATA, bytes_per_pixel, width, orientation };
    let memory = need.reserve()?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    Ok(Raw { picture, size, orientation, memory })
}

fn allocation(bytes: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(bytes);
    limits
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => picture,
        picture if picture.color().has_alpha() => picture.into_rgba8().into(),
        picture => picture.into_rgb8().into(),
    }
}
