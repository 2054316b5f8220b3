//! Pivots: the choices a page offers, such as an operating system (format §9).

use serde::Serialize;
use serde_json::Value;

use super::corpus::Corpus;
use crate::article::Metadata;
use crate::config::Config;
use crate::diagnostic::Texts;
use crate::{path, yaml};

/// A choice that pages offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PivotGroup {
    /// Id that pages name.
    pub id: String,
    /// What is chosen.
    pub title: String,
    /// The question to the reader.
    pub prompt: Option<String>,
    /// What can be chosen.
    pub pivots: Vec<Pivot>,
}

/// One thing to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pivot {
    /// Id that zones name.
    pub id: String,
    /// Text.
    pub title: String,
}

/// Reads the docset's definition of pivot groups, which need not be published.
pub(super) fn load(config: &Config, corpus: &Corpus) -> Vec<PivotGroup> {
    let named =
        config.docfx.global_metadata.get("zone_pivot_group_filename").and_then(Value::as_str);
    let name = named.unwrap_or("zone-pivot-groups.yml");
    // The file may be named by its address, which begins with the docset's name.
    let text = corpus.tree.text(name).or_else(|| corpus.tree.text(path::file_name(name)));
    // JSON is YAML.
    let Some(value) = text.and_then(|text| yaml::parse(text).ok()) else {
        return Vec::new();
    };
    let text = |value: &Value, key: &str| value.get(key).and_then(yaml::scalar_text);
    let groups = value["groups"].as_array().into_iter().flatten();
    groups
        .filter_map(|group| {
            let pivots = group["pivots"].as_array().into_iter().flatten();
            let pivots = pivots.filter_map(|pivot| {
                let id = text(pivot, "id")?;
                Some(Pivot { title: text(pivot, "title").unwrap_or_else(|| id.clone()), id })
            });
            let id = text(group, "id")?;
            Some(PivotGroup {
                title: text(group, "title").unwrap_or_else(|| id.clone()),
                prompt: text(group, "prompt"),
                pivots: pivots.collect(),
                id,
            })
        })
        .collect()
}

/// The groups that a page's metadata names, in its order.
#[must_use]
pub fn of_page<'a>(groups: &'a [PivotGroup], metadata: &Metadata) -> Vec<&'a PivotGroup> {
    let named = metadata.get("zone_pivot_groups").and_then(Value::as_str).unwrap_or("");
    named.split(',').filter_map(|id| groups.iter().find(|group| group.id == id.trim())).collect()
}
