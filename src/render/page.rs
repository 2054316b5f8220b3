//! Whole pages: a body, what surrounds it, and the template of its kind.

use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::context::SiteContext;
use super::html::{self, Environment, Heading, Rendered};
use super::ids::Ids;
use super::markdown::markdown_path;
use super::navigation::{self, Navigation, TitledLink, TreeNode};
use super::surroundings::{self, Picture, Preview};
use super::yaml_page::yaml_context;
use crate::path;
use crate::roles::RoleRef;
use crate::site::corpus::Corpus;
use crate::site::document::{PageFacts, PageKind};
use crate::site::{Fate, LinkedPage, PageId, PivotGroup, Set, SiteIndex};
use crate::theme::Theme;

/// Words a minute that people read on a screen.
const READING_SPEED: usize = 230;

/// Site path of the page that hosts show at addresses they do not know.
const NOT_FOUND: &str = "404.html";

/// What every page is rendered with.
#[derive(Clone, Copy, Debug)]
pub struct Renderer<'a> {
    /// The parsed docset.
    pub corpus: &'a Corpus,
    /// Facts about all pages.
    pub site: &'a SiteIndex,
    /// Templates.
    pub theme: &'a Theme,
    /// Facts about the site as a whole.
    pub context: &'a SiteContext,
    /// Pages with entries in the troubleshooting index, and what they say about them; by site path.
    pub troubles: &'a HashMap<String, Value>,
    /// Reading orders.
    pub navigation: &'a Navigation,
    /// Highlighted code, image sizes, roles.
    pub environment: Environment<'a>,
}

/// `page` of the templates.
#[derive(Serialize)]
struct PageContext<'a> {
    kind: &'a str,
    path: &'a str,
    address: String,
    canonical: Option<String>,
    title: &'a str,
    title_tag: String,
    description: Option<&'a str>,
    noindex: bool,
    heading: Option<String>,
    heading_id: Option<String>,
    heading_in_text: bool,
    content: String,
    date: Option<String>,
    minutes: Option<usize>,
    roles: Vec<RoleLink<'a>>,
    applies_to: &'a [String],
    topic: Option<&'a str>,
    service: Option<&'a str>,
    subservice: Option<&'a str>,
    edit_url: Option<String>,
    markdown_url: Option<String>,
    feedback_url: Option<String>,
    headings: Vec<OutlineHeading>,
    breadcrumbs: Vec<TitledLink>,
    toc: Vec<TreeNode>,
    toc_src: Option<String>,
    previous: Option<TitledLink>,
    next: Option<TitledLink>,
    previews_related: Vec<Preview>,
    picture: Option<Picture>,
    jsonld: Option<String>,
    monikers: Vec<&'a str>,
    versions: Vec<Version<'a>>,
    pivots: Vec<&'a PivotGroup>,
    metadata: &'a Map<String, Value>,
}

/// A version of the page that is a page of its own.
#[derive(Debug, Serialize)]
struct Version<'a> {
    name: &'a str,
    href: String,
    current: bool,
}

/// A role with the way to its page.
#[derive(Debug, Serialize)]
struct RoleLink<'a> {
    id: &'a str,
    name: &'a str,
    href: Option<String>,
}

fn role_links<'a>(context: &SiteContext, roles: &'a [RoleRef], from: &str) -> Vec<RoleLink<'a>> {
    let link = |role: &'a RoleRef| RoleLink {
        id: &role.id,
        name: &role.name,
        href: context.role_pages.get(&role.id).map(|path| path::relative_url(from, path)),
    };
    roles.iter().map(link).collect()
}

#[derive(Debug, Serialize)]
struct OutlineHeading {
    id: String,
    html: String,
    level: u8,
    children: Vec<OutlineHeading>,
}

