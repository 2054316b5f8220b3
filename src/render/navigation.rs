//! What surrounds an article: contents tree, breadcrumb, previous and next.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::path;
use crate::site::corpus::Corpus;
use crate::site::{PageId, SiteIndex, Toc, TocTarget, trail};

/// A level of the tree shows this many siblings around the branch at most, so that a page's size
/// does not grow with the docset.
const MOST_SIBLINGS: usize = 150;

/// Reading order of every table of contents.
#[derive(Debug, Default)]
pub struct Navigation {
    orders: Vec<Vec<(u32, PageId)>>,
    at: FxHashMap<(u32, PageId), usize>,
}

/// A node of the tree as the templates see it.
#[derive(Debug, Serialize)]
pub(super) struct TreeNode {
    title: String,
    href: Option<String>,
    external: bool,
    current: bool,
    on_path: bool,
    expandable: bool,
    /// On the first of the siblings, when not all of them are shown: its place among them.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<usize>,
    /// And their number.
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<usize>,
    children: Vec<TreeNode>,
}

/// A link with its title.
#[derive(Debug, Serialize)]
pub(super) struct TitledLink {
    pub(super) title: String,
    pub(super) href: Option<String>,
}

/// The tree around a page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<TreeNode>,
    /// Site path of the script that holds the whole of it.
    pub(super) whole: Option<String>,
}

impl Navigation {
    /// Finds the reading orders.
    #[must_use]
    pub fn new(site: &SiteIndex) -> Self {
        let orders: Vec<_> = site.tocs.list.iter().map(Toc::reading_order).collect();
        let mut at = FxHashMap::default();
        for (toc, order) in orders.iter().enumerate() {
            for (i, &(_, page)) in order.iter().enumerate() {
                at.insert((toc as u32, page), i);
            }
        }
        Self { orders, at }
    }

    /// Sorts pages as the tables of contents list them; those that none lists come last.
    #[must_use]
    pub fn position(&self, site: &SiteIndex, page: PageId) -> (bool, u32, usize, PageId) {
        let toc = site.page(page).place.as_ref().map_or(u32::MAX, |place| place.toc);
        match self.at.get(&(toc, page)) {
            Some(&at) => (false, toc, at, page),
            None => (true, toc, 0, page),
        }
    }

    /// The pages before and after a page in its table of contents.
    pub(super) fn neighbours(
        &self,
        site: &SiteIndex,
        page: PageId,
    ) -> (Option<TitledLink>, Option<TitledLink>) {
        let Some(place) = &site.page(page).place else { return (None, None) };
        let Some(&i) = self.at.get(&(place.toc, page)) else { return (None, None) };
        let order = &self.orders[place.toc as usize];
        let link = |&(node, target): &(u32, PageId)| TitledLink {
            title: site.tocs.toc(place).nodes[node as usize].title.clone(),
            href: Some(path::relative_url(
                &site.page(page).facts.path,
                &site.page(target).facts.path,
            )),
        };
        (i.checked_sub(1).and_then(|i| order.get(i)).map(link), order.get(i + 1).map(link))
    }
}

/// The address of a node as seen from a site path.
pub(super) fn node_href(site: &SiteIndex, from: &str, target: &TocTarget) -> (String, bool) {
    match target {
        TocTarget::Page(page, suffix) => {
            (path::relative_url(from, &site.page(*page).facts.path) + suffix, false)
        }
        TocTarget::Resource(to) => (path::relative_url(from, to), false),
        TocTarget::Url(url) => (url.clone(), true),
    }
}

/// The current branch of a page's table of contents, and what stands beside it on each level; of
/// the general one for what stands in none.
/// `from` is the site path that links are relative to.
pub(super) fn tree(site: &SiteIndex, page: Option<PageId>, from: &str) -> Tree {
    let mut tree = Tree::default();
    let place = page.and_then(|page| site.page(page).place.clone());
    let number = place.as_ref().map(|place| place.toc).or_else(|| site.tocs.general());
    let Some(number) = number else { return tree };
    let toc = &site.tocs.list[number as usize];
    let branch =
        place.and_then(|place| place.node).map(|node| toc.branch(node)).unwrap_or_default();
    tree.nodes = level(site, toc, &toc.roots, &branch, from);
    tree.whole = (!tree.nodes.is_empty()).then(|| whole_tree_path(number));
    tree
}

