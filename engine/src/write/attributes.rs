//! Attributes of a file beside its bytes: owner, group, permissions, extended attributes and access control lists. The file
//! that takes its place must have the same.

use std::fs::{File, Metadata};
use std::io;

/// What cannot be kept.
#[derive(Debug)]
pub enum NotKept {
    /// The group with this number.
    Group(u32),
    /// The extended attribute of this name; access control lists are such attributes, too.
    Attribute(String),
    /// Owner, permissions or attributes could not be read or set.
    Failed(io::Error),
}

impl From<io::Error> for NotKept {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Copies owner, group, permissions and attributes of `original` to `new`. The owner is kept where the system allows
/// it.
#[cfg(unix)]
pub fn copy(original: &File, metadata: &Metadata, new: &File) -> Result<(), NotKept> {
    copy_owner(metadata, new)?;
    copy_extended(original, new)?;
    // Last: a change of owner or group clears some of the bits.
    let (wanted, given) = (metadata.permissions(), new.metadata()?.permissions());
    if wanted == given { Ok(()) } else { Ok(new.set_permissions(wanted)?) }
}

/// Other systems keep the attributes by themselves, or have none.
#[cfg(not(unix))]
pub fn copy(_: &File, _: &Metadata, _: &File) -> Result<(), NotKept> {
    Ok(())
}

#[cfg(unix)]
fn copy_owner(original: &Metadata, new: &File) -> Result<(), NotKept> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let given = new.metadata()?;
    let (owner, group) = (original.uid(), original.gid());
    if (given.uid(), given.gid()) == (owner, group) || fchown(new, Some(owner), Some(group)).is_ok() {
        return Ok(());
    }
    if given.gid() == group || fchown(new, None, Some(group)).is_ok() { Ok(()) } else { Err(NotKept::Group(group)) }
}

/// The access control list, which a new file can have from its folder.
#[cfg(unix)]
const ACCESS_LIST: &str = "system.posix_acl_access";

/// Attributes that the system sets for each file.
#[cfg(unix)]
const DERIVED: &[&str] = &["security.ima", "security.evm", "com.apple.provenance", "com.apple.macl"];

#[cfg(unix)]
fn copy_extended(original: &File, new: &File) -> Result<(), NotKept> {
    use xattr::FileExt;
    let wanted = names(original)?;
    for name in &wanted {
        let failed = || NotKept::Attribute(name.to_string_lossy().into_owned());
        if DERIVED.iter().any(|derived| name == *derived) {
            continue;
        }
        // An attribute that was removed meanwhile is detected when the original is compared once more.
        let Some(value) = original.get_xattr(name).map_err(|_| failed())? else { continue };
        if new.get_xattr(name).ok().flatten().as_ref() != Some(&value) {
            new.set_xattr(name, &value).map_err(|_| failed())?;
        }
    }
    if !wanted.iter().any(|name| name == ACCESS_LIST) && names(new)?.iter().any(|name| name == ACCESS_LIST) {
        new.remove_xattr(ACCESS_LIST)?;
    }
    Ok(())
}

/// The names of a file's extended attributes; none where its file system has no such thing.
#[cfg(unix)]
fn names(file: &File) -> io::Result<Vec<std::ffi::OsString>> {
    use xattr::FileExt;
    match file.list_xattr() {
        Ok(names) => Ok(names.collect()),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
