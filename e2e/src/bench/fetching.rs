//! Keys while pictures come in: the newest articles, those that are decided, get theirs at the same time.

use std::net::{IpAddr, Ipv4Addr};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, ensure};
use e2e::Session;
use engine::desk::Desk;
use serde_json::{Value, json};

use super::server::{Server, answer};
use super::{figure, keys};

/// Pictures that wait, and the hosts that have them.
const PICTURES: u32 = 5_000;
const HOSTS: u8 = 8;
/// A host answers after this.
const LATENCY: Duration = Duration::from_millis(50);
/// Decisions made meanwhile.
const DECISIONS: usize = 300;
/// A picture of 1200 by 675; what follows the end of a JPEG is no part of it, so that each can have bytes of its own.
const PICTURE: &[u8] = include_bytes!("../../../samples/assets/pictures/reef-gaps.jpg");

/// Takes in articles whose pictures come from servers of this machine, and decides while these are fetched.
pub async fn decide(home: &Path, library: &Path) -> Result<()> {
    let servers: Vec<Server> = (1..=HOSTS).map(|host| serving(Ipv4Addr::new(127, 0, 0, host).into())).collect();
    let site = home.join("pictured");
    std::fs::create_dir(&site)?;
    for (number, server) in (0..PICTURES).zip(servers.iter().cycle()) {
        std::fs::write(site.join(format!("{number:05}.md")), article(number, server))?;
    }
    let desk = Desk::open(library)?;
    desk.import().take_in(&[site], &|_| ControlFlow::Continue(()))?;
    let hosts: Vec<String> = servers.iter().map(|server| server.address.ip().to_string()).collect();
    let settings = [("fetch_pictures", json!(true)), ("allowed_hosts", json!(hosts))];
    desk.set_settings(&settings.map(|(name, value): (_, Value)| (name.to_owned(), value)).into_iter().collect())?;

    let session = Session::start_fetching(home).await?;
    let asked = || servers.iter().map(|server| server.requests().len()).sum::<usize>();
    session.wait_until("pictures come in", "document.querySelector('[data-test=row] img')?.complete").await?;
    let before = asked();
    keys::decide(&session, library, "100,000 articles while pictures are fetched", DECISIONS).await?;
    let meanwhile = asked() - before;
    figure("pictures fetched meanwhile", meanwhile as f64, "pictures", None);
    ensure!(meanwhile > DECISIONS, "only {meanwhile} pictures were fetched between the keys");
    session.close().await
}

fn serving(address: IpAddr) -> Server {
    Server::at(address, |request, stream| {
        std::thread::sleep(LATENCY);
        answer(stream, "200 OK", &[PICTURE, request.path.as_bytes()].concat())
    })
}

/// Newer than all others of the library.
fn article(number: u32, server: &Server) -> String {
    let (day, address) = (1 + number % 28, server.address);
    format!(
        "---\ntitle: \"Pictured report {number}\"\nexcerpt: \"One of many.\"\npublishedDateTime: 2026-10-{day:02}T08:00:00Z\n\
         published: false\nquality: 50\nheat: 50\nimages:\n  - url: http://{address}/{number}.jpg\n---\n\n"
    )
}
