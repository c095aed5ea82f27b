//! Excel workbooks: the first sheet is a table of units (see `columns`).

use super::columns::Columns;
use super::plan::{Losses, Plan};
use super::{ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::readout::workbook::{Row, Workbook, Writer};
use crate::tmx::{Header, Unit};
use std::fs::File;
use std::io::{Seek, Write};
use std::sync::Arc;
use tempfile::SpooledTempFile;

/// How large a workbook that is made may be before it goes into a temporary file.
const IN_MEMORY: usize = 1 << 20;

/// Units from a workbook.
pub(super) struct Reader {
    book: Workbook<Arc<File>>,
    /// The first row, when it is no header.
    held: Option<Row>,
    /// The first column of the first row, at which the table begins.
    first: u32,
    columns: Columns,
    header: Header,
    file: String,
    notices: Vec<Notice>,
    extra: Losses,
}

impl Reader {
    pub fn open(input: File, options: &ReadOptions, file: &str) -> Result<Reader> {
        let mut book = Workbook::open(Arc::new(input), file)?;
        let mut notices = Vec::new();
        let sheets = book.sheets().len();
        let Some(name) = book.sheets().next() else {
            return Err(
                Error::new(Kind::Malformed, "the workbook has no sheet").at(Place::file(file))
            );
        };
        if sheets > 1 {
            let what = format!("only the first sheet, `{name}`, of {sheets} is read");
            notices.push(Notice::new(what).at(Place::file(file)));
        }
        book.begin(0)?;
        let held = book.next_row()?;
        let first = held.iter().flat_map(|row| &row.cells).map(|(column, _)| *column).next();
        let first = first.unwrap_or_default();
        let mut extra = Losses::default();
        let cells = held.as_ref().map(|row| from_first(row, first, &mut extra)).unwrap_or_default();
        let (columns, held) = match Columns::of_header(&cells, options) {
            Some(columns) => (columns, None),
            None => (Columns::without_header(options, file)?, held),
        };
        let header = columns.header_of_units();
        Ok(Reader { book, held, first, columns, header, file: file.to_owned(), notices, extra })
    }
}

/// The texts of a row from a column on, up to the last that it has.
fn from_first(row: &Row, first: u32, extra: &mut Losses) -> Vec<String> {
    let mut texts = Vec::new();
    for (column, text) in &row.cells {
        let Some(place) = column.checked_sub(first) else {
            extra.count("cells before the first column", 1);
            continue;
        };
        let place = place as usize;
        if place >= texts.len() {
            texts.resize(place, String::new());
            texts.push(text.clone());
        }
    }
    texts
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        loop {
            let row = match self.held.take() {
                Some(row) => row,
                None => match self.book.next_row()? {
                    Some(row) => row,
                    None => return Ok(None),
                },
            };
            let cells = from_first(&row, self.first, &mut self.extra);
            let cells = cells.iter().map(String::as_str);
            if let Some(unit) = self.columns.unit(cells, row.number + 1, &mut self.extra) {
                return Ok(Some(unit));
            }
        }
    }

    fn target(&self) -> Option<&str> {
        self.columns.target()
    }

    fn notices(&self) -> Vec<Notice> {
        let mut notices = self.notices.clone();
        for (what, times) in self.extra.iter() {
            let notice = Notice::new(format!("left out: {times} {what}"));
            notices.push(notice.at(Place::file(&self.file)));
        }
        notices
    }
}

/// Units as a workbook.
pub(super) struct Sink<'a> {
    out: &'a mut dyn Write,
    book: Writer<SpooledTempFile>,
    columns: Columns,
    plan: &'a Plan,
    losses: Losses,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, plan: &'a Plan) -> Result<Sink<'a>> {
        let columns = Columns::planned(plan);
        let names = columns.names();
        let is_text = |name: &String| plan.languages.iter().any(|lang| lang.as_str() == name);
        let widths = names.iter().map(|name| if is_text(name) { 60 } else { 16 });
        let packed = SpooledTempFile::new(IN_MEMORY);
        let mut book = Writer::new(packed, "units", widths).map_err(unkept)?;
        book.row(names.iter().map(String::as_str)).map_err(unkept)?;
        Ok(Sink { out, book, columns, plan, losses: Losses::default() })
    }
}

impl super::Sink for Sink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        let Some(cells) = self.columns.cells(unit, self.plan, &mut self.losses) else {
            return Ok(false);
        };
        match self.book.row(cells.iter().map(String::as_str)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == Kind::Limit => {
                let unit = unit.tuid().map(|tuid| format!(" (unit {tuid})")).unwrap_or_default();
                Err(Error::new(Kind::Limit, format!("{}{unit}", error.message()))
                    .help("write CSV, or split the memory with `yaddash tmx split`"))
            }
            Err(error) => Err(unkept(error)),
        }
    }

    fn finish(self: Box<Self>) -> Result<Losses> {
        let mut packed = self.book.finish().map_err(unkept)?;
        packed.rewind().map_err(write_error)?;
        std::io::copy(&mut packed, self.out).map_err(write_error)?;
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

/// The error of the file in which the workbook is made: it must be able to go back in it.
fn unkept(error: Error) -> Error {
    match error.kind() {
        Kind::Io => error
            .about("a temporary file")
            .help("free some space, or name another folder with TMPDIR"),
        _ => error,
    }
}
