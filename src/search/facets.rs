//! Pages by role, topic, service and what they apply to: `facets.js`, fetched when a reader opens a filter.
//!
//! A list of `[facet, [[value, label, pages], …]]`; pages are numbers' gaps, as in postings.

use std::collections::BTreeMap;

use super::encoding::{File, push_number, script};
use crate::site::document::Document;
use crate::theme::{Translation, words};

/// Name and content.
pub(super) fn facets(pages: &[&Document], translation: &Translation) -> File {
    let mut roles = Facet::default();
    let mut topics = Facet::default();
    let mut services = Facet::default();
    let mut applies = Facet::default();
    for (number, page) in pages.iter().enumerate() {
        let number = number as u32;
        let facts = &page.facts;
        let sections = page.sections.iter().flat_map(|section| &section.roles);
        for role in facts.roles.iter().chain(sections) {
            roles.add(&role.id, role.name.clone(), number);
        }
        for name in &facts.applies_to {
            applies.add(name, name.clone(), number);
        }
        if let Some(topic) = &facts.topic {
            topics.add(topic, translation.type_label(topic), number);
        }
        if let Some(service) = &facts.service {
            services.add(service, words(service), number);
        }
    }
    let named = [("role", roles), ("topic", topics), ("service", services), ("applies", applies)];
    let facets: Vec<_> = named
        .into_iter()
        .filter(|(_, facet)| !facet.values.is_empty())
        .map(|(name, facet)| (name, facet.values()))
        .collect();
    ("facets".to_owned(), script("facets", &facets))
}

/// By label: ids that readers see by one name, such as `concept` and `concept-article`, are one value.
#[derive(Default)]
struct Facet<'a> {
    values: BTreeMap<String, (&'a str, Vec<u32>)>,
}

impl<'a> Facet<'a> {
    fn add(&mut self, value: &'a str, label: String, page: u32) {
        let (_, pages) = self.values.entry(label).or_insert((value, Vec::new()));
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    }

    fn values(self) -> Vec<(&'a str, String, String)> {
        let list = |(label, (value, pages))| (value, label, gaps(pages));
        self.values.into_iter().map(list).collect()
    }
}

/// Sorted pages as the gaps between them.
pub(super) fn gaps(pages: impl IntoIterator<Item = u32>) -> String {
    let mut gaps = String::new();
    let mut next = 0;
    for page in pages {
        push_number(page - next, &mut gaps);
        next = page + 1;
    }
    gaps
}
