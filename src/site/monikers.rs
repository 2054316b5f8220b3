//! Versions (format §9): ranges of them, the names that the docset's ranges use, and which a page
//! or a zone is for.
//!
//! A docset that is built by its publishing service defines its versions. Where it does not, their
//! names come from all ranges, what stands before the first digit of a name is its product, and
//! within a product they are in the order of their numbers.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::corpus::Corpus;
use super::index::natural_key;
use crate::article::yaml_page::YamlPage;
use crate::article::{Metadata, MonikerZone};
use crate::config::{Config, Pattern};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{FileKind, SourceFile};
use crate::yaml;

/// A range of versions that cannot be read.
pub static MONIKER_RANGE_INVALID: Code = Code {
    name: "moniker-range-invalid",
    severity: Severity::Error,
    summary: "A range of versions cannot be read.",
    explanation: "A range is a version, or several with `=`, `>`, `<`, `>=` or `<=` before them; beside each other all must hold, with `||` between them one. A zone is shown whole then.",
    wrong: "::: moniker range=\"contoso-1, contoso-2\"",
    right: "::: moniker range=\"contoso-1 || contoso-2\"",
};

/// A page that is for no version of its group.
pub static MONIKER_RANGE_OUT_OF_SCOPE: Code = Code {
    name: "moniker-range-out-of-scope",
    severity: Severity::Error,
    summary: "A page is for versions that its group does not have.",
    explanation: "The range in the header and that of the page's group in docfx.json have no version in common. Widen one of them, or move the page.",
    wrong: "monikerRange: contoso-1, in a group for >=contoso-2",
    right: "monikerRange: contoso-2",
};

/// A zone that is for no version of its page.
pub static MONIKER_ZONE_EMPTY: Code = Code {
    name: "moniker-zone-empty",
    severity: Severity::Warning,
    summary: "A zone is for versions that its page does not have.",
    explanation: "The zone is left out of the page. Take it out, or widen the range of the page.",
    wrong: "::: moniker range=\"contoso-1\", on a page for >=contoso-2",
    right: "::: moniker range=\"contoso-2\"",
};

/// A range where the docset's configuration has none.
pub static MONIKER_RANGE_UNDEFINED: Code = Code {
    name: "moniker-range-undefined",
    severity: Severity::Suggestion,
    summary: "A file or a zone names versions, and its group in docfx.json has none.",
    explanation: "The versions of a file come from its group in docfx.json; a header or a zone can only choose among them. Give the group a range.",
    wrong: "monikerRange: contoso-2, in a group without `moniker_range`",
    right: "\"groups\": { \"articles\": { \"moniker_range\": \">=contoso-1\" } }",
};

/// Two ways at once to say which versions a file is for.
pub static DUPLICATE_MONIKER_CONFIG: Code = Code {
    name: "duplicate-moniker-config",
    severity: Severity::Warning,
    summary: "A header has both `monikers` and `monikerRange`.",
    explanation: "`monikerRange` counts, and `monikers` is ignored. Remove one of them.",
    wrong: "monikers: contoso-1\nmonikerRange: '>=contoso-1'",
    right: "monikerRange: '>=contoso-1'",
};

/// A list of versions with an empty item.
pub static NULL_ARRAY_VALUE: Code = Code {
    name: "null-array-value",
    severity: Severity::Warning,
    summary: "A list has an empty item.",
    explanation: "The empty item is left out. Fill it in or remove it.",
    wrong: "monikers:\n-\n- contoso-1",
    right: "monikers:\n- contoso-1",
};

/// Indices of versions in [`Monikers`], ascending: older before newer within a product.
pub type Set = BTreeSet<u32>;

/// All versions that the docset names.
#[derive(Debug, Default)]
pub struct Monikers {
    /// Lower-case names, by product and number.
    names: Vec<String>,
    /// The product of each.
    products: Vec<String>,
    by_name: FxHashMap<String, u32>,
    /// By group of `docfx.json`.
    groups: FxHashMap<String, Set>,
    /// By glob, the last of which counts.
    globs: Vec<(Pattern, Set)>,
    /// Whether the docset defines which versions there are.
    is_defined: bool,
}

/// What becomes of a zone on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is for none of the page's versions.
    Dropped,
    /// It is shown.
    Kept {
        /// The versions it is for, as far as they are known.
        versions: Set,
        /// Their names with blanks between them, or what the author wrote instead; empty when that
        /// says nothing.
        label: String,
    },
}

