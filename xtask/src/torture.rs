//! `cargo xtask torture`: attacks the built command line; one JSON line an attack.

use std::process::{Command, ExitCode};

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::check::cargo;
use crate::command::{command, done, heard};
use crate::folders;

/// What the attacks are asked to do.
#[derive(Debug, clap::Args)]
pub struct Torture {
    /// For how long, shared by the attacks
    #[arg(long, value_name = "N", default_value_t = 5)]
    minutes: u64,
    /// Rounds of each attack, whatever time they take
    #[arg(long, value_name = "N")]
    rounds: Option<u64>,
    /// The seed of the first round; printed where none is given
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// kills, kills-rebuild, strays, concurrency, damage, disk, hostile, special-files, clocks, links or terminal; all
    /// of them where none is named
    names: Vec<String>,
}

/// Runs the attacks for the given time or number of rounds.
pub fn torture(asked: &Torture) -> Result<ExitCode> {
    let mut attacks = program()?;
    attacks.args(["--minutes", &asked.minutes.to_string()]);
    attacks.args(asked.rounds.iter().flat_map(|rounds| ["--rounds".to_owned(), rounds.to_string()]));
    attacks.args(asked.seed.iter().flat_map(|seed| ["--seed".to_owned(), seed.to_string()]));
    let (counts, ok) = counted(attacks.args(&asked.names))?;
    Ok(if ok && counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many attacks passed, failed, and could not be carried out here.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

/// The short form, which does the same every time.
pub fn short() -> Result<Counts> {
    let (mut counts, ok) = counted(program()?.arg("--short"))?;
    ensure!(counts.passed + counts.failed > 0, "no attack was carried out");
    if !ok {
        counts.failed = counts.failed.max(1);
    }
    Ok(counts)
}

/// The attacks, aimed at a debug build: only that one can be killed at a step of writing.
fn program() -> Result<Command> {
    done(&mut command(&folders::project(), "cargo", ["build", "--locked", "--package", "copytaster-cli"]))?;
    let mut attacks = cargo(&["run", "--quiet", "--locked", "--package", "copytaster-torture", "--", "--program"]);
    attacks.arg(folders::target().join("debug/copytaster"));
    Ok(attacks)
}

/// Runs attacks and counts how they ended; returns whether the program ended well, too.
fn counted(attacks: &mut Command) -> Result<(Counts, bool)> {
    let mut counts = Counts::default();
    let ok = heard(attacks, |line| match outcome(line) {
        Some(Outcome::Passed) => counts.passed += 1,
        Some(Outcome::Failed) => counts.failed += 1,
        Some(Outcome::Skipped) => counts.skipped += 1,
        None => {}
    })?;
    Ok((counts, ok))
}

/// How an attack ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// How the attack of a line ended; `None` where the line reports no attack.
fn outcome(line: &str) -> Option<Outcome> {
    let line: Value = serde_json::from_str(line).ok()?;
    line.get("attack")?;
    if line.get("skipped").is_some_and(Value::is_string) {
        return Some(Outcome::Skipped);
    }
    Some(if line.get("ok")?.as_bool()? { Outcome::Passed } else { Outcome::Failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_attack_counts_neither_as_passed_nor_as_failed() {
        assert_eq!(outcome(r#"{"attack":"kills","skipped":null,"ok":true}"#), Some(Outcome::Passed));
        assert_eq!(outcome(r#"{"attack":"kills","skipped":null,"ok":false}"#), Some(Outcome::Failed));
        assert_eq!(
            outcome(r#"{"attack":"disk","skipped":"no file system may be mounted here","ok":true}"#),
            Some(Outcome::Skipped)
        );
        assert_eq!(outcome("seed 7"), None);
    }
}
