//! The generator itself, shared by `corpus` and `bench_library`.

#![allow(clippy::unwrap_used, reason = "a tool of the workshop")]

use std::fmt::Write as _;
use std::path::Path;

/// Articles in one folder: more would make the folder, and not the program, slow.
const IN_A_FOLDER: usize = 10_000;

const STEMS: &[&str] = &[
    "acc", "al", "ana", "arch", "at", "ba", "ben", "bro", "cal", "can", "cen", "clo", "com", "con", "cor", "da", "de",
    "di", "do", "ela", "en", "ex", "fa", "fi", "for", "ga", "ge", "gro", "ha", "he", "ho", "il", "im", "in", "ju",
    "ka", "la", "le", "lo", "ma", "me", "mi", "mo", "na", "ne", "no", "ob", "op", "or", "pa", "pe", "pla", "po", "pro",
    "qua", "ra", "re", "ro", "sa", "se", "sho", "so", "sta", "sys", "ta", "te", "tra", "un", "va", "ve", "wa", "we",
    "wor", "ya", "zo",
];
const ENDS: &[&str] = &[
    "tion", "ment", "ing", "ed", "er", "ers", "al", "ic", "ity", "ous", "ly", "ure", "age", "ence", "ant", "ble", "ty",
    "form", "ware", "work", "land", "side", "tech", "soft", "point", "line", "load", "base", "view", "force",
];
const TOPICS: &[&str] = &[
    "Azure",
    "Databases",
    "Security",
    "Machine Learning",
    "Computer Vision",
    "Analytics",
    "DevOps",
    "Compute",
    "Internet of Things",
    "Storage",
    "Networking",
    "Management tools",
    "Containers",
    "Identity",
    "Migration",
    "AI",
    "Ethics",
    "Robots",
    "Natural Language Processing",
    "Mixed reality",
];

/// Numbers at random from a seed (xorshift).
pub struct Dice {
    state: u64,
    /// How many pictures lie below the folder itself; with 0 all are on the net.
    pictures: usize,
}

impl Dice {
    /// From a seed; 0 is none.
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).max(1), pictures: 0 }
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 11).unwrap() % end
    }

    fn of_hundred(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// A word; common ones are drawn far more often, as in any language.
    fn word(&mut self) -> String {
        let rank = 8_usize << self.below(9);
        let number = self.below(rank * 8);
        let (first, rest) = (STEMS[number % STEMS.len()], number / STEMS.len());
        let (middle, end) = (STEMS[(number * 7 + rest) % STEMS.len()], ENDS[(number * 3 + rest) % ENDS.len()]);
        match number % 4 {
            0 => format!("{first}{end}"),
            1 => format!("{first}{middle}{end}"),
            2 => format!("{first}{middle}"),
            _ => format!("{middle}{first}{end}"),
        }
    }

    fn sentence(&mut self, words: usize) -> String {
        let mut text = String::new();
        for at in 0..words {
            let word = match self.below(40) {
                0 | 1 => "AI".to_owned(),
                2 => "Microsoft".to_owned(),
                3..=9 => ["the", "of", "and", "to", "in", "for", "with"][self.below(7)].to_owned(),
                10 => "café’s".to_owned(),
                _ => self.word(),
            };
            text.push_str(if at > 0 { " " } else { "" });
            text.push_str(&word);
        }
        text
    }

    fn opaque(&mut self, length: usize) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        (0..length).map(|_| char::from(LETTERS[self.below(LETTERS.len())])).collect()
    }
}

/// One report of a story.
struct Report {
    title: String,
    excerpt: String,
    date: String,
    url: String,
    provider: usize,
    quality: usize,
    amp: bool,
    image: bool,
}

fn report(dice: &mut Dice, number: usize) -> Report {
    let title_words = 6 + dice.below(8);
    let excerpt_words = if dice.of_hundred(3) { 0 } else { 20 + dice.below(35) };
    let day = number % 1500;
    Report {
        title: dice.sentence(title_words),
        excerpt: dice.sentence(excerpt_words),
        date: format!(
            "{}-{:02}-{:02}T{:02}:{:02}:00Z",
            2020 + day / 365,
            1 + day % 365 / 31,
            1 + day % 28,
            dice.below(24),
            dice.below(60)
        ),
        url: format!("https://www.provider{}.example/{number}/{}", dice.below(400), dice.opaque(12)),
        provider: dice.below(20) * dice.below(20),
        quality: if dice.of_hundred(20) { 60 + dice.below(70) } else { 10 + dice.below(50) },
        amp: dice.of_hundred(19),
        image: dice.of_hundred(59),
    }
}

/// Writes so many articles below a folder; returns their bytes. Seven of ten articles belong to a story with
/// others; most stories are small.
pub fn write(out: &Path, articles: usize, seed: u64) -> u64 {
    write_stories(out, (0, articles), Dice::new(seed), story_size)
}

fn story_size(dice: &mut Dice) -> usize {
    if dice.of_hundred(28) { 1 } else { 2 + dice.below(3) + dice.below(2) * dice.below(12) }
}

