//! Headings and images of a page in reading order, includes spliced in, each with the versions,
//! pivots and tabs it is shown for. Zones for versions that the page does not have are left out.

use std::sync::Arc;

use super::view::{address, includes, is_empty, text_attribute};
use crate::article::{Body, Heading, NodeKind, PivotZone, TabGroup, Tag};
use crate::diagnostic::Span;
use crate::site::corpus::Corpus;
use crate::site::{Fate, LinkedBody, LinkedPage, Set};

/// Headings and images of one page.
#[derive(Default)]
pub(super) struct Outline<'a> {
    pub(super) headings: Vec<Seen<'a>>,
    /// Headings in zones for other media than the site.
    pub(super) elsewhere: Vec<Seen<'a>>,
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
    /// Has an include among its words.
    pub(super) includes: bool,
    /// The includes that lead to it, outermost first: the file and place of each.
    pub(super) trail: Vec<(&'a Arc<str>, Span)>,
    /// The page shows something above it.
    pub(super) after_content: bool,
    /// Something stands between it and the next heading.
    pub(super) has_content: bool,
    pub(super) zones: Zones<'a>,
}

impl<'a> Seen<'a> {
    /// Comes from an include.
    pub(super) fn is_included(&self) -> bool {
        !self.trail.is_empty()
    }

    /// Where it follows another one: its own place, or that of the include that brings it when the
    /// other one does not come with it.
    pub(super) fn place_after(&self, before: &Self) -> (&'a Arc<str>, Span) {
        let common = self.trail.iter().zip(&before.trail).take_while(|(a, b)| a == b).count();
        self.trail.get(common).copied().unwrap_or((self.file, self.span()))
    }

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
    /// Its address as written.
    pub(super) source: &'a str,
    pub(super) zones: Zones<'a>,
}

/// What a reader must have chosen to see a place.
#[derive(Clone, Default)]
pub(super) struct Zones<'a> {
    pub(super) monikers: Vec<&'a Fate>,
    pub(super) pivots: Vec<&'a PivotZone>,
    /// Ids and condition of the tab in each group around it.
    tabs: Vec<Vec<&'a str>>,
}

impl Zones<'_> {
    /// Whether no reader sees both places. Tabs are apart when they share no id, in whatever
    /// groups they stand.
    pub(super) fn apart(&self, other: &Self) -> bool {
        let tabs = self.tabs.iter().zip(&other.tabs).any(|(a, b)| disjoint(a, b));
        let monikers =
            self.monikers.iter().any(|a| other.monikers.iter().any(|b| fates_apart(a, b)));
        let pivots = self.pivots.iter().any(|a| {
            other.pivots.iter().any(|b| {
                !a.pivots.is_empty() && !b.pivots.is_empty() && disjoint(&a.pivots, &b.pivots)
            })
        });
        tabs || monikers || pivots
    }

    /// Whether readers of a version see the place.
    pub(super) fn shown_for(&self, version: u32) -> bool {
        self.monikers.iter().all(|fate| match fate {
            Fate::Dropped => false,
            Fate::Kept { versions, .. } => versions.is_empty() || versions.contains(&version),
        })
    }
}

fn disjoint<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    !a.iter().any(|one| b.contains(one))
}

/// Versions that nobody knows are told apart by how they are written.
fn fates_apart(a: &Fate, b: &Fate) -> bool {
    match (a, b) {
        (
            Fate::Kept { versions: a, label: a_label },
            Fate::Kept { versions: b, label: b_label },
        ) => match (Set::is_empty(a), Set::is_empty(b)) {
            (false, false) => a.is_disjoint(b),
            _ => a_label != b_label,
        },
        _ => true,
    }
}

