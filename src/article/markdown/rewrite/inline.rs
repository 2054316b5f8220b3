//! Constructs inside a line of running text.

use std::ops::Range;

use super::super::checks::{self, Fault};
use super::super::directive::{self, DirectiveKind, ImageDirective};
use super::super::protect::covers;
use super::Rewriter;

/// What one line of running text holds.
#[derive(Default)]
pub(super) struct Inline {
    pub(super) found: Vec<(Range<usize>, DirectiveKind)>,
    pub(super) faults: Vec<Fault>,
}

impl Rewriter<'_, '_> {
    /// The constructs inside one line of running text.
    pub(super) fn inline(&self, start: usize, end: usize) -> Inline {
        let mut inline = Inline::default();
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < end {
            let Some(step) = memchr::memchr2(b'[', b':', &bytes[at..end]) else { break };
            at += step;
            let rest = &self.text[at..];
            let is_text = self.escaped(at) || covers(&self.protected.inline, at);
            let construct = if is_text {
                None
            } else if rest.starts_with("[!") {
                directive::include(&rest[..end - at])
                    .map(|(path, length)| (DirectiveKind::Include { path }, length))
            } else if rest.starts_with(":::") {
                directive::no_loc(rest)
                    .map(|(words, length)| (DirectiveKind::NoLoc(words), length))
                    .or_else(|| inline_image(rest, at, end - at, &mut inline.faults))
            } else if bytes[at] == b':' && self.text[start..at].ends_with("<xref") {
                let open = at - "<xref".len();
                let quoted = directive::spaced_xref(&self.text[open + 1..end]);
                if let Some((target, length)) = quoted.filter(|_| !self.escaped(open)) {
                    inline.found.push((open..open + 1 + length, DirectiveKind::Xref(target)));
                    at = open + 1 + length;
                    continue;
                }
                None
            } else {
                None
            };
            match construct {
                Some((mut kind, length)) => {
                    if let DirectiveKind::Image(image) = &mut kind {
                        let after = self.text.get(at + length..end).unwrap_or("");
                        image.own_line =
                            self.text[start..at].trim().is_empty() && after.trim().is_empty();
                    }
                    inline.found.push((at..at + length, kind));
                    at += length;
                }
                // Of a long run of colons, the last three may begin something.
                None if rest.starts_with(":::") => {
                    let run = rest.bytes().take_while(|&b| b == b':').count();
                    at += if run == 3 { run } else { run - 3 };
                }
                None => at += 1,
            }
        }
        inline
    }

    fn escaped(&self, at: usize) -> bool {
        self.text.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
    }
}

/// A `:::image` inside running text, which goes on for `line` bytes on its line. Its closing
/// colons may be missing where that ends.
fn inline_image(
    text: &str,
    base: usize,
    line: usize,
    faults: &mut Vec<Fault>,
) -> Option<(DirectiveKind, usize)> {
    let head = directive::head(text)
        .filter(|head| head.name == "image" && !head.spaced && head.colons == 3)?;
    let read = directive::attributes(head.rest, base + head.rest_at, true);
    if let Some(fault) = checks::unreadable(&checks::INVALID_IMAGE, &head.name, &read, base + line)
    {
        faults.push(fault);
        return None;
    }
    let length = head.rest_at + read.end;
    let image = ImageDirective { attributes: read.list, complex_block: false, own_line: false };
    match checks::image(&image, &(base..base + length)) {
        Ok(found) => faults.extend(found),
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    }
    Some((DirectiveKind::Image(Box::new(image)), length))
}
