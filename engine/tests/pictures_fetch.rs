//! Pictures are fetched from a server that serves good ones and every kind of bad one: each ends in its own state with
//! its own words, and none hurts another.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "support/fetching.rs"]
mod fetching;
#[path = "support/pictures.rs"]
mod pictures;
mod room;

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use engine::images::Fetching;
use fetching::{HOST, article, fetch, room, small_jpeg, told};
use image::{DynamicImage, ImageFormat, RgbImage};
use room::Room;
use room::server::{Request, Server, answer};

type Bad = fn(&Request, &mut TcpStream) -> std::io::Result<()>;

fn huge_png() -> Vec<u8> {
    let mut bytes = pictures::in_format(RgbImage::new(1, 1), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
    bytes[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
    let crc = bytes[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
    bytes
}

/// Path, what is served there, and what must be told of it.
#[expect(clippy::too_many_lines, reason = "a flat table")]
fn cases() -> Vec<(&'static str, Bad, &'static str)> {
    let ok: Bad = |_, stream| answer(stream, "200 OK\r\ncontent-type: image/jpeg", &small_jpeg());
    vec![
        ("good.jpg", ok, "cached 40x30"),
        ("missing.jpg", |_, stream| answer(stream, "404 Not Found", b"<html>no</html>"), "not there (404)"),
        ("gone.jpg", |_, stream| answer(stream, "410 Gone", b""), "gone (410)"),
        ("closed.jpg", |_, stream| answer(stream, "403 Forbidden", b""), "the host does not give it out (403)"),
        (
            "later.jpg",
            |request, stream| match request.times {
                1 => answer(stream, "500 Oops", b""),
                _ => answer(stream, "200 OK", &small_jpeg()),
            },
            "cached 40x30",
        ),
        ("down.jpg", |_, stream| answer(stream, "502 Bad Gateway", b""), "the host failed (502), 4 times"),
        (
            "circle.jpg",
            |_, stream| answer(stream, "302 Found\r\nlocation: /circle.jpg", b""),
            "it is redirected in circles",
        ),
        ("moved.jpg", |_, stream| answer(stream, "301 Moved\r\nlocation: /target.jpg", b""), "cached 40x30"),
        (
            "home.jpg",
            |_, stream| answer(stream, "302 Found\r\nlocation: http://127.0.0.1/x.jpg", b""),
            "refused host: 127.0.0.1 is on the local net (127.0.0.1)",
        ),
        (
            "cloud.jpg",
            |_, stream| answer(stream, "302 Found\r\nlocation: http://metadata.example/x.jpg", b""),
            "refused host: metadata.example is on the local net (169.254.169.254)",
        ),
        (
            "file.jpg",
            |_, stream| answer(stream, "302 Found\r\nlocation: file:///etc/passwd", b""),
            "refused address: file: is not the web",
        ),
        (
            "drip.jpg",
            |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n")?;
                loop {
                    stream.write_all(b"x")?;
                    std::thread::sleep(std::time::Duration::from_millis(20));
                }
            },
            "timed out, 4 times",
        ),
        (
            "endless.jpg",
            |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n\xff\xd8\xff")?;
                loop {
                    stream.write_all(&[0; 65_536])?;
                }
            },
            "too large: more than 32 MB",
        ),
        (
            "announced.jpg",
            |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n")?;
                Err(std::io::ErrorKind::Other.into())
            },
            "too large: more than 32 MB",
        ),
        (
            "short.jpg",
            |_, stream| {
                stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\nshort")?;
                Err(std::io::ErrorKind::Other.into())
            },
            "the host broke off before the end, 4 times",
        ),
        ("nonsense.jpg", |_, stream| stream.write_all(b"what?\r\n\r\n"), "the host's answer makes no sense, 4 times"),
        (
            "as-text.jpg",
            |_, stream| answer(stream, "200 OK\r\ncontent-type: text/plain", &small_jpeg()),
            "cached 40x30",
        ),
        (
            "page.jpg",
            |_, stream| answer(stream, "200 OK\r\ncontent-type: image/jpeg", b"<!doctype html><p>no</p>"),
            "not a picture but HTML",
        ),
        (
            "drawing.svg",
            |_, stream| answer(stream, "200 OK", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "an SVG, which is not taken",
        ),
        (
            "half.jpg",
            |_, stream| {
                let whole = small_jpeg();
                answer(stream, "200 OK", &whole[..whole.len() / 2])
            },
            "broken: the file ends before the picture does",
        ),
        ("bomb.gif", |_, stream| answer(stream, "200 OK", &pictures::gif_bomb()), "too large: 65535 × 65535 pixels"),
        ("wide.png", |_, stream| answer(stream, "200 OK", &huge_png()), "too large: 30000 × 30000 pixels"),
        ("empty.jpg", |_, stream| answer(stream, "200 OK", b""), "an empty file"),
        (
            "print.jpg",
            |_, stream| {
                let pixels = [0, 235, 235, 35].repeat(40 * 30);
                let bytes = pictures::coded(&pixels, (40, 30), jpeg_encoder::ColorType::Cmyk, false);
                answer(stream, "200 OK", &bytes)
            },
            "cached 40x30",
        ),
        (
            "turned.jpg",
            |_, stream| answer(stream, "200 OK", &pictures::turned(&pictures::halves(40, 30), 6)),
            "cached 30x40",
        ),
        ("deep.png", |_, stream| answer(stream, "200 OK", &pictures::png_of_sixteen_bits()), "cached"),
        ("moving.gif", |_, stream| answer(stream, "200 OK", &pictures::moving_gif()), "cached"),
        ("moving.webp", |_, stream| answer(stream, "200 OK", &pictures::moving_webp()), "cached"),
        ("modern.avif", |_, stream| answer(stream, "200 OK", &pictures::avif(0)), "cached"),
        (
            "patience.jpg",
            |request, stream| match request.times {
                1 => answer(stream, "429 Too Many Requests\r\nretry-after: 1", b""),
                _ => answer(stream, "200 OK", &small_jpeg()),
            },
            "cached 40x30",
        ),
    ]
}

#[test]
fn each_picture_ends_in_its_own_state_with_its_own_words() {
    let cases = Arc::new(cases());
    let known = Arc::clone(&cases);
    let server = Server::new(move |request, stream| {
        let path = request.path.trim_start_matches('/');
        match known.iter().find(|(name, ..)| *name == path) {
            Some((_, serve, _)) => serve(request, stream),
            None => answer(stream, "200 OK", &small_jpeg()),
        }
    });
    // Each on a host of its own, so that none waits for another.
    let hosts: Vec<String> = (0..cases.len()).map(|number| format!("host{number}.test")).collect();
    let mut urls: Vec<String> =
        cases.iter().zip(&hosts).map(|((path, ..), host)| format!("http://{host}/{path}")).collect();
    let mut wanted: Vec<&str> = cases.iter().map(|(.., told)| *told).collect();
    let others = [
        ("http://bücher.example/ü.jpg", "cached 40x30"),
        ("http://127.0.0.1/a.jpg", "refused host: 127.0.0.1 is on the local net (127.0.0.1)"),
        ("http://[::1]/a.jpg", "refused host: ::1 is on the local net (::1)"),
        ("http://2130706433/a.jpg", "refused host: 127.0.0.1 is on the local net (127.0.0.1)"),
        ("http://intranet.example/a.jpg", "refused host: intranet.example is on the local net (10.0.0.7)"),
        ("http://six.example/a.jpg", "refused host: six.example is on the local net (fd00::7)"),
        ("http://mapped.example/a.jpg", "refused host: mapped.example is on the local net (::ffff:127.0.0.1)"),
        ("http://carrier.example/a.jpg", "refused host: carrier.example is on the local net (100.64.0.9)"),
        ("http://unknown.example/a.jpg", "the host is not known, 4 times"),
        ("ftp://files.example/a.jpg", "refused address: ftp: is not the web"),
        ("nowhere/a.jpg", "the file is not there"),
        ("data:image/gif;base64,????", "a data: address that cannot be read"),
    ];
    urls.extend(others.iter().map(|(url, _)| (*url).to_owned()));
    wanted.extend(others.iter().map(|(_, told)| *told));
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let (room, ids) = room(&urls);
    let mut allowed: Vec<&str> = hosts.iter().map(String::as_str).collect();
    allowed.push("xn--bcher-kva.example");
    let progress = fetch(&room, &server.fetching(&allowed));
    let mut wrong = Vec::new();
    for ((id, url), wanted) in ids.iter().zip(&urls).zip(&wanted) {
        let told = told(&room, *id);
        if told != *wanted && !(*wanted == "cached" && told.starts_with("cached ")) {
            wrong.push(format!("{url}: {told}, not {wanted}"));
        }
    }
    assert!(wrong.is_empty(), "each ends in its own state: {wrong:#?}");
    let cached = wanted.iter().filter(|told| told.starts_with("cached")).count();
    // Two of the addresses are one in other words.
    assert_eq!((progress.total as usize, progress.waiting), (urls.len() - 1, 0), "{progress:?}");
    assert_eq!(progress.cached as usize, cached);
    assert_eq!(room.found("image:failed").len(), urls.len() - cached, "the query counts what failed");
    assert_eq!(room.found("image:cached").len(), cached);
    assert_eq!(room.found("image:waiting").len(), 0);
    assert!(room.found("image:wrong-size").len() >= 2, "a turned picture is not of the declared size");
    assert_eq!(room.found("-image:failed has:image").len(), cached);
    for request in server.requests() {
        let mut sent: Vec<&str> = request.headers.keys().map(String::as_str).collect();
        sent.sort_unstable();
        assert_eq!(sent, ["accept", "accept-encoding", "host", "user-agent"], "nothing is sent but the request itself");
        assert!(request.headers["user-agent"].starts_with("Copytaster/"));
    }
}

#[test]
fn a_picture_is_served_in_every_width_and_never_where_its_file_is_broken() {
    let server = Server::new(|_, stream| answer(stream, "200 OK", &pictures::jpeg(&pictures::scene(1600, 900, 3))));
    let (room, ids) = room(&[&format!("http://{HOST}/a.jpg")]);
    fetch(&room, &server.fetching(&[HOST]));
    for (asked, wide) in [(1, 64), (64, 64), (100, 480), (480, 480), (1000, 1200)] {
        let picture = room.desk.images().picture(ids[0], asked).unwrap();
        let decoded: DynamicImage = image::load_from_memory(&picture.bytes).unwrap();
        assert_eq!((picture.mime, decoded.width()), ("image/jpeg", wide), "asked for {asked}");
    }
    let mut files = Vec::new();
    for folder in std::fs::read_dir(room.library().join("pictures")).unwrap().flatten() {
        files.extend(std::fs::read_dir(folder.path()).into_iter().flatten().flatten().map(|file| file.path()));
    }
    assert_eq!(files.len(), 4, "the original and three thumbnails: {files:?}");
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    }
    assert!(room.desk.images().picture(ids[0], 480).is_err(), "half a picture must not be shown");
    assert_eq!(room.desk.images().pictures_progress().unwrap().waiting, 1, "it is fetched again");
    fetch(&room, &server.fetching(&[HOST]));
    assert!(room.desk.images().picture(ids[0], 480).is_ok());
}

