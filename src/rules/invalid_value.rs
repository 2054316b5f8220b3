//! A metadata value that its key does not take.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "invalid-value",
    severity: Severity::Warning,
    summary: "A metadata value is none of those that its key takes.",
    explanation: "What reads the value ignores it. The help of the finding says which values there are.",
    wrong: "---\nfeedback_system: Mail\n---",
    right: "---\nfeedback_system: Standard\n---",
};

/// A key, whether it takes a value, and what it takes.
type Key = (&'static str, fn(&str) -> bool, &'static str);

const KEYS: [Key; 5] = [
    ("author", is_account, "write one account name, without `@` and blanks"),
    ("ms.author", is_account, "write one account name, without `@` and blanks"),
    ("feedback_system", is_feedback_system, "write None, Standard, GitHub or OpenSource"),
    ("ms.update-cycle", is_cycle, "write a number of days, as in 180-days"),
    ("robots", is_robots, "write noindex, nofollow or both with a comma between them"),
];

fn is_account(value: &str) -> bool {
    !value.contains(|c: char| c.is_whitespace() || matches!(c, '@' | '/' | ',' | ';'))
}

fn is_feedback_system(value: &str) -> bool {
    ["none", "standard", "github", "opensource"].contains(&value.to_ascii_lowercase().as_str())
}

fn is_cycle(value: &str) -> bool {
    value.strip_suffix("-days").is_some_and(|days| days.parse::<u16>().is_ok())
}

fn is_robots(value: &str) -> bool {
    const WORDS: [&str; 9] = [
        "all",
        "follow",
        "index",
        "noarchive",
        "nofollow",
        "noimageindex",
        "noindex",
        "none",
        "nosnippet",
    ];
    value.split(',').all(|word| WORDS.contains(&word.trim().to_ascii_lowercase().as_str()))
}

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    for (key, is_valid, help) in KEYS {
        let Some(value) = page.own_text(key).filter(|value| !value.is_empty()) else { continue };
        if !is_valid(&value) {
            let message = format!("`{value}` is no value of `{key}`");
            found.push(Diagnostic::new(&CODE, page.file, page.value_span(key), message).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn values() {
        assert!(
            lines(
                &CODE,
                "---\nauthor: a-b\nms.update-cycle: 180-days\nrobots: NOINDEX, nofollow\n---\n"
            )
            .is_empty()
        );
        assert_eq!(
            lines(&CODE, "---\nms.author: Ann Lee\nms.update-cycle: yearly\nrobots: no\n---\n"),
            [2, 3, 4]
        );
    }
}