/// Makes links of a page at the root absolute.
pub(super) fn from_root(nodes: &mut [TreeNode], root: &str) {
    for node in nodes {
        if let Some(href) = node.href.as_mut().filter(|_| !node.external) {
            href.insert_str(0, root);
        }
        from_root(&mut node.children, root);
    }
}

fn level(
    site: &SiteIndex,
    toc: &Toc,
    siblings: &[u32],
    branch: &[u32],
    from: &str,
) -> Vec<TreeNode> {
    let on_path =
        branch.first().and_then(|node| siblings.iter().position(|s| s == node)).unwrap_or(0);
    let is_cut = siblings.len() > MOST_SIBLINGS;
    let start = if is_cut {
        on_path.saturating_sub(MOST_SIBLINGS / 2).min(siblings.len() - MOST_SIBLINGS)
    } else {
        0
    };
    siblings
        .iter()
        .skip(start)
        .take(MOST_SIBLINGS)
        .enumerate()
        .map(|(i, &index)| {
            let node = &toc.nodes[index as usize];
            let is_on_path = branch.first() == Some(&index);
            let target = node.target.as_ref().or_else(|| toc.first_target(index));
            let (href, external) = target.map(|target| node_href(site, from, target)).unzip();
            TreeNode {
                title: node.title.clone(),
                href,
                external: external.unwrap_or(false),
                current: is_on_path && branch.len() == 1,
                on_path: is_on_path,
                expandable: !node.children.is_empty(),
                from: (is_cut && i == 0).then_some(start),
                of: (is_cut && i == 0).then_some(siblings.len()),
                children: if is_on_path {
                    level(site, toc, &node.children, &branch[1..], from)
                } else {
                    Vec::new()
                },
            }
        })
        .collect()
}

/// The trail above a page.
pub(super) fn breadcrumbs(corpus: &Corpus, site: &SiteIndex, page: PageId) -> Vec<TitledLink> {
    let from = &site.page(page).facts.path;
    trail(corpus, site, page)
        .into_iter()
        .map(|crumb| TitledLink {
            href: crumb.target.map(|target| node_href(site, from, &target).0),
            title: crumb.title,
        })
        .collect()
}

#[derive(Serialize)]
struct WholeNode<'a> {
    t: &'a str,
    /// More words that the filter finds it by: `displayName`.
    #[serde(skip_serializing_if = "Option::is_none")]
    d: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    h: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    c: Vec<WholeNode<'a>>,
}

/// Site path of the script that holds the whole of a table of contents.
#[must_use]
pub fn whole_tree_path(toc: u32) -> String {
    format!("_guidepost/toc/{toc}.js")
}

/// The whole of a table of contents, for a script to read when the reader first opens a branch.
#[must_use]
pub fn whole_tree(site: &SiteIndex, toc: &Toc) -> String {
    fn nodes<'a>(site: &SiteIndex, toc: &'a Toc, list: &[u32]) -> Vec<WholeNode<'a>> {
        list.iter()
            .map(|&index| {
                let node = &toc.nodes[index as usize];
                let target = node.target.as_ref().or_else(|| toc.first_target(index));
                WholeNode {
                    t: &node.title,
                    d: node.display_name.as_deref(),
                    h: target.map(|target| node_href(site, "index.html", target).0),
                    c: nodes(site, toc, &node.children),
                }
            })
            .collect()
    }
    let json = serde_json::to_string(&nodes(site, toc, &toc.roots)).unwrap_or_default();
    // A script in a page could be ended by its text.
    format!("guidepostToc({});\n", json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028"))
}
