//! The list of images of a document, and the choice that stands first in it.

use super::value::{Override, Overrides};
use crate::document::{Change, Document, NewValue, Path};

/// The keys under which sites keep their pictures.
pub const KEYS: &[&str] = &["images", "image", "cover", "featured_image", "heroImage"];

/// Returns the overrides without the choice of an image.
pub fn without_choice(overrides: &Overrides) -> Overrides {
    let mut overrides = overrides.clone();
    overrides.retain(|one| !matches!(one, Override::Field(path, _) if KEYS.contains(&path.first())));
    overrides
}

/// The changes that make a picture the first of its list: it is moved there where the list has it, and takes the
/// first one's place where it has not.
pub fn with_picture(document: &Document<'_>, path: &Path, picture: &NewValue) -> Vec<Change> {
    let Some(list) = path.parent() else { return vec![Change::Set(path.clone(), picture.clone())] };
    let item = |place: usize| Path::parse(&format!("{list}.{place}"));
    let count = document.get(&list).map_or(0, |list| list.items());
    let url = field(picture, "url");
    let named = |place: &usize| item(*place).and_then(|path| document.get(&path)).and_then(|item| field(&item, "url"));
    let Some(known) = (0..count).find(|place| url.is_some() && named(place) == url) else {
        let insert = Change::Insert(path.clone(), picture.clone());
        let former = (count > 0).then(|| item(1)).flatten();
        return std::iter::once(insert).chain(former.map(Change::Remove)).collect();
    };
    let moved = item(known).filter(|_| known > 0).map(|from| Change::Move(from, 0));
    let sizes = ["width", "height"]
        .into_iter()
        .filter_map(|key| Some(Change::Set(Path::parse(&format!("{path}.{key}"))?, field(picture, key)?)));
    moved.into_iter().chain(sizes).collect()
}

fn field(picture: &NewValue, key: &str) -> Option<NewValue> {
    let NewValue::Map(entries) = picture else { return None };
    entries.iter().find(|(known, _)| known == key).map(|(_, value)| value.clone())
}
