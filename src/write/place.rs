//! Where an output is, whether guidepost may take it over, and where the new site is prepared.
//!
//! Normally beside the output, on the same file system, so that the two folders can be
//! exchanged. Inside it when the output is a mount point or the folder above cannot be written.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::{Reason, WriteError};
use super::lock::Lock;

/// The work folder's name when it is inside the output.
pub(super) const WORK_INSIDE: &str = ".guidepost-stage";

/// The lock file's name when it is inside the output.
pub(super) const LOCK_INSIDE: &str = ".guidepost-lock";

/// The file that tells that a work folder is guidepost's own.
const MARKER: &str = "guidepost-work-folder.txt";

/// What it says, for whoever finds the folder of a killed build.
const MARKER_TEXT: &str = "guidepost prepares a site in this folder. The next build clears it.\n";

/// An output and its work folder.
#[derive(Debug)]
pub(super) struct Place {
    /// The output, absolute, without symbolic links.
    pub(super) output: PathBuf,
    /// The folder in which the new site is prepared.
    pub(super) work: PathBuf,
    /// The folder in which another run may have prepared one.
    pub(super) other_work: Option<PathBuf>,
    /// Whether the work folder is inside the output.
    pub(super) inside: bool,
}

impl Place {
    /// Finds and judges an output, and takes its lock.
    ///
    /// # Errors
    /// It is not for guidepost to write to, or its surroundings cannot be written.
    pub(super) fn take(
        output: &Path,
        protected: &[PathBuf],
        wait: Duration,
    ) -> Result<(Self, Lock), WriteError> {
        let output = resolve(output)?;
        judge(&output, protected)?;
        let refuse_root = || WriteError::refused(&output, Reason::Root);
        let parent = output.parent().ok_or_else(refuse_root)?;
        let name = output.file_name().ok_or_else(refuse_root)?.to_string_lossy();
        let beside = parent.join(format!(".{name}.guidepost-stage"));
        let inside = output.join(WORK_INSIDE);
        let lock_inside = output.join(LOCK_INSIDE);
        if !is_mount_point(&output, parent) {
            std::fs::create_dir_all(parent).map_err(WriteError::io("create", parent))?;
            match Lock::take(&parent.join(format!(".{name}.guidepost-lock")), wait) {
                Ok(lock) => {
                    let place =
                        Self { output, work: beside, other_work: Some(inside), inside: false };
                    return Ok((place, lock));
                }
                Err(WriteError::Io { error, .. }) if is_denied(&error) && output.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        let lock = Lock::take(&lock_inside, wait)?;
        // Beside a mount point is another file system; nothing was ever prepared there.
        Ok((Self { output, work: inside, other_work: None, inside: true }, lock))
    }

    /// The folder that becomes the output.
    pub(super) fn site(&self) -> PathBuf {
        self.work.join("site")
    }

    /// Makes the work folder. There must be none: see [`super::retire::recover`].
    pub(super) fn create_work(&self) -> Result<(), WriteError> {
        create_work(&self.work)?;
        let site = self.site();
        std::fs::create_dir(&site).map_err(WriteError::io("create", &site))
    }

    /// Whether the process, and so likely the shell that started it, is inside the output. Then
    /// the folder must stay the same, or the shell would be left in a deleted one.
    pub(super) fn is_in_use(&self) -> bool {
        std::env::current_dir()
            .and_then(std::fs::canonicalize)
            .is_ok_and(|current| current.starts_with(&self.output))
    }
}

/// Makes a work folder with the file that says so.
pub(super) fn create_work(work: &Path) -> Result<(), WriteError> {
    std::fs::create_dir(work).map_err(WriteError::io("create", work))?;
    let marker = work.join(MARKER);
    std::fs::write(&marker, MARKER_TEXT).map_err(WriteError::io("write", &marker))
}

/// Whether a folder was made by [`create_work`].
pub(super) fn is_work(folder: &Path) -> bool {
    folder.join(MARKER).is_file()
}

/// Removes what is left of a work folder, the marker last.
pub(super) fn remove_work(work: &Path) -> io::Result<()> {
    for name in ["site", "old"] {
        ignore_missing(std::fs::remove_dir_all(work.join(name)))?;
    }
    for name in [super::retire::COMPLETE, MARKER] {
        ignore_missing(std::fs::remove_file(work.join(name)))?;
    }
    ignore_missing(std::fs::remove_dir_all(work))
}

fn ignore_missing(result: io::Result<()>) -> io::Result<()> {
    result
        .or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Makes a path absolute and follows symbolic links, also of a folder that is yet to be made.
fn resolve(output: &Path) -> Result<PathBuf, WriteError> {
    let find = |error| WriteError::io("find", output)(error);
    let absolute = std::path::absolute(output).map_err(find)?;
    resolve_absolute(&absolute).map_err(find).and_then(|resolved| {
        resolved.ok_or_else(|| WriteError::refused(output, Reason::NotAFolder))
    })
}

/// `None` for a symbolic link that leads nowhere.
fn resolve_absolute(path: &Path) -> io::Result<Option<PathBuf>> {
    match std::fs::canonicalize(path) {
        Ok(resolved) => Ok(Some(resolved)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if std::fs::symlink_metadata(path).is_ok() {
                return Ok(None);
            }
            match (path.parent(), path.file_name()) {
                (Some(parent), Some(name)) => {
                    Ok(resolve_absolute(parent)?.map(|parent| parent.join(name)))
                }
                _ => Err(error),
            }
        }
        Err(error) => Err(error),
    }
}

/// Refuses outputs by where they are.
fn judge(output: &Path, protected: &[PathBuf]) -> Result<(), WriteError> {
    let refuse = |reason| Err(WriteError::refused(output, reason));
    if output.parent().is_none() {
        return refuse(Reason::Root);
    }
    if std::fs::metadata(output).is_ok_and(|metadata| !metadata.is_dir()) {
        return refuse(Reason::NotAFolder);
    }
    let real = |path: &Path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    if let Some(home) = std::env::home_dir().filter(|home| !home.as_os_str().is_empty())
        && real(&home).is_ok_and(|home| home.starts_with(output))
    {
        return refuse(Reason::Home);
    }
    for folder in protected {
        if real(folder).is_ok_and(|real| real.starts_with(output)) {
            return refuse(Reason::Sources(folder.clone()));
        }
    }
    Ok(())
}

fn is_denied(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Whether another file system is mounted at the output, so that it cannot be renamed.
#[cfg(unix)]
fn is_mount_point(output: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.dev()).ok();
    device(output).is_some_and(|own| device(parent).is_some_and(|above| above != own))
        || is_mount_root(output)
}

#[cfg(not(unix))]
const fn is_mount_point(_output: &Path, _parent: &Path) -> bool {
    false
}

/// A bind mount of a folder has the same device as its surroundings; Linux 5.8 and later tell.
#[cfg(target_os = "linux")]
fn is_mount_root(output: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    statx(CWD, output, AtFlags::empty(), StatxFlags::BASIC_STATS)
        .is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(all(unix, not(target_os = "linux")))]
const fn is_mount_root(_output: &Path) -> bool {
    false
}
