//! The vocabulary of a real docset, and of a file.

use super::*;

/// Statements and how often a real docset has each spelling (input format, section 2).
const SPELLINGS: &[(usize, &str, &str)] = &[
    (233, "Global admin", "global-admin"),
    (163, "Admin agent", "admin-agent"),
    (97, "Sales agent", "sales-agent"),
    (52, "User management admin", "user-management-admin"),
    (47, "Billing admin", "billing-admin"),
    (40, "MPN Partner Admin", "mpn-partner-admin"),
    (39, "Account admin", "account-admin"),
    (37, "Incentives admin", "incentives-admin"),
    (35, "Helpdesk agent", "helpdesk-agent"),
    (29, "Executive report viewer", "executive-report-viewer"),
    (29, "Report viewer", "report-viewer"),
    (25, "Incentives user", "incentives-user"),
    (20, "Referrals admin", "referrals-admin"),
    (10, "Manager", "manager"),
    (10, "Global Admin", "global-admin"),
    (9, "Owner", "owner"),
    (9, "All partners interested in Partner Center", "all-partners-interested-in-partner-center"),
    (8, "MPN Partner admin", "mpn-partner-admin"),
    (8, "Financial contributor", "financial-contributor"),
    (7, "Referrals user", "referrals-user"),
    (7, "Primary contact or program admin", "primary-contact program-admin"),
    (6, "Co-sell solution admin", "co-sell-solution-admin"),
    (6, "All Partner Center users", "all-partner-center-users"),
    (4, "Advisor", "advisor"),
    (4, "Business profile admin", "business-profile-admin"),
    (4, "All users interested in Partner Center", "all-users-interested-in-partner-center"),
    (4, "Incentive admin", "incentives-admin"),
    (4, "Incentive User", "incentives-user"),
    (4, "Account owner", "account-owner"),
    (3, "Executive report viewer (Organizational level)", "executive-report-viewer"),
    (3, "Financial Contributor", "financial-contributor"),
    (2, "Incentives admin or Incentives user", "incentives-admin incentives-user"),
    (2, "Incentives Admin and Incentives User", "incentives-admin incentives-user"),
    (2, "Global admin and MPN Partner Admin", "global-admin mpn-partner-admin"),
    (2, "All users", "all-users"),
    (2, "MPN admin", "mpn-partner-admin"),
    (2, "Billing agent", "billing-agent"),
    (1, "Global administrator", "global-admin"),
    (1, "All CSP partners", "all-csp-partners"),
    (1, "CHIP admin", "chip-admin"),
    (1, "Primary contact CHIP admin", "primary-contact-chip-admin"),
    (1, "Compliance admin", "compliance-admin"),
    (1, "Admin Agent", "admin-agent"),
    (1, "Helpdesk Agent", "helpdesk-agent"),
    (1, "Help agent", "helpdesk-agent"),
    (1, "Billing Admin", "billing-admin"),
    (1, "Indirect provider", "indirect-provider"),
    (1, "Security contact", "security-contact"),
    (1, "CPV admin", "cpv-admin"),
    (1, "User admin", "user-management-admin"),
    (1, "Incentive Admin", "incentives-admin"),
    (1, "Incentive user", "incentives-user"),
    (1, "Referral admins", "referrals-admin"),
    (1, "MPN partner admin", "mpn-partner-admin"),
    (1, "MACPP Partner Admin", "mpn-partner-admin"),
    (1, "Microsoft AI Cloud Partner Program Admin", "mpn-partner-admin"),
    (
        1,
        "Microsoft AI Cloud Partner Program account admin",
        "microsoft-ai-cloud-partner-program-account-admin",
    ),
    (1, "Executive Report Viewer", "executive-report-viewer"),
    (
        1,
        "Report viewer with Partner Global account access",
        "report-viewer-with-partner-global-account-access",
    ),
    (1, "Cloud product performance: Executive report viewer", "executive-report-viewer"),
    (1, "All Microsoft partners", "all-microsoft-partners"),
    (1, "ISVs and Selling Partners", "isvs-and-selling-partners"),
    (
        1,
        "All partners in the Microsoft AI Cloud Partner Program",
        "all-partners-in-the-microsoft-ai-cloud-partner-program",
    ),
    (
        1,
        "All partners interested in learning more about CSP",
        "all-partners-interested-in-learning-more-about-csp",
    ),
    (
        1,
        "All partners interested in learning more about Logo Builder",
        "all-partners-interested-in-learning-more-about-logo-builder",
    ),
    (
        1,
        "System admin or System customizer on the CRM",
        "system-admin system-customizer-on-the-crm",
    ),
    (
        1,
        "System admin or System customization engineer on the CRM system",
        "system-admin system-customization-engineer-on-the-crm-system",
    ),
    (2, "See GDAP role guidance", ""),
];

fn statements() -> impl Iterator<Item = &'static str> {
    SPELLINGS.iter().flat_map(|&(count, text, _)| std::iter::repeat_n(text, count))
}

fn ids(vocabulary: &Vocabulary, text: &str) -> String {
    vocabulary.resolve_statement(text).into_iter().map(|role| role.id).collect::<Vec<_>>().join(" ")
}

#[test]
fn sixty_eight_spellings() {
    assert_eq!(SPELLINGS.len(), 68);
    let vocabulary = Vocabulary::infer(statements());
    for (_, text, expected) in SPELLINGS {
        assert_eq!(ids(&vocabulary, text), *expected, "{text}");
    }
    assert_eq!(vocabulary.resolve("global administrators").name, "Global admin");
    assert_eq!(vocabulary.resolve("INCENTIVE ADMIN").name, "Incentives admin");
    assert_eq!(
        vocabulary.get("executive-report-viewer").and_then(|role| role.group.as_deref()),
        None,
        "one line of many puts it into a group"
    );
    assert_eq!(vocabulary.get("global-admin").map(|role| role.count), Some(246));
}

