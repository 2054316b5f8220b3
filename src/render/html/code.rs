//! Blocks of code and code samples.

use std::fmt::Write as _;

use super::{Writer, attribute, escape, escaped};
use crate::render::highlight::mark_lines;
use crate::site::LinkedBody;

/// Attribute that says which lines of a block of code are marked.
const HIGHLIGHT_LINES: &str = "data-highlight-lines";

impl Writer<'_, '_> {
    pub(super) fn code(
        &mut self,
        language: Option<&str>,
        code: &str,
        interactive: Option<&str>,
        extra: &[(&str, Option<&str>)],
    ) {
        self.out.push_str("<pre><code");
        if let Some(language) = language {
            attribute(&mut self.out, "class", &format!("lang-{language}"));
        }
        if let Some(interactive) = interactive {
            attribute(&mut self.out, "data-interactive", interactive);
        }
        for (name, value) in extra {
            if let Some(value) = value {
                attribute(&mut self.out, name, value);
            }
        }
        self.out.push('>');
        let highlighted =
            language.and_then(|language| self.environment.highlights.html(language, code));
        let marked =
            extra.iter().find(|(name, _)| *name == HIGHLIGHT_LINES).and_then(|(_, lines)| *lines);
        match (highlighted, marked) {
            (Some(html), None) => self.out.push_str(html),
            (Some(html), Some(lines)) => self.out.push_str(&mark_lines(html, lines)),
            (None, Some(lines)) => self.out.push_str(&mark_lines(&escaped(code), lines)),
            (None, None) => escape(&mut self.out, code),
        }
        self.out.push_str("</code></pre>\n");
    }

    pub(super) fn snippet(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let snippet = &linked.body.snippets[index as usize];
        let Some(text) = &linked.snippets[index as usize] else {
            let translation = self.environment.translation;
            let _ = writeln!(
                self.out,
                "<aside class=\"alert alert-warning\">\n<p class=\"alert-title\">{}</p>\n<p>{}</p>\n</aside>",
                escaped(translation.text("Warning")),
                escaped(translation.text("The code sample that belongs here is missing.")),
            );
            return;
        };
        let interactive = text.interactive.then(|| text.language.as_deref().unwrap_or(""));
        let extra = [
            ("data-name", snippet.name.as_deref().filter(|_| !snippet.triple_colon)),
            ("title", snippet.title.as_deref()),
            (HIGHLIGHT_LINES, snippet.highlight.as_deref()),
        ];
        self.code(text.language.as_deref(), &text.text, interactive, &extra);
    }
}
