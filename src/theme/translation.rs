//! The theme's own words in the language of the site.
//!
//! Templates, scripts and code hold them in English: `{{ t(text="Next") }}`, `t("Next")`,
//! `translation.text("Next")`. A file `translations/de.toml` says what stands in their place:
//!
//! ```toml
//! "Next" = "Weiter"
//! "{n} pages" = { one = "{n} Seite", other = "{n} Seiten" }
//! ```
//!
//! The forms are the CLDR's plural categories, chosen by `n`. A language may have a file for a
//! region (`pt-pt.toml`) over that of the language (`pt.toml`), and a theme of one's own a file over
//! either. What no file has stays English.

use std::borrow::Cow;
use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

/// Folder of the translations in a theme.
pub(super) const FOLDER: &str = "translations/";

/// What the theme says, in one language.
pub struct Translation {
    messages: FxHashMap<String, Message>,
    plurals: PluralRules,
}

/// What stands in the place of an English message.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(
    untagged,
    expecting = "write a text, or a table of plural forms: `zero`, `one`, `two`, `few`, `many` where the language has them, and always `other`"
)]
enum Message {
    One(String),
    Forms(Forms),
}

/// By plural category; only `other` is in every language.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    #[serde(skip_serializing_if = "Option::is_none")]
    zero: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    one: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    two: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    few: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    many: Option<String>,
    other: String,
}

impl Forms {
    fn of(&self, category: &PluralCategory) -> &str {
        let form = match category {
            PluralCategory::ZERO => &self.zero,
            PluralCategory::ONE => &self.one,
            PluralCategory::TWO => &self.two,
            PluralCategory::FEW => &self.few,
            PluralCategory::MANY => &self.many,
            PluralCategory::OTHER => &None,
        };
        form.as_deref().unwrap_or(&self.other)
    }
}

impl std::fmt::Debug for Translation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Translation")
            .field("messages", &self.messages.len())
            .finish_non_exhaustive()
    }
}

/// Names of the files for a locale, without folder and ending; later ones go over earlier ones.
/// English comes first: it has the plurals of what nobody has translated.
pub(super) fn names(locale: &str) -> Vec<String> {
    let locale = locale.to_ascii_lowercase();
    let language = locale.split('-').next().unwrap_or("").to_owned();
    let mut names = vec!["en".to_owned(), language, locale];
    names.dedup();
    names
}

