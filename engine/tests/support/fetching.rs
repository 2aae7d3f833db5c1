//! A newsroom whose articles name pictures, and fetching them.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses a part of it")]

use std::ops::ControlFlow;

use engine::api::{PictureSpace, PicturesProgress};
use engine::article::ArticleId;
use engine::images::Fetching;

use crate::pictures;
use crate::room::{ARTICLE, Room};

pub const HOST: &str = "pictures.test";

pub fn article(number: usize, pictures: &[&str]) -> String {
    let images: String =
        pictures.iter().map(|url| format!("  - url: \"{url}\"\n    width: 40\n    height: 30\n")).collect();
    let text = ARTICLE.replace("T08:00:00Z", &format!("T08:{:02}:00Z", number % 60));
    text.replace("\nsecured:", &format!("\nimages:\n{images}\nsecured:"))
}

/// One article a picture, taken in.
pub fn room(urls: &[&str]) -> (Room, Vec<ArticleId>) {
    let room = Room::with(&[]);
    for (number, url) in urls.iter().enumerate() {
        room.write(&format!("{number}.md"), article(number, &[url]));
    }
    assert_eq!(room.import().new as usize, urls.len());
    let ids = (0..urls.len()).map(|number| room.id(&format!("{number}.md"))).collect();
    (room, ids)
}

pub fn fetch(room: &Room, fetching: &Fetching) -> PicturesProgress {
    room.desk.images().fetch_pictures(fetching, &|_, _| ControlFlow::Continue(())).unwrap().unwrap()
}

pub fn small_jpeg() -> Vec<u8> {
    pictures::jpeg(&pictures::scene(40, 30, 1))
}

/// `cached WIDTHxHEIGHT`, or the reason why not.
pub fn told(room: &Room, id: ArticleId) -> String {
    match room.row(id).picture {
        PictureSpace::Cached { width, height, thumbhash, .. } => {
            format!("cached {width}x{height}{}", if thumbhash.is_some() { "" } else { " without placeholder" })
        }
        PictureSpace::Failed { reason, .. } => reason.to_string(),
        other => format!("{other:?}"),
    }
}
