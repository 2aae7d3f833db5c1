//! Reads front matter into a tree of values that know where they stand. Changes nothing.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScalarStyle, Span, StructureStyle};

use super::broken::Broken;
use super::{limits, words};

/// Bytes of front matter to a key or a value in ordinary files (25 of the generated ones), with some to spare: room for all of them is made at once.
const BYTES_A_VALUE: usize = 20;

/// Index of a value in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(usize);

/// One value: what it is and which bytes of the document hold it (anchors and tags excluded).
#[derive(Debug)]
pub struct Node<'t> {
    /// What it is.
    pub kind: Kind<'t>,
    /// Its bytes in the document.
    pub span: Range<usize>,
}

/// The kinds of value YAML has.
#[derive(Debug)]
pub enum Kind<'t> {
    /// Text, number, boolean or nothing.
    Scalar {
        /// The text after escapes.
        text: Cow<'t, str>,
        /// How it is written.
        style: ScalarStyle,
    },
    /// A list.
    Sequence {
        /// Block or flow.
        flow: bool,
        /// Its items.
        items: Vec<NodeId>,
    },
    /// A mapping.
    Mapping {
        /// Block or flow.
        flow: bool,
        /// Keys and values in the file's order.
        entries: Vec<(NodeId, NodeId)>,
    },
    /// `*name`: stands for another value.
    Alias(NodeId),
}

/// The front matter as values.
#[derive(Debug)]
pub struct Tree<'t> {
    nodes: Vec<Node<'t>>,
    root: Option<NodeId>,
    /// Whether the front matter holds an anchor, an alias or a tag.
    pub linked: bool,
}

impl<'t> Tree<'t> {
    /// Parses `text[front]`; every span is an offset in `text`.
    pub fn parse(text: &'t str, front: Range<usize>) -> Result<Self, Broken> {
        Builder::new(text, front).run()
    }

    /// The outermost value; `None` where the front matter is empty.
    pub fn root(&self) -> Option<NodeId> {
        self.root
    }

    /// The value, aliases followed.
    pub fn node(&self, id: NodeId) -> &Node<'t> {
        match self.nodes[id.0].kind {
            Kind::Alias(target) => &self.nodes[target.0],
            _ => &self.nodes[id.0],
        }
    }

    /// The value as it stands in the file, aliases not followed.
    pub fn written(&self, id: NodeId) -> &Node<'t> {
        &self.nodes[id.0]
    }

    /// Keys and values of a mapping; none where it is something else.
    pub fn entries(&self, id: NodeId) -> &[(NodeId, NodeId)] {
        match &self.node(id).kind {
            Kind::Mapping { entries, .. } => entries,
            _ => &[],
        }
    }

    /// Items of a list; none where it is something else.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match &self.node(id).kind {
            Kind::Sequence { items, .. } => items,
            _ => &[],
        }
    }

    /// Whether it is written in brackets.
    pub fn is_flow(&self, id: NodeId) -> bool {
        matches!(self.node(id).kind, Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. })
    }

    /// How many values it has, aliases not followed.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Text and style of a scalar.
    pub fn scalar(&self, id: NodeId) -> Option<(&str, ScalarStyle)> {
        match &self.node(id).kind {
            Kind::Scalar { text, style } => Some((text, *style)),
            _ => None,
        }
    }

    /// The entry of a mapping with this key.
    pub fn entry(&self, mapping: NodeId, key: &str) -> Option<(NodeId, NodeId)> {
        self.entries(mapping).iter().copied().find(|(name, _)| self.scalar(*name).is_some_and(|(text, _)| text == key))
    }

    /// The value of a mapping under this key.
    pub fn get(&self, mapping: NodeId, key: &str) -> Option<NodeId> {
        self.entry(mapping, key).map(|(_, value)| value)
    }

    /// The top-level value under this key.
    pub fn top(&self, key: &str) -> Option<NodeId> {
        self.get(self.root?, key)
    }
}

/// A list or mapping that is still open while the events come in.
struct Open {
    id: NodeId,
    /// The key that waits for its value.
    key: Option<NodeId>,
}

/// What a value holds, aliases followed.
struct Size {
    /// How many values it stands for.
    weight: usize,
    /// How many levels it holds below it.
    height: usize,
}

