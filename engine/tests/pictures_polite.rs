//! Whom the fetching asks when: two of a host and eight in all, never while it is paused or a host wants to be left
//! alone, and no try is lost where there is no net.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/fetching.rs"]
mod fetching;
#[path = "support/pictures.rs"]
mod pictures;
mod room;

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};

use engine::api::PicturesProgress;
use engine::article::ArticleId;
use engine::images::Fetching;
use fetching::{HOST, fetch, room, small_jpeg, told};
use room::server::{Server, answer};

#[test]
fn at_most_two_of_a_host_and_eight_in_all_are_asked_at_once_newest_first() {
    let open = Arc::new((Mutex::new(0_usize), Condvar::new()));
    let gate = Arc::clone(&open);
    let server = Server::new(move |_, stream| {
        let (count, bell) = &*gate;
        let mut waiting = count.lock().unwrap();
        *waiting += 1;
        bell.notify_all();
        // Whoever is asked answers only when eight are, or nothing more comes.
        let patience = std::time::Duration::from_millis(300);
        let (guard, _) = bell.wait_timeout_while(waiting, patience, |waiting| *waiting < 8).unwrap();
        drop(guard);
        answer(stream, "200 OK", &small_jpeg())
    });
    let hosts = ["a.test", "b.test", "c.test", "d.test", "e.test"];
    let urls: Vec<String> = (0..40).map(|number| format!("http://{}/{number}.jpg", hosts[number % 5])).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let (room, _) = room(&urls);
    assert_eq!(fetch(&room, &server.fetching(&hosts)).cached, 40);
    assert_eq!(server.busiest(), 8, "eight at once, and no more");
    let first: Vec<String> = server.requests()[..8].iter().map(|request| request.host.clone()).collect();
    for host in hosts {
        assert!(first.iter().filter(|asked| *asked == host).count() <= 2, "two of a host: {first:?}");
    }
}

#[test]
fn a_host_that_others_send_on_to_is_asked_twice_at_once_too() {
    let at_the_end = Arc::new((Mutex::new((0_usize, 0_usize)), Condvar::new()));
    let inside = Arc::clone(&at_the_end);
    let server = Server::new(move |request, stream| {
        if request.host != "end.test" {
            let location = format!("301 Moved\r\nlocation: http://end.test{}", request.path);
            return answer(stream, &location, b"");
        }
        let (count, bell) = &*inside;
        let mut now = count.lock().unwrap();
        now.0 += 1;
        now.1 = now.1.max(now.0);
        bell.notify_all();
        // Time for a third one to come, were it let through.
        let patience = std::time::Duration::from_millis(150);
        let (mut now, _) = bell.wait_timeout_while(now, patience, |now| now.0 < 3).unwrap();
        now.0 -= 1;
        drop(now);
        answer(stream, "200 OK", &small_jpeg())
    });
    let hosts = ["a.test", "b.test", "c.test", "d.test"];
    let urls: Vec<String> = (0..12).map(|number| format!("http://{}/{number}.jpg", hosts[number % 4])).collect();
    let (room, ids) = room(&urls.iter().map(String::as_str).collect::<Vec<_>>());
    let allowed = [&hosts[..], &["end.test"]].concat();
    // Waiting for a turn is no fault of the picture: it takes longer than any one may.
    let fetching = Fetching { patience: std::time::Duration::from_millis(600), ..server.fetching(&allowed) };
    let progress = fetch(&room, &fetching);
    let told: Vec<String> = ids.iter().map(|id| told(&room, *id)).collect();
    assert_eq!((progress.cached, progress.failed), (12, 0), "{told:?}");
    assert_eq!(at_the_end.0.lock().unwrap().1, 2, "two at once, whoever sends us there");
    let lines = room.desk.images().picture_lines(None, 100).unwrap();
    assert!(lines.iter().all(|line| line.tries <= 1), "each came with one try: {lines:?}");
}

