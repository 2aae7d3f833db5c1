//! Kinds of site: what says that an article is shown, and the smallest splice that says otherwise.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use engine::article::Article;
use engine::document::{Document, Profile, Verdict, limits, with_changes};
use engine::overrides::{Arrived, Override, Overrides, PlaceDecision};
use rayon::prelude::*;
use support::{fixtures, markdown_below, real_articles};

fn file(front: &str) -> String {
    format!("---\n{front}---\nbody\n")
}

fn article(front: &str, profile: Profile) -> Article {
    Document::read(file(front).as_bytes()).unwrap().article(profile, "file-name").unwrap()
}

#[track_caller]
fn verdict(front: &str, profile: Profile, verdict: Verdict) -> String {
    let text = file(front);
    let changes = Document::read(text.as_bytes()).unwrap().verdict(profile, verdict);
    let new = String::from_utf8(with_changes(text.as_bytes(), &changes).unwrap()).unwrap();
    new.strip_prefix("---\n").unwrap().strip_suffix("---\nbody\n").unwrap().to_owned()
}

#[test]
fn a_profile_is_guessed_from_what_the_files_hold() {
    let guess = |front: &str| Document::read(file(front).as_bytes()).unwrap().guess_profile();
    assert_eq!(guess("heat: 3\npublished: true\n"), Some(Profile::ClusterNews));
    assert_eq!(guess("layout: post\ntags: a b\n"), Some(Profile::Jekyll));
    assert_eq!(guess("draft: true\n"), Some(Profile::Draft));
    assert_eq!(guess("title: a\npublished: 2026-11-02\n"), Some(Profile::Draft), "Hugo takes published for a date");
    assert_eq!(guess("title: a\n"), None);
}

#[test]
fn cluster_news_is_spiked_with_a_persons_two_lines_and_restored_without_them() {
    let live = "type: article\nheat: 79\npublished: true\n";
    let down = "type: article\nheat: 79\nremoved: true\npublished: false\n";
    assert_eq!(verdict(live, Profile::ClusterNews, Verdict::Spike), down);
    assert_eq!(verdict(down, Profile::ClusterNews, Verdict::Publish), live);
    assert_eq!(verdict(live, Profile::ClusterNews, Verdict::Publish), live, "it says so already");
    assert_eq!(verdict("heat: 3\n", Profile::ClusterNews, Verdict::Publish), "heat: 3\npublished: true\n");
}

/// A verdict is made at once and its article not read again: both must be as if each change had been made and read by itself.
#[test]
fn a_verdict_made_at_once_is_the_one_made_change_by_change_and_read_again() {
    assert_made_at_once(&markdown_below(&fixtures().join("taken")));
}

#[test]
fn a_verdict_on_a_real_file_made_at_once_is_the_one_made_change_by_change() {
    let Some(folder) = real_articles() else { return };
    let files: Vec<_> = markdown_below(&folder).into_iter().step_by(7).collect();
    assert_made_at_once(&files);
}

fn assert_made_at_once(files: &[std::path::PathBuf]) {
    let made: usize = files.par_iter().map(|path| made_at_once(&std::fs::read(path).unwrap(), path)).sum();
    assert!(made > files.len(), "only {made} verdicts could be made on {} files", files.len());
}

/// How many verdicts this document could be given.
fn made_at_once(bytes: &[u8], path: &std::path::Path) -> usize {
    let Ok(document) = Document::read(bytes) else { return 0 };
    let mut made = 0;
    for profile in [Profile::ClusterNews, Profile::Jekyll, Profile::Draft] {
        for (place, verdict) in [(PlaceDecision::Published, Verdict::Publish), (PlaceDecision::Spiked, Verdict::Spike)]
        {
            let arrived = Arrived { bytes, profile, name: "n" };
            let Ok(decided) = arrived.with(&Overrides::from_iter([Override::Place(place)])) else { continue };
            let one_by_one = with_changes(bytes, &document.verdict(profile, verdict));
            let expected = one_by_one.as_deref().unwrap_or(bytes);
            assert!(decided.bytes == expected, "{}: {profile}, {verdict:?}", path.display());
            assert_eq!(decided.not_applied.is_empty(), one_by_one.is_ok(), "{}", path.display());
            let read = Document::read(&decided.bytes).unwrap().article(profile, "n").unwrap();
            assert_eq!(format!("{:?}", decided.article), format!("{read:?}"), "{}", path.display());
            made += usize::from(one_by_one.is_ok());
        }
    }
    made
}

#[test]
fn jekyll_shows_what_says_nothing() {
    assert_eq!(article("title: a\n", Profile::Jekyll).live, Some(true));
    assert_eq!(article("published: false\n", Profile::Jekyll).live, Some(false));
    assert_eq!(verdict("title: a\n", Profile::Jekyll, Verdict::Publish), "title: a\n", "absent means shown");
    assert_eq!(verdict("title: a\n", Profile::Jekyll, Verdict::Spike), "title: a\npublished: false\n");
    assert_eq!(verdict("published: false\n", Profile::Jekyll, Verdict::Publish), "published: true\n");
    assert_eq!(verdict("published: no # later\n", Profile::Jekyll, Verdict::Spike), "published: no # later\n");
}

