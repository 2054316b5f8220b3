//! Pages by role, topic, service and what they apply to: `facets.js`, fetched when a reader opens a filter.
//!
//! A list of `[facet, [[value, label, pages], …]]`; pages are numbers' gaps, as in postings.

use std::collections::BTreeMap;

use super::encoding::{File, push_number, script};
use crate::site::document::Document;

/// Name and content.
pub(super) fn facets(pages: &[&Document]) -> File {
    let mut roles = Facet::default();
    let mut topics = Facet::default();
    let mut services = Facet::default();
    let mut applies = Facet::default();
    for (number, page) in pages.iter().enumerate() {
        let number = number as u32;
        let facts = &page.facts;
        let sections = page.sections.iter().flat_map(|section| &section.roles);
        for role in facts.roles.iter().chain(sections) {
            roles.add(&role.id, &role.name, number);
        }
        for name in &facts.applies_to {
            applies.add(name, name, number);
        }
        for (facet, value) in [(&mut topics, &facts.topic), (&mut services, &facts.service)] {
            if let Some(value) = value {
                facet.add(value, value, number);
            }
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

#[derive(Default)]
struct Facet<'a> {
    values: BTreeMap<&'a str, (&'a str, Vec<u32>)>,
}

impl<'a> Facet<'a> {
    fn add(&mut self, value: &'a str, label: &'a str, page: u32) {
        let (_, pages) = self.values.entry(value).or_insert((label, Vec::new()));
        if pages.last() != Some(&page) {
            pages.push(page);
        }
    }

    fn values(self) -> Vec<(&'a str, &'a str, String)> {
        let list = |(value, (label, pages))| (value, label, gaps(pages));
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
