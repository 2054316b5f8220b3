//! Before the first pass, lines take the place that the format gives them: what stands in columns
//! and in long descriptions loses the indentation it shares, which means nothing there; and a zone
//! ends below raw HTML or a fence that would go on (format §4).

use pulldown_cmark::Options;

use super::super::directive;
use super::super::protect::{Protected, covers};
use super::container::{container, indentation};
use crate::article::SourceMap;

/// Rows within columns deeper than this keep their indentation.
const MOST_LEVELS: usize = 16;

/// Raw HTML that began further above a mark is not looked for.
const MOST_LINES: usize = 200;

/// The text with its lines in place, and where they come from; `None` when nothing moves.
pub(super) fn lay_out(text: &str, options: Options) -> Option<(String, SourceMap)> {
    if !text.contains(":::") {
        return None;
    }
    let mut layout = Layout {
        text,
        protected: Protected::find(text, options),
        out: String::new(),
        map: SourceMap::default(),
        copied: 0,
        levels: Vec::new(),
        zones: Vec::new(),
        fence: None,
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        layout.line(at, line);
        at += line.len();
    }
    if layout.out.is_empty() && layout.copied == 0 {
        return None;
    }
    layout.copy_to(text.len());
    Some((layout.out, layout.map))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Row,
    Column,
    Description,
}

/// An open construct whose content has its own indentation.
#[derive(Clone, Copy, Debug)]
struct Level {
    kind: Kind,
    /// Indentation of its marks, once laid out.
    at: usize,
    /// What its lines lose.
    take: usize,
}

struct Layout<'a> {
    text: &'a str,
    protected: Protected,
    out: String,
    map: SourceMap,
    /// How far `text` has been copied or left out.
    copied: usize,
    levels: Vec<Level>,
    /// The kinds of zones that are open.
    zones: Vec<&'static str>,
    /// The fence that is open in a column: its character and length.
    fence: Option<(u8, usize)>,
}

