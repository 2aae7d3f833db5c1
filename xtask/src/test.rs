//! `cargo xtask test`: all that CI runs, to its end, whatever fails on the way; then one true line.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::check::{self, cargo};
use crate::command::{heard, shown};
use crate::{folders, system, ui, window};

/// How many tests and checks passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    fn of(ok: bool) -> Self {
        if ok { Self { passed: 1, failed: 0 } } else { Self { passed: 0, failed: 1 } }
    }

    fn end(self) -> ExitCode {
        println!("\n{} passed, {} failed", self.passed, self.failed);
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
    let ok = heard(&mut vitest, |_| {})?;
    tally.add(of_vitest(&std::fs::read_to_string(&page).unwrap_or_default(), ok));
    tally.add(rust(
        "the engine's, the command line's and the commands' tests",
        cargo(&["test", "--locked", "--no-fail-fast", "--workspace", "--exclude", "copytaster-e2e"]),
    )?);
    // The window is the program as it is shipped, built without what only tests need.
    tally.add(step("the window is built", || window::build(false)));
    // One at a time: there is one pointer to drop files with.
    let window = ["test", "--locked", "--no-fail-fast", "--package", "copytaster-e2e", "--", "--test-threads=1"];
    tally.add(rust("the window's tests", window::under_display(&window))?);
    Ok(tally.end())
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
        let ok = heard(&mut command, |_| {})?;
        if !ok {
            println!("FAILED: {name} ({})", shown(&command));
        }
        tally.add(Tally::of(ok));
    }
    Ok(tally)
}

fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Tally {
    println!("\n== {name}");
    let done = work();
    if let Err(error) = &done {
        println!("FAILED: {name}: {error:#}");
    }
    Tally::of(done.is_ok())
}

/// Runs Rust tests and counts what the test programs say; a program that ends otherwise counts as one failure.
fn rust(name: &str, mut command: Command) -> Result<Tally> {
    println!("\n== {name}");
    let mut tally = Tally::default();
    let ok = heard(&mut command, |line| tally.add(of_line(line).unwrap_or_default()))
        .with_context(|| format!("{name} could not be run"))?;
    if !ok && tally.failed == 0 {
        println!("FAILED: {name} ({})", shown(&command));
        tally.failed = 1;
    }
    Ok(tally)
}

/// Reads `test result: ok. 3 passed; 0 failed; ...`.
fn of_line(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let number = |word: &str| counts.split("; ").find_map(|part| part.strip_suffix(word)?.trim().parse().ok());
    Some(Tally { passed: number(" passed")?, failed: number(" failed")? })
}

/// Reads Vitest's JSON report; a run that failed without naming a test counts as one failure.
fn of_vitest(report: &str, ok: bool) -> Tally {
    let report: serde_json::Value = serde_json::from_str(report).unwrap_or_default();
    let number = |name: &str| report.get(name).and_then(serde_json::Value::as_u64).unwrap_or(0);
    let mut tally = Tally { passed: number("numPassedTests"), failed: number("numFailedTests") };
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
        assert_eq!(of_line(line), Some(Tally { passed: 6, failed: 1 }));
        assert_eq!(of_line("test that_fails ... FAILED"), None, "only the sums are counted");
    }

    #[test]
    fn a_run_that_breaks_off_is_a_failure_although_no_test_failed() {
        assert_eq!(of_vitest("", false), Tally { passed: 0, failed: 1 });
        let report = r#"{"numPassedTests": 40, "numFailedTests": 0}"#;
        assert_eq!(of_vitest(report, true), Tally { passed: 40, failed: 0 });
        assert_eq!(of_vitest(report, false), Tally { passed: 40, failed: 1 });
    }
}
