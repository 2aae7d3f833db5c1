//! Finding: full text and query language, folding, facets, saved views.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use engine::article::ArticleId;
use engine::decide::Decision;
use engine::desk::Desk;

use room::{ARTICLE, Dice, Room};

fn article(number: u32, title: &str, more: &[(&str, &str)]) -> String {
    let mut text = ARTICLE
        .replace("Reef robots count coral", title)
        .replace("2026-11-02", &format!("2026-11-{:02}", 28 - number))
        .replace("reef.example/robots", &format!("reef.example/{number}"));
    for (from, to) in more {
        text = text.replace(from, to);
    }
    text
}

fn newsroom() -> Room {
    let picture = ("topics:", "images:\n  - url: \"https://pic.example/1.jpg\"\n\ntopics:");
    let reports = "related:\n  - title: \"Zeppelins over Zürich\"\n    webUrl: \"https://z.example\"\n\nsecured";
    let files = [
        ("a", article(1, "Café society meets AI", &[("quality: 39", "quality: 80"), picture])),
        ("b", article(2, "The robotics boom", &[("Reef Watch", "Reuters"), ("  - AI\n", "  - Computer Vision\n")])),
        ("c", article(3, "Air robots, foo-bar", &[("They never tire.", ""), ("quality: 39", "quality: 60")])),
        ("d", article(4, "Nothing of that", &[("secured", reports), ("2026-11-24", "2020-06-30")])),
        ("e", article(5, "With a body", &[("---\n\n", "---\n\n<p class=\"hidden\">A <b>walrus</b> swims.</p>\n")])),
    ];
    let room = Room::with(&[]);
    for (name, text) in &files {
        room.write(&format!("{name}.md"), text);
    }
    assert_eq!(room.import().new, 5);
    room
}

#[test]
fn words_are_found_everywhere_without_accents_and_from_two_letters_on() {
    let room = newsroom();
    for (query, names) in [
        ("cafe ", &["a"][..]),
        ("CAFÉ ", &["a"]),
        ("\"AI\" society", &["a"]),
        ("robotics ", &["b"]),
        ("robo", &["a", "b", "c", "e", "d"]),
        ("title:robo", &["b", "c"]),
        ("reuters ", &["b"]),
        ("zurich ", &["d"]),
        ("walrus ", &["e"]),
        ("hidden ", &[]),
        ("vision ", &["b"]),
        ("foo-bar ", &["c"]),
        ("\"society meets\"", &["a"]),
        ("\"meets society\"", &[]),
        ("title:ai ", &["a"]),
        ("title:ai", &["a", "c"]),
    ] {
        assert_eq!(room.found(query), names, "{query}");
    }
}

