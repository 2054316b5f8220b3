//! Spellings folded together: case, singular and plural, `administrator`.

/// The name without white space around it, emphasis, a full stop, or a note in parentheses.
pub(super) fn plain(name: &str) -> &str {
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '.'));
    match name.split_once('(') {
        Some((head, _)) if name.ends_with(')') && !head.trim().is_empty() => head.trim_end(),
        _ => name,
    }
}

/// Names that Microsoft's partner program has had, folded, with the one that they all count as:
/// roles were not renamed everywhere when the program was (format §2).
const PROGRAM: [&str; 3] =
    ["microsoft ai cloud partner program", "microsoft partner network", "macpp"];

/// What two spellings of one role have in common.
pub(super) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in
        plain(name).split(|c: char| c.is_whitespace() || c == '-').filter(|word| !word.is_empty())
    {
        if !folded.is_empty() {
            folded.push(' ');
        }
        let lower = word.to_lowercase();
        folded.push_str(match singular(&lower).as_str() {
            "administrator" => "admin",
            word => word,
        });
    }
    for name in PROGRAM {
        // As whole words only, and in front of what the role is.
        if let Some(rest) = folded.strip_prefix(name).filter(|rest| rest.starts_with(' ')) {
            return format!("mpn{rest}");
        }
    }
    folded
}

/// Whether one folded name is short for another: its words are the other's, or their beginnings,
/// in their order, and the last word, which says what kind of role it is, is the same.
pub(super) fn shortens(short: &str, long: &str) -> bool {
    let mut rest = long.split(' ');
    short != long
        && short.contains(' ')
        && short.rsplit(' ').next() == long.rsplit(' ').next()
        && short.split(' ').all(|word| rest.any(|other| other.starts_with(word)))
}

/// Whether two folded names say where a role is, and the second only says more of the place:
/// "editor on the CRM" and "editor on the CRM system".
pub(super) fn says_where(short: &str, long: &str) -> bool {
    short.contains(" on the ") && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
}

fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => {
            match stem.strip_suffix("ie") {
                Some(stem) if stem.len() > 1 => format!("{stem}y"),
                _ => stem.to_owned(),
            }
        }
        _ => word.to_owned(),
    }
}

/// The name as an id: letters and digits in lower case, everything else one `-`.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in plain(name).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold() {
        assert_eq!(fold("Global Administrators"), fold("Global admin"));
        assert_eq!(fold("Incentive User"), fold("Incentives user"));
        assert_eq!(
            fold("Executive report viewer (Organizational level)"),
            fold("Executive Report Viewer")
        );
        assert_eq!(
            fold("Co-sell solution admin"),
            fold("Cosell solution admin").replacen("cosell", "co sell", 1)
        );
        assert_eq!(fold("MACPP Partner Admin"), fold("MPN partner admins"));
        assert_eq!(fold("Microsoft AI Cloud Partner Program Admin"), fold("MPN admin"));
        assert_ne!(fold("Macppx admin"), fold("MPN admin"));
        assert_ne!(fold("Business admin"), fold("Busines admin"));
        assert_eq!(fold(""), "");
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Co-sell solution admin"), "co-sell-solution-admin");
        assert_eq!(slug("  *Global admin*. "), "global-admin");
    }
}
