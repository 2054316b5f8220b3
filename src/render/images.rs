//! Width and height of local images, so that pages do not jump while they load.

use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::source::{FileId, SourceTree};

/// Size in CSS pixels by file.
#[derive(Debug, Default)]
pub struct ImageSizes {
    by_file: FxHashMap<FileId, (u32, u32)>,
}

impl ImageSizes {
    /// Width and height of an image, where they are known.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<(u32, u32)> {
        self.by_file.get(&file).copied()
    }
}

/// Reads the sizes of images; a file that cannot be read or understood has none.
#[must_use]
pub fn image_sizes(tree: &SourceTree, files: &[FileId]) -> ImageSizes {
    let by_file = files
        .par_iter()
        .filter_map(|&id| {
            let file = tree.file(id);
            let size = if crate::path::extension(&file.path).eq_ignore_ascii_case("svg") {
                svg_size(&file.disk)?
            } else {
                let size = imagesize::size(&file.disk).ok()?;
                (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)
            };
            (size.0 > 0 && size.1 > 0).then_some((id, size))
        })
        .collect();
    ImageSizes { by_file }
}

/// The size an SVG states: `width` and `height` in pixels, else its `viewBox`.
fn svg_size(path: &Path) -> Option<(u32, u32)> {
    let text = std::fs::read_to_string(path).ok()?;
    let tag = text.find("<svg").map(|i| &text[i..])?;
    let tag = &tag[..tag.find('>')?];
    let attribute = |name: &str| {
        let at = tag.find(&format!(" {name}="))? + name.len() + 2;
        let quote = tag[at..].chars().next()?;
        tag[at + 1..].split(quote).next()
    };
    let pixels = |name: &str| attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    let round = |value: f64| {
        if value.is_finite() && value > 0.0 && value < 1e6 { value.round() } else { 0.0 }
    };
    let (width, height) = if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        (width, height)
    } else {
        let view: Vec<f64> =
            attribute("viewBox")?.split([' ', ',']).filter_map(|part| part.parse().ok()).collect();
        (*view.get(2)?, *view.get(3)?)
    };
    #[expect(clippy::cast_sign_loss, reason = "rounded to at least zero above")]
    Some((round(width) as u32, round(height) as u32))
}
