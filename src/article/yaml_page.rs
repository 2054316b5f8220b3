//! Pages written in YAML: FAQ, Landing, Hub (format §7).

use std::sync::Arc;

use serde_json::Value;

use super::front_matter::YAML_DUPLICATE_KEY;
use super::{Body, Link, LinkKind, Metadata, page_id, parse_fragment};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::source_map::SourceMap;
use crate::yaml::{self, Place};

/// A YAML page of a kind that is not known.
pub static SCHEMA_NOT_FOUND: Code = Code {
    name: "schema-not-found",
    severity: Severity::Warning,
    summary: "The kind of a YAML page is missing or not known.",
    explanation: "A YAML page says what it is on its first line: `### YamlMime:FAQ`, `Landing` or `Hub`. A page of another kind is not built.",
    wrong: "### YamlMime:Faqs",
    right: "### YamlMime:FAQ",
};

/// A YAML page of a kind that only the format's own service shows.
pub static KIND_NOT_BUILT: Code = Code {
    name: "kind-not-built",
    severity: Severity::Info,
    summary: "A YAML page is of a kind that is not built here.",
    explanation: "The format's engine builds such pages with templates of their service: modules of training, generated reference, or kinds that the docset's own schemas describe. The page is left out; links to it lead to the host of other docsets.",
    wrong: "### YamlMime:Module",
    right: "### YamlMime:FAQ",
};

/// A page written in YAML.
#[derive(Clone, Debug, Default)]
pub struct YamlPage {
    /// What kind it is, with its content.
    pub content: Content,
    /// `metadata`.
    pub metadata: Metadata,
    /// `title`.
    pub title: Option<String>,
    /// `summary`.
    pub summary: Body,
    /// Links that are not in Markdown: cards, lists, images.
    pub links: Vec<Link>,
    /// What was found in this file alone.
    pub diagnostics: Vec<Diagnostic>,
}

/// What a YAML page holds. Links are indices into [`YamlPage::links`].
#[derive(Clone, Debug, Default)]
pub enum Content {
    /// Questions and answers.
    Faq(Box<Faq>),
    /// Cards of links.
    Landing(Vec<Card>),
    /// A product's front door.
    Hub(Box<Hub>),
    /// Known to the format's engine, not a page for readers.
    #[default]
    Data,
}

/// A FAQ.
#[derive(Clone, Debug, Default)]
pub struct Faq {
    /// Sections in order.
    pub sections: Vec<FaqSection>,
    /// Markdown after the last section.
    pub additional: Option<Body>,
}

/// A section of a FAQ.
#[derive(Clone, Debug, Default)]
pub struct FaqSection {
    /// Name; may be empty.
    pub name: String,
    /// Questions in order.
    pub questions: Vec<Question>,
}

/// A question and its answer.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Id on the page.
    pub id: String,
    /// Plain text of the question.
    pub text: String,
    /// The question.
    pub question: Body,
    /// The answer.
    pub answer: Body,
}

/// A card of a landing page.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Title.
    pub title: String,
    /// Lists of links.
    pub lists: Vec<LinkList>,
}

/// A list of links of one type.
#[derive(Clone, Debug, Default)]
pub struct LinkList {
    /// Type, such as `how-to-guide`.
    pub kind: String,
    /// Text and address.
    pub links: Vec<(String, u32)>,
}

/// An entry of a hub page.
#[derive(Clone, Debug, Default)]
pub struct HubItem {
    /// Title.
    pub title: String,
    /// A sentence below it.
    pub summary: Option<String>,
    /// Type, such as `overview`.
    pub kind: String,
    /// Address.
    pub url: Option<u32>,
    /// Picture.
    pub image: Option<u32>,
    /// Text, type and address of the links inside.
    pub links: Vec<(String, String, u32)>,
    /// A link below them.
    pub footer: Option<(String, u32)>,
}

/// A titled group of entries.
#[derive(Clone, Debug, Default)]
pub struct HubGroup {
    /// Title.
    pub title: String,
    /// A sentence below it.
    pub summary: Option<String>,
    /// Entries.
    pub items: Vec<HubItem>,
}

