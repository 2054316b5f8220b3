//! The versions that one file is for, with what is wrong about how it says so (format §9).

use std::sync::Arc;

use serde_json::Value;

use super::corpus::Corpus;
use super::metadata::{effective_metadata, key_span};
use super::monikers::{
    DUPLICATE_MONIKER_CONFIG, MONIKER_RANGE_INVALID, MONIKER_RANGE_OUT_OF_SCOPE,
    MONIKER_RANGE_UNDEFINED, Monikers, NULL_ARRAY_VALUE, Problem, Set, Stated,
};
use crate::article::front_matter::FrontMatter;
use crate::article::{Context, Metadata};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};
use crate::source::FileId;
use crate::{path, yaml};

/// The versions of a page, by its group and its metadata.
pub(super) fn of_file(
    config: &Config,
    corpus: &Corpus,
    monikers: &Monikers,
    file: FileId,
    metadata: &Metadata,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Set> {
    let source = corpus.tree.file(file);
    let article = corpus.articles.get(&(file, Context::Block));
    let text = source.text.as_deref().unwrap_or("");
    let place = |key: &str, item: Option<usize>| match (article, item) {
        (Some(article), Some(item)) => article.front_matter.item_place(text, key, item),
        _ => key_span(corpus, file, article, key),
    };
    let own = |key: &str| match article {
        Some(article) => article.front_matter.metadata.contains_key(key),
        None => true,
    };
    decide(config, monikers, Stated { source, metadata }, (own, place), diagnostics)
}

/// The versions of a table of contents.
pub(super) fn of_toc(
    config: &Config,
    corpus: &Corpus,
    monikers: &Monikers,
    file: FileId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Set> {
    let source = corpus.tree.file(file);
    let text = source.text.as_deref().unwrap_or("");
    // The header is read for this only, and few have one.
    let mut header = FrontMatter::default();
    if text.contains("oniker") {
        if path::extension(&source.path).eq_ignore_ascii_case("md") {
            header = FrontMatter::of(&source.path, text);
        } else if let Ok(mut value) = yaml::parse_last_wins(text)
            && let Some(Value::Object(metadata)) = value.get_mut("metadata").map(Value::take)
        {
            header.metadata = metadata;
        }
    }
    let metadata = effective_metadata(config, &source.path, &header.metadata);
    let place = |key: &str, item: Option<usize>| match (header.span == Span::default(), item) {
        (true, _) => key_span(corpus, file, None, key),
        (false, Some(item)) => header.item_place(text, key, item),
        (false, None) => header.value_span(text, key),
    };
    let own = |key: &str| header.metadata.contains_key(key);
    decide(config, monikers, Stated { source, metadata: &metadata }, (own, place), diagnostics)
}

/// Decides on the versions. `own` tells whether a key stands in the file itself, `place` where; else
/// it comes from the configuration.
fn decide(
    config: &Config,
    monikers: &Monikers,
    stated: Stated<'_>,
    (own_key, place): (impl Fn(&str) -> bool, impl Fn(&str, Option<usize>) -> Span),
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Set> {
    let Stated { source, metadata } = stated;
    let mut problems = Vec::new();
    let own = monikers.of_file(stated, &mut problems);
    for problem in problems {
        let key = match problem {
            Problem::Invalid(key, _)
            | Problem::OutOfScope(key)
            | Problem::Undefined(key)
            | Problem::Null(key, _) => key,
            Problem::Both => "monikers",
        };
        let item = match (&problem, metadata.get(key)) {
            (Problem::Null(_, item), _) => Some(*item),
            (_, Some(Value::Array(_))) => Some(0),
            _ => None,
        };
        let (file, span) = if own_key(key) {
            (Arc::clone(&source.path), place(key, item))
        } else {
            configured(config, &source.path, key)
        };
        let written = metadata.get(key).map(written).unwrap_or_default();
        let (code, message, help) = match problem {
            Problem::Invalid(_, why) => (
                &MONIKER_RANGE_INVALID,
                format!("the range in `{key}` cannot be read: {why}"),
                "write versions as in `>=contoso-1 <contoso-3`",
            ),
            Problem::OutOfScope(_) => (
                &MONIKER_RANGE_OUT_OF_SCOPE,
                format!("`{written}` has no version in common with the group of the file"),
                "widen the range here or in docfx.json",
            ),
            Problem::Undefined(_) => (
                &MONIKER_RANGE_UNDEFINED,
                format!("`{written}` chooses among the versions of a group that has none"),
                "give the group of the file a range in docfx.json",
            ),
            Problem::Both => (
                &DUPLICATE_MONIKER_CONFIG,
                "`monikers` is ignored, since `monikerRange` is there too".to_owned(),
                "remove one of the two",
            ),
            Problem::Null(_, index) => (
                &NULL_ARRAY_VALUE,
                format!("item {} of `{key}` is empty", index + 1),
                "fill it in or remove it",
            ),
        };
        diagnostics.push(Diagnostic::new(code, &file, span, message).help(help));
    }
    own
}

/// Where the configuration gives a file the value of a key.
fn configured(config: &Config, path: &str, key: &str) -> (Arc<str>, Span) {
    let docfx = &config.docfx;
    let entry = docfx.file_metadata.iter().rev().find_map(|entry| {
        let mut values = entry.values.iter().rev();
        let glob = values.find(|(glob, _)| entry.key == key && glob.matches(path))?.0.written();
        docfx.place(&["fileMetadata", key, glob])
    });
    let place = entry.or_else(|| docfx.place(&["globalMetadata", key]));
    (docfx.name(), place.map_or(Span::file(), |(_, value)| value))
}

fn written(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            list.iter().filter_map(yaml::scalar_text).collect::<Vec<_>>().join(", ")
        }
        one => yaml::scalar_text(one).unwrap_or_default(),
    }
}
