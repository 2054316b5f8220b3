//! Search as readers meet it: the sample docset is built, and the client that readers get finds in
//! it. Needs Node 20.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

/// Least mean reciprocal rank of the queries in `tests/search/queries.tsv`, and the least share with
/// the page among the first five.
const MRR: f64 = 0.85;
const FIRST_FIVE: f64 = 0.95;
/// Most bytes, compressed: scripts; index files for a first query, the next one, and everything for
/// a whole query typed letter by letter.
const SCRIPTS: f64 = 9_000.0;
const COLD_KB: f64 = 10.0;
const FOLLOW_UP_KB: f64 = 6.0;
const TYPED_KB: f64 = 40.0;

fn node(arguments: &[&Path]) -> Result<Output> {
    let output = Command::new("node").args(arguments).env_remove("NODE_TEST_CONTEXT").output();
    let output = output.context("the tests of search need Node 20: https://nodejs.org/")?;
    let shown = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    ensure!(output.status.success(), "node failed:\n{shown}");
    Ok(output)
}

#[test]
fn the_sample_is_found_for_few_bytes() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir()?;
    let site = folder.path();
    let built = Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .args(["build", "articles", "--output"])
        .arg(site)
        .current_dir(root)
        .output()?;
    ensure!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let output = node(&[
        &root.join("src/search/bench.mjs"),
        site,
        &root.join("tests/search/queries.tsv"),
        Path::new("--typing"),
        Path::new("--misses"),
        Path::new("--json"),
    ])?;
    let printed = String::from_utf8(output.stdout)?;
    let report: Value = serde_json::from_str(printed.lines().last().unwrap_or_default())?;
    let number = |path: &str| report.pointer(path).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let line = format!(
        "search of the sample: MRR@10 {}, success@1 {}, success@5 {}, scripts {} B, cold {} KB, \
         follow-up {} KB, whole query typed {} KB",
        number("/mrr10"),
        number("/success1"),
        number("/success5"),
        number("/scriptBytes"),
        number("/coldIndexKB/median"),
        number("/followUpIndexKB/median"),
        number("/typedKB/median"),
    );
    println!("{line}");
    let good = number("/mrr10") >= MRR
        && number("/success5") >= FIRST_FIVE
        && number("/empty") == 0.0
        && number("/scriptBytes") <= SCRIPTS
        && number("/coldIndexKB/median") <= COLD_KB
        && number("/followUpIndexKB/median") <= FOLLOW_UP_KB
        && number("/typedKB/median") <= TYPED_KB;
    ensure!(good, "search of the sample got worse:\n{printed}\n{line}");
    Ok(())
}

/// What the bench says of a site with these articles; a row is a query, its page and its anchor.
fn bench(articles: &[(String, String)], rows: &[[&str; 3]]) -> Result<Value> {
    let folder = tempfile::tempdir()?;
    for (name, article) in articles {
        std::fs::write(folder.path().join(name), article)?;
    }
    let site = folder.path().join("site");
    let built = Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .arg("build")
        .arg(folder.path())
        .arg("--output")
        .arg(&site)
        .output()?;
    ensure!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let queries = folder.path().join("queries.tsv");
    let mut list = "id\tclass\tquery\texpected_pages\texpected_anchor\torigin\n".to_owned();
    for [query, page, anchor] in rows {
        writeln!(list, "1\tx\t{query}\t{page}\t{anchor}\thand")?;
    }
    std::fs::write(&queries, list)?;
    let bench = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/search/bench.mjs");
    let output = node(&[&bench, &site, &queries, Path::new("--json")])?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Every page has both words of the query, many of them more often than the one that has the query
/// in a row.
#[test]
fn words_in_a_row_are_found_among_pages_that_all_have_them() -> Result<()> {
    let filler =
        "Weather, rivers and long roads are written about at length in this place. ".repeat(3);
    let often = "A ledger has pages. Some are settled. No ledger is ever settled by itself.";
    let in_a_row = "In winter the ledger that is settled by hand is kept.";
    // On long pages, the words are nearly everywhere; among many, too many have them to say where,
    // and the beginning is looked at.
    for (pages, sections) in [(80, 1), (80, 15), (700, 1)] {
        let article = |number: usize| {
            let mut texts = vec![often.to_owned(); sections];
            if number == 50 {
                texts[sections - 1] = in_a_row.to_owned();
            } else if pages > 80 && number >= 20 {
                texts[0] = format!("{filler}A ledger has pages. Some are settled.");
            }
            let title = format!("Page {number}");
            let texts = texts.join(&format!("\n\n{filler}\n\n"));
            let text = format!("---\ntitle: {title}\n---\n# {title}\n\n{texts}\n\n{filler}\n");
            (format!("p{number}.md"), text)
        };
        let articles: Vec<_> = (0..pages).map(article).collect();
        let rows =
            [["the ledger that is settled", "p50", ""], ["\"ledger that is settled\"", "p50", ""]];
        let report = bench(&articles, &rows)?;
        ensure!(report["mrr10"] == 1.0, "{pages} pages, {sections} sections: {report}");
    }
    Ok(())
}

/// A title with half of the query does not keep a reader at the top of the page.
#[test]
fn a_result_leads_to_the_section_that_has_the_query() -> Result<()> {
    let article = "---\ntitle: Text files\n---\n# Text files\n\nText files are read here.\n\n\
        ## Remarks\n\nThe position in text files may be wrong.\n\n## See also\n\nMore files.\n";
    let rows = [["text files wrong position", "a", "remarks"], ["text files", "a", ""]];
    let report = bench(&[("a.md".to_owned(), article.to_owned())], &rows)?;
    ensure!(report["mrr10"] == 1.0 && report["anchor"] == 1.0, "{report}");
    Ok(())
}

/// A command is found by the beginning of its name, with an option that a minus stands before, and
/// before pages that say its name more often.
#[test]
fn commands_are_found_by_their_names_and_options() -> Result<()> {
    let mut articles = Vec::new();
    for verb in ["Get", "Set", "Show", "Stop"] {
        for noun in ["VanPlan", "Van", "Host"] {
            let options = if noun == "VanPlan" { "Depth" } else { "Name" };
            let others = "Get-VanPlan, Set-VanPlan and Show-VanPlan go with a van plan. ".repeat(3);
            let article = format!(
                "---\ntitle: {verb}-{noun}\n---\n# {verb}-{noun}\n\n{others}\n\n## Syntax\n\n\
                {verb}-{noun} -{options} 1 -Process 2\n\n## Parameters\n\n### -{options}\n\n\
                How far it goes.\n\n### -Process\n\nA process.\n"
            );
            articles.push((format!("{verb}-{noun}.md"), article));
        }
    }
    let process = "---\ntitle: Get-Process\n---\n# Get-Process\n\nGets the ones that run.\n";
    articles.push(("Get-Process.md".to_owned(), process.to_owned()));
    let rows = [
        ["show-vanpl", "show-vanplan", ""],
        ["set-hos", "set-host", ""],
        ["Show-VanPlan -Depth", "show-vanplan", "-depth"],
        ["stop-host -name", "stop-host", "-name"],
        ["get-process", "get-process", ""],
    ];
    let report = bench(&articles, &rows)?;
    ensure!(report["mrr10"] == 1.0 && report["anchor"] == 1.0, "{report}");
    Ok(())
}

#[test]
fn the_client_reads_what_the_generator_writes() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    node(&[Path::new("--test"), &root.join("src/search/client_test.mjs")]).map(drop)
}
