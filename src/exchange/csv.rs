//! Tables with commas, semicolons or tabs (RFC 4180; see `columns` for what the columns mean).
//!
//! A cell that begins with `=`, `+`, `-` or `@` is written as it is: a spreadsheet that opens a
//! CSV file may take it for a formula, but changing the text would damage the memory. Import
//! such a file as text, or write `.xlsx`, where every cell is a text by its type.

use super::columns::Columns;
use super::plan::{Losses, Plan};
use super::text::{MAX_LINE, Text};
use super::{ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::tmx::{Header, Unit};
use ::csv::{ReaderBuilder, StringRecord, Writer, WriterBuilder};
use std::io::{BufRead, Read, Write};
use std::path::Path;

/// What stands between cells.
#[derive(Clone, Copy)]
pub(super) enum Delimiter {
    /// A tab.
    Tab,
    /// A tab, semicolon or comma: the first of them that the first row holds.
    Told,
}

/// Units from a table.
pub(super) struct Reader {
    rows: Rows,
    columns: Columns,
    header: Header,
    first: Option<StringRecord>,
    row: StringRecord,
    notices: Vec<Notice>,
    extra: Losses,
    empty: usize,
}

impl Reader {
    pub fn open(path: &Path, delimiter: Delimiter, options: &ReadOptions) -> Result<Reader> {
        let file = options.name_of(path);
        let mut notices = Vec::new();
        let mut text = Text::open(path, options, &mut notices)?;
        let delimiter = match delimiter {
            Delimiter::Tab => b'\t',
            Delimiter::Told => told(&mut text)?,
        };
        // A row of languages comes from a program that quotes; a list without one, such as a
        // glossary of OmegaT, is taken as it is, quotation marks and all.
        let first_line = peeked_line(&mut text)?;
        let split: Vec<String> = first_line
            .split(char::from(delimiter))
            .map(|cell| cell.trim().trim_matches('"').to_owned())
            .collect();
        let has_header = Columns::of_header(&split, options).is_some();
        let rows = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(has_header || delimiter != b'\t')
            .flexible(true)
            .has_headers(false)
            .from_reader(Counted(text));
        let mut rows = Rows { rows, file: file.clone(), last: (0, false) };
        let mut first = StringRecord::new();
        rows.read(&mut first)?;
        let cells: Vec<String> = first.iter().map(str::to_owned).collect();
        let (columns, first) = match Columns::of_header(&cells, options) {
            Some(columns) => (columns, None),
            None if first.is_empty() => {
                return Err(Error::new(Kind::Malformed, "the file is empty")
                    .at(Place::file(file))
                    .help("begin with a row of languages such as `en,ru`"));
            }
            None => (Columns::without_header(options, &file)?, Some(first)),
        };
        Ok(Reader {
            rows,
            header: columns.header_of_units(),
            columns,
            first,
            row: StringRecord::new(),
            notices,
            extra: Losses::default(),
            empty: 0,
        })
    }

    fn unit(&mut self, row: &StringRecord) -> Option<Unit> {
        let line = row.position().map_or(0, ::csv::Position::line);
        let line = u32::try_from(line).unwrap_or(u32::MAX);
        let unit = self.columns.unit(row.iter(), line, &mut self.extra);
        self.empty += usize::from(unit.is_none());
        unit
    }
}

/// The rows of a file.
struct Rows {
    rows: ::csv::Reader<Counted>,
    file: String,
    /// The line on which the last row begins, and whether it goes on over further lines.
    last: (u64, bool),
}

impl Rows {
    /// The next row; whether there is one.
    fn read(&mut self, row: &mut StringRecord) -> Result<bool> {
        let line = self.rows.position().line();
        match self.rows.read_record(row) {
            Ok(true) if row.as_slice().len() > MAX_LINE => {
                let error = Error::new(Kind::Limit, "a row is larger than 16 MiB");
                Err(error.at(self.place(line)))
            }
            Ok(true) => {
                let line = row.position().map_or(line, ::csv::Position::line);
                self.last = (line, row.as_slice().contains('\n'));
                Ok(true)
            }
            // A mark that never closes takes the rest of the file into its row.
            Ok(false) if self.last.1 && !self.rows.get_ref().0.quotes.is_multiple_of(2) => {
                Err(Error::new(Kind::Malformed, "a quotation mark in this row never closes")
                    .at(self.place(self.last.0))
                    .help("a quotation mark inside a quoted cell is written twice"))
            }
            Ok(false) => Ok(false),
            Err(error) => match error.into_kind() {
                ::csv::ErrorKind::Io(cause) => Err(self.rows.get_mut().0.error(cause)),
                _ => Err(Error::new(Kind::Malformed, "the row is no text").at(self.place(line))),
            },
        }
    }

    fn place(&self, line: u64) -> Place {
        Place { line: Some(usize::try_from(line).unwrap_or(usize::MAX)), ..Place::file(&self.file) }
    }
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        if let Some(first) = self.first.take()
            && let Some(unit) = self.unit(&first)
        {
            return Ok(Some(unit));
        }
        let mut row = std::mem::take(&mut self.row);
        let mut found = None;
        while found.is_none() && self.rows.read(&mut row)? {
            found = self.unit(&row);
        }
        self.row = row;
        Ok(found)
    }

    fn target(&self) -> Option<&str> {
        self.columns.target()
    }

    fn notices(&self) -> Vec<Notice> {
        let mut notices = self.notices.clone();
        let place = || Place::file(&self.rows.file);
        for (what, times) in self.extra.iter() {
            notices.push(Notice::new(format!("left out: {times} {what}")).at(place()));
        }
        if self.empty > 0 {
            notices.push(Notice::new(format!("{} rows without text", self.empty)).at(place()));
        }
        notices
    }
}

/// Text as the rows are read from it.
struct Counted(Text);

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(out)
    }
}

/// The first line, without taking it.
fn peeked_line(text: &mut Text) -> Result<String> {
    let head = match text.fill_buf() {
        Ok(head) => String::from_utf8_lossy(head).into_owned(),
        Err(cause) => return Err(text.error(cause)),
    };
    Ok(head.lines().next().unwrap_or_default().to_owned())
}

fn told(text: &mut Text) -> Result<u8> {
    let mut line = peeked_line(text)?;
    // What stands in quotation marks is no delimiter.
    let mut quoted = false;
    line.retain(|c| {
        quoted ^= c == '"';
        !quoted
    });
    Ok([b'\t', b';', b','].into_iter().find(|d| line.contains(char::from(*d))).unwrap_or(b','))
}

/// Units as a table.
pub(super) struct Sink<'a> {
    rows: Writer<&'a mut dyn Write>,
    columns: Columns,
    plan: &'a Plan,
    losses: Losses,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, delimiter: u8, plan: &'a Plan) -> Result<Sink<'a>> {
        let mut rows = WriterBuilder::new().delimiter(delimiter).from_writer(out);
        let columns = Columns::planned(plan);
        rows.write_record(columns.names()).map_err(failed)?;
        Ok(Sink { rows, columns, plan, losses: Losses::default() })
    }
}

impl super::Sink for Sink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        let Some(cells) = self.columns.cells(unit, self.plan, &mut self.losses) else {
            return Ok(false);
        };
        self.rows.write_record(cells).map_err(failed)?;
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Losses> {
        self.rows.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

fn failed(error: ::csv::Error) -> Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(cause) => write_error(cause),
        other => Error::new(Kind::Malformed, format!("cannot write a row: {other:?}")),
    }
}
