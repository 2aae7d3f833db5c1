//! Runs other programs, and says which one failed and how.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// A program with its arguments, to be run in a folder.
pub fn command<S: AsRef<OsStr>>(folder: &Path, program: &str, arguments: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    command
}

/// Runs a program; fails where it fails.
pub fn done(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{} could not be started", shown(command)))?;
    ensure!(status.success(), "{} failed ({status})", shown(command));
    Ok(())
}

/// Runs a program and hears each line that it prints, errors too, which is printed as well; whether it succeeded.
pub fn heard(command: &mut Command, mut hear: impl FnMut(&str)) -> Result<bool> {
    let (reader, writer) = std::io::pipe().context("no pipe can be made")?;
    command.stdout(writer.try_clone().context("no pipe can be made")?).stderr(writer);
    let started = command.spawn();
    // The writing ends that are kept here would hold the reading end open for ever.
    command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
    let mut child = started.with_context(|| format!("{} could not be started", shown(command)))?;
    for line in BufReader::new(reader).split(b'\n') {
        let line = line.context("its output could not be read")?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        hear(&line);
    }
    Ok(child.wait()?.success())
}

/// Whether a program runs and succeeds; prints nothing.
pub fn succeeds(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// The program and its arguments as they would be typed.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
