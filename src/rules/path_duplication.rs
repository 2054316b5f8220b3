//! A folder inside one of the same name.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::path;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "path-duplication",
    severity: Severity::Suggestion,
    summary: "An address names the same folder twice in a row.",
    explanation: "The second says nothing new and makes the address longer. Move the files up, or rename one folder.",
    wrong: "account/account/sign-in.md",
    right: "account/sign-in.md",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let folders: Vec<&str> = path::folder(&page.page.facts.path).split('/').collect();
    let twice = folders.windows(2).find(|pair| !pair[0].is_empty() && pair[0] == pair[1]);
    if let Some([folder, _]) = twice {
        let message = format!("the folder `{folder}` stands in one of the same name");
        found.push(
            Diagnostic::new(&CODE, page.file, Span::file(), message)
                .help("move the files up, or rename one folder"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_neighbours() {
        let docset = [("a/b/a/x.md", "# A\n"), ("a/A/y.md", "# B\n"), ("b/b.md", "# C\n")];
        assert_eq!(found(&CODE, &docset), ["a/A/y.md:1"]);
    }
}