/// Renders a page of the docset.
///
/// # Errors
/// What is wrong with the theme's template.
pub fn page(renderer: &Renderer<'_>, linked: &LinkedPage<'_>) -> Result<String> {
    let facts = &renderer.site.page(linked.id).facts;
    let mut ids = Ids::new(&renderer.site.page(linked.id).anchors);
    let mut special: Option<(&'static str, Value)> = None;
    let mut rendered = Rendered::default();
    match linked.yaml {
        Some(yaml) => {
            special = yaml_context(renderer, linked, yaml, &mut ids, &mut rendered);
        }
        None => {
            if let Some(body) = linked.bodies.first() {
                rendered = html::body(&renderer.environment, body, &mut ids, true);
            }
        }
    }
    let tree = navigation::tree(renderer.site, Some(linked.id), &facts.path);
    let (previous, next) = renderer.navigation.neighbours(renderer.site, linked.id);
    let neighbours = [&previous, &next].map(|link| link.as_ref()?.href.as_deref());
    let related = surroundings::related(renderer.site, linked, &neighbours);
    let canonical = canonical(renderer.context, &facts.path);
    let picture =
        surroundings::picture(renderer.context, &renderer.environment, linked, &facts.path);
    let faq = special.as_ref().filter(|(key, _)| *key == "faq").map(|(_, faq)| faq);
    let template = match facts.kind {
        PageKind::Article => "article.html",
        PageKind::Faq => "faq.html",
        PageKind::Landing => "landing.html",
        PageKind::Hub => "hub.html",
    };
    let heading = rendered.title.as_ref().map(|title| title.html.trim().to_owned());
    let context = PageContext {
        kind: template.trim_end_matches(".html"),
        path: &facts.path,
        address: address(&facts.path),
        canonical: canonical.clone(),
        title: &facts.title,
        title_tag: title_tag(renderer.context, facts),
        description: facts.description.as_deref(),
        noindex: facts.noindex,
        heading_id: rendered.title.map(|title| title.id),
        heading_in_text: rendered.title_in_text,
        heading,
        content: rendered.html,
        date: facts.date.map(crate::site::document::Date::iso),
        minutes: Some(rendered.words.div_ceil(READING_SPEED)).filter(|&minutes| minutes > 0),
        roles: role_links(renderer.context, &facts.roles, &facts.path),
        applies_to: &facts.applies_to,
        topic: facts.topic.as_deref(),
        service: facts.service.as_deref(),
        subservice: facts.subservice.as_deref(),
        edit_url: surroundings::edit_url(renderer.context, facts),
        markdown_url: markdown_path(renderer.site, linked.id)
            .map(|path| path::relative_url(&facts.path, &path)),
        feedback_url: surroundings::feedback_url(renderer.context, facts),
        headings: outline(rendered.headings),
        breadcrumbs: navigation::breadcrumbs(renderer.corpus, renderer.site, linked.id),
        toc: tree.nodes,
        toc_src: tree.whole,
        previous,
        next,
        previews_related: related,
        jsonld: surroundings::jsonld(
            renderer.context,
            facts,
            canonical.as_deref(),
            picture.as_ref(),
            faq,
        ),
        picture,
        monikers: monikers(renderer.site, linked),
        versions: versions(renderer.site, linked.id),
        pivots: renderer.site.pivots.of_page(renderer.site.page(linked.id)),
        metadata: &facts.metadata,
    };
    let mut context = serde_json::to_value(&context)?;
    if let Some((key, value)) = special {
        context[key] = value;
    }
    if let Some(troubles) = renderer.troubles.get(&facts.path) {
        context["troubles"] = troubles.clone();
    }
    render(renderer, template, &facts.path, &context)
}

/// The versions of a page that are pages of their own.
fn versions(site: &SiteIndex, page: PageId) -> Vec<Version<'_>> {
    let from = &site.page(page).facts.path;
    let all = site.versions(page).iter();
    all.map(|(name, version)| Version {
        name,
        href: path::relative_url(from, &site.page(*version).facts.path),
        current: *version == page,
    })
    .collect()
}

/// The versions a reader can choose between: those that the page's zones tell apart, newest first.
fn monikers<'a>(site: &'a SiteIndex, linked: &LinkedPage<'_>) -> Vec<&'a str> {
    let mut all = Set::new();
    for body in &linked.bodies {
        body.visit(&mut |linked| {
            for zone in &linked.zones {
                if let Fate::Kept { versions, .. } = zone {
                    all.extend(versions);
                }
            }
        });
    }
    if let Some(page) = site.page(linked.id).monikers.as_ref().filter(|_| !all.is_empty()) {
        all.extend(page);
    }
    let names: Vec<&str> = all.iter().rev().map(|&version| site.monikers.name(version)).collect();
    if names.len() < 2 { Vec::new() } else { names }
}

/// A page that no source file stands for.
#[derive(Clone, Debug)]
pub struct GeneratedPage<'a> {
    /// Template.
    pub template: &'a str,
    /// Kind, for the class of the body.
    pub kind: &'a str,
    /// Site path.
    pub path: &'a str,
    /// Title.
    pub title: &'a str,
    /// One sentence.
    pub description: Option<&'a str>,
    /// Whether search engines are to leave it out.
    pub noindex: bool,
    /// More keys of `page`.
    pub extra: Value,
}

