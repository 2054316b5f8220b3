//! What a rule sees: one text of a file, one page with its includes, or the whole docset.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::outline::Outline;
use crate::article::front_matter::FrontMatter;
use crate::article::{
    Body, Heading, HtmlTag, HtmlValue, ImageKind, Link, LinkKind, Metadata, NodeKind, Tag,
};
use crate::config::Config;
use crate::diagnostic::Span;
use crate::path;
use crate::roles::Vocabulary;
use crate::site::SiteIndex;
use crate::site::corpus::Corpus;
use crate::site::{LinkedPage, Page, TocEntry};
use crate::source::FileId;
use crate::yaml;

/// What texts are seen in.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) site: &'a SiteIndex,
    pub(super) vocabulary: Option<&'a Vocabulary>,
    pub(super) trusted: &'a [String],
}

/// Markdown of one file: a page's, an include's, or one field of a YAML page. Rules that need no
/// more see each text once, however many pages include it.
pub(super) struct TextView<'a> {
    /// Hosts that the docset trusts; none means all.
    pub(super) trusted: &'a [String],
    /// The roles of the docset, when it names them itself.
    pub(super) vocabulary: Option<&'a Vocabulary>,
    pub(super) corpus: &'a Corpus,
    pub(super) site: &'a SiteIndex,
    pub(super) file: &'a Arc<str>,
    /// The whole file, which spans count in.
    pub(super) text: &'a str,
    pub(super) body: &'a Body,
    /// The text is all of the file but its header.
    pub(super) whole: bool,
    pub(super) pictures: Vec<Picture<'a>>,
    pub(super) hrefs: Vec<Anchor<'a>>,
}

/// An image, however it is written.
pub(super) struct Picture<'a> {
    pub(super) span: Span,
    pub(super) alt: &'a str,
    pub(super) source: &'a str,
    /// Says nothing, so needs no alternative text.
    pub(super) decoration: bool,
    /// Its form asks for the text, so that its lack is an error of its own.
    pub(super) asks_for_alt: bool,
}

/// A link, however it is written.
pub(super) struct Anchor<'a> {
    pub(super) span: Span,
    pub(super) target: &'a str,
    /// Written as `<a href>` where a link in Markdown could stand.
    pub(super) html: bool,
    /// There is something to click on.
    pub(super) has_text: bool,
}

impl<'a> TextView<'a> {
    pub(super) fn new(scope: Scope<'a>, id: FileId, body: &'a Body, whole: bool) -> Self {
        let Scope { corpus, site, vocabulary, trusted } = scope;
        let source = corpus.tree.file(id);
        let text = source.text.as_deref().unwrap_or("");
        let mut view = Self {
            trusted,
            vocabulary,
            corpus,
            site,
            file: &source.path,
            text,
            body,
            whole,
            pictures: Vec::new(),
            hrefs: Vec::new(),
        };
        view.gather();
        view
    }

    /// Blocks of code, in the order of the text.
    pub(super) fn code_blocks(&self) -> Vec<Span> {
        let nodes = self.body.nodes.iter();
        nodes.filter(|node| matches!(node.kind, NodeKind::Code(_))).map(|node| node.span).collect()
    }

    /// Adds links that are not in Markdown.
    pub(super) fn add_links(&mut self, links: &'a [Link]) {
        let pages = links.iter().filter(|link| link.kind == LinkKind::Page);
        self.hrefs.extend(pages.map(|link| Anchor {
            span: link.span,
            target: &link.target,
            html: false,
            has_text: true,
        }));
    }

    /// Adds the links of a table of contents.
    pub(super) fn add_entries(&mut self, entries: &'a [TocEntry]) {
        for entry in entries {
            let hrefs = [&entry.href, &entry.toc_href, &entry.topic_href].into_iter().flatten();
            self.hrefs.extend(hrefs.map(|href| Anchor {
                span: href.span,
                target: &href.text,
                html: false,
                has_text: true,
            }));
            self.add_entries(&entry.items);
        }
    }

