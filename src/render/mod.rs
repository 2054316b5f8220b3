//! Linked pages to HTML: bodies by [`mod@html`], whole pages by the theme's templates.

mod context;
mod highlight;
mod home;
pub mod html;
mod ids;
mod images;
mod lists;
mod markdown;
mod media;
mod navigation;
mod page;
mod surroundings;
mod yaml_page;

pub use context::{Generated, SiteContext, shared};
pub use highlight::{Highlighter, Highlights};
pub use home::home;
pub use ids::Ids;
pub use images::{ImageSizes, image_sizes};
pub use lists::{FEED_PATH, XREF_MAP_PATH, a_to_z, feed, llms, redirects, sitemap, xref_map};
pub use markdown::{markdown, markdown_path};
pub use navigation::{Navigation, whole_tree, whole_tree_path};
pub use page::{GeneratedPage, Renderer, generated, page, redirect};
