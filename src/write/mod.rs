//! Writes a site to disk: wholly or not at all, and without touching files of others.
//!
//! A [`Stage`] takes the files of a site into a folder beside the output. [`Stage::commit`]
//! exchanges the two folders in one step and removes the old one; a stage that is dropped leaves
//! the output as it was. Files whose bytes did not change are linked, not written, so that they
//! keep their time of change. A manifest inside the output ([`MANIFEST`]) records which files
//! are guidepost's own: an output that holds others is refused, or with `merge` they are kept.

mod carry;
mod error;
mod inventory;
mod lock;
mod manifest;
mod place;
mod publish;
mod retire;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use rustc_hash::FxHashSet;

use crate::outputs::{Content, Sink};
use carry::{Carry, Taken, link_or_copy};
pub use error::{Reason, Refusal, WriteError};
use inventory::Inventory;
use lock::Lock;
pub use manifest::MANIFEST;
use manifest::{Entry, Manifest, each_chunk, hash_file};
use place::Place;
use publish::Way;

/// How long a build waits for another one of the same output.
const WAIT: Duration = Duration::from_secs(10);

/// Files up to this many bytes are copied through memory.
const SMALL: u64 = 1 << 20;

/// What a commit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have new bytes.
    pub written: usize,
    /// Files that are as they were, with the same time of change.
    pub unchanged: usize,
    /// Files of the last build that this site does not have.
    pub removed: usize,
    /// Where files are now that somebody else put into the output, or changed there, while the
    /// build was running. Almost always empty; worth a warning when not.
    pub set_aside: Vec<PathBuf>,
}

/// A site that is being written. Dropping it without [`Stage::commit`] leaves the output as it
/// was.
#[derive(Debug)]
pub struct Stage {
    place: Place,
    way: Way,
    merge: bool,
    before: Inventory,
    taken: Mutex<Taken>,
    folders: RwLock<FxHashSet<String>>,
    files: Mutex<BTreeMap<String, Entry>>,
    set_aside: Vec<PathBuf>,
    /// The work folder is gone, or holds what must not be removed.
    is_over: bool,
    /// Dropped last.
    _lock: Lock,
}

/// What tests set.
#[derive(Clone, Copy, Debug)]
struct Settings {
    wait: Duration,
    way: Way,
}

impl Stage {
    /// Takes the lock of an output, clears up after killed builds and looks at what is there.
    ///
    /// `protected` are folders that the site is built from: the docset, the theme, the root of the
    /// repository. With `merge`, files of others stay in the output instead of being refused.
    ///
    /// # Errors
    /// The output is refused, another build has it for 10 s, or the disk cannot be read or
    /// written. Nothing was changed.
    pub fn open(output: &Path, protected: &[PathBuf], merge: bool) -> Result<Self, WriteError> {
        Self::open_with(output, protected, merge, Settings { wait: WAIT, way: publish::BEST })
    }

    fn open_with(
        output: &Path,
        protected: &[PathBuf],
        merge: bool,
        settings: Settings,
    ) -> Result<Self, WriteError> {
        let (place, lock) = Place::take(output, protected, settings.wait)?;
        let set_aside = retire::recover(&place)?;
        let before = Inventory::take(&place.output)?;
        if !merge {
            before.refuse_foreign(&place.output)?;
        }
        place.create_work()?;
        let way = if place.inside || place.is_in_use() { Way::Files } else { settings.way };
        Ok(Self {
            place,
            way,
            merge,
            before,
            taken: Mutex::default(),
            folders: RwLock::default(),
            files: Mutex::default(),
            set_aside,
            is_over: false,
            _lock: lock,
        })
    }

    /// Makes what was put the output.
    ///
    /// # Errors
    /// The output is as it was, unless the error says that something old could not be removed.
    pub fn commit(mut self) -> Result<Written, WriteError> {
        let files = std::mem::take(&mut *locked(&self.files));
        let taken = std::mem::take(&mut *locked(&self.taken));
        if files.len() != taken.files.len() {
            return Err(WriteError::Incomplete);
        }
        let is_unchanged = |(path, entry): &(&String, &Entry)| {
            self.before.owned.get(*path).is_some_and(|old| old.0 == entry.0)
        };
        let unchanged = files.iter().filter(is_unchanged).count();
        let removed = self.before.owned.keys().filter(|path| !files.contains_key(*path)).count();
        let mut written =
            Written { written: files.len() - unchanged, unchanged, removed, set_aside: Vec::new() };
        let manifest = Manifest::new(files);
        let json = manifest.to_json(&self.place.output)?;
        let is_same = written.written == 0 && removed == 0 && json == self.before.json;
        if !is_same && !self.replace_folder(&taken, &manifest, &json)? {
            self.replace_files(&taken, &manifest)?;
        }
        written.set_aside = std::mem::take(&mut self.set_aside);
        Ok(written)
    }

    /// `false` when the output has to be replaced file by file.
    fn replace_folder(
        &mut self,
        taken: &Taken,
        manifest: &Manifest,
        json: &[u8],
    ) -> Result<bool, WriteError> {
        if self.way == Way::Files {
            return Ok(false);
        }
        let (site, work, output) = (self.place.site(), &self.place.work, &self.place.output);
        if self.merge {
            let carry = Carry { output, foreign: &self.before.foreign, taken };
            carry.check(&manifest.files)?;
            carry.run(&site)?;
        }
        let path = site.join(MANIFEST);
        std::fs::write(&path, json).map_err(WriteError::io("write", &path))?;
        if let Ok(metadata) = std::fs::metadata(output) {
            std::fs::set_permissions(&site, metadata.permissions())
                .map_err(WriteError::io("keep the permissions of", output))?;
        }
        publish::flush(&site).map_err(WriteError::io("write", &site))?;
        let complete = work.join(retire::COMPLETE);
        std::fs::write(&complete, []).map_err(WriteError::io("write", &complete))?;
        if !publish::by_folder(&self.place, self.way)? {
            return Ok(false);
        }
        self.is_over = true;
        self.set_aside.append(&mut retire::clear(work, output)?);
        Ok(true)
    }

