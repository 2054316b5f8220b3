//! Metadata that every article of a docset states (format §2).

use super::view::PageView;
use crate::diagnostic::Diagnostic;
use crate::yaml;

pub(super) use crate::site::MISSING_ATTRIBUTE as CODE;

/// What an article's header or the docset's defaults must state.
const REQUIRED: [(&str, &str); 7] = [
    ("title", "the name of the page in search results"),
    ("description", "one or two sentences for search results"),
    ("author", "an account on the host of the repository"),
    ("ms.author", "the account of the person in charge"),
    ("ms.date", "when it was last reviewed, as in 7/20/2026"),
    ("ms.topic", "what kind of article it is, such as how-to"),
    ("ms.service", "the product it belongs to"),
];

pub(super) fn check(page: &PageView<'_>, found: &mut Vec<Diagnostic>) {
    if !page.wants_metadata() {
        return;
    }
    let metadata = &page.page.facts.metadata;
    for (key, what) in REQUIRED {
        let value = metadata.get(key).filter(|value| !value.is_null());
        let blank = value.and_then(yaml::scalar_text).is_some_and(|text| text.trim().is_empty());
        // Rules of their own look at what a title and a description say.
        let own_rule = matches!(key, "title" | "description");
        let given = metadata.contains_key(key) && own_rule || value.is_some() && !blank;
        if given || key == "title" && !page.is_markdown() && page.page.facts.h1.is_some() {
            continue;
        }
        let message = format!("the metadata `{key}` is missing");
        found.push(
            Diagnostic::new(&CODE, page.file, page.header_span(), message)
                .help(format!("add `{key}: …`: {what}")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn each_key_is_named() {
        let page = "---\ntitle: A\ndescription:\nauthor: a\nms.author: a\nms.date: ''\n---\n";
        let messages = messages(&CODE, page);
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert!(messages[0].contains("ms.date"));
        assert!(plain_folder(&CODE, "# A\n").is_empty());
    }
}
