//! Commands: options to pipeline to report.

pub mod build;
pub mod check;
pub mod explain;
pub mod list;
mod report;
pub mod roles;
pub mod serve;
mod status;

pub use status::Status;
