//! Pipe tables as the format reads them (format §3), in a shape that `CommonMark`'s table rules
//! read the same way: every row's pipes that separate nothing are hidden, and header and
//! separator are as wide as the widest row.

use std::ops::Range;

/// Stands in for a `|` that does not separate cells. A noncharacter: no valid text has it.
pub(super) const HIDDEN_PIPE: char = '\u{fdd2}';

/// What a row's pipes do.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pipes {
    /// Number of cells.
    pub(super) cells: usize,
    /// Whether any pipe separates cells.
    pub(super) splits: bool,
    /// Offsets of pipes inside code, links or tags.
    pub(super) hidden: Vec<usize>,
    /// The row ends with a separating pipe.
    pub(super) closed: bool,
}

/// Whether a line is the separator of a table: dashes and pipes, with at least one of each. Cells
/// may be empty.
pub(super) fn is_separator(line: &str) -> bool {
    let line = line.trim();
    if !line.contains('|') || !line.contains('-') {
        return false;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').all(|cell| {
        let cell = cell.trim();
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        cell.is_empty() || !dashes.is_empty() && dashes.bytes().all(|b| b == b'-')
    })
}

/// A separator with as many cells as the table has columns, without blanks.
pub(super) fn cut_separator(line: &str, columns: usize) -> String {
    let line = line.trim();
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells = inner.split('|').map(str::trim).chain(std::iter::repeat(""));
    let filled = cells.map(|cell| if cell.is_empty() { "-" } else { cell });
    filled.take(columns).fold(String::from("|"), |row, cell| row + cell + "|")
}

/// Reads the pipes of one row. `opaque` ranges are constructs that are replaced as a whole.
pub(super) fn pipes(row: &str, opaque: &[Range<usize>]) -> Pipes {
    let bytes = row.as_bytes();
    let mut separators: Vec<usize> = Vec::new();
    let mut hidden = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        if let Some(range) = opaque.iter().find(|range| range.contains(&i)) {
            i = range.end;
            continue;
        }
        let skip_to = match bytes[i] {
            b'\\' => {
                i += 2;
                continue;
            }
            b'|' => {
                separators.push(i);
                None
            }
            b'`' => {
                let run = bytes[i..].iter().take_while(|&&b| b == b'`').count();
                match closing_run(&bytes[i + run..], run) {
                    Some(length) => Some(i + run + length),
                    None => {
                        i += run;
                        continue;
                    }
                }
            }
            b'<' => tag_end(&row[i..]).map(|length| i + length),
            b'[' => link_end(&row[i..]).map(|length| i + length),
            _ => None,
        };
        match skip_to {
            Some(end) => {
                // An escaped pipe inside code is read by the table rules themselves.
                hidden.extend((i..end).filter(|&p| bytes[p] == b'|' && bytes[p - 1] != b'\\'));
                i = end;
            }
            None => i += 1,
        }
    }
    let content_start = row.len() - row.trim_start().len();
    let content_end = row.trim_end().len();
    let leading = separators.first().is_some_and(|&p| p == content_start);
    let closed = separators.last().is_some_and(|&p| p + 1 == content_end)
        && separators.len() > usize::from(leading);
    let cells = (separators.len() + 1)
        .saturating_sub(usize::from(leading))
        .saturating_sub(usize::from(closed));
    Pipes { cells, splits: !separators.is_empty(), hidden, closed }
}

/// Length up to and including a run of exactly `length` backticks.
fn closing_run(bytes: &[u8], length: usize) -> Option<usize> {
    let mut i = 0;
    while i < bytes.len() {
        let run = bytes[i..].iter().take_while(|&&b| b == b'`').count();
        if run == length {
            return Some(i + run);
        }
        i += run.max(1);
    }
    None
}

/// Length of an HTML tag with a quoted attribute that holds a pipe, at the start of `text`.
fn tag_end(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if !(first.is_ascii_alphabetic() || first == '/') {
        return None;
    }
    let mut quote = None;
    for (i, c) in chars {
        match (quote, c) {
            (None, '>') => return Some(i + 1),
            (None, '<' | '\n') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Length of an inline link at the start of `text`, when its text holds a pipe.
fn link_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    let close = text.char_indices().find_map(|(i, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(i)
    })?;
    let target = text[close + 1..].strip_prefix('(')?;
    let end = target.find(')')?;
    let length = close + 2 + end + 1;
    text[..length].contains('|').then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_separator() {
        assert!(is_separator("|---|:--:|"));
        assert!(is_separator("--- | ---"));
        assert!(!is_separator("---"));
        assert!(!is_separator("| a | - |"));
    }

    #[test]
    fn s3_pipes_in_code_do_not_split() {
        let row = "| `a|b` | c |";
        assert_eq!(
            pipes(row, &[]),
            Pipes { cells: 2, splits: true, hidden: vec![4], closed: true }
        );
        assert_eq!(pipes("a | b", &[]).cells, 2);
        assert_eq!(pipes("| a \\| b |", &[]).cells, 1);
        assert_eq!(pipes("| [a|b](c) | <a title=\"x|y\">z</a> |", &[]).cells, 2);
        assert_eq!(pipes("| `a | b |", &[]).cells, 2);
        assert_eq!(pipes("|", &[]).cells, 1);
    }
}
