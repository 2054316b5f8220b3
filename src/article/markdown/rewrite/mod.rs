//! The first pass: the format's own constructs become markers, tables take `CommonMark`'s shape.

mod blocks;
mod container;
mod inline;
mod layout;
mod table;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Options;

pub use self::blocks::INVALID_NOTE_SECTION;
use self::container::container;
use self::inline::Inline;
use super::checks::Fault;
use super::directive::{Directive, DirectiveKind};
use super::protect::{Protected, covers};
use super::tables;
use crate::article::SourceMap;
use crate::diagnostic::{Code, Diagnostic};

/// Begins a marker inside running text; the index of its directive and [`MARK_END`] follow.
/// Noncharacters: no valid text has them.
pub(super) const MARK_START: char = '\u{fdd0}';
/// Ends a marker inside running text.
pub(super) const MARK_END: char = '\u{fdd1}';
/// The marker of a block.
const BLOCK_MARK: &str = "<!--g-->";

/// A text after the first pass.
pub(super) struct Rewritten<'a> {
    pub(super) text: Cow<'a, str>,
    /// The text before the pass.
    pub(super) source: Cow<'a, str>,
    /// From the rewritten text to the file.
    pub(super) map: SourceMap,
    /// From the text before the pass to the file.
    pub(super) source_map: SourceMap,
    /// Sorted by their marker's place.
    pub(super) directives: Vec<Directive>,
}

/// Rewrites a block text.
pub(super) fn rewrite<'a>(
    file: &Arc<str>,
    text: &'a str,
    map: &SourceMap,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Rewritten<'a> {
    let has_directives = [":::", "[!", "[\\!", "<xref:\"", "<xref:'", "<xref: "]
        .iter()
        .any(|mark| text.contains(mark));
    if !has_directives && !text.lines().any(|line| tables::is_separator(container(line).rest)) {
        return Rewritten {
            text: Cow::Borrowed(text),
            source: Cow::Borrowed(text),
            map: map.clone(),
            source_map: map.clone(),
            directives: Vec::new(),
        };
    }
    let laid_out = layout::lay_out(text, options);
    let (source, source_map) = match laid_out {
        Some((laid_out, moved)) => (Cow::Owned(laid_out), moved.after(map)),
        None => (Cow::Borrowed(text), map.clone()),
    };
    let mut rewriter = Rewriter {
        file,
        text: &source,
        outer: &source_map,
        protected: Protected::find(&source, options),
        out: String::with_capacity(text.len() + text.len() / 8),
        map: SourceMap::default(),
        copied: 0,
        directives: Vec::new(),
        in_zone: false,
        refused_zones: 0,
        diagnostics,
    };
    rewriter.run();
    rewriter.copy_to(source.len());
    let Rewriter { out, map, directives, .. } = rewriter;
    Rewritten { text: Cow::Owned(out), map: map.after(&source_map), source, source_map, directives }
}

/// Rewrites a text of which only inline syntax counts (§4, inline includes): its lines become one
/// that nothing can read as a block.
pub(super) fn rewrite_inline(
    file: &Arc<str>,
    text: &str,
    map: &SourceMap,
    options: Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> Rewritten<'static> {
    // A marker without index at the start of the line keeps block syntax away from it.
    let mut line = String::with_capacity(text.len() + 8);
    let mut line_map = SourceMap::default();
    line.push(MARK_START);
    line.push(MARK_END);
    line_map.push(0, 0, 0);
    let mut at = 0;
    for piece in text.split_inclusive('\n') {
        let trimmed = piece.trim();
        if !trimmed.is_empty() {
            if line.len() > MARK_START.len_utf8() + MARK_END.len_utf8() {
                line.push(' ');
            }
            let lead = piece.len() - piece.trim_start().len();
            line_map.push(line.len(), at + lead, trimmed.len());
            line.push_str(trimmed);
        }
        at += piece.len();
    }
    let map = line_map.after(map);
    let inner = rewrite(file, &line, &map, options, diagnostics);
    Rewritten {
        text: Cow::Owned(inner.text.into_owned()),
        source: Cow::Owned(inner.source.into_owned()),
        map: inner.map,
        source_map: inner.source_map,
        directives: inner.directives,
    }
}

