//! Measures thumbnails beside other programs, as JSON lines: 300 JPEGs of 1200 × 675 and 50 of 12 megapixels to
//! 480 pixels on all cores. Each line: name, value, unit, bar (null where there is none) and whether the bar holds.
//! A program that is not installed is named as missing. The memory is that of a program of its own which takes
//! articles with all these pictures in, fetches, examines and keeps them.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement stops where it fails, and prints")]
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "figures, and colours made of them"
)]

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use engine::desk::Desk;
use engine::images::Fetching;
use engine::imaging::thumbnail::thumbnails;
use image::imageops::FilterType;
use image::{GrayImage, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder};
use rayon::prelude::*;
use serde_json::json;

const WIDTH: u32 = 480;
const ROUNDS: usize = 5;
/// Our time against that of `vipsthumbnail`, and that of the other one against ours.
const VIPS_BAR: f64 = 1.0;
const MAGICK_BAR: f64 = 3.0;
/// Both sets as the one job that the bars are set for.
const ALL: &str = "all";
/// Where `ImageMagick` itself lies: what is first on the path may be a script that only calls it.
const MOGRIFY: &[&str] = &["/usr/bin/mogrify", "/opt/homebrew/bin/mogrify"];
const SSIM_BAR: f64 = 0.97;
const MEMORY_BAR: f64 = 300.0;

/// Pictures of one size.
struct Set {
    name: &'static str,
    files: Vec<PathBuf>,
}

/// The argument with which this program keeps the pictures of a folder, and says what memory that took.
const ALONE: &str = "--alone";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [alone, folder] = arguments.as_slice()
        && alone == ALONE
    {
        return keep_alone(Path::new(folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let sets =
        [made(folder.path(), "1200 × 675", (1200, 675), 300), made(folder.path(), "12 megapixels", (4000, 3000), 50)];
    let times: Vec<Times> = sets.iter().map(|set| measure(set, folder.path())).collect();
    memory(folder.path());
    for (set, times) in sets.iter().zip(&times) {
        report(set.name, times);
    }
    report(ALL, &Times::sum(&times));
    for set in &sets {
        quality(set, folder.path());
    }
}

/// Milliseconds of each round; empty where the program is missing.
#[derive(Default)]
struct Times {
    ours: Vec<f64>,
    vips: Vec<f64>,
    magick: Vec<f64>,
}

impl Times {
    fn sum(all: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> &Vec<f64>| {
            let rounds = all.iter().map(|times| of(times).len()).min().unwrap_or(0);
            (0..rounds).map(|round| all.iter().map(|times| of(times)[round]).sum()).collect()
        };
        Self { ours: sum(|times| &times.ours), vips: sum(|times| &times.vips), magick: sum(|times| &times.magick) }
    }
}

fn made(folder: &Path, name: &'static str, size: (u16, u16), count: u32) -> Set {
    let write = |number: u32| {
        let file = folder.join(format!("{}-{number:03}.jpg", size.0));
        let mut bytes = Vec::new();
        let picture = scene(size.0.into(), size.1.into(), number);
        Encoder::new(&mut bytes, 85).encode(&picture, size.0, size.1, ColorType::Rgb).unwrap();
        std::fs::write(&file, bytes).unwrap();
        file
    };
    Set { name, files: (0..count).into_par_iter().map(write).collect() }
}

/// Soft light, hard edges at several scales and the noise of a sensor.
fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
    let mut state = seed.wrapping_mul(0x9E37_79B9) | 1;
    let phase = f64::from(seed);
    let columns: Vec<f64> = (0..width).map(|x| (f64::from(x) * 40.0 / f64::from(width) + phase).sin()).collect();
    let lines: Vec<f64> = (0..height).map(|y| (f64::from(y) * 27.0 / f64::from(height) + phase).cos()).collect();
    RgbImage::from_fn(width, height, |x, y| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let noise = f64::from(state % 13) - 6.0;
        let coarse = if (x * 9 / width + y * 7 / height + seed).is_multiple_of(3) { 45.0 } else { -15.0 };
        let fine = if (x * 90 / width).is_multiple_of(7) && (y * 60 / height).is_multiple_of(5) { 50.0 } else { 0.0 };
        let light = columns[x as usize] * lines[y as usize] * 40.0 + coarse + fine + noise;
        let across = f64::from(x) * 150.0 / f64::from(width);
        let down = f64::from(y) * 120.0 / f64::from(height);
        Rgb([across + 60.0, down + 70.0, 200.0 - across].map(|base| (base + light).clamp(0.0, 255.0) as u8))
    })
}

