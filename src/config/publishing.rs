//! What the publishing service is told of a docset, in the root of its repository: where its
//! sources are, and its language.

use std::path::{Path, PathBuf};

use serde_json::Value;
use unic_langid::LanguageIdentifier;

use super::{docfx, read};
use crate::path;

/// The file.
pub(super) const PUBLISH_CONFIG: &str = ".openpublishing.publish.config.json";

/// What is of use here. A configuration that cannot be read, or does not name the docset, says
/// nothing.
#[derive(Debug, Default)]
pub(super) struct Publishing {
    /// All that it says.
    pub(super) value: Value,
    /// Where readers find the sources: the repository on GitHub is open to them unless the
    /// configuration says otherwise of the docset.
    pub(super) repository: Option<String>,
    /// Language, lower-cased, such as `en-us`.
    pub(super) locale: Option<String>,
}

impl Publishing {
    /// Reads the configuration of the docset at `root`.
    pub(super) fn load(repository: &Path, root: &Path, files: &mut Vec<PathBuf>) -> Self {
        let publish = repository.join(PUBLISH_CONFIG);
        let Ok(text) = read(&publish) else { return Self::default() };
        if !files.contains(&publish) {
            files.push(publish.clone());
        }
        let value = docfx::parse_json(&publish, &text).unwrap_or_default();
        let is_this = |docset: &&Value| {
            let folder = docset["build_source_folder"].as_str();
            folder.and_then(|folder| find_folder(repository, folder)).is_some_and(|at| at == root)
        };
        let docsets = value["docsets_to_publish"].as_array();
        let Some(docset) = docsets.and_then(|docsets| docsets.iter().find(is_this)) else {
            return Self { value, ..Self::default() };
        };
        let locale = docset["locale"].as_str().map(str::to_ascii_lowercase);
        Self {
            repository: sources(&value, docset, repository, root),
            locale: locale.filter(|locale| locale.parse::<LanguageIdentifier>().is_ok()),
            value,
        }
    }
}

fn sources(value: &Value, docset: &Value, repository: &Path, root: &Path) -> Option<String> {
    if docset["open_to_public_contributors"] == false {
        return None;
    }
    let url = value["git_repository_url_open_to_public_contributors"].as_str()?;
    let url = url.trim_end_matches('/').trim_end_matches(".git");
    let branch = &value["git_repository_branch_open_to_public_contributors"];
    let branch = branch.as_str().filter(|branch| !branch.is_empty()).unwrap_or("main");
    let folder = root.strip_prefix(repository).ok()?.to_string_lossy().replace('\\', "/");
    let folder = path::encode_path(&folder);
    url.starts_with("https://github.com/")
        .then(|| format!("{url}/blob/{branch}/{folder}").trim_end_matches('/').to_owned())
}

/// A folder below `base` by a `/`-separated path, ignoring case.
pub(super) fn find_folder(base: &Path, path: &str) -> Option<PathBuf> {
    let mut folder = base.to_path_buf();
    for part in path.replace('\\', "/").split('/').filter(|part| !part.is_empty() && *part != ".") {
        let exact = folder.join(part);
        folder = if exact.is_dir() {
            exact
        } else {
            std::fs::read_dir(&folder)
                .ok()?
                .flatten()
                .find(|entry| entry.file_name().to_string_lossy().eq_ignore_ascii_case(part))?
                .path()
        };
    }
    folder.is_dir().then_some(folder)
}
