//! Pages that say the same of themselves.

use rustc_hash::FxHashMap;

use super::view::{DocsetView, Titled};
use crate::diagnostic::{Code, Diagnostic};
use crate::site::Set;

/// How many of the others a message names.
const NAMED: usize = 5;

/// Group, versions, words: equal for pages that a reader cannot tell apart.
type Key<'a> = (Option<&'a str>, Option<&'a Set>, &'a str);

/// Reports words that stand at another place too. Versions of one page do not count, nor does an
/// include that several pages show.
pub(super) fn report<'a>(
    code: &'static Code,
    what: &str,
    docset: &'a DocsetView<'_>,
    titles: &'a [Titled<'_>],
    found: &mut Vec<Diagnostic>,
) {
    let mut by_words: FxHashMap<Key<'_>, Vec<&Titled<'_>>> = FxHashMap::default();
    for title in titles.iter().filter(|title| !title.words.is_empty()) {
        let group = docset.corpus.tree.file(title.page.file).group.as_deref();
        let key = (group, title.page.monikers.as_ref(), title.words.as_str());
        by_words.entry(key).or_default().push(title);
    }
    for ((.., words), mut titles) in by_words {
        titles.sort_by_key(|title| (&title.file, title.span));
        titles.dedup_by_key(|title| (&title.file, title.span));
        // On one page the same words are another finding, or for different readers.
        if titles.iter().all(|title| title.page.file == titles[0].page.file) {
            continue;
        }
        for (i, title) in titles.iter().enumerate() {
            let others = titles.iter().enumerate().filter(|(j, _)| *j != i);
            let names: Vec<String> =
                others.take(NAMED).map(|(_, other)| format!("`{}`", other.file)).collect();
            let more = match titles.len() - 1 - names.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let names = names.join(", ");
            let message = format!("the {what} `{words}` is also that of {names}{more}");
            found.push(
                Diagnostic::new(code, &title.file, title.span, message)
                    .help("say what only this page is about"),
            );
        }
    }
}
