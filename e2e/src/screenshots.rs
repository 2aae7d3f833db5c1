//! Every view of the desk, in both themes and at two sizes.

use std::path::{Path, PathBuf};

use anyhow::Result;
use e2e::Session;
use fantoccini::Locator;
use fantoccini::key::Key;

const SIZES: &[(&str, u32, u32)] = &[("", 1440, 900), ("-small", 1024, 700)];
/// Sections of the settings by the ids of their headings.
const SECTIONS: &str = "return [...document.querySelectorAll('[data-test=settings] section[aria-labelledby]')]\
     .map(section => section.getAttribute('aria-labelledby'))";
/// Files that are refused, so that a receipt has something to say.
const BAD: &[(&str, &str)] = &[
    ("2026-11-23-eye-over-the-harbour.md", "---\ntitle: \"An eye over the harbour\"\nquality: 40\n\nIt never ends.\n"),
    ("2026-11-22-two-scores.md", "---\ntitle: \"Two scores\"\nquality: 40\nheat: 40\nquality: 41\n---\n"),
];

/// The window and where its pictures go.
struct Camera<'a> {
    session: Session,
    folder: &'a Path,
}

/// Takes all pictures of the sample desk into a folder.
pub async fn take(desk: &Path, folder: &Path) -> Result<()> {
    let session = Session::start_for_pictures(desk).await?;
    let camera = Camera { session, folder };
    let site = desk.join("site");
    camera.arriving(&site).await?;
    camera.at_work().await?;
    camera.laid_out().await?;
    camera.one_story().await?;
    camera.over_the_desk().await?;
    camera.handing_over().await?;
    camera.session.close().await
}

