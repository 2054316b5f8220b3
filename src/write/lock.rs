//! One build per output: a lock file beside it, locked by the operating system.
//!
//! The system releases the lock of a killed build. A build that ends deletes the file while it
//! still holds the lock; one that waited for the deleted file notices that the path is another
//! file by now, and starts again. Where files have no identity to compare, the file stays.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::WriteError;

/// How often a build that waits looks again.
const PAUSE: Duration = Duration::from_millis(20);

/// A held lock. Dropping it deletes the lock file and releases it.
#[derive(Debug)]
pub(super) struct Lock {
    /// Closed, and so released, after the file was deleted.
    _file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock, waiting for at most `wait`.
    ///
    /// # Errors
    /// The file cannot be made or locked, or another build still holds it.
    pub(super) fn take(path: &Path, wait: Duration) -> Result<Self, WriteError> {
        let start = Instant::now();
        loop {
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(path)
                .map_err(WriteError::io("create the lock file", path))?;
            match file.try_lock() {
                Ok(()) => {
                    if is_still_at(&file, path).map_err(WriteError::io("lock", path))? {
                        return Ok(Self { _file: file, path: path.to_owned() });
                    }
                }
                Err(TryLockError::WouldBlock) => {
                    if start.elapsed() >= wait {
                        let seconds = wait.as_secs();
                        return Err(WriteError::Busy { lock: path.to_owned(), seconds });
                    }
                    thread::sleep(PAUSE);
                }
                Err(TryLockError::Error(error)) => {
                    return Err(WriteError::io("lock", path)(error));
                }
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // If this fails, an empty file stays behind: no harm to the next build.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

/// Whether the path still is the file that was opened.
#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let opened = file.metadata()?;
    match std::fs::symlink_metadata(path) {
        Ok(now) => Ok(now.dev() == opened.dev() && now.ino() == opened.ino()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Lock files are never deleted here.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same signature on every system")]
const fn is_still_at(_file: &File, _path: &Path) -> io::Result<bool> {
    Ok(true)
}
