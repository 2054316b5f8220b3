//! Code to HTML with classes, at build time.
//!
//! The same code block often stands on many pages, and blocks differ much in length: so each
//! distinct (language, code) is highlighted once, spread over cores by block.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::html::escape;

/// Code longer than this is shown plain: no reader studies it, and grammars may be slow.
const MAX_BYTES: usize = 64 * 1024;

/// Lines longer than this are minified or data.
const MAX_LINE: usize = 2_000;

/// Compiled grammars.
#[derive(Debug)]
pub struct Highlighter {
    syntaxes: SyntaxSet,
    /// Grammars by file extension and by name, lower-cased.
    by_token: FxHashMap<String, usize>,
    /// The class of a scope; the first that matches counts.
    classes: Vec<(Scope, &'static str)>,
}

/// Highlighted code by language and text.
#[derive(Debug, Default)]
pub struct Highlights {
    by_key: FxHashMap<Key, String>,
}

type Key = [u8; 16];

fn key(language: &str, code: &str) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(language.as_bytes()).update(&[0]).update(code.as_bytes());
    let mut key = [0; 16];
    key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    key
}

impl Highlights {
    /// Highlights every distinct block.
    #[must_use]
    pub fn collect<'a>(
        highlighter: &Highlighter,
        blocks: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut distinct: FxHashMap<Key, (&str, &str)> = FxHashMap::default();
        for (language, code) in blocks {
            if highlighter.knows(language) {
                distinct.entry(key(language, code)).or_insert((language, code));
            }
        }
        let by_key = distinct
            .into_par_iter()
            .filter_map(|(key, (language, code))| {
                Some((key, highlighter.highlight(language, code)?))
            })
            .collect();
        Self { by_key }
    }

    /// The code as HTML, without `<pre>` and `<code>`.
    #[must_use]
    pub fn html(&self, language: &str, code: &str) -> Option<&str> {
        if self.by_key.is_empty() {
            return None;
        }
        self.by_key.get(&key(language, code)).map(String::as_str)
    }
}

/// Marks lines of highlighted code. `lines` are ranges from 1 such as `2,4-6,9-`.
#[must_use]
pub(super) fn mark_lines(html: &str, lines: &str) -> String {
    let ranges: Vec<(usize, usize)> = lines
        .split(',')
        .filter_map(|part| {
            let (start, end) = part.trim().split_once('-').unwrap_or((part.trim(), part.trim()));
            let start = start.trim().parse().ok()?;
            let end = end.trim();
            Some((start, if end.is_empty() { usize::MAX } else { end.parse().ok()? }))
        })
        .collect();
    let mut out = String::with_capacity(html.len() + ranges.len() * 64);
    // The span that the highlighter left open at the end of the line before; it nests none.
    let mut open = "";
    for (i, line) in html.split_inclusive('\n').enumerate() {
        let marked = ranges.iter().any(|&(start, end)| (start..=end).contains(&(i + 1)));
        let (code, newline) = line.strip_suffix('\n').map_or((line, ""), |code| (code, "\n"));
        let before = open;
        if let Some(last) = code.rfind("<span") {
            let tag = &code[last..];
            open = if tag.contains("</span>") {
                ""
            } else {
                tag.split_inclusive('>').next().unwrap_or("")
            };
        } else if code.contains("</span>") {
            open = "";
        }
        if marked {
            // Spans are closed inside the mark and opened again after it.
            let close = |span: &str| if span.is_empty() { "" } else { "</span>" };
            out.push_str(close(before));
            out.push_str("<span class=\"line-highlight\">");
            out.push_str(before);
            out.push_str(code);
            out.push_str(close(open));
            out.push_str("</span>");
            out.push_str(newline);
            out.push_str(open);
        } else {
            out.push_str(line);
        }
    }
    out
}

