//! A heading with nothing below it.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "heading-no-content",
    severity: Severity::Suggestion,
    summary: "Nothing stands between a heading and the next one of its level.",
    explanation: "Readers who go to it find another section. Write something, or remove the heading.",
    wrong: "# A\n\n## B\n\n## C\n\nText.",
    right: "# A\n\n## C\n\nText.",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.is_markdown() {
        return;
    }
    let headings = &page.outline.headings;
    for (i, seen) in headings.iter().enumerate() {
        if seen.has_content {
            continue;
        }
        // Of several versions, the one that goes on with this heading's readers.
        let next = headings[i + 1..].iter().find(|next| !next.zones.apart(&seen.zones));
        if next.is_none_or(|next| next.heading.level <= seen.heading.level) {
            let message = match seen.heading.text.as_str() {
                "" => "nothing stands below this heading".to_owned(),
                text => format!("nothing stands below the heading `{text}`"),
            };
            found.push(
                Diagnostic::new(&CODE, seen.file, seen.span(), message)
                    .help("write something, or remove the heading"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn lower_headings_and_includes_are_content() {
        assert_eq!(lines(&CODE, "# A\n\n## B\n\n- x\n\n## C\n\n<!-- c -->\n\n---\n"), [7]);
        let docset = [("a.md", "# A\n\n[!INCLUDE [i](includes/i.md)]\n"), ("includes/i.md", "I\n")];
        assert!(found(&CODE, &docset).is_empty());
        assert!(lines(&CODE, "# A\n\n```text\nx\n```\n").is_empty());
    }
}
