//! The sample desk: a library and a site of its own in a folder that goes with it. Nothing real is read or written.

use std::fs::{self, File};
use std::io;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use engine::desk::Desk;
use engine::error::{Code, Error, Failure};
use tempfile::TempDir;

/// The files of the sample site, by their path below it.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The folder's name begins so.
const PREFIX: &str = "copytaster-rehearsal-";
/// The file that is held as long as the sample desk is open; it tells one in use from one that was left behind.
const HELD: &str = "held";
/// A folder without that file may be in the making; after this long, it is not.
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
        let failed = |error: io::Error| Failure {
            code: Code::Storage,
            message: format!("The sample desk could not be laid out: {error}."),
            hint: Some("Check that the disk is not full.".to_owned()),
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

    /// Removes what programs left behind that were killed while their sample desk was open.
    pub fn sweep() {
        let Ok(folders) = fs::read_dir(std::env::temp_dir()) else { return };
        for folder in folders.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
            if is_left_behind(&folder.path()) {
                // What cannot be removed now is tried again at the next start.
                drop(fs::remove_dir_all(folder.path()));
            }
        }
    }

    /// Its desk.
    pub fn desk(&self) -> Arc<Desk> {
        self.desk.clone()
    }
}

fn is_left_behind(folder: &Path) -> bool {
    if let Ok(held) = File::open(folder.join(HELD)) {
        return held.try_lock().is_ok();
    }
    let made = fs::symlink_metadata(folder).and_then(|metadata| metadata.modified());
    made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > IN_THE_MAKING))
}

fn laid_out(folder: &Path) -> Result<Desk, Error> {
    let site = folder.join("site");
    for (name, bytes) in SAMPLES {
        let file = site.join(name);
        let parent = file.parent().unwrap_or(&site);
        std::fs::create_dir_all(parent).map_err(Error::io("made", parent))?;
        std::fs::write(&file, bytes).map_err(Error::io("written", &file))?;
    }
    let desk = Desk::open(&folder.join("library"))?;
    desk.take_in(&[site.join("_news")], &|_| ControlFlow::Continue(()))?;
    Ok(desk)
}
