//! No file fills the report by itself.

use std::sync::Arc;

use crate::config::Limits;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "exceed-max-file-errors",
    severity: Severity::Info,
    summary: "A file has more findings of one severity than are reported.",
    explanation: "Of each file, the first 100 errors, 1,000 warnings, 1,000 suggestions and 20 notes are reported, or as many as docfx.json has as `maxFileErrors`, `maxFileWarnings`, `maxFileSuggestions` and `maxFileInfos`. Set those right to see the others.",
    wrong: "a file with 101 errors",
    right: "a file with 100 errors",
};

/// How many findings of a severity are reported in one file.
fn most(limits: Limits, severity: Severity) -> usize {
    match severity {
        Severity::Error => limits.errors,
        Severity::Warning => limits.warnings,
        Severity::Suggestion => limits.suggestions,
        Severity::Info => limits.infos,
    }
}

/// Drops from sorted findings what is too much in one file, and says so in its place.
pub fn limit(limits: Limits, diagnostics: &mut Vec<Diagnostic>) {
    let mut kept = Vec::with_capacity(diagnostics.len());
    let mut file: Option<Arc<str>> = None;
    let mut counts = [0_usize; 4];
    for diagnostic in diagnostics.drain(..) {
        if file.as_ref() != Some(&diagnostic.file) {
            say(limits, &mut kept, file.as_ref(), counts);
            file = Some(Arc::clone(&diagnostic.file));
            counts = [0; 4];
        }
        let count = &mut counts[diagnostic.severity as usize];
        *count += 1;
        if *count <= most(limits, diagnostic.severity) {
            kept.push(diagnostic);
        }
    }
    say(limits, &mut kept, file.as_ref(), counts);
    *diagnostics = kept;
}

fn say(limits: Limits, kept: &mut Vec<Diagnostic>, file: Option<&Arc<str>>, counts: [usize; 4]) {
    let Some(file) = file else { return };
    let severities = [Severity::Error, Severity::Warning, Severity::Suggestion, Severity::Info];
    for (severity, count) in severities.into_iter().zip(counts) {
        let most = most(limits, severity);
        if count > most {
            let message =
                format!("only {most} of the {count} findings of severity {severity} are reported");
            kept.push(Diagnostic::new(&CODE, file, Span::file(), message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_severity_has_its_own_limit() {
        let file: Arc<str> = "a.md".into();
        let note = |i| Diagnostic::new(&CODE, &file, Span::new(i, i), "note");
        let mut all: Vec<Diagnostic> = (0..20).map(note).collect();
        limit(Limits::default(), &mut all);
        assert_eq!(all.len(), 20);
        all.push(note(20));
        limit(Limits::default(), &mut all);
        assert_eq!(all.len(), 21);
        assert!(all[20].message.starts_with("only 20 of the 21"), "{}", all[20].message);
    }
}
