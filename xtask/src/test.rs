//! `cargo xtask test`: all that CI runs, to its end, whatever fails on the way; then one true line.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

use crate::check::{self, cargo};
use crate::command::{heard, shown};
use crate::failures::Failures;
use crate::{folders, fuzz, layers, system, torture, ui, window};

/// How long each fuzz target runs in CI, in seconds: a minute together.
const FUZZ_SECONDS: u64 = 10;

/// How many tests and checks passed, failed and were skipped, and what the failed ones said.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
    skipped: u64,
    /// Skipped tests that the test harness counts as passed, because a running test cannot report a skip.
    skipped_while_running: u64,
    said: Vec<String>,
}

impl Tally {
    fn counted(passed: u64, failed: u64) -> Self {
        Self { passed, failed, ..Self::default() }
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.skipped_while_running += other.skipped_while_running;
        self.said.extend(other.said);
    }

    /// One check, and what it says where it failed.
    fn of(ok: bool, said: impl FnOnce() -> String) -> Self {
        if ok { Self::counted(1, 0) } else { Self { failed: 1, said: vec![said()], ..Self::default() } }
    }

    /// The counts in one line.
    fn sum(&self) -> String {
        let passed = self.passed.saturating_sub(self.skipped_while_running);
        format!("{passed} passed, {} failed, {} skipped", self.failed, self.skipped)
    }

    /// What failed is said once more at the end: a long run is read from there.
    fn end(self) -> ExitCode {
        for failure in &self.said {
            println!("\n== failed: {}", failure.trim_end());
        }
        println!("\n{}", self.sum());
        if self.failed == 0 && self.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Everything.
pub fn test() -> Result<ExitCode> {
    let mut tally = prepared(true)?;
    tally.add(checked()?);
    let page = folders::target().join("page-tests.json");
    let mut vitest = ui::script("test");
    vitest.args(["--", "--reporter=default", "--reporter=json"]).arg(format!("--outputFile.json={}", page.display()));
    println!("\n== the page's tests");
    let mut failures = Failures::of_checks();
    let ok = heard(&mut vitest, |line| failures.hear(line))?;
    let mut counts = of_vitest(&std::fs::read_to_string(&page).unwrap_or_default(), ok);
    if !ok {
        counts.said.push(failures.said("the page's tests"));
    }
    tally.add(counts);
    tally.add(rust(
        "the engine's, the command line's and the commands' tests",
        cargo(&["test", "--locked", "--no-fail-fast", "--workspace", "--exclude", "copytaster-e2e"]),
    )?);
    tally.add(tortured()?);
    if std::env::var_os("CI").is_some() {
        tally.add(step("the fuzz targets for a minute", || fuzz::run(FUZZ_SECONDS, None, None)));
    }
    // The window is the program as it is shipped, built without what only tests need.
    tally.add(step("the window is built", || window::build(false)));
    // One at a time: there is one pointer to drop files with.
    let window = ["test", "--locked", "--no-fail-fast", "--package", "copytaster-e2e", "--", "--test-threads=1"];
    tally.add(rust("the window's tests", window::under_display(&window))?);
    Ok(tally.end())
}

/// The short form of the attacks.
fn tortured() -> Result<Tally> {
    println!("\n== the attacks, in short");
    let counts = torture::short()?;
    let said = (counts.failed > 0).then(|| "the attacks (cargo xtask torture): see the lines above".to_owned());
    let tally = Tally::counted(counts.passed, counts.failed);
    Ok(Tally { skipped: counts.skipped, said: said.into_iter().collect(), ..tally })
}

/// The checks alone.
pub fn checks() -> Result<ExitCode> {
    let mut tally = prepared(false)?;
    tally.add(checked()?);
    tally.add(rust(
        "the generated types",
        cargo(&["test", "--locked", "--package", "copytaster-engine", "--test", "types"]),
    )?);
    Ok(tally.end())
}

/// Installs what is missing and builds the page: everything else needs it.
fn prepared(drive: bool) -> Result<Tally> {
    system::install(drive)?;
    ui::install()?;
    Ok(step("the page is built", ui::build))
}

fn checked() -> Result<Tally> {
    let mut tally = Tally::default();
    for (name, mut command) in check::checks() {
        println!("\n== {name}");
        let mut failures = Failures::of_checks();
        let ok = heard(&mut command, |line| failures.hear(line))?;
        tally.add(Tally::of(ok, || failures.said(&format!("{name} ({})", shown(&command)))));
    }
    tally.add(step("the engine's files import from lower layers only, and without cycles", || {
        let found = layers::violations()?;
        ensure!(found.is_empty(), "{}", found.join("\n"));
        Ok(())
    }));
    Ok(tally)
}

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Tally {
    println!("\n== {name}");
    match work() {
        Ok(()) => Tally::counted(1, 0),
        Err(error) => Tally::of(false, || format!("{name}: {error:#}")),
    }
}

/// Runs Rust tests and counts what the test programs say; a program that ends otherwise counts as one failure.
fn rust(name: &str, mut command: Command) -> Result<Tally> {
    println!("\n== {name}");
    let (mut tally, mut failures) = (Tally::default(), Failures::of_tests());
    let hear = |line: &str| {
        tally.add(of_line(line).unwrap_or_default());
        failures.hear(line);
    };
    let ok = heard(&mut command, hear).with_context(|| format!("{name} could not be run"))?;
    if !ok {
        tally.failed = tally.failed.max(1);
        tally.said.push(failures.said(&format!("{name} ({})", shown(&command))));
    }
    Ok(tally)
}

/// Reads `test result: ok. 3 passed; 0 failed; ...`, and `skipped: NAME: REASON` of a test that cannot run here.
fn of_line(line: &str) -> Option<Tally> {
    if line.starts_with("skipped: ") {
        return Some(Tally { skipped: 1, skipped_while_running: 1, ..Tally::default() });
    }
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| counts.split("; ").find_map(|part| part.strip_suffix(word)?.trim().parse().ok());
    let skipped = number(" ignored").unwrap_or(0);
    Some(Tally { skipped, ..Tally::counted(number(" passed")?, number(" failed")?) })
}

/// Reads Vitest's JSON report; a run that failed without naming a test counts as one failure.
fn of_vitest(report: &str, ok: bool) -> Tally {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
    let number = |name: &str| report.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    let skipped = number("numPendingTests") + number("numTodoTests");
    let mut tally = Tally { skipped, ..Tally::counted(number("numPassedTests"), number("numFailedTests")) };
    if !ok && tally.failed == 0 {
        tally.failed = 1;
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_is_what_the_test_programs_say() {
        let line = "test result: FAILED. 6 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.13s";
        assert_eq!(of_line(line), Some(Tally::counted(6, 1)));
        assert_eq!(of_line("test that_fails ... FAILED"), None, "only the sums are counted");
    }

    #[test]
    fn a_test_that_skips_itself_is_counted_as_skipped_and_not_as_passed() {
        let lines =
            ["skipped: real_files: they are not there", "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured"];
        let mut tally = Tally::default();
        lines.iter().filter_map(|line| of_line(line)).for_each(|one| tally.add(one));
        assert_eq!(tally.sum(), "2 passed, 0 failed, 2 skipped");
    }

    #[test]
    fn a_run_that_breaks_off_is_a_failure_although_no_test_failed() {
        assert_eq!(of_vitest("", false), Tally::counted(0, 1));
        let report = r#"{"numPassedTests": 40, "numFailedTests": 0}"#;
        assert_eq!(of_vitest(report, true), Tally::counted(40, 0));
        assert_eq!(of_vitest(report, false), Tally::counted(40, 1));
    }
}
