//! Pictures are chosen: the candidates of an article and its coverage, fittest first and look-alikes once; the choice
//! changes the lines of the picture alone, and taken back the bytes are the same; copies lie below the site.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/pictures.rs"]
mod pictures;
mod room;
#[path = "support/mod.rs"]
mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::ops::ControlFlow;
use std::path::PathBuf;

use engine::api::{Candidate, HandOverPlan, PictureSpace};
use engine::article::ArticleId;
use engine::decide::Decision;
use engine::images::Fetching;

use room::Room;

/// One entry of a list of pictures, `indent` columns in.
fn entry(indent: usize, url: &str, width: u32, height: u32) -> String {
    let blanks = " ".repeat(indent);
    format!("{blanks}- url: \"{url}\"\n{blanks}  width: {width}\n{blanks}  height: {height}\n")
}

fn report(name: &str, pictures: &str) -> String {
    format!(
        "  - title: \"As told by {name}\"\n    excerpt: \"\"\n    publishedDateTime: 2026-11-01T08:00:00Z\n    \
         webUrl: \"https://{name}.example/reef\"\n    type: article\n    provider:\n      name: {name}\n    quality: 12\n    \
         images:\n{pictures}"
    )
}

fn story(own: &str, reports: &[String]) -> String {
    format!(
        "---\ntitle: \"Reef robots\"\nexcerpt: \"\"\npublishedDateTime: 2026-11-02T08:00:00Z\n\
         webUrl: \"https://reef.example/robots\"\ntype: article\nquality: 39\nheat: 79\npublished: true\n\n\
         provider:\n  name: Reef Watch\n\n{own}related:\n{}\nsecured: \"AAAA;BBBB\"\n---\n\n",
        reports.concat()
    )
}

fn images(entries: &str) -> String {
    format!("images:\n{entries}\n")
}

/// What lies beside the articles is here, too, once it was fetched.
fn fetch(room: &Room, fetching: &Fetching) {
    room.desk.images().fetch_pictures(fetching, &|_, _| ControlFlow::Continue(())).unwrap();
}

/// A story whose own picture is small, and whose coverage has a large one, the small one again in another size, a
/// logo, a tracker, and one that is not there.
fn newsroom() -> (Room, ArticleId, String) {
    let text = story(
        &images(&entry(2, "p/small.jpg", 300, 169)),
        &[
            report("tides", &(entry(6, "p/large.jpg", 640, 480) + &entry(6, "p/gone.jpg", 2000, 1125))),
            report("deep", &(entry(6, "p/again.jpg", 200, 112) + &entry(6, "p/1x1.gif", 1, 1))),
            report("shore", &entry(6, "p/logo.png", 50, 50)),
        ],
    );
    let room = Room::with(&[("a.md", &text)]);
    let file = |name: &str, bytes: &[u8]| room.write(&format!("p/{name}"), bytes);
    file("small.jpg", &pictures::jpeg(&pictures::scene(300, 169, 1)));
    file("again.jpg", &pictures::jpeg(&pictures::scene(200, 112, 1)));
    file("large.jpg", &pictures::jpeg(&pictures::scene(1200, 675, 2)));
    file("1x1.gif", &pictures::in_format(pictures::halves(1, 1), image::ImageFormat::Gif));
    file("logo.png", &pictures::in_format(pictures::scene(50, 50, 3), image::ImageFormat::Png));
    room.import();
    let id = room.id("a.md");
    fetch(&room, &Fetching::default());
    (room, id, text)
}

fn urls(candidates: &[Candidate]) -> Vec<&str> {
    candidates.iter().map(|one| one.url.as_str()).collect()
}

#[test]
fn candidates_come_fittest_first_with_look_alikes_once_and_no_trackers() {
    let (room, id, _) = newsroom();
    let candidates = room.desk.images().picture_candidates(id).unwrap();
    assert_eq!(urls(&candidates), ["p/large.jpg", "p/small.jpg", "p/gone.jpg", "p/logo.png"]);
    assert_eq!(candidates.len(), 4, "neither the tracker nor the same picture twice: {:?}", urls(&candidates));
    let large = &candidates[0];
    assert_eq!((large.width, large.height), (Some(1200), Some(675)), "the size as it really is");
    assert_eq!(large.from.as_deref(), Some("tides"));
    assert!(matches!(large.picture, PictureSpace::Cached { .. }) && large.bytes.is_some());
    let gone = candidates.iter().find(|one| one.url == "p/gone.jpg").unwrap();
    assert!(matches!(gone.picture, PictureSpace::Failed { .. }), "it says why: {:?}", gone.picture);
    let chosen: Vec<bool> = candidates.iter().map(|one| one.chosen).collect();
    assert_eq!(chosen, [false, true, false, false], "the article's own stands there now");
    assert_eq!(room.desk.query().details(id).unwrap().candidates, candidates);
}

