//! Where the format's own constructs are only text: inside code, and inside raw HTML.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// Ranges of a text, found by parsing it once as plain Markdown.
#[derive(Debug, Default)]
pub(super) struct Protected {
    /// Fenced code blocks.
    pub(super) fenced: Vec<Range<usize>>,
    /// Indented code blocks.
    pub(super) indented: Vec<Range<usize>>,
    /// Blocks of HTML.
    pub(super) html: Vec<Range<usize>>,
    /// Code spans and inline tags.
    pub(super) inline: Vec<Range<usize>>,
}

impl Protected {
    pub(super) fn find(text: &str, options: Options) -> Self {
        let mut found = Self::default();
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => found.fenced.push(range),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => found.indented.push(range),
                Event::Start(Tag::HtmlBlock) => found.html.push(range),
                Event::Code(_) | Event::InlineHtml(_) => found.inline.push(range),
                _ => {}
            }
        }
        found
    }
}

/// Whether an offset lies in one of the sorted ranges.
pub(super) fn covers(ranges: &[Range<usize>], offset: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= offset);
    after > 0 && ranges[after - 1].end > offset
}
