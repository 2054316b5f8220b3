//! Docset in, site out: the program builds the docsets of `tests/site` into a folder.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// What guidepost wrote last time; it holds times and differs from run to run.
const MANIFEST: &str = ".guidepost-manifest.json";

fn docset(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site").join(name)
}

fn guidepost(arguments: &[&str], docset: &Path, output: &Path) -> Result<Output> {
    Ok(Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .arg("build")
        .arg(docset)
        .arg("--output")
        .arg(output)
        .args(arguments)
        .env("NO_COLOR", "1")
        .output()?)
}

/// Builds a docset, in which there must be neither errors nor warnings.
fn build(docset: &Path, arguments: &[&str]) -> Result<Site> {
    let folder = tempfile::tempdir()?;
    let output = folder.path().join("site");
    let run = guidepost(&[&["--strict"], arguments].concat(), docset, &output)?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(0), "{said}");
    Ok(Site { files: files(&output)?, folder })
}

/// A site on disk.
struct Site {
    files: BTreeMap<String, Vec<u8>>,
    folder: tempfile::TempDir,
}

impl Site {
    fn text(&self, path: &str) -> Result<&str> {
        let bytes = self.files.get(path).ok_or_else(|| format!("no {path} in the site"))?;
        Ok(std::str::from_utf8(bytes)?)
    }

    /// Paths of files that are neither the theme's nor of the search index.
    fn paths(&self) -> Vec<&str> {
        let is_own = |path: &&str| {
            !path.starts_with("_guidepost/theme/") && !path.starts_with("_guidepost/search/")
        };
        self.files.keys().map(String::as_str).filter(is_own).collect()
    }

    fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| guidepost::path::extension(path) == "html")
            .filter_map(|(path, bytes)| Some((path.as_str(), std::str::from_utf8(bytes).ok()?)))
    }
}

/// Every file below a folder, by path.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            found.insert(path, fs::read(entry.path())?);
        }
    }
    Ok(found)
}

fn copy(from: &Path, to: &Path) -> Result {
    for (path, bytes) in files(from)? {
        let target = to.join(path);
        fs::create_dir_all(target.parent().ok_or("a file in no folder")?)?;
        fs::write(target, bytes)?;
    }
    Ok(())
}

/// The tags with a name, as written.
fn tags<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name} ");
    html.match_indices(&open)
        .filter_map(|(at, _)| Some(&html[at..=at + html[at..].find('>')?]))
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