#[test]
fn a_choice_takes_the_place_of_the_first_with_its_real_size_and_undo_gives_the_bytes_back() {
    let (room, id, before) = newsroom();
    let choice = room.desk.images().choice(id, 1).unwrap();
    room.desk.decide().decide(&[id], &[choice]).unwrap();
    let wanted = before.replacen(&entry(2, "p/small.jpg", 300, 169), &entry(2, "p/large.jpg", 1200, 675), 1);
    assert_eq!(room.document(id), wanted, "only the picture's own lines are others");
    let candidates = room.desk.images().picture_candidates(id).unwrap();
    assert!(
        candidates[0].chosen && candidates.iter().any(|one| one.url == "p/small.jpg"),
        "the former can be chosen again"
    );
    let history: Vec<String> =
        room.desk.query().details(id).unwrap().history.into_iter().map(|line| line.message.to_string()).collect();
    assert!(history.iter().any(|line| line == "picture taken from tides"), "{history:?}");
    let back = candidates.iter().position(|one| one.url == "p/small.jpg").unwrap() + 1;
    room.desk.decide().decide(&[id], &[room.desk.images().choice(id, back).unwrap()]).unwrap();
    assert_eq!(room.document(id), before, "chosen back, nothing is left of it");
    room.desk.decide().undo().unwrap();
    assert_eq!(room.document(id), wanted);
    room.desk.decide().undo().unwrap();
    assert_eq!(room.document(id), before, "taken back, the bytes are the same");
    assert!(!room.row(id).pending);
}

fn chosen(url: &str) -> Decision {
    Decision::Picture { url: url.to_owned(), width: Some(1200), height: Some(675) }
}

#[test]
fn a_picture_that_the_article_has_is_moved_to_the_front_with_all_its_lines() {
    let (one, two) = (entry(2, "https://a.example/1.jpg", 800, 600), entry(2, "https://a.example/2.jpg", 1200, 675));
    let two = two + "    isCached: true # kept\n";
    let room = Room::with(&[("a.md", &story(&images(&format!("{one}{two}")), &[]))]);
    room.import();
    let id = room.id("a.md");
    room.desk.decide().decide(&[id], &[chosen("https://a.example/2.jpg")]).unwrap();
    assert_eq!(room.document(id), story(&images(&format!("{two}{one}")), &[]), "moved, not written anew");
    room.desk.decide().undo().unwrap();
    assert_eq!(room.document(id), story(&images(&format!("{one}{two}")), &[]));
}

#[test]
fn an_article_without_a_picture_gets_a_list_of_one_in_its_own_layout() {
    let text = story("", &[report("tides", &entry(6, "https://t.example/1.jpg", 800, 600))]);
    let room = Room::with(&[("a.md", &text)]);
    room.import();
    let id = room.id("a.md");
    room.desk.decide().decide(&[id], &[chosen("https://t.example/1.jpg")]).unwrap();
    let block = images(&entry(2, "https://t.example/1.jpg", 1200, 675));
    let with = text.replace("related:\n", &format!("{block}related:\n"));
    assert_eq!(room.document(id), with);
    let none = room.desk.decide().decide(&[id], &[chosen("https://t.example/never.jpg")]).unwrap_err();
    assert!(none.to_string().contains("names this picture"), "{none}");
    let beyond = room.desk.images().choice(id, 7).unwrap_err();
    assert!(beyond.to_string().contains("there are 1 to choose from"), "{beyond}");
}

/// Serves these bytes as a picture until the process ends; its host with port.
fn server(bytes: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let _ = stream.read(&mut [0; 4096]);
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&bytes));
        }
    });
    host
}

