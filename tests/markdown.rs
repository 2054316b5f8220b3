//! Each page as Markdown beside its HTML, the list of them for programs, and the feed.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

use guidepost::config::Overrides;
use guidepost::outputs::{Content, Memory};
use guidepost::pipeline::{self, Options, Silent};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// The texts of a docset's site, by path.
fn build(docset: &Path, base_url: Option<&str>) -> Result<BTreeMap<String, String>> {
    let overrides = Overrides { base_url: base_url.map(str::to_owned), ..Overrides::default() };
    let options = Options { docset: docset.to_owned(), overrides, jobs: None };
    let memory = Memory::default();
    pipeline::build(&pipeline::configure(&options)?, None, &memory, &Silent)?;
    let texts = memory.into_files().into_iter().filter_map(|(path, content)| match content {
        Content::Bytes(bytes) => Some((path, String::from_utf8(bytes.to_vec()).ok()?)),
        Content::Copy(_) => None,
    });
    Ok(texts.collect())
}

/// A docset of these files.
fn docset(files: &[(&str, &str)]) -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for (path, text) in files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().ok_or("a file in no folder")?)?;
        fs::write(file, text)?;
    }
    Ok(folder)
}

const PAGE: &str = r#"---
title: Send a parcel
ms.date: 03/01/2026
---
# Send a *parcel*

**Appropriate roles**: Clerk

