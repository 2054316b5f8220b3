//! Which files the docset has, what each one is, and the text of those that are read.
//!
//! In: a [`Config`]. Out: a [`SourceTree`]. The only stage that lists or reads the docset; later
//! stages take texts from here.

mod reference;
mod text;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::{Config, ConfigError, Group};
use crate::diagnostic::{Checked, Code, Diagnostic, Severity, Span, Texts};
use crate::path;

/// A file that is not UTF-8.
pub static INVALID_ENCODING: Code = Code {
    name: "invalid-encoding",
    severity: Severity::Warning,
    summary: "The file is not valid UTF-8.",
    explanation: "Docsets are UTF-8, with or without a byte order mark. Bytes that are not are shown as \u{fffd}. Save the file as UTF-8.",
    wrong: "a file saved as Windows-1252",
    right: "the same file saved as UTF-8",
};

/// Index of a file in its [`SourceTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// What a file is to the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Becomes a page; written in Markdown.
    MarkdownPage,
    /// Becomes a page; written in YAML.
    YamlPage,
    /// A table of contents.
    Toc,
    /// A list of sources that have moved.
    Redirections,
    /// Published as it is.
    Resource,
    /// In the docset but not published: includes, code samples, configuration.
    Unpublished,
}

impl FileKind {
    /// Whether the file becomes a page.
    #[must_use]
    pub const fn is_page(self) -> bool {
        matches!(self, Self::MarkdownPage | Self::YamlPage)
    }
}

/// A file of the docset.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Path relative to the docset's root, with `/`, as on disk. Files elsewhere in the
    /// repository begin with `../`.
    pub path: Arc<str>,
    /// Where it is.
    pub disk: PathBuf,
    /// What it is.
    pub kind: FileKind,
    /// Path of the published file, lower-cased: `a/b.html` for a page, the file's own extension
    /// for a resource; empty when it is not published.
    pub site_path: String,
    /// The `docfx.json` group that claimed it.
    pub group: Option<String>,
    /// Decoded text of a Markdown or YAML file, without byte order mark.
    pub text: Option<Arc<str>>,
}

/// All files of a docset.
#[derive(Debug, Default)]
pub struct SourceTree {
    files: Vec<SourceFile>,
    by_lower_path: FxHashMap<String, Vec<FileId>>,
    /// Names of the folders down to the docset, lower-cased, for paths that leave it and return.
    root_names: Vec<String>,
    /// The docset's folder in its repository.
    folder: String,
    /// Folders, lower-cased, where the publishing configuration puts other repositories.
    dependencies: Vec<String>,
    /// By the path of a file: what `~` stands for in it, where that is not the docset itself.
    tildes: FxHashMap<Arc<str>, String>,
}

impl SourceTree {
    /// All files, sorted by path; those loaded on demand from outside come last.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// Files with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(i, file)| (FileId(i as u32), file))
    }

    /// The file with this id.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Looks a path up as the format does: ignoring case (§5.4). An exact match wins.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        let ids = self.by_lower_path.get(&path.to_lowercase())?;
        ids.iter()
            .copied()
            .find(|&id| &*self.file(id).path == path)
            .or_else(|| ids.first().copied())
    }

    /// The path, relative to the docset, of a file that the file at `from` names (§5.3).
    #[must_use]
    pub fn resolve(&self, from: &str, written: &str) -> String {
        let written = written.replace('\\', "/");
        let path = match written.strip_prefix("~/") {
            Some(rest) => path::join(self.tildes.get(from).map_or("", String::as_str), rest),
            None => path::join(path::folder(from), &written),
        };
        let ups = path.split('/').take_while(|&part| part == "..").count();
        if ups == 0 || ups > self.root_names.len() {
            return path;
        }
        // Out of the docset, and into it again?
        let names = &self.root_names[self.root_names.len() - ups..];
        let mut rest = path.split('/').skip(ups);
        let returns =
            names.iter().all(|name| rest.next().is_some_and(|p| p.to_lowercase() == *name));
        if returns { rest.collect::<Vec<_>>().join("/") } else { path }
    }

    /// The folder of another repository that a path leads into: such repositories are fetched when
    /// a docset is published, and need not be here.
    #[must_use]
    pub fn dependency_of(&self, path: &str) -> Option<&str> {
        let path = path.to_lowercase();
        let holds = |folder: &&String| {
            path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'))
        };
        self.dependencies.iter().find(holds).map(String::as_str)
    }

    /// Says what `~` stands for in the file at `path`.
    pub fn set_tilde(&mut self, path: &Arc<str>, folder: &str) {
        let folder = path::join("", &folder.replace('\\', "/"));
        let folder = folder.trim_start_matches("~/").to_owned();
        self.tildes.insert(Arc::clone(path), folder);
    }

    /// Adds a file.
    pub fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(self.files.len() as u32);
        self.by_lower_path.entry(file.path.to_lowercase()).or_default().push(id);
        self.files.push(file);
        id
    }
}

