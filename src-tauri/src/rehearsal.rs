//! The sample desk: a library and a site of its own in a folder that goes with it. Nothing real is read or written.

use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use engine::desk::Desk;
use engine::error::{Code, Doing, Error, Failure};
use tempfile::TempDir;

use crate::message::{Hint, Refused};

/// The files of the sample site, by their path below it.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The folder's name begins so.
const PREFIX: &str = "copytaster-rehearsal-";
/// The file that is held as long as the sample desk is open; it tells one in use from one that was left behind.
const HELD: &str = "held";
/// A folder without that file, or whose file nobody holds, may be in the making; after this long, it is not.
const IN_THE_MAKING: Duration = Duration::from_hours(1);

/// An open sample desk.
pub struct Rehearsal {
    desk: Arc<Desk>,
    _held: File,
    /// Goes last, when nothing is open in it any more.
    _folder: TempDir,
}

impl Rehearsal {
    /// Lays the sample site out in a temporary folder and takes it in.
    pub fn open() -> Result<Self, Failure> {
        let failed = |error: io::Error| {
            Failure::new(Code::Storage, Refused::SampleDesk { text: error.to_string() }, Hint::CheckDisk)
        };
        let folder = TempDir::with_prefix(PREFIX).map_err(failed)?;
        let held = File::create(folder.path().join(HELD)).map_err(failed)?;
        held.lock().map_err(failed)?;
        let desk = laid_out(folder.path()).map_err(|error| error.failure())?;
        Ok(Self { desk: Arc::new(desk), _held: held, _folder: folder })
    }

    /// How many articles it holds.
    pub fn articles() -> usize {
        let is_article =
            |name: &str| name.starts_with("_news/") && Path::new(name).extension().is_some_and(|ending| ending == "md");
        SAMPLES.iter().filter(|(name, _)| is_article(name)).count()
    }

    /// Removes what programs left behind that were killed while their sample desk was open. Takes as long as looking
    /// through the temporary folder does.
    pub fn sweep() {
        sweep_in(&std::env::temp_dir());
    }

    /// Its desk.
    pub fn desk(&self) -> Arc<Desk> {
        self.desk.clone()
    }
}

fn sweep_in(folder: &Path) {
    let Ok(folders) = fs::read_dir(folder) else { return };
    for folder in folders.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        if is_left_behind(&folder.path()) {
            // What cannot be removed now is tried again at the next start.
            drop(fs::remove_dir_all(folder.path()));
        }
    }
}

fn is_left_behind(folder: &Path) -> bool {
    let held = folder.join(HELD);
    let Ok(file) = File::open(&held) else { return is_old(folder) };
    is_old(&held) && file.try_lock().is_ok()
}

fn is_old(path: &Path) -> bool {
    let made = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > IN_THE_MAKING))
}

fn laid_out(folder: &Path) -> Result<Desk, Error> {
    let site = folder.join("site");
    for (name, bytes) in SAMPLES {
        let file = site.join(name);
        let parent = file.parent().unwrap_or(&site);
        std::fs::create_dir_all(parent).map_err(Error::io(Doing::Created, parent))?;
        std::fs::write(&file, bytes).map_err(Error::io(Doing::Written, &file))?;
    }
    let desk = Desk::open(&folder.join("library"))?;
    desk.import().take_in(&[site.join("_news")], &|_| ControlFlow::Continue(()))?;
    Ok(desk)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

    use std::time::SystemTime;

    use super::*;

    /// The folder of a sample desk, with the file that is held while it is open.
    fn sample_desk(at: &Path, name: &str, age: Duration) -> File {
        let folder = at.join(format!("{PREFIX}{name}"));
        fs::create_dir(&folder).unwrap();
        let held = File::create(folder.join(HELD)).unwrap();
        held.set_modified(SystemTime::now() - age).unwrap();
        held
    }

    #[test]
    fn only_what_nobody_holds_and_is_not_in_the_making_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let old = IN_THE_MAKING * 2;
        let open = sample_desk(at, "open", old);
        open.lock().unwrap();
        drop(sample_desk(at, "left", old));
        // Between making the file and holding it, another program may start.
        drop(sample_desk(at, "in-the-making", Duration::ZERO));
        fs::create_dir(at.join(format!("{PREFIX}just-made"))).unwrap();
        fs::create_dir(at.join("others")).unwrap();
        sweep_in(at);
        let mut left: Vec<String> =
            fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(
            left,
            ["in-the-making", "just-made", "open"]
                .map(|name| format!("{PREFIX}{name}"))
                .into_iter()
                .chain(["others".to_owned()])
                .collect::<Vec<_>>()
        );
        drop(open);
        sweep_in(at);
        assert!(!at.join(format!("{PREFIX}open")).exists(), "nobody holds it any more");
    }
}
