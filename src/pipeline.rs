//! The order of the stages, and all threads.
//!
//! `build`, `serve` and `check` call [`build`] with another sink. Stages are pure functions over
//! shared references; what they return is put into order here, so the number of threads changes
//! nothing.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use serde_json::json;

use crate::article::NodeKind;
use crate::config::{Config, ConfigError, Overrides, SearchFormat};
use crate::diagnostic::{Diagnostic, Severity, Span, did_you_mean, sort_and_dedup};
use crate::outputs::{Content, Sink};
use crate::render::html::Environment;
use crate::render::{
    self, GeneratedPage, Highlighter, Highlights, Navigation, Renderer, SiteContext,
};
use crate::role_pages::RolePages;
use crate::site::corpus::{self, Corpus};
use crate::site::document::Document;
use crate::site::{self, LinkedBody, LinkedPage, SiteIndex};
use crate::source::{self, FileId};
use crate::theme::{Stray, THEME_FILE_UNUSED, Theme, Translation};
use crate::{codes, path, rules, search, troubleshooting};

mod trouble;

use trouble::Folders;

/// What to build, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The docset's folder, or that of the repository around it.
    pub docset: PathBuf,
    /// What the command line adds to the configuration.
    pub overrides: Overrides,
    /// Threads; all cores when not said.
    pub jobs: Option<usize>,
}

/// What a build found and made.
#[derive(Debug)]
pub struct Report {
    /// Findings in their order.
    pub diagnostics: Vec<Diagnostic>,
    /// Files and texts, for showing findings.
    pub corpus: Corpus,
    /// Pages of the docset.
    pub pages: usize,
    /// Folders and files that the site is made from.
    pub inputs: Vec<PathBuf>,
}

impl Report {
    /// How many findings have a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.severity == severity).count()
    }
}

/// Is told how far a build is. Called from many threads.
pub trait Progress: Sync {
    /// So many pages are to be rendered.
    fn pages(&self, _count: usize) {}
    /// One page has been rendered.
    fn page(&self) {}
}

/// Tells nobody.
#[derive(Clone, Copy, Debug)]
pub struct Silent;

impl Progress for Silent {}

/// Reads the configuration of a docset.
///
/// # Errors
/// When it cannot be read or understood.
pub fn configure(options: &Options) -> Result<Config> {
    Ok(Config::load(&options.docset, &options.overrides)?)
}

/// Builds the site of a docset into a sink.
///
/// # Errors
/// When a file cannot be read, a template is wrong, or the sink fails. What an author wrote never
/// makes it fail.
pub fn build(
    config: &Config,
    jobs: Option<usize>,
    sink: &dyn Sink,
    progress: &dyn Progress,
) -> Result<Report> {
    let settings = &config.settings.theme;
    let theme = Theme::load(
        settings.path.as_deref(),
        settings.accent.as_deref(),
        config.settings.locale(),
    )?;
    with_threads(jobs, || run(config, Some(Target { theme, sink, progress })))
}

/// Finds what [`build`] would find, and makes no site.
///
/// # Errors
/// When a file cannot be read.
pub fn check(config: &Config, jobs: Option<usize>) -> Result<Report> {
    with_threads(jobs, || run(config, None))
}

/// A docset as read: what `guidepost list` and its kin look at.
#[derive(Debug)]
pub struct Inspection<'a> {
    /// Every file, parsed.
    pub corpus: &'a Corpus,
    /// Facts about all pages.
    pub site: &'a SiteIndex,
    /// Pages with their links resolved.
    pub pages: &'a [LinkedPage<'a>],
    /// Pages as text, in the order of the tables of contents.
    pub documents: &'a [Document],
}

