//! Tables of contents of the docset, resolved: one forest, and where each page stands in it
//! (format §6).

use rustc_hash::{FxHashMap, FxHashSet};

use super::corpus::Corpus;
use super::index::{PageId, SiteIndex};
use super::link::XREF_NOT_FOUND;
use super::target::{self, Target as Parsed};
use super::toc_file::{Target, TocEntry};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::path;
use crate::source::{self, FileId, FileKind};

/// An entry that leads to a folder without a TOC.
pub static TOC_NOT_FOUND: Code = Code {
    name: "toc-not-found",
    severity: Severity::Warning,
    summary: "An entry of a table of contents leads to a folder that has none.",
    explanation: "An address that ends in `/` stands for the table of contents in that folder. Add one, or name an article.",
    wrong: "- name: Billing\n  href: billing/",
    right: "- name: Billing\n  href: billing/overview.md",
};

/// A TOC that includes itself.
pub static CIRCULAR_REFERENCE: Code = Code {
    name: "circular-reference",
    severity: Severity::Error,
    summary: "Files include each other in a circle.",
    explanation: "An include, or a table of contents spliced into another, leads back to itself. The inner one is left out.",
    wrong: "a.md includes b.md, and b.md includes a.md",
    right: "a.md and b.md both include c.md",
};

/// A `tocHref` that is no table of contents.
pub static INVALID_TOC_HREF: Code = Code {
    name: "invalid-toc-href",
    severity: Severity::Error,
    summary: "The `tocHref` of an entry leads to something else than a table of contents.",
    explanation: "A `tocHref` is a table of contents, the folder of one, or an address that begins with `/` or a scheme. For an article use `href` or `topicHref`.",
    wrong: "- name: Account\n  tocHref: account/sign-in.md",
    right: "- name: Account\n  tocHref: account/\n  topicHref: account/sign-in.md",
};

/// A `topicHref` that is no page.
pub static INVALID_TOPIC_HREF: Code = Code {
    name: "invalid-topic-href",
    severity: Severity::Error,
    summary: "The `topicHref` of an entry leads to a table of contents or a folder.",
    explanation: "A `topicHref` is an article, or an address that begins with `/` or a scheme. For a table of contents use `tocHref`.",
    wrong: "- name: Account\n  topicHref: account/",
    right: "- name: Account\n  tocHref: account/\n  topicHref: account/sign-in.md",
};

/// A node of a table of contents.
#[derive(Clone, Debug)]
pub struct TocNode {
    /// Text.
    pub title: String,
    /// Where it leads; `None` for a mere group.
    pub target: Option<TocTarget>,
    /// More words that a filter finds it by.
    pub display_name: Option<String>,
    /// Nodes below, as indices into [`Toc::nodes`].
    pub children: Vec<u32>,
    /// The node above.
    pub parent: Option<u32>,
}

/// Where a node leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TocTarget {
    /// A page, with query and fragment to add to its address.
    Page(PageId, String),
    /// A resource, by site path.
    Resource(String),
    /// Another site, or another docset's page.
    Url(String),
}

/// A table of contents is spliced into another at most so often: tables that splice each other
/// twice would double with every level.
const MOST_SPLICES: usize = 64;

/// A table of contents with everything spliced in.
#[derive(Clone, Debug)]
pub struct Toc {
    /// The file; `None` for one made from folders.
    pub file: Option<FileId>,
    /// Folder of the file.
    pub folder: String,
    /// All nodes, parents before children, in reading order.
    pub nodes: Vec<TocNode>,
    /// Top nodes.
    pub roots: Vec<u32>,
}

/// Where a page stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the table of contents.
    pub toc: u32,
    /// The page's node in it; `None` when it does not list the page.
    pub node: Option<u32>,
}

/// All tables of contents.
#[derive(Debug, Default)]
pub struct Tocs {
    /// Those that are not spliced into others.
    pub list: Vec<Toc>,
    places: FxHashMap<PageId, Place>,
    general: Option<u32>,
}

