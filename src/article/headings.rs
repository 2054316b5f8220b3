//! Heading ids (format §3).

use rustc_hash::FxHashMap;
use unicode_general_category::{GeneralCategory, get_general_category};

/// The id of a heading with this text, before it is made unique: letters, decimal digits, `-` and
/// `_` in lower case, a space as `-`, all else dropped; `section` when nothing is left.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => id.push(c),
            'A'..='Z' => id.push(c.to_ascii_lowercase()),
            ' ' => id.push('-'),
            _ if c.is_ascii() => {}
            _ if is_letter_or_digit(c) => id.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if id.is_empty() { "section".to_owned() } else { id }
}

/// What the theme's own ids begin with.
const RESERVED: &str = "gp-";

/// An id as it stands on the page: one that begins as the theme's own do gets a word before it, so
/// that no element of an author's takes the place of one that scripts look up. Links to it follow.
#[must_use]
pub fn page_id(id: String) -> String {
    if id.starts_with(RESERVED) { format!("section-{id}") } else { id }
}

fn is_letter_or_digit(c: char) -> bool {
    use GeneralCategory as Category;
    // The format counts UTF-16 units, so nothing outside the basic plane is a letter.
    (c as u32) < 0x1_0000
        && matches!(
            get_general_category(c),
            Category::UppercaseLetter
                | Category::LowercaseLetter
                | Category::TitlecaseLetter
                | Category::ModifierLetter
                | Category::OtherLetter
                | Category::DecimalNumber
        )
}

/// Makes ids unique within one file: repeats get `-1`, `-2`, ….
#[derive(Debug, Default)]
pub(super) struct Slugger {
    taken: FxHashMap<String, u32>,
}

impl Slugger {
    /// The id for a heading with this text.
    pub(super) fn id(&mut self, text: &str) -> String {
        let base = page_id(slug(text));
        if !self.taken.contains_key(&base) {
            self.taken.insert(base.clone(), 0);
            return base;
        }
        loop {
            let count = self.taken.entry(base.clone()).or_default();
            *count += 1;
            let id = format!("{base}-{count}");
            if !self.taken.contains_key(&id) {
                self.taken.insert(id.clone(), 0);
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_heading_ids() {
        assert_eq!(slug("-Confirm"), "-confirm");
        assert_eq!(slug("A & y"), "a--y");
        assert_eq!(slug("C#"), "c");
        assert_eq!(slug("?"), "section");
        assert_eq!(slug("Über\u{a0}uns\t1"), "überuns1");
        let mut slugger = Slugger::default();
        let ids: Vec<_> = ["A", "a", "A-1", "A"].iter().map(|t| slugger.id(t)).collect();
        assert_eq!(ids, ["a", "a-1", "a-1-1", "a-2"]);
    }

    #[test]
    fn s10_ids_of_the_theme_are_reserved() {
        let mut slugger = Slugger::default();
        let ids: Vec<_> =
            ["GP settings", "gp-settings", "GPS"].iter().map(|t| slugger.id(t)).collect();
        assert_eq!(ids, ["section-gp-settings", "section-gp-settings-1", "gps"]);
    }
}
