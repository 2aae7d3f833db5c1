//! What can be seen and done on the page.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Locator, key::Key};
use serde::Deserialize;
use serde_json::Value;

use crate::Session;

/// How long something that must happen may take on a busy machine.
const HAPPENS: Duration = Duration::from_secs(30);

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ShownRow {
    /// The article.
    pub id: i64,
    /// The place that its mark shows.
    pub place: String,
    /// Whether it is selected.
    pub selected: bool,
    /// All its text.
    pub text: String,
}

const ROWS: &str = "return [...document.querySelectorAll('[data-test=row]')].map(row => ({ id: +row.dataset.id, \
     place: row.dataset.place, selected: row.getAttribute('aria-selected') === 'true', text: row.innerText }))";

const SETTLED: &str = "const done = arguments[0]; const frame = () => new Promise(requestAnimationFrame); \
     const pictures = () => Promise.all([...document.images].map(picture => picture.decode().catch(() => null))); \
     const moves = () => Promise.all(document.getAnimations().map(move => move.finished.catch(() => null))); \
     frame().then(frame).then(pictures).then(moves).then(frame).then(frame).then(frame).then(() => done(null))";

impl Session {
    /// Runs a script on the page.
    pub async fn script(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Waits until an expression is true on the page.
    pub async fn wait_until(&self, what: &str, expression: &str) -> Result<()> {
        let begun = Instant::now();
        while self.script(&format!("return !!({expression})")).await? != Value::Bool(true) {
            if begun.elapsed() > HAPPENS {
                let page = self.script("return document.body.innerText").await?;
                bail!("it never happened that {what} ({expression}); the page says:\n{}", page.as_str().unwrap_or(""));
            }
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
        Ok(())
    }

    /// The first element with this test name, once it is there.
    pub async fn element(&self, name: &str) -> Result<Element> {
        let css = format!("[data-test={name}]");
        let found = self.client.wait().at_most(HAPPENS).for_element(Locator::Css(&css)).await;
        found.with_context(|| format!("there is no {name}"))
    }

    /// The rows on screen, from the top.
    pub async fn rows(&self) -> Result<Vec<ShownRow>> {
        Ok(serde_json::from_value(self.script(ROWS).await?)?)
    }

    /// The number that stands behind a place, once it is this.
    pub async fn wait_for_count(&self, place: &str, count: u32) -> Result<()> {
        let shown = format!("document.querySelector('[data-test=count-{place}]')?.innerText.replace(/\\D/g, '')");
        self.wait_until(&format!("{place} counts {count}"), &format!("{shown} === '{count}'")).await
    }

    /// Waits until an article's row shows a place.
    pub async fn wait_for_place(&self, id: i64, place: &str) -> Result<()> {
        let row = format!("document.querySelector('[data-test=row][data-id=\"{id}\"]')");
        self.wait_until(&format!("article {id} is {place}"), &format!("{row}?.dataset.place === '{place}'")).await
    }

    /// Waits until the page holds nothing that was not yet confirmed by the library.
    pub async fn wait_until_stored(&self) -> Result<()> {
        self.wait_until("all decisions are stored", "document.documentElement.dataset.waiting === '0'").await
    }

    /// Presses keys one after the other.
    pub async fn press(&self, keys: &str) -> Result<()> {
        for key in keys.chars() {
            self.press_with(&[], key).await?;
        }
        Ok(())
    }

    /// Presses a key with others held down.
    pub async fn press_with(&self, held: &[Key], key: char) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for held in held {
            actions = actions.then(KeyAction::Down { value: char::from(*held) });
        }
        actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        for held in held.iter().rev() {
            actions = actions.then(KeyAction::Up { value: char::from(*held) });
        }
        Ok(self.client.perform_actions(actions).await?)
    }

    /// Waits until every picture is decoded, nothing moves, and all of it has been painted.
    pub async fn settled(&self) -> Result<()> {
        self.client.execute_async(SETTLED, Vec::new()).await?;
        Ok(())
    }

    /// Saves what the window shows.
    pub async fn save_picture(&self, file: &Path) -> Result<()> {
        let picture = tokio::time::timeout(HAPPENS, self.client.screenshot()).await;
        let picture = picture.context("the window could not be pictured: start the session for pictures")??;
        std::fs::write(file, picture).with_context(|| format!("{} could not be written", file.display()))
    }
}
