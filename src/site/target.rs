//! From the target an author wrote to what it leads to (format §5).

use super::corpus::Corpus;
use super::index::{Page, PageId, SiteIndex};
use super::redirects::Destination;
use super::toc::TocTarget;
use crate::article::page_id;
use crate::diagnostic::{Code, Diagnostic, Severity, Span, did_you_mean, nearest};
use crate::path;
use crate::source::{FileId, FileKind};

/// A link to a file that is not there.
pub static FILE_NOT_FOUND: Code = Code {
    name: "file-not-found",
    severity: Severity::Warning,
    summary: "A link leads to a file that is not there.",
    explanation: "The path is relative to the file that holds the link, or to the docset's root after `~/`, and ends in the file's own extension. The link is kept as it is and leads nowhere.",
    wrong: "[Sign in](sing-in.md)",
    right: "[Sign in](sign-in.md)",
};

/// A link to an id that is not on the page.
pub static BOOKMARK_NOT_FOUND: Code = Code {
    name: "bookmark-not-found",
    severity: Severity::Warning,
    summary: "A link leads to a heading that is not there.",
    explanation: "What follows `#` must be the id of a heading, or of an HTML element, of the page. The link opens the page at its top.",
    wrong: "[Reset](sign-in.md#rest-password)",
    right: "[Reset](sign-in.md#reset-password)",
};

/// A link to a file that is not published.
pub static LINK_OUT_OF_SCOPE: Code = Code {
    name: "link-out-of-scope",
    severity: Severity::Warning,
    summary: "A link leads to a file that is not published.",
    explanation: "The file exists, but the globs of docfx.json leave it out. Add it to them, or link to a page that is published.",
    wrong: "[Hours](includes/hours.md)",
    right: "[Contact](contact.md)",
};

/// A link to a path on somebody's own disk.
pub static LOCAL_FILE_PATH: Code = Code {
    name: "local-file-path",
    severity: Severity::Warning,
    summary: "A link leads to a path on a disk.",
    explanation: "Readers cannot open `C:\\…`. Use a path relative to the article. The link leads nowhere.",
    wrong: "[Form](C:\\docs\\form.md)",
    right: "[Form](form.md)",
};

/// A link whose letters differ from the file's in case.
pub static PATH_CASE_MISMATCH: Code = Code {
    name: "path-case-mismatch",
    severity: Severity::Suggestion,
    summary: "A link differs from its file in upper and lower case.",
    explanation: "The link works, since paths are looked up ignoring case; on other tools and disks it may not.",
    wrong: "[Sign in](Sign-In.md)",
    right: "[Sign in](sign-in.md)",
};

/// A link to the page that it stands on.
pub static SELF_LINK: Code = Code {
    name: "self-link",
    severity: Severity::Suggestion,
    summary: "A page links to itself.",
    explanation: "Readers who follow the link stay where they are. Name the page that was meant, or a heading of this one with `#`.",
    wrong: "sign-in.md: see [Sign in](sign-in.md)",
    right: "sign-in.md: see [Reset](#reset-password)",
};

/// A site-absolute link into the docset that leads nowhere.
pub static ABSOLUTE_LINK_MISSING: Code = Code {
    name: "absolute-link-missing",
    severity: Severity::Suggestion,
    summary: "A site-absolute link under the docset's own base path has no page in it.",
    explanation: "The link goes to the configured host instead. Link to the article's file, so that the build can check it.",
    wrong: "[Offers](/partner-portal/ofers)",
    right: "[Offers](offers.md)",
};

/// A target, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The page itself; query and fragment.
    Own { suffix: Suffix },
    /// A file of the docset: decoded path.
    Relative { path: String, suffix: Suffix },
    /// A path from the root of the host.
    Absolute { path: String, suffix: Suffix },
    /// Another site, or another scheme.
    External,
    /// A path on a disk.
    LocalFile,
    /// A scheme that could run a script.
    Unsafe,
}

/// Query and fragment, decoded, without `?` and `#`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Suffix {
    pub(super) query: Option<String>,
    pub(super) fragment: Option<String>,
}

impl Suffix {
    /// As it stands behind a URL of the docset itself; queries that only its former host
    /// understands are dropped.
    fn local(&self) -> String {
        let query = self.query.as_deref().unwrap_or("");
        let kept: Vec<&str> = query
            .split('&')
            .filter(|item| {
                let key = item.split('=').next().unwrap_or("");
                !item.is_empty() && !matches!(key, "toc" | "bc" | "context")
            })
            .collect();
        let query = (!kept.is_empty()).then(|| kept.join("&"));
        Self { query, fragment: self.fragment.clone() }.text()
    }