impl Tocs {
    /// Resolves every table of contents of the docset, or makes one from its folders.
    pub(super) fn build(
        corpus: &Corpus,
        site: &SiteIndex,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut builder = Builder {
            corpus,
            site,
            diagnostics,
            spliced: FxHashSet::default(),
            times: FxHashMap::default(),
        };
        let mut files: Vec<FileId> = corpus.tocs.keys().copied().collect();
        files.retain(|&id| {
            corpus.tree.file(id).kind == FileKind::Toc
                && !site.breadcrumbs.contains(&id)
                && !is_trail(&corpus.tocs[&id])
        });
        files.sort_by_key(|&id| corpus.tree.file(id).path.clone());
        let mut list: Vec<Toc> = files.iter().map(|&id| builder.toc(id)).collect();
        let spliced = builder.spliced;
        list.retain(|toc| {
            toc.file.is_none_or(|id| !spliced.contains(&id)) && !toc.nodes.is_empty()
        });
        if list.is_empty() {
            list.push(from_folders(site));
        }
        let mut places = places(&list, site);
        for page in site.ids() {
            if let Some(place) = stated_place(corpus, site, &list, page) {
                places.insert(page, place);
            }
        }
        let general = general(corpus, site, &list, &places);
        Self { list, places, general }
    }

    /// The table of contents of a page, and the page's node in it.
    #[must_use]
    pub fn place(&self, page: PageId) -> Option<Place> {
        self.places.get(&page).cloned()
    }

    /// Index of the table of contents that a page has which stands in none, and which belongs to no
    /// part of the docset.
    #[must_use]
    pub fn general(&self) -> Option<u32> {
        self.general
    }

    /// The table of contents at a place.
    #[must_use]
    pub fn toc(&self, place: &Place) -> &Toc {
        &self.list[place.toc as usize]
    }

    /// The title of the top node that holds a place: the area of the docset, as readers know it.
    #[must_use]
    pub fn area(&self, place: &Place) -> Option<&str> {
        let toc = self.toc(place);
        let top = *toc.branch(place.node?).first()?;
        let node = &toc.nodes[top as usize];
        (!node.children.is_empty()).then_some(node.title.as_str())
    }
}

impl Toc {
    /// The nodes from the top down to a node, which is the last.
    #[must_use]
    pub fn branch(&self, node: u32) -> Vec<u32> {
        let mut branch = vec![node];
        while let Some(parent) = self.nodes[branch[branch.len() - 1] as usize].parent {
            branch.push(parent);
        }
        branch.reverse();
        branch
    }

    /// The first page that a node or one below it leads to.
    #[must_use]
    pub fn first_target(&self, node: u32) -> Option<&TocTarget> {
        let mut stack = vec![node];
        while let Some(at) = stack.pop() {
            let node = &self.nodes[at as usize];
            if let Some(target) = &node.target {
                return Some(target);
            }
            stack.extend(node.children.iter().rev());
        }
        None
    }

    /// Pages in reading order, each once.
    #[must_use]
    pub fn reading_order(&self) -> Vec<(u32, PageId)> {
        let mut seen = FxHashSet::default();
        let mut order = Vec::new();
        let mut stack: Vec<u32> = self.roots.iter().rev().copied().collect();
        while let Some(at) = stack.pop() {
            let node = &self.nodes[at as usize];
            if let Some(TocTarget::Page(page, _)) = node.target
                && seen.insert(page)
            {
                order.push((at, page));
            }
            stack.extend(node.children.iter().rev());
        }
        order
    }

    fn add(&mut self, node: TocNode) -> u32 {
        let index = self.nodes.len() as u32;
        match node.parent {
            Some(parent) => self.nodes[parent as usize].children.push(index),
            None => self.roots.push(index),
        }
        self.nodes.push(node);
        index
    }
}

