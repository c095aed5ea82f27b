//! A workbook of one sheet, written row by row: every cell a text by its type, so that no text can
//! become a formula.
//!
//! The texts stand in the cells themselves, which Excel reads as well as a part that cells share,
//! and nothing of them need be kept.

use super::strings::escape;
use crate::error::{Error, Kind, Result};
use std::fmt::Write as _;
use std::io::{Seek, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The most characters of a cell (Excel's own limit, in UTF-16 units).
const MAX_CELL: usize = 32_767;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// The formats of cells: the plain one, a heading, and text that is broken into lines.
const STYLES: &str = "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>\
    <font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
    <fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
    </cellStyleXfs><cellXfs count=\"3\">\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>\
    <xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>\
    <xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyAlignment=\"1\">\
    <alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";

/// A workbook as it is written. The same rows give the same bytes.
pub struct Writer<W: Write + Seek> {
    zip: ZipWriter<W>,
    rows: u32,
    xml: String,
}

impl<W: Write + Seek> Writer<W> {
    /// Begins a workbook whose sheet has this name, and columns of these widths in characters. The
    /// first row will stay in sight.
    pub fn new(out: W, sheet: &str, widths: impl Iterator<Item = usize>) -> Result<Self> {
        let mut writer = Writer { zip: ZipWriter::new(out), rows: 0, xml: String::new() };
        let relation = |id: u8, kind: &str, target: &str| {
            format!("<Relationship Id=\"rId{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>")
        };
        let relations = |list: &[String]| {
            let list = list.concat();
            format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{list}</Relationships>")
        };
        let part = |name: &str, kind: &str| {
            format!("<Override PartName=\"/xl/{name}.xml\" ContentType=\"{TYPES}.{kind}+xml\"/>")
        };
        let mut name = String::new();
        push_escaped(&mut name, sheet);
        for (path, content) in [
            (
                "[Content_Types].xml",
                format!(
                    "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
                     ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}</Types>",
                    part("workbook", "sheet.main"),
                    part("worksheets/sheet1", "worksheet"),
                    part("styles", "styles"),
                ),
            ),
            ("_rels/.rels", relations(&[relation(1, "officeDocument", "xl/workbook.xml")])),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                     <sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relations(&[
                    relation(1, "worksheet", "worksheets/sheet1.xml"),
                    relation(2, "styles", "styles.xml"),
                ]),
            ),
            ("xl/styles.xml", format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>")),
        ] {
            writer.begin(path)?;
            writer.xml.push_str(&content);
            writer.send()?;
        }
        writer.begin("xl/worksheets/sheet1.xml")?;
        let _ = write!(
            writer.xml,
            "<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\"><pane \
             ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>\
             </sheetView></sheetViews>"
        );
        let mut columns = String::new();
        for (number, width) in (1..).zip(widths) {
            let _ = write!(
                columns,
                "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>"
            );
        }
        if !columns.is_empty() {
            let _ = write!(writer.xml, "<cols>{columns}</cols>");
        }
        writer.xml.push_str("<sheetData>");
        Ok(writer)
    }

    /// Writes the next row; the first is a heading.
    ///
    /// # Errors
    /// `Limit` when a text or the sheet is larger than Excel allows.
    pub fn row<'c>(&mut self, cells: impl Iterator<Item = &'c str>) -> Result<()> {
        if self.rows == super::MAX_ROWS {
            return Err(Error::new(Kind::Limit, "a sheet of Excel has 1,048,576 rows at most"));
        }
        self.rows += 1;
        let line = self.rows;
        let style = if line == 1 { 1 } else { 2 };
        let _ = write!(self.xml, "<row r=\"{line}\">");
        for (number, text) in (0..).zip(cells) {
            if text.is_empty() {
                continue;
            }
            if number >= super::MAX_COLUMNS {
                return Err(Error::new(Kind::Limit, "a sheet of Excel has 16,384 columns at most"));
            }
            if text.len() > MAX_CELL && text.encode_utf16().count() > MAX_CELL {
                let what = "a text is longer than the 32,767 characters of an Excel cell";
                return Err(Error::new(Kind::Limit, what));
            }
            self.xml.push_str("<c r=\"");
            push_column(&mut self.xml, number);
            let _ = write!(
                self.xml,
                "{line}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
            );
            push_escaped(&mut self.xml, text);
            self.xml.push_str("</t></is></c>");
        }
        self.xml.push_str("</row>\n");
        self.send()
    }

    /// Completes the workbook and gives back what it was written to.
    pub fn finish(mut self) -> Result<W> {
        self.xml.push_str("</sheetData></worksheet>");
        self.send()?;
        self.zip.finish().map_err(|cause| unwritten(cause.into()))
    }

    fn begin(&mut self, part: &str) -> Result<()> {
        // The same rows give the same bytes: the workbook says no time of its own.
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        self.zip.start_file(part, options).map_err(|cause| unwritten(cause.into()))?;
        self.xml.push_str(DECLARATION);
        Ok(())
    }

    fn send(&mut self) -> Result<()> {
        self.zip.write_all(self.xml.as_bytes()).map_err(unwritten)?;
        self.xml.clear();
        Ok(())
    }
}

fn unwritten(cause: std::io::Error) -> Error {
    Error::io_somewhere("write the workbook", cause)
}

/// Appends the letters of a column, counted from 0.
fn push_column(xml: &mut String, column: u32) {
    if column >= 26 {
        push_column(xml, column / 26 - 1);
    }
    xml.push(char::from(b'A' + (column % 26) as u8));
}

/// Appends a text so that it is read back as it is: what XML forbids as Excel escapes it, and what
/// looks like such an escape too.
fn push_escaped(xml: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '_' if escape(rest).is_some() => xml.push_str("_x005F_"),
            '\n' | '\t' => xml.push(c),
            '\u{fffe}' | '\u{ffff}' | '\0'..='\u{1f}' => {
                let _ = write!(xml, "_x{:04X}_", u32::from(c));
            }
            c => xml.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
}
