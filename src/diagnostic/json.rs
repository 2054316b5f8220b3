//! One JSON object a line. The keys are a public interface.

use std::io::{Result, Write};

use serde::Serialize;

use super::position::LineIndexes;
use super::{Diagnostic, Severity};

#[derive(Serialize)]
struct Line<'a> {
    code: &'a str,
    severity: Severity,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    help: Option<&'a str>,
}

pub(super) fn write(
    out: &mut dyn Write,
    d: &Diagnostic,
    lines: &mut LineIndexes<'_>,
) -> Result<()> {
    let (start, end) = lines.positions(&d.file, d.span);
    let line = Line {
        code: d.code.name,
        severity: d.severity,
        message: &d.message,
        file: &d.file,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        help: d.help.as_deref(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}
