//! Excel workbooks: the first sheet is a table of units (see `columns`).
//!
//! Every cell that is written is a text by its type, so that no text can become a formula.

use super::columns::Columns;
use super::plan::{Losses, Plan};
use super::{ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::tmx::{Header, Unit};
use calamine::{Data, Reader as _, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

/// The most that a workbook may hold when it is unpacked, in bytes.
const MAX_UNPACKED: u64 = 1 << 30;
/// The most parts of a workbook.
const MAX_PARTS: usize = 10_000;
/// The most rows of a sheet (Excel's own limit).
const MAX_ROWS: u32 = 1 << 20;
/// The most characters of a cell (Excel's own limit, in UTF-16 units).
const MAX_CELL: usize = 32_767;

/// A row that holds anything: its number, and its cells with the numbers of their columns. A sheet
/// of two cells in its far corners takes no more room than they do.
type Row = (u32, Vec<(u32, String)>);

/// Units from a workbook.
pub(super) struct Reader {
    rows: std::iter::Peekable<std::vec::IntoIter<Row>>,
    /// The first column that holds anything.
    first: u32,
    columns: Columns,
    header: Header,
    file: String,
    notices: Vec<Notice>,
    extra: Losses,
}

impl Reader {
    pub fn open(path: &Path, options: &ReadOptions) -> Result<Reader> {
        let file = options.name_of(path);
        let bytes = crate::fs::read(path)?;
        within_bounds(&bytes, &file)?;
        let damaged = |cause: calamine::XlsxError| {
            Error::new(Kind::Malformed, "this is no Excel workbook, or it is damaged")
                .at(Place::file(&file))
                .help("open it in Excel or LibreOffice and save it anew as .xlsx")
                .because(cause)
        };
        let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
        let names = book.sheet_names();
        let Some(name) = names.first() else {
            return Err(
                Error::new(Kind::Malformed, "the workbook has no sheet").at(Place::file(file))
            );
        };
        let rows = rows(&mut book, name).map_err(damaged)?;
        let first = rows.iter().flat_map(|(_, cells)| cells).map(|(column, _)| *column).min();
        let first = first.unwrap_or_default();
        let mut notices = Vec::new();
        if let [first, _, ..] = names.as_slice() {
            let what = format!("only the first sheet, `{first}`, of {} is read", names.len());
            notices.push(Notice::new(what).at(Place::file(&file)));
        }
        let mut rows = rows.into_iter().peekable();
        let cells = rows.peek().map(|row| from_first(row.clone(), first)).unwrap_or_default();
        let columns = match Columns::of_header(&cells, options) {
            Some(columns) => {
                rows.next();
                columns
            }
            None => Columns::without_header(options, &file)?,
        };
        let header = columns.header_of_units();
        Ok(Reader { rows, first, columns, header, file, notices, extra: Losses::default() })
    }
}

/// The rows of a sheet that hold anything, in order.
fn rows(
    book: &mut Xlsx<Cursor<Vec<u8>>>,
    name: &str,
) -> std::result::Result<Vec<Row>, calamine::XlsxError> {
    let mut rows: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let text = Data::from(cell.get_value().clone()).to_string();
        if !text.is_empty() {
            rows.entry(row).or_default().push((column, text));
        }
    }
    rows.values_mut().for_each(|cells| cells.sort_by_key(|(column, _)| *column));
    Ok(rows.into_iter().collect())
}

/// The texts of a row from a column on, up to the last that it has.
fn from_first((_, cells): Row, first: u32) -> Vec<String> {
    let mut texts = Vec::new();
    for (column, text) in cells {
        let place = column.saturating_sub(first) as usize;
        if place >= texts.len() {
            texts.resize(place, String::new());
            texts.push(text);
        }
    }
    texts
}

/// Unpacks every part once, to nowhere: a workbook that grows beyond all measure is refused
/// before anything of it is kept.
fn within_bounds(bytes: &[u8], file: &str) -> Result<()> {
    let place = || Place::file(file);
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|cause| {
        Error::new(Kind::Malformed, "the workbook is damaged or cut short")
            .at(place())
            .help("get the file again, or save it anew as .xlsx")
            .because(cause)
    })?;
    if archive.len() > MAX_PARTS {
        let what = format!("the workbook has more than {MAX_PARTS} parts");
        return Err(Error::new(Kind::Limit, what).at(place()));
    }
    let mut left = MAX_UNPACKED;
    for number in 0..archive.len() {
        let part = archive.by_index(number).map_err(|cause| {
            Error::new(Kind::Malformed, "a part of the workbook is damaged, or it has a password")
                .at(place())
                .because(cause)
        })?;
        let copied = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
        let copied = copied.map_err(|cause| {
            Error::new(Kind::Malformed, "a part of the workbook is damaged")
                .at(place())
                .because(cause)
        })?;
        left = left.checked_sub(copied).ok_or_else(|| {
            Error::new(Kind::Limit, "the workbook is larger than 1 GiB when unpacked").at(place())
        })?;
    }
    Ok(())
}

impl Units for Reader {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        for row in self.rows.by_ref() {
            let line = row.0.saturating_add(1);
            let cells = from_first(row, self.first);
            let unit = self.columns.unit(cells.iter().map(String::as_str), line, &mut self.extra);
            if unit.is_some() {
                return Ok(unit);
            }
        }
        Ok(None)
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
    book: Workbook,
    columns: Columns,
    wrap: Format,
    row: u32,
    plan: &'a Plan,
    losses: Losses,
}

impl<'a> Sink<'a> {
    pub fn new(out: &'a mut dyn Write, plan: &'a Plan) -> Result<Sink<'a>> {
        let columns = Columns::planned(plan);
        let mut book = Workbook::new();
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
        let bytes = self.book.save_to_buffer().map_err(failed)?;
        self.out.write_all(&bytes).map_err(write_error)?;
        self.out.flush().map_err(write_error)?;
        Ok(self.losses)
    }
}

fn failed(cause: XlsxError) -> Error {
    Error::new(Kind::Io, format!("cannot write the workbook: {cause}")).because(cause)
}
