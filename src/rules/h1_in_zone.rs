//! A heading of the first level in a zone for another medium.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "h1-in-zone",
    severity: Severity::Suggestion,
    summary: "A zone for some readers only holds a heading of the first level.",
    explanation: "The article loses its name where the zone is not shown. Move the heading out of the zone.",
    wrong: "::: zone target=\"pdf\"\n\n# A\n\n::: zone-end\n",
    right: "# A\n\n::: zone target=\"pdf\"\n\nB\n\n::: zone-end\n",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let all = page.outline.headings.iter().chain(&page.outline.elsewhere);
    for seen in all.filter(|seen| seen.heading.level == 1) {
        let zone = seen.zones.pivots.iter().rev();
        let mut named = zone.filter(|zone| !zone.is_on_pages() || !zone.pivots.is_empty());
        let Some(zone) = named.next() else { continue };
        let name = match &zone.target {
            Some(target) if !zone.is_on_pages() => target.clone(),
            _ => zone.pivots.join(", "),
        };
        let message = format!("the heading `{}` stands in a zone for `{name}`", seen.heading.text);
        found.push(
            Diagnostic::new(&CODE, seen.file, seen.span(), message).help("move it out of the zone"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn zones_for_all_readers_are_fine() {
        let zone = |a: &str| format!("::: zone {a}\n\n# A\n\n::: zone-end\n");
        assert_eq!(lines(&CODE, &zone("pivot=\"x\"")), [3]);
        assert_eq!(lines(&CODE, &zone("target=\"chromeless\"")), [3]);
        assert!(lines(&CODE, &zone("target=\"docs\"")).is_empty());
    }
}
