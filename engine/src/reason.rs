//! Why a file, a folder or the library could not be read or written.

use std::io;

use crate::messages;

messages! {
    /// Why a file, a folder or the library could not be read or written.
    pub enum Reason {
        NotThere => "engine_why_not_there",
        NoPermission => "engine_why_no_permission",
        DiskFull => "engine_why_disk_full",
        ReadOnlyDisk => "engine_why_disk_read_only",
        IsFolder => "engine_why_is_folder",
        NotAFolder => "engine_why_part_no_folder",
        NameTaken => "engine_why_name_taken",
        NamedPipe => "engine_why_named_pipe",
        Socket => "engine_why_socket",
        Device => "engine_why_device",
        LargerThan { number: u64 } => "engine_why_larger_than",
        BeingWritten => "engine_why_being_written",
        LeadsUp => "engine_why_link_leads_back",
        ReadOnly => "engine_why_read_only",
        NotOpened => "engine_why_not_opened",
        Busy => "engine_why_held_by_another",
        System { text: String } => "engine_system_error",
    }
}

/// Lets an [`io::Error`] carry a reason that the system has no error for.
impl std::error::Error for Reason {}

impl From<&io::Error> for Reason {
    fn from(error: &io::Error) -> Self {
        use io::ErrorKind as K;
        if let Some(reason) = error.get_ref().and_then(|inner| inner.downcast_ref::<Self>()) {
            return reason.clone();
        }
        match error.kind() {
            K::NotFound => Self::NotThere,
            K::PermissionDenied => Self::NoPermission,
            K::StorageFull | K::QuotaExceeded => Self::DiskFull,
            K::ReadOnlyFilesystem => Self::ReadOnlyDisk,
            K::IsADirectory => Self::IsFolder,
            K::NotADirectory => Self::NotAFolder,
            K::AlreadyExists => Self::NameTaken,
            _ => Self::System { text: error.to_string() },
        }
    }
}

impl From<&rusqlite::Error> for Reason {
    fn from(error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        match error.sqlite_error_code() {
            Some(C::DiskFull) => Self::DiskFull,
            Some(C::ReadOnly) => Self::ReadOnly,
            Some(C::CannotOpen) => Self::NotOpened,
            Some(C::PermissionDenied) => Self::NoPermission,
            Some(C::DatabaseBusy | C::DatabaseLocked) => Self::Busy,
            _ => Self::System { text: error.to_string() },
        }
    }
}
