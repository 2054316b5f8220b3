//! The rules that admit an entry to the index, each with its name and its reason.
//!
//! A page rule admits a page as a guide, a heading rule admits a heading as a symptom, a table
//! rule admits a row. Heading rules are asked in order and the first that admits names the entry.

use super::complaint::Complaint;
use super::page::Context;

/// Why something is in the index.
#[derive(Debug, PartialEq, Eq)]
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
pub static RULES: &[Rule] = &[
    GUIDE_TOPIC,
    GUIDE_TITLE,
    FRONT_MATTER,
    SUPPORT_PAGE,
    ANSWERED_HEADING,
    FAQ_COMPLAINT,
    GUIDE_COMPLAINT,
    MESSAGE_HEADING,
    WHY_QUESTION,
    WHAT_IF,
    READER_SPEAKS,
    LEADING_FAULT,
    QUOTED_MESSAGE,
    HEX_CODE,
    REPAIR_HEADING,
];

/// The rule of that name.
#[must_use]
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

macro_rules! rules {
    ($($ident:ident $name:literal $documentation:literal)*) => {
        $(const $ident: Rule = Rule { name: $name, documentation: $documentation };)*
    };
}

rules! {
    GUIDE_TOPIC "guide-topic"
        "The page's ms.topic starts with troubleshooting or is error-reference: its author says that it is a guide."
    GUIDE_TITLE "guide-title"
        "Title, heading or file name says troubleshoot, trouble accessing, known issues or <noun> issues, or opens with unable or can't."
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
    LEADING_FAULT "leading-fault"
        "A heading opens with the fault: Error …, Unable to …, Can't …, Fails to …."
    QUOTED_MESSAGE "quoted-message"
        "A heading quotes an error message."
    HEX_CODE "hex-code"
        "A heading holds an error code in hexadecimal, such as 0x80070005."
    REPAIR_HEADING "repair-heading"
        "A heading opens with a verb that puts a fault right, and names the fault: Fix formatting issues."
}

/// The first rule that admits a heading.
pub(super) fn admit(heading: Heading) -> Option<&'static str> {
    let Heading { complaint, context, answered } = heading;
    let rule = match context {
        Context::Quiet => return None,
        _ if answered => ANSWERED_HEADING,
        Context::Faq if complaint.any() => FAQ_COMPLAINT,
        Context::Trouble if complaint.any() => GUIDE_COMPLAINT,
        Context::Trouble if complaint.spoken => MESSAGE_HEADING,
        Context::Trouble | Context::Faq => return None,
        Context::Elsewhere if complaint.clause && complaint.why => WHY_QUESTION,
        Context::Elsewhere if complaint.clause && complaint.what_if => WHAT_IF,
        Context::Elsewhere if complaint.clause && complaint.person => READER_SPEAKS,
        Context::Elsewhere if complaint.leading => LEADING_FAULT,
        Context::Elsewhere if complaint.message => QUOTED_MESSAGE,
        Context::Elsewhere if complaint.hex && complaint.any() => HEX_CODE,
        Context::Elsewhere if complaint.repair || complaint.numbered => REPAIR_HEADING,
        Context::Elsewhere => return None,
    };
    Some(rule.name)
}
