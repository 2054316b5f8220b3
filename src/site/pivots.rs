//! Pivots (format §9): the groups that a docset defines, and whether the zones of a page keep to
//! those that the page names.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::corpus::Corpus;
use super::index::{Page, key_span};
use crate::article::{Context, Metadata};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::path;
use crate::source::{self, FileId};
use crate::{article, yaml};

/// Zones for pivots on a page that names no groups of them.
pub static ZONE_PIVOT_GROUP_MISSING: Code = Code {
    name: "zone-pivot-group-missing",
    severity: Severity::Suggestion,
    summary: "A page has zones for pivots, but does not say from which groups.",
    explanation: "The metadata key `zone_pivot_groups` names the groups whose pivots readers choose from, with commas between them.",
    wrong: "::: zone pivot=\"bash\", without `zone_pivot_groups`",
    right: "zone_pivot_groups: shell",
};

/// No file defines the groups.
pub static ZONE_PIVOT_DEFINITION_NOT_FOUND: Code = Code {
    name: "zone-pivot-definition-not-found",
    severity: Severity::Suggestion,
    summary: "The file that defines groups of pivots is not there.",
    explanation: "Groups of pivots are defined in zone-pivot-groups.yml in the docset's root, or in the file that the metadata key `zone_pivot_group_filename` names.",
    wrong: "zone_pivot_groups: shell, without zone-pivot-groups.yml",
    right: "groups:\n- id: shell\n  pivots:\n  - id: bash",
};

/// A group that is not defined.
pub static PIVOT_GROUP_NOT_FOUND: Code = Code {
    name: "pivot-group-not-found",
    severity: Severity::Suggestion,
    summary: "A page names a group of pivots that is not defined.",
    explanation: "The groups are those of zone-pivot-groups.yml, by their `id`.",
    wrong: "zone_pivot_groups: shells",
    right: "zone_pivot_groups: shell",
};

/// A pivot that is in none of the page's groups.
pub static PIVOT_ID_NOT_FOUND: Code = Code {
    name: "pivot-id-not-found",
    severity: Severity::Suggestion,
    summary: "A zone is for a pivot that none of the page's groups has.",
    explanation: "Readers who choose among the page's pivots never see the zone.",
    wrong: "::: zone pivot=\"fish\"",
    right: "::: zone pivot=\"bash\"",
};

/// A pivot without a zone.
pub static PIVOT_ID_UNUSED: Code = Code {
    name: "pivot-id-unused",
    severity: Severity::Suggestion,
    summary: "A pivot of the page's groups has no zone on the page.",
    explanation: "Readers who choose it see only what is for all.",
    wrong: "a group of `bash` and `cmd`, and zones for `bash` only",
    right: "a zone for each of them",
};

/// Names of the file that defines the groups, when the metadata does not say.
const FILE_NAMES: [&str; 2] = ["zone-pivot-groups.yml", "zone-pivot-groups.json"];

/// The paths at which the groups of a page may be defined.
pub(super) fn definition_paths(metadata: &Metadata) -> Vec<String> {
    match metadata.get("zone_pivot_group_filename").and_then(Value::as_str) {
        Some(name) => vec![path::join("", name.trim_start_matches("~/"))],
        None => FILE_NAMES.iter().map(|&name| name.to_owned()).collect(),
    }
}

/// Groups of pivots by the file that defines them: ids of groups with those of their pivots.
#[derive(Debug, Default)]
pub(super) struct Definitions(FxHashMap<FileId, Vec<(String, Vec<String>)>>);

impl Definitions {
    /// Reads the files that pages refer to.
    pub(super) fn collect<'a>(corpus: &Corpus, pages: impl Iterator<Item = &'a Page>) -> Self {
        let mut definitions = Self::default();
        let stated = pages.filter(|page| page.facts.metadata.contains_key("zone_pivot_groups"));
        for id in stated.filter_map(|page| find(corpus, &page.facts.metadata)) {
            definitions.0.entry(id).or_insert_with(|| read(corpus, id));
        }
        definitions
    }

    /// Compares the pivots of a page's zones with its groups. Each zone comes with its file.
    pub(super) fn check(
        &self,
        corpus: &Corpus,
        page: &Page,
        zones: &[(FileId, &article::PivotZone)],
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if zones.iter().all(|(_, zone)| zone.pivots.is_empty()) {
            return found;
        }
        let source = &corpus.tree.file(page.file).path;
        let metadata = &page.facts.metadata;
        let Some(stated) = metadata.get("zone_pivot_groups").and_then(Value::as_str) else {
            let message = "this page has zones for pivots, but names no groups of them";
            found.push(
                Diagnostic::new(&ZONE_PIVOT_GROUP_MISSING, source, Span::file(), message)
                    .help("add `zone_pivot_groups: …` to the header"),
            );
            return found;
        };
        let article = corpus.articles.get(&(page.file, Context::Block));
        let at = key_span(corpus, page.file, article, "zone_pivot_groups");
        let file = find(corpus, metadata);
        let Some(groups) = file.and_then(|file| self.0.get(&file)) else {
            let name = definition_paths(metadata).swap_remove(0);
            let message =
                format!("`{name}`, which would define the groups of pivots, is not there");
            found.push(
                Diagnostic::new(&ZONE_PIVOT_DEFINITION_NOT_FOUND, source, at, message)
                    .help("add it, or name another file as `zone_pivot_group_filename`"),
            );
            return found;
        };
        let mut known: Vec<&str> = Vec::new();
        for id in stated.split(',').map(str::trim).filter(|id| !id.is_empty()) {
            if let Some((_, pivots)) = groups.iter().find(|(group, _)| group == id) {
                known.extend(pivots.iter().map(String::as_str));
            } else {
                let message = format!("the group of pivots `{id}` is not defined");
                found.push(Diagnostic::new(&PIVOT_GROUP_NOT_FOUND, source, at, message));
            }
        }
        let used = || zones.iter().flat_map(|(_, zone)| &zone.pivots);
        for pivot in known.iter().filter(|&&pivot| !used().any(|used| used == pivot)) {
            let message = format!("no zone of this page is for the pivot `{pivot}`");
            found.push(Diagnostic::new(&PIVOT_ID_UNUSED, source, at, message));
        }
        for (file, zone) in zones {
            for pivot in zone.pivots.iter().filter(|pivot| !known.contains(&pivot.as_str())) {
                let path = &corpus.tree.file(*file).path;
                let message = format!("the pivot `{pivot}` is in none of the page's groups");
                let help = (!known.is_empty()).then(|| format!("use `{}`", known.join("`, `")));
                found.push(
                    Diagnostic::new(&PIVOT_ID_NOT_FOUND, path, zone.span, message).maybe_help(help),
                );
            }
        }
        found
    }
}

/// The file that defines the groups of a page.
fn find(corpus: &Corpus, metadata: &Metadata) -> Option<FileId> {
    definition_paths(metadata).iter().find_map(|path| corpus.tree.find(path))
}

fn read(corpus: &Corpus, id: FileId) -> Vec<(String, Vec<String>)> {
    let file = corpus.tree.file(id);
    let text = file.text.as_deref().unwrap_or("");
    let value = if path::extension(&file.path).eq_ignore_ascii_case("json") {
        source::parse_jsonc(text).unwrap_or_default()
    } else {
        yaml::parse(text).unwrap_or_default()
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let id = |value: &Value| yaml::scalar_text(&value["id"]);
    list(&value["groups"])
        .iter()
        .filter_map(|group| {
            Some((id(group)?, list(&group["pivots"]).iter().filter_map(id).collect()))
        })
        .collect()
}
