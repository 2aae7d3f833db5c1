//! The picture decided: one of those that the article or its coverage names comes to stand first. It is told by its
//! address, so that it is found again when the robot has rewritten the list.

use super::coverage::publisher;
use super::rejection::{Rejection, Remedy};
use super::{Arrived, Pins, pin};
use crate::article::Article;
use crate::document::{Broken, Change, Document, NewValue, Path};

/// The keys under which sites keep their pictures.
const KEYS: &[&str] = &["images", "image", "cover", "featured_image", "heroImage"];

/// A picture that can be chosen, and its size in pixels as it really is, where that is known.
pub struct Choice<'a> {
    /// Its address, as the document writes it.
    pub url: &'a str,
    /// Width and height.
    pub size: Option<(i64, i64)>,
}

impl Choice<'_> {
    /// Pins the picture as the first one; what was chosen before gives way.
    pub fn pin(&self, arrived: &Arrived<'_>, pins: &mut Pins) -> Result<(), Broken> {
        let unchosen = arrived.with(&without_choice(pins))?;
        let shown = arrived.with(pins)?;
        let found = self.find(&unchosen.bytes, &unchosen.article)?;
        let found = if found.is_some() { found } else { self.find(&shown.bytes, &shown.article)? };
        let (block, from) = found.ok_or_else(no_such_picture)?;
        let (path, value) = self.place(&Document::read(&unchosen.bytes)?, block)?;
        pin(pins, path.clone(), value);
        let origin = super::origin_of(&path).zip(from);
        pins.fields.extend(origin.map(|(origin, from)| (origin, NewValue::Text(from))));
        Ok(())
    }

    /// Its entry, and the publisher whose report names it where that is not the article itself.
    fn find(&self, bytes: &[u8], article: &Article) -> Result<Option<(NewValue, Option<String>)>, Broken> {
        let document = Document::read(bytes)?;
        if let Some(own) = article.pictures.iter().position(|picture| picture.url == self.url) {
            return Ok(Some((self.entry(&document, &format!("images.{own}")), None)));
        }
        let named = |report: usize| article.coverage.get(report)?.pictures.iter().position(|one| one.url == self.url);
        let found = (0..article.coverage.len()).find_map(|report| Some((report, named(report)?)));
        let Some((report, picture)) = found else { return Ok(None) };
        let path = document.report(report).map_or_else(String::new, |path| format!("{path}.images.{picture}"));
        Ok(Some((self.entry(&document, &path), Some(publisher(&article.coverage[report])))))
    }

    /// The entry as it stands in the document with its size as it really is; a new one where it is only an address.
    fn entry(&self, document: &Document<'_>, path: &str) -> NewValue {
        let mut entries = match Path::parse(path).and_then(|path| document.get(&path)) {
            Some(NewValue::Map(entries)) if entries.iter().any(|(key, _)| key == "url") => entries,
            _ => vec![("url".to_owned(), NewValue::Text(self.url.to_owned()))],
        };
        for (key, pixels) in self.size.into_iter().flat_map(|(width, height)| [("width", width), ("height", height)]) {
            match entries.iter_mut().find(|(known, _)| known == key) {
                Some((_, value)) => *value = NewValue::Int(pixels),
                None => entries.push((key.to_owned(), NewValue::Int(pixels))),
            }
        }
        NewValue::Map(entries)
    }

    /// Where it goes in a file of this kind, and what is written there.
    fn place(&self, document: &Document<'_>, block: NewValue) -> Result<(Path, NewValue), Broken> {
        let key = KEYS.iter().map(|key| Path::top(key)).find(|path| document.get(path).is_some());
        let path = key.unwrap_or_else(|| Path::top("images"));
        match document.get(&path) {
            Some(NewValue::Text(_)) => Ok((path, NewValue::Text(self.url.to_owned()))),
            Some(NewValue::List(urls)) if !urls.is_empty() => Ok((path, NewValue::List(self.first_of(urls)))),
            Some(NewValue::Map(_)) => {
                let path = path.to_string();
                Err(Broken::whole(Rejection::NoImageCanBeChosen { path: path.clone() }, Remedy::SetUrl { path }))
            }
            _ => Ok((Path::parse(&format!("{path}.0")).unwrap_or(path), block)),
        }
    }

    fn first_of(&self, mut urls: Vec<String>) -> Vec<String> {
        match urls.iter().position(|url| url == self.url) {
            Some(known) => urls[..=known].rotate_right(1),
            None => self.url.clone_into(&mut urls[0]),
        }
        urls
    }
}

/// What is decided but for the choice of a picture.
pub fn without_choice(pins: &Pins) -> Pins {
    let mut pins = pins.clone();
    pins.fields.retain(|(path, _)| !KEYS.contains(&path.first()));
    pins
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

fn no_such_picture() -> Broken {
    Broken::whole(Rejection::ImageNotNamed, Remedy::ChooseImage)
}
