//! `troubleshooting.json`: the index for programs, such as a support desk or a chat bot.
//!
//! It has the entries of the page and nothing else. Keys are only ever added; when one changes its
//! meaning, [`SCHEMA_VERSION`] goes up.

use serde::Serialize;

use super::{Entry, Index};
use crate::path::{encode_fragment, encode_path};

/// Version of the shape of the file.
const SCHEMA_VERSION: u32 = 1;

/// The shape of the file as JSON Schema, published beside it.
pub const SCHEMA: &str = include_str!("schema.json");

/// Site path of [`SCHEMA`].
pub const SCHEMA_PATH: &str = "troubleshooting.schema.json";

#[derive(Serialize)]
struct File<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    schema_version: u32,
    count: usize,
    entries: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    symptom: &'a str,
    kind: &'static str,
    rule: &'static str,
    /// Relative to the site's root.
    url: String,
    anchor: Option<&'a str>,
    page_title: &'a str,
    area: &'a str,
    service: Option<&'a str>,
    roles: Vec<&'a str>,
    applies_to: &'a [String],
    first_step: Option<&'a str>,
    codes: &'a [String],
    date: Option<String>,
    /// Two years older than the newest page.
    stale: bool,
    related: &'a [String],
}

/// The index as the text of `troubleshooting.json`.
#[must_use]
pub fn json(index: &Index) -> String {
    let file = File {
        schema: SCHEMA_PATH,
        schema_version: SCHEMA_VERSION,
        count: index.entries().count(),
        entries: index.entries().map(row).collect(),
    };
    // A struct of strings always serialises.
    serde_json::to_string(&file).unwrap_or_default()
}

fn row(entry: &Entry) -> Row<'_> {
    let mut url = encode_path(&entry.page);
    if let Some(anchor) = &entry.anchor {
        url.push('#');
        url.push_str(&encode_fragment(anchor));
    }
    Row {
        id: &entry.id,
        symptom: &entry.symptom,
        kind: entry.kind.name(),
        rule: entry.rule.name,
        url,
        anchor: entry.anchor.as_deref(),
        page_title: &entry.page_title,
        area: &entry.area,
        service: entry.service.as_deref(),
        roles: entry.roles.iter().map(|role| role.id.as_str()).collect(),
        applies_to: &entry.applies_to,
        first_step: entry.first_step.as_deref(),
        codes: &entry.codes,
        date: entry.date.map(crate::site::document::Date::iso),
        stale: entry.stale,
        related: &entry.related,
    }
}
