//! The index of small documents.

use std::fmt::Write as _;

use serde_json::{Map, json};

use super::*;
use crate::site::document::{
    Block, BlockKind, Date, PageFacts, PageKind, RoleRef, Section, SectionKind,
};

/// A document from a page path, a title and lines: `## heading`, `? question`, `- item`, `-- deeper item`, `! alert`,
/// `| cell | cell` (the first of a run is the header) and running text.
fn document(path: &str, title: &str, lines: &str) -> Document {
    let mut sections = vec![section(SectionKind::Lead, 1, title)];
    let mut in_table = false;
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let hashes = line.bytes().take_while(|&b| b == b'#').count();
        if hashes > 0 {
            in_table = false;
            sections.push(section(SectionKind::Heading, hashes as u8, line[hashes..].trim()));
        } else if let Some(question) = line.strip_prefix("? ") {
            sections.push(section(SectionKind::Question, 3, question));
        } else if let Some(last) = sections.last_mut() {
            let is_row = line.starts_with('|');
            last.blocks.push(block(line, is_row && !in_table));
            in_table = is_row;
        }
    }
    let faq = sections.iter().any(|section| section.kind == SectionKind::Question);
    let facts = PageFacts {
        source: path.replace(".html", ".md").into(),
        path: path.to_owned(),
        kind: if faq { PageKind::Faq } else { PageKind::Article },
        title: title.to_owned(),
        h1: Some(title.to_owned()),
        description: None,
        topic: None,
        service: Some("service".to_owned()),
        subservice: None,
        date: Some(Date { year: 2023, month: 5, day: 4 }),
        roles: Vec::new(),
        applies_to: Vec::new(),
        noindex: false,
        newest: None,
        reference: None,
        area: Some("Area".to_owned()),
        metadata: Map::new(),
    };
    Document { facts, sections, links: Vec::new(), names: Vec::new() }
}

fn section(kind: SectionKind, level: u8, heading: &str) -> Section {
    let anchor = (kind != SectionKind::Lead).then(|| super::assemble::slug(heading));
    Section {
        kind,
        level,
        anchor,
        heading: heading.to_owned(),
        roles: Vec::new(),
        blocks: Vec::new(),
    }
}

fn block(line: &str, header: bool) -> Block {
    let plain = |kind, text: &str| Block { kind, text: text.to_owned(), cells: Vec::new() };
    if let Some(text) = line.strip_prefix("-- ") {
        plain(BlockKind::Item { ordered: false, depth: 2 }, text)
    } else if let Some(text) = line.strip_prefix("- ") {
        plain(BlockKind::Item { ordered: false, depth: 1 }, text)
    } else if let Some(text) = line.strip_prefix("! ") {
        plain(BlockKind::Alert, text)
    } else if let Some(text) = line.strip_prefix('|') {
        let cells: Vec<String> = text.split('|').map(|cell| cell.trim().to_owned()).collect();
        Block { kind: BlockKind::Row { header }, text: cells.join(" | "), cells }
    } else {
        plain(BlockKind::Paragraph, line)
    }
}

/// One line an entry: rule, symptom and first step.
fn run(documents: &[Document]) -> Vec<String> {
    index(documents, &Options::default())
        .entries()
        .map(|entry| {
            format!(
                "{}: {} -> {}",
                entry.rule.name,
                entry.symptom,
                entry.first_step.as_deref().unwrap_or("-")
            )
        })
        .collect()
}

#[test]
fn a_guide_and_its_symptoms() {
    let page = document(
        "sign-in.html",
        "Unable to sign in",
        "This article has solutions.
         ## You've forgotten your password
         If so, take these actions:
         - Reset your password.
         ## Next steps
         - [Verify your account]
         ## Step 1: it fails
         Text.
         ## Nothing here is wrong
         ",
    );
    assert_eq!(
        run(&[page]),
        [
            "guide-title: Unable to sign in -> Reset your password.",
            "guide-complaint: You've forgotten your password -> Reset your password.",
        ]
    );
}

