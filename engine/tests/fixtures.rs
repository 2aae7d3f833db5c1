//! Every oddity has a fixture: what is an article is taken in and comes back byte for byte, what is none is refused
//! with its place and a sentence. The samples of the project and, where they lie beside it, real files are held to it too.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::api::{Receipt, Refusal};
use engine::article::{Article, ArticleId};
use engine::decide::Decision;
use engine::desk::Desk;
use rayon::prelude::*;
use tempfile::TempDir;

use support::{fixtures, markdown_below, real_articles};

/// Each refused fixture, where the receipt points, and what its sentence must say.
const REFUSED: &[(&str, u32, u32, &str)] = &[
    ("alias-bomb", 7, 25, "more than 50000 values"),
    ("at-sign-first", 3, 8, "cannot begin with"),
    ("backtick-first", 2, 8, "cannot begin with"),
    ("bad-indent", 9, 10, "a colon stands where no new key can begin"),
    ("bad-indent-back", 15, 2, "a key with a colon was expected"),
    ("bell-character", 4, 44, "a control character stands here"),
    ("blank-line-first", 1, 1, "there is no front matter"),
    ("colon-in-plain-title", 3, 12, "a colon stands where no new key can begin"),
    ("cut-off-in-a-word", 5, 36, "never ends"),
    ("deep-block-nesting", 67, 129, "nested deeper than 64 levels"),
    ("deep-nesting", 3, 71, "nested deeper than 64 levels"),
    ("duplicate-items", 7, 1, "the key “items” stands here a second time; first on line 3"),
    ("duplicate-key", 17, 1, "the key “quality” stands here a second time; first on line 9"),
    ("duplicate-key-in-provider", 15, 3, "the key “name” stands here a second time; first on line 14"),
    ("empty", 1, 1, "the file is empty"),
    ("endless-alias", 4, 10, "a value that contains it"),
    ("excerpt-a-list", 3, 10, "“excerpt” must be text"),
    ("exclamation-mark-first", 2, 8, "not valid YAML"),
    ("four-dashes", 1, 1, "there is no front matter"),
    ("half-a-surrogate", 2, 8, "not valid YAML"),
    ("heat-a-word", 10, 7, "“heat” must be a whole number"),
    ("json", 1, 1, "is JSON"),
    ("json-fence", 1, 1, "is JSON"),
    ("key-without-blank", 9, 1, "a key with a colon was expected"),
    ("key-without-colon", 9, 1, "a key with a colon was expected"),
    ("last-key-without-colon", 4, 1, "a key with a colon was expected"),
    ("list-instead-of-mapping", 2, 1, "not made of keys and values"),
    ("list-item-out-of-line", 19, 2, "a key with a colon was expected"),
    ("merge-conflict", 9, 1, "git could not merge"),
    ("no-front-matter", 1, 1, "there is no front matter"),
    ("not-utf8", 3, 12, "the byte 0xE9 is not UTF-8 text"),
    ("nul-byte", 4, 44, "a NUL byte"),
    ("only-a-byte-order-mark", 1, 1, "the file is empty"),
    ("only-blank-lines", 1, 1, "the file is empty"),
    ("percent-sign-first", 2, 8, "cannot begin with"),
    ("published-maybe", 11, 12, "“published” must be true or false"),
    ("quality-a-list", 9, 10, "“quality” must be a whole number"),
    ("quality-beyond-64-bits", 9, 10, "“quality” must be a whole number"),
    ("quality-half", 9, 10, "“quality” must be a whole number"),
    ("quality-high", 9, 10, "“quality” must be a whole number"),
    ("quote-in-a-quoted-title", 3, 14, "more text stands behind a closing quotation mark"),
    ("removed-a-number", 11, 10, "“removed” must be true or false"),
    ("second-fence-inside", 17, 1, "a second YAML document"),
    ("sentence-instead-of-mapping", 2, 1, "not made of keys and values"),
    ("star-first", 2, 8, "an anchor (&) that is not there"),
    ("stray-bracket", 17, 13, "a bracket closes here that was never opened"),
    ("tab-indent", 14, 1, "a tab stands where spaces were expected"),
    ("tab-indented-list", 18, 1, "a tab stands where spaces were expected"),
    ("text-after-a-quoted-title", 2, 25, "more text stands behind a closing quotation mark"),
    ("title-a-list", 4, 3, "“title” must be text"),
    ("title-a-mapping", 3, 8, "“title” must be text"),
    ("toml", 1, 1, "is TOML"),
    ("two-files-written-over-each-other", 36, 101, "never ends"),
    ("unclosed-brace", 13, 11, "a bracket opens here and is never closed"),
    ("unclosed-bracket", 17, 9, "a bracket opens here and is never closed"),
    ("unclosed-front-matter", 27, 101, "never ends"),
    ("unclosed-quote", 3, 8, "a quotation mark opens here and is never closed"),
    ("unclosed-quote-in-a-list", 19, 5, "a quotation mark opens here and is never closed"),
    ("unclosed-single-quote", 2, 19, "more text stands behind a closing quotation mark"),
    ("undefined-alias", 3, 10, "an anchor (&) that is not there"),
    ("unknown-escape", 2, 8, "a backslash stands before"),
    ("unknown-tag-handle", 2, 8, "not valid YAML"),
    ("utf-16", 1, 1, "the byte 0xFF is not UTF-8 text"),
];

