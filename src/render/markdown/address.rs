//! Addresses in a page's Markdown: whole ones where the site's own is known, so that the text can
//! be pasted anywhere; else those of the page itself.

use std::borrow::Cow;

use crate::path;

/// Where a page's Markdown stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    /// The site's address, without a slash at its end.
    pub(super) base: Option<&'a str>,
    /// Site path of the page.
    pub(super) from: &'a str,
}

impl Address<'_> {
    /// An address as the page has it, as it leads from anywhere.
    pub(super) fn of<'u>(&self, url: &'u str) -> Cow<'u, str> {
        let Some(base) = self.base else { return Cow::Borrowed(url) };
        let end = url.find(['?', '#']).unwrap_or(url.len());
        let (target, suffix) = url.split_at(end);
        // A scheme comes before any slash.
        if target.starts_with('/')
            || target.split('/').next().is_some_and(|part| part.contains(':'))
        {
            return Cow::Borrowed(url);
        }
        let target = if target.is_empty() {
            path::encode_path(self.from)
        } else {
            path::join(&path::encode_path(path::folder(self.from)), target)
        };
        Cow::Owned(format!("{base}/{target}{suffix}"))
    }

    /// HTML that guidepost wrote, with its addresses so.
    pub(super) fn in_html(&self, html: &str) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        // Text has no quote as such, so these are attributes.
        while let Some((at, mark)) = [" href=\"", " src=\"", " poster=\""]
            .iter()
            .filter_map(|mark| Some((rest.find(mark)?, mark)))
            .min()
        {
            let (before, value) = rest.split_at(at + mark.len());
            out.push_str(before);
            let end = value.find('"').unwrap_or(value.len());
            out.push_str(&self.of(&value[..end]));
            rest = &value[end..];
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_from_anywhere() {
        let address = Address { base: Some("https://a.example/b"), from: "x y/z.html" };
        assert_eq!(address.of("../c.html?d#e"), "https://a.example/b/c.html?d#e");
        assert_eq!(address.of("c.png"), "https://a.example/b/x%20y/c.png");
        assert_eq!(address.of("#e"), "https://a.example/b/x%20y/z.html#e");
        assert_eq!(address.of("./d:e.html"), "https://a.example/b/x%20y/d:e.html");
        for url in ["https://b.example/c", "mailto:d@e.example", "/f"] {
            assert_eq!(address.of(url), url);
        }
        assert_eq!(
            address.in_html("<a href=\"c.html\">a href=&quot;c.html&quot;</a>"),
            "<a href=\"https://a.example/b/x%20y/c.html\">a href=&quot;c.html&quot;</a>"
        );
        let address = Address { base: None, ..address };
        assert_eq!(address.of("../c.html"), "../c.html");
    }
}
