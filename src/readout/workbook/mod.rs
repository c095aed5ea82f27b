//! Excel workbooks (Office Open XML, ECMA-376 part 1, §18) ↔ the texts of their cells, row by row.
//!
//! The sheet is read as it is unpacked, and the texts that cells share lie in a temporary file
//! (`strings`): memory stays flat however long the sheet. The value of a cell is its text, or a
//! number as it is stored; of a formula, what it gave when the workbook was saved.

mod part;
mod strings;
mod write;

use crate::error::{Error, Kind, Place, Result};
use crate::readout::xml::attribute;
use part::{Part, damaged};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::{Read, Seek};
use strings::{Strings, rich_text, unescaped};
pub use write::Writer;
use zip::ZipArchive;

/// The most parts of a workbook.
const MAX_PARTS: usize = 10_000;
/// Excel's own limits.
const MAX_ROWS: u32 = 1 << 20;
const MAX_COLUMNS: u32 = 1 << 14;

/// A row that holds anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number, counted from 0.
    pub number: u32,
    /// The cells that are not empty by the numbers of their columns, counted from 0, in order.
    pub cells: Vec<(u32, String)>,
}

/// An opened workbook. `R` is cloned for each part that is read: an `Arc<File>`, or a cursor over
/// bytes.
pub struct Workbook<R: Read> {
    zip: ZipArchive<R>,
    input: R,
    file: String,
    /// The parts by their names, in lower case and with slashes: some writers use others.
    parts: BTreeMap<String, usize>,
    /// The sheets that hold cells: name and part.
    sheets: Vec<(String, String)>,
    strings: Strings,
    /// The sheet that is being read, and the number that its next row has.
    sheet: Option<(Part<R>, u32)>,
}

impl<R: Read + Seek + Clone> Workbook<R> {
    /// Opens a workbook; `file` is its name in errors.
    ///
    /// # Errors
    /// `Malformed` for what is no workbook or is damaged, `Unsupported` for the binary formats,
    /// `Limit` for what grows beyond all measure.
    pub fn open(input: R, file: &str) -> Result<Self> {
        let zip = ZipArchive::new(input.clone()).map_err(|cause| {
            let what = "this is no Excel workbook of today (.xlsx), or it is damaged or cut short";
            damaged(Place::file(file), what).because(cause)
        })?;
        if zip.len() > MAX_PARTS {
            let what = format!("the workbook has more than {MAX_PARTS} parts");
            return Err(Error::new(Kind::Limit, what).at(Place::file(file)));
        }
        let names = (0..zip.len()).filter_map(|n| Some((normal(&zip.name_for_index(n)?.ok()?), n)));
        let mut book = Workbook {
            parts: names.collect(),
            zip,
            input,
            file: file.to_owned(),
            sheets: Vec::new(),
            strings: Strings::new(),
            sheet: None,
        };
        book.survey()?;
        Ok(book)
    }

    /// The names of the sheets, in order.
    pub fn sheets(&self) -> impl ExactSizeIterator<Item = &str> {
        self.sheets.iter().map(|(name, _)| name.as_str())
    }

    /// Begins to read a sheet by its number, counted from 0.
    pub fn begin(&mut self, sheet: usize) -> Result<()> {
        let part = self.sheets.get(sheet).map(|(_, part)| part.clone());
        let part = part.ok_or_else(|| self.missing("a sheet"))?;
        let Some(mut part) = self.part(&part)? else { return Err(self.missing("a sheet")) };
        loop {
            match part.next()? {
                Event::Start(element) if element.local_name().as_ref() == "sheetData" => break,
                Event::Eof => return Err(part.wrong("a sheet holds no table")),
                _ => {}
            }
        }
        self.sheet = Some((part, 0));
        Ok(())
    }

    /// The next row of the sheet that holds anything; `None` after the last.
    pub fn next_row(&mut self) -> Result<Option<Row>> {
        let Some((part, next)) = &mut self.sheet else { return Ok(None) };
        loop {
            let stated = match part.next()? {
                Event::Start(element) if element.local_name().as_ref() == "row" => {
                    attribute(&element, "r").map(|number| number.trim().parse::<u32>())
                }
                Event::End(element) if element.local_name().as_ref() == "sheetData" => {
                    part.place.line = None;
                    part.finish()?;
                    self.sheet = None;
                    return Ok(None);
                }
                Event::Eof => return Err(part.cut_off()),
                _ => continue,
            };
            let number = match stated {
                None => *next,
                Some(Ok(number @ 1..=MAX_ROWS)) => number - 1,
                Some(_) => return Err(part.wrong("a row has no number of a row")),
            };
            part.place.line = Some(number as usize + 1);
            let row = row(part, number, stated.is_some(), &mut self.strings)?;
            *next = row.number + 1;
            if !row.cells.is_empty() {
                return Ok(Some(row));
            }
        }
    }

    /// Finds the sheets and reads the texts that cells share.
    fn survey(&mut self) -> Result<()> {
        let roots = self.relations("")?;
        let root = roots.into_values().find(|(kind, _)| kind == "officeDocument");
        let Some((_, workbook)) = root else { return Err(self.missing("its list of sheets")) };
        if workbook.ends_with(".bin") {
            return Err(Error::new(Kind::Unsupported, "this is a binary workbook (.xlsb)")
                .at(Place::file(&self.file))
                .help("save it as .xlsx"));
        }
        let relations = self.relations(&workbook)?;
        let Some(part) = self.part(&workbook)? else {
            return Err(self.missing("its list of sheets"));
        };
        let mut sheets = Vec::new();
        part.for_each(|name, element| {
            if name == "sheet"
                && let Some((kind, part)) =
                    attribute(element, "id").and_then(|id| relations.get(&id))
                && kind == "worksheet"
            {
                sheets.push((attribute(element, "name").unwrap_or_default(), part.clone()));
            }
        })?;
        self.sheets = sheets;
        if let Some((_, part)) = relations.values().find(|(kind, _)| kind == "sharedStrings")
            && let Some(part) = self.part(part)?
        {
            self.strings = Strings::read(part)?;
        }
        Ok(())
    }

