//! Blocks of Markdown inside containers: what stands before each line, and the blank lines between.

/// A quote or an item of a list.
struct Container {
    /// What stands before its first line, until that is written.
    first: Option<String>,
    /// What stands before every other line.
    rest: String,
}

/// Lines written so far, and the containers that the next one stands in.
#[derive(Default)]
pub(super) struct Lines {
    out: String,
    containers: Vec<Container>,
    /// Whether a blank line belongs before the next block.
    gap: bool,
    /// The mark of a list that has just ended: the next one needs another to be one of its own.
    after_list: Option<char>,
}

impl Lines {
    /// What was written.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes a block.
    pub(super) fn block(&mut self, text: &str) {
        if self.gap {
            self.blank();
        }
        for line in text.lines() {
            self.line(line);
        }
        self.gap = true;
    }

    /// The next block follows without a blank line.
    pub(super) fn close_up(&mut self) {
        self.gap = false;
    }

    /// Opens a container.
    pub(super) fn open(&mut self, first: &str, rest: &str) {
        self.containers.push(Container { first: Some(first.to_owned()), rest: rest.to_owned() });
        if self.gap {
            self.blank();
            self.gap = false;
        }
    }

    /// Closes the innermost container; one that is empty leaves its mark.
    pub(super) fn close(&mut self) {
        if self.containers.last().is_some_and(|container| container.first.is_some()) {
            self.line("");
        }
        self.containers.pop();
        self.gap = true;
    }

    /// The mark for a list that begins here: `-` or `.`, and another right after a list.
    pub(super) fn list_mark(&self, ordered: bool) -> char {
        let (usual, other) = if ordered { ('.', ')') } else { ('-', '*') };
        if self.after_list == Some(usual) { other } else { usual }
    }

    /// A list with this mark has ended.
    pub(super) fn end_list(&mut self, mark: char) {
        self.after_list = Some(mark);
    }

    fn blank(&mut self) {
        let open = self.containers.iter().take_while(|container| container.first.is_none());
        let prefix: String = open.map(|container| container.rest.as_str()).collect();
        self.out.push_str(prefix.trim_end());
        self.out.push('\n');
    }

    fn line(&mut self, line: &str) {
        let start = self.out.len();
        for container in &mut self.containers {
            match container.first.take() {
                Some(first) => self.out.push_str(&first),
                None => self.out.push_str(&container.rest),
            }
        }
        self.out.push_str(line);
        let end = self.out[start..].trim_end().len();
        self.out.truncate(start + end);
        self.out.push('\n');
        self.after_list = None;
    }
}
