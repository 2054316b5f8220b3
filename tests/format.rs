//! The input format, case by case: `tests/format/*.md`, one file a topic.
//!
//! A case is a level-2 heading and what follows it: prose, and fenced blocks with a `title`.
//!
//! - `title="a.md"`: a file of the docset. `../` leads out of it, into the repository around it.
//!   A title that begins with `theme/` is a file of the theme.
//! - `title="site/a.html"`: what must be in that file of the site; with the word `absent` behind
//!   it, the file must not be there. The theme is `tests/format/theme`, whose articles are
//!   `{{ page.content | safe }}`.
//! - `title="findings"`: every finding, as `file:line:column code`, in order; a text in double
//!   quotes behind it must be part of the message or its help. Without the block there must be
//!   none.
//!
//! More words behind a title: `marks` reads `·` as a blank, `→` as a tab, `⍽` as a no-break space,
//! `◌` as a zero-width one and `␍` as a carriage return; `crlf` ends lines with CR LF; `bom` begins with a byte order
//! mark; `no-eol` leaves the last line without an end; `copy="…"` takes the bytes of a file of
//! this repository.
//!
//! `FORMAT_CASE=word cargo test --test format` runs the cases whose file or heading holds the word.
//! `FORMAT_WRITE=1` writes what the build gave where an expectation is empty or missing,
//! `FORMAT_WRITE=all` into every one: read each against the format before it stays.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use guidepost::config::{Level, Overrides};
use guidepost::diagnostic::{Diagnostic, Format};
use guidepost::outputs::{Content, Memory};
use guidepost::pipeline::{self, Options, Report, Silent};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// A fenced block of a case.
#[derive(Clone, Debug)]
struct Block {
    title: String,
    words: String,
    text: String,
    /// Lines of the fixture between the fences.
    lines: std::ops::Range<usize>,
    fence: usize,
}

#[derive(Debug)]
struct Case {
    heading: String,
    blocks: Vec<Block>,
    /// One past the last line.
    end: usize,
}

/// What a build gave.
struct Outcome {
    site: BTreeMap<String, String>,
    /// Each finding, with its message and help.
    findings: Vec<(String, String)>,
    /// Pages of the docset, in order.
    pages: Vec<String>,
}

#[test]
fn format_cases() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let only = std::env::var("FORMAT_CASE").unwrap_or_default();
    let write = std::env::var("FORMAT_WRITE").ok();
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("tests/format"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let mut failures = String::new();
    let mut count = 0;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file)?;
        let mut edits = Vec::new();
        for case in cases(&text).map_err(|error| format!("{name}: {error}"))? {
            if !name.contains(&only) && !case.heading.contains(&only) {
                continue;
            }
            count += 1;
            let failure = match build(root, &case) {
                Ok(outcome) => {
                    if let Some(write) = &write {
                        edits.extend(rewrite(&case, &outcome, write == "all"));
                    }
                    compare(&case, &outcome)
                }
                Err(error) => Some(error.to_string()),
            };
            if let Some(failure) = failure.filter(|_| write.is_none()) {
                write!(failures, "\n# {name}: {}\n{failure}\n", case.heading)?;
            }
        }
        if !edits.is_empty() {
            fs::write(&file, apply(&text, edits))?;
        }
    }
    assert!(count > 0, "no case named `{only}`");
    assert!(failures.is_empty(), "{failures}");
    Ok(())
}

/// Reads the cases of a fixture.
fn cases(text: &str) -> Result<Vec<Case>> {
    let lines: Vec<&str> = text.lines().collect();
    let mut cases: Vec<Case> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        let fence = line.bytes().take_while(|&b| b == b'`').count();
        if fence >= 3 {
            let closes = |line: &str| line.len() >= fence && line.bytes().all(|b| b == b'`');
            let end = (at + 1..lines.len())
                .find(|&i| closes(lines[i]))
                .ok_or_else(|| format!("the block at line {} has no end", at + 1))?;
            let title = line.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"'));
            if let (Some((title, words)), Some(case)) = (title, cases.last_mut()) {
                let mut text = lines[at + 1..end].join("\n");
                if !text.is_empty() || end > at + 1 {
                    text.push('\n');
                }
                case.blocks.push(Block {
                    title: title.to_owned(),
                    words: words.trim().to_owned(),
                    text,
                    lines: at + 1..end,
                    fence,
                });
            }
            at = end;
        } else if let Some(heading) = line.strip_prefix("## ") {
            cases.push(Case { heading: heading.to_owned(), blocks: Vec::new(), end: 0 });
        }
        at += 1;
        if let Some(case) = cases.last_mut() {
            case.end = at;
        }
    }
    match cases.iter().find(|case| case.blocks.is_empty()) {
        Some(case) => Err(format!("`{}` has no files", case.heading).into()),
        None => Ok(cases),
    }
}

