//! The languages of the interface: every message is translated, and none that is not one.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use intl_pluralrules::{PluralRuleType, PluralRules};

const THEME: &str = "themes/default";

/// Files below a folder with one of some endings, in order.
fn files(folder: &str, endings: &[&str]) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        let ending = entry.path().extension().unwrap_or_default().to_string_lossy().into_owned();
        if endings.contains(&&*ending) {
            let text = fs::read_to_string(entry.path()).unwrap();
            texts.push(text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().to_owned());
        }
    }
    texts
}

/// The string literals that stand first in calls of `call`, which ends with a parenthesis.
fn literals(text: &str, call: &str, messages: &mut BTreeSet<String>) {
    for (at, _) in text.match_indices(call) {
        let before = text[..at].chars().next_back().unwrap_or(' ');
        if call == "t(" && (before.is_alphanumeric() || "_$.".contains(before)) {
            continue;
        }
        let rest = text[at + call.len()..].trim_start();
        let rest = rest.strip_prefix("text=").unwrap_or(rest);
        let Some(literal) = rest.strip_prefix('"') else { continue };
        // Others have a `text`, too.
        if !literal.starts_with(|c: char| c.is_alphanumeric() || c == '{') {
            continue;
        }
        messages.insert(literal.split('"').next().unwrap().to_owned());
    }
}

/// What the theme says, in English.
fn messages() -> BTreeSet<String> {
    let mut messages = BTreeSet::new();
    for text in files(&format!("{THEME}/templates"), &["html"]) {
        literals(&text, "t(", &mut messages);
    }
    for text in files(&format!("{THEME}/static"), &["js"]) {
        if text.contains("translation.js\");") {
            literals(&text, "t(", &mut messages);
        }
    }
    for text in files("src", &["rs"]) {
        if text.to_lowercase().contains("translation") {
            for call in [".text(", ".format(", ".count("] {
                literals(&text, call, &mut messages);
            }
        }
    }
    assert!(messages.len() > 100, "the test must see messages: {messages:?}");
    messages
}

/// Messages by English text, each with its forms by plural category; "" is the only form.
type Catalogue = BTreeMap<String, BTreeMap<String, String>>;

fn catalogue(path: &Path) -> Catalogue {
    let read: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap())
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let forms = |value: toml::Value| match value {
        toml::Value::String(text) => BTreeMap::from([(String::new(), text)]),
        toml::Value::Table(forms) => {
            let text = |value: toml::Value| value.as_str().unwrap().to_owned();
            forms.into_iter().map(|(name, value)| (name, text(value))).collect()
        }
        other => panic!("{}: {other} is no message", path.display()),
    };
    read.into_iter().map(|(message, value)| (message, forms(value))).collect()
}

