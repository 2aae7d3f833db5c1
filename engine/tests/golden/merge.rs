//! The three-way merge: a file arrives, something is decided and perhaps written, and a changed file arrives.
//!
//! Each kind of field has one table. A row is one case; its columns are what the import summary says of it, what is
//! shown after it, what the next write would change in the file, and what settling the conflicts does.

use engine::api::Story;
use engine::decide::Decision;
use engine::message::Argument;

use crate::goldens::Goldens;
use crate::merge_cases::{Incoming, KINDS, Kind, Mine};
use crate::merge_files::{Edit, base, edited};
use crate::site::{Site, changed_lines, counters, visible};

const COLUMNS: &[&str] = &[
    "decided",
    "written",
    "incoming",
    "counters",
    "kind",
    "moved",
    "preserved",
    "conflict fields",
    "reapplied",
    "place",
    "conflicts (mine | before | incoming)",
    "shown",
    "next write",
    "use incoming",
    "keep mine",
];

/// What a robot sends where nothing but the case matters.
const ALWAYS: &[Incoming] = &[
    ("as first", &[]),
    ("noise", &[Edit::Noise]),
    ("heat and title", &[Edit::Key("heat", " 40"), Edit::Key("title", " \"Reef robots go on\"")]),
];

/// One row.
struct Case<'a> {
    kind: &'a Kind,
    mine: &'a Mine,
    written: bool,
    incoming: &'a Incoming,
    /// The robot edits the file as it lies on the disk, not the one that it sent first.
    on_disk: bool,
}

impl Case<'_> {
    fn incoming_name(&self) -> String {
        if self.on_disk { format!("{}, on our write", self.incoming.0) } else { self.incoming.0.to_owned() }
    }

    fn slug(&self) -> String {
        let name =
            format!("{}-{}-{}", self.mine.0, if self.written { "written" } else { "open" }, self.incoming_name());
        name.replace(|character: char| !character.is_ascii_alphanumeric(), "-")
    }

    fn file(&self) -> String {
        format!("{}.md", self.slug())
    }

    fn first(&self) -> String {
        base(&self.slug(), self.kind.base)
    }

    fn decide(&self, site: &Site) {
        let (id, name) = (site.id(&self.file()), self.file());
        for step in self.mine.1 {
            let decision: Decision = step.decision(site, &name);
            site.decide(id, &[decision]).unwrap();
        }
    }

    /// Writes what the robot sends, imports it, and tells what came of it; `None` where our write has nothing that
    /// this robot would change.
    fn row(&self, site: &Site) -> Option<Vec<String>> {
        let (id, name) = (site.id(&self.file()), self.file());
        let shown_before = site.document(id);
        let before = if self.on_disk { String::from_utf8(site.read(&name)).unwrap() } else { self.first() };
        let sent = edited(&before, &self.slug(), self.incoming.1);
        if self.on_disk && sent == before && !self.incoming.1.is_empty() {
            return None;
        }
        site.write_file(&name, sent.as_bytes());
        let receipt = site.import(&name);
        let (kind, story) = site.story(&receipt, id).unwrap_or_default();
        let Story { moved, kept, conflicts, lost } = story;
        let state = site.state(id);
        let written = if self.written { "written" } else { "not written" };
        let mut row = vec![self.mine.0.to_owned(), written.to_owned(), self.incoming_name(), counters(&receipt), kind];
        let arguments = [(&moved).into(), (&kept).into(), (&conflicts).into(), (&lost).into()];
        row.extend(arguments.map(|fields: Argument| fields.to_string()));
        let told =
            state.conflicts.iter().map(|one| format!("{}: {} | {} | {}", one.field, one.mine, one.base, one.theirs));
        row.extend([state.place, cell(told)]);
        row.push(cell(line_ends_and_lines(&shown_before, &state.document)));
        row.push(next_write(site, &name));
        row.extend(self.settled(site, &state.conflicts.into_iter().map(|one| one.field).collect::<Vec<_>>()));
        Some(row)
    }

    /// What the two answers to a conflict do; both are undone.
    fn settled(&self, site: &Site, fields: &[String]) -> [String; 2] {
        let (id, name) = (site.id(&self.file()), self.file());
        [Site::use_incoming, Site::keep_mine].map(|settle| {
            let answers = fields.iter().map(|field| {
                let Err(rejection) = settle(site, id, field) else {
                    let left: Vec<String> = site.state(id).conflicts.into_iter().map(|one| one.field).collect();
                    let told = format!("{field}: {} [left: {}]", next_write(site, &name), left.join(", "));
                    assert!(site.undo().is_some(), "the answer was a batch");
                    return told;
                };
                format!("{field}: rejected: {rejection}")
            });
            cell(answers)
        })
    }
}

