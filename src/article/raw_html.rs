//! HTML that an author wrote: tags, their addresses and ids, and the allow-list (format §10).
//!
//! What is allowed is written again from its parts, so nothing an HTML parser could read in two
//! ways survives.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use crate::diagnostic::{Code, Severity};

/// A tag that is not on the allow-list.
pub static DISALLOWED_HTML_TAG: Code = Code {
    name: "disallowed-html-tag",
    severity: Severity::Info,
    summary: "An HTML element is not allowed in articles.",
    explanation: "Scripts, styles, objects and unknown elements are left out of the page, in a block of HTML with all they hold. Use Markdown, or put a literal `<` into code.",
    wrong: "<script>alert(1)</script>",
    right: "`<script>`",
};

/// An attribute that is not on the allow-list.
pub static DISALLOWED_HTML_ATTRIBUTE: Code = Code {
    name: "disallowed-html-attribute",
    severity: Severity::Info,
    summary: "An HTML attribute is not allowed in articles.",
    explanation: "`style`, event handlers and unknown attributes are left out of the page.",
    wrong: "<p style=\"color: red\">Sign in.</p>",
    right: "<p>Sign in.</p>",
};

/// A piece of an author's HTML. Ranges count in the text that was given.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// A start tag.
    Open { name: String, attributes: Vec<Attribute>, closed: bool, range: std::ops::Range<usize> },
    /// An end tag.
    Close { name: String, range: std::ops::Range<usize> },
    /// Text, entities decoded.
    Text { text: String, range: std::ops::Range<usize> },
    /// A reference to a UID, written as a tag.
    Xref { reference: XrefTag, range: std::ops::Range<usize> },
    /// A tag or attribute that was left out.
    Dropped { tag: String, attribute: Option<String>, range: std::ops::Range<usize> },
}

/// What an `<xref>` tag says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct XrefTag {
    /// The UID with its query, as after `xref:`; nothing when the tag names none.
    pub(super) target: Option<String>,
    /// What to show when the UID is not known.
    pub(super) source: Option<String>,
    /// Whether an unknown UID is no finding.
    pub(super) silent: bool,
}

impl XrefTag {
    fn new<'a>(attributes: impl Iterator<Item = (String, &'a [u8])>) -> Self {
        let (mut href, mut uid, mut html, mut source) = (None, None, None, None);
        let mut silent = false;
        for (name, value) in attributes {
            let value = text(value);
            match name.as_str() {
                "href" => href = Some(value),
                "uid" => uid = Some(crate::path::encode_path(&value)),
                "data-raw-html" => html = Some(value),
                "data-raw-source" => source = Some(value),
                "data-throw-if-not-resolved" => silent = value.eq_ignore_ascii_case("false"),
                _ => {}
            }
        }
        let source = html.or(source);
        silent |= source.as_ref().is_some_and(|source| source.starts_with('@'));
        Self { target: href.or(uid).filter(|target| !target.is_empty()), source, silent }
    }
}

/// An attribute that is allowed.
#[derive(Debug, PartialEq)]
pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) range: std::ops::Range<usize>,
}

/// Elements without content.
const VOID: [&str; 7] = ["br", "col", "hr", "img", "input", "source", "wbr"];

/// Whether an element has no content and no end tag.
#[must_use]
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Elements that the start of an element ends, and those in which it ends none outside (HTML,
/// optional tags).
pub(super) fn implied_ends(
    name: &str,
) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const TABLE: &[&str] = &["table"];
    Some(match name {
        "li" => (&["li"], &["ul", "ol"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], TABLE),
        "tr" => (&["tr"], TABLE),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "caption", "colgroup"], TABLE),
        "address" | "article" | "blockquote" | "center" | "details" | "div" | "dl"
        | "figcaption" | "figure" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr"
        | "nav" | "ol" | "p" | "pre" | "section" | "summary" | "table" | "ul" => {
            (&["p"], &["button", "caption", "table", "td", "th"])
        }
        _ => return None,
    })
}

