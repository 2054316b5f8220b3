//! The index as the theme's template reads it.
//!
//! In goes the index, out comes JSON for `troubleshooting/index.html`: everything that the page
//! shows is in it, escaped, so that the template only lays it out.

use serde_json::{Value, json};

use super::{Area, Entry, Index};
use crate::path::{encode_fragment, relative_url};

/// The index for a template. `page` is the site path of the page that shows it: links are
/// relative to it.
#[must_use]
pub fn page_context(index: &Index, page: &str) -> Value {
    let by_id: std::collections::HashMap<&str, &Entry> =
        index.entries().map(|entry| (entry.id.as_str(), entry)).collect();
    let roles: Vec<Value> = index
        .roles
        .iter()
        .map(|counted| {
            json!({ "id": counted.role.id, "name": counted.role.name, "count": counted.count })
        })
        .collect();
    let entry = |entry: &Entry| {
        let mut value = shown(entry, page);
        let related: Vec<Value> = entry
            .related
            .iter()
            .filter_map(|id| by_id.get(id.as_str()))
            .map(|other| json!({ "id": other.id, "symptom": escape(&other.symptom), "href": href(other, page) }))
            .collect();
        value["related"] = related.into();
        value
    };
    let areas: Vec<Value> = index
        .areas
        .iter()
        .map(|area: &Area| {
            json!({
                "id": area.id,
                "title": area.title,
                "count": area.guides.len() + area.symptoms.len(),
                "guides": area.guides.iter().map(entry).collect::<Vec<_>>(),
                "symptoms": area.symptoms.iter().map(entry).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "count": index.count, "roles": roles, "areas": areas })
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
        "rule": entry.rule,
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
