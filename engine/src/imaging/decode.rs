//! Decodes a picture within limits, upright, and no larger than it is needed.

use std::borrow::Cow;
use std::io::Cursor;

use fast_image_resize::{MulDiv, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::budget::{Budget, Reservation};
use super::sniff::Format;
use super::unfit::Unfit;
use super::{jpeg, webp};

/// Most pixels along one side.
pub const SIDE: u32 = 20_000;
/// Most pixels in all.
pub const PIXELS: u64 = 64_000_000;
/// Most bytes that all pictures take together while they are decoded and made smaller. The program as a whole stays
/// below 256 MB, because an allocator keeps some of what is given back.
const MEMORY: u64 = 128 << 20;
/// Most bytes of a picture's metadata, unpacked.
const METADATA: u64 = 8 << 20;

/// Shared by all decodes of this program. One that needs more than is left waits; no other lock is held meanwhile.
static BUDGET: Budget = Budget::new(MEMORY);

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
        Format::Avif => return Err(Unfit::Broken("AVIF is not decoded".to_owned())),
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

/// Whether upright the picture's sides change places.
pub fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// Refuses a picture before any of its pixels is made.
pub fn within_limits(width: u32, height: u32) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Unfit::Broken("it has no pixels".to_owned()));
    }
    let pixels = u64::from(width) * u64::from(height);
    if width > SIDE || height > SIDE || pixels > PIXELS {
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
    /// Reservation for the memory of decoding and resizing.
    pub memory: Reservation,
}

/// The values that determine how much memory a picture takes.
pub struct Need {
    /// Width and height in pixels.
    pub size: (u32, u32),
    /// How often its sides are halved while it is decoded.
    pub halvings: u32,
    /// Bytes that its decoder takes, pixels included.
    pub decoding: u64,
    /// Bytes of a decoded pixel.
    pub bytes_per_pixel: u64,
    /// Width in pixels that is needed, after rotation.
    pub width: u32,
    /// How it is turned.
    pub orientation: Orientation,
}

impl Need {
    /// Bytes that it takes at most at one time: while it is decoded, resized, rotated or compared.
    pub fn bytes(&self) -> u64 {
        let (wide, high) = (self.size.0.div_ceil(1 << self.halvings), self.size.1.div_ceil(1 << self.halvings));
        let pixels = |wide: u32, high: u32| u64::from(wide) * u64::from(high);
        let turned = is_turned(self.orientation);
        let upright = if turned { (high, wide) } else { (wide, high) };
        let small = fitted(upright.0, upright.1, self.width);
        let (small_wide, small_high) = if turned { (small.1, small.0) } else { small };
        // The resizer makes the picture narrower first, and lower then.
        let between = pixels(small_wide, high) + pixels(small_wide, small_high);
        let resizing = (pixels(wide, high) + between) * self.bytes_per_pixel;
        let turning = pixels(small_wide, small_high) * (self.bytes_per_pixel + 4);
        self.decoding.max(resizing).max(turning).max(made_of(small))
    }

    /// Waits until this memory is free; refuses a picture that needs more than the whole budget.
    pub fn reserve(&self) -> Result<Reservation, Unfit> {
        let (width, height) = self.size;
        BUDGET.reserve(self.bytes()).ok_or(Unfit::TooLarge { width, height })
    }
}

/// Bytes of a small picture with its thumbnails and what is looked at: four copies of four bytes a pixel.
fn made_of((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height) * 16
}

fn other(bytes: &[u8], format: ImageFormat, width: u32) -> Result<Raw, Unfit> {
    let webp = if format == ImageFormat::WebP { webp::check(bytes)? } else { 0 };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    // Before the size is known, only metadata is read.
    reader.limits(limits(METADATA));
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
    decoder.set_limits(limits(output)).map_err(|error| unfit(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let bytes_per_pixel = decoder.color_type().bytes_per_pixel().into();
    let need = Need { size, halvings: 0, decoding: decoding + METADATA, bytes_per_pixel, width, orientation };
    let memory = need.reserve()?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| unfit(&error))?;
    Ok(Raw { picture, size, orientation, memory })
}

fn limits(bytes: u64) -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(bytes);
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
