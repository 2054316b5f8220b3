//! References by UID in running text: `@uid` and `@"uid"` (format §4).

use std::ops::Range;

/// Finds references: where each stands, and its UID. `open_start` says that one may begin where
/// the text begins.
pub(super) fn find(text: &str, open_start: bool) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find('@').map(|i| from + i) {
        from = at + 1;
        let before = text[..at].chars().next_back();
        let may_begin = before.map_or(open_start, |c| c.is_whitespace() || is_stop(c));
        let Some((uid, length)) = read(&text[from..]).filter(|_| may_begin) else { continue };
        found.push((at..from + length, uid.to_owned()));
        from += length;
    }
    found
}

/// Punctuation that may stand before a reference, and ends one that it closes.
const fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '~')
}

/// The UID behind an `@`, and how much of the text belongs to it.
fn read(text: &str) -> Option<(&str, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let uid = text[1..].split(first).next().filter(|uid| uid.len() + 1 < text.len())?;
        let plain = !uid.trim().is_empty() && !uid.contains('\n');
        return plain.then_some((uid, uid.len() + 2));
    }
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '[' | ']' | '|'))
        .unwrap_or(text.len());
    // A stop that another one or the end follows closes the sentence.
    let chars: Vec<(usize, char)> = text[..end].char_indices().collect();
    let closed = chars.iter().enumerate().find(|&(i, &(_, c))| {
        is_stop(c) && chars.get(i + 1).is_none_or(|&(_, next)| is_stop(next))
    });
    let uid = &text[..closed.map_or(end, |(_, &(at, _))| at)];
    Some((uid, uid.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_short_references() {
        let uids = |text| find(text, true).into_iter().map(|(_, uid)| uid).collect::<Vec<_>>();
        assert_eq!(uids("@a.b, x @c? @\"d e\" ~@f"), ["a.b", "c", "d e", "f"]);
        assert_eq!(uids("@a??x"), ["a"]);
        assert!(uids("a@b.c (@d) @1 @\"e").is_empty());
    }
}
