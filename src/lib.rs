//! guidepost reads a Microsoft-Learn-style docset and writes a themed static site.

pub mod diagnostic;
pub mod outputs;
pub mod path;
pub mod serve;
pub mod site;
pub mod write;
