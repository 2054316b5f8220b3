//! The site as an elasticlunr index, for themes with a search of their own.
//!
//! `{"documents": {path: {"title", "description"}}, "index": …}`, where `index` is what
//! `elasticlunr.Index.load` takes; its references are paths, its fields `title`, `headings`,
//! `description` and `body`. One file that is loaded whole: some 1 MB compressed a thousand pages.
//! Words are split as elasticlunr splits a query, so that the two agree.

use std::collections::BTreeMap;

use elasticlunr::lang::{self, tokenize_whitespace};
use elasticlunr::{Index, IndexBuilder};
use serde::Serialize;

use super::documents::{bare_title, pages};
use super::vocabulary::language_code;
use super::words::cut;
use crate::outputs::Content;
use crate::site::document::Document;

/// Path of the export, relative to the site's root.
pub const ELASTICLUNR_PATH: &str = "_guidepost/search/elasticlunr.json";

#[derive(Serialize)]
struct Export<'a> {
    documents: BTreeMap<&'a str, Shown<'a>>,
    index: Index,
}

#[derive(Serialize)]
struct Shown<'a> {
    title: &'a str,
    description: &'a str,
}

/// The export. In a language that elasticlunr does not have here, it is indexed as English.
#[must_use]
pub fn elasticlunr(documents: &[Document], locale: &str) -> (String, Content) {
    let builder = lang::from_code(&language_code(locale))
        .map_or_else(IndexBuilder::new, IndexBuilder::with_language)
        .save_docs(false)
        .set_ref("path");
    let words = |text: &str| {
        let mut words = tokenize_whitespace(text);
        // Keys and encoded data are no words.
        for word in &mut words {
            word.truncate(cut(word).len());
        }
        words
    };
    let mut index = ["title", "headings", "description", "body"]
        .into_iter()
        .fold(builder, |builder, field| builder.add_field_with_tokenizer(field, Box::new(words)))
        .build();
    let mut shown = BTreeMap::new();
    for page in pages(documents) {
        let facts = &page.facts;
        let description = facts.description.as_deref().unwrap_or_default();
        let headings: Vec<&str> =
            page.sections.iter().skip(1).map(|section| section.heading.as_str()).collect();
        let blocks = page.sections.iter().flat_map(|section| &section.blocks);
        let body: Vec<&str> = blocks.map(|block| block.text.as_str()).collect();
        let title = bare_title(&facts.title);
        index.add_doc(&facts.path, [title, &headings.join("\n"), description, &body.join("\n")]);
        shown.insert(facts.path.as_str(), Shown { title, description });
    }
    // Maps have string keys and numbers are finite: writing to memory cannot fail.
    let json = serde_json::to_string(&Export { documents: shown, index }).unwrap_or_default();
    (ELASTICLUNR_PATH.to_owned(), json.into())
}

#[cfg(test)]
mod tests {
    use super::super::documents::tests::page;
    use super::*;

    #[test]
    fn one_page() {
        let (path, content) = elasticlunr(&[page("a.html", "Ox", "Running")], "en-us");
        assert_eq!(path, ELASTICLUNR_PATH);
        let Content::Bytes(bytes) = content else { unreachable!() };
        let json: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        assert_eq!(json["documents"]["a.html"]["title"], "Ox");
        assert_eq!(json["index"]["pipeline"][2], "stemmer");
        assert_eq!(json["index"]["index"]["title"]["root"]["o"]["x"]["docs"]["a.html"]["tf"], 1.0);
        assert_eq!(json["index"]["index"]["body"]["root"]["r"]["u"]["n"]["df"], 1);
    }
}
