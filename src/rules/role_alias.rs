//! A role that a line writes otherwise than `roles.toml` does.

use super::view::TextView;
use crate::article::StatementKind;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::roles::{Spelling, parse_statement};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "role-alias",
    severity: Severity::Suggestion,
    summary: "A line of roles has another spelling of a role than `roles.toml`.",
    explanation: "The role is understood, and its badge shows the name of `roles.toml`. Write that name in the article too, so that readers and searches meet one spelling.",
    wrong: "**Appropriate roles**: Global administrators",
    right: "**Appropriate roles**: Global admin",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(vocabulary) = text.vocabulary else { return };
    let roles = text.body.statements.iter().filter(|s| s.kind == StatementKind::Roles);
    for (statement, value) in roles.flat_map(|s| s.values.iter().map(move |value| (s, value))) {
        for stated in parse_statement(value) {
            let Spelling::Variant(role) = vocabulary.spelling(&stated.name) else { continue };
            let message = format!("`{}` is another spelling of `{}`", stated.name, role.name);
            found.push(
                Diagnostic::new(&CODE, text.file, text.first_line(statement.span), message)
                    .help(format!("write `{}`", role.name)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn names_are_fine_and_variants_are_not() {
        let page = (
            "a.md",
            "# A\n\n**Appropriate roles**: Global admin\n\n## B\n\n**Appropriate roles**: Global Admins\n",
        );
        let roles = ("roles.toml", "[[role]]\nname = \"Global admin\"\n");
        assert_eq!(found(&CODE, &[page, roles]), ["a.md:7"]);
        assert!(found(&CODE, &[page]).is_empty());
    }
}
