//! What large pictures take together. Alone in its program, because the memory of a program is measured.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, reason = "a test stops where it fails")]

use std::io::Write;

use engine::imaging::thumbnail::thumbnails;

/// Pixels along one side.
const SIDE: u32 = 5_000;

#[test]
fn large_pictures_are_decoded_one_after_the_other() {
    let picture = large_png();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(thumbnails(&picture, &[480]).unwrap()[0].width, 480));
        }
    });
    let megabytes = most_memory_kb() / 1_000;
    assert!(megabytes < 190, "one takes 100 MB, two 200, all four 400: they took {megabytes}");
}

/// A transparent picture, made row by row.
fn large_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, SIDE, SIDE);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let mut rows = writer.stream_writer().unwrap();
    let row: Vec<u8> = (0..SIDE * 4).map(|at| (at / 64 % 251) as u8).collect();
    for _ in 0..SIDE {
        rows.write_all(&row).unwrap();
    }
    rows.finish().unwrap();
    drop(writer);
    bytes
}

fn most_memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