See [prices](../prices.md#small), <https://post.example/a> and [the yard](../media/yard.png "Yard").

[!INCLUDE [hours](../includes/hours.md)]

> [!NOTE]
> Two lines
> of a note.

1. Weigh `a | b`.
   - Use the scale_of_brass\*.

     ```sh
     weigh ``x``
     ```
1. Pay.

# [Bank](#tab/bank)

By bank.

# [Cash](#tab/cash)

By cash.

---

| Size | Price |
|:-----|------:|
| S \| M | *2*<br>or 3 |

:::image type="content" source="../media/yard.png" alt-text="The yard." lightbox="../media/yard.png":::

<details><summary>More</summary>

**Ask** [us](../prices.md).

</details>

2\. Not a list. <b>Bold</b>, H<sub>2</sub>O and &lt;id&gt;.
"#;

const MARKDOWN: &str = r#"# Send a *parcel*

**Appropriate roles**: Clerk

See [prices](https://post.example/docs/prices.html#small), <https://post.example/a> and [the yard](https://post.example/docs/media/yard.png "Yard").

Open from *nine*.

> [!NOTE]
> Two lines
> of a note.

1. Weigh `a | b`.
   - Use the scale_of_brass\*.

     ```sh
     weigh ``x``
     ```
2. Pay.

**Bank**

By bank.

**Cash**

By cash.

| Size | Price |
| :-- | --: |
| S \| M | *2*<br>or 3 |

![The yard.](https://post.example/docs/media/yard.png)

<details><summary>More</summary>
<p><strong>Ask</strong> <a href="https://post.example/docs/prices.html">us</a>.</p>
</details>

2\. Not a list. <b>Bold</b>, H<sub>2</sub>O and \<id>.
"#;

const PRICES: &str = "---\ntitle: Prices\ndescription: What it costs.\nms.date: 02/01/2026\n---\n# Prices\n\n## Small\n\nTwo.\n";

fn post() -> Result<tempfile::TempDir> {
    docset(&[
        ("guide/send.md", PAGE),
        ("prices.md", PRICES),
        ("secret.md", "---\nrobots: noindex\n---\n# Secret\n\nText.\n"),
        ("taken.md", "# Taken\n\nText.\n"),
        ("includes/hours.md", "Open from *nine*.\n"),
        ("media/yard.png", ""),
        (
            "questions.yml",
            "### YamlMime:FAQ\ntitle: Questions\nsummary: Ask away.\nsections:\n  - name: Post\n    questions:\n      - question: |\n          Is it *open*?\n        answer: |\n          See [hours](prices.md).\n",
        ),
        (
            "TOC.yml",
            "- name: Money\n  items:\n  - name: Prices\n    href: prices.md\n- name: Guides\n  items:\n  - name: Send\n    href: guide/send.md\n",
        ),
        (
            "docfx.json",
            r#"{"build":{"content":[{"files":["**/*.md","**/*.yml"],"exclude":["includes/**"]}],"resource":[{"files":["**/*.png"]}]}}"#,
        ),
        ("guidepost.toml", "title = \"Post\"\ndescription = \"All of it.\"\n"),
    ])
}

#[test]
fn pages_as_markdown() -> Result {
    let folder = post()?;
    let site = build(folder.path(), Some("https://post.example/docs"))?;
    assert_eq!(site["guide/send.md"], MARKDOWN);
    assert_eq!(
        site["questions.md"],
        "# Questions\n\nAsk away.\n\n## Post\n\n### Is it open?\n\nSee [hours](https://post.example/docs/prices.html).\n"
    );
    let html = &site["guide/send.html"];
    assert!(html.contains("<link rel=\"alternate\" type=\"text/markdown\" href=\"send.md\">"));
    assert!(html.contains("href=\"send.md\" data-copy-markdown"), "the button leads to it");
    assert!(!site.contains_key("secret.md"), "kept from search engines");
    assert!(!site["secret.html"].contains("text/markdown"));
    let site = build(folder.path(), None)?;
    assert!(site["guide/send.md"].contains("[prices](../prices.html#small)"), "as on the page");
    Ok(())
}

#[test]
fn list_for_programs() -> Result {
    let folder = post()?;
    let list = "# Post

> All of it.

## Money

- [Prices](prices.md): What it costs.

## Guides

- [Send a parcel](guide/send.md)

## Other pages

- [Questions](questions.md): Ask away.
- [Taken](taken.md)
";
    assert_eq!(build(folder.path(), None)?["llms.txt"], list);
    let site = build(folder.path(), Some("https://post.example/docs/"))?;
    assert!(site["llms.txt"].contains("(https://post.example/docs/guide/send.md)"));
    Ok(())
}

#[test]
fn feed_of_changed_pages() -> Result {
    let folder = post()?;
    let site = build(folder.path(), Some("https://post.example/docs"))?;
    let feed = &site["feed.xml"];
    let entry = |name: &str, at: usize| -> Vec<&str> {
        let start = format!("<{name}>");
        let parts = feed.split("<entry>").skip(at);
        let values = parts.flat_map(|part| part.split(start.as_str()).skip(1).collect::<Vec<_>>());
        values.filter_map(|rest| rest.split('<').next()).collect()
    };
    assert_eq!(entry("title", 1), ["Send a parcel", "Prices"], "the latest first");
    assert_eq!(entry("updated", 0)[0], "2026-03-01T00:00:00Z");
    assert_eq!(entry("id", 1)[1], "https://post.example/docs/prices.html");
    let link = "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Post\" href=\"../feed.xml\">";
    assert!(site["guide/send.html"].contains(link));
    let site = build(folder.path(), None)?;
    assert!(!site.contains_key("feed.xml"), "its links need the site's address");
    assert!(!site["guide/send.html"].contains("application/atom+xml"));
    Ok(())
}

/// Text of the articles of a site, by path: white space and what the theme adds left out. Pages with
/// tabs or zones, whose choices Markdown shows in words, are not among them.
fn articles(site: &BTreeMap<String, String>) -> BTreeMap<&str, String> {
    let text = |html: &str| {
        let (_, rest) = html.split_once("<div class=\"content\">")?;
        let (part, _) = rest.split_once("<div class=\"page-foot\">")?;
        let mut text = String::new();
        for piece in part.split('<') {
            let (tag, words) = piece.split_once('>').unwrap_or(("", piece));
            let name = tag.split(' ').next().unwrap_or("");
            let href = tag.split_once(" href=\"").and_then(|(_, rest)| rest.split('"').next());
            match (name, href) {
                ("a", Some(href)) if !tag.contains("lightbox") => text.push_str(href),
                ("img" | "h2" | "h3" | "h4" | "li" | "td" | "th" | "pre" | "aside", _) => {
                    text.push_str(name);
                }
                _ => {}
            }
            if tag == "p class=\"link-description\"" {
                continue;
            }
            text.extend(words.chars().filter(|c| !c.is_whitespace()));
        }
        Some(text)
    };
    site.iter()
        .filter(|(_, html)| html.contains("class=\"page-article"))
        .filter(|(_, html)| {
            !html.contains("role=\"tab\"")
                && !html.contains("<div data-moniker")
                && !html.contains("has-pivot")
        })
        .filter_map(|(path, html)| Some((path.as_str(), text(html)?)))
        .collect()
}

#[test]
fn markdown_says_what_the_page_says() -> Result {
    let first = build(&Path::new(env!("CARGO_MANIFEST_DIR")).join("articles"), None)?;
    let pages = articles(&first);
    assert!(pages.len() > 10, "only {} pages", pages.len());
    // The Markdown of all pages is a docset of its own.
    let files: Vec<(&str, &str)> = first
        .iter()
        .filter(|(path, _)| guidepost::path::extension(path) == "md")
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let folder = docset(&files)?;
    let second = build(folder.path(), None)?;
    let again = articles(&second);
    for (path, text) in pages {
        if first[path].contains("content=\"noindex\"") {
            continue;
        }
        assert_eq!(again.get(path), Some(&text), "{path}");
    }
    Ok(())
}
