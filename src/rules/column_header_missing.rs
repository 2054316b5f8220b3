//! A column without a header.

use super::view::TextView;
use crate::article::{Include, NodeKind, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// See its `summary`.
pub static CODE: Code = Code {
    name: "column-header-missing",
    severity: Severity::Suggestion,
    summary: "A column of a table has no header.",
    explanation: "Screen readers name the header with each cell. Only the first column may do without, when each of its cells is bold and so heads its row.",
    wrong: "| Day | |\n|---|---|\n| Monday | 9 to 5 |",
    right: "| Day | Hours |\n|---|---|\n| Monday | 9 to 5 |",
};

/// A table as far as it has been read.
struct Table {
    span: Span,
    /// Header cells without anything.
    empty: Vec<usize>,
    columns: usize,
    in_header: bool,
    at_first: bool,
    /// Every cell of the first column so far is bold.
    bold_first: bool,
}

impl Table {
    fn new(span: Span) -> Self {
        Self {
            span,
            empty: Vec::new(),
            columns: 0,
            in_header: true,
            at_first: false,
            bold_first: true,
        }
    }

    fn begin_row(&mut self) {
        self.in_header = false;
        self.at_first = true;
    }

    fn cell(&mut self, something: bool, bold: bool) {
        if self.in_header {
            if !something {
                self.empty.push(self.columns);
            }
            self.columns += 1;
        } else if self.at_first {
            self.at_first = false;
            self.bold_first &= bold;
        }
    }

    fn report(mut self, text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
        if self.bold_first {
            self.empty.retain(|&column| column > 0);
        }
        let columns: Vec<String> =
            self.empty.iter().map(|column| (column + 1).to_string()).collect();
        let message = match columns.as_slice() {
            [] => return,
            [one] => format!("column {one} has no header"),
            several => format!("columns {} have no header", several.join(", ")),
        };
        let span = text.first_line(self.span);
        found.push(
            Diagnostic::new(&CODE, text.file, span, message).help("name what the column holds"),
        );
    }
}

/// Whether an included text begins in bold.
fn begins_bold(text: &TextView<'_>, include: &Include) -> bool {
    let found = text.corpus.include(text.file, &include.path, include.context);
    found.is_some_and(|(_, article)| {
        let mut nodes = article.body.nodes.iter().map(|node| &node.kind);
        let first = nodes.find(|kind| !matches!(kind, NodeKind::Open(Tag::Paragraph)));
        matches!(first, Some(NodeKind::Open(Tag::Strong)))
    })
}

pub(super) fn check(text: &TextView<'_>, found: &mut Vec<Diagnostic>) {
    let mut table: Option<Table> = None;
    // Open cell: whether something is in it, whether it begins in bold.
    let mut cell: Option<(bool, bool)> = None;
    let mut open: Vec<&Tag> = Vec::new();
    for node in &text.body.nodes {
        match &node.kind {
            NodeKind::Open(tag) => {
                match tag {
                    Tag::Table(_) => table = Some(Table::new(node.span)),
                    Tag::TableHead => {}
                    Tag::TableRow => {
                        if let Some(table) = &mut table {
                            table.begin_row();
                        }
                    }
                    Tag::Cell => cell = Some((false, false)),
                    Tag::Strong => {
                        if let Some((something @ false, bold)) = &mut cell {
                            *something = true;
                            *bold = true;
                        }
                    }
                    _ => {}
                }
                open.push(tag);
            }
            NodeKind::Close => match open.pop() {
                Some(Tag::Cell) => {
                    if let (Some(table), Some((something, bold))) = (&mut table, cell.take()) {
                        table.cell(something, bold);
                    }
                }
                Some(Tag::Table(_)) => {
                    if let Some(table) = table.take() {
                        table.report(text, found);
                    }
                }
                _ => {}
            },
            NodeKind::Text(words) if words.trim().is_empty() => {}
            NodeKind::HtmlClose(_) | NodeKind::SoftBreak | NodeKind::HardBreak => {}
            NodeKind::HtmlOpen(tag)
                if tag.name.as_ref() == "b" || tag.name.as_ref() == "strong" =>
            {
                if let Some((something @ false, bold)) = &mut cell {
                    *something = true;
                    *bold = true;
                }
            }
            NodeKind::Include(include) => {
                if let Some((something @ false, bold)) = &mut cell {
                    *something = true;
                    *bold = begins_bold(text, &text.body.includes[*include as usize]);
                }
            }
            NodeKind::HtmlOpen(tag) if tag.name.as_ref() != "img" => {}
            _ => {
                if let Some((something, _)) = &mut cell {
                    *something = true;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::testing::*;

    #[test]
    fn bold_first_column_heads_the_rows() {
        assert!(lines(&CODE, "| | B |\n|-|-|\n| **a** | 1 |\n| **b** | 2 |\n").is_empty());
        assert_eq!(lines(&CODE, "| | B |\n|-|-|\n| **a** | 1 |\n| b | 2 |\n"), [1]);
        assert_eq!(lines(&CODE, "|A|\n|-|\n|a|b|\n"), [1]);
    }

    #[test]
    fn included_cells_may_be_bold() {
        let table = "| | B |\n|-|-|\n| [!INCLUDE [i](includes/i.md)] | 1 |\n";
        let docset = |text| [("a.md", table), ("includes/i.md", text)];
        assert!(found(&CODE, &docset("**a**\n")).is_empty());
        assert_eq!(found(&CODE, &docset("a\n")), ["a.md:1"]);
    }
}
