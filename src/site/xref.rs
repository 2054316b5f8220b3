//! References by UID: what a reference says beside the UID (format §4).

use crate::path;

/// A reference, taken apart.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reference {
    /// The UID, decoded.
    pub(super) uid: String,
    /// Words to show, given as `text`.
    pub(super) text: Option<String>,
    /// Words to show when the UID is not known, given as `alt`.
    pub(super) alt: Option<String>,
    /// Which of the UID's names to show, given as `displayProperty`.
    pub(super) property: Option<String>,
    /// The version meant, given as `view`.
    pub(super) view: Option<String>,
    /// The heading or anchor meant.
    pub(super) fragment: Option<String>,
    /// Query and fragment for the address.
    pub(super) suffix: String,
}

/// Takes what follows `xref:` apart.
pub(super) fn parse(written: &str) -> Reference {
    let (before, fragment) = written.split_once('#').unwrap_or((written, ""));
    let (uid, query) = before.split_once('?').unwrap_or((before, ""));
    let uid = path::decode(uid.trim());
    let uid = uid.trim_matches(['"', '\'']).to_owned();
    let mut reference = Reference { uid, ..Reference::default() };
    let mut kept = Vec::new();
    for item in query.split('&').filter(|item| !item.is_empty()) {
        let (key, value) = item.split_once('=').unwrap_or((item, ""));
        let value = || Some(path::decode(&value.replace('+', " "))).filter(|v| !v.is_empty());
        match key {
            "text" => reference.text = value(),
            "alt" => reference.alt = value(),
            "displayProperty" => reference.property = value(),
            _ => {
                if key == "view" {
                    reference.view = value();
                }
                kept.push(path::encode_query(item));
            }
        }
    }
    if !kept.is_empty() {
        reference.suffix.push('?');
        reference.suffix.push_str(&kept.join("&"));
    }
    if !fragment.is_empty() {
        reference.fragment = Some(path::decode(fragment));
        reference.suffix.push('#');
        reference.suffix.push_str(&path::encode_fragment(fragment));
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_references() {
        let reference = parse("a%2A?text=To%20b&view=x&displayProperty=name#c");
        assert_eq!(reference.uid, "a*");
        assert_eq!(reference.text.as_deref(), Some("To b"));
        assert_eq!(reference.suffix, "?view=x#c");
        assert_eq!(parse("\"a\"").uid, "a");
    }
}
