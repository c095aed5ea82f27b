//! Glossaries as CSV or TSV with a header row.
//!
//! `id`, one column per language tag, and optionally `LANG_alt`, `LANG_forbidden`, `LANG_forms`,
//! `LANG_exact`, `LANG_case`, `LANG_status`, `LANG_pos`, `LANG_gender`, `LANG_term_CATEGORY`,
//! `type`, `subject`, `definition`, `note`. Several values in a cell are separated by `|`; in the
//! columns that speak of the terms of a language the n-th value belongs to the n-th of them.
//! Without `id` the number of the row names the concept; columns of any other name are kept.

pub(super) mod columns;
mod values;
mod write;

pub(super) use write::write_row;

use super::{Case, Concept, Glossary, Status, Term};
use crate::error::{Error, Kind, Place, Result};
use crate::lang::Lang;
use columns::Column;

impl Glossary {
    /// Reads a table; the delimiter (tab, semicolon or comma) is told from the header row.
    ///
    /// # Errors
    /// [`Kind::Malformed`], with line and column: no header row, no language column, a quotation
    /// mark that never closes, a cell of `LANG_exact` or `LANG_case` that says something unknown.
    pub fn from_table(file: &str, text: &str) -> Result<Glossary> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header_line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let delimiter =
            [b'\t', b';', b','].into_iter().find(|d| header_line.contains(char::from(*d)));
        let records = records(file, text, delimiter.unwrap_or(b'\t'))?;
        let mut records = records.into_iter();
        let Some(header) = records.next() else {
            return Err(Error::new(Kind::Malformed, "the glossary is empty")
                .at(Place::file(file))
                .help("begin with a header row such as `id\ten\tru\taz`"));
        };
        let mut columns = columns_of(&header.cells);
        let mut glossary = Glossary::default();
        for (number, column) in columns.iter_mut().enumerate() {
            let Column::Terms(lang, status @ Status::Preferred) = column else { continue };
            if !glossary.languages.contains(lang) {
                glossary.languages.push(lang.clone());
            } else if header.cells.get(number).is_some_and(|name| Column::may_repeat(name)) {
                *status = Status::Admitted;
            } else {
                let message = format!("two columns of the glossary are `{lang}`");
                return Err(Error::new(Kind::Malformed, message)
                    .at(header.place(file, text, number))
                    .help(format!("name the column of variants `{lang}_alt`")));
            }
        }
        if glossary.languages.is_empty() {
            return Err(Error::new(Kind::Malformed, "no column of the glossary is a language")
                .at(header.place(file, text, 0))
                .help("name the columns in the first row by language tag: `id\ten\tru\taz`"));
        }
        for (number, record) in records.enumerate() {
            if let Some(surplus) =
                record.cells.iter().skip(columns.len()).position(|cell| !cell.trim().is_empty())
            {
                let message = format!(
                    "the row has {} cells, the header row has {}",
                    record.cells.len(),
                    columns.len()
                );
                return Err(Error::new(Kind::Malformed, message)
                    .at(record.place(file, text, columns.len() + surplus))
                    .help("quote a cell that holds the delimiter: \"a, b\""));
            }
            let concept = concept(&columns, &record, number + 1).map_err(|(message, cell)| {
                Error::new(Kind::Malformed, message)
                    .at(record.place(file, text, cell))
                    .help("write `yes` or `no`")
            })?;
            if !concept.terms.is_empty() {
                glossary.concepts.push(concept);
            }
        }
        Ok(glossary)
    }
}

/// The columns of a header row. A name such as `Status` speaks of the term before it in tables
/// that call the languages by name, as MultiTerm's do, and of the concept in ours.
fn columns_of(header: &[String]) -> Vec<Column> {
    let parsed: Vec<Column> = header.iter().map(|name| Column::parse(name)).collect();
    let is_foreign = parsed
        .iter()
        .zip(header)
        .any(|(column, name)| matches!(column, Column::Terms(..)) && Column::may_repeat(name));
    let ours = |column| match column {
        Column::Before(name, _) if !is_foreign => Column::Other(name),
        column => column,
    };
    parsed.into_iter().map(ours).collect()
}

/// One row, with the bytes of the text at which its cells begin.
struct Record {
    cells: Vec<String>,
    start: usize,
    end: usize,
    delimiter: u8,
}

impl Record {
    /// Where cell `number` begins.
    fn place(&self, file: &str, text: &str, number: usize) -> Place {
        let mut at = self.start;
        let mut quoted = false;
        let mut seen = 0;
        for (offset, byte) in text.bytes().enumerate().take(self.end).skip(self.start) {
            if seen == number {
                break;
            }
            quoted ^= byte == b'"';
            if byte == self.delimiter && !quoted {
                seen += 1;
                at = offset + 1;
            }
        }
        Place::in_text(file, text, at)
    }
}

fn records(file: &str, text: &str, delimiter: u8) -> Result<Vec<Record>> {
    // Tab-separated files of other tools do not quote: a cell may begin with a quotation mark.
    let quoting = delimiter != b'\t'
        || text.split('\n').flat_map(|l| l.split('\t')).all(|cell| {
            let cell = cell.trim_end_matches('\r');
            !cell.starts_with('"') || (cell.len() > 1 && cell.ends_with('"'))
        });
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let mut records = Vec::new();
    let mut starts = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|cause| {
            let at = cause.position().map_or(0, |p| p.byte() as usize);
            Error::new(Kind::Malformed, "the row cannot be read")
                .at(Place::in_text(file, text, at))
                .because(cause)
        })?;
        let start = record.position().map_or(0, |p| p.byte() as usize);
        starts.push(start);
        let cells: Vec<String> = record.iter().map(str::to_owned).collect();
        records.push(Record { cells, start, end: text.len(), delimiter });
    }
    for (record, next) in records.iter_mut().zip(starts.iter().skip(1)) {
        record.end = *next;
    }
    if quoting && let Some(last) = records.last() {
        let row = text.get(last.start..).unwrap_or("");
        if row.matches('"').count() % 2 == 1 {
            let at = last.start + row.find('"').unwrap_or(0);
            return Err(Error::new(Kind::Malformed, "a quotation mark is opened and never closed")
                .at(Place::in_text(file, text, at))
                .help("write a quotation mark inside a quoted cell twice"));
        }
    }
    records.retain(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(records)
}

