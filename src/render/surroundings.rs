//! What a page says about itself beside its text: where to correct it, what to read on, and its
//! facts as search engines read them.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::context::SiteContext;
use super::html::Environment;
use crate::article::ImageKind;
use crate::path;
use crate::site::document::{PageFacts, PageKind};
use crate::site::{Href, LinkedPage, PageId, SiteIndex};

/// Pages that are named for reading on, at most.
const MOST_RELATED: usize = 4;

/// A page that others point to, as they show it.
#[derive(Debug, Serialize)]
pub(super) struct Preview {
    title: String,
    href: String,
    description: Option<String>,
}

/// Where the source can be edited: what the metadata says, else below the repository.
pub(super) fn edit_url(site: &SiteContext, facts: &PageFacts) -> Option<String> {
    let stated = |key: &str| web_address(facts.metadata.get(key)?.as_str()?);
    stated("original_content_git_url").or_else(|| stated("content_git_url")).or_else(|| {
        let repository = site.repository.as_deref()?.trim_end_matches('/');
        Some(format!("{repository}/{}", path::encode_path(&facts.source)))
    })
}

/// Where to say what is wrong with a page: the address in its metadata, else a new issue of the
/// repository that names the page.
pub(super) fn feedback_url(site: &SiteContext, facts: &PageFacts) -> Option<String> {
    let text = |key: &str| facts.metadata.get(key).and_then(Value::as_str).unwrap_or_default();
    if text("feedback_system").eq_ignore_ascii_case("none") {
        return None;
    }
    if let Some(url) = web_address(text("feedback_product_url")) {
        return Some(url);
    }
    let inside = site.repository.as_deref()?.strip_prefix("https://github.com/")?;
    let mut names = inside.split('/').filter(|name| !name.is_empty());
    let (owner, repository) = (names.next()?, names.next()?);
    let title = path::encode_value(&format!("Feedback: {}", facts.title));
    let body = path::encode_value(&format!("Page: {}", facts.source));
    Some(format!("https://github.com/{owner}/{repository}/issues/new?title={title}&body={body}"))
}

fn web_address(url: &str) -> Option<String> {
    url.starts_with("https://").then(|| url.to_owned())
}

/// Pages to read on: those the text links to, in its order, unless it has a list of its own.
/// `neighbours` are the addresses of the pages before and after it, which it shows anyway.
pub(super) fn related(
    site: &SiteIndex,
    linked: &LinkedPage<'_>,
    neighbours: &[Option<&str>],
) -> Vec<Preview> {
    let from = &site.page(linked.id).facts;
    if from.kind != PageKind::Article {
        return Vec::new();
    }
    let mut found: Vec<PageId> = Vec::new();
    let mut has_list = false;
    for body in &linked.bodies {
        has_list |= body.body.headings.iter().any(|heading| is_reading_list(&heading.text));
        body.visit(&mut |linked| {
            found.extend(
                linked.links.iter().filter(|href| !href.broken).filter_map(|href| href.page),
            );
        });
    }
    if has_list {
        return Vec::new();
    }
    let mut previews: Vec<(PageId, Preview)> = Vec::new();
    for page in found {
        let facts = &site.page(page).facts;
        if page == linked.id
            || facts.noindex
            || !matches!(facts.kind, PageKind::Article | PageKind::Faq)
            || previews.iter().any(|(known, _)| *known == page)
        {
            continue;
        }
        let href = path::relative_url(&from.path, &facts.path);
        if neighbours.contains(&Some(href.as_str())) {
            continue;
        }
        let preview =
            Preview { title: facts.title.clone(), href, description: facts.description.clone() };
        previews.push((page, preview));
        if previews.len() == MOST_RELATED {
            break;
        }
    }
    previews.into_iter().map(|(_, preview)| preview).collect()
}

/// Whether a heading stands over a list of pages to read on.
pub(super) fn is_reading_list(heading: &str) -> bool {
    const FIRST: [&str; 6] = ["related", "next", "see", "additional", "more", "learn"];
    const LAST: [&str; 13] = [
        "articles",
        "content",
        "documentation",
        "information",
        "links",
        "materials",
        "more",
        "reading",
        "resources",
        "sections",
        "step",
        "steps",
        "topics",
    ];
    let words: Vec<String> = heading.split_whitespace().map(str::to_lowercase).collect();
    match words.as_slice() {
        [first, last] => {
            (first == "see" && last == "also")
                || (FIRST.contains(&first.as_str()) && LAST.contains(&last.as_str()))
        }
        _ => false,
    }
}

