//! Where long names may break: between their parts, rather than in the middle of a word.

use std::fmt::Write as _;

/// Marks up where words of at least `from` letters may break: after dots, colons and underscores
/// in them, and before the capitals in a name such as `getCustomerById`. The contents that a
/// browser completes do the same (`tree.js`).
#[must_use]
pub(super) fn breakable(html: &str, from: usize) -> String {
    let mut out = String::with_capacity(html.len() + 32);
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '<' => rest.find('>').map_or(rest.len(), |end| end + 1),
            '&' => rest.find(';').map_or(rest.len(), |end| end + 1),
            c if c.is_whitespace() => c.len_utf8(),
            _ => {
                let is_end = |c: char| c.is_whitespace() || c == '<' || c == '&';
                rest.find(is_end).unwrap_or(rest.len())
            }
        };
        let (piece, after) = rest.split_at(end);
        if matches!(first, '<' | '&') || piece.chars().count() < from {
            out.push_str(piece);
        } else {
            push_word(&mut out, piece);
        }
        rest = after;
    }
    out
}

fn push_word(out: &mut String, word: &str) {
    let mut before = ' ';
    for c in word.chars() {
        let is_break = match before {
            '.' | ':' | '_' => c.is_alphanumeric(),
            _ => before.is_ascii_lowercase() && c.is_ascii_uppercase(),
        };
        let _ = write!(out, "{}{c}", if is_break { "<wbr>" } else { "" });
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_break_between_their_parts() {
        let of = |html: &str| breakable(html, 12);
        assert_eq!(of("LOCKED_PAGES_TRACKER"), "LOCKED_<wbr>PAGES_<wbr>TRACKER");
        assert_eq!(of("Contoso.Vans::getById"), "Contoso.<wbr>Vans::<wbr>get<wbr>By<wbr>Id");
        assert_eq!(
            of("a <a href=\"getCustomerById\">x &amp; PowerShell</a> 7.4"),
            "a <a href=\"getCustomerById\">x &amp; PowerShell</a> 7.4"
        );
        assert_eq!(
            of("see the end... of it, internationally"),
            "see the end... of it, internationally"
        );
        assert_eq!(of("日本語のとても長い見出しです"), "日本語のとても長い見出しです");
        assert_eq!(of("a\u{a0}b\u{3000}c \u{85}"), "a\u{a0}b\u{3000}c \u{85}");
        assert_eq!(of("<b"), "<b");
        assert_eq!(of("a &b"), "a &b");
    }
}
