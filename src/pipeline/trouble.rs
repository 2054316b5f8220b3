//! The pages for readers who are stuck, and those of the roles.

use std::collections::HashMap;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Paths, Sink};
use crate::path;
use crate::render::{self, GeneratedPage, Renderer};
use crate::role_pages::RolePages;
use crate::site::SiteIndex;
use crate::troubleshooting::{self, Area, Code, Index};

/// Where these pages go: their usual place, or one below `_guidepost/` where the docset has a page.
#[derive(Clone, Copy)]
pub(super) struct Folders<'a> {
    pub(super) site: &'a SiteIndex,
}

impl Folders<'_> {
    fn free(self, path: String) -> String {
        if self.site.is_taken(&path) { format!("_guidepost/{path}") } else { path }
    }

    /// Site path of the troubleshooting index.
    pub(super) fn troubleshooting(self) -> String {
        self.free("troubleshooting/index.html".to_owned())
    }

    /// Site path of the page of error codes.
    pub(super) fn codes(self) -> String {
        self.free("troubleshooting/codes/index.html".to_owned())
    }

    /// The pages that explain error codes, with the codes on each.
    pub(super) fn code_pages(self, codes: &[Code]) -> Vec<(String, &[Code])> {
        let ranges = troubleshooting::ranges(codes);
        if ranges.len() == 1 {
            return vec![(self.codes(), codes)];
        }
        let path = |range: &[Code]| {
            let first = range.first().map_or("", |code| code.id.as_str());
            // The list of all codes has this name.
            let dash = if first == "index" { "-" } else { "" };
            self.free(format!("troubleshooting/codes/{first}{dash}.html"))
        };
        ranges.into_iter().map(|range| (path(range), range)).collect()
    }

    /// Site path of the page of an area.
    pub(super) fn area(self, area: &Area) -> String {
        // The folder of the codes is none of an area.
        let dash = if area.id == "codes" { "-" } else { "" };
        self.free(format!("troubleshooting/{}{dash}/index.html", area.id))
    }

    /// Site path of the page of all roles.
    pub(super) fn roles(self) -> String {
        self.free("roles/index.html".to_owned())
    }

    /// Site path of the page of a role.
    pub(super) fn role(self, id: &str) -> String {
        self.free(format!("roles/{id}/index.html"))
    }
}

/// The troubleshooting index with its pages per area, the error codes, and the JSON.
pub(super) fn troubleshooting(
    renderer: &Renderer<'_>,
    folders: Folders<'_>,
    index: &Index,
    sink: &dyn Sink,
) -> Result<()> {
    let translation = renderer.theme.translation();
    let put = |page: &GeneratedPage<'_>| -> Result<()> {
        sink.put(page.path, render::generated(renderer, page)?.into())
    };
    for (path, content) in [
        ("troubleshooting.json", troubleshooting::json(index)),
        (troubleshooting::SCHEMA_PATH, troubleshooting::SCHEMA.to_owned()),
    ] {
        if !renderer.site.is_taken(path) {
            sink.put(path, content.into())?;
        }
    }
    if !Paths::has_index(index) {
        return Ok(());
    }
    let (page, codes) = (folders.troubleshooting(), folders.codes());
    let area_path = |area: &Area| folders.area(area);
    let has_codes = !index.codes.is_empty();
    put(&GeneratedPage {
        template: "troubleshooting.html",
        kind: "troubleshooting",
        path: &page,
        title: translation.text("Troubleshooting"),
        description: Some(
            translation.text(
                "Find the fix by what you see: symptoms and troubleshooting guides, by area.",
            ),
        ),
        noindex: false,
        extra: json!({
            "troubleshooting": troubleshooting::page_context(index, &page, None, &area_path, translation),
            "codes_href": has_codes.then(|| path::relative_url(&page, &codes)),
        }),
    })?;
    for area in &index.areas {
        let own = folders.area(area);
        let title = area.title(translation);
        put(&GeneratedPage {
            template: "troubleshooting.html",
            kind: "troubleshooting",
            path: &own,
            title: &translation.format("Troubleshooting: {area}", &[("area", title)]),
            description: Some(
                &translation.format("Problems and their fixes in {area}.", &[("area", title)]),
            ),
            noindex: false,
            extra: json!({
                "troubleshooting":
                    troubleshooting::page_context(
                        index,
                        &own,
                        Some(&area.id),
                        &area_path,
                        translation,
                    ),
                "index_href": path::relative_url(&own, &page),
                "codes_href": has_codes.then(|| path::relative_url(&own, &codes)),
            }),
        })?;
    }
    if has_codes {
        error_codes(renderer, folders, index, sink)?;
    }
    Ok(())
}

