//! Versions of one page, of which a reader wants to see one only.
//!
//! The newest has the plain path, and each other stands below a folder named for its version
//! (`site::addresses`).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::encoding::push_number;
use crate::site::document::Document;

/// For the root: the folders of versions, the plain path first; and every page that has twins: its gap
/// from the one before, the page with the plain path, and its folder's place.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Twins(Vec<String>, String);

pub(super) fn twins(pages: &[&Document]) -> Twins {
    let numbers: FxHashMap<&str, usize> =
        pages.iter().enumerate().map(|(number, page)| (page.facts.path.as_str(), number)).collect();
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    // Page, plain page, folder.
    let mut found: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        let Some(newest) = page.facts.newest.as_deref() else { continue };
        let Some(&plain) = numbers.get(newest) else { continue };
        let Some(folder) = page.facts.path.strip_suffix(newest) else { continue };
        let folder = folder.trim_end_matches('/');
        folders.insert(folder, 0);
        found.insert(number, (plain, folder));
        found.entry(plain).or_insert((plain, ""));
    }
    if found.is_empty() {
        return Twins::default();
    }
    folders.insert("", 0);
    for (place, slot) in folders.values_mut().enumerate() {
        *slot = place;
    }
    let mut text = String::new();
    let mut next = 0;
    for (page, (plain, folder)) in found {
        push_number((page - next) as u32, &mut text);
        next = page + 1;
        push_number(plain as u32, &mut text);
        push_number(folders.get(folder).copied().unwrap_or_default() as u32, &mut text);
    }
    let folder = |name: &&str| if name.is_empty() { String::new() } else { format!("{name}/") };
    Twins(folders.keys().map(folder).collect(), text)
}

#[cfg(test)]
mod tests {
    use super::super::documents::tests::page;
    use super::*;

    #[test]
    fn versions_by_their_folder() {
        let mut documents = ["a.html", "b.html", "v1/a.html", "v1/b.html", "v2/a.html"]
            .map(|path| page(path, "Title", ""));
        for older in [2, 4] {
            documents[older].facts.newest = Some("a.html".to_owned());
        }
        let pages: Vec<&Document> = documents.iter().collect();
        // 0: itself, plain; 2: of 0, v1; 4: of 0, v2.
        let expected = Twins(vec![String::new(), "v1/".into(), "v2/".into()], ">>>?>??>@".into());
        assert_eq!(twins(&pages), expected);
        assert_eq!(twins(&pages[..2]), Twins::default());
    }
}
