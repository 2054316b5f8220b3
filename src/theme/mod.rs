//! Templates and static files: the built-in theme, and a user's files over it.

mod accent;
mod breakable;
pub mod furnish;
mod script;
mod strays;
mod style;
mod translation;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow};
use tera::{Kwargs, State, Tera};

pub use self::strays::{Stray, THEME_FILE_UNUSED, strays};
pub use self::translation::{Translation, words};
use crate::outputs::Content;

/// Where a theme's static files are published, below the site's root.
pub const STATIC_PATH: &str = "_guidepost/theme";

#[derive(rust_embed::RustEmbed)]
#[folder = "themes/default"]
struct Default;

/// A theme, ready to render.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    files: Vec<(String, Content)>,
    version: String,
    translation: Arc<Translation>,
}

impl Theme {
    /// Loads the built-in theme with the files of a folder over it, in the language of a locale.
    /// The accent, a CSS colour, is added to its style sheet, where it needs no script.
    ///
    /// # Errors
    /// When the folder cannot be read, or a template or a translation in it is wrong; the message
    /// names file, line and column. When the accent is no colour, or the locale no language tag.
    pub fn load(folder: Option<&Path>, accent: Option<&str>, locale: &str) -> Result<Self> {
        // Each file with whether it is the folder's.
        let mut sources: BTreeMap<String, (Vec<u8>, bool)> = BTreeMap::new();
        for path in Default::iter() {
            if let Some(file) = Default::get(&path) {
                sources.insert(path.into_owned(), (file.data.into_owned(), false));
            }
        }
        if let Some(folder) = folder {
            for file in user_files(folder)? {
                let bytes = std::fs::read(&file)
                    .with_context(|| format!("cannot read the theme file {}", file.display()))?;
                let relative = file.strip_prefix(folder).unwrap_or(&file);
                sources.insert(relative.to_string_lossy().replace('\\', "/"), (bytes, true));
            }
        }
        let translation = Arc::new(translation(&sources, folder, locale)?);
        let read = |path: &str| Some(String::from_utf8_lossy(&sources.get(path)?.0).into_owned());
        let scripts = sources.keys().filter(|path| crate::path::extension(path) == "js");
        let parts: BTreeMap<&str, Vec<String>> = scripts
            .filter_map(|path| Some((path.as_str(), script::parts(path, &read(path)?))))
            .collect();
        let is_part = |path: &str| parts.values().flatten().any(|part| part == path);
        let mut templates: Vec<(String, String)> = Vec::new();
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for (path, (bytes, is_own)) in &sources {
            if is_part(path) && path != script::ENGINE {
                continue;
            }
            let mut bytes = bytes.clone();
            if parts.get(path.as_str()).is_some_and(|parts| !parts.is_empty()) {
                bytes = script::bundle(path, &String::from_utf8_lossy(&bytes), &translation, &read)
                    .into_bytes();
            }
            let bytes = match crate::path::extension(path) {
                "js" if !is_own => script::minify(bytes),
                "css" if !is_own => style::minify(bytes),
                _ => bytes,
            };
            add(path, bytes, &mut templates, &mut files).with_context(|| match folder {
                Some(folder) if *is_own => format!("in the theme {}", folder.display()),
                _ => "in the built-in theme".to_owned(),
            })?;
        }
        if let Some(accent) = accent {
            let rule = accent::rule(accent)?;
            if let Some((_, sheet)) = files.iter_mut().find(|(path, _)| path == "theme.css") {
                sheet.extend_from_slice(rule.as_bytes());
            }
        }
        files.sort();
        let mut hasher = blake3::Hasher::new();
        for (path, bytes) in &files {
            hasher.update(path.as_bytes()).update(bytes);
        }
        let version = hasher.finalize().to_hex()[..8].to_owned();
        let mut tera = Tera::default();
        // `{{ page.content | furnish(under=1) | safe }}`
        let words = Arc::clone(&translation);
        tera.register_filter("furnish", move |html: &str, arguments: Kwargs, _: &State| {
            Ok::<_, tera::Error>(furnish::furnish(html, &arguments.deserialize()?, &words))
        });
        // `{{ page.heading | breakable(from=20) | safe }}`
        tera.register_filter("breakable", |html: &str, arguments: Kwargs, _: &State| {
            Ok::<_, tera::Error>(breakable::breakable(html, arguments.must_get("from")?))
        });
        // `{{ page.date | day }}`
        let words = Arc::clone(&translation);
        tera.register_filter("day", move |iso: &str, _: Kwargs, _: &State| {
            words.date(iso).unwrap_or_else(|| iso.to_owned())
        });
        // `{{ t(text="{n} pages", n=count) }}`
        let words = Arc::clone(&translation);
        tera.register_function("t", move |arguments: Kwargs, _: &State| {
            let text: &str = arguments.must_get("text")?;
            let values: Vec<(String, String)> = arguments
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .filter(|(name, _)| name != "text")
                .collect();
            let values: Vec<(&str, &str)> =
                values.iter().map(|(name, value)| (&**name, &**value)).collect();
            Ok::<_, tera::Error>(match &values[..] {
                [] => words.text(text).to_owned(),
                values => words.format(text, values),
            })
        });
        tera.add_raw_templates(templates).map_err(|error| match folder {
            Some(folder) => {
                anyhow!("a template of the theme {} is wrong:\n{error}", folder.display())
            }
            None => anyhow!("a built-in template is wrong:\n{error}"),
        })?;
        let files = files
            .into_iter()
            .map(|(path, bytes)| (format!("{STATIC_PATH}/{path}"), Content::from(bytes)))
            .collect();
        Ok(Self { tera, files, version, translation })
    }