#[test]
fn the_query_language_finds_what_it_says() {
    let room = newsroom();
    room.desk.decide().decide(&[room.id("b.md")], &[Decision::Publish]).unwrap();
    for (query, names) in [
        ("", &["a", "b", "c", "e", "d"][..]),
        ("is:inbox", &["a", "c", "d", "e"]),
        ("is:published", &["b"]),
        ("is:pending", &["b"]),
        ("quality:>60", &["a"]),
        ("quality:>=60", &["a", "c"]),
        ("quality:50-70", &["c"]),
        ("topic:\"computer vision\"", &["b"]),
        ("-provider:reuters has:image", &["a"]),
        ("no:excerpt", &["c"]),
        ("before:2020-07", &["d"]),
        ("after:2026-11-26", &["a", "b"]),
        ("(cafe or robotics )", &["a", "b"]),
        ("-(cafe or robotics) -is:published", &["c", "d", "e"]),
        ("has:coverage", &["d"]),
        ("has:body type:article", &["e"]),
        ("sort:oldest", &["d", "e", "c", "b", "a"]),
        ("sort:quality quality:>=60", &["a", "c"]),
    ] {
        let found = room.found(query);
        let same_order = query.contains("sort:") || found.len() < 2;
        let (mut found, mut names) = (found, names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        if !same_order {
            found.sort();
            names.sort();
        }
        assert_eq!(found, names, "{query}");
    }
}

#[test]
fn a_view_comes_with_the_rows_that_are_seen_first() {
    let room = Room::with(&[]);
    for number in 0..300 {
        let (title, link) = (format!("Walrus {number}"), format!("reef.example/{number}"));
        let text = ARTICLE.replace("Reef robots count coral", &title).replace("reef.example/robots", &link);
        room.write(&format!("{number}.md"), &text);
    }
    room.import();
    let ids = room.desk.query().view("walrus").unwrap().ids;
    assert_eq!(ids.len(), 300);
    let seen = |around| {
        let opened = room.desk.query().open_view("walrus", around).unwrap();
        assert_eq!(opened.view, room.desk.query().view("walrus").unwrap());
        let ids = opened.rows.iter().map(|row| row.id).collect::<Vec<_>>();
        assert_eq!(opened.rows, room.desk.query().rows(&ids).unwrap(), "the very rows that are read by id");
        opened.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(seen(None), ids[..150]);
    assert_eq!(seen(Some(ids[20])), ids[..150]);
    assert_eq!(seen(Some(ids[200])), ids[125..275]);
    assert_eq!(seen(Some(ids[299])), ids[224..], "at the end there are fewer");
    assert_eq!(seen(Some(ArticleId(9_999))), ids[..150], "one that is not there counts for nothing");
}

#[test]
fn a_mistake_is_a_hint_and_so_is_a_topic_that_nobody_has() {
    let room = newsroom();
    let view = room.desk.query().view("quality:high").unwrap();
    assert_eq!((view.ids.len(), view.hint.is_some()), (5, true));
    let view = room.desk.query().view("topic:Cooking").unwrap();
    assert!(view.ids.is_empty() && view.hint.unwrap().to_string().contains("cooking"));
    for odd in
        ["\"", "AND OR NOT", "NEAR(a b)", "title:\"", "a* *", "^a", "{title}: x", "'; DROP TABLE view", "(", "é*"]
    {
        room.desk.query().view(odd).unwrap();
    }
}

#[test]
fn a_decision_moves_what_is_found() {
    let room = newsroom();
    let id = room.id("a.md");
    let set = |path: &str, value: &str| Decision::Set { path: path.into(), value: value.into() };
    room.desk.decide().decide(&[id], &[set("title", "Otters at large"), set("topics", "[Rivers]")]).unwrap();
    assert_eq!((room.found("otters "), room.found("cafe ")), (vec!["a".to_owned()], vec![]));
    assert_eq!(room.found("topic:rivers"), ["a"]);
    room.desk.decide().undo().unwrap();
    assert_eq!((room.found("otters "), room.found("cafe ")), (vec![], vec!["a".to_owned()]));
}

fn report(number: u32, of: &str) -> String {
    let related = format!("related:\n  - title: \"The lead\"\n    webUrl: \"https://reef.example/{of}\"\n\nsecured");
    article(number, "Only a report says walrus", &[("heat: 39", "heat: -1"), ("secured", &related)])
}

#[test]
fn reports_stand_folded_under_their_lead_and_are_not_counted_twice() {
    let room = Room::with(&[("lead.md", &article(1, "The lead", &[])), ("r1.md", &report(2, "1"))]);
    room.write("r2.md", report(3, "1"));
    room.write("orphan.md", report(4, "99"));
    room.import();
    let counts = room.desk.query().counts().unwrap();
    assert_eq!((counts.everything, counts.inbox, counts.reports), (4, 2, 2), "the orphan stands for itself");
    let (lead, r1) = (room.id("lead.md"), room.id("r1.md"));
    assert_eq!((room.row(lead).reports, room.row(r1).lead), (2, Some(lead)));
    let view = room.desk.query().view("walrus ").unwrap();
    assert_eq!((view.total, view.for_a_report.as_slice()), (3, &[lead][..]), "the lead stands there for its reports");
    assert_eq!(room.found("walrus "), ["lead", "orphan"]);
    assert_eq!(room.found("is:folded"), ["lead"]);
    let (page, _) = room.desk.query().page("walrus ", 10, 0).unwrap();
    assert_eq!((page.total, page.articles.len()), (3, 3), "a list of articles shows each for itself");

    room.desk.decide().decide(&[lead], &[Decision::Publish]).unwrap();
    assert_eq!(room.found("is:inbox"), ["orphan"], "folded reports go where their lead goes");
    // The robot makes another report the lead.
    room.write("lead.md", article(1, "The lead", &[("heat: 39", "heat: -1")]));
    room.import();
    assert_eq!(room.desk.query().counts().unwrap().reports, 0, "nobody in the library leads them now");
}

#[test]
fn facets_count_what_the_hits_share() {
    let room = newsroom();
    let facets = room.desk.query().facets("").unwrap();
    assert_eq!((facets.inbox, facets.quality[3], facets.quality[8], facets.unscored), (5, 3, 1, 0));
    let topic = |facets: &engine::api::Facets, name: &str| {
        facets.topics.iter().find(|facet| facet.value == name).map(|facet| facet.count)
    };
    assert_eq!((topic(&facets, "Robots"), topic(&facets, "Computer Vision")), (Some(5), Some(1)));
    let months: Vec<&str> = facets.months.iter().map(|facet| facet.value.as_str()).collect();
    assert_eq!(months, ["2026-11", "2020-06"]);
    let facets = room.desk.query().facets("provider:reuters").unwrap();
    assert_eq!((facets.inbox, facets.providers.len(), topic(&facets, "AI")), (1, 1, None));
}

#[test]
fn a_saved_view_counts_what_it_shows_now() {
    let room = newsroom();
    room.desk.query().save_view("Good", "quality:>=60 is:inbox").unwrap();
    room.desk.query().save_view("All", "").unwrap();
    assert!(room.desk.query().save_view("  ", "x").is_err());
    let counts = |room: &Room| room.desk.query().views().unwrap().iter().map(|view| view.count).collect::<Vec<_>>();
    assert_eq!(counts(&room), [2, 5]);
    room.desk.decide().decide(&[room.id("a.md")], &[Decision::Publish]).unwrap();
    let room = room.reopen();
    assert_eq!(counts(&room), [1, 5]);
    room.desk.query().save_view("Good", "quality:>=60").unwrap();
    assert_eq!(counts(&room), [2, 5], "one name, one view");
    assert!(room.desk.query().forget_view("All").unwrap() && !room.desk.query().forget_view("All").unwrap());
}

/// What a desk shows that has been open all along is what one shows that is opened now.
fn as_if_opened_now(room: &Room, after: &str) {
    let now = Desk::open(&room.library()).unwrap();
    assert_eq!(room.desk.query().counts().unwrap(), now.query().counts().unwrap(), "{after}");
    for query in ["", "is:inbox", "is:published", "sort:quality", "sort:heat", "sort:oldest", "is:spiked sort:oldest"] {
        assert_eq!(room.desk.query().view(query).unwrap(), now.query().view(query).unwrap(), "{query:?} {after}");
        assert_eq!(room.desk.query().facets(query).unwrap(), now.query().facets(query).unwrap(), "{query:?} {after}");
    }
}

#[test]
fn counts_and_order_are_kept_up_through_whatever_happens() {
    let room = Room::with(&[]);
    let written = |number: u32| {
        // Several lead to the same page, and some are reports of a story.
        let page = number % 27;
        let text = if number.is_multiple_of(3) { report(page, "1") } else { article(page, "Otters", &[]) };
        text.replace("quality: 39", &format!("quality: {}", number * 13 % 100))
    };
    for number in 1..=120 {
        room.write(&format!("{number}.md"), written(number));
    }
    room.import();
    as_if_opened_now(&room, "after an import");
    let mut dice = Dice(7);
    for step in 0..60 {
        let id = room.id(&format!("{}.md", dice.below(120) + 1));
        let what = match dice.below(8) {
            0 | 1 => room.desk.decide().decide(&[id], &[Decision::Publish]).map(|_| "published"),
            2 => room.desk.decide().decide(&[id], &[Decision::Spike]).map(|_| "spiked"),
            3 => room.desk.decide().decide(&[id], &[Decision::Quality { value: 99 }]).map(|_| "quality"),
            4 => room.desk.decide().undo().map(|_| "undone"),
            5 => room.desk.decide().redo().map(|_| "redone"),
            6 => {
                let number = u32::try_from(dice.below(140) + 1).unwrap();
                room.write(&format!("{number}.md"), written(number + 5));
                room.import();
                Ok("rewritten")
            }
            _ => room.desk.write().hand_over(Some(&[id]), None).map(|_| "handed over"),
        };
        as_if_opened_now(&room, &format!("at step {step}, {}", what.unwrap()));
    }
}

#[test]
fn a_reading_that_failed_half_way_is_begun_anew() {
    let room = newsroom();
    assert_eq!(room.found("").len(), 5);
    // Another program brings a new article, and after that one changes whose reading fails.
    room.write("f.md", article(6, "Late", &[]));
    let other = Desk::open(&room.library()).unwrap();
    room::take_in(&other, &room.site());
    other.decide().decide(&[room.id("a.md")], &[Decision::Spike]).unwrap();
    let library = rusqlite::Connection::open(room.library().join("library.sqlite")).unwrap();
    let coverage = |value: i64| {
        let sql = "UPDATE fact SET coverage = ?1 WHERE article_id = ?2";
        assert_eq!(library.execute(sql, [value, room.id("a.md").0]).unwrap(), 1);
    };
    coverage(-1);
    assert!(room.desk.query().view("").is_err(), "no number of reports is below nothing");
    coverage(0);
    assert_eq!(room.found("sort:oldest").len(), 6);
    as_if_opened_now(&room, "after a reading that failed");
}
