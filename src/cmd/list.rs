//! `guidepost list`: what a docset holds, as lines of fields between tabs, or as JSON.

use std::collections::HashSet;
use std::io::Write;
use std::path::PathBuf;

use super::Status;
use crate::config::{Config, Overrides};
use crate::pipeline::{self, Inspection, Options};
use crate::site::PageId;
use crate::site::document::{Date, PageFacts};
use crate::troubleshooting;

/// A page this many days older than the newest one is stale.
const STALE_AFTER: i32 = 730;

/// Options of `guidepost list`.
#[derive(Clone, Debug, clap::Args)]
pub struct Args {
    /// What to list
    #[arg(value_enum)]
    pub what: What,
    /// Folder with the articles or docfx.json
    #[arg(default_value = "articles")]
    pub docset: PathBuf,
    /// With `troubleshooting`: say which rule admitted each entry
    #[arg(long)]
    pub explain: bool,
    /// With `troubleshooting`: list what a rule turned away, and why
    #[arg(long, conflicts_with = "explain")]
    pub rejected: bool,
    /// How the list is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: ListFormat,
    /// Number of threads; default: one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
}

/// What can be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// Pages, with their titles
    Pages,
    /// Roles, with the pages that state them and their other spellings
    Roles,
    /// Entries of the troubleshooting index
    Troubleshooting,
    /// Pages that no table of contents and no other page leads to
    Orphans,
    /// Addresses that have moved, and where to
    Redirects,
    /// Pages whose ms.date is two years before the newest one, oldest first
    Stale,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    /// One line each, fields between tabs
    #[default]
    Text,
    /// A JSON array of objects
    Json,
}

/// Prints a list.
///
/// # Errors
/// When the docset cannot be read, or standard output cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    if (args.explain || args.rejected) && args.what != What::Troubleshooting {
        writeln!(
            std::io::stderr(),
            "error: `--explain` and `--rejected` go with `guidepost list troubleshooting`"
        )?;
        return Ok(Status::Usage);
    }
    let options = Options {
        docset: args.docset.clone(),
        overrides: Overrides::default(),
        jobs: args.jobs.map(usize::from),
    };
    let config = pipeline::configure(&options)?;
    let table = pipeline::inspect(&config, options.jobs, |docset| match args.what {
        What::Pages => pages(docset),
        What::Roles => roles(docset),
        What::Troubleshooting if args.rejected => rejected(&config, docset),
        What::Troubleshooting => entries(&config, docset, args.explain),
        What::Orphans => orphans(docset),
        What::Redirects => redirects(docset),
        What::Stale => stale(docset),
    })?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = match args.format {
        ListFormat::Text => table.text(&mut out),
        ListFormat::Json => table.json(&mut out),
    };
    super::until_closed(written.and_then(|()| out.flush()))
}

/// Rows with named fields.
struct Table {
    names: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

impl Table {
    fn text(&self, out: &mut impl Write) -> std::io::Result<()> {
        for row in &self.rows {
            // A field never breaks the line it stands on.
            let fields: Vec<String> =
                row.iter().map(|field| field.replace(['\t', '\n', '\r'], " ")).collect();
            writeln!(out, "{}", fields.join("\t").trim_end())?;
        }
        Ok(())
    }