#[test]
fn copies_lie_below_the_site_under_their_hash_and_only_on_request() {
    let bytes = pictures::jpeg(&pictures::scene(300, 169, 1));
    let hash = blake3::hash(&bytes).to_hex();
    let host = server(bytes.clone());
    let address = format!("http://{host}/one.jpg");
    let own = images(&(entry(2, &address, 300, 169) + "    isCached: true\n"));
    let text = story(&own, &[]);
    let room = Room::with(&[("_news/a.md", &text)]);
    std::fs::create_dir(room.file(".git")).unwrap();
    room.import();
    let id = room.id("_news/a.md");
    fetch(&room, &Fetching { allow: vec!["127.0.0.1".to_owned()], ..Fetching::default() });
    room.desk.decide().decide(&[id], &[Decision::Quality { value: 40 }]).unwrap();
    room.desk.write().hand_over(None, None).unwrap();
    let handed = text.replace("quality: 39", "quality: 40");
    assert_eq!(std::fs::read_to_string(room.file("_news/a.md")).unwrap(), handed, "without the request addresses stay");

    let path = format!("/assets/images/articles/{hash}.jpg");
    let HandOverPlan { changes: planned, not_copied: left } =
        room.desk.write().plan_with_pictures(Some(&[id])).unwrap();
    assert_eq!(left, []);
    let lines: Vec<&str> = planned[0].changes.iter().map(|line| line.text.trim()).collect();
    assert_eq!(lines, [format!("- url: \"{address}\""), format!("- url: \"{path}\"")], "the plan shows both addresses");
    assert_eq!((planned[0].copies.as_slice(), planned[0].decided.as_slice()), (&[path[1..].to_owned()][..], &[][..]));
    assert!(!room.file(&path[1..]).exists(), "a plan copies nothing");
    assert!(
        room.desk.write().plan_hand_over(Some(&[id])).unwrap().is_empty(),
        "and without the request there is nothing to do"
    );

    let (changed, refused) = room.desk.write().copy_pictures(Some(&[id])).unwrap();
    assert_eq!(refused, []);
    assert_eq!(changed.unwrap().message.to_string(), "Copied the pictures of “Reef robots”");
    let worked: u32 = room.desk.query().insight_now().unwrap().days.iter().map(|day| day.decisions).sum();
    assert_eq!(worked, 1, "copying decides nothing: the quality alone was decided");
    assert!(room.desk.query().today_now().unwrap().decisions <= 1, "and so tells the foot");
    assert_eq!(std::fs::read(room.file(&path[1..])).unwrap(), bytes);
    room.desk.write().hand_over(None, None).unwrap();
    let copied = handed.replace(&address, &path);
    assert_eq!(std::fs::read_to_string(room.file("_news/a.md")).unwrap(), copied, "only the address is another");
    assert!(!room.row(id).pending, "it is handed over whole");
    assert_eq!(room.import().unchanged, 1, "our own write is no arrival");
    assert!(
        room.desk.write().copy_pictures(Some(&[id])).unwrap().0.is_none(),
        "what lies there already is not copied again"
    );

    room.desk.decide().undo().unwrap();
    assert_eq!(room.document(id), handed, "taken back, the address is the former one");
    assert!(room.row(id).pending, "and waits to be handed over");
}

