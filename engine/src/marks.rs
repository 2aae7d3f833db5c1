//! Limits how many combining characters stand on one letter. The time of line breaking and text shaping grows with the
//! square of their number.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

/// Most code points of one grapheme cluster that are kept.
///
/// The Stream-Safe Text Format of Unicode (UAX #15) allows 30 combining characters after a letter; the longest
/// sequence that a language needs has fewer than 20.
const MOST: usize = 31;

/// Returns the text with at most 30 combining characters after a letter. Borrows it where nothing was left out.
#[must_use]
pub fn limited(text: &str) -> Cow<'_, str> {
    if !may_exceed(text) || text.graphemes(true).all(fits) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.graphemes(true).flat_map(|cluster| cluster.chars().take(MOST)).collect())
}

/// [`limited`] in place.
pub fn limit(text: &mut String) {
    if let Cow::Owned(shorter) = limited(text) {
        *text = shorter;
    }
}

fn fits(cluster: &str) -> bool {
    cluster.len() <= MOST || cluster.chars().nth(MOST).is_none()
}

/// Whether a cluster may be too long, told without any table: all but one of its characters are not ASCII, and each of
/// those takes two bytes or more.
fn may_exceed(text: &str) -> bool {
    let mut run = 0;
    text.len() > 2 * MOST
        && text.bytes().any(|byte| {
            run = if byte.is_ascii() { 0 } else { run + 1 };
            run >= 2 * (MOST - 1)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_combining_characters_are_kept_and_no_more() {
        let text = |marks: usize| format!("re{}ef", "\u{301}".repeat(marks));
        for marks in [0, 1, 29, 30] {
            assert!(matches!(limited(&text(marks)), Cow::Borrowed(_)), "{marks} marks");
        }
        for marks in [31, 32, 100, 40_000] {
            assert_eq!(limited(&text(marks)), text(30), "{marks} marks");
        }
    }

    #[test]
    fn marks_without_a_combining_class_count_too() {
        for mark in ["\u{489}", "\u{20DD}", "\u{FE0F}", "\u{200D}", "\u{E0020}", "\u{903}", "\u{1160}"] {
            let text = format!("\u{1100}{}", mark.repeat(5_000));
            assert!(limited(&text).chars().count() <= 1 + MOST, "{mark:?}");
        }
    }

    #[test]
    fn text_of_any_script_is_left_as_it_is() {
        let texts = [
            "Müßiggang",
            "नमस्ते दुनिया, यह एक लंबा वाक्य है जिसमें कई मात्राएँ हैं",
            "จำนวนปะการังที่หุ่นยนต์นับได้ในแนวปะการัง",
            "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇩🇪👍🏽",
            "हक्ष्म्ल्व्र्यं ཧྐྵྨླྺྼྻྂ",
            "בְּרֵאשִׁית בָּרָא אֱלֹהִים",
        ];
        for text in texts {
            assert!(matches!(limited(&text.repeat(20)), Cow::Borrowed(_)), "{text}");
        }
    }
}
