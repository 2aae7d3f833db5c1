//! What the machine must have: found, installed where that is possible, or named in words.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::command::{command, done, succeeds};

/// Packages of Debian and Ubuntu that building needs.
const BUILD: &[&str] = &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// Packages that driving the window without a screen needs.
const DRIVE: &[&str] =
    &["webkit2gtk-driver", "xvfb", "xauth", "fonts-dejavu-core", "xdotool", "python3-gi", "gir1.2-gtk-3.0", "strace"];

/// The oldest Node that the page's tools run on.
const NODE: u32 = 20;

/// Installs what building needs and, where asked, what driving the window needs.
pub fn install(drive: bool) -> Result<()> {
    node()?;
    rust_components()?;
    if cfg!(target_os = "linux") {
        return if Path::new("/usr/bin/dpkg").exists() { debian(drive) } else { other_linux(drive) };
    }
    if cfg!(target_os = "macos") {
        println!("On macOS: the Xcode command line tools are needed (xcode-select --install).");
    } else {
        println!("On Windows: the Microsoft C++ Build Tools and the WebView2 runtime are needed.");
    }
    ensure!(!drive, "The end-to-end tests drive WebKitGTK and need Linux: run `cargo xtask check` here instead.");
    Ok(())
}

fn node() -> Result<()> {
    let asked = std::process::Command::new("node").arg("--version").output();
    let version = asked.ok().and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    let major = major.with_context(|| format!("Node was not found. Install Node {NODE} or newer from nodejs.org."))?;
    ensure!(major >= NODE, "Node {major} is too old. Install Node {NODE} or newer from nodejs.org.");
    Ok(())
}

fn rust_components() -> Result<()> {
    for (component, arguments) in [("rustfmt", ["fmt", "--version"]), ("clippy", ["clippy", "--version"])] {
        if !succeeds("cargo", &arguments) {
            let here = Path::new(".");
            done(&mut command(here, "rustup", ["component", "add", component]))
                .with_context(|| format!("Install the Rust component {component}, and try again."))?;
        }
    }
    Ok(())
}

fn debian(drive: bool) -> Result<()> {
    let wanted = BUILD.iter().chain(if drive { DRIVE } else { &[] });
    let missing: Vec<&str> = wanted.copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing {}", missing.join(" "));
    let install = |arguments: &[&str]| {
        let root = succeeds("sh", &["-c", "test \"$(id -u)\" = 0"]);
        let mut words = if root { vec!["apt-get"] } else { vec!["sudo", "apt-get"] };
        words.extend(arguments);
        let mut apt = command(Path::new("/"), words[0], &words[1..]);
        done(apt.env("DEBIAN_FRONTEND", "noninteractive"))
    };
    let arguments: Vec<&str> =
        ["install", "-y", "-qq", "--no-install-recommends"].into_iter().chain(missing.clone()).collect();
    install(&["update", "-qq"]).and_then(|()| install(&arguments)).with_context(|| {
        format!("Install these packages yourself, and try again:\n  apt-get install {}", missing.join(" "))
    })
}

fn is_installed(package: &str) -> bool {
    let status = std::process::Command::new("dpkg-query").args(["-W", "-f=${Status}", package]).output();
    status.is_ok_and(|output| output.stdout.starts_with(b"install ok installed"))
}

/// Other Linuxes name their packages differently; what is there is looked for instead.
fn other_linux(drive: bool) -> Result<()> {
    if !succeeds("pkg-config", &["--exists", "webkit2gtk-4.1"]) {
        bail!(
            "WebKitGTK 4.1 with its headers was not found. Install a C compiler, pkg-config and\n  \
             Fedora: dnf install webkit2gtk4.1-devel\n  Arch: pacman -S webkit2gtk-4.1\n  openSUSE: zypper install webkit2gtk3-devel"
        );
    }
    let tools = [("Xvfb", "-help"), ("xdotool", "version"), ("WebKitWebDriver", "--version")];
    let missing: Vec<&str> =
        tools.iter().filter(|(tool, say)| drive && !succeeds(tool, &[say])).map(|tool| tool.0).collect();
    ensure!(
        missing.is_empty(),
        "The window cannot be driven without {}. Install Xvfb, xauth, xdotool, WebKitWebDriver and PyGObject with GTK 3.",
        missing.join(", ")
    );
    Ok(())
}
