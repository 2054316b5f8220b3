//! Where a setting stands in guidepost.toml.

use toml::de::{DeTable, DeValue};

use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Span};

/// The name of the file, in the docset's root.
const FILE: &str = "guidepost.toml";

/// A setting of guidepost.toml.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// `logo`.
    Logo,
    /// `support_url`.
    SupportUrl,
    /// `href` of a `[[header]]`.
    Header(usize),
    /// `href` of a `[[footer]]`.
    Footer(usize),
}

impl Setting {
    /// As the configuration reference calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Logo => "logo",
            Self::SupportUrl => "support_url",
            Self::Header(_) => "header.href",
            Self::Footer(_) => "footer.href",
        }
    }

    /// A finding at its value.
    pub(super) fn finding(
        self,
        code: &'static Code,
        docset: &DocsetView<'_>,
        message: String,
    ) -> Option<Diagnostic> {
        let tree = &docset.corpus.tree;
        let file = tree.file(tree.find(FILE)?);
        let span = file.text.as_deref().and_then(|text| self.span(text)).unwrap_or_default();
        Some(Diagnostic::new(code, &file.path, span, message))
    }

    fn span(self, text: &str) -> Option<Span> {
        let table = DeTable::parse(text).ok()?;
        let value = |name: &str| table.get_ref().get(name);
        let href = |name: &str, at: usize| match value(name)?.get_ref() {
            DeValue::Array(links) => match links.get(at)?.get_ref() {
                DeValue::Table(link) => link.get("href"),
                _ => None,
            },
            _ => None,
        };
        let value = match self {
            Self::Logo => value("logo"),
            Self::SupportUrl => value("support_url"),
            Self::Header(at) => href("header", at),
            Self::Footer(at) => href("footer", at),
        };
        value.map(|value| value.span().into())
    }
}
