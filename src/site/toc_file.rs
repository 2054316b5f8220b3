//! One table-of-contents file, parsed: YAML, JSON or Markdown (format §6).

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::xref;
use crate::article::front_matter::YAML_DUPLICATE_KEY;
use crate::article::{Body, Context, Heading, LinkKind, NodeKind, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::{path, yaml};

/// A line of a Markdown TOC that is no entry.
pub static INVALID_TOC_SYNTAX: Code = Code {
    name: "invalid-toc-syntax",
    severity: Severity::Error,
    summary: "A line of a Markdown table of contents is no entry.",
    explanation: "Each entry is a heading with one link or plain text. The line is left out.",
    wrong: "See [Sign in](sign-in.md) first.",
    right: "# [Sign in](sign-in.md)",
};

/// A Markdown TOC that skips a level.
pub static INVALID_TOC_LEVEL: Code = Code {
    name: "invalid-toc-level",
    severity: Severity::Error,
    summary: "A heading of a Markdown table of contents skips a level.",
    explanation: "An entry stands at most one level below the one before it. Give it one `#` more than its parent.",
    wrong: "# Account\n### [Sign in](sign-in.md)",
    right: "# Account\n## [Sign in](sign-in.md)",
};

/// Something required that is not there: a name in a table of contents, metadata in an article.
pub static MISSING_ATTRIBUTE: Code = Code {
    name: "missing-attribute",
    severity: Severity::Warning,
    summary: "Something required is missing.",
    explanation: "Every entry of a table of contents has a `name`. Every article of a docset has `title`, `description`, `author`, `ms.author`, `ms.date`, `ms.topic` and `ms.service`, in its header or by the metadata of docfx.json. A folder without docfx.json needs no metadata.",
    wrong: "- href: sign-in.md",
    right: "- name: Sign in\n  href: sign-in.md",
};

/// An entry of a table of contents, as written.
#[derive(Clone, Debug, Default)]
pub struct TocEntry {
    /// Text.
    pub name: String,
    /// Address: page, other TOC, folder, or any URL.
    pub href: Option<Target>,
    /// `tocHref`.
    pub toc_href: Option<Target>,
    /// `topicHref`.
    pub topic_href: Option<Target>,
    /// The UID of a page, which also gives the text where there is none.
    pub uid: Option<Target>,
    /// More words that a filter finds the entry by.
    pub display_name: Option<String>,
    /// Entries below.
    pub items: Vec<TocEntry>,
    /// Where it begins.
    pub span: Span,
}

/// An address and where it stands.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Parses a TOC file.
#[must_use]
pub(super) fn parse(file: &Arc<str>, text: &str) -> (Vec<TocEntry>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let entries = if path::extension(file).eq_ignore_ascii_case("md") {
        markdown(file, text, &mut diagnostics)
    } else {
        structured(file, text, &mut diagnostics)
    };
    (entries, diagnostics)
}

fn structured(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<TocEntry> {
    // JSON is YAML, but for tabs and comments.
    let is_json = path::extension(file).eq_ignore_ascii_case("json");
    let parsed = if is_json {
        crate::jsonc::parse(text).map_err(|(offset, message)| (offset as usize, message))
    } else {
        yaml::parse_last_wins(text).map_err(|error| (error.offset, error.message))
    };
    if !is_json {
        diagnostics.extend(yaml::repeated_keys(text).into_iter().map(|(key, range)| {
            let message = format!("the key `{key}` is already there");
            Diagnostic::new(&YAML_DUPLICATE_KEY, file, range.into(), message)
                .help("remove one of the two; the last one wins")
        }));
    }
    match parsed {
        Ok(value) => {
            let places = yaml::places(text);
            entries(file, &value, Some(&places), 0, diagnostics)
        }
        Err((offset, message)) => {
            let message = format!("this table of contents cannot be read: {message}");
            let span = Span::new(offset, offset);
            diagnostics.push(if is_json {
                Diagnostic::new(&crate::jsonc::JSON_SYNTAX_ERROR, file, span, message)
                    .help("check quotes, commas and braces")
            } else {
                Diagnostic::new(&yaml::YAML_SYNTAX_ERROR, file, span, message)
                    .help("check indentation, quotes, and colons inside values")
            });
            Vec::new()
        }
    }
}

const MAX_DEPTH: usize = 32;

fn entries(
    file: &Arc<str>,
    value: &Value,
    place: Option<&yaml::Place>,
    depth: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<TocEntry> {
    let (list, place) = match value {
        Value::Array(list) => (list, place),
        Value::Object(object) => match named(object, "items") {
            Some((key, Value::Array(list))) => (list, place.and_then(|p| p.get(key))),
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let mut result = Vec::with_capacity(list.len());
    for (i, item) in list.iter().enumerate() {
        let at = place.and_then(|p| p.item(i));
        let Value::Object(object) = item else { continue };
        let text = |key: &str| yaml::scalar_text(named(object, key)?.1);
        let target = |key: &str| {
            let (key, value) = named(object, key)?;
            let text = yaml::scalar_text(value)?.trim().to_owned();
            let span = at.and_then(|p| p.get(key)).map_or(Span::file(), |p| p.range.clone().into());
            (!text.is_empty()).then_some(Target { text, span })
        };
        let name = text("name");
        let entry = TocEntry {
            span: at.map_or(Span::file(), |p| Span::new(p.range.start, p.range.start)),
            name: name.map(|n| n.trim().to_owned()).unwrap_or_default(),
            href: target("href"),
            toc_href: target("tocHref"),
            topic_href: target("topicHref"),
            uid: target("uid"),
            display_name: text("displayName"),
            items: named(object, "items")
                .map(|(key, items)| {
                    entries(file, items, at.and_then(|p| p.get(key)), depth + 1, diagnostics)
                })
                .unwrap_or_default(),
        };
        if entry.name.is_empty() && entry.uid.is_none() {
            // Where the name should be.
            let at = at.map(|p| p.key("name").unwrap_or(p.range.clone()));
            let span = at.map_or(Span::file(), |range| Span::new(range.start, range.start));
            nameless(file, span, diagnostics);
        }
        result.push(entry);
    }
    result
}

/// A key as it is written, and its value; the case of letters is no matter.
fn named<'o>(object: &'o Map<String, Value>, key: &str) -> Option<(&'o str, &'o Value)> {
    let exact = object.get_key_value(key);
    let found = exact.or_else(|| object.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)))?;
    Some((found.0, found.1))
}

fn markdown(file: &Arc<str>, text: &str, diagnostics: &mut Vec<Diagnostic>) -> Vec<TocEntry> {
    let article = crate::article::parse(file, &at_most_six(text), Context::Block);
    let body = &article.body;
    // Entries with their levels, nested afterwards.
    let mut flat: Vec<(usize, TocEntry)> = Vec::new();
    let mut last_level: Option<usize> = None;
    let mut depth = 0;
    // Where the last run of lines ends that are no entries: it is reported once.
    let mut wrong_until = 0;
    for node in &body.nodes {
        match &node.kind {
            NodeKind::Open(Tag::Heading(index)) if depth == 0 => {
                let heading = &body.headings[*index as usize];
                let level = level(text, heading);
                let (entry, is_plain) = markdown_entry(body, heading);
                let parent_level = last_level;
                let first_level = flat.first().map_or(level, |(level, _)| *level);
                last_level = Some(level);
                if !is_plain {
                    syntax_error(file, heading.span, diagnostics);
                } else if entry.name.is_empty() && entry.uid.is_none() {
                    nameless(file, heading.span, diagnostics);
                } else if parent_level.is_some_and(|parent| level > parent + 1)
                    || level < first_level
                {
                    let message = format!(
                        "this entry goes from level {} to level {level}",
                        parent_level.unwrap_or(level),
                    );
                    diagnostics.push(
                        Diagnostic::new(&INVALID_TOC_LEVEL, file, heading.span, message)
                            .help("give it one `#` more than the entry above it at most"),
                    );
                } else {
                    flat.push((level, entry));
                }
            }
            NodeKind::Text(text) if text.trim().is_empty() => {}
            NodeKind::Close | NodeKind::HtmlClose(_) => {}
            _ if depth == 0 && !follows(text, wrong_until, node.span) => {
                syntax_error(file, node.span, diagnostics);
                wrong_until = node.span.end;
            }
            _ if depth == 0 => wrong_until = node.span.end,
            _ => {}
        }
        match node.kind {
            NodeKind::Open(_) => depth += 1,
            NodeKind::Close => depth -= 1,
            _ => {}
        }
    }
    nest(flat)
}

/// The text with the seventh `#` of a line and those after it blanked: entries go deeper than
/// headings, and keep their places.
fn at_most_six(text: &str) -> Cow<'_, str> {
    if !text.contains("#######") {
        return Cow::Borrowed(text);
    }
    let mut changed = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let marks = line.len() - line.trim_start_matches('#').len();
        let extra = marks.saturating_sub(6);
        changed.push_str(&line[..marks - extra]);
        changed.extend(std::iter::repeat_n(' ', extra));
        changed.push_str(&line[marks..]);
    }
    Cow::Owned(changed)
}

