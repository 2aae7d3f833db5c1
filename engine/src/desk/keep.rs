//! Keeping the library: backups and their return, what the doctor finds, and making all that is derived again.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::decide::AT_ONCE;
use super::{Desk, decide};
use crate::error::Error;
use crate::file;
use crate::library::backup::{self, Reason};
use crate::library::{self, Library, articles, check, facts, intakes};
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

    /// The newest backup of the library in a folder that can be opened.
    pub fn newest_good_backup(folder: &Path) -> Result<Option<BackupFile>, Error> {
        let Some(newest) = check::newest_good_backup(folder) else { return Ok(None) };
        Ok(Self::backups(folder)?.into_iter().find(|backup| Path::new(&backup.path) == newest))
    }

    /// Puts a backup in the library's place; nobody may have the library open. Returns where the former one is now.
    pub fn restore(folder: &Path, from: &Path) -> Result<Option<PathBuf>, Error> {
        let _alone = Library::hold_alone(folder)?;
        file::open_regular(from).map_err(Error::io("read", from))?;
        library::finish_replacement(folder)?;
        let partial = backup::copy_for_restore(folder, from)?;
        drop(Self::open(&partial)?);
        check::close_for_replacement(&partial)?;
        // The present library is kept twice: moved aside, and as a backup where it can still be read.
        if let Ok(connection) = library::connect_to(&folder.join(library::FILE)) {
            let _ = backup::make(&connection, folder, Reason::Restore);
        }
        library::replace_with_partial(folder)
    }

    /// Looks at the library in a folder, its files and its pictures, and says what it would mend. Changes nothing.
    pub fn doctor(folder: &Path) -> Result<Vec<Finding>, Error> {
        let mut findings = vec![check::library(folder)?];
        if findings.iter().any(|finding| !finding.ok) || !folder.join(library::FILE).exists() {
            return Ok(findings);
        }
        findings.push(check::decisions(folder)?);
        let desk = Self::open(folder)?;
        findings.push(desk.derived_is_right()?);
        findings.push(desk.files_are_there()?);
        findings.push(desk.pictures_are_whole()?);
        findings.extend(check::backups(folder)?);
        Ok(findings)
    }

    /// Builds the library again: copies all that can be read of it into a new one, completes the decisions from the
    /// decision log, and derives rows, facts and search index. Only then does the new library take the place of the
    /// present one, which is moved aside, never deleted. Nobody may have the library open.
    pub fn rebuild(folder: &Path) -> Result<Rebuilt, Error> {
        let alone = Library::hold_alone(folder)?;
        library::finish_replacement(folder)?;
        let (salvaged, partial) = check::build_again(folder)?;
        let mut rebuilt = Rebuilt {
            rows_saved: salvaged.rows,
            rows_from_backup: salvaged.rows_from_backup,
            tables_in_part: u32::try_from(salvaged.tables_in_part.len()).unwrap_or(u32::MAX),
            tables: salvaged.tables_in_part,
            decisions_mended: salvaged.decisions.mended,
            decisions_lost: salvaged.decisions.lost,
            ..Rebuilt::default()
        };
        Self::open(&partial)?.derive_all(&mut rebuilt)?;
        check::close_for_replacement(&partial)?;
        rebuilt.moved_aside = library::replace_with_partial(folder)?.map(|path| path.display().to_string());
        drop(alone);
        let desk = Self::open(folder)?;
        // Which pictures the articles name, and what their rows show of them.
        while desk.follow_changes()?.more {}
        Ok(rebuilt)
    }

    /// An article whose document is damaged is gone, so that the next import of its file brings it back; what was
    /// decided about it stays.
    fn derive_all(&self, rebuilt: &mut Rebuilt) -> Result<(), Error> {
        let ids = self.library.write(|transaction| {
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
                        rebuilt.put_aside.push(stored.file().display().to_string());
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

fn shown(backup: &backup::Backup) -> BackupFile {
    BackupFile {
        path: backup.file.display().to_string(),
        bytes: backup.size,
        at_ms: backup.made.timestamp_millis(),
        reason: backup.reason.map(|reason| match reason {
            Reason::Daily => BackupReason::Daily,
            Reason::Migration => BackupReason::Migration,
            Reason::Asked => BackupReason::Asked,
            Reason::Restore => BackupReason::Restore,
        }),
    }
}
