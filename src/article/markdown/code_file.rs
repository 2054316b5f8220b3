//! `[!code-lang[name](path?query#tag "title")]`, `[!notebook-lang[…](…)]` and `:::code` (format
//! §4): which lines or cell of which file, shown how. Reading the file is the link stage's work.

use super::directive::{Attribute, strip_prefix_ignore_case};
use crate::article::Snippet;

/// Reads a `[!code…]` or `[!notebook…]` that fills all of `text`.
pub(super) fn bracket(text: &str) -> Option<Snippet> {
    let text = text.trim_end();
    let (after, notebook) = match strip_prefix_ignore_case(text, "[!code") {
        Some(after) => (after, false),
        None => (strip_prefix_ignore_case(text, "[!notebook")?, true),
    };
    let open = after.find('[')?;
    let language = match after[..open].strip_prefix('-') {
        Some(language) => Some(language.trim().to_owned()).filter(|l| !l.is_empty()),
        None if after[..open].trim().is_empty() => None,
        None => return None,
    };
    let rest = &after[open + 1..];
    let name_end = unescaped(rest, ']')?;
    let target = rest[name_end + 1..].trim_start().strip_prefix('(')?;
    let target = target.trim_end().strip_suffix(']')?.trim_end().strip_suffix(')')?;
    let (target, title) = match target.find('"') {
        Some(quote) => {
            let title = target[quote + 1..].trim_end().trim_end_matches('"');
            (&target[..quote], Some(title.to_owned()))
        }
        None => (target, None),
    };
    let (target, fragment) = match target.split_once('#') {
        Some((target, fragment)) => (target, Some(fragment.trim())),
        None => (target, None),
    };
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, query.trim()),
        None => (target, ""),
    };
    let path = path.trim();
    let path = path.strip_prefix('<').and_then(|p| p.strip_suffix('>')).unwrap_or(path);
    let mut snippet = Snippet {
        path: path.to_owned(),
        language,
        notebook,
        name: Some(rest[..name_end].replace('\\', "")).filter(|name| !name.is_empty()),
        title: title.filter(|title| !title.is_empty()),
        ..Snippet::default()
    };
    read_query(&mut snippet, query);
    match fragment {
        Some(fragment) if !fragment.is_empty() => match line_fragment(fragment) {
            Some(range) => snippet.ranges = vec![range],
            None => snippet.tag = Some(fragment.to_owned()),
        },
        _ => {}
    }
    Some(snippet)
}

/// Where a character stands first without a backslash before it.
fn unescaped(text: &str, wanted: char) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let found = c == wanted && !escaped;
        escaped = c == '\\' && !escaped;
        found.then_some(at)
    })
}

/// Reads the attributes of a `:::code`.
pub(super) fn triple_colon(attributes: &[Attribute]) -> Snippet {
    let get = |name: &str| {
        attributes
            .iter()
            .find(|a| a.name == name)
            .map(|a| a.value.clone())
            .filter(|v| !v.is_empty())
    };
    Snippet {
        path: get("source").unwrap_or_default(),
        language: get("language"),
        triple_colon: true,
        tag: get("id"),
        ranges: get("range").map(|range| ranges(&range)).unwrap_or_default(),
        highlight: get("highlight"),
        interactive: get("interactive"),
        ..Snippet::default()
    }
}

fn read_query(snippet: &mut Snippet, query: &str) {
    let (mut start, mut end) = (None, None);
    for item in query.split('&').filter(|item| !item.is_empty()) {
        let Some((key, value)) = item.split_once('=') else { break };
        match key.trim().to_ascii_lowercase().as_str() {
            "name" => snippet.tag = Some(value.trim().to_owned()),
            "range" => snippet.ranges = ranges(value),
            "start" => start = value.trim().parse::<u32>().ok(),
            "end" => end = value.trim().parse::<u32>().ok(),
            "highlight" => snippet.highlight = Some(value.trim().to_owned()),
            "dedent" => snippet.dedent = value.trim().parse().ok(),
            _ => break,
        }
    }
    // `start` alone is one line; `end` alone says nothing (as the format's engine has it).
    if let Some(start) = start {
        snippet.ranges = vec![(start, Some(end.unwrap_or(start)))];
    }
}

/// `1-4,7-,9`.
pub(super) fn ranges(text: &str) -> Vec<(u32, Option<u32>)> {
    text.split(',')
        .filter_map(|part| {
            let part = part.trim();
            match part.split_once('-') {
                Some((start, "")) => Some((start.trim().parse().ok()?, None)),
                Some((start, end)) => {
                    Some((start.trim().parse().ok()?, Some(end.trim().parse().ok()?)))
                }
                None => {
                    let line = part.parse().ok()?;
                    Some((line, Some(line)))
                }
            }
        })
        .collect()
}

/// `L5`, `L5-L9`, `L5-`.
fn line_fragment(fragment: &str) -> Option<(u32, Option<u32>)> {
    let number = |text: &str| strip_prefix_ignore_case(text, "L")?.parse::<u32>().ok();
    match fragment.split_once('-') {
        Some((start, "")) => Some((number(start)?, None)),
        Some((start, end)) => Some((number(start)?, Some(number(end)?))),
        None => number(fragment).map(|line| (line, Some(line))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_code_grammar() {
        let s = bracket("[!code-csharp[Main](a/b.cs?range=1-4,7-&highlight=2 \"T\")]")
            .unwrap_or_default();
        assert_eq!(s.path, "a/b.cs");
        assert_eq!(s.language.as_deref(), Some("csharp"));
        assert_eq!(s.ranges, [(1, Some(4)), (7, None)]);
        assert_eq!(s.highlight.as_deref(), Some("2"));
        assert_eq!((s.name.as_deref(), s.title.as_deref()), (Some("Main"), Some("T")));
        let s = bracket("[!code-cpp[x#1](../codesnippet/a_1.cpp)]").unwrap_or_default();
        assert_eq!(s.path, "../codesnippet/a_1.cpp");
        let s = bracket("[!code[x](a.cs#Snippet1)]").unwrap_or_default();
        assert_eq!((s.tag.as_deref(), s.language), (Some("Snippet1"), None));
        let s = bracket("[!code-xml[x](a.xml#L5-L9)]").unwrap_or_default();
        assert_eq!(s.ranges, [(5, Some(9))]);
        let s = bracket("[!code-xml[x](a.xml?start=5)]").unwrap_or_default();
        assert_eq!(s.ranges, [(5, Some(5))]);
        assert!(bracket("[!codex[x](a.xml)]").is_none());
    }
}
