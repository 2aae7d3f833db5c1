//! The hardest promise: what was decided outlives every rewrite, and everything can be taken back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;
mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use engine::article::{ArticleId, Place};
use engine::decide::Decision;
use room::{ARTICLE, Dice, Room};
use serde_yaml::{Mapping, Value};

/// Versions of one file, oldest first.
fn versions(folder: &Path) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = support::markdown_below(folder);
    files.sort_by_key(|file| file.file_stem().unwrap().to_str().unwrap().parse::<u32>().unwrap_or(0));
    files.iter().map(|file| std::fs::read(file).unwrap()).collect()
}

/// The versions of real files, where they lie beside the project.
fn real_histories() -> Option<Vec<(String, Vec<Vec<u8>>)>> {
    let folder = support::real_articles()?.join("versions");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let named =
        folders.iter().map(|folder| (folder.file_name().unwrap().to_str().unwrap().to_owned(), versions(folder)));
    Some(named.collect())
}

fn own_history() -> Vec<Vec<u8>> {
    let signed = ARTICLE.replace("AAAA;BBBB", "CCCC;DDDD");
    let hotter = signed.replace("heat: 39", "heat: 79").replace("published: false", "published: true");
    let swapped = hotter.replace("quality: 39", "quality: 59").replace("reef.example/robots", "times.example/reef");
    let retitled = swapped.replace("Reef robots count coral", "Robots of the reef");
    let windows = retitled.replace('\n', "\r\n");
    [ARTICLE.to_owned(), signed, hotter.clone(), swapped, retitled, windows, hotter].map(String::into_bytes).to_vec()
}

/// The front matter as a second parser reads it, and the body with plain line ends.
fn parsed(bytes: &[u8]) -> Option<(Mapping, String)> {
    let text = std::str::from_utf8(bytes).unwrap().replace("\r\n", "\n");
    let rest = text.strip_prefix("---\n")?;
    let (front, body) = rest.split_once("\n---\n")?;
    Some((serde_yaml::from_str(front).ok()?, body.to_owned()))
}

fn moved(before: &[u8], after: &[u8]) -> BTreeSet<String> {
    let ((before, old_body), (after, new_body)) = (parsed(before).unwrap(), parsed(after).unwrap());
    let keys = before.keys().chain(after.keys()).filter_map(Value::as_str).map(str::to_owned);
    let mut moved: BTreeSet<String> =
        keys.filter(|key| key != "secured" && before.get(key.as_str()) != after.get(key.as_str())).collect();
    if old_body != new_body {
        moved.insert("body".to_owned());
    }
    moved
}

#[test]
fn a_history_of_our_own_making_is_replayed_with_decisions_in_between_and_none_is_lost() {
    // The length of the name decides between publishing and spiking.
    for name in ["our-own", "our-own2"] {
        replay_all(&[(name.to_owned(), own_history())]);
    }
}

#[test]
fn every_real_history_is_replayed_with_decisions_in_between_and_none_is_lost() {
    let Some(histories) = real_histories() else { return };
    replay_all(&histories);
}

fn replay_all(histories: &[(String, Vec<Vec<u8>>)]) {
    for (name, versions) in histories {
        let room = Room::with(&[]);
        let file = format!("_news/{name}.md");
        room.write(&file, &versions[0]);
        assert_eq!(room.import().new, 1, "{name}");
        let id = room.id(&file);
        room.desk.decide().decide(&[id], &[Decision::Quality { value: 77 }]).unwrap();
        room.desk
            .decide()
            .decide(&[id], &[if name.len() % 2 == 0 { Decision::Publish } else { Decision::Spike }])
            .unwrap();
        for (step, pair) in versions.windows(2).enumerate() {
            replay(&room, (name, step), id, &file, (&pair[0], &pair[1]));
        }
        while room.desk.decide().undo().unwrap().is_some() {}
        let last = versions.last().unwrap();
        assert_eq!(
            &room.desk.query().document(id).unwrap(),
            last,
            "{name}: everything taken back is what arrived last"
        );
    }
}

fn replay(room: &Room, (name, step): (&str, usize), id: ArticleId, file: &str, (before, after): (&[u8], &[u8])) {
    let place = room.row(id).place;
    // Now and then the decisions stand in the file when the robot rewrites it.
    let in_the_file = step % 3 == 1;
    if in_the_file {
        assert!(room.desk.write().hand_over(None, None).unwrap().refused.is_empty(), "{name} {step}");
    }
    std::fs::write(room.file(file), after).unwrap();
    let receipt = room.import();
    let moved = moved(before, after);
    let lines = room.desk.import().receipt_lines(receipt.id.unwrap(), 10, 0).unwrap();
    let theirs = parsed(after).unwrap().0;
    let published = theirs.get("published").and_then(Value::as_bool);
    let lost_verdict = if place == Place::Published {
        published != Some(true)
    } else {
        published != Some(false) || theirs.get("removed").is_none()
    };
    let lost_quality = theirs.get("quality").and_then(Value::as_i64) != Some(77) && !moved.contains("quality");
    let lost = in_the_file && (lost_verdict || lost_quality);
    let changed = !moved.is_empty() || lost;
    let counted = (receipt.new, receipt.updated, receipt.unchanged, receipt.refused.len());
    let expected = if changed { (0, 1, 0, 0) } else { (0, 0, 1, 0) };
    assert_eq!(counted, expected, "{name} {step}: moved {moved:?}, lost {lost}");
    assert_eq!(receipt.kept, if changed { 2 } else { 0 }, "{name} {step}: both decisions stand");
    assert_eq!(receipt.lost > 0, lost, "{name} {step}: {lines:?}");
    let told: BTreeSet<String> = lines.iter().flat_map(|line| line.story.moved.clone()).collect();
    assert_eq!(told, moved, "{name} {step}: the receipt names what moved");

    let details = room.desk.query().details(id).unwrap();
    assert_eq!((details.row.place, details.article.quality), (place, Some(77)), "{name} {step}: no decision is lost");
    let shown = parsed(&room.desk.query().document(id).unwrap()).unwrap().0;
    for (key, value) in &theirs {
        let decided = matches!(key.as_str(), Some("quality" | "published" | "removed"));
        assert!(decided || shown.get(key) == Some(value), "{name} {step}: {key:?} is stale");
    }
}