    /// What the theme says, in the language of the site.
    #[must_use]
    pub fn translation(&self) -> &Arc<Translation> {
        &self.translation
    }

    /// Makes values visible to every template, without a copy for each page.
    pub fn share(&mut self, name: &'static str, value: &serde_json::Value) {
        self.tera.global_context().insert(name, value);
    }

    /// Renders a template.
    ///
    /// # Errors
    /// What is wrong with the template, with its name, line and column.
    pub fn render(&self, template: &str, context: &tera::Context) -> Result<String> {
        self.tera
            .render(template, context)
            .map_err(|error| anyhow!("the template `{template}` cannot be rendered:\n{error}"))
    }

    /// Static files by their path in the site.
    #[must_use]
    pub fn files(&self) -> &[(String, Content)] {
        &self.files
    }

    /// Changes with any static file; for `?v=`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

/// Files a file under templates or static files.
fn add(
    path: &str,
    bytes: Vec<u8>,
    templates: &mut Vec<(String, String)>,
    files: &mut Vec<(String, Vec<u8>)>,
) -> Result<()> {
    if let Some(name) = path.strip_prefix("templates/") {
        let text = String::from_utf8(bytes)
            .map_err(|_| anyhow!("the template `{path}` is not valid UTF-8"))?;
        templates.push((name.to_owned(), text));
    } else if let Some(name) = path.strip_prefix("static/") {
        files.push((name.to_owned(), bytes));
    }
    Ok(())
}

/// The translations for a locale: the built-in ones, each with the folder's over it.
fn translation(
    sources: &BTreeMap<String, (Vec<u8>, bool)>,
    folder: Option<&Path>,
    locale: &str,
) -> Result<Translation> {
    let mut files = Vec::new();
    for name in translation::names(locale) {
        let path = format!("{}{name}.toml", translation::FOLDER);
        if let Some(file) = Default::get(&path) {
            files.push((path.clone(), file.data));
        }
        if let (Some((bytes, true)), Some(folder)) = (sources.get(&path), folder) {
            files.push((folder.join(&path).display().to_string(), Cow::Borrowed(&**bytes)));
        }
    }
    Translation::new(locale, &files)
}

fn user_files(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Err(anyhow!("theme folder not found: {}", folder.display()));
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot list the theme {}", folder.display()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.file_type().is_file() && !hidden {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}
