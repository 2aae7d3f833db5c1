//! The real program is killed at numbered moments of writing and at random ones, while it takes in, decides, hands
//! over, makes its tables and backs up: the library opens, every acknowledged decision is there, no file is broken.
//! `COPYTASTER_KILLS=200` for the full run, `COPYTASTER_SEED` to repeat one.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use std::collections::BTreeMap;
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;
use tempfile::TempDir;

const ARTICLES: usize = 8;

fn article(number: usize, heat: u64) -> String {
    format!(
        "---\ntitle: \"Article {number}\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-{:02}T08:00:00Z\ntype: article\n\
         quality: 10\nheat: {heat}\npublished: false\n\ntopics:\n  - AI\n\nsecured: \"AAAA;BBBB\"\n---\n\n",
        number + 1
    )
}

/// Numbers at random from a seed (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// When the program dies.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// At this write step.
    Step(u64),
    /// After so many microseconds.
    After(u64),
}

struct Newsroom {
    folder: TempDir,
    /// Quality that was decided and acknowledged, by article id.
    decided: BTreeMap<i64, i64>,
    /// Of the moments that were numbered: how many there were, and how many the program died at.
    numbered: u32,
    died: u32,
    /// How long a whole import takes here, in microseconds: random moments are aimed into that time.
    span: u64,
}

impl Newsroom {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        let room = Self { folder, decided: BTreeMap::new(), numbered: 0, died: 0, span: 1 };
        for number in 0..ARTICLES {
            std::fs::write(room.file(number), article(number, 10)).unwrap();
        }
        room
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn file(&self, number: usize) -> PathBuf {
        self.site().join(format!("{number}.md"))
    }