/// An article of its own for each number.
fn article(number: usize) -> String {
    ARTICLE.replace("coral", &format!("coral {number}")).replace("reef.example", &format!("reef{number}.example"))
}

fn decision(dice: &mut Dice) -> Decision {
    let set = |path: &str, value: String| Decision::Set { path: path.into(), value };
    match dice.below(9) {
        0 => Decision::Publish,
        1 => Decision::Spike,
        2 => Decision::Quality { value: i64::try_from(dice.below(101)).unwrap() },
        3 => Decision::Later { until_ms: i64::MAX },
        4 => Decision::AsIs,
        5 => Decision::Inbox,
        6 => set("title", format!("Title: \"{}\" #{}", dice.below(100), dice.below(9))),
        7 => set("topics", format!("[AI, \"Topic {}\"]", dice.below(20))),
        _ => set("excerpt", format!("line {}\nline ’two’", dice.below(50))),
    }
}

#[test]
fn everything_taken_back_after_a_thousand_random_operations_is_what_arrived() {
    let seed = std::env::var("COPYTASTER_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_124);
    let mut dice = Dice(seed);
    let mut room = Room::with(&[]);
    let names: Vec<String> = (0..12).map(|number| format!("{number}.md")).collect();
    let mut arrived: Vec<String> = (0..12).map(article).collect();
    for (name, text) in names.iter().zip(&arrived) {
        room.write(name, text);
    }
    room.import();
    let ids: Vec<ArticleId> = names.iter().map(|name| room.id(name)).collect();
    let mut kept = 0;
    for operation in 0..1000 {
        let at = dice.below(12);
        match dice.below(22) {
            0..=9 => {
                let count = 1 + dice.below(3);
                let chosen: Vec<ArticleId> = (0..count).map(|step| ids[(at + step) % 12]).collect();
                room.desk.decide().decide(&chosen, &[decision(&mut dice)]).unwrap();
            }
            10..=12 => drop(room.desk.decide().undo().unwrap()),
            13 | 14 => drop(room.desk.decide().redo().unwrap()),
            15 => {
                let done = room.desk.write().hand_over(None, None).unwrap();
                assert!(done.refused.is_empty(), "seed {seed}, operation {operation}: {:?}", done.refused);
            }
            16 | 17 => {
                let heat = format!("heat: {}", dice.below(200));
                // A few values, so that the wire comes round to what it said before, and to what was decided.
                let quality = format!("quality: {}", [39, 39, 59, 61][dice.below(4)]);
                let told = article(at).replace("heat: 39", &heat).replace("quality: 39", &quality);
                arrived[at] = told.replace("AAAA", &format!("A{operation}"));
                room.write(&names[at], &arrived[at]);
                assert!(room.import().refused.is_empty());
            }
            18 => drop(room.desk.decide().take_theirs(ids[at], "title")),
            19 | 20 => kept += u32::from(room.desk.decide().keep_mine(ids[at], "quality").is_ok()),
            _ => room = room.reopen(),
        }
        let details = room.desk.query().details(ids[at]).unwrap();
        let clashes = u32::try_from(details.conflicts.len()).unwrap();
        assert_eq!(details.row.conflicts, clashes, "seed {seed}, operation {operation}: {:?}", details.conflicts);
    }
    assert!(kept > 0, "seed {seed}: nothing was kept against the wire");
    while room.desk.decide().redo().unwrap().is_some() {}
    let decided: Vec<String> = ids.iter().map(|id| room.document(*id)).collect();
    while room.desk.decide().undo().unwrap().is_some() {}
    for (id, arrived) in ids.iter().zip(&arrived) {
        assert_eq!(&room.document(*id), arrived, "seed {seed}: a decision outlived its undo");
    }
    while room.desk.decide().redo().unwrap().is_some() {}
    assert_eq!(ids.iter().map(|id| room.document(*id)).collect::<Vec<_>>(), decided, "seed {seed}: redo leads back");
    while room.desk.decide().undo().unwrap().is_some() {}
    room.desk.write().hand_over(None, None).unwrap();
    for (name, arrived) in names.iter().zip(&arrived) {
        assert_eq!(&std::fs::read_to_string(room.file(name)).unwrap(), arrived, "seed {seed}: so are the files");
    }
}
