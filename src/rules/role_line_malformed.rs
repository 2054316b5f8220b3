//! A line of roles that isn't written as one.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "role-line-malformed",
    severity: Severity::Suggestion,
    summary: "A line of roles has no bold label, or no colon after it.",
    explanation: "The label is bold and a colon follows, with the roles behind it or as bullets below. Without the colon the line is ordinary text, and its roles are unknown to badges, filters and role pages.",
    wrong: "**Appropriate roles** Global admin",
    right: "**Appropriate roles**: Global admin",
};

const LABELS: [&str; 2] = ["appropriate roles", "appropriate role"];

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    // Most texts say nothing about roles.
    if !text.whole || !text.text.contains("ppropriate role") {
        return;
    }
    let code = text.code_blocks();
    let mut start = 0;
    for line in text.text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if indent > 3 || code.iter().any(|span| span.range().contains(&(at + indent))) {
            continue;
        }
        if let Some(help) = fault(trimmed.trim_end()) {
            let span = Span::from(at + indent..at + indent + trimmed.trim_end().len());
            found.push(
                Diagnostic::new(&CODE, text.file, span, "this line of roles is not one".to_owned())
                    .help(help),
            );
        }
    }
}

/// What is wrong with a line, if it is meant as a line of roles.
fn fault(line: &str) -> Option<&'static str> {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let bold = line.starts_with("**");
    let plain = line.trim_start_matches('*');
    let label = LABELS.iter().find(|label| {
        plain.get(..label.len()).is_some_and(|head| head.eq_ignore_ascii_case(label))
    })?;
    let rest = plain[label.len()..].trim_start_matches('*').trim_start();
    let colon = rest.starts_with(':');
    match (bold, colon) {
        (true, true) => None,
        (true, false) if rest.is_empty() => None,
        (true, false) => Some("write a colon after `**Appropriate roles**`"),
        (false, true) => Some("write the label as `**Appropriate roles**:`"),
        // A sentence about roles.
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn shapes() {
        let code = "```\nAppropriate roles: x\n```\n\n````text\n```\nAppropriate roles: x\n````\n\n~~~\n```\nAppropriate roles: x\n~~~\n";
        let page = |line: &str| format!("# A\n\n{line}\n\n{code}");
        for line in [
            "**Appropriate roles**: Global admin",
            "**Appropriate roles:** Global admin",
            "**Appropriate roles**\n\n- Global admin",
            "Appropriate roles depend on the task.",
        ] {
            assert!(found(&CODE, &[("a.md", &page(line))]).is_empty(), "{line}");
        }
        for line in ["**Appropriate roles** Global admin", "Appropriate roles: Global admin"] {
            assert_eq!(found(&CODE, &[("a.md", &page(line))]), ["a.md:3"], "{line}");
        }
    }
}
