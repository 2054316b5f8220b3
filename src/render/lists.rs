//! Lists of all pages: by letter for readers, as a site map for search engines, as `llms.txt` for
//! programs that read, and the latest as a feed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::context::SiteContext;
use super::markdown::markdown_path;
use super::navigation::Navigation;
use super::page::canonical;
use crate::path;
use crate::site::SiteIndex;

/// With more pages than this, each letter has a page of its own.
const MOST_ON_A_PAGE: usize = 1000;

/// Pages by their first letters: for each page of the list, its path and what it shows. The first
/// is at `first`, the others beside it.
#[must_use]
pub fn a_to_z(site: &SiteIndex, first: &str) -> Vec<(String, Value)> {
    let mut letters: BTreeMap<String, Vec<(String, &str, &str)>> = BTreeMap::new();
    let mut count = 0;
    for id in site.ids() {
        let facts = &site.page(id).facts;
        if facts.noindex {
            continue;
        }
        count += 1;
        let title = facts.title.as_str();
        let key = title.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let letter = key.chars().next().filter(|c| c.is_alphabetic());
        let letter = letter.map_or_else(|| "#".to_owned(), |c| c.to_uppercase().collect());
        letters.entry(letter).or_default().push((key, title, &facts.path));
    }
    let whole = count <= MOST_ON_A_PAGE;
    let id = |letter: &str| match letter {
        "#" => "other".to_owned(),
        letter => letter.to_lowercase(),
    };
    let own = |letter: &str| {
        let id = id(letter);
        let is_plain = id.chars().all(|c| c.is_ascii_alphanumeric());
        let name = if is_plain {
            id
        } else {
            id.escape_unicode().filter(char::is_ascii_alphanumeric).collect()
        };
        path::join(path::folder(first), &format!("{name}.html"))
    };
    let index = |from: &str| -> Vec<Value> {
        letters
            .iter()
            .map(|(letter, pages)| {
                let href = if whole {
                    format!("#{}", path::encode_fragment(&id(letter)))
                } else {
                    path::relative_url(from, &own(letter))
                };
                json!({ "letter": letter, "href": href, "count": pages.len() })
            })
            .collect()
    };
    let groups = |from: &str, only: Option<&str>| -> Vec<Value> {
        letters
            .iter()
            .filter(|(letter, _)| only.is_none_or(|only| only == letter.as_str()))
            .map(|(letter, pages)| {
                let mut pages = pages.clone();
                pages.sort();
                let links: Vec<Value> = pages
                    .iter()
                    .map(|(_, title, to)| {
                        json!({ "title": title, "href": path::relative_url(from, to) })
                    })
                    .collect();
                json!({ "letter": letter, "id": id(letter), "pages": links })
            })
            .collect()
    };
    let all = if whole { groups(first, None) } else { Vec::new() };
    let mut list =
        vec![(first.to_owned(), json!({ "count": count, "letters": index(first), "groups": all }))];
    if !whole {
        for letter in letters.keys() {
            let path = own(letter);
            let groups = groups(&path, Some(letter));
            let letters = index(&path);
            list.push((path, json!({ "count": count, "letters": letters, "groups": groups })));
        }
    }
    list
}

/// The site map, of a site whose address is known.
#[must_use]
pub fn sitemap(site: &SiteIndex, context: &SiteContext) -> Option<String> {
    context.base_url.as_ref()?;
    let mut map = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for id in site.ids() {
        let facts = &site.page(id).facts;
        let Some(url) = canonical(context, &facts.path).filter(|_| !facts.noindex) else {
            continue;
        };
        map.push_str("<url><loc>");
        super::html::escape(&mut map, &url);
        map.push_str("</loc>");
        if let Some(date) = facts.date {
            let _ = write!(map, "<lastmod>{}</lastmod>", date.iso());
        }
        map.push_str("</url>\n");
    }
    map.push_str("</urlset>\n");
    Some(map)
}

/// Site path of the map of UIDs.
pub const XREF_MAP_PATH: &str = "xrefmap.json";

/// The UIDs of the pages with their addresses, as docfx lists them for docsets that refer to them;
/// of a site whose address is known.
#[must_use]
pub fn xref_map(site: &SiteIndex, context: &SiteContext) -> Option<String> {
    context.base_url.as_ref()?;
    let reference = |(uid, page)| {
        let facts = &site.page(page).facts;
        json!({ "uid": uid, "name": facts.title, "href": canonical(context, &facts.path) })
    };
    let references: Vec<Value> = site.uids.pages().into_iter().map(reference).collect();
    let is_empty = references.is_empty();
    (!is_empty).then(|| json!({ "sorted": true, "references": references }).to_string())
}

