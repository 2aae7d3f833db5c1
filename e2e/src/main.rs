//! Drives the window for `cargo xtask`: shows the main job, takes the screenshots, measures.

mod bench;
mod screenshots;
mod show;
mod shrink;

use std::path::PathBuf;

use anyhow::{Result, bail};

fn absolute(path: &str) -> Result<PathBuf> {
    Ok(std::path::absolute(path)?)
}

#[tokio::main]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["show", desk, shot] => show::show(&absolute(desk)?, &absolute(shot)?).await,
        ["screenshots", desk, folder] => screenshots::take(&absolute(desk)?, &absolute(folder)?).await,
        ["shrink", from, to] => shrink::shrink(&absolute(from)?, &absolute(to)?),
        ["bench"] => bench::small().await,
        ["bench", "desk", library, ref parts @ ..] => bench::desk(&absolute(library)?, parts).await,
        _ => bail!(
            "show DESK PICTURE, screenshots DESK FOLDER, shrink PICTURE PICTURE, bench or bench desk LIBRARY [PART]..."
        ),
    }
}
