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
    /// The words for a UID that no page and no map has: those given for it, else the name in it
    /// that was asked for, else a short one where a link says the rest, else all of it.
    pub(super) fn words(self, is_link: bool) -> String {
        let property = self.property.as_deref();
        let name =
            || Member::parse(&self.uid)?.words(property.or((!is_link).then_some("fullName")));
        self.alt.or(self.text).or_else(name).unwrap_or(self.uid)
    }
}

/// Where the host of other docsets has the reference of a UID: types and members of .NET and of
/// the Windows runtime, and PowerShell commands, whose addresses follow from their names.
pub(super) fn address(uid: &str) -> Option<String> {
    let member = Member::parse(uid)?;
    let (namespace, _) = member.path.split_once('.')?;
    let api = match namespace {
        _ if member.path.starts_with("Microsoft.UI.") => "/windows/windows-app-sdk/api/winrt/",
        _ if member.is_command() => {
            let (module, command) = member.path.rsplit_once('.')?;
            return Some(format!("/powershell/module/{module}/{command}").to_lowercase());
        }
        "System" | "Microsoft" | "Azure" => "/dotnet/api/",
        "Windows" => "/uwp/api/",
        _ => return None,
    };
    // All overloads are on one page, however many types they take.
    let path = member.path.split("``").next().unwrap_or_default();
    Some(format!("{api}{}", path.replace(['`', '#'], "-").to_lowercase()))
}

/// The UID of a type, a member or a command: `System.Uri.#ctor(System.String)`.
struct Member<'a> {
    /// Names from the outermost to its own, with dots between.
    path: &'a str,
    /// Types that it takes, where it is one of several overloads.
    takes: Option<&'a str>,
    /// All overloads.
    is_group: bool,
}

impl<'a> Member<'a> {
    fn parse(uid: &'a str) -> Option<Self> {
        let (name, is_group) = uid.strip_suffix('*').map_or((uid, false), |name| (name, true));
        let (path, takes) = match name.split_once('(') {
            Some((path, takes)) => (path, Some(takes.strip_suffix(')')?)),
            None => (name, None),
        };
        let member = Self { path, takes, is_group };
        let is_part = |part: &str| {
            part.starts_with(|c: char| c.is_alphabetic() || "_#".contains(c))
                && part.chars().all(|c| c.is_alphanumeric() || "_`#".contains(c))
        };
        let is_name = path.starts_with(|c: char| c.is_ascii_uppercase())
            && path.contains('.')
            && path.split('.').all(is_part);
        (is_name || member.is_command()).then_some(member)
    }

    /// Whether it is a PowerShell command, `Module.Verb-Noun`.
    fn is_command(&self) -> bool {
        let Some((module, command)) = self.path.rsplit_once('.') else { return false };
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_uppercase())
                && word.chars().all(|c| c.is_ascii_alphanumeric())
        };
        let is_module = !module.is_empty()
            && module.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        let mut parts = command.split('-');
        let is_verb_noun = parts.next().is_some_and(is_word) && parts.next().is_some_and(is_word);
        let is_plain = self.takes.is_none() && !self.is_group;
        is_plain && is_module && is_verb_noun && parts.next().is_none()
    }

    /// What readers know it by: the name that was asked for, else the shortest that is sure to
    /// tell what it is. `None` where that is the whole UID.
    fn words(&self, property: Option<&str>) -> Option<String> {
        if self.is_command() {
            return self.path.rsplit('.').next().map(str::to_owned);
        }
        let is_type = self.path.rsplit('.').next().is_some_and(|name| {
            name.contains('`') && !name.contains("``") && self.takes.is_none() && !self.is_group
        });
        let is_deep = self.path.split('.').nth(3).is_some();
        let parts = match property {
            Some("name") => 1,
            Some("nameWithType") => 1 + usize::from(!is_type),
            // A namespace by its last name would not be known; few have so many.
            None if is_type || self.is_group || self.takes.is_some() || is_deep => 1,
            Some("fullName") | None => usize::MAX,
            Some(_) => return None,
        };
        // A constructor is called as its type.
        let (path, parts) = match self.path.strip_suffix(".#ctor") {
            Some(path) => (path, if parts == 2 { 1 } else { parts }),
            None => (self.path, parts),
        };
        let names: Vec<&str> = path.split('.').collect();
        let shown = &names[names.len().saturating_sub(parts)..];
        let mut words = shown.iter().map(|name| generic(name)).collect::<Vec<_>>().join(".");
        if let Some(takes) = self.takes {
            words.push('(');
            words.push_str(&plain_types(takes));
            words.push(')');
        }
        Some(words)
    }
}

