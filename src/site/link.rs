//! The link stage: every reference of a page resolved, includes and code samples found.
//!
//! Linking copies nothing of the text. A [`LinkedBody`] stands beside its [`Body`] and holds, index
//! by index, what each link, include and snippet came to; consumers walk both together.

use std::ops::Range;

use super::corpus::Corpus;
use super::index::{PageId, SiteIndex};
use super::monikers::{
    Fate, MONIKER_RANGE_INVALID, MONIKER_RANGE_UNDEFINED, MONIKER_ZONE_EMPTY, Set, Stated,
};
use super::snippet::{self, SnippetText};
use super::target::{self, Href, PATH_CASE_MISMATCH, Scope, Written};
use super::toc::CIRCULAR_REFERENCE;
use super::xref;
use crate::article::yaml_page::YamlPage;
use crate::article::{
    Body, Context, INVALID_CODE, Include, Link, LinkKind, MonikerZone, Snippet, TableRanges,
};
use crate::diagnostic::{Code, Diagnostic, Severity, Span, did_you_mean};
use crate::path;
use crate::source::FileId;

/// An include whose file is not there.
pub static INCLUDE_NOT_FOUND: Code = Code {
    name: "include-not-found",
    severity: Severity::Error,
    summary: "An include names a file that is not there.",
    explanation: "The page is built without the included text, which its readers miss. The path is relative to the file that holds the include.",
    wrong: "[!INCLUDE [hours](includes/hour.md)]",
    right: "[!INCLUDE [hours](includes/hours.md)]",
};

/// An include of something else than Markdown.
pub static INCLUDE_INVALID: Code = Code {
    name: "include-invalid",
    severity: Severity::Warning,
    summary: "An include names a file that is not Markdown.",
    explanation: "Only `.md` files can be included.",
    wrong: "[!INCLUDE [hours](hours.txt)]",
    right: "[!INCLUDE [hours](hours.md)]",
};

/// A code sample whose file is not there.
pub static CODESNIPPET_NOT_FOUND: Code = Code {
    name: "codesnippet-not-found",
    severity: Severity::Warning,
    summary: "A code sample's file is not there.",
    explanation: "The page shows a note in its place. The path is relative to the file that holds the sample, and may leave the docset but not its repository.",
    wrong: "[!code-csharp[Main](sample/Main.cs)]",
    right: "[!code-csharp[Main](samples/Main.cs)]",
};

/// A language whose marks are not known.
pub static UNKNOWN_LANGUAGE_CODE: Code = Code {
    name: "unknown-language-code",
    severity: Severity::Warning,
    summary: "A code sample is cut out by a tag, in a language whose marks are not known.",
    explanation: "The language, else the file's extension, says how comments look that mark a part. Without it the marks of all languages are tried. Names are in lower case.",
    wrong: "[!code-CSharp[Main](samples/Main.cs#SignIn)]",
    right: "[!code-csharp[Main](samples/Main.cs#SignIn)]",
};

/// A UID that is not known.
pub static XREF_NOT_FOUND: Code = Code {
    name: "xref-not-found",
    severity: Severity::Info,
    summary: "A cross reference names a UID that this docset does not have.",
    explanation: "UIDs of other docsets are not known here, but for those of .NET, the Windows runtime and PowerShell commands; the text is shown without a link.",
    wrong: "[List](xref:Contoso.Lst)",
    right: "[List](xref:Contoso.List)",
};

/// A Markdown text with everything it refers to.
#[derive(Debug)]
pub struct LinkedBody<'a> {
    /// The text.
    pub body: &'a Body,
    /// For each link, its address.
    pub links: Vec<Href>,
    /// For each include, the included text.
    pub includes: Vec<Option<LinkedBody<'a>>>,
    /// For each snippet, its code.
    pub snippets: Vec<Option<SnippetText>>,
    /// For each version zone, what becomes of it.
    pub zones: Vec<Fate>,
}

/// A page, linked.
#[derive(Debug)]
pub struct LinkedPage<'a> {
    /// Which page.
    pub id: PageId,
    /// The Markdown of an article; for a YAML page, its texts in the order of
    /// [`YamlPage::bodies`].
    pub bodies: Vec<LinkedBody<'a>>,
    /// The YAML page.
    pub yaml: Option<&'a YamlPage>,
    /// Addresses of the YAML page's own links.
    pub links: Vec<Href>,
}

impl LinkedBody<'_> {
    /// Calls `visit` for this text and every included one, outer before inner.
    pub fn visit<'s>(&'s self, visit: &mut impl FnMut(&'s Self)) {
        visit(self);
        for include in self.includes.iter().flatten() {
            include.visit(visit);
        }
    }
}

