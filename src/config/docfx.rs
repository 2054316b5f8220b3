//! `docfx.json` (or `docfx.yml`): which files are pages and resources, and metadata by glob
//! (format §1).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::group::{self, Context, Group};
use super::{ConfigError, Invalid, Level, Pattern, read};
use crate::diagnostic::Span;
use crate::jsonc::{self, JSON_SYNTAX_ERROR};
use crate::yaml::{VIOLATE_SCHEMA, YAML_SYNTAX_ERROR};

/// The part of `docfx.json` that says what to build.
#[derive(Clone, Debug, Default)]
pub struct Docfx {
    /// The file itself; `None` in a plain folder.
    pub file: Option<PathBuf>,
    /// Its text.
    pub text: String,
    /// Groups of pages.
    pub content: Vec<Group>,
    /// Groups of files that are published as they are.
    pub resource: Vec<Group>,
    /// Defaults for every page.
    pub global_metadata: Map<String, Value>,
    /// Metadata by glob; within a key the last match wins.
    pub file_metadata: Vec<FileMetadata>,
    /// Moniker range by group name.
    pub moniker_ranges: Vec<(String, String)>,
    /// Moniker ranges by glob; the last match wins.
    pub moniker_range: Vec<(Pattern, Value)>,
    /// The monikers that exist, with the product of each, in their order; `None` when the docset
    /// does not define them.
    pub moniker_definition: Option<Vec<(String, String)>>,
    /// Paths of cross-reference maps, the first of which wins.
    pub xref: Vec<String>,
    /// Files of the docset that its configuration is made of: they are no pages.
    pub references: Vec<String>,
    /// Paths of sources, files or folders, with the folders they go to; the last match wins.
    pub routes: Vec<(String, String)>,
    /// Severities by code.
    pub rules: BTreeMap<String, Level>,
    /// Whether every warning counts as an error.
    pub warnings_as_errors: bool,
    /// How many findings of one file are reported.
    pub limits: Limits,
    /// The host the docset is published on, lower-cased; empty when it is not named.
    pub host_name: String,
    /// Whether links that name that host go without it.
    pub removes_host: bool,
    /// The docset's base path as its `breadcrumb_path` tells it, such as `/partner-center`.
    pub base_path: String,
}

/// How many findings of each severity are reported in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `maxFileErrors`.
    pub errors: usize,
    /// `maxFileWarnings`.
    pub warnings: usize,
    /// `maxFileSuggestions`.
    pub suggestions: usize,
    /// `maxFileInfos`.
    pub infos: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { errors: 100, warnings: 1000, suggestions: 1000, infos: 20 }
    }
}

/// One key of `fileMetadata`.
#[derive(Clone, Debug)]
pub struct FileMetadata {
    /// The metadata key.
    pub key: String,
    /// Patterns over source paths, in order, with the value each gives.
    pub values: Vec<(Pattern, Value)>,
}

impl Docfx {
    /// The name of the file, as findings about it have it.
    #[must_use]
    pub fn name(&self) -> Arc<str> {
        let name = self.file.as_deref().and_then(Path::file_name).unwrap_or_default();
        name.to_string_lossy().into()
    }

    /// Where a value stands in the file, the first time.
    #[must_use]
    pub fn place_of_text(&self, value: &str) -> Span {
        self.text.find(value).map_or(Span::file(), |at| Span::new(at, at + value.len()))
    }

    /// Where the value at a path of keys stands in the file, and the last of the keys.
    #[must_use]
    pub fn place(&self, keys: &[&str]) -> Option<(Span, Span)> {
        let places = crate::yaml::places(&self.text);
        let root = places.get("build").unwrap_or(&places);
        let (last, above) = keys.split_last()?;
        let parent = above.iter().try_fold(root, |place, key| place.get(key))?;
        Some((parent.key(last)?.into(), parent.get(last)?.range.clone().into()))
    }

    /// The site path of a source whose group puts it at `path`, still with its extension.
    #[must_use]
    pub fn route(&self, path: String) -> String {
        let lower = path.to_lowercase();
        for (from, to) in self.routes.iter().rev() {
            let from = from.to_lowercase();
            let rest = match lower.strip_prefix(from.as_str()) {
                Some("") => crate::path::file_name(&path),
                Some(_) if from.is_empty() => &path,
                Some(rest) if rest.starts_with('/') => &path[path.len() - rest.len() + 1..],
                _ => continue,
            };
            return crate::path::join(&format!("{to}/"), rest);
        }
        path
    }
}

/// The configuration file of a folder: `docfx.yml` wins over `docfx.json`.
pub(super) fn file_in(root: &Path) -> Option<PathBuf> {
    ["docfx.yml", "docfx.json"].iter().map(|name| root.join(name)).find(|file| file.is_file())
}

