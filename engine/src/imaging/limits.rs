//! Limits on images, and the memory that decoding one takes.

use image::DynamicImage;
use image::metadata::Orientation;

use super::budget::{Budget, Reservation};
use super::failure::{Defect, Unfit};

/// Most pixels along one side.
pub const SIDE: u32 = 20_000;
/// Most pixels in all.
pub const PIXELS: u64 = 64_000_000;
/// Most bytes that all pictures take together while they are decoded and made smaller. The program as a whole stays
/// below 256 MB, because an allocator keeps some of what is given back.
const MEMORY: u64 = 128 << 20;
/// Shared by all decodes of this program. One that needs more than is left waits; no other lock is held meanwhile.
static BUDGET: Budget = Budget::new(MEMORY);

/// Whether upright the picture's sides change places.
pub fn is_turned(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// Refuses a picture before any of its pixels is made.
pub fn within_limits(width: u32, height: u32) -> Result<(), Unfit> {
    if width == 0 || height == 0 {
        return Err(Defect::NoPixels.into());
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
pub fn made_of((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height) * 16
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
