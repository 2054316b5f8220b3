//! The lines of a sample file that a snippet shows (format §4).

use serde_json::Value;

use crate::article::Snippet;
use crate::path;

/// What a snippet shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SnippetText {
    /// The code, each line with its newline.
    pub text: String,
    /// Language for highlighting and the class of the code; `None` when none was written.
    pub language: Option<String>,
    /// Marked runnable.
    pub interactive: bool,
    /// The tag or range that was asked for is not in the file, or nothing is in it.
    pub missing: bool,
    /// The language or extension, when its marks are not known.
    pub unknown_language: Option<String>,
}

/// Cuts a snippet out of its file.
#[must_use]
pub(super) fn extract(snippet: &Snippet, source: &str) -> SnippetText {
    let extension = path::extension(&snippet.path).to_lowercase();
    let (language, interactive) = match snippet.language.as_deref() {
        Some(language) => match language.strip_suffix("-interactive") {
            Some(language) => (Some(language.to_owned()), true),
            None => (Some(language.to_owned()), false),
        },
        None if snippet.triple_colon => (language_of(&extension).map(str::to_owned), false),
        None => (None, false),
    };
    let interactive = interactive || snippet.interactive.is_some();
    if snippet.notebook {
        let cell = notebook_cell(source, snippet.tag.as_deref().unwrap_or_default());
        let (missing, text) = (cell.is_none(), cell.unwrap_or_default());
        return SnippetText { text, language, interactive, missing, unknown_language: None };
    }
    // `:::code` goes by the file; the other form by the language its author wrote.
    let marker_key = match language.as_deref() {
        Some(language) if !snippet.triple_colon => language.to_owned(),
        _ => extension,
    };
    let styles = styles(&marker_key);
    let lines: Vec<&str> = source.lines().collect();
    let mut missing = false;
    let chosen: Vec<&str> = if let Some(tag) = &snippet.tag {
        let found = by_tag(&lines, tag, styles.unwrap_or(&ALL));
        missing = found.as_ref().is_none_or(Vec::is_empty);
        found.unwrap_or_default()
    } else if snippet.ranges.is_empty() {
        lines
    } else {
        snippet.ranges.iter().flat_map(|&(start, end)| range(&lines, start, end)).copied().collect()
    };
    let text = dedent(&chosen, snippet.dedent);
    missing |= snippet.tag.is_none() && !snippet.ranges.is_empty() && text.trim().is_empty();
    let unknown_language = styles.is_none().then_some(marker_key);
    SnippetText { text, language, interactive, missing, unknown_language }
}

/// The source of the one cell of a Jupyter notebook whose metadata has that name.
fn notebook_cell(source: &str, name: &str) -> Option<String> {
    let notebook: Value = serde_json::from_str(source).ok()?;
    let mut named = notebook["cells"].as_array()?.iter().filter(|c| c["metadata"]["name"] == name);
    let (cell, None) = (named.next()?, named.next()) else { return None };
    // A list of lines with their ends, or one text.
    let mut text: String = match &cell["source"] {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        source => source.as_str()?.to_owned(),
    };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Some(text)
}

fn range<'a, 's>(lines: &'s [&'a str], start: u32, end: Option<u32>) -> &'s [&'a str] {
    let start = (start.max(1) as usize - 1).min(lines.len());
    let end = end.map_or(lines.len(), |end| end as usize).min(lines.len()).max(start);
    &lines[start..end]
}

/// How a language marks a named part: what comes before the name, and what ends the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `//<name>` … `//</name>`, with this comment sign.
    Comment(&'static str),
    /// `<!--<name>-->` … `<!--</name>-->`.
    Xml,
    /// `/*<name>*/` … `/*</name>*/`.
    Css,
    /// `#region name` … `#endregion`.
    Region,
}

const ALL: [Style; 10] = [
    Style::Comment("//"),
    Style::Comment("#"),
    Style::Comment("'"),
    Style::Comment("--"),
    Style::Comment(";"),
    Style::Comment("%"),
    Style::Comment("rem"),
    Style::Xml,
    Style::Css,
    Style::Region,
];

