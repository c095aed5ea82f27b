//! Excel workbooks: the first sheet is a table of units (see `columns`).
//!
//! Every cell that is written is a text by its type, so that no text can become a formula.

use super::columns::Columns;
use super::plan::{Losses, Plan};
use super::{ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::readout::workbook::{Row, Workbook};
use crate::tmx::{Header, Unit};
use rust_xlsxwriter::{
    self as writer, DocProperties, ExcelDateTime, Format, FormatAlign, XlsxError,
};
use std::fs::File;
use std::io::{Seek, Write};
use std::sync::Arc;

/// The most rows of a sheet (Excel's own limit).
const MAX_ROWS: u32 = 1 << 20;
/// The most characters of a cell (Excel's own limit, in UTF-16 units).
const MAX_CELL: usize = 32_767;
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
    book: writer::Workbook,
    columns: Columns,
    wrap: Format,
    row: u32,
    plan: &'a Plan,
    losses: Losses,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, plan: &'a Plan) -> Result<Sink<'a>> {
        let columns = Columns::planned(plan);
        let mut book = writer::Workbook::new();
        // The same units give the same bytes: the workbook says no time of its own.
        let time = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&time));
        let bold = Format::new().set_bold();
        let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name("units").map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        for (number, name) in columns.names().iter().enumerate() {
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            let is_text = plan.languages.iter().any(|lang| lang.as_str() == name);
            sheet.set_column_width(number, if is_text { 60 } else { 16 }).map_err(failed)?;
            sheet.write_string_with_format(0, number, name, &bold).map_err(failed)?;
        }
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        Ok(Sink { out, book, columns, wrap, row: 0, plan, losses: Losses::default() })
    }
}

impl super::Sink for Sink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        let Some(cells) = self.columns.cells(unit, self.plan, &mut self.losses) else {
            return Ok(false);
        };
        self.row += 1;
        if self.row >= MAX_ROWS {
            return Err(Error::new(Kind::Limit, "a sheet of Excel has 1,048,576 rows at most")
                .help("split the memory with `yaddash tmx split`, or write CSV"));
        }
        let sheet = self.book.worksheet_from_index(0).map_err(failed)?;
        for (number, cell) in cells.iter().enumerate() {
            if cell.is_empty() {
                continue;
            }
            if cell.encode_utf16().count() > MAX_CELL {
                let what = format!(
                    "a text of unit {} is longer than the 32,767 characters of an Excel cell",
                    unit.tuid().map_or_else(|| self.row.to_string(), str::to_owned)
                );
                return Err(Error::new(Kind::Limit, what).help("write CSV"));
            }
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            sheet.write_string_with_format(self.row, number, cell, &self.wrap).map_err(failed)?;
        }
        Ok(true)
    }

    fn finish(mut self: Box<Self>) -> Result<Losses> {
        let mut packed = tempfile::SpooledTempFile::new(IN_MEMORY);
        self.book.save_to_writer(&mut packed).map_err(failed)?;
        packed.rewind().map_err(write_error)?;
        std::io::copy(&mut packed, self.out).map_err(write_error)?;
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

fn failed(cause: XlsxError) -> Error {
    Error::new(Kind::Io, format!("cannot write the workbook: {cause}")).because(cause)
}