    fn command(&self, library: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo_bin("copytaster"));
        command.arg("--library").arg(self.folder.path().join(library)).arg("--json").args(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// The first import, which is not killed.
    fn filled(mut self) -> Self {
        let begun = Instant::now();
        let site = self.site();
        assert_eq!(self.json("library", &["import", site.to_str().unwrap()])["new"], ARTICLES);
        self.span = u64::try_from(begun.elapsed().as_micros()).unwrap().max(1);
        self
    }

    fn json(&self, library: &str, arguments: &[&str]) -> Value {
        let output = self.command(library, arguments).output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{arguments:?}: {error} in {output:?}"))
    }

    /// Runs a command that dies at a moment, or ends before it.
    fn killed(&mut self, library: &str, arguments: &[&str], moment: Moment) -> Output {
        let mut command = self.command(library, arguments);
        let output = match moment {
            Moment::Step(step) => command.env("COPYTASTER_DIE_AT", step.to_string()).output().unwrap(),
            Moment::After(microseconds) => {
                let mut child = command.spawn().unwrap();
                std::thread::sleep(Duration::from_micros(microseconds));
                let _ = child.kill();
                child.wait_with_output().unwrap()
            }
        };
        if matches!(moment, Moment::Step(_)) {
            self.numbered += 1;
            self.died += u32::from(output.status.signal() == Some(9));
        }
        output
    }

    fn is_healthy(&self, library: &str, told: &str) {
        let doctor = self.json(library, &["doctor"]);
        assert_eq!(doctor["healthy"], true, "{told}: {doctor}");
    }

    /// Quality of each article as the library shows it.
    fn qualities(&self) -> BTreeMap<i64, i64> {
        let list = self.json("library", &["list", ""]);
        let articles = list["articles"].as_array().unwrap_or_else(|| panic!("{list}"));
        articles.iter().map(|article| (article["id"].as_i64().unwrap(), article["quality"].as_i64().unwrap())).collect()
    }

    fn import(&mut self, dice: &mut Dice, moment: Moment) {
        for _ in 0..3 {
            let number = usize::try_from(dice.below(ARTICLES as u64)).unwrap();
            std::fs::write(self.file(number), article(number, dice.below(200))).unwrap();
        }
        let site = self.site();
        self.killed("library", &["import", site.to_str().unwrap()], moment);
    }

    fn decide(&mut self, dice: &mut Dice, moment: Moment) {
        let id = 1 + i64::try_from(dice.below(ARTICLES as u64)).unwrap();
        let quality = i64::try_from(dice.below(101)).unwrap();
        let output = self.killed("library", &["decide", &id.to_string(), "--quality", &quality.to_string()], moment);
        let acknowledged = String::from_utf8_lossy(&output.stdout).contains("\"ok\":true");
        let now = self.qualities()[&id];
        if acknowledged {
            assert_eq!(now, quality, "an acknowledged decision must be there, whatever happened after it");
        } else {
            let before = self.decided.get(&id).copied().unwrap_or(10);
            assert!(now == quality || now == before, "a decision is made or not made, never half: {now}");
        }
        if now == 10 && !self.decided.contains_key(&id) && !acknowledged {
            return;
        }
        self.decided.insert(id, now);
    }

    fn hand_over(&mut self, moment: Moment) {
        let site = self.site();
        self.json("library", &["import", site.to_str().unwrap()]);
        let before: Vec<Vec<u8>> = (0..ARTICLES).map(|number| std::fs::read(self.file(number)).unwrap()).collect();
        let after: Vec<Vec<u8>> = (0..ARTICLES).map(|number| self.document(number)).collect();
        self.killed("library", &["hand-over"], moment);
        for number in 0..ARTICLES {
            let now = std::fs::read(self.file(number)).unwrap();
            assert!(now == before[number] || now == after[number], "a file is the old one or the new one, whole");
        }
        let left: Vec<_> = std::fs::read_dir(&site).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        let others = left.iter().filter(|name| !name.to_string_lossy().ends_with(".md")).count();
        // What a killed write leaves behind is hidden and no article.
        assert!(
            left.iter().all(|name| name.to_string_lossy().ends_with(".md") || name.to_string_lossy().starts_with('.'))
        );
        let _ = others;
    }

    fn document(&self, number: usize) -> Vec<u8> {
        let path = self.file(number);
        let shown = self.command("library", &["show", path.to_str().unwrap(), "--document"]).output().unwrap();
        assert!(shown.status.success(), "{shown:?}");
        shown.stdout
    }
}

#[test]
fn whenever_it_is_killed_the_library_is_whole_and_every_acknowledged_decision_there() {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise);
    let (kills, seed) = (number("COPYTASTER_KILLS", 40), number("COPYTASTER_SEED", 20_261_124));
    println!("seed {seed}, {kills} moments");
    let mut dice = Dice(seed);
    let mut room = Newsroom::new().filled();
    for kill in 0..kills {
        let moment =
            if kill / 5 % 2 == 0 { Moment::Step(1 + dice.below(6)) } else { Moment::After(dice.below(room.span)) };
        let told = format!("seed {seed}, kill {kill}, {moment:?}");
        match kill % 5 {
            0 => room.import(&mut dice, moment),
            1 => room.decide(&mut dice, moment),
            2 => room.hand_over(moment),
            3 => {
                let library = format!("fresh-{kill}");
                room.killed(&library, &["list"], moment);
                room.is_healthy(&library, &told);
                assert_eq!(room.json(&library, &["list"])["total"], 0, "{told}");
            }
            _ => drop(room.killed("library", &["backup"], moment)),
        }
        room.is_healthy("library", &told);
        let qualities = room.qualities();
        assert_eq!(qualities.len(), ARTICLES, "{told}: no article is lost");
        for (id, quality) in &room.decided {
            assert_eq!(qualities.get(id), Some(quality), "{told}: the decision about {id} is lost");
        }
    }
    let (died, numbered) = (room.died, room.numbered);
    // Whether a random moment finds the program alive is the machine's affair; the numbered ones are ours.
    assert!(died * 4 > numbered, "it died at only {died} of {numbered} numbered moments: this test proves little");
}
