//! Drives the window for `cargo xtask`: shows the main job, takes the screenshots, measures.

mod bench;
mod screenshots;
mod show;

use std::path::PathBuf;

use anyhow::{Result, bail};

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["show", desk, shot] => show::show(&PathBuf::from(desk), &PathBuf::from(shot)).await,
        ["screenshots", desk, folder] => screenshots::take(&PathBuf::from(desk), &PathBuf::from(folder)).await,
        ["bench"] => bench::key_to_paint().await,
        _ => bail!("show DESK PICTURE, screenshots DESK FOLDER or bench"),
    }
}