impl Texts for SourceTree {
    fn text(&self, path: &str) -> Option<&str> {
        let id = self.find(path)?;
        self.file(id).text.as_deref()
    }

    fn folder(&self) -> &str {
        &self.folder
    }
}

/// Lists the docset and reads its texts.
///
/// # Errors
/// When a folder cannot be listed or a file cannot be read, or when there is nothing to build.
pub fn discover(config: &Config) -> Result<Checked<SourceTree>, ConfigError> {
    let mut files = list(config)?;
    files.extend(repository_redirections(config));
    let diagnostics = files
        .par_iter_mut()
        .map(|file| match path::extension(&file.path).to_ascii_lowercase().as_str() {
            "md" | "yml" | "yaml" => read_into(file),
            "toml" if matches!(&*file.path, "roles.toml" | "guidepost.toml") => read_into(file),
            "json" if &*file.path == "docfx.json" => read_into(file),
            "json" if config.docfx.xref.iter().any(|path| path == &*file.path) => read_into(file),
            "json" if matches!(file.kind, FileKind::Toc | FileKind::Redirections) => {
                read_into(file)
            }
            _ => Ok(None),
        })
        .collect::<Result<Vec<_>, _>>()?;
    reference::adopt(config, &mut files);
    let says_something = |file: &SourceFile| {
        file.kind.is_page() || matches!(file.kind, FileKind::Toc | FileKind::Redirections)
    };
    if !files.iter().any(says_something) {
        return Err(ConfigError::Empty(config.root.clone()));
    }
    let root_names = config.root.iter().map(|name| name.to_string_lossy().to_lowercase()).collect();
    let folder = config.root.strip_prefix(&config.repository_root).unwrap_or(Path::new(""));
    let folder = folder.to_string_lossy().replace('\\', "/");
    let mut tree = SourceTree { root_names, folder, ..SourceTree::default() };
    let repositories = config.publishing["dependent_repositories"].as_array().into_iter().flatten();
    for folder in repositories.filter_map(|repository| repository["path_to_root"].as_str()) {
        let up = up_to_repository(config);
        tree.dependencies.push(tree.resolve("", &format!("{up}{folder}")).to_lowercase());
    }
    tree.files.reserve(files.len());
    for file in files {
        tree.push(file);
    }
    Ok(Checked { value: tree, diagnostics: diagnostics.into_iter().flatten().collect() })
}

/// Reads a file that was not read at first: an include outside the docset, a code sample.
///
/// `relative` is a path relative to the docset's root. Nothing outside the repository is read,
/// whatever links lead there.
///
/// # Errors
/// When the file is there but cannot be read.
pub fn load(
    config: &Config,
    tree: &mut SourceTree,
    relative: &str,
) -> Result<Option<FileId>, ConfigError> {
    if let Some(id) = tree.find(relative) {
        let index = id.0 as usize;
        if tree.files[index].text.is_none() {
            read_into(&mut tree.files[index])?;
        }
        return Ok(Some(id));
    }
    let Some(disk) = find_on_disk(&config.root, relative) else { return Ok(None) };
    let Ok(canonical) = std::fs::canonicalize(&disk) else { return Ok(None) };
    if !canonical.starts_with(&config.repository_root) || !canonical.is_file() {
        return Ok(None);
    }
    let mut file = SourceFile {
        path: relative.into(),
        disk: canonical,
        kind: FileKind::Unpublished,
        site_path: String::new(),
        group: None,
        text: None,
    };
    read_into(&mut file)?;
    Ok(Some(tree.push(file)))
}

