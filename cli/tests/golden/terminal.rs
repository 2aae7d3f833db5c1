//! A folder with sites of each type, and the real program.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::normal;
use crate::scripts::Step;

/// Fixtures of the engine, and the site of each: one for each site type and each notable form.
const FIXTURES: &[(&str, &[&str])] = &[
    (
        "news",
        &[
            "plain-article",
            "crlf-and-byte-order-mark",
            "no-final-newline",
            "no-picture",
            "one-related-report",
            "published-absent",
            "quotes-in-title",
            "removed-true",
            "two-images",
            "unscored",
        ],
    ),
    ("yaml", &["block-scalar-excerpt", "comments", "flow-mappings", "nulls", "no-title"]),
    ("jekyll", &["absent-published", "published-false", "string-tags"]),
    ("draft", &["astro", "hugo-draft", "hugo-published-as-date"]),
    ("refused", &["duplicate-key", "json", "quality-high", "tab-indent"]),
];

/// Sample articles, whose images lie beside them.
const SAMPLES: &[&str] =
    &["2026-11-21-reef-robots-count-every-coral", "2026-11-22-divers-hand-the-night-shift-to-machines"];

const IMAGE: &[u8] = include_bytes!("../../../e2e/tests/red.png");

/// A folder with sites and a library, and a web server with one image.
pub struct Terminal {
    folder: TempDir,
    port: u16,
}

impl Terminal {
    pub fn new() -> Self {
        let terminal = Self { folder: tempfile::tempdir().unwrap(), port: serve() };
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/tests/fixtures");
        for (site, names) in FIXTURES {
            let from = fixtures.join(if *site == "refused" { "" } else { "taken" }).join(site);
            for name in *names {
                terminal.copy(&from.join(format!("{name}.md")), &format!("{site}/{name}.md"));
            }
        }
        terminal.samples();
        terminal.write("home/.gitconfig", "[user]\n\tname = Ada\n");
        terminal
    }

    fn samples(&self) {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
        for name in SAMPLES {
            self.copy(&samples.join(format!("_news/{name}.md")), &format!("sample/_news/{name}.md"));
        }
        for folder in ["assets/logos", "assets/pictures"] {
            for image in fs::read_dir(samples.join(folder)).unwrap() {
                let image = image.unwrap().path();
                self.copy(&image, &format!("sample/{folder}/{}", image.file_name().unwrap().to_str().unwrap()));
            }
        }
        let web = format!(
            "---\ntitle: \"An image on the web\"\nquality: 5\nheat: 5\npublished: false\n\nimages:\n  - url: \
            \"http://127.0.0.1:{}/a.png\"\n    width: 800\n    height: 450\n---\n",
            self.port
        );
        self.write("sample/_news/web.md", &web);
        fs::create_dir(self.path("sample/.git")).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn copy(&self, from: &Path, name: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), fs::read(from).unwrap()).unwrap();
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    /// Carries out a step, and returns what it prints.
    pub fn run(&self, step: &Step, json: bool) -> String {
        match step {
            Step::Run(arguments) => self.command(arguments, None, json),
            Step::Stdin(arguments, input) => self.command(arguments, Some(input), json),
            Step::Edit(name, old, new) => self.edit(name, old, new),
            Step::Remove(name) => {
                fs::remove_file(self.path(name)).unwrap();
                format!("# remove {name}\n\n")
            }
            Step::Print(name) => {
                let text = String::from_utf8(fs::read(self.path(name)).unwrap()).unwrap();
                format!("# print {name}\n{}\n", self.normal(&text))
            }
        }
    }

    fn edit(&self, name: &str, old: &str, new: &str) -> String {
        let text = String::from_utf8(fs::read(self.path(name)).unwrap()).unwrap();
        assert!(text.contains(old), "{old:?} in {name}");
        self.write(name, &text.replacen(old, new, 1));
        format!("# edit {name}: {old:?} -> {new:?}\n\n")
    }

    fn command(&self, arguments: &[&str], input: Option<&str>, json: bool) -> String {
        let mut command = Command::cargo_bin("copytaster").unwrap();
        command.current_dir(self.folder.path()).env("TZ", "UTC").env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("HOME", self.path("home")).env("GIT_CONFIG_GLOBAL", self.path("home/.gitconfig"));
        command.arg("--library").arg(self.path("library")).args(arguments).args(json.then_some("--json"));
        command.write_stdin(input.unwrap_or_default());
        let output = command.output().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stdout = match serde_json::from_str::<Value>(&stdout) {
            Ok(document) if json => format!("{:#}\n", normal::json(document)),
            _ => stdout,
        };
        let stderr = String::from_utf8(output.stderr).unwrap();
        let stderr = if stderr.is_empty() { stderr } else { format!("stderr:\n{stderr}") };
        let printed = self.normal(&format!("{stdout}{stderr}"));
        format!("$ copytaster {}\n{printed}exit {}\n\n", arguments.join(" "), output.status.code().unwrap())
    }

    fn normal(&self, text: &str) -> String {
        let folder = self.folder.path().canonicalize().unwrap().display().to_string();
        let version = format!("copytaster {}", env!("CARGO_PKG_VERSION"));
        let host = format!("127.0.0.1:{}", self.port);
        let names = [(folder, "$DIR"), (host, "$HOST"), (version, "copytaster $VERSION")];
        normal::text(text, &names)
    }
}

/// Serves the image under every path, and returns the port.
fn serve() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(&stream));
        }
    });
    port
}

fn answer(stream: &TcpStream) {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    while reader.read_line(&mut line).is_ok_and(|read| read > 0) {
        if line.trim().is_empty() {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", IMAGE.len());
            if (&*stream).write_all(&[head.as_bytes(), IMAGE].concat()).is_err() {
                return;
            }
        }
        line.clear();
    }
}
