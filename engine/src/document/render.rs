//! Writes new values in the hand of the file: its indentation, its quotes, its line end. Only what is put in
//! is written here; what stands in the file is never written again.

use std::fmt::Write;

use granit_parser::ScalarStyle;

use super::Document;
use super::broken::{Broken, refused};
use super::change::NewValue;
use super::lines;
use super::path::Path;
use super::rejection::Obstacle;
use super::scalar::{self, Meaning};
use super::tree::{Kind, NodeId, Tree};

/// Keys that stand plain in a news file.
const PLAIN: &[&str] = &["category", "publishedDateTime", "type", "name", "domain", "topics"];

/// Keys whose text is double-quoted in a news file.
const QUOTED: &[&str] =
    &["title", "excerpt", "originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "featuredContent", "secured", "url"];

/// A file's own way of writing.
pub struct Pen<'d, 't> {
    tree: &'d Tree<'t>,
    line_end: &'static str,
    /// Columns by which a list stands to the right of its key.
    list_indent: usize,
    /// Columns by which a mapping stands to the right of its key.
    map_indent: usize,
    /// Whether any of its lists is a block.
    pub writes_blocks: bool,
    text: ScalarStyle,
}

impl<'d, 't> Pen<'d, 't> {
    /// Looks at how a file is written.
    pub fn of(document: &'d Document<'t>) -> Self {
        let tree = &document.tree;
        let mut pen = Self {
            tree,
            line_end: document.parts.line_end,
            list_indent: 2,
            map_indent: 2,
            writes_blocks: false,
            text: text_style(tree),
        };
        let Some(root) = tree.root() else { return pen };
        for (key, value) in tree.entries(root) {
            let (key, value) = (&tree.written(*key).span, tree.written(*value));
            // A block's span begins at its first dash or key.
            let column = |at: usize| lines::column(document.text, at);
            let deeper = || column(value.span.start).saturating_sub(column(key.start));
            match value.kind {
                Kind::Sequence { flow: false, .. } => (pen.list_indent, pen.writes_blocks) = (deeper(), true),
                Kind::Mapping { flow: false, .. } => pen.map_indent = deeper().max(1),
                _ => {}
            }
        }
        pen
    }

    /// `key: value`, on as many lines as it takes; the first without indentation, the last without line end.
    pub fn entry(&self, key: &str, value: &NewValue, indent: usize, like: Option<NodeId>) -> String {
        format!("{key}:{}", self.behind_key(key, value, indent, like))
    }

    /// What follows the colon of a key that stands at this indentation.
    pub fn behind_key(&self, key: &str, value: &NewValue, indent: usize, like: Option<NodeId>) -> String {
        match value {
            NewValue::List(items) if !items.is_empty() => {
                let items = items.iter().map(|text| NewValue::Text(text.clone()));
                self.items(items, indent, like)
            }
            NewValue::Items(items) if !items.is_empty() => self.items(items.iter().cloned(), indent, like),
            NewValue::Map(entries) if !entries.is_empty() => {
                let deeper = indent + self.map_indent;
                let entries = entries.iter().map(|(key, value)| {
                    let like = like.and_then(|like| self.tree.get(like, key));
                    format!("{}{}{}", self.line_end, " ".repeat(deeper), self.entry(key, value, deeper, like))
                });
                entries.collect()
            }
            value => format!(" {}", scalar(value, self.style(key, value, like), false)),
        }
    }

    fn items(&self, items: impl Iterator<Item = NewValue>, indent: usize, like: Option<NodeId>) -> String {
        let indent = indent + self.list_indent;
        let like = like.and_then(|list| self.tree.items(list).first().copied());
        items.map(|item| format!("{}{}", self.line_end, self.item(&item, indent, like))).collect()
    }

    /// An item of a block list whose dash stands at this indentation; the last line without line end.
    pub fn item(&self, value: &NewValue, indent: usize, like: Option<NodeId>) -> String {
        let blanks = " ".repeat(indent);
        let NewValue::Map(entries) = value else { return format!("{blanks}- {}", self.one_line(value, like)) };
        let mut out = format!("{blanks}- ");
        for (index, (key, value)) in entries.iter().enumerate() {
            if index > 0 {
                // Writing to a String cannot fail.
                let _ = write!(out, "{}{blanks}  ", self.line_end);
            }
            let like = like.and_then(|like| self.tree.get(like, key));
            out.push_str(&self.entry(key, value, indent + 2, like));
        }
        if entries.is_empty() {
            out.push_str("{}");
        }
        out
    }

    fn one_line(&self, value: &NewValue, like: Option<NodeId>) -> String {
        match (value, like) {
            (NewValue::Items(_) | NewValue::List(_) | NewValue::Map(_), _) => Self::in_brackets(value),
            (value, like) => scalar(value, self.style_of(like).unwrap_or(ScalarStyle::Plain), false),
        }
    }

    /// A value inside brackets, or in brackets itself.
    pub fn flow(&self, value: &NewValue, like: NodeId) -> String {
        match value {
            NewValue::Items(_) | NewValue::List(_) | NewValue::Map(_) => Self::in_brackets(value),
            value => scalar(value, self.style_of(Some(like)).unwrap_or(ScalarStyle::Plain), true),
        }
    }

    fn in_brackets(value: &NewValue) -> String {
        match value {
            NewValue::List(items) => {
                let items = items.iter().map(|item| scalar::in_style(item, ScalarStyle::Plain, true));
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            NewValue::Items(items) => {
                let items = items.iter().map(Self::in_brackets);
                format!("[{}]", items.collect::<Vec<_>>().join(", "))
            }
            NewValue::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{key}: {}", Self::in_brackets(value)));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
            }
            value => scalar(value, ScalarStyle::Plain, true),
        }
    }

    /// The style of a value under this key: that of a like one, else the robots', else the file's.
    fn style(&self, key: &str, value: &NewValue, like: Option<NodeId>) -> ScalarStyle {
        if let Some(style) = self.style_of(like) {
            return style;
        }
        match key {
            _ if !matches!(value, NewValue::Text(_)) => ScalarStyle::Plain,
            key if PLAIN.contains(&key) => ScalarStyle::Plain,
            key if QUOTED.contains(&key) && self.text == ScalarStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
            _ => self.text,
        }
    }

    fn style_of(&self, like: Option<NodeId>) -> Option<ScalarStyle> {
        let (text, style) = self.tree.scalar(like?)?;
        let on_one = matches!(style, ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        (on_one && scalar::meaning(text, style) == Meaning::Text).then_some(style)
    }
}

/// The style of a file's own texts: double-quoted where any is, as the robots and most hands write.
fn text_style(tree: &Tree<'_>) -> ScalarStyle {
    let values = tree.root().map_or(&[][..], |root| tree.entries(root));
    let texts = values.iter().filter_map(|(key, value)| {
        let known = tree.scalar(*key).is_some_and(|(name, _)| PLAIN.contains(&name));
        tree.scalar(*value).filter(|(text, style)| !known && scalar::meaning(text, *style) == Meaning::Text)
    });
    let mut found = None;
    for (_, style) in texts {
        match (style, found) {
            (ScalarStyle::DoubleQuoted, _) => return style,
            (ScalarStyle::SingleQuoted, _) | (ScalarStyle::Plain, None) => found = Some(style),
            _ => {}
        }
    }
    found.unwrap_or(ScalarStyle::DoubleQuoted)
}

/// A value on one line in this style.
pub fn scalar(value: &NewValue, style: ScalarStyle, in_flow: bool) -> String {
    match value {
        NewValue::Bool(flag) => flag.to_string(),
        NewValue::Int(number) if style == ScalarStyle::DoubleQuoted => format!("\"{number}\""),
        NewValue::Int(number) if style == ScalarStyle::SingleQuoted => format!("'{number}'"),
        NewValue::Int(number) => number.to_string(),
        NewValue::Text(text) => scalar::in_style(text, style, in_flow),
        NewValue::Plain(text) => text.clone(),
        NewValue::List(_) | NewValue::Items(_) => "[]".to_owned(),
        NewValue::Map(_) => "{}".to_owned(),
        NewValue::Absent => String::new(),
    }
}

/// Refuses a value that holds a key that would have to be quoted, or nothing where something must stand.
pub fn writable(path: &Path, value: &NewValue) -> Result<(), Broken> {
    match value {
        NewValue::Map(entries) => entries.iter().try_for_each(|(key, value)| {
            if is_key(key) { writable(path, value) } else { Err(refused(path, Obstacle::KeyNotWritable)) }
        }),
        NewValue::Items(items) => items.iter().try_for_each(|item| writable(path, item)),
        NewValue::Absent => Err(refused(path, Obstacle::Nothing)),
        _ => Ok(()),
    }
}

/// Whether a key can be written plain, in brackets too.
pub fn is_key(key: &str) -> bool {
    scalar::plain_holds(key, true)
}