/// A hub page.
#[derive(Clone, Debug, Default)]
pub struct Hub {
    /// Brand, for colours.
    pub brand: String,
    /// `highlightedContent`.
    pub highlighted: Vec<HubItem>,
    /// `productDirectory`.
    pub product_directory: Option<HubGroup>,
    /// `conceptualContent`.
    pub conceptual: Option<HubGroup>,
    /// `tools`.
    pub tools: Option<HubGroup>,
    /// `additionalContent.sections`.
    pub additional: Vec<HubGroup>,
    /// `additionalContent.footer`.
    pub footer: Option<Body>,
}

/// Kinds that the format knows and that readers never see as pages.
const DATA_KINDS: [&str; 6] =
    ["zonepivotgroups", "toc", "tableofcontent", "contextobject", "breadcrumb", "redirections"];

/// Kinds that the format knows and that only its service shows. Generated reference has more of
/// them, which begin alike.
const SERVICE_KINDS: [&str; 17] = [
    "achievement",
    "achievements",
    "architecture",
    "datamodel",
    "landingdata",
    "learningpath",
    "managedreference",
    "marketing",
    "module",
    "moduleunit",
    "profile",
    "profilelist",
    "solution",
    "tstype",
    "universalreference",
    "unit",
    "yamldocument",
];

/// What the names of kinds of generated reference begin with.
const REFERENCE_KINDS: [&str; 8] =
    ["azurecli", "java", "net", "powershell", "python", "rest", "ruby", "ts"];

fn is_service_kind(kind: &str) -> bool {
    SERVICE_KINDS.contains(&kind) || REFERENCE_KINDS.iter().any(|start| kind.starts_with(start))
}

/// The kind a YAML file says it is: `YamlMime:Kind` on its first line.
#[must_use]
pub fn mime(text: &str) -> Option<&str> {
    let line = text.lines().next()?.trim();
    let rest = line.strip_prefix('#')?.trim_start_matches('#').trim_start();
    let head = rest.get(.."YamlMime:".len())?;
    head.eq_ignore_ascii_case("YamlMime:").then(|| rest["YamlMime:".len()..].trim())
}

impl YamlPage {
    /// Takes a kind for one that is not built here, since the docset has a schema of its own for
    /// it.
    pub fn has_schema(&mut self) {
        for finding in &mut self.diagnostics {
            if finding.code.name == SCHEMA_NOT_FOUND.name {
                finding.code = &KIND_NOT_BUILT;
                finding.severity = KIND_NOT_BUILT.severity;
                finding.help = None;
            }
        }
    }
}

/// Parses a YAML page.
#[must_use]
pub fn parse(file: &Arc<str>, text: &str) -> YamlPage {
    let mut page = YamlPage::default();
    let kind = mime(text).unwrap_or("").to_ascii_lowercase();
    if DATA_KINDS.contains(&kind.as_str()) {
        return page;
    }
    let value =
        match yaml::parse(text).or_else(|error| last_wins(file, text, &mut page).ok_or(error)) {
            Ok(value) => value,
            Err(error) => {
                let message = format!("this file is not valid YAML: {}", error.message);
                let span = Span::new(error.offset, error.offset);
                page.diagnostics.push(
                    Diagnostic::new(&yaml::YAML_SYNTAX_ERROR, file, span, message)
                        .help("check indentation, quotes, and colons inside values"),
                );
                return page;
            }
        };
    page.title = At { value: &value["title"], place: None }.string();
    if let Value::Object(metadata) = &value["metadata"] {
        page.metadata = metadata.clone();
    }
    if is_service_kind(&kind) {
        let span = Span::new(0, text.lines().next().map_or(0, str::len));
        let message =
            format!("pages of the kind `{}` are not built", mime(text).unwrap_or_default());
        page.diagnostics.push(Diagnostic::new(&KIND_NOT_BUILT, file, span, message));
        return page;
    }
    let places = yaml::places(text);
    let mut reader = Reader { file, text, page };
    let root = At { value: &value, place: Some(&places) };
    let summary = reader.body(&root.get("summary"));
    reader.page.summary = summary;
    let is_built = matches!(kind.as_str(), "faq" | "landing" | "hub");
    if is_built && !value.is_object() && !value.is_null() {
        let span = Span::new(0, text.lines().next().map_or(0, str::len));
        let message = "a page is a list of `key: value` lines, and this is none";
        reader.page.diagnostics.push(
            Diagnostic::new(&yaml::VIOLATE_SCHEMA, file, span, message)
                .help("begin with `title: …`, without a dash in front"),
        );
    }
    reader.page.content = match kind.as_str() {
        "faq" => reader.faq(&root),
        "landing" => reader.landing(&root),
        "hub" => reader.hub(&root),
        _ => {
            let span = Span::new(0, text.lines().next().map_or(0, str::len));
            let message = match mime(text) {
                Some(kind) => format!("`{kind}` is not a kind of page that can be built"),
                None => "the first line does not say what kind of page this is".to_owned(),
            };
            reader.page.diagnostics.push(
                Diagnostic::new(&SCHEMA_NOT_FOUND, file, span, message).help(
                    "begin with `### YamlMime:FAQ`, `### YamlMime:Landing` or `### YamlMime:Hub`",
                ),
            );
            Content::Data
        }
    };
    reader.page
}

