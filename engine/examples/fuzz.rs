//! Fuzzes for a time on stable Rust: `cargo xtask fuzz --seconds 60 [--seed N] [--target NAME]`.
//!
//! The seed is printed. The input that runs is kept in `target/fuzz/NAME`: it is there after a panic, after a stack
//! overflow, and when an input takes longer than five seconds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a run stops where it fails")]
#![allow(
    dead_code,
    unreachable_pub,
    clippy::pedantic,
    reason = "the fuzz targets are written for a crate of their own"
)]

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fuzz::runner::Inputs;
use fuzz::targets::{TARGETS, Target};

/// How long one input may take.
const LONGEST: Duration = Duration::from_secs(5);
/// Stack of the thread that runs the targets: as small as the smallest thread that reads documents.
const STACK: usize = 2 << 20;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let named = |name: &str| {
        let place = arguments.iter().position(|argument| argument == name)?;
        arguments.get(place + 1).cloned()
    };
    let seconds: u64 = named("--seconds").map_or(60, |text| text.parse().expect("--seconds wants a number"));
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos() as u64;
    let seed: u64 = named("--seed").map_or_else(clock, |text| text.parse().expect("--seed wants a number"));
    let wanted = named("--target");
    println!("seed {seed}");
    for target in TARGETS.iter().filter(|target| wanted.as_ref().is_none_or(|name| name == target.0)) {
        let run = move || run(target, Duration::from_secs(seconds), seed);
        let thread = std::thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread can be started");
        if thread.join().is_err() {
            println!("{} failed with seed {seed} on the input in {}", target.0, kept(target).display());
            std::process::exit(1);
        }
    }
}

fn run(target: &'static Target, time: Duration, seed: u64) {
    let mut inputs = Inputs::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz"), target, seed);
    let (begun, mut ran, mut slowest) = (Instant::now(), 0_u64, Duration::ZERO);
    while begun.elapsed() < time {
        let input = inputs.make();
        std::fs::write(kept(target), &input).expect("the input can be kept");
        let before = Instant::now();
        (target.1)(&input);
        slowest = slowest.max(before.elapsed());
        assert!(slowest < LONGEST, "an input of {} bytes took {slowest:?}", input.len());
        ran += 1;
    }
    println!("{}: {ran} inputs, the slowest took {} ms", target.0, slowest.as_millis());
}

fn kept(target: &Target) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/fuzz");
    std::fs::create_dir_all(&folder).expect("the folder for inputs can be made");
    folder.join(target.0)
}