/// One after the other in each round, so that what else runs on the machine weighs on all alike.
fn measure(set: &Set, folder: &Path) -> Times {
    let mut times = Times::default();
    for _ in 0..ROUNDS {
        times.ours.push(milliseconds(|| ours(set, &output(folder, "ours"))).0);
        let vips = milliseconds(|| vips(set, &output(folder, "vips")));
        times.vips.extend(vips.1.then_some(vips.0));
        let magick = milliseconds(|| magick(set, &output(folder, "magick")));
        times.magick.extend(magick.1.then_some(magick.0));
    }
    times
}

fn output(folder: &Path, who: &str) -> PathBuf {
    let output = folder.join(who);
    std::fs::create_dir_all(&output).unwrap();
    output
}

fn milliseconds<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let made = run();
    (start.elapsed().as_secs_f64() * 1000.0, made)
}

fn ours(set: &Set, output: &Path) {
    set.files.par_iter().for_each(|file| {
        let made = thumbnails(&std::fs::read(file).unwrap(), &[WIDTH]).unwrap().pop().unwrap();
        std::fs::write(output.join(file.file_name().unwrap()), made.bytes).unwrap();
    });
}

/// All files in one call; it uses the cores by itself.
fn vips(set: &Set, output: &Path) -> bool {
    let target = format!("{}/%s.jpg[Q=80]", output.display());
    let size = format!("{WIDTH}x");
    ran(Command::new("vipsthumbnail").args(["--size", &size, "-o", &target]).args(&set.files))
}

/// As many calls as there are cores, each for its share of the files: `mogrify` is `convert` for many files, and
/// spares it the time that starting the program takes.
fn magick(set: &Set, output: &Path) -> bool {
    let share = set.files.len().div_ceil(rayon::current_num_threads());
    set.files.par_chunks(share).all(|files| {
        let mut mogrify = Command::new(MOGRIFY.iter().find(|path| Path::new(path).exists()).unwrap_or(&"mogrify"));
        mogrify.args(["-define", "jpeg:size=960x", "-resize", "480x", "-quality", "80", "-path"]);
        // Its own threads would only stand in each other's way.
        ran(mogrify.arg(output).args(files).env("MAGICK_THREAD_LIMIT", "1"))
    })
}

fn ran(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn report(name: &str, times: &Times) {
    noise(&format!("{name}: ours"), &times.ours);
    compare(
        &format!("{name}: ours against vipsthumbnail"),
        &times.vips,
        |vips| median(&times.ours) / vips,
        |ratio| (VIPS_BAR, ratio <= VIPS_BAR),
    );
    compare(
        &format!("{name}: ImageMagick against ours"),
        &times.magick,
        |magick| magick / median(&times.ours),
        // Of the large ones alone both do little but read every coefficient of the file: see docs/pictures.md.
        |ratio| (MAGICK_BAR, ratio >= MAGICK_BAR || name != ALL),
    );
    noise(&format!("{name}: vipsthumbnail"), &times.vips);
    noise(&format!("{name}: ImageMagick"), &times.magick);
}

fn compare(name: &str, theirs: &[f64], ratio: impl Fn(f64) -> f64, bar: impl Fn(f64) -> (f64, bool)) {
    if theirs.is_empty() {
        println!(
            "{}",
            json!({ "name": name, "value": null, "unit": "times", "missing": true, "bar": null, "ok": true })
        );
        return;
    }
    let ratio = ratio(median(theirs));
    let (bar, ok) = bar(ratio);
    figure(name, ratio, "times", Some(bar), ok);
}

fn noise(name: &str, times: &[f64]) {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    if let (Some(least), Some(most)) = (sorted.first(), sorted.last()) {
        figure(&format!("{name}, least"), *least, "ms", None, true);
        figure(&format!("{name}, median"), median(times), "ms", None, true);
        figure(&format!("{name}, most"), *most, "ms", None, true);
    }
}

fn median(times: &[f64]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Eight progressive pictures of 12 megapixels come to the others: all their coefficients must be held at once.
fn memory(folder: &Path) {
    let write = |number: u32| {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 85);
        encoder.set_progressive(true);
        encoder.encode(&scene(4000, 3000, 900 + number), 4000, 3000, ColorType::Rgb).unwrap();
        std::fs::write(folder.join(format!("progressive-{number:03}.jpg")), bytes).unwrap();
    };
    (0..8).into_par_iter().for_each(write);
    let alone = Command::new(std::env::current_exe().unwrap()).arg(ALONE).arg(folder).output().unwrap();
    let text = String::from_utf8(alone.stdout).unwrap();
    let Some((kept, most)) = text.trim().split_once(' ') else { return };
    let (kept, most): (f64, f64) = (kept.parse().unwrap(), most.parse().unwrap());
    figure("pictures kept by a program of its own", kept, "pictures", None, kept > 350.0);
    figure("its most memory", most, "MB", Some(MEMORY_BAR), most <= MEMORY_BAR);
}

/// Takes in an article for each picture of a folder, keeps them all, and prints how many and the most memory in MB.
fn keep_alone(folder: &Path) {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> =
        names.filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "jpg")).collect();
    for (number, name) in names.iter().enumerate() {
        let date = format!("2026-10-{:02}T08:00:00Z", 1 + number % 28);
        let text = format!("---\ntitle: Measured {number}\npublishedDateTime: {date}\nimages:\n  - url: {name}\n---\n");
        std::fs::write(folder.join(format!("{number:05}.md")), text).unwrap();
    }
    let desk = Desk::open(&folder.join("library")).unwrap();
    desk.import().take_in(&[folder.to_path_buf()], &|_| ControlFlow::Continue(())).unwrap();
    let done = desk.images().fetch_pictures(&Fetching::default(), &|_, _| ControlFlow::Continue(())).unwrap().unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse().unwrap_or(0.0);
    println!("{} {}", done.cached, kilobytes / 1024.0);
}

