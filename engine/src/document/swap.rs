//! Makes another report of the story the lead: its whole field set goes to the head of the file, and the former
//! lead takes its place in the coverage. What belongs to the file (topics, heat, published, secured) stays.

use serde::{Deserialize, Serialize};
use serde_yaml::{Mapping, Value};

use super::broken::refused;
use super::check::{self, Reader};
use super::insert::{self, ORDER, REPORT};
use super::path::Path;
use super::rejection::Obstacle;
use super::splice::{self, Splice};
use super::tree::{Kind, NodeId};
use super::{Broken, Document, Edited, take_out};

/// Keys of the head that speak of the lead's report and have no place in the coverage.
const HEAD_ONLY: &[&str] = &["originalUrl", "featuredContent"];
/// Keys of a publisher that the coverage carries.
const PUBLISHER: &[&str] = &["name", "domain"];

/// What a report had in the head of the file and cannot take along into the coverage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept(Vec<Lines>);

/// A key with its value, as it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Lines {
    /// The key that holds it; none at the top.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    inside: Option<String>,
    key: String,
    /// The bytes behind the key, indented as if the key began its line.
    tail: String,
}

impl Kept {
    /// Whether there is nothing that the coverage cannot carry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, inside: Option<&str>) -> impl Iterator<Item = &Lines> {
        let inside = inside.map(str::to_owned);
        self.0.iter().filter(move |lines| lines.inside == inside)
    }

    fn tail(&self, inside: Option<&str>, key: &str) -> Option<&str> {
        self.of(inside).find(|lines| lines.key == key).map(|lines| lines.tail.as_str())
    }
}

impl Document<'_> {
    /// Makes a report of the coverage the lead. `back` is what was kept of that report when it last led.
    /// Returns what is to be kept of the report that led until now.
    pub fn swap_lead(&self, report: usize, back: &Kept) -> Result<(Edited, Kept), Broken> {
        let path = Path::top("related");
        let swap = Swap::of(self, report).ok_or_else(|| refused(&path, Obstacle::NoSuchReport))?;
        let (splices, kept) = swap.plan(back).ok_or_else(|| refused(&path, Obstacle::CannotLead))?;
        let splices = splice::in_order(&path, splices)?;
        let expect = |value: &mut Value, _: &Value, reader: Reader| swap.expect(value, back, reader).is_some();
        let edited = self.proved(&splices, &expect);
        edited.map(|edited| (edited, kept)).ok_or_else(|| refused(&path, Obstacle::ChangesSomethingElse))
    }
}

/// A head and the entry of the coverage that is to take its place.
struct Swap<'d, 't> {
    document: &'d Document<'t>,
    head: NodeId,
    entry: NodeId,
    /// Index of the entry in `related`.
    index: usize,
}

impl<'d, 't> Swap<'d, 't> {
    /// `report` counts the entries that are reports, as the article lists them.
    fn of(document: &'d Document<'t>, report: usize) -> Option<Self> {
        let tree = &document.tree;
        let head = tree.root()?;
        let items = tree.items(tree.get(head, "related")?).iter().enumerate();
        let mut reports = items.filter(|(_, item)| !tree.entries(**item).is_empty());
        let (index, entry) = reports.nth(report)?;
        Some(Self { document, head, entry: *entry, index })
    }

    fn plan(&self, back: &Kept) -> Option<(Vec<Splice>, Kept)> {
        let tree = &self.document.tree;
        let blocks = !tree.is_flow(self.head) && !tree.is_flow(self.entry) && !tree.linked;
        let known = tree
            .entries(self.entry)
            .iter()
            .all(|(key, _)| tree.scalar(*key).is_some_and(|(name, _)| REPORT.contains(&name)));
        if !blocks || !known {
            return None;
        }
        let (mut splices, mut kept) = (Vec::new(), Kept::default());
        for key in ORDER {
            if HEAD_ONLY.contains(key) {
                self.keep(self.head, None, key, back, (&mut splices, &mut kept))?;
            } else if *key == "provider" {
                self.provider(back, &mut splices, &mut kept)?;
            } else if REPORT.contains(key) {
                self.exchange((self.head, self.entry), key, true, &mut splices)?;
            }
        }
        Some((splices, kept))
    }

    /// The publisher goes key by key, so that what the coverage cannot carry of it (its logo) is kept.
    fn provider(&self, back: &Kept, splices: &mut Vec<Splice>, kept: &mut Kept) -> Option<()> {
        let tree = &self.document.tree;
        let (head, entry) = (tree.get(self.head, "provider"), tree.get(self.entry, "provider"));
        let keys = |node: Option<NodeId>| node.map_or(&[][..], |node| tree.entries(node));
        let names = |node| keys(node).iter().filter_map(|(key, _)| tree.scalar(*key).map(|(name, _)| name));
        let others: Vec<&str> = names(head).filter(|name| !PUBLISHER.contains(name)).collect();
        let kept_ones: Vec<&str> = back.of(Some("provider")).map(|lines| lines.key.as_str()).collect();
        if names(entry).any(|name| !PUBLISHER.contains(&name)) {
            return None;
        }
        let block = |node: Option<NodeId>| {
            node.filter(|node| matches!(tree.written(*node).kind, Kind::Mapping { flow: false, .. }))
        };
        let (Some(head), Some(entry)) = (block(head), block(entry)) else {
            let simple = others.is_empty() && kept_ones.is_empty();
            return if simple { self.exchange((self.head, self.entry), "provider", true, splices) } else { None };
        };
        for key in PUBLISHER {
            self.exchange((head, entry), key, false, splices)?;
        }
        for key in others.iter().chain(kept_ones.iter().filter(|key| !others.contains(key))) {
            self.keep(head, Some("provider"), key, back, (splices, kept))?;
        }
        Some(())
    }

