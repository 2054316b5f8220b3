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

impl Reference {
    /// The words for a UID that is not known: those given for it, else the part of it that was
    /// asked for, else all of it.
    pub(super) fn words(self) -> String {
        let name = || dotnet_name(&self.uid, self.property.as_deref()?).map(str::to_owned);
        self.alt.or(self.text).or_else(name).unwrap_or(self.uid)
    }
}

/// A name of a .NET type or member, out of its UID: `System.Uri.#ctor(System.String)` has the name
/// `#ctor(System.String)`. The star behind all overloads of a member is no part of names.
fn dotnet_name<'a>(uid: &'a str, property: &str) -> Option<&'a str> {
    let parts = match property {
        "name" => 1,
        "nameWithType" => 2,
        "fullName" => usize::MAX,
        _ => return None,
    };
    let name = uid.strip_suffix('*').unwrap_or(uid);
    let path = &name[..name.find('(').unwrap_or(name.len())];
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_uppercase() || c == '#')
            && part.chars().all(|c| c.is_alphanumeric() || "_`#".contains(c))
    };
    if !path.contains('.') || !path.split('.').all(is_part) {
        return None;
    }
    let start = path.rmatch_indices('.').nth(parts.saturating_sub(1)).map_or(0, |(at, _)| at + 1);
    Some(&name[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_names_out_of_uids() {
        let words = |written: &str| parse(written).words();
        let member = "System.Windows.Forms.TextBoxBase.Select%2A?displayProperty=";
        assert_eq!(words(&format!("{member}name")), "Select");
        assert_eq!(words(&format!("{member}nameWithType")), "TextBoxBase.Select");
        assert_eq!(words(&format!("{member}fullName")), "System.Windows.Forms.TextBoxBase.Select");
        assert_eq!(
            words("System.Uri.%23ctor(System.Type)?displayProperty=name"),
            "#ctor(System.Type)"
        );
        assert_eq!(words("System.Func%601?displayProperty=nameWithType"), "System.Func`1");
        // No such name was asked for, it is no name of .NET, or other words are given.
        assert_eq!(words("System.Uri.Parse%2A"), "System.Uri.Parse*");
        assert_eq!(words("System.Uri?displayProperty=title"), "System.Uri");
        assert_eq!(words("contoso.sign-in?displayProperty=name"), "contoso.sign-in");
        assert_eq!(words("System.Uri?displayProperty=name&text=this"), "this");
    }

    #[test]
    fn s4_references() {
        let reference = parse("a%2A?text=To%20b&view=x&displayProperty=name#c");
        assert_eq!(reference.uid, "a*");
        assert_eq!(reference.text.as_deref(), Some("To b"));
        assert_eq!(reference.suffix, "?view=x#c");
        assert_eq!(parse("\"a\"").uid, "a");
    }
}
