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

/// Attacks as long as it was asked to.
pub fn torture(asked: &Torture) -> Result<ExitCode> {
    let mut attacks = program()?;
    attacks.args(["--minutes", &asked.minutes.to_string()]);
    attacks.args(asked.rounds.iter().flat_map(|rounds| ["--rounds".to_owned(), rounds.to_string()]));
    attacks.args(asked.seed.iter().flat_map(|seed| ["--seed".to_owned(), seed.to_string()]));
    let (_, failed, ok) = counted(attacks.args(&asked.names))?;
    Ok(if ok && failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The short form, which does the same every time: attacks that passed, and that failed.
pub fn short() -> Result<(u64, u64)> {
    let (passed, failed, ok) = counted(program()?.arg("--short"))?;
    ensure!(passed + failed > 0, "no attack was carried out");
    Ok((passed, if ok { failed } else { failed.max(1) }))
}

/// The attacks, aimed at a debug build: only that one can be killed at a step of writing.
fn program() -> Result<Command> {
    done(&mut command(&folders::project(), "cargo", ["build", "--locked", "--package", "copytaster-cli"]))?;
    let mut attacks = cargo(&["run", "--quiet", "--locked", "--package", "copytaster-torture", "--", "--program"]);
    attacks.arg(folders::target().join("debug/copytaster"));
    Ok(attacks)
}

/// Runs attacks, and counts those that passed and failed; one that was skipped did neither.
fn counted(attacks: &mut Command) -> Result<(u64, u64, bool)> {
    let (mut passed, mut failed) = (0, 0);
    let ok = heard(attacks, |line| {
        if let Some(ok) = outcome(line) {
            passed += u64::from(ok);
            failed += u64::from(!ok);
        }
    })?;
    Ok((passed, failed, ok))
}

/// Whether an attack passed; `None` where the line tells of no attack, or of one that was skipped.
fn outcome(line: &str) -> Option<bool> {
    let line: Value = serde_json::from_str(line).ok()?;
    line.get("attack")?;
    if line.get("skipped").is_some_and(Value::is_string) { None } else { line.get("ok")?.as_bool() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_attack_counts_neither_as_passed_nor_as_failed() {
        assert_eq!(outcome(r#"{"attack":"kills","skipped":null,"ok":true}"#), Some(true));
        assert_eq!(outcome(r#"{"attack":"kills","skipped":null,"ok":false}"#), Some(false));
        assert_eq!(outcome(r#"{"attack":"disk","skipped":"no file system may be mounted here","ok":true}"#), None);
        assert_eq!(outcome("seed 7"), None);
    }
}
