//! A heading of the first level in a zone for another medium.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-in-zone",
    severity: Severity::Suggestion,
    summary: "A zone for another medium than the site holds a heading of the first level.",
    explanation: "The article loses its name where the zone is not shown. Move the heading out of the zone.",
    wrong: "::: zone target=\"pdf\"\n\n# A\n\n::: zone-end\n",
    right: "# A\n\n::: zone target=\"pdf\"\n\nB\n\n::: zone-end\n",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    for seen in page.outline.headings.iter().filter(|seen| seen.heading.level == 1) {
        let target = seen.zones.pivots.iter().find_map(|zone| zone.target.as_deref());
        if let Some(target) = target.filter(|target| *target != "docs") {
            let message =
                format!("the heading `{}` stands in a zone for `{target}`", seen.heading.text);
            found.push(
                Diagnostic::new(&CODE, seen.file, seen.span(), message)
                    .help("move it out of the zone"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn pivots_and_the_site_are_fine() {
        let zone = |a: &str| format!("::: zone {a}\n\n# A\n\n::: zone-end\n");
        assert!(lines(&CODE, &zone("pivot=\"x\"")).is_empty());
        assert!(lines(&CODE, &zone("target=\"docs\"")).is_empty());
    }
}
