//! Removing what is no longer needed, without removing a file of somebody else: the old output
//! after an exchange, and what a killed build left behind.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{Reason, WriteError};
use super::manifest::{MANIFEST, Recorded, hash_file};
use super::place::{Place, is_work, remove_work};

/// In a work folder: its site is whole and may have been exchanged for the output, so that what
/// is there now may be the old output.
pub(super) const COMPLETE: &str = "complete";

/// Removes the work folders of killed builds. Puts the old output back when the build was killed
/// after it moved it away and before it moved the new one in. Returns where files of others,
/// found in the way, are now.
///
/// # Errors
/// Something cannot be removed, or a folder of that name is not guidepost's.
pub(super) fn recover(place: &Place) -> Result<Vec<PathBuf>, WriteError> {
    let mut set_aside = Vec::new();
    for work in std::iter::once(&place.work).chain(&place.other_work) {
        match std::fs::symlink_metadata(work) {
            Err(error) if is_absent(&error) => continue,
            Ok(metadata) if metadata.is_dir() && (is_work(work) || is_empty(work)) => {}
            _ => return Err(WriteError::refused(&place.output, Reason::WorkFolder(work.clone()))),
        }
        let old = work.join("old");
        if old.is_dir() && !exists(&place.output) {
            std::fs::rename(&old, &place.output)
                .map_err(WriteError::io("restore", &place.output))?;
        }
        if old.is_dir() || exists(&work.join(COMPLETE)) {
            set_aside.append(&mut clear(work, &place.output)?);
        } else {
            remove_work(work).map_err(WriteError::io("clear", work))?;
        }
    }
    Ok(set_aside)
}

/// Empties and removes a work folder that holds an old output, or a new site that was not used.
///
/// Removes only files that guidepost wrote, and those that the output has too. Others appeared
/// in the output while it was being replaced: they move to the new output, or, where that has
/// something else at their path, to a folder beside it. Returns where they are now.
pub(super) fn clear(work: &Path, output: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let mut set_aside = Vec::new();
    let mut is_left = false;
    for name in ["site", "old"] {
        let old = work.join(name);
        if !old.is_dir() {
            continue;
        }
        for file in retire(&old, output)? {
            let target = output.join(&file);
            if exists(&target) || move_file(&old.join(&file), &target).is_err() {
                is_left = true;
            } else {
                set_aside.push(target);
            }
        }
        if !is_left {
            // The manifest goes last: a run that finishes this one's work needs it.
            std::fs::remove_dir_all(&old).map_err(WriteError::io("remove", &old))?;
        }
    }
    if is_left {
        let kept = unused_name(work);
        std::fs::rename(work, &kept).map_err(WriteError::io("rename", work))?;
        set_aside.push(kept);
    } else {
        remove_work(work).map_err(WriteError::io("clear", work))?;
    }
    Ok(set_aside)
}

/// Removes the files of an old output that are guidepost's own or are in the output as well.
/// Returns the paths of the others.
fn retire(old: &Path, output: &Path) -> Result<Vec<PathBuf>, WriteError> {
    let recorded = Recorded::read(old)?;
    let mut left = Vec::new();
    for item in walkdir::WalkDir::new(old).min_depth(1).contents_first(true) {
        let item = item.map_err(|error| {
            let path = error.path().unwrap_or(old).to_owned();
            WriteError::io("list", &path)(error.into())
        })?;
        let path = item.path();
        let Ok(relative) = path.strip_prefix(old) else { continue };
        if item.file_type().is_dir() {
            // Not when it still holds something.
            drop(std::fs::remove_dir(path));
        } else if relative != Path::new(MANIFEST) {
            let remove = || -> io::Result<bool> {
                let metadata = std::fs::symlink_metadata(path)?;
                let name = super::inventory::slashed(relative);
                let now = output.join(relative);
                // A file that was linked into the new output is one with it: nothing to read.
                let is_linked =
                    std::fs::symlink_metadata(&now).is_ok_and(|other| is_one(&metadata, &other));
                Ok(is_linked
                    || recorded.owned(&name, path, &metadata)?.is_some()
                    || is_same(path, &metadata, &now)?)
            };
            if remove().map_err(WriteError::io("read", path))? {
                std::fs::remove_file(path).map_err(WriteError::io("remove", path))?;
            } else {
                left.push(relative.to_owned());
            }
        }
    }
    Ok(left)
}

/// Whether two paths are one file, or two with the same bytes or the same target.
fn is_same(path: &Path, metadata: &Metadata, other: &Path) -> io::Result<bool> {
    let other_metadata = match std::fs::symlink_metadata(other) {
        Ok(metadata) => metadata,
        Err(error) if is_absent(&error) => return Ok(false),
        Err(error) => return Err(error),
    };
    if is_one(metadata, &other_metadata) {
        return Ok(true);
    }
    if metadata.is_symlink() && other_metadata.is_symlink() {
        return Ok(std::fs::read_link(path)? == std::fs::read_link(other)?);
    }
    Ok(metadata.is_file()
        && other_metadata.is_file()
        && metadata.len() == other_metadata.len()
        && hash_file(path)? == hash_file(other)?)
}

#[cfg(unix)]
fn is_one(a: &Metadata, b: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    a.dev() == b.dev() && a.ino() == b.ino()
}

#[cfg(not(unix))]
const fn is_one(_a: &Metadata, _b: &Metadata) -> bool {
    false
}

fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::rename(from, to)
}

/// A name beside a work folder under which what is left of it is kept.
fn unused_name(work: &Path) -> PathBuf {
    let name = work.file_name().unwrap_or_default().to_string_lossy().replace("-stage", "-kept");
    let mut number = 1;
    loop {
        let kept = work.with_file_name(format!("{name}-{number}"));
        if !exists(&kept) {
            return kept;
        }
        number += 1;
    }
}

/// Whether there is anything at a path, also a symbolic link that leads nowhere.
fn exists(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut items| items.next().is_none())
}

/// There is nothing at the path, perhaps because a folder on the way is a file.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
