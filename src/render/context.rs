//! What every template sees of the site.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::config::{Config, Language, NamedLink};
use crate::site::SiteIndex;
use crate::theme::Theme;

/// Facts about the site as a whole that pages show.
#[derive(Clone, Debug, Serialize)]
pub struct SiteContext {
    /// Name of the site.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Language, such as `en-us`.
    pub locale: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Where the site is published.
    pub base_url: Option<String>,
    /// Path of the logo from the root.
    pub logo: Option<String>,
    /// Address of the sources.
    pub repository: Option<String>,
    /// Sites with the same pages in other languages.
    pub languages: Vec<Language>,
    /// Links in the header.
    pub header_links: Vec<NamedLink>,
    /// Links in the footer.
    pub footer_links: Vec<NamedLink>,
    /// Where to get help.
    pub support_url: Option<String>,
    /// Path of the search index from the root.
    pub search_index: String,
    /// Path of the page of search results from the root.
    pub search_page: String,
    /// Path of the troubleshooting index from the root, when there is one.
    pub troubleshooting: Option<String>,
    /// Path of the page of all roles from the root, when there is one.
    pub roles: Option<String>,
    /// Path of each role's page from the root, by id; a page has the links of its own roles.
    #[serde(skip)]
    pub role_pages: BTreeMap<String, String>,
    /// Path of the list of all pages from the root.
    pub all_pages: String,
    /// Path of the feed of changed pages from the root, when there is one.
    pub feed: Option<String>,
    /// Accent colour.
    pub accent: Option<String>,
}

/// Paths of generated pages that every page may link to.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The troubleshooting index.
    pub troubleshooting: Option<String>,
    /// The page of all roles.
    pub roles: Option<String>,
    /// Each role's page, by id.
    pub role_paths: BTreeMap<String, String>,
    /// The page of search results.
    pub search: String,
    /// The list of all pages.
    pub all_pages: String,
    /// The feed of changed pages.
    pub feed: Option<String>,
}

impl SiteContext {
    /// Gathers the facts.
    #[must_use]
    pub fn new(config: &Config, site: &SiteIndex, generated: Generated) -> Self {
        let settings = &config.settings;
        let locale = settings.locale().to_owned();
        let language = locale.split('-').next().unwrap_or("");
        let home = site.page_at("index.html").map(|id| site.page(id).facts.title.clone());
        let folder = || {
            let name = config.root.file_name().map(|name| name.to_string_lossy().into_owned());
            name.unwrap_or_else(|| "Documentation".to_owned())
        };
        let has_feed =
            settings.base_url.is_some() && site.ids().any(|id| site.page(id).facts.is_in_feed());
        Self {
            title: settings
                .title
                .clone()
                .or(home)
                .or_else(|| common_suffix(site))
                .unwrap_or_else(folder),
            description: settings.description.clone(),
            dir: if matches!(language, "ar" | "he" | "fa" | "ur") { "rtl" } else { "ltr" },
            locale,
            base_url: settings.base_url.clone(),
            logo: settings.logo.as_ref().map(|logo| logo.to_lowercase()),
            repository: settings.repository.clone(),
            languages: settings.language.clone(),
            header_links: settings.header.clone(),
            footer_links: settings.footer.clone(),
            support_url: settings.support_url.clone(),
            search_index: crate::search::INDEX_PATH.to_owned(),
            search_page: generated.search,
            troubleshooting: generated.troubleshooting,
            roles: generated.roles,
            role_pages: generated.role_paths,
            all_pages: generated.all_pages,
            feed: generated.feed.filter(|_| has_feed),
            accent: settings.theme.accent.clone(),
        }
    }
}

/// What more than half of the pages have behind their titles: the name of what they are about.
fn common_suffix(site: &SiteIndex) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in site.ids() {
        let suffix = site.page(id).facts.metadata.get("titleSuffix").and_then(Value::as_str);
        if let Some(suffix) = suffix.map(str::trim).filter(|suffix| !suffix.is_empty()) {
            *counts.entry(suffix).or_default() += 1;
        }
    }
    let half = site.ids().count() / 2;
    counts.into_iter().find(|(_, count)| *count > half).map(|(suffix, _)| suffix.to_owned())
}

/// Makes the site's facts visible to every template of a theme.
pub fn shared(theme: &mut Theme, site: &SiteContext) {
    let version = theme.version().to_owned();
    theme.share("site", &serde_json::to_value(site).unwrap_or(Value::Null));
    theme.share("theme", &json!({ "version": version }));
}
