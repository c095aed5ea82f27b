//! What the columns of a table of units mean.
//!
//! `tuid` (or `id`), one column for each language tag, `note`, the attributes of TMX
//! (`creationdate`, `changeid` …) and `prop:TYPE`. A column of any other name is a property
//! `x-NAME`, so that nothing is lost.

use super::ReadOptions;
use super::plan::{Losses, Plan, Room};
use crate::error::{Error, Kind, Place, Result};
use crate::lang::{Lang, codes};
use crate::tmx::{Header, Line, Name, Unit};

/// The attributes of a unit that may be columns (TMX 1.4b, `tu`).
const ATTRIBUTES: [&str; 11] = [
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "datatype",
    "segtype",
    "o-tmf",
];

#[derive(Debug, Clone, PartialEq)]
enum Column {
    Tuid,
    Text(Lang),
    Note,
    Attribute(Name),
    Prop(String),
}

/// The columns of a table.
#[derive(Debug, Clone)]
pub(super) struct Columns(Vec<Column>);

impl Columns {
    /// Takes the first row as header, if it is one; `None` when it is a row of units.
    pub fn of_header(cells: &[String], options: &ReadOptions) -> Option<Columns> {
        let mut columns = Vec::new();
        let mut languages = 0;
        for cell in cells {
            let column = column(cell.trim(), &options.languages);
            languages += usize::from(matches!(column, Column::Text(_)));
            columns.push(column);
        }
        let named = columns.iter().filter(|c| !matches!(c, Column::Prop(_))).count();
        let is_header = languages >= 2 || languages == 1 && named == columns.len();
        is_header.then_some(Columns(columns))
    }

    /// The columns of a table without header: the languages given, then a note.
    pub fn without_header(options: &ReadOptions, file: &str) -> Result<Columns> {
        if options.languages.len() < 2 {
            return Err(Error::new(Kind::Malformed, "the first row names no languages")
                .at(Place { line: Some(1), ..Place::file(file) })
                .help("begin with a row such as `en,ru`, or say the languages: --pair en-ru"));
        }
        let texts = options.languages.iter().cloned().map(Column::Text);
        Ok(Columns(texts.chain([Column::Note]).collect()))
    }

    /// The header that the units of this table have.
    pub fn header_of_units(&self) -> Header {
        let source = self.0.iter().find_map(|column| match column {
            Column::Text(lang) => Some(lang.as_str()),
            _ => None,
        });
        Header::new(source.unwrap_or("*all*"))
    }

    /// The second language of a table of two, which translates the first. One of more is a memory.
    pub fn target(&self) -> Option<&str> {
        let mut texts = self.0.iter().filter_map(|column| match column {
            Column::Text(lang) => Some(lang.as_str()),
            _ => None,
        });
        match (texts.next(), texts.next(), texts.next()) {
            (Some(_), Some(target), None) => Some(target),
            _ => None,
        }
    }

