//! The pages that want to be found, in the order the index numbers them.

use serde_json::Value;

use crate::site::document::Document;

/// The pages without `noindex`, sorted by path; the place in this list is a page's number in the
/// index. Neighbours share a folder and so, often, a result list.
pub(super) fn pages(documents: &[Document]) -> Vec<&Document> {
    let mut pages: Vec<_> = documents.iter().filter(|document| !document.facts.noindex).collect();
    pages.sort_by(|a, b| a.facts.path.cmp(&b.facts.path));
    pages
}

/// The title without ` | Product` at its end, a custom of the format: the same words on hundreds
/// of pages tell none of them apart.
pub(super) fn bare_title(title: &str) -> &str {
    match title.split_once(" | ") {
        Some((bare, _)) if !bare.trim().is_empty() => bare.trim(),
        _ => title.trim(),
    }
}

/// What a page is called beside its title: by others, and by its author in front matter, as in an
/// index of terms. `f1_keywords` are not read: names that the headings have, by the hundred.
pub(super) fn names(document: &Document) -> impl Iterator<Item = &str> {
    const KEYWORDS: [&str; 2] = ["helpviewer_keywords", "keywords"];
    let keywords = KEYWORDS.iter().filter_map(|key| document.facts.metadata.get(*key));
    let keywords = keywords.flat_map(|value| match value {
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        Value::String(text) => vec![text.as_str()],
        _ => Vec::new(),
    });
    document.names.iter().map(String::as_str).chain(keywords.map(without_product))
}

/// `printf function [C++]` without the product, which tells entries of a library of many apart.
fn without_product(keyword: &str) -> &str {
    keyword.split(" [").next().unwrap_or(keyword)
}

/// Whether a page says what has changed: by its topic, or a part of its address.
pub(super) fn is_news(document: &Document) -> bool {
    const NEWS: [&str; 6] =
        ["announcements", "changelog", "news", "release-history", "release-notes", "whats-new"];
    let is_news = |part: &str| NEWS.contains(&part);
    let path = document.facts.path.trim_end_matches(".html");
    document.facts.topic.as_deref().is_some_and(is_news) || path.split('/').any(is_news)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::site::document::{
        Block, BlockKind, PageFacts, PageKind, RoleRef, Section, SectionKind,
    };

    /// A page of a lead and one section, `First steps`, of one paragraph.
    pub(in crate::search) fn page(path: &str, title: &str, text: &str) -> Document {
        let section = |kind, level, anchor: Option<&str>, heading: &str, text: &str| Section {
            kind,
            level,
            anchor: anchor.map(str::to_owned),
            heading: heading.to_owned(),
            roles: Vec::new(),
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                text: text.to_owned(),
                cells: Vec::new(),
            }],
        };
        Document {
            facts: PageFacts {
                source: path.replace(".html", ".md").into(),
                path: path.to_owned(),
                kind: PageKind::Article,
                title: title.to_owned(),
                h1: Some(title.to_owned()),
                description: Some("What the page says".to_owned()),
                topic: Some("how-to".to_owned()),
                service: None,
                subservice: None,
                date: None,
                roles: vec![RoleRef {
                    id: "admin-agent".to_owned(),
                    name: "Admin agent".to_owned(),
                }],
                applies_to: Vec::new(),
                noindex: false,
                newest: None,
                reference: None,
                area: None,
                metadata: serde_json::Map::new(),
            },
            links: Vec::new(),
            names: Vec::new(),
            sections: vec![
                section(SectionKind::Lead, 1, None, title, "Lead text"),
                section(SectionKind::Heading, 2, Some("first-steps"), "First steps", text),
            ],
        }
    }

    #[test]
    fn sorted_and_without_hidden_pages() {
        let mut documents = ["b.html", "c.html", "a.html"].map(|path| page(path, "Title", ""));
        documents[1].facts.noindex = true;
        let paths: Vec<_> = pages(&documents).iter().map(|page| page.facts.path.as_str()).collect();
        assert_eq!(paths, ["a.html", "b.html"]);
    }

    #[test]
    fn titles_without_products() {
        assert_eq!(bare_title("Sign in | Microsoft Learn"), "Sign in");
        assert_eq!(bare_title(" | odd"), "| odd");
    }
}
