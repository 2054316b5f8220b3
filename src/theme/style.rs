//! Style sheets as readers get them: the built-in theme's, without what only their authors need.

/// The style sheet in fewer bytes; as it is when it cannot be read.
///
/// Sums stand in `calc()` in the sources, also within `clamp()`, `min()` and `max()`: elsewhere the blanks around a plus,
/// which CSS asks for, are taken for those of a selector. A test in the browser holds every sheet to its source.
pub(super) fn minify(sheet: Vec<u8>) -> Vec<u8> {
    let Ok(source) = std::str::from_utf8(&sheet) else { return sheet };
    match minifier::css::minify(source) {
        Ok(small) => small.to_string().into_bytes(),
        Err(_) => sheet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(sheet: &str) -> String {
        String::from_utf8(minify(sheet.into())).unwrap_or_default()
    }

    #[test]
    fn comments_and_blanks_go() {
        let small = run("/* A note. */\na, b {\n  color: red;\n}\n");
        assert!(!small.contains("note") && !small.contains('\n'), "{small}");
        assert!(small.contains("a,b{color:red"), "{small}");
    }

    #[test]
    fn sums_keep_their_blanks() {
        let small =
            run("a { inline-size: min(1rem, calc(2vw + 3px)); inset: calc(100% - 1px) auto; }");
        assert!(small.contains("calc(2vw + 3px)") && small.contains("calc(100% - 1px)"), "{small}");
    }

    #[test]
    fn selectors_of_descendants_stay() {
        let small = run(":is(h2, h3):hover > a, html:not([data-js]) .b :is(td, th) { margin: 0 }");
        assert!(small.contains("html:not([data-js]) .b :is(td,th){"), "{small}");
    }
}
