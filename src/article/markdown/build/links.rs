//! Links and images.

use std::ops::Range;

use super::super::directive::{Directive, ImageDirective};
use super::Builder;
use crate::article::{Image, ImageKind, Link, LinkKind, NodeKind};
use crate::diagnostic::Span;

/// A Markdown image whose alternative text is being read.
pub(super) struct OpenImage {
    pub(super) target: String,
    pub(super) title: Option<String>,
    pub(super) alt: String,
    pub(super) range: Range<usize>,
    /// Images open inside the alternative text.
    pub(super) depth: u32,
}

impl Builder<'_> {
    pub(super) fn link(
        &mut self,
        target: String,
        kind: LinkKind,
        span: Span,
        title: Option<String>,
        auto: bool,
    ) -> u32 {
        let is_xref = target.get(..5).is_some_and(|head| head.eq_ignore_ascii_case("xref:"));
        let kind = if is_xref && kind == LinkKind::Page { LinkKind::Xref } else { kind };
        self.body.links.push(Link { kind, target, title, span, auto });
        self.body.links.len() as u32 - 1
    }

    pub(super) fn end_image(&mut self) {
        if let Some(image) = &mut self.image
            && image.depth > 0
        {
            image.depth -= 1;
            return;
        }
        let Some(OpenImage { target, title, alt, range, .. }) = self.image.take() else { return };
        let span = self.span(&range);
        let alt = self.plain(&alt);
        self.flush();
        self.slug_text(&alt);
        let source = self.link(target, LinkKind::Resource, span, None, false);
        self.body.images.push(Image {
            kind: ImageKind::Markdown,
            source,
            alt,
            title,
            lightbox: None,
            link: None,
            border: false,
            block: false,
            own_line: false,
            description_id: None,
        });
        let index = self.body.images.len() as u32 - 1;
        self.push(NodeKind::Image(index), span);
    }

    pub(super) fn image_directive(
        &mut self,
        directive: &Directive,
        image: &ImageDirective,
        block: bool,
    ) -> u32 {
        let value =
            |name: &str| image.get(name).map(|a| a.value.clone()).filter(|v| !v.trim().is_empty());
        let kind = match value("type").as_deref() {
            Some("icon") => ImageKind::Icon,
            Some("complex") if image.complex_block => ImageKind::Complex,
            _ => ImageKind::Content,
        };
        let source = value("source").unwrap_or_default();
        let border = match value("border").map(|v| v.to_ascii_lowercase()).as_deref() {
            Some("true") => true,
            Some("false") => false,
            _ => kind != ImageKind::Icon,
        };
        let mut link = |name: &str, kind| {
            value(name).map(|target| {
                let at = image.get(name).map_or(directive.range.clone(), |a| a.span.range());
                let at = self.rewritten.source_map.span(at);
                self.link(target, kind, at, None, false)
            })
        };
        let lightbox = link("lightbox", LinkKind::Resource);
        let href = link("link", LinkKind::Page);
        let source_at = image.get("source").map_or(directive.range.clone(), |a| a.span.range());
        let source_at = self.rewritten.source_map.span(source_at);
        let source = self.link(source, LinkKind::Resource, source_at, None, false);
        let description_id = (kind == ImageKind::Complex)
            .then(|| format!("image-description-{}", self.body.images.len() + 1));
        self.body.images.push(Image {
            kind,
            source,
            alt: value("alt-text").unwrap_or_default(),
            title: None,
            lightbox,
            link: href,
            border,
            block,
            own_line: image.own_line,
            description_id,
        });
        self.body.images.len() as u32 - 1
    }
}