    /// Lists images and links, with whether a link has text.
    fn gather(&mut self) {
        let body = self.body;
        if body.links.is_empty() {
            return;
        }
        // Open containers: the link that each one is.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut html: Option<usize> = None;
        for node in &body.nodes {
            let mut says_something = false;
            match &node.kind {
                NodeKind::Open(Tag::Link(link)) => {
                    let link = &body.links[*link as usize];
                    open.push(Some(self.hrefs.len()));
                    self.hrefs.push(Anchor {
                        span: link.span,
                        target: &link.target,
                        html: false,
                        has_text: false,
                    });
                }
                NodeKind::Open(_) => open.push(None),
                NodeKind::Close => {
                    open.pop();
                }
                NodeKind::HtmlOpen(tag) => {
                    says_something = self.html(tag, node.span, &mut html);
                }
                NodeKind::HtmlClose(name) if name.as_ref() == "a" => html = None,
                NodeKind::Image(image) => {
                    let image = &body.images[*image as usize];
                    if let Some(link) = image.link {
                        let link = &body.links[link as usize];
                        self.hrefs.push(Anchor {
                            span: link.span,
                            target: &link.target,
                            html: false,
                            has_text: true,
                        });
                    }
                    self.pictures.push(Picture {
                        span: node.span,
                        alt: &image.alt,
                        source: &body.links[image.source as usize].target,
                        decoration: image.kind == ImageKind::Icon,
                        asks_for_alt: matches!(image.kind, ImageKind::Content | ImageKind::Complex),
                    });
                    says_something = true;
                }
                NodeKind::Text(text) | NodeKind::CodeSpan(text) | NodeKind::NoLoc(text) => {
                    says_something = !text.trim().is_empty();
                }
                NodeKind::Include(_) | NodeKind::Code(_) | NodeKind::Snippet(_) => {
                    says_something = true;
                }
                _ => {}
            }
            if says_something {
                for link in open.iter().copied().flatten().chain(html) {
                    self.hrefs[link].has_text = true;
                }
            }
        }
    }

    /// Takes an author's tag in; whether it shows something itself.
    fn html(&mut self, tag: &'a HtmlTag, span: Span, open: &mut Option<usize>) -> bool {
        match tag.name.as_ref() {
            "a" => {
                if let Some(link) = address(tag, "href") {
                    let link = &self.body.links[link as usize];
                    *open = Some(self.hrefs.len());
                    self.hrefs.push(Anchor {
                        span,
                        target: &link.target,
                        html: !tag.in_block,
                        has_text: false,
                    });
                }
                false
            }
            "img" => {
                let source =
                    address(tag, "src").map_or("", |l| &self.body.links[l as usize].target);
                let alt = text_attribute(tag, "alt");
                let decoration =
                    alt.is_some() && text_attribute(tag, "role") == Some("presentation");
                let alt = alt.unwrap_or("");
                self.pictures.push(Picture { span, alt, source, decoration, asks_for_alt: false });
                true
            }
            name => matches!(name, "video" | "iframe" | "button" | "input"),
        }
    }

    /// The source of a span.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The first line of a span.
    pub(super) fn first_line(&self, span: Span) -> Span {
        first_line(self.text, span)
    }
}

/// The address an attribute holds, in the link table.
pub(super) fn address(tag: &HtmlTag, attribute: &str) -> Option<u32> {
    tag.attributes.iter().find_map(|(name, value)| match value {
        HtmlValue::Link(link) if name.as_ref() == attribute => Some(*link),
        _ => None,
    })
}

/// The text an attribute holds.
pub(super) fn text_attribute<'a>(tag: &'a HtmlTag, attribute: &str) -> Option<&'a str> {
    tag.attributes.iter().find_map(|(name, value)| match value {
        HtmlValue::Text(text) if name.as_ref() == attribute => Some(&**text),
        _ => None,
    })
}

/// The first line of a span, without the blanks at its end.
pub(super) fn first_line(text: &str, span: Span) -> Span {
    let slice = text.get(span.range()).unwrap_or("");
    let line = slice.lines().next().unwrap_or("").trim_end();
    Span::new(span.start as usize, span.start as usize + line.len())
}

/// Whether a heading shows nothing. A blank that does not break counts as something.
pub(super) fn is_empty(body: &Body, heading: &Heading) -> bool {
    body.heading_nodes(heading).iter().all(|node| match &node.kind {
        NodeKind::Text(text) => text.chars().all(|c| c.is_ascii_whitespace()),
        NodeKind::Open(_) | NodeKind::Close | NodeKind::SoftBreak | NodeKind::HardBreak => true,
        _ => false,
    })
}

