//! Facts about the whole docset: pages, links, tables of contents.
//!
//! In: the parsed files of a [`corpus::Corpus`]. Out: a [`SiteIndex`], small facts about every
//! page, and from it linked pages. A page sees other pages through the index only, so editing one
//! page's text makes no other stale.

mod breadcrumb;
pub mod corpus;
pub mod document;
mod index;
mod link;
mod outline;
mod redirects;
mod snippet;
mod target;
mod toc;
mod toc_file;

pub use breadcrumb::{Crumb, trail};
pub use index::{Page, PageId, SiteIndex, index};
pub use link::{LinkedBody, LinkedPage, link};
pub use outline::outline;
pub use target::Href;
pub use toc::{Toc, TocNode, TocTarget};
