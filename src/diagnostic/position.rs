//! Byte offsets to lines and columns.

use std::collections::HashMap;

use super::{Span, Texts};
use crate::path;

/// A place as people count: both numbers start at 1; the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
}

/// Where the lines of one text begin.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<u32>,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1))
            .collect();
        Self { text, starts }
    }

    /// The position of a byte offset; offsets past the end count as the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let offset = (offset as usize).min(self.text.len());
        let line = self.starts.partition_point(|&start| start as usize <= offset) - 1;
        let start = self.starts[line] as usize;
        let column =
            self.text.as_bytes()[start..offset].iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        Position { line: line + 1, column: column + 1 }
    }
}

/// Line indexes of the files met so far, so that many findings in one file cost one scan.
pub(super) struct LineIndexes<'a> {
    texts: &'a dyn Texts,
    indexes: HashMap<String, Option<LineIndex<'a>>>,
}

impl<'a> LineIndexes<'a> {
    pub(super) fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, indexes: HashMap::new() }
    }

    /// The path of a file in the repository.
    pub(super) fn in_repository(&self, file: &str) -> String {
        path::join(self.texts.folder(), file)
    }

    /// Start and end of a span; line 1, column 1 when the text is not at hand.
    pub(super) fn positions(&mut self, file: &str, span: Span) -> (Position, Position) {
        if !self.indexes.contains_key(file) {
            let index = self.texts.text(file).map(LineIndex::new);
            self.indexes.insert(file.to_owned(), index);
        }
        match self.indexes.get(file) {
            Some(Some(index)) => (index.position(span.start), index.position(span.end)),
            _ => (Position { line: 1, column: 1 }, Position { line: 1, column: 1 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let index = LineIndex::new("äb\ncd");
        assert_eq!(index.position(2), Position { line: 1, column: 2 });
        assert_eq!(index.position(4), Position { line: 2, column: 1 });
        assert_eq!(index.position(99), Position { line: 2, column: 3 });
    }
}