/// Reads HTML. With `block`, what a disallowed element holds goes with it.
pub(super) fn read(html: &str, block: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let emitter = DefaultEmitter::<usize>::new_with_span();
    // The disallowed element whose content is being left out.
    let mut dropping: Option<String> = None;
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = text(&tag.name);
                let range = tag.span.start..tag.span.end;
                if dropping.is_some() {
                    continue;
                }
                if name == "xref" {
                    let attributes = tag.attributes.iter();
                    let reference =
                        XrefTag::new(attributes.map(|(k, v)| (text(k), v.value.as_slice())));
                    pieces.push(Piece::Xref { reference, range });
                    if block && !tag.self_closing {
                        dropping = Some(name);
                    }
                    continue;
                }
                let name = if name == "image" { "img".to_owned() } else { name };
                let Some(allowed) = allowed_attributes(&name) else {
                    let name_range = range.start + 1..range.start + 1 + name.len();
                    pieces.push(Piece::Dropped {
                        tag: name.clone(),
                        attribute: None,
                        range: name_range,
                    });
                    if block && !tag.self_closing {
                        dropping = Some(name);
                    }
                    continue;
                };
                let mut attributes = Vec::new();
                for (key, value) in &tag.attributes {
                    let key = text(key);
                    let at = value.span.start..value.span.end;
                    if !is_allowed(&name, &key, allowed) {
                        pieces.push(Piece::Dropped {
                            tag: name.clone(),
                            attribute: Some(key.clone()),
                            range: at.start..(at.start + key.len()).min(html.len()),
                        });
                        continue;
                    }
                    let value_text = text(&value.value);
                    // Point at the value itself where it stands as it is.
                    let found = html
                        .get(at.start..)
                        .and_then(|rest| rest.find(&value_text))
                        .filter(|_| !value_text.is_empty())
                        .map(|i| at.start + i..at.start + i + value_text.len());
                    attributes.push(Attribute {
                        name: key,
                        value: value_text,
                        range: found.unwrap_or(at),
                    });
                }
                let closed = tag.self_closing && !is_void(&name);
                pieces.push(Piece::Open { name, attributes, closed, range });
            }
            Token::EndTag(tag) => {
                let name = text(&tag.name);
                match &dropping {
                    Some(open) if *open == name => dropping = None,
                    Some(_) => {}
                    None if allowed_attributes(&name).is_some() && !is_void(&name) => {
                        pieces.push(Piece::Close { name, range: tag.span.start..tag.span.end });
                    }
                    None => {}
                }
            }
            Token::String(string) if dropping.is_none() => {
                let range = string.span.start..string.span.end;
                pieces.push(Piece::Text { text: text(&string.value), range });
            }
            _ => {}
        }
    }
    pieces
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Attributes that any element may have.
const GLOBAL: [&str; 13] = [
    "name",
    "id",
    "class",
    "itemid",
    "itemprop",
    "itemref",
    "itemscope",
    "itemtype",
    "part",
    "slot",
    "spellcheck",
    "title",
    "role",
];

fn is_allowed(element: &str, name: &str, allowed: &str) -> bool {
    // On these a name becomes a property of the document, in the place of what scripts look for there.
    if name == "name" && matches!(element, "form" | "iframe" | "img") {
        return false;
    }
    name.starts_with("aria-")
        || name.starts_with("data-")
        || GLOBAL.contains(&name)
        || allowed.split(' ').any(|attribute| attribute == name)
}

/// The attributes of an element beside the global ones; `None` when the element is not allowed.
/// Format §10; head is left out.
fn allowed_attributes(element: &str) -> Option<&'static str> {
    Some(match element {
        "abbr" | "address" | "article" | "b" | "bdi" | "bdo" | "caption" | "center" | "cite"
        | "dd" | "details" | "dfn" | "dl" | "dt" | "em" | "figcaption" | "figure" | "h1" | "h2"
        | "h3" | "h4" | "i" | "kbd" | "mark" | "nav" | "nobr" | "rgn" | "s" | "samp"
        | "section" | "small" | "strike" | "strong" | "sub" | "summary" | "sup" | "tfoot" | "u"
        | "ul" | "var" | "wbr" => "",
        "a" => "href target rel alt download tabindex",
        "img" => "alt height src width align hspace border sizes valign",
        "video" => "src width height preload controls poster",
        "source" => "src type",
        "iframe" => {
            "allow align border marginwidth frameborder allowtransparency allowfullscreen scrolling height src width loading"
        }
        "form" => "action",
        "input" => "type value",
        "button" => "hidden type",
        "label" => "for",
        "blockquote" | "q" => "cite",
        "del" | "ins" => "cite datetime",
        "table" => "align width border valign bgcolor frame cellpadding cellspacing bordercolor",
        "tbody" | "thead" => "align valign width",
        "tr" => "align valign colspan height bgcolor",
        "td" => "rowspan colspan align width valign bgcolor hidden nowrap",
        "th" => "rowspan colspan align width valign bgcolor scope",
        "col" => "width span",
        "colgroup" => "span",
        "code" => "name lang",
        "pre" => "lang",
        "span" => "dir lang",
        "p" => "align dir hidden lang valign",
        "div" => "align hidden",
        "ol" => "reserved start type",
        "li" => "value",
        "hr" => "size color width",
        "br" => "clear",
        "font" => "color face size",
        "time" => "datetime",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(html: &str, block: bool) -> String {
        read(html, block)
            .into_iter()
            .map(|piece| match piece {
                Piece::Open { name, attributes, .. } => {
                    let list: String =
                        attributes.iter().map(|a| format!(" {}={}", a.name, a.value)).collect();
                    format!("<{name}{list}>")
                }
                Piece::Close { name, .. } => format!("</{name}>"),
                Piece::Text { text, .. } => text,
                Piece::Xref { reference, .. } => format!("[{reference:?}]"),
                Piece::Dropped { tag, attribute, .. } => {
                    format!("[-{tag}{}]", attribute.map(|a| format!(".{a}")).unwrap_or_default())
                }
            })
            .collect()
    }

    #[test]
    fn s10_allow_list() {
        assert_eq!(
            show("<p style=x onclick=y id=z>a</p>", true),
            "[-p.onclick][-p.style]<p id=z>a</p>"
        );
        assert_eq!(show("a<script>b</script>c", true), "a[-script]c");
        assert_eq!(show("<foo>", false), "[-foo]");
        assert_eq!(show("<img name=body><a name=body>", true), "[-img.name]<img><a name=body>");
        assert_eq!(show("<IMG SRC='a.png'/>", true), "<img src=a.png>");
        assert_eq!(show("&lt;script&gt;", true), "<script>", "decoded, to be escaped on output");
    }
}
