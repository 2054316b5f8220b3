//! The grammar of the format's own constructs (format §4), apart from where they may stand.

use crate::article::{AlertKind, PivotZone, Snippet};
use crate::diagnostic::Span;

/// A construct that [`super::rewrite`] replaced by a marker.
#[derive(Clone, Debug)]
pub(super) struct Directive {
    /// Where its marker begins in the rewritten text.
    pub(super) at: usize,
    /// The construct in the text before rewriting.
    pub(super) range: std::ops::Range<usize>,
    /// What it is.
    pub(super) kind: DirectiveKind,
}

/// What a marker stands for.
#[derive(Clone, Debug)]
pub(super) enum DirectiveKind {
    Alert(AlertKind),
    Div(Vec<(String, String)>),
    /// Address and title.
    Video(String, Option<String>),
    Include {
        path: String,
    },
    Snippet(Box<Snippet>),
    Image(Box<ImageDirective>),
    ImageEnd,
    Row,
    RowEnd,
    Column(String),
    ColumnEnd,
    Moniker(String),
    MonikerEnd,
    Zone(PivotZone),
    ZoneEnd,
    NoLoc(String),
    /// Target of `<xref:"…">`, whose quotes may hold blanks.
    Xref(String),
    /// Attributes of a form, which a static page cannot send.
    Form(Vec<Attribute>),
}

/// A `:::image` as written.
#[derive(Clone, Debug, Default)]
pub(super) struct ImageDirective {
    pub(super) attributes: Vec<Attribute>,
    /// Opens a long description that ends with `:::image-end:::`.
    pub(super) complex_block: bool,
    /// Nothing else stands on its line.
    pub(super) own_line: bool,
}

/// `name="value"`, with the value's bytes in the text before rewriting.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribute {
    /// Lower-cased.
    pub(super) name: String,
    pub(super) name_at: std::ops::Range<usize>,
    pub(super) value: String,
    pub(super) span: Span,
}

impl ImageDirective {
    pub(super) fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

/// The head of a `:::name` construct.
pub(super) struct Head<'a> {
    /// Lower-cased name.
    pub(super) name: String,
    /// Number of colons: three, or more where the construct allows it.
    pub(super) colons: usize,
    /// Whether blanks stand between the colons and the name.
    pub(super) spaced: bool,
    /// What follows the name.
    pub(super) rest: &'a str,
    /// Offset of `rest` in the text that was given.
    pub(super) rest_at: usize,
}

/// Reads `:::`, blanks and a name.
pub(super) fn head(text: &str) -> Option<Head<'_>> {
    let after = text.strip_prefix(":::")?.trim_start_matches(':');
    let trimmed = after.trim_start_matches([' ', '\t']);
    let end =
        trimmed.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(trimmed.len());
    if !trimmed.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    Some(Head {
        name: trimmed[..end].to_ascii_lowercase(),
        colons: text.len() - after.len(),
        spaced: trimmed.len() != after.len(),
        rest: &trimmed[end..],
        rest_at: text.len() - trimmed.len() + end,
    })
}

/// Attributes up to `:::` or the end of `text`; offsets count from `base`.
pub(super) struct Attributes {
    pub(super) list: Vec<Attribute>,
    /// Where parsing stopped, after the closing colons if there are any.
    pub(super) end: usize,
    /// The closing `:::` is there.
    pub(super) closed: bool,
    /// What is wrong, with the offset of the fault.
    pub(super) error: Option<(usize, String)>,
}

