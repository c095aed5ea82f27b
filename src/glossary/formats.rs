//! Which format a glossary file is in, told by its content first; and in which it is written.

use super::table::columns::Column;
use super::{Concept, Glossary, Status, Term, tbx};
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::Lang;
use crate::readout::decode;

/// The formats of glossaries that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with a header row: tabs, commas or semicolons.
    Table,
    /// OmegaT's: source, target and comment separated by tabs or commas, no header row.
    OmegaT,
    /// TBX, version 2 (`martif`) or 3 (`tbx`).
    Tbx,
}

impl Glossary {
    /// Reads a glossary in any of the formats, in any encoding that can be told. `pair` names
    /// the languages of a file that does not, as OmegaT's do not.
    ///
    /// # Errors
    /// [`Kind::Malformed`] with line and column when the file is broken; [`Kind::Usage`] when it
    /// has no header row and `pair` is `None`; [`Kind::Limit`] for hostile XML.
    pub fn read(
        file: &str,
        bytes: &[u8],
        pair: Option<(&Lang, &Lang)>,
    ) -> Result<(Glossary, Vec<Notice>)> {
        if bytes.starts_with(b"PK\x03\x04") {
            return super::xlsx::read(file, bytes);
        }
        let declared = bytes.starts_with(b"<?xml").then(|| decode::declared_in_html(bytes));
        let decoded = decode::decode(bytes, file, None, declared.flatten())?;
        let mut notices: Vec<Notice> = decoded.notice.into_iter().collect();
        let text = decoded.text.as_str();
        let glossary = match Format::of(file, text) {
            Format::Tbx => tbx::read(file, text, &mut notices)?,
            Format::Table => Glossary::from_table(file, text)?,
            Format::OmegaT => {
                let Some((source, target)) = pair else {
                    return Err(Error::new(
                        Kind::Usage,
                        "the glossary has no header row, so its languages are not known",
                    )
                    .at(Place::file(file))
                    .help(
                        "take it over with `yaddash terms import --pair en-ru`, or add a first row \
                         such as `en\tru`",
                    ));
                };
                from_omegat(text, source, target)
            }
        };
        if glossary.concepts.is_empty() {
            notices.push(Notice::new("the glossary has no terms").at(Place::file(file)));
        }
        Ok((glossary, notices))
    }

    /// Writes a glossary as `target` says. The notices say what it cannot hold.
    ///
    /// # Errors
    /// [`Kind::Usage`] when the format is of two languages and `pair` is `None`.
    pub fn write(
        &self,
        target: Target,
        pair: Option<(&Lang, &Lang)>,
    ) -> Result<(Vec<u8>, Vec<Notice>)> {
        let (text, notices) = match target {
            Target::Table { delimiter } => (self.to_table(delimiter), Vec::new()),
            Target::Tbx { version, style, dialect } => self.to_tbx(version, style, dialect),
            Target::MemoQ => self.to_memoq(),
            Target::MultiTerm => self.to_multiterm(),
            Target::Xlsx => return Ok((self.to_xlsx()?, Vec::new())),
            Target::OmegaT => match (pair, self.languages.as_slice()) {
                (Some((source, to)), _) => self.to_omegat(source, to),
                (None, [source, to]) => self.to_omegat(source, to),
                (None, languages) => {
                    let tags: Vec<&str> = languages.iter().map(Lang::as_str).collect();
                    let message = format!(
                        "OmegaT's format holds two languages, and the glossary has {}",
                        tags.join(", ")
                    );
                    return Err(Error::new(Kind::Usage, message).help("name two: --pair en-ru"));
                }
            },
        };
        Ok((text.into_bytes(), notices))
    }
}

/// A format in which a glossary is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A table of text with a header row; it holds everything.
    Table {
        /// What separates the cells.
        delimiter: u8,
    },
    /// The same table as an Excel workbook.
    Xlsx,
    /// TBX.
    Tbx {
        /// The version of the standard.
        version: tbx::Version,
        /// How data categories are written.
        style: tbx::Style,
        /// How much is said, in version 3.
        dialect: tbx::Dialect,
    },
    /// OmegaT's text with tabs: source, target, comment.
    OmegaT,
    /// The table that memoQ imports and exports.
    MemoQ,
    /// The table that Trados MultiTerm converts.
    MultiTerm,
}

impl Format {
    /// The format of a decoded file.
    pub fn of(file: &str, text: &str) -> Format {
        let head = text.trim_start();
        if head.starts_with("<?xml")
            || head.starts_with("<!DOCTYPE")
            || head.starts_with("<martif")
            || head.starts_with("<tbx")
        {
            return Format::Tbx;
        }
        // OmegaT's files have comments and no header; ours have a header.
        let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
        let named =
            [".txt", ".utf8", ".tab"].iter().any(|end| file.to_ascii_lowercase().ends_with(end));
        let foreign = || {
            let cells = first.split(delimiter(first)).map(Column::parse);
            cells.into_iter().any(|column| matches!(column, Column::Other(_)))
        };
        // In a file named like OmegaT's a word of three letters is no language tag.
        let is_table = Glossary::from_table(file, first).is_ok() && !(named && foreign());
        let columns = first.split(delimiter(first)).count();
        match first.starts_with('#') || (!is_table && (named || (2..=3).contains(&columns))) {
            true => Format::OmegaT,
            false => Format::Table,
        }
    }
}

/// Tabs separate where there are any; a comma does in OmegaT's `.csv`.
fn delimiter(line: &str) -> char {
    if line.contains('\t') { '\t' } else { ',' }
}

/// The cells of each line. Only commas come with quotation marks around cells.
fn rows(text: &str) -> Vec<Vec<String>> {
    let first = text.lines().find(|line| !line.starts_with('#')).unwrap_or("");
    if delimiter(first) == '\t' {
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        return text.lines().map(cells).collect();
    }
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .records()
        .flatten()
        .map(|record| record.iter().map(str::to_owned).collect())
        .collect()
}

/// Lines of source, target and comment; `#` begins a remark. A source term that comes again
/// with another translation adds to its concept.
fn from_omegat(text: &str, source: &Lang, target: &Lang) -> Glossary {
    let mut concepts: Vec<Concept> = Vec::new();
    for cells in rows(text) {
        let mut cells = cells.iter().map(|cell| cell.trim());
        let (Some(from), Some(to)) = (cells.next(), cells.next()) else { continue };
        if from.is_empty() || to.is_empty() || from.starts_with('#') {
            continue;
        }
        let comment = cells.next().filter(|comment| !comment.is_empty());
        let known = concepts
            .iter_mut()
            .find(|concept| concept.terms.first().is_some_and(|term| term.text == from));
        match known {
            Some(concept) => {
                let mut term = Term::new(target.clone(), to);
                term.status = Status::Admitted;
                concept.terms.push(term);
                if let (None, Some(comment)) = (&concept.note, comment) {
                    concept.note = Some(comment.to_owned());
                }
            }
            None => concepts.push(Concept {
                id: (concepts.len() + 1).to_string(),
                terms: vec![Term::new(source.clone(), from), Term::new(target.clone(), to)],
                note: comment.map(str::to_owned),
                ..Concept::default()
            }),
        }
    }
    Glossary { concepts, languages: vec![source.clone(), target.clone()] }
}
