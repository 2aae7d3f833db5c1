//! The picture decided: one of those that the article or its coverage names comes to stand first. It is told by its
//! address, so that it is found again when the robot has rewritten the list.

use super::Arrived;
use super::coverage::publisher;
use super::image_list::{KEYS, without_choice};
use super::rejection::{Rejection, Remedy};
use super::value::{Override, Overrides};
use crate::article::Article;
use crate::document::{Broken, Document, NewValue, Path};

/// A picture that can be chosen, and its size in pixels as it really is, where that is known.
struct Choice<'a> {
    /// Its address, as the document writes it.
    url: &'a str,
    /// Width and height.
    size: Option<(i64, i64)>,
}

impl Arrived<'_> {
    /// Makes an image the first one, in place of an earlier choice.
    pub fn choose_image(&self, overrides: &mut Overrides, url: &str, size: Option<(i64, i64)>) -> Result<(), Broken> {
        let choice = Choice { url, size };
        let unchosen = self.with(&without_choice(overrides))?;
        let shown = self.with(overrides)?;
        let found = choice.find(&unchosen.bytes, &unchosen.article)?;
        let found = if found.is_some() { found } else { choice.find(&shown.bytes, &shown.article)? };
        let (block, from) = found.ok_or_else(no_such_picture)?;
        let (path, value) = choice.place(&Document::read(&unchosen.bytes)?, block)?;
        let key = path.first().to_owned();
        overrides.set_field(path, value);
        if let Some(from) = from {
            overrides.set(Override::Origin(key, from));
        }
        Ok(())
    }
}

impl Choice<'_> {
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

fn no_such_picture() -> Broken {
    Broken::whole(Rejection::ImageNotNamed, Remedy::ChooseImage)
}
