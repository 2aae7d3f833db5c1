//! Writes article files in the robots' canonical format, with the distributions measured on real ones:
//! `corpus --articles N --seed S --out DIR`. The same seed gives the same files.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a tool of the workshop")]

#[path = "support/generator.rs"]
mod generator;

use std::path::PathBuf;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut articles, mut seed, mut out) = (1000, 1, PathBuf::from("corpus"));
    while let Some(name) = arguments.next() {
        let value = arguments.next().unwrap_or_else(|| panic!("{name} wants a value"));
        match name.as_str() {
            "--articles" => articles = value.parse().unwrap(),
            "--seed" => seed = value.parse().unwrap(),
            "--out" => out = value.into(),
            _ => panic!("{name} is not known: --articles N, --seed S and --out DIR are"),
        }
    }
    let bytes = generator::write(&out, articles, seed);
    println!("{articles} articles, {bytes} bytes, below {}", out.display());
}
