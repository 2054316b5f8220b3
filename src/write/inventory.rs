//! What is in an output now: guidepost's own files, and the files of others.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::error::{Reason, WriteError};
use super::manifest::{Entry, MANIFEST, Recorded};
use super::place::{LOCK_INSIDE, WORK_INSIDE};
use crate::path;

/// What an output holds.
#[derive(Debug, Default)]
pub(super) struct Inventory {
    /// Files with the bytes that guidepost gave them, by path.
    pub(super) owned: BTreeMap<String, Entry>,
    /// Everything else. A folder that never held an owned file is one item.
    pub(super) foreign: Vec<Foreign>,
    /// Whether the output is there at all.
    pub(super) exists: bool,
    /// The manifest's bytes; empty without one.
    pub(super) json: Vec<u8>,
    /// What is wrong with the manifest.
    problem: Option<String>,
}

/// A file or folder that is not guidepost's own.
#[derive(Debug)]
pub(super) struct Foreign {
    /// Relative to the output.
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
}

impl Foreign {
    /// With `/`, also after a folder.
    fn name(&self) -> String {
        let name = slashed(&self.path);
        if self.is_folder { name + "/" } else { name }
    }
}

/// A relative path of the file system as text with `/`.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() }
}

impl Inventory {
    /// Looks at every file of an output. Follows no symbolic link.
    ///
    /// # Errors
    /// A folder or file cannot be read.
    pub(super) fn take(output: &Path) -> Result<Self, WriteError> {
        let recorded = Recorded::read(output)?;
        let mut inventory = Self::default();
        let manifest = &recorded.manifest;
        let mut folders = FxHashSet::default();
        for file in manifest.files.keys().chain(manifest.pending.keys()) {
            let mut folder = path::folder(file);
            while !folder.is_empty() && folders.insert(folder) {
                folder = path::folder(folder);
            }
        }
        // Files that the manifest may own; their bytes are read afterwards, on all cores.
        let mut listed = Vec::new();
        let mut open = vec![(output.to_owned(), String::new())];
        while let Some((folder, prefix)) = open.pop() {
            let items = match std::fs::read_dir(&folder) {
                Ok(items) => items,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(WriteError::io("list", &folder)(error)),
            };
            inventory.exists = true;
            for item in items {
                let item = item.map_err(WriteError::io("list", &folder))?;
                let name = item.file_name();
                if prefix.is_empty() && is_kept(&name.to_string_lossy()) {
                    continue;
                }
                let kind = item.file_type().map_err(WriteError::io("read", &item.path()))?;
                let path = name.to_str().map(|name| format!("{prefix}{name}"));
                if let Some(path) = path {
                    if kind.is_dir() && folders.contains(path.as_str()) {
                        open.push((item.path(), path + "/"));
                        continue;
                    }
                    listed.push((path, item, kind.is_dir()));
                    continue;
                }
                inventory.foreign.push(Foreign {
                    path: Path::new(&prefix).join(name),
                    is_folder: kind.is_dir(),
                });
            }
        }
        let judged: Vec<Result<Option<Entry>, WriteError>> = listed
            .par_iter()
            .map(|(path, item, _)| {
                own(&recorded, path, item).map_err(WriteError::io("read", &item.path()))
            })
            .collect();
        for ((path, _, is_folder), entry) in listed.into_iter().zip(judged) {
            match entry {
                Ok(Some(entry)) => {
                    inventory.owned.insert(path, entry);
                }
                Ok(None) => inventory.foreign.push(Foreign { path: path.into(), is_folder }),
                // Gone since it was listed.
                Err(WriteError::Io { error, .. }) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        inventory.foreign.sort_by(|a, b| a.path.cmp(&b.path));
        inventory.json = recorded.json;
        inventory.problem = recorded.problem;
        Ok(inventory)
    }

    /// Refuses an output that holds files of others.
    pub(super) fn refuse_foreign(&self, output: &Path) -> Result<(), WriteError> {
        if self.foreign.is_empty() {
            return Ok(());
        }
        let names = self.foreign.iter().map(Foreign::name).collect();
        let manifest = self.problem.clone();
        Err(WriteError::refused(output, Reason::Foreign { names, manifest }))
    }
}

fn own(recorded: &Recorded, path: &str, item: &std::fs::DirEntry) -> io::Result<Option<Entry>> {
    recorded.owned(path, &item.path(), &item.metadata()?)
}

/// The names at the root of an output that guidepost keeps for itself.
pub(super) fn is_kept(name: &str) -> bool {
    [MANIFEST, WORK_INSIDE, LOCK_INSIDE].contains(&name)
}