/// Follows a path on disk, ignoring case where the exact name is not there.
fn find_on_disk(root: &Path, relative: &str) -> Option<PathBuf> {
    let exact = root.join(relative);
    if exact.is_file() {
        return Some(exact);
    }
    let mut at = root.to_path_buf();
    for part in relative.split('/') {
        if part == ".." {
            at = at.parent()?.to_path_buf();
            continue;
        }
        let exact = at.join(part);
        at = if exact.exists() {
            exact
        } else {
            let lower = part.to_lowercase();
            std::fs::read_dir(&at)
                .ok()?
                .flatten()
                .find(|entry| entry.file_name().to_string_lossy().to_lowercase() == lower)?
                .path()
        };
    }
    Some(at)
}

fn read_into(file: &mut SourceFile) -> Result<Option<Diagnostic>, ConfigError> {
    let bytes = std::fs::read(&file.disk)
        .map_err(|error| ConfigError::Io { file: file.disk.clone(), error })?;
    let (text, bad) = text::decode(bytes);
    file.text = Some(text);
    Ok(bad.map(|offset| {
        let span = Span::new(offset, offset);
        Diagnostic::new(&INVALID_ENCODING, &file.path, span, "this byte is not valid UTF-8")
            .help("save the file as UTF-8")
    }))
}

/// Whether a path is that of a redirection file (format §8).
#[must_use]
pub fn is_redirection(path: &str) -> bool {
    let name = path::file_name(path).to_ascii_lowercase();
    name.contains(".openpublishing.redirection") && path::extension(&name) == "json"
        || ["redirections.json", "redirections.yml"].contains(&path.to_ascii_lowercase().as_str())
}

/// Whether a path is that of a table of contents (format §6).
#[must_use]
pub fn is_toc(path: &str) -> bool {
    let name = path::file_name(path).to_ascii_lowercase();
    path::stem(&name) == "toc" && matches!(path::extension(&name), "yml" | "md" | "json")
}

/// Folders that never hold a docset's own articles (format §1, and the usual tools').
const EXCLUDED: [&str; 4] = ["_site", "_themes", "_themes.pdf", "_localization"];

fn list(config: &Config) -> Result<Vec<SourceFile>, ConfigError> {
    let mut files = Vec::new();
    let walk = walkdir::WalkDir::new(&config.root).sort_by_file_name().into_iter();
    let walk = walk.filter_entry(|entry| {
        if entry.depth() == 0 || !entry.file_type().is_dir() {
            return true;
        }
        let name = entry.file_name().to_string_lossy();
        let excluded = name == "node_modules" || entry.depth() == 1 && EXCLUDED.contains(&&*name);
        let is_output = || entry.path().join(crate::MANIFEST).exists();
        !name.starts_with('.') && !excluded && !is_output()
    });
    for entry in walk {
        let entry = entry.map_err(|error| ConfigError::Io {
            file: error.path().unwrap_or(&config.root).to_path_buf(),
            error: error.into(),
        })?;
        let is_file = entry.file_type().is_file()
            || entry.path_is_symlink()
                && std::fs::canonicalize(entry.path()).is_ok_and(|target| {
                    target.is_file() && target.starts_with(&config.repository_root)
                });
        let Ok(relative) = entry.path().strip_prefix(&config.root) else { continue };
        let path = relative.to_string_lossy().replace('\\', "/");
        let hidden = path::file_name(&path).starts_with('.');
        if is_file && (!hidden || is_redirection(&path)) {
            files.push(classify(config, path, entry.into_path()));
        }
    }
    if config.docfx.file.is_none() {
        readmes_as_index(&mut files);
    }
    Ok(files)
}

