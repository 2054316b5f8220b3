//! The index as the theme's template reads it.
//!
//! In goes the index, out comes JSON for `troubleshooting/index.html`: everything that the page
//! shows is in it, escaped, so that the template only lays it out.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::assemble::slug;
use super::first_step::shorten;
use super::{Area, Entry, Index, Kind, RoleCount};
use crate::path::{encode_fragment, relative_url};
use crate::roles::is_audience;
use crate::theme::Translation;

/// Characters of a related entry: a hint, in two lines at most.
const RELATED: usize = 120;

/// The index for a template. `page` is the site path of the page that shows it: links are
/// relative to it. `area` picks one area; `area_path` gives the site path of an area's own page.
#[must_use]
pub fn page_context(
    index: &Index,
    page: &str,
    area: Option<&str>,
    area_path: &dyn Fn(&Area) -> String,
    translation: &Translation,
) -> Value {
    let by_id: HashMap<&str, &Entry> =
        index.entries().map(|entry| (entry.id.as_str(), entry)).collect();
    let tells = staleness_tells(index);
    let entries = |entries: &[Entry]| -> Vec<Value> {
        entries.iter().map(|entry| with_related(entry, &by_id, page, tells)).collect()
    };
    let shown = index.areas.iter().filter(|own| area.is_none_or(|id| own.id == id));
    let areas: Vec<Value> = shown
        .map(|area| {
            json!({
                "id": area.id,
                "title": area.title(translation),
                "href": relative_url(page, &area_path(area)),
                "count": area.guides.len() + area.symptoms.len(),
                "guides": entries(&area.guides),
                "symptoms": entries(&area.symptoms),
            })
        })
        .collect();
    let count: u64 = areas.iter().filter_map(|area| area["count"].as_u64()).sum();
    let mut roles = Vec::new();
    let mut applies_to = Vec::new();
    // The page of an area is short enough without filters.
    if area.is_none() {
        let all = || index.areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms));
        for RoleCount { role, .. } in &index.roles {
            let count = all().filter(|entry| concerns(entry, &role.id)).count();
            roles.push(json!({ "id": role.id, "name": role.name, "count": count }));
        }
        roles.sort_by_key(|role| std::cmp::Reverse(role["count"].as_u64()));
        for (name, _) in &index.applies_to {
            let takes = |entry: &&Entry| {
                entry.applies_to.is_empty() || entry.applies_to.iter().any(|own| own == name)
            };
            let count = all().filter(takes).count();
            applies_to.push(json!({ "id": slug(name), "name": name, "count": count }));
        }
        // Where every choice shows every entry, there is nothing to choose.
        if applies_to.iter().all(|choice| choice["count"] == count) {
            applies_to.clear();
        }
        applies_to.sort_by_key(|choice| std::cmp::Reverse(choice["count"].as_u64()));
    }
    let codes: Vec<&str> = index.codes.iter().map(|code| code.code.as_str()).collect();
    json!({
        "count": count,
        "code_count": index.codes.len(),
        "codes": codes.join("\n"),
        "roles": roles,
        "applies_to": applies_to,
        "areas": areas,
    })
}

/// Whether a filter for a role shows an entry: it states the role, or everybody, or none.
fn concerns(entry: &Entry, role: &str) -> bool {
    entry.roles.is_empty() || entry.roles.iter().any(|own| own.id == role || is_audience(&own.name))
}

/// For each page with entries, what its article says about them: `{ area, href, symptoms: [{ text,
/// href }] }`, by site path. `area_path` gives the site path of an area's page.
#[must_use]
pub fn article_contexts(
    index: &Index,
    area_path: &dyn Fn(&Area) -> String,
    translation: &Translation,
) -> HashMap<String, Value> {
    let mut pages: HashMap<String, Value> = HashMap::new();
    for area in &index.areas {
        let path = area_path(area);
        for entry in area.guides.iter().chain(&area.symptoms) {
            let value = pages.entry(entry.page.clone()).or_insert_with(|| {
                let href = relative_url(&entry.page, &path);
                json!({ "area": area.title(translation), "href": href, "guide": false, "symptoms": [] })
            });
            match (&entry.anchor, entry.kind) {
                (None, Kind::Guide) => value["guide"] = true.into(),
                (Some(anchor), Kind::Symptom) => {
                    let href = format!("#{}", encode_fragment(anchor));
                    if let Some(symptoms) = value["symptoms"].as_array_mut()
                        && !symptoms.iter().any(|other| other["href"] == href.as_str())
                    {
                        symptoms.push(json!({ "text": entry.symptom, "href": href }));
                    }
                }
                _ => {}
            }
        }
    }
    pages
}

/// Entries of areas that state a role, guides first, for a template.
#[must_use]
pub fn entries_of_role(index: &Index, role: &str, page: &str) -> Vec<Value> {
    let tells = staleness_tells(index);
    let guides = index.areas.iter().flat_map(|area| &area.guides);
    let symptoms = index.areas.iter().flat_map(|area| &area.symptoms);
    guides
        .chain(symptoms)
        .filter(|entry| entry.roles.iter().any(|own| own.id == role))
        .map(|entry| shown(entry, page, tells))
        .collect()
}

/// Whether it says something of an entry that its page is old: not where most are.
fn staleness_tells(index: &Index) -> bool {
    let (all, stale) = index
        .entries()
        .fold((0, 0), |(all, stale), entry| (all + 1, stale + usize::from(entry.stale)));
    stale * 3 <= all
}

fn with_related(
    entry: &Entry,
    by_id: &HashMap<&str, &Entry>,
    page: &str,
    staleness_tells: bool,
) -> Value {
    let mut value = shown(entry, page, staleness_tells);
    let related: Vec<Value> = entry
        .related
        .iter()
        .filter_map(|id| by_id.get(id.as_str()))
        .map(|other| json!({ "id": other.id, "symptom": escape(&shorten(&other.symptom, RELATED)), "href": href(other, page) }))
        .collect();
    value["related"] = related.into();
    value
}

pub(super) fn roles(entry: &Entry) -> Vec<Value> {
    entry.roles.iter().map(|role| json!({ "id": role.id, "name": role.name })).collect()
}

fn shown(entry: &Entry, page: &str, staleness_tells: bool) -> Value {
    json!({
        "id": entry.id,
        "symptom": escape(&entry.symptom),
        "text": entry.symptom,
        "href": href(entry, page),
        "kind": entry.kind.name(),
        "rule": entry.rule.name,
        "page_title": entry.page_title,
        "page_href": relative_url(page, &entry.page),
        "roles": roles(entry),
        // "All partners": whatever role somebody has, it is among them.
        "everyone": entry.roles.iter().any(|role| is_audience(&role.name)),
        "applies_to": entry.applies_to.iter().map(|name| slug(name)).collect::<Vec<_>>(),
        "date": entry.date.map(crate::site::document::Date::iso),
        "stale": entry.stale && staleness_tells,
        "first_step": entry.first_step,
        "codes": entry.codes,
    })
}

pub(super) fn href(entry: &Entry, page: &str) -> String {
    let mut href = relative_url(page, &entry.page);
    if let Some(anchor) = &entry.anchor {
        href.push('#');
        href.push_str(&encode_fragment(anchor));
    }
    href
}

/// Plain text as inline HTML.
pub(super) fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(c),
        }
    }
    html
}
