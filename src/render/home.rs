//! The home page of a docset that has none: the tops of its tables of contents.
//!
//! However many entries these have, there are some twenty cards a table.

use serde_json::{Value, json};

use super::navigation;
use super::page::Renderer;
use crate::site::{SiteIndex, Toc, TocTarget};

/// Links of a card that are shown, and of a card of entries that would have cards of their own.
const LINKS: usize = 8;
const ENTRIES: usize = 16;
/// Cards of a table of contents.
const CARDS: usize = 24;

/// What the landing template shows.
#[must_use]
pub fn home(renderer: &Renderer<'_>, from: &str) -> Value {
    let mut cards = Vec::new();
    let mut loose = Vec::new();
    for toc in renderer.site.tocs.list.iter().filter(|toc| !is_of_older_version(renderer.site, toc))
    {
        let top = Top { renderer, toc, from };
        let (groups, single): (Vec<u32>, Vec<u32>) =
            toc.roots.iter().partition(|&&root| !top.children(root).is_empty());
        loose.extend(single.into_iter().filter_map(|root| top.link(root)));
        if groups.len() <= CARDS {
            cards.extend(groups.into_iter().map(|root| top.card(root)));
        } else {
            let size = ENTRIES.max(groups.len().div_ceil(CARDS));
            cards.extend(groups.chunks(size).map(|some| top.range(some)));
        }
    }
    if !loose.is_empty() {
        cards.insert(0, card(renderer.theme.translation().text("Articles"), loose));
    }
    json!({
        "title": renderer.context.title,
        "summary": renderer.context.description.as_deref().map(super::html::escaped),
        "cards": cards,
    })
}

/// Whether the pages of a table of contents have newer versions.
fn is_of_older_version(site: &SiteIndex, toc: &Toc) -> bool {
    let mut is_older = false;
    for node in &toc.nodes {
        let Some(TocTarget::Page(page, _)) = &node.target else { continue };
        match site.versions(*page).first() {
            Some((_, newest)) if newest == page => return false,
            Some(_) => is_older = true,
            None => {}
        }
    }
    is_older
}

fn card(title: &str, links: impl IntoIterator<Item = Value>) -> Value {
    json!({ "title": title, "groups": [{ "type": "", "label": "", "links": links.into_iter().collect::<Vec<_>>() }] })
}

/// The top of one table of contents.
struct Top<'a> {
    renderer: &'a Renderer<'a>,
    toc: &'a Toc,
    from: &'a str,
}

impl Top<'_> {
    fn children(&self, node: u32) -> &[u32] {
        &self.toc.nodes[node as usize].children
    }

    fn title(&self, node: u32) -> &str {
        &self.toc.nodes[node as usize].title
    }

    /// A link to what an entry leads to, or the first one below it.
    fn link(&self, node: u32) -> Option<Value> {
        let own = self.toc.nodes[node as usize].target.as_ref();
        let target = own.or_else(|| self.toc.first_target(node))?;
        Some(self.link_to(target, self.title(node)))
    }

    fn link_to(&self, target: &TocTarget, text: &str) -> Value {
        let (href, external) = navigation::node_href(self.renderer.site, self.from, target);
        json!({ "text": text, "href": href, "external": external })
    }

    /// An entry with those below it; of many, some and the way to the entry itself.
    fn card(&self, node: u32) -> Value {
        let mut links: Vec<Value> =
            self.children(node).iter().filter_map(|&child| self.link(child)).collect();
        if links.len() > LINKS {
            let own = self.toc.nodes[node as usize].target.as_ref();
            links.truncate(LINKS - usize::from(own.is_some()));
            let all = self.renderer.theme.translation().text("See all");
            links.extend(own.map(|target| self.link_to(target, all)));
        }
        card(self.title(node), links)
    }

    /// Some of many entries.
    fn range(&self, nodes: &[u32]) -> Value {
        let title = match nodes {
            [first, .., last] => format!("{} – {}", self.title(*first), self.title(*last)),
            [only] => self.title(*only).to_owned(),
            [] => String::new(),
        };
        card(&title, nodes.iter().filter_map(|&node| self.link(node)))
    }
}
