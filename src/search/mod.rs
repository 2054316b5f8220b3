//! Search: the readers' index of the site.
//!
//! [`documents::collect`] takes out of every [`Document`](crate::site::document::Document) what
//! search needs; [`index::build`] turns that into the files the search box loads. Nothing here
//! knows about themes: the client is `static/search.js` of the theme, and reads those files only.
//!
//! Stale when the text, title, description, headings or `robots` of any page change.

pub mod documents;
pub mod index;
mod words;