struct Builder<'t> {
    text: &'t str,
    start: usize,
    events: Parser<'t, granit_parser::StrInput<'t>>,
    nodes: Vec<Node<'t>>,
    /// Of each value.
    sizes: Vec<Size>,
    anchors: HashMap<usize, NodeId>,
    open: Vec<Open>,
    root: Option<NodeId>,
    linked: bool,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, front: Range<usize>) -> Self {
        let mut options = Options::default();
        options.flow_nesting_limit = limits::NESTING;
        options.block_nesting_limit = limits::NESTING;
        let values = front.len() / BYTES_A_VALUE;
        let events = Parser::new_from_str_with_options(&text[front.clone()], options);
        Self {
            text,
            start: front.start,
            events,
            nodes: Vec::with_capacity(values),
            sizes: Vec::with_capacity(values),
            anchors: HashMap::new(),
            open: Vec::new(),
            root: None,
            linked: false,
        }
    }

    fn run(mut self) -> Result<Tree<'t>, Broken> {
        while let Some(next) = self.events.next_event() {
            let (event, span) =
                next.map_err(|error| words::broken_yaml(self.text, self.start, &error, self.open_bracket()))?;
            self.event(event, span)?;
        }
        Ok(Tree { nodes: self.nodes, root: self.root, linked: self.linked })
    }

    /// Where the outermost bracket stands that is open now.
    fn open_bracket(&self) -> Option<usize> {
        let mut open = self.open.iter().map(|open| &self.nodes[open.id.0]);
        let flow = |node: &&Node<'_>| {
            matches!(node.kind, Kind::Sequence { flow: true, .. } | Kind::Mapping { flow: true, .. })
        };
        open.find(flow).map(|node| node.span.start)
    }

    fn event(&mut self, event: Event<'t>, span: Span) -> Result<(), Broken> {
        let range = self.range(span);
        self.linked |= event.tag().is_some();
        match event {
            Event::DocumentStart(..) if self.root.is_some() => Err(words::second_document(self.text, range.start)),
            Event::Scalar(text, style, anchor, _) => self.leaf(Kind::Scalar { text, style }, range, anchor, 1),
            Event::Alias(anchor) => self.alias(anchor, range),
            Event::SequenceStart(style, anchor, _) => {
                let flow = style == StructureStyle::Flow;
                self.opened(Kind::Sequence { flow, items: Vec::new() }, range, anchor)
            }
            Event::MappingStart(style, anchor, _) => {
                let flow = style == StructureStyle::Flow;
                self.opened(Kind::Mapping { flow, entries: Vec::new() }, range, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.closed(range),
            _ => Ok(()),
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let range = span.byte_range().unwrap_or(0..0);
        self.start + range.start..self.start + range.end
    }

    fn alias(&mut self, anchor: usize, range: Range<usize>) -> Result<(), Broken> {
        let target = self.anchors.get(&anchor).copied();
        // An alias inside its own anchor would make a tree without end.
        let target = target.filter(|target| !self.open.iter().any(|open| open.id == *target));
        let Some(target) = target else {
            return Err(words::endless_alias(self.text, range.start));
        };
        let Size { weight, height } = self.sizes[target.0];
        if self.open.len() + height > limits::NESTING {
            return Err(words::too_deep(self.text, range.start));
        }
        self.leaf(Kind::Alias(target), range, 0, weight)?;
        self.raise(height);
        self.linked = true;
        Ok(())
    }

    /// What is open holds something of this height.
    fn raise(&mut self, height: usize) {
        if let Some(open) = self.open.last() {
            let own = &mut self.sizes[open.id.0].height;
            *own = (*own).max(height + 1);
        }
    }

    fn leaf(&mut self, kind: Kind<'t>, span: Range<usize>, anchor: usize, weight: usize) -> Result<(), Broken> {
        let at = span.start;
        let id = self.push(kind, span, anchor, weight);
        self.weigh(weight, at)?;
        self.place(id);
        Ok(())
    }

    fn opened(&mut self, kind: Kind<'t>, span: Range<usize>, anchor: usize) -> Result<(), Broken> {
        let at = span.start;
        let id = self.push(kind, span, anchor, 1);
        self.weigh(1, at)?;
        self.place(id);
        self.open.push(Open { id, key: None });
        Ok(())
    }

    fn push(&mut self, kind: Kind<'t>, span: Range<usize>, anchor: usize, weight: usize) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { kind, span });
        self.sizes.push(Size { weight, height: 0 });
        if anchor != 0 {
            self.anchors.insert(anchor, id);
            self.linked = true;
        }
        id
    }

    /// Adds to the weight of all that is open, and refuses what would grow beyond the limit.
    fn weigh(&mut self, weight: usize, at: usize) -> Result<(), Broken> {
        for open in &self.open {
            let own = &mut self.sizes[open.id.0].weight;
            *own = own.saturating_add(weight);
        }
        let whole = self.root.map_or(0, |root| self.sizes[root.0].weight);
        if whole > limits::VALUES { Err(words::too_many_values(self.text, at)) } else { Ok(()) }
    }

    fn place(&mut self, id: NodeId) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(id);
            return;
        };
        match (&mut self.nodes[open.id.0].kind, open.key) {
            (Kind::Sequence { items, .. }, _) => items.push(id),
            (Kind::Mapping { .. }, None) => open.key = Some(id),
            (Kind::Mapping { entries, .. }, Some(key)) => {
                entries.push((key, id));
                open.key = None;
            }
            (Kind::Scalar { .. } | Kind::Alias(_), _) => {}
        }
    }

    fn closed(&mut self, range: Range<usize>) -> Result<(), Broken> {
        let Some(Open { id, .. }) = self.open.pop() else { return Ok(()) };
        self.raise(self.sizes[id.0].height);
        self.nodes[id.0].span.end = range.end.max(self.nodes[id.0].span.start);
        self.no_key_twice(id)
    }

    fn no_key_twice(&self, id: NodeId) -> Result<(), Broken> {
        let Kind::Mapping { entries, .. } = &self.nodes[id.0].kind else { return Ok(()) };
        let mut seen: HashMap<&str, usize> = HashMap::with_capacity(entries.len());
        for (key, _) in entries {
            let node = &self.nodes[key.0];
            let Kind::Scalar { text, .. } = &node.kind else { continue };
            if let Some(first) = seen.insert(text, node.span.start) {
                return Err(words::key_twice(self.text, text, first, node.span.start));
            }
        }
        Ok(())
    }
}
