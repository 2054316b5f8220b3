//! Commands: options to pipeline to report.

pub mod build;
mod report;
mod status;

pub use status::Status;
