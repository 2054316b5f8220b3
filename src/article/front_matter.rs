//! The YAML header of an article (format §2).

use std::sync::Arc;

use serde_json::Value;

use super::Metadata;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::yaml;

/// A header that YAML cannot read.
pub static YAML_HEADER_SYNTAX_ERROR: Code = Code {
    name: "yaml-header-syntax-error",
    severity: Severity::Warning,
    summary: "The YAML header cannot be read.",
    explanation: "The page is built all the same: lines of the form `key: value` that begin at the margin are used, the rest of the header is lost. Quote values that hold `: ` or ` #`, indent with spaces, and close the header with `---`.",
    wrong: "---\ntitle: Sign in: what to do\n---",
    right: "---\ntitle: \"Sign in: what to do\"\n---",
};

/// A header that is a list or a single value.
pub static YAML_HEADER_NOT_OBJECT: Code = Code {
    name: "yaml-header-not-object",
    severity: Severity::Warning,
    summary: "The YAML header is not a list of `key: value` pairs.",
    explanation: "A header says what is known about the article, each fact on a line of its own: `key: value`.",
    wrong: "---\n- title\n- Sign in\n---",
    right: "---\ntitle: Sign in\n---",
};

/// A key given twice.
pub static YAML_DUPLICATE_KEY: Code = Code {
    name: "yaml-duplicate-key",
    severity: Severity::Warning,
    summary: "A key stands twice in the YAML header.",
    explanation: "The last one is used. Remove the others.",
    wrong: "---\ntitle: Sign in\ntitle: Signing in\n---",
    right: "---\ntitle: Signing in\n---",
};

/// The header of a file.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// Keys and values.
    pub metadata: Metadata,
    /// Where the YAML text stands, without its fences; empty when there is none.
    pub span: Span,
}

impl FrontMatter {
    /// The header of a text, for those who care for no finding about it.
    #[must_use]
    pub fn of(file: &Arc<str>, text: &str) -> Self {
        parse(file, text, &mut Vec::new()).0
    }

    /// Where a top-level key's value stands, also when that is on the lines below.
    #[must_use]
    pub fn place(&self, text: &str, key: &str) -> Span {
        let header = text.get(self.span.range()).unwrap_or("");
        let base = self.span.start as usize;
        yaml::places(header).get(key).map_or_else(
            || self.value_span(text, key),
            |place| Span::new(base + place.range.start, base + place.range.end),
        )
    }

    /// Where an item of a top-level key's list stands.
    #[must_use]
    pub fn item_place(&self, text: &str, key: &str, index: usize) -> Span {
        let header = text.get(self.span.range()).unwrap_or("");
        let base = self.span.start as usize;
        yaml::places(header).get(key).and_then(|list| list.item(index)).map_or_else(
            || self.value_span(text, key),
            |place| Span::new(base + place.range.start, base + place.range.end),
        )
    }

    /// Where a top-level key's value stands; the start of the header when it is not found.
    #[must_use]
    pub fn value_span(&self, text: &str, key: &str) -> Span {
        let header = text.get(self.span.range()).unwrap_or("");
        let mut at = self.span.start as usize;
        for line in header.split_inclusive('\n') {
            if let Some((name, _)) = key_of(line)
                && name == key
            {
                let colon = line.find(':').map_or(line.len(), |i| i + 1);
                let value = line[colon..].trim();
                let lead = match value {
                    // A value on the lines below: its key tells where.
                    "" => 0,
                    _ => line[colon..].len() - line[colon..].trim_start().len(),
                };
                return Span::new(at + colon + lead, at + colon + lead + value.len());
            }
            at += line.len();
        }
        Span::new(self.span.start as usize, self.span.start as usize)
    }
}

/// Reads the header of `text`; the offset at which the body begins comes back beside it.
pub(super) fn parse(
    file: &Arc<str>,
    text: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| line.trim_end() == "---") else {
        return (FrontMatter::default(), 0);
    };
    let start = first.len();
    let mut end = start;
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            let span = Span::new(start, end);
            let metadata = read(file, text, span, diagnostics);
            return (FrontMatter { metadata, span }, end + line.len());
        }
        end += line.len();
    }
    // A file may begin with a thematic break; a header that lost its end looks different.
    if text[start..].lines().next().and_then(key_of).is_some() {
        diagnostics.push(
            Diagnostic::new(
                &YAML_HEADER_SYNTAX_ERROR,
                file,
                Span::new(0, first.trim_end().len()),
                "the YAML header begins here and never ends",
            )
            .help("close the header with a line that is only `---`"),
        );
    }
    (FrontMatter::default(), 0)
}