/// What is wrong with what a file says about its versions; keys are those of its metadata.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// A range or name that cannot be read.
    Invalid(&'static str, String),
    /// No version in common with the group.
    OutOfScope(&'static str),
    /// The group has no versions.
    Undefined(&'static str),
    /// `monikers` beside `monikerRange`.
    Both,
    /// An item that is null.
    Null(&'static str, usize),
}

/// What a file's versions are decided from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated<'a> {
    /// The file.
    pub(super) source: &'a SourceFile,
    /// Its metadata, the configuration's included.
    pub(super) metadata: &'a Metadata,
}

impl Stated<'_> {
    /// Whether the metadata chooses among the versions of the group: data files bring their own.
    fn chooses(self) -> bool {
        self.source.kind != FileKind::YamlPage
    }
}

impl Monikers {
    /// Gathers the versions of the definition, or else the names of all ranges.
    pub(super) fn collect(
        config: &Config,
        corpus: &Corpus,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let docfx = &config.docfx;
        let mut monikers = Self::default();
        match &docfx.moniker_definition {
            Some(defined) => {
                monikers.is_defined = true;
                (monikers.names, monikers.products) = defined.iter().cloned().unzip();
            }
            None => {
                let mut names: Vec<String> = names(config, corpus).into_iter().collect();
                names.sort_by_cached_key(|name| (product(name).to_owned(), natural_key(name)));
                monikers.products = names.iter().map(|name| product(name).to_owned()).collect();
                monikers.names = names;
            }
        }
        let numbered = monikers.names.iter().enumerate();
        monikers.by_name = numbered.map(|(i, name)| (name.clone(), i as u32)).collect();
        let mut configured = |text: &str| match monikers.range(text) {
            Ok(set) => set,
            Err(why) => {
                diagnostics.push(invalid_in_configuration(config, text, &why));
                Set::new()
            }
        };
        let named = docfx.moniker_ranges.iter().map(|(group, range)| (group.clone(), &**range));
        let mut groups: FxHashMap<String, Set> =
            named.map(|(group, range)| (group, configured(range))).collect();
        for range in docfx.content.iter().chain(&docfx.resource).filter_map(|g| g.version.as_ref())
        {
            if !groups.contains_key(range) {
                groups.insert(range.clone(), configured(range));
            }
        }
        let by_glob = docfx
            .moniker_range
            .iter()
            .filter_map(|(glob, range)| Some((glob.clone(), yaml::scalar_text(range)?)));
        let globs = by_glob.map(|(glob, range)| (glob, configured(&range))).collect();
        (monikers.groups, monikers.globs) = (groups, globs);
        monikers
    }

    /// Whether the docset defines which versions there are.
    pub(super) fn is_defined(&self) -> bool {
        self.is_defined
    }

    /// Whether the configuration says which versions files are for.
    fn is_configured(&self) -> bool {
        self.is_defined || !self.groups.is_empty() || !self.globs.is_empty()
    }

    /// The versions that the configuration gives a file.
    pub(super) fn of_config(&self, source: &SourceFile) -> Option<&Set> {
        self.of_path(&source.path, source.group.as_deref())
    }

    /// The versions that the configuration gives a path of a group.
    pub(super) fn of_path(&self, path: &str, group: Option<&str>) -> Option<&Set> {
        group.and_then(|group| self.groups.get(group)).or_else(|| {
            self.globs.iter().rev().find(|(glob, _)| glob.matches(path)).map(|(_, set)| set)
        })
    }

    /// The versions of a file: those of its group that its metadata leaves; none when neither
    /// says anything.
    pub(super) fn of_file(&self, file: Stated<'_>, problems: &mut Vec<Problem>) -> Option<Set> {
        let configured = self.of_config(file.source);
        let own = self.own(file, problems);
        let Some((key, own)) = own else {
            return configured.map(|set| self.without_excluded(file, set.clone(), problems));
        };
        if configured.is_none() && file.chooses() && self.is_configured() {
            problems.push(match key {
                "monikerRange" => Problem::Undefined(key),
                _ => Problem::OutOfScope(key),
            });
            return None;
        }
        let own = self.without_excluded(file, own, problems);
        let Some(configured) = configured.filter(|_| file.chooses()) else { return Some(own) };
        let both: Set = configured.intersection(&own).copied().collect();
        if both.is_empty() {
            problems.push(Problem::OutOfScope(key));
        }
        Some(both)
    }

    /// The versions that a file's own metadata names, and the key that does.
    fn own(
        &self,
        Stated { metadata, .. }: Stated<'_>,
        problems: &mut Vec<Problem>,
    ) -> Option<(&'static str, Set)> {
        let says = |key: &str| match metadata.get(key) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) => !text.trim().is_empty(),
            Some(_) => true,
        };
        let key = ["replace_monikers", "monikerRange", "monikers"].into_iter().find(|k| says(k))?;
        if key == "monikerRange" && says("monikers") {
            problems.push(Problem::Both);
            if let Value::Array(list) = &metadata["monikers"] {
                let nulls = list.iter().enumerate().filter(|(_, item)| item.is_null());
                problems.extend(nulls.map(|(i, _)| Problem::Null("monikers", i)));
            }
        }
        Some((key, self.select_all(key, &metadata[key], problems)))
    }

    fn without_excluded(
        &self,
        Stated { metadata, .. }: Stated<'_>,
        mut set: Set,
        problems: &mut Vec<Problem>,
    ) -> Set {
        const KEY: &str = "exclude_monikers";
        if let Some(value) = metadata.get(KEY) {
            let excluded = self.select_all(KEY, value, problems);
            set.retain(|version| !excluded.contains(version));
        }
        set
    }

    /// What becomes of a zone on a page with these versions.
    ///
    /// # Errors
    /// Why the range cannot be read.
    pub(super) fn fate(&self, zone: &MonikerZone, page: Option<&Set>) -> Result<Fate, String> {
        let all = self.range(&zone.range)?;
        if all.is_empty() && !self.is_defined {
            // Beyond what is known: nobody can tell.
            return Ok(Fate::Kept { versions: all, label: zone.range.trim().to_owned() });
        }
        let versions = match page {
            Some(page) => all.intersection(page).copied().collect(),
            None => all,
        };
        if versions.is_empty() {
            return Ok(Fate::Dropped);
        }
        Ok(Fate::Kept { label: self.show(&versions), versions })
    }

    /// Whether a zone names versions on a page of which the configuration knows none.
    pub(super) fn is_undefined(&self, source: &SourceFile) -> bool {
        self.is_configured()
            && source.kind == FileKind::MarkdownPage
            && self.of_config(source).is_none()
    }

    /// Whether only `exclude_monikers` keeps a zone and its page apart, or nobody looks at the
    /// page any more.
    pub(super) fn is_meant(&self, zone: &MonikerZone, file: Stated<'_>) -> bool {
        let archived = file.metadata.get("is_archived").and_then(yaml::scalar_text);
        if archived.is_some_and(|text| text.eq_ignore_ascii_case("true")) {
            return true;
        }
        let mut rest = file.metadata.clone();
        let excluded = rest.remove("exclude_monikers").is_some();
        let whole = Stated { metadata: &rest, ..file };
        excluded
            && self.of_file(whole, &mut Vec::new()).is_some_and(|set| {
                self.range(&zone.range).is_ok_and(|zone| !zone.is_disjoint(&set))
            })
    }

    /// The name of a version, which must be one of a set of these.
    #[must_use]
    pub fn name(&self, version: u32) -> &str {
        &self.names[version as usize]
    }

    /// Names of versions, with blanks between them.
    pub(super) fn show(&self, set: &Set) -> String {
        set.iter().map(|&version| self.name(version)).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn select_all(
        &self,
        key: &'static str,
        value: &Value,
        problems: &mut Vec<Problem>,
    ) -> Set {
        let list = match value {
            Value::Array(list) => list.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut set = Set::new();
        for (i, item) in list.iter().enumerate() {
            match yaml::scalar_text(item) {
                None if item.is_null() => problems.push(Problem::Null(key, i)),
                None => {}
                Some(text) => match self.range(&text) {
                    Ok(some) => set.extend(some),
                    Err(why) => problems.push(Problem::Invalid(key, why)),
                },
            }
        }
        set
    }

    /// The versions in a range.
    fn range(&self, text: &str) -> Result<Set, String> {
        let range = parse(text)?;
        let known = |comparator: &&Comparator| self.by_name.contains_key(&comparator.name);
        match range.iter().flatten().find(|comparator| !known(comparator)) {
            Some(unknown) if self.is_defined => {
                Err(format!("the version `{}` is not defined", unknown.name))
            }
            _ => Ok(self.select(&range)),
        }
    }

    fn select(&self, range: &Range) -> Set {
        let mut set = Set::new();
        for all in range {
            let mut versions: Option<Set> = None;
            for comparator in all {
                let found = self.compare(comparator);
                versions = Some(match versions {
                    Some(versions) => versions.intersection(&found).copied().collect(),
                    None => found,
                });
            }
            set.extend(versions.unwrap_or_default());
        }
        set
    }

    fn compare(&self, comparator: &Comparator) -> Set {
        let Some(&at) = self.by_name.get(&comparator.name) else { return Set::new() };
        let own = &self.products[at as usize];
        let is_in = |&other: &u32| match comparator.operator {
            Operator::Equal => other == at,
            Operator::Greater => other > at,
            Operator::GreaterOrEqual => other >= at,
            Operator::Less => other < at,
            Operator::LessOrEqual => other <= at,
        };
        (0..self.names.len() as u32)
            .filter(is_in)
            .filter(|&other| self.products[other as usize] == *own)
            .collect()
    }
}

/// The names in all ranges of a docset that does not define them.
fn names(config: &Config, corpus: &Corpus) -> BTreeSet<String> {
    let docfx = &config.docfx;
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut note = |range: &str| {
        if let Ok(range) = parse(range) {
            names.extend(range.into_iter().flatten().map(|comparator| comparator.name));
        }
    };
    docfx.moniker_ranges.iter().for_each(|(_, range)| note(range));
    docfx.moniker_range.iter().flat_map(|(_, range)| texts(range)).for_each(|range| note(&range));
    let is_group = |name: &str| docfx.moniker_ranges.iter().any(|(group, _)| group == name);
    let versions = docfx.content.iter().chain(&docfx.resource).filter_map(|g| g.version.as_ref());
    versions.filter(|version| !is_group(version)).for_each(|range| note(range));
    let bodies = corpus
        .articles
        .values()
        .map(|article| &article.body)
        .chain(corpus.yaml_pages.values().flat_map(YamlPage::bodies));
    bodies.flat_map(|body| &body.moniker_zones).for_each(|zone| note(&zone.range));
    let headers = corpus.articles.values().map(|article| &article.front_matter.metadata);
    for metadata in headers.chain(corpus.yaml_pages.values().map(|page| &page.metadata)) {
        let keys = ["monikerRange", "monikers", "replace_monikers", "exclude_monikers"];
        for text in keys.iter().filter_map(|key| metadata.get(*key)).flat_map(texts) {
            note(&text);
        }
    }
    names
}

fn invalid_in_configuration(config: &Config, range: &str, why: &str) -> Diagnostic {
    let (file, span) = (config.docfx.name(), config.docfx.place_of_text(range));
    let message = format!("the range `{range}` cannot be read: {why}");
    Diagnostic::new(&MONIKER_RANGE_INVALID, &file, span, message)
        .help("write versions as in `>=contoso-1 <contoso-3`")
}

/// What stands before the first digit of a name.
fn product(name: &str) -> &str {
    &name[..name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len())]
}

