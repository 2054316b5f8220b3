//! Whole pages as Markdown, beside their HTML: what "copy as Markdown" copies, and what programs
//! read that are told of a site by its `llms.txt`.

mod address;
mod body;
mod escape;
mod lines;

use address::Address;
use body::Writer;

use super::html::Environment;
use crate::article::yaml_page::{Card, Content, Faq, Hub, HubGroup, HubItem};
use crate::path;
use crate::site::{Href, LinkedBody, LinkedPage, PageId, SiteIndex};
use crate::theme::Translation;

/// Where a page's Markdown is published; `None` where the docset has a file of that name, and for
/// pages that search engines are to leave out.
#[must_use]
pub fn markdown_path(site: &SiteIndex, page: PageId) -> Option<String> {
    let facts = &site.page(page).facts;
    let path = format!("{}.md", path::stem(&facts.path));
    (!facts.noindex && !site.is_taken(&path)).then_some(path)
}

/// Writes a page as Markdown. `base_url` is the site's address, without a slash at its end.
#[must_use]
pub fn markdown(
    environment: &Environment<'_>,
    base_url: Option<&str>,
    linked: &LinkedPage<'_>,
) -> String {
    let facts = &environment.site.page(linked.id).facts;
    let address = Address { base: base_url, from: &facts.path };
    let mut page = Page {
        writer: Writer::new(environment, &address),
        address: &address,
        linked,
        translation: environment.translation,
    };
    match linked.yaml.map(|yaml| &yaml.content) {
        Some(Content::Faq(faq)) => page.faq(faq),
        Some(Content::Landing(cards)) => page.landing(cards),
        Some(Content::Hub(hub)) => page.hub(hub),
        Some(Content::Data) | None => {
            for body in &linked.bodies {
                page.writer.body(body, true);
            }
        }
    }
    let (heading, text) = page.writer.finish();
    let heading = heading.filter(|heading| !heading.is_empty()).unwrap_or_else(|| {
        let title = linked.yaml.and_then(|yaml| yaml.title.as_deref());
        plain(title.unwrap_or(&facts.title))
    });
    let gap = if text.is_empty() { "" } else { "\n" };
    format!("# {heading}\n{gap}{text}")
}

/// Text in one line, without markup.
fn plain(text: &str) -> String {
    let mut line = String::new();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    escape::text(&mut line, &text, false);
    line
}

struct Page<'p> {
    writer: Writer<'p>,
    address: &'p Address<'p>,
    linked: &'p LinkedPage<'p>,
    translation: &'p Translation,
}

impl<'p> Page<'p> {
    fn heading(&mut self, level: usize, text: &str) {
        if !text.is_empty() {
            self.writer.block(&format!("{} {}", "#".repeat(level), plain(text)));
        }
    }

    fn body(&mut self, body: Option<&'p LinkedBody<'p>>) {
        if let Some(body) = body {
            self.writer.body(body, false);
        }
    }

    fn faq(&mut self, faq: &Faq) {
        let mut bodies = self.linked.bodies.iter();
        self.body(bodies.next());
        for section in &faq.sections {
            self.heading(2, &section.name);
            let level = if section.name.is_empty() { 2 } else { 3 };
            for question in &section.questions {
                bodies.next();
                self.heading(level, &question.text);
                self.body(bodies.next());
            }
        }
        self.body(bodies.next());
    }

    fn landing(&mut self, cards: &[Card]) {
        self.body(self.linked.bodies.first());
        for card in cards {
            self.heading(2, &card.title);
            for list in &card.lists {
                self.heading(3, &self.translation.type_label(&list.kind));
                let links = list.links.iter().map(|(text, url)| self.link(text, *url));
                let links: Vec<String> = links.collect();
                self.list(&links);
            }
        }
    }

    fn hub(&mut self, hub: &Hub) {
        let mut bodies = self.linked.bodies.iter();
        self.body(bodies.next());
        let highlighted: Vec<String> =
            hub.highlighted.iter().map(|item| self.title(item)).collect();
        self.list(&highlighted);
        let groups = [&hub.product_directory, &hub.conceptual, &hub.tools];
        for group in groups.into_iter().flatten().chain(&hub.additional) {
            self.group(group);
        }
        self.body(bodies.next());
    }

    fn group(&mut self, group: &HubGroup) {
        self.heading(2, &group.title);
        if let Some(summary) = &group.summary {
            self.writer.block(&escape::paragraph(&plain(summary)));
        }
        let is_list = group.items.iter().all(|item| item.links.is_empty());
        if is_list {
            let items: Vec<String> = group.items.iter().map(|item| self.described(item)).collect();
            self.list(&items);
            return;
        }
        for item in &group.items {
            let title = self.title(item);
            if !title.is_empty() {
                self.writer.block(&format!("### {title}"));
            }
            let links = item.links.iter().map(|(text, _, url)| self.link(text, *url));
            let footer = item.footer.iter().map(|(text, url)| self.link(text, *url));
            let links: Vec<String> = links.chain(footer).collect();
            self.list(&links);
        }
    }

    fn described(&self, item: &HubItem) -> String {
        let summary = item.summary.as_deref().map(|text| format!(": {}", plain(text)));
        self.title(item) + summary.as_deref().unwrap_or("")
    }

    /// The title of an entry, linked where it leads somewhere.
    fn title(&self, item: &HubItem) -> String {
        match item.url {
            Some(url) => self.link(&item.title, url),
            None => plain(&item.title),
        }
    }

    fn link(&self, text: &str, url: u32) -> String {
        let href: &Href = &self.linked.links[url as usize];
        if href.url.is_empty() {
            return plain(text);
        }
        let url = self.address.of(&href.url);
        format!("[{}]({})", plain(text), escape::destination(&url, None))
    }

    fn list(&mut self, entries: &[String]) {
        if !entries.is_empty() {
            let lines: Vec<String> = entries.iter().map(|entry| format!("- {entry}")).collect();
            self.writer.block(&lines.join("\n"));
        }
    }
}
