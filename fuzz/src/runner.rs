//! Runs targets on stable Rust: inputs of the corpus, changed at random from a seed. The same seed gives the same inputs.
//!
//! It does not measure coverage, so libFuzzer finds more in the same time. It needs no other tool.

use std::path::{Path, PathBuf};

use super::targets::Target;

/// Longest input that is made, in bytes.
const LONGEST: usize = 16 * 1024;
/// Most changes to one input.
const CHANGES: u64 = 6;

/// Syntax fragments that are inserted into inputs of every target.
const PIECES: [&str; 44] = [
    "---\n",
    "\n",
    "\r\n",
    ": ",
    "- ",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "(",
    ")",
    "<",
    ">",
    "&amp;",
    "!",
    "|",
    "~",
    "#",
    "*",
    "\t",
    "\0",
    "\u{1b}",
    "\u{202e}",
    "\u{feff}",
    "é",
    "😀",
    " or ",
    "-",
    "is:inbox",
    "quality:",
    "NEAR(",
    "..",
    "@",
    "null",
    "true",
    "99999999999999999999",
    "-1",
    "1e999",
    "published: true\n",
    "](javascript:x)",
    "<script>",
    "=====\n",
];

/// Random numbers from a seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Begins at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns another number.
    pub const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below a limit; 0 where the limit is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = limit.max(1) as u64;
        usize::try_from(self.number() % limit).unwrap_or(0)
    }
}

/// Inputs of a target, made from its corpus one after the other.
pub struct Inputs {
    corpus: Vec<Vec<u8>>,
    random: Random,
    made: usize,
}

impl Inputs {
    /// Reads the corpus of a target below the folder `fuzz`. Files are taken in the order of their names.
    pub fn of(fuzz: &Path, target: &Target, seed: u64) -> Self {
        let mut folders = vec![fuzz.join("corpus").join(target.0)];
        if target.0 == "document" {
            folders.push(fuzz.join("../engine/tests/fixtures"));
        }
        let mut files = Vec::new();
        folders.iter().for_each(|folder| files_below(folder, &mut files));
        files.sort();
        let corpus: Vec<Vec<u8>> = files.iter().filter_map(|file| std::fs::read(file).ok()).collect();
        assert!(!corpus.is_empty(), "{} has no corpus in {}", target.0, fuzz.display());
        Self { corpus, random: Random::new(seed), made: 0 }
    }

    /// Returns another input: first the corpus as it is, then changed.
    pub fn make(&mut self) -> Vec<u8> {
        self.made += 1;
        if let Some(input) = self.corpus.get(self.made - 1) {
            return input.clone();
        }
        let chosen = self.random.below(self.corpus.len());
        let mut input = self.corpus[chosen].clone();
        for _ in 0..=self.random.number() % CHANGES {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let random = &mut self.random;
        let (at, end) = (random.below(input.len() + 1), random.below(input.len() + 1));
        let (from, to) = (at.min(end), at.max(end).min(at.min(end) + 64));
        match random.below(8) {
            0 => put(input, at, PIECES[random.below(PIECES.len())].as_bytes()),
            1 => drop(input.drain(from..to)),
            2 => {
                let copy = input[from..to].to_vec();
                put(input, end.min(input.len()), &copy);
            }
            3 => {
                let other = &self.corpus[random.below(self.corpus.len())];
                let start = random.below(other.len() + 1);
                let piece = &other[start..other.len().min(start + random.below(128))];
                put(input, at, piece);
            }
            4 => {
                let piece = PIECES[random.below(PIECES.len())].repeat(1 + random.below(200));
                put(input, at, piece.as_bytes());
            }
            5 => input.truncate(at),
            _ => {
                if let Some(byte) = input.get_mut(at) {
                    *byte = if random.below(2) == 0 { *byte ^ (1 << random.below(8)) } else { random.below(256) as u8 };
                }
            }
        }
    }
}

fn put(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
    drop(input.splice(at..at, piece.iter().copied()));
}

fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { files_below(&path, files) } else { files.push(path) }
    }
}