#[test]
fn a_draft_is_not_shown_and_its_absence_means_shown() {
    assert_eq!(article("draft: true\n", Profile::Draft).live, Some(false));
    assert_eq!(article("title: a\n", Profile::Draft).live, Some(true));
    assert_eq!(verdict("draft: true\n", Profile::Draft, Verdict::Publish), "draft: false\n");
    assert_eq!(verdict("title: a\n", Profile::Draft, Verdict::Spike), "title: a\ndraft: true\n");
    assert_eq!(verdict("title: a\n", Profile::Draft, Verdict::Publish), "title: a\n");
}

#[test]
fn a_date_under_published_is_a_date_and_never_written_over() {
    for profile in [Profile::ClusterNews, Profile::Jekyll] {
        for front in ["published: 2026-11-02\n", "when: &d 2026-11-02\npublished: *d\n"] {
            let text = file(front);
            let document = Document::read(text.as_bytes()).unwrap();
            let article = document.article(profile, "n").unwrap();
            assert_eq!(article.published_at.as_deref(), Some("2026-11-02"));
            let changes = document.verdict(profile, Verdict::Publish);
            assert!(with_changes(text.as_bytes(), &changes).is_err(), "{profile}: the date would be lost");
        }
    }
    assert_eq!(
        verdict("published: 2026-11-02\n", Profile::Draft, Verdict::Spike),
        "published: 2026-11-02\ndraft: true\n"
    );
}

#[test]
fn a_verdict_never_makes_a_file_that_could_not_be_read_again() {
    let mut text = file("type: article\nheat: 79\npublished: true\n");
    text.push_str(&"x".repeat(limits::DOCUMENT_BYTES - text.len()));
    let arrived = Arrived { bytes: text.as_bytes(), profile: Profile::ClusterNews, name: "n" };
    let decided = arrived.with(&Overrides::from_iter([Override::Place(PlaceDecision::Spiked)])).unwrap();
    assert!(decided.bytes == text.as_bytes() && decided.not_applied.len() == 1, "the two lines do not fit");
}

#[test]
fn tags_are_a_list_or_a_string_of_words() {
    for front in ["tags: [robots, AI]\n", "tags: robots AI\n", "tags:\n- robots\n- AI\n", "categories: robots AI\n"] {
        assert_eq!(article(front, Profile::Jekyll).topics, ["robots", "AI"], "{front:?}");
    }
}

#[test]
fn a_title_falls_back_to_the_name_and_then_to_the_file() {
    assert_eq!(article("name: N\n", Profile::ClusterNews).title, "N");
    assert_eq!(article("title: \"  \"\nname: N\n", Profile::ClusterNews).title, "N");
    assert_eq!(article("type: x\n", Profile::ClusterNews).title, "file-name");
    assert_eq!(article("", Profile::Jekyll).title, "file-name");
}

#[test]
fn fields_of_courses_events_and_reports_are_read_and_the_rest_is_kept_by_its_path() {
    let front = "title: a\nheat: -2147483648\nquality: 189\nprice: Free\nlength: PT37M\nlevels:\n  - beginner\n\
        startDateTime: 2026-11-02T08:00:00Z\nwebUrl: https://a.example\nratings:\n  average: 4.5\n  count: 12\n\
        images:\n  - url: a.jpg\n    width: 3\n    isCached: true\n    title: t\n\
        related:\n  - title: r\n    publishedDateTime: 2026-11-02\n    type: video\n    ampWebUrl: https://amp.example\n";
    let article = article(front, Profile::ClusterNews);
    assert_eq!((article.heat, article.quality), (Some(-2_147_483_648), Some(189)));
    assert_eq!((article.price.as_deref(), article.length.as_deref()), (Some("Free"), Some("PT37M")));
    assert_eq!(
        (article.levels, article.starts_at.as_deref()),
        (vec!["beginner".to_owned()], Some("2026-11-02T08:00:00Z"))
    );
    assert_eq!((article.web_url.as_deref(), article.pictures[0].cached), (Some("https://a.example"), true));
    let report = &article.coverage[0];
    assert_eq!((report.published_ms, report.kind.as_deref()), (Some(1_793_577_600_000), Some("video")));
    let fields = serde_json::Value::Object(Document::read(file(front).as_bytes()).unwrap().fields());
    assert_eq!(fields["ratings"], serde_json::json!({ "average": 4.5, "count": 12 }), "typed as found");
}

#[test]
fn topics_title_and_excerpt_are_decided_under_the_files_own_keys() {
    let own = |front: &str, key: &str| {
        let text = file(front);
        Document::read(text.as_bytes()).unwrap().own_path(engine::document::Path::top(key)).to_string()
    };
    assert_eq!(own("tags: [a]\n", "topics"), "tags");
    assert_eq!(own("name: N\n", "title"), "name");
    assert_eq!(own("description: d\n", "excerpt"), "description");
    assert_eq!(own("title: a\n", "topics"), "topics", "a file without any of them gets the robots' key");
}
