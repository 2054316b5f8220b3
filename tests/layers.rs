//! Imports point down: no layer of `src` uses one above it.

use std::path::Path;

/// Layers, lowest first. Modules of one layer do not use each other, unless listed as a stack of
/// their own.
const LAYERS: [&[&str]; 10] = [
    &["path", "diagnostic"],
    &["source_map"],
    &["jsonc", "platyps", "yaml"],
    &["config", "source", "theme", "article", "outputs", "roles"],
    &["site"],
    &["render", "rules", "search", "troubleshooting"],
    &["codes", "role_pages"],
    &["write", "pipeline"],
    &["serve"],
    &["cmd"],
];

/// Pairs inside a layer of which the first may use the second.
const DOWN_INSIDE: [(&str, &str); 4] =
    [("diagnostic", "path"), ("source", "config"), ("theme", "outputs"), ("render", "search")];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in walkdir::WalkDir::new("src") {
        let entry = entry.unwrap();
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "rs")
            || path.components().any(|c| c.as_os_str() == "tests")
        {
            continue;
        }
        let Some(module) = module_of(path) else { continue };
        let from = layer(&module).unwrap_or_else(|| panic!("`{module}` is in no layer"));
        let text = std::fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or("");
        let code: String = code
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for used in code.split("crate::").skip(1) {
            let used: String =
                used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(to) = layer(&used) else { continue };
            seen += 1;
            let allowed = to < from
                || used == module
                || to == from && DOWN_INSIDE.contains(&(module.as_str(), used.as_str()));
            if !allowed {
                wrong.push(format!("{} uses crate::{used}", path.display()));
            }
        }
    }
    assert!(seen > 100, "the test must see imports");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The top module that a file belongs to.
fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix("src").ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}
