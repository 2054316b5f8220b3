//! The first pass: the format's own constructs become markers, tables take `CommonMark`'s shape.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::Options;

use super::checks::{self, Fault};
use super::directive::{self, Directive, DirectiveKind, ImageDirective};
use super::protect::{Protected, covers};
use super::{code_file, tables};
use crate::article::{AlertKind, SourceMap};
use crate::diagnostic::{Code, Diagnostic, Severity};

/// Begins a marker inside running text; the index of its directive and [`MARK_END`] follow.
/// Noncharacters: no valid text has them.
pub(super) const MARK_START: char = '\u{fdd0}';
/// Ends a marker inside running text.
pub(super) const MARK_END: char = '\u{fdd1}';
/// The marker of a block.
const BLOCK_MARK: &str = "<!--g-->";

/// Text on the line of an alert marker.
pub static INVALID_NOTE_SECTION: Code = Code {
    name: "invalid-note-section",
    severity: Severity::Warning,
    summary: "Text stands on the line of an alert marker.",
    explanation: "The marker of an alert stands alone on its line; with text after it the whole becomes an ordinary quote. Begin the text on the next line.",
    wrong: "> [!NOTE] Sign in first.",
    right: "> [!NOTE]\n> Sign in first.",
};

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
    let has_directives =
        [":::", "[!", "[\\!", "<xref:\"", "<xref:'"].iter().any(|mark| text.contains(mark));
    if !has_directives && !text.lines().any(|line| tables::is_separator(container(line).rest)) {
        return Rewritten {
            text: Cow::Borrowed(text),
            source: Cow::Borrowed(text),
            map: map.clone(),
            source_map: map.clone(),
            directives: Vec::new(),
        };
    }
    let mut rewriter = Rewriter {
        file,
        text,
        outer: map,
        protected: Protected::find(text, options),
        out: String::with_capacity(text.len() + text.len() / 8),
        map: SourceMap::default(),
        copied: 0,
        directives: Vec::new(),
        columns: Vec::new(),
        in_zone: false,
        refused_zones: 0,
        diagnostics,
    };
    rewriter.run();
    rewriter.copy_to(text.len());
    Rewritten {
        text: Cow::Owned(rewriter.out),
        source: Cow::Borrowed(text),
        map: rewriter.map.after(map),
        source_map: map.clone(),
        directives: rewriter.directives,
    }
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
    /// For each open row or column: indentation to take from its lines.
    columns: Vec<usize>,
    /// A zone is open: they do not nest.
    in_zone: bool,
    /// Zones that could not be read: their ends are text, as their beginnings are.
    refused_zones: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// A line without what belongs to its containers.
struct Line<'a> {
    /// What is left.
    rest: &'a str,
    /// Length of the container marks and blanks before it.
    prefix: usize,
    /// Number of `>` among them.
    quotes: usize,
    /// Whether the last container mark is a `>` with at most one blank after it.
    after_quote: bool,
}

/// Splits off `>`, list markers and blanks at the start of a line.
fn container(line: &str) -> Line<'_> {
    let bytes = line.as_bytes();
    let (mut i, mut quotes) = (0, 0);
    let mut last_quote = None;
    loop {
        match bytes.get(i) {
            Some(b' ' | b'\t') => i += 1,
            Some(b'>') => {
                quotes += 1;
                last_quote = Some(i);
                i += 1;
            }
            Some(b'-' | b'*' | b'+') if matches!(bytes.get(i + 1), Some(b' ' | b'\t')) => {
                i += 2;
                last_quote = None;
            }
            Some(b'0'..=b'9') => {
                let digits = bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count();
                let end = i + digits;
                let is_marker = digits <= 9
                    && matches!(bytes.get(end), Some(b'.' | b')'))
                    && matches!(bytes.get(end + 1), Some(b' ' | b'\t'));
                if !is_marker {
                    break;
                }
                i = end + 2;
                last_quote = None;
            }
            _ => break,
        }
    }
    let after_quote = last_quote.is_some_and(|q| i - q <= 2 && bytes.get(q + 1) != Some(&b'\t'));
    Line { rest: line[i..].trim_end_matches(['\r', '\n']), prefix: i, quotes, after_quote }
}

