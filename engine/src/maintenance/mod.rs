//! Maintenance: backups, restore, checks, and building a damaged library again.

mod backup;
mod check;
mod rebuild;

use crate::context::Context;
pub use backup::{BackupFile, BackupReason, backups, newest_good_backup, restore};
pub use check::doctor;
pub use rebuild::{Rebuilt, rebuild};

/// The step that makes backups of an open library.
pub struct Maintenance<'a>(pub(crate) &'a Context);
