//! FAQ, Landing and Hub pages as their templates see them.

use serde_json::{Value, json};

use super::html::{self, Heading, Rendered};
use super::ids::Ids;
use super::page::Renderer;
use crate::article::yaml_page::{Content, Faq, FaqSection, Hub, HubGroup, HubItem, YamlPage};
use crate::article::{page_id, slug};
use crate::roles::RoleRef;
use crate::site::{Href, LinkedPage};
use crate::theme::Translation;

/// What the template of a YAML page is given: its key, and a value. Titles and words of the page are
/// added to `rendered`.
pub(super) fn yaml_context(
    renderer: &Renderer<'_>,
    linked: &LinkedPage<'_>,
    yaml: &YamlPage,
    ids: &mut Ids<'_>,
    rendered: &mut Rendered,
) -> Option<(&'static str, Value)> {
    let environment = &renderer.environment;
    let translation = environment.translation;
    let mut bodies = linked.bodies.iter();
    let faq_ids = match &yaml.content {
        Content::Faq(faq) => FaqIds::claim(faq, ids),
        _ => FaqIds::default(),
    };
    let mut next = |rendered: &mut Rendered| {
        let part =
            bodies.next().map(|body| html::body(environment, body, ids, false)).unwrap_or_default();
        rendered.words += part.words;
        part.html
    };
    if let Some(title) = &yaml.title {
        rendered.title = Some(Heading { level: 1, id: String::new(), html: html::escaped(title) });
    }
    let summary = next(rendered);
    let title = yaml.title.clone().unwrap_or_default();
    match &yaml.content {
        Content::Faq(faq) => {
            Some(("faq", faq_context(renderer, faq, &faq_ids, &summary, rendered, &mut next)))
        }
        Content::Landing(cards) => {
            let cards: Vec<Value> = cards
                .iter()
                .map(|card| {
                    let groups: Vec<Value> = card
                        .lists
                        .iter()
                        .map(|list| {
                            let links: Vec<Value> = list
                                .links
                                .iter()
                                .map(|(text, url)| link(text, &linked.links[*url as usize]))
                                .collect();
                            json!({ "type": list.kind, "label": translation.type_label(&list.kind), "links": links })
                        })
                        .collect();
                    json!({ "title": card.title, "groups": groups })
                })
                .collect();
            Some(("landing", json!({ "title": title, "summary": summary, "cards": cards })))
        }
        Content::Hub(hub) => {
            let footer = hub.footer.as_ref().map(|_| next(rendered));
            Some((
                "hub",
                hub_context(translation, linked, hub, &title, &summary, footer.as_deref()),
            ))
        }
        Content::Data => None,
    }
}

/// Ids of the sections of a FAQ and of their questions, which come before those in its texts.
#[derive(Default)]
struct FaqIds(Vec<(String, Vec<String>)>);

impl FaqIds {
    fn claim(faq: &Faq, ids: &mut Ids<'_>) -> Self {
        let section = |section: &FaqSection| {
            let own = if section.name.is_empty() {
                String::new()
            } else {
                ids.claim(&page_id(slug(&section.name)))
            };
            (own, section.questions.iter().map(|question| ids.claim(&question.id)).collect())
        };
        Self(faq.sections.iter().map(section).collect())
    }
}

fn faq_context(
    renderer: &Renderer<'_>,
    faq: &Faq,
    ids: &FaqIds,
    summary: &str,
    rendered: &mut Rendered,
    next: &mut impl FnMut(&mut Rendered) -> String,
) -> Value {
    let mut sections = Vec::new();
    for (section, (id, question_ids)) in faq.sections.iter().zip(&ids.0) {
        let mut questions = Vec::new();
        let mut children = Vec::new();
        // As `faq.html` writes them: below the section's heading, where it has one.
        for (question, question_id) in section.questions.iter().zip(question_ids) {
            let roles: Vec<RoleRef> = question
                .answer
                .statements
                .iter()
                .flat_map(|statement| &statement.values)
                .flat_map(|value| renderer.site.vocabulary.resolve_statement(value))
                .collect();
            let text = phrase(&next(rendered), &question.text);
            let answer = next(rendered);
            children.push(Heading {
                level: 3,
                id: question_id.clone(),
                html: html::escaped(&question.text),
            });
            questions.push(
                json!({ "id": question_id, "question": text, "answer": answer, "roles": roles }),
            );
        }
        if section.name.is_empty() {
            rendered.headings.extend(children);
        } else {
            rendered.headings.push(Heading {
                level: 2,
                id: id.clone(),
                html: html::escaped(&section.name),
            });
            rendered.headings.extend(children);
        }
        let title = Some(&section.name).filter(|name| !name.is_empty());
        sections.push(json!({ "id": id, "title": title, "questions": questions }));
    }
    let additional = faq.additional.as_ref().map(|_| next(rendered));
    json!({ "summary": summary, "sections": sections, "additional": additional })
}

