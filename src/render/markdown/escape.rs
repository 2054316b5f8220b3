//! Text, code and addresses as Markdown writes them.

use std::fmt::Write as _;

/// Stands at the end of a line that is to break there, until it is known whether another follows.
pub(super) const BREAK: &str = "\0\n";

/// Appends text to a line so that nothing in it is markup. Inside a table, `|` is one too.
pub(super) fn text(line: &mut String, text: &str, in_table: bool) {
    let mut before = line.chars().next_back();
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // What comes after the text may be markup.
        let after = rest.clone().next();
        let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escaped = match c {
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
            '`' | '[' | ']' => true,
            '*' => !(is_space(before) && is_space(after)),
            '_' => !(is_letter(before) && is_letter(after) || is_space(before) && is_space(after)),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '~' => before == Some('~') || after == Some('~'),
            '|' => in_table,
            '&' if is_entity(rest.as_str()) => {
                line.push_str("&amp;");
                before = Some(';');
                continue;
            }
            _ => false,
        };
        if escaped {
            line.push('\\');
        }
        line.push(c);
        before = Some(c);
    }
}

/// Whether what follows a `&` makes it an entity.
fn is_entity(rest: &str) -> bool {
    let name = rest.strip_prefix('#').unwrap_or(rest);
    let length = name.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}

/// A paragraph whose lines begin nothing else: no list, heading, quote or rule.
pub(super) fn paragraph(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut breaks = false;
    for line in text.lines() {
        let (line, broken) = match line.strip_suffix('\0') {
            Some(line) => (line, true),
            None => (line, false),
        };
        let line = line.trim();
        if line.is_empty() {
            breaks |= broken;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if breaks { "\\\n" } else { "\n" });
        }
        breaks = broken;
        let number = line.bytes().take_while(u8::is_ascii_digit).count();
        let (head, tail) = line.split_at(number);
        let begins = |marks: &str| tail.chars().next().is_some_and(|c| marks.contains(c));
        let ends = |skip: usize| tail[skip..].is_empty() || tail[skip..].starts_with(' ');
        let is_mark = if number > 0 {
            number < 10 && begins(".)") && ends(1)
        } else {
            let hashes = tail.bytes().take_while(|&b| b == b'#').count();
            let is_rule = |mark: char| tail.chars().all(|c| c == mark || c == ' ');
            (begins("-+*") && ends(1))
                || ((1..=6).contains(&hashes) && ends(hashes))
                || begins(">")
                || is_rule('-')
                || is_rule('=')
                || is_rule('_')
                || tail.starts_with("~~~")
                || tail.starts_with(":::")
                || (begins("|:") && tail.chars().all(|c| "|:- ".contains(c)))
        };
        out.push_str(head);
        if is_mark {
            out.push('\\');
        }
        out.push_str(tail);
    }
    out
}

/// Code in running text.
pub(super) fn code_span(code: &str, in_table: bool) -> String {
    let code = code.replace('\n', " ");
    let code = if in_table { code.replace('|', "\\|") } else { code };
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// A block of code.
pub(super) fn code_block(language: Option<&str>, code: &str) -> String {
    let fence = "`".repeat((longest_run(code) + 1).max(3));
    let language = language.unwrap_or("").replace('`', "");
    let end = if code.is_empty() || code.ends_with('\n') { "" } else { "\n" };
    format!("{fence}{language}\n{code}{end}{fence}")
}

fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// What stands in the parentheses of a link.
pub(super) fn destination(url: &str, title: Option<&str>) -> String {
    let is_plain = !url.is_empty()
        && url.matches('(').count() == url.matches(')').count()
        && !url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\\'));
    let mut out = if is_plain {
        url.to_owned()
    } else {
        format!("<{}>", url.replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C"))
    };
    if let Some(title) = title {
        let title = title.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ");
        let _ = write!(out, " \"{title}\"");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_markup_is_escaped() {
        let plain = |source: &str| {
            let mut line = String::new();
            text(&mut line, source, false);
            line
        };
        assert_eq!(plain("2 * 3, *x*, snake_case _y"), "2 * 3, \\*x\\*, snake_case \\_y");
        assert_eq!(plain("<id> a < b [c] &amp; R&D"), "\\<id> a < b \\[c\\] &amp;amp; R&D");
        assert_eq!(paragraph("1. a\n# b\n-\n+x\n2024 c"), "1\\. a\n\\# b\n\\-\n+x\n2024 c");
        assert_eq!(code_span("a`b", false), "``a`b``");
        assert_eq!(destination("a(b", Some("x \"y\"")), "<a(b> \"x \\\"y\\\"\"");
    }
}