/// The texts of a list, or of one value.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().filter_map(yaml::scalar_text).collect(),
        one => yaml::scalar_text(one).into_iter().filter(|text| !text.is_empty()).collect(),
    }
}

/// Any of these must hold, and in it all.
type Range = Vec<Vec<Comparator>>;

#[derive(Debug, PartialEq, Eq)]
struct Comparator {
    operator: Operator,
    /// Lower-cased.
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// Reads a range.
fn parse(text: &str) -> Result<Range, String> {
    text.split("||").map(parse_all).collect()
}

fn parse_all(text: &str) -> Result<Vec<Comparator>, String> {
    const OPERATORS: [(&str, Operator); 5] = [
        (">=", Operator::GreaterOrEqual),
        ("<=", Operator::LessOrEqual),
        (">", Operator::Greater),
        ("<", Operator::Less),
        ("=", Operator::Equal),
    ];
    let mut all = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let found = OPERATORS.into_iter().find(|(sign, _)| rest.starts_with(sign));
        let (sign, operator) = found.unwrap_or(("", Operator::Equal));
        rest = rest[sign.len()..].trim_start();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        if end == 0 {
            return Err(format!("a version is expected at `{rest}`"));
        }
        all.push(Comparator { operator, name: rest[..end].to_lowercase() });
        rest = rest[end..].trim_start();
    }
    if all.is_empty() { Err("a version is missing".to_owned()) } else { Ok(all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monikers(names: &[&str]) -> Monikers {
        let by_name = names.iter().enumerate().map(|(i, n)| ((*n).to_owned(), i as u32)).collect();
        let products = names.iter().map(|&name| product(name).to_owned()).collect();
        let names = names.iter().map(|&name| name.to_owned()).collect();
        Monikers { names, products, by_name, ..Monikers::default() }
    }

    #[test]
    fn s9_ranges() {
        let monikers = monikers(&["a-8", "a-9", "a-10", "b-1"]);
        let show = |range: &str| parse(range).map(|range| monikers.show(&monikers.select(&range)));
        assert_eq!(show(">=a-9").as_deref(), Ok("a-9 a-10"));
        assert_eq!(show("> A-8 < a-10 || b-1").as_deref(), Ok("a-9 b-1"));
        assert_eq!(show("=a-8||a-10").as_deref(), Ok("a-8 a-10"));
        assert_eq!(show("a-7").as_deref(), Ok(""));
        assert!(show("a-8 ||").is_err() && show("").is_err() && show("%").is_err());
    }

    #[test]
    fn s9_a_product_is_what_stands_before_the_number() {
        assert_eq!(product("powershell-7.4"), "powershell-");
        assert_eq!(product("latest"), "latest");
    }
}
