//! The way from some bytes to others, in the few that differ: how what was replaced is kept.

/// Other bytes, told by what they share with the present ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// Bytes that both begin with.
    pub head: i64,
    /// Bytes that both end with.
    pub tail: i64,
    /// What the other ones have between them.
    pub middle: Vec<u8>,
}

impl Patch {
    /// What leads from the present bytes to the other ones.
    pub fn between(present: &[u8], other: &[u8]) -> Self {
        let head = present.iter().zip(other).take_while(|(a, b)| a == b).count();
        let most = present.len().min(other.len()) - head;
        let tail = present.iter().rev().zip(other.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
        let whole = |number: usize| i64::try_from(number).unwrap_or(0);
        Self { head: whole(head), tail: whole(tail), middle: other[head..other.len() - tail].to_vec() }
    }

    /// The other bytes; `None` where the present ones cannot be those it was made for.
    pub fn apply(&self, present: &[u8]) -> Option<Vec<u8>> {
        let (head, tail) = (usize::try_from(self.head).ok()?, usize::try_from(self.tail).ok()?);
        let tail = present.get(present.len().checked_sub(tail)?..)?;
        Some([present.get(..head)?, &self.middle, tail].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_leads_from_the_present_to_the_other_bytes() {
        for (present, other) in [("abcd", "abXcd"), ("abXcd", "abcd"), ("", "x"), ("aaa", "aa"), ("same", "same")] {
            let patch = Patch::between(present.as_bytes(), other.as_bytes());
            assert_eq!(patch.apply(present.as_bytes()).as_deref(), Some(other.as_bytes()), "{present} to {other}");
        }
    }
}