/// The files that give breadcrumbs and are no tables of contents.
pub(super) fn breadcrumb_files(config: &Config, corpus: &Corpus) -> Vec<FileId> {
    let mut written: Vec<&str> = Vec::new();
    let global = config.docfx.global_metadata.get("breadcrumb_path");
    let by_file = config.docfx.file_metadata.iter().filter(|entry| entry.key == "breadcrumb_path");
    let by_file = by_file.flat_map(|entry| entry.values.iter().map(|(_, value)| value));
    written.extend(global.into_iter().chain(by_file).filter_map(|value| value.as_str()));
    let base = config.base_path().to_lowercase();
    corpus
        .tocs
        .keys()
        .copied()
        .filter(|&id| {
            let file = corpus.tree.file(id);
            let site_stem = path::stem(&file.site_path);
            written.iter().any(|written| {
                if let Some(local) = written.strip_prefix("~/") {
                    return path::join("", local).eq_ignore_ascii_case(&file.path);
                }
                let lower = path::stem(written).to_lowercase();
                let rest = lower.strip_prefix(&base).unwrap_or(&lower);
                rest.trim_start_matches('/') == site_stem
            })
        })
        .collect()
}

/// Whether entries are the steps of trails and not contents: each that leads anywhere has the two
/// keys of a breadcrumb file and no other, with a published address for what it covers. Docsets
/// have more such files than their configuration names.
fn is_trail(entries: &[TocEntry]) -> bool {
    fn all(entries: &[TocEntry], steps: &mut usize) -> bool {
        entries.iter().all(|entry| {
            let is_step = match (&entry.toc_href, &entry.topic_href) {
                (None, None) => entry.href.is_none() && entry.uid.is_none(),
                (Some(toc), Some(_)) => {
                    *steps += 1;
                    let is_published = matches!(target::parse(&toc.text), Parsed::Absolute { .. });
                    is_published && entry.href.is_none() && entry.uid.is_none()
                }
                _ => false,
            };
            is_step && all(&entry.items, steps)
        })
    }
    let mut steps = 0;
    all(entries, &mut steps) && steps > 0
}

struct Builder<'a, 'd> {
    corpus: &'a Corpus,
    site: &'a SiteIndex,
    diagnostics: &'d mut Vec<Diagnostic>,
    /// TOCs that stand inside another one.
    spliced: FxHashSet<FileId>,
    /// How often each stands in the one being built.
    times: FxHashMap<FileId, usize>,
}

impl Builder<'_, '_> {
    fn toc(&mut self, file: FileId) -> Toc {
        let folder = path::folder(&self.corpus.tree.file(file).path).to_owned();
        let mut toc = Toc { file: Some(file), folder, nodes: Vec::new(), roots: Vec::new() };
        self.times.clear();
        self.entries(&mut toc, file, None, &mut vec![file]);
        toc
    }

    fn entries(
        &mut self,
        toc: &mut Toc,
        file: FileId,
        parent: Option<u32>,
        open: &mut Vec<FileId>,
    ) {
        // Copied out, so that the builder stays free for the entries' own findings.
        if let Some(entries) = self.corpus.tocs.get(&file) {
            self.list(toc, file, entries, parent, open);
        }
    }

    fn list(
        &mut self,
        toc: &mut Toc,
        file: FileId,
        entries: &[TocEntry],
        parent: Option<u32>,
        open: &mut Vec<FileId>,
    ) {
        for entry in entries {
            let splice = entry.href.as_ref().and_then(|href| self.toc_file(file, &href.text));
            self.check_hrefs(file, entry);
            let by_uid = self.page_of_uid(file, entry);
            let target = match self.entry_target(file, entry) {
                None if splice.is_none() => by_uid.map(|page| TocTarget::Page(page, String::new())),
                target => target,
            };
            let page = by_uid.or(match target {
                Some(TocTarget::Page(page, _)) => Some(page),
                _ => None,
            });
            let title = match page {
                Some(page) if entry.name.is_empty() => self.site.page(page).facts.title.clone(),
                _ => entry.name.clone(),
            };
            let index = toc.add(TocNode {
                title,
                target,
                display_name: entry.display_name.clone(),
                children: Vec::new(),
                parent,
            });
            match splice {
                Some(inner) if open.contains(&inner) => {
                    let chain: Vec<_> = open
                        .iter()
                        .chain([&inner])
                        .map(|&id| format!("`{}`", self.corpus.tree.file(id).path))
                        .collect();
                    let name = |id: FileId| &self.corpus.tree.file(id).path;
                    let message = format!(
                        "this table of contents leads back to itself: {}",
                        chain.join(" → ")
                    );
                    let outermost = name(open.first().copied().unwrap_or(inner));
                    let help = format!("take `{}` out of `{}`", name(inner), name(file));
                    self.diagnostics.push(
                        Diagnostic::new(&CIRCULAR_REFERENCE, outermost, Span::file(), message)
                            .help(help),
                    );
                }
                Some(inner) => {
                    self.spliced.insert(inner);
                    let times = self.times.entry(inner).or_default();
                    *times += 1;
                    if *times > MOST_SPLICES {
                        continue;
                    }
                    open.push(inner);
                    self.entries(toc, inner, Some(index), open);
                    open.pop();
                }
                None => self.list(toc, file, &entry.items, Some(index), open),
            }
        }
    }

