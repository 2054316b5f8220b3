//! Commands: options to pipeline to report.

pub mod build;
mod report;
pub mod serve;
mod status;

pub use status::Status;
