//! Makes a complete new site the output.
//!
//! Best: exchange the two folders in one step. Without that step in the file system: two renames,
//! with the old output put back if the second fails. If folders cannot be renamed at all (the
//! output is a mount point, or on a lower layer of overlayfs): file by file, with a manifest that
//! knows the old and the new files, so that the next run can tell both from files of others.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use rustc_hash::FxHashSet;

use super::carry::copy;
use super::error::WriteError;
use super::inventory::Inventory;
use super::manifest::{Entry, MANIFEST, Manifest};
use super::place::{Place, WORK_INSIDE, create_work, remove_work};
use crate::path;

/// How a new site becomes the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Both folders change places in one step.
    Exchange,
    /// The old one moves away, then the new one in.
    Rename,
    /// File by file.
    Files,
}

/// What to try first.
pub(super) const BEST: Way = if cfg!(any(target_os = "linux", target_vendor = "apple")) {
    Way::Exchange
} else {
    Way::Rename
};

/// Makes the site the output, by folders. The old output, if any, is in the work folder then.
/// Returns `false`, with everything as it was, when folders cannot be renamed here.
///
/// # Errors
/// It failed for another reason; the output is as it was.
pub(super) fn by_folder(place: &Place, way: Way) -> Result<bool, WriteError> {
    let (site, output) = (place.site(), place.output.as_path());
    if std::fs::symlink_metadata(output).is_err() {
        std::fs::rename(&site, output).map_err(WriteError::io("create", output))?;
        return Ok(true);
    }
    let result = if way == Way::Exchange { exchange(&site, output) } else { Err(unsupported()) };
    let result = match result {
        Err(error) if is_unsupported(&error) => rename_twice(place),
        result => result,
    };
    match result {
        Ok(()) => Ok(true),
        Err(error) if is_impossible(&error) => Ok(false),
        Err(error) => Err(WriteError::io("replace", output)(error)),
    }
}

fn rename_twice(place: &Place) -> io::Result<()> {
    let old = place.work.join("old");
    std::fs::rename(&place.output, &old)?;
    std::fs::rename(place.site(), &place.output).inspect_err(|_| {
        // If this fails too, the next run does it.
        drop(std::fs::rename(&old, &place.output));
    })
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(unsupported())
}

fn unsupported() -> io::Error {
    io::ErrorKind::Unsupported.into()
}

/// The file system, or the kernel, cannot exchange.
fn is_unsupported(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidInput, Unsupported};
    matches!(error.kind(), InvalidInput | Unsupported)
}

/// Folders cannot be renamed, but their files may be.
fn is_impossible(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, ResourceBusy};
    matches!(error.kind(), CrossesDevices | ResourceBusy | PermissionDenied)
}

/// Waits until everything below a folder is on the disk, so that a power cut after the exchange
/// cannot leave empty files.
#[cfg(target_os = "linux")]
pub(super) fn flush(folder: &Path) -> io::Result<()> {
    let folder = std::fs::File::open(folder)?;
    match rustix::fs::syncfs(&folder) {
        Ok(()) => Ok(()),
        Err(error) => match io::Error::from(error) {
            error if is_unsupported(&error) => Ok(()),
            error => Err(error),
        },
    }
}

#[cfg(not(target_os = "linux"))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
pub(super) const fn flush(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// Removes a folder that holds nothing but folders, at a place where a file goes: an owned one, whose files went.
fn remove_empty_folders(folder: &Path) {
    for item in walkdir::WalkDir::new(folder).contents_first(true).into_iter().flatten() {
        if item.file_type().is_dir() {
            // Not when it still holds something.
            drop(std::fs::remove_dir(item.path()));
        }
    }
}

/// Makes the site the output file by file, and removes the owned files that it does not have.
/// What the inventory calls foreign is not touched; nothing of it may be in the way.
///
/// # Errors
/// A file could not be moved or removed. The next run converges.
pub(super) fn by_file(
    place: &Place,
    before: &Inventory,
    files: &BTreeMap<String, Entry>,
) -> Result<(), WriteError> {
    let (site, output) = (place.site(), place.output.as_path());
    let manifest = output.join(MANIFEST);
    let staged = place.work.join(MANIFEST);
    let write_manifest = |of: &Manifest| {
        std::fs::write(&staged, of.to_json(&manifest)?)
            .and_then(|()| move_in(&staged, &manifest, output))
            .map_err(WriteError::io("write", &manifest))
    };
    std::fs::create_dir_all(output).map_err(WriteError::io("create", output))?;
    let mut journal = Manifest::new(before.owned.clone());
    journal.pending.clone_from(files);
    write_manifest(&journal)?;

    let remove = |file: &str| {
        let target = output.join(file);
        std::fs::remove_file(&target).map_err(WriteError::io("remove", &target))?;
        let mut folder = path::folder(file);
        // Ends at the first folder that is not empty.
        while !folder.is_empty() && std::fs::remove_dir(output.join(folder)).is_ok() {
            folder = path::folder(folder);
        }
        Ok(())
    };
    // Old files that are in the way of new folders or the other way round go first, the others
    // when all new files are there.
    let stale = || before.owned.keys().filter(|file| !files.contains_key(*file));
    let folders: FxHashSet<&str> = files.keys().flat_map(|file| folders_of(file)).collect();
    let is_in_the_way = |file: &str| {
        folders.contains(file) || folders_of(file).any(|folder| files.contains_key(folder))
    };
    for file in stale().filter(|file| is_in_the_way(file)) {
        remove(file)?;
    }
    for (file, Entry(hash, ..)) in files {
        if before.owned.get(file).is_some_and(|Entry(old, ..)| old == hash) {
            continue;
        }
        let target = output.join(file);
        remove_empty_folders(&target);
        target
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| move_in(&site.join(file), &target, output))
            .map_err(WriteError::io("write", &target))?;
    }
    for file in stale().filter(|file| !is_in_the_way(file)) {
        remove(file)?;
    }
    write_manifest(&Manifest::new(files.clone()))?;
    let part = output.join(WORK_INSIDE);
    if part != place.work && part.is_dir() {
        remove_work(&part).map_err(WriteError::io("clear", &part))?;
    }
    Ok(())
}

/// Moves a file to its place, also from another file system: then by a copy inside the output.
fn move_in(from: &Path, to: &Path, output: &Path) -> io::Result<()> {
    match std::fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let work = output.join(WORK_INSIDE);
            if !work.is_dir() {
                create_work(&work).map_err(io::Error::other)?;
            }
            let part = work.join("part");
            copy(from, &part)?;
            std::fs::rename(&part, to)
        }
        result => result,
    }
}

/// The folders that a path lies in, innermost first.
fn folders_of(file: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path::folder(file)), |folder| Some(path::folder(folder)))
        .take_while(|folder| !folder.is_empty())
}