/// Links a page. What cannot be resolved comes back as findings.
#[must_use]
pub fn link<'a>(
    corpus: &'a Corpus,
    site: &'a SiteIndex,
    id: PageId,
) -> (LinkedPage<'a>, Vec<Diagnostic>) {
    let page = site.page(id);
    let mut linker = Linker {
        corpus,
        site,
        page: id,
        from: &page.facts.path,
        open: vec![page.file],
        included: 0,
        diagnostics: Vec::new(),
    };
    let mut linked = LinkedPage { id, bodies: Vec::new(), yaml: None, links: Vec::new() };
    if let Some(yaml) = corpus.yaml_pages.get(&page.file) {
        linked.bodies = yaml.bodies().map(|body| linker.body(page.file, body)).collect();
        linked.links = yaml
            .links
            .iter()
            .map(|link| {
                let resource = link.kind == LinkKind::Resource;
                linker.href(page.file, &link.target, link.span, resource)
            })
            .collect();
        linked.yaml = Some(yaml);
    } else if let Some(article) = corpus.articles.get(&(page.file, Context::Block)) {
        linked.bodies.push(linker.body(page.file, &article.body));
    }
    (linked, linker.diagnostics)
}

/// A page includes at most so many files, each counted as often as it appears: files that include
/// each other twice would double the page with every level.
const MOST_INCLUDES: usize = 10_000;

