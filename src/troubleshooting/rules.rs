//! The rules that admit an entry to the index, each with its name and its reason.
//!
//! A page rule admits a page as a guide, a heading rule admits a heading as a symptom, a table
//! rule admits a row. Heading rules are asked in order and the first that admits names the entry.

use super::complaint::Complaint;
use super::page::Context;

/// Why something is in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Name, in kebab case, as `guidepost list troubleshooting --explain` prints it.
    pub name: &'static str,
    /// What it admits and why, for the reader of that list.
    pub documentation: &'static str,
}

/// A heading as the rules see it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    pub(super) complaint: Complaint,
    pub(super) context: Context,
    /// The sections right below it are named Cause, Resolution, Workaround or the like.
    pub(super) answered: bool,
}

/// Every rule.
pub static RULES: &[&Rule] = &[
    &GUIDE_TOPIC,
    &GUIDE_TITLE,
    &COMPLAINT_TITLE,
    &FRONT_MATTER,
    &SUPPORT_PAGE,
    &ANSWERED_HEADING,
    &FAQ_COMPLAINT,
    &GUIDE_COMPLAINT,
    &MESSAGE_HEADING,
    &WHY_QUESTION,
    &WHAT_IF,
    &READER_SPEAKS,
    &PLAIN_FAILURE,
    &LEADING_FAULT,
    &ACCESS_ISSUE,
    &QUOTED_MESSAGE,
    &HEX_CODE,
    &REPAIR_HEADING,
    &GUIDE_SECTION,
    &LISTED_SYMPTOM,
    &SHOWN_MESSAGE,
    &SYMPTOM_ROW,
    &CODE_ROW,
    &LISTED_CODE,
    &CODE_PAGE,
];

/// The rule of that name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

macro_rules! rules {
    ($($ident:ident $name:literal $documentation:literal)*) => {
        $(pub(super) const $ident: Rule = Rule { name: $name, documentation: $documentation };)*
    };
}

rules! {
    GUIDE_TOPIC "guide-topic"
        "The page's ms.topic starts with troubleshooting, or is error-reference and its title names an error: its author says that it is a guide. A list of links to errors is none."
    GUIDE_TITLE "guide-title"
        "Title, heading or file name says troubleshoot, trouble accessing, known issues or <noun> issues, or opens with unable or can't."
    COMPLAINT_TITLE "complaint-title"
        "The title of a page that is no reference opens with the fault, quotes a message, says that something breaks, or says what to put right: Error: out of paper; Restore a suspended account."
    FRONT_MATTER "front-matter"
        "The front matter says so: `guidepost: { troubleshooting: true }` or `guidepost: { symptom: … }`."
    SUPPORT_PAGE "support-page"
        "The page has sections Symptoms, Cause, Resolution or Workaround, two of them at least: its title is the symptom."
    ANSWERED_HEADING "answered-heading"
        "The heading has Cause, Resolution or Workaround right below it."
    FAQ_COMPLAINT "faq-complaint"
        "A question or heading among frequently asked questions says that something is wrong."
    GUIDE_COMPLAINT "guide-complaint"
        "A heading in a guide, or below a Troubleshooting heading, says that something is wrong or names the fault."
    MESSAGE_HEADING "message-heading"
        "A heading in a guide, or below a Troubleshooting heading, reads like a message of the software."
    WHY_QUESTION "why-question"
        "A heading asks why something isn't as expected."
    WHAT_IF "what-if"
        "A heading asks what to do when something goes wrong."
    READER_SPEAKS "reader-speaks"
        "A heading says in the reader's words (I, my, you, your) that something is wrong."
    PLAIN_FAILURE "plain-failure"
        "A heading says that something breaks or doesn't work: The app crashes on startup."
    LEADING_FAULT "leading-fault"
        "A heading opens with the fault: Error …, Unable to …, Can't …, Fails to …."
    ACCESS_ISSUE "access-issue"
        "A heading names issues with signing in, access, connection, installation or the like."
    QUOTED_MESSAGE "quoted-message"
        "A heading quotes an error message."
    HEX_CODE "hex-code"
        "A heading holds an error code in hexadecimal, such as 0x80070005."
    LISTED_SYMPTOM "listed-symptom"
        "An item of a list in a guide names an error or has its cause or resolution below it."
    SHOWN_MESSAGE "shown-message"
        "A paragraph or an item of a list in a guide is a message, `Error: …`, and what to do about it comes after it."
    SYMPTOM_ROW "symptom-row"
        "A row of a table with a column for issue, message or error and one for reason, fix or action."
    CODE_ROW "code-row"
        "A row of a table with a column for error codes or reason codes, or for statuses such as 404.3."
    LISTED_CODE "listed-code"
        "A row of a table of errors or warnings and their messages, each named by its code, where the code has no page of its own."
    CODE_PAGE "code-page"
        "A page whose ms.topic is error-reference and whose title names the error code."
    GUIDE_SECTION "guide-section"
        "A heading says what the section troubleshoots, without a fault: Troubleshoot the remote agent. It is listed as a guide."
    REPAIR_HEADING "repair-heading"
        "A heading opens with a verb that puts a fault right, and names the fault (Fix formatting issues), or is marked as an issue (Issue: …)."
}