    fn replace_files(&self, taken: &Taken, manifest: &Manifest) -> Result<(), WriteError> {
        let (work, output) = (&self.place.work, &self.place.output);
        // Nothing looks again before each file is replaced, so look once more now.
        let now = Inventory::take(output)?;
        if self.merge {
            Carry { output, foreign: &now.foreign, taken }.check(&manifest.files)?;
        } else {
            now.refuse_foreign(output)?;
        }
        publish::flush(work).map_err(WriteError::io("write", work))?;
        publish::by_file(&self.place, &now, &manifest.files)
    }

    fn put_file(&self, path: &str, content: Content) -> Result<(), WriteError> {
        if !is_inside(path) {
            return Err(WriteError::Path(path.to_owned()));
        }
        locked(&self.taken)
            .claim(path)
            .map_err(|first| WriteError::Collision { first, second: path.to_owned() })?;
        let entry = match content {
            Content::Bytes(bytes) => self.put_bytes(path, &bytes)?,
            Content::Copy(source) => self.put_copy(path, &source)?,
        };
        locked(&self.files).insert(path.to_owned(), entry);
        Ok(())
    }

    fn put_bytes(&self, path: &str, bytes: &[u8]) -> Result<Entry, WriteError> {
        let hash = blake3::hash(bytes);
        if let Some(entry) = self.put_unchanged(path, hash)? {
            return Ok(entry);
        }
        let (target, mut file) = self.create(path)?;
        file.write_all(bytes)
            .and_then(|()| file.metadata())
            .map(|metadata| Entry::new(hash, &metadata))
            .map_err(WriteError::io("write", &target))
    }

    fn put_copy(&self, path: &str, source: &Path) -> Result<Entry, WriteError> {
        let read = |error| WriteError::io("read", source)(error);
        let size = std::fs::metadata(source).map_err(read)?.len();
        if size <= SMALL {
            return self.put_bytes(path, &std::fs::read(source).map_err(read)?);
        }
        if self.before.owned.get(path).is_some_and(|old| old.1 == size) {
            let hash = hash_file(source).map_err(read)?;
            if let Some(entry) = self.put_unchanged(path, hash)? {
                return Ok(entry);
            }
        }
        let mut from = File::open(source).map_err(read)?;
        let (target, mut to) = self.create(path)?;
        let mut hasher = blake3::Hasher::new();
        let mut failed = None;
        each_chunk(&mut from, |chunk| {
            hasher.update(chunk);
            to.write_all(chunk).map_err(|error| {
                failed = Some(error);
                io::ErrorKind::Other.into()
            })
        })
        .map_err(|error| match failed.take() {
            Some(error) => WriteError::io("write", &target)(error),
            None => read(error),
        })?;
        let metadata = to.metadata().map_err(WriteError::io("write", &target))?;
        Ok(Entry::new(hasher.finalize(), &metadata))
    }

    /// Takes over the file of the old output when it has these bytes.
    fn put_unchanged(&self, path: &str, hash: blake3::Hash) -> Result<Option<Entry>, WriteError> {
        let Some(old) = self.before.owned.get(path).filter(|old| old.0 == hash) else {
            return Ok(None);
        };
        let from = self.place.output.join(path);
        let to = self.folder_for(path)?;
        std::fs::symlink_metadata(&from)
            .and_then(|metadata| link_or_copy(&from, &to, &metadata))
            .map_err(WriteError::io("take over", &from))?;
        Ok(Some(*old))
    }

    fn create(&self, path: &str) -> Result<(PathBuf, File), WriteError> {
        let target = self.folder_for(path)?;
        let file = File::options()
            .write(true)
            .create_new(true)
            .open(&target)
            .map_err(WriteError::io("create", &target))?;
        Ok((target, file))
    }

    /// Where a file goes, after its folder was made.
    fn folder_for(&self, path: &str) -> Result<PathBuf, WriteError> {
        let folder = crate::path::folder(path);
        let site = self.place.site();
        let is_there = self.folders.read().unwrap_or_else(PoisonError::into_inner).contains(folder);
        if !is_there {
            let made = site.join(folder);
            std::fs::create_dir_all(&made).map_err(WriteError::io("create", &made))?;
            let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_owned());
        }
        Ok(site.join(path))
    }
}

impl Sink for Stage {
    fn put(&self, path: &str, content: Content) -> anyhow::Result<()> {
        Ok(self.put_file(path, content)?)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.is_over {
            // What cannot be removed now is removed by the next build.
            drop(place::remove_work(&self.place.work));
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a path stays inside the output on every system, and leaves guidepost's names alone.
fn is_inside(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default().to_lowercase();
    let is_strange = |part: &str| {
        matches!(part, "" | "." | "..")
            || part.contains('\0')
            || cfg!(windows) && part.contains(['\\', ':'])
    };
    !inventory::is_kept(&first) && !path.split('/').any(is_strange)
}
