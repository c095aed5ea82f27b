//! Glossary → the tables of other tools: OmegaT's, memoQ's, MultiTerm's.

use super::table::columns::english_name;
use super::table::write_row;
use super::{Case, Concept, Glossary, Status, Term};
use crate::error::Notice;
use crate::lang::Lang;
use std::collections::BTreeSet;

/// What a glossary may say and a format may not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Ids,
    Subjects,
    Definitions,
    Types,
    Forms,
    Exactness,
    Cases,
    PartsOfSpeech,
    Genders,
}

const PARTS: [(Part, &str); 9] = [
    (Part::Ids, "identifiers"),
    (Part::Subjects, "subjects"),
    (Part::Definitions, "definitions"),
    (Part::Types, "types of concepts"),
    (Part::Forms, "inflected forms"),
    (Part::Exactness, "that a term is exact"),
    (Part::Cases, "how case is compared"),
    (Part::PartsOfSpeech, "parts of speech"),
    (Part::Genders, "genders"),
];

impl Glossary {
    /// Writes OmegaT's format, a line for each approved source term and each of its approved
    /// translations: source, target, and as comment the note, the definition and what is not to
    /// be used. The notices say what the format cannot hold.
    pub fn to_omegat(&self, source: &Lang, target: &Lang) -> (String, Vec<Notice>) {
        let mut out = String::new();
        let mut without = 0;
        // A tab or line break would break the line.
        let clean = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for concept in &self.concepts {
            let approved =
                |lang| concept.terms_in(lang).filter(|term| term.status != Status::Forbidden);
            if approved(source).next().is_none() || approved(target).next().is_none() {
                without += 1;
                continue;
            }
            let comment = comment(concept, target);
            for from in approved(source) {
                for to in approved(target) {
                    out.push_str(&clean(&from.text));
                    out.push('\t');
                    out.push_str(&clean(&to.text));
                    if !comment.is_empty() {
                        out.push('\t');
                        out.push_str(&clean(&comment));
                    }
                    out.push('\n');
                }
            }
        }
        let mut notices = Vec::new();
        if without > 0 {
            let message = format!(
                "OmegaT's format does not hold concepts without a term in both {source} and \
                 {target} ({without})"
            );
            notices.push(Notice::new(message));
        }
        notices.extend(self.lost("OmegaT's format", &[Part::Definitions], &|_| false));
        (out, notices)
    }

    /// Writes the table that memoQ imports: for each language its terms, each with what memoQ
    /// keeps of it (`Term_Info`). The notices say what the table cannot hold.
    pub fn to_memoq(&self) -> (String, Vec<Notice>) {
        let mut header: Vec<String> =
            ["Entry_ID", "Entry_Subject", "Entry_Note"].map(str::to_owned).into();
        let mut notices = Vec::new();
        let languages = self.language_columns("memoQ", &mut notices);
        for (name, _, most) in &languages {
            header.push(format!("{name}_Def"));
            for _ in 0..*most {
                header.extend([name.clone(), "Term_Info".to_owned(), "Term_Example".to_owned()]);
            }
        }
        let mut out = String::new();
        write_row(&mut out, b',', &header);
        for concept in &self.concepts {
            let mut cells = vec![
                concept.id.clone(),
                concept.subject.clone().unwrap_or_default(),
                concept.note.clone().unwrap_or_default(),
            ];
            for (number, (_, lang, most)) in languages.iter().enumerate() {
                let key = format!("{lang}_definition");
                let own = concept.other.iter().find(|(known, _)| *known == key);
                // The definition of the concept stands with its first language.
                let common = concept.definition.as_ref().filter(|_| number == 0);
                cells.push(match (common, own) {
                    (Some(common), Some((_, own))) => format!("{common}; {own}"),
                    (Some(text), None) | (None, Some((_, text))) => text.clone(),
                    (None, None) => String::new(),
                });
                let terms: Vec<&Term> =
                    concept.terms.iter().filter(|term| term.lang == **lang).collect();
                for nth in 0..*most {
                    let term = terms.get(nth);
                    let context = term.and_then(|term| term.context());
                    cells.push(term.map(|term| term.text.clone()).unwrap_or_default());
                    cells.push(term.map(|term| memoq_info(term)).unwrap_or_default());
                    cells.push(context.unwrap_or_default().to_owned());
                }
            }
            write_row(&mut out, b',', &cells);
        }
        let held = [Part::Ids, Part::Subjects, Part::Definitions, Part::Exactness, Part::Cases];
        let is_held = |name: &str| name == "context" || name.ends_with("_definition");
        notices.extend(self.lost("memoQ's table", &held, &is_held));
        (out, notices)
    }

