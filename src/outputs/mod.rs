//! Files of the site, and where they go.
//!
//! A consumer of the linked docset (pages, search, troubleshooting, …) hands each file to a
//! [`Sink`] as soon as it is made; the pipeline decides whether that is a folder on disk, the
//! memory of the development server, or nothing at all (`check`).

use std::path::PathBuf;
use std::sync::Arc;

/// What a file of the site holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Arc<[u8]>),
    /// The bytes of a file of the docset, which is published as it is.
    Copy(PathBuf),
}

impl From<String> for Content {
    fn from(text: String) -> Self {
        Self::Bytes(text.into_bytes().into())
    }
}

impl From<Vec<u8>> for Content {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

/// Takes the files of a site. Called from many threads; the order of calls means nothing.
pub trait Sink: Sync {
    /// Takes one file. `path` is relative to the site's root, with `/`, never empty, without `..`.
    /// No two calls have the same path.
    ///
    /// # Errors
    /// What went wrong with the disk, naming the path.
    fn put(&self, path: &str, content: Content) -> anyhow::Result<()>;
}

/// Drops everything: for commands that only want the findings.
#[derive(Debug, Default)]
pub struct Discard;

impl Sink for Discard {
    fn put(&self, _path: &str, _content: Content) -> anyhow::Result<()> {
        Ok(())
    }
}

/// Keeps everything in memory, by path.
#[derive(Debug, Default)]
pub struct Memory {
    files: std::sync::Mutex<std::collections::BTreeMap<String, Content>>,
}

impl Memory {
    /// What was put, by path.
    #[must_use]
    pub fn into_files(self) -> std::collections::BTreeMap<String, Content> {
        self.files.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Sink for Memory {
    fn put(&self, path: &str, content: Content) -> anyhow::Result<()> {
        self.files
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .insert(path.to_owned(), content);
        Ok(())
    }
}
