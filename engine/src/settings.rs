//! Settings: read with their defaults, changed one by one.

use serde_json::{Map, Value};

use crate::api::Settings;
use crate::context::Context;
use crate::error::Error;
use crate::library::message::Unreadable;
use crate::library::settings;
use crate::messages;

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
