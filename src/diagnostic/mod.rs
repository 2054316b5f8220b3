//! Findings as data: what is wrong, where, and what to do.
//!
//! Every stage returns the diagnostics that an author's text gave rise to beside its value
//! ([`Checked`]). One file per output format turns them into text; nothing else formats them.

mod github;
mod human;
mod json;
mod position;
mod sarif;
mod short;

use std::fmt;
use std::sync::Arc;

pub use position::{LineIndex, Position};

/// How much a finding matters, most severe first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Part of a page is lost for the reader.
    Error,
    /// The page is there, but something on it does not work.
    Warning,
    /// Better for readers or search, not broken.
    Suggestion,
    /// Worth knowing, nothing to do.
    Info,
}

impl Severity {
    /// The lower-case name used in every output format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Suggestion => "suggestion",
            Self::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A kind of finding. Declared beside the code that emits it and listed in [`crate::codes`].
#[derive(Debug)]
pub struct Code {
    /// Kebab-case name, the input format's own where it has one.
    pub name: &'static str,
    /// Severity unless the configuration says otherwise.
    pub severity: Severity,
    /// One sentence: what is wrong.
    pub summary: &'static str,
    /// Why it matters and what to do, in a few sentences of Markdown.
    pub explanation: &'static str,
    /// A minimal source that gives the finding.
    pub wrong: &'static str,
    /// The same source, right.
    pub right: &'static str,
}

/// A range of bytes in the decoded text of a file (a byte order mark is not counted).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// An empty span at the start of the file, for findings about the file as a whole.
    #[must_use]
    pub const fn file() -> Self {
        Self { start: 0, end: 0 }
    }

    /// The span as a range of `usize`.
    #[must_use]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A second place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Path of the file, relative to the docset.
    pub file: Arc<str>,
    /// Where in it.
    pub span: Span,
    /// What stands there.
    pub message: String,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What kind.
    pub code: &'static Code,
    /// How much it matters here; starts as the code's own severity.
    pub severity: Severity,
    /// Path of the file that holds the text, relative to the docset.
    pub file: Arc<str>,
    /// Where in that file.
    pub span: Span,
    /// What is wrong, with the offending value quoted.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Other places that matter.
    pub labels: Vec<Label>,
}

impl Diagnostic {
    /// A finding of `code` at `span` of `file`.
    pub fn new(
        code: &'static Code,
        file: &Arc<str>,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            severity: code.severity,
            file: Arc::clone(file),
            span,
            message: message.into(),
            help: None,
            labels: Vec::new(),
        }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what to do, when there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Adds a second place.
    #[must_use]
    pub fn label(mut self, file: &Arc<str>, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { file: Arc::clone(file), span, message: message.into() });
        self
    }

    /// The order in which findings are reported: file, place, code, message.
    #[must_use]
    pub fn sort_key(&self) -> (&str, Span, &str, &str) {
        (&self.file, self.span, self.code.name, &self.message)
    }
}

/// Puts findings into the order of [`Diagnostic::sort_key`] and drops exact repeats, which arise
/// when a shared include is expanded into many pages.
pub fn sort_and_dedup(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    diagnostics.dedup_by(|a, b| a.sort_key() == b.sort_key());
}

/// A value together with what was found while making it. Stages return this: an author's text
/// never makes them fail.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// The value, as good as the text allows.
    pub value: T,
    /// What was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With the source line, a caret and help.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A SARIF 2.1.0 document.
    Sarif,
}

/// Gives the text of a file for positions and source lines.
pub trait Texts {
    /// The decoded text of the file at `path` (relative to the docset), if there is one.
    fn text(&self, path: &str) -> Option<&str>;

    /// Folder of the docset in its repository, for services that count paths from there; empty
    /// when it is the repository's root.
    fn folder(&self) -> &str;
}

/// Writes sorted findings in a format.
///
/// # Errors
/// What the writer gives.
pub fn write<'a>(
    out: &mut dyn std::io::Write,
    format: Format,
    color: bool,
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    texts: &dyn Texts,
) -> std::io::Result<()> {
    let mut lines = position::LineIndexes::new(texts);
    if format == Format::Sarif {
        return sarif::write(out, diagnostics, &mut lines);
    }
    for diagnostic in diagnostics {
        match format {
            Format::Human => human::write(out, diagnostic, texts, color)?,
            Format::Short => short::write(out, diagnostic, &mut lines)?,
            Format::Json => json::write(out, diagnostic, &mut lines)?,
            Format::Github => github::write(out, diagnostic, &mut lines)?,
            Format::Sarif => {}
        }
    }
    Ok(())
}

/// The candidate that is nearest to what was written, when it is near enough to be worth saying:
/// a third of the word may differ, five edits at most. Ties go to the first in ordinal order.
pub fn did_you_mean<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    nearest(written, candidates, (written.chars().count() / 3).min(5))
}

/// The candidate at the least edit distance, where swapped neighbours are one edit, up to a limit. Ties go to the first in ordinal order.
pub fn nearest<'a>(
    written: &str,
    candidates: impl Iterator<Item = &'a str>,
    limit: usize,
) -> Option<&'a str> {
    candidates
        // An edit changes a character, of four bytes at most.
        .filter(|candidate| candidate.len().abs_diff(written.len()) <= limit * 4)
        .map(|candidate| (strsim::osa_distance(written, candidate), candidate))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}
