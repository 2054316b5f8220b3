//! Constructs that fill their line.

use std::ops::Range;

use super::super::checks::{self, Fault};
use super::super::code_file;
use super::super::directive::{self, DirectiveKind, ImageDirective};
use super::Rewriter;
use super::container::{Line, container};
use crate::article::AlertKind;
use crate::diagnostic::{Code, Severity};

/// Text on the line of an alert marker.
pub static INVALID_NOTE_SECTION: Code = Code {
    name: "invalid-note-section",
    severity: Severity::Warning,
    summary: "Text stands on the line of an alert marker.",
    explanation: "The marker of an alert stands alone on its line; with text after it the whole becomes an ordinary quote. Begin the text on the next line.",
    wrong: "> [!NOTE] Sign in first.",
    right: "> [!NOTE]\n> Sign in first.",
};

impl Rewriter<'_, '_> {
    /// A `:::` construct that fills its line.
    pub(super) fn triple_colon_block(&mut self, at: usize, end: usize) -> bool {
        let text = self.text;
        let line = text[at..end].trim_end();
        let Some(head) = directive::head(line) else { return false };
        let range = at..at + line.len();
        let rest_at = at + head.rest_at;
        let name = head.name.as_str();
        let tail = head.rest.trim();
        let ends_line = tail.is_empty() || tail == ":::";
        let may_have_more =
            matches!(name, "row" | "row-end" | "column" | "column-end" | "moniker" | "moniker-end");
        if head.colons > 3 && !may_have_more {
            return false;
        }
        let attributes = || directive::attributes(head.rest, rest_at, false);
        let kind = match name {
            "row" if tail.starts_with(":::") => DirectiveKind::Row,
            "row-end" => {
                self.expect_line_end(&checks::INVALID_ROW, ends_line, &range, name);
                DirectiveKind::RowEnd
            }
            "column" => {
                let attributes = attributes();
                if !attributes.closed {
                    return false;
                }
                let span = attributes.list.into_iter().find(|a| a.name == "span");
                DirectiveKind::Column(span.map_or_else(|| "1".to_owned(), |a| a.value))
            }
            "column-end" => {
                self.expect_line_end(&checks::INVALID_NESTED_COLUMN, ends_line, &range, name);
                DirectiveKind::ColumnEnd
            }
            "moniker" => match self.moniker(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(fault),
            },
            "moniker-end" => {
                self.expect_line_end(&checks::INVALID_MONIKER_RANGE, tail.is_empty(), &range, name);
                DirectiveKind::MonikerEnd
            }
            "zone" => match self.zone(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => {
                    self.refused_zones += 1;
                    return self.refuse(fault);
                }
            },
            "zone-end" if !self.in_zone && self.refused_zones > 0 => {
                self.refused_zones -= 1;
                return false;
            }
            "zone-end" => {
                self.in_zone = false;
                self.expect_line_end(&checks::INVALID_ZONE, tail.is_empty(), &range, name);
                DirectiveKind::ZoneEnd
            }
            "image-end" if ends_line => DirectiveKind::ImageEnd,
            "image" => return self.image_block(at, end, &head),
            "code" => match self.code(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(fault),
            },
            "video" => match self.video(&attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(fault),
            },
            "form" => match form(attributes(), &range) {
                Ok(kind) => kind,
                Err(fault) => return self.refuse(Some(fault)),
            },
            "video-end" => {
                self.replace(range, "");
                return true;
            }
            _ => return false,
        };
        self.mark_block(range, kind);
        true
    }

    /// Text behind the end of a construct is lost, so it is told.
    fn expect_line_end(
        &mut self,
        code: &'static Code,
        ends_line: bool,
        range: &Range<usize>,
        name: &str,
    ) {
        if !ends_line {
            let message = format!("text stands behind `:::{name}` on its line");
            let fault = Fault::new(code, range.clone(), message, "put it on a line of its own");
            self.report_all([fault.warning()]);
        }
    }

    /// A version zone; the fault, if it is worth one, of what is none.
    fn moniker(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        let code = &checks::INVALID_MONIKER_RANGE;
        if let Some(fault) = checks::unreadable(code, "moniker", read, range.end) {
            // Past its range, a zone may have anything on its line.
            if read.list.is_empty() {
                return Err(Some(fault));
            }
            self.report_all([fault]);
        } else if read.list.len() > 1 || read.closed {
            let message = "text stands behind the range of a version zone";
            let fault = Fault::new(code, range.clone(), message, "take it out");
            self.report_all([fault.warning()]);
        }
        let Some(attribute) = read.list.iter().find(|attribute| attribute.name == "range") else {
            let message = "this version zone has no `range`";
            return Err(Some(Fault::new(code, range.clone(), message, "add range=\"…\"")));
        };
        Ok(DirectiveKind::Moniker(attribute.value.clone()))
    }

    fn zone(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        let code = &checks::INVALID_ZONE;
        if let Some(fault) = checks::unreadable(code, "zone", read, range.end) {
            return Err(Some(fault));
        }
        if read.closed {
            let message = "a zone begins without `:::` at the end of its line";
            return Err(Some(Fault::new(code, range.clone(), message, "take it out")));
        }
        if self.in_zone {
            let message = "a zone stands in another zone: they cannot be nested";
            let help = "end the one above with `::: zone-end` first";
            return Err(Some(Fault::new(code, range.clone(), message, help)));
        }
        let zone = checks::zone(&read.list, range)?;
        self.in_zone = true;
        Ok(DirectiveKind::Zone(zone))
    }

