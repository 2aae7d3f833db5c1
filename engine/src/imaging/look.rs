//! What a picture looks like, in a few bytes: its difference hash, its placeholder and its sharpness.

use image::imageops::grayscale;
use image::{DynamicImage, GrayImage};

use super::decode::resized;
use super::failure::Unfit;
use super::limits::fitted;

/// Two pictures whose hashes differ in no more bits than this look alike.
const ALIKE: u32 = 6;

/// The longest side of a placeholder's source, in pixels.
const PLACEHOLDER: u32 = 100;

/// 64 bits, each whether a field of a 9 × 8 grid is brighter than the one to its right.
pub fn look(picture: &DynamicImage) -> Result<u64, Unfit> {
    let grid = grayscale(resized(picture, (9, 8))?.as_ref());
    let mut bits = 0;
    for row in grid.rows() {
        let row: Vec<u8> = row.map(|pixel| pixel.0[0]).collect();
        for pair in row.windows(2) {
            bits = bits << 1 | u64::from(pair[0] > pair[1]);
        }
    }
    Ok(bits)
}

/// Whether two pictures look alike.
#[must_use]
pub const fn alike(one: u64, other: u64) -> bool {
    (one ^ other).count_ones() <= ALIKE
}

/// About 25 bytes from which a blurred placeholder is drawn.
pub fn thumbhash(picture: &DynamicImage) -> Result<Vec<u8>, Unfit> {
    let longest = picture.width().max(picture.height());
    let size = if longest <= PLACEHOLDER {
        (picture.width(), picture.height())
    } else if picture.width() == longest {
        fitted(longest, picture.height(), PLACEHOLDER)
    } else {
        let (height, width) = fitted(longest, picture.width(), PLACEHOLDER);
        (width, height)
    };
    let small = resized(picture, size)?.to_rgba8();
    Ok(thumbhash::rgba_to_thumb_hash(small.width() as usize, small.height() as usize, small.as_raw()))
}

/// How much its edges stand out: the standard deviation of its second derivative, in levels of grey.
/// About 2 for what is blurred or flat, from 10 up for what is sharp.
pub fn sharpness(picture: &DynamicImage) -> f32 {
    let gray = grayscale(picture);
    let (width, height) = (gray.width() as usize, gray.height() as usize);
    if width < 3 || height < 3 {
        return 0.0;
    }
    deviation(&gray, width, height)
}

fn deviation(gray: &GrayImage, width: usize, height: usize) -> f32 {
    let pixels = gray.as_raw();
    let (mut sum, mut squares, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let at = |x: usize, y: usize| f64::from(pixels[y * width + x]);
            let curve = 4.0 * at(x, y) - at(x - 1, y) - at(x + 1, y) - at(x, y - 1) - at(x, y + 1);
            sum += curve;
            squares += curve * curve;
            count += 1.0;
        }
    }
    let mean = sum / count;
    #[expect(clippy::cast_possible_truncation, reason = "a measure of a few digits")]
    let deviation = (squares / count - mean * mean).max(0.0).sqrt() as f32;
    deviation
}
