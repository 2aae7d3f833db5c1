//! The samples are a site as the robots write it: they are taken in whole, with their pictures.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod support;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use engine::api::PictureSpace;
use engine::article::{Article, ArticleId};
use engine::desk::Desk;
use support::markdown_below;
use tempfile::TempDir;

/// Top-level keys in the robots' order.
const ORDER: &[&str] = &[
    "category",
    "title",
    "excerpt",
    "publishedDateTime",
    "originalUrl",
    "webUrl",
    "ampWebUrl",
    "cdnAmpWebUrl",
    "type",
    "quality",
    "heat",
    "removed",
    "published",
    "featuredContent",
    "provider",
    "topics",
    "images",
    "related",
    "secured",
];
/// Keys with an empty line before them.
const SET_APART: &[&str] = &["featuredContent", "provider", "topics", "images", "related", "secured"];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").canonicalize().unwrap()
}

/// The samples, taken in from this folder.
fn taken_in(folder: &Path) -> (TempDir, Desk, Vec<ArticleId>) {
    let library = tempfile::tempdir().unwrap();
    let desk = Desk::open(library.path()).unwrap();
    let receipt = desk.import().take_in(&[folder.to_path_buf()], &|_| ControlFlow::Continue(())).unwrap();
    let files = markdown_below(&samples().join("_news"));
    // The note about the samples is no article.
    let notes = markdown_below(folder).len() - files.len();
    assert_eq!((receipt.new as usize, receipt.refused.len()), (files.len(), notes), "{:#?}", receipt.refused);
    assert!(files.len() >= 30, "a desk with {} articles shows little", files.len());
    let ids = files.iter().map(|file| desk.query().find(file.to_str().unwrap()).unwrap()).collect();
    (library, desk, ids)
}

fn articles() -> Vec<Article> {
    let (_library, desk, ids) = taken_in(&samples());
    ids.iter().map(|id| desk.query().details(*id).unwrap().article).collect()
}

#[test]
fn every_sample_shows_its_picture_from_the_site_and_from_its_news_folder_alone() {
    for folder in [samples(), samples().join("_news")] {
        let (_library, desk, ids) = taken_in(&folder);
        let mut shown = 0;
        for row in desk.query().rows(&ids).unwrap() {
            match &row.picture {
                PictureSpace::None => {}
                PictureSpace::Waiting { near: true, .. } | PictureSpace::Cached { .. } => {
                    let picture =
                        desk.images().picture(row.id, 128).unwrap_or_else(|error| panic!("{}: {error}", row.path));
                    assert_eq!(picture.mime, "image/jpeg", "{}", row.path);
                    shown += 1;
                }
                other => panic!("{}: {other:?} would have to be fetched", row.path),
            }
        }
        assert!(shown >= 24, "only {shown} pictures in {}", folder.display());
    }
}

#[test]
fn every_picture_and_logo_of_the_samples_is_as_large_as_declared() {
    let size = |url: &str| image::image_dimensions(samples().join(url.trim_start_matches('/'))).unwrap();
    for article in articles() {
        let covered = article.coverage.iter().flat_map(|report| &report.pictures);
        for picture in article.pictures.iter().chain(covered) {
            let (width, height) = size(&picture.url);
            assert_eq!((picture.width, picture.height), (Some(width.into()), Some(height.into())), "{}", picture.url);
        }
        let logo = article.provider.and_then(|provider| provider.logo).unwrap();
        assert_eq!(size(&logo), (50, 50), "{logo}");
    }
    for picture in fs::read_dir(samples().join("assets/pictures")).unwrap() {
        let picture = picture.unwrap();
        assert!(picture.metadata().unwrap().len() <= 60_000, "{} is heavy for a sample", picture.path().display());
    }
}

#[test]
fn the_samples_keep_the_order_of_keys_and_the_blank_lines_of_the_robots() {
    for file in markdown_below(&samples().join("_news")) {
        let text = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
        let front = text.strip_prefix("---\n").unwrap();
        let (front, body) = front.split_once("\n---\n").unwrap();
        assert!(body.starts_with('\n'), "{}: an empty line follows the front matter", file.display());
        let lines: Vec<&str> = front.lines().collect();
        let mut last = None;
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.starts_with(' ') && !line.is_empty()) {
            let key = line.split(':').next().unwrap();
            let place = ORDER.iter().position(|known| *known == key);
            assert!(place.is_some() && place > last, "{}: {key} is out of order", file.display());
            last = place;
            let apart = at > 0 && lines[at - 1].is_empty();
            assert_eq!(apart, SET_APART.contains(&key), "{}: the line before {key}", file.display());
        }
        let blanks = lines.iter().filter(|line| line.is_empty()).count();
        let set_apart = lines.iter().filter(|line| SET_APART.iter().any(|key| line.starts_with(key))).count();
        assert_eq!(blanks, set_apart, "{}: no other line is empty", file.display());
    }
}

#[test]
fn the_samples_follow_the_robots_arithmetic() {
    for article in articles() {
        let (quality, heat) = (article.quality.unwrap(), article.heat.unwrap());
        let others = i64::try_from(article.coverage.len()).unwrap();
        assert!(heat == -1 || heat == quality + 20 * others, "{}: heat {heat}", article.title);
        let live = heat >= 70 && !article.removed;
        assert_eq!(article.live, Some(live), "{}: published from heat 70 up", article.title);
        let best_first = article.coverage.is_sorted_by(|a, b| a.quality >= b.quality);
        assert!(best_first, "{}: its other reports stand best first", article.title);
    }
}