/// What stands between two marks, all tags taken out, white space folded.
fn words(html: &str, from: &str, to: &str) -> Result<String> {
    let (_, rest) = html.split_once(from).ok_or_else(|| format!("no {from}"))?;
    let (part, _) = rest.split_once(to).ok_or_else(|| format!("no {to} after {from}"))?;
    let mut text = String::new();
    let mut in_tag = false;
    for c in part.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn breadcrumb(html: &str) -> Result<String> {
    words(html, "<nav class=\"breadcrumb\" aria-label=\"Breadcrumb\">", "</nav>")
}

fn contents(html: &str) -> Result<String> {
    let (_, rest) = html.split_once("<div class=\"tree\"").ok_or("no tree")?;
    words(rest, "><ul>", "</nav>")
}

#[test]
fn plain_folder() -> Result {
    let site = build(&docset("plain"), &[])?;
    assert_eq!(
        site.paths(),
        [
            MANIFEST,
            ".nojekyll",
            "404.html",
            "_guidepost/toc/0.js",
            "a-z/index.html",
            "guide/index.html",
            "guide/index.md",
            "guide/media/step.png",
            "guide/start.html",
            "guide/start.md",
            "index.html",
            "index.md",
            "llms.txt",
            "reference/api.html",
            "reference/api.md",
            "search/index.html",
            "troubleshooting.json",
            "troubleshooting.schema.json",
        ]
    );
    // README.md is the home page, and names the site.
    let home = site.text("index.html")?;
    assert_eq!(words(home, "<title>", "</title>")?, "Widget");
    assert!(home.contains("<a href=\"guide/index.html\">guide</a>"), "{home}");
    assert_eq!(contents(home)?, "Widget The guide Reference");
    // Folders are groups; the one of this page is open.
    let start = site.text("guide/start.html")?;
    assert_eq!(contents(start)?, "Widget The guide Start Reference");
    assert!(start.contains("<a href=\"start.html\" aria-current=\"page\">Start</a>"), "{start}");
    assert_eq!(breadcrumb(start)?, "The guide");
    Ok(())
}

#[test]
fn docset_with_groups() -> Result {
    let site = build(&docset("portal"), &[])?;
    assert_eq!(
        site.paths(),
        [
            MANIFEST,
            ".nojekyll",
            "404.html",
            "_guidepost/toc/0.js",
            "a-z/index.html",
            "api/v1/errors.html",
            "api/v1/errors.md",
            "billing/invoice.html",
            "billing/invoice.md",
            "billing/questions.html",
            "billing/questions.md",
            "index.html",
            "index.md",
            "llms.txt",
            "log-in.html",
            "login.html",
            "media/sign-in.png",
            "redirects.json",
            "roles/billing-admin/index.html",
            "roles/global-admin/index.html",
            "roles/index.html",
            "search/index.html",
            "sign-in.html",
            "sign-in.md",
            "troubleshooting.json",
            "troubleshooting.schema.json",
            "troubleshooting/account/index.html",
            "troubleshooting/index.html",
        ]
    );
    let sign_in = site.text("sign-in.html")?;
    assert!(sign_in.contains("<a href=\"api/v1/errors.html#e100\">errors</a>"), "{sign_in}");
    assert!(sign_in.contains("<a href=\"billing/questions.html\">desk</a>"), "{sign_in}");
    assert!(site.text("login.html")?.contains("sign-in.html#reset"));
    let moves: serde_json::Value = serde_json::from_str(site.text("redirects.json")?)?;
    assert_eq!(
        moves,
        serde_json::json!([
            { "from": "log-in.html", "to": "sign-in.html#reset" },
            { "from": "login.html", "to": "sign-in.html#reset" },
        ])
    );
    Ok(())
}

/// A docset without a page at its root, as many are, has its name behind its pages' titles.
#[test]
fn a_site_without_a_home_page_is_named_by_what_its_pages_share() -> Result {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("docfx.json"),
        r#"{ "build": { "globalMetadata": { "titleSuffix": "Contoso Portal" },
            "fileMetadata": { "titleSuffix": { "articles/c.md": "Contoso API" } } } }"#,
    )?;
    fs::create_dir(folder.path().join("articles"))?;
    for name in ["a.md", "b.md", "c.md"] {
        fs::write(folder.path().join("articles").join(name), format!("# {name}\n"))?;
    }
    let output = folder.path().join("site");
    guidepost(&[], folder.path(), &output)?;
    let page = fs::read_to_string(output.join("articles/c.html"))?;
    assert!(page.contains("<title>c.md - Contoso API | Contoso Portal</title>"), "{page}");
    // The home page that it is given lists them, under no heading without words.
    let home = fs::read_to_string(output.join("index.html"))?;
    assert!(home.contains("<a href=\"articles/a.html\">a.md</a>"), "{home}");
    assert!(!home.contains("<h3"), "{home}");
    Ok(())
}

/// The publishing configuration says where a page can be edited; `guidepost.toml` is stronger.
#[test]
fn edit_links_lead_to_the_published_repository() -> Result {
    let folder = tempfile::tempdir()?;
    let docset = folder.path().join("Docs here");
    copy(&self::docset("plain"), &docset)?;
    let publish = |open: bool| {
        let text = format!(
            r#"{{"docsets_to_publish": [{{"build_source_folder": "docs here", "open_to_public_contributors": {open}}}],
            "git_repository_url_open_to_public_contributors": "https://github.com/contoso/widget.git",
            "git_repository_branch_open_to_public_contributors": "live"}}"#
        );
        fs::write(folder.path().join(".openpublishing.publish.config.json"), text)
    };
    publish(true)?;
    let page = |docset: &Path| build(docset, &[])?.text("guide/start.html").map(str::to_owned);
    let start = page(&docset)?;
    let edit = "https://github.com/contoso/widget/blob/live/Docs%20here/guide/start.md";
    assert!(start.contains(&format!("<link rel=\"edit\" href=\"{edit}\">")), "{start}");
    assert!(start.contains("https://github.com/contoso/widget/issues/new?"), "{start}");
    publish(false)?;
    assert!(!page(&docset)?.contains("rel=\"edit\""));
    fs::write(docset.join("guidepost.toml"), "repository = \"https://code.example/w\"\n")?;
    assert!(
        page(&docset)?
            .contains("<link rel=\"edit\" href=\"https://code.example/w/guide/start.md\">")
    );
    Ok(())
}