/// Reads `name="value"` pairs. Values may hold `:::` and, where `multi_line`, line breaks, but do
/// not leave the paragraph.
pub(super) fn attributes(text: &str, base: usize, multi_line: bool) -> Attributes {
    let mut result = Attributes { list: Vec::new(), end: 0, closed: false, error: None };
    let text = if multi_line { &text[..paragraph_end(text)] } else { text };
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        while at < bytes.len() && matches!(bytes[at], b' ' | b'\t' | b'\r') {
            at += 1;
        }
        if at >= bytes.len() || bytes[at] == b'\n' {
            break;
        }
        if text[at..].starts_with(":::") {
            result.closed = true;
            at += 3;
            break;
        }
        let start = at;
        while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'-') {
            at += 1;
        }
        if at == start || !bytes[start].is_ascii_alphabetic() {
            result.error = Some((
                base + start,
                "an attribute is expected here, as in `source=\"…\"`".to_owned(),
            ));
            break;
        }
        let name = text[start..at].to_ascii_lowercase();
        let mut after = at;
        while after < bytes.len() && matches!(bytes[after], b' ' | b'\t') {
            after += 1;
        }
        let name_at = base + start..base + at;
        let span = name_at.clone().into();
        let mut attribute = Attribute { name, name_at, value: String::new(), span };
        if bytes.get(after) == Some(&b'=') {
            after += 1;
            while after < bytes.len() && matches!(bytes[after], b' ' | b'\t') {
                after += 1;
            }
            if bytes.get(after) != Some(&b'"') {
                let message = format!("the value of `{}` must be in double quotes", attribute.name);
                result.error = Some((base + start, message));
                break;
            }
            let value_start = after + 1;
            let limit = if multi_line {
                text.len()
            } else {
                text[value_start..].find('\n').map_or(text.len(), |i| value_start + i)
            };
            let Some(length) = text[value_start..limit].find('"') else {
                let message = format!("the value of `{}` has no closing quote", attribute.name);
                result.error = Some((base + start, message));
                break;
            };
            attribute.value = text[value_start..value_start + length].to_owned();
            attribute.span = Span::new(base + value_start, base + value_start + length);
            at = value_start + length + 1;
        }
        if result.list.iter().any(|other| other.name == attribute.name) {
            result.error = Some((base + start, format!("`{}` stands twice", attribute.name)));
            break;
        }
        result.list.push(attribute);
    }
    result.end = at;
    result
}

/// Attributes are looked for on so many lines at most.
const MOST_LINES: usize = 100;

/// Where the first line begins that has nothing on it but the marks of quotes.
fn paragraph_end(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        if at > 0 && line.bytes().all(|b| b.is_ascii_whitespace() || b == b'>') {
            return at;
        }
        at += line.len();
    }
    at
}

/// A `[!INCLUDE [title](path)]` at the start of `text`: its path and its length.
pub(in crate::article) fn include(text: &str) -> Option<(String, usize)> {
    let after = strip_prefix_ignore_case(text, "[!include")?;
    let after = after.strip_prefix(['+', '-']).unwrap_or(after);
    let after = after.trim_start_matches([' ', '\t']);
    let inner = after.strip_prefix('[')?;
    let title_end = closing_bracket(inner)?;
    let target = inner[title_end + 1..].strip_prefix('(')?;
    let close = target.find(')')?;
    let tail = target[close + 1..].strip_prefix(']')?;
    let content = target[..close].trim();
    if content.contains('\n') {
        return None;
    }
    let path = if let Some(bracketed) = content.strip_prefix('<') {
        bracketed.split('>').next().unwrap_or("")
    } else {
        // A title may follow in quotes.
        content.split(" \"").next().unwrap_or("").trim()
    };
    Some((path.to_owned(), text.len() - tail.len()))
}

/// The offset of the `]` that closes a bracket opened just before `text`, on the same line.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut escaped = false;
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            '[' => depth += 1,
            ']' if depth == 0 => return Some(i),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What follows a prefix, ignoring ASCII case.
pub(super) fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

/// A `:::no-loc text="…":::` at the start of `text`: the words and the length. It has no blanks
/// but the one before `text`, and is lower-case.
pub(super) fn no_loc(text: &str) -> Option<(String, usize)> {
    let value = text.strip_prefix(":::no-loc text=\"")?;
    let mut words = String::new();
    let mut chars = value.char_indices();
    while let Some((i, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, '\n' | '\r')) | None => return None,
                Some((_, escaped)) => words.push(escaped),
            },
            '\n' => return None,
            '"' => {
                let tail = value[i + 1..].strip_prefix(":::")?;
                return Some((words.trim().to_owned(), text.len() - tail.len()));
            }
            _ => words.push(c),
        }
    }
    None
}