/// The concept of a row, or what is wrong and in which cell.
fn concept(columns: &[Column], record: &Record, number: usize) -> Result<Concept, (String, usize)> {
    let mut concept = Concept { id: number.to_string(), ..Concept::default() };
    let cells = || {
        columns.iter().zip(&record.cells).enumerate().filter_map(|(number, (column, cell))| {
            let cell = cell.trim();
            (!cell.is_empty()).then_some((number, column, cell))
        })
    };
    for (_, column, cell) in cells() {
        let text = || Some(cell.to_owned());
        match column {
            Column::Id => concept.id = cell.to_owned(),
            Column::Type => concept.kind = text(),
            Column::Subject => concept.subject = text(),
            Column::Definition => concept.definition = text(),
            Column::Note => concept.note = text(),
            Column::Other(name) => {
                concept.other.extend(values::non_empty(cell).map(|value| (name.clone(), value)));
            }
            Column::Terms(lang, status) => {
                for (nth, text) in values::non_empty(cell).enumerate() {
                    // The first of several values is the preferred one, the others are admitted.
                    let status = match status {
                        Status::Preferred if nth > 0 => Status::Admitted,
                        status => *status,
                    };
                    concept.terms.push(Term { status, ..Term::new(lang.clone(), text) });
                }
            }
            Column::Info => {
                if let Some(term) = concept.terms.last_mut() {
                    memoq_info(term, cell);
                }
            }
            Column::Before(name, category) => {
                let known = concept.terms.last_mut().is_some_and(|term| term.say(category, cell));
                if !known {
                    concept.other.push((name.clone(), cell.to_owned()));
                }
            }
            _ => {}
        }
    }
    for (number, column, cell) in cells() {
        match column {
            // Forms are given for the concept; they count as forms of the approved term.
            Column::Forms(lang) => {
                if let Some(term) = terms_mut(&mut concept, lang).min_by_key(|term| term.status) {
                    term.forms.extend(values::non_empty(cell));
                }
            }
            Column::Exact(lang) => {
                for_terms(&mut concept, lang, cell, |term, value| {
                    yes_or_no(value).map(|exact| term.exact = exact)
                })
                .map_err(|value| unknown(&value, number))?;
            }
            Column::Case(lang) => {
                for_terms(&mut concept, lang, cell, |term, value| {
                    yes_or_no(value).map(|yes| {
                        term.case = if yes { Case::Sensitive } else { Case::Ignore };
                    })
                })
                .map_err(|value| unknown(&value, number))?;
            }
            Column::Status(lang) => of_terms(&mut concept, lang, cell, columns::STATUS),
            Column::PartOfSpeech(lang) => {
                of_terms(&mut concept, lang, cell, columns::PART_OF_SPEECH);
            }
            Column::Gender(lang) => of_terms(&mut concept, lang, cell, columns::GENDER),
            Column::OfTerm(lang, category) => {
                let terms = terms_mut(&mut concept, lang);
                for (term, value) in terms.zip(values::split(cell)) {
                    if !value.is_empty() {
                        term.other.push((category.clone(), value));
                    }
                }
            }
            _ => {}
        }
    }
    concept.terms.sort_by_key(|term| term.status);
    Ok(concept)
}

/// Says a value of each term, or the only value of all of them; the value that makes no sense
/// comes back.
fn for_terms(
    concept: &mut Concept,
    lang: &Lang,
    cell: &str,
    mut say: impl FnMut(&mut Term, &str) -> Option<()>,
) -> Result<(), String> {
    let values = values::split(cell);
    for (nth, term) in terms_mut(concept, lang).enumerate() {
        let value = if values.len() == 1 { values.first() } else { values.get(nth) };
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            say(term, value).ok_or_else(|| value.clone())?;
        }
    }
    Ok(())
}

/// Says a data category of the terms of a language in their order.
fn of_terms(concept: &mut Concept, lang: &Lang, cell: &str, category: &str) {
    for (term, value) in terms_mut(concept, lang).zip(values::split(cell)) {
        if !value.is_empty() && !term.say(category, &value) {
            term.other.push((category.to_owned(), value));
        }
    }
}

/// memoQ's properties of a term: `CaseSense;Exact;;Forbidden`.
fn memoq_info(term: &mut Term, info: &str) {
    for property in info.split(';') {
        match property.trim() {
            "Forbidden" => term.status = Status::Forbidden,
            "CaseSense" => term.case = Case::Sensitive,
            "CaseInsense" => term.case = Case::Ignore,
            "Exact" => term.exact = true,
            _ => {}
        }
    }
}

fn unknown(cell: &str, number: usize) -> (String, usize) {
    (format!("`{cell}` is neither yes nor no"), number)
}

fn yes_or_no(cell: &str) -> Option<bool> {
    match cell.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "x" | "да" | "bəli" => Some(true),
        "no" | "false" | "0" | "нет" | "xeyr" => Some(false),
        _ => None,
    }
}

fn terms_mut<'a>(concept: &'a mut Concept, lang: &'a Lang) -> impl Iterator<Item = &'a mut Term> {
    concept.terms.iter_mut().filter(move |term| term.lang == *lang)
}