/// The names in braces.
fn values(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_language_has_every_message() {
    let messages = messages();
    let mut wrong = Vec::new();
    let english = catalogue(Path::new(&format!("{THEME}/translations/en.toml")));
    for message in english.keys().filter(|message| !messages.contains(*message)) {
        wrong.push(format!("en: nothing says “{message}”"));
    }
    let mut languages = 0;
    for entry in walkdir::WalkDir::new(format!("{THEME}/translations")).min_depth(1) {
        let path = entry.unwrap().into_path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name == "en" {
            continue;
        }
        languages += 1;
        let own = catalogue(&path);
        for message in messages.iter().filter(|message| !own.contains_key(*message)) {
            wrong.push(format!("{name}: “{message}” is missing"));
        }
        let language = name.split('-').next().unwrap();
        let rules = PluralRules::create(
            language.parse::<unic_langid::LanguageIdentifier>().unwrap(),
            PluralRuleType::CARDINAL,
        );
        let rules = rules.unwrap_or_else(|error| panic!("{name}: {error}"));
        let categories: BTreeSet<String> = (0..200)
            .chain([1_000_000])
            .map(|n: usize| format!("{:?}", rules.select(n).unwrap()).to_lowercase())
            .collect();
        for (message, forms) in &own {
            if !messages.contains(message) {
                wrong.push(format!("{name}: nothing says “{message}”"));
            }
            let counts = english.contains_key(message);
            for (form, text) in forms {
                if text.trim().is_empty() {
                    wrong.push(format!("{name}: “{message}” has no words"));
                }
                let (has, needs) = (values(text), values(message));
                let date = message == "{day} {month} {year}";
                let may_leave_out = |value: &&str| counts && *value == "n" && form != "other";
                let missing = needs.difference(&has).filter(|value| !may_leave_out(value) && !date);
                let strange = has.difference(&needs).filter(|value| !date || **value != "number");
                for value in missing.chain(strange) {
                    wrong.push(format!("{name}: “{message}” and {{{value}}} in “{text}”"));
                }
            }
            let own: BTreeSet<_> = forms.keys().cloned().collect();
            let mut expected = categories.clone();
            expected.insert("other".to_owned());
            if counts && expected.len() > 1 && own != expected {
                wrong.push(format!("{name}: “{message}” has {own:?}, the language {expected:?}"));
            }
        }
    }
    assert!(languages > 0, "the test must see languages");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Builds a docset of one article and a theme of its own; gives what the program said, and the site.
fn build(settings: &str, theme: &[(&str, &str)]) -> (std::process::Output, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("docset/guidepost.toml", settings);
    write(
        "docset/a.md",
        "---\ntitle: Anfang\ndescription: Wie es geht.\nms.date: 06/05/2026\n---\n# Anfang\n\nText.\n\n\
         ## Teil\n\n> [!NOTE]\n> Merke.\n\n## Zweiter Teil\n\nMehr.\n",
    );
    write("theme/static/own.css", ":root { --own: 1; }\n");
    for (path, text) in theme {
        write(&format!("theme/{path}"), text);
    }
    let said = std::process::Command::new(env!("CARGO_BIN_EXE_guidepost"))
        .args(["build", "docset", "--theme", "theme", "--output", "site"])
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    (said, folder)
}

#[test]
fn a_site_speaks_its_language() {
    let own = ("translations/sv.toml", "\"Next\" = \"Och sedan\"\n");
    let (said, folder) = build("locale = \"sv-se\"", &[own]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let read = |path: &str| fs::read_to_string(folder.path().join("site").join(path)).unwrap();
    let page = read("a.html");
    for part in ["<html lang=\"sv-se\"", ">I den här artikeln<", ">5 juni 2026<", ">Anteckning<"] {
        assert!(page.contains(part), "{part} is not in\n{page}");
    }
    assert!(!page.contains("In this article"), "{page}");
    let swedish = catalogue(Path::new(&format!("{THEME}/translations/sv.toml")));
    let article = read("_guidepost/theme/article.js");
    assert!(article.contains(&*swedish["Copied"][""]) && !article.contains("Copied"), "{article}");
    let search = read("_guidepost/theme/search.js");
    assert!(search.contains(&*swedish["{n} results"]["one"]), "{search}");
}

#[test]
fn a_theme_brings_a_language() {
    let own = ("translations/eo.toml", "\"In this article\" = \"En ĉi tiu artikolo\"\n");
    let (said, folder) = build("locale = \"eo\"", &[own]);
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let page = fs::read_to_string(folder.path().join("site/a.html")).unwrap();
    assert!(page.contains("En ĉi tiu artikolo"), "{page}");
    assert!(page.contains("Last updated"), "what nobody has translated is English\n{page}");
}

#[test]
fn a_wrong_language_or_catalogue_is_named() {
    for (settings, theme, parts) in [
        ("locale = \"Deutsch!\"", ("static/b.css", ""), &["`Deutsch!`", "help:"][..]),
        (
            "locale = \"de\"",
            ("translations/de.toml", "\n\"Next\" = 3\n"),
            &["translations/de.toml", "line 2"],
        ),
        (
            "locale = \"de\"",
            ("translations/de.toml", "\"{n} pages\" = { one = \"a\" }"),
            &["translations/de.toml", "other"],
        ),
    ] {
        let (said, folder) = build(settings, &[theme]);
        let text = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(2), "{text}");
        for part in parts {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
        assert!(!folder.path().join("site/a.html").exists());
    }
}
