//! Groups of tabs: the row that chooses, and the panels.

use std::fmt::Write as _;

use super::escape::attribute_escaped;
use super::{Closer, Writer, attribute, text_of};
use crate::article::TabGroup;
use crate::site::LinkedBody;

impl Writer<'_, '_> {
    pub(super) fn tab_group(&mut self, linked: &LinkedBody<'_>, group: &TabGroup) {
        self.visible();
        self.tab_group_count += 1;
        let number = self.tab_group_count;
        let group_id = self.ids.claim(&format!("tabgroup_{number}"));
        let _ =
            writeln!(self.out, "<div class=\"tabGroup\" id=\"{group_id}\">\n<ul role=\"tablist\">");
        let mut panels = Vec::new();
        for (i, tab) in group.tabs.iter().enumerate() {
            let ids = tab.ids.join("+");
            let mut panel = format!("tabpanel_{number}_{ids}");
            if let Some(condition) = &tab.condition {
                let _ = write!(panel, "_{condition}");
            }
            let panel = self.ids.claim(&panel);
            let mut shared = String::new();
            attribute(&mut shared, "data-tab", &ids);
            if let Some(condition) = &tab.condition {
                attribute(&mut shared, "data-condition", condition);
            }
            let first = i == 0;
            let _ = write!(
                self.out,
                "<li role=\"presentation\">\n<a href=\"#{panel}\" role=\"tab\" aria-controls=\"{panel}\"{shared} tabindex=\"{}\"{}>",
                if first { "0" } else { "-1" },
                if first { " aria-selected=\"true\"" } else { "" },
            );
            let start = self.out.len();
            self.nodes(linked, &tab.title);
            let title = text_of(&self.out[start..]);
            self.out.push_str("</a>\n</li>\n");
            attribute_escaped(&mut shared, "data-title", &title);
            panels.push((panel, shared));
        }
        self.out.push_str("</ul>\n");
        self.tab_groups.push(panels);
        self.open.push(Closer::Text("</div>\n"));
    }

    pub(super) fn tab(&mut self, index: u32) {
        let panel = self.tab_groups.last().and_then(|panels| panels.get(index as usize));
        if let Some((id, shared)) = panel {
            let _ = writeln!(self.out, "<section id=\"{id}\" role=\"tabpanel\"{shared}>");
        }
        let last = self.tab_groups.last().is_some_and(|panels| index as usize + 1 == panels.len());
        if last {
            // Nothing of this group comes after its last panel begins.
            self.tab_groups.pop();
        }
        self.open.push(Closer::Text("</section>\n"));
    }
}
