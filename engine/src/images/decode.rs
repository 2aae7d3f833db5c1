//! Decodes a picture within limits, upright, and no larger than it is needed.

use std::borrow::Cow;
use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

use fast_image_resize::{MulDiv, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::jpeg;
use super::sniff::Format;
use super::unfit::Unfit;

/// Most pixels along one side.
pub const SIDE: u32 = 20_000;
/// Most pixels in all.
pub const PIXELS: u64 = 64_000_000;
/// Most bytes that one picture may take while it is decoded.
pub const DECODED: u64 = 256 << 20;
/// A picture of more bytes than this waits until no other such one is decoded.
const LARGE: u64 = 48 << 20;

/// Held while a large picture is decoded: several at once would take more memory than the desk should.
static LARGE_ONE: Mutex<()> = Mutex::new(());

/// A picture that was decoded: upright, eight bits a channel, RGB or RGBA.
pub struct Decoded {
    /// Its pixels; fewer than it has where fewer were asked for.
    pub picture: DynamicImage,
    /// Width in pixels of the whole picture, upright.
    pub width: u32,
    /// Height in pixels of the whole picture, upright.
    pub height: u32,
}

/// The first frame of a picture, at most `width` pixels wide; never made larger.
pub fn decode(bytes: &[u8], format: Format, width: u32) -> Result<Decoded, Unfit> {
    let Raw { picture, size: (wide, high), orientation, alone: _alone } = match format {
        Format::Jpeg => jpeg::decode(bytes, width)?,
        Format::Png => other(bytes, ImageFormat::Png)?,
        Format::Gif => other(bytes, ImageFormat::Gif)?,
        Format::WebP => other(bytes, ImageFormat::WebP)?,
        Format::Avif => return Err(Unfit::Broken("AVIF is not decoded".to_owned())),
    };
    let turned = is_turned(orientation);
    let (full_width, full_height) = if turned { (high, wide) } else { (wide, high) };
    let (new_width, new_height) = fitted(full_width, full_height, width);
    let size = if turned { (new_height, new_width) } else { (new_width, new_height) };
    let mut picture = eight_bits(shrunk(picture, size)?);
    picture.apply_orientation(orientation);
    Ok(Decoded { picture, width: full_width, height: full_height })
}

/// Whether upright the picture's sides change places.
pub fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// Refuses a picture before any of its pixels is made.
pub fn within_limits(width: u32, height: u32, decoded: u64) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Broken("it has no pixels".to_owned()));
    }
    let pixels = u64::from(width) * u64::from(height);
    if width > SIDE || height > SIDE || pixels > PIXELS || decoded > DECODED {
        return Err(Unfit::TooLarge { width, height });
    }
    Ok(())
}

/// The size at which a picture is at most `most` wide, with its own shape.
pub fn fitted(width: u32, height: u32, most: u32) -> (u32, u32) {
    if width <= most {
        return (width, height);
    }
    let scaled = u64::from(height) * u64::from(most) + u64::from(width) / 2;
    (most, u32::try_from(scaled / u64::from(width)).unwrap_or(u32::MAX).max(1))
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

/// A picture as it lies in the file.
pub struct Raw {
    /// Its pixels; fewer than it has where fewer were asked for.
    pub picture: DynamicImage,
    /// Its full width and height in pixels.
    pub size: (u32, u32),
    /// How it is to be turned.
    pub orientation: Orientation,
    /// Held until a large one was made smaller.
    pub alone: Option<MutexGuard<'static, ()>>,
}

/// Waits for its turn where so many bytes are much.
pub fn alone(decoded: u64) -> Option<MutexGuard<'static, ()>> {
    (decoded > LARGE).then(|| LARGE_ONE.lock().unwrap_or_else(PoisonError::into_inner))
}

fn other(bytes: &[u8], format: ImageFormat) -> Result<Raw, Unfit> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| unfit(&error))?;
    // The format's own limits do not hold for every decoder.
    let (wide, high) = decoder.dimensions();
    within_limits(wide, high, decoder.total_bytes())?;
    let alone = alone(decoder.total_bytes());
    decoder.set_limits(limits()).map_err(|error| unfit(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    Ok(Raw { picture, size: (wide, high), orientation, alone })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODED);
    limits
}

/// An error of the decoders in fewer words.
pub fn unfit(error: &image::ImageError) -> Unfit {
    use image::ImageError as E;
    match error {
        E::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Unfit::cut(),
        E::Decoding(error) => {
            use std::error::Error;
            error.source().map_or_else(|| Unfit::broken(error), |source| Unfit::broken(&source))
        }
        error => Unfit::broken(error),
    }
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgba8(_) => picture,
        picture if picture.color().has_alpha() => picture.into_rgba8().into(),
        picture => picture.into_rgb8().into(),
    }
}
