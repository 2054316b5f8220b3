//! The record of the files that guidepost wrote into an output, kept inside it.
//!
//! A file is guidepost's own when the manifest has its path and it still has the recorded bytes.
//! The manifest holds no times: two builds of one docset write the same one.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::WriteError;

pub use crate::MANIFEST;

/// The version of the form of the manifest. A manifest of another version is not used.
const VERSION: u32 = 1;

/// Bytes read at a time where a file does not have to be in memory.
const CHUNK: usize = 128 * 1024;

/// One owned file: hash, size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry(
    #[serde(serialize_with = "write_hash", deserialize_with = "read_hash")] pub(super) blake3::Hash,
    pub(super) u64,
);

impl Entry {
    pub(super) fn new(hash: blake3::Hash, metadata: &Metadata) -> Self {
        Self(hash, metadata.len())
    }
}

fn write_hash<S: Serializer>(hash: &blake3::Hash, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&hash.to_hex())
}

fn read_hash<'de, D: Deserializer<'de>>(deserializer: D) -> Result<blake3::Hash, D::Error> {
    let hex = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    blake3::Hash::from_hex(hex.as_bytes()).map_err(serde::de::Error::custom)
}

/// Owned files by path.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    version: u32,
    pub(super) files: BTreeMap<String, Entry>,
    /// While files are moved into the output one by one: what they are about to be.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) pending: BTreeMap<String, Entry>,
}

impl Manifest {
    pub(super) fn new(files: BTreeMap<String, Entry>) -> Self {
        Self { version: VERSION, files, pending: BTreeMap::new() }
    }

    /// The manifest as JSON. The same for the same files, whatever order they came in.
    pub(super) fn to_json(&self, path: &Path) -> Result<Vec<u8>, WriteError> {
        serde_json::to_vec(self)
            .map_err(|error| WriteError::io("write", path)(io::Error::other(error)))
    }
}

/// A manifest as it was found in an output.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    pub(super) manifest: Manifest,
    /// Its bytes; empty when there is none.
    pub(super) json: Vec<u8>,
    /// Why it cannot be used, if it is there but cannot.
    pub(super) problem: Option<String>,
}

impl Recorded {
    /// Reads the manifest of an output. None, or one that cannot be used, owns no file.
    ///
    /// # Errors
    /// It is there and cannot be read.
    pub(super) fn read(output: &Path) -> Result<Self, WriteError> {
        let path = output.join(MANIFEST);
        let json = match std::fs::read(&path) {
            Ok(json) => json,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(WriteError::io("read", &path)(error)),
        };
        let (manifest, problem) = match serde_json::from_slice::<Manifest>(&json) {
            Ok(manifest) if manifest.version == VERSION => (manifest, None),
            Ok(manifest) => (
                Manifest::default(),
                Some(format!("{MANIFEST} has version {}, not {VERSION}", manifest.version)),
            ),
            Err(error) => (Manifest::default(), Some(format!("{MANIFEST}: {error}"))),
        };
        Ok(Self { manifest, json, problem })
    }

    /// The entry that this file still has the bytes of; `None` when the file is not guidepost's
    /// own. `file` is where it is now, `path` its path in the output.
    pub(super) fn owned(
        &self,
        path: &str,
        file: &Path,
        metadata: &Metadata,
    ) -> io::Result<Option<Entry>> {
        let candidates = [self.manifest.files.get(path), self.manifest.pending.get(path)];
        let same_size = |entry: &&Entry| entry.1 == metadata.len();
        let mut candidates = candidates.into_iter().flatten().filter(same_size).peekable();
        if candidates.peek().is_none() || !metadata.is_file() {
            return Ok(None);
        }
        let hash = hash_file(file)?;
        Ok(candidates.find(|entry| entry.0 == hash).copied())
    }
}

/// Hashes a file without keeping it in memory.
pub(super) fn hash_file(path: &Path) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    each_chunk(&mut File::open(path)?, |chunk| {
        hasher.update(chunk);
        Ok(())
    })?;
    Ok(hasher.finalize())
}

/// Calls `take` with the rest of a file, piece by piece.
pub(super) fn each_chunk(
    file: &mut File,
    mut take: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(length) => take(&buffer[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
