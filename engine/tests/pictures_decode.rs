//! What comes as a picture is examined by its bytes: whole pictures of every kind are taken, all else is refused
//! in words, and nothing makes it panic or take more memory than it may.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/pictures.rs"]
mod pictures;

use std::sync::LazyLock;

use engine::imaging::examine::{Examined, Format, Unfit, examine};
use engine::imaging::failure::Defect;
use engine::imaging::look::alike;
use engine::imaging::thumbnail::thumbnails;
use image::{DynamicImage, ImageFormat};
use jpeg_encoder::ColorType;
use proptest::prelude::*;
use rstest::rstest;

fn examined(bytes: &[u8]) -> Examined {
    examine(bytes).unwrap_or_else(|unfit| panic!("it is a picture, but {unfit}"))
}

/// The thumbnail in this width, decoded.
fn small(bytes: &[u8], width: u32) -> DynamicImage {
    let made = thumbnails(bytes, &[width]).unwrap().pop().unwrap();
    image::load_from_memory(&made.bytes).unwrap()
}

/// Whether a thumbnail is red on the left and blue on the right.
fn is_halves(picture: &DynamicImage) -> bool {
    let picture = picture.to_rgb8();
    let at = |x: u32| picture.get_pixel(x, picture.height() / 2).0;
    let (left, right) = (at(picture.width() / 4), at(picture.width() * 3 / 4));
    left[0] > 150 && left[2] < 90 && right[2] > 150 && right[0] < 90
}

fn cmyk(progressive: bool) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..200 * 300).flat_map(|at| if at % 300 < 150 { [0, 235, 235, 35] } else { [235, 235, 0, 35] }).collect();
    pictures::coded(&pixels, (300, 200), ColorType::Cmyk, progressive)
}

fn rgb(progressive: bool) -> Vec<u8> {
    pictures::coded(&pictures::halves(300, 200), (300, 200), ColorType::Rgb, progressive)
}

#[rstest]
#[case::jpeg(pictures::jpeg(&pictures::halves(300, 200)), Format::Jpeg)]
#[case::jpeg_progressive(rgb(true), Format::Jpeg)]
#[case::jpeg_cmyk(cmyk(false), Format::Jpeg)]
#[case::jpeg_cmyk_progressive(cmyk(true), Format::Jpeg)]
#[case::png(pictures::in_format(pictures::halves(300, 200), ImageFormat::Png), Format::Png)]
#[case::png_of_sixteen_bits(pictures::png_of_sixteen_bits(), Format::Png)]
#[case::gif_that_moves(pictures::moving_gif(), Format::Gif)]
#[case::webp(pictures::in_format(pictures::halves(300, 200), ImageFormat::WebP), Format::WebP)]
#[case::webp_that_moves(pictures::moving_webp(), Format::WebP)]
fn every_kind_of_picture_is_taken_with_its_size_and_its_colours(#[case] bytes: Vec<u8>, #[case] format: Format) {
    let seen = examined(&bytes);
    assert_eq!((seen.format, seen.width, seen.height), (format, 300, 200));
    assert_eq!(seen.hash, blake3::hash(&bytes), "a picture is kept under the hash of its bytes");
    assert!(seen.thumbhash.is_some() && seen.look.is_some() && seen.sharpness.is_some());
    let small = small(&bytes, 120);
    assert_eq!((small.width(), small.height()), (120, 80));
    assert!(is_halves(&small), "the first frame is shown, in its own colours");
}

#[rstest]
#[case::as_it_is(1, (300, 200))]
#[case::on_its_head(3, (300, 200))]
#[case::to_the_right(6, (200, 300))]
#[case::to_the_left(8, (200, 300))]
fn a_camera_that_was_held_otherwise_is_turned_back(#[case] orientation: u8, #[case] size: (u32, u32)) {
    let bytes = pictures::turned(&pictures::halves(300, 200), orientation);
    let seen = examined(&bytes);
    assert_eq!((seen.width, seen.height), size, "the size is that of the picture as it is seen");
    let small = small(&bytes, 100).to_rgb8();
    assert_eq!(small.width(), 100);
    let (width, height) = small.dimensions();
    // Where the red half lies: left, right, above, below.
    let red = match orientation {
        1 => (width / 4, height / 2),
        3 => (width * 3 / 4, height / 2),
        6 => (width / 2, height / 4),
        _ => (width / 2, height * 3 / 4),
    };
    assert!(small.get_pixel(red.0, red.1).0[0] > 150, "the red half stands where the camera saw it");
}