impl Highlighter {
    /// Loads the grammars.
    #[must_use]
    pub fn new() -> Self {
        // An empty class stops the search: the run is shown plain.
        const CLASSES: [(&str, &str); 19] = [
            ("comment", "hl-comment"),
            ("string", "hl-string"),
            ("constant.character.escape", "hl-string"),
            ("constant", "hl-constant"),
            ("keyword.operator", ""),
            ("keyword", "hl-keyword"),
            ("storage", "hl-keyword"),
            ("entity.name.tag", "hl-keyword"),
            ("entity.name.function", "hl-entity"),
            ("entity.other.attribute-name", "hl-entity"),
            ("entity.name", "hl-support"),
            ("support.function", "hl-entity"),
            ("support", "hl-support"),
            ("variable.function", "hl-entity"),
            ("variable", ""),
            ("markup.heading", "hl-keyword"),
            ("markup.inserted", "hl-inserted"),
            ("markup.deleted", "hl-deleted"),
            ("punctuation.separator", ""),
        ];
        let classes =
            CLASSES.iter().filter_map(|&(scope, class)| Some((Scope::new(scope).ok()?, class)));
        let syntaxes = two_face::syntax::extra_newlines();
        let mut by_token = FxHashMap::default();
        for (i, syntax) in syntaxes.syntaxes().iter().enumerate() {
            by_token.entry(syntax.name.to_lowercase()).or_insert(i);
        }
        // Extensions win over names, later grammars over earlier ones.
        for (i, syntax) in syntaxes.syntaxes().iter().enumerate() {
            by_token.extend(syntax.file_extensions.iter().map(|e| (e.to_lowercase(), i)));
        }
        Self { syntaxes, by_token, classes: classes.collect() }
    }

    fn knows(&self, language: &str) -> bool {
        self.syntax(language).is_some()
    }

    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let lower = language.to_ascii_lowercase();
        let token = match lower.as_str() {
            "csharp" | "c#" => "cs",
            "vb" | "vbnet" | "visualbasic" => "vb",
            "azurecli" | "bash" | "shell" | "sh" | "console-bash" => "sh",
            "azurepowershell" | "powershell" | "ps" | "pwsh" => "ps1",
            "javascript" | "js" | "node" => "js",
            "typescript" => "ts",
            "python" | "py" => "py",
            "xaml" | "xml" | "config" | "csproj" | "xsd" | "xslt" => "xml",
            "yml" | "yaml" => "yaml",
            "html" | "cshtml" | "razor" | "aspx" | "asp" => "html",
            "cpp" | "c++" | "cppcli" => "cpp",
            "fsharp" => "fs",
            "json" | "jsonc" | "json5" => "json",
            "dos" | "batch" | "batchfile" | "cmd" => "bat",
            "kusto" | "kql" | "tsql" => "sql",
            "output" | "console" | "text" | "txt" | "plaintext" | "none" | "" => return None,
            other => other,
        };
        let syntax = &self.syntaxes.syntaxes()[*self.by_token.get(token)?];
        Some(syntax).filter(|syntax| syntax.name != "Plain Text")
    }

    fn highlight(&self, language: &str, code: &str) -> Option<String> {
        let syntax = self.syntax(language)?;
        if code.len() > MAX_BYTES {
            return None;
        }
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut html = String::with_capacity(code.len() * 2);
        let mut open: Option<&str> = None;
        for line in code.split_inclusive('\n') {
            if line.len() > MAX_LINE {
                return None;
            }
            let ops = state.parse_line(line, &self.syntaxes).ok()?;
            let mut at = 0;
            for (offset, op) in ops {
                self.run(&line[at..offset], &scopes, &mut open, &mut html);
                at = offset;
                scopes.apply(&op).ok()?;
            }
            self.run(&line[at..], &scopes, &mut open, &mut html);
        }
        if open.is_some() {
            html.push_str("</span>");
        }
        Some(html)
    }

    /// Writes a run of one scope; runs of one class share a span.
    fn run<'a>(
        &'a self,
        text: &str,
        scopes: &ScopeStack,
        open: &mut Option<&'a str>,
        html: &mut String,
    ) {
        if text.is_empty() {
            return;
        }
        let class = if text.trim().is_empty() { *open } else { self.class(scopes) };
        if class != *open {
            if open.is_some() {
                html.push_str("</span>");
            }
            if let Some(class) = class {
                html.push_str("<span class=\"");
                html.push_str(class);
                html.push_str("\">");
            }
            *open = class;
        }
        escape(html, text);
    }

    fn class(&self, scopes: &ScopeStack) -> Option<&'static str> {
        scopes
            .as_slice()
            .iter()
            .rev()
            .find_map(|scope| {
                self.classes
                    .iter()
                    .find(|(prefix, _)| prefix.is_prefix_of(*scope))
                    .map(|&(_, class)| class)
            })
            .filter(|class| !class.is_empty())
    }
}

impl Default for Highlighter {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_marked_across_spans() {
        let html = "a\n<span class=\"x\">b\nc\nd</span>\ne\n";
        assert_eq!(
            mark_lines(html, "1,3,5-"),
            "<span class=\"line-highlight\">a</span>\n<span class=\"x\">b\n</span>\
             <span class=\"line-highlight\"><span class=\"x\">c</span></span>\n<span class=\"x\">\
             d</span>\n<span class=\"line-highlight\">e</span>\n"
        );
    }
}