impl Block {
    fn has(&self, word: &str) -> bool {
        self.words.split_whitespace().any(|w| w == word)
    }

    fn is_expectation(&self) -> bool {
        self.title == "findings" || self.title.starts_with("site/")
    }

    /// The text as it stands in the fixture, from what the build gave.
    fn marked(&self, text: &str) -> String {
        if self.has("marks") {
            text.replace(' ', "·")
                .replace('\t', "→")
                .replace('\u{a0}', "⍽")
                .replace('\u{200b}', "◌")
                .replace('\r', "␍")
        } else {
            text.to_owned()
        }
    }

    fn bytes(&self, root: &Path) -> Result<Vec<u8>> {
        if let Some((path, _)) =
            self.words.split_once("copy=\"").and_then(|(_, rest)| rest.split_once('"'))
        {
            return Ok(fs::read(root.join(path))?);
        }
        let mut text = self.text.clone();
        if self.has("marks") {
            text = text
                .replace('·', " ")
                .replace('→', "\t")
                .replace('⍽', "\u{a0}")
                .replace('◌', "\u{200b}")
                .replace('␍', "\r");
        }
        if self.has("no-eol") {
            text.pop();
        }
        if self.has("crlf") {
            text = text.replace('\n', "\r\n");
        }
        if self.has("bom") {
            text.insert(0, '\u{feff}');
        }
        Ok(text.into_bytes())
    }
}

