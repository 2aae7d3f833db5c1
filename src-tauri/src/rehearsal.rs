//! The sample desk: a library and a site of its own in a folder that goes with it. Nothing real is read or written.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use engine::desk::Desk;
use engine::error::{Code, Error, Failure};
use tempfile::TempDir;

/// The files of the sample site, by their path below it.
const SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// An open sample desk.
pub struct Rehearsal {
    desk: Arc<Desk>,
    /// Goes last, when nothing is open in it any more.
    _folder: TempDir,
}

impl Rehearsal {
    /// Lays the sample site out in a temporary folder and takes it in.
    pub fn open() -> Result<Self, Failure> {
        let folder = TempDir::with_prefix("copytaster-rehearsal-").map_err(|error| Failure {
            code: Code::Storage,
            message: format!("The sample desk could not be laid out: {error}."),
            hint: Some("Check that the disk is not full.".to_owned()),
        })?;
        let desk = laid_out(folder.path()).map_err(|error| error.failure())?;
        Ok(Self { desk: Arc::new(desk), _folder: folder })
    }

    /// Its desk.
    pub fn desk(&self) -> Arc<Desk> {
        self.desk.clone()
    }
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
