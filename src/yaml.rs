//! YAML values as JSON, and where in the text each of them stands.
//!
//! `serde_yaml` decides what a text means; it gives no positions, so a second, lazy pass over the
//! parser events of `saphyr-parser` finds them when a diagnostic or embedded Markdown needs one.

use crate::diagnostic::{Code, Severity};
use std::cell::Cell;
use std::ops::Range;

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Number, Value};

use crate::source_map::SourceMap;

/// A YAML file that cannot be read.
pub static YAML_SYNTAX_ERROR: Code = Code {
    name: "yaml-syntax-error",
    severity: Severity::Error,
    summary: "A YAML file cannot be read.",
    explanation: "Nothing of the file is used. Check indentation, quotes, and colons inside values.",
    wrong: "title: Billing: questions",
    right: "title: \"Billing: questions\"",
};

/// A value that has not the shape that the build reads.
pub static VIOLATE_SCHEMA: Code = Code {
    name: "violate-schema",
    severity: Severity::Warning,
    summary: "A value does not have the shape that is expected at its place.",
    explanation: "A YAML page has the shape of its kind, and metadata that the build reads, such as `title`, is one text. What has the wrong shape is left out.",
    wrong: "sections: none",
    right: "sections:\n- name: General\n  questions: []",
};

/// Why a text is not YAML.
#[derive(Clone, Debug)]
pub struct YamlError {
    /// Byte offset of the fault.
    pub offset: usize,
    /// What is wrong, without its position.
    pub message: String,
    /// A key stands twice in one mapping.
    pub is_repeated_key: bool,
}

impl YamlError {
    fn new(text: &str, error: &serde_yaml::Error) -> Self {
        let offset = error.location().map_or(0, |location| location.index().min(text.len()));
        let mut message = error.to_string();
        if let Some(at) = message.find(" at line ") {
            message.truncate(at);
        }
        let is_repeated_key = message.contains("duplicate entry");
        Self { offset: floor(text, offset), message, is_repeated_key }
    }
}

/// Parses one YAML document.
///
/// # Errors
/// Where and why the text is not YAML.
pub fn parse(text: &str) -> Result<Value, YamlError> {
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Ok(value) => Ok(to_json(value, 0)),
        Err(error) => Err(YamlError::new(text, &error)),
    }
}

/// Parses a document of which keys may stand twice: the last one counts (§2).
///
/// # Errors
/// Where and why the text is not YAML.
pub fn parse_last_wins(text: &str) -> Result<Value, YamlError> {
    serde_yaml::from_str(text).map_err(|error| YamlError::new(text, &error))
}

/// Keys that stood before in the same mapping, each with its place, in the order of the text.
#[must_use]
pub fn repeated_keys(text: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut stack = vec![places(text)];
    while let Some(place) = stack.pop() {
        for (i, (key, range, _)) in place.entries.iter().enumerate() {
            if place.entries[..i].iter().any(|(earlier, ..)| earlier == key) {
                found.push((key.clone(), range.clone()));
            }
        }
        stack.extend(place.items);
        stack.extend(place.entries.into_iter().map(|(.., value)| value));
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

fn floor(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Values nested deeper than this become null: no real page comes near, and recursion stays shallow.
const MAX_DEPTH: usize = 64;

fn to_json(value: serde_yaml::Value, depth: usize) -> Value {
    use serde_yaml::Value as Yaml;
    if depth > MAX_DEPTH {
        return Value::Null;
    }
    match value {
        Yaml::Null => Value::Null,
        Yaml::Bool(b) => Value::Bool(b),
        Yaml::Number(n) => n
            .as_i64()
            .map(Number::from)
            .or_else(|| n.as_u64().map(Number::from))
            .or_else(|| n.as_f64().and_then(Number::from_f64))
            .map_or_else(|| Value::String(n.to_string()), Value::Number),
        Yaml::String(s) => Value::String(s),
        Yaml::Sequence(items) => items.into_iter().map(|item| to_json(item, depth + 1)).collect(),
        Yaml::Mapping(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                let key = match to_json(key, depth + 1) {
                    Value::String(key) => key,
                    other => other.to_string(),
                };
                map.insert(key, to_json(value, depth + 1));
            }
            Value::Object(map)
        }
        Yaml::Tagged(tagged) => to_json(tagged.value, depth + 1),
    }
}

/// The text form of a scalar: the format accepts numbers where it expects a string (§2).
#[must_use]
pub fn scalar_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A YAML value's place in its text.
#[derive(Clone, Debug, Default)]
pub struct Place {
    /// Bytes of the value: of a block scalar, from its indicator to its last line.
    pub range: Range<usize>,
    /// Items of a sequence.
    items: Vec<Place>,
    /// Keys of a mapping with the bytes of the key.
    entries: Vec<(String, Range<usize>, Place)>,
}

impl Place {
    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entries.iter().rev().find(|(name, ..)| name == key).map(|(.., place)| place)
    }

    /// The bytes of a key itself.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<Range<usize>> {
        self.entries.iter().rev().find(|(name, ..)| name == key).map(|(_, range, _)| range.clone())
    }

    /// An item of a sequence.
    #[must_use]
    pub fn item(&self, index: usize) -> Option<&Self> {
        self.items.get(index)
    }
}

