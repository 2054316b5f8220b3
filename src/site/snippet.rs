//! The lines of a sample file that a snippet shows (format §4).

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

/// The marks of a language; none when it is not known.
fn styles(language: &str) -> Option<&'static [Style]> {
    const SLASHES: &[Style] = &[Style::Comment("//")];
    const HASH: &[Style] = &[Style::Comment("#")];
    Some(match language.trim_start_matches('.') {
        "csharp" | "cs" | "asax" | "cshtml" | "aspx-cs" | "aspx-csharp" | "razor" => {
            &[Style::Comment("//"), Style::Region, Style::Xml]
        }
        "vb" | "vbnet" | "vbscript" | "bas" | "vbs" | "vba" | "vbhtml" | "aspx-vb" => {
            &[Style::Comment("'"), Style::Region, Style::Xml]
        }
        "cpp" | "c" | "c++" | "objective-c" | "obj-c" | "objc" | "objectivec" | "h" | "hpp"
        | "cc" | "m" | "actionscript" | "as" | "arduino" | "ino" | "assembly" | "nasm" | "asm"
        | "cuda" | "cu" | "cuh" | "d" | "dlang" | "fsharp" | "fs" | "fsi" | "fsx" | "go"
        | "golang" | "hlsl" | "fx" | "java" | "gradle" | "javascript" | "js" | "node" | "json"
        | "pascal" | "pas" | "processing" | "pde" | "rust" | "rs" | "scala" | "smalltalk"
        | "st" | "swift" | "typescript" | "ts" => SLASHES,
        "php" | "react" | "tsx" => &[Style::Comment("//"), Style::Xml],
        "xml" | "xsl" | "xslt" | "xsd" | "wsdl" | "csdl" | "edmx" | "vsixmanifest" | "config"
        | "dtd" | "xaml" | "handlebars" | "hbs" | "html" | "jsp" | "asp" | "aspx" | "ascx"
        | "master" => &[Style::Xml],
        "haskell" | "hs" | "lua" | "sql" => &[Style::Comment("--")],
        "perl" | "pl" | "powershell" | "posh" | "ps1" | "python" | "py" | "r" | "shell" | "sh"
        | "bash" => HASH,
        "ruby" | "ru" | "erb" | "rb" | "" => &[Style::Comment("#"), Style::Xml],
        "batchfile" | "bat" | "cmd" => &[Style::Comment("rem")],
        "erlang" | "erl" | "matlab" => &[Style::Comment("%")],
        "lisp" | "lsp" => &[Style::Comment(";")],
        "css" => &[Style::Css],
        "scss" => &[Style::Css, Style::Comment("//")],
        _ => return None,
    })
}

/// The language a file's extension stands for.
fn language_of(extension: &str) -> Option<&'static str> {
    Some(match extension {
        "cs" => "csharp",
        "vb" => "vb",
        "cpp" | "h" | "hpp" | "cc" | "c" => "cpp",
        "js" | "json" => "javascript",
        "ts" => "typescript",
        "ps1" => "powershell",
        "py" => "python",
        "sh" => "bash",
        "sql" => "sql",
        "xml" | "config" => "xml",
        "xaml" => "xaml",
        "html" | "htm" => "html",
        "css" => "css",
        "java" => "java",
        "go" => "go",
        "rs" => "rust",
        "rb" => "ruby",
        "php" => "php",
        "fs" => "fsharp",
        "yml" | "yaml" => "yaml",
        "bat" | "cmd" => "batchfile",
        "r" => "r",
        "swift" => "swift",
        _ => return None,
    })
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
