//! SARIF 2.1.0: one document for all findings.

use std::io::{Result, Write};

use serde_json::{Value, json};

use super::position::LineIndexes;
use super::{Code, Diagnostic, Severity};
use crate::path;

pub(super) fn write<'a>(
    out: &mut dyn Write,
    diagnostics: impl Iterator<Item = &'a Diagnostic>,
    lines: &mut LineIndexes<'_>,
) -> Result<()> {
    let mut rules: Vec<&Code> = Vec::new();
    let mut results = Vec::new();
    for d in diagnostics {
        let index = rules.iter().position(|code| code.name == d.code.name).unwrap_or_else(|| {
            rules.push(d.code);
            rules.len() - 1
        });
        let (start, end) = lines.positions(&d.file, d.span);
        let text = match &d.help {
            Some(help) => format!("{} ({help})", d.message),
            None => d.message.clone(),
        };
        results.push(json!({
            "ruleId": d.code.name,
            "ruleIndex": index,
            "level": level(d.severity),
            "message": { "text": text },
            "locations": [{
                "physicalLocation": {
                    "artifactLocation": { "uri": path::encode_path(&lines.in_repository(&d.file)) },
                    "region": {
                        "startLine": start.line,
                        "startColumn": start.column,
                        "endLine": end.line,
                        "endColumn": end.column,
                    },
                },
            }],
        }));
    }
    let rules: Vec<Value> = rules.iter().map(|code| rule(code)).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "guidepost",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                },
            },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": code.explanation },
        "defaultConfiguration": { "level": level(code.severity) },
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Suggestion | Severity::Info => "note",
    }
}
