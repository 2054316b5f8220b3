//! The trail above a page (format §6): the docset's breadcrumb file, then its table of contents.

use super::corpus::Corpus;
use super::index::{PageId, SiteIndex};
use super::target::{self, Scope, Target, Written};
use super::toc::TocTarget;
use super::toc_file::TocEntry;
use crate::path;
use crate::source::FileId;

/// One step of a trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Text.
    pub title: String,
    /// Where it leads.
    pub target: Option<TocTarget>,
}

/// The trail above a page, without the page itself.
#[must_use]
pub fn trail(corpus: &Corpus, site: &SiteIndex, page: PageId) -> Vec<Crumb> {
    let facts = &site.page(page).facts;
    let mut crumbs: Vec<Crumb> = Vec::new();
    let url = format!("{}/{}", site.base_path, path::stem(&facts.path).trim_end_matches("index"));
    for &file in &site.breadcrumbs {
        if let Some(entries) = corpus.tocs.get(&file) {
            follow(corpus, site, file, entries, &url, &mut crumbs, 0);
        }
    }
    if let Some(place) = &site.page(page).place
        && let Some(node) = place.node
    {
        let toc = site.tocs.toc(place);
        let branch = toc.branch(node);
        for &above in &branch[..branch.len() - 1] {
            let node = &toc.nodes[above as usize];
            let known = crumbs.iter().any(|crumb| crumb.title.eq_ignore_ascii_case(&node.title));
            if !known {
                crumbs.push(Crumb { title: node.title.clone(), target: node.target.clone() });
            }
        }
    }
    // A step that leads to the page itself says nothing.
    crumbs.retain(
        |crumb| !matches!(crumb.target, Some(TocTarget::Page(target, _)) if target == page),
    );
    crumbs
}

/// Adds the first node whose `tocHref` the URL begins with, and goes on below it.
fn follow(
    corpus: &Corpus,
    site: &SiteIndex,
    file: FileId,
    entries: &[TocEntry],
    url: &str,
    crumbs: &mut Vec<Crumb>,
    depth: usize,
) {
    let covers = |entry: &&TocEntry| {
        entry.toc_href.as_ref().is_some_and(|href| {
            let prefix = href.text.to_lowercase();
            let prefix = prefix.trim_end_matches('/');
            url == prefix || url.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let Some(entry) = entries.iter().find(covers) else { return };
    let target = entry.topic_href.as_ref().and_then(|href| {
        let scope = Scope { corpus, site, page: None };
        // The breadcrumb file names published addresses; `index` stands for the folder.
        let written = match target::parse(&href.text) {
            Target::Absolute { path, .. } => path
                .strip_suffix("/index")
                .map_or_else(|| path.clone(), |folder| format!("{folder}/")),
            _ => href.text.clone(),
        };
        let written = Written { file, target: &written, span: href.span, resource: false };
        target::resolve(&scope, &written, &mut Vec::new()).into_toc_target()
    });
    let repeated = crumbs.last().is_some_and(|last| last.title == entry.name);
    if !repeated {
        crumbs.push(Crumb { title: entry.name.clone(), target });
    }
    if depth < 16 {
        follow(corpus, site, file, &entry.items, url, crumbs, depth + 1);
    }
}