/// A translated docset is in its language without a word in `guidepost.toml`, which is stronger.
#[test]
fn the_language_is_that_of_the_published_docset() -> Result {
    let folder = tempfile::tempdir()?;
    let docset = folder.path().join("docs");
    copy(&self::docset("plain"), &docset)?;
    let publish = |locale: &str| {
        let docset = format!(r#"{{"build_source_folder": "docs", "locale": "{locale}"}}"#);
        let text = format!(r#"{{"docsets_to_publish": [{docset}]}}"#);
        fs::write(folder.path().join(".openpublishing.publish.config.json"), text)
    };
    let language = |docset: &Path| -> Result<String> {
        let site = build(docset, &[])?;
        let page = site.text("guide/start.html")?;
        let lang = page.split_once("<html lang=\"").ok_or("no language")?.1;
        Ok(lang.split_once('"').ok_or("no end")?.0.to_owned())
    };
    publish("fr-FR")?;
    assert_eq!(language(&docset)?, "fr-fr");
    publish("of France")?;
    assert_eq!(language(&docset)?, "en-us");
    publish("fr-FR")?;
    fs::write(docset.join("guidepost.toml"), "locale = \"de-de\"\n")?;
    assert_eq!(language(&docset)?, "de-de");
    Ok(())
}

/// Whatever a title holds is in the title of the issue, and nothing else.
#[test]
fn the_title_of_an_issue_is_that_of_the_page() -> Result {
    let docset = tempfile::tempdir()?;
    fs::write(docset.path().join("a.md"), "# Fill %Temp% & up+down #1 [draft]\n\nText.\n")?;
    let settings = "repository = \"https://github.com/contoso/widget/blob/main\"\n";
    fs::write(docset.path().join("guidepost.toml"), settings)?;
    let site = build(docset.path(), &[])?;
    let title = "Feedback:%20Fill%20%25Temp%25%20%26%20up%2Bdown%20%231%20%5Bdraft%5D";
    let page = site.text("a.html")?;
    assert!(page.contains(&format!("/issues/new?title={title}&amp;body=Page:%20a.md\"")), "{page}");
    Ok(())
}

#[test]
fn pages_without_a_description_have_one_of_what_they_hold() -> Result {
    let folder = tempfile::tempdir()?;
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text);
    write("index.yml", "### YamlMime:Hub\ntitle: Start\nsummary: Everything about bills.\n")?;
    write(
        "pay.md",
        "---\ntitle: Pay a bill\ndescription: How to pay\n---\n# Pay a bill\n\n**Appropriate roles**: Billing clerk\n",
    )?;
    let output = folder.path().join("site");
    guidepost(&[], folder.path(), &output)?;
    let description = |path: &str| -> Result<String> {
        let html = fs::read_to_string(output.join(path))?;
        let tag = tags(&html, "meta").into_iter().find(|tag| tag.contains("\"description\""));
        let content = tag.and_then(|tag| attribute(tag, "content"));
        Ok(content.ok_or("no description")?.to_owned())
    };
    assert_eq!(description("index.html")?, "Everything about bills.");
    assert_eq!(description("roles/billing-clerk/index.html")?, "Billing clerk: Pay a bill");
    Ok(())
}

/// globalMetadata < fileMetadata, the last glob < the page's own header.
#[test]
fn metadata_precedence() -> Result {
    let site = build(&docset("portal"), &[])?;
    let date = |path: &str| -> Result<String> {
        let html = site.text(path)?;
        let time = tags(html, "time").into_iter().next().ok_or("no date")?;
        Ok(attribute(time, "datetime").unwrap_or("").to_owned())
    };
    assert_eq!(date("billing/questions.html")?, "2026-01-01", "globalMetadata");
    assert_eq!(date("index.html")?, "2026-02-02", "fileMetadata");
    assert_eq!(date("billing/invoice.html")?, "2026-03-03", "the last glob that matches");
    assert_eq!(date("sign-in.html")?, "2026-04-04", "the header");
    let title = |path: &str| words(site.text(path)?, "<title>", "</title>");
    assert_eq!(title("sign-in.html")?, "Sign in to the portal - Portal | Contoso docs");
    assert_eq!(title("api/v1/errors.html")?, "Errors of the API - Portal API | Contoso docs");
    assert!(site.text("index.html")?.contains("content=\"From all pages.\""));
    assert!(site.text("sign-in.html")?.contains("content=\"From this page.\""));
    Ok(())
}

/// A page holds the branch it stands in, and the other branches closed.
#[test]
fn branch_and_breadcrumb() -> Result {
    let site = build(&docset("portal"), &[])?;
    let invoice = site.text("billing/invoice.html")?;
    assert_eq!(contents(invoice)?, "Home Account Billing Invoice Questions API");
    assert!(invoice.contains("<a href=\"invoice.html\" aria-current=\"page\">Invoice</a>"));
    assert_eq!(breadcrumb(invoice)?, "Docs Portal Billing");
    let errors = site.text("api/v1/errors.html")?;
    assert_eq!(contents(errors)?, "Home Account Billing API Errors", "spliced from its folder");
    assert_eq!(breadcrumb(errors)?, "Docs Portal API");
    assert_eq!(breadcrumb(site.text("index.html")?)?, "Docs", "no step to the page itself");
    Ok(())
}

/// Pages that no source stands for show the contents of the root or of the home page, and never
/// those that come first by name.
#[test]
fn generated_pages_have_the_contents_of_the_home_page() -> Result {
    let docset = tempfile::tempdir()?;
    let write = |path: &str, text: &str| {
        let file = docset.path().join(path);
        fs::create_dir_all(file.parent().ok_or("no folder")?)?;
        fs::write(file, text)?;
        Result::Ok(())
    };
    for folder in ["a", "b"] {
        write(&format!("{folder}/TOC.yml"), &format!("- name: In {folder}\n  href: page.md\n"))?;
        write(&format!("{folder}/page.md"), "# Page\n\nText.\n")?;
    }
    write("index.md", "# Home\n\nText.\n")?;
    for page in ["404.html", "a-z/index.html"] {
        let site = build(docset.path(), &[])?;
        assert!(!site.text(page)?.contains("<div class=\"tree\""), "{page}");
    }
    write("b/TOC.yml", "- name: In b\n  href: page.md\n- name: Home\n  href: ../index.md\n")?;
    for page in ["404.html", "a-z/index.html"] {
        let site = build(docset.path(), &[])?;
        assert_eq!(contents(site.text(page)?)?, "In b Home", "{page}");
    }
    write("TOC.yml", "- name: All\n  href: index.md\n")?;
    let site = build(docset.path(), &[])?;
    assert_eq!(contents(site.text("a-z/index.html")?)?, "All");
    Ok(())
}

/// A docset may have an article, or one that moved, where the page of search results usually is.
#[test]
fn search_gives_way_to_a_page_of_the_docset() -> Result {
    let docset = tempfile::tempdir()?;
    let root = docset.path();
    fs::create_dir(root.join("search"))?;
    fs::write(root.join("search/index.md"), "# Search in Widget\n\nText.\n")?;
    let check = |words: &str| -> Result {
        let site = build(root, &[])?;
        assert!(site.text("search/index.html")?.contains(words));
        assert!(site.text("_guidepost/search/index.html")?.contains("id=\"gp-search-page\""));
        for page in ["index.html", "troubleshooting/index.html"] {
            let forms = tags(site.text(page)?, "form");
            let searches = |form: &&str| attribute(form, "role") == Some("search");
            let mut actions =
                forms.into_iter().filter(searches).map(|form| attribute(form, "action"));
            let own = |action: Option<&str>| {
                action.is_some_and(|to| to.ends_with("_guidepost/search/index.html"))
            };
            assert!(actions.all(own), "{page}");
        }
        Ok(())
    };
    fs::write(root.join("fix.md"), "# Unable to print\n\nSwitch it on.\n")?;
    check("Search in Widget")?;
    fs::rename(root.join("search/index.md"), root.join("search/widget.md"))?;
    let moved = r#"{"redirections": [{"source_path": "search/index.md", "redirect_url": "/search/widget"}]}"#;
    fs::write(root.join(".openpublishing.redirection.json"), moved)?;
    check("has moved")
}

#[test]
fn troubleshooting_index() -> Result {
    let site = build(&docset("portal"), &[])?;
    let index: Value = serde_json::from_str(site.text("troubleshooting.json")?)?;
    let entries = index["entries"].as_array().ok_or("no entries")?;
    assert_eq!(index["count"], entries.len());
    let entry = entries
        .iter()
        .find(|entry| entry["symptom"] == "The code does not arrive")
        .ok_or_else(|| format!("the symptom is missing in {index:#}"))?;
    assert_eq!(entry["url"], "sign-in.html#the-code-does-not-arrive");
    assert_eq!(entry["area"], "Account");
    assert_eq!(entry["roles"], serde_json::json!(["global-admin", "billing-admin"]));
    let page = site.text("troubleshooting/index.html")?;
    assert!(page.contains("../sign-in.html#the-code-does-not-arrive"), "{page}");
    for entry in entries {
        let url = entry["url"].as_str().ok_or("an entry without address")?;
        let path = url.split('#').next().unwrap_or(url);
        assert!(site.files.contains_key(path), "{url} is not in the site");
    }
    Ok(())
}

#[test]
fn many_error_codes() -> Result {
    let docset = tempfile::tempdir()?;
    let mut table = String::from("# Codes\n\n## All\n\n| Error code | Meaning |\n|---|---|\n");
    for number in 1000..1700 {
        let _ = writeln!(table, "| P{number} | The parcel is at stop {number}. |");
    }
    fs::write(docset.path().join("index.md"), table)?;
    fs::write(
        docset.path().join("other.md"),
        "# Other\n\n## More\n\n| Error code | Meaning |\n|---|---|\n| P1100 | The parcel is at stop 1100. |\n| p1100 | It waits. |\n",
    )?;
    let site = build(docset.path(), &[])?;
    let all = "troubleshooting/codes/index.html";
    let list = site.text(all)?;
    assert!(list.contains(">700 codes<"), "{list}");
    assert!(site.text("troubleshooting/index.html")?.contains("Look up one of 700 error codes"));
    // Every code is in the list, and its link leads to its entry.
    let mut pages: BTreeMap<String, usize> = BTreeMap::new();
    for number in 1000..1700 {
        let (before, _) = list
            .split_once(&format!("\">P{number}</a>"))
            .ok_or_else(|| format!("P{number} is not in the list"))?;
        let href = before.rsplit('"').next().unwrap_or_default();
        let (page, id) = href.split_once('#').ok_or(href)?;
        let path = format!("troubleshooting/codes/{page}");
        assert_eq!(site.text(&path)?.matches(&format!(" id=\"{id}\"")).count(), 1, "{href}");
        *pages.entry(path).or_default() += 1;
    }
    assert!(pages.len() > 2 && pages.values().all(|&codes| codes <= 200), "{pages:?}");
    for path in pages.keys() {
        let page = site.text(path)?;
        assert!(page.len() < 150_000, "{path} has {} bytes", page.len());
        assert!(page.contains("href=\"index.html\">All codes</a>"), "{path}");
    }
    assert!(list.len() < 80_000, "the list has {} bytes", list.len());
    // A code on two pages stands once: what both say, with both, and what one of them adds.
    let page = pages.keys().find(|path| site.text(path).is_ok_and(|text| text.contains("P1100")));
    let page = site.text(page.ok_or("no page has P1100")?)?;
    let entry = words(page, "id=\"p1100\"", "</li>")?;
    assert_eq!(entry.matches("The parcel is at stop 1100.").count(), 1, "{entry}");
    assert!(
        entry.contains("Codes") && entry.contains("Other") && entry.contains("It waits."),
        "{entry}"
    );
    assert_eq!(page.matches("data-code=\"P1100\"").count(), 1);
    // What the filter of the list reads: a text for each code.
    let script = site.text("troubleshooting/codes/codes.js")?;
    let texts: Vec<String> = serde_json::from_str(
        script
            .trim()
            .strip_prefix("guidepostCodes(")
            .and_then(|s| s.strip_suffix(");"))
            .ok_or(script)?,
    )?;
    assert_eq!(texts.len(), 700);
    assert_eq!(texts[100], "The parcel is at stop 1100. / It waits.");
    // Search leads to the entry at once.
    let shards = site.files.iter().filter(|(path, _)| path.starts_with("_guidepost/search/"));
    let found = shards.filter(|(_, bytes)| {
        String::from_utf8_lossy(bytes).contains("troubleshooting/codes/")
            && String::from_utf8_lossy(bytes).contains("#p1100")
    });
    assert!(found.count() > 0, "search does not know P1100");
    Ok(())
}

/// A theme of one template: nothing else comes into the page.
#[test]
fn theme_with_only_an_article_template() -> Result {
    let theme = tempfile::tempdir()?;
    fs::create_dir_all(theme.path().join("templates"))?;
    fs::write(theme.path().join("templates/article.html"), "{{ page.content | safe }}")?;
    let folder = theme.path().to_string_lossy().into_owned();
    let site = build(&docset("plain"), &["--theme", &folder])?;
    assert_eq!(
        site.text("index.html")?,
        "<p>Read the <a href=\"guide/index.html\">guide</a> or the \
         <a href=\"reference/api.html\">reference</a>.</p>\n"
    );
    // The other pages keep the built-in templates.
    assert!(site.text("search/index.html")?.starts_with("<!doctype html>"));
    Ok(())
}

/// A user's partial and a user's static file win, everything else stays.
#[test]
fn theme_overrides_file_by_file() -> Result {
    let theme = tempfile::tempdir()?;
    fs::create_dir_all(theme.path().join("templates/partials"))?;
    fs::create_dir_all(theme.path().join("static"))?;
    fs::write(theme.path().join("templates/partials/footer.html"), "<footer>Mine</footer>")?;
    fs::write(
        theme.path().join("templates/partials/head-extra.html"),
        "{% set own = root ~ \"_guidepost/theme/\" %}<link rel=\"stylesheet\" href=\"{{ own }}mine.css\"><script src=\"{{ own }}mine.js\"></script>",
    )?;
    fs::write(theme.path().join("static/mine.css"), "p { margin: 0 }")?;
    fs::write(
        theme.path().join("static/mine.js"),
        "const { a } = require(\"./own/a.js\");\nconst { fold } = require(\"./search/engine/words.js\");\n",
    )?;
    fs::create_dir_all(theme.path().join("static/own"))?;
    fs::write(theme.path().join("static/own/a.js"), "const a = 1;\nmodule.exports = { a };\n")?;
    let folder = theme.path().to_string_lossy().into_owned();
    let site = build(&docset("plain"), &["--theme", &folder])?;
    let home = site.text("index.html")?;
    assert!(home.contains("<footer>Mine</footer>") && home.contains("<header"), "{home}");
    assert_eq!(site.text("_guidepost/theme/mine.css")?, "p { margin: 0 }");
    let script = site.text("_guidepost/theme/mine.js")?;
    assert!(script.starts_with("(() => {\nconst a = 1;\n"), "{script}");
    assert!(script.contains("const fold = ") && !script.contains("require("), "{script}");
    assert!(!site.files.contains_key("_guidepost/theme/own/a.js"));
    assert!(site.files.contains_key("_guidepost/theme/theme.css"));
    Ok(())
}

#[test]
fn same_bytes_for_any_number_of_threads_and_on_the_second_run() -> Result {
    for docset in [docset("portal"), docset("plain"), docset("../../articles")] {
        let mut one = build(&docset, &["--jobs", "1"])?;
        let mut eight = build(&docset, &["--jobs", "8"])?;
        one.files.remove(MANIFEST);
        eight.files.remove(MANIFEST);
        assert_eq!(one.files.keys().collect::<Vec<_>>(), eight.files.keys().collect::<Vec<_>>());
        for (path, bytes) in &one.files {
            assert!(eight.files[path] == *bytes, "{path} differs");
        }
        let output = one.folder.path().join("site");
        let run = guidepost(&[], &docset, &output)?;
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(said.contains(": 0 written, ") && said.contains(" 0 removed"), "{said}");
        let mut again = files(&output)?;
        again.remove(MANIFEST);
        assert!(again == one.files, "the second run changed something");
    }
    Ok(())
}

/// A site works below any address and from the disk: what leads into it is relative, and there.
#[test]
fn links_are_relative_and_lead_to_files() -> Result {
    for docset in [docset("portal"), docset("plain"), docset("../../articles")] {
        let site = build(&docset, &[])?;
        for (page, html) in site.pages().filter(|(page, _)| *page != "404.html") {
            let mut targets = Vec::new();
            for name in ["a", "link", "script", "img", "source", "iframe"] {
                for tag in tags(html, name) {
                    targets.extend(attribute(tag, "href"));
                    targets.extend(attribute(tag, "src"));
                }
            }
            assert!(!targets.is_empty(), "{page} has no links");
            for target in targets {
                let scheme = target.split(['/', '?', '#']).next().unwrap_or("").contains(':');
                if scheme || target.is_empty() || target.starts_with('#') {
                    continue;
                }
                assert!(!target.starts_with('/'), "{page} has the absolute link {target}");
                let path = target.split(['?', '#']).next().unwrap_or("");
                let path = guidepost::path::decode(path);
                let folder = guidepost::path::folder(page);
                let path = guidepost::path::join(folder, &path);
                assert!(
                    path.is_empty() || site.files.contains_key(&path),
                    "{page} links to {target}, which is not there"
                );
            }
        }
    }
    Ok(())
}

/// Fragments lead to ids, and no page has an id twice.
#[test]
fn fragments_lead_to_ids() -> Result {
    for docset in [docset("portal"), docset("plain"), docset("../../articles")] {
        let site = build(&docset, &[])?;
        let mut ids: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (page, html) in site.pages() {
            let list: Vec<&str> = html
                .match_indices(" id=\"")
                .filter_map(|(at, mark)| html[at + mark.len()..].split('"').next())
                .collect();
            for (i, id) in list.iter().enumerate() {
                assert!(!list[..i].contains(id), "{page} has the id {id} twice");
            }
            ids.insert(page, list);
        }
        for (page, html) in site.pages() {
            for target in tags(html, "a").into_iter().filter_map(|tag| attribute(tag, "href")) {
                let Some((path, fragment)) = target.split_once('#') else { continue };
                if path.contains(':') || fragment.is_empty() || fragment == "lightbox" {
                    continue;
                }
                let path = if path.is_empty() {
                    page.to_owned()
                } else {
                    let path = path.split('?').next().unwrap_or("");
                    guidepost::path::join(guidepost::path::folder(page), path)
                };
                let fragment = guidepost::path::decode(fragment);
                let found = ids.get(path.as_str()).is_some_and(|ids| ids.contains(&&*fragment));
                assert!(found, "{page} links to {target}, which is not there");
            }
        }
    }
    Ok(())
}

#[test]
fn local_images_have_width_and_height() -> Result {
    let mut count = 0;
    for docset in [docset("portal"), docset("plain"), docset("../../articles")] {
        let site = build(&docset, &[])?;
        for (page, html) in site.pages() {
            for tag in tags(html, "img") {
                let source = attribute(tag, "src").ok_or("an image without source")?;
                if source.contains("://") {
                    continue;
                }
                count += 1;
                for side in ["width", "height"] {
                    let pixels = attribute(tag, side).and_then(|pixels| pixels.parse::<u32>().ok());
                    assert!(pixels.is_some(), "{page}: {tag} has no {side}");
                }
            }
        }
    }
    assert!(count > 5);
    let site = build(&docset("plain"), &[])?;
    let start = site.text("guide/start.html")?;
    let sizes: Vec<_> = tags(start, "img")
        .into_iter()
        .map(|tag| (attribute(tag, "width"), attribute(tag, "height")))
        .collect();
    assert_eq!(sizes, [(Some("40"), Some("30")); 3]);
    Ok(())
}

/// The manifest is the only file that may tell when it was made.
#[test]
fn nothing_of_the_machine_is_in_the_site() -> Result {
    let docset = docset("portal");
    let site = build(&docset, &[])?;
    let home = docset.to_string_lossy().into_owned();
    for (path, bytes) in &site.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(path == MANIFEST || !text.contains(&home), "{path} names the folder of the docset");
    }
    Ok(())
}

