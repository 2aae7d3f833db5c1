//! Titles, names and paths with control characters: none reaches the terminal.

use anyhow::{Context, Result, ensure};

use crate::dice::Dice;
use crate::newsroom::Newsroom;
use crate::{Place, Round};

/// Characters that a terminal interprets or that mislead a reader.
const HOSTILE: &[&str] = &[
    "\u{1b}]52;c;cm0gLXJm\u{7}",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\r",
    "\u{8}",
    "\u{202e}",
    "\u{2066}",
    "\u{200f}",
    "\u{2028}",
    "\u{85}",
    "\u{7f}",
    "\u{1b}P+q\u{1b}\\",
];

/// One round.
pub fn round(place: &Place, mut dice: Dice) -> Result<Round> {
    let room = Newsroom::new(place, 1)?;
    for number in 0..8 {
        let hostile = *dice.pick(HOSTILE);
        let escaped: String = hostile.chars().map(|character| format!("\\U{:08x}", u32::from(character))).collect();
        let text = format!(
            "---\ntitle: \"Report {escaped} {number}\"\nexcerpt: \"{escaped}\"\nurl: \"https://e.example/{escaped}\"\n\
             type: article\npublished: false\nprovider:\n  name: \"P {escaped}\"\n  domain: e.example\n\
             topics:\n  - \"t{escaped}\"\n---\n\n{hostile}\n"
        );
        std::fs::write(room.site().join(format!("{number}{hostile}.md")), text)?;
    }
    std::fs::write(room.site().join("refused\u{1b}[2J.md"), format!("---\ntitle: [{}\n---\n", dice.pick(HOSTILE)))?;
    let site = room.site();
    let site = site.to_string_lossy();
    room.run(&["import", &site])?.is_orderly()?;
    room.decide(&[1, 2, 3], &["--publish", "--quality", "72"])?;
    let commands: [&[&str]; 9] = [
        &["check", &site],
        &["import", &site],
        &["list"],
        &["show", "2"],
        &["hand-over", "--dry-run"],
        &["receipts"],
        &["receipts", "1"],
        &["undo"],
        &["show", "no\u{1b}[2Jbody"],
    ];
    for arguments in commands {
        let ended = room.ended(room.plain(arguments), None)?;
        for bytes in [&ended.stdout, &ended.stderr] {
            let text = String::from_utf8_lossy(bytes);
            let raw = text.chars().find(|character| is_raw(*character));
            ensure!(raw.is_none(), "{arguments:?} prints {raw:?} in {text:?}");
        }
        ensure!(matches!(ended.status.code(), Some(0..=2)), "{arguments:?}: {}", ended.shown());
    }
    room.is_healthy().context("after hostile titles")?;
    Ok(Round::Done)
}

fn is_raw(character: char) -> bool {
    let bidi = matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    bidi || matches!(character, '\u{2028}' | '\u{2029}')
        || (character.is_control() && !matches!(character, '\n' | '\t'))
}
