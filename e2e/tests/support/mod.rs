//! A home for one run of the app, with articles of our own.

#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "each test file uses a part of it")]

use std::path::{Path, PathBuf};

use e2e::Session;
use fantoccini::key::Key;
use tempfile::TempDir;

/// An article as the robots write it; `number` makes it the newer the smaller it is.
pub fn article(number: usize, title: &str) -> String {
    format!(
        "---\ncategory: news\ntitle: \"{title}\"\nexcerpt: \"A teaser &amp; more.\"\n\
         publishedDateTime: 2026-11-{:02}T08:00:00Z\nwebUrl: \"https://wire.example/{number}\"\ntype: article\n\
         quality: 39\nheat: 39\npublished: false\n\nprovider:\n  name: Reef Watch\n  domain: reef.example\n\n\
         topics:\n  - Robots\n---\n\n",
        28 - number
    )
}

pub struct Room {
    pub home: TempDir,
}

impl Room {
    pub fn with(titles: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("site")).unwrap();
        let room = Self { home };
        for (number, title) in titles.iter().enumerate() {
            std::fs::write(room.file(number), article(number, title)).unwrap();
        }
        room
    }

    pub fn site(&self) -> PathBuf {
        self.home.path().join("site")
    }

    pub fn file(&self, number: usize) -> PathBuf {
        self.site().join(format!("{number}.md"))
    }

    pub fn text(&self, number: usize) -> String {
        std::fs::read_to_string(self.file(number)).unwrap()
    }

    pub async fn start(&self) -> Session {
        Session::start(self.home.path()).await.unwrap()
    }

    /// The app with the site taken in through a real drop.
    pub async fn start_with_all_taken_in(&self) -> Session {
        let session = self.start().await;
        take_in(&session, &self.site()).await;
        session
    }
}

/// Drops a folder and closes the receipt.
pub async fn take_in(session: &Session, folder: &Path) {
    session.drop_files((700, 450), &[folder.to_path_buf()]).await.unwrap();
    session.element("receipt").await.unwrap();
    press(session, Key::Escape).await;
    session.wait_until("rows are shown", "document.querySelector('[data-test=row]')").await.unwrap();
}

pub async fn press(session: &Session, key: Key) {
    session.press_with(&[], char::from(key)).await.unwrap();
}
