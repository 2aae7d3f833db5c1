//! The picture of a row while its article changes: it stays as long as the same one is named first.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/fetching.rs"]
mod fetching;
#[path = "support/pictures.rs"]
mod pictures;
mod room;

use std::ops::ControlFlow;
use std::sync::Mutex;

use engine::api::PicturesProgress;
use engine::article::ArticleId;
use engine::decide::Decision;
use fetching::{HOST, article, fetch, room, small_jpeg, told};
use room::server::{Server, answer};

#[test]
fn a_row_keeps_its_picture_while_its_article_changes() {
    let server = Server::new(|_, stream| answer(stream, "200 OK", &small_jpeg()));
    let (room, ids) = room(&["http://pictures.test/a.jpg"]);
    fetch(&room, &server.fetching(&[HOST]));
    assert_eq!(told(&room, ids[0]), "cached 40x30");
    room.desk.decide().decide(&ids, &[Decision::Publish]).unwrap();
    assert_eq!(told(&room, ids[0]), "cached 40x30", "a verdict changes no picture");
    room.desk.decide().undo().unwrap();
    assert_eq!(told(&room, ids[0]), "cached 40x30", "nor does taking it back");
    room.write("0.md", article(0, &["http://pictures.test/a.jpg"]).replace("quality: 39", "quality: 40"));
    room.import();
    assert_eq!(told(&room, ids[0]), "cached 40x30", "the robots wrote another number");
}

#[test]
fn a_row_is_told_of_another_first_picture_whoever_had_it_looked_up() {
    let server = Server::new(|_, stream| answer(stream, "200 OK", &small_jpeg()));
    let (room, ids) = room(&["http://pictures.test/a.jpg"]);
    let both = ["http://pictures.test/a.jpg", "http://pictures.test/b.jpg"];
    room.write("0.md", article(0, &both));
    room.import();
    fetch(&room, &server.fetching(&[HOST]));
    for (first, second, shown) in [(both[1], both[0], false), (both[0], both[1], true)] {
        room.write("0.md", article(0, &[first, second]));
        room.import();
        assert!(told(&room, ids[0]).starts_with("Waiting"), "what is named first now is not looked up yet");
        if shown {
            room.desk.images().show_pictures(&ids).unwrap();
        }
        let heard = Mutex::new(Vec::new());
        let hear = |_: &PicturesProgress, rows: &[ArticleId]| {
            heard.lock().unwrap().extend_from_slice(rows);
            ControlFlow::Continue(())
        };
        room.desk.images().fetch_pictures(&server.fetching(&[HOST]), &hear).unwrap().unwrap();
        assert_eq!(told(&room, ids[0]), "cached 40x30");
        assert_eq!(heard.into_inner().unwrap(), ids, "told, though its state is what it was (on the screen: {shown})");
    }
}
