//! What the curator can set. It belongs to the library, so that window and command line agree.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::document::Profile;

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

/// How much room a row takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// With air.
    #[default]
    Calm,
    /// More rows on a screen.
    Dense,
}

/// All settings; what was never set has its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// How much room a row takes.
    pub density: Density,
    /// Size of all letters, in percent of the usual one: 80 to 200.
    pub font_size: u16,
    /// Language of the words on screen, such as `de`; the system's where there is none.
    pub language: Option<String>,
    /// Whether the window always shows its menu bar; without that, a key does. A Mac always shows it.
    pub menu_bar: bool,
    /// Folders that are watched: what is written there is taken in by itself.
    pub watched: Vec<String>,
    /// Whether pictures on the web are fetched into the cache.
    pub fetch_pictures: bool,
    /// Most that cached pictures may take on disk, in MB.
    pub cache_mb: u32,
    /// Hosts on the local net from which pictures may be fetched: `cms.local` with all its ports, or `127.0.0.1:8080`.
    pub allowed_hosts: Vec<String>,
    /// Keys that were bound anew: command and key, such as `publish` and `Y`.
    pub keys: BTreeMap<String, String>,
    /// What the window remembers from one day to the next; only the page knows its shape.
    #[ts(type = "Record<string, unknown>")]
    pub desk: serde_json::Map<String, serde_json::Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            density: Density::Calm,
            font_size: 100,
            language: None,
            menu_bar: false,
            watched: Vec::new(),
            fetch_pictures: true,
            cache_mb: 2048,
            allowed_hosts: Vec::new(),
            keys: BTreeMap::new(),
            desk: serde_json::Map::new(),
        }
    }
}

/// A folder that files were taken in from, and how they are read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportedFolder {
    /// Absolute path.
    pub path: String,
    /// The kind of site that it belongs to.
    pub profile: Profile,
    /// Articles that came from it.
    pub articles: u32,
}
