//! The tags that may stand in a text, and the attributes that they keep.

/// How an element nests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Never has content.
    Void,
    /// Stands in a line and contains no block.
    Inline,
    /// A block.
    Block,
}

/// Returns how an element of this name nests; `None` where its tags are left out and its content is kept.
pub fn kind(name: &str) -> Option<Kind> {
    match name {
        "br" | "hr" | "wbr" | "col" => Some(Kind::Void),
        "a" | "abbr" | "acronym" | "b" | "bdi" | "bdo" | "cite" | "code" | "data" | "del" | "dfn" | "em" | "i"
        | "ins" | "kbd" | "mark" | "q" | "rp" | "rt" | "rtc" | "ruby" | "s" | "samp" | "small" | "span" | "strike"
        | "strong" | "sub" | "sup" | "time" | "tt" | "u" | "var" => Some(Kind::Inline),
        "article" | "aside" | "blockquote" | "caption" | "center" | "colgroup" | "dd" | "details" | "div" | "dl"
        | "dt" | "figcaption" | "figure" | "footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup"
        | "li" | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot" | "th"
        | "thead" | "tr" | "ul" => Some(Kind::Block),
        _ => None,
    }
}

/// Whether the element is left out with all of its content.
pub fn is_dropped(name: &str) -> bool {
    matches!(name, "script" | "style")
}

/// Longest value of an attribute that is no address, in bytes.
const LONGEST: usize = 1024;
/// Most columns or rows that one cell spans. A layout makes a place for each of them.
const SPAN: u32 = 100;

/// Whether an attribute is kept.
pub fn keeps(name: &str, value: &str) -> bool {
    match name {
        "href" => value.len() <= crate::links::LONGEST,
        "title" | "lang" | "dir" | "align" | "start" => value.len() <= LONGEST,
        "colspan" | "rowspan" => value.parse().is_ok_and(|span: u32| (1..=SPAN).contains(&span)),
        _ => false,
    }
}
