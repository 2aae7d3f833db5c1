//! Pictures made to cost more than they show are refused before they are decoded.

#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

#[path = "support/pictures.rs"]
mod pictures;

use engine::imaging::examine::{Unfit, examine};
use engine::imaging::failure::Defect;
use image::ImageFormat;
use rstest::rstest;

use pictures::{Avif, made_box};

#[test]
fn a_jpeg_of_many_scans_is_refused_by_their_number_and_by_their_work() {
    assert!(examine(&pictures::jpeg_of_scans(64, 64, 100)).is_ok());
    for scans in [101, 500, 3_000, 200_000] {
        assert_eq!(examine(&pictures::jpeg_of_scans(64, 64, scans)).unwrap_err(), Unfit::TooManyScans, "{scans}");
    }
    // 60 scans of a picture of 25 million pixels are more than 20 of the largest picture.
    let mut large = pictures::jpeg_of_scans(64, 64, 60);
    let size = large.windows(2).position(|mark| mark == [0xFF, 0xC2]).unwrap() + 5;
    large[size..size + 4].copy_from_slice(&[0x13, 0x88, 0x13, 0x88]);
    assert_eq!(examine(&large).unwrap_err(), Unfit::TooManyScans);
}

#[test]
fn scans_are_counted_where_they_hide() {
    let many = pictures::jpeg_of_scans(64, 64, 200);
    let first = many.windows(2).position(|mark| mark == [0xFF, 0xDA]).unwrap();
    // A comment before the first scan that says it ends in the middle of the data, and fill bytes before each mark.
    let filled = [&many[..first], &b"\xFF\xFF\xFF\xFF"[..], &many[first..]].concat();
    assert_eq!(examine(&filled).unwrap_err(), Unfit::TooManyScans);
    let comment = [&many[..first], b"\xFF\xFE\x00\x04\xFF\xD9", &many[first..]].concat();
    assert_eq!(examine(&comment).unwrap_err(), Unfit::TooManyScans, "an end inside of a comment is none");
    let two = [&many[..many.len() - 2], &many[2..]].concat();
    assert!(examine(&two).is_err(), "two pictures in one");
}

#[test]
fn a_progressive_jpeg_whose_coefficients_take_too_much_is_refused() {
    let mut large = pictures::jpeg_of_scans(64, 64, 1);
    let size = large.windows(2).position(|mark| mark == [0xFF, 0xC2]).unwrap() + 5;
    // 7,000 × 7,000 pixels in three components of two bytes each.
    large[size..size + 4].copy_from_slice(&[0x1B, 0x58, 0x1B, 0x58]);
    assert_eq!(examine(&large).unwrap_err(), Unfit::TooLarge { width: 7_000, height: 7_000 });
}

#[test]
fn a_png_whose_metadata_unpacks_to_more_than_it_shows_is_no_picture_or_shown_without() {
    let mut packed = Vec::new();
    {
        // A profile of 64 MB of zeros, packed as a PNG's rows are.
        let zeros = image::GrayImage::new(8_000, 8_000);
        let png = pictures::in_format(zeros, ImageFormat::Png);
        let data = png.windows(4).position(|name| name == b"IDAT").unwrap();
        let length = u32::from_be_bytes(png[data - 4..data].try_into().unwrap()) as usize;
        packed.extend_from_slice(&png[data + 4..data + 4 + length]);
    }
    let before = most_memory();
    for name in [b"iCCP", b"zTXt", b"iTXt"] {
        let text = if name == b"iTXt" { &b"a\0\x01\0\0\0"[..] } else { b"a\0\0" };
        let _ = examine(&pictures::png_with(&[(name, [text, &packed].concat())]));
    }
    let many: Vec<_> = (0..20_000).map(|_| (b"tEXt", b"a\0bcdefgh".to_vec())).collect();
    let _ = examine(&pictures::png_with(&many));
    assert!(most_memory() - before < 40_000, "{} kB more than before", most_memory() - before);
}

/// Memory that this process has had at most, in kB; 0 where the system does not tell.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: 0 kB");
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_webp_with_a_frame_larger_than_its_canvas_is_refused() {
    let chunk = |name: &[u8; 4], content: &[u8]| {
        [&name[..], &u32::try_from(content.len()).unwrap().to_le_bytes(), content].concat()
    };
    let frame = [&[0x10, 0, 0, 0x9D, 0x01, 0x2A][..], &[0xFF, 0x3F, 0xFF, 0x3F], &[0; 64]].concat();
    let canvas = chunk(b"VP8X", &[0, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
    let chunks = [&b"WEBP"[..], &canvas, &chunk(b"VP8 ", &frame)].concat();
    let bytes = chunk(b"RIFF", &chunks);
    assert_eq!(examine(&bytes).unwrap_err(), Unfit::from(Defect::WebpFrame));
}

#[rstest]
#[case::as_it_should_be(Avif::default(), true)]
#[case::coded_larger(Avif { coded: (20_000, 20_000), ..Avif::default() }, false)]
#[case::coded_smaller(Avif { coded: (16, 16), ..Avif::default() }, false)]
#[case::too_large(Avif { said: (20_000, 20_000), coded: (20_000, 20_000), ..Avif::default() }, false)]
#[case::no_frame(Avif { frames: 0, ..Avif::default() }, false)]
#[case::frames_without_end(Avif { frames: 5_000, ..Avif::default() }, false)]
#[case::data_outside(Avif { longer: 1, ..Avif::default() }, false)]
#[case::data_far_outside(Avif { longer: u32::MAX - 1_000, ..Avif::default() }, false)]
#[case::a_grid_without_tiles(Avif { kind: *b"grid", ..Avif::default() }, false)]
#[case::another_kind(Avif { kind: *b"iovl", ..Avif::default() }, false)]
fn an_avif_is_as_large_as_it_says(#[case] avif: Avif, #[case] good: bool) {
    assert_eq!(examine(&avif.bytes()).is_ok(), good, "{:?}", examine(&avif.bytes()));
}

#[test]
fn an_avif_that_moves_or_has_too_many_boxes_is_refused() {
    let plain = Avif::default().bytes();
    let more = |content: Vec<u8>| [plain.clone(), content].concat();
    assert!(examine(&more(made_box(*b"free", &[0; 8]))).is_ok());
    assert!(examine(&more(made_box(*b"moov", &[0; 8]))).is_err());
    assert!(examine(&more(made_box(*b"free", &[]).repeat(100_000))).is_err());
    let meta = plain.windows(4).position(|name| name == b"meta").unwrap() - 4;
    let length = u32::from_be_bytes(plain[meta..meta + 4].try_into().unwrap()) as usize;
    assert!(examine(&more(plain[meta..meta + length].to_vec())).is_err(), "it describes itself twice");
}

#[test]
fn no_change_of_one_byte_of_an_avif_makes_it_larger_than_the_limits() {
    let plain = Avif::default().bytes();
    for at in 0..plain.len() {
        for value in [0, 1, 0x7F, 0x80, 0xFF] {
            let mut changed = plain.clone();
            changed[at] = value;
            if let Ok(seen) = examine(&changed) {
                assert!(u64::from(seen.width) * u64::from(seen.height) <= 64_000_000, "byte {at}");
            }
        }
    }
}