/// The description of the page that a link leads to, where it leads to its beginning.
pub(super) fn description<'a>(site: &'a SiteIndex, href: &Href) -> Option<&'a str> {
    let page = href.page.filter(|_| !href.url.contains('#'))?;
    site.page(page).facts.description.as_deref()
}

/// A picture that stands for the page where a link to it is shown.
#[derive(Debug, Serialize)]
pub(super) struct Picture {
    pub(super) url: String,
    alt: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    /// Wide enough to stand above the words and not beside them.
    large: bool,
}

/// The first picture of the text that can stand for it, else the site's logo; with whole addresses,
/// so only where the site's own is known.
pub(super) fn picture(
    site: &SiteContext,
    environment: &Environment<'_>,
    linked: &LinkedPage<'_>,
    from: &str,
) -> Option<Picture> {
    /// Least width and height in pixels, below which services show nothing.
    const LEAST: (u32, u32) = (400, 200);
    let base = site.base_url.as_deref()?;
    let mut found = None;
    for body in &linked.bodies {
        body.visit(&mut |linked| {
            for image in linked.body.images.iter().filter(|image| image.kind != ImageKind::Icon) {
                let href = &linked.links[image.source as usize];
                let size = href.resource.and_then(|file| environment.images.get(file));
                let Some((width, height)) = size.filter(|_| found.is_none()) else { continue };
                if is_photo(&href.url) && width >= LEAST.0 && height >= LEAST.1 {
                    let folder = path::encode_path(path::folder(from));
                    found = Some(Picture {
                        url: format!("{base}/{}", path::join(&folder, &href.url)),
                        alt: Some(image.alt.clone()).filter(|alt| !alt.is_empty()),
                        width: Some(width),
                        height: Some(height),
                        large: true,
                    });
                }
            }
        });
    }
    found.or_else(|| logo(site))
}

/// The site's logo as the picture of a page, when it is one of pixels: services show no other.
pub(super) fn logo(site: &SiteContext) -> Option<Picture> {
    let (base, logo) = (site.base_url.as_deref()?, site.logo.as_deref()?);
    is_photo(logo).then(|| Picture {
        url: format!("{base}/{}", path::encode_path(logo)),
        alt: Some(site.title.clone()),
        width: None,
        height: None,
        large: false,
    })
}

fn is_photo(url: &str) -> bool {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    ["png", "jpg", "jpeg", "webp", "gif"]
        .contains(&path::extension(&url[..end]).to_lowercase().as_str())
}

/// A page's facts in the words of schema.org, as JSON that can stand in a script element.
pub(super) fn jsonld(
    site: &SiteContext,
    facts: &PageFacts,
    canonical: Option<&str>,
    picture: Option<&Picture>,
    faq: Option<&Value>,
) -> Option<String> {
    let kind = match facts.kind {
        PageKind::Article => "TechArticle",
        PageKind::Faq => "FAQPage",
        PageKind::Landing | PageKind::Hub => return None,
    };
    let mut data = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            data.insert(key.to_owned(), value);
        }
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!(kind));
    put("headline", json!(facts.title));
    put("description", json!(facts.description));
    put("url", json!(canonical));
    put("image", json!(picture.map(|picture| &picture.url)));
    put("dateModified", json!(facts.date.map(crate::site::document::Date::iso)));
    put("inLanguage", json!(site.locale));
    put("isPartOf", json!({ "@type": "WebSite", "name": site.title }));
    let roles: Vec<Value> = facts
        .roles
        .iter()
        .map(|role| json!({ "@type": "Audience", "audienceType": role.name }))
        .collect();
    if !roles.is_empty() {
        put("audience", Value::Array(roles));
    }
    if let Some(faq) = faq {
        let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
        let questions: Vec<Value> = list(faq, "sections")
            .iter()
            .flat_map(|section| list(section, "questions"))
            .map(|question| {
                json!({
                    "@type": "Question",
                    "name": text(&question["question"]),
                    "acceptedAnswer": { "@type": "Answer", "text": text(&question["answer"]) },
                })
            })
            .collect();
        put("mainEntity", Value::Array(questions));
    }
    // A script in a page could be ended by its text.
    serde_json::to_string(&data).ok().map(|text| text.replace('<', "\\u003c"))
}

/// HTML without its tags, in one line. Its entities stay: what reads it takes it for HTML.
fn text(html: &Value) -> String {
    let text = super::html::text_of(html.as_str().unwrap_or_default());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_over_lists_of_pages() {
        for heading in ["Related content", "Next steps", "See also", "Additional resources"] {
            assert!(is_reading_list(heading), "{heading}");
        }
        for heading in ["Next", "Related role settings", "See the invoice", "More orders"] {
            assert!(!is_reading_list(heading), "{heading}");
        }
    }
}