/// A docset in a folder of its own, with an earlier output beside it.
struct Scene {
    folder: tempfile::TempDir,
    before: BTreeMap<String, Vec<u8>>,
}

impl Scene {
    fn new(name: &str) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        copy(&docset(name), &folder.path().join("docs"))?;
        let run = guidepost(&[], &folder.path().join("docs"), &folder.path().join("public"))?;
        assert_eq!(run.status.code(), Some(0));
        let before = files(&folder.path().join("public"))?;
        Ok(Self { folder, before })
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Builds, and asserts that the status is this and that the output is as it was.
    fn fails(&self, docset: &str, arguments: &[&str], status: i32) -> Result<String> {
        let run = guidepost(arguments, &self.at(docset), &self.at("public"))?;
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(status), "{said}");
        assert!(files(&self.at("public"))? == self.before, "the output was touched");
        self.is_tidy()?;
        Ok(said)
    }

    /// Nothing is left beside the output.
    fn is_tidy(&self) -> Result {
        for entry in fs::read_dir(self.folder.path())? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            assert!(!name.contains("guidepost-stage"), "{name} is left");
        }
        Ok(())
    }
}

#[test]
fn a_wrong_configuration_leaves_the_output_alone() -> Result {
    let scene = Scene::new("portal")?;
    fs::write(scene.at("docs/docfx.json"), "{\n  \"build\": {\n    \"content\": [\n")?;
    let said = scene.fails("docs", &[], 2)?;
    assert!(said.contains("docfx.json:"), "{said}");
    fs::copy(docset("portal").join("docfx.json"), scene.at("docs/docfx.json"))?;
    fs::write(scene.at("docs/guidepost.toml"), "titel = \"x\"\n")?;
    scene.fails("docs", &[], 2)?;
    Ok(())
}