/// The page of error codes; where there are many, the list of all and a page for each range.
fn error_codes(
    renderer: &Renderer<'_>,
    folders: Folders<'_>,
    index: &Index,
    sink: &dyn Sink,
) -> Result<()> {
    let translation = renderer.theme.translation();
    let (all, troubleshooting) = (folders.codes(), folders.troubleshooting());
    let put = |path: &str, title: &str, extra| -> Result<()> {
        let description = translation.text("What each error code means, and what to do about it.");
        let page = GeneratedPage {
            template: "troubleshooting-codes.html",
            kind: "troubleshooting",
            path,
            title,
            description: Some(description),
            noindex: false,
            extra,
        };
        sink.put(path, render::generated(renderer, &page)?.into())
    };
    let pages = folders.code_pages(&index.codes);
    let codes = match &*pages {
        [(_, codes)] => troubleshooting::codes_context(codes, &all),
        ranges => troubleshooting::ranges_context(ranges, &all),
    };
    let script = folders.free("troubleshooting/codes/codes.js".to_owned());
    let is_list = pages.len() > 1;
    if is_list {
        sink.put(&script, troubleshooting::meanings_script(&index.codes).into())?;
    }
    let extra = json!({
        "codes": codes,
        "index_href": path::relative_url(&all, &troubleshooting),
        "meanings_src": is_list.then(|| path::relative_url(&all, &script)),
    });
    put(&all, translation.text("Error codes"), extra)?;
    for (path, codes) in pages.iter().filter(|(path, _)| *path != all) {
        let range = troubleshooting::range_name(codes);
        let title = translation.format("Error codes {range}", &[("range", &range)]);
        let extra = json!({
            "codes": troubleshooting::codes_context(codes, path),
            "all_codes_href": path::relative_url(path, &all),
        });
        put(path, &title, extra)?;
    }
    Ok(())
}

/// The page of all roles and one for each.
pub(super) fn roles(
    renderer: &Renderer<'_>,
    folders: Folders<'_>,
    index: &Index,
    roles: &RolePages<'_>,
    sink: &dyn Sink,
) -> Result<()> {
    if roles.is_empty() {
        return Ok(());
    }
    let put = |page: &GeneratedPage<'_>| -> Result<()> {
        sink.put(page.path, render::generated(renderer, page)?.into())
    };
    let translation = renderer.theme.translation();
    let path_of = |id: &str| folders.role(id);
    let all = folders.roles();
    let symptoms: HashMap<String, usize> =
        index.roles.iter().map(|counted| (counted.role.id.clone(), counted.count)).collect();
    put(&GeneratedPage {
        template: "roles.html",
        kind: "roles",
        path: &all,
        title: translation.text("Roles"),
        description: Some(
            translation.text("Who can do what: every role, with its articles and its problems."),
        ),
        noindex: false,
        extra: json!({ "roles_index": roles.index_context(&all, &path_of, &symptoms, translation) }),
    })?;
    let troubleshooting = folders.troubleshooting();
    for role in roles.shown() {
        let own = folders.role(&role.id);
        let mut context = roles.page_context(role, &own, &path_of, translation);
        let description = role.description.clone().or_else(|| roles.titles(role));
        context["symptoms"] = Value::from(troubleshooting::entries_of_role(index, &role.id, &own));
        put(&GeneratedPage {
            template: "role.html",
            kind: "roles",
            path: &own,
            title: &role.name,
            description: description.as_deref(),
            noindex: false,
            extra: json!({
                "role": context,
                "index_href": path::relative_url(&own, &all),
                "troubleshooting_href": Paths::has_index(index).then(|| format!(
                    "{}?role={}",
                    path::relative_url(&own, &troubleshooting),
                    role.id
                )),
            }),
        })?;
    }
    Ok(())
}
