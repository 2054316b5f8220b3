//! The marker lines of rows, columns and version zones: which of them do not pair (format §4).

use super::view::TextView;
use crate::article::NodeKind;
use crate::diagnostic::Span;

/// A construct that begins and ends with marker lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    Row,
    Column,
    Moniker,
}

impl Block {
    const ALL: [(&'static str, Self); 3] =
        [("row", Self::Row), ("column", Self::Column), ("moniker", Self::Moniker)];

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, block)| *block == self).map_or("", |(name, _)| name)
    }
}

/// A marker line that does not pair, or has text behind it.
pub(super) struct Fault {
    block: Block,
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// The faults of one construct in a text.
pub(super) fn faults(text: &TextView<'_>, block: Block) -> Vec<Fault> {
    if !text.whole || memchr::memmem::find(text.text.as_bytes(), b":::").is_none() {
        return Vec::new();
    }
    let code: Vec<Span> = text
        .body
        .nodes
        .iter()
        .filter(|node| matches!(node.kind, NodeKind::Code(_)))
        .map(|node| node.span)
        .collect();
    let mut faults = Vec::new();
    let mut open: Vec<(Block, Span)> = Vec::new();
    let mut at = 0;
    for line in text.text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let mark = line.trim();
        let in_code = |span: &Span| span.range().contains(&start);
        if !mark.starts_with(":::") || code.iter().any(in_code) {
            continue;
        }
        let span = Span::new(start, start + mark.len());
        let rest = mark.trim_start_matches(':').trim_start();
        let word_end =
            rest.find(|c: char| !c.is_ascii_alphabetic() && c != '-').unwrap_or(rest.len());
        let (word, tail) = (rest[..word_end].to_ascii_lowercase(), rest[word_end..].trim());
        let kind =
            Block::ALL.iter().find(|(name, _)| word.strip_suffix("-end").unwrap_or(&word) == *name);
        let Some(&(_, kind)) = kind else { continue };
        if word.ends_with("-end") {
            end(kind, span, tail, &mut open, &mut faults);
        } else {
            begin(kind, span, tail, &mut open, &mut faults);
        }
    }
    for (kind, span) in open {
        faults.push(Fault {
            block: kind,
            span,
            message: format!("this {} is never closed", described(kind)),
            help: closing(kind),
        });
    }
    faults.retain(|fault| fault.block == block);
    faults
}

fn begin(
    kind: Block,
    span: Span,
    tail: &str,
    open: &mut Vec<(Block, Span)>,
    faults: &mut Vec<Fault>,
) {
    if kind == Block::Moniker {
        let after = tail.match_indices('"').nth(1).map_or("", |(i, _)| tail[i + 1..].trim());
        if !after.is_empty() {
            faults.push(behind(kind, span, after));
        }
        if open.iter().any(|(other, _)| *other == Block::Moniker) {
            faults.push(Fault {
                block: kind,
                span,
                message: "this version zone begins inside another one".to_owned(),
                help: "close the zone before it with `::: moniker-end`",
            });
        }
    }
    // A column ends the one before it.
    if kind == Block::Column && open.last().is_some_and(|(last, _)| *last == Block::Column) {
        open.pop();
    }
    open.push((kind, span));
}

fn end(
    kind: Block,
    span: Span,
    tail: &str,
    open: &mut Vec<(Block, Span)>,
    faults: &mut Vec<Fault>,
) {
    let after = if kind == Block::Moniker { tail } else { tail.trim_start_matches(':').trim() };
    if !after.is_empty() {
        faults.push(behind(kind, span, after));
    }
    match open.iter().rposition(|(other, _)| *other == kind) {
        Some(i) => {
            // The end of a row closes its column in silence.
            let inner = open.drain(i..).skip(1).filter(|(inner, _)| *inner != Block::Column);
            for (inner, span) in inner {
                faults.push(Fault {
                    block: inner,
                    span,
                    message: format!("this {} is not closed where it was opened", described(inner)),
                    help: closing(inner),
                });
            }
        }
        None => faults.push(Fault {
            block: kind,
            span,
            message: format!("no {} is open here", described(kind)),
            help: "remove this line, or open what it closes",
        }),
    }
}

fn behind(kind: Block, span: Span, after: &str) -> Fault {
    Fault {
        block: kind,
        span,
        message: format!("`{after}` stands behind the mark of a {}", described(kind)),
        help: "leave nothing behind the mark on its line",
    }
}

fn described(kind: Block) -> &'static str {
    match kind {
        Block::Moniker => "version zone",
        Block::Row | Block::Column => kind.name(),
    }
}

fn closing(kind: Block) -> &'static str {
    match kind {
        Block::Row => "close it with `:::row-end:::`",
        Block::Column => "close it with `:::column-end:::`",
        Block::Moniker => "close it with `::: moniker-end`",
    }
}