#[test]
fn a_thumbnail_is_never_larger_than_its_picture_and_keeps_what_is_transparent() {
    let made = thumbnails(&pictures::transparent_png(), &[64, 480, 1200]).unwrap();
    assert_eq!(
        made.iter().map(|made| (made.width, made.mime)).collect::<Vec<_>>(),
        [(64, "image/png"), (480, "image/png"), (1200, "image/png")]
    );
    let widths = made.iter().map(|made| image::load_from_memory(&made.bytes).unwrap().width());
    assert_eq!(widths.collect::<Vec<_>>(), [64, 300, 300]);
    let small = image::load_from_memory(&made[0].bytes).unwrap().to_rgba8();
    assert_eq!((small.get_pixel(10, 20).0[3], small.get_pixel(54, 20).0[3]), (255, 0));
}

#[test]
fn an_avif_is_kept_with_the_size_that_its_header_says_and_has_no_thumbnails() {
    let seen = examined(&pictures::avif(0));
    assert_eq!((seen.format, seen.width, seen.height), (Format::Avif, 1600, 900));
    assert_eq!((seen.thumbhash, seen.look, seen.sharpness), (None, None, None));
    let turned = examined(&pictures::avif(3));
    assert_eq!((turned.width, turned.height), (900, 1600));
    assert_eq!(thumbnails(&pictures::avif(0), &[64]).unwrap(), []);
    let whole = pictures::avif(0);
    assert_eq!(examine(&whole[..whole.len() - 1]).unwrap_err(), cut(), "its data is missing");
}

fn cut() -> Unfit {
    Defect::Cut.into()
}

#[rstest]
#[case::nothing(b"", "an empty file")]
#[case::a_page(b"\n<!DOCTYPE html>\n<html><body><svg></svg>", "not a picture but HTML")]
#[case::a_page_that_begins_in_the_middle(b"<title>404</title><h1>Not found</h1>", "not a picture but HTML")]
#[case::an_svg(b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- a --><svg xmlns='a'></svg>", "an SVG, which is not taken")]
#[case::a_feed(b"<?xml version='1.0'?><rss></rss>", "not a picture but XML")]
#[case::json(b"{\"error\":404}", "not a picture but JSON")]
#[case::words(b"Not Found", "not a picture but text")]
#[case::a_pdf(b"%PDF-1.7", "not a picture but a PDF")]
#[case::a_film(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "not a picture but a video")]
#[case::a_heic(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "not a picture but a HEIC")]
#[case::noise(b"\x93\x07\x00\x01\x02", "not a picture but something unknown")]
fn what_is_no_picture_is_refused_in_words(#[case] bytes: &[u8], #[case] words: &str) {
    assert_eq!(examine(bytes).unwrap_err().to_string(), words);
    assert_eq!(thumbnails(bytes, &[64]).unwrap_err().to_string(), words);
}

#[test]
fn what_would_take_too_much_memory_is_refused_before_it_does() {
    let bomb = pictures::gif_bomb();
    assert_eq!(bomb.len(), 35);
    assert_eq!(examine(&bomb).unwrap_err(), Unfit::TooLarge { width: 65535, height: 65535 });
    let wide = pictures::in_format(image::GrayImage::new(30_000, 2), ImageFormat::Png);
    assert_eq!(examine(&wide).unwrap_err().to_string(), "too large: 30000 × 2 pixels");
    let mut jpeg = pictures::jpeg(&pictures::halves(16, 16));
    let size = jpeg.windows(2).position(|mark| mark == [0xFF, 0xC0]).unwrap() + 5;
    jpeg[size..size + 4].copy_from_slice(&[0x4E, 0x20, 0x4E, 0x20]);
    assert_eq!(examine(&jpeg).unwrap_err(), Unfit::TooLarge { width: 20_000, height: 20_000 });
}

