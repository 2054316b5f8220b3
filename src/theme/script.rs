//! Scripts as readers get them: the built-in theme's, each in one file and without what only their
//! authors need.

use std::borrow::Cow;
use std::collections::BTreeSet;

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use super::translation::Translation;

/// A part that is published on its own as well: it runs in Node, and below other people's boxes.
pub(super) const ENGINE: &str = "static/search/engine.js";

/// The part whose function `t` fills messages; the messages of scripts that require it are
/// translated.
const TRANSLATION: &str = "static/translation.js";

/// The paths of the parts of a script: what it requires, as in
/// `const { words } = require("./engine/words.js");`, on a line of its own.
pub(super) fn parts(path: &str, script: &str) -> Vec<String> {
    script.lines().filter_map(|line| required(path, line)).collect()
}

/// The script with its parts, and theirs, in the place of the first line that requires them. All
/// share one scope, so that their top-level names must differ.
pub(super) fn bundle(
    path: &str,
    script: &str,
    translation: &Translation,
    read: &impl Fn(&str) -> Option<String>,
) -> String {
    let mut out = String::from("(() => {\n");
    push_part(path, script, translation, read, &mut BTreeSet::new(), &mut out);
    out.push_str("})();\n");
    out
}

fn push_part(
    path: &str,
    script: &str,
    translation: &Translation,
    read: &impl Fn(&str) -> Option<String>,
    seen: &mut BTreeSet<String>,
    out: &mut String,
) {
    let is_part = !seen.is_empty();
    seen.insert(path.to_owned());
    let speaks = parts(path, script).iter().any(|part| part == TRANSLATION);
    let script = if speaks { translation.script(script).into() } else { Cow::Borrowed(script) };
    for line in script.lines() {
        // Exports come last.
        if is_part
            && (line.starts_with("module.exports = ") || line.starts_with("if (typeof module"))
        {
            break;
        }
        if let Some(part) = required(path, line) {
            if !seen.contains(&part)
                && let Some(script) = read(&part)
            {
                push_part(&part, &script, translation, read, seen, out);
            }
        } else if !is_part || line != "\"use strict\";" {
            out.push_str(line);
            out.push('\n');
        }
    }
}

/// The path that a line requires, relative to the script at `path`.
fn required(path: &str, line: &str) -> Option<String> {
    let (names, rest) = line.split_once(" = require(\"")?;
    let mut name = rest.strip_suffix("\");").filter(|_| names.starts_with("const {"))?;
    let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    name = name.strip_prefix("./").or_else(|| name.starts_with("../").then_some(name))?;
    while let Some(above) = name.strip_prefix("../") {
        name = above;
        folder = folder.rsplit_once('/')?.0;
    }
    Some(format!("{folder}/{name}"))
}

/// The script in fewer bytes; as it is when it cannot be parsed.
pub(super) fn minify(script: Vec<u8>) -> Vec<u8> {
    let Ok(source) = std::str::from_utf8(&script) else { return script };
    let allocator = Allocator::default();
    let mut parsed = Parser::new(&allocator, source, SourceType::unambiguous()).parse();
    if parsed.panicked || !parsed.errors.is_empty() {
        return script;
    }
    let minified =
        Minifier::new(MinifierOptions::default()).minify(&allocator, &mut parsed.program);
    Codegen::new()
        .with_options(CodegenOptions::minify())
        .with_scoping(minified.scoping)
        .build(&parsed.program)
        .code
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(script: &str) -> String {
        String::from_utf8(minify(script.into())).unwrap_or_default()
    }

    #[test]
    fn comments_and_names_go() {
        let script = "// A note.\n(function () {\n  const longName = document.title;\n  alert(longName + longName);\n})();\n";
        let small = run(script);
        assert!(!small.contains("note") && !small.contains("longName"), "{small}");
        assert!(small.contains("document.title"), "{small}");
    }

    #[test]
    fn parts_come_before_what_requires_them() {
        let main = "\"use strict\";\nconst { b } = require(\"./p/b.js\");\nconst { c } = require(\"./p/c.js\");\nb(c);\n";
        let read = |path: &str| match path {
            "s/p/b.js" => Some(
                "const { c } = require(\"./c.js\");\nconst b = c;\nmodule.exports = { b };\n"
                    .to_owned(),
            ),
            "s/p/c.js" => Some("const c = alert;\nmodule.exports = { c };\n".to_owned()),
            _ => None,
        };
        assert_eq!(parts("s/a.js", main), ["s/p/b.js", "s/p/c.js"]);
        assert_eq!(
            bundle("s/a.js", main, &Translation::english(), &read),
            "(() => {\n\"use strict\";\nconst c = alert;\nconst b = c;\nb(c);\n})();\n"
        );
    }

    #[test]
    fn what_cannot_be_parsed_stays() {
        assert_eq!(run("const = ;"), "const = ;");
    }
}
