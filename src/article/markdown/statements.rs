//! "Appropriate roles" and "Applies to" lines, in all the shapes real pages have (format §2).

use crate::article::{Body, Node, NodeKind, Statement, StatementKind, Tag};
use crate::diagnostic::Span;

/// Finds the statements of a body, and gives their paragraphs a tag of their own.
pub(super) fn mark(body: &mut Body) {
    let mut heading = None;
    let mut index = 0;
    while index < body.nodes.len() {
        match &body.nodes[index].kind {
            NodeKind::Open(Tag::Heading(h)) => heading = Some(*h),
            NodeKind::Open(tag @ (Tag::Paragraph | Tag::Item)) => {
                let is_paragraph = *tag == Tag::Paragraph;
                let end = if is_paragraph {
                    close_of(&body.nodes, index)
                } else {
                    inline_end(&body.nodes, index)
                };
                if let Some((kind, value)) = label(&body.plain_text(&body.nodes[index + 1..end])) {
                    let statement = read(body, kind, value, heading, index, end);
                    if !statement.values.is_empty() {
                        body.statements.push(statement);
                        if is_paragraph {
                            let number = body.statements.len() as u32 - 1;
                            body.nodes[index].kind = NodeKind::Open(Tag::Statement(number));
                        }
                    }
                }
            }
            _ => {}
        }
        index += 1;
    }
}

/// The kind of statement that a text begins, and what follows its label.
fn label(text: &str) -> Option<(StatementKind, String)> {
    let text = text.trim_start();
    let labels = [
        ("appropriate roles", StatementKind::Roles),
        ("appropriate role", StatementKind::Roles),
        ("applies to", StatementKind::AppliesTo),
    ];
    let (name, kind) = labels.into_iter().find(|(name, _)| {
        text.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
    })?;
    let rest = text[name.len()..].trim_start();
    match rest.strip_prefix(':') {
        Some(value) => Some((kind, value.trim().to_owned())),
        None if rest.is_empty() => Some((kind, String::new())),
        // "Applies to all subscriptions that …" is a sentence.
        None => None,
    }
}

fn read(
    body: &Body,
    kind: StatementKind,
    value: String,
    heading: Option<u32>,
    open: usize,
    end: usize,
) -> Statement {
    let span = Span {
        start: body.nodes[open].span.start,
        end: body.nodes[end.saturating_sub(1)].span.end,
    };
    let mut values = Vec::new();
    let nodes = &body.nodes;
    if !value.is_empty() {
        values.push(value);
    } else if let Some(next) = nodes.get(end + 1) {
        match next.kind {
            NodeKind::Open(Tag::List(_)) => {
                let list_end = close_of(nodes, end + 1);
                let mut at = end + 2;
                while at < list_end {
                    let item_end = close_of(nodes, at);
                    let text = body.plain_text(&nodes[at..item_end]);
                    values.push(text.trim().to_owned());
                    at = item_end + 1;
                }
            }
            // The value stands in a paragraph of its own: short, or it is running text.
            NodeKind::Open(Tag::Paragraph) if kind == StatementKind::Roles => {
                let text = body.plain_text(&nodes[end + 2..close_of(nodes, end + 1)]);
                if text.len() <= 120 && !text.trim_end().ends_with('.') {
                    values.push(text.trim().to_owned());
                }
            }
            _ => {}
        }
    }
    values.retain(|value| !value.is_empty());
    Statement { kind, values, heading, span }
}

/// The index of the close that belongs to an open.
pub(in crate::article) fn close_of(nodes: &[Node], open: usize) -> usize {
    let mut depth = 0;
    for (i, node) in nodes.iter().enumerate().skip(open) {
        match node.kind {
            NodeKind::Open(_) => depth += 1,
            NodeKind::Close => {
                depth -= 1;
                if depth == 0 {
                    return i;
                }
            }
            _ => {}
        }
    }
    nodes.len()
}

/// Where the running text ends that an item of a tight list begins with.
fn inline_end(nodes: &[Node], open: usize) -> usize {
    let mut depth = 0;
    for (i, node) in nodes.iter().enumerate().skip(open + 1) {
        match &node.kind {
            NodeKind::Open(Tag::Emphasis | Tag::Strong | Tag::Strike | Tag::Link(_)) => depth += 1,
            NodeKind::Close if depth > 0 => depth -= 1,
            NodeKind::Open(_) | NodeKind::Close => return i,
            _ => {}
        }
    }
    nodes.len()
}
