//! What the program's exit says.

/// Exit status of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    /// Nothing to complain about.
    Clean = 0,
    /// Findings that the author has to act on.
    Findings = 1,
    /// The command line or a configuration file is wrong.
    Usage = 2,
    /// A file cannot be read or written.
    Environment = 3,
    /// What was asked for would destroy something.
    Refused = 4,
    /// A fault of guidepost itself.
    Internal = 70,
    /// Interrupted.
    Interrupted = 130,
}

impl From<Status> for std::process::ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}