/// The words of a question as they can stand in a heading: without their paragraph, and as plain
/// text where they are more than one, such as a list of one item, which keeps its number.
fn phrase(html: &str, text: &str) -> String {
    let html = html.trim();
    if let Some(words) = html.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"))
        && !words.contains("<p>")
    {
        return words.to_owned();
    }
    let is_block = ["<p>", "<ol", "<ul", "<h", "<blockquote", "<pre", "<table", "<div", "<aside"];
    if !is_block.iter().any(|tag| html.starts_with(tag)) {
        return html.to_owned();
    }
    let number = html.strip_prefix("<ol").map(|rest| {
        let start = rest.strip_prefix(" start=\"").and_then(|rest| rest.split('"').next());
        format!("{}. ", start.unwrap_or("1"))
    });
    number.unwrap_or_default() + &html::escaped(text.trim())
}

fn hub_context(
    translation: &Translation,
    linked: &LinkedPage<'_>,
    hub: &Hub,
    title: &str,
    summary: &str,
    footer: Option<&str>,
) -> Value {
    let item = |item: &HubItem| {
        let links: Vec<Value> = item
            .links
            .iter()
            .map(|(text, kind, url)| {
                let mut value = link(text, &linked.links[*url as usize]);
                value["type"] = json!(kind);
                value["label"] = json!(translation.type_label(kind));
                value
            })
            .collect();
        json!({
            "title": item.title,
            "summary": item.summary,
            "type": item.kind,
            "label": translation.type_label(&item.kind),
            "href": item.url.map(|url| linked.links[url as usize].url.as_str()),
            "image": item.image.map(|image| linked.links[image as usize].url.as_str()),
            "links": links,
            "footer": item.footer.as_ref().map(|(text, url)| link(text, &linked.links[*url as usize])),
        })
    };
    let group = |group: &HubGroup| {
        let items: Vec<Value> = group.items.iter().map(item).collect();
        json!({ "title": group.title, "summary": group.summary, "items": items })
    };
    let sections: Vec<Value> = hub.additional.iter().map(group).collect();
    let additional = (!sections.is_empty() || footer.is_some())
        .then(|| json!({ "sections": sections, "footer": footer }));
    json!({
        "title": title,
        "summary": summary,
        "brand": hub.brand,
        "highlighted": hub.highlighted.iter().map(item).collect::<Vec<_>>(),
        "product_directory": hub.product_directory.as_ref().map(group),
        "conceptual": hub.conceptual.as_ref().map(group),
        "tools": hub.tools.as_ref().map(group),
        "additional": additional,
    })
}

fn link(text: &str, href: &Href) -> Value {
    json!({ "text": text, "href": href.url, "external": href.external })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_questions_are_phrases() {
        assert_eq!(phrase("<p>Why <em>me</em>?</p>\n", "Why me?"), "Why <em>me</em>?");
        assert_eq!(phrase("<ol start=\"2\">\n<li>A &amp; B</li>\n</ol>", "A & B"), "2. A &amp; B");
        assert_eq!(phrase("<ol>\n<li>A</li>\n</ol>", "A"), "1. A");
        assert_eq!(phrase("<p>A</p>\n<p>B</p>", "A B"), "A B");
        assert_eq!(phrase("<code>x</code>?", "x?"), "<code>x</code>?");
    }
}
