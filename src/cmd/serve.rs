//! `guidepost serve`.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Instant;

use super::{Status, report};
use crate::config::Overrides;
use crate::diagnostic::{Format, Severity};
use crate::outputs::Memory;
use crate::pipeline::{self, Options, Silent};
use crate::serve::{self, Site};

/// Options of `guidepost serve`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Folder with the articles or docfx.json
    #[arg(default_value = "articles")]
    pub docset: PathBuf,
    /// Folder whose templates and static files win over the built-in theme's
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    /// Port; the next free one when it is taken
    #[arg(long, default_value_t = serve::DEFAULT_PORT)]
    pub port: u16,
    /// Address to listen on; other machines see the site only when this names more than loopback
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub host: IpAddr,
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// Number of threads; default: one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// Serves a docset from memory and rebuilds it when it changes.
///
/// # Errors
/// When the first build cannot be done, or the port cannot be had.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let options = Options {
        docset: args.docset.clone(),
        overrides: Overrides { theme: args.theme.clone(), ..Overrides::default() },
        jobs: args.jobs.map(usize::from),
    };
    let rebuild = move || {
        let start = Instant::now();
        let config = pipeline::configure(&options)?;
        let memory = Memory::default();
        let built = pipeline::build(&config, options.jobs, &memory, &Silent)?;
        report::findings(&built, Format::Short, Severity::Warning)?;
        let summary = format!(
            "{}; {}; {:.2} s",
            report::plural(built.pages, "page"),
            report::counts(&built),
            start.elapsed().as_secs_f64()
        );
        let mut watched = built.inputs;
        watched.extend(config.files);
        Ok(Site { files: memory.into_files(), watched, summary })
    };
    let server = serve::Options { host: args.host, port: args.port, open: args.open };
    let log = |line: &str| {
        // A closed terminal is no reason to stop serving.
        let _ = writeln!(std::io::stderr(), "{line}");
    };
    serve::run(&server, &[], rebuild, log)?;
    Ok(Status::Clean)
}