/// A language: its name, the other names and extensions it goes by, and its marks.
type Language = (&'static str, &'static [&'static str], &'static [Style]);

const SLASHES: &[Style] = &[Style::Comment("//")];
const HASH: &[Style] = &[Style::Comment("#")];
const QUOTE: &[Style] = &[Style::Comment("'"), Style::Region, Style::Xml];
const SHARP: &[Style] = &[Style::Comment("//"), Style::Region, Style::Xml];
const XML: &[Style] = &[Style::Xml];
const MIXED: &[Style] = &[Style::Comment("//"), Style::Xml];
const DASHES: &[Style] = &[Style::Comment("--")];

/// Languages whose marks are known.
const LANGUAGES: [Language; 43] = [
    ("actionscript", &["as"], SLASHES),
    ("arduino", &["ino"], SLASHES),
    ("assembly", &["nasm", "asm"], SLASHES),
    ("batchfile", &["bat", "cmd"], &[Style::Comment("rem")]),
    (
        "cpp",
        &["c", "c++", "objective-c", "obj-c", "objc", "objectivec", "h", "hpp", "cc", "m"],
        SLASHES,
    ),
    ("csharp", &["cs", "asax"], SHARP),
    ("cshtml", &["aspx-cs", "aspx-csharp", "razor"], SHARP),
    ("css", &[], &[Style::Css]),
    ("cuda", &["cu", "cuh"], SLASHES),
    ("d", &["dlang"], SLASHES),
    ("erlang", &["erl"], &[Style::Comment("%")]),
    ("fsharp", &["fs", "fsi", "fsx"], SLASHES),
    ("go", &["golang"], SLASHES),
    ("handlebars", &["hbs"], XML),
    ("haskell", &["hs"], DASHES),
    ("hlsl", &["fx"], SLASHES),
    ("html", &["jsp", "asp", "aspx", "ascx", "master"], XML),
    ("java", &["gradle"], SLASHES),
    ("javascript", &["js", "node", "json"], SLASHES),
    ("lisp", &["lsp"], &[Style::Comment(";")]),
    ("lua", &[], DASHES),
    ("matlab", &[], &[Style::Comment("%")]),
    ("pascal", &["pas"], SLASHES),
    ("perl", &["pl"], HASH),
    ("php", &[], MIXED),
    ("powershell", &["posh", "ps1"], HASH),
    ("processing", &["pde"], SLASHES),
    ("python", &["py"], HASH),
    ("r", &[], HASH),
    ("react", &["tsx"], MIXED),
    ("ruby", &["ru", "erb", "rb", ""], &[Style::Comment("#"), Style::Xml]),
    ("rust", &["rs"], SLASHES),
    ("scala", &[], SLASHES),
    ("scss", &[], &[Style::Css, Style::Comment("//")]),
    ("shell", &["sh", "bash"], HASH),
    ("smalltalk", &["st"], SLASHES),
    ("sql", &[], DASHES),
    ("swift", &[], SLASHES),
    ("typescript", &["ts"], SLASHES),
    ("vb", &["vbnet", "vbscript", "bas", "vbs", "vba"], QUOTE),
    ("vbhtml", &["aspx-vb"], QUOTE),
    ("xaml", &[], XML),
    ("xml", &["xsl", "xslt", "xsd", "wsdl", "csdl", "edmx", "vsixmanifest", "config", "dtd"], XML),
];

/// Languages that tell nothing of marks, by their extensions.
const UNMARKED: [(&str, &str); 3] = [("htm", "html"), ("yaml", "yaml"), ("yml", "yaml")];

fn known(name: &str) -> Option<&'static Language> {
    LANGUAGES.iter().find(|(language, others, _)| *language == name || others.contains(&name))
}

/// The marks of a language; none when it is not known.
fn styles(language: &str) -> Option<&'static [Style]> {
    known(language.trim_start_matches('.')).map(|(_, _, styles)| *styles)
}

/// The language a file's extension stands for.
fn language_of(extension: &str) -> Option<&'static str> {
    let unmarked = || UNMARKED.iter().find(|(other, _)| *other == extension);
    known(extension).map(|(language, ..)| *language).or_else(|| unmarked().map(|(_, name)| *name))
}

/// A line that begins or ends a named part.
enum Mark {
    Start(String),
    /// The name, or none when any open part ends.
    End(Option<String>),
}

