//! A site, a library and the command line between them, in a folder that is removed with the round.

use std::collections::BTreeMap;
use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::Place;

/// A command that takes longer counts as hung.
const LIMIT: Duration = Duration::from_mins(2);
/// How often it is asked whether a command has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// When a command is killed.
#[derive(Debug, Clone, Copy)]
pub enum Moment {
    /// At this step of writing.
    Step(u64),
    /// After so much time.
    After(Duration),
}

/// The result of a command.
#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
    pub stderr: Vec<u8>,
}

impl Ended {
    /// Whether it succeeded: what it did is acknowledged.
    pub fn is_acknowledged(&self) -> bool {
        self.status.success()
    }

    /// Its JSON document.
    pub fn json(&self) -> Result<Value> {
        serde_json::from_slice(&self.stdout).with_context(|| format!("no JSON document: {}", self.shown()))
    }

    /// Fails where it crashed, or refused something without saying what and what to do next.
    pub fn is_orderly(&self) -> Result<()> {
        ensure!(matches!(self.status.code(), Some(0 | 1)), "a crash: {}", self.shown());
        if let Ok(Value::Object(document)) = self.json() {
            let refused = document.get("refused").and_then(Value::as_array).into_iter().flatten();
            for refusal in refused.chain(document.get("error")) {
                let says = |name: &str| refusal[name]["text"].as_str().is_some_and(|text| !text.is_empty());
                let excused = document.get("error").is_some();
                ensure!(says("message") && (says("hint") || excused), "refused without a way out: {refusal}");
            }
        }
        Ok(())
    }

    /// All that it printed.
    pub fn shown(&self) -> String {
        let text = |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(2_000)]).into_owned();
        format!("{}; stdout: {}; stderr: {}", self.status, text(&self.stdout), text(&self.stderr))
    }
}

/// What is in force of one article: quality and place.
pub type State = BTreeMap<i64, (i64, String)>;

/// A site, a library and the command line.
pub struct Newsroom {
    folder: TempDir,
    program: PathBuf,
    /// The library's folder.
    pub library: PathBuf,
    /// The present moment for the command line; the real one where `None`.
    pub now: Option<String>,
    /// Largest file that the command line may write, in blocks of 512 bytes.
    pub file_limit: Option<u64>,
}