#[test]
fn what_lies_near_needs_no_network_and_is_shown_at_once() {
    let room = Room::with(&[]);
    room.write("near.jpg", small_jpeg());
    let data = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
    room.write("0.md", article(0, &["near.jpg"]));
    room.write("1.md", article(1, &[data]));
    room.write("2.md", article(2, &["/near.jpg"]));
    room.import();
    let near = room.id("0.md");
    assert!(room.desk.images().picture(near, 480).is_ok(), "it is there: nobody has to wait for it");
    fetch(&room, &Fetching { web: false, ..Fetching::default() });
    for (name, wanted) in [("0.md", "cached 40x30"), ("1.md", "cached 1x1"), ("2.md", "cached 40x30")] {
        assert_eq!(told(&room, room.id(name)), wanted, "{name}");
    }
    room.write("near.jpg", pictures::jpeg(&pictures::scene(50, 20, 9)));
    room.desk.images().picture(near, 480).unwrap();
    assert_eq!(told(&room, near), "cached 50x20", "a file that was written anew is shown anew");
}

#[test]
fn what_is_kept_is_only_asked_whether_it_changed() {
    let server = Server::new(|request, stream| match request.headers.get("if-none-match") {
        Some(tag) if tag == "\"one\"" => answer(stream, "304 Not Modified", b""),
        _ => answer(stream, "200 OK\r\netag: \"one\"", &small_jpeg()),
    });
    let (room, ids) = room(&[&format!("http://{HOST}/a.jpg")]);
    fetch(&room, &server.fetching(&[HOST]));
    fetch(&room, &server.fetching(&[HOST]));
    assert_eq!(server.requests().len(), 1, "what is here is not fetched again");
    assert_eq!(room.desk.images().recheck_pictures(&ids).unwrap(), 1);
    fetch(&room, &server.fetching(&[HOST]));
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].headers.get("if-none-match").map(String::as_str), Some("\"one\""));
    assert_eq!(told(&room, ids[0]), "cached 40x30");
}

