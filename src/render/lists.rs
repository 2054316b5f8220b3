//! Lists of all pages: by letter for readers, as a site map for search engines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::context::SiteContext;
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
