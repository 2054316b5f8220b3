//! What can be wrong with a `:::` construct (format §4 and §11).

use std::ops::Range;

use super::directive::{Attribute, Attributes, ImageDirective};
use crate::article::PivotZone;
use crate::diagnostic::{Code, Diagnostic, Severity};

/// An image construct that lacks something or has too much.
pub static INVALID_IMAGE: Code = Code {
    name: "invalid-image",
    severity: Severity::Error,
    summary: "An image lacks an attribute, or has one that is not known or cannot be read.",
    explanation: "An image has a `source` and, unless it is an icon, an `alt-text` for those who cannot see it; attributes are `name=\"value\"` with double quotes, each once. A complex image ends with `:::image-end:::`. What cannot be read is shown as text.",
    wrong: ":::image source=\"roles.png\":::",
    right: ":::image source=\"roles.png\" alt-text=\"Roles and what they may do.\":::",
};

/// A video construct that lacks something or has too much.
pub static INVALID_VIDEO: Code = Code {
    name: "invalid-video",
    severity: Severity::Error,
    summary: "A video lacks an attribute, or has one that is not known or cannot be read.",
    explanation: "A video has a `source` with a whole address, a `thumbnail` and an `upload-date`; attributes are `name=\"value\"` with double quotes, each once. What cannot be read is shown as text.",
    wrong: ":::video source=\"https://www.youtube.com/embed/1\":::",
    right: ":::video source=\"https://www.youtube.com/embed/1\" thumbnail=\"start.png\" upload-date=\"2026-07-20\":::",
};

/// A form that lacks something or has too much.
pub static INVALID_FORM: Code = Code {
    name: "invalid-form",
    severity: Severity::Error,
    summary: "A form lacks an attribute, or has one that is not known or cannot be read.",
    explanation: "A form has an `action` and a `submitText`; attributes are `name=\"value\"` with double quotes, each once. What cannot be read is shown as text.",
    wrong: "::: form action=\"create\" :::",
    right: "::: form action=\"create\" submitText=\"Create\" :::",
};

/// A zone that is for nothing, or that is not closed.
pub static INVALID_ZONE: Code = Code {
    name: "invalid-zone",
    severity: Severity::Error,
    summary: "A zone does not say what it is for, stands in another zone, or never ends.",
    explanation: "A zone has pivots, a target, or both, and ends with `::: zone-end` before the next one begins. Pivots are lower-case names with commas between them; the target is `docs`, `chromeless` or `pdf`.",
    wrong: "::: zone pivot=\"Power Shell\"",
    right: "::: zone pivot=\"powershell\"",
};

/// A code construct that lacks something, or that shows nothing.
pub static INVALID_CODE: Code = Code {
    name: "invalid-code",
    severity: Severity::Error,
    summary: "A code sample lacks an attribute, has one that is not known, or shows nothing.",
    explanation: "`:::code` has a `source`, and a `language` where the file's extension does not tell it. A tag or a range must be in the file. Without code to show, the page says that the sample is missing.",
    wrong: ":::code source=\"samples/Main.cs\" id=\"Sing\":::",
    right: ":::code source=\"samples/Main.cs\" id=\"Sign\":::",
};

/// A version zone whose range or end cannot be read.
pub static INVALID_MONIKER_RANGE: Code = Code {
    name: "invalid-moniker-range",
    severity: Severity::Warning,
    summary: "A version zone has no range, or never ends.",
    explanation: "A version zone begins with `::: moniker range=\"…\"` and ends with `::: moniker-end`, each alone on its line, both in the same list item or quote.",
    wrong: "::: moniker range=\">=contoso-2\nText",
    right: "::: moniker range=\">=contoso-2\"\nText\n::: moniker-end",
};

/// A row of columns that never ends.
pub static INVALID_ROW: Code = Code {
    name: "invalid-row",
    severity: Severity::Warning,
    summary: "A row of columns never ends, or text stands behind its end.",
    explanation: "A row begins with `:::row:::` and ends with `:::row-end:::`, each alone on its line.",
    wrong: ":::row-end::: more",
    right: ":::row-end:::\n\nmore",
};

