//! Groups of tabs (format §4).

use super::Builder;
use super::frames::Frame;
use crate::article::{Node, NodeKind, TabGroup, TabHeading, Tag};
use crate::diagnostic::{Code, Diagnostic, Severity, Span};

/// Tabs that do not belong together.
pub static INVALID_TAB_GROUP: Code = Code {
    name: "invalid-tab-group",
    severity: Severity::Warning,
    summary: "The tabs of a group have an id twice, or share only some ids with another group.",
    explanation: "Tabs with the same id are chosen together on the whole page. Within a group each id stands once, and groups that share ids share all of them, so that every choice shows something.",
    wrong: "# [Windows](#tab/windows)\n# [Linux](#tab/windows)",
    right: "# [Windows](#tab/windows)\n# [Linux](#tab/linux)",
};

impl Builder<'_> {
    /// A heading that is only `[Title](#tab/id/condition)`, whose nodes begin at `title`.
    pub(super) fn tab_heading(&self, title: usize, span: Span) -> Option<TabHeading> {
        let nodes = self.body.nodes.get(title..)?;
        let NodeKind::Open(Tag::Link(link)) = nodes.first()?.kind else { return None };
        let target = self.body.links[link as usize].target.strip_prefix("#tab/")?;
        let mut depth = 0;
        for (i, node) in nodes.iter().enumerate() {
            match node.kind {
                NodeKind::Open(_) => depth += 1,
                NodeKind::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 && i + 1 != nodes.len() {
                return None;
            }
        }
        let (ids, condition) = match target.split_once('/') {
            Some((ids, condition)) => (ids, Some(condition)),
            None => (target, None),
        };
        let word = |text: &str| {
            !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        let ids: Vec<String> = ids.split('+').map(str::to_owned).collect();
        if !ids.iter().all(|id| word(id)) || !condition.is_none_or(|c| c.is_empty() || word(c)) {
            return None;
        }
        Some(TabHeading {
            ids,
            condition: condition.filter(|c| !c.is_empty()).map(str::to_owned),
            title: nodes[1..nodes.len() - 1].to_vec(),
            span,
        })
    }

    pub(super) fn open_tab(&mut self, tab: TabHeading, span: Span) {
        // HTML left open inside the tab before ends with it.
        let open_html =
            self.frames.iter().rev().take_while(|f| matches!(f, Frame::Html(_))).count();
        let under = self.frames.len().checked_sub(open_html + 1).and_then(|i| self.frames.get(i));
        if open_html > 0 && matches!(under, Some(Frame::Tab(_))) {
            for _ in 0..open_html {
                self.pop_frame(span);
            }
        }
        let group = if let Some(&Frame::Tab(group)) = self.frames.last() {
            self.frames.pop();
            self.body.nodes.push(Node { kind: NodeKind::Close, span });
            group
        } else {
            self.tab_groups += 1;
            let group = TabGroup { number: self.tab_groups, tabs: Vec::new() };
            self.push(NodeKind::Open(Tag::TabGroup(Box::new(group))), span);
            self.body.nodes.len() - 1
        };
        if let NodeKind::Open(Tag::TabGroup(tabs)) = &mut self.body.nodes[group].kind {
            let index = tabs.tabs.len() as u32;
            tabs.tabs.push(tab);
            self.body.nodes.push(Node { kind: NodeKind::Open(Tag::Tab(index)), span });
            self.frames.push(Frame::Tab(group));
        }
    }

    /// Compares the groups of tabs with each other, as readers choose in them from the top.
    pub(super) fn check_tabs(&mut self) {
        let mut chosen: Vec<Vec<&str>> = Vec::new();
        for node in &self.body.nodes {
            let NodeKind::Open(Tag::TabGroup(group)) = &node.kind else { continue };
            let Some(first) = group.tabs.first() else { continue };
            let shows = |condition: &Option<String>| {
                condition
                    .as_deref()
                    .is_none_or(|c| chosen.iter().any(|ids| ids.first() == Some(&c)))
            };
            let mut problem = None;
            let mut ids: Vec<&str> = Vec::new();
            for tab in group.tabs.iter().filter(|tab| shows(&tab.condition)) {
                for id in &tab.ids {
                    if ids.contains(&id.as_str()) {
                        problem = Some((first.span, format!("the tab id `{id}` stands twice")));
                    } else {
                        ids.push(id);
                    }
                }
            }
            if ids.is_empty() {
                problem = Some((first.span, "no tab of this group can be seen".to_owned()));
            }
            let shares = |set: &&Vec<&str>| set.iter().any(|id| ids.contains(id));
            match chosen.iter().find(shares) {
                Some(set) if set.len() != ids.len() || !set.iter().all(|id| ids.contains(id)) => {
                    problem = problem.or_else(|| {
                        let other = set.join("`, `");
                        let message =
                            format!("a group above has other tabs beside the same ones: `{other}`");
                        Some((first.span, message))
                    });
                }
                Some(_) => {}
                None => chosen.push(ids),
            }
            if let Some((span, message)) = problem {
                self.diagnostics.push(
                    Diagnostic::new(&INVALID_TAB_GROUP, self.file, span, message)
                        .help("give the tabs of each group the same ids, each once"),
                );
            }
        }
    }
}
