//! Headings: the page's own, those of "In this article", and the level at which each counts.

use std::fmt::Write as _;

use super::escape::without_tags;
use super::{Closer, Heading, Title, Writer, attribute};
use crate::render::surroundings;
use crate::site::LinkedBody;

/// The outline so far.
pub(super) struct Levels {
    /// Each heading above the place reached, as written and as it counts.
    above: Vec<(u8, u8)>,
    /// Headings become elements of the level at which they count. In a text without a title of its
    /// own they stay what the author wrote, and the level is said beside.
    renames: bool,
}

impl Levels {
    /// An outline under a heading of the page.
    pub(super) fn under(level: u8, renames: bool) -> Self {
        Self { above: vec![(level, level)], renames }
    }

    /// The level at which a heading counts: one below the heading above it, if it was to be deeper.
    pub(super) fn next(&mut self, level: u8) -> u8 {
        while self.above.len() > 1
            && self.above.last().is_some_and(|&(written, _)| written >= level)
        {
            self.above.pop();
        }
        let shown = match self.above.last() {
            Some(&(written, shown)) if written < level => shown + 1,
            _ => level,
        };
        self.above.push((level, shown));
        shown
    }
}

impl Writer<'_, '_> {
    /// Opens a heading at the level at which it counts: an outline without gaps is what screen
    /// readers announce and the validator asks for.
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
            self.levels = Levels::under(0, true);
        }
        self.visible();
        let level = heading.level;
        if level <= 2 {
            self.is_reading_list = surroundings::is_reading_list(&heading.text);
        }
        let counts = self.levels.next(level);
        let shown = if self.levels.renames { counts } else { level };
        let _ = write!(self.out, "<h{shown}");
        attribute(&mut self.out, "id", &id);
        if shown != level {
            let _ = write!(self.out, " class=\"level-{level}\"");
        } else if counts != level {
            let _ = write!(self.out, " aria-level=\"{counts}\"");
        }
        self.out.push('>');
        let start = self.out.len();
        self.open.push(Closer::Heading { level, shown, start, id });
    }

    /// Says the level at which a heading of raw HTML counts, where that is not its own.
    pub(super) fn outline_level(&mut self, level: u8) {
        let counts = self.levels.next(level);
        if counts != level {
            let _ = write!(self.out, " aria-level=\"{counts}\"");
        }
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
            if level == 1 {
                self.levels = Levels::under(level, true);
            }
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
        let mut levels = Levels::under(1, true);
        let shown = [4, 2, 4, 4, 3, 5, 6, 1, 3].map(|level| levels.next(level));
        assert_eq!(shown, [2, 2, 3, 3, 3, 4, 5, 1, 2]);
        let mut levels = Levels::under(3, true);
        assert_eq!([2, 5, 4].map(|level| levels.next(level)), [2, 3, 3]);
    }
}