    /// With the fragment that a page has in place of one that lacks the hyphens at its end: ids of
    /// questions end in one for each mark behind the last word.
    fn mended(&self, page: &Page) -> Self {
        let mut mended = self.clone();
        if let Some(fragment) = &mut mended.fragment
            && !fragment.is_empty()
            && !page.anchors.contains(fragment.as_str())
        {
            let meant = |&anchor: &&str| anchor.trim_end_matches('-') == fragment;
            let found = page.anchors.iter().map(AsRef::as_ref).filter(meant).min();
            if let Some(anchor) = found {
                *fragment = anchor.to_owned();
            }
        }
        mended
    }

    fn text(&self) -> String {
        let mut text = String::new();
        if let Some(query) = &self.query {
            text.push('?');
            text.push_str(&path::encode_query(query));
        }
        if let Some(fragment) = &self.fragment {
            text.push('#');
            text.push_str(&path::encode_fragment(fragment));
        }
        text
    }
}

/// Schemes that may stand in a link.
const SCHEMES: [&str; 8] =
    ["http", "https", "mailto", "tel", "ftp", "ms-settings", "ms-windows-store", "vscode"];

/// Takes a target apart.
pub(super) fn parse(written: &str) -> Target {
    // Control characters and blanks around a scheme are what browsers ignore.
    let clean: String = written.trim().chars().filter(|c| !c.is_control()).collect();
    let decoded = path::decode(&clean);
    let decoded = decoded.trim();
    if decoded.starts_with("//") {
        return Target::External;
    }
    if let Some((scheme, rest)) = decoded.split_once(':') {
        let is_scheme =
            scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic());
        if is_scheme && scheme.len() == 1 && rest.starts_with(['/', '\\']) {
            return Target::LocalFile;
        }
        if is_scheme && scheme.len() > 1 {
            let scheme = scheme.to_ascii_lowercase();
            let image_data = scheme == "data"
                && ["image/png", "image/gif", "image/jpeg", "image/webp"]
                    .iter()
                    .any(|kind| rest.to_ascii_lowercase().starts_with(kind));
            return if SCHEMES.contains(&scheme.as_str()) || image_data {
                Target::External
            } else {
                Target::Unsafe
            };
        }
    }
    let (before, fragment) = match decoded.split_once('#') {
        Some((before, fragment)) => (before, Some(page_id(fragment.trim().to_owned()))),
        None => (decoded, None),
    };
    let (path, query) = match before.split_once('?') {
        Some((path, query)) => (path, Some(query.to_owned())),
        None => (before, None),
    };
    let suffix = Suffix { query, fragment };
    if path.is_empty() {
        Target::Own { suffix }
    } else if path.starts_with(['/', '\\']) {
        Target::Absolute { path: path.replace('\\', "/"), suffix }
    } else {
        Target::Relative { path: path.to_owned(), suffix }
    }
}

/// The path of a target that names a file by where it stands.
pub(super) fn relative_path(written: &str) -> Option<String> {
    match parse(written) {
        Target::Relative { path, .. } => Some(path),
        _ => None,
    }
}

/// The path in the docset that a link in `from` names, when it names a file.
#[must_use]
pub fn relative_file(corpus: &Corpus, from: &str, written: &str) -> Option<String> {
    relative_path(written).map(|path| corpus.tree.resolve(from, &path))
}

/// What a target leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Resolved {
    /// The page that holds the link.
    Own(String),
    /// Another page, with query and fragment.
    Page(PageId, String),
    /// A published file.
    Resource(FileId, String),
    /// A whole address.
    Url(String),
    /// Nothing; the target as written.
    Broken(String),
}

impl Resolved {
    /// The target of a node of a table of contents.
    pub(super) fn into_toc_target(self) -> Option<TocTarget> {
        match self {
            Self::Page(page, suffix) => Some(TocTarget::Page(page, suffix)),
            Self::Url(url) => Some(TocTarget::Url(url)),
            Self::Resource(..) | Self::Own(_) | Self::Broken(_) => None,
        }
    }
}

/// An address as a page shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Href {
    /// Relative for everything inside the site.
    pub url: String,
    /// Leads out of the site.
    pub external: bool,
    /// Leads nowhere.
    pub broken: bool,
    /// The page it leads to.
    pub page: Option<PageId>,
    /// The published file it leads to.
    pub resource: Option<FileId>,
    /// Words in place of the link's own, for a reference that has none.
    pub text: Option<String>,
}

