//! Headings: the page's own, those of "In this article", and the level at which each counts.

use std::fmt::Write as _;

use super::escape::without_tags;
use super::{Closer, Heading, Title, Writer, attribute};
use crate::render::surroundings;
use crate::site::LinkedBody;

/// The outline so far: each heading above the place reached, as written and as it counts.
pub(super) struct Levels(Vec<(u8, u8)>);

impl Levels {
    pub(super) fn under(level: u8) -> Self {
        Self(vec![(level, level)])
    }

    /// The level at which a heading counts: one below the heading above it, if it was to be deeper.
    pub(super) fn next(&mut self, level: u8) -> u8 {
        while self.0.len() > 1 && self.0.last().is_some_and(|&(written, _)| written >= level) {
            self.0.pop();
        }
        let shown = match self.0.last() {
            Some(&(written, shown)) if written < level => shown + 1,
            _ => level,
        };
        self.0.push((level, shown));
        shown
    }
}

impl Writer<'_, '_> {
    /// Opens a heading at the level at which it counts: an outline without gaps is what screen
    /// readers announce and the validator asks for. What the author wrote stays as a class.
    pub(super) fn heading(&mut self, linked: &LinkedBody<'_>, index: u32) {
        let heading = &linked.body.headings[index as usize];
        let id = self.ids.claim(&heading.id);
        if heading.level <= 3 && matches!(self.title, Title::Expected) {
            self.title = Title::Open(self.out.len(), heading.level, id);
            self.open.push(Closer::TitleHeading);
            return;
        }
        self.visible();
        let level = heading.level;
        if level <= 2 {
            self.is_reading_list = surroundings::is_reading_list(&heading.text);
        }
        let shown = self.levels.next(level);
        let _ = write!(self.out, "<h{shown}");
        attribute(&mut self.out, "id", &id);
        if shown != level {
            let _ = write!(self.out, " class=\"level-{level}\"");
        }
        self.out.push('>');
        let start = self.out.len();
        self.open.push(Closer::Heading { level, shown, start, id });
    }

    /// Ends a heading. Those that the author put at levels 2 and 3 are listed.
    pub(super) fn close_heading(&mut self, level: u8, shown: u8, start: usize, id: String) {
        if matches!(level, 2 | 3) {
            let html = without_tags(&self.out[start..]);
            self.headings.push(Heading { level, id, html });
        }
        let _ = writeln!(self.out, "</h{shown}>");
    }

    pub(super) fn close_title(&mut self) {
        if let Title::Open(start, level, id) = std::mem::replace(&mut self.title, Title::None) {
            let html = self.out.split_off(start);
            self.title = Title::Found(Heading { level, id, html });
        }
    }
}

/// The level of `h1` to `h6`.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_without_gaps() {
        let mut levels = Levels::under(1);
        let shown = [4, 2, 4, 4, 3, 5, 6, 1, 3].map(|level| levels.next(level));
        assert_eq!(shown, [2, 2, 3, 3, 3, 4, 5, 1, 2]);
        let mut levels = Levels::under(3);
        assert_eq!([2, 5, 4].map(|level| levels.next(level)), [2, 3, 3]);
    }
}
