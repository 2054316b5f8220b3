//! Pictures, films and sounds.

use std::fmt::Write as _;

use super::escape::address;
use super::link::href_attribute;
use super::{Closer, Writer, attribute};
use crate::article::{Image, ImageKind};
use crate::render::media::{self, Media};
use crate::site::{Href, LinkedBody};

impl Writer<'_, '_> {
    pub(super) fn image(&mut self, linked: &LinkedBody<'_>, image: &Image) {
        let source = &linked.links[image.source as usize];
        if image.kind == ImageKind::Markdown {
            match media::of(&source.url).filter(|_| source.external) {
                Some(media) => self.media(&media, source, image),
                None => self.img(source, image),
            }
            return;
        }
        if image.block {
            self.out.push_str("<p>");
        }
        if image.border {
            self.out.push_str("<span class=\"mx-imgBorder\">\n");
        }
        let target = image.link.or(image.lightbox).map(|i| &linked.links[i as usize]);
        if let Some(target) = target.filter(|target| !target.url.is_empty()) {
            self.out.push_str("<a");
            if image.link.is_none() {
                self.out.push_str(" class=\"lightbox\"");
                let mut target = target.clone();
                if !target.url.contains('#') {
                    target.url.push_str("#lightbox");
                }
                href_attribute(&mut self.out, &target);
            } else {
                href_attribute(&mut self.out, target);
            }
            self.out.push_str(">\n");
            self.img(source, image);
            self.out.push_str("\n</a>\n");
        } else {
            self.img(source, image);
            if image.border {
                self.out.push('\n');
            }
        }
        if image.border {
            self.out.push_str("</span>");
        }
        if image.block {
            self.out.push_str("</p>\n");
        }
    }

    /// A film, a sound or a player, named by what would be the alternative text.
    fn media(&mut self, media: &Media, source: &Href, image: &Image) {
        const SIZE: &str = " width=\"500\" height=\"281\"";
        let (element, kind) = match media {
            Media::Player(url) => {
                self.out.push_str("<iframe");
                attribute(&mut self.out, "src", url);
                attribute(&mut self.out, "title", &image.alt);
                let _ = write!(self.out, "{SIZE} loading=\"lazy\" allowfullscreen></iframe>");
                return;
            }
            Media::Video(kind) => ("video", *kind),
            Media::Audio(kind) => ("audio", *kind),
        };
        let _ = write!(self.out, "<{element} controls preload=\"metadata\"");
        self.out.push_str(if element == "video" { SIZE } else { "" });
        attribute(&mut self.out, "aria-label", &image.alt);
        self.out.push_str("><source");
        attribute(&mut self.out, "type", kind);
        attribute(&mut self.out, "src", &source.url);
        let _ = write!(self.out, "></{element}>");
    }

    fn img(&mut self, source: &Href, image: &Image) {
        self.out.push_str("<img");
        address(&mut self.out, "src", &source.url);
        // An icon is decoration, but in a link it may be all there is to call the link by.
        let in_link = self.open.iter().any(|open| matches!(open, Closer::Link(..)));
        if image.kind == ImageKind::Icon && !in_link {
            self.out.push_str(" alt=\"\"");
        } else {
            attribute(&mut self.out, "alt", &image.alt);
        }
        if let Some(title) = &image.title {
            attribute(&mut self.out, "title", title);
        }
        if let Some(id) = &image.description_id {
            attribute(&mut self.out, "aria-describedby", id);
        }
        self.size(source);
        self.out.push_str(" loading=\"lazy\">");
    }

    pub(super) fn size(&mut self, source: &Href) {
        if let Some((width, height)) =
            source.resource.and_then(|file| self.environment.images.get(file))
        {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
    }
}