/// Reads a docset and shows it to `look`, whose answer is returned.
///
/// # Errors
/// When a file cannot be read.
pub fn inspect<T: Send>(
    config: &Config,
    jobs: Option<usize>,
    look: impl FnOnce(&Inspection<'_>) -> T + Send,
) -> Result<T> {
    with_threads(jobs, || {
        let discovered = source::discover(config)?;
        let (corpus, _) = corpus::parse(config, discovered.value)?;
        let (site, _) = site::index(config, &corpus);
        let ids: Vec<_> = site.ids().collect();
        let pages: Vec<LinkedPage<'_>> =
            ids.into_par_iter().map(|id| site::link(&corpus, &site, id).0).collect();
        let documents = documents(&site, &pages, &Navigation::new(&site));
        Ok(look(&Inspection { corpus: &corpus, site: &site, pages: &pages, documents: &documents }))
    })
}

/// Pages as text, in the order that readers know from the tables of contents.
fn documents(site: &SiteIndex, pages: &[LinkedPage<'_>], navigation: &Navigation) -> Vec<Document> {
    let mut in_order: Vec<&LinkedPage<'_>> = pages.iter().collect();
    in_order.sort_by_key(|page| navigation.position(site, page.id));
    let names = site.names();
    let document = |page: &&LinkedPage<'_>| Document {
        names: names.get(&page.id).cloned().unwrap_or_default(),
        ..site::outline(site, page)
    };
    in_order.par_iter().map(document).collect()
}

fn with_threads<T: Send>(
    jobs: Option<usize>,
    work: impl FnOnce() -> Result<T> + Send,
) -> Result<T> {
    match jobs {
        None => work(),
        Some(threads) => rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .context("cannot start threads")?
            .install(work),
    }
}

/// What a build is made with, beside the docset.
struct Target<'a> {
    theme: Theme,
    sink: &'a dyn Sink,
    progress: &'a dyn Progress,
}

fn run(config: &Config, target: Option<Target<'_>>) -> Result<Report> {
    check_codes(config)?;
    let discovered = source::discover(config)?;
    let mut diagnostics = discovered.diagnostics;
    let (corpus, found) = corpus::parse(config, discovered.value)?;
    diagnostics.extend(found);
    let (site, found) = site::index(config, &corpus);
    diagnostics.extend(found);
    let linked: Vec<(LinkedPage<'_>, Vec<Diagnostic>)> = site
        .ids()
        .collect::<Vec<_>>()
        .into_par_iter()
        .map(|id| site::link(&corpus, &site, id))
        .collect();
    let mut pages = Vec::with_capacity(linked.len());
    for (page, found) in linked {
        diagnostics.extend(found);
        pages.push(page);
    }
    let linked = OnceLock::new();
    let whole = || linked.get_or_init(|| Linked::new(config, &corpus, &site, &pages));
    let generated = |path: &str| is_always_made(path) || whole().generates(path);
    diagnostics.extend(rules::check(config, &corpus, &site, &pages, &generated));
    diagnostics.extend(theme_findings(config, &corpus)?);
    if let Some(target) = target {
        target.progress.pages(pages.len());
        output(whole(), target)?;
    }
    drop(linked);
    let mut inputs = vec![config.root.clone()];
    inputs.extend(config.settings.theme.path.clone());
    let count = pages.len();
    drop(pages);
    apply_levels(config, &mut diagnostics);
    sort_and_dedup(&mut diagnostics);
    rules::limit(config.docfx.limits, &mut diagnostics);
    Ok(Report { diagnostics, corpus, pages: count, inputs })
}

/// Whether every site has a file of its own making at a path.
fn is_always_made(path: &str) -> bool {
    const FILES: &[&str] = &[
        "404.html",
        "a-z/index.html",
        "index.html",
        "llms.txt",
        "redirects.json",
        "search/index.html",
        "troubleshooting.json",
        troubleshooting::SCHEMA_PATH,
    ];
    path.is_empty() || FILES.contains(&path) || path.starts_with("_guidepost/")
}

/// Files of the theme folder that have no effect.
fn theme_findings(config: &Config, corpus: &Corpus) -> Result<Vec<Diagnostic>> {
    let Some(folder) = config.settings.theme.path.as_deref().filter(|folder| folder.is_dir())
    else {
        return Ok(Vec::new());
    };
    // A page or the configuration may name a static file.
    let named = |file: &str| {
        let address = format!("{}/{file}", crate::theme::STATIC_PATH);
        corpus
            .tree
            .files()
            .iter()
            .filter_map(|file| file.text.as_deref())
            .any(|text| text.contains(&address))
    };
    let shown = folder.strip_prefix(&config.root).unwrap_or(folder);
    let shown = shown.to_string_lossy().replace('\\', "/");
    let finding = |stray: Stray| {
        let file = format!("{shown}/{}", stray.path).into();
        let message = format!("nothing uses the file `{}` of the theme", stray.path);
        let help = stray.near.map_or_else(
            || "a file takes effect over a built-in one with the same path below `templates/` or `static/`, or where another file asks for it; correct its path, or remove it".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        Diagnostic::new(&THEME_FILE_UNUSED, &file, Span::file(), message).help(help)
    };
    Ok(crate::theme::strays(folder, &named)?.into_iter().map(finding).collect())
}

/// Rules may only name codes that exist.
fn check_codes(config: &Config) -> Result<(), ConfigError> {
    let names = || codes::ALL.iter().map(|code| code.name);
    match config.settings.rules.keys().find(|name| codes::find(name).is_none()) {
        None => Ok(()),
        Some(name) => {
            let near = did_you_mean(name, names());
            let near = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
            Err(ConfigError::UnknownCode(name.clone(), near))
        }
    }
}

/// Severities as the configuration has them: the site's own settings win over the docset's.
fn apply_levels(config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let (settings, docfx) = (&config.settings.rules, &config.docfx);
    if settings.is_empty() && docfx.rules.is_empty() && !docfx.warnings_as_errors {
        return;
    }
    diagnostics.retain_mut(|diagnostic| {
        let name = diagnostic.code.name;
        if let Some(level) = settings.get(name).or_else(|| docfx.rules.get(name)) {
            let Some(severity) = level.severity() else { return false };
            diagnostic.severity = severity;
        }
        if docfx.warnings_as_errors && diagnostic.severity == Severity::Warning {
            diagnostic.severity = Severity::Error;
        }
        true
    });
}

/// What every output is made from.
struct Linked<'a> {
    config: &'a Config,
    corpus: &'a Corpus,
    site: &'a SiteIndex,
    pages: &'a [LinkedPage<'a>],
    navigation: Navigation,
    /// The pages as text, in the order of the tables of contents.
    documents: Vec<Document>,
    troubles: troubleshooting::Index,
    paths: Paths,
}