/// Finds where every value of a document stands. A text that cannot be read gives an empty place.
#[must_use]
pub fn places(text: &str) -> Place {
    let offsets = Offsets::new(text);
    let mut parser = Parser::new_from_str(text);
    let mut stack: Vec<Frame> = Vec::new();
    while let Some(Ok((event, span))) = parser.next_event() {
        let range = offsets.byte(span.start.line(), span.start.col())
            ..offsets.byte(span.end.line(), span.end.col());
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if stack.len() > MAX_DEPTH * 2 {
                    return Place::default();
                }
                let mapping = matches!(event, Event::MappingStart(..));
                stack.push(Frame {
                    mapping,
                    key: None,
                    place: Place { range, ..Place::default() },
                });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(mut frame) = stack.pop() else { return Place::default() };
                frame.place.range.end = range.end;
                match stack.last_mut() {
                    Some(parent) => parent.add(String::new(), frame.place),
                    None => return frame.place,
                }
            }
            Event::Scalar(value, ..) => {
                let place = Place { range, ..Place::default() };
                match stack.last_mut() {
                    Some(parent) => parent.add(value.into_owned(), place),
                    None => return place,
                }
            }
            Event::Alias(_) => {
                if let Some(parent) = stack.last_mut() {
                    parent.add(String::new(), Place { range, ..Place::default() });
                }
            }
            _ => {}
        }
    }
    Place::default()
}

struct Frame {
    mapping: bool,
    key: Option<(String, Range<usize>)>,
    place: Place,
}

impl Frame {
    fn add(&mut self, scalar: String, place: Place) {
        if !self.mapping {
            self.place.items.push(place);
        } else if let Some((name, range)) = self.key.take() {
            self.place.entries.push((name, range, place));
        } else {
            self.key = Some((scalar, place.range));
        }
    }
}

/// Lines and columns in characters to bytes.
struct Offsets<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// The line, column and byte asked for last: places come nearly in order, and a line may be
    /// long.
    last: Cell<(usize, usize, usize)>,
}

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1))
            .collect();
        Self { text, starts, last: Cell::new((0, 0, 0)) }
    }

    fn byte(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else { return self.text.len() };
        let (last_line, last_column, last_byte) = self.last.get();
        let (from, ahead) = if last_line == line && last_column <= column {
            (last_byte, column - last_column)
        } else {
            (start, column)
        };
        let rest = &self.text[from..];
        let byte = rest.char_indices().nth(ahead).map_or(self.text.len(), |(i, _)| from + i);
        self.last.set((line, column, byte));
        byte
    }
}

/// Leads from the text of a scalar back to the YAML text that spells it, line by line where the
/// lines stand there as they are, else word by word.
#[must_use]
pub fn scalar_map(yaml: &str, place: &Range<usize>, value: &str) -> SourceMap {
    let mut map = SourceMap::default();
    let end = place.end.min(yaml.len());
    let mut cursor = place.start.min(end);
    map.push(0, cursor, 0);
    let mut at = 0;
    for line in value.split_inclusive('\n') {
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        let source = yaml.get(cursor..end).unwrap_or("");
        if trimmed.is_empty() {
            // Nothing on it to find.
        } else if let Some(found) = source.find(trimmed) {
            map.push(at + lead, cursor + found, trimmed.len());
            cursor += found + trimmed.len();
        } else {
            for word in trimmed.split_whitespace() {
                let word_at = at + (word.as_ptr() as usize - line.as_ptr() as usize);
                if let Some(found) = yaml.get(cursor..end).and_then(|rest| rest.find(word)) {
                    map.push(word_at, cursor + found, word.len());
                    cursor += found + word.len();
                }
            }
        }
        at += line.len();
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_to_values() {
        let text = "a:\n  - b: ö x\n    c: |\n      one\n      two\n";
        let places = places(text);
        let item = places.get("a").and_then(|a| a.item(0)).cloned().unwrap_or_default();
        let b = item.get("b").map(|p| &text[p.range.clone()]);
        assert_eq!(b, Some("ö x"));
        let c = item.get("c").map(|p| p.range.clone()).unwrap_or_default();
        let map = scalar_map(text, &c, "one\ntwo\n");
        assert_eq!(&text[map.to_source(0)..][..3], "one");
        assert_eq!(&text[map.to_source(4)..][..3], "two");
    }

    #[test]
    fn folded_text_maps_by_word() {
        let text = "a: \"one\n  two\"\n";
        let value =
            parse(text).ok().and_then(|v| v["a"].as_str().map(str::to_owned)).unwrap_or_default();
        assert_eq!(value, "one two");
        let places = places(text);
        let range = places.get("a").map(|p| p.range.clone()).unwrap_or_default();
        let map = scalar_map(text, &range, &value);
        assert_eq!(&text[map.to_source(4)..][..3], "two");
    }

    #[test]
    fn errors_have_a_place() {
        let error = parse("a: [1\nb: 2\n").err();
        assert!(error.is_some_and(|e| e.offset > 0 && !e.message.contains("line")));
    }
}
