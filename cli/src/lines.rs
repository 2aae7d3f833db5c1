//! Lines of text for people.

use engine::escape;

/// Lines that are safe to print in a terminal: control characters and line breaks inside a line are escaped.
#[derive(Debug, Default)]
pub struct Lines(String);

impl Lines {
    /// Adds one line. A line break inside it is escaped.
    pub fn push(&mut self, line: impl AsRef<str>) {
        self.0.push_str(&escape::line(line.as_ref()));
        self.0.push('\n');
    }

    /// Adds a text of several lines, such as a document or a diff. Its line feeds end lines, its tabs stay.
    pub fn push_text(&mut self, text: &str) {
        for line in text.split_terminator('\n') {
            self.0.push_str(&escape::line_with_tabs(line));
            self.0.push('\n');
        }
    }

    /// Returns whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lines, each with a line feed at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Lines {
    /// Makes one line.
    fn from(line: &str) -> Self {
        let mut lines = Self::default();
        lines.push(line);
        lines
    }
}

impl From<String> for Lines {
    /// Makes one line.
    fn from(line: String) -> Self {
        Self::from(line.as_str())
    }
}

impl<S: AsRef<str>> FromIterator<S> for Lines {
    fn from_iter<I: IntoIterator<Item = S>>(all: I) -> Self {
        let mut lines = Self::default();
        lines.extend(all);
        lines
    }
}

impl<S: AsRef<str>> Extend<S> for Lines {
    fn extend<I: IntoIterator<Item = S>>(&mut self, lines: I) {
        lines.into_iter().for_each(|line| self.push(line));
    }
}