/// The number of `#` that an entry is written with.
fn level(text: &str, heading: &Heading) -> usize {
    let line = &text[heading.span.start as usize..];
    (line.len() - line.trim_start_matches('#').len()).max(usize::from(heading.level))
}

/// Whether nothing but blanks and one line end stand between two places.
fn follows(text: &str, end: u32, span: Span) -> bool {
    let between = text.get(end as usize..span.start as usize).unwrap_or("x");
    end > 0 && between.trim().is_empty() && between.matches('\n').count() <= 1
}

/// The entry of a heading, and whether it is one link, one reference or words alone.
fn markdown_entry(body: &Body, heading: &Heading) -> (TocEntry, bool) {
    let mut entry =
        TocEntry { name: heading.text.clone(), span: heading.span, ..TocEntry::default() };
    let (mut links, mut others, mut depth) = (0, 0, 0);
    for node in body.heading_nodes(heading) {
        match &node.kind {
            NodeKind::Open(Tag::Link(index)) if depth == 0 => {
                let link = &body.links[*index as usize];
                let target = Target { text: link.target.clone(), span: link.span };
                links += 1;
                depth += 1;
                if link.kind.is_xref() {
                    let uid = target.text.get("xref:".len()..).unwrap_or("");
                    let is_short = link.kind == LinkKind::ShortXref;
                    let text = if is_short { target.text } else { xref::parse(uid).uid };
                    entry.uid = Some(Target { text, ..target });
                    if link.auto {
                        entry.name.clear();
                    }
                } else if !target.text.is_empty() {
                    entry.href = Some(target);
                }
                entry.display_name.clone_from(&link.title);
            }
            NodeKind::Open(_) => depth += 1,
            NodeKind::Close => depth -= 1,
            NodeKind::Text(text) if text.trim().is_empty() => {}
            _ if depth == 0 => others += 1,
            _ => {}
        }
    }
    (entry, links == 0 || links == 1 && others == 0)
}

