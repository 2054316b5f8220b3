//! A heading of the first level in an include.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-in-include",
    severity: Severity::Suggestion,
    summary: "An include holds a heading of the first level.",
    explanation: "Each article has its own, so an included one is the second, or names several pages alike. Move it into the articles.",
    wrong: "# in includes/hours.md",
    right: "# in the article",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    for seen in &page.outline.headings {
        if seen.is_included() && seen.heading.level == 1 {
            let message =
                format!("the include holds a heading of the first level: `{}`", seen.heading.text);
            found.push(
                Diagnostic::new(&CODE, seen.file, seen.span(), message)
                    .help("move it into the articles that include this file"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn reported_once_and_in_the_include() {
        let include = "# A\n\n[!INCLUDE [i](includes/i.md)]\n";
        let docset = [("a.md", include), ("b.md", include), ("includes/i.md", "\n# I\n")];
        assert_eq!(found(&CODE, &docset), ["includes/i.md:2"]);
    }
}
