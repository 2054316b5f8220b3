//! `guidepost explain`.

use std::io::Write;

use super::Status;
use crate::codes;
use crate::diagnostic::{Code, Severity, did_you_mean};

/// Options of `guidepost explain`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// Code of a finding, such as file-not-found; all codes when there is none
    pub code: Option<String>,
    /// How the explanation is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ExplainFormat,
}

/// How codes are explained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ExplainFormat {
    /// For the terminal; one line a code when there are several
    #[default]
    Text,
    /// Sections of an article, several codes grouped by severity
    Markdown,
}

/// Prints what a code means, or what all of them do.
///
/// # Errors
/// When standard output cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let Some(name) = &args.code else {
        let written = match args.format {
            ExplainFormat::Text => list(&mut out),
            ExplainFormat::Markdown => reference(&mut out),
        };
        return super::until_closed(written.and_then(|()| out.flush()));
    };
    let Some(code) = codes::find(name) else {
        let near = did_you_mean(name, codes::ALL.iter().map(|code| code.name));
        let hint = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        writeln!(std::io::stderr(), "error: there is no code `{name}`{hint}")?;
        return Ok(Status::Usage);
    };
    let written = match args.format {
        ExplainFormat::Text => text(&mut out, code),
        ExplainFormat::Markdown => section(&mut out, code),
    };
    super::until_closed(written.and_then(|()| out.flush()))
}

fn list(out: &mut impl Write) -> std::io::Result<()> {
    for code in codes::ALL {
        writeln!(out, "{:<35} {:<10} {}", code.name, code.severity, code.summary)?;
    }
    Ok(())
}

fn text(out: &mut impl Write, code: &Code) -> std::io::Result<()> {
    writeln!(out, "{} ({})\n\n{}\n\n{}", code.name, code.severity, code.summary, code.explanation)?;
    writeln!(out, "\nWrong:\n\n{}\n\nRight:\n\n{}", indented(code.wrong), indented(code.right))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// All codes, most severe first.
fn reference(out: &mut impl Write) -> std::io::Result<()> {
    let groups = [
        (Severity::Error, "Errors"),
        (Severity::Warning, "Warnings"),
        (Severity::Suggestion, "Suggestions"),
        (Severity::Info, "Information"),
    ];
    for (i, (severity, title)) in groups.into_iter().enumerate() {
        writeln!(out, "{}## {title}\n", if i == 0 { "" } else { "\n" })?;
        let codes = codes::ALL.iter().filter(|code| code.severity == severity);
        for (i, code) in codes.enumerate() {
            if i > 0 {
                writeln!(out)?;
            }
            section(out, code)?;
        }
    }
    Ok(())
}

fn section(out: &mut impl Write, code: &Code) -> std::io::Result<()> {
    writeln!(out, "### {}\n\n{}\n\n{}", code.name, code.summary, code.explanation)?;
    writeln!(out, "\nWrong:\n\n{}\nRight:\n\n{}", fenced(code.wrong), fenced(code.right).trim_end())
}

/// The text between fences longer than any run of backticks in it.
fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}text\n{}\n{fence}\n", text.trim_end_matches('\n'))
}
