//! Glossaries as Excel workbooks: the same table as in text, on one sheet.

use super::Glossary;
use super::table::write_row;
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::readout::workbook::{Row, Workbook, Writer};
use std::io::Cursor;

/// The most text that a glossary may hold, in bytes.
const MAX_SIZE: usize = 64 << 20;
/// More cells than any glossary has.
const MAX_CELLS: usize = 10_000_000;

/// Reads the first sheet that has anything on it.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<(Glossary, Vec<Notice>)> {
    let mut book = Workbook::open(Cursor::new(bytes), file)?;
    let mut glossary = None;
    let mut notices = Vec::new();
    let sheets: Vec<String> = book.sheets().map(str::to_owned).collect();
    for (number, sheet) in sheets.iter().enumerate() {
        book.begin(number)?;
        if glossary.is_some() {
            if book.next_row()?.is_some() {
                let message = format!("only the first sheet is read; `{sheet}` is not");
                notices.push(Notice::new(message).at(Place::file(file)));
            }
            continue;
        }
        let place = format!("{file} ({sheet})");
        let table = table(&mut book, &place)?;
        if !table.is_empty() {
            glossary = Some(Glossary::from_table(&place, &table)?);
        }
    }
    let glossary = glossary.unwrap_or_default();
    if glossary.concepts.is_empty() {
        notices.push(Notice::new("the glossary has no terms").at(Place::file(file)));
    }
    Ok((glossary, notices))
}

/// A sheet as a table of text. A line of it is a row of the sheet, so that errors name it.
fn table(book: &mut Workbook<Cursor<&[u8]>>, place: &str) -> Result<String> {
    let limit = |message| Error::new(Kind::Limit, message).at(Place::file(place));
    let mut rows: Vec<Row> = Vec::new();
    let mut size = 0;
    while let Some(row) = book.next_row()? {
        size += row.cells.iter().map(|(_, text)| text.len()).sum::<usize>();
        if size > MAX_SIZE {
            return Err(limit("the sheet is larger than any glossary"));
        }
        rows.push(row);
    }
    rows.sort_by_key(|row| row.number);
    let columns = || rows.iter().flat_map(|row| &row.cells).map(|(column, _)| *column);
    let (Some(left), Some(right)) = (columns().min(), columns().max()) else {
        return Ok(String::new());
    };
    let height = rows.last().map_or(0, |row| row.number as usize + 1);
    if (right - left + 1) as usize * height > MAX_CELLS {
        let help = "delete the cells outside the glossary";
        return Err(limit("the sheet has too many cells").help(help));
    }
    let mut text = String::new();
    let mut line = 0;
    for row in rows {
        text.extend(std::iter::repeat_n('\n', (row.number as usize).saturating_sub(line)));
        line = row.number as usize + 1;
        let mut cells = vec![String::new(); (right - left + 1) as usize];
        for (column, text) in row.cells {
            cells[(column - left) as usize] = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        write_row(&mut text, b'\t', &cells);
    }
    Ok(text)
}

impl Glossary {
    /// Writes the table as an Excel workbook with one sheet; it holds everything.
    ///
    /// # Errors
    /// [`Kind::Limit`] when a cell or the sheet is larger than Excel allows.
    pub fn to_xlsx(&self) -> Result<Vec<u8>> {
        let rows: Vec<Vec<String>> = self.rows();
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count() + 2).max().unwrap_or_default().clamp(8, 60)
        };
        let out = Cursor::new(Vec::new());
        let mut book = Writer::new(out, "glossary", (0..columns).map(width))?;
        for row in &rows {
            book.row(row.iter().map(String::as_str)).map_err(|error| match error.kind() {
                Kind::Limit => error.help("write a .tsv file"),
                _ => error,
            })?;
        }
        Ok(book.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cells in the far corners of a sheet would make a table of 17 thousand million.
    #[test]
    fn a_sheet_of_far_cells_is_refused() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "en").unwrap();
        sheet.write_string(1_048_575, 16_383, "far away").unwrap();
        let bytes = book.save_to_buffer().unwrap();
        let error = read("far.xlsx", &bytes).err().unwrap();
        assert_eq!(error.kind(), Kind::Limit);
    }
}
