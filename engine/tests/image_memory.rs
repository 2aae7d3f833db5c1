//! Measures the memory that pictures made to need much memory take together. This is the only test of its program,
//! because the memory of the whole program is measured.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::cast_possible_truncation, reason = "a test stops where it fails")]

#[path = "support/pictures.rs"]
mod pictures;

use std::io::Write;

use engine::imaging::examine::examine;
use png::{BitDepth, ColorType};

/// Memory that docs/pictures.md promises, in kB.
const PROMISED: u64 = 256 << 10;

#[test]
fn hostile_pictures_that_come_at_once_stay_within_the_promised_memory() {
    let files = [
        png((4_000, 6_500), ColorType::Rgba, BitDepth::Eight),
        png((2_500, 4_500), ColorType::Rgba, BitDepth::Sixteen),
        png((470, 6_000), ColorType::Rgba, BitDepth::Sixteen),
        png((16_000, 1_500), ColorType::Rgb, BitDepth::Eight),
        // Too large: refused before anything of it is made.
        png((8_000, 8_000), ColorType::Rgba, BitDepth::Eight),
        enlarged_jpeg((3_600, 3_600)),
        enlarged_jpeg((6_000, 6_000)),
        pictures::gif_bomb(),
    ];
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let files = &files;
            scope.spawn(move || {
                for place in 0..files.len() {
                    let file = &files[(place + 2 * thread) % files.len()];
                    let _ = examine(file);
                }
            });
        }
    });
    assert!(examine(&files[0]).is_ok() && examine(&files[4]).is_err());
    let sizes: Vec<usize> = files.iter().map(Vec::len).collect();
    assert!(most_memory_kb() < PROMISED, "they took {} kB; files of {sizes:?} bytes", most_memory_kb());
}

/// A picture made row by row.
fn png((width, height): (u32, u32), color: ColorType, depth: BitDepth) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().unwrap();
    let mut rows = writer.stream_writer().unwrap();
    let length = width as usize * color.samples() * (depth as usize / 8);
    let row: Vec<u8> = (0..length).map(|at| (at / 64 % 251) as u8).collect();
    for _ in 0..height {
        rows.write_all(&row).unwrap();
    }
    rows.finish().unwrap();
    drop(writer);
    bytes
}

/// A progressive JPEG that says it is this large.
fn enlarged_jpeg((width, height): (u16, u16)) -> Vec<u8> {
    let mut bytes = pictures::jpeg_of_scans(64, 64, 3);
    let size = bytes.windows(2).position(|mark| mark == [0xFF, 0xC2]).unwrap() + 5;
    bytes[size..size + 2].copy_from_slice(&height.to_be_bytes());
    bytes[size + 2..size + 4].copy_from_slice(&width.to_be_bytes());
    bytes
}

fn most_memory_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}
