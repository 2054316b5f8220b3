//! One line a finding, for editors and `grep`.

use std::io::{Result, Write};

use super::Diagnostic;
use super::position::LineIndexes;

pub(super) fn write(
    out: &mut dyn Write,
    d: &Diagnostic,
    lines: &mut LineIndexes<'_>,
) -> Result<()> {
    let (start, _) = lines.positions(&d.file, d.span);
    write!(
        out,
        "{}:{}:{}: {}[{}]: {}",
        d.file, start.line, start.column, d.severity, d.code.name, d.message
    )?;
    match &d.help {
        Some(help) => writeln!(out, " ({help})"),
        None => writeln!(out),
    }
}