/// Reads the docset's configuration; a plain folder builds everything in it.
pub(super) fn load(root: &Path, files: &mut Vec<PathBuf>) -> Result<Docfx, ConfigError> {
    let Some(file) = file_in(root) else {
        return Ok(Docfx {
            content: vec![Group::default()],
            resource: vec![Group { files: group::resources()?, ..Group::default() }],
            ..Docfx::default()
        });
    };
    let (file_text, build) = read_object(&file, files)?;
    let build = match build.get("build") {
        Some(Value::Object(build)) => build,
        _ => &build,
    };
    let build = extended(root, build, files)?;
    let context = Context { file: &file, text: &file_text };
    let mut docfx = Docfx { file: Some(file.clone()), ..Docfx::default() };
    docfx.content = context.groups(build.get("content"))?;
    docfx.resource = context.groups(build.get("resource"))?;
    if build.get("content").is_none() && build.get("resource").is_none() {
        docfx.content = vec![Group {
            files: context.patterns(build.get("files"))?,
            exclude: context.patterns(build.get("exclude"))?,
            ..Group::default()
        }];
    }
    if let Some(Value::Object(metadata)) = build.get("globalMetadata") {
        docfx.global_metadata = metadata.clone();
    }
    if let Some(Value::Object(metadata)) = build.get("fileMetadata") {
        for (key, by_glob) in metadata {
            let values = context.by_glob(by_glob)?;
            docfx.file_metadata.push(FileMetadata { key: key.clone(), values });
        }
    }
    if let Some(Value::Object(groups)) = build.get("groups") {
        docfx.moniker_ranges = groups
            .iter()
            .filter_map(|(name, group)| {
                let range = group.get("moniker_range").or_else(|| group.get("monikerRange"))?;
                Some((name.clone(), range.as_str()?.to_owned()))
            })
            .collect();
    }
    if let Some(ranges) = build.get("monikerRange") {
        docfx.moniker_range = context.by_glob(ranges)?;
    }
    docfx.moniker_definition = moniker_definition(root, build.get("monikerDefinition"), files)?;
    docfx.xref = strings(build.get("xref"));
    docfx.references = ["extend", "xref", "monikerDefinition"]
        .iter()
        .chain(&["markdownValidationRules", "buildValidationRules", "metadataSchema"])
        .chain(&["allowlists", "sourceMap", "documentIdOverride", "sandboxEnabledModuleList"])
        .flat_map(|key| strings(build.get(*key)))
        .map(|path| crate::path::join("", &path.replace('\\', "/")))
        .collect();
    docfx.routes = routes(build.get("routes"));
    docfx.rules = rules(build.get("rules"));
    docfx.warnings_as_errors = build.get("warningsAsErrors") == Some(&Value::Bool(true));
    let text = |key| build.get(key).and_then(Value::as_str).map(str::to_owned);
    docfx.limits = limits(&build);
    docfx.removes_host = build.get("removeHostName") == Some(&Value::Bool(true));
    docfx.host_name = text("hostName").unwrap_or_default().to_lowercase();
    docfx.base_path = match text("basePath") {
        Some(path) => format!("/{}", path.trim_matches('/')).trim_end_matches('/').to_owned(),
        None => base_path(&docfx.global_metadata, &docfx.content, root),
    };
    docfx.text = file_text;
    Ok(docfx)
}

/// A configuration file as an object; an empty one says nothing.
fn read_object(
    file: &Path,
    files: &mut Vec<PathBuf>,
) -> Result<(String, Map<String, Value>), ConfigError> {
    files.push(file.to_path_buf());
    let text = read(file)?;
    let value = if file.extension().is_some_and(|e| e.eq_ignore_ascii_case("yml")) {
        serde_yaml::from_str(&text).map_err(|error| syntax_error_yaml(file, &text, &error))?
    } else {
        parse_json(file, &text)?
    };
    match value {
        Value::Object(object) => {
            let object = object.into_iter().map(|(key, value)| (usual_case(key), value));
            Ok((text, object.collect()))
        }
        Value::Null => Ok((text, Map::new())),
        _ => {
            let message = "expected an object with a `build` key";
            Err(Invalid::new(&VIOLATE_SCHEMA, file, &text, 0, message).into())
        }
    }
}

/// Keys that the format reads ignoring case, as they are usually written.
const ANY_CASE: [&str; 6] = [
    "hostName",
    "basePath",
    "maxFileErrors",
    "maxFileWarnings",
    "maxFileSuggestions",
    "maxFileInfos",
];

fn usual_case(key: String) -> String {
    let usual = ANY_CASE.iter().find(|usual| usual.eq_ignore_ascii_case(&key));
    usual.map_or(key, |usual| (*usual).to_owned())
}

/// The configuration with what the files under `extend` add: what stands in the file itself wins
/// over them, and the later of them over the earlier. Addresses are not fetched.
fn extended(
    root: &Path,
    build: &Map<String, Value>,
    files: &mut Vec<PathBuf>,
) -> Result<Map<String, Value>, ConfigError> {
    let mut merged = Map::new();
    for path in strings(build.get("extend")) {
        let file = root.join(&path);
        if file.is_file() && !files.contains(&file) {
            merge(&mut merged, &read_object(&file, files)?.1);
        }
    }
    merge(&mut merged, build);
    Ok(merged)
}

/// Objects merge, everything else replaces; only lists of cross-reference maps add up.
fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (Some(old), new) if key == "xref" => {
                let all = strings(Some(new)).into_iter().chain(strings(Some(old)));
                *old = all.map(Value::from).collect();
            }
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

