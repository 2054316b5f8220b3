//! A docset in memory, for tests of single rules.

use std::path::PathBuf;

use crate::config::{Config, Docfx, Group, Settings};
use crate::diagnostic::{Code, Diagnostic, LineIndex, sort_and_dedup};
use crate::path;
use crate::site::corpus::{self, Corpus};
use crate::source::{FileKind, SourceFile, SourceTree, is_redirection};

fn run(code: &Code, files: &[(&str, &str)], docfx: bool) -> (Corpus, Vec<Diagnostic>) {
    run_with(code, files, docfx, Settings::default())
}

fn run_with(
    code: &Code,
    files: &[(&str, &str)],
    docfx: bool,
    settings: Settings,
) -> (Corpus, Vec<Diagnostic>) {
    let mut docfx = Docfx {
        file: docfx.then(|| PathBuf::from("docfx.json")),
        content: vec![Group::default()],
        ..Docfx::default()
    };
    docfx.global_metadata.insert("breadcrumb_path".to_owned(), "~/breadcrumb/toc.yml".into());
    let config = Config {
        publishing: serde_json::Value::Null,
        root: PathBuf::from("/nowhere"),
        repository_root: PathBuf::from("/nowhere"),
        docfx,
        settings,
        files: Vec::new(),
        schemas: std::collections::BTreeSet::new(),
    };
    let mut tree = SourceTree::default();
    for &(file, text) in files {
        let name = path::file_name(file).to_ascii_lowercase();
        let kind = match path::extension(&name) {
            _ if is_redirection(file) => FileKind::Redirections,
            _ if file.contains("includes/") => FileKind::Unpublished,
            "md" | "yml" if path::stem(&name) == "toc" => FileKind::Toc,
            "md" => FileKind::MarkdownPage,
            "yml" if name == "zone-pivot-groups.yml" => FileKind::Unpublished,
            "yml" => FileKind::YamlPage,
            _ => FileKind::Unpublished,
        };
        let page = kind.is_page();
        let stem = path::stem(file).to_lowercase();
        tree.push(SourceFile {
            path: file.into(),
            disk: PathBuf::new(),
            kind,
            site_path: if page || kind == FileKind::Toc { stem + ".html" } else { String::new() },
            group: None,
            text: Some(text.into()),
        });
    }
    let (corpus, _) = corpus::parse(&config, tree).unwrap();
    let (site, _) = crate::site::index(&config, &corpus);
    let pages: Vec<_> = site.ids().map(|id| crate::site::link(&corpus, &site, id).0).collect();
    let mut found = super::check(&config, &corpus, &site, &pages, &|_| false);
    drop(pages);
    found.retain(|diagnostic| diagnostic.code.name == code.name);
    sort_and_dedup(&mut found);
    (corpus, found)
}

fn line(corpus: &Corpus, diagnostic: &Diagnostic) -> usize {
    let id = corpus.tree.find(&diagnostic.file).unwrap();
    let text = corpus.tree.file(id).text.as_deref().unwrap();
    LineIndex::new(text).position(diagnostic.span.start).line
}

/// The lines of the findings of a rule in an article of a docset.
pub(super) fn lines(code: &Code, text: &str) -> Vec<usize> {
    let (corpus, found) = run(code, &[("a.md", text)], true);
    found.iter().map(|diagnostic| line(&corpus, diagnostic)).collect()
}

/// The same, in a folder without `docfx.json`.
pub(super) fn plain_folder(code: &Code, text: &str) -> Vec<usize> {
    let (corpus, found) = run(code, &[("a.md", text)], false);
    found.iter().map(|diagnostic| line(&corpus, diagnostic)).collect()
}

/// The lines of the findings in a docset that trusts one host.
pub(super) fn trusting(code: &Code, host: &str, text: &str) -> Vec<usize> {
    let mut settings = Settings::default();
    settings.links.trusted.push(host.to_owned());
    let (corpus, found) = run_with(code, &[("a.md", text)], true, settings);
    found.iter().map(|diagnostic| line(&corpus, diagnostic)).collect()
}

/// What the findings in an article say.
pub(super) fn messages(code: &Code, text: &str) -> Vec<String> {
    run(code, &[("a.md", text)], true).1.into_iter().map(|found| found.message).collect()
}

/// `file:line` of the findings in a docset.
pub(super) fn found(code: &Code, files: &[(&str, &str)]) -> Vec<String> {
    let (corpus, found) = run(code, files, true);
    found.iter().map(|d| format!("{}:{}", d.file, line(&corpus, d))).collect()
}