    fn json(&self, out: &mut impl Write) -> std::io::Result<()> {
        let objects: Vec<serde_json::Map<String, serde_json::Value>> = self
            .rows
            .iter()
            .map(|row| {
                let fields = self.names.iter().zip(row);
                fields.map(|(name, field)| ((*name).to_owned(), field.clone().into())).collect()
            })
            .collect();
        serde_json::to_writer_pretty(&mut *out, &objects)?;
        writeln!(out)
    }
}

fn date(date: Option<Date>) -> String {
    date.map(Date::iso).unwrap_or_default()
}

fn pages(docset: &Inspection<'_>) -> Table {
    let row = |facts: &PageFacts| {
        let topic = facts.topic.clone().unwrap_or_default();
        vec![
            facts.source.to_string(),
            facts.path.clone(),
            date(facts.date),
            topic,
            facts.title.clone(),
        ]
    };
    Table {
        names: &["source", "path", "date", "topic", "title"],
        rows: docset.site.pages.iter().map(|page| row(&page.facts)).collect(),
    }
}

fn roles(docset: &Inspection<'_>) -> Table {
    let pages = |id: &str| {
        let states = |facts: &PageFacts| facts.roles.iter().any(|role| role.id == id);
        docset.site.pages.iter().filter(|page| states(&page.facts)).count()
    };
    let rows = docset.site.vocabulary.roles().iter().map(|role| {
        vec![
            role.id.clone(),
            role.name.clone(),
            pages(&role.id).to_string(),
            role.group.clone().unwrap_or_default(),
            role.aliases.join(" | "),
        ]
    });
    Table { names: &["id", "name", "pages", "group", "aliases"], rows: rows.collect() }
}

fn options(config: &Config) -> troubleshooting::Options {
    troubleshooting::Options { ignore: config.settings.troubleshooting.ignore.clone() }
}

fn entries(config: &Config, docset: &Inspection<'_>, explain: bool) -> Table {
    let index = troubleshooting::index(docset.documents, &options(config));
    let rows = index.entries().map(|entry| {
        let mut row = if explain { vec![entry.rule.name.to_owned()] } else { Vec::new() };
        row.extend([
            entry.kind.name().to_owned(),
            place(&entry.page, entry.anchor.as_deref()),
            entry.symptom.clone(),
            entry.first_step.clone().unwrap_or_default(),
        ]);
        row
    });
    let names: &[&str] = if explain {
        &["rule", "kind", "place", "symptom", "first_step"]
    } else {
        &["kind", "place", "symptom", "first_step"]
    };
    Table { names, rows: rows.collect() }
}

fn rejected(config: &Config, docset: &Inspection<'_>) -> Table {
    let (_, rejected) = troubleshooting::explain(docset.documents, &options(config));
    let rows = rejected.into_iter().map(|turned| {
        vec![place(&turned.page, turned.anchor.as_deref()), turned.text, turned.why.text().into()]
    });
    Table { names: &["place", "text", "reason"], rows: rows.collect() }
}

fn place(page: &str, anchor: Option<&str>) -> String {
    anchor.map_or_else(|| page.to_owned(), |anchor| format!("{page}#{anchor}"))
}

/// The home page is where readers come in; it needs no link.
fn orphans(docset: &Inspection<'_>) -> Table {
    let site = docset.site;
    let mut linked: HashSet<PageId> = HashSet::new();
    for page in docset.pages {
        let mut add = |to: Option<PageId>| linked.extend(to.filter(|&to| to != page.id));
        page.links.iter().for_each(|link| add(link.page));
        for body in &page.bodies {
            body.visit(&mut |linked| linked.links.iter().for_each(|link| add(link.page)));
        }
    }
    let listed =
        |id: PageId| site.page(id).place.as_ref().is_some_and(|place| place.node.is_some());
    let rows = site.ids().filter(|&id| !listed(id) && !linked.contains(&id)).filter_map(|id| {
        let facts = &site.page(id).facts;
        (facts.path != "index.html").then(|| vec![facts.source.to_string(), facts.title.clone()])
    });
    Table { names: &["source", "title"], rows: rows.collect() }
}

fn redirects(docset: &Inspection<'_>) -> Table {
    let moves = docset.site.redirects.moves(docset.site);
    let rows = moves.map(|(from, to)| vec![from.to_owned(), to]);
    Table { names: &["from", "to"], rows: rows.collect() }
}

fn stale(docset: &Inspection<'_>) -> Table {
    let dates = || docset.site.pages.iter().filter_map(|page| page.facts.date);
    let newest = dates().max().map_or(0, Date::day_number);
    let mut old: Vec<(Date, &PageFacts)> = docset
        .site
        .pages
        .iter()
        .filter_map(|page| Some((page.facts.date?, &page.facts)))
        .filter(|(date, _)| newest - date.day_number() > STALE_AFTER)
        .collect();
    old.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.source.cmp(&b.1.source)));
    let rows = old
        .into_iter()
        .map(|(date, facts)| vec![date.iso(), facts.source.to_string(), facts.title.clone()]);
    Table { names: &["date", "source", "title"], rows: rows.collect() }
}
