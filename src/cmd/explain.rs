//! `guidepost explain`.

use std::io::Write;

use super::Status;
use crate::codes;
use crate::diagnostic::did_you_mean;

/// Options of `guidepost explain`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Code of a finding, such as file-not-found; all codes when there is none
    pub code: Option<String>,
}

/// Prints what a code means, or the list of codes.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut out = std::io::stdout().lock();
    let Some(name) = &args.code else {
        for code in codes::ALL {
            writeln!(out, "{:<35} {:<10} {}", code.name, code.severity, code.summary)?;
        }
        return Ok(Status::Clean);
    };
    let Some(code) = codes::find(name) else {
        let near = did_you_mean(name, codes::ALL.iter().map(|code| code.name));
        let hint = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        writeln!(std::io::stderr(), "error: there is no code `{name}`{hint}")?;
        return Ok(Status::Usage);
    };
    writeln!(out, "{} ({})\n\n{}\n\n{}", code.name, code.severity, code.summary, code.explanation)?;
    writeln!(out, "\nWrong:\n\n{}\n\nRight:\n\n{}", indented(code.wrong), indented(code.right))?;
    Ok(Status::Clean)
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
