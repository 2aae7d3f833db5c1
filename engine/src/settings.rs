//! Settings: read with their defaults, changed one by one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::context::Context;
use crate::error::Error;
use crate::library::message::Unreadable;
use crate::library::settings;
use crate::messages;

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

messages! {
    /// Why a setting was not changed.
    pub enum NotSet {
        NoSuchSetting { name: String } => "engine_no_such_setting",
        WrongValue { text: String } => "engine_cannot_be_set",
        FontSize => "engine_font_size_range",
    }
}

/// What the size of letters may be, in percent.
const FONT_SIZES: std::ops::RangeInclusive<u16> = 80..=200;

impl Context {
    /// All settings; one that was never set, or that another version set otherwise, has its default.
    pub fn settings(&self) -> Result<Settings, Error> {
        let set = self.library.read(settings::all)?;
        let mut known = serde_json::Map::new();
        for (name, value) in set {
            let alone = Map::from_iter([(name.clone(), value.clone())]);
            if serde_json::from_value::<Settings>(Value::Object(alone)).is_ok() {
                known.insert(name, value);
            }
        }
        serde_json::from_value(Value::Object(known)).map_err(|_| Error::damaged(Unreadable::Settings))
    }

    /// Changes these settings and leaves all others; refuses names and values that are none. Returns all of them.
    pub fn set_settings(&self, changed: &Map<String, Value>) -> Result<Settings, Error> {
        checked(changed)?;
        self.library.write(|transaction| {
            changed.iter().try_for_each(|(name, value)| settings::set(transaction, name, value))
        })?;
        self.settings()
    }
}

fn checked(changed: &Map<String, Value>) -> Result<(), Error> {
    let all = serde_json::to_value(Settings::default()).unwrap_or_default();
    for name in changed.keys() {
        if all.get(name).is_none() {
            return Err(Error::usage(NotSet::NoSuchSetting { name: name.clone() }));
        }
    }
    let settings: Settings = serde_json::from_value(Value::Object(changed.clone()))
        .map_err(|error| Error::usage(NotSet::WrongValue { text: error.to_string() }))?;
    if !FONT_SIZES.contains(&settings.font_size) {
        return Err(Error::usage(NotSet::FontSize));
    }
    Ok(())
}
