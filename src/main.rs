//! The `guidepost` program.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use guidepost::cmd::{self, Status};

/// A build allocates in every thread at once, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Builds Microsoft-Learn-style docsets into a searchable static site with a troubleshooting index.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Build the site into a folder
    Build(cmd::build::Args),
    /// Report what build would report, without writing a site
    Check(cmd::check::Args),
    /// Serve the site on this machine and rebuild it when its sources change
    Serve(cmd::serve::Args),
    /// List pages, roles, entries of the troubleshooting index and more
    List(cmd::list::Args),
    /// Work on the roles of the docset
    Roles(cmd::roles::Args),
    /// Say what a finding means
    Explain(cmd::explain::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match cli.command {
        Command::Build(args) => cmd::build::run(&args),
        Command::Check(args) => cmd::check::run(&args),
        Command::Serve(args) => cmd::serve::run(&args),
        Command::List(args) => cmd::list::run(&args),
        Command::Roles(args) => cmd::roles::run(&args),
        Command::Explain(args) => cmd::explain::run(&args),
    };
    match result {
        Ok(status) => status.into(),
        Err(error) => {
            let status = cmd::build::status_of(&error);
            // Nothing to be done when even that cannot be written.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            let status: Status = status;
            status.into()
        }
    }
}