/// Text behind the end of a column.
pub static INVALID_NESTED_COLUMN: Code = Code {
    name: "invalid-nested-column",
    severity: Severity::Warning,
    summary: "Text stands behind the end of a column.",
    explanation: "`:::column-end:::` stands alone on its line. The text behind it is lost.",
    wrong: ":::column-end::: more",
    right: ":::column-end:::",
};

/// Something that is wrong with a construct. Ranges count in the text before rewriting.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) code: &'static Code,
    /// Other than the code's own.
    pub(super) severity: Option<Severity>,
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Fault {
    pub(super) fn new(
        code: &'static Code,
        at: Range<usize>,
        message: impl Into<String>,
        help: &'static str,
    ) -> Self {
        Self { code, severity: None, at, message: message.into(), help }
    }

    pub(super) fn warning(mut self) -> Self {
        self.severity = Some(Severity::Warning);
        self
    }

    pub(super) fn apply(&self, found: Diagnostic) -> Diagnostic {
        Diagnostic { severity: self.severity.unwrap_or(found.severity), ..found }.help(self.help)
    }
}

const ATTRIBUTES: &str = "write attributes as name=\"value\", each name once";

/// Attributes that cannot be read, as a fault of `code`; the construct's line ends at `end`.
pub(super) fn unreadable(
    code: &'static Code,
    name: &str,
    read: &Attributes,
    end: usize,
) -> Option<Fault> {
    let (at, message) = read.error.as_ref()?;
    let message = format!("`:::{name}` cannot be read: {message}");
    Some(Fault::new(code, *at..end.max(*at), message, ATTRIBUTES))
}

/// Attributes that are not among the known ones.
fn unknown<'a>(
    code: &'static Code,
    list: &'a [Attribute],
    known: &'a [&str],
) -> impl Iterator<Item = Fault> + 'a {
    list.iter().filter(|attribute| !known.contains(&attribute.name.as_str())).map(
        move |attribute| {
            let message = format!("`{}` is no attribute of this construct", attribute.name);
            Fault::new(code, attribute.name_at.clone(), message, "take it out")
        },
    )
}

fn is_missing(list: &[Attribute], name: &str) -> bool {
    !list.iter().any(|attribute| attribute.name == name && !attribute.value.trim().is_empty())
}

/// What is wrong with an image that can be shown; the fault itself when it cannot.
pub(super) fn image(image: &ImageDirective, at: &Range<usize>) -> Result<Vec<Fault>, Fault> {
    const KNOWN: [&str; 7] =
        ["type", "source", "alt-text", "lightbox", "border", "loc-scope", "link"];
    let list = &image.attributes;
    if is_missing(list, "source") {
        let message = "this image has no `source`";
        return Err(Fault::new(&INVALID_IMAGE, at.clone(), message, "add source=\"…\""));
    }
    let mut faults: Vec<Fault> = unknown(&INVALID_IMAGE, list, &KNOWN).collect();
    let is_icon = image.get("type").is_some_and(|kind| kind.value == "icon");
    if !is_icon && is_missing(list, "alt-text") {
        let message = "this image has no `alt-text`";
        let help = "say in alt-text=\"…\" what it shows, or make it type=\"icon\"";
        faults.push(Fault::new(&INVALID_IMAGE, at.clone(), message, help));
    }
    Ok(faults)
}

/// Players that the format knows; others are shown too.
const PLAYERS: [&str; 5] = [
    "https://channel9.msdn.com/",
    "https://www.youtube.com/embed",
    "https://www.youtube-nocookie.com/embed",
    "https://www.microsoft.com/en-us/videoplayer/embed",
    "https://learn-video.azurefd.net/",
];