struct Rewriter<'a, 'd> {
    file: &'a Arc<str>,
    text: &'a str,
    outer: &'a SourceMap,
    protected: Protected,
    out: String,
    map: SourceMap,
    /// How far `text` has been copied or replaced.
    copied: usize,
    directives: Vec<Directive>,
    /// A zone is open: they do not nest.
    in_zone: bool,
    /// Zones that could not be read: their ends are text, as their beginnings are.
    refused_zones: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Rewriter<'_, '_> {
    fn run(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let end = self.line_end(at);
            let next = self.line(at, end);
            at = next.max(end);
        }
    }

    /// One past the newline of the line at `at`.
    fn line_end(&self, at: usize) -> usize {
        memchr::memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |i| at + i + 1)
    }

    fn is_protected(&self, offset: usize) -> bool {
        covers(&self.protected.fenced, offset)
            || covers(&self.protected.html, offset)
            || covers(&self.protected.indented, offset)
    }

    /// Handles one line, or several of a table; gives where to go on.
    fn line(&mut self, start: usize, end: usize) -> usize {
        let text = self.text;
        let line = &text[start..end];
        let parts = container(line);
        let rest_at = start + parts.prefix;
        if parts.rest.is_empty() || self.is_protected(rest_at) {
            return end;
        }
        if parts.rest.starts_with(":::") && self.triple_colon_block(rest_at, end) {
            return end;
        }
        if (parts.rest.starts_with("[!") || parts.rest.starts_with("[\\!"))
            && self.bracket_block(&parts, rest_at)
        {
            return end;
        }
        if (parts.rest.contains('|')
            || text[end..].lines().next().is_some_and(|next| next.contains('|')))
            && let Some(next) = self.table(start, end, &parts)
        {
            return next;
        }
        let Inline { found, faults } = self.inline(rest_at, rest_at + parts.rest.len());
        self.report_all(faults);
        let last = found.last().map_or(end, |(range, _)| range.end);
        for (range, kind) in found {
            self.mark_inline(range, kind);
        }
        if last > end { self.line_end(last) } else { end }
    }

    fn copy_to(&mut self, end: usize) {
        if end > self.copied {
            self.map.push(self.out.len(), self.copied, end - self.copied);
            self.out.push_str(&self.text[self.copied..end]);
            self.copied = end;
        }
    }

    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.copy_to(range.start);
        if !with.is_empty() {
            self.map.push(self.out.len(), range.start, range.len());
            self.out.push_str(with);
        }
        self.copied = range.end.max(self.copied);
    }

    fn mark(&mut self, range: Range<usize>, kind: DirectiveKind, marker: &str) {
        self.copy_to(range.start);
        let at = self.out.len();
        self.replace(range.clone(), marker);
        self.directives.push(Directive { at, range, kind });
    }

    fn mark_block(&mut self, range: Range<usize>, kind: DirectiveKind) {
        self.mark(range, kind, BLOCK_MARK);
    }

    fn mark_inline(&mut self, range: Range<usize>, kind: DirectiveKind) {
        let marker = format!("{MARK_START}{}{MARK_END}", self.directives.len());
        self.mark(range, kind, &marker);
    }

    fn report(&mut self, code: &'static Code, range: Range<usize>, message: String, help: &str) {
        let span = self.outer.span(range);
        self.diagnostics.push(Diagnostic::new(code, self.file, span, message).help(help));
    }

    fn report_all(&mut self, faults: impl IntoIterator<Item = Fault>) {
        for fault in faults {
            let span = self.outer.span(fault.at.clone());
            let found = Diagnostic::new(fault.code, self.file, span, fault.message.as_str());
            self.diagnostics.push(fault.apply(found));
        }
    }

    /// Reports what is wrong; the construct is text then.
    fn refuse(&mut self, fault: Option<Fault>) -> bool {
        self.report_all(fault);
        false
    }
}
