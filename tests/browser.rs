//! What readers see, in a real browser: builds the sample docset and runs `tests/browser` on it.
//!
//! Needs Node 20 with npm, Chromium, and Java for the validator of HTML; on Debian, as root, the last
//! two are installed when they are missing.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// Names that Chromium goes by.
const CHROMIUM: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// First major version of Node that the tests run on.
const NODE: u32 = 20;

#[test]
fn readers_in_a_browser() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests = root.join("tests/browser");
    node()?;
    let chromium = chromium()?;
    let java = java()?;
    install(&tests)?;

    let sites = tempfile::tempdir()?;
    let sites = sites.path();
    let articles = root.join("articles");
    build(&articles, &sites.join("sample"), &[])?;
    build(&articles, &sites.join("below"), &["--base-url", "https://docs.contoso.example/a/b/"])?;
    build(&tests.join("hostile"), &sites.join("hostile"), &[])?;
    build(&root.join("docs"), &sites.join("manual"), &["--strict"])?;
    build(&tests.join("themed/docs"), &sites.join("themed"), &["--strict"])?;
    long_contents(&sites.join("long-docs"))?;
    build(&sites.join("long-docs"), &sites.join("long"), &[])?;
    many_codes(&sites.join("codes-docs"))?;
    build(&sites.join("codes-docs"), &sites.join("codes"), &["--strict"])?;

    // The time is that of a whole file of tests.
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec", "--test-timeout=900000"])
        .arg(format!("--test-concurrency={}", std::thread::available_parallelism()?))
        .current_dir(&tests)
        .env("SITE", sites.join("sample"))
        .env("SITE_AB", sites.join("below"))
        .env("HOSTILE", sites.join("hostile"))
        .env("MANUAL", sites.join("manual"))
        .env("THEMED", sites.join("themed"))
        .env("LONG", sites.join("long"))
        .env("CODES", sites.join("codes"))
        .env("CHROMIUM", chromium)
        .env("JAVA", java)
        // Set by an outer `node --test`, it would make this one report in another form.
        .env_remove("NODE_TEST_CONTEXT")
        .stderr(Stdio::inherit())
        .output()
        .context("node cannot be started")?;
    let report = String::from_utf8_lossy(&output.stdout);
    let counts = counts(&report);
    let count = |name| counts.get(name).copied().unwrap_or_default();
    println!(
        "in the browser: {} tests, {} passed, {} failed, {} skipped, {} to do, {:.1} s",
        count("tests"),
        count("pass"),
        count("fail") + count("cancelled"),
        count("skipped"),
        count("todo"),
        count("duration_ms") / 1000.0,
    );
    ensure!(output.status.success(), "tests in the browser failed:\n{report}");
    ensure!(count("pass") > 100.0, "tests in the browser did not run:\n{report}");
    Ok(())
}

/// A docset with more entries on one level of its contents than a page shows.
fn long_contents(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut toc = String::from("- name: Start\n  href: index.md\n- name: Plants\n  items:\n");
    fs::write(folder.join("index.md"), "# Start\n\nOf plants.\n")?;
    for number in 1..=400 {
        fs::write(folder.join(format!("{number}.md")), format!("# Plant {number}\n\nIt grows.\n"))?;
        let _ = write!(toc, "  - name: Plant {number}\n    href: {number}.md\n");
    }
    fs::write(folder.join("TOC.yml"), toc)?;
    Ok(())
}

/// A docset with more error codes than stand on one page.
fn many_codes(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut table = String::from("# Codes\n\n## All\n\n| Error code | Meaning |\n|---|---|\n");
    for number in 1000..1700 {
        let _ = writeln!(table, "| P{number} | The parcel is at stop {number}. |");
    }
    fs::write(folder.join("index.md"), table)?;
    let guide = "# Troubleshoot parcels\n\n## A parcel is lost\n\nAsk the depot.\n";
    fs::write(folder.join("guide.md"), guide)?;
    Ok(())
}

/// The lines `ℹ name number` that end a report.
fn counts(report: &str) -> BTreeMap<&str, f64> {
    report
        .lines()
        .filter_map(|line| line.strip_prefix("ℹ ")?.split_once(' '))
        .filter_map(|(name, value)| Some((name, value.parse().ok()?)))
        .collect()
}

fn build(docset: &Path, output: &Path, options: &[&str]) -> Result<()> {
    run(Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .arg("build")
        .arg(docset)
        .arg("--output")
        .arg(output)
        .args(options))
}

fn node() -> Result<()> {
    let missing = "the tests in a browser need Node 20 or newer with npm: https://nodejs.org/";
    let output = Command::new("node").arg("--version").output().context(missing)?;
    let version = String::from_utf8_lossy(&output.stdout);
    let major = version.trim().trim_start_matches('v').split('.').next().unwrap_or_default();
    ensure!(major.parse().is_ok_and(|major: u32| major >= NODE), "{missing}; this is {version}");
    Ok(())
}

/// The browser: `CHROMIUM`, or one on the path, or a fresh one.
fn chromium() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("CHROMIUM").filter(|path| !path.is_empty()) {
        let path = PathBuf::from(path);
        ensure!(path.is_file(), "CHROMIUM names {}, which is no file", path.display());
        return Ok(path);
    }
    if let Some(path) = CHROMIUM.iter().find_map(on_path) {
        return Ok(path);
    }
    if apt_install("chromium")?
        && let Some(path) = CHROMIUM.iter().find_map(on_path)
    {
        return Ok(path);
    }
    bail!(
        "the tests in a browser need Chromium or Chrome: install it (Debian: `apt-get install \
         chromium`) or name it in the environment variable CHROMIUM; looked on the path for {}",
        CHROMIUM.join(", ")
    )
}

/// Java, which runs the Nu validator.
fn java() -> Result<PathBuf> {
    let found = match on_path("java") {
        None if apt_install("default-jre-headless")? => on_path("java"),
        found => found,
    };
    found.context(
        "the tests of the HTML need Java 11 or newer: install it (Debian: `apt-get install \
         default-jre-headless`)",
    )
}

/// Installs a package where that needs nobody's leave: on Debian, as root. Says whether it did.
fn apt_install(package: &str) -> Result<bool> {
    if !is_debian() || !is_root() {
        return Ok(false);
    }
    let apt = |arguments: &[&str]| {
        run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update"])?;
    apt(&["install", "--yes", "--no-install-recommends", package])?;
    Ok(true)
}

fn on_path(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = name.as_ref();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

#[cfg(target_os = "linux")]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

#[cfg(not(target_os = "linux"))]
fn is_root() -> bool {
    false
}

/// Makes `node_modules` what `package-lock.json` says, when it is not.
fn install(tests: &Path) -> Result<()> {
    let wanted = fs::read(tests.join("package-lock.json"))?;
    // A copy of the lock file that was installed; `npm ci` removes it with everything else.
    let installed = tests.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    run(Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
        .args(["ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(tests))?;
    fs::write(&installed, wanted)?;
    Ok(())
}

/// Runs a command to its end; what it said is told only when it fails.
fn run(command: &mut Command) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} cannot be started", command.get_program().display()))?;
    ensure!(
        output.status.success(),
        "{command:?}: {}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}
