//! What was decided, as messages: for the confirmation of a batch and for an article's history.

use crate::article::Place;
use crate::document::NewValue;
use crate::library::journal::Entry;
use crate::message::{Argument, Declared, Message};
use crate::messages;
use crate::overrides::{Decision, Key, Override, PlaceDecision};

messages! {
    /// One thing that a batch did.
    pub enum Action {
        Published => "did_published",
        Spiked => "did_spiked",
        PutAside => "did_put_aside",
        LeftAsIs => "did_left_as_is",
        BackToInbox => "did_back_to_inbox",
        Quality { value: i64 } => "did_quality",
        MadeLead => "did_made_lead",
        TookOut { report: Argument } => "did_took_out",
        TookTitle { from: Argument } => "did_took_title",
        TookExcerpt { from: Argument } => "did_took_excerpt",
        TookPicture { from: Argument } => "did_took_picture",
        ChosePicture => "did_chose_picture",
        Changed { field: String } => "did_changed",
        CopiedPictures => "did_copied_pictures",
        TookImportBack { files: u32 } => "did_took_import_back",
        PutBack { report: String } => "did_put_back",
        TookWires { field: String } => "did_took_wires",
        KeptMine { field: String } => "did_kept_mine",
    }
}

messages! {
    /// What a batch did, and about which articles.
    pub enum Summary {
        Actions { did: Vec<Argument> } => "said_actions",
        About { did: Vec<Argument>, about: Message } => "said_about",
        Title { title: String } => "said_title",
        Titles { title: String, more: u64 } => "said_titles",
        LiveElsewhere { sentence: Message, title: String, file: String } => "said_live_elsewhere",
    }
}

messages! {
    /// What one decision did to an article.
    pub enum Effect {
        Published => "history_published",
        Spiked => "history_spiked",
        PutAside => "history_put_aside",
        AsIs { place: Message } => "history_as_is",
        InInbox => "history_in_inbox",
        BackToInbox => "history_inbox",
        Value { field: String, from: Argument, to: Argument } => "history_value",
        Set { field: String, to: Argument } => "history_set",
        Taken { field: Argument, from: Argument } => "history_taken",
        Kept { field: String } => "history_kept",
        Lead { report: String } => "history_lead",
        LeadBack => "history_lead_back",
        NotThisStory { report: String } => "history_not_this_story",
        OfThisStory { report: String } => "history_of_this_story",
        CoverageChanged => "history_coverage",
    }
}

messages! {
    /// What stands for a value or a name that cannot be shown as it is.
    pub enum Shown {
        Nothing => "history_nothing",
        Wires => "history_wires",
        Images => "history_picture",
        Image => "engine_value_picture",
        Entries { count: u64 } => "engine_value_entries",
        Fields { count: u64 } => "engine_value_fields",
        AReport => "did_a_report",
        AnotherReport => "did_another_report",
    }
}

/// Returns the messages that this module declares.
pub fn messages() -> [&'static [Declared]; 4] {
    [Action::MESSAGES, Summary::MESSAGES, Effect::MESSAGES, Shown::MESSAGES]
}

/// Returns what a batch did. The entries are those of its journal.
pub fn batch(decisions: &[Decision], titles: &[&str], entries: &[Entry]) -> Message {
    let did: Vec<Action> = decisions.iter().map(|decision| action(decision, entries)).collect();
    about(&did, titles)
}

/// Returns what was done to the articles with these headlines.
pub fn about(did: &[Action], titles: &[&str]) -> Message {
    let did = did.iter().map(Argument::from).collect();
    let title = |title: &str| title.to_owned();
    let about = match titles {
        [] => return Summary::Actions { did }.into(),
        [one] => Summary::Title { title: title(one) },
        [first, others @ ..] => Summary::Titles { title: title(first), more: others.len() as u64 },
    };
    Summary::About { did, about: about.into() }.into()
}

/// Returns a summary with another article by which the site shows the same page already.
pub fn live_elsewhere(sentence: Message, title: String, path: &str) -> Message {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
    Summary::LiveElsewhere { sentence, title, file }.into()
}

fn action(decision: &Decision, entries: &[Entry]) -> Action {
    match decision {
        Decision::Publish => Action::Published,
        Decision::Spike => Action::Spiked,
        Decision::Later { .. } => Action::PutAside,
        Decision::AsIs => Action::LeftAsIs,
        Decision::Inbox => Action::BackToInbox,
        Decision::Quality { value } => Action::Quality { value: *value },
        Decision::Lead { .. } => Action::MadeLead,
        Decision::NotThisStory { .. } => Action::TookOut { report: out_of(entries) },
        Decision::TakeTitle { .. } => Action::TookTitle { from: from(entries, "title") },
        Decision::TakeExcerpt { .. } => Action::TookExcerpt { from: from(entries, "excerpt") },
        Decision::TakePicture { .. } => Action::TookPicture { from: from(entries, "images") },
        Decision::Picture { .. } => Action::ChosePicture,
        Decision::Set { path, .. } => Action::Changed { field: path.clone() },
    }
}

