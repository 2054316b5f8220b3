//! Findings and the last line, on the streams they belong to.

use std::io::{IsTerminal, Write};

use super::Status;
use crate::config::ConfigError;
use crate::diagnostic::{self, Diagnostic, Format, Severity, Texts};
use crate::pipeline::Report;

/// Writes the findings of a severity or above: for people to standard error, for programs to
/// standard output.
pub(super) fn findings(report: &Report, format: Format, least: Severity) -> std::io::Result<()> {
    let shown = report.diagnostics.iter().filter(|d| d.severity <= least);
    write(shown, format, &report.corpus.tree)
}

fn write<'a>(
    shown: impl Iterator<Item = &'a Diagnostic>,
    format: Format,
    texts: &dyn Texts,
) -> std::io::Result<()> {
    match format {
        Format::Human => {
            let stderr = std::io::stderr();
            let mut out = std::io::BufWriter::new(stderr.lock());
            diagnostic::write(&mut out, format, colored(&stderr), shown, texts)?;
            out.flush()
        }
        Format::Short | Format::Json | Format::Github | Format::Sarif => {
            let stdout = std::io::stdout();
            let mut out = std::io::BufWriter::new(stdout.lock());
            diagnostic::write(&mut out, format, false, shown, texts)?;
            out.flush()
        }
    }
}

/// Writes what is wrong in a configuration file as a finding, in the format of all findings, and
/// gives the exit status; any other error goes back.
pub(super) fn configuration(error: anyhow::Error, format: Format) -> anyhow::Result<Status> {
    let Some(ConfigError::Invalid(invalid)) = error.downcast_ref() else { return Err(error) };
    write(std::iter::once(&invalid.finding), format, &**invalid)?;
    Ok(Status::Usage)
}

/// Whether to write in colour.
pub(super) fn colored(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// What the findings mean for the exit status.
pub(super) fn status(report: &Report, strict: bool) -> Status {
    let least = if strict { Severity::Warning } else { Severity::Error };
    if report.diagnostics.iter().any(|d| d.severity <= least) {
        Status::Findings
    } else {
        Status::Clean
    }
}

/// `3 warnings, 1 suggestion`.
pub(super) fn counts(report: &Report) -> String {
    let kinds = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Suggestion, "suggestion"),
        (Severity::Info, "note"),
    ];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter_map(|(severity, name)| {
            let count = report.count(severity);
            (count > 0).then(|| plural(count, name))
        })
        .collect();
    if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
}

/// A number with its noun.
pub(super) fn plural(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
