//! Article files of our own making, in the robots' canonical form, of any size.

use std::fmt::Write;

/// A canonical news file of about this many bytes: a lead, and as many other reports as fit.
pub fn news(bytes: usize) -> String {
    let mut text = head();
    let end = format!("\nsecured: \"{}\"\n---\n\n", "QmFzZTY0".repeat(40));
    if bytes > text.len() + end.len() + 600 {
        text.push_str("\nrelated:\n");
        let mut number = 0;
        while text.len() + end.len() < bytes {
            report(&mut text, number);
            number += 1;
        }
    }
    text.push_str(&end);
    text
}

fn head() -> String {
    "---\ncategory: news\ntitle: \"Harbour robots learn to read the tide, \\\"slowly\\\"\"\n\
     excerpt: \"The port of Nordhaven lets twelve machines decide when a ship may enter — and the pilots’ guild is not amused, says its speaker in a letter of three pages.\"\n\
     publishedDateTime: 2026-11-02T08:14:00Z\n\
     originalUrl: \"https://tides.example/harbour/2026/11/02/robots-learn-to-read-the-tide.html\"\n\
     webUrl: \"https://tides.example/harbour/2026/11/02/robots-learn-to-read-the-tide.html\"\n\
     type: article\nquality: 61\nheat: 101\npublished: true\n\n\
     provider:\n  name: Tides & Harbours\n  domain: tides.example\n  images:\n    \
     - url: \"https://site.example/assets/images/organizations/tides.example-50x50.jpg\"\n      width: 50\n      height: 50\n\n\
     topics:\n  - Robotics\n  - AI\n\n\
     images:\n  - url: \"https://tides.example/pictures/harbour-at-dawn.jpg?width=1200&fit=crop\"\n    width: 1200\n    height: 675\n    isCached: true\n"
        .to_owned()
}

fn report(text: &mut String, number: usize) {
    // Writing to a String cannot fail.
    let _ = write!(
        text,
        "  - title: \"Report {number}: what the pilots’ guild says about machines at the quay\"\n    \
         excerpt: \"A letter, three pages and a stamp: the guild wants to be asked before a machine waves a ship through. The port answers that it always asks, and that it will ask \\\"sooner\\\" from now on.\"\n    \
         publishedDateTime: 2026-11-02T09:{:02}:00Z\n    \
         webUrl: \"https://paper{number}.example/2026/11/02/pilots-guild-machines-quay-letter\"\n    \
         type: article\n    provider:\n      name: Paper No. {number}\n      domain: paper{number}.example\n    \
         quality: {}\n    images:\n      \
         - url: \"https://paper{number}.example/pictures/quay-{number}.jpg\"\n        width: 1280\n        height: 720\n        isCached: true\n",
        number % 60,
        60_usize.saturating_sub(number),
    );
}
