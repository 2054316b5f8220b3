//! `guidepost check`.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use super::{Status, report};
use crate::config::{Level, Overrides};
use crate::diagnostic::{Format, Severity};
use crate::pipeline::{self, Options};

/// Options of `guidepost check`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Folder with the articles or docfx.json
    #[arg(default_value = "articles")]
    pub docset: PathBuf,
    /// Count a code as an error
    #[arg(long, value_name = "CODE")]
    pub deny: Vec<String>,
    /// Count a code as a warning
    #[arg(long, value_name = "CODE")]
    pub warn: Vec<String>,
    /// Do not report a code
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
    /// Fail on warnings too
    #[arg(long)]
    pub strict: bool,
    /// Number of threads; default: one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// Reports what `build` would report, and writes no site.
///
/// # Errors
/// When the docset cannot be read.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let start = Instant::now();
    let options = Options {
        docset: args.docset.clone(),
        overrides: Overrides { rules: levels(args), ..Overrides::default() },
        jobs: args.jobs.map(usize::from),
    };
    let config = match pipeline::configure(&options) {
        Ok(config) => config,
        Err(error) => return report::configuration(error, args.format),
    };
    let found = pipeline::check(&config, options.jobs)?;
    let least = if args.format == Format::Human { Severity::Suggestion } else { Severity::Info };
    report::findings(&found, args.format, least)?;
    writeln!(
        std::io::stderr(),
        "{} checked: {}; {:.2} s",
        report::plural(found.pages, "page"),
        report::counts(&found),
        start.elapsed().as_secs_f64(),
    )?;
    Ok(report::status(&found, args.strict))
}

fn levels(args: &Args) -> BTreeMap<String, Level> {
    let mut levels = BTreeMap::new();
    let given =
        [(&args.warn, Level::Warning), (&args.allow, Level::Off), (&args.deny, Level::Error)];
    for (codes, level) in given {
        for code in codes {
            levels.insert(code.clone(), level);
        }
    }
    levels
}