/// The least likeness of every tenth picture to a Lanczos reference made from all its pixels.
fn quality(set: &Set, folder: &Path) {
    let least = |who: &str| {
        let files = set.files.par_iter().step_by(10).filter_map(|file| {
            let made = image::open(folder.join(who).join(file.file_name()?)).ok()?.into_luma8();
            let full = image::open(file).unwrap();
            Some(ssim(&full.resize_exact(WIDTH, made.height(), FilterType::Lanczos3).into_luma8(), &made))
        });
        files.reduce_with(f64::min)
    };
    let ours = least("ours").unwrap();
    figure(&format!("{}: SSIM, ours", set.name), ours, "", Some(SSIM_BAR), ours >= SSIM_BAR);
    for who in ["vips", "magick"] {
        if let Some(theirs) = least(who) {
            figure(&format!("{}: SSIM, {who}", set.name), theirs, "", None, true);
        }
    }
}

/// Mean structural similarity of two pictures of one size, in windows of 8 × 8 pixels, every fourth.
fn ssim(one: &GrayImage, other: &GrayImage) -> f64 {
    let windows = (0..one.height().saturating_sub(7)).step_by(4);
    let windows = windows.flat_map(|y| (0..one.width().saturating_sub(7)).step_by(4).map(move |x| (x, y)));
    let alike: Vec<f64> = windows.map(|at| window(one, other, at)).collect();
    alike.iter().sum::<f64>() / alike.len() as f64
}

fn window(one: &GrayImage, other: &GrayImage, (left, top): (u32, u32)) -> f64 {
    let (mut sums, mut squares, mut both) = ([0.0; 2], [0.0; 2], 0.0);
    for (x, y) in (0..64).map(|at| (left + at % 8, top + at / 8)) {
        let pair = [one, other].map(|picture| f64::from(picture.get_pixel(x, y).0[0]));
        for side in 0..2 {
            sums[side] += pair[side];
            squares[side] += pair[side] * pair[side];
        }
        both += pair[0] * pair[1];
    }
    let mean = sums.map(|sum| sum / 64.0);
    let variance = |side: usize| squares[side] / 64.0 - mean[side] * mean[side];
    let covariance = both / 64.0 - mean[0] * mean[1];
    let (c1, c2) = ((0.01_f64 * 255.0).powi(2), (0.03_f64 * 255.0).powi(2));
    (2.0 * mean[0] * mean[1] + c1) * (2.0 * covariance + c2)
        / ((mean[0] * mean[0] + mean[1] * mean[1] + c1) * (variance(0) + variance(1) + c2))
}

fn figure(name: &str, value: f64, unit: &str, bar: Option<f64>, ok: bool) {
    let value = (value * 1000.0).round() / 1000.0;
    println!("{}", json!({ "name": name, "value": value, "unit": unit, "bar": bar, "ok": ok }));
}
