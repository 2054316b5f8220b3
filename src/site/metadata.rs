//! The metadata of a file: what the configuration and its header say together, where each value
//! stands, and whether the values that the build itself reads have the right type (format §1, §2).

use std::sync::Arc;

use serde_json::{Map, Value};

use super::corpus::Corpus;
use super::document::Date;
use super::target::{self, Target};
use crate::article::{Article, Context, Metadata};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::source::FileId;
use crate::{path, yaml};

/// A date that cannot be read.
pub static DATE_FORMAT_INVALID: Code = Code {
    name: "date-format-invalid",
    severity: Severity::Warning,
    summary: "A date cannot be read.",
    explanation: "Dates are month/day/year, as in 7/20/2026. The page shows no date.",
    wrong: "ms.date: 20.7.2026",
    right: "ms.date: 7/20/2026",
};

/// Where the value of a metadata key stands.
pub(super) fn key_span(
    corpus: &Corpus,
    file: FileId,
    article: Option<&Article>,
    key: &str,
) -> Span {
    let Some(text) = corpus.tree.file(file).text.as_deref() else { return Span::file() };
    match article {
        Some(article) => article.front_matter.value_span(text, key),
        None => yaml::places(text)
            .get("metadata")
            .and_then(|m| m.get(key))
            .map_or(Span::file(), |p| p.range.clone().into()),
    }
}

/// globalMetadata < fileMetadata < header; objects merge, everything else replaces (format §1).
pub(super) fn effective_metadata(config: &Config, source: &str, own: &Metadata) -> Metadata {
    let mut metadata = config.docfx.global_metadata.clone();
    for entry in &config.docfx.file_metadata {
        let last = entry.values.iter().rev().find(|(pattern, _)| pattern.matches(source));
        if let Some((_, value)) = last {
            merge_value(&mut metadata, &entry.key, value);
        }
    }
    for (key, value) in own {
        merge_value(&mut metadata, key, value);
    }
    metadata
}

fn merge_value(into: &mut Map<String, Value>, key: &str, value: &Value) {
    match (into.get_mut(key), value) {
        (Some(Value::Object(old)), Value::Object(new)) => {
            for (key, value) in new {
                merge_value(old, key, value);
            }
        }
        _ => {
            into.insert(key.to_owned(), value.clone());
        }
    }
}

/// `M/D/YYYY`, padding optional.
pub(super) fn parse_date(written: &str) -> Option<Date> {
    let mut parts = written.split('/');
    let month: u8 = parts.next()?.trim().parse().ok()?;
    let day: u8 = parts.next()?.trim().parse().ok()?;
    let year: u16 = parts.next()?.trim().parse().ok()?;
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u8::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let real =
        (1..=12).contains(&month) && (1..=days).contains(&day) && (1000..=9999).contains(&year);
    (parts.next().is_none() && real).then_some(Date { year, month, day })
}

/// A text of the metadata with the words of the includes that it names, which the format leaves as
/// they are written.
pub(super) fn plain(corpus: &Corpus, from: &str, text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("[!") {
        let Some(include) = crate::article::include(&rest[start..]) else {
            let (before, after) = rest.split_at(start + 2);
            plain.push_str(before);
            rest = after;
            continue;
        };
        plain.push_str(&rest[..start]);
        rest = &rest[start + include.length..];
        let contexts = [Context::Inline, Context::Block];
        let found = contexts.iter().find_map(|&c| corpus.include(from, &include.path, c));
        match found {
            Some((_, article)) => {
                plain.push_str(article.body.plain_text(&article.body.nodes).trim());
            }
            None => plain.push_str(include.title),
        }
    }
    plain + rest
}

/// Keys that the build reads as one text.
const TEXTS: [&str; 18] = [
    "_tocRel",
    "author",
    "breadcrumb_path",
    "layout",
    "monikerRange",
    "ms.author",
    "ms.prod",
    "ms.service",
    "ms.subservice",
    "ms.technology",
    "ms.topic",
    "page_type",
    "robots",
    "tilde_path",
    "title",
    "titleSuffix",
    "uid",
    "zone_pivot_groups",
];