/// A file in which keys stand twice, each a finding; none when something else is wrong with it.
fn last_wins(file: &Arc<str>, text: &str, page: &mut YamlPage) -> Option<Value> {
    let value = yaml::parse_last_wins(text).ok()?;
    page.diagnostics.extend(yaml::repeated_keys(text).into_iter().map(|(key, range)| {
        let message = format!("the key `{key}` is already there");
        Diagnostic::new(&YAML_DUPLICATE_KEY, file, range.into(), message)
            .help("remove one of the two; the last one wins")
    }));
    Some(value)
}

/// A value with its place.
#[derive(Clone, Copy)]
struct At<'a> {
    value: &'a Value,
    place: Option<&'a Place>,
}

impl<'a> At<'a> {
    fn get(&self, key: &str) -> At<'a> {
        At {
            value: self.value.get(key).unwrap_or(&Value::Null),
            place: self.place.and_then(|p| p.get(key)),
        }
    }

    fn items(&self) -> impl Iterator<Item = At<'a>> + use<'a> {
        let place = self.place;
        let items = self.value.as_array().map_or(&[][..], Vec::as_slice);
        items
            .iter()
            .enumerate()
            .map(move |(i, value)| At { value, place: place.and_then(|p| p.item(i)) })
    }

    fn string(&self) -> Option<String> {
        yaml::scalar_text(self.value)
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    }

    fn span(&self) -> Span {
        self.place.map_or(Span::file(), |place| place.range.clone().into())
    }
}

struct Reader<'a> {
    file: &'a Arc<str>,
    text: &'a str,
    page: YamlPage,
}