#[test]
fn one_content_is_kept_once_and_what_failed_can_be_tried_again() {
    let works = Arc::new(AtomicBool::new(false));
    let now = Arc::clone(&works);
    let server = Server::new(move |request, stream| match (request.path.as_str(), now.load(Ordering::SeqCst)) {
        ("/c.jpg", false) => answer(stream, "404 Not Found", b""),
        _ => answer(stream, "200 OK", &small_jpeg()),
    });
    let urls = [format!("http://{HOST}/a.jpg"), format!("http://{HOST}/b.jpg"), format!("http://{HOST}/c.jpg")];
    let (room, ids) = room(&urls.each_ref().map(String::as_str));
    let first = fetch(&room, &server.fetching(&[HOST]));
    assert_eq!((first.cached, first.failed), (2, 1));
    works.store(true, Ordering::SeqCst);
    assert_eq!(fetch(&room, &server.fetching(&[HOST])).failed, 1, "what failed for good is left alone");
    assert_eq!(room.desk.images().retry_pictures(Some(&ids[..1])).unwrap(), 0);
    assert_eq!(room.desk.images().retry_pictures(None).unwrap(), 1);
    let last = fetch(&room, &server.fetching(&[HOST]));
    assert_eq!((last.cached, last.failed, last.bytes), (3, 0, first.bytes), "the same bytes take no more room");
}

