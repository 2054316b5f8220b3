//! `guidepost roles suggest`: the roles that a docset states, as a `roles.toml` to go on from.

use std::io::Write;
use std::path::PathBuf;

use super::Status;
use crate::config::Overrides;
use crate::pipeline::{self, Options};

/// Options of `guidepost roles`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What there is to do about roles.
#[derive(Clone, Debug, clap::Subcommand)]
pub enum Command {
    /// Write a roles.toml from the roles that pages state
    Suggest {
        /// Folder with the articles or docfx.json
        #[arg(default_value = "articles")]
        docset: PathBuf,
        /// Write roles.toml into the docset instead of printing it; a file that is there stays
        #[arg(long)]
        write: bool,
    },
}

/// Prints or writes the file.
///
/// # Errors
/// When the docset cannot be read, or the file cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let Command::Suggest { docset, write } = &args.command;
    let options = Options { docset: docset.clone(), overrides: Overrides::default(), jobs: None };
    let config = pipeline::configure(&options)?;
    let text = pipeline::inspect(&config, None, |docset| docset.site.vocabulary.to_toml())?;
    if !write {
        std::io::stdout().lock().write_all(text.as_bytes())?;
        return Ok(Status::Clean);
    }
    let file = config.root.join("roles.toml");
    let created = std::fs::OpenOptions::new().write(true).create_new(true).open(&file);
    let mut err = std::io::stderr();
    match created {
        Ok(mut out) => {
            out.write_all(text.as_bytes())?;
            writeln!(err, "wrote {}", file.display())?;
            Ok(Status::Clean)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            writeln!(
                err,
                "error: {} is there already; without `--write` the suggestion is printed",
                file.display()
            )?;
            Ok(Status::Refused)
        }
        Err(error) => {
            Err(anyhow::Error::new(error).context(format!("cannot write {}", file.display())))
        }
    }
}
