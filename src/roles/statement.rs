//! The text after an "Appropriate roles" label, in all the shapes that authors give it.
//!
//! `A | B`, `A; B`, `A, B`, `A or B`, `A and B`, a line or bullet each, and groups:
//! `Incentives: A | B; Marketplace/Store: C` (input format, section 2).

use super::key;

/// A role as a statement names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The part of the product that the statement names before a colon, such as `Incentives`.
    pub group: Option<String>,
    /// The role in the author's spelling, without emphasis or a note in parentheses.
    pub name: String,
}

/// The roles that a statement names. `text` is plain and comes after the label. A sentence or the
/// text of a link is no role; an audience ("All partners interested in …") is one value.
#[must_use]
pub fn parse_statement(text: &str) -> Vec<Stated> {
    parse(text, &|_| false)
}

/// The same, where `known` tells which names are roles beyond doubt.
pub(super) fn parse(text: &str, known: &dyn Fn(&str) -> bool) -> Vec<Stated> {
    let mut stated = Vec::new();
    for part in text.split([';', '\n']) {
        let part = part.trim().trim_start_matches(['-', '+', '\u{2022}']).trim_start();
        let part = part.trim_start_matches(':').trim_start();
        let (group, roles) = split_group(part);
        for value in roles.split('|') {
            let mut add = |name: &str| {
                let name = clean(name);
                if name.contains(char::is_alphanumeric) && !is_sentence(&name) {
                    stated.push(Stated { group: group.clone(), name });
                }
            };
            if is_audience(value) {
                add(value);
                continue;
            }
            for value in split_commas(value) {
                split_words(value, known, &mut add);
            }
        }
    }
    stated
}

/// Whether a value names an audience at large and no role: "All partners interested in …".
#[must_use]
pub fn is_audience(value: &str) -> bool {
    let lower = key::plain(value).to_lowercase();
    let mut words = lower.split_whitespace();
    matches!(words.next(), Some("all" | "any" | "anyone" | "everyone" | "everybody" | "every"))
}

/// "Incentives: …": the part before the colon, where it can be the name of a group.
fn split_group(part: &str) -> (Option<String>, &str) {
    let Some((head, rest)) = part.split_once(':') else { return (None, part) };
    let head = clean(head).replace(" / ", "/");
    let names_group = !head.is_empty()
        && head.split_whitespace().count() <= 5
        && !head.contains(['|', ','])
        && !rest.starts_with("//");
    if names_group { (Some(head), rest) } else { (None, part) }
}

