//! A title that is very short or very long.

use super::view::PageView;
use super::view::whole_title;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "title-bad-length",
    severity: Severity::Suggestion,
    summary: "The title, with its suffix, has fewer than 30 or more than 65 characters.",
    explanation: "Search results cut long titles off, and short ones do not tell the page from others. `titleSuffix` counts with the title.",
    wrong: "---\ntitle: Sign in\n---",
    right: "---\ntitle: Sign in to the portal for the first time\n---",
};

/// Fewest characters.
const LEAST: usize = 30;
/// Most characters.
const MOST: usize = 65;

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    let title = whole_title(page.page);
    let length = title.chars().count();
    let given = page.page.facts.metadata.contains_key("title") || !page.is_markdown();
    if !given || page.page.facts.noindex || (LEAST..=MOST).contains(&length) {
        return;
    }
    let message =
        format!("the title `{title}` has {length} characters; {LEAST} to {MOST} are best");
    let help =
        if length < LEAST { "say more precisely what the page is about" } else { "shorten it" };
    found.push(Diagnostic::new(&CODE, page.file, page.value_span("title"), message).help(help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn the_suffix_counts() {
        let page = |suffix: &str| format!("---\ntitle: Sign in to the portal\n{suffix}---\n");
        assert_eq!(lines(&CODE, &page("")), [2]);
        assert!(lines(&CODE, &page("titleSuffix: Contoso\n")).is_empty());
        assert!(plain_folder(&CODE, &page("")).is_empty());
    }
}
