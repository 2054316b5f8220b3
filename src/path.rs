//! Paths inside a docset and URLs inside a site. Both are strings with `/`, never absolute.

use percent_encoding::{
    AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte,
    utf8_percent_encode,
};

/// Blanks; what is not ASCII is always encoded.
const FOREIGN: &AsciiSet = &CONTROLS.add(b' ');

/// What must be encoded in the path of a URL: the WHATWG path set; what is no URL code point, since
/// validators ask for that; and `%`, since site paths are stored decoded.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'|');

/// What must be encoded in a fragment.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`');

/// What must be encoded in a query.
const QUERY: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'<').add(b'>');

/// What a value in a query may not hold, and more: readers of addresses differ in the rest.
const VALUE: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'/').remove(b':').remove(b'_').remove(b'~');

/// The folder part of a path: everything before the last `/`, empty at the root.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..slash])
}

/// The part after the last `/`.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rfind('/').map_or(path, |slash| &path[slash + 1..])
}

/// The extension of the file name without its dot, as written; empty when there is none.
#[must_use]
pub fn extension(path: &str) -> &str {
    let name = file_name(path);
    name.rfind('.').map_or("", |dot| &name[dot + 1..])
}

/// The path without its extension.
#[must_use]
pub fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rfind('.').map_or(path, |dot| &path[..path.len() - (name.len() - dot)])
}

/// Joins a relative path to a folder and resolves `.` and `..`. What climbs above the root keeps
/// its leading `../`.
#[must_use]
pub fn join(folder: &str, relative: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(relative.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|&last| last != "..") => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The relative URL that leads from one site path to another, both files below the site root.
#[must_use]
pub fn relative_url(from: &str, to: &str) -> String {
    let from_folder = folder(from);
    let mut from_parts = from_folder.split('/').filter(|part| !part.is_empty()).peekable();
    let mut to_parts = to.split('/').peekable();
    while let (Some(a), Some(b)) = (from_parts.peek(), to_parts.peek()) {
        // The last part of `to` is a file name, never a shared folder.
        if a != b || to_parts.clone().nth(1).is_none() {
            break;
        }
        from_parts.next();
        to_parts.next();
    }
    let mut url = "../".repeat(from_parts.count());
    let rest = to_parts.collect::<Vec<_>>().join("/");
    url.push_str(&encode_path(&rest));
    if url.is_empty() || url.split('/').next().is_some_and(|first| first.contains(':')) {
        url.insert_str(0, "./");
    }
    url
}

/// `../` once for every folder that the site path lies in.
#[must_use]
pub fn root_prefix(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// Percent-encodes a decoded path for use in a URL.
#[must_use]
pub fn encode_path(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

/// Percent-encodes a fragment, leaving what is encoded already.
#[must_use]
pub fn encode_fragment(fragment: &str) -> String {
    let mut encoded = String::with_capacity(fragment.len());
    for (number, part) in fragment.split('%').enumerate() {
        if number > 0 {
            let code = part.as_bytes().get(..2);
            let is_code = code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit));
            encoded.push_str(if is_code { "%" } else { "%25" });
        }
        encoded.extend(utf8_percent_encode(part, FRAGMENT));
    }
    encoded
}

/// Percent-encodes a query, leaving what is encoded already.
#[must_use]
pub fn encode_query(query: &str) -> String {
    utf8_percent_encode(query, QUERY).to_string()
}

/// Percent-encodes a value in a query, whatever it holds.
#[must_use]
pub fn encode_value(value: &str) -> String {
    utf8_percent_encode(value, VALUE).to_string()
}

/// Percent-encodes blanks and what is not ASCII, and nothing else.
#[must_use]
pub fn encode_foreign(text: &str) -> String {
    utf8_percent_encode(text, FOREIGN).to_string()
}

/// Percent-encodes what no part of a URL may hold (RFC 3986), and leaves the rest as it was written;
/// letters of other scripts too, which may be part of a host's name.
#[must_use]
pub fn encode_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => {
                out.push_str(percent_encode_byte(c as u8));
            }
            _ => out.push(c),
        }
    }
    out
}

/// Percent-decodes; bytes that are not UTF-8 afterwards leave the text as it was.
#[must_use]
pub fn decode(text: &str) -> String {
    percent_decode_str(text)
        .decode_utf8()
        .map_or_else(|_| text.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn join_resolves_dots() {
        assert_eq!(join("a/b", "../c.md"), "a/c.md");
        assert_eq!(join("", "../c.md"), "../c.md");
        assert_eq!(join("a", "../../x/../c.md"), "../c.md");
        assert_eq!(join("a", "./b//c.md"), "a/b/c.md");
    }

    #[test]
    fn fragments_keep_what_is_encoded() {
        assert_eq!(encode_fragment("op_%="), "op_%25=");
        assert_eq!(encode_fragment("a b%20c%zz%"), "a%20b%20c%25zz%25");
        assert_eq!(encode_fragment("später"), "sp%C3%A4ter");
    }

    #[test]
    fn relative_urls() {
        assert_eq!(relative_url("a.html", "b.html"), "b.html");
        assert_eq!(relative_url("x/a.html", "b.html"), "../b.html");
        assert_eq!(relative_url("x/a.html", "x/y/b c.html"), "y/b%20c.html");
        assert_eq!(relative_url("x/y/a.html", "x/z/b.html"), "../z/b.html");
        assert_eq!(relative_url("x/a.html", "x"), "../x");
        assert_eq!(relative_url("a.html", "a:b.html"), "./a:b.html");
    }

    #[test]
    fn urls_hold_nothing_that_they_may_not() {
        assert_eq!(
            encode_url("https://a.example/<id>?q=\"x y\"`"),
            "https://a.example/%3Cid%3E?q=%22x%20y%22%60"
        );
        assert_eq!(
            encode_url("https://münchen.example/%20#a[1]"),
            "https://münchen.example/%20#a[1]"
        );
    }

    #[test]
    fn parts() {
        assert_eq!(stem("a.b/c"), "a.b/c");
        assert_eq!(stem("a/b.c.md"), "a/b.c");
        assert_eq!(extension("a.d/b"), "");
    }
}