/// A name without the number of types that it takes: `List<T>` for `` List`1 ``.
fn generic(name: &str) -> String {
    let Some((name, number)) = name.split_once('`') else { return name.to_owned() };
    let types = match number.trim_start_matches('`').parse::<usize>() {
        Ok(1) => "T".to_owned(),
        Ok(count @ 2..10) => (1..=count).map(|n| format!("T{n}")).collect::<Vec<_>>().join(","),
        _ => return name.to_owned(),
    };
    format!("{name}<{types}>")
}

/// Types as a list of a signature has them, without namespaces: `String, Object`.
fn plain_types(takes: &str) -> String {
    let mut plain = String::new();
    let mut own = String::new();
    for c in takes.chars() {
        match c {
            '.' => own.clear(),
            ',' | '{' | '}' | '[' | ']' | '@' => {
                plain.push_str(&own);
                own.clear();
                match c {
                    ',' => plain.push_str(", "),
                    '{' => plain.push('<'),
                    '}' => plain.push('>'),
                    '@' => {}
                    c => plain.push(c),
                }
            }
            // A type that is left open, by its number.
            '`' if !own.ends_with('T') => own.push('T'),
            '`' => {}
            '0'..='9' if own == "T" => {}
            c => own.push(c),
        }
    }
    plain + &own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s4_names_out_of_uids() {
        let words = |written: &str| parse(written).words(true);
        let member = "System.Windows.Forms.TextBoxBase.Select%2A?displayProperty=";
        assert_eq!(words(&format!("{member}name")), "Select");
        assert_eq!(words(&format!("{member}nameWithType")), "TextBoxBase.Select");
        assert_eq!(words(&format!("{member}fullName")), "System.Windows.Forms.TextBoxBase.Select");
        assert_eq!(words("System.Uri.%23ctor(System.Type)?displayProperty=name"), "Uri(Type)");
        let constructor = "System.Uri.%23ctor%2A?displayProperty=nameWithType";
        assert_eq!(words(constructor), "Uri");
        assert_eq!(words("System.Func%601?displayProperty=nameWithType"), "Func<T>");
        assert_eq!(words("System.Func%602"), "Func<T1,T2>");
        assert_eq!(words("System.Uri.Parse%2A"), "Parse");
        assert_eq!(words("System.Uri"), "System.Uri");
        assert_eq!(words("System.Text.Json"), "System.Text.Json");
        assert_eq!(words("System.Windows.Forms.Panel"), "Panel");
        assert_eq!(parse("System.Uri.Parse%2A").words(false), "System.Uri.Parse");
        assert_eq!(
            words("A.B.Add(System.Collections.Generic.List{System.String},System.Int32[],`0)"),
            "Add(List<String>, Int32[], T)"
        );
        assert_eq!(words("Contoso.Tools.Get-Thing"), "Get-Thing");
        // No such name was asked for, it is no name of .NET, or other words are given.
        assert_eq!(words("System.Uri?displayProperty=title"), "System.Uri");
        assert_eq!(words("contoso.sign-in?displayProperty=name"), "contoso.sign-in");
        assert_eq!(words("System.Uri?displayProperty=name&text=this"), "this");
    }

    #[test]
    fn s4_addresses_that_follow_from_names() {
        let of = |uid: &str| address(uid).unwrap_or_default();
        assert_eq!(of("System.Uri"), "/dotnet/api/system.uri");
        assert_eq!(of("System.Uri.#ctor(System.String)"), "/dotnet/api/system.uri.-ctor");
        assert_eq!(
            of("System.Collections.Generic.List`1.Add*"),
            "/dotnet/api/system.collections.generic.list-1.add"
        );
        assert_eq!(
            of("System.Linq.Enumerable.Select``2(System.Func{``0})"),
            "/dotnet/api/system.linq.enumerable.select"
        );
        assert_eq!(of("Windows.UI.Xaml.Window"), "/uwp/api/windows.ui.xaml.window");
        assert_eq!(
            of("Microsoft.UI.Xaml.Window"),
            "/windows/windows-app-sdk/api/winrt/microsoft.ui.xaml.window"
        );
        assert_eq!(
            of("pki.New-SelfSignedCertificate"),
            "/powershell/module/pki/new-selfsignedcertificate"
        );
        for unknown in [
            "System",
            "Contoso.Uri",
            "contoso.sign-in",
            "System.a b",
            "System.<x>",
            "System.Uri(",
            "../x.Get-It",
            "x/.Get-It",
            "",
        ] {
            assert_eq!(address(unknown), None, "{unknown}");
        }
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