    fn code(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        if let Some(fault) = checks::unreadable(&checks::INVALID_CODE, "code", read, range.end) {
            return Err(Some(fault));
        }
        let faults = checks::code(&read.list, range)?;
        self.report_all(faults);
        Ok(DirectiveKind::Snippet(Box::new(code_file::triple_colon(&read.list))))
    }

    fn video(
        &mut self,
        read: &directive::Attributes,
        range: &Range<usize>,
    ) -> Result<DirectiveKind, Option<Fault>> {
        let code = &checks::INVALID_VIDEO;
        if let Some(fault) = checks::unreadable(code, "video", read, range.end) {
            return Err(Some(fault));
        }
        let get = |name: &str| read.list.iter().find(|a| a.name == name);
        let Some(url) = get("source").and_then(|a| directive::video_url(&a.value)) else {
            let message = "this video has no `source` that is a whole address";
            let help = "add source=\"https://…\"";
            return Err(Some(Fault::new(code, range.clone(), message, help)));
        };
        let title = get("title").map(|a| a.value.trim().to_owned());
        self.report_all(checks::video(&read.list, range));
        Ok(DirectiveKind::Video(url, title.filter(|title| !title.is_empty())))
    }

    /// An image that fills its line. What is no such image may be one in running text still, and
    /// its faults are told there.
    fn image_block(&mut self, at: usize, end: usize, head: &directive::Head<'_>) -> bool {
        let rest_at = at + head.rest_at;
        let read = directive::attributes(head.rest, rest_at, false);
        let is_complex = read.list.iter().any(|a| a.name == "type" && a.value == "complex");
        if read.error.is_some() || !head.rest[read.end..].trim().is_empty() {
            return false;
        }
        // Only a description makes a block of it: any other image is part of its paragraph. Right
        // below a table it ends that, as all constructs with colons do.
        let above = self.text[..at].trim_end_matches([' ', '\t', '>']).strip_suffix('\n');
        let below_row =
            above.is_some_and(|above| above.rsplit('\n').next().unwrap_or("").contains('|'));
        if !is_complex && !head.spaced && head.colons == 3 && !below_row {
            return false;
        }
        let range = at..rest_at + read.end;
        let complex_block = is_complex && image_end_follows(&self.text[end..]);
        let image = ImageDirective { attributes: read.list, complex_block, own_line: true };
        match checks::image(&image, &range) {
            Ok(faults) => self.report_all(faults),
            // Without a blank behind the colons the running text tells it.
            Err(fault) if head.spaced => return self.refuse(Some(fault)),
            Err(_) => return false,
        }
        if is_complex && !complex_block {
            let message = "the description of this image has no `:::image-end:::`";
            let help = "put `:::image-end:::` on a line of its own behind it";
            let fault = Fault::new(&checks::INVALID_IMAGE, range.clone(), message, help);
            self.report_all([fault.warning()]);
        } else if is_complex && description(&self.text[end..]).trim().is_empty() {
            let message = "the description of this image is empty";
            let help = "write below it what the image shows, or make it `type=\"content\"`";
            let fault = Fault::new(&checks::INVALID_IMAGE, range.clone(), message, help);
            self.report_all([fault.warning()]);
        }
        self.mark_block(range, DirectiveKind::Image(Box::new(image)));
        true
    }

    /// A `[!…]` construct that fills its line.
    pub(super) fn bracket_block(&mut self, line: &Line<'_>, at: usize) -> bool {
        let rest = line.rest.trim_end();
        let range = at..at + rest.len();
        if let Some((path, length)) = directive::include(rest) {
            let alone = length == rest.len();
            if alone {
                self.mark_block(range, DirectiveKind::Include { path });
            }
            return alone;
        }
        if let Some(snippet) = code_file::bracket(rest) {
            self.mark_block(range, DirectiveKind::Snippet(Box::new(snippet)));
            return true;
        }
        if !line.after_quote {
            return false;
        }
        let Some(close) = rest.find(']') else { return false };
        let name = rest[1..close].replace('\\', "");
        let Some(name) = name.strip_prefix('!') else { return false };
        let after = &rest[close + 1..];
        let kind = if let Some(kind) = AlertKind::from_marker(name) {
            DirectiveKind::Alert(kind)
        } else if let Some(attributes) = directive::strip_prefix_ignore_case(name, "div") {
            DirectiveKind::Div(directive::div_attributes(attributes))
        } else if let Some(url) = directive::strip_prefix_ignore_case(name, "video ") {
            match directive::video_url(url.trim()) {
                Some(url) => DirectiveKind::Video(url, None),
                None => return false,
            }
        } else {
            return false;
        };
        if !after.trim().is_empty() {
            self.report(
                &INVALID_NOTE_SECTION,
                range,
                format!("text stands after `{}` on its line", &rest[..=close]),
                "begin the text on the next line, after `> `",
            );
            return false;
        }
        self.mark_block(range, kind);
        true
    }
}

/// A form; the fault of what is none.
fn form(read: directive::Attributes, range: &Range<usize>) -> Result<DirectiveKind, Fault> {
    let code = &checks::INVALID_FORM;
    if let Some(fault) = checks::unreadable(code, "form", &read, range.end) {
        return Err(fault);
    }
    checks::form(&read.list, range)?;
    Ok(DirectiveKind::Form(read.list))
}

/// What stands in front of the next `:::`.
fn description(text: &str) -> &str {
    text.split(":::").next().unwrap_or_default()
}

/// Whether `:::image-end:::` comes before the next image.
pub(super) fn image_end_follows(text: &str) -> bool {
    text.lines()
        .find_map(|line| {
            let head = directive::head(container(line).rest)?;
            match head.name.as_str() {
                "image-end" => Some(true),
                "image" | "row" | "row-end" | "column-end" => Some(false),
                _ => None,
            }
        })
        .unwrap_or(false)
}