/// Writes the case into a folder and builds it.
fn build(root: &Path, case: &Case) -> Result<Outcome> {
    let folder = tempfile::tempdir()?;
    let docset = folder.path().join("repository/docset");
    let theme = folder.path().join("theme");
    copy(&root.join("tests/format/theme"), &theme)?;
    for block in case.blocks.iter().filter(|block| !block.is_expectation()) {
        let path = match block.title.strip_prefix("theme/") {
            Some(path) => theme.join(path),
            None => docset.join(&block.title),
        };
        fs::create_dir_all(&docset)?;
        fs::create_dir_all(path.parent().ok_or("a file in no folder")?)?;
        fs::write(path, block.bytes(root)?)?;
    }
    // A case shows a construct, not a model article: of the content rules only those run that it
    // expects something of.
    let expected: String =
        case.blocks.iter().filter(|b| b.is_expectation()).map(|b| b.text.as_str()).collect();
    let rules = guidepost::rules::codes()
        .filter(|code| !expected.split_whitespace().any(|word| word == code.name))
        .map(|code| (code.name.to_owned(), Level::Off))
        .collect();
    let overrides = Overrides { theme: Some(theme), rules, ..Overrides::default() };
    let options = Options { docset, overrides, jobs: None };
    let config = pipeline::configure(&options)?;
    let memory = Memory::default();
    let report = pipeline::build(&config, None, &memory, &Silent)?;
    let pages = report
        .corpus
        .tree
        .files()
        .iter()
        .filter(|file| file.kind.is_page())
        .map(|file| file.site_path.clone())
        .collect();
    let findings = report
        .diagnostics
        .iter()
        .map(|finding| Ok((place(&report, finding)?, message(finding))))
        .collect::<Result<_>>()?;
    let site = memory
        .into_files()
        .into_iter()
        .map(|(path, content)| match content {
            Content::Bytes(bytes) => (path, String::from_utf8_lossy(&bytes).into_owned()),
            Content::Copy(_) => (path, String::new()),
        })
        .collect();
    Ok(Outcome { site, findings, pages })
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// `file:line:column code`.
fn place(report: &Report, finding: &Diagnostic) -> Result<String> {
    let mut line = Vec::new();
    let tree = &report.corpus.tree;
    guidepost::diagnostic::write(&mut line, Format::Short, false, [finding].into_iter(), tree)?;
    let line = String::from_utf8(line)?;
    let (place, _) = line.split_once(": ").ok_or("a finding without a place")?;
    Ok(format!("{place} {}", finding.code.name))
}

fn message(finding: &Diagnostic) -> String {
    format!("{}\n{}", finding.message, finding.help.as_deref().unwrap_or(""))
}

/// Whether a finding is the one that a line of the fixture expects.
fn is_expected(line: &str, (place, message): &(String, String)) -> bool {
    match line.split_once(" \"") {
        Some((expected, part)) => expected == place && message.contains(part.trim_end_matches('"')),
        None => line == place,
    }
}

/// What differs from the expectations, as lines that are missing and lines that are too many.
fn compare(case: &Case, outcome: &Outcome) -> Option<String> {
    let mut difference = String::new();
    for block in case.blocks.iter().filter(|block| block.title.starts_with("site/")) {
        let path = &block.title["site/".len()..];
        let actual = outcome.site.get(path);
        let problem = match actual {
            None if block.has("absent") => continue,
            Some(_) if block.has("absent") => "is there, and should not be\n".to_owned(),
            None => {
                let paths: Vec<&str> = outcome.site.keys().map(String::as_str).collect();
                format!("is not there; the site has {}\n", paths.join(" "))
            }
            Some(actual) => {
                let actual = block.marked(actual);
                if actual.trim_end_matches('\n') == block.text.trim_end_matches('\n') {
                    continue;
                }
                let actual = actual.trim_end_matches('\n');
                format!("\n--- expected\n{}--- actual\n{actual}\n---\n", block.text)
            }
        };
        let _ = write!(difference, "{path} {problem}");
    }
    let expected: Vec<&str> =
        case.blocks.iter().filter(|b| b.title == "findings").flat_map(|b| b.text.lines()).collect();
    let same = expected.len() == outcome.findings.len()
        && expected.iter().zip(&outcome.findings).all(|(line, found)| is_expected(line, found));
    if !same {
        let expected = expected.join("\n");
        let _ = writeln!(difference, "findings\n--- expected\n{expected}\n--- actual");
        for (place, message) in &outcome.findings {
            let _ = writeln!(difference, "{place} {}", message.trim_end().replace('\n', " / "));
        }
        difference += "---\n";
    }
    (!difference.is_empty()).then_some(difference)
}

/// Lines to put in place of others.
type Edit = (std::ops::Range<usize>, Vec<String>);

/// The expectations as the build gave them.
fn rewrite(case: &Case, outcome: &Outcome, all: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let open = |block: &&Block| block.is_expectation() && (all || block.text.is_empty());
    for block in case.blocks.iter().filter(open) {
        let path = block.title.strip_prefix("site/");
        let text = match path {
            None => findings(outcome, &block.text),
            Some(path) => match outcome.site.get(path) {
                Some(text) => block.marked(text),
                None => continue,
            },
        };
        let lines: Vec<String> = text.trim_end_matches('\n').lines().map(str::to_owned).collect();
        if lines.join("\n") != block.text.trim_end_matches('\n') && !block.has("absent") {
            edits.push((block.lines.clone(), lines));
        }
    }
    let mut added = Vec::new();
    let longest = case.blocks.iter().map(|block| block.fence).max().unwrap_or(3);
    let fence = "`".repeat(longest);
    if !case.blocks.iter().any(|block| block.title.starts_with("site/")) {
        for page in &outcome.pages {
            added.extend([String::new(), format!("{fence}html title=\"site/{page}\"")]);
            let text = outcome.site.get(page).map_or("", String::as_str);
            added.extend(text.trim_end_matches('\n').lines().map(str::to_owned));
            added.push(fence.clone());
        }
    }
    if !outcome.findings.is_empty() && !case.blocks.iter().any(|b| b.title == "findings") {
        added.extend([String::new(), format!("{fence}text title=\"findings\"")]);
        added.extend(findings(outcome, "").lines().map(str::to_owned));
        added.push(fence);
    }
    if !added.is_empty() {
        let end = case.blocks.last().map_or(case.end, |block| block.lines.end + 1);
        edits.push((end..end, added));
    }
    edits
}

/// The findings as lines; what a line said of the message stays while it holds.
fn findings(outcome: &Outcome, before: &str) -> String {
    let lines: Vec<&str> = outcome
        .findings
        .iter()
        .map(|found| before.lines().find(|line| is_expected(line, found)).unwrap_or(&found.0))
        .collect();
    lines.join("\n")
}

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, with) in edits {
        lines.splice(range, with);
    }
    lines.join("\n") + "\n"
}
