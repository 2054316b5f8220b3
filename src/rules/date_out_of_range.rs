//! A date that no article can have.

use super::view::PageView;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "date-out-of-range",
    severity: Severity::Warning,
    summary: "A date lies before 2000 or after 2099.",
    explanation: "It is a slip of the pen: no documentation was reviewed then. Correct the year.",
    wrong: "---\nms.date: 7/20/2206\n---",
    right: "---\nms.date: 7/20/2026\n---",
};

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(date) = page.page.facts.date.filter(|_| page.own.contains_key("ms.date")) else {
        return;
    };
    if !(2000..=2099).contains(&date.year) {
        let message = format!("the year {} is out of range", date.year);
        found.push(
            Diagnostic::new(&CODE, page.file, page.value_span("ms.date"), message)
                .help("write the day of the last review, as in 7/20/2026"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn years() {
        assert_eq!(lines(&CODE, "---\nms.date: 1/1/1999\n---\n"), [2]);
        assert!(lines(&CODE, "---\nms.date: 1/1/2000\n---\n").is_empty());
    }
}
