//! The area of a page: where readers would look for it.
//!
//! That is the top node of the table of contents that holds it. A page in none stands with those of
//! its `ms.subservice`; where these have no area either, that name is made readable.

use std::collections::{BTreeMap, HashMap};

use crate::site::document::Document;

/// Where pages stand of which nothing says where.
pub(super) const OTHER: &str = "Other";

/// The areas of a docset.
pub(super) struct Areas<'a> {
    /// The area that most pages of a subservice have.
    by_subservice: HashMap<&'a str, &'a str>,
}

impl<'a> Areas<'a> {
    pub(super) fn new(documents: &'a [Document]) -> Self {
        let mut counts: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
        for document in documents {
            let (Some(subservice), Some(area)) = (subservice(document), area(document)) else {
                continue;
            };
            let counts = counts.entry(subservice).or_default();
            match counts.iter_mut().find(|(name, _)| *name == area) {
                Some((_, count)) => *count += 1,
                None => counts.push((area, 1)),
            }
        }
        // Of two that are as frequent, the one that comes first.
        let most = |counts: Vec<(&'a str, usize)>| {
            counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(area, _)| area)
        };
        let by_subservice =
            counts.into_iter().filter_map(|(name, counts)| Some((name, most(counts)?))).collect();
        Self { by_subservice }
    }

    /// Title of the area of a page.
    pub(super) fn of(&self, document: &Document) -> String {
        if let Some(area) = area(document) {
            return area.to_owned();
        }
        let Some(name) = subservice(document) else { return OTHER.to_owned() };
        self.by_subservice.get(name).map_or_else(|| readable(name), |&area| area.to_owned())
    }
}

fn area(document: &Document) -> Option<&str> {
    document.facts.area.as_deref().map(str::trim).filter(|area| !area.is_empty())
}

fn subservice(document: &Document) -> Option<&str> {
    document.facts.subservice.as_deref().map(str::trim).filter(|name| !name.is_empty())
}

/// A name that is made for programs, as words: `billing-tax_forms` is "Billing tax forms".
fn readable(name: &str) -> String {
    if name.contains(char::is_whitespace) || name.contains(char::is_uppercase) {
        return name.to_owned();
    }
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    let text = words.collect::<Vec<_>>().join(" ");
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(|| name.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}
