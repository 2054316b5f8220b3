//! Files of a theme folder that change nothing: the slips of whoever wrote the theme.
//!
//! In goes the folder, out come the files that neither take the place of a built-in one nor are
//! asked for by another file, each with the built-in file that was perhaps meant.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::{Default, translation, user_files};
use crate::diagnostic::{Code, Severity, nearest};
use crate::path::{extension, file_name};

/// A file of the theme that nothing uses.
pub static THEME_FILE_UNUSED: Code = Code {
    name: "theme-file-unused",
    severity: Severity::Warning,
    summary: "A file of the theme folder has no effect.",
    explanation: "A file of the theme takes the place of the built-in one with the same path, below `templates/` or `static/`. A new template counts when another one includes, extends or uses it, a new static file when a template, style sheet, script or page names it. This file is none of these, so that the site looks as if it were not there. Correct its path, or remove it.",
    wrong: "theme/templates/partials/heder.html",
    right: "theme/templates/partials/header.html",
};

/// A file of a theme that has no effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Its path in the theme folder, with `/`.
    pub path: String,
    /// The path of the built-in file that was perhaps meant.
    pub near: Option<String>,
}

/// The files of a theme folder that have no effect, by path. `named` says whether something outside
/// the theme names a static file.
///
/// # Errors
/// When the folder or a file in it cannot be read.
pub fn strays(folder: &Path, named: &dyn Fn(&str) -> bool) -> Result<Vec<Stray>> {
    let mut own: Vec<(String, String)> = Vec::new();
    for file in user_files(folder)? {
        let bytes = std::fs::read(&file)
            .with_context(|| format!("cannot read the theme file {}", file.display()))?;
        let relative = file.strip_prefix(folder).unwrap_or(&file);
        let path = relative.to_string_lossy().replace('\\', "/");
        let is_text = matches!(extension(&path), "html" | "css" | "js" | "json" | "svg" | "txt");
        let text =
            if is_text { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() };
        own.push((path, text));
    }
    let built_in: Vec<String> = Default::iter().map(std::borrow::Cow::into_owned).collect();
    let strays = own.iter().filter(|(path, text)| {
        let others = || own.iter().filter(|(other, _)| other != path).map(|(_, text)| &**text);
        !built_in.contains(path) && !is_aside(path) && !is_used(path, text, others, named)
    });
    Ok(strays.map(|(path, _)| Stray { near: near(path, &built_in), path: path.clone() }).collect())
}

/// Words about the theme, which nobody expects to have an effect.
fn is_aside(path: &str) -> bool {
    let name = file_name(path);
    let words = ["LICENSE", "LICENCE", "NOTICE", "README", "CHANGELOG", "package"];
    extension(path) == "md"
        || !path.contains('/') && words.iter().any(|word| name.starts_with(word))
}

fn is_used<'a, T: Iterator<Item = &'a str>>(
    path: &str,
    text: &str,
    others: impl Fn() -> T,
    named: &dyn Fn(&str) -> bool,
) -> bool {
    if let Some(name) = path.strip_prefix("templates/") {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        let components: Vec<String> = text
            .split("{%")
            .filter_map(|tag| tag.trim_start_matches('-').trim_start().strip_prefix("component "))
            .filter_map(|rest| rest.split(['(', ' ']).next())
            .map(|component| format!("<{component}"))
            .collect();
        return others().any(|other| {
            quoted.iter().chain(&components).any(|used| other.contains(used.as_str()))
        });
    }
    if let Some(name) = path.strip_prefix("static/") {
        // A script or a style sheet names it from its own folder.
        return others().any(|other| other.contains(file_name(name))) || named(name);
    }
    path.starts_with(translation::FOLDER) && extension(path) == "toml"
}

/// The built-in file with the same name elsewhere, or with a name much like it.
fn near(path: &str, built_in: &[String]) -> Option<String> {
    let same = built_in.iter().find(|other| file_name(other) == file_name(path));
    let alike = || {
        let own = file_name(path);
        // Short names are all alike.
        let edits = (own.chars().count() / 4).clamp(1, 3);
        let name = nearest(own, built_in.iter().map(|other| file_name(other)), edits)?;
        let named = || built_in.iter().filter(|other| file_name(other) == name);
        let kind = path.split('/').next().unwrap_or("");
        named().find(|other| other.starts_with(kind)).or_else(|| named().next())
    };
    same.or_else(alike).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_effect() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for (path, text) in [
            // Over a built-in file.
            ("templates/article.html", "{% include \"partials/mine.html\" %}{{ <badge /> }}"),
            ("static/theme.css", "@font-face { src: url(fonts/own.woff2) }"),
            // Asked for.
            ("templates/partials/mine.html", "x"),
            (
                "templates/partials/badges.html",
                "{%- component badge() -%}x{% endcomponent badge %}",
            ),
            ("static/fonts/own.woff2", ""),
            ("static/used-by-a-page.svg", ""),
            ("translations/eo.toml", ""),
            ("README.md", ""),
            ("LICENSE", ""),
            // Nothing asks for these.
            ("templates/partials/heder.html", ""),
            ("templates/header.html", ""),
            ("article.html", ""),
            ("static/troubleshoting.js", ""),
            ("static/alone.css", ""),
            ("static/mine.js", ""),
            ("translations/eo.json", ""),
        ] {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap())?;
            std::fs::write(file, text)?;
        }
        let found = strays(folder.path(), &|name| name == "used-by-a-page.svg")?;
        let said: Vec<(&str, &str)> = found
            .iter()
            .map(|stray| (stray.path.as_str(), stray.near.as_deref().unwrap_or("-")))
            .collect();
        assert_eq!(
            said,
            [
                ("article.html", "templates/article.html"),
                ("static/alone.css", "-"),
                ("static/mine.js", "-"),
                ("static/troubleshoting.js", "static/troubleshooting.js"),
                ("templates/header.html", "templates/partials/header.html"),
                ("templates/partials/heder.html", "templates/partials/header.html"),
                ("translations/eo.json", "-"),
            ]
        );
        Ok(())
    }
}