/// The line below the header of a table: `- | -` is its separator, not an item of a list.
fn separator(line: &str) -> Line<'_> {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    if !rest.starts_with("- ") || !tables::is_separator(rest) {
        return container(line);
    }
    let prefix = line.len() - rest.len();
    let quotes = line[..prefix].matches('>').count();
    Line { rest: rest.trim_end_matches(['\r', '\n']), prefix, quotes, after_quote: false }
}

fn indentation(line: &str) -> usize {
    line.bytes()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .map(|b| if b == b'\t' { 4 } else { 1 })
        .sum()
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
            || self.columns.is_empty() && covers(&self.protected.indented, offset)
    }

    /// Handles one line, or several of a table; gives where to go on.
    fn line(&mut self, start: usize, end: usize) -> usize {
        let text = self.text;
        let line = &text[start..end];
        self.dedent(start, line);
        let parts = container(line);
        let rest_at = start + parts.prefix;
        if parts.rest.is_empty() || self.is_protected(rest_at) {
            return end;
        }
        if parts.rest.starts_with(":::") && self.triple_colon_block(start, rest_at, end) {
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

    // ---- copying and replacing

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

    // ---- blocks

    /// A `:::` construct that fills its line.
    fn triple_colon_block(&mut self, start: usize, at: usize, end: usize) -> bool {
        let text = self.text;
        let line = text[at..end].trim_end();
        let Some(head) = directive::head(line) else { return false };
        let range = at..at + line.len();
        let rest_at = at + head.rest_at;
        let name = head.name.as_str();
        let tail = head.rest.trim();
        let ends_line = tail.is_empty() || tail == ":::";
        let may_have_more =
            matches!(name, "row" | "row-end" | "column" | "column-end" | "moniker" | "moniker-end");
        if head.colons > 3 && !may_have_more {
            return false;
        }
        let attributes = || directive::attributes(head.rest, rest_at, false);
        let kind = match name {
            "row" if tail.starts_with(":::") => {
                self.columns.push(0);
                DirectiveKind::Row
            }
            "row-end" => {
                self.columns.clear();
                self.expect_line_end(&checks::INVALID_ROW, ends_line, &range, name);
                DirectiveKind::RowEnd
            }
            "column" => {
                let attributes = attributes();
                if !attributes.closed {
                    return false;
                }
                let width = self.column_indentation(start, end);
                if self.columns.len() > 1 {
                    self.columns.pop();
                }
                self.columns.push(width);
                let span = attributes.list.into_iter().find(|a| a.name == "span");
                DirectiveKind::Column(span.map_or_else(|| "1".to_owned(), |a| a.value))
            }
            "column-end" => {
                if self.columns.len() > 1 {
                    self.columns.pop();
                }
                self.expect_line_end(&checks::INVALID_NESTED_COLUMN, ends_line, &range, name);
                DirectiveKind::ColumnEnd
            }
            "moniker" => match self.moniker(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(fault),
            },
            "moniker-end" => {
                self.expect_line_end(&checks::INVALID_MONIKER_RANGE, tail.is_empty(), &range, name);
                DirectiveKind::MonikerEnd
            }
            "zone" => match self.zone(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => {
                    self.refused_zones += 1;
                    return self.refuse(fault);
                }
            },
            "zone-end" if !self.in_zone && self.refused_zones > 0 => {
                self.refused_zones -= 1;
                return false;
            }
            "zone-end" => {
                self.in_zone = false;
                self.expect_line_end(&checks::INVALID_ZONE, tail.is_empty(), &range, name);
                DirectiveKind::ZoneEnd
            }
            "image-end" if ends_line => DirectiveKind::ImageEnd,
            "image" => return self.image_block(at, end, &head),
            "code" => match self.code(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(fault),
            },
            "video" => match self.video(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(fault),
            },
            "form" => match form(attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(Some(fault)),
            },
            "video-end" => {
                self.replace(range, "");
                return true;
            }
            _ => return false,
        };
        self.mark_block(range, kind);
        true
    }

    /// Text behind the end of a construct is lost, so it is told.
    fn expect_line_end(
        &mut self,
        code: &'static Code,
        ends_line: bool,
        range: &Range<usize>,
        name: &str,
    ) {
        if !ends_line {
            let message = format!("text stands behind `:::{name}` on its line");
            let fault = Fault::new(code, range.clone(), message, "put it on a line of its own");
            self.report_all([fault.warning()]);
        }
    }

    /// A version zone; the fault, if it is worth one, of what is none.
    fn moniker(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        let code = &checks::INVALID_MONIKER_RANGE;
        if let Some(fault) = checks::unreadable(code, "moniker", read, range.end) {
            // Past its range, a zone may have anything on its line.
            if read.list.is_empty() {
                return Err(Some(fault));
            }
            self.report_all([fault]);
        }
        let Some(attribute) = read.list.iter().find(|attribute| attribute.name == "range") else {
            let message = "this version zone has no `range`";
            return Err(Some(Fault::new(code, range.clone(), message, "add range=\"…\"")));
        };
        Ok(DirectiveKind::Moniker(attribute.value.clone()))
    }

    fn zone(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        let code = &checks::INVALID_ZONE;
        if let Some(fault) = checks::unreadable(code, "zone", read, range.end) {
            return Err(Some(fault));
        }
        if read.closed {
            let message = "a zone begins without `:::` at the end of its line";
            return Err(Some(Fault::new(code, range.clone(), message, "take it out")));
        }
        if self.in_zone {
            let message = "a zone stands in another zone: they cannot be nested";
            let help = "end the one above with `::: zone-end` first";
            return Err(Some(Fault::new(code, range.clone(), message, help)));
        }
        let zone = checks::zone(&read.list, range)?;
        self.in_zone = true;
        Ok(DirectiveKind::Zone(zone))
    }

    fn code(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        if let Some(fault) = checks::unreadable(&checks::INVALID_CODE, "code", read, range.end) {
            return Err(Some(fault));
        }
        let faults = checks::code(&read.list, range)?;
        self.report_all(faults);
        Ok(DirectiveKind::Snippet(Box::new(code_file::triple_colon(&read.list))))
    }

    fn video(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        let code = &checks::INVALID_VIDEO;
        if let Some(fault) = checks::unreadable(code, "video", read, range.end) {
            return Err(Some(fault));
        }
        let get = |name: &str| read.list.iter().find(|a| a.name == name);
        let Some(url) = get("source").and_then(|a| directive::video_url(&a.value)) else {
            let message = "this video has no `source` that is a whole address";
            let help = "add source=\"https://…\"";
            return Err(Some(Fault::new(code, range.clone(), message, help)));
        };
        let title = get("title").map(|a| a.value.trim().to_owned());
        self.report_all(checks::video(&read.list, range));
        Ok(DirectiveKind::Video(url, title.filter(|title| !title.is_empty())))
    }

    /// An image that fills its line. What is no such image may be one in running text still, and
    /// its faults are told there.
    fn image_block(&mut self, at: usize, end: usize, head: &directive::Head<'_>) -> bool {
        let rest_at = at + head.rest_at;
        let read = directive::attributes(head.rest, rest_at, false);
        let is_complex = read.list.iter().any(|a| a.name == "type" && a.value == "complex");
        if read.error.is_some() || !head.rest[read.end..].trim().is_empty() {
            return false;
        }
        // Only a description makes a block of it: any other image is part of its paragraph. Right
        // below a table it ends that, as all constructs with colons do.
        let above = self.text[..at].trim_end_matches([' ', '\t', '>']).strip_suffix('\n');
        let below_row =
            above.is_some_and(|above| above.lines().next_back().unwrap_or("").contains('|'));
        if !is_complex && !head.spaced && head.colons == 3 && !below_row {
            return false;
        }
        let range = at..rest_at + read.end;
        let complex_block = is_complex && self.image_end_follows(end);
        let image = ImageDirective { attributes: read.list, complex_block, own_line: true };
        match checks::image(&image, &range) {
            Ok(faults) => self.report_all(faults),
            // Without a blank behind the colons the running text tells it.
            Err(fault) if head.spaced => return self.refuse(Some(fault)),
            Err(_) => return false,
        }
        if is_complex && !complex_block {
            let message = "the description of this image has no `:::image-end:::`";
            let help = "put `:::image-end:::` on a line of its own behind it";
            let fault = Fault::new(&checks::INVALID_IMAGE, range.clone(), message, help);
            self.report_all([fault.warning()]);
        }
        self.mark_block(range, DirectiveKind::Image(Box::new(image)));
        true
    }

    /// Whether `:::image-end:::` comes before the next image.
    fn image_end_follows(&self, from: usize) -> bool {
        self.text[from..]
            .lines()
            .find_map(|line| {
                let head = directive::head(container(line).rest)?;
                match head.name.as_str() {
                    "image-end" => Some(true),
                    "image" | "row" | "row-end" | "column-end" => Some(false),
                    _ => None,
                }
            })
            .unwrap_or(false)
    }

    /// A `[!…]` construct that fills its line.
    fn bracket_block(&mut self, line: &Line<'_>, at: usize) -> bool {
        let rest = line.rest.trim_end();
        let range = at..at + rest.len();
        if let Some((path, length)) = directive::include(rest) {
            let alone = length == rest.len();
            if alone {
                self.mark_block(range, DirectiveKind::Include { path });
            }
            return alone;
        }
        if let Some(snippet) = code_file::bracket(rest) {
            self.mark_block(range, DirectiveKind::Snippet(Box::new(snippet)));
            return true;
        }
        if !line.after_quote {
            return false;
        }
        let Some(close) = rest.find(']') else { return false };
        let name = rest[1..close].replace('\\', "");
        let Some(name) = name.strip_prefix('!') else { return false };
        let after = &rest[close + 1..];
        let kind = if let Some(kind) = AlertKind::from_marker(name) {
            DirectiveKind::Alert(kind)
        } else if let Some(attributes) = directive::strip_prefix_ignore_case(name, "div") {
            DirectiveKind::Div(directive::div_attributes(attributes))
        } else if let Some(url) = directive::strip_prefix_ignore_case(name, "video ") {
            match directive::video_url(url.trim()) {
                Some(url) => DirectiveKind::Video(url, None),
                None => return false,
            }
        } else {
            return false;
        };
        if !after.trim().is_empty() {
            self.report(
                &INVALID_NOTE_SECTION,
                range,
                format!("text stands after `{}` on its line", &rest[..=close]),
                "begin the text on the next line, after `> `",
            );
            return false;
        }
        self.mark_block(range, kind);
        true
    }

    // ---- columns

    /// The indentation that the lines of a column share, past that of the row itself.
    fn column_indentation(&self, start: usize, end: usize) -> usize {
        let mut least = usize::MAX;
        let mut fence = false;
        for line in self.text[end..].lines() {
            let rest = line.trim_start();
            if rest.starts_with("```") {
                fence = !fence;
            }
            if !fence && rest.starts_with(":::") {
                let name = directive::head(rest).map(|head| head.name);
                if matches!(name.as_deref(), Some("column-end" | "column" | "row-end" | "row")) {
                    break;
                }
            }
            if !rest.is_empty() {
                least = least.min(indentation(line));
            }
        }
        let row = indentation(&self.text[start..end]);
        // The row may stand in a list item, whose indentation its content needs.
        let base = self.row_base().unwrap_or(row);
        if least == usize::MAX { 0 } else { least.saturating_sub(base) }
    }

    /// Indentation of the `:::row:::` line that is open.
    fn row_base(&self) -> Option<usize> {
        let row = self.directives.iter().rev().find(|d| matches!(d.kind, DirectiveKind::Row))?;
        let start = self.text[..row.range.start].rfind('\n').map_or(0, |i| i + 1);
        Some(indentation(&self.text[start..]))
    }

    /// Takes a column's shared indentation from one of its lines; from the lines of the column
    /// constructs themselves, all that the row does not have.
    fn dedent(&mut self, start: usize, line: &str) {
        let Some(&width) = self.columns.last() else { return };
        let trimmed = line.trim_start_matches([' ', '\t']);
        let is_column_mark = directive::head(trimmed)
            .is_some_and(|head| matches!(head.name.as_str(), "column" | "column-end" | "row-end"));
        let width = if is_column_mark {
            indentation(line).saturating_sub(self.row_base().unwrap_or(0))
        } else {
            width
        };
        let mut removed = 0;
        let mut columns = 0;
        for byte in line.bytes() {
            match byte {
                b' ' if columns < width => columns += 1,
                b'\t' if columns < width => columns += 4,
                _ => break,
            }
            removed += 1;
        }
        if removed > 0 {
            self.replace(start..start + removed, "");
        }
    }

    // ---- running text

    /// The constructs inside one line of running text.
    fn inline(&self, start: usize, end: usize) -> Inline {
        let mut inline = Inline::default();
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < end {
            let Some(step) = memchr::memchr2(b'[', b':', &bytes[at..end]) else { break };
            at += step;
            let rest = &self.text[at..];
            let is_text = self.escaped(at) || covers(&self.protected.inline, at);
            let construct = if is_text {
                None
            } else if rest.starts_with("[!") {
                directive::include(&rest[..end - at])
                    .map(|(path, length)| (DirectiveKind::Include { path }, length))
            } else if rest.starts_with(":::") {
                directive::no_loc(rest)
                    .map(|(words, length)| (DirectiveKind::NoLoc(words), length))
                    .or_else(|| inline_image(rest, at, end - at, &mut inline.faults))
            } else if bytes[at] == b':' && self.text[start..at].ends_with("<xref") {
                let open = at - "<xref".len();
                let quoted = directive::quoted_xref(&self.text[open + 1..end]);
                if let Some((target, length)) = quoted.filter(|_| !self.escaped(open)) {
                    inline.found.push((open..open + 1 + length, DirectiveKind::Xref(target)));
                    at = open + 1 + length;
                    continue;
                }
                None
            } else {
                None
            };
            match construct {
                Some((mut kind, length)) => {
                    if let DirectiveKind::Image(image) = &mut kind {
                        let after = self.text.get(at + length..end).unwrap_or("");
                        image.own_line =
                            self.text[start..at].trim().is_empty() && after.trim().is_empty();
                    }
                    inline.found.push((at..at + length, kind));
                    at += length;
                }
                None => at += if rest.starts_with(":::") { 3 } else { 1 },
            }
        }
        inline
    }

    fn escaped(&self, at: usize) -> bool {
        self.text.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
    }

    // ---- tables

    /// When the line is the header of a table: rewrites all of it and gives where it ends.
    fn table(&mut self, start: usize, end: usize, header: &Line<'_>) -> Option<usize> {
        let text = self.text;
        let separator_end = self.line_end(end.min(text.len()));
        let separator_line = text.get(end..separator_end)?;
        let separator = separator(separator_line);
        if !tables::is_separator(separator.rest)
            || separator.quotes != header.quotes
            || self.is_protected(end + separator.prefix)
            || !(header.rest.contains('|'))
        {
            return None;
        }
        // Rows: (line start, container prefix, row text).
        let mut rows =
            vec![(start, header.prefix, header.rest), (end, separator.prefix, separator.rest)];
        let mut at = separator_end;
        while at < text.len() {
            let row_end = self.line_end(at);
            let row = container(&text[at..row_end]);
            let is_row = row.rest.contains('|')
                && row.quotes == header.quotes
                && !self.is_protected(at + row.prefix)
                && !row.rest.starts_with(":::")
                && !row.rest.starts_with("```");
            if !is_row {
                break;
            }
            rows.push((at, row.prefix, row.rest));
            at = row_end;
        }
        let read: Vec<_> = rows
            .iter()
            .map(|&(line, prefix, rest)| {
                let from = line + prefix;
                let inline = self.inline(from, from + rest.len());
                let opaque: Vec<_> = inline
                    .found
                    .iter()
                    .map(|(range, _)| range.start - from..range.end - from)
                    .collect();
                (from, rest, tables::pipes(rest, &opaque), inline)
            })
            .collect();
        let widest = read.iter().map(|(_, _, pipes, _)| pipes.cells).max().unwrap_or(0);
        for (i, (from, rest, pipes, Inline { found, faults })) in read.into_iter().enumerate() {
            self.report_all(faults);
            if self.columns.last().is_some() && i > 0 {
                let (line, ..) = rows[i];
                self.dedent(line, &text[line..from + rest.len()]);
            }
            let mut found = found.into_iter().peekable();
            for hidden in pipes.hidden {
                while let Some((range, kind)) =
                    found.next_if(|(range, _)| range.start < from + hidden)
                {
                    self.mark_inline(range, kind);
                }
                let at = from + hidden;
                self.replace(at..at + 1, tables::HIDDEN_PIPE.encode_utf8(&mut [0; 4]));
            }
            for (range, kind) in found {
                self.mark_inline(range, kind);
            }
            if i == 1 && rest.starts_with('-') {
                // Else it is an item of a list.
                self.replace(from..from, "|");
            }
            // Header and separator must be as wide as the widest row.
            if i < 2 && pipes.cells < widest {
                let content_end = from + rest.trim_end().len();
                let mut padding = String::from(if pipes.closed { "" } else { "|" });
                for _ in pipes.cells..widest {
                    padding.push_str(if i == 0 { " |" } else { "-|" });
                }
                self.replace(content_end..content_end, &padding);
            }
        }
        Some(at)
    }
}

/// A form; the fault of what is none.
fn form(read: directive::Attributes, range: &Range<usize>) -> Result<DirectiveKind, Fault> {
    let code = &checks::INVALID_FORM;
    if let Some(fault) = checks::unreadable(code, "form", &read, range.end) {
        return Err(fault);
    }
    checks::form(&read.list, range)?;
    Ok(DirectiveKind::Form(read.list))
}

/// What one line of running text holds.
#[derive(Default)]
struct Inline {
    found: Vec<(Range<usize>, DirectiveKind)>,
    faults: Vec<Fault>,
}

/// A `:::image` inside running text, which goes on for `line` bytes on its line. Its closing
/// colons may be missing where that ends.
fn inline_image(
    text: &str,
    base: usize,
    line: usize,
    faults: &mut Vec<Fault>,
) -> Option<(DirectiveKind, usize)> {
    let head = directive::head(text)
        .filter(|head| head.name == "image" && !head.spaced && head.colons == 3)?;
    let read = directive::attributes(head.rest, base + head.rest_at, true);
    if let Some(fault) = checks::unreadable(&checks::INVALID_IMAGE, &head.name, &read, base + line)
    {
        faults.push(fault);
        return None;
    }
    let length = head.rest_at + read.end;
    let image = ImageDirective { attributes: read.list, complex_block: false, own_line: false };
    match checks::image(&image, &(base..base + length)) {
        Ok(found) => faults.extend(found),
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    }
    Some((DirectiveKind::Image(Box::new(image)), length))
}