/// Everything that is made of the linked pages. The search index takes as long as most of the rest,
/// so it is made beside it.
fn output(linked: &Linked<'_>, target: Target<'_>) -> Result<()> {
    let sink = target.sink;
    let translation = Arc::clone(target.theme.translation());
    let (searching, rendering) = rayon::join(
        || {
            search_files(linked, &translation)
                .into_par_iter()
                .try_for_each(|(path, content)| sink.put(&path, content))
        },
        || render_all(linked, target),
    );
    rendering.and(searching)
}

impl<'a> Linked<'a> {
    fn new(
        config: &'a Config,
        corpus: &'a Corpus,
        site: &'a SiteIndex,
        pages: &'a [LinkedPage<'a>],
    ) -> Self {
        let navigation = Navigation::new(site);
        let documents = documents(site, pages, &navigation);
        let options =
            troubleshooting::Options { ignore: config.settings.troubleshooting.ignore.clone() };
        let troubles = troubleshooting::index(&documents, &options);
        Self {
            config,
            corpus,
            site,
            pages,
            navigation,
            documents,
            troubles,
            paths: Paths::new(site),
        }
    }
}

impl Linked<'_> {
    /// Whether the site has a file of its own making at a path, which depends on its pages.
    fn generates(&self, path: &str) -> bool {
        let (site, index) = (self.site, &self.troubles);
        let folders = Folders { site };
        let fixed = match path {
            render::FEED_PATH | "sitemap.xml" => self.config.settings.base_url.is_some(),
            render::XREF_MAP_PATH => {
                self.config.settings.base_url.is_some() && !site.uids.pages().is_empty()
            }
            path => {
                let pages = render::a_to_z(site, &self.paths.all_pages);
                pages.iter().any(|(own, _)| own == path)
            }
        };
        let trouble = || {
            Paths::has_index(index)
                && (path == folders.troubleshooting()
                    || !index.codes.is_empty() && path == folders.codes()
                    || index.areas.iter().any(|area| path == folders.area(area))
                    || folders.code_pages(&index.codes).iter().any(|(own, _)| own == path))
        };
        let role = || {
            let roles = RolePages::new(&site.vocabulary, &self.documents);
            !roles.is_empty()
                && (path == folders.roles()
                    || roles.shown().any(|role| path == folders.role(&role.id)))
        };
        fixed || trouble() || role()
    }
}

/// The files of search, and the index that the configuration asks for beside them.
fn search_files(linked: &Linked<'_>, translation: &Translation) -> Vec<(String, Content)> {
    let Linked { config, documents, .. } = linked;
    let locale = config.settings.locale();
    let troubles = troubles(&linked.troubles, linked.site);
    let options = search::SearchOptions {
        locale: locale.to_owned(),
        synonyms: config.settings.search.synonyms.clone(),
        builtin_synonyms: config.settings.search.builtin_synonyms,
    };
    let mut files = search::build(documents, &troubles, &options, translation).outputs();
    if config.settings.search.format == Some(SearchFormat::Elasticlunr) {
        files.push(search::export::elasticlunr(documents, locale));
    }
    files
}

