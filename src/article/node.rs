//! What a parsed text is made of.

use serde::Serialize;

use crate::diagnostic::Span;

/// One step through a text: the opening of a container, its close, or a leaf.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands in the file.
    pub span: Span,
}

/// What a [`Node`] is. Indices point into the tables of the [`super::Body`].
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// Opens a container.
    Open(Tag),
    /// Closes the container opened last.
    Close,
    /// Text, entities decoded.
    Text(Box<str>),
    /// Code in running text.
    CodeSpan(Box<str>),
    /// A line break in the source that is none for the reader.
    SoftBreak,
    /// A line break for the reader.
    HardBreak,
    /// A thematic break.
    Rule,
    /// A block of code.
    Code(u32),
    /// An image.
    Image(u32),
    /// The text of another file.
    Include(u32),
    /// Code from a sample file.
    Snippet(u32),
    /// An embedded video.
    Video(Box<Video>),
    /// Text that is not to be translated.
    NoLoc(Box<str>),
    /// A start tag the author wrote as HTML, already checked against the allow-list.
    HtmlOpen(Box<HtmlTag>),
    /// An end tag the author wrote as HTML.
    HtmlClose(Box<str>),
}

/// A container.
#[derive(Clone, Debug, PartialEq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading(u32),
    /// A block quote.
    Quote,
    /// An alert.
    Alert(AlertKind),
    /// A `[!div]` quote.
    Div(Box<[(String, String)]>),
    /// A list; a number when it is ordered.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// A table, with the alignment of each column.
    Table(Box<[Align]>),
    /// The header row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell.
    Cell,
    /// `*text*`.
    Emphasis,
    /// `**text**`.
    Strong,
    /// `~~text~~`.
    Strike,
    /// A link.
    Link(u32),
    /// A row of columns.
    Row,
    /// A column; how many shares of the row it takes, as written.
    Column(Box<str>),
    /// A group of tabs.
    TabGroup(Box<TabGroup>),
    /// One tab of the group around it, by index.
    Tab(u32),
    /// A part for some versions.
    MonikerZone(u32),
    /// A part for some pivots or targets.
    PivotZone(u32),
    /// The long description of a complex image.
    LongDescription(u32),
    /// The paragraph that states roles or what the article applies to.
    Statement(u32),
}

// A large docset has tens of millions of nodes.
const _: () = assert!(size_of::<Node>() <= 32);

/// An embedded video.
#[derive(Clone, Debug, PartialEq)]
pub struct Video {
    /// Its address.
    pub url: Box<str>,
    /// Its title, where it has one.
    pub title: Option<Box<str>>,
}

/// The kinds of alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum AlertKind {
    /// Worth noticing.
    Note,
    /// Makes things easier.
    Tip,
    /// Needed to get there.
    Important,
    /// May do harm.
    Warning,
    /// May do harm of another kind.
    Caution,
}

impl AlertKind {
    /// The kind named by an alert marker, ignoring case.
    #[must_use]
    pub fn from_marker(name: &str) -> Option<Self> {
        let kinds = [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution];
        kinds.into_iter().find(|kind| kind.title().eq_ignore_ascii_case(name))
    }

    /// The label readers see.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

/// Alignment of a table column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Not said.
    #[default]
    None,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// A heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The id by the rule of format §3, unique within its file.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// The nodes of its content, as indices into the body's nodes.
    pub nodes: std::ops::Range<u32>,
    /// The whole heading in the source.
    pub span: Span,
}

/// What a link comes from; decides how it is resolved and reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](target)`, an autolink, `<a href>`.
    Page,
    /// The source of an image or other embedded resource.
    Resource,
    /// `xref:`.
    Xref,
    /// `@uid`, which stays text when the UID is not known.
    ShortXref,
    /// `<xref href="uid">`, without `xref:`: the name of what the UID stands for, or the words of
    /// the tag.
    TagXref,
}

impl LinkKind {
    /// Whether a UID is named, not an address.
    #[must_use]
    pub const fn is_xref(self) -> bool {
        matches!(self, Self::Xref | Self::ShortXref | Self::TagXref)
    }
}

/// Something that points somewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What it comes from.
    pub kind: LinkKind,
    /// The target as the author wrote it, entities decoded, not percent-decoded; for
    /// [`LinkKind::ShortXref`] the UID itself.
    pub target: String,
    /// Title shown on hover.
    pub title: Option<String>,
    /// Where to report it.
    pub span: Span,
    /// Written as an autolink, so that its text is its target.
    pub auto: bool,
}

/// How an image is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImageKind {
    /// `![alt](source)`.
    Markdown,
    /// `:::image type="content"`.
    Content,
    /// `:::image type="complex"`: a long description follows.
    Complex,
    /// `:::image type="icon"`: decoration.
    Icon,
}