    /// Writes the table that MultiTerm converts: fields of the entry, then for each language its
    /// terms with their fields. The notices say what the table cannot hold.
    pub fn to_multiterm(&self) -> (String, Vec<Notice>) {
        let mut header: Vec<String> =
            ["Entry_ID", "Subject", "Definition", "Note"].map(str::to_owned).into();
        let mut notices = Vec::new();
        let languages = self.language_columns("MultiTerm", &mut notices);
        for (name, _, most) in &languages {
            for _ in 0..*most {
                let name = name.replacen('_', " (", 1).replace('_', " ");
                let close = if name.contains('(') { ")" } else { "" };
                header.push(format!("{name}{close}"));
                header.extend(["Status", "Part of Speech", "Gender", "Context"].map(str::to_owned));
            }
        }
        let mut out = String::new();
        write_row(&mut out, b',', &header);
        for concept in &self.concepts {
            let plain = |text: &Option<String>| text.clone().unwrap_or_default();
            let mut cells = vec![
                concept.id.clone(),
                plain(&concept.subject),
                plain(&concept.definition),
                plain(&concept.note),
            ];
            for (_, lang, most) in &languages {
                let terms: Vec<&Term> =
                    concept.terms.iter().filter(|term| term.lang == **lang).collect();
                for nth in 0..*most {
                    match terms.get(nth) {
                        None => cells.extend(std::iter::repeat_n(String::new(), 5)),
                        Some(term) => cells.extend([
                            term.text.clone(),
                            term.status.name().to_owned(),
                            plain(&term.part_of_speech),
                            plain(&term.gender),
                            term.context().unwrap_or_default().to_owned(),
                        ]),
                    }
                }
            }
            write_row(&mut out, b',', &cells);
        }
        let held =
            [Part::Ids, Part::Subjects, Part::Definitions, Part::PartsOfSpeech, Part::Genders];
        notices.extend(self.lost("MultiTerm's table", &held, &|name| name == "context"));
        (out, notices)
    }

    /// Each language with the name of its column and the most terms that a concept has in it.
    fn language_columns(
        &self,
        tool: &str,
        notices: &mut Vec<Notice>,
    ) -> Vec<(String, &Lang, usize)> {
        let mut columns = Vec::new();
        for lang in &self.languages {
            let count =
                |concept: &Concept| concept.terms.iter().filter(|term| term.lang == *lang).count();
            let most = self.concepts.iter().map(count).max().unwrap_or(0);
            let name = english_name(lang).unwrap_or_else(|| {
                let message = format!("{tool}'s name of the language `{lang}` is not known");
                notices.push(Notice::new(message).help("name its column before you import it"));
                lang.to_string()
            });
            columns.push((name, lang, most.max(1)));
        }
        columns
    }

    /// What of this glossary a format that holds `held` does not hold; `is_held` says the same
    /// of fields by their names.
    fn lost(&self, format: &str, held: &[Part], is_held: &dyn Fn(&str) -> bool) -> Option<Notice> {
        let terms = || self.concepts.iter().flat_map(|concept| &concept.terms);
        let says = |part: Part| match part {
            // Numbers are what a concept without identifier gets.
            Part::Ids => self.concepts.iter().enumerate().any(|(n, c)| c.id != (n + 1).to_string()),
            Part::Subjects => self.concepts.iter().any(|c| c.subject.is_some()),
            Part::Definitions => self.concepts.iter().any(|c| c.definition.is_some()),
            Part::Types => self.concepts.iter().any(|c| c.kind.is_some()),
            Part::Forms => terms().any(|term| !term.forms.is_empty()),
            Part::Exactness => terms().any(|term| term.exact),
            Part::Cases => terms().any(|term| term.case != Case::Auto),
            Part::PartsOfSpeech => terms().any(|term| term.part_of_speech.is_some()),
            Part::Genders => terms().any(|term| term.gender.is_some()),
        };
        let parts = PARTS.iter().filter(|(part, _)| !held.contains(part) && says(*part));
        let mut lost: Vec<String> = parts.map(|(_, name)| (*name).to_owned()).collect();
        let of_concepts = self.concepts.iter().flat_map(|concept| &concept.other);
        let fields: BTreeSet<&str> = of_concepts
            .chain(terms().flat_map(|term| &term.other))
            .map(|(name, _)| name.as_str())
            .filter(|name| !is_held(name))
            .collect();
        lost.extend(fields.into_iter().map(|name| format!("`{name}`")));
        (!lost.is_empty()).then(|| {
            Notice::new(format!("{format} does not hold {}", lost.join(", ")))
                .help("a table (.tsv, .csv, .xlsx) holds everything")
        })
    }
}

impl Term {
    /// An example of its use.
    fn context(&self) -> Option<&str> {
        self.other.iter().find(|(name, _)| name == "context").map(|(_, value)| value.as_str())
    }
}

fn comment(concept: &Concept, target: &Lang) -> String {
    let forbidden: Vec<&str> = concept
        .terms_in(target)
        .filter(|term| term.status == Status::Forbidden)
        .map(|term| term.text.as_str())
        .collect();
    let mut parts: Vec<String> = concept.note.iter().chain(&concept.definition).cloned().collect();
    if !forbidden.is_empty() {
        parts.push(format!("not: {}", forbidden.join(", ")));
    }
    parts.join("; ")
}

/// memoQ's properties of a term: case, matching, and whether it is forbidden.
fn memoq_info(term: &Term) -> String {
    let case = match term.case {
        Case::Auto => "CasePermissive",
        Case::Ignore => "CaseInsense",
        Case::Sensitive => "CaseSense",
    };
    let matching = if term.exact { "Exact" } else { "HalfPrefix" };
    match term.status {
        Status::Forbidden => format!("{case};{matching};;Forbidden"),
        _ => format!("{case};{matching}"),
    }
}