#[test]
fn a_docset_that_is_missing_or_empty_leaves_the_output_alone() -> Result {
    let scene = Scene::new("plain")?;
    scene.fails("gone", &[], 2)?;
    scene.fails("docs/README.md", &[], 2)?;
    fs::create_dir(scene.at("empty"))?;
    let said = scene.fails("empty", &[], 2)?;
    assert!(said.contains("no articles"), "{said}");
    Ok(())
}

#[test]
fn a_first_build_that_fails_leaves_nothing() -> Result {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("empty"))?;
    let run = guidepost(&[], &folder.path().join("empty"), &folder.path().join("public"))?;
    assert_eq!(run.status.code(), Some(2));
    let names: Vec<_> = fs::read_dir(folder.path())?
        .map(|entry| entry.map(|entry| entry.file_name()))
        .collect::<std::io::Result<_>>()?;
    assert_eq!(names, ["empty"]);
    Ok(())
}

#[test]
fn a_wrong_theme_leaves_the_output_alone() -> Result {
    let scene = Scene::new("plain")?;
    fs::create_dir_all(scene.at("theme/templates"))?;
    fs::write(scene.at("theme/templates/article.html"), "{{ page.content | safe")?;
    let theme = scene.at("theme").to_string_lossy().into_owned();
    let said = scene.fails("docs", &["--theme", &theme], 2)?;
    assert!(said.contains("article.html:1:"), "{said}");
    // One that is found out only when a page is made.
    fs::write(scene.at("theme/templates/article.html"), "{{ page.nothing.at_all }}")?;
    scene.fails("docs", &["--theme", &theme], 2)?;
    let gone = scene.at("gone").to_string_lossy().into_owned();
    scene.fails("docs", &["--theme", &gone], 2)?;
    Ok(())
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_leaves_the_output_alone() -> Result {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new("plain")?;
    let file = scene.at("docs/guide/start.md");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000))?;
    if fs::read(&file).is_ok() {
        // The superuser reads everything.
        return Ok(());
    }
    let said = scene.fails("docs", &[], 3)?;
    assert!(said.contains("start.md"), "{said}");
    Ok(())
}