impl Reader<'_> {
    fn body(&mut self, at: &At<'_>) -> Body {
        let Some(text) = yaml::scalar_text(at.value) else { return Body::default() };
        let map = match at.place {
            Some(place) => yaml::scalar_map(self.text, &place.range, &text),
            None => SourceMap::default(),
        };
        parse_fragment(self.file, &text, &map, &mut self.page.diagnostics)
    }

    fn link(&mut self, at: &At<'_>, kind: LinkKind) -> Option<u32> {
        let target = at.string()?;
        let span = at.span();
        self.page.links.push(Link { kind, target, title: None, span, auto: false });
        Some(self.page.links.len() as u32 - 1)
    }

    fn expect_list(&mut self, at: &At<'_>, what: &str) {
        if !at.value.is_array() && !at.value.is_null() {
            let message = format!("`{what}` must be a list");
            let help = "write each entry on a line of its own, after `- `";
            let found =
                Diagnostic::new(&yaml::VIOLATE_SCHEMA, self.file, at.span(), message).help(help);
            self.page.diagnostics.push(found);
        }
    }

    fn faq(&mut self, root: &At<'_>) -> Content {
        let mut faq = Faq::default();
        let sections = root.get("sections");
        self.expect_list(&sections, "sections");
        for section in sections.items() {
            let mut list = FaqSection {
                name: section.get("name").string().unwrap_or_default(),
                ..FaqSection::default()
            };
            self.expect_list(&section.get("questions"), "questions");
            for entry in section.get("questions").items() {
                let question = self.body(&entry.get("question"));
                let text = question.plain_text(&question.nodes);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let answer = self.body(&entry.get("answer"));
                list.questions.push(Question { id: question_id(&text), text, question, answer });
            }
            faq.sections.push(list);
        }
        // What templates put there for a FAQ without sections is not shown.
        if let [only] = faq.sections.as_mut_slice()
            && only.name.trim().eq_ignore_ascii_case("ignored")
        {
            only.name.clear();
        }
        if root.get("additionalContent").value.is_string() {
            faq.additional = Some(self.body(&root.get("additionalContent")));
        }
        Content::Faq(Box::new(faq))
    }

    fn landing(&mut self, root: &At<'_>) -> Content {
        let mut cards = Vec::new();
        for card in root.get("landingContent").items() {
            let mut lists = Vec::new();
            for list in card.get("linkLists").items() {
                let mut links = Vec::new();
                for link in list.get("links").items() {
                    let text = link.get("text").string().unwrap_or_default();
                    if let Some(url) = self.link(&link.get("url"), LinkKind::Page) {
                        links.push((text, url));
                    }
                }
                let kind = list.get("linkListType").string().unwrap_or_default();
                lists.push(LinkList { kind, links });
            }
            cards.push(Card { title: card.get("title").string().unwrap_or_default(), lists });
        }
        Content::Landing(cards)
    }

    fn hub(&mut self, root: &At<'_>) -> Content {
        let group =
            |reader: &mut Self, at: At<'_>| at.value.is_object().then(|| reader.hub_group(&at));
        let additional = root.get("additionalContent");
        let mut hub = Hub {
            brand: root.get("brand").string().unwrap_or_default(),
            highlighted: self.hub_group(&root.get("highlightedContent")).items,
            product_directory: group(self, root.get("productDirectory")),
            conceptual: group(self, root.get("conceptualContent")),
            tools: group(self, root.get("tools")),
            ..Hub::default()
        };
        for section in additional.get("sections").items() {
            hub.additional.push(self.hub_group(&section));
        }
        if additional.get("footer").value.is_string() {
            hub.footer = Some(self.body(&additional.get("footer")));
        }
        Content::Hub(Box::new(hub))
    }

    fn hub_group(&mut self, at: &At<'_>) -> HubGroup {
        let mut group = HubGroup {
            title: at.get("title").string().unwrap_or_default(),
            summary: at.get("summary").string(),
            items: Vec::new(),
        };
        for entry in at.get("items").items() {
            let mut item = HubItem {
                title: entry.get("title").string().unwrap_or_default(),
                summary: entry.get("summary").string(),
                kind: entry.get("itemType").string().unwrap_or_default(),
                url: self.link(&entry.get("url"), LinkKind::Page),
                image: self.link(&entry.get("imageSrc"), LinkKind::Resource),
                ..HubItem::default()
            };
            for link in entry.get("links").items() {
                let text = link.get("text").string().unwrap_or_default();
                let kind = link.get("itemType").string().unwrap_or_default();
                if let Some(url) = self.link(&link.get("url"), LinkKind::Page) {
                    item.links.push((text, kind, url));
                }
            }
            let footer = entry.get("footerLink");
            if let Some(url) = self.link(&footer.get("url"), LinkKind::Page) {
                item.footer = Some((footer.get("text").string().unwrap_or_default(), url));
            }
            group.items.push(item);
        }
        group
    }
}

/// The id of a question: its text in lower case, each character but a–z and 0–9 a hyphen (§7).
fn question_id(text: &str) -> String {
    let hyphened = text
        .trim()
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' });
    page_id(hyphened.collect())
}

impl YamlPage {
    /// Every Markdown text of the page, in page order.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        let mut list = vec![&self.summary];
        match &self.content {
            Content::Faq(faq) => {
                for question in faq.sections.iter().flat_map(|section| &section.questions) {
                    list.push(&question.question);
                    list.push(&question.answer);
                }
                list.extend(&faq.additional);
            }
            Content::Hub(hub) => list.extend(&hub.footer),
            Content::Landing(_) | Content::Data => {}
        }
        list.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s7_question_ids() {
        assert_eq!(question_id("What's GDAP?"), "what-s-gdap-");
    }

    #[test]
    fn s7_mime() {
        assert_eq!(mime("### YamlMime:FAQ\n"), Some("FAQ"));
        assert_eq!(mime("title: x"), None);
    }

    #[test]
    fn s7_faq_positions_lead_into_yaml() {
        let text = "### YamlMime:FAQ\nsections:\n  - name: A\n    questions:\n      - question: Why?\n        answer: |\n          See [x](gone.md).\n";
        let page = parse(&"a.yml".into(), text);
        let Content::Faq(faq) = &page.content else { unreachable!("a FAQ") };
        let link = &faq.sections[0].questions[0].answer.links[0];
        assert_eq!(&text[link.span.range()], "[x](gone.md)");
    }
}
