//! Bare addresses in running text (format §3).

use std::ops::Range;

/// An address in a text and the target it stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Autolink {
    pub(super) range: Range<usize>,
    pub(super) target: String,
    /// What readers see of it: `mailto:` and `tel:` are not shown.
    pub(super) words: Range<usize>,
}

const PREFIXES: [&str; 6] = ["http://", "https://", "ftp://", "mailto:", "tel:", "www."];

/// Length of the longest prefix.
pub(super) const LONGEST_PREFIX: usize = "https://".len();

/// Finds addresses. `open_start` says that one may begin where the text begins.
pub(super) fn find(text: &str, open_start: bool) -> Vec<Autolink> {
    let mut found = Vec::new();
    // All prefixes have one of these.
    if !text.contains(':') && !text.contains("www.") {
        return found;
    }
    let mut at = 0;
    // Square brackets that are open: what stands in them may be the text of a link.
    let mut brackets = 0_usize;
    while at < text.len() {
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        let may_begin =
            before.map_or(open_start, |c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('));
        match rest.as_bytes()[0] {
            b'[' => brackets += 1,
            b']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        if may_begin
            && brackets == 0
            && let Some(prefix) = PREFIXES.iter().find(|prefix| rest.starts_with(**prefix))
            && let Some(length) = length(rest, prefix)
        {
            let written = &rest[..length];
            let target =
                if *prefix == "www." { format!("https://{written}") } else { written.to_owned() };
            let hidden = if matches!(*prefix, "mailto:" | "tel:") { prefix.len() } else { 0 };
            let words = at + hidden..at + length;
            found.push(Autolink { range: at..at + length, target, words });
            at += length;
            continue;
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    found
}

/// How much of `text`, which begins with `prefix`, is an address.
fn length(text: &str, prefix: &str) -> Option<usize> {
    let end = text.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len());
    let mut link = trim(&text[..end]);
    let after = link.get(prefix.len()..)?;
    match prefix {
        "tel:" => {
            let digits = after
                .chars()
                .take_while(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
                .count();
            link = &link[..prefix.len() + digits];
            (digits > 0).then_some(link.len())
        }
        "mailto:" => {
            let (_, host) = after.split_once('@')?;
            (host.contains('.') && host.chars().all(is_host)).then_some(link.len())
        }
        _ => {
            let host_end = after.find(['/', '?', '#', ':']).unwrap_or(after.len());
            is_full_host(&after[..host_end]).then_some(link.len())
        }
    }
}

/// Whether a host has a period, no empty part, and no `_` in its last two parts.
fn is_full_host(host: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    parts.len() > 1
        && parts.iter().all(|part| !part.is_empty() && part.chars().all(is_host))
        && parts.iter().rev().take(2).all(|part| !part.contains('_'))
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

/// Takes off punctuation that ends the sentence and not the address.
fn trim(mut link: &str) -> &str {
    loop {
        let Some(last) = link.chars().next_back() else { return link };
        let shorter = &link[..link.len() - last.len_utf8()];
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => link = shorter,
            ')' if link.matches(')').count() > link.matches('(').count() => link = shorter,
            ';' => {
                let entity = shorter.rfind('&').filter(|&amp| {
                    shorter.len() > amp + 1 && shorter[amp + 1..].chars().all(char::is_alphanumeric)
                });
                link = entity.map_or(shorter, |amp| &link[..amp]);
            }
            _ => return link,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<String> {
        find(text, true).into_iter().map(|link| link.target).collect()
    }

    #[test]
    fn s3_autolinks() {
        assert_eq!(targets("see https://a.com/x_y."), ["https://a.com/x_y"]);
        assert_eq!(targets("(https://a.com/b(c))"), ["https://a.com/b(c)"]);
        assert_eq!(targets("www.a.com, ok"), ["https://www.a.com"]);
        assert!(targets("https://localhost/x").is_empty());
        assert!(targets("xhttps://a.com").is_empty());
        assert!(targets("http://*.a.com").is_empty());
        assert!(targets("www.a http://a..com http://a_b.com").is_empty());
        assert!(targets("[see https://a.com] [x https://a.com").is_empty());
        assert_eq!(targets("mailto:a@b.com"), ["mailto:a@b.com"]);
        assert!(find("https://a.com", false).is_empty());
    }
}
