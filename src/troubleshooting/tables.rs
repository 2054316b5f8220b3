//! Rows of tables: error codes, and symptoms with their cause or fix.
//!
//! In goes a section, out come the rows of its tables that say what is wrong. What a table holds
//! is read off its header; a table without one says nothing.

use crate::site::document::{Block, BlockKind, Section};

use super::lexicon::{AUXILIARIES, REMEDIES};
use super::rules;
use super::scan::{Found, Place};
use super::sentences::sentences;
use super::words::{Word, words};
use super::{Kind, first_step};

/// Longest symptom or code taken from a cell, in bytes; longer cells are prose.
const LONGEST_SYMPTOM: usize = 240;
const LONGEST_CODE: usize = 48;

/// A cell shorter than this is taken whole, in bytes.
const SHORT: usize = 60;

/// What the columns of a table hold, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Codes {
        code: usize,
        meaning: Option<usize>,
        remedy: Option<usize>,
    },
    /// A list of errors, each with its code in its name.
    Listed {
        name: usize,
        message: usize,
    },
    Symptoms {
        symptom: usize,
        cause: Option<usize>,
        remedy: Option<usize>,
    },
}

/// The rows of a section that belong in the index. `at` is its place on the page; symptoms are
/// only looked for where `symptoms` says so, codes everywhere.
pub(super) fn rows(section: &Section, at: usize, symptoms: bool, found: &mut Vec<Found>) {
    let mut table: Option<Table> = None;
    for (index, block) in section.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Row { header: true } => {
                table = columns(&block.cells)
                    .and_then(|table| by_name(table, &block.cells, &section.blocks[index + 1..]))
                    .or_else(|| statuses(&block.cells, &section.blocks[index + 1..]))
                    .or_else(|| errors(&block.cells, &section.blocks[index + 1..]))
                    .filter(|table| symptoms || !matches!(table, Table::Symptoms { .. }));
            }
            BlockKind::Row { header: false } => {
                let row = table.and_then(|table| row(table, block, at));
                // Tables by product repeat their rows.
                if let Some(row) = row
                    && !found.iter().any(|other| {
                        other.kind == row.kind
                            && other.symptom == row.symptom
                            && other.codes == row.codes
                            && other.first_step == row.first_step
                    })
                {
                    found.push(row);
                }
            }
            _ => table = None,
        }
    }
}

/// What a header says that the columns hold.
fn columns(header: &[String]) -> Option<Table> {
    let cells: Vec<String> = header.iter().map(|cell| cell.to_lowercase()).collect();
    let find = |is: &dyn Fn(&str) -> bool| cells.iter().position(|cell| is(cell));
    let remedy = find(&|cell| {
        // "Is action required?" is answered by yes or no.
        let asks =
            ["can ", "is ", "does ", "do ", "should "].iter().any(|word| cell.starts_with(word))
                || cell.contains("required");
        !asks
            && (has(cell, 7, REMEDIES)
                || cell.starts_with("how to")
                || cell.starts_with("what to do"))
    });
    if let Some(code) = find(&names_code) {
        let meaning = find(&|cell| {
            has(
                cell,
                5,
                &[
                    "description",
                    "meaning",
                    "message",
                    "explanation",
                    "string",
                    "details",
                    "remarks",
                    "cause",
                ],
            ) && !names_code(cell)
        });
        return Some(Table::Codes { code, meaning, remedy });
    }
    let symptom = find(&|cell| {
        has(
            cell,
            4,
            &[
                "issue", "issues", "symptom", "symptoms", "problem", "problems", "error", "errors",
                "message", "messages",
            ],
        ) && !has(
            cell,
            4,
            &[
                "code",
                "codes",
                "type",
                "types",
                "number",
                "category",
                "level",
                "mode",
                "notification",
            ],
        )
    })?;
    let cause = find(&|cell| has(cell, 6, &["reason", "cause", "causes", "meaning", "why"]));
    // A cause or fix in front of it belongs to something else.
    let differs = |column: Option<usize>| column.filter(|&column| column > symptom);
    let (cause, remedy) = (differs(cause), differs(remedy));
    (cause.is_some() || remedy.is_some()).then_some(Table::Symptoms { symptom, cause, remedy })
}

/// Symptoms that are names of constants: errors by such names are codes, and other messages,
/// such as those that a window is sent, are no problems.
fn by_name(table: Table, header: &[String], below: &[Block]) -> Option<Table> {
    let Table::Symptoms { symptom, cause, remedy } = table else { return Some(table) };
    let rows = below.iter().take_while(|block| block.kind == BlockKind::Row { header: false });
    let cells: Vec<&str> =
        rows.filter_map(|row| row.cells.get(symptom)).map(|cell| cell.trim()).collect();
    let names = cells.iter().filter(|cell| is_constant(cell)).count();
    if names * 2 <= cells.len() {
        return Some(table);
    }
    if !has(&header[symptom].to_lowercase(), 4, &["error", "errors"]) {
        return None;
    }
    let codes = Table::Codes { code: symptom, meaning: cause, remedy };
    Some(if names == cells.len() { codes } else { table })
}

/// `WSA_NOT_ENOUGH_MEMORY`.
fn is_constant(cell: &str) -> bool {
    cell.len() > 4
        && cell.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        && cell.bytes().any(|b| b.is_ascii_uppercase())
}

