//! Lines that look like a table but are none.

use super::view::TextView;
use crate::article::{NodeKind, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity};

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
    for node in &text.body.nodes {
        if !matches!(node.kind, NodeKind::Open(Tag::Paragraph)) {
            continue;
        }
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
    }
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
    }
}
