//! The app's processes as Linux tells of them: its own, and those of the web view.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

/// Processes, the app's own first.
pub struct Processes(Vec<u32>);

impl Processes {
    /// The one app that runs below this program, and what it started.
    pub fn of_the_app() -> Result<Self> {
        let all: Vec<(u32, u32)> = every()?.filter_map(|process| Some((process, parent(process)?))).collect();
        let with_all_below = |first: u32| {
            let (mut found, mut at) = (vec![first], 0);
            while let Some(parent) = found.get(at).copied() {
                found.extend(all.iter().filter(|(_, of)| *of == parent).map(|(process, _)| process));
                at += 1;
            }
            found
        };
        let mut own = with_all_below(std::process::id()).into_iter();
        let app =
            own.find(|process| named(*process).ends_with("copytaster-desktop")).context("the app does not run")?;
        Ok(Self(with_all_below(app)))
    }

    /// What the app's own process holds, and what those of the web view do, each shared page counted once, in bytes.
    /// A failure where another web view runs: of the libraries that both share only half would be counted.
    pub fn memory(&self) -> Result<(u64, u64)> {
        let (own, web) = self.0.split_first().context("the app's process is not there")?;
        ensure!(!web.is_empty(), "the web view's processes were not found");
        let another = every()?.find(|process| named(*process).ends_with("WebKitWebProcess") && !web.contains(process));
        ensure!(another.is_none(), "another web view runs: its libraries would be shared, and counted by half");
        let web: Result<Vec<u64>> = web.iter().map(|process| held(*process)).collect();
        Ok((held(*own)?, web?.iter().sum()))
    }
}

/// Every process of the machine.
fn every() -> Result<impl Iterator<Item = u32>> {
    let entries = std::fs::read_dir("/proc")?;
    Ok(entries.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok()))
}

/// The PSS of a process, in bytes.
fn held(process: u32) -> Result<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup"))?;
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:")).context("no Pss is told")?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kilobytes * 1024)
}

/// The parent of a process.
fn parent(process: u32) -> Option<u32> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    text.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

fn named(process: u32) -> PathBuf {
    std::fs::read_link(format!("/proc/{process}/exe")).unwrap_or_default()
}
