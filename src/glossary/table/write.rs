//! Glossary → table.

use super::columns::Column;
use super::values;
use crate::glossary::{Case, Concept, Glossary, Status, Term};
use crate::lang::Lang;
use std::collections::BTreeSet;

impl Glossary {
    /// Writes the table with tabs between the cells, or with another `delimiter`. A table holds
    /// everything that a glossary does.
    pub fn to_table(&self, delimiter: u8) -> String {
        let mut out = String::new();
        for row in self.rows() {
            write_row(&mut out, delimiter, &row);
        }
        out
    }

    /// The rows of the table, the header row first.
    pub(in crate::glossary) fn rows(&self) -> Vec<Vec<String>> {
        let columns = self.columns();
        let mut rows = vec![columns.iter().map(Column::name).collect()];
        for concept in &self.concepts {
            rows.push(columns.iter().map(|column| cell(concept, column)).collect());
        }
        rows
    }

    fn columns(&self) -> Vec<Column> {
        let mut columns = vec![Column::Id];
        for lang in &self.languages {
            let any = |wanted: &dyn Fn(&Term) -> bool| {
                self.concepts.iter().flat_map(|c| in_exactly(c, lang)).any(wanted)
            };
            columns.push(Column::Terms(lang.clone(), Status::Preferred));
            for status in [Status::Admitted, Status::Forbidden] {
                if any(&|term| term.status == status) {
                    columns.push(Column::Terms(lang.clone(), status));
                }
            }
            let two_preferred = |concept: &Concept| {
                in_exactly(concept, lang).filter(|t| t.status == Status::Preferred).count() > 1
            };
            let lang = || lang.clone();
            for (column, used) in [
                (Column::Status(lang()), self.concepts.iter().any(two_preferred)),
                (Column::Forms(lang()), any(&|term| !term.forms.is_empty())),
                (Column::Exact(lang()), any(&|term| term.exact)),
                (Column::Case(lang()), any(&|term| term.case != Case::Auto)),
                (Column::PartOfSpeech(lang()), any(&|term| term.part_of_speech.is_some())),
                (Column::Gender(lang()), any(&|term| term.gender.is_some())),
            ] {
                if used {
                    columns.push(column);
                }
            }
            let lang = lang();
            let categories: BTreeSet<&String> = self
                .concepts
                .iter()
                .flat_map(|c| in_exactly(c, &lang))
                .flat_map(|term| term.other.iter().map(|(category, _)| category))
                .collect();
            let of_term = |category: &String| Column::OfTerm(lang.clone(), category.clone());
            columns.extend(categories.into_iter().map(of_term));
        }
        let concepts = &self.concepts;
        for (column, used) in [
            (Column::Type, concepts.iter().any(|c| c.kind.is_some())),
            (Column::Subject, concepts.iter().any(|c| c.subject.is_some())),
            (Column::Definition, concepts.iter().any(|c| c.definition.is_some())),
            (Column::Note, concepts.iter().any(|c| c.note.is_some())),
        ] {
            if used {
                columns.push(column);
            }
        }
        for (name, _) in concepts.iter().flat_map(|c| &c.other) {
            let column = Column::Other(name.clone());
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }
}

/// The terms with this very tag: `en-US` and `en-GB` have a column each.
fn in_exactly<'a>(concept: &'a Concept, lang: &'a Lang) -> impl Iterator<Item = &'a Term> {
    concept.terms.iter().filter(move |term| term.lang == *lang)
}

fn cell(concept: &Concept, column: &Column) -> String {
    let of_terms = |lang: &Lang, value: &dyn Fn(&Term) -> &str| {
        let given: Vec<&str> = in_exactly(concept, lang).map(value).collect();
        match given.iter().all(|value| value.is_empty()) {
            true => String::new(),
            false => values::join(given),
        }
    };
    // One value speaks of all terms.
    let of_all = |lang: &Lang, value: &dyn Fn(&Term) -> &'static str| {
        let mut given: Vec<&str> = in_exactly(concept, lang).map(value).collect();
        if given.windows(2).all(|two| two.first() == two.last()) {
            given.truncate(1);
        }
        given.join("|")
    };
    let plain = |value: &Option<String>| value.clone().unwrap_or_default();
    match column {
        Column::Id => concept.id.clone(),
        Column::Info | Column::Before(..) => String::new(),
        Column::Type => plain(&concept.kind),
        Column::Subject => plain(&concept.subject),
        Column::Definition => plain(&concept.definition),
        Column::Note => plain(&concept.note),
        Column::Other(name) => {
            let of_name = concept.other.iter().filter(|(key, _)| key == name);
            values::join(of_name.map(|(_, value)| value.as_str()))
        }
        Column::Terms(lang, status) => values::join(
            in_exactly(concept, lang)
                .filter(|term| term.status == *status)
                .map(|term| term.text.as_str()),
        ),
        Column::Forms(lang) => {
            values::join(in_exactly(concept, lang).flat_map(|term| &term.forms).map(String::as_str))
        }
        Column::Exact(lang) => match in_exactly(concept, lang).any(|term| term.exact) {
            true => of_all(lang, &|term| if term.exact { "yes" } else { "no" }),
            false => String::new(),
        },
        Column::Case(lang) => of_all(lang, &|term| match term.case {
            Case::Sensitive => "yes",
            Case::Ignore => "no",
            Case::Auto => "",
        }),
        Column::Status(lang) => of_terms(lang, &|term| term.status.name()),
        Column::PartOfSpeech(lang) => {
            of_terms(lang, &|term| term.part_of_speech.as_deref().unwrap_or(""))
        }
        Column::Gender(lang) => of_terms(lang, &|term| term.gender.as_deref().unwrap_or("")),
        Column::OfTerm(lang, category) => of_terms(lang, &|term| {
            let found = term.other.iter().find(|(name, _)| name == category);
            found.map_or("", |(_, value)| value.as_str())
        }),
    }
}

/// One row; a cell that would be read in another way is quoted.
pub(in crate::glossary) fn write_row(out: &mut String, delimiter: u8, cells: &[String]) {
    let delimiter = char::from(delimiter);
    for (number, cell) in cells.iter().enumerate() {
        if number > 0 {
            out.push(delimiter);
        }
        if cell.contains([delimiter, '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push('\n');
}
