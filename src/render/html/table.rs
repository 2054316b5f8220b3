//! Tables: alignment as classes.

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
        self.out.push_str("<table>\n");
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
        self.out.push_str("</table>\n");
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
        self.out.push_str(if is_head { "<th" } else { "<td" });
        self.out.push_str(match align {
            Align::None => ">",
            Align::Left => " class=\"align-left\">",
            Align::Center => " class=\"align-center\">",
            Align::Right => " class=\"align-right\">",
        });
        self.open.push(Closer::Text(if is_head { "</th>\n" } else { "</td>\n" }));
    }
}