    /// Gives each side the other's bytes under a key, absence included.
    fn exchange(&self, (head, entry): (NodeId, NodeId), key: &str, top: bool, splices: &mut Vec<Splice>) -> Option<()> {
        match (self.tail(head, key), self.tail(entry, key)) {
            (None, None) => {}
            (Some(there), Some(here)) => {
                // Even where both are the same: the proof looks at what splices touch.
                splices.push(Splice { with: here.at(there.indent), range: there.range.clone() });
                splices.push(Splice { with: there.at(here.indent), range: here.range });
            }
            (Some(there), None) => {
                splices.push(Splice::cut(self.entry_lines(head, key)?));
                splices.push(self.put_in(entry, key, &there.text, false)?);
            }
            (None, Some(here)) => {
                splices.push(Splice::cut(self.entry_lines(entry, key)?));
                splices.push(self.put_in(head, key, &here.text, top)?);
            }
        }
        Some(())
    }

    /// Takes out what the coverage cannot carry, and puts back what was kept of the report that leads from now on.
    fn keep(
        &self,
        holder: NodeId,
        inside: Option<&str>,
        key: &str,
        back: &Kept,
        (splices, kept): (&mut Vec<Splice>, &mut Kept),
    ) -> Option<()> {
        let found = self.tail(holder, key);
        match (&found, back.tail(inside, key)) {
            (None, None) => {}
            (Some(found), Some(back)) => {
                splices.push(Splice { range: found.range.clone(), with: indented(back, found.indent) });
            }
            (Some(_), None) => splices.push(Splice::cut(self.entry_lines(holder, key)?)),
            (None, Some(back)) => splices.push(self.put_in(holder, key, back, inside.is_none())?),
        }
        if let Some(found) = found {
            kept.0.push(Lines { inside: inside.map(str::to_owned), key: key.to_owned(), tail: found.text });
        }
        Some(())
    }

    fn put_in(&self, holder: NodeId, key: &str, tail: &str, top: bool) -> Option<Splice> {
        if top {
            return Some(insert::top_lines(self.document, key, &format!("{key}:{tail}")));
        }
        let order = if holder == self.entry { REPORT } else { &["name", "domain", "images"] };
        insert::nested(self.document, holder, order, |indent| (key, format!("{key}:{}", indented(tail, indent))))
    }

    fn entry_lines(&self, holder: NodeId, key: &str) -> Option<std::ops::Range<usize>> {
        let tree = &self.document.tree;
        let named = |name: NodeId| tree.scalar(name).is_some_and(|(name, _)| name == key);
        let index = tree.entries(holder).iter().position(|(name, _)| named(*name))?;
        take_out::entry(self.document, holder, index)
    }

    fn tail(&self, holder: NodeId, key: &str) -> Option<Tail> {
        let (key, value) = self.document.tree.entry(holder, key)?;
        let (range, indent) = splice::entry_tail(self.document, key, value)?;
        let text = unindented(&self.document.text[range.clone()], indent)?;
        Some(Tail { range, indent, text })
    }

    /// The same exchange in parsed values.
    fn expect(&self, value: &mut Value, back: &Kept, reader: Reader) -> Option<()> {
        let index = self.index.to_string();
        let entry = check::below(check::below(value, "related")?, &index)?;
        let Value::Mapping(mut entry) = std::mem::take(entry) else { return None };
        let Value::Mapping(head) = &mut *value else { return None };
        for key in REPORT {
            match (head.get_mut("provider"), entry.get_mut("provider")) {
                (Some(Value::Mapping(one)), Some(Value::Mapping(other))) if *key == "provider" => {
                    for key in PUBLISHER {
                        trade(one, other, key);
                    }
                    one.retain(|key, _| key.as_str().is_some_and(|key| PUBLISHER.contains(&key)));
                    restore(one, back, Some("provider"), reader);
                }
                _ => trade(head, &mut entry, key),
            }
        }
        for key in HEAD_ONLY {
            head.shift_remove(*key);
        }
        restore(head, back, None, reader);
        check::set(check::below(value, "related")?, &index, Value::Mapping(entry)).then_some(())
    }
}

/// What stands behind a key: where, and its bytes as if the key began its line.
struct Tail {
    range: std::ops::Range<usize>,
    indent: usize,
    text: String,
}

impl Tail {
    fn at(&self, indent: usize) -> String {
        indented(&self.text, indent)
    }
}

fn trade(one: &mut Mapping, other: &mut Mapping, key: &str) {
    let (from_one, from_other) = (one.shift_remove(key), other.shift_remove(key));
    let give = |to: &mut Mapping, value: Option<Value>| value.map(|value| to.insert(Value::from(key), value));
    give(one, from_other);
    give(other, from_one);
}

fn restore(mapping: &mut Mapping, back: &Kept, inside: Option<&str>, reader: Reader) {
    for lines in back.of(inside) {
        if let Value::Mapping(entries) = check::plain(&format!("{}:{}", lines.key, lines.tail), reader) {
            mapping.extend(entries);
        }
    }
}

/// Lines moved left by this many columns; `None` where one of them does not reach that far.
fn unindented(tail: &str, by: usize) -> Option<String> {
    let mut lines = tail.split_inclusive('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let blank = line.trim().is_empty();
        out.push_str(if blank { line } else { line.strip_prefix(&" ".repeat(by))? });
    }
    Some(out)
}

/// Lines moved right by this many columns; the first stands behind its key.
fn indented(tail: &str, by: usize) -> String {
    let mut lines = tail.split_inclusive('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        if !line.trim().is_empty() {
            out.push_str(&" ".repeat(by));
        }
        out.push_str(line);
    }
    out
}
