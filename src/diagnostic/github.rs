//! Workflow commands, which a hosted check shows at the line they name.

use std::io::{Result, Write};

use super::position::LineIndexes;
use super::{Diagnostic, Severity};

pub(super) fn write(
    out: &mut dyn Write,
    d: &Diagnostic,
    lines: &mut LineIndexes<'_>,
) -> Result<()> {
    let (start, end) = lines.positions(&d.file, d.span);
    let command = match d.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion | Severity::Info => "notice",
    };
    let help = d.help.as_ref().map_or_else(String::new, |help| format!("\n{help}"));
    writeln!(
        out,
        "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        property(&lines.in_repository(&d.file)),
        start.line,
        start.column,
        end.line,
        end.column,
        d.code.name,
        data(&format!("{}{help}", d.message)),
    )
}

/// Text of a message, as the command's grammar wants it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, which also ends at `:` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