#[test]
fn questions_of_a_faq() {
    let page = document(
        "faq.html",
        "Payout FAQ",
        "? Why is my payment missing?
         There are reasons. Ensure that your profile is valid.
         ? Can I use two accounts?
         Yes.
         ? I see an empty tab. What do I do now?
         - Check your filters.
         ? Why should I sell?
         Because it fails otherwise.",
    );
    assert_eq!(
        run(&[page]),
        [
            "faq-complaint: Why is my payment missing? -> Ensure that your profile is valid.",
            "faq-complaint: I see an empty tab. What do I do now? -> Check your filters.",
        ]
    );
}

#[test]
fn elsewhere_it_takes_more() {
    let page = document(
        "invoices.html",
        "Invoices",
        "## Flows don't turn on
         Text of it.
         ## Why can't I see my invoice?
         Ask your admin.
         ## Unable to open the file
         Open it in another program.
         ## Error handling
         Text of it.
         ## Design issues
         Text of it.",
    );
    assert_eq!(
        run(&[page]),
        [
            "why-question: Why can't I see my invoice? -> Ask your admin.",
            "leading-fault: Unable to open the file -> Open it in another program.",
        ]
    );
}

#[test]
fn the_title_of_a_support_page_is_the_symptom() {
    let page = document(
        "printer.html",
        "The printer stops",
        "## Symptoms
         It stops. Press the key.
         ## Cause
         No paper.
         ## Resolution
         Add paper.",
    );
    assert_eq!(run(&[page]), ["support-page: The printer stops -> Add paper."]);
}

#[test]
fn what_four_pages_repeat_is_their_form() {
    let page = |path: &str| document(path, "Troubleshoot it", "## The request failed\nTry again.");
    let pages = ["a.html", "b.html", "c.html", "d.html"].map(page);
    assert_eq!(run(&pages).iter().filter(|line| line.starts_with("guide-complaint")).count(), 0);
    assert_eq!(
        run(&pages[..3]).iter().filter(|line| line.starts_with("guide-complaint")).count(),
        3
    );
}

#[test]
fn front_matter_and_configuration_decide() {
    let mut declared = document("a.html", "Some page", "Do nothing. Restart it.");
    declared.facts.metadata.insert("guidepost".into(), json!({ "symptom": "It is stuck" }));
    let mut silent = document("b.html", "Troubleshoot it", "## It fails\nText here.");
    silent.facts.metadata.insert("guidepost".into(), json!({ "troubleshooting": false }));
    let mut hidden = document("c.html", "Troubleshoot it", "Text.");
    hidden.facts.noindex = true;
    let ignored = document("d.html", "Troubleshoot it", "Text.");
    let mut command = document("e.html", "Troubleshoot-It", "Text.");
    command.facts.reference = Some(crate::platyps::Kind::Cmdlet);
    let options = Options { ignore: vec!["d.md".into()] };
    let index = index(&[declared, silent, hidden, ignored, command], &options);
    let symptoms: Vec<&str> = index.entries().map(|entry| entry.symptom.as_str()).collect();
    assert_eq!(symptoms, ["It is stuck"]);
}

