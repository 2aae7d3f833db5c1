//! `decide`, `undo` and `redo`.

use chrono::{DateTime, Local, NaiveDate, NaiveDateTime, TimeZone};
use engine::article::{ArticleId, BatchId};
use engine::decide::Decision;
use engine::desk::Desk;
use engine::error::Error;
use serde_json::json;

use crate::arguments::Decide;
use crate::lines::Lines;
use crate::message::Refused;
use crate::output::{Outcome, Output};

/// Decides, as one batch.
pub fn run(desk: &Desk, output: &Output, arguments: &Decide) -> Result<Outcome, Error> {
    let ids = super::named(desk, &arguments.ids)?.unwrap_or_default();
    let mut decisions = decisions(arguments)?;
    if let Some(number) = arguments.picture {
        let [id] = ids[..] else {
            return Err(Error::usage(Refused::OneArticle));
        };
        decisions.push(desk.images().choice(id, number)?);
    }
    let changed = desk.decide().decide(&ids, &decisions)?;
    report(output, changed.batch, &changed.changed, format!("{}.", changed.message).into());
    Ok(Outcome::Done)
}

fn decisions(arguments: &Decide) -> Result<Vec<Decision>, Error> {
    let mut decisions = Vec::new();
    let verdicts = [
        (arguments.publish, Decision::Publish),
        (arguments.spike, Decision::Spike),
        (arguments.as_is, Decision::AsIs),
        (arguments.inbox, Decision::Inbox),
    ];
    decisions.extend(verdicts.into_iter().filter(|(asked, _)| *asked).map(|(_, decision)| decision));
    if let Some(until) = &arguments.later {
        decisions.push(Decision::Later { until_ms: moment(until)? });
    }
    decisions.extend(arguments.quality.map(|value| Decision::Quality { value }));
    // What is taken is counted in the coverage as it is listed, before a report of it goes or leads.
    decisions.extend(arguments.take_title.map(|report| Decision::TakeTitle { report }));
    decisions.extend(arguments.take_excerpt.map(|report| Decision::TakeExcerpt { report }));
    decisions.extend(arguments.take_picture.map(|report| Decision::TakePicture { report }));
    decisions.extend(arguments.not_this_story.map(|report| Decision::NotThisStory { report }));
    decisions.extend(arguments.lead.map(|report| Decision::Lead { report }));
    for set in &arguments.set {
        let Some((path, value)) = set.split_once('=') else {
            return Err(Error::usage(Refused::NoValue { text: set.clone() }));
        };
        decisions.push(Decision::Set { path: path.to_owned(), value: value.to_owned() });
    }
    Ok(decisions)
}

/// A date or time, local where it names no zone, in milliseconds since 1970-01-01 UTC.
fn moment(text: &str) -> Result<i64, Error> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Ok(moment.timestamp_millis());
    }
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"];
    let time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let moment = time.or_else(day).and_then(|moment| Local.from_local_datetime(&moment).earliest());
    moment
        .map(|moment| moment.timestamp_millis())
        .ok_or_else(|| Error::usage(Refused::NoMoment { text: text.to_owned() }))
}

/// Takes batches back.
pub fn undo(desk: &Desk, output: &Output, batches: u32) -> Result<Outcome, Error> {
    let mut batch = None;
    let (mut changed, mut words) = (Vec::new(), Lines::default());
    for _ in 0..batches {
        let Some(undone) = desk.decide().undo()? else { break };
        batch = undone.batch;
        changed.extend(undone.changed.into_iter().filter(|id| !changed.contains(id)).collect::<Vec<_>>());
        words.push(format!("Taken back: {}.", undone.message));
    }
    if words.is_empty() {
        words.push("There is nothing to take back.");
    }
    report(output, batch, &changed, words);
    Ok(Outcome::Done)
}

/// Makes the batch again that was taken back last.
pub fn redo(desk: &Desk, output: &Output) -> Result<Outcome, Error> {
    match desk.decide().redo()? {
        Some(again) => report(output, again.batch, &again.changed, format!("Made again: {}.", again.message).into()),
        None => report(output, None, &[], "There is nothing to make again.".into()),
    }
    Ok(Outcome::Done)
}

fn report(output: &Output, batch: Option<BatchId>, changed: &[ArticleId], words: Lines) {
    output.result(json!({ "batch": batch, "changed": changed }), || words);
}
