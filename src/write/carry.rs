//! `--merge`: takes the files of others over into the new site.

use std::collections::BTreeMap;
use std::fs::{File, FileTimes, Metadata};
use std::io;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::error::{Reason, WriteError};
use super::inventory::{Foreign, slashed};
use super::manifest::{Entry, hash_file};
use crate::path;

/// The places that the new site takes, ignoring case.
#[derive(Debug, Default)]
pub(super) struct Taken {
    /// Lower-case path → the path as it is.
    pub(super) files: FxHashMap<String, String>,
    /// Lower-case folder → a file in it.
    folders: FxHashMap<String, String>,
}

impl Taken {
    /// Takes a place for a file.
    ///
    /// # Errors
    /// The path that was there first.
    pub(super) fn claim(&mut self, file: &str) -> Result<(), String> {
        let key = file.to_lowercase();
        if let Some(first) = self.in_the_way(&key) {
            return Err(first.to_owned());
        }
        let mut folder = path::folder(&key);
        while !folder.is_empty() && !self.folders.contains_key(folder) {
            self.folders.insert(folder.to_owned(), file.to_owned());
            folder = path::folder(folder);
        }
        self.files.insert(key, file.to_owned());
        Ok(())
    }

    /// A file that cannot be together with a file at this lower-case path.
    fn in_the_way(&self, key: &str) -> Option<&str> {
        self.files
            .get(key)
            .or_else(|| self.folders.get(key))
            .or_else(|| self.above(key))
            .map(String::as_str)
    }

    /// A file at a path where this lower-case path needs a folder.
    fn above(&self, key: &str) -> Option<&String> {
        let mut folder = path::folder(key);
        while !folder.is_empty() && !self.folders.contains_key(folder) {
            if let Some(file) = self.files.get(folder) {
                return Some(file);
            }
            folder = path::folder(folder);
        }
        None
    }

    /// Whether an empty folder can be at this lower-case path.
    fn has_room_for_folder(&self, key: &str) -> bool {
        !self.files.contains_key(key) && self.above(key).is_none()
    }
}

/// The files of others that a new site meets, each judged by [`Taken`].
#[derive(Debug)]
pub(super) struct Carry<'a> {
    pub(super) output: &'a Path,
    pub(super) foreign: &'a [Foreign],
    pub(super) taken: &'a Taken,
}

impl Carry<'_> {
    /// Refuses when a file of the new site would replace one with other bytes.
    ///
    /// # Errors
    /// Names the files that are in the way; or one of them cannot be read.
    pub(super) fn check(&self, files: &BTreeMap<String, Entry>) -> Result<(), WriteError> {
        let mut names = Vec::new();
        self.each(|relative, metadata| {
            let name = slashed(relative);
            let key = name.to_lowercase();
            let is_free = if metadata.is_dir() {
                self.taken.has_room_for_folder(&key)
            } else {
                self.taken.in_the_way(&key).is_none() || {
                    let file = self.output.join(relative);
                    match files.get(&name) {
                        Some(Entry(hash, size))
                            if metadata.is_file() && metadata.len() == *size =>
                        {
                            hash_file(&file).map_err(WriteError::io("read", &file))? == *hash
                        }
                        _ => false,
                    }
                }
            };
            if !is_free {
                names.push(name);
            }
            Ok(())
        })?;
        if names.is_empty() {
            return Ok(());
        }
        names.sort_unstable();
        Err(WriteError::refused(self.output, Reason::InTheWay(names)))
    }

    /// Links or copies everything into the new site. A file that the site has too, with the same
    /// bytes by [`Self::check`], is left to the site.
    ///
    /// # Errors
    /// A file cannot be linked and not copied either.
    pub(super) fn run(&self, site: &Path) -> Result<(), WriteError> {
        let mut folders = Vec::new();
        self.each(|relative, metadata| {
            let (from, to) = (self.output.join(relative), site.join(relative));
            if self.taken.files.contains_key(&slashed(relative).to_lowercase()) {
                return Ok(());
            }
            let folder = if metadata.is_dir() { Some(to.as_path()) } else { to.parent() };
            let mut made = folder.map_or(Ok(()), std::fs::create_dir_all);
            if !metadata.is_dir() {
                made = made.and_then(|()| link_or_copy(&from, &to, metadata));
            }
            made.map_err(WriteError::io("keep", &from))?;
            if metadata.is_dir() {
                folders.push((to, metadata.permissions()));
            }
            Ok(())
        })?;
        // After their files, which could not be put into a folder that must not be written.
        for (folder, permissions) in folders.into_iter().rev() {
            std::fs::set_permissions(&folder, permissions)
                .map_err(WriteError::io("keep the permissions of", &folder))?;
        }
        Ok(())
    }

    /// Calls `take` with every file and folder, folders first.
    fn each(
        &self,
        mut take: impl FnMut(&Path, &Metadata) -> Result<(), WriteError>,
    ) -> Result<(), WriteError> {
        for item in self.foreign {
            let root = self.output.join(&item.path);
            for found in walkdir::WalkDir::new(&root).follow_root_links(false) {
                let found = found.map_err(|error| {
                    let path = error.path().unwrap_or(&root).to_owned();
                    WriteError::io("list", &path)(error.into())
                })?;
                let path = found.path();
                let metadata =
                    std::fs::symlink_metadata(path).map_err(WriteError::io("read", path))?;
                if let Ok(relative) = path.strip_prefix(self.output) {
                    take(relative, &metadata)?;
                }
            }
        }
        Ok(())
    }
}

/// Gives a file a second name, or where that is impossible, makes a copy with the same time of
/// last change. A symbolic link stays one.
pub(super) fn link_or_copy(from: &Path, to: &Path, metadata: &Metadata) -> io::Result<()> {
    if std::fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    if metadata.is_symlink() {
        return copy_symlink(from, to);
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is neither a file nor a folder nor a symbolic link"));
    }
    copy(from, to)
}

/// Copies bytes, permissions and time of last change.
pub(super) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::copy(from, to)?;
    let modified = std::fs::metadata(from)?.modified()?;
    File::open(to)?.set_times(FileTimes::new().set_modified(modified))
}

#[cfg(unix)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(std::fs::read_link(from)?, to)
}

#[cfg(windows)]
fn copy_symlink(from: &Path, to: &Path) -> io::Result<()> {
    let target = std::fs::read_link(from)?;
    if from.is_dir() {
        std::os::windows::fs::symlink_dir(target, to)
    } else {
        std::os::windows::fs::symlink_file(target, to)
    }
}