impl Translation {
    /// Reads files, each given with its path for messages; later ones go over earlier ones.
    ///
    /// # Errors
    /// When the locale is no language tag, or a file is wrong; the message names file and line.
    pub(super) fn new(locale: &str, files: &[(String, Cow<'_, [u8]>)]) -> Result<Self> {
        let wrong = || {
            anyhow!(
                "`{locale}` is not a language tag\n  help: write `locale` in guidepost.toml as in `en-us` or `de-de`"
            )
        };
        let tag: LanguageIdentifier = locale.parse().map_err(|_| wrong())?;
        // Plurals are those of the language: a region changes them for none that is known here.
        let own = LanguageIdentifier::from_parts(tag.language, None, None, &[]);
        let english: LanguageIdentifier = "en".parse()?;
        let plurals = PluralRules::create(own, PluralRuleType::CARDINAL)
            .or_else(|_| PluralRules::create(english, PluralRuleType::CARDINAL))
            .map_err(|error| anyhow!("{error}"))?;
        let mut messages = FxHashMap::default();
        for (path, bytes) in files {
            let text = std::str::from_utf8(bytes)
                .map_err(|_| anyhow!("the translation {path} is not valid UTF-8"))?;
            let read: FxHashMap<String, Message> = toml::from_str(text)
                .map_err(|error| anyhow!("the translation {path} is wrong:\n{error}"))?;
            messages.extend(read);
        }
        Ok(Self { messages, plurals })
    }

    /// English without a file: what tests compare with.
    #[cfg(test)]
    pub(crate) fn english() -> Self {
        Self::new("en-us", &[]).expect("English has rules")
    }

    /// A message without values.
    #[must_use]
    pub fn text<'a>(&'a self, english: &'a str) -> &'a str {
        match self.messages.get(english) {
            Some(Message::One(text)) => text,
            Some(Message::Forms(forms)) => &forms.other,
            None => english,
        }
    }

    /// A message with values for its `{names}`; `n` chooses the plural.
    #[must_use]
    pub fn format(&self, english: &str, values: &[(&str, &str)]) -> String {
        let pattern = match self.messages.get(english) {
            Some(Message::Forms(forms)) => {
                let number = values.iter().find(|(name, _)| *name == "n");
                let number = number.and_then(|(_, value)| value.parse::<usize>().ok());
                let category = number.and_then(|n| self.plurals.select(n).ok());
                forms.of(&category.unwrap_or(PluralCategory::OTHER))
            }
            _ => self.text(english),
        };
        fill(pattern, values)
    }

    /// A message whose only value is a number.
    #[must_use]
    pub fn count(&self, english: &str, n: usize) -> String {
        self.format(english, &[("n", &n.to_string())])
    }

    /// An ISO date as it is written.
    #[must_use]
    pub fn date(&self, iso: &str) -> Option<String> {
        let mut parts = iso.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let name = match month {
            "01" => self.text("January"),
            "02" => self.text("February"),
            "03" => self.text("March"),
            "04" => self.text("April"),
            "05" => self.text("May"),
            "06" => self.text("June"),
            "07" => self.text("July"),
            "08" => self.text("August"),
            "09" => self.text("September"),
            "10" => self.text("October"),
            "11" => self.text("November"),
            "12" => self.text("December"),
            _ => return None,
        };
        let values = [
            ("day", day.trim_start_matches('0')),
            ("month", name),
            ("number", month.trim_start_matches('0')),
            ("year", year),
        ];
        // An order that no reader takes for another date.
        Some(self.format("{day} {month} {year}", &values))
    }

    /// The label readers see for a type of link (format §7) or of article (`ms.topic`); one that is
    /// not known is shown as it is named, as words.
    #[must_use]
    pub fn type_label(&self, kind: &str) -> String {
        let known = match kind {
            "architecture" => self.text("Architecture"),
            "article" => self.text("Article"),
            "concept" | "conceptual" | "concept-article" => self.text("Concept"),
            "deploy" => self.text("Deploy"),
            "download" => self.text("Download"),
            "error-reference" => self.text("Error codes"),
            "faq" => self.text("Questions"),
            "get-started" => self.text("Get started"),
            "how-to" | "how-to-guide" => self.text("How-to guide"),
            "overview" => self.text("Overview"),
            "learn" => self.text("Training"),
            "quickstart" => self.text("Quickstart"),
            "reference" => self.text("Reference"),
            "sample" => self.text("Sample"),
            "troubleshooting" => self.text("Troubleshooting"),
            "tutorial" => self.text("Tutorial"),
            "video" => self.text("Video"),
            "whats-new" => self.text("What's new"),
            _ => return words(kind),
        };
        known.to_owned()
    }

    /// A script with its messages, `t("…")`, in this language. One with values keeps its call, and
    /// is given the translation in the place of the English text.
    pub(super) fn script(&self, script: &str) -> String {
        const CALL: &str = "t(\"";
        let mut out = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(at) = rest.find(CALL) {
            let (before, call) = rest.split_at(at);
            out.push_str(before);
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.');
            let literal = literal(&call[CALL.len() - 1..]).filter(|_| !before.ends_with(is_name));
            let Some((literal, english)) = literal else {
                out.push_str(CALL);
                rest = &call[CALL.len()..];
                continue;
            };
            let after = &call[CALL.len() - 1 + literal.len()..];
            let message = self.messages.get(&*english);
            let own = message.and_then(|message| serde_json::to_string(message).ok());
            let own = own.as_deref().unwrap_or(literal);
            if let Some(after) = after.strip_prefix(')') {
                out.push_str(own);
                rest = after;
            } else {
                let _ = write!(out, "t({own}");
                rest = after;
            }
        }
        out.push_str(rest);
        out
    }
}

/// The string literal in double quotes that a text begins with, and what it says.
fn literal(text: &str) -> Option<(&str, String)> {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find_map(|(at, c)| {
        let closes = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at + 1)
    })?;
    Some((&text[..end], serde_json::from_str(&text[..end]).ok()?))
}

/// An id, such as `api-reference`, as words; what has words of its own stays.
#[must_use]
pub fn words(id: &str) -> String {
    if id.contains(|c: char| c.is_whitespace() || c.is_uppercase()) {
        return id.to_owned();
    }
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            Some((values.iter().find(|(own, _)| *own == name)?.1, after))
        });
        if let Some((value, after)) = value {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}