/// What search says of symptoms, guides and codes.
fn troubles(index: &troubleshooting::Index, site: &SiteIndex) -> search::Troubles {
    let pages = Folders { site }.code_pages(&index.codes);
    let codes = pages.iter().flat_map(|(path, codes)| {
        codes.iter().map(move |code| search::ErrorCode {
            code: code.code.clone(),
            href: format!("{}#{}", path::encode_path(path), path::encode_fragment(&code.id)),
            meaning: code.entries.first().map(|entry| entry.symptom.clone()).unwrap_or_default(),
        })
    });
    let mut troubles = search::Troubles { codes: codes.collect(), ..search::Troubles::default() };
    for entry in index.areas.iter().flat_map(|area| area.guides.iter().chain(&area.symptoms)) {
        match (&entry.anchor, entry.kind) {
            (None, troubleshooting::Kind::Guide) => troubles.guides.push(entry.page.clone()),
            (Some(anchor), troubleshooting::Kind::Symptom) => {
                troubles.symptoms.push((entry.page.clone(), anchor.clone()));
            }
            _ => {}
        }
    }
    troubles
}

fn render_all(linked: &Linked<'_>, target: Target<'_>) -> Result<()> {
    let Target { mut theme, sink, progress } = target;
    let &Linked { config, corpus, site, pages, .. } = linked;
    let Linked { documents, troubles: index, paths, navigation, .. } = linked;
    let folders = Folders { site };
    let roles = RolePages::new(&site.vocabulary, documents);
    let context = SiteContext::new(
        config,
        site,
        render::Generated {
            troubleshooting: Paths::has_index(index).then(|| folders.troubleshooting()),
            roles: (!roles.is_empty()).then(|| folders.roles()),
            role_paths: roles
                .shown()
                .map(|role| (role.id.clone(), folders.role(&role.id)))
                .collect(),
            search: paths.search.clone(),
            all_pages: paths.all_pages.clone(),
            feed: (!site.is_taken(render::FEED_PATH)).then(|| render::FEED_PATH.to_owned()),
        },
    );
    let troubles =
        troubleshooting::article_contexts(index, &|area| folders.area(area), theme.translation());
    render::shared(&mut theme, &context);
    let highlighter = Highlighter::new();
    let highlights = Highlights::collect(&highlighter, code_blocks(pages).into_iter());
    let images = render::image_sizes(&corpus.tree, &used_images(pages));
    let renderer = Renderer {
        corpus,
        site,
        theme: &theme,
        context: &context,
        troubles: &troubles,
        navigation,
        environment: Environment {
            highlights: &highlights,
            images: &images,
            site,
            vocabulary: &site.vocabulary,
            translation: theme.translation(),
        },
    };
    pages.par_iter().try_for_each(|page| {
        let html = render::page(&renderer, page)?;
        progress.page();
        if let Some(path) = render::markdown_path(site, page.id) {
            let base_url = context.base_url.as_deref();
            sink.put(&path, render::markdown(&renderer.environment, base_url, page).into())?;
        }
        sink.put(&site.page(page.id).facts.path, html.into())
    })?;
    site.resources().collect::<Vec<_>>().into_par_iter().try_for_each(
        |(path, id): (&str, FileId)| {
            sink.put(path, Content::Copy(corpus.tree.file(id).disk.clone()))
        },
    )?;
    for (path, content) in theme.files() {
        sink.put(path, content.clone())?;
    }
    for (i, toc) in site.tocs.list.iter().enumerate() {
        sink.put(&render::whole_tree_path(i as u32), render::whole_tree(site, toc).into())?;
    }
    for (path, target, page) in site.redirects.stubs(site) {
        let moved = theme.translation().text("Moved");
        let title = page.map_or(moved, |page| site.page(page).facts.title.as_str());
        sink.put(path, render::redirect(&renderer, path, &target, title)?.into())?;
    }
    trouble::troubleshooting(&renderer, folders, index, sink)?;
    trouble::roles(&renderer, folders, index, &roles, sink)?;
    generated(&renderer, paths, sink)
}

/// Where generated pages go: their usual place, unless the docset has a page there.
struct Paths {
    search: String,
    all_pages: String,
    not_found: Option<String>,
    home: Option<String>,
}

