//! Links of guidepost.toml that lead nowhere.

use super::setting::Setting;
use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};
use crate::path;

/// See its `summary`.
pub static CODE: Code = Code {
    name: "site-link-not-found",
    severity: Severity::Warning,
    summary: "A link in guidepost.toml leads nowhere.",
    explanation: "`support_url` and the links in header and footer stand on every page. One without a scheme and without a slash before it begins at the root of the site and names a page as it is published: `guides/start.html`, not `guides/start.md`. One to another site needs its scheme.",
    wrong: "support_url = \"help/contact.md\"",
    right: "support_url = \"help/contact.html\"",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    for (setting, href) in links(docset) {
        let Some(target) = target(docset, href) else { continue };
        if docset.site.is_taken(&target) || (docset.generated)(&target) {
            continue;
        }
        let what = setting.name();
        let is_text = path::extension(&target) == "md" && is_page(docset, path::stem(&target));
        let kind = if is_text {
            "the text of a page, not the page"
        } else {
            "no page or file of the site"
        };
        let message = format!("`{what}` leads to `{href}`, which is {kind}");
        let finding = setting.finding(&CODE, docset, message);
        found.extend(finding.map(|finding| finding.help(help(docset, href, &target))));
    }
}

/// The links with the places of their settings.
fn links<'a>(docset: &DocsetView<'a>) -> Vec<(Setting, &'a str)> {
    let settings = &docset.config.settings;
    let support = settings.support_url.as_deref().map(|href| (Setting::SupportUrl, href));
    let header = settings.header.iter().enumerate();
    let footer = settings.footer.iter().enumerate();
    support
        .into_iter()
        .chain(header.map(|(at, link)| (Setting::Header(at), link.href.as_str())))
        .chain(footer.map(|(at, link)| (Setting::Footer(at), link.href.as_str())))
        .collect()
}

/// The path in the site that a link leads to; none where it leads elsewhere, or nobody can tell.
fn target(docset: &DocsetView<'_>, href: &str) -> Option<String> {
    let base = docset.config.settings.base_url.as_deref();
    let (_, base_path) = base
        .and_then(|url| url.split_once("://"))
        .map_or(("", ""), |(_, rest)| rest.split_at(rest.find('/').unwrap_or(rest.len())));
    let below = |path: &str, base: &str| -> Option<String> {
        let rest = path.strip_prefix(base)?;
        (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then(|| rest.to_owned())
    };
    let path = if let Some(base) = base.filter(|_| href.contains("://")) {
        below(href, base)?
    } else if href.starts_with("//") || href.starts_with('#') || href.contains(':') {
        return None;
    } else if href.starts_with('/') {
        // Without the address of the site nobody knows what stands at the root of its host.
        base?;
        below(href, base_path)?
    } else {
        href.to_owned()
    };
    let path = path.split(['?', '#']).next().unwrap_or("").trim_start_matches('/');
    let path = path::join("", &path::decode(path));
    Some(if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path })
}

/// A page has this path without its ending.
fn is_page(docset: &DocsetView<'_>, stem: &str) -> bool {
    docset.site.is_taken(&format!("{stem}.html"))
}

fn help(docset: &DocsetView<'_>, href: &str, target: &str) -> String {
    let lower = target.to_lowercase();
    if let Some(name) = lower.strip_suffix(".md").or_else(|| lower.strip_suffix(".yml"))
        && is_page(docset, name)
    {
        return format!("write `{name}.html`: links name pages as they are published");
    }
    let whole = format!("{lower}.html");
    let folder = format!("{}/index.html", lower.trim_end_matches('/'));
    for own in [&lower, &whole, &folder] {
        if docset.site.is_taken(own) {
            return format!("write `{own}`");
        }
    }
    // "contoso.com/support": a host, and no page.
    let host = href.split('/').next().unwrap_or("");
    let ending = host.rsplit('.').next().unwrap_or("");
    if host.contains('.')
        && href.len() > host.len()
        && ending.len() > 1
        && ending.bytes().all(|b| b.is_ascii_alphabetic())
    {
        return format!("for another site write `https://{href}`");
    }
    let pages = docset.site.ids().map(|id| &*docset.site.page(id).facts.path);
    let paths = || pages.chain(docset.site.resources().map(|(path, _)| path));
    match did_you_mean(target, paths()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write the path of a published page from the root of the site, such as `guides/start.html`, or a whole address with `https://`".to_owned(),
    }
}