impl Camera<'_> {
    /// First start, rehearsal, files held over the window, and the receipt that names refused files.
    async fn arriving(&self, site: &Path) -> Result<()> {
        self.all("first-start").await?;
        self.click("[data-test=rehearse]").await?;
        self.rows_are_there().await?;
        self.all("rehearsal").await?;
        self.click("[data-test=end-rehearsal]").await?;
        self.session.element("first-start").await?;
        for (name, text) in BAD {
            std::fs::write(site.join("_news").join(name), text)?;
        }
        let files: Vec<PathBuf> = vec![site.to_path_buf()];
        let held = self.session.hold_files((700, 450), &files).await?;
        self.at_once("held").await?;
        held.drop().await?;
        self.session.element("receipt").await?;
        self.all("receipt").await?;
        self.click("[data-test=open-refused]").await?;
        self.seen("refused-file").await?;
        self.leave("refused-file").await?;
        self.leave("receipt").await
    }

    /// The desk with decisions, and what is edited in place.
    async fn at_work(&self) -> Result<()> {
        self.rows_are_there().await?;
        self.session.press("ppjx").await?;
        self.session.wait_until_stored().await?;
        self.all("desk").await?;
        self.session.press("i").await?;
        self.seen("strip").await?;
        self.leave("strip").await?;
        self.session.press("s").await?;
        self.seen("later-menu").await?;
        self.leave("later-menu").await?;
        self.session.press("/ro").await?;
        self.session.element("suggestion").await?;
        self.all("search").await?;
        // The suggestions close first, then the search is left.
        self.leave("suggestion").await?;
        self.press(Key::Escape).await?;
        self.session.press("gp").await?;
        self.rows_are("published").await?;
        // What was published was on the site before: it needs a line that changes.
        self.session.press("81").await?;
        let given = "document.querySelector('[data-test=row][aria-selected=true]').innerText.includes('81')";
        self.session.wait_until("the quality is given", given).await?;
        self.session.wait_until_stored().await?;
        self.session.script("document.querySelector('[data-test=document]').open = true").await?;
        let read = "document.querySelector('[data-test=document] .in')";
        self.session.wait_until("the document is read", read).await?;
        self.session.script("document.querySelector('[data-test=document]').scrollIntoView()").await?;
        self.all("document").await?;
        self.leave("toast").await?;
        self.session.press("gi").await?;
        self.rows_are("inbox").await
    }

    /// The list laid out as a sheet and as stories.
    async fn laid_out(&self) -> Result<()> {
        self.session.press("vs").await?;
        self.session.wait_until("the sheet is laid out", "document.querySelector('[role=gridcell]')").await?;
        self.all("sheet").await?;
        self.session.press("vt").await?;
        self.session.wait_until("the stories are laid out", "document.querySelector('[role=treeitem]')").await?;
        let turn = "document.querySelector('[data-test=turn]')";
        self.session.wait_until("a story can be unfolded", turn).await?;
        self.click("[data-test=turn]").await?;
        self.session.wait_until("a story is unfolded", "document.querySelector('[aria-level=\"2\"]')").await?;
        self.all("stories").await?;
        self.session.press("vl").await?;
        self.session.wait_until("the list is laid out", "document.querySelector('[role=option]')").await
    }

    async fn one_story(&self) -> Result<()> {
        self.click("[data-test=more-reports]").await?;
        self.seen("story").await?;
        self.leave("story").await
    }

    /// What has the keyboard while it lies over the desk.
    async fn over_the_desk(&self) -> Result<()> {
        self.session.press("?").await?;
        self.seen("keys").await?;
        self.leave("keys").await?;
        self.session.press_with(&[Key::Control], 'k').await?;
        self.session.element("palette").await?;
        self.session.press("pu").await?;
        self.seen("palette").await?;
        self.leave("palette").await?;
        self.session.press("gn").await?;
        self.session.element("insight").await?;
        self.session.wait_until("the plots are drawn", "document.querySelector('[data-test=insight] canvas')").await?;
        self.all("insight").await?;
        self.leave("insight").await?;
        self.session.press("gr").await?;
        self.seen("past").await?;
        self.leave("past").await?;
        self.session.press_with(&[Key::Control], ',').await?;
        self.session.element("settings").await?;
        let sections: Vec<String> = serde_json::from_value(self.session.script(SECTIONS).await?)?;
        for section in sections {
            self.session
                .script(&format!("document.getElementById('{section}').closest('section').scrollIntoView()"))
                .await?;
            self.all(&section).await?;
        }
        self.leave("settings").await
    }

    async fn handing_over(&self) -> Result<()> {
        self.session.press_with(&[Key::Control], char::from(Key::Enter)).await?;
        self.session.element("planned").await?;
        self.all("hand-over").await?;
        self.click("[data-test=write]").await?;
        self.seen("handed-over").await?;
        self.leave("hand-over-sheet").await
    }

    async fn rows_are_there(&self) -> Result<()> {
        self.session.wait_until("the articles are there", "document.querySelector('[data-test=row][data-id]')").await
    }

    /// Waits until the list holds what stands in this place, and nothing else.
    async fn rows_are(&self, place: &str) -> Result<()> {
        let rows = "[...document.querySelectorAll('[data-test=row]')]";
        let all = format!("{rows}.length > 0 && {rows}.every(row => row.dataset.place === '{place}')");
        self.session.wait_until(&format!("the list is of {place}"), &all).await
    }

    /// Pictures of what has this test name, once it is there.
    async fn seen(&self, test: &str) -> Result<()> {
        self.session.element(test).await?;
        self.all(test).await
    }

    /// Closes what has this test name.
    async fn leave(&self, test: &str) -> Result<()> {
        self.press(Key::Escape).await?;
        let gone = format!("!document.querySelector('[data-test={test}]')");
        self.session.wait_until(&format!("{test} is closed"), &gone).await
    }

    async fn press(&self, key: Key) -> Result<()> {
        self.session.press_with(&[], char::from(key)).await
    }

    async fn click(&self, css: &str) -> Result<()> {
        Ok(self.session.client.wait().for_element(Locator::Css(css)).await?.click().await?)
    }

    async fn all(&self, view: &str) -> Result<()> {
        for (size, wide, high) in SIZES {
            self.session.client.set_window_rect(0, 0, *wide, *high).await?;
            self.session
                .wait_until("the window has its size", &format!("innerWidth === {wide} && innerHeight === {high}"))
                .await?;
            self.themes(view, size).await?;
        }
        self.session.client.set_window_rect(0, 0, 1440, 900).await?;
        self.session.wait_until("the window has its size", "innerWidth === 1440").await
    }

    /// The same at the size that the window has: while a hand holds something, it cannot be given another.
    async fn at_once(&self, view: &str) -> Result<()> {
        self.themes(view, "").await
    }

    async fn themes(&self, view: &str, size: &str) -> Result<()> {
        for theme in ["light", "dark"] {
            // The text's frame is dressed by the desk's own setting, which stays.
            let dress = format!(
                "document.documentElement.dataset.theme = '{theme}'; \
                 for (const frame of document.querySelectorAll('iframe')) \
                 frame.contentDocument.documentElement.style.colorScheme = '{theme}'"
            );
            self.session.script(&dress).await?;
            self.session.settled().await?;
            self.session.save_picture(&self.folder.join(format!("{view}-{theme}{size}.png"))).await?;
        }
        Ok(())
    }
}
