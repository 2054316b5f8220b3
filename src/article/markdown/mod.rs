//! Docs-flavoured Markdown to a [`Body`].
//!
//! Two passes. [`rewrite`] finds the constructs that `CommonMark` does not know (`:::`, `[!…]`, and
//! tables that the format reads differently) and puts markers in their place that survive any
//! Markdown parser: an HTML comment for a block, since a comment interrupts a paragraph, keeps its
//! container and ends on its line; a pair of noncharacters inside running text. Then [`build`]
//! walks the events of `pulldown-cmark` and turns markers back into nodes. Offsets lead through a
//! [`SourceMap`] to the author's own text, so findings point there.
//!
//! To add an extension: teach `rewrite` to recognise it (a [`directive::Directive`]), give it a
//! node, and turn one into the other in `build`.

mod autolink;
mod build;
mod checks;
mod code_file;
mod directive;
pub(super) use directive::include;
mod emoji;
mod protect;
mod rewrite;
mod statements;
mod tables;
mod uid;

use std::sync::Arc;

use pulldown_cmark::Options;

use super::{Body, Context, SourceMap};
use crate::diagnostic::Diagnostic;

pub(super) use statements::close_of;

pub use build::INVALID_TAB_GROUP;
pub use checks::{
    INVALID_CODE, INVALID_FORM, INVALID_IMAGE, INVALID_MONIKER_RANGE, INVALID_NESTED_COLUMN,
    INVALID_ROW, INVALID_VIDEO, INVALID_ZONE,
};
pub use rewrite::INVALID_NOTE_SECTION;

/// The parts of the dialect that `pulldown-cmark` has (format §3).
const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// Parses Markdown. `map` leads from offsets in `text` to offsets in the file.
pub(super) fn parse(
    file: &Arc<str>,
    text: &str,
    map: &SourceMap,
    context: Context,
    diagnostics: &mut Vec<Diagnostic>,
) -> Body {
    let rewritten = match context {
        Context::Block => rewrite::rewrite(file, text, map, OPTIONS, diagnostics),
        Context::Inline => rewrite::rewrite_inline(file, text, map, OPTIONS, diagnostics),
    };
    let mut body = build::build(file, &rewritten, diagnostics);
    statements::mark(&mut body);
    // Bodies are kept until the site is written.
    body.nodes.shrink_to_fit();
    body
}