/// Whether a key takes one text.
#[must_use]
pub fn takes_text(key: &str) -> bool {
    TEXTS.contains(&key)
}

/// Finds keys of a header that hold a list or pairs where the build reads one text.
pub(super) fn check_types(
    corpus: &Corpus,
    file: FileId,
    article: Option<&Article>,
    own: &Metadata,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for key in TEXTS {
        let Some(what) = own.get(key).and_then(kind) else { continue };
        let source = corpus.tree.file(file);
        let text = source.text.as_deref().unwrap_or("");
        let span = match article {
            Some(article) => article.front_matter.place(text, key),
            None => key_span(corpus, file, None, key),
        };
        diagnostics.push(wrong_type(&source.path, span, key, what));
    }
}

/// Checks that a relative `breadcrumb_path` leads to a table of contents (format §5). Others are
/// addresses of the published site.
pub(super) fn check_breadcrumb(
    corpus: &Corpus,
    from: &Arc<str>,
    value: Option<&Value>,
    span: impl Fn() -> Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(written) = value.and_then(Value::as_str) else { return };
    let Target::Relative { path: wanted, .. } = target::parse(written) else { return };
    let resolved = corpus.tree.resolve(from, &wanted);
    let published_as = |extension| format!("{}.{extension}", path::stem(&resolved));
    let is_there = corpus.tree.find(&resolved).is_some()
        || ["yml", "md", "json"].iter().any(|e| corpus.tree.find(&published_as(e)).is_some());
    if !is_there {
        let message = format!("`{wanted}` is not there");
        diagnostics.push(
            Diagnostic::new(&target::FILE_NOT_FOUND, from, span(), message)
                .help("name the table of contents that holds the breadcrumbs"),
        );
    }
}

/// Finds the same in the configuration.
pub(super) fn check_configuration(
    config: &Config,
    corpus: &Corpus,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let docfx = &config.docfx;
    let file = docfx.name();
    let key = "breadcrumb_path";
    let place = || docfx.place(&["globalMetadata", key]).map_or(Span::file(), |(_, value)| value);
    check_breadcrumb(corpus, &file, docfx.global_metadata.get(key), place, diagnostics);
    let mut report = |keys: &[&str], key: &str, what: &str| {
        let span = docfx.place(keys).map_or(Span::file(), |(_, value)| value);
        diagnostics.push(wrong_type(&file, span, key, what));
    };
    for key in TEXTS {
        if let Some(what) = docfx.global_metadata.get(key).and_then(kind) {
            report(&["globalMetadata", key], key, what);
        }
    }
    for entry in docfx.file_metadata.iter().filter(|entry| takes_text(&entry.key)) {
        for (glob, value) in &entry.values {
            if let Some(what) = kind(value) {
                report(&["fileMetadata", &entry.key, glob.written()], &entry.key, what);
            }
        }
    }
}

fn kind(value: &Value) -> Option<&'static str> {
    match value {
        Value::Array(_) => Some("a list"),
        Value::Object(_) => Some("`key: value` pairs"),
        _ => None,
    }
}

fn wrong_type(file: &Arc<str>, span: Span, key: &str, what: &str) -> Diagnostic {
    let message = format!("`{key}` holds {what} where one text is expected");
    Diagnostic::new(&yaml::VIOLATE_SCHEMA, file, span, message)
        .help("write one value behind the key")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s2_dates() {
        let date = |text| parse_date(text).map(Date::iso);
        assert_eq!(date("7/20/2022").as_deref(), Some("2022-07-20"));
        assert_eq!(date("07/02/2022").as_deref(), Some("2022-07-02"));
        assert_eq!(date("2/29/2023"), None);
        assert_eq!(date("2022-07-20"), None);
    }
}
