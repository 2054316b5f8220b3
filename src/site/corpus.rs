//! Every file of the docset that is read, parsed.
//!
//! Parsing is parallel and pure; the files that articles refer to (includes, code samples) are
//! then added, round by round, until nothing new is referred to.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::metadata::effective_metadata;
use super::pivots;
use super::target;
use super::toc_file::{self, TocEntry};
use crate::article::yaml_page::{self, YamlPage};
use crate::article::{Article, Body, Context, Metadata};
use crate::config::{Config, ConfigError};
use crate::diagnostic::Diagnostic;
use crate::path;
use crate::source::{self, FileId, FileKind, SourceTree};

/// The metadata key that says what `~` stands for.
const TILDE_PATH: &str = "tilde_path";

/// Includes are followed this deep.
const MAX_INCLUDE_DEPTH: usize = 32;

/// The parsed docset.
#[derive(Debug, Default)]
pub struct Corpus {
    /// Files and texts.
    pub tree: SourceTree,
    /// Markdown pages and the includes that pages reach, by how their text is read.
    pub articles: FxHashMap<(FileId, Context), Article>,
    /// YAML pages.
    pub yaml_pages: FxHashMap<FileId, YamlPage>,
    /// Tables of contents.
    pub tocs: FxHashMap<FileId, Vec<TocEntry>>,
}

/// Parses a docset. Findings of single files come back with it.
///
/// # Errors
/// When a file that is referred to cannot be read.
pub fn parse(config: &Config, tree: SourceTree) -> Result<(Corpus, Vec<Diagnostic>), ConfigError> {
    let mut corpus = Corpus { tree, ..Corpus::default() };
    let mut diagnostics = Vec::new();
    let ids: Vec<FileId> = corpus.tree.iter().map(|(id, _)| id).collect();
    let parsed: Vec<(FileId, Parsed)> =
        ids.par_iter().filter_map(|&id| Some((id, parse_file(&corpus.tree, id)?))).collect();
    let mut wanted = Vec::new();
    for (id, mut item) in parsed {
        match &mut item {
            Parsed::Article(article) => {
                diagnostics.append(&mut article.diagnostics);
                let own = &article.front_matter.metadata;
                note_tilde(config, &mut corpus.tree, id, own);
                if !article.body.pivot_zones.is_empty() || own.contains_key("zone_pivot_groups") {
                    let source = &corpus.tree.file(id).path;
                    let metadata = effective_metadata(config, source, own);
                    let paths = pivots::definition_paths(source, &metadata);
                    wanted.extend(paths.into_iter().map(Reference::Sample));
                }
                collect(&corpus.tree, id, &article.body, &mut wanted);
            }
            Parsed::Yaml(page) => {
                let text = corpus.tree.file(id).text.as_deref().unwrap_or("");
                if yaml_page::mime(text).is_some_and(|kind| config.has_schema(kind)) {
                    page.has_schema();
                }
                diagnostics.append(&mut page.diagnostics);
                note_tilde(config, &mut corpus.tree, id, &page.metadata);
                for body in page.bodies() {
                    collect(&corpus.tree, id, body, &mut wanted);
                }
            }
            Parsed::Toc(entries, found) => {
                diagnostics.append(found);
                collect_tocs(&corpus.tree, id, entries, &mut wanted);
            }
        }
        match item {
            Parsed::Article(article) => {
                corpus.articles.insert((id, Context::Block), *article);
            }
            Parsed::Yaml(page) => {
                corpus.yaml_pages.insert(id, *page);
            }
            Parsed::Toc(entries, _) => {
                corpus.tocs.insert(id, entries);
            }
        }
    }
    corpus.add_referenced(config, wanted, &mut diagnostics)?;
    Ok((corpus, diagnostics))
}

enum Parsed {
    Article(Box<Article>),
    Yaml(Box<YamlPage>),
    Toc(Vec<TocEntry>, Vec<Diagnostic>),
}

fn parse_file(tree: &SourceTree, id: FileId) -> Option<Parsed> {
    let file = tree.file(id);
    let text = file.text.as_deref()?;
    match file.kind {
        FileKind::MarkdownPage => {
            let article = crate::article::parse(&file.path, text, Context::Block);
            Some(Parsed::Article(Box::new(article)))
        }
        FileKind::YamlPage => Some(Parsed::Yaml(Box::new(yaml_page::parse(&file.path, text)))),
        FileKind::Toc => {
            let (entries, diagnostics) = toc_file::parse(&file.path, text);
            Some(Parsed::Toc(entries, diagnostics))
        }
        FileKind::Redirections | FileKind::Resource | FileKind::Unpublished => None,
    }
}

/// A file that an article refers to.
enum Reference {
    Include(String, Context),
    Sample(String),
    /// A table of contents that is spliced into another one, published or not.
    Toc(String),
}

