//! Rows and columns, whose shared indentation means nothing (format §4).

use super::super::directive::{self, DirectiveKind};
use super::Rewriter;
use super::container::indentation;

impl Rewriter<'_, '_> {
    /// The indentation that the lines of a column share, past that of the row itself.
    pub(super) fn column_indentation(&self, start: usize, end: usize) -> usize {
        let mut least = usize::MAX;
        let mut fence = false;
        for line in self.text[end..].lines() {
            let rest = line.trim_start();
            if rest.starts_with("```") {
                fence = !fence;
            }
            if !fence && rest.starts_with(":::") {
                let name = directive::head(rest).map(|head| head.name);
                if matches!(name.as_deref(), Some("column-end" | "column" | "row-end" | "row")) {
                    break;
                }
            }
            if !rest.is_empty() {
                least = least.min(indentation(line));
            }
        }
        let row = indentation(&self.text[start..end]);
        // The row may stand in a list item, whose indentation its content needs.
        let base = self.row_base().unwrap_or(row);
        if least == usize::MAX { 0 } else { least.saturating_sub(base) }
    }

    /// Indentation of the `:::row:::` line that is open.
    fn row_base(&self) -> Option<usize> {
        let row = self.directives.iter().rev().find(|d| matches!(d.kind, DirectiveKind::Row))?;
        let start = self.text[..row.range.start].rfind('\n').map_or(0, |i| i + 1);
        Some(indentation(&self.text[start..]))
    }

    /// Takes a column's shared indentation from one of its lines; from the lines of the column
    /// constructs themselves, all that the row does not have.
    pub(super) fn dedent(&mut self, start: usize, line: &str) {
        let Some(&width) = self.columns.last() else { return };
        let trimmed = line.trim_start_matches([' ', '\t']);
        let is_column_mark = directive::head(trimmed)
            .is_some_and(|head| matches!(head.name.as_str(), "column" | "column-end" | "row-end"));
        let width = if is_column_mark {
            indentation(line).saturating_sub(self.row_base().unwrap_or(0))
        } else {
            width
        };
        let mut removed = 0;
        let mut columns = 0;
        for byte in line.bytes() {
            match byte {
                b' ' if columns < width => columns += 1,
                b'\t' if columns < width => columns += 4,
                _ => break,
            }
            removed += 1;
        }
        if removed > 0 {
            self.replace(start..start + removed, "");
        }
    }
}
