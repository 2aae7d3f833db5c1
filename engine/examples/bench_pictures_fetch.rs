//! What fetching costs, as JSON lines: 5,000 pictures from eight hosts that answer after 50 ms, against the bound that
//! the rules of politeness set: eight requests at once.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement stops where it fails")]

#[path = "../tests/support/pictures.rs"]
mod pictures;
#[path = "../tests/room/server.rs"]
mod server;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use engine::desk::Desk;
use serde_json::json;
use server::{Server, answer};

const PICTURES: u32 = 5_000;
const HOSTS: u32 = 8;
const AT_ONCE: f64 = 8.0;
const LATENCY: Duration = Duration::from_millis(50);

fn main() {
    let bytes = pictures::jpeg(&pictures::scene(480, 270, 7));
    let server = Server::new(move |request, stream| {
        std::thread::sleep(LATENCY);
        // What follows the end of a JPEG is no part of the picture: each has bytes of its own.
        answer(stream, "200 OK", &[&bytes, request.path.as_bytes()].concat())
    });
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    for number in 0..PICTURES {
        let (day, host) = (1 + number % 28, number % HOSTS);
        let text = format!(
            "---\ntitle: Measured {number}\npublishedDateTime: 2026-10-{day:02}T08:00:00Z\nimages:\n  - url: http://host{host}.test/{number}.jpg\n---\n"
        );
        std::fs::write(site.join(format!("{number:05}.md")), text).unwrap();
    }
    let desk = Desk::open(&folder.path().join("library")).unwrap();
    desk.import().take_in(&[site], &|_| ControlFlow::Continue(())).unwrap();
    let hosts: Vec<String> = (0..HOSTS).map(|host| format!("host{host}.test")).collect();
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let start = Instant::now();
    let done =
        desk.images().fetch_pictures(&server.fetching(&hosts), &|_, _| ControlFlow::Continue(())).unwrap().unwrap();
    let rate = f64::from(done.cached) / start.elapsed().as_secs_f64();
    let bound = AT_ONCE / LATENCY.as_secs_f64();
    let line = |name: &str, value: f64, unit: &str, ok: bool| {
        println!("{}", json!({ "name": name, "value": value, "unit": unit, "bar": null, "ok": ok }));
    };
    line("pictures cached", f64::from(done.cached), "pictures", done.cached == PICTURES);
    line("bound of politeness: 8 at once, 50 ms", bound, "pictures/s", true);
    line("pictures fetched, examined and kept", rate, "pictures/s", true);
    line("share of the bound (at least 0.85)", rate / bound, "of the bound", rate / bound >= 0.85);
}
