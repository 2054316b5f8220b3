//! The index as the theme's template reads it.
//!
//! In goes the index, out comes JSON for `troubleshooting/index.html`: everything that the page
//! shows is in it, escaped, so that the template only lays it out.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Entry, Index};
use crate::path::{encode_fragment, relative_url};

/// The index for a template. `page` is the site path of the page that shows it: links are
/// relative to it.
#[must_use]
pub fn page_context(index: &Index, page: &str) -> Value {
    let by_id: HashMap<&str, &Entry> =
        index.entries().map(|entry| (entry.id.as_str(), entry)).collect();
    let roles: Vec<Value> = index
        .roles
        .iter()
        .map(|counted| json!({ "id": counted.role.id, "name": counted.role.name, "count": counted.count }))
        .collect();
    let entries = |entries: &[Entry]| -> Vec<Value> {
        entries.iter().map(|entry| with_related(entry, &by_id, page)).collect()
    };
    let areas: Vec<Value> = index
        .areas
        .iter()
        .map(|area| {
            json!({
                "id": area.id,
                "title": area.title,
                "count": area.guides.len() + area.symptoms.len(),
                "guides": entries(&area.guides),
                "symptoms": entries(&area.symptoms),
            })
        })
        .collect();
    json!({ "count": index.count, "code_count": index.codes.len(), "roles": roles, "areas": areas })
}

/// The error codes for a template: `{ count, entry_count, codes: [{ id, code, entries }] }`. `page` is the site
/// path of the page that shows them.
#[must_use]
pub fn codes_context(index: &Index, page: &str) -> Value {
    let codes: Vec<Value> = index
        .codes
        .iter()
        .map(|code| {
            let entries: Vec<Value> = code.entries.iter().map(|entry| shown(entry, page)).collect();
            json!({ "id": code.id, "code": code.code, "entries": entries })
        })
        .collect();
    let entries: usize = index.codes.iter().map(|code| code.entries.len()).sum();
    json!({ "count": codes.len(), "entry_count": entries, "codes": codes })
}

fn with_related(entry: &Entry, by_id: &HashMap<&str, &Entry>, page: &str) -> Value {
    let mut value = shown(entry, page);
    let related: Vec<Value> = entry
        .related
        .iter()
        .filter_map(|id| by_id.get(id.as_str()))
        .map(|other| json!({ "id": other.id, "symptom": escape(&other.symptom), "href": href(other, page) }))
        .collect();
    value["related"] = related.into();
    value
}

fn shown(entry: &Entry, page: &str) -> Value {
    let roles: Vec<Value> =
        entry.roles.iter().map(|role| json!({ "id": role.id, "name": role.name })).collect();
    json!({
        "id": entry.id,
        "symptom": escape(&entry.symptom),
        "text": entry.symptom,
        "href": href(entry, page),
        "kind": entry.kind.name(),
        "rule": entry.rule.name,
        "page_title": entry.page_title,
        "page_href": relative_url(page, &entry.page),
        "roles": roles,
        "date_display": entry.date.map(crate::site::document::Date::display),
        "stale": entry.stale,
        "first_step": entry.first_step,
        "codes": entry.codes,
    })
}

fn href(entry: &Entry, page: &str) -> String {
    let mut href = relative_url(page, &entry.page);
    if let Some(anchor) = &entry.anchor {
        href.push('#');
        href.push_str(&encode_fragment(anchor));
    }
    href
}

/// Plain text as inline HTML.
fn escape(text: &str) -> String {
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
