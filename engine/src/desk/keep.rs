//! Keeping the library: backups and their return, what the doctor finds, and making all that is derived again.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::decide::AT_ONCE;
use super::{Desk, decide};
use crate::error::Error;
use crate::file;
use crate::library::backup::{self, Reason};
use crate::library::{self, Library, articles, check, facts, intakes, journal};
use crate::screen::{BackupFile, BackupReason, Finding, Rebuilt};

impl Desk {
    /// Makes a backup now, proves it by opening it, and keeps the last ten.
    pub fn back_up(&self) -> Result<BackupFile, Error> {
        let connection = self.library.connect()?;
        backup::make(&connection, self.folder(), Reason::Asked).map(|made| shown(&made))
    }

    /// Makes the daily backup where the last one is older than a day; takes as long as copying the library does.
    pub fn back_up_if_due(&self) -> Result<Option<BackupFile>, Error> {
        if !backup::is_due(self.folder())? {
            return Ok(None);
        }
        let connection = self.library.connect()?;
        backup::make(&connection, self.folder(), Reason::Daily).map(|made| Some(shown(&made)))
    }

    /// All backups of the library in a folder, newest first.
    pub fn backups(folder: &Path) -> Result<Vec<BackupFile>, Error> {
        let mut backups: Vec<BackupFile> = backup::all(folder)?.iter().map(shown).collect();
        backups.reverse();
        Ok(backups)
    }

    /// Puts a backup in the library's place; nobody may hold the library open. Returns where the old one went.
    pub fn restore(folder: &Path, from: &Path) -> Result<Option<PathBuf>, Error> {
        library_is_free(folder)?;
        file::open_regular(from).map_err(Error::io("read", from))?;
        let ready = backup::lay_ready(folder, from)?;
        // The present library is kept twice: moved aside, and as a backup where it can still be read.
        if let Ok(connection) = library::connect_to(&folder.join(library::FILE)) {
            let _ = backup::make(&connection, folder, Reason::Restore);
        }
        backup::take_place(folder, &ready)
    }

    /// Looks at the library in a folder, its files and its pictures, and says what it would mend. Changes nothing.
    pub fn doctor(folder: &Path) -> Result<Vec<Finding>, Error> {
        let mut findings = check::library(folder)?;
        if findings.iter().any(|finding| !finding.ok) {
            return Ok(findings);
        }
        let desk = Self::open(folder)?;
        findings.push(desk.derived_is_right()?);
        findings.push(desk.files_are_there()?);
        findings.push(desk.pictures_are_whole()?);
        findings.extend(check::backups(folder)?);
        Ok(findings)
    }

    /// Makes everything derived again: decisions in force, rows, facts, search index. A library that is damaged is
    /// moved aside first, never deleted, and all that can be read of it is taken over.
    pub fn rebuild(folder: &Path) -> Result<Rebuilt, Error> {
        let mut rebuilt = Rebuilt::default();
        let damaged = check::library(folder)?.iter().any(|finding| !finding.ok);
        if damaged {
            library_is_free(folder)?;
            let (salvaged, aside) = check::make_anew(folder)?;
            rebuilt.rows_saved = salvaged.rows;
            rebuilt.tables_in_part = salvaged.tables_in_part;
            rebuilt.moved_aside = aside.map(|path| path.display().to_string());
        }
        let desk = Self::open(folder)?;
        desk.derive_all(&mut rebuilt)?;
        // Which pictures the articles name, and what their rows show of them.
        while desk.follow_changes()?.more {}
        Ok(rebuilt)
    }

    /// An article whose document is damaged is gone, so that the next import of its file brings it back; what was
    /// decided about it stays.
    fn derive_all(&self, rebuilt: &mut Rebuilt) -> Result<(), Error> {
        let ids = self.library.write(|transaction| {
            rebuilt.decisions_mended = journal::replay(transaction)?;
            facts::forget_words(transaction)?;
            articles::all(transaction)
        })?;
        for ids in ids.chunks(AT_ONCE) {
            self.library.write_calmly(|transaction| {
                for (stored, derived) in decide::each_derived(transaction, ids)? {
                    if let Ok(derived) = derived
                        && stored.is_whole()
                    {
                        facts::update(transaction, stored.id, &derived)?;
                        rebuilt.articles += 1;
                    } else {
                        intakes::hide(transaction, stored.id, true)?;
                        rebuilt.documents_damaged += 1;
                    }
                }
                Ok(())
            })?;
        }
        Ok(())
    }

    /// Whether rows, facts and hashes are what documents and journal say.
    fn derived_is_right(&self) -> Result<Finding, Error> {
        let connection = self.library.connect()?;
        let (mut wrong, mut put_aside) = (Vec::new(), 0_usize);
        let ids = articles::all(&connection)?;
        for ids in ids.chunks(AT_ONCE) {
            for (stored, derived) in decide::each_derived(&connection, ids)? {
                let whole = derived.as_ref().is_ok_and(|_| stored.is_whole());
                if !whole && stored.is_gone() {
                    put_aside += 1;
                } else if !whole || derived.is_ok_and(|derived| derived.hash != stored.known.decided) {
                    wrong.push(stored.id);
                }
            }
        }
        let ok = wrong.is_empty() && check::derived(&connection)?;
        let sentence = if ok && put_aside > 0 {
            format!(
                "All that is derived of {} articles is right; the documents of {put_aside} more are damaged: import \
                 their files again, and they come back with what was decided.",
                ids.len() - put_aside
            )
        } else if ok {
            format!("All that is derived of {} articles is right.", ids.len())
        } else {
            format!("What is derived of the documents is not right (articles {:?}).", &wrong[..wrong.len().min(10)])
        };
        Ok(Finding::new("derived", ok, sentence, "Run “copytaster rebuild”."))
    }

    /// Whether the article files are there and can be read.
    fn files_are_there(&self) -> Result<Finding, Error> {
        let connection = self.library.connect()?;
        let files = articles::files(&connection)?;
        let missing: Vec<&PathBuf> = files.par_iter().filter(|file| file::open_regular(file).is_err()).collect();
        let sentence = match missing.as_slice() {
            [] => format!("All {} article files are there.", files.len()),
            [first, ..] => format!(
                "{} of {} article files are not there or may not be read; the first is {}.",
                missing.len(),
                files.len(),
                first.display()
            ),
        };
        // A robot may archive a file at any time: no fault of the library.
        Ok(Finding::new("files", true, sentence, "Put them back and import them again; your decisions are kept."))
    }
}

/// Whoever holds the library open would go on writing into the file that is moved aside.
fn library_is_free(folder: &Path) -> Result<(), Error> {
    if Library::is_free(folder)? {
        return Ok(());
    }
    Err(Error::NotNow("Another program holds the library open: close it first.".to_owned()))
}

fn shown(backup: &backup::Backup) -> BackupFile {
    let since = backup.made.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    BackupFile {
        path: backup.file.display().to_string(),
        bytes: backup.size,
        at_ms: i64::try_from(since.as_millis()).unwrap_or(0),
        reason: backup.reason.map(|reason| match reason {
            Reason::Daily => BackupReason::Daily,
            Reason::Migration => BackupReason::Migration,
            Reason::Asked => BackupReason::Asked,
            Reason::Restore => BackupReason::Restore,
        }),
    }
}
