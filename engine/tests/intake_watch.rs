//! A watched folder: what a robot writes is taken in by itself, once it has settled.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod room;

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use engine::api::Receipt;
use engine::decide::Decision;
use room::{ARTICLE, Room};

/// Far beyond what is promised: a busy machine must not fail the test.
const PATIENCE: Duration = Duration::from_secs(30);

fn next(receipts: &Receiver<Receipt>) -> Receipt {
    receipts.recv_timeout(PATIENCE).unwrap()
}

#[test]
fn a_rewrite_is_taken_in_by_itself_and_our_own_hand_over_is_not() {
    let room = Room::with(&[("a.md", ARTICLE)]);
    let (sender, receipts) = channel();
    let enough = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let hear = |heard: Option<Result<Receipt, _>>| {
                if let Some(receipt) = heard {
                    sender.send(receipt.unwrap()).unwrap();
                }
                if enough.load(Ordering::SeqCst) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            };
            room.desk.import().watch(&[room.site()], &hear).unwrap();
        });
        assert_eq!(next(&receipts).new, 1, "what is there already comes first");
        let id = room.id("a.md");
        room.desk.decide().decide(&[id], &[Decision::Publish]).unwrap();
        room.desk.write().hand_over(None, None).unwrap();
        room.write("sub/b.md", ARTICLE);
        assert_eq!(next(&receipts).new, 1, "a new file in a new folder; our own writing is no arrival");
        room.write("a.md", ARTICLE.replace("heat: 39", "heat: 99"));
        let receipt = next(&receipts);
        assert_eq!((receipt.updated, receipt.lost), (1, 1), "the robot lost the verdict, and that is said");
        enough.store(true, Ordering::SeqCst);
    });
}

#[test]
fn folders_are_watched_side_by_side_until_the_watch_ends_and_one_that_is_missing_stops_none() {
    let room = Room::with(&[("one/a.md", ARTICLE), ("two/b.md", ARTICLE)]);
    let Room { folder, desk } = room;
    let desk = Arc::new(desk);
    let site = folder.path().join("site");
    let (sender, heard) = channel();
    let folders = [site.join("one"), site.join("missing"), site.join("two")];
    let watching = desk.watch_in_background(&folders, move |receipt| sender.send(receipt).unwrap());
    let first: Vec<_> = (0..3).map(|_| heard.recv_timeout(PATIENCE).unwrap()).collect();
    let new: u32 = first.iter().filter_map(|receipt| receipt.as_ref().ok()).map(|receipt| receipt.new).sum();
    let named =
        first.iter().filter_map(|receipt| receipt.as_ref().err()).any(|error| error.to_string().contains("missing"));
    assert_eq!((new, named), (2, true), "what is there is taken in, and what cannot be watched is said");
    std::fs::write(site.join("two/c.md"), ARTICLE).unwrap();
    let receipt = heard.recv_timeout(PATIENCE).unwrap().unwrap();
    assert_eq!((receipt.new, receipt.id.is_some()), (1, true), "each settling has a receipt that is kept");
    watching.end();
    assert!(heard.recv().is_err(), "once it has ended, nobody speaks any more");
}