/// What follows the `<` of a `<xref:"uid with blanks">`, quotes single or double, or of a
/// `<xref: uid>`: the target and the length.
pub(super) fn spaced_xref(text: &str) -> Option<(String, usize)> {
    let rest = strip_prefix_ignore_case(text, "xref:")?;
    let (inner, tail) = match rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        Some(quote) => {
            let (inner, tail) = rest[1..].split_once(quote)?;
            (inner, tail.strip_prefix('>')?)
        }
        None => rest.split_once('>').filter(|(inner, _)| {
            inner.starts_with(' ') && !inner.trim().contains(char::is_whitespace)
        })?,
    };
    let plain = !inner.trim().is_empty() && !inner.contains(['\n', '<', '>']);
    plain.then(|| (format!("xref:{}", inner.trim()), text.len() - tail.len()))
}

/// The attributes of `[!div class="x" title="y"]`, quotes single or double.
pub(super) fn div_attributes(text: &str) -> Vec<(String, String)> {
    let text = text.trim();
    let text = text.strip_prefix('`').and_then(|t| t.strip_suffix('`')).unwrap_or(text);
    let mut list = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, tail)) = after[1..].split_once(quote) else { break };
        list.push((name.trim().to_ascii_lowercase(), value.to_owned()));
        rest = tail;
    }
    list
}

/// The address of a `[!VIDEO …]`: https, and a player that sets no cookies where there is one.
pub(super) fn video_url(written: &str) -> Option<String> {
    let lower = written.to_ascii_lowercase();
    let is_guid = written.len() == 36
        && written.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 8 | 13 | 18 | 23) { b == b'-' } else { b.is_ascii_hexdigit() }
        });
    if is_guid {
        return Some(format!("https://learn-video.azurefd.net/vod/player?id={lower}"));
    }
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
        .map(|rest| &written[written.len() - rest.len()..])?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if host.is_empty() || rest.contains(char::is_whitespace) {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    let host = match host.to_ascii_lowercase().as_str() {
        "youtube.com" | "www.youtube.com" => "www.youtube-nocookie.com".to_owned(),
        other => other.to_owned(),
    };
    let mut url = format!("https://{host}{slash}{path}");
    if host == "channel9.msdn.com" && !url.contains("nocookie=true") {
        let end = url.find('#').unwrap_or(url.len());
        let sign = if url[..end].contains('?') { '&' } else { '?' };
        url.insert_str(end, &format!("{sign}nocookie=true"));
    }
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_include_grammar() {
        assert_eq!(include("[!INCLUDE [a](b.md)] x"), Some(("b.md".to_owned(), 20)));
        assert_eq!(include("[!include[](<b.md>)]"), Some(("b.md".to_owned(), 20)));
        assert_eq!(
            include("[!INCLUDE [a [b]](~/c.md \"t\")]").map(|i| i.0),
            Some("~/c.md".to_owned())
        );
        assert_eq!(include("[!INCLUDE [a] (b.md)]"), None);
        assert_eq!(include("[!NOTE]"), None);
    }

    #[test]
    fn s4_attributes() {
        let read = attributes(" source=\"a.png\"alt-text=\"x ::: y\":::", 0, false);
        assert!(read.closed && read.error.is_none());
        assert_eq!(read.list[1].value, "x ::: y");
        assert!(attributes(" source=a.png:::", 0, false).error.is_some());
        assert!(attributes(" source=\"a.png:::", 0, false).error.is_some());
    }

    #[test]
    fn s4_video_addresses() {
        let url = video_url("http://www.youtube.com/embed/x");
        assert_eq!(url.as_deref(), Some("https://www.youtube-nocookie.com/embed/x"));
        assert_eq!(video_url("javascript:x"), None);
        let url = video_url("https://Example.com:80?a=B#c");
        assert_eq!(url.as_deref(), Some("https://example.com:80/?a=B#c"));
        let url = video_url("https://channel9.msdn.com/x/player?a=b");
        assert_eq!(url.as_deref(), Some("https://channel9.msdn.com/x/player?a=b&nocookie=true"));
    }

    #[test]
    fn s4_no_loc() {
        assert_eq!(no_loc(":::no-loc text=\"a \\\"b\":::."), Some(("a \"b".to_owned(), 25)));
        assert_eq!(no_loc("::: no-loc text=\"a\":::"), None);
        assert_eq!(no_loc(":::No-loc text=\"a\":::"), None);
        assert_eq!(no_loc(":::no-loc text=\"a\\\nb\":::"), None);
    }
}