#[rstest]
#[case::jpeg(pictures::jpeg(&pictures::scene(300, 200, 1)))]
#[case::jpeg_progressive(rgb(true))]
#[case::png(pictures::in_format(pictures::scene(300, 200, 1), ImageFormat::Png))]
#[case::gif(pictures::in_format(pictures::scene(300, 200, 1), ImageFormat::Gif))]
#[case::webp(pictures::in_format(pictures::scene(300, 200, 1), ImageFormat::WebP))]
fn what_is_not_whole_is_broken(#[case] bytes: Vec<u8>) {
    for kept in [bytes.len() / 2, bytes.len() * 9 / 10] {
        let unfit = examine(&bytes[..kept]).unwrap_err();
        assert!(matches!(unfit, Unfit::Broken { .. }), "half a picture would stand on the site grey: {unfit}");
    }
}

#[test]
fn a_preview_inside_a_jpeg_does_not_make_it_whole() {
    let plain = pictures::jpeg(&pictures::scene(300, 200, 1));
    let preview = pictures::jpeg(&pictures::halves(16, 16));
    let length = u16::try_from(2 + preview.len()).unwrap().to_be_bytes();
    let bytes = [&plain[..2], b"\xFF\xEC", &length[..], &preview, &plain[2..]].concat();
    examined(&bytes);
    assert_eq!(examine(&bytes[..bytes.len() - 40]).unwrap_err(), cut());
}

#[test]
fn the_same_picture_looks_alike_in_another_size_and_format_and_another_does_not() {
    let look = |bytes: &[u8]| examined(bytes).look.unwrap();
    let one = look(&pictures::jpeg(&pictures::scene(1200, 675, 1)));
    let smaller = look(&pictures::in_format(pictures::scene(480, 270, 1), ImageFormat::Png));
    assert!(alike(one, smaller), "{one:064b}\n{smaller:064b}");
    let other = look(&pictures::jpeg(&pictures::scene(1200, 675, 2)));
    assert!(!alike(one, other), "{one:064b}\n{other:064b}");
}

#[test]
fn a_blurred_picture_is_less_sharp() {
    let sharp = pictures::scene(640, 360, 3);
    let blurred = image::imageops::blur(&sharp, 4.0);
    let sharpness = |picture| examined(&pictures::jpeg(picture)).sharpness.unwrap();
    let (sharp, blurred) = (sharpness(&sharp), sharpness(&blurred));
    assert!(sharp > blurred * 2.0, "{sharp} against {blurred}");
}

/// Memory that this process has had at most, in kB.
fn most_memory() -> u64 {
    let Ok(status) = std::fs::read_to_string("/proc/self/status") else { return 0 };
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

static WHOLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    vec![
        pictures::jpeg(&pictures::scene(60, 40, 1)),
        rgb(true),
        cmyk(false),
        pictures::turned(&pictures::halves(30, 20), 6),
        pictures::png_of_sixteen_bits(),
        pictures::transparent_png(),
        pictures::moving_gif(),
        pictures::gif_bomb(),
        pictures::moving_webp(),
        pictures::avif(1),
    ]
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic_or_take_more_memory_than_it_may(
        which in 0_usize..10,
        cut in 0_usize..140,
        changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6),
        in_head in any::<bool>(),
    ) {
        let mut bytes = WHOLES[which].clone();
        let reach = if in_head { bytes.len().min(64) } else { bytes.len() };
        for (at, byte) in changes {
            let at = at % reach.max(1);
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len() * cut / 100);
        let seen = examine(&bytes);
        let made = thumbnails(&bytes, &[64, 480]);
        prop_assert!(seen.is_err() || made.is_ok(), "what was examined can be shown");
        prop_assert!(most_memory() < 1_000_000, "each picture is decoded within limits, and tests run two at once");
    }

    #[test]
    fn no_beginning_of_a_picture_makes_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0_usize..10) {
        let whole = WHOLES[which].clone();
        let _ = examine(&bytes);
        let _ = examine(&[&whole[..12.min(whole.len())], &bytes].concat());
    }
}
