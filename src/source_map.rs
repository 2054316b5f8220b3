//! Offsets in a derived text back to offsets in the file.

use crate::diagnostic::Span;

/// Leads from a derived text (the body after its front matter, a YAML scalar, a rewritten body)
/// back to the file that holds it.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    /// Sorted by `at`; none means the texts are the same.
    pieces: Vec<Piece>,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Offset in the derived text.
    at: u32,
    /// Offset in the file.
    source: u32,
    /// How many bytes of the file the piece stands for; an inserted piece has none.
    length: u32,
}

impl SourceMap {
    /// A derived text that is the file from `start` on.
    #[must_use]
    pub fn offset(start: usize) -> Self {
        let mut map = Self::default();
        map.push(0, start, u32::MAX as usize - start);
        map
    }

    /// Says that the derived text from `at` on stands for `length` bytes of the file from
    /// `source` on. Calls come in ascending order of `at`.
    pub fn push(&mut self, at: usize, source: usize, length: usize) {
        let piece = Piece { at: at as u32, source: source as u32, length: length as u32 };
        if let Some(last) = self.pieces.last_mut() {
            if last.at == piece.at {
                *last = piece;
                return;
            }
            let grown = piece.at - last.at;
            // Runs that follow each other without a gap need one piece.
            if grown == last.length && last.source + last.length == piece.source {
                last.length += piece.length;
                return;
            }
        }
        self.pieces.push(piece);
    }

    /// The offset in the file of an offset in the derived text.
    #[must_use]
    pub fn to_source(&self, offset: usize) -> usize {
        let offset = offset as u32;
        let after = self.pieces.partition_point(|piece| piece.at <= offset);
        match after.checked_sub(1).map(|i| self.pieces[i]) {
            Some(piece) => (piece.source + (offset - piece.at).min(piece.length)) as usize,
            None => offset as usize,
        }
    }

    /// The span in the file of a range of the derived text.
    #[must_use]
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.to_source(range.start);
        if range.end <= range.start {
            return Span::new(start, start);
        }
        // The end belongs to the last byte inside, not to what follows.
        let end = self.to_source(range.end - 1) + 1;
        Span::new(start, end.max(start))
    }

    /// This map after another: offsets in a text derived from a derived text.
    #[must_use]
    pub fn after(&self, outer: &Self) -> Self {
        let mut map = Self::default();
        for piece in &self.pieces {
            // The outer map may break inside the piece.
            let start = piece.source;
            let end = piece.source.saturating_add(piece.length);
            map.push(piece.at as usize, outer.to_source(start as usize), piece.length as usize);
            for inner in outer.pieces.iter().filter(|p| p.at > start && p.at < end) {
                let skipped = inner.at - start;
                if let Some(last) = map.pieces.last_mut() {
                    last.length = last.length.min(piece.at + skipped - last.at);
                }
                let rest = inner.length.min(piece.length - skipped);
                map.pieces.push(Piece {
                    at: piece.at + skipped,
                    source: inner.source,
                    length: rest,
                });
            }
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inserted_text_maps_to_its_place() {
        // "ab" + inserted "XX" + "cd" from "abcd"
        let mut map = SourceMap::default();
        map.push(0, 0, 2);
        map.push(2, 2, 0);
        map.push(4, 2, 2);
        assert_eq!(map.to_source(1), 1);
        assert_eq!(map.to_source(3), 2);
        assert_eq!(map.to_source(5), 3);
        assert_eq!(map.span(4..6), Span::new(2, 4));
    }

    #[test]
    fn maps_compose() {
        let outer = SourceMap::offset(10);
        let mut inner = SourceMap::default();
        inner.push(0, 0, 3);
        inner.push(3, 5, 4);
        let map = inner.after(&outer);
        assert_eq!(map.to_source(2), 12);
        assert_eq!(map.to_source(4), 16);
    }

    #[test]
    fn maps_compose_across_breaks() {
        let mut outer = SourceMap::default();
        outer.push(0, 100, 4);
        outer.push(4, 200, 4);
        let mut inner = SourceMap::default();
        inner.push(0, 2, 6);
        let map = inner.after(&outer);
        assert_eq!(map.to_source(1), 103);
        assert_eq!(map.to_source(2), 200);
        assert_eq!(map.to_source(5), 203);
    }
}