/// Returns the report that a batch took out of the coverage.
fn out_of(entries: &[Entry]) -> Argument {
    let report = entries.iter().find_map(|entry| excluded(entry.after.as_ref()));
    report.map_or_else(|| (&Shown::AReport).into(), Argument::Text)
}

/// Returns the name of the report that an override takes out of the coverage.
fn excluded(value: Option<&Override>) -> Option<String> {
    match value? {
        Override::Excluded(_, excluded) => Some(excluded.name()),
        _ => None,
    }
}

/// Returns the publisher from whom a batch took a value.
fn from(entries: &[Entry], wanted: &str) -> Argument {
    let from = entries.iter().find_map(|entry| match &entry.after {
        Some(Override::Origin(key, name)) if key == wanted => Some(name.as_str()),
        _ => None,
    });
    publisher(from.unwrap_or_default())
}

/// Returns a publisher's name; it is empty where the report has none.
fn publisher(name: &str) -> Argument {
    if name.is_empty() { (&Shown::AnotherReport).into() } else { name.into() }
}

/// Returns what withdrawing the decision about a key did.
pub fn withdrawn(key: &Key, withdrawn: &[Override]) -> Message {
    let action = match withdrawn.iter().find_map(|one| excluded(Some(one))) {
        Some(report) => Action::PutBack { report },
        None => Action::TookWires { field: key.to_string() },
    };
    action.into()
}

/// Returns what one entry of the journal did to an article; `None` where another entry of its batch says it.
pub fn entry(entry: &Entry) -> Option<Message> {
    let after = entry.after.as_ref();
    let effect = match (&entry.key, after) {
        (Key::Place, Some(Override::Place(decided))) => return Some(place(*decided)),
        (Key::Place, _) => Effect::BackToInbox,
        (Key::Lead(_), Some(Override::Lead(_, swap))) => Effect::Lead { report: swap.name() },
        (Key::Lead(_), _) => Effect::LeadBack,
        (Key::Excluded(_), _) => match (excluded(after), excluded(entry.before.as_ref())) {
            (Some(report), _) => Effect::NotThisStory { report },
            (None, Some(report)) => Effect::OfThisStory { report },
            (None, None) => Effect::CoverageChanged,
        },
        (Key::Origin(field), Some(Override::Origin(_, from))) => {
            let field = if field == "images" { (&Shown::Images).into() } else { field.into() };
            Effect::Taken { field, from: publisher(from) }
        }
        (Key::KeptAgainst(field), Some(_)) => Effect::Kept { field: field.to_string() },
        (Key::Origin(_) | Key::KeptAgainst(_), _) => return None,
        (Key::Field(path), after) => {
            let to = match after {
                Some(Override::Field(_, to)) => value(to),
                _ => (&Shown::Wires).into(),
            };
            let field = path.to_string();
            match &entry.was {
                Some(was) => Effect::Value { field, from: value(was), to },
                None => Effect::Set { field, to },
            }
        }
    };
    Some(effect.into())
}

/// Returns a verdict.
pub fn place(place: PlaceDecision) -> Message {
    let effect = match place {
        PlaceDecision::Published => Effect::Published,
        PlaceDecision::Spiked => Effect::Spiked,
        PlaceDecision::Later(_) => Effect::PutAside,
        PlaceDecision::AsIs(place) => Effect::AsIs { place: verdict(place) },
        PlaceDecision::Inbox => Effect::BackToInbox,
    };
    effect.into()
}

fn verdict(place: Place) -> Message {
    let effect = match place {
        Place::Inbox => Effect::InInbox,
        Place::Published => Effect::Published,
        Place::Spiked => Effect::Spiked,
        Place::Later => Effect::PutAside,
    };
    effect.into()
}

/// Returns a value as a person would write it.
pub fn value(value: &NewValue) -> Argument {
    let shown = match value {
        NewValue::Absent => Shown::Nothing,
        NewValue::Items(items) => Shown::Entries { count: items.len() as u64 },
        NewValue::Map(entries) if entries.first().is_some_and(|(key, _)| key == "url") => match &entries[0].1 {
            NewValue::Text(url) => return url.rsplit('/').next().unwrap_or(url).into(),
            _ => Shown::Image,
        },
        NewValue::Map(entries) => Shown::Fields { count: entries.len() as u64 },
        NewValue::Bool(flag) => return flag.to_string().into(),
        NewValue::Int(number) => return number.into(),
        NewValue::Text(text) => return format!("“{text}”").into(),
        NewValue::List(items) if items.is_empty() => Shown::Nothing,
        NewValue::List(items) => return items.into(),
        NewValue::Plain(text) if text.is_empty() => Shown::Nothing,
        NewValue::Plain(text) => return text.into(),
    };
    (&shown).into()
}