    /// The unit of a row; `None` for a row without text.
    pub fn unit<'c>(
        &self,
        cells: impl Iterator<Item = &'c str>,
        line: u32,
        extra: &mut Losses,
    ) -> Option<Unit> {
        let mut unit = Unit { line: Line(line), ..Unit::default() };
        let mut texts = Vec::new();
        let mut columns = self.0.iter();
        for cell in cells {
            let Some(column) = columns.next() else {
                extra.count("cells beyond the last column", usize::from(!cell.is_empty()));
                continue;
            };
            match column {
                _ if cell.is_empty() => {}
                Column::Tuid => unit.set_attribute("tuid", cell),
                Column::Attribute(name) => unit.set_attribute(name, cell),
                Column::Text(lang) => texts.push((lang, cell)),
                Column::Note => unit.add_note(cell),
                Column::Prop(kind) => unit.add_prop(kind, cell),
            }
        }
        for (lang, text) in &texts {
            unit.add_variant(lang, text).line = Line(line);
        }
        (!texts.is_empty()).then_some(unit)
    }

    /// The columns that a table of these units has.
    pub fn planned(plan: &Plan) -> Columns {
        let mut columns = vec![Column::Tuid];
        columns.extend(plan.languages.iter().cloned().map(Column::Text));
        columns.extend(plan.notes.then_some(Column::Note));
        let known = |name: &&Name| ATTRIBUTES.contains(&name.as_ref());
        columns.extend(plan.attributes.iter().filter(known).cloned().map(Column::Attribute));
        columns.extend(plan.props.iter().cloned().map(Column::Prop));
        Columns(columns)
    }

    /// The header row.
    pub fn names(&self) -> Vec<String> {
        let name = |column: &Column| match column {
            Column::Tuid => "tuid".to_owned(),
            Column::Text(lang) => lang.as_str().to_owned(),
            Column::Note => "note".to_owned(),
            Column::Attribute(name) => name.to_string(),
            Column::Prop(kind) => format!("prop:{kind}"),
        };
        self.0.iter().map(name).collect()
    }

    /// The row of a unit; `None` when it has text in none of the languages.
    pub fn cells(&self, unit: &Unit, plan: &Plan, losses: &mut Losses) -> Option<Vec<String>> {
        let mut has_text = false;
        let cells = self.0.iter().map(|column| match column {
            Column::Tuid => unit.tuid().unwrap_or_default().to_owned(),
            Column::Text(lang) => {
                let text = plan.text(unit, lang).unwrap_or_default();
                has_text |= !text.is_empty();
                text
            }
            Column::Note => {
                let notes: Vec<&str> = unit
                    .elements()
                    .filter(|e| e.name == "note")
                    .map(|note| note.first_text())
                    .collect();
                notes.join("\n")
            }
            Column::Attribute(name) => unit.attribute(name).unwrap_or_default().to_owned(),
            Column::Prop(kind) => unit.prop(kind).unwrap_or_default().to_owned(),
        });
        let cells: Vec<String> = cells.collect();
        if !has_text {
            losses.count("units without text in these languages", 1);
            return None;
        }
        let room = Room { attributes: true, notes: true, props: true, ..Room::default() };
        plan.leave_out(unit, room, losses);
        let known = |kind: &str| self.0.contains(&Column::Prop(kind.to_owned()));
        let mut seen: Vec<&str> = Vec::new();
        for (kind, _) in unit.props() {
            losses.count("properties of a kind that has no column or occurs twice", {
                usize::from(seen.contains(&kind) || !known(kind))
            });
            seen.push(kind);
        }
        let foreign = |name: &str| !matches!(name, "tuid") && !ATTRIBUTES.contains(&name);
        losses.count(
            "attributes that have no column",
            unit.attributes.iter().filter(|a| foreign(&a.name)).count(),
        );
        Some(cells)
    }
}

fn column(name: &str, languages: &[Lang]) -> Column {
    let lower = name.to_ascii_lowercase();
    match (lower.as_str(), languages) {
        ("tuid" | "id", _) => return Column::Tuid,
        ("note" | "notes" | "comment", _) => return Column::Note,
        ("source", [source, ..]) => return Column::Text(source.clone()),
        ("target", [_, target, ..]) => return Column::Text(target.clone()),
        _ => {}
    }
    if let Some(known) = ATTRIBUTES.iter().find(|known| **known == lower) {
        return Column::Attribute(Name::Borrowed(known));
    }
    if let Some(kind) = name.strip_prefix("prop:") {
        return Column::Prop(kind.to_owned());
    }
    let exists = |lang: &Lang| match lang.primary().len() {
        2 => codes::is_two_letter_code(lang.primary()),
        3 => codes::two_letter_code(lang.primary()).is_some() || lang.region().is_some(),
        _ => false,
    };
    match Lang::parse(name).filter(exists) {
        Some(lang) => Column::Text(lang),
        None => Column::Prop(format!("x-{lower}")),
    }
}
