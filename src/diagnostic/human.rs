//! For people at a terminal: source line, caret, help.

use std::io::{Result, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity, Span, Texts};

/// Lines of source shown around a span at most; a span over a whole page is cut to its first line.
const LINES_SHOWN: usize = 3;

pub(super) fn write(
    out: &mut dyn Write,
    d: &Diagnostic,
    texts: &dyn Texts,
    color: bool,
) -> Result<()> {
    let level = match d.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Suggestion => Level::NOTE.with_name("suggestion"),
        Severity::Info => Level::INFO,
    };
    let title = level.primary_title(d.message.as_str()).id(d.code.name);
    let mut group = match texts.text(&d.file) {
        Some(text) => title.element(snippet(text, &d.file, d.span, None)),
        None => title.element(Origin::path(&*d.file)),
    };
    for label in &d.labels {
        if let Some(text) = texts.text(&label.file) {
            group = group.element(snippet(text, &label.file, label.span, Some(&label.message)));
        }
    }
    if let Some(help) = &d.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    writeln!(out, "{}\n", renderer.render(&[group]))
}

/// The lines that a span touches, and only those: the renderer need not scan a whole file.
fn snippet<'a>(
    text: &'a str,
    path: &'a str,
    span: Span,
    label: Option<&'a str>,
) -> Snippet<'a, Annotation<'a>> {
    let start = floor_boundary(text, span.start as usize);
    let end = floor_boundary(text, span.end as usize).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
    let window_end = text[line_start..]
        .match_indices('\n')
        .map(|(i, _)| line_start + i)
        .take(LINES_SHOWN)
        .find(|&newline| newline >= end)
        .unwrap_or(line_end);
    let end = end.min(window_end);
    let line_number = memchr::memchr_iter(b'\n', &text.as_bytes()[..line_start]).count() + 1;
    let kind = if label.is_none() { AnnotationKind::Primary } else { AnnotationKind::Context };
    Snippet::source(&text[line_start..window_end])
        .line_start(line_number)
        .path(path)
        .annotation(kind.span(start - line_start..end - line_start).label(label))
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