    /// The TOC file that an address names.
    fn toc_file(&self, from: FileId, written: &str) -> Option<FileId> {
        let Parsed::Relative { path, .. } = target::parse(written) else { return None };
        let id = self
            .corpus
            .tree
            .find(&self.corpus.tree.resolve(&self.corpus.tree.file(from).path, &path))?;
        self.corpus.tocs.contains_key(&id).then_some(id)
    }

    /// The page of an entry's UID.
    fn page_of_uid(&mut self, file: FileId, entry: &TocEntry) -> Option<PageId> {
        let uid = entry.uid.as_ref()?;
        let page = self.site.page_with_uid(&uid.text, None);
        // An address of its own stands in for a UID that is not known.
        if page.is_none() && entry.href.is_none() && entry.topic_href.is_none() {
            let message = format!("the UID `{}` is not known in this docset", uid.text);
            let path = &self.corpus.tree.file(file).path;
            self.diagnostics.push(Diagnostic::new(&XREF_NOT_FOUND, path, uid.span, message));
        }
        page
    }

    /// What `tocHref` and `topicHref` must not lead to.
    fn check_hrefs(&mut self, file: FileId, entry: &TocEntry) {
        let is_toc = |href: &Target| match target::parse(&href.text) {
            Parsed::Relative { path, .. } => {
                Some(path.ends_with('/') || self.toc_file(file, &href.text).is_some())
            }
            _ => None,
        };
        let mut found = Vec::new();
        if let Some(href) = entry.toc_href.as_ref().filter(|href| is_toc(href) == Some(false)) {
            let message = format!("`{}` is no table of contents", href.text);
            let help = "name a table of contents, its folder or a whole address";
            found.push((&INVALID_TOC_HREF, href.span, message, help));
        }
        if let Some(href) = entry.topic_href.as_ref().filter(|href| is_toc(href) == Some(true)) {
            let message = format!("`{}` is no article", href.text);
            let help = "name an article or a whole address, or use tocHref";
            found.push((&INVALID_TOPIC_HREF, href.span, message, help));
        }
        // Where it decides nothing, it must be there all the same.
        if let Some(href) = entry.toc_href.as_ref().filter(|_| entry.topic_href.is_some())
            && let Some(folder) = target::relative_path(&href.text).filter(|p| p.ends_with('/'))
            && let from = &self.corpus.tree.file(file).path
            && self.folder_toc(&self.corpus.tree.resolve(from, &folder)).is_none()
        {
            let message = format!("there is no table of contents in `{folder}`");
            found.push((&TOC_NOT_FOUND, href.span, message, "add TOC.yml there"));
        }
        let path = &self.corpus.tree.file(file).path;
        self.diagnostics.extend(found.into_iter().map(|(code, span, message, help)| {
            Diagnostic::new(code, path, span, message).help(help)
        }));
    }

    fn entry_target(&mut self, file: FileId, entry: &TocEntry) -> Option<TocTarget> {
        let absolute = entry
            .toc_href
            .as_ref()
            .filter(|h| !matches!(target::parse(&h.text), Parsed::Relative { .. }));
        let chosen = absolute.or(entry.topic_href.as_ref()).or(entry.href.as_ref());
        match (chosen, &entry.toc_href) {
            (Some(chosen), _) => self.target(file, chosen, 0),
            (None, Some(toc_href)) => {
                // A table of contents leads to its first entry, like its folder.
                let toc = self.toc_file(file, &toc_href.text);
                match toc.and_then(|toc| Some((toc, first_href(self.corpus.tocs.get(&toc)?)?))) {
                    Some((toc, first)) => self.target(toc, first, 1),
                    // An article is no table of contents, which is said already.
                    None if is_article(&toc_href.text) => None,
                    None => self.target(file, toc_href, 0),
                }
            }
            (None, None) => None,
        }
    }

