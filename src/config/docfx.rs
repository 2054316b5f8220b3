//! `docfx.json` (or `docfx.yml`): which files are pages and resources, and metadata by glob
//! (format §1).

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::{ConfigError, GLOB_PATTERN_INVALID, Invalid, Pattern, read};
use crate::jsonc::{self, JSON_SYNTAX_ERROR};
use crate::yaml::{VIOLATE_SCHEMA, YAML_SYNTAX_ERROR};

/// The part of `docfx.json` that says what to build.
#[derive(Clone, Debug, Default)]
pub struct Docfx {
    /// The file itself; `None` in a plain folder.
    pub file: Option<PathBuf>,
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
    /// The docset's base path as its `breadcrumb_path` tells it, such as `/partner-center`.
    pub base_path: String,
}

/// One entry of `content` or `resource`.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// What belongs to it; empty means everything.
    pub files: Vec<Pattern>,
    /// What does not.
    pub exclude: Vec<Pattern>,
    /// Folder that the patterns are relative to, without slashes at its ends.
    pub src: String,
    /// Folder that stands in for `src` in URLs.
    pub dest: String,
    /// Name of the group, for versions.
    pub name: Option<String>,
}

impl Group {
    /// The path relative to `src` when the group holds the file.
    #[must_use]
    pub fn claim<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = if self.src.is_empty() {
            path
        } else {
            let head = path.get(..self.src.len())?;
            let tail = path.get(self.src.len()..)?.strip_prefix('/')?;
            head.eq_ignore_ascii_case(&self.src).then_some(tail)?
        };
        let included = self.files.is_empty() || self.files.iter().any(|p| p.matches(rest));
        (included && !self.exclude.iter().any(|p| p.matches(rest))).then_some(rest)
    }

    /// The site path of a claimed file, still with its extension.
    #[must_use]
    pub fn map(&self, rest: &str) -> String {
        if self.dest.is_empty() { rest.to_owned() } else { format!("{}/{rest}", self.dest) }
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

/// The configuration file of a folder: `docfx.yml` wins over `docfx.json`.
pub(super) fn file_in(root: &Path) -> Option<PathBuf> {
    ["docfx.yml", "docfx.json"].iter().map(|name| root.join(name)).find(|file| file.is_file())
}

/// Reads the docset's configuration; a plain folder builds everything in it.
pub(super) fn load(root: &Path, files: &mut Vec<PathBuf>) -> Result<Docfx, ConfigError> {
    let Some(file) = file_in(root) else {
        return Ok(Docfx {
            content: vec![Group::default()],
            resource: vec![Group { files: resources()?, ..Group::default() }],
            ..Docfx::default()
        });
    };
    files.push(file.clone());
    let text = read(&file)?;
    let value = if file.extension().is_some_and(|e| e == "yml") {
        serde_yaml::from_str(&text).map_err(|error| syntax_error_yaml(&file, &text, &error))?
    } else {
        parse_json(&file, &text)?
    };
    let build = match value.get("build") {
        Some(build @ Value::Object(_)) => build,
        _ => &value,
    };
    let Value::Object(build) = build else {
        let message = "expected an object with a `build` key";
        return Err(Invalid::new(&VIOLATE_SCHEMA, &file, &text, 0, message).into());
    };
    let context = Context { file: &file, text: &text };
    let mut docfx = Docfx { file: Some(file.clone()), ..Docfx::default() };
    docfx.content = context.groups(build.get("content"))?;
    docfx.resource = context.groups(build.get("resource"))?;
    if build.get("content").is_none() && build.get("resource").is_none() {
        docfx.content = vec![Group::default()];
        docfx.resource = vec![Group { files: resources()?, ..Group::default() }];
    }
    if let Some(Value::Object(metadata)) = build.get("globalMetadata") {
        docfx.global_metadata = metadata.clone();
    }
    if let Some(Value::Object(metadata)) = build.get("fileMetadata") {
        for (key, by_glob) in metadata {
            let mut values = Vec::new();
            for (glob, value) in by_glob.as_object().into_iter().flatten() {
                values.push((context.pattern(glob)?, value.clone()));
            }
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
    docfx.base_path = base_path(&docfx.global_metadata);
    Ok(docfx)
}

/// What a plain folder publishes beside its pages.
fn resources() -> Result<Vec<Pattern>, ConfigError> {
    const KINDS: &str =
        "**/*.{png,jpg,jpeg,gif,svg,webp,avif,ico,pdf,zip,mp4,webm,txt,csv,xlsx,docx,pptx}";
    let invalid =
        |message| Invalid::new(&GLOB_PATTERN_INVALID, Path::new("built-in"), KINDS, 0, message);
    Ok(vec![Pattern::new(KINDS).map_err(invalid)?])
}

/// `/partner-center/breadcrumb/toc.json` says that the docset is published under
/// `/partner-center`: the folder of the breadcrumb file itself is known from the docset, so what
/// stands before its last folder is the base.
fn base_path(metadata: &Map<String, Value>) -> String {
    let Some(path) = metadata.get("breadcrumb_path").and_then(Value::as_str) else {
        return String::new();
    };
    if !path.starts_with('/') {
        return String::new();
    }
    let folder = crate::path::folder(path);
    crate::path::folder(folder).trim_end_matches('/').to_owned()
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

/// The file that is being read, for positions in messages.
struct Context<'a> {
    file: &'a Path,
    text: &'a str,
}

impl Context<'_> {
    fn pattern(&self, glob: &str) -> Result<Pattern, ConfigError> {
        Pattern::new(glob).map_err(|error| {
            let quoted = Value::from(glob).to_string();
            let at = self.text.find(&quoted).unwrap_or(0);
            let message = format!("glob {quoted} cannot be read: {error}");
            Invalid::new(&GLOB_PATTERN_INVALID, self.file, self.text, at, message).into()
        })
    }

    fn groups(&self, value: Option<&Value>) -> Result<Vec<Group>, ConfigError> {
        let list = match value {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        list.iter().map(|group| self.group(group)).collect()
    }

    fn group(&self, value: &Value) -> Result<Group, ConfigError> {
        let Value::Object(object) = value else {
            // A bare string or list names files.
            return Ok(Group { files: self.patterns(Some(value))?, ..Group::default() });
        };
        let folder = |key| {
            let written = object.get(key).and_then(Value::as_str).unwrap_or("");
            crate::path::join("", &written.replace('\\', "/"))
        };
        Ok(Group {
            files: self.patterns(object.get("files"))?,
            exclude: self.patterns(object.get("exclude"))?,
            src: folder("src"),
            dest: folder("dest"),
            name: ["group", "version"]
                .iter()
                .find_map(|key| object.get(*key)?.as_str().filter(|name| !name.is_empty()))
                .map(str::to_owned),
        })
    }

    fn patterns(&self, value: Option<&Value>) -> Result<Vec<Pattern>, ConfigError> {
        let list = match value {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::Array(list)) => list.as_slice(),
            Some(one) => std::slice::from_ref(one),
        };
        list.iter().filter_map(Value::as_str).map(|glob| self.pattern(glob)).collect()
    }
}
