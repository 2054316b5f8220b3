//! The troubleshooting index: what readers are stuck on, and where the fix is.
//!
//! In go the documents of a docset, out comes an [`Index`] of guides and symptoms by area, and of
//! error codes. Every entry names the [`Rule`] that admitted it. The index changes with the text of
//! any page and with the [`Options`], and with nothing else: what is stale is measured against the
//! newest date of the docset, never against the clock.
//!
//! `scan` reads one page; `page` says what kind of page it is, `complaint` and `fault` whether a
//! heading complains, `rules` whether that is enough there; `assemble` puts the pages together.

use rayon::prelude::*;

use crate::site::document::Document;

mod areas;
mod assemble;
mod code_pages;
mod codes;
mod complaint;
mod context;
mod fault;
mod first_step;
mod json;
mod labels;
#[rustfmt::skip] // Word lists, as many to a line as fit.
mod lexicon;
mod lists;
mod model;
mod page;
mod questions;
mod reason;
mod related;
mod repeats;
mod rules;
mod scan;
mod sentences;
mod tables;
mod verbs;
mod words;

pub use code_pages::{codes_context, meanings_script, range_name, ranges, ranges_context};
pub use context::{article_contexts, entries_of_role, page_context};
pub use json::{SCHEMA, SCHEMA_PATH, json};
pub use model::{Area, Code, Entry, Index, Kind, Options, Rejected, RoleCount};
pub use reason::Reason;
pub use rules::{RULES, Rule, rule};

/// Makes the index of a docset. Pages are read in parallel; the order of the documents, and not of
/// threads, is the order of the entries.
#[must_use]
pub fn index(documents: &[Document], options: &Options) -> Index {
    explain(documents, options).0
}

/// The index, and what looked like an entry and isn't one, in page order.
#[must_use]
pub fn explain(documents: &[Document], options: &Options) -> (Index, Vec<Rejected>) {
    let ignore = scan::Ignore::new(&options.ignore);
    let found = documents.par_iter().map(|document| scan::scan(document, &ignore)).collect();
    let mut rejected = Vec::new();
    let index = assemble::assemble(documents, found, &mut rejected);
    (index, rejected)
}

#[cfg(test)]
mod tests;