/// Whether a heading has an include among its words.
pub(super) fn includes(body: &Body, heading: &Heading) -> bool {
    body.heading_nodes(heading).iter().any(|node| matches!(node.kind, NodeKind::Include(_)))
}

/// A page with what it includes.
pub(super) struct PageView<'a> {
    pub(super) config: &'a Config,
    pub(super) corpus: &'a Corpus,
    pub(super) site: &'a SiteIndex,
    pub(super) page: &'a Page,
    pub(super) file: &'a Arc<str>,
    /// What the page itself says of itself, without the docset's defaults.
    pub(super) own: &'a Metadata,
    /// The header of a Markdown page; `None` for a YAML page.
    pub(super) header: Option<&'a FrontMatter>,
    pub(super) outline: Outline<'a>,
    /// What its address shows by default: the newest of its versions.
    pub(super) is_canonical: bool,
}

static NO_METADATA: std::sync::LazyLock<Metadata> = std::sync::LazyLock::new(Metadata::new);

impl<'a> PageView<'a> {
    pub(super) fn new(
        config: &'a Config,
        corpus: &'a Corpus,
        site: &'a SiteIndex,
        linked: &'a LinkedPage<'a>,
        canonical: &Canonical<'_>,
    ) -> Self {
        let page = site.page(linked.id);
        let source = corpus.tree.file(page.file);
        let header = header(corpus, page);
        let own = match (linked.yaml, header) {
            (Some(yaml), _) => &yaml.metadata,
            (None, Some(header)) => &header.metadata,
            (None, None) => &*NO_METADATA,
        };
        let outline = Outline::of(corpus, &source.path, linked);
        let is_canonical = canonical.is(page);
        Self { config, corpus, site, page, file: &source.path, own, header, outline, is_canonical }
    }

    /// The headings of the first level that readers of the newest version see.
    pub(super) fn h1s(&self, canonical: &Canonical<'_>) -> impl Iterator<Item = Titled<'a>> {
        let version = canonical.version(self.page);
        let listed = self.is_canonical && self.is_markdown() && !self.page.facts.noindex;
        let shown = self.outline.headings.iter().filter(move |seen| {
            listed && seen.heading.level == 1 && version.is_none_or(|v| seen.zones.shown_for(v))
        });
        shown.map(|seen| Titled {
            page: self.page,
            words: seen.heading.text.clone(),
            file: Arc::clone(seen.file),
            span: seen.span(),
        })
    }

    /// The path of its address, as published: with that of the docset, without extension.
    pub(super) fn url(&self) -> String {
        let path = path::stem(&self.corpus.tree.file(self.page.file).site_path);
        let path =
            path.strip_suffix("index").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
        format!("{}/{path}", self.config.base_path().trim_end_matches('/').to_lowercase())
    }

    /// Written in Markdown.
    pub(super) fn is_markdown(&self) -> bool {
        self.header.is_some()
    }

    /// Rules of metadata are for docsets; a plain folder need not know of them.
    pub(super) fn wants_metadata(&self) -> bool {
        self.config.docfx.file.is_some()
    }

    /// The page's own value of a key, as text.
    pub(super) fn own_text(&self, key: &str) -> Option<String> {
        self.own.get(key).and_then(yaml::scalar_text).map(|text| text.trim().to_owned())
    }

    /// Ids of the groups of pivots that the page names.
    pub(super) fn pivot_groups(&self) -> impl Iterator<Item = &'a str> {
        let named = self.page.facts.metadata.get("zone_pivot_groups");
        let named = named.and_then(serde_json::Value::as_str).unwrap_or("");
        named.split(',').map(str::trim).filter(|id| !id.is_empty())
    }

    /// Where the value of a key stands; the start of the header when it is not there.
    pub(super) fn value_span(&self, key: &str) -> Span {
        value_span(self.corpus, self.page, key)
    }

    /// Where the whole header is meant.
    pub(super) fn header_span(&self) -> Span {
        match self.header {
            Some(header) if header.span.end > 0 => Span::new(0, 3),
            _ => Span::file(),
        }
    }
}

