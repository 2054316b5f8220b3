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
            || !header.rest.starts_with('|') && self.follows_text(start)
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
            let is_row = tables::pipes(row.rest, &[]).splits
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
        let is_table = !self.goes_on_as_text(at, header);
        // The separator adds no column.
        let others = read.iter().enumerate().filter(|(i, _)| *i != 1);
        let widest = others.map(|(_, (_, _, pipes, _))| pipes.cells).max().unwrap_or(0);
        for (i, (from, rest, pipes, Inline { found, faults })) in read.into_iter().enumerate() {
            self.report_all(faults);
            let mut found = found.into_iter().peekable();
            let hidden = match (is_table, i) {
                (true, _) => pipes.hidden,
                // Without the bars of its separator, it is text.
                (false, 1) => rest.match_indices('|').map(|(at, _)| at).collect(),
                (false, _) => Vec::new(),
            };
            for hidden in hidden {
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
            if !is_table {
                continue;
            }
            if i == 1 {
                let separator = tables::cut_separator(rest, widest);
                if separator != rest.trim_end() {
                    self.replace(from..from + rest.trim_end().len(), &separator);
                }
                continue;
            }
            if rest.trim() == "|" {
                // A row of one bar is an empty row.
                self.replace(from..from, "|");
            }
            // The header must be as wide as the widest row.
            if i == 0 && pipes.cells < widest {
                let content_end = from + rest.trim_end().len();
                let mut padding = String::from(if pipes.closed { "" } else { "|" });
                for _ in pipes.cells..widest {
                    padding.push_str(" |");
                }
                self.replace(content_end..content_end, &padding);
            }
        }
        Some(at)
    }

    /// Whether the line above is running text, which a header without a bar in front goes on.
    fn follows_text(&self, start: usize) -> bool {
        let Some(above) = self.text[..start].strip_suffix('\n') else { return false };
        let above_start = above.rfind('\n').map_or(0, |i| i + 1);
        let parts = container(&above[above_start..]);
        let rest = parts.rest.trim();
        !rest.is_empty()
            && !self.is_protected(above_start + parts.prefix)
            && !opens_block(rest)
            && !rest.bytes().all(|b| b == b'=')
    }

    /// Whether running text stands right below a table: then all of it is text (format §3).
    fn goes_on_as_text(&self, at: usize, header: &Line<'_>) -> bool {
        let line = &self.text[at..self.line_end(at)];
        let parts = container(line);
        let own = line.trim_start_matches([' ', '\t', '>']);
        // In an item, any number begins the next one.
        let outside = line.len() - own.len() < header.prefix;
        let rest = if begins_item(own, outside) { "" } else { own.trim() };
        !rest.is_empty()
            && parts.quotes == header.quotes
            && !self.is_protected(at + parts.prefix)
            && !opens_block(rest)
    }
}

/// Whether a line begins an item of a list: below running text, an ordered one only from 1.
fn begins_item(line: &str, any_number: bool) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match digits {
        0 => line.strip_prefix(['-', '*', '+']),
        _ => line[digits..].strip_prefix(['.', ')']),
    };
    marker.is_some_and(|after| after.starts_with([' ', '\t']))
        && (digits == 0 || any_number || &line[..digits] == "1")
}

/// Whether a line, without its containers, begins a block of its own below running text.
fn opens_block(rest: &str) -> bool {
    let hashes = rest.bytes().take_while(|&b| b == b'#').count();
    let is_heading =
        (1..=6).contains(&hashes) && rest[hashes..].chars().next().is_none_or(char::is_whitespace);
    let is_rule = |mark: u8| {
        rest.bytes().filter(|&b| b == mark).count() >= 3
            && rest.bytes().all(|b| b == mark || b == b' ' || b == b'\t')
    };
    is_heading
        || is_rule(b'-')
        || is_rule(b'*')
        || is_rule(b'_')
        || [":::", "```", "~~~", "[!", "[\\!"].iter().any(|start| rest.starts_with(start))
}
