//! The pages of error codes: one page, or where it would be too long one for each range of codes,
//! and a list of all of them.

use serde_json::{Value, json};

use super::context::{escape, href, roles};
use super::model::{Code, Entry};
use crate::path::{encode_fragment, relative_url};

/// Codes on one page, at most: some 100 KB of HTML.
const MOST: usize = 200;

/// So many stand on one page alone, which is easier to look through than several.
const ALONE: usize = 300;

/// The codes by page: neighbours, and where there are enough of them those of one kind (`LNK…`).
/// One page where all have room.
#[must_use]
pub fn ranges(codes: &[Code]) -> Vec<&[Code]> {
    if codes.len() <= ALONE {
        return if codes.is_empty() { Vec::new() } else { vec![codes] };
    }
    let mut ranges: Vec<&[Code]> = Vec::new();
    // Small kinds that follow each other share a page.
    let (mut start, mut end) = (0, 0);
    for kind in codes.chunk_by(|a, b| kind(&a.code) == kind(&b.code)) {
        if end - start + kind.len() > MOST && end > start {
            ranges.push(&codes[start..end]);
            start = end;
        }
        end += kind.len();
        if kind.len() > MOST {
            let pages = kind.len().div_ceil(MOST);
            ranges.extend(kind.chunks(kind.len().div_ceil(pages)));
            start = end;
        }
    }
    if end > start {
        ranges.push(&codes[start..end]);
    }
    ranges
}

/// The letters that a code begins with.
fn kind(code: &str) -> String {
    code.chars().take_while(|c| !c.is_ascii_digit()).flat_map(char::to_lowercase).collect()
}

/// What a range is called: its first and last code.
#[must_use]
pub fn range_name(codes: &[Code]) -> String {
    match codes {
        [] => String::new(),
        [only] => only.code.clone(),
        [first, .., last] => format!("{} – {}", first.code, last.code),
    }
}

/// Error codes for a template: `{ count, codes: [{ id, code, meanings }] }`. `page` is the site path
/// of the page that shows them.
#[must_use]
pub fn codes_context(codes: &[Code], page: &str) -> Value {
    let shown: Vec<Value> = codes
        .iter()
        .map(|code| json!({ "id": code.id, "code": code.code, "meanings": meanings(code, page) }))
        .collect();
    json!({ "count": codes.len(), "codes": shown })
}

/// A list of all codes for a template: `{ count, ranges: [{ title, href, codes: [{ code, href }] }] }`.
/// Each range comes with the site path of its page.
#[must_use]
pub fn ranges_context(ranges: &[(String, &[Code])], page: &str) -> Value {
    let shown: Vec<Value> = ranges
        .iter()
        .map(|(path, codes)| {
            let own = relative_url(page, path);
            let links: Vec<Value> = codes
                .iter()
                .map(|code| {
                    json!({ "code": code.code, "href": format!("{own}#{}", encode_fragment(&code.id)) })
                })
                .collect();
            json!({ "title": range_name(codes), "href": own, "codes": links })
        })
        .collect();
    let count: usize = ranges.iter().map(|(_, codes)| codes.len()).sum();
    json!({ "count": count, "ranges": shown })
}

/// What every code means, for the filter of the list of all: a script with one call, whose argument
/// has a text for each code, in their order.
#[must_use]
pub fn meanings_script(codes: &[Code]) -> String {
    let texts: Vec<String> = codes
        .iter()
        .map(|code| {
            let texts: Vec<&str> =
                grouped(code).iter().map(|entries| entries[0].symptom.as_str()).collect();
            texts.join(" / ")
        })
        .collect();
    format!("guidepostCodes({});\n", json!(texts))
}

/// The entries of a code by what it means. Messages are the same when they differ in case and
/// punctuation only. None is empty.
fn grouped(code: &Code) -> Vec<Vec<&Entry>> {
    let same = |entry: &Entry| -> String {
        entry.symptom.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let mut found: Vec<(String, Vec<&Entry>)> = Vec::new();
    for entry in &code.entries {
        let key = same(entry);
        match found.iter_mut().find(|(own, _)| *own == key) {
            Some((_, entries)) => entries.push(entry),
            None => found.push((key, vec![entry])),
        }
    }
    found.into_iter().map(|(_, entries)| entries).collect()
}

/// What a code means, each meaning once, with the pages that say so.
fn meanings(code: &Code, page: &str) -> Vec<Value> {
    grouped(code)
        .into_iter()
        .filter_map(|entries| {
            let first = *entries.first()?;
            let step = entries.iter().find_map(|entry| entry.first_step.as_ref());
            let pages: Vec<Value> = entries
                .iter()
                .map(|entry| {
                    json!({
                        "title": entry.page_title,
                        "href": href(entry, page),
                        "date": entry.date.map(crate::site::document::Date::iso),
                    })
                })
                .collect();
            Some(json!({
                "symptom": escape(&first.symptom),
                "href": href(first, page),
                "first_step": step,
                "roles": roles(first),
                "pages": pages,
            }))
        })
        .collect()
}