fn mark(line: &str, style: Style) -> Option<Mark> {
    let packed: String =
        line.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let inner = match style {
        Style::Region => {
            if packed.starts_with("#endregion") || packed == "#endregion" {
                return Some(Mark::End(None));
            }
            let name = packed.strip_prefix("#region")?;
            return is_name(name).then(|| Mark::Start(name.to_owned()));
        }
        Style::Comment(sign) => packed.strip_prefix(sign)?,
        Style::Xml => packed.strip_prefix("<!--")?.strip_suffix("-->")?,
        Style::Css => packed.strip_prefix("/*")?.strip_suffix("*/")?,
    };
    let inner = inner.strip_prefix('<')?.strip_suffix('>')?;
    match inner.strip_prefix('/') {
        Some(name) if is_name(name) => Some(Mark::End(Some(name.to_owned()))),
        None if is_name(inner) => Some(Mark::Start(inner.to_owned())),
        _ => None,
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'))
}

/// The lines of a named part; `snippet` may stand before its name. Marks inside are left out.
fn by_tag<'a>(lines: &[&'a str], tag: &str, styles: &[Style]) -> Option<Vec<&'a str>> {
    let tag = tag.to_lowercase();
    for &style in styles {
        for name in [tag.clone(), format!("snippet{tag}")] {
            if let Some(part) = part(lines, &name, style) {
                return Some(part);
            }
        }
    }
    None
}

fn part<'a>(lines: &[&'a str], name: &str, style: Style) -> Option<Vec<&'a str>> {
    let marks: Vec<Option<Mark>> = lines.iter().map(|line| mark(line, style)).collect();
    let start = marks.iter().rposition(|mark| matches!(mark, Some(Mark::Start(n)) if n == name))?;
    let mut depth = 0;
    let mut taken = Vec::new();
    for (line, mark) in lines[start + 1..].iter().zip(&marks[start + 1..]) {
        match mark {
            None => taken.push(*line),
            Some(Mark::Start(_)) => depth += 1,
            Some(Mark::End(Some(end))) if end == name => return Some(taken),
            Some(Mark::End(None)) if depth == 0 => return Some(taken),
            Some(Mark::End(None)) => depth -= 1,
            Some(Mark::End(Some(_))) => {}
        }
    }
    None
}

/// Takes the columns away that all lines share, or as many as were asked for.
fn dedent(lines: &[&str], columns: Option<u32>) -> String {
    let expanded: Vec<String> = lines.iter().map(|line| expand_tabs(line)).collect();
    let indentation = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let common =
        expanded.iter().filter(|line| !line.is_empty()).map(indentation).min().unwrap_or(0);
    let take = columns.map_or(common, |columns| columns as usize);
    let mut text = String::new();
    for line in &expanded {
        text.push_str(&line[take.min(indentation(line))..]);
        text.push('\n');
    }
    text
}

/// Leading tabs as blanks, with stops every four columns.
fn expand_tabs(line: &str) -> String {
    let rest = line.trim_start_matches([' ', '\t']);
    let mut column = 0;
    for c in line[..line.len() - rest.len()].chars() {
        column += if c == '\t' { 4 - column % 4 } else { 1 };
    }
    " ".repeat(column) + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(snippet: &Snippet, source: &str) -> String {
        extract(snippet, source).text
    }

    #[test]
    fn s4_tags() {
        let source =
            "a\n  // <Snippet1>\n  b\n    // <inner>\n    c\n    //</inner>\n  //</snippet1>\n";
        let snippet = |tag: &str| Snippet {
            path: "a.cs".into(),
            language: Some("csharp".into()),
            tag: Some(tag.into()),
            ..Snippet::default()
        };
        assert_eq!(show(&snippet("1"), source), "b\n  c\n");
        assert_eq!(show(&snippet("INNER"), source), "c\n");
        assert!(extract(&snippet("x"), source).missing);
        let region = "#region Foo\n a\n#endregion\n";
        assert_eq!(show(&snippet("foo"), region), "a\n");
        let xml = Snippet { path: "a.xml".into(), tag: Some("x".into()), ..Snippet::default() };
        assert_eq!(show(&xml, "<!-- <x> -->\n<b/>\n<!-- </x> -->\n"), "<b/>\n");
    }

    #[test]
    fn s4_ranges_and_dedent() {
        let snippet = Snippet {
            path: "a.txt".into(),
            ranges: vec![(2, Some(3)), (9, None)],
            ..Snippet::default()
        };
        assert_eq!(show(&snippet, "a\n\tb\n\n    c\n"), "b\n\n");
        let all = Snippet { path: "a.txt".into(), dedent: Some(1), ..Snippet::default() };
        assert_eq!(show(&all, "  a\n"), " a\n");
    }
}
