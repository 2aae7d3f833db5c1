//! One run of the app with a library, a home and a driver of its own.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::json;

/// How long the app may take to come up before it counts as dead.
const COMES_UP: Duration = Duration::from_mins(1);

/// How `WebKit` draws: without its DMA-BUF renderer it is quick, but then a screenshot is never answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawn {
    Quickly,
    ForPictures,
}

/// The app in its window.
pub struct Session {
    /// `WebDriver`'s end of it.
    pub client: Client,
    driver: Group,
}

impl Session {
    /// Starts the app with everything it keeps below `home`; the library is `home/library`.
    /// A second start with the same home is a restart.
    pub async fn start(home: &Path) -> Result<Self> {
        without_network(&home.join("library"))?;
        Self::start_drawn(home, Drawn::Quickly).await
    }

    /// The same, with pictures fetched as the library's settings have it.
    pub async fn start_fetching(home: &Path) -> Result<Self> {
        Self::start_drawn(home, Drawn::Quickly).await
    }

    /// The same as [`Session::start`], able to save what the window shows; its frames take two to four times as long.
    pub async fn start_for_pictures(home: &Path) -> Result<Self> {
        without_network(&home.join("library"))?;
        Self::start_drawn(home, Drawn::ForPictures).await
    }

    async fn start_drawn(home: &Path, drawn: Drawn) -> Result<Self> {
        let program = program("copytaster-desktop")?;
        ensure!(std::env::var_os("DISPLAY").is_some(), "There is no display: run `cargo xtask test`.");
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let driver = Group::start(home, port, drawn)?;
        let client = tokio::time::timeout(COMES_UP, connect(&program, home, port));
        let client = client.await.context("the app did not come up")??;
        let session = Self { client, driver };
        session.wait_until("the desk is ready", "document.documentElement.dataset.ready !== undefined").await?;
        Ok(session)
    }

    /// Closes the window, as a person would, and waits until the app is gone.
    pub async fn close(mut self) -> Result<()> {
        self.client.clone().close().await?;
        self.driver.end();
        Ok(())
    }
}

impl Session {
    /// Kills the app and its driver with SIGKILL, as a crash or a person without patience does.
    pub fn kill(mut self) {
        self.driver.end();
    }
}

/// What is tried here must not depend on what the net answers: no picture is fetched.
fn without_network(library: &Path) -> Result<()> {
    let setting = [("fetch_pictures".to_owned(), serde_json::Value::Bool(false))].into_iter().collect();
    engine::desk::Desk::open(library)?.set_settings(&setting)?;
    Ok(())
}

async fn connect(program: &Path, home: &Path, port: u16) -> Result<Client> {
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let library = home.join("library");
    let options = json!({ "binary": program, "args": ["--library", library] });
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder.capabilities([("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect());
    Ok(builder.connect(&format!("http://127.0.0.1:{port}")).await?)
}

/// A program that was built beside this one; the optimised one where `COPYTASTER_RELEASE` is set.
pub fn program(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let mut above = own.ancestors().filter(|folder| folder.ends_with("debug") || folder.ends_with("release"));
    let target = above.next().and_then(Path::parent).context("this program lies in no target folder")?;
    let profile = if std::env::var_os("COPYTASTER_RELEASE").is_some() { "release" } else { "debug" };
    let program = target.join(profile).join(name);
    ensure!(program.exists(), "{} is missing: build it first.", program.display());
    Ok(program)
}

/// A process and what it starts: one process group, because the app can outlive its driver.
pub struct Group(Child);

impl Group {
    fn start(home: &Path, port: u16, drawn: Drawn) -> Result<Self> {
        let mut driver = Command::new("WebKitWebDriver");
        driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        let started = Self::spawn(driver, home, drawn);
        started.context("WebKitWebDriver could not be started (Debian: webkit2gtk-driver)")
    }

    /// The app as a person starts it, without a driver.
    pub fn of_the_app(home: &Path) -> Result<Self> {
        let mut app = Command::new(program("copytaster-desktop")?);
        app.arg("--library").arg(home.join("library"));
        Self::spawn(app, home, Drawn::Quickly).context("the app could not be started")
    }

    fn spawn(mut command: Command, home: &Path, drawn: Drawn) -> std::io::Result<Self> {
        if drawn == Drawn::Quickly {
            command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        }
        // GTK would start a bus for each home, and those outlive the test.
        command
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("NO_AT_BRIDGE", "1")
            .env("GSETTINGS_BACKEND", "memory");
        command.env("HOME", home).env("XDG_DATA_HOME", home.join("data"));
        command.env("XDG_CONFIG_HOME", home.join("config")).env("XDG_CACHE_HOME", home.join("cache"));
        command.stdin(Stdio::null()).process_group(0).spawn().map(Self)
    }

    fn end(&mut self) {
        if let Some(group) = i32::try_from(self.0.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.0.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}