fn nameless(file: &Arc<str>, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    let message = "an entry of the table of contents has no `name`";
    diagnostics
        .push(Diagnostic::new(&MISSING_ATTRIBUTE, file, span, message).help("give it a name"));
}

fn syntax_error(file: &Arc<str>, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.push(
        Diagnostic::new(
            &INVALID_TOC_SYNTAX,
            file,
            span,
            "this line is no entry of a table of contents",
        )
        .help("write `# [Title](file.md)`, or `# Title` for a group"),
    );
}

fn nest(flat: Vec<(usize, TocEntry)>) -> Vec<TocEntry> {
    let mut stack: Vec<(usize, TocEntry)> = Vec::new();
    let mut roots = Vec::new();
    let close = |stack: &mut Vec<(usize, TocEntry)>, roots: &mut Vec<TocEntry>| {
        if let Some((_, entry)) = stack.pop() {
            match stack.last_mut() {
                Some((_, parent)) => parent.items.push(entry),
                None => roots.push(entry),
            }
        }
    };
    for (level, entry) in flat {
        while stack.last().is_some_and(|&(open, _)| open >= level) {
            close(&mut stack, &mut roots);
        }
        stack.push((level, entry));
    }
    while !stack.is_empty() {
        close(&mut stack, &mut roots);
    }
    roots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(entries: &[TocEntry], depth: usize) -> String {
        entries
            .iter()
            .map(|e| {
                let href = e.href.as_ref().map_or("", |h| h.text.as_str());
                format!("{}{} {href}\n{}", "-".repeat(depth), e.name, show(&e.items, depth + 1))
            })
            .collect()
    }

    #[test]
    fn s6_markdown_toc() {
        let text = "# [A](a.md)\n## B\n### [C](c.md)\n# D\n#### [E](e.md)\ntext\n";
        let (entries, found) = parse(&"TOC.md".into(), text);
        assert_eq!(show(&entries, 0), "A a.md\n-B \n--C c.md\nD \n");
        let codes: Vec<_> = found.iter().map(|d| d.code.name).collect();
        assert_eq!(codes, ["invalid-toc-level", "invalid-toc-syntax"]);
    }

    #[test]
    fn s6_yaml_toc_positions() {
        let text = "items:\n- name: A\n  href: a.md\n  items:\n  - href: b.md\n";
        let (entries, found) = parse(&"toc.yml".into(), text);
        let span = entries[0].href.as_ref().map(|h| h.span).unwrap_or_default();
        assert_eq!(&text[span.range()], "a.md");
        assert_eq!(found[0].code.name, "missing-attribute");
    }
}