/// At commas outside parentheses.
fn split_commas(value: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in value.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                parts.push(&value[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&value[start..]);
    parts
}

/// At "and" and "or" with a role on both sides.
fn split_words(value: &str, known: &dyn Fn(&str) -> bool, add: &mut impl FnMut(&str)) {
    let is_role = |name: &str| known(name) || looks_like_role(name);
    let value = value.trim();
    // What is left of "A, B, and C".
    let value = value.strip_prefix("and ").or_else(|| value.strip_prefix("or ")).unwrap_or(value);
    for word in [" and ", " or ", " and/or ", " & "] {
        let lower = value.to_lowercase();
        // Lower case of another length: offsets don't carry over.
        let Some(at) = lower.find(word).filter(|_| lower.len() == value.len()) else { continue };
        let (Some(left), Some(right)) = (value.get(..at), value.get(at + word.len()..)) else {
            continue;
        };
        if is_role(left) && right.split(word).all(is_role) {
            add(left);
            split_words(right, known, add);
            return;
        }
    }
    add(value);
}

/// The name ends in what a role is called, before "on the …" or "with …".
fn looks_like_role(name: &str) -> bool {
    const NOUNS: &[&str] = &[
        "admin",
        "agent",
        "user",
        "viewer",
        "owner",
        "manager",
        "contributor",
        "contact",
        "developer",
        "advisor",
        "reader",
        "editor",
        "member",
        "customizer",
        "engineer",
        "operator",
        "approver",
        "author",
        "reviewer",
        "publisher",
        "reseller",
        "provider",
        "partner",
        "auditor",
        "analyst",
        "creator",
        "coordinator",
        "buyer",
    ];
    let folded = key::fold(name);
    let head = [" on the ", " with ", " of the ", " in the ", " for "]
        .iter()
        .filter_map(|word| folded.find(word))
        .min()
        .map_or(folded.as_str(), |at| &folded[..at]);
    let mut words = head.split(' ');
    let count = words.clone().count();
    words.next_back().is_some_and(|last| NOUNS.contains(&last)) && count <= 6
}

/// A sentence, or a link to one: "See GDAP role guidance".
fn is_sentence(name: &str) -> bool {
    if is_audience(name) {
        return false;
    }
    let lower = name.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or("");
    let opens = [
        "see", "read", "refer", "learn", "contact", "for", "if", "you", "the", "this", "these",
        "note", "to", "only", "depends", "varies", "none", "n/a", "http", "https", "must",
        "please",
    ]
    .contains(&first);
    opens || (lower.split_whitespace().count() > 8 && !looks_like_role(name))
}

/// White space folded, emphasis and a note in parentheses removed.
fn clean(name: &str) -> String {
    key::plain(name).replace(['*', '`'], "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> String {
        parse_statement(text)
            .iter()
            .map(|stated| match &stated.group {
                Some(group) => format!("{group}/{}", stated.name),
                None => stated.name.clone(),
            })
            .collect::<Vec<_>>()
            .join(" + ")
    }

    #[test]
    fn separators() {
        assert_eq!(run("Global admin | Admin agent"), "Global admin + Admin agent");
        assert_eq!(run("MPN Partner Admin, Account admin"), "MPN Partner Admin + Account admin");
        assert_eq!(
            run("Incentives admin or Incentives user"),
            "Incentives admin + Incentives user"
        );
        assert_eq!(
            run("Incentives Admin and Incentives User"),
            "Incentives Admin + Incentives User"
        );
        assert_eq!(run("Owner, manager, and sales agent"), "Owner + manager + sales agent");
        assert_eq!(run("Primary contact or program admin"), "Primary contact + program admin");
        assert_eq!(
            run("Referrals admin | System admin or System customizer on the CRM"),
            "Referrals admin + System admin + System customizer on the CRM"
        );
        assert_eq!(run("ISVs and Selling Partners"), "ISVs and Selling Partners");
        assert_eq!(run("Training and certification admin"), "Training and certification admin");
    }

    #[test]
    fn groups_and_lines() {
        assert_eq!(
            run(
                "*Incentives*: Incentives admin | Incentives user; *Marketplace/Store*: Financial contributor"
            ),
            "Incentives/Incentives admin + Incentives/Incentives user + Marketplace/Store/Financial contributor"
        );
        assert_eq!(
            run("- Incentives: Account admin\n- Marketplace / Store: Account owner"),
            "Incentives/Account admin + Marketplace/Store/Account owner"
        );
        assert_eq!(run("- Global admin\n- Admin agent"), "Global admin + Admin agent");
    }

    #[test]
    fn what_is_no_role() {
        assert_eq!(run("See GDAP role guidance | Helpdesk agent"), "Helpdesk agent");
        assert_eq!(run("See GDAP role guidance."), "");
        assert_eq!(
            run("All partners interested in Partner Center, and their admins"),
            "All partners interested in Partner Center, and their admins"
        );
        assert_eq!(run("All CSP partners | Advisor"), "All CSP partners + Advisor");
        assert_eq!(
            run("Primary contact (Certificate should be requested by the Primary contact)"),
            "Primary contact"
        );
        assert_eq!(run(""), "");
        assert_eq!(run(" | ; , :: * - "), "");
    }
}
