//! The glob dialect of `docfx.json`: case-insensitive, `/` separated (format §1).

use globset::{GlobBuilder, GlobMatcher};

/// One pattern, ready to match docset paths.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    matcher: GlobMatcher,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What is wrong with the pattern.
    pub fn new(written: &str) -> Result<Self, String> {
        let matcher = GlobBuilder::new(&normalize(written))
            .case_insensitive(true)
            .literal_separator(true)
            .backslash_escape(false)
            .build()
            .map_err(|error| error.kind().to_string())?
            .compile_matcher();
        Ok(Self { written: written.to_owned(), matcher })
    }

    /// The pattern as its author wrote it.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether a path matches. A path with a segment that starts with a dot never does.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        !has_hidden_segment(path) && self.matcher.is_match(path)
    }
}

/// Whether any segment of the path starts with a dot.
#[must_use]
fn has_hidden_segment(path: &str) -> bool {
    path.split('/').any(|segment| segment.starts_with('.') && segment != ".." && segment != ".")
}

/// Rewrites the dialect's short forms: `**.md` means `**/*.md`, `a/**/*` means `a/**`.
fn normalize(written: &str) -> String {
    let mut pattern = written.replace('\\', "/");
    while let Some(rest) = pattern.strip_prefix("./") {
        pattern = rest.to_owned();
    }
    let mut stars = String::with_capacity(pattern.len());
    let mut run = 0;
    for c in pattern.chars().chain(std::iter::once('\0')) {
        if c == '*' {
            run += 1;
            continue;
        }
        stars.push_str(["", "*", "**"][run.min(2)]);
        run = 0;
        if c != '\0' {
            stars.push(c);
        }
    }
    let mut segments: Vec<String> = Vec::new();
    for segment in stars.split('/') {
        match segment.strip_prefix("**") {
            // `**.md`: any depth, then a name.
            Some(rest) if !rest.is_empty() => {
                segments.push("**".to_owned());
                segments.push(format!("*{rest}"));
            }
            _ => segments.push(segment.to_owned()),
        }
    }
    segments.dedup_by(|a, b| a == "**" && b == "**");
    if segments.len() > 1 && segments.ends_with(&["**".to_owned(), "*".to_owned()]) {
        segments.pop();
    }
    // A folder name alone, as old configurations have it, means what is in it.
    if segments.len() > 1 && segments.last().is_some_and(String::is_empty) {
        segments.pop();
        segments.push("**".to_owned());
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &str) -> bool {
        Pattern::new(pattern).is_ok_and(|p| p.matches(path))
    }

    #[test]
    fn s1_globs() {
        assert!(matches("*.md", "a.md"));
        assert!(!matches("*.md", "x/a.md"));
        assert!(matches("a/*.md", "a/b.md"));
        assert!(!matches("a/*.md", "a/b/c.md"));
        assert!(matches("**/includes/**", "includes/a.md"));
        assert!(matches("**/includes/**", "x/includes/y/a.md"));
        assert!(matches("**/*.md", "a.md"));
        assert!(matches("**.md", "x/y/a.MD"));
        assert!(matches("linux/**.md", "linux/a.md"));
        assert!(matches("linux/**.md", "linux/x/a.md"));
        assert!(matches("**/**.{md,yml}", "x/a.yml"));
        assert!(matches("7*/**/*", "7.4/x/a.md"));
        assert!(matches("7*/**/*", "7.4/a.md"));
        assert!(matches("README.md", "readme.md"));
        assert!(!matches("README.md", "x/README.md"));
        assert!(!matches("**/*.md", ".github/a.md"));
        assert!(matches("**", "a/b"));
    }

    #[test]
    fn bad_pattern_says_why() {
        assert!(Pattern::new("a[").is_err_and(|e| !e.is_empty()));
    }
}