impl Paths {
    fn new(site: &SiteIndex) -> Self {
        let free = |path: &str| (!site.is_taken(path)).then(|| path.to_owned());
        let somewhere = |path: &str| free(path).unwrap_or_else(|| format!("_guidepost/{path}"));
        Self {
            search: somewhere("search/index.html"),
            all_pages: somewhere("a-z/index.html"),
            not_found: free("404.html"),
            home: free("index.html"),
        }
    }

    /// Whether there is anything to show in the troubleshooting index.
    fn has_index(index: &troubleshooting::Index) -> bool {
        index.count > 0 || !index.codes.is_empty()
    }
}

fn generated(renderer: &Renderer<'_>, paths: &Paths, sink: &dyn Sink) -> Result<()> {
    let put = |page: &GeneratedPage<'_>| -> Result<()> {
        sink.put(page.path, render::generated(renderer, page)?.into())
    };
    let translation = renderer.theme.translation();
    put(&GeneratedPage {
        template: "search.html",
        kind: "search",
        path: &paths.search,
        title: translation.text("Search"),
        description: None,
        noindex: true,
        extra: json!({}),
    })?;
    if let Some(path) = &paths.not_found {
        put(&GeneratedPage {
            template: "404.html",
            kind: "404",
            path,
            title: translation.text("Page not found"),
            description: None,
            noindex: true,
            extra: json!({}),
        })?;
    }
    if let Some(path) = &paths.home {
        let title = renderer.context.title.clone();
        put(&GeneratedPage {
            template: "landing.html",
            kind: "landing",
            path,
            title: &title,
            description: renderer.context.description.as_deref(),
            noindex: false,
            extra: json!({ "landing": render::home(renderer, path) }),
        })?;
    }
    for (path, list) in render::a_to_z(renderer.site, &paths.all_pages) {
        put(&GeneratedPage {
            template: "a-z.html",
            kind: "a-z",
            path: &path,
            title: &match list["groups"].as_array().map(Vec::as_slice) {
                Some([group]) => format!(
                    "{}: {}",
                    translation.text("All pages"),
                    group["letter"].as_str().unwrap_or("")
                ),
                _ => translation.text("All pages").to_owned(),
            },
            description: Some(translation.text("Every page of the site, by its title.")),
            noindex: true,
            extra: json!({ "a_to_z": list }),
        })?;
    }
    let (site, context) = (renderer.site, renderer.context);
    for (path, list) in [
        ("sitemap.xml", render::sitemap(site, context)),
        (render::FEED_PATH, render::feed(site, context)),
        (render::XREF_MAP_PATH, render::xref_map(site, context)),
        ("llms.txt", Some(render::llms(site, context, renderer.navigation))),
        ("redirects.json", render::redirects(site)),
    ] {
        if let Some(list) = list.filter(|_| !site.is_taken(path)) {
            sink.put(path, list.into())?;
        }
    }
    // Hosts that run a site generator of their own leave folders with an underscore out otherwise.
    sink.put(".nojekyll", Content::from(Vec::new()))
}

/// Every block of code with its language.
fn code_blocks<'a>(pages: &'a [LinkedPage<'_>]) -> Vec<(&'a str, &'a str)> {
    let mut blocks = Vec::new();
    each_body(pages, &mut |linked| {
        for code in &linked.body.codes {
            if let Some(language) = &code.language {
                blocks.push((language.as_str(), code.text.as_str()));
            }
        }
        for snippet in linked.snippets.iter().flatten() {
            if let Some(language) = &snippet.language {
                blocks.push((language.as_str(), snippet.text.as_str()));
            }
        }
    });
    blocks
}

/// Local images that pages show.
fn used_images(pages: &[LinkedPage<'_>]) -> Vec<FileId> {
    let mut files = FxHashSet::default();
    each_body(pages, &mut |linked| {
        for node in &linked.body.nodes {
            let link = match &node.kind {
                NodeKind::Image(image) => Some(linked.body.images[*image as usize].source),
                NodeKind::HtmlOpen(tag) if tag.name.as_ref() == "img" => {
                    tag.attributes.iter().find_map(|(_, value)| match value {
                        crate::article::HtmlValue::Link(link) => Some(*link),
                        crate::article::HtmlValue::Text(_) => None,
                    })
                }
                _ => None,
            };
            files.extend(link.and_then(|link| linked.links[link as usize].resource));
        }
    });
    let mut files: Vec<FileId> = files.into_iter().collect();
    files.sort_unstable();
    files
}

fn each_body<'a>(pages: &'a [LinkedPage<'_>], visit: &mut impl FnMut(&'a LinkedBody<'a>)) {
    for page in pages {
        for body in &page.bodies {
            body.visit(visit);
        }
    }
}
