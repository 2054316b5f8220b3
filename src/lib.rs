//! guidepost reads a Microsoft-Learn-style docset and writes a themed static site.

pub mod diagnostic;
pub mod outputs;
pub mod path;
pub mod roles;
pub mod search;
pub mod site;

pub mod article;
pub mod config;
pub mod source;
pub mod source_map;
pub mod yaml;

/// Name of the file in an output folder that lists what guidepost wrote there.
pub const MANIFEST: &str = ".guidepost-manifest.json";
pub mod write;
pub mod troubleshooting;
