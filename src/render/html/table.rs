//! Tables: each in a region that can scroll, alignment as classes.

use std::fmt::Write as _;

use super::{Closer, Writer};
use crate::article::Align;

/// A table that is being written.
pub(super) struct Table {
    columns: Box<[Align]>,
    column: usize,
    header: bool,
    body_open: bool,
}

impl Writer<'_, '_> {
    pub(super) fn table(&mut self, columns: &[Align]) {
        self.visible();
        self.out.push_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
        self.tables.push(Table {
            columns: columns.into(),
            column: 0,
            header: false,
            body_open: false,
        });
        self.open.push(Closer::Table);
    }

    pub(super) fn close_table(&mut self) {
        if self.tables.pop().is_some_and(|table| table.body_open) {
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table></div>\n");
    }

    pub(super) fn table_head(&mut self) {
        self.out.push_str("<thead>\n<tr>\n");
        if let Some(table) = self.tables.last_mut() {
            table.header = true;
            table.column = 0;
        }
        self.open.push(Closer::TableHead);
    }

    pub(super) fn close_table_head(&mut self) {
        self.out.push_str("</tr>\n</thead>\n");
        if let Some(table) = self.tables.last_mut() {
            table.header = false;
        }
    }

    pub(super) fn table_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            if !table.body_open {
                table.body_open = true;
                self.out.push_str("<tbody>\n");
            }
            table.column = 0;
        }
        self.out.push_str("<tr>\n");
        self.open.push(Closer::Row);
    }

    pub(super) fn cell(&mut self) {
        let (is_head, align) = match self.tables.last_mut() {
            Some(table) => {
                let align = table.columns.get(table.column).copied().unwrap_or_default();
                table.column += 1;
                (table.header, align)
            }
            None => (false, Align::None),
        };
        let start = self.out.len();
        self.out.push_str(if is_head { "<th" } else { "<td" });
        self.out.push_str(match align {
            Align::None => ">",
            Align::Left => " class=\"align-left\">",
            Align::Center => " class=\"align-center\">",
            Align::Right => " class=\"align-right\">",
        });
        self.open.push(Closer::Cell(is_head.then_some(start)));
    }

    /// Ends a cell. One that heads a column without a word heads nothing, and is a cell like others.
    pub(super) fn close_cell(&mut self, head: Option<usize>) {
        let name = match head {
            Some(start) if is_empty(&self.out[start..]) => {
                self.out.replace_range(start..start + "<th".len(), "<td");
                "td"
            }
            Some(_) => "th",
            None => "td",
        };
        let _ = writeln!(self.out, "</{name}>");
    }
}

/// Whether an open tag is all there is.
fn is_empty(html: &str) -> bool {
    html.find('>').is_some_and(|end| html[end + 1..].trim().is_empty())
}
