//! The lines that state for whom a page is.

use super::{Writer, attribute};
use crate::article::{Node, NodeKind, StatementKind, Tag};
use crate::site::LinkedBody;

impl Writer<'_, '_> {
    /// Opens the line; its text stays as it is. A line that says nothing but roles is marked, so
    /// that a theme can show badges in its place.
    pub(super) fn statement(&mut self, linked: &LinkedBody<'_>, index: u32, after: &[Node]) {
        let statement = &linked.body.statements[index as usize];
        if statement.kind == StatementKind::AppliesTo {
            self.push("<p class=\"applies-to-line\">", "</p>\n");
            return;
        }
        self.visible();
        let own = after
            .iter()
            .scan(0, |depth, node| {
                match node.kind {
                    NodeKind::Open(_) => *depth += 1,
                    NodeKind::Close => *depth -= 1,
                    _ => {}
                }
                (*depth >= 0).then_some(&node.kind)
            })
            .collect::<Vec<_>>();
        let is_plain = own.iter().all(|kind| {
            matches!(kind, NodeKind::Text(_) | NodeKind::Close | NodeKind::Open(Tag::Strong))
        });
        // A label alone: the roles are the bullets below it.
        let is_label = is_plain
            && !own.iter().any(|kind| {
                matches!(kind, NodeKind::Text(text)
                    if statement.values.iter().any(|value| text.contains(value.as_str())))
            });
        let roles: Vec<_> = statement
            .values
            .iter()
            .flat_map(|value| self.environment.vocabulary.resolve_statement(value))
            .collect();
        let ids: Vec<&str> = roles.iter().map(|role| role.id.as_str()).collect();
        self.out.push_str("<p class=\"roles-line");
        self.out.push_str(match (is_plain, is_label) {
            (true, true) => " only-roles only-label\"",
            (true, false) => " only-roles\"",
            (false, _) => "\"",
        });
        attribute(&mut self.out, "data-roles", &ids.join(" "));
        self.push(">", "</p>\n");
    }
}