impl<'a> Outline<'a> {
    pub(super) fn of(corpus: &'a Corpus, file: &'a Arc<str>, page: &'a LinkedPage<'a>) -> Self {
        let mut walk = Walk {
            corpus,
            outline: Self::default(),
            zones: Zones::default(),
            trail: Vec::new(),
            seen_content: false,
        };
        let text = text_of(corpus, file);
        for body in &page.bodies {
            walk.body(body, file, text);
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
    trail: Vec<(&'a Arc<str>, Span)>,
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
    /// In a zone for another medium than the site.
    fn is_elsewhere(&self) -> bool {
        self.zones.pivots.iter().any(|zone| !zone.is_on_pages())
    }

    fn content(&mut self) {
        if self.is_elsewhere() {
            return;
        }
        self.seen_content = true;
        if let Some(heading) = self.outline.headings.last_mut() {
            heading.has_content = true;
        }
    }

    fn image(&mut self, file: &'a Arc<str>, span: Span, alt: &'a str, source: &'a str) {
        if !self.is_elsewhere() {
            self.outline.images.push(SeenImage {
                file,
                span,
                alt,
                source,
                zones: self.zones.clone(),
            });
        }
    }

    fn heading(&mut self, seen: Seen<'a>) {
        if self.is_elsewhere() {
            self.outline.elsewhere.push(seen);
        } else {
            self.outline.headings.push(seen);
        }
    }

    fn body(&mut self, linked: &'a LinkedBody<'a>, file: &'a Arc<str>, text: &'a str) {
        let body: &'a Body = linked.body;
        let mut open: Vec<Scope> = Vec::new();
        let mut groups: Vec<&'a TabGroup> = Vec::new();
        let mut in_heading = false;
        // How many containers are open where a zone that the page leaves out begins.
        let mut dropped: Option<usize> = None;
        for node in &body.nodes {
            if let Some(depth) = dropped {
                match &node.kind {
                    NodeKind::Open(_) => open.push(Scope::Plain),
                    NodeKind::Close => {
                        open.pop();
                        if open.len() == depth {
                            dropped = None;
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match &node.kind {
                NodeKind::Open(tag) => {
                    let scope = match tag {
                        Tag::Heading(index) => {
                            in_heading = true;
                            let heading = &body.headings[*index as usize];
                            self.heading(Seen {
                                heading,
                                file,
                                text,
                                empty: is_empty(body, heading),
                                includes: includes(body, heading),
                                trail: self.trail.clone(),
                                after_content: self.seen_content,
                                has_content: false,
                                zones: self.zones.clone(),
                            });
                            Scope::Heading
                        }
                        Tag::MonikerZone(index) => {
                            let fate = &linked.zones[*index as usize];
                            if *fate == Fate::Dropped {
                                dropped = Some(open.len());
                                Scope::Plain
                            } else {
                                self.zones.monikers.push(fate);
                                Scope::Moniker
                            }
                        }
                        Tag::PivotZone(index) => {
                            let zone = &body.pivot_zones[*index as usize];
                            self.zones.pivots.push(zone);
                            self.outline.pivots.push((file, zone));
                            Scope::Pivot
                        }
                        Tag::TabGroup(group) => {
                            self.content();
                            groups.push(group);
                            Scope::TabGroup
                        }
                        Tag::Tab(tab) => {
                            let tab = groups.last().and_then(|group| group.tabs.get(*tab as usize));
                            let names = tab
                                .into_iter()
                                .flat_map(|tab| tab.ids.iter().chain(&tab.condition));
                            self.zones.tabs.push(names.map(String::as_str).collect());
                            Scope::Tab
                        }
                        _ => Scope::Plain,
                    };
                    open.push(scope);
                }
                NodeKind::Close => match open.pop() {
                    Some(Scope::Heading) => {
                        in_heading = false;
                        self.seen_content |= !self.is_elsewhere();
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
                    let source = &body.links[image.source as usize].target;
                    self.image(file, node.span, &image.alt, source);
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
                            self.trail.push((file, include.span));
                            self.body(inner, &source.path, text);
                            self.trail.pop();
                        }
                        _ if !in_heading => self.content(),
                        _ => {}
                    }
                }
                NodeKind::HtmlOpen(tag) if tag.name.as_ref() == "img" => {
                    let source = address(tag, "src");
                    let source = source.map_or("", |l| &body.links[l as usize].target);
                    self.image(file, node.span, text_attribute(tag, "alt").unwrap_or(""), source);
                    if !in_heading {
                        self.content();
                    }
                }
                _ if in_heading => {}
                NodeKind::Text(text) if text.trim_ascii().is_empty() => {}
                NodeKind::HtmlOpen(tag) => {
                    if matches!(tag.name.as_ref(), "video" | "iframe" | "hr" | "input") {
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
