//! Facts about the whole docset: pages, links, tables of contents.

pub mod document;