/// The header of a Markdown page.
fn header<'a>(corpus: &'a Corpus, page: &Page) -> Option<&'a FrontMatter> {
    let article = corpus.articles.get(&(page.file, crate::article::Context::Block))?;
    Some(&article.front_matter)
}

/// Where the value of a metadata key stands in a page.
pub(super) fn value_span(corpus: &Corpus, page: &Page, key: &str) -> Span {
    let Some(text) = corpus.tree.file(page.file).text.as_deref() else { return Span::file() };
    if let Some(header) = header(corpus, page) {
        return header.value_span(text, key);
    }
    let places = yaml::places(text);
    let place = places.get("metadata").and_then(|m| m.get(key)).or_else(|| places.get(key));
    place.map_or(Span::file(), |place| place.range.clone().into())
}

/// The whole docset.
pub(super) struct DocsetView<'a> {
    pub(super) config: &'a Config,
    pub(super) corpus: &'a Corpus,
    pub(super) site: &'a SiteIndex,
    /// The headings of the first level that its pages show.
    pub(super) h1s: Vec<Titled<'a>>,
    pub(super) canonical: &'a Canonical<'a>,
    /// Whether the site has a file of its own making at a path.
    pub(super) generated: &'a (dyn Fn(&str) -> bool + Sync),
}

/// Words that name a page, where they stand.
pub(super) struct Titled<'a> {
    pub(super) page: &'a Page,
    pub(super) words: String,
    pub(super) file: Arc<str>,
    pub(super) span: Span,
}

/// The newest version at each address. Rules that compare pages as search engines list them look
/// at that one only.
pub(super) struct Canonical<'a> {
    newest: FxHashMap<&'a str, u32>,
    corpus: &'a Corpus,
}

impl<'a> Canonical<'a> {
    pub(super) fn new(corpus: &'a Corpus, site: &SiteIndex) -> Self {
        let mut newest: FxHashMap<&'a str, u32> = FxHashMap::default();
        for page in &site.pages {
            let last = page.monikers.as_ref().and_then(|set| set.last().copied());
            let path = &*corpus.tree.file(page.file).site_path;
            if let Some(last) = last {
                newest.entry(path).and_modify(|at| *at = last.max(*at)).or_insert(last);
            }
        }
        Self { newest, corpus }
    }

    /// The newest version of the page, when the page is for versions.
    pub(super) fn version(&self, page: &Page) -> Option<u32> {
        page.monikers.as_ref()?;
        self.newest.get(&*self.corpus.tree.file(page.file).site_path).copied()
    }

    /// Whether the page is what its address shows by default.
    pub(super) fn is(&self, page: &Page) -> bool {
        match (&page.monikers, self.version(page)) {
            (Some(own), Some(newest)) => own.contains(&newest),
            _ => true,
        }
    }
}

impl<'a> DocsetView<'a> {
    /// The pages as search engines list them: no versions but the newest.
    pub(super) fn listed(&self) -> impl Iterator<Item = &'a Page> {
        self.site.pages.iter().filter(|page| !page.facts.noindex && self.canonical.is(page))
    }

    /// What a page says of itself.
    pub(super) fn own(&self, page: &Page) -> &'a Metadata {
        let yaml = self.corpus.yaml_pages.get(&page.file).map(|yaml| &yaml.metadata);
        let header = || header(self.corpus, page).map(|header| &header.metadata);
        yaml.or_else(header).unwrap_or(&NO_METADATA)
    }
}

/// The title as search results show it: with the suffix, without the name of the site (format §2).
pub(super) fn whole_title(page: &Page) -> String {
    let title = &page.facts.title;
    let suffix = page.facts.metadata.get("titleSuffix").and_then(serde_json::Value::as_str);
    match suffix.filter(|suffix| !suffix.is_empty()) {
        Some(suffix) => {
            let cut = title.find('|').filter(|&at| at > 5).unwrap_or(title.len());
            format!("{} - {suffix}", title[..cut].trim_end())
        }
        None => title.clone(),
    }
}

/// The name of the file that a target leads to, without folders, query and extension.
pub(super) fn target_stem(target: &str) -> String {
    let end = target.find(['?', '#']).unwrap_or(target.len());
    let path = path::decode(&target[..end]).replace('\\', "/");
    path::stem(path::file_name(&path)).to_owned()
}
