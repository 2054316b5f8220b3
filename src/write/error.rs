//! What can stop a site from being written, and the exit status of each.

use std::fmt;
use std::path::{Path, PathBuf};

/// At most this many names are listed in a refusal.
const LISTED: usize = 10;

/// Why a site was not written. Whatever it is, the old output is whole.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The output is a place that guidepost must not take over.
    #[error("{0}")]
    Refused(Box<Refusal>),
    /// Another build holds the lock of this output.
    #[error(
        "another build is writing to this output: it still held `{}` after {seconds} s",
        lock.display()
    )]
    Busy {
        /// The lock file.
        lock: PathBuf,
        /// How long this build waited, in seconds.
        seconds: u64,
    },
    /// The operating system refused something.
    #[error("cannot {operation} `{}`: {error}", path.display())]
    Io {
        /// What was tried: completes "cannot …".
        operation: &'static str,
        /// The file or folder it was tried on.
        path: PathBuf,
        /// What the operating system said.
        error: std::io::Error,
    },
    /// Two files were made for one path, or for two paths that differ in case only, or for a
    /// path that is also the folder of another. An internal error: inputs are checked earlier.
    #[error("internal error: `{first}` and `{second}` were both made for one place in the output")]
    Collision {
        /// The path that came first.
        first: String,
        /// The path that came second.
        second: String,
    },
    /// A path that does not stay inside the output, or that guidepost keeps for itself.
    #[error("internal error: `{0}` is not a path inside the output")]
    Path(String),
    /// `commit` after a file could not be written.
    #[error("internal error: some files of the site were not written; the output is as it was")]
    Incomplete,
}

impl WriteError {
    /// The exit status of a command that ends with this error.
    #[must_use]
    pub const fn exit_status(&self) -> u8 {
        match self {
            Self::Refused(_) => 4,
            Self::Busy { .. } | Self::Io { .. } => 3,
            Self::Collision { .. } | Self::Path(_) | Self::Incomplete => 70,
        }
    }

    /// For `map_err`: an I/O error with what was tried and on which path.
    pub(super) fn io<'a>(
        operation: &'static str,
        path: &'a Path,
    ) -> impl FnOnce(std::io::Error) -> Self + 'a {
        move |error| Self::Io { operation, path: path.to_owned(), error }
    }

    pub(super) fn refused(output: &Path, reason: Reason) -> Self {
        Self::Refused(Box::new(Refusal { output: output.to_owned(), reason }))
    }
}

/// An output that guidepost does not write to.
#[derive(Debug)]
pub struct Refusal {
    /// The output, with symbolic links resolved.
    pub output: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with an output.
#[derive(Debug)]
pub enum Reason {
    /// It is the root of the file system.
    Root,
    /// It is the home folder or holds it.
    Home,
    /// It is this folder, which holds sources, or it is above it.
    Sources(PathBuf),
    /// It is a file, or a symbolic link that leads nowhere.
    NotAFolder,
    /// It holds files that guidepost did not write or that were changed since. Sorted; folders
    /// end with `/`.
    Foreign {
        /// Paths relative to the output.
        names: Vec<String>,
        /// What is wrong with the manifest, when it is there but cannot be used.
        manifest: Option<String>,
    },
    /// `--merge`: these files of others are in the way of files of the site. Sorted.
    InTheWay(Vec<String>),
    /// This folder has the name of guidepost's own work folder, but guidepost did not make it.
    WorkFolder(PathBuf),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refusing to write to `{}`: ", self.output.display())?;
        match &self.reason {
            Reason::Root => f.write_str("it is the root of the file system"),
            Reason::Home => f.write_str("it is your home folder, or holds it"),
            Reason::Sources(folder) => write!(
                f,
                "it is or holds `{}`, which is read to build the site; choose another folder \
                 with `--output`",
                folder.display()
            ),
            Reason::NotAFolder => f.write_str(
                "it is not a folder; move it away or choose another folder with `--output`",
            ),
            Reason::Foreign { names, manifest } => {
                f.write_str(
                    "it holds files that guidepost did not write or that were changed since",
                )?;
                list(f, names)?;
                if let Some(problem) = manifest {
                    write!(f, "its record of what guidepost wrote cannot be used: {problem}\n  ")?;
                }
                f.write_str(
                    "move them away, choose another folder with `--output`, or keep them there \
                     with `--merge`",
                )
            }
            Reason::InTheWay(names) => {
                f.write_str("files of the site would replace files that guidepost did not write")?;
                list(f, names)?;
                f.write_str("move them away or choose another folder with `--output`")
            }
            Reason::WorkFolder(folder) => write!(
                f,
                "`{}` is in the way of the folder in which a site is prepared; move it away",
                folder.display()
            ),
        }
    }
}

/// A colon, the first names a line each, how many more there are, and the start of the advice.
fn list(f: &mut fmt::Formatter<'_>, names: &[String]) -> fmt::Result {
    f.write_str(":\n")?;
    for name in names.iter().take(LISTED) {
        writeln!(f, "    {name}")?;
    }
    if names.len() > LISTED {
        writeln!(f, "    and {} more", names.len() - LISTED)?;
    }
    f.write_str("  ")
}
