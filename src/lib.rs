//! guidepost reads a Microsoft-Learn-style docset and writes a themed static site.
//!
//! Data flows one way: [`source`] lists and reads files, [`article`] parses each one on its own,
//! [`site`] gathers facts about all of them and links every page by those facts, [`render`] makes
//! HTML, [`search`] and [`troubleshooting`] read the same linked pages, and [`mod@write`] puts the
//! outputs on disk. [`pipeline`] is the order of these stages and the only place with threads.

pub mod article;
pub mod cmd;
pub mod codes;
pub mod config;
pub mod diagnostic;
pub mod jsonc;
pub mod outputs;
pub mod path;
pub mod pipeline;
pub mod platyps;
pub mod render;
pub mod role_pages;
pub mod roles;
pub mod rules;
pub mod search;
pub mod serve;
pub mod site;
pub mod source;
pub mod source_map;
pub mod theme;
pub mod troubleshooting;
pub mod write;
pub mod yaml;

/// Name of the file in an output folder that lists what guidepost wrote there.
pub const MANIFEST: &str = ".guidepost-manifest.json";
