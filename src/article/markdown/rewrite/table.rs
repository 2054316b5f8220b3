//! Tables take the shape that `CommonMark` reads as the format does (format §3).

use super::super::tables;
use super::Rewriter;
use super::container::{Line, container, separator};
use super::inline::Inline;

impl Rewriter<'_, '_> {
    /// When the line is the header of a table: rewrites all of it and gives where it ends.
    pub(super) fn table(&mut self, start: usize, end: usize, header: &Line<'_>) -> Option<usize> {
        let text = self.text;
        let separator_end = self.line_end(end.min(text.len()));
        let separator_line = text.get(end..separator_end)?;
        let separator = separator(separator_line);
        if !tables::is_separator(separator.rest)
            || separator.quotes != header.quotes
            || self.is_protected(end + separator.prefix)
            || !(header.rest.contains('|'))
        {
            return None;
        }
        // Rows: (line start, container prefix, row text).
        let mut rows =
            vec![(start, header.prefix, header.rest), (end, separator.prefix, separator.rest)];
        let mut at = separator_end;
        while at < text.len() {
            let row_end = self.line_end(at);
            let row = container(&text[at..row_end]);
            let is_row = row.rest.contains('|')
                && row.quotes == header.quotes
                && !self.is_protected(at + row.prefix)
                && !row.rest.starts_with(":::")
                && !row.rest.starts_with("```");
            if !is_row {
                break;
            }
            rows.push((at, row.prefix, row.rest));
            at = row_end;
        }
        let read: Vec<_> = rows
            .iter()
            .map(|&(line, prefix, rest)| {
                let from = line + prefix;
                let inline = self.inline(from, from + rest.len());
                let opaque: Vec<_> = inline
                    .found
                    .iter()
                    .map(|(range, _)| range.start - from..range.end - from)
                    .collect();
                (from, rest, tables::pipes(rest, &opaque), inline)
            })
            .collect();
        let widest = read.iter().map(|(_, _, pipes, _)| pipes.cells).max().unwrap_or(0);
        for (i, (from, rest, pipes, Inline { found, faults })) in read.into_iter().enumerate() {
            self.report_all(faults);
            if self.columns.last().is_some() && i > 0 {
                let (line, ..) = rows[i];
                self.dedent(line, &text[line..from + rest.len()]);
            }
            let mut found = found.into_iter().peekable();
            for hidden in pipes.hidden {
                while let Some((range, kind)) =
                    found.next_if(|(range, _)| range.start < from + hidden)
                {
                    self.mark_inline(range, kind);
                }
                let at = from + hidden;
                self.replace(at..at + 1, tables::HIDDEN_PIPE.encode_utf8(&mut [0; 4]));
            }
            for (range, kind) in found {
                self.mark_inline(range, kind);
            }
            if i == 1 && rest.starts_with('-') {
                // Else it is an item of a list.
                self.replace(from..from, "|");
            }
            // Header and separator must be as wide as the widest row.
            if i < 2 && pipes.cells < widest {
                let content_end = from + rest.trim_end().len();
                let mut padding = String::from(if pipes.closed { "" } else { "|" });
                for _ in pipes.cells..widest {
                    padding.push_str(if i == 0 { " |" } else { "-|" });
                }
                self.replace(content_end..content_end, &padding);
            }
        }
        Some(at)
    }
}