impl Resolved {
    /// The address from a page at `from`.
    pub(super) fn href(&self, corpus: &Corpus, site: &SiteIndex, from: &str) -> Href {
        match self {
            Self::Own(suffix) => Href { url: suffix.clone(), ..Href::default() },
            Self::Page(page, suffix) => {
                let to = &site.page(*page).facts.path;
                Href {
                    url: path::relative_url(from, to) + suffix,
                    page: Some(*page),
                    ..Href::default()
                }
            }
            Self::Resource(file, suffix) => {
                let to = site.resource_path(*file).unwrap_or(&corpus.tree.file(*file).site_path);
                Href {
                    url: path::relative_url(from, to) + suffix,
                    resource: Some(*file),
                    ..Href::default()
                }
            }
            Self::Url(url) => Href { url: url.clone(), external: true, ..Href::default() },
            Self::Broken(written) => Href { url: written.clone(), broken: true, ..Href::default() },
        }
    }
}

/// What links are resolved against.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) site: &'a SiteIndex,
    /// The page that is being made; `None` for a table of contents.
    pub(super) page: Option<PageId>,
}

/// A target as it stands in a file.
pub(super) struct Written<'a> {
    /// The file that holds the text, which may be an include.
    pub(super) file: FileId,
    pub(super) target: &'a str,
    pub(super) span: Span,
    /// The source of an image or the like.
    pub(super) resource: bool,
}

/// Resolves a target; what cannot be resolved is a finding.
pub(super) fn resolve(
    scope: &Scope<'_>,
    link: &Written<'_>,
    found: &mut Vec<Diagnostic>,
) -> Resolved {
    let source = &scope.corpus.tree.file(link.file).path;
    if let Some(path) = scope.site.without_own_host(link.target) {
        let target = if path.is_empty() { "/" } else { path };
        return resolve(scope, &Written { target, ..*link }, found);
    }
    match parse(link.target) {
        Target::External => {
            if let Some(host) = impossible_host(link.target) {
                let message = format!("`{host}` cannot be the name of a host");
                found.push(
                    Diagnostic::new(&FILE_NOT_FOUND, source, link.span, message)
                        .help("correct the address"),
                );
            }
            Resolved::Url(external(link.target))
        }
        Target::Unsafe => Resolved::Broken(String::new()),
        Target::LocalFile => {
            let message = format!("`{}` is a path on a disk", link.target.trim());
            found.push(
                Diagnostic::new(&LOCAL_FILE_PATH, source, link.span, message)
                    .help("use a path relative to the article"),
            );
            // Emptied: a link to the page itself.
            Resolved::Own(String::new())
        }
        Target::Own { suffix } => {
            let Some(page) = scope.page else { return Resolved::Own(suffix.local()) };
            check_fragment(scope, link, page, &suffix, found);
            Resolved::Own(suffix.mended(scope.site.page(page)).local())
        }
        Target::Absolute { path, suffix } => absolute(scope, link, &path, &suffix, found),
        Target::Relative { path, suffix } => relative(scope, link, &path, &suffix, found),
    }
}

/// The host of an address on the web, as written and decoded, when no host has such a name.
fn impossible_host(written: &str) -> Option<String> {
    let (scheme, rest) = written.trim().split_once("://")?;
    if !["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return None;
    }
    let host = path::decode(rest.split(['/', '?', '#']).next().unwrap_or_default());
    (host.is_empty() || host.contains(char::is_whitespace)).then_some(host)
}

/// An external address, safe to stand in an attribute; behind its host, what is not ASCII is
/// encoded.
fn external(written: &str) -> String {
    let plain: String = written.trim().chars().filter(|c| !c.is_control()).collect();
    let host = plain.find("://").map_or(0, |at| at + "://".len());
    let path = plain[host..].find(['/', '?', '#']).map_or(plain.len(), |at| host + at);
    path::encode_url(&plain[..path]) + &path::encode_foreign(&path::encode_url(&plain[path..]))
}

