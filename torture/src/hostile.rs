//! Files that no robot writes: nothing hangs, nothing crashes, and what is refused says why and what to do.

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::dice::Dice;
use crate::newsroom::Newsroom;
use crate::{Place, Round};

const FILES: usize = 40;

/// One round of texts.
pub fn texts(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, 3)?;
    for number in 0..FILES {
        let name = format!("hostile-{number}.md");
        std::fs::write(room.site().join(name), text(&mut dice))?;
    }
    let odd = std::ffi::OsStr::from_bytes(b"odd \xff name.md");
    std::fs::write(room.site().join(odd), text(&mut dice))?;
    survives(&room)
}

/// One round of what is no regular file, by itself and in the place of an article.
pub fn special_files(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, 6)?;
    let site = room.site();
    room.import()?;
    room.decide(&[1, 2, 3, 4, 5, 6], &["--quality", "55"])?;
    let made = Command::new("mkfifo").arg(site.join("fifo.md")).status();
    if !made.is_ok_and(|status| status.success()) {
        return Ok(Round::Skipped("mkfifo is not there".to_owned()));
    }
    let device = *dice.pick(&["/dev/zero", "/dev/urandom", "/dev/full", "/dev/tty", "/proc/kmsg"]);
    symlink(device, site.join("device.md"))?;
    symlink("self.md", site.join("self.md"))?;
    symlink("fifo.md", site.join("to-fifo.md"))?;
    std::fs::create_dir(site.join("folder.md"))?;
    let _socket = UnixListener::bind(site.join("socket.md"))?;
    let huge = std::fs::File::create(site.join("huge.md"))?;
    huge.set_len(8 << 30)?;
    for (number, other) in ["fifo.md", "device.md", "huge.md"].iter().enumerate() {
        std::fs::remove_file(room.file(number))?;
        match dice.below(2) {
            0 => symlink(other, room.file(number))?,
            _ => drop(Command::new("mkfifo").arg(room.file(number)).status()?),
        }
    }
    for name in ["fifo.md", "device.md", "self.md", "to-fifo.md", "folder.md", "socket.md", "huge.md", "000.md"] {
        let file = site.join(name);
        let file = file.to_string_lossy();
        for arguments in [["check", &file], ["import", &file]] {
            room.run(&arguments)?.is_orderly().with_context(|| format!("{arguments:?}"))?;
        }
    }
    survives(&room)
}

fn survives(room: &Newsroom) -> Result<Round> {
    let site = room.site();
    let site = site.to_string_lossy();
    for arguments in
        [&["check", &site][..], &["import", &site], &["import", &site], &["list"], &["hand-over"], &["doctor"]]
    {
        room.run(arguments)?.is_orderly().with_context(|| format!("{arguments:?}"))?;
    }
    let found = room.state()?;
    for id in found.keys().copied().take(10) {
        let ended = room.decide(&[id], &["--quality", "77", "--spike"])?;
        ended.is_orderly()?;
        room.run(&["show", &id.to_string()])?.is_orderly()?;
    }
    room.run(&["hand-over"])?.is_orderly()?;
    room.is_healthy()?;
    ensure!(found.len() >= 3, "the good articles were not imported");
    Ok(Round::Done)
}

/// A hostile text.
fn text(dice: &mut Dice) -> Vec<u8> {
    let deep = 1 + dice.index(20_000);
    let front = match dice.below(14) {
        0 => format!("title: {}{}", "[".repeat(deep), "]".repeat(deep)),
        1 => format!("title: {}", "{a: ".repeat(deep)),
        2 => format!("title: \"{}\"", "x".repeat(300_000)),
        3 => "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c".to_owned(),
        4 => "title: !!python/object:os.system [ls]\nquality: 99999999999999999999999".to_owned(),
        5 => "title: a\ntitle: b\nquality: .nan\nheat: -.inf".to_owned(),
        6 => "title: |\n  a\n b\n\t c\nquality: 0x7fffffffffffffff".to_owned(),
        7 => "? [complex, key]\n: value\n<<: {a: 1}\ntitle: x".to_owned(),
        8 => format!("title: x\ntopics:\n{}", "  - y\n".repeat(deep)),
        9 => format!("{}title: x", "  ".repeat(deep)),
        10 => "title: \"\u{1b}]52;c;cm0=\u{7}\u{202e}\u{85}\u{2028}\"\npublished: maybe".to_owned(),
        11 => format!("title: x\nrelated:\n{}", "  - title: y\n    url: https://e.example\n".repeat(deep / 20 + 1)),
        12 => "title: x\npublishedDateTime: 99999-99-99T99:99:99Z\nimages: {}\nprovider: []".to_owned(),
        _ => "%YAML 9.9\ntitle: x".to_owned(),
    };
    let mut bytes = format!("---\n{front}\n---\n\n{}\n", "body <b> ".repeat(dice.index(5_000))).into_bytes();
    for _ in 0..dice.below(4) {
        let at = dice.index(bytes.len());
        match dice.below(4) {
            0 => bytes[at] = dice.below(256).to_le_bytes()[0],
            1 => bytes.truncate(at.max(1)),
            2 => bytes.insert(at, 0),
            _ => bytes.splice(at..at, b"\r\n---\r\n".iter().copied()).for_each(drop),
        }
    }
    bytes
}
