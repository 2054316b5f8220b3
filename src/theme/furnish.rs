//! What the built-in theme makes of a page's text. The text itself has the elements of the format
//! and no others, so that a theme of one's own begins with what the author wrote.
//!
//! - A heading whose author left a level out becomes one of the level at which it counts, with the
//!   level written as a class: an outline without gaps is what screen readers announce and the
//!   validator asks for.
//! - A long name in a heading breaks between its parts.
//! - A place that an anchor names is its id, where no element has that one.
//! - A table may be wider than the screen: it scrolls by itself, with the keyboard too.
//! - A header cell without words is no header.
//! - What a page to read on is about stands below its link.
//! - A picture that readers see at once is loaded at once.
//! - A part for some versions or pivots says for which, where nobody can choose: on paper, and
//!   without scripts.

use std::fmt::Write as _;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::breakable::breakable;
use super::translation::Translation;

/// What a template says of a text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Level of the heading that the text stands under; 0 when it begins with the page's own.
    under: u8,
    /// Id of that heading, if it has one.
    taken: Option<String>,
    /// Groups of pivots that the page offers.
    pivots: Option<Vec<PivotGroup>>,
}

/// The pivots of one choice.
#[derive(Clone, Debug, Deserialize)]
struct PivotGroup {
    pivots: Vec<Pivot>,
}

#[derive(Clone, Debug, Deserialize)]
struct Pivot {
    id: String,
    title: String,
}

/// Furnishes a text in its place.
#[must_use]
pub fn furnish(html: &str, place: &Place, translation: &Translation) -> String {
    let mut furnisher = Furnisher {
        html,
        place,
        translation,
        ids: None,
        out: String::with_capacity(html.len() + html.len() / 16),
        copied: 0,
        levels: Levels::under(place.under),
        headings: Vec::new(),
        tables: 0,
        items: Vec::new(),
        // An answer may stand anywhere on its page.
        has_picture: place.under > 1,
    };
    for start in memchr::memchr_iter(b'<', html.as_bytes()) {
        if start >= furnisher.copied {
            furnisher.tag(start);
        }
    }
    furnisher.copy_to(html.len());
    furnisher.out
}

/// A picture that begins within so many bytes of a page's text is seen without scrolling.
const FIRST_SCREEN: usize = 2_000;
/// Letters of a name that may break.
const LONG_NAME: usize = 20;
const LAZY: &str = " loading=\"lazy\"";

/// The attribute of a list's item that says what the page it links to is about.
pub const DESCRIPTION: &str = "data-description";

struct Furnisher<'h> {
    html: &'h str,
    place: &'h Place,
    translation: &'h Translation,
    /// The ids of the text and of the heading above it, once an anchor asks for them.
    ids: Option<FxHashSet<&'h str>>,
    out: String,
    /// How far `html` has been copied or replaced.
    copied: usize,
    levels: Levels,
    /// The levels at which the open headings are shown.
    headings: Vec<u8>,
    /// Number of open tables.
    tables: usize,
    /// For each open item, what is to stand at its end.
    items: Vec<Option<&'h str>>,
    /// Whether further pictures wait until readers come near.
    has_picture: bool,
}

