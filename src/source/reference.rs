//! Reference articles of PowerShell ([`platyps`]): pages that `docfx.json` names as the YAML files
//! that a step before the format's engine makes of them, and the tables of contents that it makes.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Value, json};

use super::{FileKind, SourceFile, claim};
use crate::config::Config;
use crate::path;
use crate::platyps::{self, Kind};

/// Makes pages of the reference articles whose YAML files a group has. The article of a module
/// stands for its folder. Where a group has the table of contents above the modules' folders and
/// nobody wrote one, it is added.
pub(super) fn adopt(config: &Config, files: &mut Vec<SourceFile>) {
    let mut modules: Vec<(usize, String)> = Vec::new();
    let mut folders: BTreeMap<String, Vec<(usize, Kind)>> = BTreeMap::new();
    for (number, file) in files.iter_mut().enumerate() {
        let is_candidate = file.kind == FileKind::Unpublished
            && path::extension(&file.path).eq_ignore_ascii_case("md");
        let Some(text) = file.text.as_deref().filter(|_| is_candidate) else { continue };
        let Some(kind) = platyps::kind(text) else { continue };
        let yaml = format!("{}.yml", path::stem(&file.path));
        let Some((site_path, group)) = claim(config, &config.docfx.content, &yaml) else {
            continue;
        };
        file.kind = FileKind::MarkdownPage;
        file.site_path = format!("{}.html", path::stem(&site_path));
        file.group = group;
        if kind == Kind::Module {
            modules.push((number, path::join(path::folder(&file.site_path), "index.html")));
        }
        folders.entry(path::folder(&file.path).to_owned()).or_default().push((number, kind));
    }
    // Groups for versions of their own have the same addresses.
    let taken = |file: &SourceFile| (file.group.clone(), file.site_path.clone());
    let mut taken: FxHashSet<_> = files.iter().map(taken).collect();
    for (number, index) in modules {
        if taken.insert((files[number].group.clone(), index.clone())) {
            files[number].site_path = index;
        }
    }
    let there: FxHashSet<String> = files.iter().map(|file| file.path.to_lowercase()).collect();
    let conceptual = conceptual(files, &folders);
    let mut tables: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut in_order: Vec<_> = folders.iter().collect();
    in_order.sort_by_key(|(folder, _)| folder.to_lowercase());
    for (folder, members) in in_order {
        let above = path::folder(folder);
        if !there.contains(&path::join(above, "toc.yml").to_lowercase()) {
            let items = conceptual.get(folder.as_str()).cloned().unwrap_or_default();
            tables.entry(above).or_default().push(module(files, folder, members, items));
        }
    }
    let made: Vec<SourceFile> = tables
        .into_iter()
        .filter_map(|(folder, modules)| {
            let path = path::join(folder, "toc.yml");
            let (site_path, group) = claim(config, &config.docfx.content, &path)?;
            Some(SourceFile {
                disk: config.root.join(&path),
                path: path.into(),
                kind: FileKind::Toc,
                site_path,
                group,
                text: Some(Value::from(modules).to_string().into()),
            })
        })
        .collect();
    files.extend(made);
}

/// By the folder of a module: an entry for each folder in it, such as `About`, with its articles.
fn conceptual<'a>(
    files: &[SourceFile],
    modules: &'a BTreeMap<String, Vec<(usize, Kind)>>,
) -> FxHashMap<&'a str, Vec<Value>> {
    let mut articles: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for file in files.iter().filter(|file| file.kind == FileKind::MarkdownPage) {
        let folder = path::folder(&file.path);
        if !modules.contains_key(folder) && modules.contains_key(path::folder(folder)) {
            articles.entry(folder).or_default().push(entry(file, path::folder(folder)));
        }
    }
    let mut found: FxHashMap<&str, Vec<Value>> = FxHashMap::default();
    for (folder, items) in articles {
        if let Some((module, _)) = modules.get_key_value(path::folder(folder)) {
            let group = json!({ "name": path::file_name(folder), "items": items });
            found.entry(module).or_default().push(group);
        }
    }
    found
}

/// The entry of an article in a table of contents above the folder of its module.
fn entry(file: &SourceFile, module: &str) -> Value {
    let href = file.path.strip_prefix(path::folder(module)).unwrap_or(&file.path);
    let name = path::stem(path::file_name(&file.path));
    json!({ "name": name, "href": href.trim_start_matches('/') })
}

/// The entry of a module: its own article, then `items`, then its cmdlets, by the parts of the
/// module's article where it has several.
fn module(
    files: &[SourceFile],
    folder: &str,
    members: &[(usize, Kind)],
    mut items: Vec<Value>,
) -> Value {
    let own = members.iter().find(|(_, kind)| *kind == Kind::Module).map(|&(number, _)| number);
    let mut cmdlets: BTreeMap<String, Value> = members
        .iter()
        .filter(|&&(number, _)| Some(number) != own)
        .map(|&(number, _)| {
            let file = &files[number];
            (path::file_name(&file.path).to_lowercase(), entry(file, folder))
        })
        .collect();
    let mut value = json!({ "name": path::file_name(folder) });
    if let Some(own) = own {
        value["href"] = entry(&files[own], folder)["href"].take();
        let parts = platyps::parts(files[own].text.as_deref().unwrap_or(""));
        let are_several = parts.len() > 1;
        for (name, names) in parts.into_iter().filter(|_| are_several) {
            let listed = names.iter().filter_map(|name| cmdlets.remove(&name.to_lowercase()));
            let listed: Vec<Value> = listed.collect();
            if !listed.is_empty() {
                items.push(json!({ "name": name, "items": listed }));
            }
        }
    }
    items.extend(cmdlets.into_values());
    value["items"] = items.into();
    value
}