#[test]
fn a_refused_output_is_left_alone() -> Result {
    let scene = Scene::new("plain")?;
    fs::write(scene.at("public/mine.txt"), "mine")?;
    let before = files(&scene.at("public"))?;
    let run = guidepost(&[], &scene.at("docs"), &scene.at("public"))?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert_eq!(run.status.code(), Some(4), "{said}");
    assert!(said.contains("mine.txt") && said.contains("--merge"), "{said}");
    assert!(files(&scene.at("public"))? == before);
    // The docset itself, and the folder it is in.
    let docs = files(&scene.at("docs"))?;
    for output in ["docs", "."] {
        let run = guidepost(&[], &scene.at("docs"), &scene.at(output))?;
        assert_eq!(run.status.code(), Some(4));
    }
    assert!(files(&scene.at("docs"))? == docs);
    scene.is_tidy()
}

#[test]
fn findings_do_not_stop_a_build() -> Result {
    let scene = Scene::new("plain")?;
    let file = scene.at("docs/guide/start.md");
    fs::write(&file, "# Start\n\n[gone](gone.md)\n")?;
    let run = guidepost(&[], &scene.at("docs"), &scene.at("public"))?;
    assert_eq!(run.status.code(), Some(0), "warnings alone are no failure");
    let strict = guidepost(&["--strict"], &scene.at("docs"), &scene.at("public"))?;
    assert_eq!(strict.status.code(), Some(1));
    fs::write(&file, "# Start\n\n[!INCLUDE [gone](gone.md)]\n")?;
    let run = guidepost(&[], &scene.at("docs"), &scene.at("public"))?;
    assert_eq!(run.status.code(), Some(1), "an error is");
    assert!(scene.at("public/guide/start.html").is_file(), "and the site is there");
    Ok(())
}