#[test]
fn the_least_recently_used_go_first_and_never_what_the_inbox_shows() {
    let server = Server::new(|request, stream| {
        let seed = request.path.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        answer(stream, "200 OK", &pictures::jpeg(&pictures::scene(400, 300, seed)))
    });
    let urls: Vec<String> = (0..6).map(|number| format!("http://{HOST}/{number}.jpg")).collect();
    let (room, ids) = room(&urls.iter().map(String::as_str).collect::<Vec<_>>());
    let whole = fetch(&room, &server.fetching(&[HOST])).bytes;
    let cache = room.desk.images().picture_cache().unwrap();
    assert_eq!((cache.files, cache.bytes, cache.limit), (6, whole, 2048 << 20), "exact numbers for the settings");
    assert_eq!((cache.evictable_files, cache.evictable_bytes), (0, 0), "the inbox shows all of them");
    room.desk.decide().decide(&ids[1..], &[engine::decide::Decision::Spike]).unwrap();
    let evictable = room.desk.images().picture_cache().unwrap();
    assert_eq!(evictable.evictable_files, 5);
    room.desk.images().picture(ids[1], 64).unwrap();
    let pruned = room.desk.images().prune_pictures(whole / 2).unwrap();
    assert!(pruned.bytes <= whole / 2, "{pruned:?}");
    assert_eq!(pruned.bytes + pruned.freed, whole, "the numbers are exact");
    assert!(told(&room, ids[0]).starts_with("cached"), "the inbox shows it");
    assert!(told(&room, ids[1]).starts_with("cached"), "somebody has just looked at it");
    let pruned = room.desk.images().prune_pictures(0).unwrap();
    let left = room.desk.images().picture_cache().unwrap();
    assert_eq!((left.files, left.bytes), (1, whole - evictable.evictable_bytes), "all that could be let go was");
    assert!(pruned.bytes > 0 && told(&room, ids[0]).starts_with("cached"), "not even where there is no room at all");
    assert_eq!(room.desk.images().pictures_progress().unwrap().evicted, 5);
    let asked = server.requests().len();
    fetch(&room, &server.fetching(&[HOST]));
    assert_eq!(server.requests().len(), asked, "what was let go does not come back by itself");
    room.desk.images().show_pictures(&ids[3..4]).unwrap();
    fetch(&room, &server.fetching(&[HOST]));
    assert!(told(&room, ids[3]).starts_with("cached"), "but when somebody looks");
    assert_eq!(server.requests().len(), asked + 1);
}

#[test]
fn an_article_names_its_own_pictures_its_logo_and_those_of_its_coverage() {
    let server = Server::new(|_, stream| answer(stream, "200 OK", &small_jpeg()));
    let room = Room::with(&[]);
    let text = article(0, &["http://pictures.test/a.jpg", "http://pictures.test/b.jpg"]);
    let text = text.replace(
        "  domain: reef.example\n",
        "  domain: reef.example\n  images:\n    - url: http://pictures.test/logo.jpg\n",
    );
    let related = "related:\n  - title: Other\n    webUrl: https://other.example/x\n    provider:\n      name: Other\n      \
                   images:\n        - url: http://pictures.test/other-logo.jpg\n    images:\n      - url: http://pictures.test/c.jpg\n        width: 50\n\nsecured:";
    room.write("a.md", text.replace("secured:", related));
    room.import();
    fetch(&room, &server.fetching(&[HOST]));
    let details = room.desk.query().details(room.id("a.md")).unwrap();
    let told: Vec<String> = details
        .pictures
        .iter()
        .map(|one| format!("{:?} {:?} {} {}", one.role, one.report, one.position, one.wrong_size))
        .collect();
    let wanted = [
        "Lead None 0 false",
        "Lead None 1 false",
        "Logo None 0 false",
        "Coverage Some(0) 0 true",
        "Logo Some(0) 0 false",
    ];
    assert_eq!(told, wanted);
    assert!(details.pictures.iter().all(|one| one.bytes == Some(i64::try_from(small_jpeg().len()).unwrap())));
}
