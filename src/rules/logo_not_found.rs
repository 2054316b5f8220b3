//! A logo that is not there.

use super::setting::Setting;
use super::view::DocsetView;
use crate::diagnostic::{Code, Diagnostic, Severity, did_you_mean};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "logo-not-found",
    severity: Severity::Warning,
    summary: "The logo of guidepost.toml is no file of the site.",
    explanation: "`logo` is the path of an image in the docset that is published, from the folder of the docset. It stands on every page, so that every page shows a broken image. Correct the path, or publish the file by the `resource` of docfx.json.",
    wrong: "logo = \"media/lgo.svg\"",
    right: "logo = \"media/logo.svg\"",
};

pub(super) fn check(docset: &DocsetView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(logo) = &docset.config.settings.logo else { return };
    let lower = logo.to_lowercase();
    if docset.site.resource_at(&lower).is_some() || (docset.generated)(&lower) {
        return;
    }
    let (message, help) = said(docset, logo);
    let finding = Setting::Logo.finding(&CODE, docset, message);
    found.extend(finding.map(|finding| finding.help(help)));
}

/// What is wrong, and what to do.
fn said(docset: &DocsetView<'_>, logo: &str) -> (String, String) {
    let missing = format!("the logo `{logo}` is no file of the site");
    if logo.contains("://") {
        return (
            format!("the logo `{logo}` is an address"),
            "store the image in the docset, and write its path".to_owned(),
        );
    }
    let path = crate::path::join("", logo.trim_start_matches('/'));
    if docset.site.resource_at(&path.to_lowercase()).is_some() {
        return (missing, format!("write `{path}`"));
    }
    if let Some(id) = docset.corpus.tree.find(&path) {
        return match docset.site.resource_path(id) {
            Some(published) => (
                format!("the logo `{logo}` is published at another path"),
                format!("write `{published}`"),
            ),
            None => (
                format!("the logo `{logo}` is not published"),
                "add it to the `resource` of docfx.json".to_owned(),
            ),
        };
    }
    let near = did_you_mean(&path, docset.site.resources().map(|(path, _)| path));
    let help = near.map_or_else(
        || "write the path of an image from the folder of the docset".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    (missing, help)
}
