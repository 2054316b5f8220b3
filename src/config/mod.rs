//! What the docset and its owner say about the build: `docfx.json` as it is, `guidepost.toml`, and
//! the command line.
//!
//! In: the folder given on the command line. Out: a [`Config`] that never changes during a build.

mod docfx;
mod glob;
mod group;
mod publishing;
mod settings;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

pub use docfx::{Docfx, FileMetadata, Limits};
pub use glob::Pattern;
pub use group::Group;
pub use settings::{Language, Level, NamedLink, SearchFormat, Settings};

use self::publishing::{PUBLISH_CONFIG, Publishing, find_folder};
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, LineIndex, Severity, Span, Texts};

/// A glob that cannot be read.
pub static GLOB_PATTERN_INVALID: Code = Code {
    name: "glob-pattern-invalid",
    severity: Severity::Error,
    summary: "A glob pattern in docfx.json cannot be read.",
    explanation: "Nothing is built, since nobody can tell which files are meant. `*` stands for part of a name, `**` for any folders, `?` for a character, `[ab]` for one of several, `{a,b}` for alternatives.",
    wrong: "\"files\": \"guides/[a.md\"",
    right: "\"files\": \"guides/[ab].md\"",
};

/// A `guidepost.toml` that is no TOML.
pub static TOML_SYNTAX_ERROR: Code = Code {
    name: "toml-syntax-error",
    severity: Severity::Error,
    summary: "guidepost.toml is not valid TOML, or holds something unknown.",
    explanation: "Nothing is built. Texts stand in quotes, and every key is one of the configuration reference.",
    wrong: "title = Portal help",
    right: "title = \"Portal help\"",
};

/// Why a build cannot start.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The docset folder does not exist.
    #[error(
        "docset folder not found: {0}\n  help: name the folder that holds docfx.json or the articles, as in `guidepost build docs`"
    )]
    DocsetNotFound(PathBuf),
    /// The docset is a file.
    #[error("not a folder: {0}\n  help: name the folder that holds docfx.json or the articles")]
    NotAFolder(PathBuf),
    /// Nothing in the folder could become a page.
    #[error(
        "no articles in {0}\n  help: a docset holds Markdown (.md) or YAML pages (.yml); check the folder, or the `files` globs of its docfx.json"
    )]
    Empty(PathBuf),
    /// The repository publishes several docsets.
    #[error("{file} publishes several docsets: {names}\n  help: name one of these folders")]
    SeveralDocsets {
        /// The publishing configuration.
        file: PathBuf,
        /// Their folders.
        names: String,
    },
    /// A configuration file cannot be understood.
    #[error("{0}")]
    Invalid(Box<Invalid>),
    /// A rule names a code that does not exist.
    #[error("there is no code `{0}`{1}\n  help: `guidepost explain` lists all codes")]
    UnknownCode(String, String),
    /// A file cannot be read.
    #[error("cannot read {file}: {error}")]
    Io {
        /// The file.
        file: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

/// What is wrong in a configuration file.
#[derive(Debug)]
pub struct Invalid {
    /// The file on disk.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
    /// What is wrong, and where; its file is the name of this one.
    pub finding: Diagnostic,
    /// The file's folder in its repository.
    folder: String,
}

impl Invalid {
    fn new(
        code: &'static Code,
        file: &Path,
        text: &str,
        at: usize,
        message: impl Into<String>,
    ) -> Self {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let span = Span::new(at, at);
        let finding = Diagnostic::new(code, &name.into(), span, message);
        let finding = Diagnostic { severity: Severity::Error, ..finding };
        let parent = file.parent().unwrap_or(file);
        let folder = parent.strip_prefix(repository_root(parent)).unwrap_or(Path::new(""));
        let folder = folder.to_string_lossy().replace('\\', "/");
        Self { file: file.to_path_buf(), text: text.to_owned(), finding, folder }
    }
}

impl From<Invalid> for ConfigError {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(Box::new(invalid))
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let position = LineIndex::new(&self.text).position(self.finding.span.start);
        let file = self.file.display();
        write!(f, "{file}:{}:{}: {}", position.line, position.column, self.finding.message)
    }
}

impl Texts for Invalid {
    fn text(&self, path: &str) -> Option<&str> {
        (path == &*self.finding.file).then_some(&self.text)
    }

    fn folder(&self) -> &str {
        &self.folder
    }
}

/// What the command line adds to the configuration.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--theme`.
    pub theme: Option<PathBuf>,
    /// `--base-url`.
    pub base_url: Option<String>,
    /// `--deny`, `--warn`, `--allow`.
    pub rules: BTreeMap<String, Level>,
}