/// What is wrong with a video that can be shown.
pub(super) fn video(list: &[Attribute], at: &Range<usize>) -> Vec<Fault> {
    const KNOWN: [&str; 7] =
        ["source", "thumbnail", "upload-date", "title", "max-width", "duration", "type"];
    let mut faults: Vec<Fault> = unknown(&INVALID_VIDEO, list, &KNOWN).collect();
    for name in ["thumbnail", "upload-date"] {
        if is_missing(list, name) {
            let message = format!("this video has no `{name}`");
            faults.push(Fault::new(&INVALID_VIDEO, at.clone(), message, "add it"));
        }
    }
    if let Some(source) = list.iter().find(|attribute| attribute.name == "source") {
        let url = source.value.trim();
        let channel9 = url.starts_with(PLAYERS[0]);
        if !PLAYERS.iter().any(|player| url.starts_with(player)) {
            let message = format!("`{url}` is no player that the format knows");
            let help = "take the address for embedding from YouTube or another known player";
            faults.push(Fault::new(&INVALID_VIDEO, source.span.range(), message, help).warning());
        } else if channel9 && !url.split(['?', '#']).next().unwrap_or("").contains("/player") {
            let message = format!("`{url}` is a page, not a player");
            let help = "end the path with `/player`";
            faults.push(Fault::new(&INVALID_VIDEO, source.span.range(), message, help).warning());
        }
    }
    if let Some(width) = list.iter().find(|attribute| attribute.name == "max-width")
        && width.value.trim().parse::<u32>().is_err()
    {
        let message = format!("`{}` is no width in pixels", width.value);
        faults.push(Fault::new(&INVALID_VIDEO, width.span.range(), message, "write a number"));
    }
    faults
}

/// What is wrong with a form.
pub(super) fn form(list: &[Attribute], at: &Range<usize>) -> Result<(), Fault> {
    if let Some(fault) = unknown(&INVALID_FORM, list, &["action", "submittext", "model"]).next() {
        return Err(fault);
    }
    for (name, written) in [("action", "action"), ("submittext", "submitText")] {
        if is_missing(list, name) {
            let message = format!("this form has no `{written}`");
            return Err(Fault::new(&INVALID_FORM, at.clone(), message, "add it"));
        }
    }
    Ok(())
}

/// What is wrong with a code construct that can be shown; the fault itself when it cannot.
pub(super) fn code(list: &[Attribute], at: &Range<usize>) -> Result<Vec<Fault>, Fault> {
    const KNOWN: [&str; 6] = ["source", "language", "range", "id", "highlight", "interactive"];
    if is_missing(list, "source") {
        let message = "this code sample has no `source`";
        return Err(Fault::new(&INVALID_CODE, at.clone(), message, "add source=\"…\""));
    }
    Ok(unknown(&INVALID_CODE, list, &KNOWN).collect())
}

/// Reads a zone.
pub(super) fn zone(list: &[Attribute], at: &Range<usize>) -> Result<PivotZone, Fault> {
    let fault =
        |at: Range<usize>, message: String, help| Err(Fault::new(&INVALID_ZONE, at, message, help));
    if let Some(fault) = unknown(&INVALID_ZONE, list, &["pivot", "target"]).next() {
        return Err(fault);
    }
    let get = |name: &str| list.iter().find(|attribute| attribute.name == name);
    let mut zone = PivotZone::default();
    if let Some(target) = get("target") {
        if !matches!(target.value.as_str(), "docs" | "chromeless" | "pdf") {
            let message = format!("`{}` is no target of a zone", target.value);
            return fault(target.span.range(), message, "targets are docs, chromeless and pdf");
        }
        zone.target = Some(target.value.clone());
    }
    if let Some(pivot) = get("pivot") {
        zone.pivots = pivot.value.split(',').map(|name| name.trim().to_owned()).collect();
        let is_name = |name: &String| {
            !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        if !zone.pivots.iter().all(is_name) {
            let message = format!("`{}` is no list of pivots", pivot.value);
            let help = "names are lower-case letters, digits and hyphens, with commas between them";
            return fault(pivot.span.range(), message, help);
        }
        if zone.target.as_deref() == Some("pdf") {
            let message = "a zone for `pdf` cannot have pivots".to_owned();
            return fault(at.clone(), message, "take the pivots out");
        }
    }
    if zone.pivots.is_empty() && zone.target.is_none() {
        let message = "this zone does not say what it is for".to_owned();
        return fault(at.clone(), message, "add pivot=\"…\" or target=\"…\"");
    }
    Ok(zone)
}
