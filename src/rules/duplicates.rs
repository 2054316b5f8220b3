//! Pages that say the same of themselves.

use rustc_hash::FxHashMap;

use super::view::DocsetView;
use crate::site::{Page, Set};

/// How many of the others a message names.
const NAMED: usize = 5;

/// Group, versions, value: equal for pages that a reader cannot tell apart.
type Key<'a> = (Option<&'a str>, Option<&'a Set>, String);

/// Pages whose value is also that of another page, with what to say. Pages that search engines do
/// not list, and versions of one page, do not count.
pub(super) fn find<'a>(
    docset: &DocsetView<'a>,
    what: &str,
    value: impl Fn(&Page) -> Option<String>,
) -> Vec<(&'a Page, String)> {
    let mut by_value: FxHashMap<Key<'_>, Vec<&'a Page>> = FxHashMap::default();
    for page in docset.site.pages.iter().filter(|page| !page.facts.noindex) {
        let value = value(page).filter(|value| !value.is_empty());
        let group = docset.corpus.tree.file(page.file).group.as_deref();
        if let Some(value) = value {
            by_value.entry((group, page.monikers.as_ref(), value)).or_default().push(page);
        }
    }
    let mut found = Vec::new();
    for ((.., value), pages) in by_value {
        for page in pages.iter().filter(|_| pages.len() > 1) {
            let others = pages.iter().filter(|other| other.file != page.file);
            let names: Vec<String> =
                others.take(NAMED).map(|other| format!("`{}`", other.facts.source)).collect();
            let more = match pages.len() - 1 - names.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let names = names.join(", ");
            found.push((*page, format!("the {what} `{value}` is also that of {names}{more}")));
        }
    }
    found
}
