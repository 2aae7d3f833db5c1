//! Measures decisions while six other programs work on the same library: `bench_contention PROGRAM [DECISIONS]`, where
//! PROGRAM is the built command line. Prints one JSON line a figure.

#![allow(clippy::unwrap_used, reason = "a measurement stops where it fails")]

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use engine::article::ArticleId;
use engine::decide::Decision;
use engine::desk::Desk;
use serde_json::json;

/// Articles in the library.
const ARTICLES: usize = 4_000;
/// Files that a robot rewrites before each import.
const REWRITTEN: usize = 800;
/// Articles that the other curator decides about at once.
const BATCH: usize = 40;
/// Decisions that are measured where no number is given.
const DECISIONS: usize = 400;
/// A curator's pause between two decisions.
const PAUSE: Duration = Duration::from_millis(40);

/// The folders and the program of one measurement.
struct Newsroom {
    program: PathBuf,
    site: PathBuf,
    library: PathBuf,
    ended: AtomicBool,
    /// Commands that the other programs carried out.
    commands: AtomicUsize,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let program = PathBuf::from(arguments.next().unwrap());
    let decisions = arguments.next().map_or(DECISIONS, |number| number.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let room = Newsroom {
        program,
        site: folder.path().join("site"),
        library: folder.path().join("library"),
        ended: AtomicBool::new(false),
        commands: AtomicUsize::new(0),
    };
    std::fs::create_dir(&room.site).unwrap();
    (0..ARTICLES).for_each(|number| room.write_article(number, 1));
    let desk = Desk::open(&room.library).unwrap();
    desk.import().take_in(std::slice::from_ref(&room.site), &|_| ControlFlow::Continue(())).unwrap();
    let quiet = measured(&desk, decisions / 4);
    let (busy, commands, whole) = std::thread::scope(|scope| {
        let room = &room;
        scope.spawn(|| room.import());
        scope.spawn(|| room.decide());
        scope.spawn(|| room.repeat(&["list", "is:inbox quality:>50"]));
        scope.spawn(|| room.repeat(&["images", "fetch"]));
        scope.spawn(|| room.hand_over());
        scope.spawn(|| room.repeat(&["backup"]));
        let _ended = Ended(&room.ended);
        let busy = measured(&desk, decisions);
        let whole = (0..decisions / 4).map(|number| room.decide_one(number)).collect();
        (busy, room.commands.load(Ordering::SeqCst), whole)
    });
    figures("a decision, nobody else", quiet, (None, None));
    figures("a decision, six programs beside it", busy, (Some(300.0), Some(1_000.0)));
    figures("a decision by the command line, six programs beside it", whole, (None, None));
    figure("commands of the six programs", f64::from(u32::try_from(commands).unwrap()), "commands", None);
}

/// Ends the other programs, also where the measurement fails.
struct Ended<'a>(&'a AtomicBool);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Newsroom {
    fn write_article(&self, number: usize, heat: usize) {
        let text = format!(
            "---\ncategory: news\ntitle: \"Measured report {number}\"\nexcerpt: \"One of many, as long as a teaser is.\"\n\
             publishedDateTime: 2026-10-{:02}T08:00:00Z\ntype: article\nquality: {}\nheat: {heat}\npublished: false\n\n\
             provider:\n  name: The Yardstick\n  domain: yardstick.example\n\ntopics:\n  - AI\n---\n\n{}\n",
            1 + number % 28,
            number % 100,
            format!("Words of report {number} that search finds. ").repeat(20),
        );
        std::fs::write(self.site.join(format!("{number:05}.md")), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) {
        let mut command = Command::new(&self.program);
        command.arg("--library").arg(&self.library).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().unwrap();
        self.commands.fetch_add(1, Ordering::SeqCst);
    }

    fn rounds(&self) -> impl Iterator<Item = usize> {
        (1..).take_while(|_| !self.ended.load(Ordering::SeqCst))
    }

    fn repeat(&self, arguments: &[&str]) {
        self.rounds().for_each(|_| self.run(arguments));
    }

    fn import(&self) {
        for round in self.rounds() {
            (0..REWRITTEN).for_each(|number| self.write_article((number + round * REWRITTEN) % ARTICLES, round * 7));
            self.run(&["import", self.site.to_str().unwrap()]);
        }
    }

    fn decide(&self) {
        for round in self.rounds() {
            let ids: Vec<String> =
                (0..BATCH).map(|number| (1 + (number + round * BATCH) % ARTICLES).to_string()).collect();
            let quality = (round % 100).to_string();
            let words = ["decide"].into_iter().chain(ids.iter().map(String::as_str));
            self.run(&words.chain(["--publish", "--quality", &quality]).collect::<Vec<_>>());
        }
    }

    fn hand_over(&self) {
        for _ in self.rounds() {
            self.run(&["hand-over"]);
            self.run(&["hand-over", "--undo"]);
        }
    }

    fn decide_one(&self, number: usize) -> f64 {
        let (id, quality) = ((1 + number % ARTICLES).to_string(), (number % 100).to_string());
        timed(|| self.run(&["decide", &id, "--quality", &quality]))
    }
}

/// Milliseconds of each of so many decisions, with a curator's pauses in between.
fn measured(desk: &Desk, decisions: usize) -> Vec<f64> {
    let one = |number: usize| {
        std::thread::sleep(PAUSE);
        let id = ArticleId(i64::try_from(1 + number * 7 % ARTICLES).unwrap());
        let decision = Decision::Quality { value: i64::try_from(number % 101).unwrap() };
        timed(|| drop(desk.decide().decide(&[id], &[decision]).unwrap()))
    };
    (0..decisions).map(one).collect()
}

fn timed(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1e3
}

fn figures(what: &str, mut runs: Vec<f64>, (p99, most): (Option<f64>, Option<f64>)) {
    runs.sort_by(f64::total_cmp);
    let at = |part: usize| runs[(runs.len() * part / 100).min(runs.len() - 1)];
    figure(&format!("{what}, p50"), at(50), "ms", None);
    figure(&format!("{what}, p95"), at(95), "ms", None);
    figure(&format!("{what}, p99"), at(99), "ms", p99);
    figure(&format!("{what}, longest"), at(100), "ms", most);
}

fn figure(name: &str, value: f64, unit: &str, bar: Option<f64>) {
    let ok = bar.is_none_or(|bar| value <= bar);
    println!("{}", json!({ "name": name, "value": value, "unit": unit, "bar": bar, "ok": ok }));
}