    fn target(&mut self, file: FileId, written: &Target, depth: usize) -> Option<TocTarget> {
        let from = self.corpus.tree.file(file).path.clone();
        if let Parsed::Relative { path, .. } = target::parse(&written.text) {
            let resolved = self.corpus.tree.resolve(&from, &path);
            let folder_toc = path.ends_with('/').then(|| self.folder_toc(&resolved));
            let toc = folder_toc.unwrap_or_else(|| self.toc_file(file, &written.text));
            if path.ends_with('/') && toc.is_none() {
                self.diagnostics.push(
                    Diagnostic::new(
                        &TOC_NOT_FOUND,
                        &from,
                        written.span,
                        format!("there is no table of contents in `{path}`"),
                    )
                    .help("add TOC.yml there, or name an article"),
                );
                return None;
            }
            if let Some(toc) = toc {
                // Leads to the first entry there that leads anywhere.
                if !path.ends_with('/') || depth > 8 {
                    return None;
                }
                let entries = self.corpus.tocs.get(&toc)?;
                let first = first_href(entries)?;
                return self.target(toc, first, depth + 1);
            }
        }
        let resolved = target::resolve(
            &target::Scope { corpus: self.corpus, site: self.site, page: None },
            &target::Written { file, target: &written.text, span: written.span, resource: false },
            self.diagnostics,
        );
        resolved.into_toc_target()
    }

    fn folder_toc(&self, folder: &str) -> Option<FileId> {
        ["toc.md", "toc.json", "toc.yml"]
            .iter()
            .find_map(|name| self.corpus.tree.find(&path::join(folder, name)))
            .filter(|id| self.corpus.tocs.contains_key(id))
    }
}

/// Whether an address names neither a table of contents nor a folder.
fn is_article(written: &str) -> bool {
    target::relative_path(written)
        .is_some_and(|path| !path.ends_with('/') && !source::is_toc(&path))
}

/// The first entry with an address among siblings, else inside the first of them.
fn first_href(entries: &[TocEntry]) -> Option<&Target> {
    let mut entries = entries;
    loop {
        if let Some(href) = entries.iter().find_map(|entry| entry.href.as_ref()) {
            return Some(href);
        }
        entries = &entries.first()?.items;
    }
}

/// For every page, its table of contents: among those that list it the nearest, else the nearest
/// in its own or a parent folder.
fn places(list: &[Toc], site: &SiteIndex) -> FxHashMap<PageId, Place> {
    let mut listed: FxHashMap<PageId, ((usize, usize, &str), Place)> = FxHashMap::default();
    for (i, toc) in list.iter().enumerate() {
        for (node, page) in toc.reading_order() {
            let source = path::folder(&site.page(page).facts.source);
            let shared = source
                .split('/')
                .zip(toc.folder.split('/'))
                .take_while(|(a, b)| a.eq_ignore_ascii_case(b) && !a.is_empty())
                .count();
            let depth = |folder: &str| folder.split('/').filter(|part| !part.is_empty()).count();
            // Folders down from the page's to the TOC's, then up.
            let key = (depth(&toc.folder) - shared, depth(source) - shared, toc.folder.as_str());
            let place = Place { toc: i as u32, node: Some(node) };
            match listed.get_mut(&page) {
                Some(best) if best.0 <= key => {}
                Some(best) => *best = (key, place),
                None => {
                    listed.insert(page, (key, place));
                }
            }
        }
    }
    let mut places: FxHashMap<PageId, Place> =
        listed.into_iter().map(|(page, (_, place))| (page, place)).collect();
    let by_folder: FxHashMap<String, u32> = list
        .iter()
        .enumerate()
        .rev()
        .map(|(i, toc)| (toc.folder.to_lowercase(), i as u32))
        .collect();
    for page in site.ids() {
        if places.contains_key(&page) {
            continue;
        }
        let mut folder = path::folder(&site.page(page).facts.source).to_lowercase();
        loop {
            if let Some(&toc) = by_folder.get(&folder) {
                places.insert(page, Place { toc, node: None });
                break;
            }
            if folder.is_empty() {
                break;
            }
            folder = path::folder(&folder).to_owned();
        }
    }
    places
}

