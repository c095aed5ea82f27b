//! Glossaries as CSV or TSV with a header row.
//!
//! `id`, one column per language tag, and optionally `LANG_alt`, `LANG_forbidden`, `LANG_forms`,
//! `LANG_exact`, `LANG_case`, `type`, `subject`, `definition`, `note`. Several values in a cell
//! are separated by `|`. Without `id` the number of the row names the concept; columns of any
//! other name are kept.

use super::columns::Column;
use super::{Case, Concept, Glossary, Status, Term};
use crate::error::{Error, Kind, Place, Result};
use crate::lang::Lang;

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
        let mut columns: Vec<Column> =
            header.cells.iter().map(|name| Column::parse(name)).collect();
        let mut glossary = Glossary::default();
        for (number, column) in columns.iter_mut().enumerate() {
            let Column::Terms(lang, status @ Status::Preferred) = column else { continue };
            if !glossary.languages.iter().any(|known| known.same_language(lang)) {
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

    /// Writes the table with tabs between the cells, or with another `delimiter`. Everything
    /// that [`Glossary::from_table`] reads is written.
    pub fn to_table(&self, delimiter: u8) -> String {
        let mut columns = vec![Column::Id];
        let any = |wanted: &dyn Fn(&Term) -> bool, lang: &Lang| {
            self.concepts.iter().flat_map(|c| c.terms_in(lang)).any(wanted)
        };
        for lang in &self.languages {
            columns.push(Column::Terms(lang.clone(), Status::Preferred));
            for status in [Status::Admitted, Status::Forbidden] {
                if any(&|term| term.status == status, lang) {
                    columns.push(Column::Terms(lang.clone(), status));
                }
            }
            if any(&|term| !term.forms.is_empty(), lang) {
                columns.push(Column::Forms(lang.clone()));
            }
            if any(&|term| term.exact, lang) {
                columns.push(Column::Exact(lang.clone()));
            }
            if any(&|term| term.case != Case::Auto, lang) {
                columns.push(Column::Case(lang.clone()));
            }
        }
        let concepts = &self.concepts;
        for (column, used) in [
            (Column::Type, concepts.iter().any(|c| c.kind.is_some())),
            (Column::Subject, concepts.iter().any(|c| c.subject.is_some())),
            (Column::Definition, concepts.iter().any(|c| c.definition.is_some())),
            (Column::Note, concepts.iter().any(|c| c.note.is_some())),
        ] {
            if used {
                columns.push(column);
            }
        }
        for (name, _) in concepts.iter().flat_map(|c| &c.other) {
            let column = Column::Other(name.clone());
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let mut out = String::new();
        write_row(&mut out, delimiter, columns.iter().map(Column::name));
        for concept in concepts {
            write_row(&mut out, delimiter, columns.iter().map(|column| cell(concept, column)));
        }
        out
    }
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
            Column::Other(name) => concept.other.push((name.clone(), cell.to_owned())),
            Column::Terms(lang, status) => {
                for (nth, text) in values(cell).enumerate() {
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
            Column::Forms(_) | Column::Exact(_) | Column::Case(_) => {}
        }
    }
    for (number, column, cell) in cells() {
        match column {
            // Forms are given for the concept; they count as forms of the approved term.
            Column::Forms(lang) => {
                if let Some(term) = first_term(&mut concept, lang) {
                    term.forms.extend(values(cell).map(str::to_owned));
                }
            }
            Column::Exact(lang) => {
                let exact = yes_or_no(cell).ok_or_else(|| unknown(cell, number))?;
                terms_mut(&mut concept, lang).for_each(|term| term.exact = exact);
            }
            Column::Case(lang) => {
                let case = match yes_or_no(cell) {
                    Some(true) => Case::Sensitive,
                    Some(false) => Case::Ignore,
                    None => return Err(unknown(cell, number)),
                };
                terms_mut(&mut concept, lang).for_each(|term| term.case = case);
            }
            _ => {}
        }
    }
    concept.terms.sort_by_key(|term| term.status);
    Ok(concept)
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

fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|value| !value.is_empty())
}

fn terms_mut<'a>(concept: &'a mut Concept, lang: &'a Lang) -> impl Iterator<Item = &'a mut Term> {
    concept.terms.iter_mut().filter(|term| term.lang.same_language(lang))
}

fn first_term<'a>(concept: &'a mut Concept, lang: &'a Lang) -> Option<&'a mut Term> {
    terms_mut(concept, lang).find(|term| term.status == Status::Preferred)
}

fn cell(concept: &Concept, column: &Column) -> String {
    let join = |values: Vec<&str>| values.join("|");
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    match column {
        Column::Id => concept.id.clone(),
        Column::Info => String::new(),
        Column::Type => concept.kind.clone().unwrap_or_default(),
        Column::Subject => concept.subject.clone().unwrap_or_default(),
        Column::Definition => concept.definition.clone().unwrap_or_default(),
        Column::Note => concept.note.clone().unwrap_or_default(),
        Column::Other(name) => concept
            .other
            .iter()
            .find(|(key, _)| key == name)
            .map_or_else(String::new, |(_, value)| value.clone()),
        Column::Terms(lang, status) => join(
            concept
                .terms_in(lang)
                .filter(|term| term.status == *status)
                .map(|term| term.text.as_str())
                .collect(),
        ),
        Column::Forms(lang) => {
            join(concept.terms_in(lang).flat_map(|term| &term.forms).map(String::as_str).collect())
        }
        Column::Exact(lang) => match concept.terms_in(lang).any(|term| term.exact) {
            true => yes_no(true),
            false => String::new(),
        },
        Column::Case(lang) => match concept.terms_in(lang).next().map(|term| term.case) {
            Some(Case::Sensitive) => yes_no(true),
            Some(Case::Ignore) => yes_no(false),
            _ => String::new(),
        },
    }
}

fn write_row(out: &mut String, delimiter: u8, cells: impl Iterator<Item = String>) {
    let delimiter = char::from(delimiter);
    for (number, cell) in cells.enumerate() {
        if number > 0 {
            out.push(delimiter);
        }
        if cell.contains([delimiter, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}