fn relative(
    scope: &Scope<'_>,
    link: &Written<'_>,
    path: &str,
    suffix: &Suffix,
    found: &mut Vec<Diagnostic>,
) -> Resolved {
    let Scope { corpus, site, .. } = *scope;
    let source = &corpus.tree.file(link.file).path;
    let resolved = corpus.tree.resolve(source, path);
    // A folder is no page, nor is a file with a slash behind it.
    let file = corpus.tree.find(&resolved).filter(|_| !path.ends_with('/'));
    if let Some(destination) = site.redirects.find(&resolved)
        && file.is_none_or(|id| site.page_of(id).is_none())
    {
        return redirected(site, destination, suffix);
    }
    let Some(file) = file else {
        let message = format!("`{path}` is not there");
        let help = nearest_file(corpus, source, &resolved, path);
        found.push(Diagnostic::new(&FILE_NOT_FOUND, source, link.span, message).maybe_help(help));
        return Resolved::Broken(link.target.trim().to_owned());
    };
    let target = corpus.tree.file(file);
    if *target.path != *resolved {
        let message = format!("`{path}` is `{}` on disk", target.path);
        found.push(
            Diagnostic::new(&PATH_CASE_MISMATCH, source, link.span, message)
                .help("write it as the file is named"),
        );
    }
    if let Some(page) = site.page_of(file) {
        if scope.page == Some(page) && file == link.file && suffix.fragment.is_none() {
            let message = format!("`{path}` is this page itself");
            found.push(
                Diagnostic::new(&SELF_LINK, source, link.span, message)
                    .help("take the link out, or name a heading with `#`"),
            );
        }
        check_fragment(scope, link, page, suffix, found);
        let suffix = suffix.mended(site.page(page)).local();
        return if scope.page == Some(page) && !suffix.is_empty() {
            Resolved::Own(suffix)
        } else {
            Resolved::Page(page, suffix)
        };
    }
    if target.kind == FileKind::Resource {
        // Of two that go to one place, one is published.
        let published = match site.resource_path(file) {
            Some(_) => file,
            None => site.resource_at(&target.site_path).unwrap_or(file),
        };
        return Resolved::Resource(published, suffix.local());
    }
    let message = format!("`{path}` is not published");
    found.push(
        Diagnostic::new(&LINK_OUT_OF_SCOPE, source, link.span, message)
            .help("add it to the globs of docfx.json, or link to a page that is published"),
    );
    Resolved::Broken(link.target.trim().to_owned())
}

fn redirected(site: &SiteIndex, destination: &Destination, suffix: &Suffix) -> Resolved {
    match destination {
        Destination::Page(page, own) => {
            // The heading that was meant may not have moved along.
            let anchors = &site.page(*page).anchors;
            let lost = |fragment: &String| !anchors.contains(fragment.as_str());
            let written = suffix.local();
            let is_own = written.is_empty() || suffix.fragment.as_ref().is_some_and(lost);
            Resolved::Page(*page, if is_own { own.clone() } else { written })
        }
        Destination::Url(url) => {
            let suffix = suffix.text();
            Resolved::Url(if suffix.is_empty() || url.contains(['?', '#']) {
                url.clone()
            } else {
                url.clone() + &suffix
            })
        }
    }
}

fn absolute(
    scope: &Scope<'_>,
    link: &Written<'_>,
    path: &str,
    suffix: &Suffix,
    found: &mut Vec<Diagnostic>,
) -> Resolved {
    let Scope { corpus, site, .. } = *scope;
    if let Some(rest) = own_path(site, path) {
        if let Some(page) = page_at_url(site, &rest) {
            let from = site.page_of(link.file);
            let page = from.map_or(page, |from| site.version_for(page, from));
            check_fragment(scope, link, page, suffix, found);
            return Resolved::Page(page, suffix.mended(site.page(page)).local());
        }
        if let Some(file) = site.resource_at(&rest) {
            return Resolved::Resource(file, suffix.local());
        }
        // In a plain folder, a leading slash means the folder itself.
        if let Some(page) = corpus.tree.find(&rest).and_then(|file| site.page_of(file)) {
            check_fragment(scope, link, page, suffix, found);
            return Resolved::Page(page, suffix.mended(site.page(page)).local());
        }
        if let Some(destination) = site.redirects.find_url(&rest) {
            return redirected(site, destination, suffix);
        }
        if !site.base_path.is_empty() && !site.is_unbuilt(&rest) {
            let source = &corpus.tree.file(link.file).path;
            let message = format!("`{path}` has no page in this docset");
            found.push(
                Diagnostic::new(&ABSOLUTE_LINK_MISSING, source, link.span, message)
                    .help("link to the article's file, so that the build can check it"),
            );
        }
    }
    Resolved::Url(format!("{}{}{}", site.host, path::encode_path(path), suffix.text()))
}

/// The part of a site-absolute path below the docset's own base.
pub(super) fn own_path(site: &SiteIndex, path: &str) -> Option<String> {
    let lower = path.to_lowercase();
    let rest = lower.strip_prefix(&site.base_path)?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/').to_owned())
}

