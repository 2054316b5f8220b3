//! Lines that look like a table but are none.

use super::view::TextView;
use crate::article::{NodeKind, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "table-header-missing",
    severity: Severity::Suggestion,
    summary: "Lines with `|` form no table, since it lacks its header.",
    explanation: "A table begins with a header row and a row of hyphens below it. Without them the lines become one paragraph full of bars.",
    wrong: "| Monday | 9 to 5 |\n| Friday | 9 to 3 |",
    right: "| Day | Hours |\n|---|---|\n| Monday | 9 to 5 |\n| Friday | 9 to 3 |",
};

/// At least two lines with bars: one of hyphens among them, or at least two bars in each.
fn looks_like_table(text: &str) -> bool {
    let bars = |line: &str| line.matches('|').count() - line.matches("\\|").count();
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    if text.contains('`') || lines().filter(|line| bars(line) > 0).count() < 2 {
        return false;
    }
    let is_rule = |line: &str| {
        line.contains('|') && line.contains('-') && line.chars().all(|c| "|:- ".contains(c))
    };
    lines().any(is_rule) || lines().all(|line| bars(line) >= 2)
}

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    // Open containers, and the paragraph that ended last when nothing has followed it.
    let mut open: Vec<Option<Span>> = Vec::new();
    let mut before: Option<Span> = None;
    for node in &text.body.nodes {
        match &node.kind {
            NodeKind::Open(Tag::Paragraph) => {
                let slice = text.slice(node.span);
                if slice.contains('|') && looks_like_table(slice) {
                    let span = text.first_line(node.span);
                    found.push(
                        Diagnostic::new(
                            &CODE,
                            text.file,
                            span,
                            "these lines look like a table and are none",
                        )
                        .help("begin with a header row and a row such as `|---|---|`"),
                    );
                }
                open.push(Some(node.span));
                before = None;
            }
            NodeKind::Open(tag) => {
                if let (Tag::Table(_), Some(paragraph)) = (tag, before.take())
                    && is_right_below(text, paragraph, node.span)
                {
                    found.push(
                        Diagnostic::new(
                            &CODE,
                            text.file,
                            text.first_line(node.span),
                            "this table begins right below a line of text",
                        )
                        .help("leave a blank line above it: elsewhere all of it is one paragraph"),
                    );
                }
                open.push(None);
            }
            NodeKind::Close => before = open.pop().flatten(),
            _ => before = None,
        }
    }
}

/// Whether a table begins on the line after a paragraph.
fn is_right_below(text: &TextView<'_>, paragraph: Span, table: Span) -> bool {
    let start = paragraph.start as usize;
    let between = text.text.get(start..table.start as usize).unwrap_or("");
    let mut lines = between.split('\n');
    // What is left is the beginning of the table's own line.
    lines.next_back();
    !lines.any(|line| line.trim_matches([' ', '\t', '\r', '>']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn role_lines_are_no_tables() {
        assert!(lines(&CODE, "**Appropriate roles**: A | B | C\n").is_empty());
        assert!(lines(&CODE, "a | b\nc | d\n").is_empty());
        assert_eq!(lines(&CODE, "text\n|a|b|\n|:-|-x|\n\n|--|\n|a|\n"), [5]);
        assert_eq!(lines(&CODE, "text\n|a|b|\n|-|-|\n|1|2|\n"), [2]);
        assert_eq!(lines(&CODE, "|1|2|\n|a|b|\n|-|-|\n|1|2|\n"), [2]);
        assert!(lines(&CODE, "text\n\n|a|b|\n|-|-|\n|1|2|\n").is_empty());
        assert!(lines(&CODE, "> text\n\n|a|b|\n|-|-|\n|1|2|\n").is_empty());
    }
}
