//! Pivots: the choices a page offers, such as an operating system (format §9).

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde_json::Value;

use super::corpus::Corpus;
use super::index::Page;
use crate::article::Metadata;
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

/// Name of the file that defines the groups, when the metadata does not say.
const FILE_NAME: &str = "zone-pivot-groups.yml";

/// The paths at which the groups of a page may be defined, best first: as YAML or as JSON, in the
/// root of the docset or in the topmost folder of the page, which may be the root of its addresses.
pub(super) fn definition_paths(source: &str, metadata: &Metadata) -> Vec<String> {
    let named = metadata.get("zone_pivot_group_filename").and_then(Value::as_str);
    let name = path::join("", named.unwrap_or(FILE_NAME).trim_start_matches("~/"));
    let extensions = match path::extension(&name) {
        "json" => ["json", "yml"],
        _ => ["yml", "json"],
    };
    let top = source.split_once('/').map_or("", |(top, _)| top);
    // The file may be named by its address, which begins with the docset's name.
    [name.clone(), path::join(top, &name), path::file_name(&name).to_owned()]
        .iter()
        .flat_map(|name| extensions.map(|extension| format!("{}.{extension}", path::stem(name))))
        .collect()
}

/// The groups of pivots of a docset.
#[derive(Debug, Default)]
pub struct Pivots {
    /// By the file that defines them.
    files: FxHashMap<String, Vec<PivotGroup>>,
    /// That file, by its published path without extension, which a group's `dest` may have moved.
    published: FxHashMap<String, String>,
}

impl Pivots {
    /// Reads the files that pages refer to. They need not be published.
    pub(super) fn collect<'a>(corpus: &Corpus, pages: impl Iterator<Item = &'a Page>) -> Self {
        let mut pivots = Self::default();
        let mut paths: Vec<String> = pages
            .filter(|page| page.facts.metadata.contains_key("zone_pivot_groups"))
            .flat_map(|page| definition_paths(&page.facts.source, &page.facts.metadata))
            .collect();
        paths.sort_unstable();
        paths.dedup();
        for path in &paths {
            if let Some(text) = corpus.tree.text(path) {
                pivots.files.insert(path.clone(), read(text));
            }
        }
        if pivots.files.len() < paths.len() {
            let named: FxHashSet<String> =
                paths.iter().map(|path| path::stem(path).to_lowercase()).collect();
            let is_data = |path: &str| matches!(path::extension(path), "yml" | "json");
            for (_, file) in corpus.tree.iter().filter(|(_, file)| is_data(&file.path)) {
                let stem = path::stem(&file.site_path);
                if let Some(text) = file.text.as_deref().filter(|_| named.contains(stem)) {
                    pivots.files.entry(file.path.to_string()).or_insert_with(|| read(text));
                    pivots.published.insert(stem.to_owned(), file.path.to_string());
                }
            }
        }
        pivots
    }

    /// The files that define groups, by path, with what they define.
    pub fn definitions(&self) -> impl Iterator<Item = (&str, &[PivotGroup])> {
        self.files.iter().map(|(path, groups)| (path.as_str(), groups.as_slice()))
    }

    /// The groups that a page can name; none when the file that would define them is not there.
    #[must_use]
    pub fn defined_for(&self, page: &Page) -> Option<&[PivotGroup]> {
        let paths = definition_paths(&page.facts.source, &page.facts.metadata);
        let moved =
            |path: &String| self.files.get(self.published.get(&path::stem(path).to_lowercase())?);
        let groups = paths.iter().find_map(|path| self.files.get(path));
        groups.or_else(|| paths.iter().find_map(moved)).map(Vec::as_slice)
    }

    /// The groups that a page's metadata names, in its order.
    #[must_use]
    pub fn of_page(&self, page: &Page) -> Vec<&PivotGroup> {
        let groups = self.defined_for(page).unwrap_or(&[]);
        let named =
            page.facts.metadata.get("zone_pivot_groups").and_then(Value::as_str).unwrap_or("");
        named
            .split(',')
            .filter_map(|id| groups.iter().find(|group| group.id == id.trim()))
            .collect()
    }
}

/// Reads groups from YAML or JSON, which is YAML.
fn read(text: &str) -> Vec<PivotGroup> {
    let value = yaml::parse(text).unwrap_or_default();
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
