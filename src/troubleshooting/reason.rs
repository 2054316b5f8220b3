//! Why something that looks like a symptom isn't in the index.

/// Why a rule turned something away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The page is a reference or news.
    Quiet,
    /// It complains, but not in a way that is enough on its page.
    Elsewhere,
    /// No text below it.
    Empty,
    /// It names a part of an answer.
    Answer,
    /// It heads links at the end of a page.
    Trailing,
    /// It is a step or an example.
    Step,
    /// It names a group of symptoms.
    Label,
    /// It only names a fault, and nothing is said to do about it.
    Silent,
    /// The same text stands on many pages.
    Repeated,
    /// A newer version of the page has it.
    OlderVersion,
    /// The configuration ignores it.
    Ignored,
    /// The front matter keeps the page out.
    Declared,
    /// The page is not to be indexed.
    NoIndex,
    /// The page tells what a command does.
    Reference,
}

impl Reason {
    /// For the reader of `guidepost list troubleshooting --rejected`.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Quiet => "its page is a reference or news, where headings name things",
            Self::Elsewhere => {
                "outside guides and FAQs it takes more: the reader's own words, a leading Why, What if, Error, Unable, Can't or Fails, a quoted message or a hex code"
            }
            Self::Empty => "there is no text below it",
            Self::Answer => "it names a part of an answer: cause, resolution, workaround",
            Self::Trailing => "it heads the links at the end of the page",
            Self::Step => "it is a step or an example",
            Self::Label => "it labels a group of symptoms",
            Self::Silent => {
                "it names a fault, but the text below says neither cause nor what to do"
            }
            Self::Repeated => "its text stands on four pages or more: a part of their form",
            Self::OlderVersion => "a newer version of the page has it",
            Self::Ignored => "`troubleshooting.ignore` in guidepost.toml names it",
            Self::Declared => "the front matter says `troubleshooting: false`",
            Self::NoIndex => "the page is `noindex`",
            Self::Reference => "the page is the reference of a PowerShell cmdlet or module",
        }
    }
}
