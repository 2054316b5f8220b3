//! Headings and images of a page in reading order, includes spliced in, each with the versions,
//! pivots and tabs it is shown for.

use std::sync::Arc;

use super::view::is_empty;
use crate::article::{Body, Heading, NodeKind, PivotZone, Tag};
use crate::diagnostic::Span;
use crate::site::corpus::Corpus;
use crate::site::{LinkedBody, LinkedPage};

/// Headings and images of one page.
#[derive(Default)]
pub(super) struct Outline<'a> {
    pub(super) headings: Vec<Seen<'a>>,
    pub(super) images: Vec<SeenImage<'a>>,
    /// Zones for pivots or media, with their places.
    pub(super) pivots: Vec<(&'a Arc<str>, &'a PivotZone)>,
}

/// A heading as the page shows it.
pub(super) struct Seen<'a> {
    pub(super) heading: &'a Heading,
    /// The file that holds it.
    pub(super) file: &'a Arc<str>,
    /// That file's text.
    pub(super) text: &'a str,
    pub(super) empty: bool,
    /// Comes from an include.
    pub(super) included: bool,
    /// The page shows something above it.
    pub(super) after_content: bool,
    /// Something stands between it and the next heading.
    pub(super) has_content: bool,
    pub(super) zones: Zones<'a>,
}

impl Seen<'_> {
    /// Its line.
    pub(super) fn span(&self) -> Span {
        super::view::first_line(self.text, self.heading.span)
    }
}

/// An image as the page shows it.
pub(super) struct SeenImage<'a> {
    pub(super) file: &'a Arc<str>,
    pub(super) span: Span,
    pub(super) alt: &'a str,
    pub(super) zones: Zones<'a>,
}

/// What a reader must have chosen to see a place.
#[derive(Clone, Default)]
pub(super) struct Zones<'a> {
    pub(super) monikers: Vec<&'a str>,
    pub(super) pivots: Vec<&'a PivotZone>,
    /// Tab groups and the tab in each.
    tabs: Vec<(u32, u32)>,
}

impl Zones<'_> {
    /// Whether no reader sees both places. Version ranges written differently count as apart.
    pub(super) fn apart(&self, other: &Self) -> bool {
        let tabs = self.tabs.iter().any(|(group, tab)| {
            other.tabs.iter().any(|(other, other_tab)| group == other && tab != other_tab)
        });
        let monikers = matches!((self.monikers.last(), other.monikers.last()),
            (Some(a), Some(b)) if a != b);
        let pivots = matches!((self.pivots.last(), other.pivots.last()),
            (Some(a), Some(b)) if zones_apart(a, b));
        tabs || monikers || pivots
    }
}

fn zones_apart(a: &PivotZone, b: &PivotZone) -> bool {
    let pivots = !a.pivots.is_empty()
        && !b.pivots.is_empty()
        && !a.pivots.iter().any(|pivot| b.pivots.contains(pivot));
    pivots || matches!((&a.target, &b.target), (Some(a), Some(b)) if a != b)
}

impl<'a> Outline<'a> {
    pub(super) fn of(corpus: &'a Corpus, file: &'a Arc<str>, page: &'a LinkedPage<'a>) -> Self {
        let mut walk = Walk {
            corpus,
            outline: Self::default(),
            zones: Zones::default(),
            groups: 0,
            seen_content: false,
        };
        let text = text_of(corpus, file);
        for body in &page.bodies {
            walk.body(body, file, text, false);
        }
        walk.outline
    }
}

fn text_of<'a>(corpus: &'a Corpus, file: &str) -> &'a str {
    let id = corpus.tree.find(file);
    id.and_then(|id| corpus.tree.file(id).text.as_deref()).unwrap_or("")
}

struct Walk<'a> {
    corpus: &'a Corpus,
    outline: Outline<'a>,
    zones: Zones<'a>,
    /// Tab groups met so far.
    groups: u32,
    seen_content: bool,
}

/// What the end of a container takes back.
enum Scope {
    Plain,
    Heading,
    Moniker,
    Pivot,
    TabGroup,
    Tab,
}

