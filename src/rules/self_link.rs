//! A link to the article it stands in.

use super::view::TextView;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::site::relative_file;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "self-link",
    severity: Severity::Suggestion,
    summary: "A link leads to the article that it stands in.",
    explanation: "Readers who select it stay where they are. Link to a heading with `#heading`, to another article, or remove the link.",
    wrong: "See [this article](a.md).",
    right: "See [the steps](#steps).\n\n## Steps\n\nSign in.",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    if !text.whole {
        return;
    }
    for link in &text.hrefs {
        let Some(path) = relative_file(text.file, link.target) else { continue };
        if text.corpus.tree.find(&path) == Some(text.id) {
            let message = format!("`{}` is this article itself", link.target);
            let help = match link.target.split_once('#') {
                Some((_, fragment)) if !fragment.is_empty() => format!("write `#{fragment}`"),
                _ => "link to a heading or to another article, or remove the link".to_owned(),
            };
            found.push(Diagnostic::new(&CODE, text.file, link.span, message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn headings_are_fine() {
        assert_eq!(lines(&CODE, "# B\n\n[a](#b)\n\n[b](./A.md#b)\n\n[c](b.md)\n"), [5]);
    }
}
