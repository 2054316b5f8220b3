//! Text in its place in HTML, and back out of it.

use std::fmt::Write as _;

/// Escapes text for an element or a double-quoted attribute. Control characters, which neither HTML
/// nor XML can hold and nobody can see, become their signs: ␛ for Escape.
pub fn escape(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"') || is_control(c)) {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'&' => out.push_str("&amp;"),
            b'<' => out.push_str("&lt;"),
            b'>' => out.push_str("&gt;"),
            b'"' => out.push_str("&quot;"),
            control => out.extend(char::from_u32(FIRST_SIGN + u32::from(control))),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// The sign of the first control character; the others' follow in their order.
const FIRST_SIGN: u32 = 0x2400;

fn is_control(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')
}

/// Text as an escaped string of its own.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

pub(super) fn attribute(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"");
    escape(out, value);
    out.push('"');
}

/// An address as an attribute. Characters that addresses cannot have are encoded, as the format of
/// the text asks for.
pub(super) fn address(out: &mut String, name: &str, url: &str) {
    let is_scheme = |at: &usize| url.bytes().take(*at).all(|b| b.is_ascii_alphanumeric());
    // A host in numbers may stand in brackets.
    let start = url.find("://").filter(is_scheme).map_or(0, |at| {
        let host = at + "://".len();
        url[host..].find(['/', '?', '#']).map_or(url.len(), |end| host + end)
    });
    let mut valid = String::with_capacity(url.len());
    valid.push_str(&url[..start]);
    let mut is_fragment = false;
    for c in url[start..].chars() {
        match c {
            '#' if is_fragment => valid.push_str("%23"),
            '[' | ']' | '\\' | '^' | '`' | '{' | '|' | '}' | '<' | '>' | '"' | ' ' => {
                let _ = write!(valid, "%{:02X}", u32::from(c));
            }
            _ => {
                is_fragment |= c == '#';
                valid.push(c);
            }
        }
    }
    attribute(out, name, &valid);
}

pub(super) fn attribute_escaped(out: &mut String, name: &str, value: &str) {
    let _ = write!(out, " {name}=\"{value}\"");
}

/// HTML without its links and ids, for a list of headings.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let Some(end) = rest[start..].find('>') else { break };
        let tag = &rest[start..=start + end];
        if matches!(tag, "<code>" | "</code>" | "<em>" | "</em>" | "<strong>" | "</strong>") {
            out.push_str(tag);
        }
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    out.trim().to_owned()
}

/// Escaped text of HTML, all tags taken out.
pub(in crate::render) fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_seen() {
        assert_eq!(escaped("a\t\u{1b}[1m<\u{7}\n"), "a\t␛[1m&lt;␇\n");
    }

    #[test]
    fn addresses_are_valid() {
        let written = |url: &str| {
            let mut out = String::new();
            address(&mut out, "href", url);
            out
        };
        for (url, valid) in [
            ("a.html?b=c&d#e", "a.html?b=c&amp;d#e"),
            ("a.html#b#c", "a.html#b%23c"),
            ("https://a.example/[b]|c.pdf", "https://a.example/%5Bb%5D%7Cc.pdf"),
            ("https://[::1]/x y", "https://[::1]/x%20y"),
            ("https://a.example?q=\\l {x}", "https://a.example?q=%5Cl%20%7Bx%7D"),
            ("a[1].html?from=http://b", "a%5B1%5D.html?from=http://b"),
        ] {
            assert_eq!(written(url), format!(" href=\"{valid}\""));
        }
    }
}
