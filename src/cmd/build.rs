//! `guidepost build`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::{Status, report};
use crate::config::Overrides;
use crate::diagnostic::{Format, Severity};
use crate::pipeline::{self, Options, Progress};
use crate::write::{Stage, WriteError};

/// Options of `guidepost build`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Folder with the articles or docfx.json
    #[arg(default_value = "articles")]
    pub docset: PathBuf,
    /// Folder that the site is written to
    #[arg(short, long, default_value = "public", value_name = "DIR")]
    pub output: PathBuf,
    /// Folder whose templates and static files win over the built-in theme's
    #[arg(long, value_name = "DIR")]
    pub theme: Option<PathBuf>,
    /// Address the site is published at, for canonical links and the 404 page
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Number of threads; default: one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Keep files in the output that guidepost did not write
    #[arg(long)]
    pub merge: bool,
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Builds a docset into a folder.
///
/// # Errors
/// When the build cannot be done; findings are no errors.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let start = Instant::now();
    let options = Options {
        docset: args.docset.clone(),
        overrides: Overrides {
            theme: args.theme.clone(),
            base_url: args.base_url.clone(),
            ..Overrides::default()
        },
        jobs: args.jobs.map(usize::from),
    };
    let config = match pipeline::configure(&options) {
        Ok(config) => config,
        Err(error) => return report::configuration(error, args.format),
    };
    let mut protected = vec![config.root.clone()];
    protected.extend(config.settings.theme.path.clone());
    let stage = Stage::open(&args.output, &protected, args.merge)?;
    let bar = Bar::new();
    let result = pipeline::build(&config, options.jobs, &stage, &bar);
    bar.0.finish_and_clear();
    let report = result?;
    let written = stage.commit()?;
    // People are told what is broken; programs get everything.
    let least = if args.format == Format::Human { Severity::Warning } else { Severity::Info };
    report::findings(&report, args.format, least)?;
    let mut err = std::io::stderr().lock();
    for path in &written.set_aside {
        writeln!(
            err,
            "note: files that changed in the output during the build are now in {}",
            path.display()
        )?;
    }
    writeln!(
        err,
        "{} in {}: {} written, {} unchanged, {} removed; {}; {:.2} s",
        report::plural(report.pages, "page"),
        args.output.display(),
        written.written,
        written.unchanged,
        written.removed,
        report::counts(&report),
        start.elapsed().as_secs_f64(),
    )?;
    Ok(report::status(&report, args.strict))
}

/// What an error of a command means for its exit status.
#[must_use]
pub fn status_of(error: &anyhow::Error) -> Status {
    use crate::config::ConfigError;
    if let Some(error) = error.downcast_ref::<WriteError>() {
        return match error.exit_status() {
            4 => Status::Refused,
            70 => Status::Internal,
            _ => Status::Environment,
        };
    }
    match error.downcast_ref::<ConfigError>() {
        Some(ConfigError::Io { .. }) => Status::Environment,
        Some(_) => Status::Usage,
        None if error.downcast_ref::<std::io::Error>().is_some() => Status::Environment,
        None => Status::Usage,
    }
}

/// A progress bar on a terminal, for builds that take a while; nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::no_length();
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }
}

impl Progress for Bar {
    fn pages(&self, count: usize) {
        self.0.set_length(count as u64);
    }

    fn page(&self) {
        self.0.inc(1);
    }
}