/// What the next write would change in the file as it is now.
fn next_write(site: &Site, name: &str) -> String {
    let id = site.id(name);
    match site.plan(id) {
        None => String::new(),
        Some(plan) => match plan.rejected {
            Some(rejected) => format!("rejected: {}", rejected.replace(name, "FILE")),
            None => format!("{}: {}", plan.decided, cell(changed_lines(&site.read(name), &site.document(id)))),
        },
    }
}

/// The changed lines; where all line ends changed, that is said once.
fn line_ends_and_lines(before: &[u8], after: &[u8]) -> Vec<String> {
    let [before, after] = [before, after].map(|bytes| std::str::from_utf8(bytes).unwrap());
    let changed = before.contains('\r') != after.contains('\r');
    let [before, after] = [before, after].map(|text| if changed { text.replace('\r', "") } else { text.to_owned() });
    let said = changed.then(|| "other line ends".to_owned());
    said.into_iter().chain(changed_lines(before.as_bytes(), after.as_bytes())).collect()
}

fn cell(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().collect::<Vec<_>>().join(" ¶ ")
}

fn cases(kind: &Kind) -> Vec<Case<'_>> {
    let mut cases = Vec::new();
    for mine in kind.mine {
        let states: &[(bool, bool)] =
            if mine.1.is_empty() { &[(false, false)] } else { &[(false, false), (true, false), (true, true)] };
        for &(written, on_disk) in states {
            let incoming = ALWAYS.iter().chain(kind.incoming);
            cases.extend(incoming.map(|incoming| Case { kind, mine, written, incoming, on_disk }));
        }
    }
    cases
}

/// The table of one kind of field.
fn table(kind: &Kind) -> String {
    let cases = cases(kind);
    let files: Vec<_> = cases.iter().map(|case| (case.file(), case.first().into_bytes())).collect();
    let site = Site::new(&files);
    site.import("");
    cases.iter().filter(|case| case.written).for_each(|case| case.decide(&site));
    site.write_all();
    cases.iter().filter(|case| !case.written).for_each(|case| case.decide(&site));
    let rows = cases.iter().filter_map(|case| {
        let slug = case.slug();
        let row: Vec<String> =
            case.row(&site)?.iter().map(|cell| visible(&format!("{cell}\n")).replace(&slug, "SLUG")).collect();
        Some(format!("{}\n", row.join("\t")))
    });
    format!("{}\n{}", COLUMNS.join("\t"), rows.collect::<String>())
}

fn compare(name: &str) {
    let kind = KINDS.iter().find(|kind| kind.name == name).unwrap();
    let mut goldens = Goldens::new(crate::folder().join("merge").join(name));
    goldens.add("table.tsv", table(kind));
    goldens.check();
}

macro_rules! merged_as_before {
    ($($test:ident: $kind:literal),+ $(,)?) => {
        $(
            #[test]
            fn $test() {
                compare($kind);
            }
        )+

        #[test]
        fn each_kind_of_field_has_its_table() {
            let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
            assert_eq!(names, [$($kind),+]);
        }
    };
}

merged_as_before! {
    a_decided_verdict_is_merged_as_before: "published",
    a_decision_about_a_removed_article_is_merged_as_before: "removed",
    a_decided_quality_is_merged_as_before: "quality",
    a_decided_title_is_merged_as_before: "title",
    a_decided_excerpt_is_merged_as_before: "excerpt",
    decided_topics_are_merged_as_before: "topics",
    a_chosen_image_is_merged_as_before: "image",
    a_chosen_lead_is_merged_as_before: "lead",
    a_decided_coverage_entry_is_merged_as_before: "coverage-entry",
}