/// What a page was made from is gone from the site with it.
#[test]
fn a_removed_source_is_removed_from_the_output() -> Result {
    let scene = Scene::new("plain")?;
    fs::remove_dir_all(scene.at("docs/reference"))?;
    let run = guidepost(&[], &scene.at("docs"), &scene.at("public"))?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(!said.contains(" 0 removed"), "{said}");
    assert!(!scene.at("public/reference").exists());
    Ok(())
}

/// Files that take in the next one twice would double the work with every level.
#[test]
fn files_that_double_with_every_level_end_soon() -> Result {
    const LEVELS: usize = 30;
    let folder = tempfile::tempdir()?;
    let write = |name: String, text: String| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder.path()))?;
        fs::write(path, text)
    };
    write(
        "docfx.json".into(),
        r#"{ "build": { "content": { "files": ["a.md", "**/toc.yml"] } } }"#.into(),
    )?;
    write("a.md".into(), "# A\n\n[!INCLUDE [i](i0.md)]\n".into())?;
    write("toc.yml".into(), "- name: A\n  href: a.md\n- name: B\n  href: 0/toc.yml\n".into())?;
    for level in 0..LEVELS {
        let next = level + 1;
        let include = format!("[!INCLUDE [i](i{next}.md)]\n");
        write(format!("i{level}.md"), format!("{include}\n{include}"))?;
        let entry = format!("- name: N\n  href: ../{next}/toc.yml\n");
        write(format!("{level}/toc.yml"), format!("{entry}{entry}"))?;
    }
    write(format!("i{LEVELS}.md"), "The end.\n".into())?;
    write(format!("{LEVELS}/toc.yml"), "- name: The end\n  href: ../a.md\n".into())?;
    let output = folder.path().join("site");
    let run = guidepost(&[], folder.path(), &output)?;
    assert!(String::from_utf8_lossy(&run.stderr).contains("circular-reference"), "{run:?}");
    assert!(fs::read_to_string(output.join("a.html"))?.contains("<h1"));
    Ok(())
}