/// An image.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// How it is presented.
    pub kind: ImageKind,
    /// Its source, in the link table.
    pub source: u32,
    /// Alternative text.
    pub alt: String,
    /// Title shown on hover.
    pub title: Option<String>,
    /// A larger version, in the link table.
    pub lightbox: Option<u32>,
    /// Where a click leads, in the link table.
    pub link: Option<u32>,
    /// Drawn with a border.
    pub border: bool,
    /// A block of its own, not part of a paragraph.
    pub block: bool,
    /// Alone on its line, whether or not more of its paragraph stands above or below.
    pub own_line: bool,
    /// Id of the long description.
    pub description_id: Option<String>,
}

/// An include.
#[derive(Clone, Debug, PartialEq)]
pub struct Include {
    /// The path as written.
    pub path: String,
    /// How the included text is read.
    pub context: super::Context,
    /// It stands in a list without blank lines or in a cell: paragraphs of its own are none.
    pub tight: bool,
    /// The whole construct.
    pub span: Span,
}

/// Which part of a sample file a snippet shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snippet {
    /// Path of the sample file as written.
    pub path: String,
    /// Language as written, before `-interactive` is cut off.
    pub language: Option<String>,
    /// Written as `:::code`, whose rules differ a little.
    pub triple_colon: bool,
    /// Written as `[!notebook…]`: the tag names a cell of a Jupyter notebook.
    pub notebook: bool,
    /// Tag or region name.
    pub tag: Option<String>,
    /// Line ranges, from 1, in the order to show; an open end is `None`.
    pub ranges: Vec<(u32, Option<u32>)>,
    /// Highlighted lines as written.
    pub highlight: Option<String>,
    /// Columns to remove; automatic when not said.
    pub dedent: Option<u32>,
    /// Name shown.
    pub name: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Value of `interactive`.
    pub interactive: Option<String>,
    /// The whole construct.
    pub span: Span,
}

/// A block of code written in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeBlock {
    /// The language as written, without `-interactive`; `None` for indented code.
    pub language: Option<String>,
    /// Marked runnable.
    pub interactive: bool,
    /// The code.
    pub text: String,
    /// Fenced, not indented.
    pub fenced: bool,
}

/// A group of tabs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TabGroup {
    /// Number of the group in its file, from 1.
    pub number: u32,
    /// The tabs.
    pub tabs: Vec<TabHeading>,
}

/// The head of one tab.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TabHeading {
    /// Ids that switch together.
    pub ids: Vec<String>,
    /// Id of the tab that must be selected for this one to show.
    pub condition: Option<String>,
    /// The nodes of its title, a balanced run of inline nodes.
    pub title: Vec<Node>,
    /// The heading in the source.
    pub span: Span,
}

/// A part for some versions, and what of the body's tables stands in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonikerZone {
    /// The range as written.
    pub range: Box<str>,
    /// Its first line.
    pub span: Span,
    /// Its entries of each table.
    pub content: TableRanges,
}

/// A run of entries in each table of a body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRanges {
    /// Headings.
    pub headings: std::ops::Range<u32>,
    /// Links.
    pub links: std::ops::Range<u32>,
    /// Includes.
    pub includes: std::ops::Range<u32>,
    /// Code samples.
    pub snippets: std::ops::Range<u32>,
    /// Ids that raw HTML declares.
    pub html_ids: std::ops::Range<u32>,
}

/// A part for some pivots or targets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PivotZone {
    /// Pivot names.
    pub pivots: Vec<String>,
    /// Target medium.
    pub target: Option<String>,
    /// Its first line.
    pub span: Span,
}

impl PivotZone {
    /// Whether readers of the site see it: other media have parts of their own.
    #[must_use]
    pub fn is_on_pages(&self) -> bool {
        self.target.as_deref().is_none_or(|target| target == "docs")
    }
}

/// A start tag that an author wrote, with what the allow-list leaves of its attributes.
#[derive(Clone, Debug, PartialEq)]
pub struct HtmlTag {
    /// Lower-case name.
    pub name: Box<str>,
    /// Attributes in a fixed order.
    pub attributes: Vec<(Box<str>, HtmlValue)>,
    /// It stands in a block of HTML, where Markdown is not read.
    pub in_block: bool,
}

impl HtmlTag {
    /// Whether the element has no content and no end tag.
    #[must_use]
    pub fn is_void(&self) -> bool {
        super::raw_html::is_void(&self.name)
    }
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum HtmlValue {
    /// Text, entities decoded.
    Text(Box<str>),
    /// An address, in the link table.
    Link(u32),
}

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// "Appropriate roles".
    Roles,
    /// "Applies to".
    AppliesTo,
}

/// A line such as `**Appropriate roles**: Global admin | Billing admin`.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it is about.
    pub kind: StatementKind,
    /// Plain text of the value, or of each bullet below the label.
    pub values: Vec<String>,
    /// The last heading before it, as an index into the body's headings.
    pub heading: Option<u32>,
    /// The value in the source.
    pub span: Span,
}