/// A table of errors with their messages, where each is named by its code: "Parcel error P4711".
fn errors(header: &[String], below: &[Block]) -> Option<Table> {
    let find = |list: &[&str]| header.iter().position(|cell| has(&cell.to_lowercase(), 3, list));
    let name = find(&["error", "errors", "warning", "warnings"])?;
    let message = find(&["message", "messages", "description", "meaning"])?;
    let mut rows =
        below.iter().take_while(|block| block.kind == BlockKind::Row { header: false }).peekable();
    rows.peek()?;
    let named = |row: &Block| {
        row.cells.get(name).is_some_and(|cell| cell.len() <= SHORT && the_code(cell).is_some())
    };
    (name != message && rows.all(named)).then_some(Table::Listed { name, message })
}

/// The only code that a text names.
fn the_code(text: &str) -> Option<String> {
    let mut codes = super::codes::in_text(text);
    (codes.len() == 1).then(|| codes.remove(0))
}

/// A table of statuses, some of them finer than HTTP's (404.3): these are met as errors. The
/// statuses that a call answers with are a reference.
fn statuses(header: &[String], below: &[Block]) -> Option<Table> {
    let names = |cell: &String| {
        matches!(
            &*cell.to_lowercase(),
            "status" | "status code" | "substatus" | "sub-status" | "http status" | "code"
        )
    };
    let code = header.iter().position(names)?;
    let meaning = header.iter().position(|cell| {
        has(&cell.to_lowercase(), 3, &["description", "meaning", "message", "explanation"])
    })?;
    let rows = || below.iter().take_while(|block| block.kind == BlockKind::Row { header: false });
    let cells = || rows().filter_map(|row| row.cells.get(code)).map(|cell| cell.trim());
    let finer = |cell: &str| cell.contains('.') && is_failure(cell);
    (cells().any(finer) && cells().all(is_failure)).then_some(Table::Codes {
        code,
        meaning: Some(meaning),
        remedy: None,
    })
}

/// `404` or `404.3`: the number of a status that is an error.
fn is_failure(cell: &str) -> bool {
    let (status, finer) = cell.split_once('.').unwrap_or((cell, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    status.len() == 3 && status.starts_with(['4', '5']) && digits(status) && digits(finer)
}

/// The cell is a heading of at most so many words, one of them in the list.
fn has(cell: &str, most: usize, list: &[&str]) -> bool {
    let words = words(cell);
    words.len() <= most && words.iter().any(|word| word.is(list))
}

/// "Error code", `ErrorCode`, "Reason code (internal)"; not "HTTP error code", which says less.
fn names_code(cell: &str) -> bool {
    let own = cell.split('(').next().unwrap_or(cell).trim();
    matches!(
        own,
        "errorcode"
            | "error code"
            | "error codes"
            | "reason code"
            | "reason codes"
            | "failure code"
            | "error id"
    )
}

fn row(table: Table, block: &Block, at: usize) -> Option<Found> {
    let cell =
        |column: usize| block.cells.get(column).map(|cell| cell.trim()).filter(|cell| says(cell));
    let step = |column: Option<usize>| column.and_then(cell).and_then(first_step::of_text);
    let (symptom, kind, rule, codes, first_step) = match table {
        Table::Codes { code, meaning, remedy } => {
            let code = cell(code).filter(|code| code.len() <= LONGEST_CODE)?;
            let meaning = meaning.and_then(cell);
            let symptom = match meaning.and_then(|text| sentences(text).next()) {
                Some(text) => text.to_owned(),
                None => format!("Error code {code}"),
            };
            let rest = meaning.and_then(|text| text.strip_prefix(symptom.as_str()));
            let step = step(remedy).or_else(|| rest.and_then(first_step::action_in));
            (symptom, Kind::Code, &rules::CODE_ROW, vec![code.to_owned()], step)
        }
        Table::Listed { name, message } => {
            let code = the_code(cell(name)?)?;
            let symptom = first_step::without_markup(cell(message)?);
            (symptom, Kind::Code, &rules::LISTED_CODE, vec![code], None)
        }
        Table::Symptoms { symptom, cause, remedy } => {
            let symptom = first_step::without_markup(message(cell(symptom)?));
            let symptom = symptom.trim_end_matches(':').to_owned();
            let plain = symptom.split_whitespace().count() > 1 || symptom.len() > 12;
            if !plain || asks(&symptom) {
                return None;
            }
            let codes = super::codes::in_text(&symptom);
            let step = step(remedy).or_else(|| step(cause))?;
            (symptom, Kind::Row, &rules::SYMPTOM_ROW, codes, Some(step))
        }
    };
    (symptom.len() <= LONGEST_SYMPTOM).then_some(Found {
        place: Place::Within(at),
        symptom,
        kind,
        rule,
        first_step,
        codes,
        repeatable: false,
    })
}

/// "Is the account approved?" asks the reader; it is no symptom.
fn asks(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = words(&lower);
    let closed = |clause: &[Word<'_>]| clause.first().is_some_and(|word| word.is(AUXILIARIES));
    words.last().is_some_and(|word| word.mark == Some('?'))
        && words.split_inclusive(|word| word.mark == Some(',')).any(closed)
        && !words.iter().any(|word| word.text == "why")
}

/// The message that a cell quotes, else its first sentence that complains, else the first.
fn message(cell: &str) -> &str {
    if cell.starts_with(['"', '\u{201c}']) || cell.len() < SHORT {
        return cell;
    }
    let complains = |text: &&str| super::complaint::read(&text.to_lowercase()).any();
    let mut candidates = sentences(cell).filter(|text| text.len() > SHORT / 3);
    candidates.clone().find(complains).or_else(|| candidates.next()).unwrap_or(cell)
}

fn says(cell: &str) -> bool {
    !cell.is_empty()
        && !matches!(cell.to_ascii_lowercase().as_str(), "n/a" | "na" | "none" | "-" | "--" | "x")
}