impl<'h> Furnisher<'h> {
    fn tag(&mut self, start: usize) {
        let html = self.html;
        let tag = &html[start..];
        let (name, closes) = name(tag);
        match (name, closes) {
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => self.heading(start, tag, name),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", true) => {
                if let Some(shown) = self.headings.pop() {
                    self.replace(start, "</hN".len(), &format!("</h{shown}"));
                }
            }
            ("a", false) => self.anchor(start, tag),
            ("img", false) if !self.has_picture && start < FIRST_SCREEN => {
                self.has_picture = true;
                if let Some(at) = tag[..tag.find('>').unwrap_or(0)].find(LAZY) {
                    self.replace(start + at, LAZY.len(), "");
                }
            }
            ("table", false) => {
                if self.tables == 0 {
                    let name = escape(self.translation.text("Table"));
                    self.replace(start, 0, &format!("{TABLE_START}{name}\">"));
                }
                self.tables += 1;
            }
            ("table", true) => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.replace(start, "</table>".len(), "</table></div>");
                }
            }
            ("th", false) => {
                if let Some(end) = tag.find('>')
                    && let Some((words, _)) = tag[end + 1..].split_once("</th>")
                    && words.trim().is_empty()
                {
                    let cell = format!("<td{}></td>", &tag["<th".len()..end]);
                    self.replace(start, end + 1 + words.len() + "</th>".len(), &cell);
                }
            }
            ("div", false) => self.zone(start, tag),
            ("li", false) => {
                let described = tag.strip_prefix("<li ").and_then(|rest| {
                    rest.strip_prefix(DESCRIPTION)?.strip_prefix("=\"")?.split_once('"')
                });
                let Some((description, rest)) = described else { return self.items.push(None) };
                self.replace(start, tag.len() - rest.len(), "<li");
                self.items.push(Some(description));
            }
            ("li", true) => {
                if let Some(Some(description)) = self.items.pop() {
                    let line = format!("<p class=\"link-description\">{description}</p>");
                    self.replace(start, 0, &line);
                }
            }
            _ => {}
        }
    }

    fn heading(&mut self, start: usize, tag: &str, name: &str) {
        let level = name.as_bytes()[1] - b'0';
        let attributes = &tag["<hN".len()..tag.find('>').unwrap_or(tag.len())];
        // Its author says at which level it counts.
        let stated = attributes.contains(" aria-level=");
        let shown = if stated { level } else { self.levels.next(level) };
        self.headings.push(shown);
        if shown != level {
            self.level(start, attributes, level, shown);
        }
        let text = "<hN".len() + attributes.len() + 1;
        let Some(length) = tag.get(text..).and_then(|rest| rest.find("</h")) else { return };
        let words = &tag[text..text + length];
        // Tags with attributes may be for others here.
        if !words.contains("=\"") {
            let broken = breakable(words, LONG_NAME);
            if broken != words {
                self.replace(start + text, length, &broken);
            }
        }
    }

    /// `<h4 id="x">` as `<h2 id="x" class="level-4">`.
    fn level(&mut self, start: usize, attributes: &str, level: u8, shown: u8) {
        let mut opened = format!("<h{shown}");
        match attributes.split_once(" class=\"") {
            Some((before, after)) => {
                let _ = write!(opened, "{before} class=\"level-{level} {after}");
            }
            None => {
                let _ = write!(opened, "{attributes} class=\"level-{level}\"");
            }
        }
        self.replace(start, "<hN".len() + attributes.len(), &opened);
    }

    /// An anchor that leads nowhere, `href=""`, is a place and no link.
    fn anchor(&mut self, start: usize, tag: &'h str) {
        const NOWHERE: &str = " href=\"\"";
        let end = tag.find('>').unwrap_or(tag.len());
        let name = tag[..end].find(NAME);
        let nowhere = tag[..end].find(NOWHERE);
        // In the order in which they stand.
        if let Some(at) = nowhere.filter(|&at| name.is_none_or(|name| at < name)) {
            self.replace(start + at, NOWHERE.len(), "");
        }
        if let Some(at) = name {
            self.place(start, &tag[..end], at);
        }
        if let Some(at) = nowhere.filter(|&at| name.is_some_and(|name| at > name)) {
            self.replace(start + at, NOWHERE.len(), "");
        }
    }

    /// `<a name="x">` as `<a id="x">`. Without the name, which stands at `at`, where the id is
    /// another's, or its own is.
    fn place(&mut self, start: usize, tag: &'h str, at: usize) {
        let value = at + NAME.len();
        let Some(length) = tag[value..].find('"') else { return };
        let name = &tag[value..value + length];
        let (html, taken) = (self.html, self.place.taken.as_deref().unwrap_or_default());
        let ids = self.ids.get_or_insert_with(|| {
            let id = |at| html[at + ID.len()..].split('"').next();
            let ids = memchr::memmem::find_iter(html.as_bytes(), ID).filter_map(id);
            ids.chain([taken]).collect()
        });
        let has_id = tag.contains(ID);
        let with = if !name.is_empty() && !has_id && ids.insert(name) {
            format!("{ID}{name}\"")
        } else {
            String::new()
        };
        self.replace(start + at, NAME.len() + length + 1, &with);
    }

    /// `<div data-pivot="linux">` says what that pivot is called.
    fn zone(&mut self, start: usize, tag: &str) {
        let end = tag.find('>').unwrap_or(tag.len());
        let names = |attribute| tag[..end].split_once(attribute)?.1.split('"').next();
        let label = if let Some(names) = names(" data-moniker=\"") {
            let names = names.split(' ').collect::<Vec<_>>().join(", ");
            self.translation.format("Applies to {names}", &[("names", &names)])
        } else if let Some(names) = names(" data-pivot=\"") {
            let groups = self.place.pivots.iter().flatten();
            let pivots: Vec<_> = groups.flat_map(|group| &group.pivots).collect();
            let title = |id| {
                let pivot = pivots.iter().find(|pivot| pivot.id == id);
                pivot.map_or(id, |pivot| pivot.title.as_str())
            };
            let names = names.split(' ').map(title).collect::<Vec<_>>().join(", ");
            self.translation.format("For {names}", &[("names", &names)])
        } else {
            return;
        };
        self.replace(start + end, 0, &format!(" data-label=\"{}\"", escape(&label)));
    }

    fn copy_to(&mut self, end: usize) {
        if end > self.copied {
            self.out.push_str(&self.html[self.copied..end]);
            self.copied = end;
        }
    }

    fn replace(&mut self, start: usize, length: usize, with: &str) {
        self.copy_to(start);
        self.out.push_str(with);
        self.copied = start + length;
    }
}

const ID: &str = " id=\"";
const NAME: &str = " name=\"";

const TABLE_START: &str = "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"";

