//! What a line's containers take of it: quotes, items, blanks.

use super::super::tables;

/// A line without what belongs to its containers.
pub(super) struct Line<'a> {
    /// What is left.
    pub(super) rest: &'a str,
    /// Length of the container marks and blanks before it.
    pub(super) prefix: usize,
    /// Number of `>` among them.
    pub(super) quotes: usize,
    /// Whether the last container mark is a `>` with at most one blank after it.
    pub(super) after_quote: bool,
}

/// Splits off `>`, list markers and blanks at the start of a line.
pub(super) fn container(line: &str) -> Line<'_> {
    let bytes = line.as_bytes();
    let (mut i, mut quotes) = (0, 0);
    let mut last_quote = None;
    loop {
        match bytes.get(i) {
            Some(b' ' | b'\t') => i += 1,
            Some(b'>') => {
                quotes += 1;
                last_quote = Some(i);
                i += 1;
            }
            Some(b'-' | b'*' | b'+') if matches!(bytes.get(i + 1), Some(b' ' | b'\t')) => {
                i += 2;
                last_quote = None;
            }
            Some(b'0'..=b'9') => {
                let digits = bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count();
                let end = i + digits;
                let is_marker = digits <= 9
                    && matches!(bytes.get(end), Some(b'.' | b')'))
                    && matches!(bytes.get(end + 1), Some(b' ' | b'\t'));
                if !is_marker {
                    break;
                }
                i = end + 2;
                last_quote = None;
            }
            _ => break,
        }
    }
    let after_quote = last_quote.is_some_and(|q| i - q <= 2 && bytes.get(q + 1) != Some(&b'\t'));
    Line { rest: line[i..].trim_end_matches(['\r', '\n']), prefix: i, quotes, after_quote }
}

/// The line below the header of a table: `- | -` is its separator, not an item of a list.
pub(super) fn separator(line: &str) -> Line<'_> {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    if !rest.starts_with("- ") || !tables::is_separator(rest) {
        return container(line);
    }
    let prefix = line.len() - rest.len();
    let quotes = line[..prefix].matches('>').count();
    Line { rest: rest.trim_end_matches(['\r', '\n']), prefix, quotes, after_quote: false }
}

pub(super) fn indentation(line: &str) -> usize {
    line.bytes()
        .take_while(|b| matches!(b, b' ' | b'\t'))
        .map(|b| if b == b'\t' { 4 } else { 1 })
        .sum()
}