fn read(file: &Arc<str>, text: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Metadata {
    let header = &text[span.range()];
    let base = span.start as usize;
    let mut parsed = yaml::parse(header);
    if parsed.as_ref().is_err_and(|error| error.is_repeated_key) {
        for (key, range) in yaml::repeated_keys(header) {
            diagnostics.push(
                Diagnostic::new(
                    &YAML_DUPLICATE_KEY,
                    file,
                    Span::new(base + range.start, base + range.end),
                    format!("the key `{key}` stands twice; this one is used"),
                )
                .help("remove the other one"),
            );
        }
        parsed = yaml::parse_last_wins(header);
    }
    match parsed {
        Ok(Value::Object(metadata)) => metadata,
        Ok(Value::Null) => Metadata::new(),
        Ok(value) => {
            let what = if value.is_array() { "a list" } else { "a single value" };
            diagnostics.push(
                Diagnostic::new(
                    &YAML_HEADER_NOT_OBJECT,
                    file,
                    Span::new(base, base + header.trim_end().len()),
                    format!("the YAML header is {what}, not `key: value` pairs"),
                )
                .help("write each fact as `key: value` on a line of its own"),
            );
            Metadata::new()
        }
        Err(error) => {
            let at = base + error.offset.min(header.len());
            let line_end = text[at..].find('\n').map_or(text.len(), |i| at + i);
            diagnostics.push(
                Diagnostic::new(
                    &YAML_HEADER_SYNTAX_ERROR,
                    file,
                    Span::new(at, line_end.min(span.end as usize)),
                    format!("the YAML header cannot be read: {}", error.message),
                )
                .help("quote values that hold `: ` or ` #`, and indent with spaces"),
            );
            salvage(header)
        }
    }
}

/// The key and the rest of a line that begins a top-level pair.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let plain = !key.is_empty()
        && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'));
    (plain && (value.is_empty() || value.starts_with([' ', '\t', '\r', '\n'])))
        .then_some((key, value))
}

/// What can be read, line by line, from a header that YAML cannot read.
fn salvage(header: &str) -> Metadata {
    let mut metadata = Metadata::new();
    for line in header.lines() {
        if let Some((key, value)) = key_of(line) {
            let value = value.trim();
            let value = yaml::parse(value).ok().filter(|v| !v.is_object() && !v.is_array());
            let fallback = || Value::String(line[key.len() + 1..].trim().to_owned());
            metadata.insert(key.to_owned(), value.unwrap_or_else(fallback));
        }
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> (Metadata, usize, Vec<String>) {
        let mut diagnostics = Vec::new();
        let (front_matter, body) = parse(&"a.md".into(), text, &mut diagnostics);
        let found = diagnostics.iter().map(|d| format!("{} {:?}", d.code.name, d.span)).collect();
        (front_matter.metadata, body, found)
    }

    #[test]
    fn s2_header_ends_with_dashes_or_dots() {
        let (metadata, body, found) = run("---\ntitle: A\nms.date: 7/20/2022\n...\nText");
        assert_eq!(metadata["title"], "A");
        assert_eq!(metadata["ms.date"], "7/20/2022");
        assert_eq!(body, 36);
        assert!(found.is_empty());
    }

    #[test]
    fn s2_header_without_end_is_text() {
        let (metadata, body, found) = run("---\ntitle: A\n\nText");
        assert!(metadata.is_empty());
        assert_eq!(body, 0);
        assert_eq!(found.len(), 1);
        assert!(run("---\n\nText\n").2.is_empty(), "a thematic break is no header");
    }

    #[test]
    fn s2_broken_header_is_salvaged() {
        let (metadata, _, found) = run("---\ntitle: A: b\n<<<<<<< HEAD\nms.topic: faq\n---\n");
        assert_eq!(metadata["title"], "A: b");
        assert_eq!(metadata["ms.topic"], "faq");
        assert!(found[0].starts_with("yaml-header-syntax-error"));
    }

    #[test]
    fn s2_last_duplicate_wins() {
        let (metadata, _, found) = run("---\ntitle: A\nx:\n  - 1\ntitle: B\n---\n");
        assert_eq!(metadata["title"], "B");
        assert_eq!(metadata["x"], serde_json::json!([1]));
        assert_eq!(found, ["yaml-duplicate-key Span { start: 22, end: 27 }"]);
    }

    #[test]
    fn s2_header_must_be_pairs() {
        assert_eq!(run("---\n- a\n---\n").2, ["yaml-header-not-object Span { start: 4, end: 7 }"]);
    }
}