/// A text or a list of texts.
fn strings(value: Option<&Value>) -> Vec<String> {
    let list = match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The monikers of a definition, which stands here or in a file of its own.
fn moniker_definition(
    root: &Path,
    value: Option<&Value>,
    files: &mut Vec<PathBuf>,
) -> Result<Option<Vec<(String, String)>>, ConfigError> {
    let read;
    let value = match value {
        Some(Value::String(path)) if root.join(path).is_file() => {
            read = Value::Object(read_object(&root.join(path), files)?.1);
            &read
        }
        Some(value @ Value::Object(_)) => value,
        _ => return Ok(None),
    };
    let text = |value: &Value, key: &str| {
        value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let mut list: Vec<(i64, String, String)> = value
        .get("monikers")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|moniker| {
            let name = moniker.get("moniker_name")?.as_str()?.to_lowercase();
            let product = text(moniker, "product_name");
            Some((moniker.get("order").and_then(Value::as_i64).unwrap_or_default(), name, product))
        })
        .collect();
    list.sort_by_key(|(order, ..)| *order);
    Ok(Some(list.into_iter().map(|(_, name, product)| (name, product)).collect()))
}

/// Where sources go in the site: files or folders, in the order written.
fn routes(value: Option<&Value>) -> Vec<(String, String)> {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    entries
        .filter_map(|(from, to)| {
            let plain = |path: &str| crate::path::join("", &path.replace('\\', "/"));
            Some((plain(from).trim_matches('/').to_owned(), plain(to.as_str()?)))
        })
        .collect()
}

fn limits(build: &Map<String, Value>) -> Limits {
    let number = |key: &str, default: usize| {
        let number = build.get(key).and_then(Value::as_u64);
        number.and_then(|number| usize::try_from(number).ok()).unwrap_or(default)
    };
    let default = Limits::default();
    Limits {
        errors: number("maxFileErrors", default.errors),
        warnings: number("maxFileWarnings", default.warnings),
        suggestions: number("maxFileSuggestions", default.suggestions),
        infos: number("maxFileInfos", default.infos),
    }
}

/// Severities by code, as the docset's own file has them.
fn rules(value: Option<&Value>) -> BTreeMap<String, Level> {
    let entries = value.and_then(Value::as_object).into_iter().flatten();
    entries
        .filter_map(|(code, rule)| {
            let severity = rule.get("severity").unwrap_or(rule);
            // YAML reads the word `off` as false in its older version.
            let level = match severity {
                Value::Bool(false) => Level::Off,
                Value::String(text) => Level::from_name(text)?,
                _ => return None,
            };
            Some((code.clone(), level))
        })
        .collect()
}

/// `/partner-center/breadcrumb/toc.json` says that the docset is published under
/// `/partner-center`: what is left without the path that the groups give the breadcrumb file, when
/// that is there, else without its last folder.
fn base_path(metadata: &Map<String, Value>, content: &[Group], root: &Path) -> String {
    let Some(path) = metadata.get("breadcrumb_path").and_then(Value::as_str) else {
        return String::new();
    };
    if !path.starts_with('/') {
        return String::new();
    }
    let stem = crate::path::stem(path);
    let is_source = |site_path: &str| {
        let rests = content.iter().filter_map(|group| {
            let rest = match group.dest.trim_end_matches('/') {
                "" => site_path,
                dest => site_path.strip_prefix(dest)?.strip_prefix('/')?,
            };
            Some(root.join(&group.src).join(rest))
        });
        rests.into_iter().any(|stem| {
            ["yml", "md", "json"].iter().any(|extension| stem.with_extension(extension).is_file())
        })
    };
    let slashes = stem.match_indices('/').map(|(at, _)| at);
    // The breadcrumb file has a folder of its own: `toc` alone would be any table of contents.
    let found =
        slashes.filter(|&at| stem[at + 1..].contains('/')).find(|&at| is_source(&stem[at + 1..]));
    let folder = crate::path::folder(crate::path::folder(path));
    found.map_or(folder, |at| &path[..at]).trim_end_matches('/').to_owned()
}

/// Parses JSON as the docset's tools do: comments and trailing commas are fine.
pub(super) fn parse_json(file: &Path, text: &str) -> Result<Value, ConfigError> {
    jsonc::parse(text).map_err(|(offset, message)| {
        let message = format!("not valid JSON: {message}");
        Invalid::new(&JSON_SYNTAX_ERROR, file, text, offset as usize, message).into()
    })
}

fn syntax_error_yaml(file: &Path, text: &str, error: &serde_yaml::Error) -> ConfigError {
    let at = error.location().map_or(0, |location| location.index().min(text.len()));
    let message = format!("not valid YAML: {}", what_is_wrong(error));
    Invalid::new(&YAML_SYNTAX_ERROR, file, text, at, message).into()
}

/// The message of an error without its place, which stands before it.
fn what_is_wrong(error: &serde_yaml::Error) -> String {
    let mut message = error.to_string();
    if let Some(at) = message.find(" at line ") {
        message.truncate(at);
    }
    message
}
