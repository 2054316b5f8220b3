//! Scripts as readers get them: the built-in theme's, without what only their authors need.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

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
    fn what_cannot_be_parsed_stays() {
        assert_eq!(run("const = ;"), "const = ;");
    }
}
