//! `list`: a page of the articles that a query finds.

use engine::api::Row;
use engine::desk::Desk;
use engine::error::Error;
use serde_json::{Value, json};

use crate::lines::Lines;
use crate::output::{Outcome, Output};

/// Lists a page.
pub fn run(desk: &Desk, output: &Output, query: &str, limit: u32, offset: u32) -> Result<Outcome, Error> {
    let (page, hint) = desk.query().page(query, limit, offset)?;
    if let Some(hint) = hint {
        output.message(&hint.to_string());
    }
    let articles: Vec<Value> = page.articles.iter().map(article).collect();
    output.result(json!({ "total": page.total, "articles": articles }), || {
        let mut lines: Lines = page.articles.iter().map(line).collect();
        lines.push(format!("{} of {}", page.articles.len(), page.total));
        lines
    });
    Ok(Outcome::Done)
}

fn article(row: &Row) -> Value {
    json!({
        "id": row.id, "path": row.path, "title": row.title, "provider": row.provider,
        "published_at": row.published_at, "quality": row.quality, "heat": row.heat,
        "place": row.place, "topics": row.topics,
    })
}

fn line(row: &Row) -> String {
    let quality = row.quality.map_or_else(|| "-".to_owned(), |quality| quality.to_string());
    let pending = if row.pending { "*" } else { " " };
    let provider = row.provider.as_deref().unwrap_or("");
    format!("{:>6} {pending}{:<9} {quality:>4}  {}  ({provider})", row.id.0, row.place.word(), row.title)
}
