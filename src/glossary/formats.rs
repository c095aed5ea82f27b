//! Which format a glossary file is in, told by its content first.

use super::columns::Column;
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
                    .help("add a first row such as `en\tru`, or name both languages"));
                };
                from_omegat(text, source, target)
            }
        };
        if glossary.concepts.is_empty() {
            notices.push(Notice::new("the glossary has no terms").at(Place::file(file)));
        }
        Ok((glossary, notices))
    }

    /// Writes OmegaT's format: the approved source term, the approved target term, and as
    /// comment the note and what is not to be used. Further source terms get a line each. The
    /// notices say what the format cannot hold.
    pub fn to_omegat(&self, source: &Lang, target: &Lang) -> (String, Vec<Notice>) {
        let mut out = String::new();
        let mut without = 0;
        // A tab or line break would break the line.
        let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for concept in &self.concepts {
            let Some(approved) = concept.approved(target) else {
                without += 1;
                continue;
            };
            let forbidden: Vec<&str> = concept
                .terms_in(target)
                .filter(|term| term.status == Status::Forbidden)
                .map(|term| term.text.as_str())
                .collect();
            let mut comment: Vec<String> = concept.note.iter().map(|note| clean(note)).collect();
            if !forbidden.is_empty() {
                comment.push(format!("not: {}", forbidden.join(", ")));
            }
            for term in concept.terms_in(source).filter(|t| t.status != Status::Forbidden) {
                out.push_str(&clean(&term.text));
                out.push('\t');
                out.push_str(&clean(&approved.text));
                if !comment.is_empty() {
                    out.push('\t');
                    out.push_str(&comment.join("; "));
                }
                out.push('\n');
            }
        }
        let mut notices = Vec::new();
        if without > 0 {
            let message = format!("{without} concepts have no term in {target} and are left out");
            notices.push(Notice::new(message));
        }
        if self.concepts.iter().flat_map(|c| &c.terms).any(|t| t.exact || !t.forms.is_empty()) {
            notices.push(Notice::new("OmegaT's format does not hold forms and exactness"));
        }
        (out, notices)
    }
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
