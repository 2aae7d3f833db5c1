//! `show`: one article whole.

use engine::desk::Desk;
use engine::error::Error;
use serde_json::{Map, Value, json};

use crate::lines::Lines;
use crate::output::{Outcome, Output};

/// Shows an article's fields, or the exact bytes of its document.
pub fn run(desk: &Desk, output: &Output, name: &str, document: bool) -> Result<Outcome, Error> {
    let id = desk.query().find(name)?;
    if document {
        output.bytes(&desk.query().document(id)?);
        return Ok(Outcome::Done);
    }
    let details = desk.query().details(id)?;
    let fields = desk.query().fields(id)?;
    let row = &details.row;
    let own = json!({ "id": row.id, "path": row.path, "place": row.place, "pending": row.pending });
    let mut object = Map::new();
    object.extend(own.as_object().cloned().unwrap_or_default());
    // What the desk says of an article comes before a field of the same name.
    object.extend(fields.front.into_iter().filter(|(name, _)| own.get(name).is_none() && name != "body"));
    object.insert("body".to_owned(), Value::String(fields.body));
    output.result(&object, || words(&object));
    Ok(Outcome::Done)
}

fn words(object: &Map<String, Value>) -> Lines {
    let body = object.get("body").and_then(Value::as_str).unwrap_or("");
    let fields = object.iter().filter(|(name, _)| *name != "body" && *name != "secured");
    let mut lines: Lines = fields.map(|(name, value)| format!("{name}: {}", plain(value))).collect();
    if !body.trim().is_empty() {
        lines.push("");
        // A carriage return before a line feed is part of the line's end.
        lines.push_text(&body.trim().replace("\r\n", "\n"));
    }
    lines
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
