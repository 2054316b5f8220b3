//! What search knows of a page: [`Document`] in, [`SearchDocument`] out.
//!
//! Pages with `noindex` are left out. The order of the documents is kept.

use serde::Serialize;

use crate::site::document::{Document, Section};

/// Words longer than this many characters are cut: keys and encoded data, not language.
pub(super) const LONGEST_WORD: usize = 80;

/// A page to be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchDocument {
    /// Title, without a site name after ` | `.
    pub title: String,
    /// Path in the site, such as `account/sign-in.html`.
    pub path: String,
    /// Metadata `description`, or nothing.
    pub description: String,
    /// The page's own first heading where it says something other than the title.
    pub h1: Option<String>,
    /// Headings in page order.
    pub headings: Vec<Heading>,
    /// All text below the headings, block by block, a line each.
    pub body: String,
}

/// A heading and where it is on its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Heading {
    /// Plain text.
    pub text: String,
    /// Id on the page.
    pub anchor: String,
}

/// The search documents of a site, in the order of `documents`.
#[must_use]
pub fn collect(documents: &[Document]) -> Vec<SearchDocument> {
    documents.iter().filter(|document| !document.facts.noindex).map(search_document).collect()
}

fn search_document(document: &Document) -> SearchDocument {
    let facts = &document.facts;
    let title = bare_title(&facts.title);
    SearchDocument {
        title: title.to_owned(),
        path: facts.path.clone(),
        description: facts.description.clone().unwrap_or_default(),
        h1: facts.h1.clone().filter(|h1| bare_title(h1) != title),
        headings: document.sections.iter().filter_map(heading).collect(),
        body: body(&document.sections),
    }
}

/// The title without ` | Product` at its end, a custom of the format: the same words on hundreds
/// of pages tell none of them apart.
pub(super) fn bare_title(title: &str) -> &str {
    match title.split_once(" | ") {
        Some((bare, _)) if !bare.trim().is_empty() => bare.trim(),
        _ => title.trim(),
    }
}

fn heading(section: &Section) -> Option<Heading> {
    let anchor = section.anchor.clone()?;
    Some(Heading { text: section.heading.clone(), anchor })
}

fn body(sections: &[Section]) -> String {
    let blocks = || sections.iter().flat_map(|section| &section.blocks);
    let mut body = String::with_capacity(blocks().map(|block| block.text.len() + 1).sum());
    for block in blocks() {
        body.push_str(&block.text);
        body.push('\n');
    }
    body
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::site::document::{Block, BlockKind, PageFacts, PageKind, SectionKind};

    /// A page of one paragraph under one heading, `First steps`.
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
                description: Some("What it says".to_owned()),
                topic: None,
                service: None,
                subservice: None,
                date: None,
                roles: Vec::new(),
                applies_to: Vec::new(),
                noindex: false,
                area: None,
                metadata: serde_json::Map::new(),
            },
            sections: vec![
                section(SectionKind::Lead, 1, None, title, "Lead text"),
                section(SectionKind::Heading, 2, Some("first-steps"), "First steps", text),
            ],
        }
    }

    #[test]
    fn takes_the_parts_of_a_page() {
        let found = collect(&[page("a/b.html", "Sign in | Microsoft", "Body text")]);
        insta::assert_debug_snapshot!(found, @r#"
        [
            SearchDocument {
                title: "Sign in",
                path: "a/b.html",
                description: "What it says",
                h1: None,
                headings: [
                    Heading {
                        text: "First steps",
                        anchor: "first-steps",
                    },
                ],
                body: "Lead text\nBody text\n",
            },
        ]
        "#);
    }
}