type Admits = fn(&Heading) -> bool;

/// The heading rules, in the order in which they are asked.
const HEADING_RULES: &[(&Rule, Admits)] = &[
    (&ANSWERED_HEADING, |heading| heading.answered),
    (&FAQ_COMPLAINT, |heading| heading.context == Context::Faq && heading.complaint.any()),
    (&GUIDE_COMPLAINT, |heading| {
        let complaint = heading.complaint;
        match heading.context {
            Context::Trouble => complaint.any() || complaint.weak,
            Context::Folder => complaint.clause || complaint.repair,
            _ => false,
        }
    }),
    (&MESSAGE_HEADING, |heading| heading.context == Context::Trouble && heading.complaint.spoken),
    (&WHY_QUESTION, |heading| elsewhere(heading, |complaint| complaint.clause && complaint.why)),
    (&WHAT_IF, |heading| elsewhere(heading, |complaint| complaint.clause && complaint.what_if)),
    (&READER_SPEAKS, |heading| {
        elsewhere(heading, |complaint| complaint.clause && complaint.person)
    }),
    (&LEADING_FAULT, |heading| elsewhere(heading, |complaint| complaint.leading)),
    (&PLAIN_FAILURE, |heading| elsewhere(heading, |complaint| complaint.breaks)),
    (&QUOTED_MESSAGE, |heading| elsewhere(heading, |complaint| complaint.message)),
    (&HEX_CODE, |heading| elsewhere(heading, |complaint| complaint.hex && complaint.any())),
    (&REPAIR_HEADING, |heading| {
        elsewhere(heading, |complaint| complaint.repair || complaint.numbered)
    }),
    (&GUIDE_SECTION, |heading| {
        heading.complaint.section && !matches!(heading.context, Context::Quiet | Context::Faq)
    }),
    (&ACCESS_ISSUE, |heading| elsewhere(heading, |complaint| complaint.access)),
];

fn elsewhere(heading: &Heading, admits: fn(Complaint) -> bool) -> bool {
    heading.context == Context::Elsewhere && admits(heading.complaint)
}