#[test]
fn a_fetching_that_is_paused_asks_nobody_until_it_goes_on() {
    let gate = Arc::new((Mutex::new((0_usize, false)), Condvar::new()));
    let inside = Arc::clone(&gate);
    let server = Server::new(move |_, stream| {
        let (state, bell) = &*inside;
        let mut now = state.lock().unwrap();
        now.0 += 1;
        bell.notify_all();
        drop(bell.wait_while(now, |now| !now.1).unwrap());
        answer(stream, "200 OK", &small_jpeg())
    });
    let urls: Vec<String> = (0..6).map(|number| format!("http://{HOST}/{number}.jpg")).collect();
    let (room, _) = room(&urls.iter().map(String::as_str).collect::<Vec<_>>());
    let (asked_while_paused, told_paused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let progress = std::thread::scope(|scope| {
        let fetching = scope.spawn(|| {
            let hear = |now: &PicturesProgress, _: &[ArticleId]| {
                // What was under way has ended, and that was told once before: nothing moves any more.
                if now.paused && now.cached == 2 && told_paused.fetch_add(1, Ordering::SeqCst) == 1 {
                    asked_while_paused.store(server.requests().len(), Ordering::SeqCst);
                    room.desk.images().resume_pictures();
                }
                ControlFlow::Continue(())
            };
            room.desk.images().fetch_pictures(&server.fetching(&[HOST]), &hear).unwrap().unwrap()
        });
        let (state, bell) = &*gate;
        let mut now = bell.wait_while(state.lock().unwrap(), |now| now.0 < 2).unwrap();
        room.desk.images().pause_pictures();
        assert!(room.desk.images().pictures_progress().unwrap().paused);
        now.1 = true;
        bell.notify_all();
        drop(now);
        fetching.join().unwrap()
    });
    assert_eq!(asked_while_paused.load(Ordering::SeqCst), 2, "what is under way ends, and nothing else is asked");
    assert_eq!((progress.cached, progress.paused), (6, false), "then it goes on where it was");
}

#[test]
fn a_host_that_names_a_date_is_left_alone_until_then() {
    let until = std::time::SystemTime::now() + std::time::Duration::from_secs(2);
    let said = httpdate::fmt_http_date(until);
    let until = httpdate::parse_http_date(&said).unwrap();
    let (early, date) = (Arc::new(AtomicUsize::new(0)), said.clone());
    let count = Arc::clone(&early);
    let server = Server::new(move |request, stream| {
        if request.path == "/0.jpg" && request.times == 1 {
            let head = format!("503 Service Unavailable\r\nretry-after: {date}");
            return answer(stream, &head, b"");
        }
        let early = until.duration_since(std::time::SystemTime::now()).unwrap_or_default();
        if request.path == "/1.jpg" {
            // Keeps its own place until then, so that the others could only come in the place of the first.
            std::thread::park_timeout(early);
        } else if !early.is_zero() {
            count.fetch_add(1, Ordering::SeqCst);
        }
        answer(stream, "200 OK", &small_jpeg())
    });
    // Newest first: 0 and 1 are asked at once.
    let urls: Vec<String> = (0..4).map(|number| format!("http://{HOST}/{}.jpg", 3 - number)).collect();
    let (room, _) = room(&urls.iter().map(String::as_str).collect::<Vec<_>>());
    let fetching = Fetching { patience: std::time::Duration::from_secs(10), ..server.fetching(&[HOST]) };
    let progress = fetch(&room, &fetching);
    assert_eq!((progress.cached, progress.failed), (4, 0));
    assert_eq!(early.load(Ordering::SeqCst), 0, "until {said} the host is left alone");
}

#[test]
fn without_a_net_no_try_is_lost_and_it_goes_on_when_there_is_one() {
    let up = Arc::new(AtomicBool::new(false));
    let now = Arc::clone(&up);
    let server = Server::new(|_, stream| answer(stream, "200 OK", &small_jpeg()));
    let hosts: Vec<String> = (0..6).map(|number| format!("host{number}.test")).collect();
    let urls: Vec<String> = hosts.iter().map(|host| format!("http://{host}/a.jpg")).collect();
    let (room, _) = room(&urls.iter().map(String::as_str).collect::<Vec<_>>());
    let names: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let here = server.address;
    let fetching = Fetching { names: Arc::new(Sometimes(now, here)), ..server.fetching(&names) };
    let progress = fetch(&room, &fetching);
    assert_eq!((progress.failed, progress.waiting), (0, 6), "nothing is given up because there is no net");
    let lines = room.desk.images().picture_lines(None, 100).unwrap();
    assert!(lines.iter().all(|line| line.tries == 0), "and no try is counted: {lines:?}");
    up.store(true, Ordering::SeqCst);
    assert_eq!(fetch(&room, &fetching).cached, 6);
}

struct Sometimes(Arc<AtomicBool>, std::net::SocketAddr);

impl engine::images::Names for Sometimes {
    fn addresses(&self, _: &str, _: u16) -> std::io::Result<Vec<std::net::SocketAddr>> {
        if self.0.load(Ordering::SeqCst) { Ok(vec![self.1]) } else { Err(std::io::ErrorKind::NotFound.into()) }
    }
}
