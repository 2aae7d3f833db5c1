//! Writes article files in the robots' canonical format, with the distributions measured on real ones:
//! `corpus --articles N --seed S --out DIR [--pictures N]`. The same seed gives the same files. With `--pictures` so
//! many pictures lie below the folder, and every article shows one of those in place of one on the net.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a tool of the workshop")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "colours")]

#[path = "support/generator.rs"]
mod generator;

use std::path::{Path, PathBuf};

use image::{Rgb, RgbImage};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut articles, mut seed, mut out, mut pictures) = (1000, 1, PathBuf::from("corpus"), 0);
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_else(|| panic!("{name} wants a value"));
        match name.as_str() {
            "--articles" => articles = value.parse().unwrap(),
            "--seed" => seed = value.parse().unwrap(),
            "--out" => out = value.into(),
            "--pictures" => pictures = value.parse().unwrap(),
            _ => panic!("{name} is not known: --articles N, --seed S, --out DIR and --pictures N are"),
        }
    }
    let bytes = if pictures == 0 {
        generator::write(&out, articles, seed)
    } else {
        draw(&out, pictures);
        generator::write_with_pictures(&out, articles, seed, pictures)
    };
    println!("{articles} articles, {bytes} bytes, below {}", out.display());
}

/// Pictures of no subject, each another, about as large as those of the news; and the providers' logos.
fn draw(out: &Path, pictures: usize) {
    let (folder, logos) = (out.join("pictures"), out.join("assets/images/organizations"));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::create_dir_all(&logos).unwrap();
    for number in 0..pictures {
        picture(number, 1200, 675).save(folder.join(format!("{number}.jpg"))).unwrap();
    }
    for number in 0..400 {
        picture(number, 50, 50).save(logos.join(format!("provider{number}.example-50x50.jpg"))).unwrap();
    }
}

/// Waves of a colour: smooth with some edges, and no two alike.
fn picture(number: usize, width: u32, height: u32) -> RgbImage {
    let mut dice = generator::Dice::new(number as u64 + 1);
    let waves: Vec<(f32, f32, f32)> = (0..3)
        .map(|_| (dice.below(90) as f32 / 3000.0, dice.below(90) as f32 / 3000.0, dice.below(100) as f32))
        .collect();
    RgbImage::from_fn(width, height, |x, y| {
        let level = |&(across, down, begin): &(f32, f32, f32)| {
            let wave = (x as f32).mul_add(across, (y as f32).mul_add(down, begin)).sin();
            (wave.mul_add(90.0, 128.0) + if wave > 0.7 { 30.0 } else { 0.0 }) as u8
        };
        Rgb([level(&waves[0]), level(&waves[1]), level(&waves[2])])
    })
}