#[test]
fn stale_is_measured_against_the_newest_page() {
    let mut old = document("a.html", "Troubleshoot it", "Text.");
    old.facts.date = Some(Date { year: 2021, month: 5, day: 3 });
    let mut just = document("b.html", "Troubleshoot that", "Text.");
    just.facts.date = Some(Date { year: 2021, month: 5, day: 4 });
    let newest = document("c.html", "A page", "Text.");
    let index = index(&[old, just, newest], &Options::default());
    assert_eq!(index.entries().map(|entry| entry.stale).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn ids_are_unique_and_links_lead_there() {
    let mut page = document("x/a b.html", "Troubleshoot <it>", "## It fails, \"so\"\nRestart it.");
    page.facts.roles = vec![RoleRef { id: "admin".into(), name: "Admin".into() }];
    let mut other = page.clone();
    other.facts.path = "x/a-b.html".into();
    let index = index(&[page, other], &Options::default());
    let ids: Vec<&str> = index.entries().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["x-a-b", "x-a-b-2", "x-a-b--it-fails-so", "x-a-b--it-fails-so-2"]);
    let context = page_context(
        &index,
        "troubleshooting/index.html",
        None,
        &|area| area.id.clone(),
        &crate::theme::Translation::english(),
    );
    assert_eq!(context["roles"], json!([{ "id": "admin", "name": "Admin", "count": 4 }]));
    assert_eq!(context["areas"][0]["count"], 4);
    let symptom = &context["areas"][0]["symptoms"][0];
    assert_eq!(symptom["href"], "../x/a%20b.html#it-fails-so");
    assert_eq!(symptom["symptom"], "It fails, &quot;so&quot;");
    assert_eq!(symptom["date"], "2023-05-04");
    let file: serde_json::Value = serde_json::from_str(&json(&index)).unwrap_or_default();
    assert_eq!(file["count"], 4);
    assert_eq!(file["entries"][2]["url"], "x/a%20b.html#it-fails-so");
    assert_eq!(file["entries"][2]["roles"], json!(["admin"]));
}

#[test]
fn rows_of_tables() {
    let page = document(
        "labels.html",
        "Labels",
        "## Responses
         | HTTP status | HTTP error code | Error code | Description
         | Forbidden | 403 | 900 | The label is old. Print it again.
         | Not found | 404 | n/a | Nothing.
         ## Messages
         | Message | Reason | Action
         | \"Out of ink. Stop.\" | There is no ink. | Fill in ink.
         | The paper jams when it is wet | It is wet. | -
         | Jam | It is wet. | Dry it.
         ## Colors
         | Error | Color
         | All of them | Red",
    );
    assert_eq!(
        run(&[page]),
        [
            "symptom-row: \"Out of ink. Stop.\" -> Fill in ink.",
            "symptom-row: The paper jams when it is wet -> It is wet.",
            "code-row: The label is old. -> Print it again.",
        ]
    );
}

#[test]
fn codes_are_grouped_over_pages() {
    let page = |path: &str, meaning: &str| {
        document(
            path,
            "Labels",
            &format!("## Codes\n| Error code | Meaning\n| E10 | {meaning}\n| 9 | So."),
        )
    };
    let index = index(&[page("a.html", "This."), page("b.html", "That.")], &Options::default());
    let codes: Vec<(&str, usize)> =
        index.codes.iter().map(|code| (code.code.as_str(), code.entries.len())).collect();
    assert_eq!(codes, [("9", 2), ("E10", 2)]);
    assert_eq!(index.count, 0);
    let context = codes_context(&index.codes, "troubleshooting/codes/index.html");
    assert_eq!(context["count"], 2);
    let places: Vec<&str> = context["codes"][1]["meanings"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|meaning| meaning["pages"].as_array().into_iter().flatten())
        .filter_map(|place| place["href"].as_str())
        .collect();
    assert_eq!(places, ["../../a.html#codes", "../../b.html#codes"]);
}

#[test]
fn the_page_of_an_error_is_a_code() {
    let mut page = document(
        "e1234.html",
        "Fatal error E1234",
        "'x' : no such name\n## Example\nText. Declare it.",
    );
    page.facts.topic = Some("error-reference".into());
    assert_eq!(run(&[page]), ["code-page: Fatal error E1234: 'x' : no such name -> Declare it."]);
}

#[test]
fn titles_that_complain() {
    let mut reference =
        document("lost.html", "Error: parcel-lost", "The parcel is lost.\n## Example\nCode.");
    reference.facts.topic = Some("reference".to_owned());
    let mut named = document("d4711.html", "Warning D4711", "The van is late.");
    named.facts.topic = Some("reference".to_owned());
    let mut settings = document("settings.html", "Failure settings", "Set it.");
    settings.facts.topic = Some("reference".to_owned());
    let account = document("restore.html", "Restore a suspended account", "Call the depot.");
    assert_eq!(
        run(&[reference, named, settings, account]),
        [
            "complaint-title: Error: parcel-lost -> The parcel is lost.",
            "complaint-title: Restore a suspended account -> Call the depot.",
            "code-page: Warning D4711: The van is late. -> -",
        ]
    );
}

#[test]
fn items_of_lists() {
    let page = document(
        "guide.html",
        "Troubleshoot it",
        "## Installation
         - Setup failed with error 0x80070003
         -- Run it again.
         - The list is empty.
         -- Cause: Nothing is there.
         -- Resolution: Add something.
         - Nothing else
         -- More of it.",
    );
    assert_eq!(
        run(&[page])[1..],
        [
            "listed-symptom: Setup failed with error 0x80070003 -> Run it again.",
            "listed-symptom: The list is empty. -> Add something.",
        ]
    );
}

#[test]
fn first_steps() {
    let step = |lines: &str| {
        let page = document("guide.html", "Troubleshoot it", &format!("## It fails\n{lines}"));
        let index = index(&[page], &Options::default());
        let step = index.entries().nth(1).and_then(|entry| entry.first_step.clone());
        step.unwrap_or_else(|| "-".to_owned())
    };
    assert_eq!(step("It may. To fix it, use these steps:\n- Restart it.\n- Wait."), "Restart it.");
    assert_eq!(
        step("- Sign in to the portal.\n- Select the **Users** tab.\n- Remove the user."),
        "Remove the user."
    );
    assert_eq!(step("Access to it is limited. You must ask for it."), "You must ask for it.");
    assert_eq!(step("For more information, see the manual. It is a bit old."), "It is a bit old.");
    assert_eq!(
        step("! Note this. Do that.\nHowever, if it's old, replace it."),
        "If it's old, replace it."
    );
    assert_eq!(
        step("Before you start, remove the following parts:\n- The lid\n- The key"),
        "Before you start, remove the following parts: The lid, The key."
    );
    assert_eq!(step("Why does it?"), "-");
    assert_eq!(
        step("To send it, you must:\n- Have a label.\n- Have a key."),
        "To send it, you must have a label."
    );
    assert_eq!(
        step("Ask the depot for a copy of:\n- Your label\n- Your key"),
        "Ask the depot for a copy of: Your label, Your key."
    );
    assert_eq!(step("For example, take two parcels. Check them."), "Check them.");
    assert_eq!(step("See the previous question."), "-");
    assert_eq!(step("Update: It is fixed in the new van."), "It is fixed in the new van.");
    assert_eq!(step("A. Move the `lid` to [the side](side.md)."), "Move the lid to the side.");
    assert_eq!(step("If so, wait. Then leave."), "Wait.");
    assert_eq!(
        step("- Learn more at the depot.\nThe van has no key for that door."),
        "The van has no key for that door."
    );
    assert_eq!(
        step(
            "To resolve this, use one of the following methods, as you see fit.\nRestart the van."
        ),
        "Restart the van."
    );
    assert_eq!(
        step("Follow these steps to turn the radio on. Press it."),
        "Follow these steps to turn the radio on."
    );
    assert_eq!(
        step("! Back up the registry before you modify it.\nDelete the value."),
        "Delete the value."
    );
    assert_eq!(step("If yes, call the depot. Try the other door."), "Try the other door.");
    assert_eq!(
        step("If you have questions about this article, contact us. The van has no key."),
        "The van has no key."
    );
    assert_eq!(step("- Run and service\n- Stop the van."), "Stop the van.");
    let long = format!("Check {}.", "whether it works ".repeat(20).trim_end());
    let cut = step(&long);
    assert!(
        cut.chars().count() <= 160
            && cut.ends_with("works\u{2026}")
                | cut.ends_with("it\u{2026}")
                | cut.ends_with("whether\u{2026}"),
        "{cut}"
    );
}

#[test]
fn causes_answer_the_heading_above() {
    let page = document(
        "guide.html",
        "Troubleshoot it",
        "## Parcels go back
         Sometimes.
         ### Cause 1: The label is wrong
         Print the label again.
         ### Cause 2: The depot isn't open
         Wait.",
    );
    assert_eq!(run(&[page])[1..], ["answered-heading: Parcels go back -> Print the label again."]);
}

#[test]
fn what_is_turned_away_says_why() {
    let page = document(
        "guide.html",
        "Troubleshoot it",
        "## Common issues
         Text.
         ## Printer error
         ## Step 2: it fails
         Text.",
    );
    let reference = document("api.html", "Api", "## Syntax\nText.\n## Why can't I print?\nText.");
    let (_, rejected) = explain(&[page, reference], &Options::default());
    let said: Vec<(&str, Reason)> =
        rejected.iter().map(|turned| (turned.text.as_str(), turned.why)).collect();
    assert_eq!(said, [("Printer error", Reason::Empty), ("Why can't I print?", Reason::Quiet),]);
}

#[test]
fn the_json_is_of_its_schema() -> Result<(), Box<dyn std::error::Error>> {
    let mut page = document(
        "x/a b.html",
        "Troubleshoot <it>",
        "## It fails\nRestart it.\n## Codes\n| Error code | Meaning\n| E10 | Stop. Go.\n## Rows\n| Issue | Fix\n| The van is stuck in mud | Push it hard.",
    );
    page.facts.applies_to = vec!["The depot".into()];
    page.facts.roles = vec![RoleRef { id: "driver".into(), name: "Driver".into() }];
    let mut bare = document("b.html", "Unable to leave", "Open the door.");
    bare.facts.date = None;
    bare.facts.service = None;
    let file: serde_json::Value =
        serde_json::from_str(&json(&index(&[page, bare], &Options::default())))?;
    assert_eq!(file["count"], 5);
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource(SCHEMA_PATH, serde_json::from_str(SCHEMA)?)?;
    let schema = compiler.compile(SCHEMA_PATH, &mut schemas)?;
    schemas.validate(&file, schema).map_err(|error| error.to_string())?;
    // It is strict enough to notice what is wrong.
    for (pointer, wrong) in [
        ("/schema_version", json!(2)),
        ("/entries/0/kind", json!("rumour")),
        ("/entries/0/symptom", json!("")),
        ("/entries/0/date", json!("4 May")),
        ("/entries/0/roles", json!(null)),
    ] {
        let mut file = file.clone();
        *file.pointer_mut(pointer).ok_or(pointer)? = wrong;
        assert!(schemas.validate(&file, schema).is_err(), "{pointer}");
    }
    Ok(())
}

#[test]
fn articles_say_what_is_on_them() {
    let guide = document(
        "a/guide.html",
        "Troubleshoot it",
        "## It fails\nRestart it.\n## It hangs\nWait for it.",
    );
    let page = document("b.html", "A page", "## Why can't I print?\nAsk the depot.");
    let index = index(&[guide, page], &Options::default());
    let contexts = article_contexts(
        &index,
        &|area| format!("troubleshooting/{}/index.html", area.id),
        &crate::theme::Translation::english(),
    );
    assert_eq!(
        contexts["a/guide.html"],
        json!({
            "area": "Area",
            "href": "../troubleshooting/area/index.html",
            "guide": true,
            "symptoms": [
                { "text": "It fails", "href": "#it-fails" },
                { "text": "It hangs", "href": "#it-hangs" },
            ],
        })
    );
    assert_eq!(contexts["b.html"]["guide"], false);
}

#[test]
fn the_newest_version_of_a_page_is_kept() {
    let page = |path: &str| document(path, "Troubleshoot it", "## It fails\nRestart it.");
    let index =
        index(&[page("5.1/a.html"), page("7.10/a.html"), page("7.4/a.html")], &Options::default());
    let pages: Vec<&str> = index.entries().map(|entry| entry.page.as_str()).collect();
    assert_eq!(pages, ["7.10/a.html", "7.10/a.html"]);
}

#[test]
fn odd_documents() {
    let empty = document("", "", "");
    let mut headless = document("a.html", "It fails", "## \n### \n| \n- \n");
    headless.sections.retain(|section| section.kind != SectionKind::Lead);
    assert_eq!(run(&[empty, headless]), [""; 0]);
    assert_eq!(
        json(&index(&[], &Options::default())),
        r#"{"$schema":"troubleshooting.schema.json","schema_version":1,"count":0,"entries":[]}"#
    );
}

#[test]
fn a_page_in_no_contents_stands_with_those_of_its_subservice() {
    let page = |name: &str, area: Option<&str>, subservice: &str| {
        let path = format!("{name}.html");
        let mut document = document(&path, "Troubleshoot orders", "## Orders fail\nTry again.");
        document.facts.area = area.map(str::to_owned);
        document.facts.subservice = Some(subservice.to_owned());
        document
    };
    let documents = [
        page("a", Some("Sales"), "shop-orders"),
        page("b", Some("Billing"), "shop-orders"),
        page("c", Some("Billing"), "shop-orders"),
        page("d", None, "shop-orders"),
        page("e", None, "shop-tax_forms"),
        page("f", None, "Tax Forms"),
        page("g", None, ""),
    ];
    let areas = super::areas::Areas::new(&documents);
    let titles = documents.each_ref().map(|document| areas.of(document));
    assert_eq!(
        titles,
        ["Sales", "Billing", "Billing", "Billing", "Shop tax forms", "Tax Forms", "Other"]
    );
}

#[test]
fn lists_of_links_to_errors_are_no_guides() {
    let table = "## Errors
        | Error | Message
        | Parcel error P1001 | no label
        | Parcel error P1002 | no 'name'";
    let mut list = document("errors.html", "Parcel errors P1001 through P1999", table);
    list.links = (1..3)
        .map(|n| crate::site::document::PageLink {
            source: format!("p100{n}.md").into(),
            text: String::new(),
        })
        .collect();
    let mut own = document("p1001.html", "Parcel error P1001", "no label\nPrint one.");
    let mut about = document("names.html", "How parcels are named", "Names are long.");
    let mut named = document("stamps.html", "Stamp problems", "Buy stamps.");
    for page in [&mut list, &mut own, &mut about, &mut named] {
        page.facts.topic = Some("error-reference".into());
    }
    assert_eq!(
        run(&[list, own, about, named]),
        [
            "guide-topic: Stamp problems -> Buy stamps.",
            // Its page says more than its row.
            "code-page: Parcel error P1001: no label -> Print one.",
            "listed-code: no 'name' -> -",
        ]
    );
}

#[test]
fn names_of_constants_are_codes_of_errors_or_no_problems() {
    let page = document(
        "printer.html",
        "Printer problems",
        "Read on.
         ## Messages
         | Message | Meaning
         | PRINTER_LID_OPEN | Close the lid of the printer.
         | PRINTER_LID_CLOSED | Wait until the printer is warm.
         ## Errors
         | Error | Meaning
         | ERROR_NO_INK | There is no ink. Fill in ink.
         | PAPERJAM | The paper is wet. Dry it.",
    );
    assert_eq!(
        run(&[page]),
        ["code-row: There is no ink. -> Fill in ink.", "code-row: The paper is wet. -> -"]
    );
}

#[test]
fn rows_that_ask_are_no_symptoms() {
    let page = document(
        "guide.html",
        "Troubleshoot it",
        "## Checks
         | Message | Reason | Action
         | Is the label printed? | It isn't. | Print it.
         | As of May, did you pay the fee? | No. | Pay the fee.
         | Why is the button gray? | It is old. | Replace it.
         | You see 'Stopped. Session lost.' when the van stops. Then more. | - | Start the van.",
    );
    assert_eq!(
        run(&[page])[1..],
        [
            "symptom-row: Why is the button gray? -> Replace it.",
            "symptom-row: You see 'Stopped. Session lost.' when the van stops. -> Start the van.",
        ]
    );
}

#[test]
fn statuses_finer_than_those_of_the_protocol_are_codes() {
    let page = document(
        "statuses.html",
        "Statuses",
        "## Finer
         | Status | Description
         | 404.3 | The type has no name.
         | 431 | A header is too long.
         ## Answers
         | Status | Description
         | 404 | Not found.
         ## Sizes
         | Status | Description
         | 404.3 | A size.
         | 12.5 | Another.",
    );
    assert_eq!(
        run(&[page]),
        ["code-row: The type has no name. -> -", "code-row: A header is too long. -> -"]
    );
}

#[test]
fn messages_that_a_guide_shows() {
    let page = document(
        "guide.html",
        "Trouble-shoot it",
        "## How to enable printing
         For these errors:
         - ERROR: Printing is refused.
         - ERROR: The printer is off.
         Run the command for printing.
         ## It fails
         Error: It is shown once.
         Restart it.
         ## Messages
         Error: Nothing is said of this one
         ## My issue isn't listed here
         Ask the depot.",
    );
    assert_eq!(
        run(&[page])[1..],
        [
            "shown-message: ERROR: Printing is refused. -> Run the command for printing.",
            "shown-message: ERROR: The printer is off. -> Run the command for printing.",
            "guide-complaint: It fails -> Restart it.",
        ]
    );
}

#[test]
fn a_page_says_things_once() {
    let page = document(
        "guide.html",
        "Troubleshoot it",
        "## It fails\nRestart it.\n## Elsewhere\nText.\n## It fails\nTurn it off.",
    );
    assert_eq!(run(&[page])[1..], ["guide-complaint: It fails -> Restart it."]);
}

#[test]
fn symptoms_in_a_list() {
    let page = document(
        "install.html",
        "Install it",
        "## Trouble-shooting common issues:
         - Check that the depot is registered
         -- Symptoms: The depot is missing from the map.
         -- Cause: It was closed.
         -- Solution: Run the registration again.",
    );
    assert_eq!(
        run(&[page]),
        ["listed-symptom: The depot is missing from the map. -> Run the registration again."]
    );
}

#[test]
fn what_was_refused_can_be_disputed() {
    let page = document(
        "claims.html",
        "Claims",
        "## Dispute a rejected claim\nOpen the claim.\n## Appealing a denial\nWrite to us.\n## Dispute a claim\nText.",
    );
    assert_eq!(
        run(&[page]),
        [
            "repair-heading: Dispute a rejected claim -> Open the claim.",
            "repair-heading: Appealing a denial -> Write to us.",
        ]
    );
}

#[test]
fn the_number_of_a_filter_is_what_it_shows() {
    let page = |path: &str, role: Option<&str>, cloud: Option<&str>| {
        let mut page = document(path, "Troubleshoot it", "Restart it.");
        page.facts.roles = role
            .map(|name| RoleRef { id: super::assemble::slug(name), name: name.to_owned() })
            .into_iter()
            .collect();
        page.facts.applies_to = cloud.map(str::to_owned).into_iter().collect();
        page
    };
    let pages = [
        page("a.html", Some("Driver"), Some("Van")),
        page("b.html", Some("Clerk"), Some("Bike")),
        page("c.html", Some("All partners"), None),
        page("d.html", None, None),
        page("e.html", Some("Driver"), None),
    ];
    let counts = |pages: &[Document], key: &str| -> Vec<(String, u64)> {
        let context = page_context(
            &index(pages, &Options::default()),
            "troubleshooting/index.html",
            None,
            &|area| area.id.clone(),
            &crate::theme::Translation::english(),
        );
        let choices = context[key].as_array().cloned().unwrap_or_default();
        choices
            .iter()
            .map(|choice| {
                let name = choice["name"].as_str().unwrap_or_default().to_owned();
                (name, choice["count"].as_u64().unwrap_or_default())
            })
            .collect()
    };
    let of = |name: &str, count| (name.to_owned(), count);
    // What names the role or everybody, and what names none.
    assert_eq!(counts(&pages, "roles"), [of("Driver", 4), of("Clerk", 3), of("All partners", 2)]);
    assert_eq!(counts(&pages, "applies_to"), [of("Bike", 4), of("Van", 4)]);
    // Of vans and of anything: no choice would leave any out.
    let [van, _, anything, ..] = pages;
    assert!(counts(&[van, anything], "applies_to").is_empty());
}

#[test]
fn related_entries_are_cut_between_words() {
    let words =
        "the parcel scanner of the northern depot loses its connection to the central register";
    let mut text = format!(
        "## I see that {words} and to the printer in the office\nRestart it.\n## My {words} again\nRestart it."
    );
    for number in 0..40 {
        let _ = write!(text, "\n## Thing{number} fails\nRestart it.");
    }
    let page = document("a.html", "Troubleshoot it", &text);
    let index = index(&[page], &Options::default());
    let context = page_context(
        &index,
        "troubleshooting/index.html",
        None,
        &|area| area.id.clone(),
        &crate::theme::Translation::english(),
    );
    let related = &context["areas"][0]["symptoms"][1]["related"][0]["symptom"];
    assert_eq!(related, &format!("I see that {words} and to the printer in\u{2026}"));
}

#[test]
fn many_codes_stand_on_pages_of_ranges() {
    let rows = |letters: &str, from: usize, to: usize| -> String {
        (from..to).map(|n| format!("\n| {letters}{n} | Meaning {n}.")).collect()
    };
    let text =
        format!("## Codes\n| Error code | Meaning{}{}", rows("A", 100, 350), rows("B", 10, 90));
    let page = document("codes.html", "Codes", &text);
    let index = index(&[page], &Options::default());
    let ranges = ranges(&index.codes);
    let names: Vec<String> = ranges.iter().map(|codes| range_name(codes)).collect();
    assert_eq!(names, ["A100 \u{2013} A224", "A225 \u{2013} A349", "B10 \u{2013} B89"]);
    assert!(
        meanings_script(&index.codes)
            .starts_with("guidepostCodes([\"Meaning 100.\",\"Meaning 101.\",")
    );
    // Some more than fit a range stand together still.
    assert_eq!(super::ranges(&index.codes[..300]).len(), 1);
}
