//! Ids on a page, each there once (format §3).

use rustc_hash::{FxHashMap, FxHashSet};

/// The ids of one page.
#[derive(Debug)]
pub struct Ids<'a> {
    /// Each with the last number that was put behind it: no smaller one becomes free again.
    taken: FxHashMap<String, u32>,
    /// Ids that links to the page may name. The files of a page number their headings each for
    /// itself, so one of these may come twice; its double then gets an id that no link names.
    known: &'a FxHashSet<Box<str>>,
}

impl<'a> Ids<'a> {
    /// A page without ids, whose links know these.
    #[must_use]
    pub fn new(known: &'a FxHashSet<Box<str>>) -> Self {
        Self { taken: FxHashMap::default(), known }
    }

    /// This id, or one with a number behind it when it is taken.
    pub fn claim(&mut self, id: &str) -> String {
        if self.claim_exactly(id) {
            return id.to_owned();
        }
        let mut number = self.taken.get(id).copied().unwrap_or(0);
        let free = loop {
            number += 1;
            let candidate = format!("{id}-{number}");
            if !self.known.contains(candidate.as_str()) && self.claim_exactly(&candidate) {
                break candidate;
            }
        };
        self.taken.insert(id.to_owned(), number);
        free
    }

    /// Whether the id was free; it is taken now.
    pub fn claim_exactly(&mut self, id: &str) -> bool {
        let is_free = !self.taken.contains_key(id);
        if is_free {
            self.taken.insert(id.to_owned(), 0);
        }
        is_free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s3_doubles_leave_known_ids_alone() {
        let known: FxHashSet<Box<str>> = ["a".into(), "a-1".into()].into_iter().collect();
        let mut ids = Ids::new(&known);
        let given: Vec<_> = ["a", "a", "a-1"].iter().map(|id| ids.claim(id)).collect();
        assert_eq!(given, ["a", "a-2", "a-1"]);
    }
}
