//! Which lines an edit may touch, and which it did.

use similar::{ChangeTag, TextDiff};

/// Lines taken out and put in at most, where the value stood on one line.
pub fn own_lines(kind: &str, old: &[u8], new: &[u8]) -> Result<(), String> {
    let (out, put_in) = changed_lines(old, new);
    let found = || format!("took {out:?} out and put {put_in:?} in");
    let most = match kind {
        "spike" => (1, 2),
        "publish" => (2, 1),
        "removed" | "topic removed" => (1, 1),
        "picture added" => (1, 5),
        "pictures removed" => (usize::MAX, 0),
        "picture to the front" | "related entry moved" => {
            let (mut out, mut put_in) = (out.clone(), put_in.clone());
            out.sort();
            put_in.sort();
            return if out == put_in { Ok(()) } else { Err(found()) };
        }
        "related entry added" => (0, 11),
        _ => (usize::MAX, 1),
    };
    if out.len() > most.0 || put_in.len() > most.1 {
        return Err(found());
    }
    // A value on one line is one line out; only a value that stood on several may take them all.
    let several = out.len() > 1 && !kind.contains(' ') && !matches!(kind, "publish" | "spike");
    if several && !out[1..].iter().all(|line| line.starts_with([' ', '\t']) || line.trim().is_empty()) {
        return Err(found());
    }
    Ok(())
}

/// Lines taken out and put in between two texts, line ends included.
pub fn changed_lines(old: &[u8], new: &[u8]) -> (Vec<String>, Vec<String>) {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    // What both begin and end with cannot differ; only the middle is compared.
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let (mut out, mut put_in) = (Vec::new(), Vec::new());
    for change in TextDiff::from_slices(old, new).iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => out.push((*change.value()).to_owned()),
            ChangeTag::Insert => put_in.push((*change.value()).to_owned()),
            ChangeTag::Equal => {}
        }
    }
    (out, put_in)
}
