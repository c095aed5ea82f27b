//! Glossaries as Excel workbooks: the same table as in text, on one sheet.

use super::Glossary;
use super::table::write_row;
use crate::error::{Error, Kind, Notice, Place, Result};
use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Cursor, Read};

/// The most that a workbook may hold when it is unpacked, in bytes.
const MAX_UNPACKED: u64 = 256 << 20;
/// More cells than any glossary has.
const MAX_CELLS: usize = 10_000_000;

/// Reads the first sheet that has anything on it.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<(Glossary, Vec<Notice>)> {
    check_size(file, bytes)?;
    let broken = |cause: calamine::XlsxError| {
        Error::new(Kind::Malformed, "the workbook cannot be read")
            .at(Place::file(file))
            .help("save it again as .xlsx, or as .csv")
            .because(cause)
    };
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let mut glossary = None;
    let mut notices = Vec::new();
    for sheet in workbook.sheet_names() {
        // The range has room for every cell between the outermost ones.
        if extent(&mut workbook, &sheet).map_err(broken)? > MAX_CELLS {
            return Err(Error::new(Kind::Limit, "the sheet has too many cells")
                .at(Place::file(format!("{file} ({sheet})")))
                .help("delete the cells outside the glossary"));
        }
        let range = workbook.worksheet_range(&sheet).map_err(broken)?;
        if range.is_empty() {
            continue;
        }
        if glossary.is_some() {
            let message = format!("only the first sheet is read; `{sheet}` is not");
            notices.push(Notice::new(message).at(Place::file(file)));
            continue;
        }
        let first = range.start().map_or(0, |(row, _)| row as usize);
        let mut text = "\n".repeat(first);
        for row in range.rows() {
            // A line of text is a row of the sheet, so that errors name it.
            let cells: Vec<String> = row
                .iter()
                .map(|cell| cell.to_string().split_whitespace().collect::<Vec<_>>().join(" "))
                .collect();
            write_row(&mut text, b'\t', &cells);
        }
        let place = format!("{file} ({sheet})");
        glossary = Some(Glossary::from_table(&place, &text)?);
    }
    let glossary = glossary.unwrap_or_default();
    if glossary.concepts.is_empty() {
        notices.push(Notice::new("the glossary has no terms").at(Place::file(file)));
    }
    Ok((glossary, notices))
}

/// How many cells lie between the outermost ones that hold anything.
fn extent(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
) -> std::result::Result<usize, calamine::XlsxError> {
    let mut cells = workbook.worksheet_cells_reader(sheet)?;
    let (mut top, mut left, mut bottom, mut right) = (u32::MAX, u32::MAX, 0, 0);
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        (top, left) = (top.min(row), left.min(column));
        (bottom, right) = (bottom.max(row + 1), right.max(column + 1));
    }
    let size = |from: u32, to: u32| to.saturating_sub(from) as usize;
    Ok(size(top, bottom).saturating_mul(size(left, right)))
}

/// Refuses an archive that would fill the memory, before anything of it is kept.
fn check_size(file: &str, bytes: &[u8]) -> Result<()> {
    let broken = |cause: zip::result::ZipError| {
        Error::new(Kind::Malformed, "the workbook cannot be unpacked")
            .at(Place::file(file))
            .help("the file may have been cut off: save or send it again")
            .because(cause)
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut total = 0;
    for number in 0..archive.len() {
        let entry = archive.by_index(number).map_err(broken)?;
        let read = std::io::copy(&mut entry.take(MAX_UNPACKED + 1 - total), &mut std::io::sink());
        total += read.map_err(|cause| broken(cause.into()))?;
        if total > MAX_UNPACKED {
            let message = "the workbook grows beyond all measure when unpacked";
            return Err(Error::new(Kind::Limit, message).at(Place::file(file)));
        }
    }
    Ok(())
}

impl Glossary {
    /// Writes the table as an Excel workbook with one sheet; it holds everything.
    ///
    /// # Errors
    /// [`Kind::Limit`] when a cell or the sheet is larger than Excel allows.
    pub fn to_xlsx(&self) -> Result<Vec<u8>> {
        let too_large = |cause: rust_xlsxwriter::XlsxError| {
            Error::new(Kind::Limit, format!("Excel cannot hold the glossary: {cause}"))
                .help("write a .tsv file")
                .because(cause)
        };
        let mut workbook = Workbook::new();
        // The time of writing must not be in the file: the same glossary gives the same bytes.
        let made = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1).map_err(too_large)?;
        workbook
            .set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
        let sheet = workbook.add_worksheet();
        sheet.set_name("glossary").map_err(too_large)?;
        let bold = Format::new().set_bold();
        for (number, row) in (0u32..).zip(self.rows()) {
            for (column, cell) in (0u16..).zip(row) {
                match number {
                    0 => sheet.write_string_with_format(number, column, cell, &bold),
                    _ => sheet.write_string(number, column, cell),
                }
                .map_err(too_large)?;
            }
        }
        sheet.set_freeze_panes(1, 0).map_err(too_large)?;
        sheet.autofit();
        workbook.save_to_buffer().map_err(too_large)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cells in the far corners of a sheet would make a table of 17 thousand million.
    #[test]
    fn a_sheet_of_far_cells_is_refused() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "en").unwrap();
        sheet.write_string(1_048_575, 16_383, "far away").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let error = read("far.xlsx", &bytes).err().unwrap();
        assert_eq!(error.kind(), Kind::Limit);
    }
}