/// Renders a generated page.
///
/// # Errors
/// What is wrong with the theme's template.
pub fn generated(renderer: &Renderer<'_>, page: &GeneratedPage<'_>) -> Result<String> {
    let empty = Map::new();
    let mut tree = navigation::tree(renderer.site, None, page.path);
    if page.path == NOT_FOUND {
        navigation::from_root(&mut tree.nodes, &root(renderer.context, page.path));
    }
    let context = PageContext {
        kind: page.kind,
        path: page.path,
        address: address(page.path),
        canonical: canonical(renderer.context, page.path),
        title: page.title,
        title_tag: with_site_name(page.title, renderer.context),
        description: page.description,
        noindex: page.noindex,
        heading: Some(html::escaped(page.title)),
        heading_id: None,
        heading_in_text: false,
        content: String::new(),
        date: None,
        minutes: None,
        roles: Vec::new(),
        applies_to: &[],
        topic: None,
        service: None,
        subservice: None,
        edit_url: None,
        markdown_url: None,
        feedback_url: None,
        headings: Vec::new(),
        breadcrumbs: Vec::new(),
        toc: tree.nodes,
        toc_src: tree.whole,
        previous: None,
        next: None,
        previews_related: Vec::new(),
        picture: surroundings::logo(renderer.context),
        jsonld: None,
        monikers: Vec::new(),
        versions: Vec::new(),
        pivots: Vec::new(),
        metadata: &empty,
    };
    let mut context = serde_json::to_value(&context)?;
    if let (Value::Object(context), Value::Object(extra)) = (&mut context, &page.extra) {
        context.extend(extra.clone());
    }
    render(renderer, page.template, page.path, &context)
}

/// Renders the page that stands where a moved one was.
///
/// # Errors
/// What is wrong with the theme's template.
pub fn redirect(renderer: &Renderer<'_>, path: &str, target: &str, title: &str) -> Result<String> {
    let page = json!({ "title": title, "target": target, "path": path, "kind": "redirect" });
    render(renderer, "redirect.html", path, &page)
}

fn render(renderer: &Renderer<'_>, template: &str, path: &str, page: &Value) -> Result<String> {
    let mut context = tera::Context::new();
    let root = root(renderer.context, path);
    context.insert("root_link", &format!("{root}index.html"));
    context.insert("root", &root);
    context.insert("page", page);
    renderer.theme.render(template, &context)
}

/// The way from a page to the site's root. The 404 page is shown at any address, so its links start
/// at the root of the host.
fn root(site: &SiteContext, path: &str) -> String {
    if path != NOT_FOUND {
        return path::root_prefix(path);
    }
    let base = site.base_url.as_deref().unwrap_or("");
    let path = base
        .split_once("://")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or("", |(_, path)| path.trim_end_matches('/'));
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

pub(super) fn canonical(site: &SiteContext, path: &str) -> Option<String> {
    let base = site.base_url.as_deref()?;
    Some(format!("{base}/{}", address(path)))
}

/// The address of a page from the site's own, which hosts answer for its folder too.
fn address(path: &str) -> String {
    let path = path
        .strip_suffix("index.html")
        .filter(|p| p.is_empty() || p.ends_with('/'))
        .unwrap_or(path);
    path::encode_path(path)
}

/// Title, suffix and site name (format §2).
fn title_tag(site: &SiteContext, facts: &PageFacts) -> String {
    let suffix =
        facts.metadata.get("titleSuffix").and_then(Value::as_str).filter(|s| !s.is_empty());
    match suffix {
        Some(suffix) => {
            let cut = facts.title.find('|').filter(|&at| at > 5).unwrap_or(facts.title.len());
            let title = facts.title[..cut].trim_end();
            if suffix == site.title {
                format!("{title} | {suffix}")
            } else {
                format!("{title} - {suffix} | {}", site.title)
            }
        }
        None => with_site_name(&facts.title, site),
    }
}

fn with_site_name(title: &str, site: &SiteContext) -> String {
    if title == site.title { title.to_owned() } else { format!("{title} | {}", site.title) }
}

/// Level-3 headings below their level-2 heading.
fn outline(headings: Vec<Heading>) -> Vec<OutlineHeading> {
    let mut list: Vec<OutlineHeading> = Vec::new();
    for heading in headings {
        let entry = OutlineHeading {
            id: heading.id,
            html: heading.html,
            level: heading.level,
            children: Vec::new(),
        };
        match list.last_mut() {
            Some(parent) if entry.level > parent.level => parent.children.push(entry),
            _ => list.push(entry),
        }
    }
    list
}
