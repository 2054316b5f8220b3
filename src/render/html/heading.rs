//! Headings: the page's own, and those of "In this article".

use std::fmt::Write as _;

use super::escape::without_tags;
use super::{Closer, Heading, Title, Writer, attribute};
use crate::render::surroundings;
use crate::site::LinkedBody;

impl Writer<'_, '_> {
    pub(super) fn heading(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let heading = &linked.body.headings[index as usize];
        let id = self.ids.claim(&heading.id);
        if heading.level <= 3 && matches!(self.title, Title::Expected) {
            self.title = Title::Open(self.out.len(), heading.level, id);
            self.open.push(Closer::TitleHeading);
            return;
        }
        if heading.level == 1 && matches!(self.title, Title::BehindTags) {
            self.title = Title::InText;
        }
        self.visible();
        let level = heading.level;
        if level <= 2 {
            self.is_reading_list = surroundings::is_reading_list(&heading.text);
        }
        let _ = write!(self.out, "<h{level}");
        attribute(&mut self.out, "id", &id);
        self.out.push('>');
        let start = self.out.len();
        self.open.push(Closer::Heading(level, start, id));
    }

    pub(super) fn close_heading(&mut self, level: u8, start: usize, id: String) {
        if matches!(level, 2 | 3) {
            let html = without_tags(&self.out[start..]);
            self.headings.push(Heading { level, id, html });
        }
        let _ = writeln!(self.out, "</h{level}>");
    }

    pub(super) fn close_title(&mut self) {
        if let Title::Open(start, level, id) = std::mem::replace(&mut self.title, Title::None) {
            let html = self.out.split_off(start);
            self.title = Title::Found(Heading { level, id, html });
        }
    }
}
