//! The links that an article's text holds.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ammonia::Builder;

/// Returns the addresses of all links in safe HTML, as the page reads them from it.
pub fn links(html: &str) -> HashSet<String> {
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
    fn only_links_count_and_their_addresses_are_exact() {
        let html = "<p title=\"https://a.example/\">href=\"https://b.example/\" <a href=\"https://c.example/?a=1&amp;b=2\">\
                    c</a> <a href=\"mailto:desk@d.example\">https://e.example/</a></p>";
        let expected = ["https://c.example/?a=1&b=2", "mailto:desk@d.example"].map(str::to_owned);
        assert_eq!(links(html), HashSet::from(expected));
    }
}