/// Text for an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// The name of the element whose tag a text begins with, and whether the tag closes it.
fn name(tag: &str) -> (&str, bool) {
    let closes = tag.as_bytes().get(1) == Some(&b'/');
    let name = &tag[if closes { 2 } else { 1 }..];
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    (&name[..end], closes)
}

/// The outline so far: each heading above the place reached, as written and as it counts.
struct Levels(Vec<(u8, u8)>);

impl Levels {
    fn under(level: u8) -> Self {
        Self(vec![(level, level)])
    }

    /// The level at which a heading counts: one below the heading above it, if it was to be deeper.
    fn next(&mut self, level: u8) -> u8 {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn run(html: &str, under: u8, taken: &str) -> String {
        let place = Place { under, taken: Some(taken.to_owned()), pivots: None };
        furnish(html, &place, &Translation::english())
    }

    #[test]
    fn headings_count_without_gaps() {
        let mut levels = Levels::under(1);
        let shown = [4, 2, 4, 4, 3, 5, 6, 1, 3].map(|level| levels.next(level));
        assert_eq!(shown, [2, 2, 3, 3, 3, 4, 5, 1, 2]);
        assert_eq!(
            run("<h4 id=\"a\">A <code>x</code></h4><h3 class=\"c\">B</h3>", 1, ""),
            "<h2 id=\"a\" class=\"level-4\">A <code>x</code></h2><h2 class=\"level-3 c\">B</h2>"
        );
        assert_eq!(run("<h1>A</h1><h2>B</h2>", 0, ""), "<h1>A</h1><h2>B</h2>");
        assert_eq!(run("<h4 aria-level=\"2\">A</h4>", 1, ""), "<h4 aria-level=\"2\">A</h4>");
    }

    #[test]
    fn long_names_in_headings_break() {
        assert_eq!(
            run("<h3 id=\"a\"><code>GetCustomerSubscriptions</code> A</h3>", 1, ""),
            "<h2 id=\"a\" class=\"level-3\"><code>Get<wbr>Customer<wbr>Subscriptions</code> A</h2>"
        );
        let linked = "<h2><a href=\"x\">GetCustomerSubscriptions</a></h2><h2";
        assert_eq!(run(linked, 1, ""), linked);
    }

    #[test]
    fn anchors_are_ids_that_no_other_has() {
        for (written, shown) in [
            ("<a name=\"x\"></a>", "<a id=\"x\"></a>"),
            ("<a class=\"c\" name=\"x\">A</a>", "<a class=\"c\" id=\"x\">A</a>"),
            ("<a name=\"x\"></a><a name=\"x\"></a>", "<a id=\"x\"></a><a></a>"),
            ("<a name=\"x\"></a><h2 id=\"x\">X</h2>", "<a></a><h2 id=\"x\">X</h2>"),
            ("<a name=\"x\" id=\"y\"></a>", "<a id=\"y\"></a>"),
            ("<a href=\"\" name=\"x\">A</a>", "<a id=\"x\">A</a>"),
            ("<a name=\"x\" href=\"\" class=\"c\">A</a>", "<a id=\"x\" class=\"c\">A</a>"),
            ("<a name=\"top\"></a><a name=\"\"></a>", "<a></a><a></a>"),
            ("<a href=\"?name=x\">A</a>", "<a href=\"?name=x\">A</a>"),
        ] {
            assert_eq!(run(written, 1, "top"), shown);
        }
    }

    #[test]
    fn outermost_tables_scroll() {
        let table = "<table><tr><th></th><th class=\"x\">\u{a0}</th><th>A</th><td><table></table></td></tr></table>";
        let cells = "<table><tr><td></td><td class=\"x\"></td><th>A</th><td><table></table></td></tr></table>";
        assert_eq!(run(table, 1, ""), format!("{TABLE_START}Table\">{cells}</div>"));
    }

    #[test]
    fn descriptions_stand_at_the_end_of_their_items() {
        assert_eq!(
            run(
                "<ul><li data-description=\"A &quot;B&quot;\"><a>C</a>\n<ul><li>D</li></ul></li></ul>",
                1,
                ""
            ),
            "<ul><li><a>C</a>\n<ul><li>D</li></ul><p class=\"link-description\">A &quot;B&quot;</p></li></ul>"
        );
    }

    #[test]
    fn the_first_picture_of_the_first_screen_is_not_lazy() {
        let picture = "<img src=\"a.png\" loading=\"lazy\">";
        let seen = "<img src=\"a.png\">";
        assert_eq!(run(&format!("{picture}{picture}"), 1, ""), format!("{seen}{picture}"));
        assert_eq!(run(picture, 3, ""), picture);
        let below = format!("{}{picture}", " ".repeat(FIRST_SCREEN));
        assert_eq!(run(&below, 1, ""), below);
    }

    #[test]
    fn what_looks_like_a_tag_is_none() {
        for text in
            ["<", "a < b", "</", "<!-- <table -->", "<li data-description=\"", "<th", "<h3", "<img"]
        {
            let _ = run(text, 1, "");
        }
    }
}
