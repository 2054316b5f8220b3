//! The parts of a whole address that rules ask for.

/// An address with scheme and host.
pub(super) struct Url<'a> {
    pub(super) scheme: &'a str,
    pub(super) host: &'a str,
    /// What follows the host, without the slash.
    pub(super) path: &'a str,
}

/// Domains that Microsoft publishes under, with all hosts below them.
const MICROSOFT: [&str; 17] = [
    "aka.ms",
    "azure.com",
    "azure.net",
    "bing.com",
    "dynamics.com",
    "live.com",
    "microsoft.com",
    "microsoftonline.com",
    "msdn.com",
    "office.com",
    "office365.com",
    "outlook.com",
    "powerbi.com",
    "technet.com",
    "visualstudio.com",
    "windows.com",
    "xbox.com",
];

impl<'a> Url<'a> {
    /// Takes a web address apart; anything else is `None`.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once("://")?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return None;
        }
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let host = rest[..end].split(':').next().unwrap_or("");
        Some(Self { scheme, host, path: rest[end..].trim_start_matches('/') })
    }

    pub(super) fn is_host(&self, host: &str) -> bool {
        self.host.eq_ignore_ascii_case(host)
    }

    /// The host is a domain or below it.
    pub(super) fn is_below(&self, domain: &str) -> bool {
        let Some(start) = self.host.len().checked_sub(domain.len()) else { return false };
        let ends = self.host.get(start..).is_some_and(|tail| tail.eq_ignore_ascii_case(domain));
        ends && (start == 0 || self.host.as_bytes()[start - 1] == b'.')
    }

    pub(super) fn is_microsoft(&self) -> bool {
        MICROSOFT.iter().any(|domain| self.is_below(domain))
    }

    /// The language that the path begins with, as in `en-us/…`.
    pub(super) fn locale(&self) -> Option<&'a str> {
        let first = self.path.split(['/', '?', '#']).next()?;
        let mut parts = first.split('-');
        let language = parts.next().filter(|p| p.len() == 2)?;
        let (second, third) = (parts.next()?, parts.next());
        let region = third.unwrap_or(second);
        let script = third.is_none() || (second.len() == 4 && parts.next().is_none());
        let letters = first.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
        (script && letters && region.len() == 2 && language.len() == 2).then_some(first)
    }

    /// The path without the language it begins with.
    pub(super) fn without_locale(&self) -> &'a str {
        match self.locale() {
            Some(locale) => self.path[locale.len()..].trim_start_matches('/'),
            None => self.path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_languages() {
        let url = |text| Url::parse(text).unwrap();
        assert!(url("https://docs.Microsoft.com/x").is_microsoft());
        assert!(!url("https://notmicrosoft.com/x").is_microsoft());
        assert_eq!(url("http://a.b:80/tr-tr/x").locale(), Some("tr-tr"));
        assert_eq!(url("http://a.b/sr-latn-rs").locale(), Some("sr-latn-rs"));
        assert_eq!(url("http://a.b/how-to/x").locale(), None);
        assert_eq!(url("http://a.b/en-us/x?y").without_locale(), "x?y");
        assert!(Url::parse("mailto:a@b").is_none());
    }
}
