//! Headings that only label what stands below them.

use super::lexicon::{FAULT_NOUNS, LABELS};
use super::words::words;

/// A heading that only labels a group of symptoms: "Troubleshooting", "Common issues".
pub(super) fn is_label(lower: &str) -> bool {
    let words = words(lower);
    !words.is_empty()
        && words.iter().all(|word| word.is(LABELS))
        && words.iter().any(|word| {
            word.troubleshoots()
                || word.is(FAULT_NOUNS)
                || word.is(&["faq", "faqs", "questions", "exceptions", "bugs"])
        })
}

/// A heading that opens a run of questions or problems: [`is_label`], or a label with a subject,
/// such as "Configuration troubleshooting".
pub(super) fn opens_group(lower: &str) -> bool {
    let words = words(lower);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    is_label(lower)
        || first.troubleshoots()
        || last.troubleshoots()
        || last.is(&["faq", "faqs"])
        || words
            .windows(2)
            .any(|pair| pair[0].is(&["known", "common"]) && pair[1].is(&["issues", "problems"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        for heading in [
            "troubleshooting",
            "common issues",
            "known issues and workarounds",
            "faq",
            "error messages",
        ] {
            assert!(is_label(heading), "{heading}");
        }
        for heading in ["sign-in issues", "common sense", "troubleshoot printing", "resources", ""]
        {
            assert!(!is_label(heading), "{heading}");
        }
        assert!(
            opens_group("configuration troubleshooting") && opens_group("known issues of the app")
        );
        assert!(!opens_group("sign-in issues"));
    }
}