impl Newsroom {
    /// Creates a site with this many articles, not imported yet.
    pub fn new(place: &Place, articles: usize) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let library = folder.path().join("library");
        std::fs::create_dir(folder.path().join("site"))?;
        let room = Self { folder, program: place.program.clone(), library, now: None, file_limit: None };
        for number in 0..articles {
            std::fs::write(room.file(number), article(number, 10))?;
        }
        Ok(room)
    }

    /// The folder that is removed with the round.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The site's folder.
    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// The file of an article.
    pub fn file(&self, number: usize) -> PathBuf {
        self.site().join(format!("{number:03}.md"))
    }

    /// A command that prints JSON.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.plain(arguments);
        command.arg("--json");
        command
    }

    /// A command that prints for people.
    pub fn plain(&self, arguments: &[&str]) -> Command {
        let mut command = match self.file_limit {
            None => Command::new(&self.program),
            Some(blocks) => {
                // Without its signal, a file that becomes too large is an error, as on a full disk.
                let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
                let mut command = Command::new("sh");
                command.args(["-c", &script, "sh"]).arg(&self.program);
                command
            }
        };
        command.arg("--library").arg(&self.library).args(arguments).current_dir(self.folder()).env("TZ", "UTC");
        if let Some(now) = &self.now {
            command.env("COPYTASTER_NOW", now);
        }
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Result<Ended> {
        self.ended(self.command(arguments), None).with_context(|| format!("{arguments:?}"))
    }

    /// Runs a command that must succeed; its document.
    pub fn done(&self, arguments: &[&str]) -> Result<Value> {
        let ended = self.run(arguments)?;
        ensure!(ended.is_acknowledged(), "{arguments:?} failed: {}", ended.shown());
        ended.json()
    }

    /// Runs a command that is killed at a moment, or ends before it.
    pub fn killed(&self, arguments: &[&str], moment: Moment) -> Result<Ended> {
        let mut command = self.command(arguments);
        if let Moment::Step(step) = moment {
            command.env("COPYTASTER_DIE_AT", step.to_string());
        }
        let after = if let Moment::After(time) = moment { Some(time) } else { None };
        let ended = self.ended(command, after).with_context(|| format!("{arguments:?}, killed at {moment:?}"))?;
        let by_us = ended.status.signal() == Some(9);
        ensure!(by_us || ended.status.code().is_some_and(|code| code < 2), "{arguments:?}: {}", ended.shown());
        Ok(ended)
    }

    /// Runs a command; kills it after a time, where one is given. One that hangs is killed, and a failure.
    #[expect(clippy::unused_self, reason = "a command belongs to its newsroom")]
    pub fn ended(&self, mut command: Command, kill_after: Option<Duration>) -> Result<Ended> {
        // The output goes to files, because nothing reads a pipe while the command runs, and a full pipe would block
        // it.
        let (stdout, stderr) = (tempfile::NamedTempFile::new()?, tempfile::NamedTempFile::new()?);
        command.stdin(Stdio::null());
        command.stdout(File::create(stdout.path())?).stderr(File::create(stderr.path())?);
        let mut child = command.spawn().context("the command line could not be started")?;
        let status = waited(&mut child, kill_after)?;
        let (stdout, stderr) = (std::fs::read(stdout.path())?, std::fs::read(stderr.path())?);
        let status = status.with_context(|| {
            format!("hangs; it had printed: {}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr))
        })?;
        Ok(Ended { status, stdout, stderr })
    }

    /// Imports the site.
    pub fn import(&self) -> Result<Value> {
        let site = self.site();
        self.done(&["import", &site.to_string_lossy()])
    }

    /// Decides about articles.
    pub fn decide(&self, ids: &[i64], words: &[&str]) -> Result<Ended> {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        let arguments: Vec<&str> =
            ["decide"].into_iter().chain(ids.iter().map(String::as_str)).chain(words.iter().copied()).collect();
        self.run(&arguments)
    }

    /// What is in force.
    pub fn state(&self) -> Result<State> {
        let list = self.done(&["list", "--limit", "100000"])?;
        let articles = list["articles"].as_array().context("no list")?;
        let one = |article: &Value| {
            let (id, place) =
                (article["id"].as_i64().context("no id")?, article["place"].as_str().context("no place")?);
            Ok((id, (article["quality"].as_i64().unwrap_or(-1), place.to_owned())))
        };
        articles.iter().map(one).collect()
    }

    /// The document of an article with its decisions.
    pub fn document(&self, number: usize) -> Result<Vec<u8>> {
        let file = self.file(number);
        let shown = self.ended(self.plain(&["show", &file.to_string_lossy(), "--document"]), None)?;
        ensure!(shown.is_acknowledged(), "show failed: {}", shown.shown());
        Ok(shown.stdout)
    }

    /// Fails where the check finds a fault.
    pub fn is_healthy(&self) -> Result<()> {
        let doctor = self.run(&["doctor"])?;
        let document = doctor.json()?;
        ensure!(document["healthy"] == true, "the check finds a fault: {document}");
        Ok(())
    }

    /// All backups, oldest first.
    pub fn backups(&self) -> Result<Vec<String>> {
        let list = self.done(&["backup", "--list"])?;
        let backups = list["backups"].as_array().context("no backups")?.iter();
        let mut backups: Vec<String> =
            backups.map(|backup| Ok(backup["path"].as_str().context("no path")?.to_owned())).collect::<Result<_>>()?;
        backups.reverse();
        Ok(backups)
    }
}

/// Waits for a command; `None` where it had to be killed because it hung.
fn waited(child: &mut Child, kill_after: Option<Duration>) -> Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        let elapsed = begun.elapsed();
        if kill_after.is_some_and(|after| elapsed >= after) {
            child.kill()?;
            return Ok(Some(child.wait()?));
        }
        if elapsed > LIMIT {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(kill_after.map_or(PAUSE, |after| after.saturating_sub(elapsed).min(PAUSE)));
    }
}

/// The text of an article.
pub fn article(number: usize, heat: u64) -> String {
    format!(
        "---\ntitle: \"Article {number}\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-{:02}T08:00:00Z\ntype: article\n\
         quality: 10\nheat: {heat}\npublished: false\n\ntopics:\n  - AI\n---\n\nBody of article {number}.\n",
        1 + number % 28
    )
}

/// Fails with the first difference between what must be in force and what is.
pub fn same(expected: &State, found: &State) -> Result<()> {
    for (id, expected) in expected {
        match found.get(id) {
            None => bail!("article {id} is lost"),
            Some(found) => {
                ensure!(found == expected, "article {id}: {expected:?} was acknowledged, {found:?} is there");
            }
        }
    }
    ensure!(found.len() == expected.len(), "{} articles where there were {}", found.len(), expected.len());
    Ok(())
}