impl<'a> Walk<'a> {
    fn content(&mut self) {
        self.seen_content = true;
        if let Some(heading) = self.outline.headings.last_mut() {
            heading.has_content = true;
        }
    }

    fn body(
        &mut self,
        linked: &'a LinkedBody<'a>,
        file: &'a Arc<str>,
        text: &'a str,
        included: bool,
    ) {
        let body: &'a Body = linked.body;
        let mut open: Vec<Scope> = Vec::new();
        let mut groups: Vec<u32> = Vec::new();
        let mut in_heading = false;
        for node in &body.nodes {
            match &node.kind {
                NodeKind::Open(tag) => {
                    let scope = match tag {
                        Tag::Heading(index) => {
                            in_heading = true;
                            let heading = &body.headings[*index as usize];
                            self.outline.headings.push(Seen {
                                heading,
                                file,
                                text,
                                empty: is_empty(body, heading),
                                included,
                                after_content: self.seen_content,
                                has_content: false,
                                zones: self.zones.clone(),
                            });
                            Scope::Heading
                        }
                        Tag::MonikerZone(index) => {
                            self.zones.monikers.push(&body.moniker_zones[*index as usize].range);
                            Scope::Moniker
                        }
                        Tag::PivotZone(index) => {
                            let zone = &body.pivot_zones[*index as usize];
                            self.zones.pivots.push(zone);
                            self.outline.pivots.push((file, zone));
                            Scope::Pivot
                        }
                        Tag::TabGroup(_) => {
                            self.content();
                            self.groups += 1;
                            groups.push(self.groups);
                            Scope::TabGroup
                        }
                        Tag::Tab(tab) => {
                            self.zones.tabs.push((groups.last().copied().unwrap_or(0), *tab));
                            Scope::Tab
                        }
                        _ => Scope::Plain,
                    };
                    open.push(scope);
                }
                NodeKind::Close => match open.pop() {
                    Some(Scope::Heading) => {
                        in_heading = false;
                        self.seen_content = true;
                    }
                    Some(Scope::Moniker) => {
                        self.zones.monikers.pop();
                    }
                    Some(Scope::Pivot) => {
                        self.zones.pivots.pop();
                    }
                    Some(Scope::TabGroup) => {
                        groups.pop();
                    }
                    Some(Scope::Tab) => {
                        self.zones.tabs.pop();
                    }
                    Some(Scope::Plain) | None => {}
                },
                NodeKind::Image(index) => {
                    let image = &body.images[*index as usize];
                    self.outline.images.push(SeenImage {
                        file,
                        span: node.span,
                        alt: &image.alt,
                        zones: self.zones.clone(),
                    });
                    if !in_heading {
                        self.content();
                    }
                }
                NodeKind::Include(index) => {
                    let include = &body.includes[*index as usize];
                    let inner = linked.includes[*index as usize].as_ref();
                    let found = self.corpus.include(file, &include.path, include.context);
                    match (inner, found) {
                        (Some(inner), Some((id, _))) if !in_heading => {
                            let source = self.corpus.tree.file(id);
                            let text = source.text.as_deref().unwrap_or("");
                            self.body(inner, &source.path, text, true);
                        }
                        _ if !in_heading => self.content(),
                        _ => {}
                    }
                }
                _ if in_heading => {}
                NodeKind::Text(text) if text.trim_ascii().is_empty() => {}
                NodeKind::HtmlOpen(tag) => {
                    if matches!(tag.name.as_ref(), "img" | "video" | "iframe" | "hr" | "input") {
                        self.content();
                    }
                }
                NodeKind::Text(_)
                | NodeKind::CodeSpan(_)
                | NodeKind::Code(_)
                | NodeKind::Snippet(_)
                | NodeKind::Video(..)
                | NodeKind::NoLoc(_) => self.content(),
                NodeKind::SoftBreak
                | NodeKind::HardBreak
                | NodeKind::Rule
                | NodeKind::HtmlClose(_) => {}
            }
        }
    }
}