#[test]
fn the_order_of_statements_means_nothing() {
    let forth = Vocabulary::infer(statements());
    let mut statements: Vec<&str> = statements().collect();
    statements.reverse();
    assert_eq!(forth.roles(), Vocabulary::infer(statements.into_iter()).roles());
}

#[test]
fn short_forms_are_aliases_only_where_nothing_else_is_meant() {
    let name = |statements: &[(usize, &str)], asked: &str| {
        let texts = statements.iter().flat_map(|&(count, text)| std::iter::repeat_n(text, count));
        Vocabulary::infer(texts).resolve(asked).name
    };
    let depot = [(20, "Depot shift admin"), (2, "Depot admin"), (1, "Admin"), (3, "Depot driver")];
    assert_eq!(name(&depot, "Depot admin"), "Depot shift admin");
    assert_eq!(name(&depot, "Admin"), "Admin");
    assert_eq!(name(&depot, "Depot driver"), "Depot driver");
    let two = [(20, "Depot shift admin"), (20, "Depot road admin"), (2, "Depot admin")];
    assert_eq!(name(&two, "Depot admin"), "Depot admin");
    let near = [(20, "Executive report viewer"), (15, "Report viewer")];
    assert_eq!(name(&near, "Report viewer"), "Report viewer");
}

const FILE: &str = r#"
[[role]]
id = "mpn-partner-admin"
name = "MPN Partner Admin"
aliases = ["MPN admin", "MACPP Partner Admin", "Microsoft AI Cloud Partner Program Admin"]
group = "Membership"
description = "Manages the membership."

[[role]]
name = "Helpdesk agent"
aliases = ["Help agent"]

[[role]]
name = "User management admin"
aliases = ["User admin"]
parent = "mpn-partner-admin"
"#;

#[test]
fn a_file_adds_what_no_rule_knows() -> Result<(), FileError> {
    let vocabulary = Vocabulary::from_toml(FILE)?.with_inferred(statements());
    for (alias, id) in [
        ("MPN admin", "mpn-partner-admin"),
        ("macpp partner admins", "mpn-partner-admin"),
        ("Microsoft AI Cloud Partner Program administrator", "mpn-partner-admin"),
        ("Help Agents", "helpdesk-agent"),
        ("User admin", "user-management-admin"),
        ("Global administrator", "global-admin"),
    ] {
        assert_eq!(vocabulary.resolve(alias).id, id, "{alias}");
    }
    assert_eq!(vocabulary.get("mpn-partner-admin").map(|role| role.count), Some(55));
    Ok(())
}

#[test]
fn spellings_are_told_apart() -> Result<(), FileError> {
    let vocabulary = Vocabulary::from_toml(FILE)?;
    assert!(matches!(vocabulary.spelling("Helpdesk agent"), Spelling::Name(_)));
    assert!(
        matches!(vocabulary.spelling("Help agent"), Spelling::Variant(role) if role.name == "Helpdesk agent")
    );
    assert!(matches!(vocabulary.spelling("Helpdesk Agents"), Spelling::Variant(_)));
    assert!(
        matches!(vocabulary.spelling("Hepdesk agent"), Spelling::Unknown(Some(role)) if role.id == "helpdesk-agent")
    );
    assert_eq!(vocabulary.spelling("Treasurer"), Spelling::Unknown(None));
    assert_eq!(
        vocabulary.resolve("Treasurer (interim)"),
        RoleRef { id: "treasurer".into(), name: "Treasurer".into() }
    );
    Ok(())
}

#[test]
fn what_a_file_can_have_wrong() {
    let error = |text: &str| {
        Vocabulary::from_toml(text).err().map(|error| error.to_string()).unwrap_or_default()
    };
    assert!(error("[[role]]\nname = 'A'\ncolor = 'red'").contains("unknown field `color`"));
    assert_eq!(error("[[role]]\nname = ' '"), "role 1 has an empty `name`");
    assert_eq!(
        error("[[role]]\nid = 'A b'\nname = 'A'"),
        "id `A b` has other characters than a-z, 0-9 and `-`: write `a-b`"
    );
    assert_eq!(
        error("[[role]]\nname = 'A'\n[[role]]\nid = 'a'\nname = 'B'"),
        "two roles have the id `a`"
    );
    assert_eq!(
        error("[[role]]\nname = 'An admin'\n[[role]]\nname = 'B'\naliases = ['an Administrator']"),
        "`an Administrator` is a name of both `an-admin` and `b`"
    );
    assert_eq!(
        error("[[role]]\nname = 'A'\nparent = 'c'"),
        "role `a` has the parent `c`, which no role has as its id"
    );
    assert_eq!(
        error("[[role]]\nname = 'A'\nparent = 'b'\n[[role]]\nname = 'B'\nparent = 'a'"),
        "role `a` is its own ancestor"
    );
}

#[test]
fn a_suggested_file_reads_back() -> Result<(), FileError> {
    let vocabulary = Vocabulary::infer(statements());
    let text = vocabulary.to_toml();
    assert!(text.contains("name = \"Helpdesk agent\"\naliases = [\"Help agent\"]"), "{text}");
    let read = Vocabulary::from_toml(&text)?.with_inferred(statements());
    for (_, statement, expected) in SPELLINGS {
        assert_eq!(ids(&read, statement), *expected);
    }
    Ok(())
}
