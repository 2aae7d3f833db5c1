//! What happens to one picture: it comes, is examined by its bytes, made smaller and kept.

use crate::imaging::bytes::{Bytes, turn};
use crate::imaging::examine;
use crate::imaging::fetch::{Answer, Asked, Failed, Onward, Web};
use crate::imaging::store::{AT_ONCE, Store};
use crate::imaging::{find, source};
use crate::library::pictures::{Content, Ended, Job};
use crate::message::Message;

/// What came of asking.
#[derive(Debug)]
pub enum Came {
    /// Bytes, with `ETag` and `Last-Modified`.
    Bytes(Bytes, Option<String>, Option<String>),
    /// What is kept is what is there.
    Unchanged,
    /// Nothing.
    Failed(Failed),
}

/// What is known of the bytes that are kept.
type Known = (Option<String>, Option<String>);

/// What needs no network: a file, or the address itself.
pub fn near(address: &str, known: Option<&Known>) -> Option<Came> {
    if let Some(data) = source::data(address) {
        return Some(match (data, known) {
            (Ok(_), Some(_)) => Came::Unchanged,
            (Ok(bytes), None) => Came::Bytes(Bytes::new(bytes, None), None, None),
            (Err(reason), _) => Came::Failed(Failed::for_good(reason)),
        });
    }
    let file = source::file(address)?;
    let stamp = find::stamp(file);
    if stamp.is_some() && known.is_some_and(|(_, modified)| *modified == stamp) {
        return Some(Came::Unchanged);
    }
    let turn = turn(std::fs::metadata(file).map_or(0, |metadata| metadata.len()));
    Some(match find::read(file) {
        Ok(bytes) => Came::Bytes(Bytes::new(bytes, turn), None, stamp),
        Err(reason) => Came::Failed(Failed::for_good(reason)),
    })
}

/// Asks for a picture, near or far; a far one of the host that it was sent on to, where it was. `Err` where another
/// host is to be asked.
pub fn ask(web: &Web, job: &Job, onward: Option<Onward>) -> Result<Came, Onward> {
    if let Some(came) = near(&job.address, job.known.as_ref()) {
        return Ok(came);
    }
    match web.ask(&Asked { url: job.address.clone(), known: job.known.clone() }, onward) {
        Ok(Answer::Onward(onward)) => Err(onward),
        Ok(Answer::Unchanged) => Ok(Came::Unchanged),
        Ok(Answer::Bytes(bytes, tag, modified)) => Ok(Came::Bytes(bytes, tag, modified)),
        Err(failed) => Ok(Came::Failed(failed)),
    }
}

/// Examines what came and keeps it; a failure that is worth another try is the caller's to see to.
pub fn examined(store: &Store, came: Came) -> Ended {
    let (bytes, tag, modified) = match came {
        Came::Unchanged => return Ended::Unchanged,
        Came::Failed(failed) => return Ended::Failed(failed.reason),
        Came::Bytes(bytes, tag, modified) => (bytes, tag, modified),
    };
    match kept(store, &bytes) {
        Ok(content) => Ended::Cached(content, tag, modified),
        Err(reason) => Ended::Failed(reason),
    }
}

fn kept(store: &Store, bytes: &[u8]) -> Result<Content, Message> {
    let (examined, small) = examine::examine_and_shrink(bytes, &AT_ONCE)?;
    store.keep(&examined.hash, examined.format, bytes).map_err(|error| error.message())?;
    let mut small_bytes = 0;
    for one in &small {
        small_bytes += store.keep_small(&examined.hash, one).map_err(|error| error.message())?;
    }
    Ok(Content {
        hash: *examined.hash.as_bytes(),
        format: examined.format,
        width: examined.width,
        height: examined.height,
        bytes: bytes.len() as u64,
        small_bytes,
        thumbhash: examined.thumbhash,
        look: examined.look,
        sharpness: examined.sharpness,
    })
}