    /// The relations of a part (of the workbook as a whole when empty) by their identifiers: the
    /// last word of their type, which both the transitional and the strict format have, and the
    /// part at which they point.
    fn relations(&mut self, part: &str) -> Result<BTreeMap<String, (String, String)>> {
        let (folder, name) = match part.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), part),
        };
        let mut relations = BTreeMap::new();
        let Some(part) = self.part(&format!("{folder}_rels/{name}.rels"))? else {
            return Ok(relations);
        };
        part.for_each(|name, element| {
            if let ("Relationship", Some(id), Some(kind), Some(target)) = (
                name,
                attribute(element, "Id"),
                attribute(element, "Type"),
                attribute(element, "Target"),
            ) {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}{target}"),
                };
                relations.insert(id, (kind, target));
            }
        })?;
        Ok(relations)
    }

    fn part(&mut self, name: &str) -> Result<Option<Part<R>>> {
        let Some(number) = self.parts.get(&normal(name)) else { return Ok(None) };
        Part::open(&mut self.zip, *number, &self.input, &self.file).map(Some)
    }

    fn missing(&self, what: &str) -> Error {
        damaged(Place::file(&self.file), format!("this is no Excel workbook: {what} is missing"))
    }
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// The rest of a row that has begun.
fn row<R: Read + Seek + Clone>(
    part: &mut Part<R>,
    number: u32,
    is_stated: bool,
    strings: &mut Strings,
) -> Result<Row> {
    let mut row = Row { number, cells: Vec::new() };
    let mut next = 0;
    loop {
        let (place, kind) = match part.next()? {
            Event::Start(element) if element.local_name().as_ref() == "c" => {
                (attribute(&element, "r"), attribute(&element, "t").unwrap_or_default())
            }
            Event::End(element) if element.local_name().as_ref() == "row" => break,
            Event::Eof => return Err(part.cut_off()),
            _ => continue,
        };
        let column = match place.as_deref().map(position) {
            None => next,
            Some(Some((line, column))) => {
                if !is_stated {
                    row.number = line;
                    part.place.line = Some(line as usize + 1);
                }
                column
            }
            Some(None) => return Err(part.wrong("a cell has no place on a sheet")),
        };
        next = column + 1;
        let text = value(part, &kind, strings)?;
        if !text.is_empty() {
            row.cells.push((column, text));
        }
    }
    row.cells.sort_by_key(|(column, _)| *column);
    Ok(row)
}

/// Row and column of `B7`, counted from 0.
fn position(place: &str) -> Option<(u32, u32)> {
    let digits = place.find(|c: char| !c.is_ascii_alphabetic())?;
    let column = place.get(..digits).filter(|letters| (1..=3).contains(&letters.len()))?;
    let column = column
        .bytes()
        .fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = place.get(digits..)?.parse::<u32>().ok()?;
    let is_there = (1..=MAX_ROWS).contains(&row) && (1..=MAX_COLUMNS).contains(&column);
    is_there.then(|| (row - 1, column - 1))
}

/// The value of a cell that has begun, by its type (§18.18.11).
fn value<R: Read + Seek + Clone>(
    part: &mut Part<R>,
    kind: &str,
    strings: &mut Strings,
) -> Result<String> {
    enum Inside {
        Value,
        Text,
        Other,
    }
    let mut text = String::new();
    loop {
        let inside = match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "v" => Inside::Value,
                "is" => Inside::Text,
                _ => Inside::Other,
            },
            Event::End(_) => return Ok(text),
            Event::Eof => return Err(part.cut_off()),
            _ => continue,
        };
        match inside {
            Inside::Text => text = rich_text(part)?,
            // The text of such a cell stands in its `is`.
            Inside::Value if kind == "inlineStr" => part.skip()?,
            Inside::Value => {
                let value = part.text()?;
                text = meaning(&value, kind, strings)?.ok_or_else(|| {
                    part.wrong(format!("a cell holds `{value}`, which is no value of its type"))
                })?;
            }
            // A formula, or what a later version adds.
            Inside::Other => part.skip()?,
        }
    }
}

/// What a stored value means; `None` when it is none of its type.
fn meaning(value: &str, kind: &str, strings: &mut Strings) -> Result<Option<String>> {
    let plain = value.trim();
    Ok(match kind {
        "s" if plain.is_empty() => Some(String::new()),
        "s" => match plain.parse() {
            Ok(number) => strings.get(number)?,
            Err(_) => None,
        },
        "b" => match plain {
            "1" | "true" => Some("true".to_owned()),
            "0" | "false" => Some("false".to_owned()),
            other => other.is_empty().then(String::new),
        },
        "str" => Some(unescaped(value).into_owned()),
        // Without a type it should be a number, but there are writers of anything.
        "" => Some(plain.parse().map_or(value.to_owned(), |number: f64| number.to_string())),
        "n" if plain.is_empty() => Some(String::new()),
        "n" => plain.parse().ok().map(|number: f64| number.to_string()),
        // Dates in ISO 8601 (`d`) and errors (`e`): as they are written.
        _ => Some(value.to_owned()),
    })
}
