//! Excel workbooks: what every kind of cell says, and what is refused.

use std::io::{Cursor, Write};
use yaddash::error::{Error, Kind};
use yaddash::exchange::{Input, ReadOptions};
use yaddash::readout::workbook::{Row, Workbook};
use zip::write::{SimpleFileOptions, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with this content of `sheetData`, and of `sst`.
fn book(rows: &str, strings: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#)
    };
    let relations = |list: &[String]| format!("<Relationships>{}</Relationships>", list.concat());
    zip(&[
        ("_rels/.rels", &relations(&[relation("a", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(&[
                relation("s1", "worksheet", "worksheets/sheet1.xml"),
                relation("s2", "chartsheet", "chartsheets/sheet2.xml"),
                relation("st", "sharedStrings", "/xl/sharedStrings.xml"),
            ]),
        ),
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name='chart' r:id='s2'/><sheet name='one' r:id='s1'/>\
             </sheets></workbook>",
        ),
        ("xl\\SharedStrings.xml", &format!("<sst count='0'>{strings}</sst>")),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet><cols/><sheetData>{rows}</sheetData><mergeCells/></worksheet>"),
        ),
    ])
}

fn read(bytes: &[u8]) -> Result<Vec<Row>, Error> {
    let mut book = Workbook::open(Cursor::new(bytes), "a.xlsx")?;
    book.begin(0)?;
    std::iter::from_fn(|| book.next_row().transpose()).collect()
}

/// The cells of a sheet of one row, or of all its rows.
fn cells(rows: &str, strings: &str) -> Vec<(u32, u32, String)> {
    let rows = read(&book(rows, strings)).unwrap();
    let cells = |row: Row| row.cells.into_iter().map(move |(c, text)| (row.number, c, text));
    rows.into_iter().flat_map(cells).collect()
}

fn text(cell: &str) -> String {
    let strings = "<si><t>shared</t></si>";
    let cells = cells(&format!("<row>{cell}</row>"), strings);
    cells.into_iter().map(|(.., text)| text).collect::<Vec<_>>().join("|")
}

#[test]
fn every_kind_of_cell_has_its_text() {
    for (cell, expected) in [
        ("<c t='s'><v>0</v></c>", "shared"),
        ("<c t='inlineStr'><is><t>a &amp; &#601;</t></is></c>", "a & ə"),
        ("<c t='inlineStr'><v>7</v><is><t>a</t></is></c>", "a"),
        ("<c><v>1</v></c>", "1"),
        ("<c><v>1.50</v></c>", "1.5"),
        ("<c t='n'><v>1E3</v></c>", "1000"),
        ("<c s='3'><v>43831.5</v></c>", "43831.5"),
        ("<c><v>no number</v></c>", "no number"),
        ("<c t='b'><v>1</v></c>", "true"),
        ("<c t='b'><v>0</v></c>", "false"),
        ("<c t='e'><v>#N/A</v></c>", "#N/A"),
        ("<c t='d'><v>2020-02-14T00:00:00</v></c>", "2020-02-14T00:00:00"),
        ("<c t='str'><f>A1&amp;B1</f><v>what it gave</v></c>", "what it gave"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ("<c><f>1+1</f></c>", ""),
        ("<c/><c t='s'/><c t='s'><v></v></c>", ""),
        ("<c t='str'><v>a_x000D_b</v></c>", "a\rb"),
        ("<c t='str'><v><![CDATA[<b>]]></v></c>", "<b>"),
    ] {
        assert_eq!(text(cell), expected, "{cell}");
    }
}

#[test]
fn rich_text_is_that_of_its_runs_without_phonetic_ones() {
    let rich = "<si><r><rPr><b/></rPr><t>bold </t></r><r><t xml:space='preserve'> and</t></r>\
        <rPh sb='0' eb='2'><t>reading</t></rPh><phoneticPr/></si><si><t> trimmed\u{a0} </t></si><si/>";
    let row = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c></row>";
    let texts: Vec<String> = cells(row, rich).into_iter().map(|(.., text)| text).collect();
    assert_eq!(texts, ["bold and", "trimmed\u{a0}"]);
}

#[test]
fn cells_stand_where_they_say_or_behind_the_one_before() {
    let rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c><c><v>4</v>\
        </c><c r='A5'><v>5</v></c></row><row r='6'/><row><c><v>6</v></c></row>\
        <row><c r='XFD1048576'><v>7</v></c></row>";
    let places: Vec<_> = cells(rows, "");
    let expected = [
        (0, 0, "1"),
        (0, 1, "2"),
        (4, 0, "5"),
        (4, 2, "3"),
        (4, 3, "4"),
        (6, 0, "6"),
        (1_048_575, 16_383, "7"),
    ];
    assert_eq!(places, expected.map(|(r, c, text)| (r, c, text.to_owned())));
}

#[test]
fn what_is_damaged_or_hostile_is_refused() {
    let refused = |bytes: &[u8], kind: Kind, says: &str| {
        let error = read(bytes).expect_err(says);
        assert_eq!(error.kind(), kind, "{error}");
        assert!(error.to_string().contains(says), "{error} does not say `{says}`");
    };
    let row = "<row r='3'><c r='A3' t='s'><v>0</v></c></row>";
    let whole = book(row, "<si><t>x</t></si>");
    assert_eq!(read(&whole).unwrap().len(), 1);
    for cut in [0, 1, 100, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..cut], Kind::Malformed, "damaged");
    }
    // The row and the part are named.
    refused(&book(row, ""), Kind::Malformed, "a.xlsx (xl/worksheets/sheet1.xml):3: ");
    refused(&book("<row r='0'/>", ""), Kind::Malformed, "number of a row");
    refused(&book("<row r='1048577'/>", ""), Kind::Malformed, "number of a row");
    for place in ["A0", "XFE1", "A", "1", "ƏA1", "AAAAAAAAAA1"] {
        refused(&book(&format!("<row><c r='{place}'/></row>"), ""), Kind::Malformed, "no place");
    }
    refused(&book("<row><c t='b'><v>2</v></c></row>", ""), Kind::Malformed, "no value of its type");
    refused(&book("<row><c>", ""), Kind::Malformed, "damaged");
    refused(&book("<row><c t='str'><v>&x;</v></c></row>", ""), Kind::Malformed, "entity");
    refused(&book("", "<!DOCTYPE a [<!ENTITY x 'y'>]>"), Kind::Malformed, "document type");
    refused(&zip(&[("xl/workbook.xml", "<workbook/>")]), Kind::Malformed, "missing");
    // A text that goes on and on, and a part that is nothing but one letter.
    let long = "a&amp;".repeat(1 << 20);
    refused(&book("", &format!("<si><t>{long}</t></si>")), Kind::Limit, "larger than 1 MiB");
    let runs = format!("<r><t>{}</t></r>", "a".repeat(1000)).repeat(2000);
    refused(&book("", &format!("<si>{runs}</si>")), Kind::Limit, "larger than 1 MiB");
    let token: String = (0..500_000).map(|n| n.to_string()).collect();
    refused(&book("", &format!("<si><t>{token}</t></si>")), Kind::Limit, "a tag or a text");
    refused(&book(&" ".repeat(4 << 20), ""), Kind::Limit, "beyond all measure");
    // A part whose bytes are not those that were packed: stored, so that they are found.
    let mut stored = ZipWriter::new(Cursor::new(Vec::new()));
    let mut archive = zip::ZipArchive::new(Cursor::new(&whole)).unwrap();
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        stored.start_file(part.name().unwrap().into_owned(), options).unwrap();
        std::io::copy(&mut part, &mut stored).unwrap();
    }
    let mut stored = stored.finish().unwrap().into_inner();
    assert_eq!(read(&stored).unwrap(), read(&whole).unwrap());
    let at = stored.windows(6).position(|bytes| bytes == b"<t>x</").unwrap();
    stored[at + 3] = b'y';
    refused(&stored, Kind::Malformed, "damaged");
}

/// Two cells in the far corners of a sheet would make a table of 17 thousand million.
#[test]
fn a_sheet_takes_no_more_room_than_its_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("far.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = [(1, 2, "en"), (1, 3, "ru"), (2, 2, "Yes"), (2, 3, "Da"), (1_048_575, 16_383, "x")];
    for (row, column, text) in cells {
        sheet.write_string(row, column, text).unwrap();
    }
    book.save(&path).unwrap();
    let input = Input::file(&path, None, ReadOptions::default()).unwrap();
    let mut units = input.open().unwrap();
    let unit = units.next_unit().unwrap().unwrap();
    let texts: Vec<_> = unit.variants().map(|v| v.text().into_owned()).collect();
    assert_eq!(texts, ["Yes", "Da"]);
    assert_eq!(unit.line.0, 3);
    assert!(units.next_unit().unwrap().is_none());
}