impl Layout<'_> {
    fn line(&mut self, start: usize, line: &str) {
        let take = self.levels.last().map_or(0, |level| level.take);
        let parts = container(line);
        let at = start + parts.prefix;
        if self.levels.is_empty() {
            let is_code = covers(&self.protected.fenced, at)
                || covers(&self.protected.html, at)
                || covers(&self.protected.indented, at);
            if is_code {
                self.end_zone(start, parts.rest, at);
                return;
            }
        } else if self.is_fenced(parts.rest) {
            self.dedent(start, line, take);
            return;
        }
        let Some(head) = directive::head(parts.rest).filter(|_| parts.quotes == 0) else {
            self.dedent(start, line, take);
            return;
        };
        // The column of the mark: an item's marker counts as indentation.
        let column = indentation(line) + parts.prefix - blanks(line);
        let is_deep = self.levels.len() >= MOST_LEVELS;
        match head.name.as_str() {
            "row" if head.rest.starts_with(":::") && !is_deep => {
                self.dedent(start, line, take);
                let at = column.saturating_sub(take);
                self.levels.push(Level { kind: Kind::Row, at, take });
            }
            "column" => {
                self.close(Kind::Column);
                let base = self.levels.last().filter(|level| level.kind == Kind::Row).copied();
                let Some(row) = base else { return self.dedent(start, line, take) };
                self.end_html(start);
                self.dedent(start, line, column.saturating_sub(row.at));
                let take = self.shared(start + line.len(), Kind::Column).saturating_sub(row.at);
                self.levels.push(Level { kind: Kind::Column, at: row.at, take });
            }
            "column-end" | "row-end" | "image-end" => {
                let kind = match head.name.as_str() {
                    "column-end" => Kind::Column,
                    "row-end" => Kind::Row,
                    _ => Kind::Description,
                };
                let level = self.close(kind);
                self.end_html(start);
                self.dedent(start, line, level.map_or(take, |l| column.saturating_sub(l.at)));
            }
            "image" if !is_deep && self.has_description(&head, start + line.len()) => {
                self.dedent(start, line, take);
                let at = column.saturating_sub(take);
                let shared = self.shared(start + line.len(), Kind::Description);
                let take = shared.saturating_sub(at);
                self.levels.push(Level { kind: Kind::Description, at, take });
            }
            name => {
                self.note_zone(name);
                self.dedent(start, line, take);
            }
        }
    }

    /// Ends the innermost construct of a kind and what is open in it.
    fn close(&mut self, kind: Kind) -> Option<Level> {
        let depth = match kind {
            Kind::Row => self.levels.iter().rposition(|level| level.kind == kind)?,
            _ => self.levels.len().checked_sub(1).filter(|&i| self.levels[i].kind == kind)?,
        };
        self.fence = None;
        self.levels.drain(depth..).next()
    }

    fn note_zone(&mut self, name: &str) {
        match name {
            "zone" => self.zones.push("zone-end"),
            "moniker" => self.zones.push("moniker-end"),
            _ => {
                if let Some(i) = self.zones.iter().rposition(|end| *end == name) {
                    self.zones.truncate(i);
                }
            }
        }
    }

    /// A line of code or raw HTML that ends the zone around it: a line is put in front of it that
    /// ends these, unless their own end comes.
    fn end_zone(&mut self, start: usize, rest: &str, at: usize) {
        let Some(head) = directive::head(rest) else { return };
        let blank = self.text[start..at].trim().is_empty();
        if !blank || !self.zones.iter().any(|end| *end == head.name) {
            return;
        }
        let within = |ranges: &[std::ops::Range<usize>]| {
            ranges.iter().find(|range| range.contains(&at)).map(|range| &self.text[range.clone()])
        };
        let closer = if let Some(html) = within(&self.protected.html) {
            // Of these, a blank line is no end.
            let goes_on = ["<!", "<?", "<pre", "<script", "<style", "<textarea"]
                .iter()
                .any(|open| html.get(..open.len()).is_some_and(|h| h.eq_ignore_ascii_case(open)));
            (!goes_on).then(|| "\n".to_owned())
        } else {
            within(&self.protected.fenced).and_then(unclosed_fence).map(|fence| fence + "\n")
        };
        if let Some(closer) = closer {
            self.insert(start, &closer);
            self.note_zone(&head.name);
        }
    }

    /// Puts a blank line in front of a mark that stands right below raw HTML, which would go on.
    fn end_html(&mut self, start: usize) {
        let above = self.text[..start].lines().rev().map(str::trim);
        let mut paragraph = above.take_while(|line| !line.is_empty()).take(MOST_LINES);
        if paragraph.any(|line| line.starts_with('<')) {
            self.insert(start, "\n");
        }
    }

    /// Whether a line in a column belongs to a fenced block of code.
    fn is_fenced(&mut self, rest: &str) -> bool {
        let mark = rest.bytes().next().filter(|b| matches!(b, b'`' | b'~'));
        let length = mark.map_or(0, |mark| rest.bytes().take_while(|&b| b == mark).count());
        match self.fence {
            Some((open, least)) => {
                let closes =
                    mark == Some(open) && length >= least && rest[length..].trim().is_empty();
                if closes {
                    self.fence = None;
                }
                true
            }
            None if length >= 3 => {
                self.fence = mark.map(|mark| (mark, length));
                true
            }
            None => false,
        }
    }

    /// The indentation that the lines from `from` to the end of a construct share.
    fn shared(&self, from: usize, kind: Kind) -> usize {
        let mut least = usize::MAX;
        let (mut fence, mut depth) = (false, 0_usize);
        for line in self.text[from..].lines() {
            let rest = line.trim_start_matches([' ', '\t']);
            if rest.starts_with("```") {
                fence = !fence;
            }
            if !fence && let Some(head) = directive::head(rest) {
                let ends = match (head.name.as_str(), kind) {
                    ("image-end", Kind::Description) => true,
                    ("column" | "column-end" | "row-end", Kind::Column) => depth == 0,
                    _ => false,
                };
                if ends {
                    break;
                }
                match head.name.as_str() {
                    "row" => depth += 1,
                    "row-end" => depth = depth.saturating_sub(1),
                    _ => {}
                }
            }
            if !rest.trim().is_empty() {
                least = least.min(indentation(line));
            }
        }
        if least == usize::MAX { 0 } else { least }
    }

    /// Whether an image is complex and its description ends before the next image.
    fn has_description(&self, head: &directive::Head<'_>, from: usize) -> bool {
        let read = directive::attributes(head.rest, 0, false);
        read.list.iter().any(|a| a.name == "type" && a.value == "complex")
            && super::blocks::image_end_follows(&self.text[from..])
    }

    fn copy_to(&mut self, end: usize) {
        if end > self.copied {
            self.map.push(self.out.len(), self.copied, end - self.copied);
            self.out.push_str(&self.text[self.copied..end]);
            self.copied = end;
        }
    }

    fn insert(&mut self, at: usize, line: &str) {
        self.copy_to(at);
        self.map.push(self.out.len(), at, 0);
        self.out.push_str(line);
        self.copied = at;
    }

    /// Takes up to `width` columns of blanks from the start of a line.
    fn dedent(&mut self, start: usize, line: &str, width: usize) {
        let (mut removed, mut columns) = (0, 0);
        for byte in line.bytes() {
            match byte {
                b' ' if columns < width => columns += 1,
                b'\t' if columns < width => columns += 4,
                _ => break,
            }
            removed += 1;
        }
        if removed > 0 {
            self.copy_to(start);
            self.copied = start + removed;
        }
    }
}

/// Number of blanks and tabs a line begins with.
fn blanks(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The fence that would end a block of code, when nothing does.
fn unclosed_fence(block: &str) -> Option<String> {
    let mark = block.chars().next()?;
    let length = block.chars().take_while(|&c| c == mark).count();
    let closed = block.lines().skip(1).any(|line| {
        let line = line.trim();
        line.len() >= length && line.chars().all(|c| c == mark)
    });
    (!closed).then(|| String::from(mark).repeat(length))
}