/// Notes what `~` stands for in a file whose metadata says so (§5.3).
fn note_tilde(config: &Config, tree: &mut SourceTree, file: FileId, own: &Metadata) {
    let stated = config.docfx.global_metadata.contains_key(TILDE_PATH)
        || config.docfx.file_metadata.iter().any(|entry| entry.key == TILDE_PATH)
        || own.contains_key(TILDE_PATH);
    if !stated {
        return;
    }
    let path = tree.file(file).path.clone();
    if let Some(Value::String(folder)) = effective_metadata(config, &path, own).get(TILDE_PATH) {
        tree.set_tilde(&path, folder);
    }
}

/// Tables of contents that entries name by file.
fn collect_tocs(
    tree: &SourceTree,
    from: FileId,
    entries: &[TocEntry],
    wanted: &mut Vec<Reference>,
) {
    let from_path = &tree.file(from).path;
    for entry in entries {
        for href in [&entry.href, &entry.toc_href].into_iter().flatten() {
            let Some(path) = target::relative_path(&href.text) else { continue };
            let path = tree.resolve(from_path, &path);
            if source::is_toc(&path) {
                wanted.push(Reference::Toc(path));
            } else if href.text.ends_with(['/', '\\']) {
                // A folder stands for its table of contents, published or not.
                let names = ["toc.md", "toc.json", "toc.yml"].iter();
                let mut files = names.filter_map(|name| tree.find(&path::join(&path, name)));
                let file = files.next().filter(|&id| tree.file(id).kind != FileKind::Toc);
                wanted.extend(file.map(|id| Reference::Toc(tree.file(id).path.to_string())));
            }
        }
        collect_tocs(tree, from, &entry.items, wanted);
    }
}

fn collect(tree: &SourceTree, from: FileId, body: &Body, wanted: &mut Vec<Reference>) {
    let from = &tree.file(from).path;
    for include in &body.includes {
        if path::extension(&include.path).eq_ignore_ascii_case("md") {
            wanted.push(Reference::Include(tree.resolve(from, &include.path), include.context));
        }
    }
    for snippet in &body.snippets {
        wanted.push(Reference::Sample(tree.resolve(from, &snippet.path)));
    }
}

impl Corpus {
    /// The include at a path, as the including file wrote it.
    #[must_use]
    pub fn include(
        &self,
        from: &str,
        written: &str,
        context: Context,
    ) -> Option<(FileId, &Article)> {
        let id = self.tree.find(&self.tree.resolve(from, written))?;
        Some((id, self.articles.get(&(id, context))?))
    }

    /// The text of a sample file, as the including file wrote its path.
    #[must_use]
    pub fn sample(&self, from: &str, written: &str) -> Option<(FileId, &str)> {
        let id = self.tree.find(&self.tree.resolve(from, written))?;
        Some((id, self.tree.file(id).text.as_deref()?))
    }

    fn add_referenced(
        &mut self,
        config: &Config,
        mut wanted: Vec<Reference>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), ConfigError> {
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for _ in 0..MAX_INCLUDE_DEPTH {
            let mut todo: Vec<(FileId, Context)> = Vec::new();
            let mut tocs: Vec<FileId> = Vec::new();
            for reference in wanted.drain(..) {
                let (Reference::Include(path, _) | Reference::Sample(path) | Reference::Toc(path)) =
                    &reference;
                let id = if seen.insert(path.clone()) {
                    source::load(config, &mut self.tree, path)?
                } else {
                    self.tree.find(path)
                };
                match (id, &reference) {
                    (Some(id), Reference::Include(_, context))
                        if !self.articles.contains_key(&(id, *context)) =>
                    {
                        todo.push((id, *context));
                    }
                    (Some(id), Reference::Toc(_)) if !self.tocs.contains_key(&id) => tocs.push(id),
                    _ => {}
                }
            }
            todo.sort_unstable();
            todo.dedup();
            tocs.sort_unstable();
            tocs.dedup();
            for id in tocs {
                let file = self.tree.file(id);
                let (entries, mut found) =
                    toc_file::parse(&file.path, file.text.as_deref().unwrap_or(""));
                diagnostics.append(&mut found);
                collect_tocs(&self.tree, id, &entries, &mut wanted);
                self.tocs.insert(id, entries);
            }
            if todo.is_empty() && wanted.is_empty() {
                break;
            }
            let tree = &self.tree;
            let parsed: Vec<((FileId, Context), Article)> = todo
                .par_iter()
                .map(|&(id, context)| {
                    let file = tree.file(id);
                    let text = file.text.as_deref().unwrap_or("");
                    ((id, context), crate::article::parse(&file.path, text, context))
                })
                .collect();
            for ((id, context), mut article) in parsed {
                diagnostics.append(&mut article.diagnostics);
                note_tilde(config, &mut self.tree, id, &article.front_matter.metadata);
                collect(&self.tree, id, &article.body, &mut wanted);
                self.articles.insert((id, context), article);
            }
        }
        Ok(())
    }
}
