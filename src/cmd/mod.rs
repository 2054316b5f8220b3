//! Commands: options to pipeline to report.

pub mod build;
pub mod check;
pub mod explain;
mod report;
pub mod serve;
mod status;

pub use status::Status;
