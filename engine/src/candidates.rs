//! Images to choose from: those of the article and of its coverage, best first, look-alikes once.

use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, Picture};
use crate::decided::decided;
use crate::error::Error;
use crate::imaging::fitness::{Alive, Known, is_same, ranked};
use crate::imaging::source::Source;
use crate::library::articles::Stored;
use crate::library::pictures::shown::PictureSpace;
use crate::library::pictures::{self, Seen};
use crate::overrides::{Overrides, without_choice};

/// One picture that the article or its coverage names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Candidate {
    /// Its address, as the document writes it.
    pub url: String,
    /// Who published it, as a person would say.
    pub from: Option<String>,
    /// Width in pixels: as it really is where it is here, else as declared.
    #[ts(type = "number | null")]
    pub width: Option<i64>,
    /// Height in pixels.
    #[ts(type = "number | null")]
    pub height: Option<i64>,
    /// Size of the file, where it is here.
    #[ts(type = "number | null")]
    pub bytes: Option<i64>,
    /// It is the one that stands first now, or looks like it.
    pub chosen: bool,
    /// How fit it is, from 0 to 1.
    pub fitness: f64,
    /// Its state.
    pub picture: PictureSpace,
}

/// One picture that a document names.
struct Named<'a> {
    picture: &'a Picture,
    from: Option<&'a str>,
    seen: Option<Seen>,
}

/// The candidates of an article as it is stored and decided.
pub fn candidates(connection: &Connection, stored: &Stored, overrides: &Overrides) -> Result<Vec<Candidate>, Error> {
    let shown = decided(stored, overrides)?.article;
    // What was chosen may have taken the place of another, which can be chosen again.
    let unchosen = decided(stored, &without_choice(overrides))?.article;
    let (root, file) = (Path::new(&stored.root.path), stored.file());
    let mut all = named(&unchosen);
    all.extend(named(&shown).into_iter().filter(|one| !unchosen.pictures.contains(one.picture)));
    for one in &mut all {
        one.seen = pictures::seen(connection, &Source::of(&one.picture.url, root, &file).address)?;
    }
    let known: Vec<Known<'_>> = all.iter().map(Named::known).collect();
    let first = shown.pictures.first().and_then(|first| known.iter().find(|known| known.url == first.url));
    let made = ranked(&known).into_iter().map(|place| {
        let (one, known) = (&all[place], &known[place]);
        Candidate {
            url: one.picture.url.clone(),
            from: one.from.map(str::to_owned),
            width: known.size.map(|(width, _)| width),
            height: known.size.map(|(_, height)| height),
            bytes: one.seen.as_ref().and_then(|seen| seen.bytes),
            chosen: first.is_some_and(|first| is_same(first, known)),
            fitness: known.fitness(),
            picture: one.space(),
        }
    });
    Ok(made.collect())
}

/// The pictures that an article names, its own first.
fn named(article: &Article) -> Vec<Named<'_>> {
    let mut all = Vec::new();
    let own = article.provider.as_ref().map(|provider| provider.name.as_str());
    all.extend(article.pictures.iter().map(|picture| Named { picture, from: own, seen: None }));
    for report in &article.coverage {
        let from = Some(report.provider.name.as_str());
        all.extend(report.pictures.iter().map(|picture| Named { picture, from, seen: None }));
    }
    all
}

impl Named<'_> {
    fn known(&self) -> Known<'_> {
        let declared = self.picture.width.zip(self.picture.height);
        let (size, alive) = match self.seen.as_ref().map(|seen| &seen.space) {
            Some(PictureSpace::Cached { width, height, .. }) => {
                (Some((i64::from(*width), i64::from(*height))), Alive::Here)
            }
            Some(PictureSpace::Failed { .. }) => (declared, Alive::Dead),
            _ => (declared, Alive::Unknown),
        };
        let seen = self.seen.as_ref();
        Known {
            url: &self.picture.url,
            size,
            alive,
            sharpness: seen.and_then(|seen| seen.sharpness),
            look: seen.and_then(|seen| seen.look),
        }
    }

    fn space(&self) -> PictureSpace {
        let waiting =
            || PictureSpace::Waiting { id: None, url: self.picture.url.clone(), near: false, thumbhash: None };
        self.seen.as_ref().map_or_else(waiting, |seen| seen.space.clone())
    }
}
