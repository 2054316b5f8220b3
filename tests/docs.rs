//! The manual in `docs/` says what the program does: it builds without a finding, names every
//! command, option and setting, and its list of findings is the program's own.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn manual() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn article(path: &str) -> Result<String> {
    Ok(fs::read_to_string(manual().join(path))?)
}

fn guidepost(arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guidepost"));
    Ok(command.args(arguments).env("NO_COLOR", "1").env("COLUMNS", "200").output()?)
}

fn printed(arguments: &[&str]) -> Result<String> {
    let run = guidepost(arguments)?;
    assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    Ok(String::from_utf8(run.stdout)?)
}

#[test]
fn builds_without_a_finding() -> Result {
    let folder = tempfile::tempdir()?;
    let site = folder.path().join("site");
    let docset = manual();
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let arguments = ["build", &path(&docset), "--output", &path(&site), "--strict"];
    // Programs are told everything, suggestions and information too.
    let run = guidepost(&[&arguments[..], &["--format", "short"]].concat())?;
    assert_eq!(String::from_utf8_lossy(&run.stdout), "");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(site.join("index.html").is_file());
    Ok(())
}

#[test]
fn findings_are_those_of_the_program() -> Result {
    let written = article("includes/diagnostics.md")?;
    let expected = printed(&["explain", "--format", "markdown"])?;
    assert!(
        written == expected,
        "write it anew: guidepost explain --format markdown > docs/includes/diagnostics.md"
    );
    Ok(())
}

/// The first words of the lines of a part of a help text.
fn entries(help: &str, part: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| *line != part).skip(1);
    lines
        .take_while(|line| line.is_empty() || line.starts_with(' '))
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next().map(str::to_owned))
        .filter(|name| name != "help")
        .collect()
}

/// The long options that a help text lists.
fn options(help: &str) -> BTreeSet<String> {
    let lines = help.lines().skip_while(|line| *line != "Options:").skip(1);
    lines
        .filter_map(|line| {
            let line = line.trim_start();
            let name = line.split([' ', ',']).find(|word| word.starts_with("--"))?;
            line.starts_with('-').then(|| name.to_owned())
        })
        .filter(|name| name != "--help" && name != "--version")
        .collect()
}

/// The text below a heading of level 2.
fn section<'a>(article: &'a str, heading: &str) -> Option<&'a str> {
    let (_, rest) = article.split_once(&format!("\n## {heading}\n"))?;
    Some(rest.split_once("\n## ").map_or(rest, |(section, _)| section))
}

#[test]
fn every_command_and_option_is_named() -> Result {
    let article = article("commands.md")?;
    let commands = entries(&printed(&["--help"])?, "Commands:");
    assert!(commands.iter().any(|name| name == "build"), "{commands:?}");
    let mut missing = Vec::new();
    for command in &commands {
        let Some(text) = section(&article, command) else {
            missing.push(format!("## {command}"));
            continue;
        };
        let help = printed(&[command, "--help"])?;
        let mut helps = vec![help.clone()];
        for below in entries(&help, "Commands:") {
            let name = format!("{command} {below}");
            if !text.contains(&name) {
                missing.push(name);
            }
            helps.push(printed(&[command, &below, "--help"])?);
        }
        for option in helps.iter().flat_map(|help| options(help)) {
            let named = text.contains(&format!("`{option}"))
                || text.contains(&format!("[{option}"))
                || text.contains(&format!(", `{option}"));
            if !named {
                missing.push(format!("{command} {option}"));
            }
        }
    }
    assert!(missing.is_empty(), "docs/commands.md does not name {missing:?}");
    Ok(())
}

/// A key that no file has.
const UNKNOWN: &str = "zzzzzzzzzzzz";

/// The keys that a file of a docset could have had where it has the unknown one; none where it can
/// have no key.
fn keys(file: &str, text: &str) -> Result<Vec<String>> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("index.md"), "# Home\n")?;
    fs::write(folder.path().join(file), text)?;
    let docset = folder.path().to_string_lossy();
    let run = guidepost(&["check", &docset, "--format", "json"])?;
    let found = String::from_utf8(run.stdout)?;
    let mut messages = Vec::new();
    for line in found.lines() {
        let finding: serde_json::Value = serde_json::from_str(line)?;
        messages.extend(finding["message"].as_str().map(str::to_owned));
    }
    let unknown = format!("unknown field `{UNKNOWN}`");
    let Some(message) = messages.into_iter().find(|message| message.contains(&unknown)) else {
        return Ok(Vec::new());
    };
    let after = message.split_once(&unknown).map_or("", |(_, after)| after);
    Ok(after.split('`').skip(1).step_by(2).map(str::to_owned).collect())
}

#[test]
fn every_setting_is_named() -> Result {
    let article = article("configuration/guidepost-toml.md")?;
    let top = keys("guidepost.toml", &format!("{UNKNOWN} = 1"))?;
    assert!(top.iter().any(|key| key == "title"), "{top:?}");
    let mut all = Vec::new();
    for key in top {
        let table = keys("guidepost.toml", &format!("[{key}]\n{UNKNOWN} = 1"))?;
        let list = keys("guidepost.toml", &format!("[[{key}]]\n{UNKNOWN} = 1"))?;
        let below: Vec<String> = table.into_iter().chain(list).collect();
        if below.is_empty() {
            all.push(key);
        } else {
            all.extend(below.into_iter().map(|name| format!("{key}.{name}")));
        }
    }
    assert!(all.iter().any(|key| key == "links.host"), "{all:?}");
    all.retain(|key| !article.contains(&format!("`{key}`")));
    assert!(all.is_empty(), "docs/configuration/guidepost-toml.md does not name {all:?}");
    Ok(())
}

#[test]
fn every_key_of_a_role_is_named() -> Result {
    let article = article("configuration/roles-toml.md")?;
    let mut all = keys("roles.toml", &format!("[[role]]\nname = \"A\"\n{UNKNOWN} = 1"))?;
    assert!(all.iter().any(|key| key == "aliases"), "{all:?}");
    all.retain(|key| !article.contains(&format!("`role.{key}`")));
    assert!(all.is_empty(), "docs/configuration/roles-toml.md does not name {all:?}");
    Ok(())
}
