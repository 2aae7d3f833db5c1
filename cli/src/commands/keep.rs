//! `backup`, `restore`, `doctor` and `rebuild`: keeping the library.

use std::path::Path;

use engine::api::Rebuilt;
use engine::desk::Desk;
use engine::error::Error;
use serde_json::json;

use crate::lines::Lines;
use crate::message::Refused;
use crate::output::{Outcome, Output};

/// Makes a backup, or lists those that are there.
pub fn backup(library: &Path, output: &Output, list: bool) -> Result<Outcome, Error> {
    if list {
        let backups = engine::maintenance::backups(library)?;
        let words = || backups.iter().map(|backup| format!("{:>12}  {}", backup.bytes, backup.path)).collect();
        output.result(json!({ "backups": backups }), words);
        return Ok(Outcome::Done);
    }
    let made = Desk::open(library)?.maintenance().back_up()?;
    output.result(&made, || format!("{} ({} bytes)", made.path, made.bytes).into());
    Ok(Outcome::Done)
}

/// Puts a backup in the library's place: the one that is named, else the newest.
pub fn restore(library: &Path, output: &Output, from: Option<&Path>) -> Result<Outcome, Error> {
    let newest =
        || engine::maintenance::newest_good_backup(library).map(|backup| backup.map(|backup| backup.path.into()));
    let from = match from {
        Some(from) => Some(from.to_path_buf()),
        None => newest()?,
    };
    let from = from.ok_or_else(|| Error::usage(Refused::NoBackup))?;
    let aside = engine::maintenance::restore(library, &from)?;
    let aside = aside.map(|path| path.display().to_string());
    output.result(json!({ "restored": from, "moved_aside": aside }), || {
        let mut lines = Lines::from(format!("Restored {}.", from.display()));
        lines.extend(aside.as_ref().map(|aside| format!("The library before is now {aside}.")));
        lines
    });
    Ok(Outcome::Done)
}

/// Says what is wrong with the library, and what would mend it.
pub fn doctor(library: &Path, output: &Output) -> Result<Outcome, Error> {
    let findings = engine::maintenance::doctor(library)?;
    let healthy = findings.iter().all(|finding| finding.ok);
    output.result(json!({ "healthy": healthy, "findings": findings }), || {
        let mut lines = Lines::default();
        for finding in &findings {
            lines.push(format!("{}  {}", if finding.ok { "ok   " } else { "wrong" }, finding.message));
            lines.extend(finding.hint.as_ref().map(|hint| format!("       {hint}")));
        }
        lines
    });
    Ok(if healthy { Outcome::Done } else { Outcome::Refused })
}

/// Makes everything derived again.
pub fn rebuild(library: &Path, output: &Output) -> Result<Outcome, Error> {
    let rebuilt = engine::maintenance::rebuild(library)?;
    output.result(&rebuilt, || words(&rebuilt));
    Ok(Outcome::Done)
}

/// Returns the lines that report a rebuild.
fn words(rebuilt: &Rebuilt) -> Lines {
    let mut lines: Lines =
        [format!("{} articles rebuilt, {} decisions mended.", rebuilt.articles, rebuilt.decisions_mended)]
            .into_iter()
            .collect();
    if !rebuilt.tables.is_empty() {
        lines.push(format!("Could be read only in part: {}.", rebuilt.tables.join(", ")));
    }
    if rebuilt.rows_from_backup > 0 {
        lines.push(format!("{} rows were taken from the newest good backup.", rebuilt.rows_from_backup));
    }
    if rebuilt.decisions_lost > 0 {
        lines.push(format!("{} decisions could not be read or belong to no known article.", rebuilt.decisions_lost));
    }
    if !rebuilt.put_aside.is_empty() {
        lines.push(format!(
            "The documents of {} articles are damaged. Import their files again, and they come back with their decisions:",
            rebuilt.documents_damaged
        ));
        for path in &rebuilt.put_aside {
            lines.push(format!("  {path}"));
        }
    }
    if let Some(aside) = &rebuilt.moved_aside {
        lines.push(format!("The former library is now {aside}."));
    }
    lines
}
