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

/// The status after writing to standard output. A reader that has had enough, such as `head`, is no
/// error.
fn until_closed(written: std::io::Result<()>) -> anyhow::Result<Status> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Status::Clean),
        written => {
            written?;
            Ok(Status::Clean)
        }
    }
}