struct Linker<'a> {
    corpus: &'a Corpus,
    site: &'a SiteIndex,
    page: PageId,
    /// Site path of the page.
    from: &'a str,
    /// The files being expanded, outermost first.
    open: Vec<FileId>,
    /// How many files have been included.
    included: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Linker<'a> {
    fn href(&mut self, file: FileId, target: &str, span: Span, resource: bool) -> Href {
        let scope = Scope { corpus: self.corpus, site: self.site, page: Some(self.page) };
        let written = Written { file, target, span, resource };
        let resolved = target::resolve(&scope, &written, &mut self.diagnostics);
        resolved.href(self.corpus, self.site, self.from)
    }

    fn body(&mut self, file: FileId, body: &'a Body) -> LinkedBody<'a> {
        let zones: Vec<Fate> =
            body.moniker_zones.iter().map(|zone| self.moniker_zone(file, zone)).collect();
        // What is left out is not checked, and reads no other file (§9).
        let dropped: Vec<&TableRanges> = body
            .moniker_zones
            .iter()
            .zip(&zones)
            .filter(|&(_, fate)| *fate == Fate::Dropped)
            .map(|(zone, _)| &zone.content)
            .collect();
        let is_left_out = |i: usize, of: fn(&TableRanges) -> &Range<u32>| {
            dropped.iter().any(|content| of(content).contains(&(i as u32)))
        };
        let mut links = Vec::with_capacity(body.links.len());
        for (i, link) in body.links.iter().enumerate() {
            links.push(match link.kind {
                _ if is_left_out(i, |content| &content.links) => Href::default(),
                LinkKind::Xref | LinkKind::ShortXref | LinkKind::TagXref => self.xref(file, link),
                LinkKind::Page => self.href(file, &link.target, link.span, false),
                LinkKind::Resource => self.href(file, &link.target, link.span, true),
            });
        }
        let mut includes = Vec::with_capacity(body.includes.len());
        for (i, include) in body.includes.iter().enumerate() {
            let is_left_out = is_left_out(i, |content| &content.includes);
            includes.push(if is_left_out { None } else { self.include(file, include) });
        }
        let mut snippets = Vec::with_capacity(body.snippets.len());
        for (i, snippet) in body.snippets.iter().enumerate() {
            let is_left_out = is_left_out(i, |content| &content.snippets);
            snippets.push(if is_left_out { None } else { self.snippet(file, snippet) });
        }
        LinkedBody { body, links, includes, snippets, zones }
    }

    fn moniker_zone(&mut self, file: FileId, zone: &MonikerZone) -> Fate {
        let page = self.site.page(self.page).monikers.as_ref();
        let source = self.corpus.tree.file(self.site.page(self.page).file);
        if self.site.monikers.is_undefined(source) {
            let message =
                format!("`{}` chooses among the versions of a group that has none", zone.range);
            let help = Some("give the group of the page a range in docfx.json".to_owned());
            self.report(&MONIKER_RANGE_UNDEFINED, file, zone.span, message, help);
            return Fate::Kept { versions: Set::new(), label: zone.range.trim().to_owned() };
        }
        match self.site.monikers.fate(zone, page) {
            Ok(fate) => {
                let metadata = &self.site.page(self.page).facts.metadata;
                let meant = || self.site.monikers.is_meant(zone, Stated { source, metadata });
                if fate == Fate::Dropped && !meant() {
                    let versions = page.map(|set| self.site.monikers.show(set)).unwrap_or_default();
                    let message = format!(
                        "the range `{}` has no version in common with the page, which is for {}",
                        zone.range,
                        if versions.is_empty() { "none" } else { versions.as_str() }
                    );
                    let help = Some("take the zone out, or widen the range of the page".to_owned());
                    self.report(&MONIKER_ZONE_EMPTY, file, zone.span, message, help);
                }
                fate
            }
            Err(why) => {
                let is_defined = self.site.monikers.is_defined();
                let message = format!("the range `{}` cannot be read: {why}", zone.range);
                let help = Some("write versions as in `>=contoso-1 <contoso-3`".to_owned());
                self.report(&MONIKER_RANGE_INVALID, file, zone.span, message, help);
                if is_defined && page.is_some() {
                    let message = format!(
                        "the range `{}` has no version in common with the page",
                        zone.range
                    );
                    self.report(&MONIKER_ZONE_EMPTY, file, zone.span, message, None);
                    return Fate::Dropped;
                }
                Fate::Kept { versions: Set::new(), label: String::new() }
            }
        }
    }

    fn report(
        &mut self,
        code: &'static Code,
        file: FileId,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        let path = &self.corpus.tree.file(file).path;
        self.diagnostics.push(Diagnostic::new(code, path, span, message).maybe_help(help));
    }

    fn xref(&mut self, file: FileId, link: &Link) -> Href {
        let written = link.target.strip_prefix("xref:").unwrap_or(&link.target);
        let reference = xref::parse(written);
        if let Some((href, words)) = self.known_uid(&reference) {
            if let (Some(page), Some(fragment)) = (href.page, &reference.fragment) {
                let scope = Scope { corpus: self.corpus, site: self.site, page: Some(self.page) };
                let (target, span) = (written, link.span);
                let written = Written { file, target, span, resource: false };
                let found = &mut self.diagnostics;
                target::check_bookmark(&scope, &written, page, fragment, found);
            }
            return Href { text: link.auto.then_some(words), ..href };
        }
        if link.kind == LinkKind::ShortXref {
            return Href { broken: true, ..Href::default() };
        }
        // What belongs to something of this docset is missing here, not elsewhere.
        let above = reference.uid.rsplit_once('.').map(|(above, _)| above);
        let is_own = above.is_some_and(|above| self.site.page_with_uid(above, None).is_some());
        let address = xref::address(&reference.uid).filter(|_| !is_own);
        if address.is_none() {
            let message = format!("the UID `{}` is not known in this docset", reference.uid);
            self.report(&XREF_NOT_FOUND, file, link.span, message, None);
        }
        let address = address.map(|path| self.site.host.clone() + &path::encode_path(&path));
        let url = address.map(|address| address + &reference.suffix);
        let words = link.auto && link.kind == LinkKind::Xref;
        let words = words.then(|| reference.words(url.is_some()));
        let (broken, external) = (url.is_none(), url.is_some());
        Href { url: url.unwrap_or_default(), broken, external, text: words, ..Href::default() }
    }

    /// Where a reference leads, and the name of what is there.
    fn known_uid(&self, reference: &xref::Reference) -> Option<(Href, String)> {
        let text = reference.text.clone();
        let view = reference.view.as_deref();
        if let Some(page) = self.site.page_with_uid(&reference.uid, view) {
            let page = if view.is_none() { self.site.version_for(page, self.page) } else { page };
            let facts = &self.site.page(page).facts;
            let url = path::relative_url(self.from, &facts.path) + &reference.suffix;
            let href = Href { url, page: Some(page), ..Href::default() };
            return Some((href, text.unwrap_or_else(|| facts.title.clone())));
        }
        let entry = self.site.uids.other(&reference.uid)?;
        let url = match reference.suffix.strip_prefix('?') {
            Some(query) if entry.href.contains('?') => format!("{}&{query}", entry.href),
            _ => format!("{}{}", entry.href, reference.suffix),
        };
        let words = text.or_else(|| entry.words(reference.property.as_deref()).map(str::to_owned));
        let words = words.unwrap_or_else(|| reference.uid.clone());
        Some((Href { url, external: true, ..Href::default() }, words))
    }

    fn include(&mut self, file: FileId, include: &Include) -> Option<LinkedBody<'a>> {
        let path = include.path.as_str();
        let from = &self.corpus.tree.file(file).path;
        if path.is_empty() {
            let message = "the include names no file".to_owned();
            let help = Some("write its path in the parentheses".to_owned());
            self.report(&INCLUDE_NOT_FOUND, file, include.span, message, help);
            return None;
        }
        if !path::extension(path).eq_ignore_ascii_case("md") {
            let message = format!("`{path}` cannot be included: it is not Markdown");
            let help = Some("name a file that ends in .md".to_owned());
            self.report(&INCLUDE_INVALID, file, include.span, message, help);
            return None;
        }
        let Some((id, article)) = self.corpus.include(from, path, include.context) else {
            let message = format!("the include `{path}` is not there");
            let folder = self.corpus.tree.resolve(from, path);
            if let Some(repository) = self.corpus.tree.dependency_of(&folder) {
                let help =
                    format!("it comes from another repository, which belongs in `{repository}`");
                let finding = Diagnostic::new(&INCLUDE_NOT_FOUND, from, include.span, message);
                self.diagnostics
                    .push(Diagnostic { severity: Severity::Warning, ..finding.help(help) });
                return None;
            }
            let near = did_you_mean(
                &folder,
                self.corpus
                    .tree
                    .files()
                    .iter()
                    .map(|f| &*f.path)
                    .filter(|p| path::folder(p) == path::folder(&folder)),
            );
            let help = near
                .map(|near| format!("did you mean `{}`?", path::relative_url(from, near)))
                .or_else(|| Some("the path is relative to this file".to_owned()));
            self.report(&INCLUDE_NOT_FOUND, file, include.span, message, help);
            return None;
        };
        if self.open.contains(&id) {
            let chain: Vec<String> = self
                .open
                .iter()
                .skip_while(|&&open| open != id)
                .chain([&id])
                .map(|&open| format!("`{}`", self.corpus.tree.file(open).path))
                .collect();
            let message = format!("this include leads back to itself: {}", chain.join(" → "));
            let help = Some("take the include out of one of them".to_owned());
            self.report(&CIRCULAR_REFERENCE, file, include.span, message, help);
            return None;
        }
        self.included += 1;
        if self.included > MOST_INCLUDES {
            if self.included == MOST_INCLUDES + 1 {
                let message = format!("the page includes more than {MOST_INCLUDES} files");
                let help = Some("see whether files include each other over and over".to_owned());
                self.report(&CIRCULAR_REFERENCE, file, include.span, message, help);
            }
            return None;
        }
        self.check_case(file, id, path, include.span);
        self.open.push(id);
        let linked = self.body(id, &article.body);
        self.open.pop();
        Some(linked)
    }

    /// A path that finds its file only because case does not matter (§5.4).
    fn check_case(&mut self, file: FileId, found: FileId, written: &str, span: Span) {
        let tree = &self.corpus.tree;
        let on_disk = &tree.file(found).path;
        if tree.resolve(&tree.file(file).path, written) != **on_disk {
            let message = format!("`{written}` is `{on_disk}` on disk");
            let help = Some("write it as the file is named".to_owned());
            self.report(&PATH_CASE_MISMATCH, file, span, message, help);
        }
    }

    fn snippet(&mut self, file: FileId, snippet: &Snippet) -> Option<SnippetText> {
        let from = &self.corpus.tree.file(file).path;
        let Some((id, source)) = self.corpus.sample(from, &snippet.path) else {
            let message = format!("the code sample `{}` is not there", snippet.path);
            let help =
                Some("the path is relative to this file and stays in the repository".to_owned());
            self.report(&CODESNIPPET_NOT_FOUND, file, snippet.span, message, help);
            return None;
        };
        self.check_case(file, id, &snippet.path, snippet.span);
        let text = snippet::extract(snippet, source);
        if snippet.triple_colon && text.language.is_none() {
            let message = format!("the language of `{}` is not known by its name", snippet.path);
            let help = Some("add language=\"…\"".to_owned());
            self.report(&INVALID_CODE, file, snippet.span, message, help);
        }
        if let (Some(language), Some(tag)) = (&text.unknown_language, &snippet.tag) {
            let message = format!(
                "`{language}` is not known, so `{tag}` is looked up with the marks of all languages"
            );
            let help = Some("name a language that is known, or show a range of lines".to_owned());
            self.report(&UNKNOWN_LANGUAGE_CODE, file, snippet.span, message, help);
        }
        if text.missing {
            let part = snippet
                .tag
                .as_ref()
                .map_or_else(|| "the lines".to_owned(), |tag| format!("`{tag}`"));
            let message = format!("{part} cannot be found in the code sample `{}`", snippet.path);
            let path = &self.corpus.tree.file(file).path;
            let found = Diagnostic::new(&INVALID_CODE, path, snippet.span, message);
            self.diagnostics.push(Diagnostic { severity: Severity::Warning, ..found });
            return None;
        }
        Some(text)
    }
}
