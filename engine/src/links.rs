//! Links of an article's text that may be opened: web addresses, and mail addresses with a subject and nothing else.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ammonia::Builder;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use url::Url;

/// Longest address that is opened, in bytes.
pub const LONGEST: usize = 8192;
/// Longest mail address, in bytes (RFC 5321).
const LONGEST_MAIL: usize = 254;
/// Longest subject that is kept, in characters.
const LONGEST_SUBJECT: usize = 200;
/// Characters of a mail address that are written as they are.
const IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_');

/// Returns the address that a link may open, or `None`: `http` and `https` as they are, `mailto` as
/// [`mail`] leaves it.
///
/// ```
/// use engine::links::allowed;
/// assert_eq!(allowed("mailto:a@b.example?bcc=c@d.example").as_deref(), Some("mailto:a@b.example"));
/// assert_eq!(allowed("file:///etc/passwd"), None);
/// ```
#[must_use]
pub fn allowed(link: &str) -> Option<Cow<'_, str>> {
    if link.len() > LONGEST {
        return None;
    }
    let url = Url::parse(link).ok()?;
    match url.scheme() {
        "http" | "https" => Some(Cow::Borrowed(link)),
        "mailto" => mail(&url).map(Cow::Owned),
        _ => None,
    }
}

/// Returns a `mailto:` address with one recipient and the subject. Mail programs act on other parts: `attach` adds a
/// file of this machine, `body` writes text in the curator's name, `cc` and `bcc` send it to others.
fn mail(url: &Url) -> Option<String> {
    let decoded = percent_decode_str(url.path()).decode_utf8().ok()?;
    let address = decoded.split([',', ';']).next().unwrap_or_default().trim();
    if !is_address(address) {
        return None;
    }
    let mut made = format!("mailto:{}", utf8_percent_encode(address, IN_ADDRESS));
    let subject = url.query_pairs().find(|(name, _)| name.eq_ignore_ascii_case("subject"));
    let subject = subject.map(|(_, value)| plain(&value)).unwrap_or_default();
    if !subject.is_empty() {
        made.push_str("?subject=");
        made.extend(utf8_percent_encode(&subject, NON_ALPHANUMERIC));
    }
    Some(made)
}

/// Whether a mail address is plain, so that no shell and no mail program interprets a part of it.
fn is_address(address: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || "!#$%&*+/=?^_{|}~.-".contains(letter);
    let Some((name, host)) = address.split_once('@') else { return false };
    let begins = |part: &str| part.starts_with(char::is_alphanumeric);
    address.len() <= LONGEST_MAIL
        && (begins(name) || name.starts_with('_'))
        && begins(host)
        && name.chars().all(is_plain)
        && host.chars().all(|letter| letter.is_alphanumeric() || letter == '.' || letter == '-')
}

/// A subject on one line, without the quotes that some mail programs end it at.
fn plain(subject: &str) -> String {
    let letters = subject.chars().filter(|letter| !letter.is_control()).take(LONGEST_SUBJECT);
    letters
        .map(|letter| match letter {
            '\'' => '\u{2019}',
            '"' => '\u{201D}',
            letter => letter,
        })
        .collect()
}

/// Returns the addresses of all links in safe HTML, as the page reads them from it.
pub fn in_html(html: &str) -> HashSet<String> {
    let found = Arc::new(Mutex::new(HashSet::new()));
    let heard = Arc::clone(&found);
    let mut reader = Builder::default();
    reader.attribute_filter(move |element, attribute, value| {
        if element == "a" && attribute == "href" {
            heard.lock().unwrap_or_else(PoisonError::into_inner).insert(value.to_owned());
        }
        Some(Cow::Borrowed(value))
    });
    drop(reader.clean(html));
    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
    std::mem::take(&mut found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_keeps_one_recipient_and_the_subject() {
        let cases = [
            ("mailto:desk@reef.example", "mailto:desk@reef.example"),
            ("MAILTO:desk@reef.example?SUBJECT=Coral%20count", "mailto:desk@reef.example?subject=Coral%20count"),
            ("mailto:a@b.example?cc=c@d.example&bcc=e@f.example&body=x&subject=s", "mailto:a@b.example?subject=s"),
            ("mailto:a@b.example?attach=/etc/passwd&attachment=/etc/passwd", "mailto:a@b.example"),
            ("mailto:a@b.example,c@d.example", "mailto:a@b.example"),
            ("mailto:a@b.example%2Cc@d.example", "mailto:a@b.example"),
            (
                "mailto:a@b.example?subject=x%0D%0ABcc:%20c@d.example",
                "mailto:a@b.example?subject=xBcc%3A%20c%40d%2Eexample",
            ),
            (
                "mailto:a@b.example?subject=x',attachment='/etc/passwd",
                "mailto:a@b.example?subject=x%E2%80%99%2Cattachment%3D%E2%80%99%2Fetc%2Fpasswd",
            ),
            (
                "mailto:a@b.example?subject=x%26bcc%3Dc@d.example",
                "mailto:a@b.example?subject=x%26bcc%3Dc%40d%2Eexample",
            ),
        ];
        for (link, kept) in cases {
            assert_eq!(allowed(link).as_deref(), Some(kept), "{link}");
        }
    }

    #[test]
    fn mail_without_a_plain_address_is_no_link() {
        for link in [
            "mailto:",
            "mailto:?to=a@b.example",
            "mailto:?attach=/etc/passwd",
            "mailto:--attach@b.example",
            "mailto:a@b.example'",
            "mailto:a%0D%0Abcc@b.example",
            "mailto:\"a b\"@c.example",
            "mailto:a@b@c.example",
        ] {
            assert_eq!(allowed(link), None, "{link}");
        }
    }

    #[test]
    fn other_addresses_than_those_of_the_web_are_no_links() {
        for link in ["file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "smb://host/share", "../a.md", ""]
        {
            assert_eq!(allowed(link), None, "{link}");
        }
        assert_eq!(allowed("https://reef.example/a?b=1&c=2#d").as_deref(), Some("https://reef.example/a?b=1&c=2#d"));
        assert_eq!(allowed(&format!("https://reef.example/{}", "a".repeat(LONGEST))), None);
    }

    #[test]
    fn only_links_count_and_their_addresses_are_exact() {
        let html = "<p title=\"https://a.example/\">href=\"https://b.example/\" <a href=\"https://c.example/?a=1&amp;b=2\">\
                    c</a> <a href=\"mailto:desk@d.example\">https://e.example/</a></p>";
        let expected = ["https://c.example/?a=1&b=2", "mailto:desk@d.example"].map(str::to_owned);
        assert_eq!(in_html(html), HashSet::from(expected));
    }
}