/// In a plain folder, README.md is what readers of its folder see first, as where sources are
/// shared; an index page beside it stays that.
fn readmes_as_index(files: &mut [SourceFile]) {
    let index = |file: &SourceFile| path::join(path::folder(&file.site_path), "index.html");
    let taken: FxHashSet<String> = files.iter().map(|file| file.site_path.clone()).collect();
    for file in files.iter_mut().filter(|file| file.kind == FileKind::MarkdownPage) {
        let path = index(file);
        if path::file_name(&file.site_path) == "readme.html" && !taken.contains(&path) {
            file.site_path = path;
        }
    }
}

/// `../` for each folder between the repository's root and the docset's.
fn up_to_repository(config: &Config) -> String {
    let below = config.root.strip_prefix(&config.repository_root);
    "../".repeat(below.map_or(0, |below| below.components().count()))
}

/// Files of redirections further down in the repository are found only where the publishing
/// configuration names them.
const REDIRECTIONS_DEPTH: usize = 4;

/// Redirection files in the repository around the docset, and those that its publishing
/// configuration names (format §8).
fn repository_redirections(config: &Config) -> Vec<SourceFile> {
    let root = &config.repository_root;
    let up = up_to_repository(config);
    let is_searched = |entry: &walkdir::DirEntry| {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let skipped = hidden || entry.file_name() == "node_modules" || entry.path() == config.root;
        entry.depth() == 0 || !entry.file_type().is_dir() || !skipped
    };
    let mut names: Vec<String> = walkdir::WalkDir::new(root)
        .max_depth(REDIRECTIONS_DEPTH)
        .into_iter()
        .filter_entry(is_searched)
        .flatten()
        .filter(|entry| is_redirection(&entry.file_name().to_string_lossy()))
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(root).ok()?;
            Some(path.to_string_lossy().replace('\\', "/"))
        })
        .collect();
    let named = config.publishing["redirection_files"].as_array().into_iter().flatten();
    names.extend(named.filter_map(|name| name.as_str().map(str::to_owned)));
    names.sort();
    names.dedup();
    names
        .into_iter()
        // Those below the docset's own root are listed with it.
        .filter(|name| !root.join(name).starts_with(&config.root) && root.join(name).is_file())
        .map(|name| SourceFile {
            path: format!("{up}{name}").into(),
            disk: root.join(&name),
            kind: FileKind::Redirections,
            site_path: String::new(),
            group: None,
            text: None,
        })
        .collect()
}

/// The site path, still with its extension, and the name of the first group that has a file.
fn claim(config: &Config, groups: &[Group], path: &str) -> Option<(String, Option<String>)> {
    groups.iter().find_map(|group| {
        let rest = group.claim(path)?;
        Some((config.docfx.route(group.map(rest)).to_lowercase(), group.name.clone()))
    })
}

fn classify(config: &Config, path: String, disk: PathBuf) -> SourceFile {
    let name = path::file_name(&path).to_ascii_lowercase();
    let extension = path::extension(&name).to_owned();
    let stem = path::stem(&name);
    let resource = claim(config, &config.docfx.resource, &path);
    let is_configuration = || config.docfx.references.contains(&path);
    let (kind, site_path, group) = if is_configuration() {
        (FileKind::Unpublished, String::new(), None)
    } else if is_redirection(&path) {
        (FileKind::Redirections, String::new(), None)
    } else if let Some((site_path, group)) = resource {
        (FileKind::Resource, site_path, group)
    } else if let Some((site_path, group)) = claim(config, &config.docfx.content, &path) {
        match (stem, extension.as_str()) {
            _ if is_toc(&name) => (FileKind::Toc, site_path, group),
            ("docfx" | "redirections", _) => (FileKind::Unpublished, String::new(), None),
            (_, "md") => {
                (FileKind::MarkdownPage, path::stem(&site_path).to_owned() + ".html", group)
            }
            (_, "yml") => (FileKind::YamlPage, path::stem(&site_path).to_owned() + ".html", group),
            _ if config.docfx.file.is_none() => (FileKind::Unpublished, String::new(), None),
            (_, "json") => (FileKind::Unpublished, String::new(), None),
            _ => (FileKind::Resource, site_path, group),
        }
    } else {
        (FileKind::Unpublished, String::new(), None)
    };
    SourceFile { path: path.into(), disk, kind, site_path, group, text: None }
}