/// A library, and copies of files that it may be given.
struct Room {
    folder: TempDir,
    desk: Desk,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        Self { folder, desk }
    }

    fn take_in(&self, path: &Path) -> Receipt {
        self.desk.import().take_in(&[path.to_path_buf()], &|_| ControlFlow::Continue(())).unwrap()
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A copy of a folder of fixtures, so that nothing that is done reaches the fixtures themselves.
    fn copy(&self, from: &Path) -> PathBuf {
        let to = self.site().join(from.file_name().unwrap());
        fs::create_dir_all(&to).unwrap();
        for file in markdown_below(from) {
            fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
        }
        to
    }

    /// The receipt's word on a file with this front matter that is made here because it is large.
    fn refusal_of(&self, name: &str, bytes: &[u8]) -> Refusal {
        fs::create_dir_all(self.site()).unwrap();
        let file = self.site().join(name);
        fs::write(&file, bytes).unwrap();
        self.refusal(&file)
    }

    fn refusal(&self, file: &Path) -> Refusal {
        let mut receipt = self.take_in(file);
        assert_eq!((receipt.new, receipt.refused.len()), (0, 1), "{} is no article", file.display());
        receipt.refused.remove(0)
    }

    fn ids(&self, files: &[PathBuf]) -> Vec<ArticleId> {
        files.iter().map(|file| self.desk.query().find(file.to_str().unwrap()).unwrap()).collect()
    }

    fn article(&self, id: ArticleId) -> Article {
        self.desk.query().details(id).unwrap().article
    }

    fn assert_all_as_arrived(&self, files: &[PathBuf], ids: &[ArticleId], when: &str) {
        files.par_iter().zip(ids).for_each(|(file, id)| {
            let same = self.desk.query().document(*id).unwrap() == fs::read(file).unwrap();
            assert!(same, "{}: {when}, its bytes are not the ones that arrived", file.display());
        });
    }

    /// Decides about all of them, each batch at once, and takes everything back.
    fn decide_and_undo(&self, ids: &[ArticleId], batches: &[&[Decision]]) {
        for batch in batches {
            self.desk.decide().decide(ids, batch).unwrap_or_else(|error| panic!("{batch:?}: {error}"));
        }
        let decided = self.desk.query().counts().unwrap();
        assert!(decided.pending > 0, "a round of decisions that changes nothing proves nothing");
        while self.desk.decide().undo().unwrap().is_some() {}
        assert_eq!(self.desk.query().counts().unwrap().pending, 0, "all of it was taken back");
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    markdown_below(folder).iter().map(|file| file.file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

fn set(path: &str, value: &str) -> Decision {
    Decision::Set { path: path.into(), value: value.into() }
}

#[test]
fn every_refused_fixture_has_its_row_and_every_row_its_fixture() {
    let rows: BTreeSet<String> = REFUSED.iter().map(|row| row.0.to_owned()).collect();
    assert_eq!(rows, names(&fixtures().join("refused")), "a fixture without a row is tested by nobody");
    assert_eq!(rows.len(), REFUSED.len(), "no fixture stands twice");
}

#[test]
fn what_is_no_article_is_refused_with_its_place_and_a_sentence() {
    let room = Room::new();
    let receipt = room.take_in(&room.copy(&fixtures().join("refused")));
    assert_eq!((receipt.new, receipt.refused.len()), (0, REFUSED.len()));
    let mut wrong = Vec::new();
    for refusal in receipt.refused {
        let name = Path::new(&refusal.path).file_stem().unwrap().to_string_lossy().into_owned();
        let (_, line, column, says) = REFUSED.iter().find(|row| row.0 == name).unwrap();
        let placed = (refusal.line, refusal.column) == (Some(*line), Some(*column));
        let worded = refusal.message.to_string().contains(says)
            && refusal.message.to_string().starts_with(&format!("Line {line}: "));
        if !placed
            || !worded
            || refusal.hint.to_string().is_empty()
            || refusal.message.to_string().contains(char::is_control)
        {
            wrong.push(refusal);
        }
    }
    assert!(wrong.is_empty(), "a curator must be led to the mistake: {wrong:#?}");
    assert_eq!(room.desk.query().counts().unwrap().everything, 0, "what is refused is no article");
}

#[test]
fn what_is_too_large_is_refused_without_being_read() {
    let room = Room::new();
    let large = room.refusal_of("large.md", format!("---\ntitle: a\n---\n{}", "x".repeat(9 << 20)).as_bytes());
    assert!(large.message.to_string().contains("10 MB") && !large.hint.to_string().is_empty(), "{large:?}");

    let sparse = room.site().join("sparse.md");
    fs::File::create(&sparse).unwrap().set_len(100_000_000).unwrap();
    assert!(room.refusal(&sparse).message.to_string().contains("100 MB"), "its size is named");

    let front = room.refusal_of("front.md", format!("---\nexcerpt: \"{}\"\n---\n", "x".repeat(300_000)).as_bytes());
    assert!(front.message.to_string().contains("front matter has 301 kB"), "{front:?}");

    let values = room.refusal_of("values.md", format!("---\nn: [{}]\n---\n", "1,".repeat(60_000)).as_bytes());
    assert!(values.message.to_string().contains("more than 50000 values"), "{values:?}");
    assert_eq!(values.line, Some(2), "{values:?}");
}

#[test]
fn a_story_with_two_hundred_other_reports_is_taken_in_whole() {
    let report = |n: usize| {
        format!(
            "  - title: \"Report {n}\"\n    webUrl: \"https://wire{n}.example/\"\n    type: article\n    quality: {}\n",
            200 - n
        )
    };
    let reports: String = (1..=200).map(report).collect();
    let text = format!(
        "---\ntitle: \"Everybody ran it\"\nquality: 99\nheat: 4099\npublished: true\n\nrelated:\n{reports}---\n\n"
    );
    let room = Room::new();
    fs::create_dir_all(room.site()).unwrap();
    let file = room.site().join("everybody.md");
    fs::write(&file, text).unwrap();
    assert_eq!(room.take_in(&file).new, 1);
    let files = [file];
    let ids = room.ids(&files);
    assert_eq!(room.article(ids[0]).coverage.len(), 200);
    room.decide_and_undo(&ids, &[&[Decision::Quality { value: 7 }, set("related.199.quality", "3")]]);
    room.assert_all_as_arrived(&files, &ids, "after undo");
}

#[test]
fn what_is_an_article_comes_back_byte_for_byte_however_odd() {
    let (quality, title) = (Decision::Quality { value: 73 }, set("title", "Set: \"anew\""));
    let batches: [&[Decision]; 3] = [&[Decision::Publish, quality], &[title], &[Decision::Spike]];
    for kind in ["news", "yaml", "jekyll", "draft"] {
        // One site for each kind: a root has one profile.
        let room = Room::new();
        let copies = room.copy(&fixtures().join("taken").join(kind));
        let files = markdown_below(&copies);
        let seen = |file: &PathBuf| (fs::metadata(file).unwrap().modified().unwrap(), fs::read(file).unwrap());
        let before: Vec<_> = files.iter().map(seen).collect();
        let receipt = room.take_in(&copies);
        assert!(receipt.refused.is_empty(), "{:#?}", receipt.refused);
        assert_eq!(receipt.new as usize, files.len(), "{kind}");
        let ids = room.ids(&files);
        room.assert_all_as_arrived(&files, &ids, "read only");
        room.decide_and_undo(&ids, &batches);
        room.assert_all_as_arrived(&files, &ids, "after undo");
        let after: Vec<_> = files.iter().map(seen).collect();
        assert!(before == after, "{kind}: reading and deciding write no file");
        assert_eq!(fs::read_dir(&copies).unwrap().count(), files.len(), "{kind}: nothing was left beside the articles");
    }
}

#[test]
fn every_real_file_comes_back_byte_for_byte() {
    let Some(folder) = real_articles() else { return };
    let room = Room::new();
    let receipt = room.take_in(&folder);
    assert_eq!(receipt.refused.len(), 2, "FORMAT names two broken files among these: {:#?}", receipt.refused);
    assert!(receipt.new > 6_000, "only {} real files were taken", receipt.new);
    let refused: BTreeSet<PathBuf> = receipt.refused.iter().map(|refusal| PathBuf::from(&refusal.path)).collect();
    let files: Vec<PathBuf> = markdown_below(&folder).into_iter().filter(|file| !refused.contains(file)).collect();
    assert_eq!(files.len(), receipt.new as usize, "every file is an article or is refused");
    let ids = room.ids(&files);
    room.assert_all_as_arrived(&files, &ids, "read only");
    // The whole of them would take minutes; the edits themselves are tried on every file in document.rs.
    let (files, ids): (Vec<PathBuf>, Vec<ArticleId>) = files.into_iter().zip(ids).step_by(9).unzip();
    room.decide_and_undo(&ids, &[&[Decision::Publish, Decision::Quality { value: 73 }], &[Decision::Spike]]);
    room.assert_all_as_arrived(&files, &ids, "after undo");
}