#[test]
fn a_site_of_which_it_is_not_known_where_its_pictures_lie_keeps_its_addresses_and_says_so_once() {
    let host = server(pictures::jpeg(&pictures::scene(300, 169, 1)));
    let text = |name: &str| {
        format!(
            "---\ntitle: {name}\ndate: 2026-11-02\ndraft: true\nimages:\n  - url: http://{host}/{name}.jpg\n---\nText.\n"
        )
    };
    let room = Room::with(&[("content/a.md", &text("a")), ("content/b.md", &text("b"))]);
    std::fs::create_dir(room.file(".git")).unwrap();
    room.import();
    fetch(&room, &Fetching { allow: vec!["127.0.0.1".to_owned()], ..Fetching::default() });
    let ids = [room.id("content/a.md"), room.id("content/b.md")];
    room.desk.decide().decide(&ids, &[Decision::Publish]).unwrap();
    let HandOverPlan { changes: planned, not_copied: beforehand } = room.desk.write().plan_with_pictures(None).unwrap();
    let (changed, refused) = room.desk.write().copy_pictures(None).unwrap();
    assert_eq!((planned.len(), &beforehand), (2, &refused), "the plan says it beforehand");
    assert!(changed.is_none(), "nothing is decided: an address that leads nowhere is worse than one on the web");
    assert_eq!(refused.len(), 1, "one sentence a site, not one an article: {refused:?}");
    assert_eq!(refused[0].path, room.site().display().to_string());
    assert!(refused[0].message.to_string().contains("not known where"), "{refused:?}");
    assert_eq!(
        room.desk.write().hand_over(None, None).unwrap().written,
        2,
        "what is decided is handed over all the same"
    );
    let handed = std::fs::read_to_string(room.file("content/a.md")).unwrap();
    assert_eq!(handed, text("a").replace("draft: true", "draft: false"), "the address is as it was");
    let inside: Vec<_> = std::fs::read_dir(room.site()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(inside.len(), 2, "no folder was made: {inside:?}");
}

#[test]
fn a_site_without_cached_pictures_is_not_said_to_keep_any_back() {
    let text = "---\ntitle: a\ndate: 2026-11-02\ndraft: true\nimages:\n  - url: https://a.example/a.jpg\n---\nText.\n";
    let room = Room::with(&[("content/a.md", text), ("content/b.md", "---\ntitle: b\ndraft: true\n---\nText.\n")]);
    std::fs::create_dir(room.file(".git")).unwrap();
    room.import();
    let ids = [room.id("content/a.md"), room.id("content/b.md")];
    room.desk.decide().decide(&ids, &[Decision::Publish]).unwrap();
    let HandOverPlan { changes: planned, not_copied: left } = room.desk.write().plan_with_pictures(None).unwrap();
    assert_eq!((planned.len(), left), (2, Vec::new()));
    let (changed, refused) = room.desk.write().copy_pictures(None).unwrap();
    assert_eq!((changed, refused), (None, Vec::new()), "no copy would have been made");
}

/// The lines of the head's pictures stand between `images:` at the margin and the next key there.
fn without_pictures(text: &str) -> String {
    let mut inside = false;
    let lines = text.split_inclusive('\n').filter(|line| {
        let at_margin = line.starts_with(|first: char| !first.is_whitespace());
        inside = if at_margin { line.starts_with("images:") } else { inside };
        !inside && !line.trim().is_empty()
    });
    lines.collect()
}

#[test]
fn in_fixtures_and_samples_only_the_picture_changes_and_undo_gives_the_bytes_back() {
    let mut files = support::markdown_below(&support::fixtures().join("taken/news"));
    files.extend(support::markdown_below(&support::fixtures().join("../../../samples/_news")));
    assert_only_the_picture_changes(&files);
}

#[test]
fn in_real_files_only_the_picture_changes_and_undo_gives_the_bytes_back() {
    let Some(articles) = support::real_articles() else { return };
    let files = support::markdown_below(&articles.join("everyday-azure/_news"));
    let step = 1 + files.len() / 60;
    assert_only_the_picture_changes(&files.into_iter().step_by(step).collect::<Vec<_>>());
}

fn assert_only_the_picture_changes(files: &[PathBuf]) {
    let texts = files.iter().filter_map(|file| {
        let text = std::fs::read_to_string(file).ok()?;
        Some((file.file_name()?.to_str()?.to_owned(), text))
    });
    let texts: Vec<(String, String)> = texts.collect();
    let room = Room::with(&[]);
    for (name, text) in &texts {
        room.write(name, text);
    }
    room.import();
    let tried: usize = texts.iter().map(|(name, text)| choose_others(&room, name, text)).sum();
    assert!(tried > 10, "the files have pictures to choose from: {tried}");
}

/// Chooses two other pictures of an article, and returns how many there were.
fn choose_others(room: &Room, name: &str, text: &str) -> usize {
    let id = room.id(name);
    let candidates = room.desk.images().picture_candidates(id).unwrap();
    let others: Vec<_> = candidates.iter().filter(|one| !one.chosen).take(2).collect();
    for other in &others {
        let choice = Decision::Picture { url: other.url.clone(), width: Some(991), height: Some(557) };
        room.desk.decide().decide(&[id], &[choice]).unwrap();
        let document = room.document(id);
        assert_eq!(without_pictures(&document), without_pictures(text), "{name}: only the picture's lines may change");
        assert_ne!(document, text, "{name}: the choice is written");
        room.desk.decide().undo().unwrap();
        assert_eq!(room.document(id), text, "{name}: taken back, the bytes are the same");
    }
    others.len()
}
