//! A role that the docset does not have.

use super::view::TextView;
use crate::article::StatementKind;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::roles::{Spelling, is_audience, parse_statement};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "role-unknown",
    severity: Severity::Suggestion,
    summary: "A line of roles names one that `roles.toml` does not have.",
    explanation: "The role page and the filters of the search know the roles of `roles.toml` only. Correct the name, or add the role there.",
    wrong: "**Appropriate roles**: Globl admin",
    right: "**Appropriate roles**: Global admin",
};

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    let Some(vocabulary) = text.vocabulary else { return };
    let roles = text.body.statements.iter().filter(|s| s.kind == StatementKind::Roles);
    for (statement, value) in roles.flat_map(|s| s.values.iter().map(move |value| (s, value))) {
        for stated in parse_statement(value) {
            let Spelling::Unknown(near) = vocabulary.spelling(&stated.name) else { continue };
            if is_audience(&stated.name) {
                continue;
            }
            let message = format!("the role `{}` is not in roles.toml", stated.name);
            let help = near.map_or_else(
                || "correct the name, or add the role to roles.toml".to_owned(),
                |near| format!("did you mean `{}`?", near.name),
            );
            found.push(
                Diagnostic::new(&CODE, text.file, text.first_line(statement.span), message)
                    .help(help),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn only_where_the_docset_names_its_roles() {
        let page = ("a.md", "# A\n\n**Appropriate roles**: Globl admin | Global administrator\n");
        let roles = ("roles.toml", "[[role]]\nname = \"Global admin\"\n");
        assert_eq!(found(&CODE, &[page, roles]), ["a.md:3"]);
        assert!(found(&CODE, &[page]).is_empty());
    }
}