/// The page at a URL path below the base, with or without extension or slash at its end.
pub(super) fn page_at_url(site: &SiteIndex, path: &str) -> Option<PageId> {
    let path = path.trim_end_matches('/');
    if path.is_empty() {
        return site.page_at("index.html");
    }
    site.page_at(&format!("{path}.html"))
        .or_else(|| site.page_at(&format!("{path}/index.html")))
        .or_else(|| site.page_at(path))
}

/// A suggestion differs from what was written by this many edits at most (format §5).
const MOST_EDITS: usize = 5;

fn check_fragment(
    scope: &Scope<'_>,
    link: &Written<'_>,
    page: PageId,
    suffix: &Suffix,
    found: &mut Vec<Diagnostic>,
) {
    if let Some(fragment) = suffix.fragment.as_deref() {
        check_bookmark(scope, link, page, fragment, found);
    }
}

/// Checks that a page has the heading or anchor that a link names.
pub(super) fn check_bookmark(
    scope: &Scope<'_>,
    link: &Written<'_>,
    page: PageId,
    fragment: &str,
    found: &mut Vec<Diagnostic>,
) {
    if fragment.is_empty() || fragment == "top" || fragment.starts_with("tab/") || link.resource {
        return;
    }
    let target = scope.site.page(page);
    // Of a page whose include is missing nobody can tell; the include is reported.
    if target.anchors.contains(fragment) || target.lacks_text {
        return;
    }
    let source = &scope.corpus.tree.file(link.file).path;
    let near = {
        let mut candidates: Vec<&str> = target.anchors.iter().map(AsRef::as_ref).collect();
        candidates.sort_unstable();
        did_you_mean(fragment, candidates.into_iter())
    };
    // An include is shared by many pages: it names the fragment alone, so that the finding is one.
    let place = if scope.corpus.tree.file(link.file).kind.is_page() {
        format!(" in `{}`", target.facts.source)
    } else {
        String::new()
    };
    let message = format!("there is no heading or anchor `#{fragment}`{place}");
    let help = near.map(|near| format!("did you mean `#{near}`?"));
    found.push(Diagnostic::new(&BOOKMARK_NOT_FOUND, source, link.span, message).maybe_help(help));
}

/// What a missing file may have meant: the same name in another folder, else the nearest path.
fn nearest_file(corpus: &Corpus, source: &str, resolved: &str, written: &str) -> Option<String> {
    let extension = path::extension(resolved).to_lowercase();
    if extension.is_empty() {
        let with_extension = format!("{resolved}.md");
        return corpus.tree.find(&with_extension).map(|_| format!("did you mean `{written}.md`?"));
    }
    let name = path::file_name(resolved).to_lowercase();
    let same_kind = || {
        corpus.tree.files().iter().map(|file| &*file.path).filter(|p| {
            path::extension(p).eq_ignore_ascii_case(&extension) && !p.starts_with("../")
        })
    };
    let same_name = same_kind().find(|p| path::file_name(p).eq_ignore_ascii_case(&name));
    let folder = path::folder(resolved);
    let nearest = same_name.or_else(|| {
        let same_folder = same_kind().filter(|p| path::folder(p).eq_ignore_ascii_case(folder));
        let stem = path::file_name(path::stem(resolved));
        nearest(resolved, same_folder, (stem.chars().count() / 3).min(MOST_EDITS))
    })?;
    let relative = path::relative_url(source, nearest);
    Some(format!("did you mean `{}`?", path::decode(&relative)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(written: &str) -> String {
        match parse(written) {
            Target::Own { suffix } => format!("own {}", suffix.text()),
            Target::Relative { path, suffix } => format!("relative {path} {}", suffix.text()),
            Target::Absolute { path, suffix } => format!("absolute {path} {}", suffix.text()),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn s5_targets() {
        assert_eq!(show("a%20b.md?x=1#y?z"), "relative a b.md ?x=1#y?z");
        assert_eq!(show("#x"), "own #x");
        assert_eq!(show(""), "own ");
        assert_eq!(show("/azure/a?view=b#c"), "absolute /azure/a ?view=b#c");
        assert_eq!(show("\\azure\\a"), "absolute /azure/a ");
        assert_eq!(show("C:\\x.md"), "LocalFile");
        assert_eq!(show("//host/x"), "External");
        assert_eq!(show("HTTPS://host"), "External");
        assert_eq!(show("ms-settings:x"), "External");
        assert_eq!(show("java\u{1}script:alert(1)"), "Unsafe");
        assert_eq!(show("%6Aavascript:alert(1)"), "Unsafe");
        assert_eq!(show("data:text/html,x"), "Unsafe");
    }
}
