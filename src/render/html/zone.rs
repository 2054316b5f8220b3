//! Zones of versions and of pivots.

use super::{Closer, Title, Writer, attribute};
use crate::article::PivotZone;
use crate::site::Fate;

impl Writer<'_, '_> {
    pub(super) fn pivot_zone(&mut self, zone: &PivotZone) {
        self.out.push_str("<div class=\"zone");
        self.out.push_str(if zone.target.is_some() { " has-target" } else { "" });
        self.out.push_str(if zone.pivots.is_empty() { "\"" } else { " has-pivot\"" });
        if let Some(target) = &zone.target {
            attribute(&mut self.out, "data-target", target);
        }
        if !zone.pivots.is_empty() {
            attribute(&mut self.out, "data-pivot", &zone.pivots.join(" "));
        }
        if zone.is_on_pages() {
            self.push(">\n", "</div>\n");
        } else {
            // It stays in the page for whoever makes other media of it.
            self.out.push_str(" hidden>\n");
            let title = std::mem::replace(&mut self.title, Title::None);
            self.open.push(Closer::Hidden(title));
        }
    }

    pub(super) fn moniker_zone(&mut self, fate: &Fate) {
        let Fate::Kept { label, .. } = fate else {
            self.leave_out();
            return;
        };
        self.out.push_str("<div");
        if !label.is_empty() {
            attribute(&mut self.out, "data-moniker", label);
        }
        self.push(">\n", "</div>\n");
    }

    /// Leaves the container out that has just been opened.
    fn leave_out(&mut self) {
        self.skip = 1;
        self.open.push(Closer::Nothing);
    }
}
