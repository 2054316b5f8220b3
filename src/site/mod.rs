//! Facts about the whole docset: pages, links, tables of contents.
//!
//! In: the parsed files of a [`corpus::Corpus`]. Out: a [`SiteIndex`], small facts about every
//! page, and from it linked pages. A page sees other pages through the index only, so editing one
//! page's text makes no other stale.

mod addresses;
mod applies;
mod breadcrumb;
pub mod corpus;
pub mod document;
mod index;
mod link;
mod metadata;
mod monikers;
mod outline;
mod pivots;
mod redirects;
mod snippet;
mod target;
mod toc;
mod toc_file;
mod uids;
mod versions;
mod xref;

pub use addresses::{OUTPUT_PATH_CONFLICT, PUBLISH_URL_CONFLICT};
pub use breadcrumb::{Crumb, trail};
pub use index::ROLES_FILE_INVALID;
pub use index::{Page, PageId, SiteIndex, index};
pub use link::{
    CODESNIPPET_NOT_FOUND, INCLUDE_INVALID, INCLUDE_NOT_FOUND, UNKNOWN_LANGUAGE_CODE,
    XREF_NOT_FOUND,
};
pub use link::{LinkedBody, LinkedPage, link};
pub use metadata::{DATE_FORMAT_INVALID, takes_text};
pub use monikers::{
    DUPLICATE_MONIKER_CONFIG, MONIKER_RANGE_INVALID, MONIKER_RANGE_OUT_OF_SCOPE,
    MONIKER_RANGE_UNDEFINED, MONIKER_ZONE_EMPTY, NULL_ARRAY_VALUE,
};
pub use monikers::{Fate, Monikers, Set};
pub use outline::outline;
pub use pivots::{Pivot, PivotGroup, Pivots};
pub use redirects::{
    CIRCULAR_REDIRECTION, REDIRECT_URL_INVALID, REDIRECTED_FILE_NOT_REMOVED, REDIRECTION_CONFLICT,
    REDIRECTION_INVALID, REDIRECTION_PATH_SYNTAX_ERROR, REDIRECTION_URL_CONFLICT,
    SOURCE_PATH_CONFLICT,
};
pub use target::{
    ABSOLUTE_LINK_MISSING, BOOKMARK_NOT_FOUND, FILE_NOT_FOUND, LINK_OUT_OF_SCOPE, LOCAL_FILE_PATH,
    PATH_CASE_MISMATCH, SELF_LINK,
};
pub use target::{Href, relative_file};
pub use toc::{CIRCULAR_REFERENCE, INVALID_TOC_HREF, INVALID_TOPIC_HREF, TOC_NOT_FOUND};
pub use toc::{Toc, TocNode, TocTarget};
pub use toc_file::TocEntry;
pub use toc_file::{INVALID_TOC_LEVEL, INVALID_TOC_SYNTAX, MISSING_ATTRIBUTE};
pub use uids::{DUPLICATE_UID, MONIKER_OVERLAPPING, Uids};
