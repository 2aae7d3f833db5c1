//! A newsroom on a folder of its own: a site with article files, a library, a desk; and numbers at random.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test file uses a part of it")]

pub mod server;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::api::{Receipt, Row};
use engine::article::ArticleId;
use engine::desk::Desk;
use tempfile::TempDir;

/// An article of the robots' kind.
pub const ARTICLE: &str = "---\ncategory: news\ntitle: \"Reef robots count coral\"\nexcerpt: \"They never tire.\"\n\
publishedDateTime: 2026-11-02T08:00:00Z\nwebUrl: \"https://reef.example/robots\"\ntype: article\nquality: 39\nheat: 39\n\
published: false\n\nprovider:\n  name: Reef Watch\n  domain: reef.example\n\ntopics:\n  - Robots\n  - AI\n\n\
secured: \"AAAA;BBBB\"\n---\n\n";

pub struct Room {
    pub folder: TempDir,
    pub desk: Desk,
}

impl Room {
    pub fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("site")).unwrap();
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        let room = Self { folder, desk };
        for (name, text) in files {
            room.write(name, text);
        }
        room
    }

    /// One article, taken in.
    pub fn one() -> (Self, ArticleId) {
        let room = Self::with(&[("a.md", ARTICLE)]);
        assert_eq!(room.import().new, 1);
        let id = room.id("a.md");
        (room, id)
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.site().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let file = self.file(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    pub fn import(&self) -> Receipt {
        take_in(&self.desk, &self.site())
    }

    pub fn id(&self, name: &str) -> ArticleId {
        self.desk.query().find(self.file(name).to_str().unwrap()).unwrap()
    }

    pub fn row(&self, id: ArticleId) -> Row {
        self.desk.query().rows(&[id]).unwrap().remove(0)
    }

    pub fn document(&self, id: ArticleId) -> String {
        String::from_utf8(self.desk.query().document(id).unwrap()).unwrap()
    }

    /// The names of the files that a query finds, in order.
    pub fn found(&self, query: &str) -> Vec<String> {
        let ids = self.desk.query().view(query).unwrap().ids;
        let rows = self.desk.query().rows(&ids).unwrap();
        rows.iter().map(|row| Path::new(&row.path).file_stem().unwrap().to_str().unwrap().to_owned()).collect()
    }

    pub fn reopen(self) -> Self {
        let Self { folder, desk } = self;
        drop(desk);
        let desk = Desk::open(&folder.path().join("library")).unwrap();
        Self { folder, desk }
    }
}

pub fn take_in(desk: &Desk, path: &Path) -> Receipt {
    desk.import().take_in(&[path.to_path_buf()], &|_| ControlFlow::Continue(())).unwrap()
}

/// Numbers at random from a seed (xorshift), so that a failure can be repeated.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end as u64).unwrap()
    }
}
