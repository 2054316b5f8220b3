//! `guidepost.toml`: what `docfx.json` has no word for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{ConfigError, Invalid, TOML_SYNTAX_ERROR, read};
use crate::diagnostic::Severity;

/// The name of the file, in the docset's root.
pub(crate) const FILE: &str = "guidepost.toml";

/// Language of a site that names none.
const LOCALE: &str = "en-us";

/// All settings. Every key has a default; an unknown key is an error.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Name of the site; default: the `title` of its home page.
    pub title: Option<String>,
    /// One sentence about the site.
    pub description: Option<String>,
    /// Where the site is published, such as `https://docs.example.com/portal`; for canonical
    /// links, the 404 page, the site map, the feed and Markdown. Links of pages never need it.
    pub base_url: Option<String>,
    /// Path that the docset's own site-absolute links begin with; default: from
    /// `breadcrumb_path`.
    pub base_path: Option<String>,
    /// Language of the site, such as `de-de`; default: `en-us`.
    pub locale: Option<String>,
    /// Path of the logo, relative to the docset.
    pub logo: Option<String>,
    /// Address of the source repository, for "edit" links; branch and folder included, such as
    /// `https://github.com/contoso/docs/blob/main/articles`; default: what the repository's
    /// publishing configuration names.
    pub repository: Option<String>,
    /// Where readers get help when the site has none.
    pub support_url: Option<String>,
    /// The same docset in other languages.
    pub language: Vec<Language>,
    /// Links in the page header.
    pub header: Vec<NamedLink>,
    /// Links in the page footer.
    pub footer: Vec<NamedLink>,
    /// Where links go that leave the docset.
    pub links: Links,
    /// Look.
    pub theme: Theme,
    /// Search.
    pub search: Search,
    /// The troubleshooting index.
    pub troubleshooting: Troubleshooting,
    /// Severity by diagnostic code.
    pub rules: BTreeMap<String, Level>,
}

impl Settings {
    /// Language of the site, such as `en-us`.
    #[must_use]
    pub fn locale(&self) -> &str {
        self.locale.as_deref().unwrap_or(LOCALE)
    }
}

/// A link with its text.
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct NamedLink {
    /// Text.
    pub title: String,
    /// Address.
    pub href: String,
}

/// A site with the same pages in another language.
#[derive(Clone, Debug, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// Its language, such as `de-de`.
    pub locale: String,
    /// Name of the language, in that language.
    pub title: String,
    /// Where it is published, such as `https://docs.example.com/de-de`.
    pub url: String,
}

/// Settings of links.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Links {
    /// Host that site-absolute links to other docsets go to.
    pub host: String,
    /// Hosts, with all below them, that links and images may lead to; none means all.
    pub trusted: Vec<String>,
}

impl Default for Links {
    fn default() -> Self {
        Self { host: "https://learn.microsoft.com".to_owned(), trusted: Vec::new() }
    }
}

/// Settings of the theme.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Theme {
    /// Folder whose files win over the built-in theme's, relative to the docset.
    pub path: Option<PathBuf>,
    /// Accent colour as CSS writes it.
    pub accent: Option<String>,
}

/// Settings of search.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// An index for themes with a search of their own, beside the built-in one.
    pub format: Option<SearchFormat>,
    /// Groups of words that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Whether words that mean much the same anywhere, such as `delete` and `remove`, find each
    /// other, in languages that have a list.
    pub builtin_synonyms: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self { format: None, synonyms: Vec::new(), builtin_synonyms: true }
    }
}

/// A form of index that other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchFormat {
    /// That of elasticlunr, as `_guidepost/search/elasticlunr.json`.
    Elasticlunr,
}

/// Settings of the troubleshooting index.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Troubleshooting {
    /// Headings that are no symptoms, ignoring case.
    pub ignore: Vec<String>,
}

/// What a diagnostic code counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Not reported.
    Off,
    /// See [`Severity::Info`].
    Info,
    /// See [`Severity::Suggestion`].
    Suggestion,
    /// See [`Severity::Warning`].
    Warning,
    /// See [`Severity::Error`].
    Error,
}

impl Level {
    /// The level of a name, ignoring case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "off" | "hidden" => Self::Off,
            "info" => Self::Info,
            "suggestion" => Self::Suggestion,
            "warning" => Self::Warning,
            "error" => Self::Error,
            _ => return None,
        })
    }

    /// The severity, unless the code is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Suggestion => Some(Severity::Suggestion),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

pub(super) fn load(root: &Path, files: &mut Vec<PathBuf>) -> Result<Settings, ConfigError> {
    let file = root.join(FILE);
    if !file.is_file() {
        return Ok(Settings::default());
    }
    files.push(file.clone());
    let text = read(&file)?;
    toml::from_str(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        let message = with_suggestion(error.message());
        Invalid::new(&TOML_SYNTAX_ERROR, &file, &text, start, message).into()
    })
}

/// Adds the nearest known key to "unknown field `x`, expected one of `a`, `b`".
fn with_suggestion(message: &str) -> String {
    let mut quoted = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field")
        && let Some(wrong) = quoted.next()
        && let Some(near) = crate::diagnostic::did_you_mean(wrong, quoted)
    {
        return format!("unknown key `{wrong}`: did you mean `{near}`?");
    }
    message.to_owned()
}