/// The table of contents at the root, else that of the home page, else the only one.
fn general(
    corpus: &Corpus,
    site: &SiteIndex,
    list: &[Toc],
    places: &FxHashMap<PageId, Place>,
) -> Option<u32> {
    let is_at_root = |toc: &Toc| {
        let published = toc.file.map(|id| path::folder(&corpus.tree.file(id).site_path));
        toc.folder.is_empty() || published.is_some_and(str::is_empty)
    };
    let root = list.iter().position(is_at_root).map(|toc| toc as u32);
    let home = || Some(places.get(&site.page_at("index.html")?)?.toc);
    root.or_else(home).or_else(|| (list.len() == 1).then_some(0))
}

/// The table of contents that the metadata of a page names as `_tocRel`, as seen from the page.
fn stated_place(corpus: &Corpus, site: &SiteIndex, list: &[Toc], page: PageId) -> Option<Place> {
    let facts = &site.page(page).facts;
    let stated = facts.metadata.get("_tocRel")?.as_str()?;
    let path = path::join(path::folder(&facts.path), &stated.to_lowercase());
    let is_it = |toc: &Toc| {
        toc.file.is_some_and(|id| path::stem(&corpus.tree.file(id).site_path) == path::stem(&path))
    };
    let toc = list.iter().position(is_it)?;
    let order = list[toc].reading_order();
    let node = order.iter().find(|&&(_, listed)| listed == page).map(|&(node, _)| node);
    Some(Place { toc: toc as u32, node })
}

/// A table of contents for a docset without one: folders as groups, pages by title.
fn from_folders(site: &SiteIndex) -> Toc {
    let mut toc = Toc { file: None, folder: String::new(), nodes: Vec::new(), roots: Vec::new() };
    let mut folders: FxHashMap<String, u32> = FxHashMap::default();
    let mut pages: Vec<PageId> = site.ids().collect();
    // The index page of a folder is the folder's own; pages stand before folders.
    let sort_key = |&id: &PageId| {
        let facts = &site.page(id).facts;
        let folder = path::folder(&facts.source).to_lowercase();
        (folder, !is_index(&facts.path), facts.title.to_lowercase(), facts.source.clone())
    };
    pages.sort_by_cached_key(sort_key);
    for id in pages {
        let facts = &site.page(id).facts;
        let folder = path::folder(&facts.source);
        let parent = folder_node(&mut toc, &mut folders, folder);
        let target = Some(TocTarget::Page(id, String::new()));
        if let Some(parent) = parent.filter(|_| is_index(&facts.path)) {
            let node = &mut toc.nodes[parent as usize];
            if node.target.is_none() {
                node.title.clone_from(&facts.title);
                node.target = target;
                continue;
            }
        }
        toc.add(TocNode {
            title: facts.title.clone(),
            target,
            display_name: None,
            children: Vec::new(),
            parent,
        });
    }
    toc
}

fn is_index(site_path: &str) -> bool {
    matches!(path::file_name(site_path), "index.html" | "readme.html")
}

fn folder_node(toc: &mut Toc, folders: &mut FxHashMap<String, u32>, folder: &str) -> Option<u32> {
    if folder.is_empty() {
        return None;
    }
    if let Some(&node) = folders.get(folder) {
        return Some(node);
    }
    let parent = folder_node(toc, folders, path::folder(folder));
    let words = path::file_name(folder).replace(['-', '_'], " ");
    let mut chars = words.chars();
    let title = chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default();
    let node =
        toc.add(TocNode { title, target: None, display_name: None, children: Vec::new(), parent });
    folders.insert(folder.to_owned(), node);
    Some(node)
}