/// The same with all pictures below the folder, so many, in place of on the net: they are not written here.
#[allow(dead_code, reason = "one of the tools that share this wants it")]
pub fn write_with_pictures(out: &Path, articles: usize, seed: u64, pictures: usize) -> u64 {
    write_stories(out, (0, articles), Dice { pictures, ..Dice::new(seed) }, story_size)
}

/// Writes so many small articles, of 1 to 2 KB, numbered from `first`: every other story has two reports.
#[allow(dead_code, reason = "one of the tools that share this wants it")]
pub fn write_small(out: &Path, (first, articles): (usize, usize), seed: u64) -> u64 {
    write_stories(out, (first, articles), Dice::new(seed), |dice| 1 + dice.below(2))
}

fn write_stories(
    out: &Path,
    (first, articles): (usize, usize),
    mut dice: Dice,
    size: impl Fn(&mut Dice) -> usize,
) -> u64 {
    let (mut number, mut bytes) = (first, 0);
    while number < first + articles {
        let size = size(&mut dice);
        let mut story: Vec<Report> =
            (0..size.min(first + articles - number)).map(|at| report(&mut dice, number + at)).collect();
        story.sort_by_key(|report| std::cmp::Reverse(report.quality));
        for at in 0..story.len() {
            let text = article(&mut dice, &story, at);
            let folder = out.join(format!("_news/{:03}", number / IN_A_FOLDER));
            std::fs::create_dir_all(&folder).unwrap();
            let name = format!("{}-{number:07}-{}.md", &story[at].date[..10], dice.word());
            std::fs::write(folder.join(name), &text).unwrap();
            bytes += text.len() as u64;
            number += 1;
        }
    }
    bytes
}

fn article(dice: &mut Dice, story: &[Report], at: usize) -> String {
    let own = &story[at];
    let heat = if at == 0 { i64::try_from(own.quality + 20 * (story.len() - 1)).unwrap() } else { -1 };
    let mut text = String::from("---\ncategory: news\n");
    head(&mut text, own, "");
    let originals = format!("originalUrl: \"{0}\"\nwebUrl: \"{0}\"\n", own.url);
    text.push_str(&originals);
    amp(&mut text, own, "");
    let _ = write!(text, "type: article\nquality: {}\nheat: {heat}\npublished: {}\n", own.quality, heat >= 70);
    let _ = write!(text, "\nprovider:\n  name: Provider {0}\n  domain: provider{0}.example\n", own.provider);
    if dice.of_hundred(63) {
        let site = if dice.pictures > 0 { "" } else { "https://site.example" };
        let _ = write!(
            text,
            "  images:\n    - url: \"{site}/assets/images/organizations/provider{}.example-50x50.jpg\"\n      width: 50\n      height: 50\n",
            own.provider
        );
    }
    text.push_str("\ntopics:\n  - Azure\n");
    for _ in 0..dice.below(4) {
        let topic = TOPICS[1 + dice.below(TOPICS.len() - 1)];
        if !text.contains(&format!("  - {topic}\n")) {
            let _ = writeln!(text, "  - {topic}");
        }
    }
    if own.image {
        text.push_str("\nimages:\n");
        image(&mut text, dice, "  ");
    }
    if story.len() > 1 {
        text.push_str("\nrelated:\n");
        for other in story.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other) {
            related(&mut text, dice, other);
        }
    }
    let _ = write!(text, "\nsecured: \"{};{}\"\n---\n\n", dice.opaque(320), dice.opaque(24));
    text
}

fn head(text: &mut String, report: &Report, indent: &str) {
    let Report { title, excerpt, date, .. } = report;
    let _ = write!(text, "title: \"{title}\"\n{indent}excerpt: \"{excerpt}\"\n{indent}publishedDateTime: {date}\n");
}

fn amp(text: &mut String, report: &Report, indent: &str) {
    if report.amp {
        let _ = write!(text, "{indent}ampWebUrl: \"{0}/amp\"\n{indent}cdnAmpWebUrl: \"{0}/amp/cdn\"\n", report.url);
    }
}

fn image(text: &mut String, dice: &mut Dice, indent: &str) {
    let address = match dice.pictures {
        0 => format!("https://images.example/{}.jpg", dice.opaque(20)),
        pictures => format!("/pictures/{}.jpg", dice.below(pictures)),
    };
    let _ = write!(
        text,
        "{indent}- url: \"{address}\"\n{indent}  width: {}\n{indent}  height: {}\n{indent}  isCached: true\n",
        256 + dice.below(1000),
        201 + dice.below(600)
    );
}

fn related(text: &mut String, dice: &mut Dice, report: &Report) {
    text.push_str("  - ");
    head(text, report, "    ");
    let _ = writeln!(text, "    webUrl: \"{}\"", report.url);
    amp(text, report, "    ");
    let _ = write!(
        text,
        "    type: article\n    provider:\n      name: Provider {0}\n      domain: provider{0}.example\n    quality: {1}\n",
        report.provider, report.quality
    );
    if report.image {
        text.push_str("    images:\n");
        image(text, dice, "      ");
    }
}