/// Everything that a build is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// The docset's root: all paths and globs are relative to it. Absolute.
    pub root: PathBuf,
    /// The repository around it, which includes and code snippets may reach into. Absolute.
    pub repository_root: PathBuf,
    /// What the publishing service is told in its root; null where nothing is.
    pub publishing: Value,
    /// `docfx.json`, or what stands in for it in a plain folder.
    pub docfx: Docfx,
    /// `guidepost.toml` and the command line.
    pub settings: Settings,
    /// The configuration files that were read, for watching.
    pub files: Vec<PathBuf>,
    /// Kinds of YAML page that the docset describes itself, lower-cased.
    pub schemas: BTreeSet<String>,
}

impl Config {
    /// Reads the configuration of the docset at `folder`.
    ///
    /// # Errors
    /// When the folder is missing or a configuration file cannot be read or understood.
    pub fn load(folder: &Path, overrides: &Overrides) -> Result<Self, ConfigError> {
        let given = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
        let metadata = std::fs::metadata(&given).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ConfigError::DocsetNotFound(folder.to_path_buf()),
            _ => ConfigError::Io { file: folder.to_path_buf(), error },
        })?;
        if !metadata.is_dir() {
            return Err(ConfigError::NotAFolder(folder.to_path_buf()));
        }
        let given = std::fs::canonicalize(&given)
            .map_err(|error| ConfigError::Io { file: folder.to_path_buf(), error })?;
        let mut files = Vec::new();
        let root = docset_root(&given, &mut files)?;
        let docfx = docfx::load(&root, &mut files)?;
        let mut settings = settings::load(&root, &mut files)?;
        if let Some(theme) = &overrides.theme {
            settings.theme.path = Some(theme.clone());
        } else if let Some(theme) = &settings.theme.path {
            settings.theme.path = Some(root.join(theme));
        }
        if let Some(url) = &overrides.base_url {
            settings.base_url = Some(url.clone());
        }
        for language in &mut settings.language {
            language.url.truncate(language.url.trim_end_matches('/').len());
        }
        if let Some(url) = &settings.base_url {
            settings.base_url = Some(url.trim_end_matches('/').to_owned());
        }
        settings.rules.extend(overrides.rules.clone());
        let repository_root = repository_root(&root);
        let published = Publishing::load(&repository_root, &root, &mut files);
        settings.repository = settings.repository.or(published.repository);
        settings.locale = settings.locale.or(published.locale);
        let schemas = schemas(&root);
        let publishing = published.value;
        Ok(Self { root, repository_root, publishing, docfx, settings, files, schemas })
    }

    /// Whether the docset describes a kind of YAML page by a schema of its own.
    #[must_use]
    pub fn has_schema(&self, kind: &str) -> bool {
        self.schemas.contains(&kind.to_ascii_lowercase())
    }

    /// The path under which site-absolute links of the docset's own begin, such as
    /// `/partner-center`, without a slash at its end; empty for none.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.settings.base_path.as_deref().unwrap_or(&self.docfx.base_path)
    }
}

/// The names of the schemas that come with a docset, in the folder of its engine's templates.
fn schemas(root: &Path) -> BTreeSet<String> {
    std::fs::read_dir(root.join("_themes/ContentTemplate/schemas"))
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            name.strip_suffix(".schema.json").map(str::to_owned)
        })
        .collect()
}

/// The folder of the docset: the one given, unless only the repository around the docset was
/// named, whose publishing configuration then tells.
fn docset_root(given: &Path, files: &mut Vec<PathBuf>) -> Result<PathBuf, ConfigError> {
    let publish = given.join(PUBLISH_CONFIG);
    if docfx::file_in(given).is_some() || !publish.is_file() {
        return Ok(given.to_path_buf());
    }
    let text = read(&publish)?;
    let value = docfx::parse_json(&publish, &text)?;
    files.push(publish.clone());
    let folders: Vec<PathBuf> = value["docsets_to_publish"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|docset| docset["build_source_folder"].as_str())
        .filter_map(|folder| find_folder(given, folder))
        .collect();
    match folders.as_slice() {
        [] => Ok(given.to_path_buf()),
        [one] => Ok(one.clone()),
        several => Err(ConfigError::SeveralDocsets {
            file: publish,
            names: several
                .iter()
                .map(|folder| folder.strip_prefix(given).unwrap_or(folder).display().to_string())
                .collect::<Vec<_>>()
                .join(", "),
        }),
    }
}

/// The nearest folder, from the docset upwards, that looks like the root of a repository.
fn repository_root(root: &Path) -> PathBuf {
    root.ancestors()
        .find(|folder| folder.join(".git").exists() || folder.join(PUBLISH_CONFIG).exists())
        .unwrap_or(root)
        .to_path_buf()
}

fn read(file: &Path) -> Result<String, ConfigError> {
    let bytes =
        std::fs::read(file).map_err(|error| ConfigError::Io { file: file.to_path_buf(), error })?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}
