//! Excel workbooks: the first sheet is a table of units (see `columns`).
//!
//! Every cell that is written is a text by its type, so that no text can become a formula.

use super::columns::Columns;
use super::plan::{Losses, Plan};
use super::{ReadOptions, Units, write_error};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::tmx::{Header, Unit};
use calamine::{Data, Range, Reader as _, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
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

/// Units from a workbook.
pub(super) struct Reader {
    sheet: Range<Data>,
    columns: Columns,
    header: Header,
    next: usize,
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
        let Some(sheet) = book.worksheet_range_at(0) else {
            return Err(
                Error::new(Kind::Malformed, "the workbook has no sheet").at(Place::file(file))
            );
        };
        let sheet = sheet.map_err(damaged)?;
        let mut notices = Vec::new();
        if let [first, _, ..] = names.as_slice() {
            let what = format!("only the first sheet, `{first}`, of {} is read", names.len());
            notices.push(Notice::new(what).at(Place::file(&file)));
        }
        let cells: Vec<String> =
            sheet.rows().next().into_iter().flatten().map(Data::to_string).collect();
        let (columns, next) = match Columns::of_header(&cells, options) {
            Some(columns) => (columns, 1),
            None => (Columns::without_header(options, &file)?, 0),
        };
        let header = columns.header_of_units();
        Ok(Reader { sheet, columns, header, next, file, notices, extra: Losses::default() })
    }
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
        let first = self.sheet.start().map_or(0, |(row, _)| row);
        while self.next < self.sheet.height() {
            let row = self.next;
            self.next += 1;
            let line = first.saturating_add(u32::try_from(self.next).unwrap_or(u32::MAX));
            let cell = |column| self.sheet.get((row, column)).map(Data::to_string);
            let cells: Vec<String> =
                (0..self.sheet.width()).map(|column| cell(column).unwrap_or_default()).collect();
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