/// Site path of the feed.
pub const FEED_PATH: &str = "feed.xml";

/// Entries of the feed, at most.
const MOST_IN_FEED: usize = 50;

/// The pages that changed last, by their dates, as an Atom feed (RFC 4287), of a site whose address
/// is known.
#[must_use]
pub fn feed(site: &SiteIndex, context: &SiteContext) -> Option<String> {
    let base = context.base_url.as_ref()?;
    let mut pages: Vec<_> = site
        .ids()
        .map(|id| &site.page(id).facts)
        .filter(|facts| facts.is_in_feed())
        .filter_map(|facts| Some((facts.date?, facts)))
        .collect();
    pages.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.path.cmp(&other.path)));
    pages.truncate(MOST_IN_FEED);
    let (latest, _) = pages.first()?;
    let mut feed = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    let element = |feed: &mut String, name: &str, text: &str| {
        let _ = write!(feed, "<{name}>");
        super::html::escape(feed, text);
        let _ = writeln!(feed, "</{name}>");
    };
    let home = format!("{base}/");
    element(&mut feed, "title", &context.title);
    if let Some(description) = &context.description {
        element(&mut feed, "subtitle", description);
    }
    element(&mut feed, "id", &home);
    element(&mut feed, "updated", &format!("{}T00:00:00Z", latest.iso()));
    let link = |feed: &mut String, kind: &str, url: &str| {
        feed.push_str("<link");
        feed.push_str(kind);
        feed.push_str(" href=\"");
        super::html::escape(feed, url);
        feed.push_str("\"/>\n");
    };
    link(&mut feed, " rel=\"self\"", &format!("{base}/{FEED_PATH}"));
    link(&mut feed, "", &home);
    feed.push_str("<author>");
    element(&mut feed, "name", &context.title);
    feed.push_str("</author>\n");
    for (date, facts) in pages {
        let Some(url) = canonical(context, &facts.path) else { continue };
        feed.push_str("<entry>\n");
        element(&mut feed, "title", &facts.title);
        element(&mut feed, "id", &url);
        link(&mut feed, "", &url);
        element(&mut feed, "updated", &format!("{}T00:00:00Z", date.iso()));
        if let Some(description) = &facts.description {
            element(&mut feed, "summary", description);
        }
        feed.push_str("</entry>\n");
    }
    feed.push_str("</feed>\n");
    Some(feed)
}

/// What has moved, for hosts and other programs: a list of old site paths with the new one, or an
/// address elsewhere. None where nothing has.
#[must_use]
pub fn redirects(site: &SiteIndex) -> Option<String> {
    let moves = site.redirects.moves(site);
    let list: Vec<_> = moves.map(|(from, to)| json!({ "from": from, "to": to })).collect();
    (!list.is_empty()).then(|| format!("{:#}\n", Value::Array(list)))
}

/// All pages with their descriptions, each by its Markdown, in the order of the tables of contents
/// (<https://llmstxt.org>).
#[must_use]
pub fn llms(site: &SiteIndex, context: &SiteContext, navigation: &Navigation) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut pages: Vec<_> = site.ids().filter(|&id| !site.page(id).facts.noindex).collect();
    pages.sort_by_key(|&id| navigation.position(site, id));
    let mut list = format!("# {}\n", one_line(&context.title));
    if let Some(description) = &context.description {
        let _ = write!(list, "\n> {}\n", one_line(description));
    }
    // Areas in the order of their first pages; what is in none comes last.
    let mut areas: Vec<(Option<&str>, Vec<_>)> = Vec::new();
    let mut places = FxHashMap::default();
    for id in pages {
        let area = site.page(id).facts.area.as_deref();
        let place = *places.entry(area).or_insert(areas.len());
        if place == areas.len() {
            areas.push((area, Vec::new()));
        }
        areas[place].1.push(id);
    }
    areas.sort_by_key(|(area, _)| area.is_none());
    for (area, pages) in areas {
        let _ = write!(list, "\n## {}\n\n", one_line(area.unwrap_or("Other pages")));
        for id in pages {
            let facts = &site.page(id).facts;
            let path = markdown_path(site, id).unwrap_or_else(|| facts.path.clone());
            let path = path::encode_path(&path);
            let url = match &context.base_url {
                Some(base) => format!("{base}/{path}"),
                None => path,
            };
            let title = one_line(&facts.title).replace('[', "\\[").replace(']', "\\]");
            let _ = write!(list, "- [{title}]({url})");
            if let Some(description) = &facts.description {
                let _ = write!(list, ": {}", one_line(description));
            }
            list.push('\n');
        }
    }
    list
}
