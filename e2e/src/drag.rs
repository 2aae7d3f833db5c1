//! A real drop of files: a source window, the real pointer, and the window system between them.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::Session;

/// Where the source stands: beside the app's window.
const SOURCE: (i32, i32) = (1600, 900);
/// How long a step of the drag may take.
const STEP: Duration = Duration::from_secs(20);

impl Session {
    /// Drags files over the window, waits until the page shows that it saw them, and drops them there.
    pub async fn drop_files(&self, to: (i32, i32), files: &[PathBuf]) -> Result<()> {
        self.hold_files(to, files).await?.drop().await
    }

    /// Drags files over the window, waits until the page shows that it saw them, and holds them there.
    pub async fn hold_files(&self, to: (i32, i32), files: &[PathBuf]) -> Result<Held> {
        let mut source = Source::open(files)?;
        source.says("ready").await?;
        pointer(&["mousemove", "--sync", &(SOURCE.0 + 80).to_string(), &(SOURCE.1 + 40).to_string()]).await?;
        pointer(&["mousedown", "1"]).await?;
        for step in [4, 12, 24, 40] {
            let (x, y) = (SOURCE.0 + 80 - step, SOURCE.1 + 40 - step);
            pointer(&["mousemove", "--sync", &x.to_string(), &y.to_string()]).await?;
        }
        source.says("begin").await?;
        // The last step is small: the window must have seen the files come before they can be let go.
        for (x, y) in [(to.0 + 200, to.1 + 100), (to.0 + 20, to.1 + 10), (to.0 + 1, to.1), to] {
            pointer(&["mousemove", "--sync", &x.to_string(), &y.to_string()]).await?;
        }
        self.wait_until("the page sees the files come", "document.querySelector('[data-test=veil]')").await?;
        Ok(Held { source })
    }

    /// Presses a key as the keyboard does, from outside of the app.
    pub async fn press_for_real(&self, key: &str) -> Result<()> {
        pointer(&["key", "--clearmodifiers", key]).await
    }

    /// Presses keys as the keyboard does, one after the other with so many milliseconds between.
    pub async fn press_for_real_each(&self, pause: &str, keys: &[&str]) -> Result<()> {
        let mut pressing = Command::new("xdotool");
        let pressing = pressing.args(["key", "--clearmodifiers", "--delay", pause]).args(keys);
        ensure!(pressing.status().await.context("xdotool could not be started")?.success(), "xdotool failed");
        Ok(())
    }

    /// Holds a key down for so long; the display repeats it.
    pub async fn hold_for_real(&self, key: &str, time: Duration) -> Result<()> {
        pointer(&["keydown", key]).await?;
        tokio::time::sleep(time).await;
        pointer(&["keyup", key]).await
    }

    /// Gives the app's window the keyboard.
    pub async fn focus(&self) -> Result<()> {
        pointer(&["search", "--sync", "--onlyvisible", "--name", "^Copytaster$", "windowfocus", "--sync"]).await
    }
}

/// Files that are held over the window.
pub struct Held {
    source: Source,
}

impl Held {
    /// Lets go.
    pub async fn drop(mut self) -> Result<()> {
        pointer(&["mouseup", "1"]).await?;
        self.source.says("end").await
    }
}

/// Moves pointer and keys.
pub async fn pointer(arguments: &[&str]) -> Result<()> {
    let moved = tokio::time::timeout(STEP, Command::new("xdotool").args(arguments).stdout(Stdio::null()).status());
    let status = moved.await.with_context(|| format!("xdotool {arguments:?} hung"))?;
    ensure!(status.context("xdotool could not be started")?.success(), "xdotool {arguments:?} failed");
    Ok(())
}

struct Source {
    lines: Lines<BufReader<ChildStdout>>,
    /// Ends with the drag.
    _program: Child,
}

impl Source {
    fn open(files: &[PathBuf]) -> Result<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("drag/source.py");
        let mut python = Command::new("/usr/bin/python3");
        python.arg(script).args([SOURCE.0.to_string(), SOURCE.1.to_string()]).args(files);
        python.env("DBUS_SESSION_BUS_ADDRESS", "disabled:").env("NO_AT_BRIDGE", "1");
        let mut program = python.stdout(Stdio::piped()).kill_on_drop(true).spawn().context("/usr/bin/python3")?;
        let stdout = program.stdout.take().context("the source has no output")?;
        Ok(Self { lines: BufReader::new(stdout).lines(), _program: program })
    }

    async fn says(&mut self, word: &str) -> Result<()> {
        let line = tokio::time::timeout(STEP, self.lines.next_line());
        let line = line.await.with_context(|| format!("the drag's source never said “{word}”"))??;
        ensure!(line.as_deref() == Some(word), "the drag's source said {line:?} in place of “{word}”");
        Ok(())
    }
}