/// The first rule that admits a heading.
pub(super) fn admit(heading: &Heading) -> Option<&'static Rule> {
    HEADING_RULES.iter().find(|(_, admits)| admits(heading)).map(|(rule, _)| *rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::troubleshooting::complaint;

    /// The name of the rule that admits a heading, or `-`.
    fn run(context: Context, heading: &str) -> &'static str {
        let complaint = complaint::read(&heading.to_lowercase());
        admit(&Heading { complaint, context, answered: false }).map_or("-", |rule| rule.name)
    }

    #[test]
    fn names_are_unique_and_documented() {
        for rule in RULES {
            assert!(
                super::rule(rule.name) == Some(rule) && rule.documentation.ends_with('.'),
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn faq() {
        for heading in [
            "Why is my parcel missing?",
            "Why don't I see my parcels?",
            "I can't open the parcel. What should I do?",
            "My label isn't printed. Why?",
            "I only get half of them. Is that expected?",
            "There was an issue with the van, and I missed a parcel. Can I get it back?",
            "What should I do if I don't have access to the depot?",
            "How can drivers unlock the van if they're locked out of it?",
            "What happens if the scanner fails to read my label?",
            "If something doesn't appear on the list, who do we contact?",
            "Parcel already exists.",
            "What is the recommended next step if the depot blocks my van?",
            "Why is there a charge for which there are no parcels?",
            "What does the error \"Out of range\" mean?",
            "I have a live route, but why can't I find the parcels?",
            "The fee is higher than I expected. Why is that?",
            "Some parcels are missing from the overview page.",
            "Why do I get a message saying \"Try again\"?",
            "Who should I contact if I get an error message?",
            "What happens if the depot has an outage?",
            "What could block a driver from starting a route?",
            "What is the cause of the error \"Out of range\"?",
            "What causes the timeout when I scan?",
            "Why does the scanner not use my labels?",
            "Symptom 2: The scanner shows no parcels",
            "Nothing happens when I scan a parcel",
        ] {
            assert_eq!(run(Context::Faq, heading), "faq-complaint", "{heading}");
        }
        for heading in [
            "Can I send a parcel that doesn't have a label?",
            "Why should I use labels?",
            "Why do I need a label?",
            "Why not use a label?",
            "What is a missing parcel?",
            "How do I report errors?",
            "I don't want my parcels to be moved. Can I stop it?",
            "I don't use the app. Do I still need an account?",
            "I have an old account and won't renew it. What is the process?",
            "What happens if I don't accept the terms?",
            "What if we decide not to renew?",
            "If parcels aren't changing, does it matter if drivers accept them?",
            "What isn't changing?",
            "My depot is new, that is, it's not dependent on yours. Can I join?",
            "What does the error above mean?",
            "When there's no label, the depot shows a number. Can that be hidden?",
            "Is the status of an expired label kept?",
            "How do I find out which parcels aren't labelled?",
            "What causes a van to stop at the depot?",
            "Why do I see parcels and letters?",
            "Where do I go when I have finished?",
        ] {
            assert_eq!(run(Context::Faq, heading), "-", "{heading}");
        }
    }

    #[test]
    fn guide() {
        for heading in [
            "Vans don't start",
            "You forgot your key",
            "If the depot has turned off tracking",
            "Label error",
            "Wrong label on the parcel",
            "Address mismatch",
            "Printer not found",
            "Label not printed",
            "The scan is stuck in the queue",
            "Sending fails with \"no such address\"",
            "Errors when parcels are scanned",
            "Error parsing the label",
            "No connection to the depot when it rains",
            "Vans take too long to arrive",
            "Issue 3: Drivers haven't signed",
            "I received a parcel but I don't know what it's for.",
            "Troubleshoot missing deliveries",
            "When you scan a parcel, you see an error message that says \"Not yours. Put it back\"",
            "Scanning a parcel returns an error code",
            "The van runs out of fuel",
            "Correct (door related) lock errors",
            "Opening the doors does nothing",
            "Battery warning",
            "Why do I see two routes?",
            "No parcel found",
            "The route doesn't include a depot",
            "Scenario 2 - Drivers can't see their parcels",
        ] {
            assert_eq!(run(Context::Trouble, heading), "guide-complaint", "{heading}");
        }
        for heading in [
            "Cause 2: The van isn't there",
            "Solution: the label is wrong",
            "Note: vans don't start",
        ] {
            assert_eq!(run(Context::Trouble, heading), "-", "{heading}");
        }
        assert_eq!(run(Context::Trouble, "Troubleshoot the depot"), "guide-section");
        assert_eq!(run(Context::Trouble, "Troubleshooting with logs"), "-");
        assert_eq!(run(Context::Trouble, "Error code 4711 when printing"), "guide-complaint");
        assert_eq!(
            run(Context::Trouble, "Please check the address of the parcel."),
            "message-heading"
        );
        for heading in [
            "Which parcel do I choose?",
            "Error codes",
            "Error handling",
            "Check whether the van is blocked",
            "Verify that no parcel is missing",
            "Contact the depot about other issues",
            "Avoid errors on the road",
            "To fix this problem",
            "How to fix this issue",
            "Fix errors",
            "Don't lose the key",
            "Background",
            "Determining whether a parcel is lost",
            "Narrow the scope of the issue",
            "Opening the doors of the van",
            "Correct error handling",
            "Failure settings",
        ] {
            assert_eq!(run(Context::Trouble, heading), "-", "{heading}");
        }
    }

    #[test]
    fn elsewhere() {
        for (heading, rule) in [
            ("Why can't I see my parcel?", "why-question"),
            ("What if I can't open the depot?", "what-if"),
            ("What to do if your van is blocked", "what-if"),
            ("You've lost your key", "reader-speaks"),
            ("If your parcel exceeds the limit", "reader-speaks"),
            ("Unable to print", "leading-fault"),
            ("Can't print the label", "leading-fault"),
            ("Error: the address is unknown", "leading-fault"),
            ("The depot gives a \"Wrong address\" error", "quoted-message"),
            ("Setup stops with 0x80070005", "hex-code"),
            ("Fix printing problems", "repair-heading"),
            ("The app crashes on startup", "plain-failure"),
            ("Vans don't start", "plain-failure"),
            ("If a van doesn't start", "-"),
            ("The route might not run", "plain-failure"),
            ("Flows don't turn on", "-"),
            ("Issue: the van is slow", "repair-heading"),
            ("Why values aren't items", "-"),
            ("Label errors", "-"),
            ("Sign-in issues", "access-issue"),
            ("Reasons a parcel is rejected", "why-question"),
            ("Why vans are suspended", "why-question"),
            ("If your label's status is expired", "-"),
            ("Errors", "-"),
            ("Rejected parcels", "-"),
            ("Make sure you leave a note so that they can reach you if there's a problem", "-"),
            ("Determining which vans are not in your fleet", "-"),
            ("Parcels that aren't supported", "-"),
            ("If your parcel isn't fragile", "-"),
            ("If your parcel isn't shown", "reader-speaks"),
            ("Error message titles", "-"),
            ("Error messages and codes for failures", "-"),
            ("Field \"Code Must Be Blank\" and others", "-"),
            ("Fix the problem for all depots", "-"),
            ("The scanner may not start", "plain-failure"),
            ("How do I know if my parcel is lost?", "-"),
            ("Troubleshoot the scanner", "guide-section"),
        ] {
            assert_eq!(run(Context::Elsewhere, heading), rule, "{heading}");
        }
        assert_eq!(run(Context::Quiet, "Why can't I see my parcel?"), "-");
    }
}
