//! Term bases: concepts with their expressions per language, and where they stand in a text.
//!
//! A glossary is a closed set, and that is what makes inflected languages tractable without a
//! dictionary: nothing here lemmatises a text. [`forms`] knows how a *given* term inflects, and
//! [`Matcher`] asks of a stretch of text whether it is one of those forms.
//!
//! ```
//! use yaddash::glossary::{Glossary, Matcher};
//! use yaddash::lang::Lang;
//!
//! let glossary = Glossary::from_table("g.tsv", "id\ten\taz\n01\tSecretary General\tBaş katib\n").unwrap();
//! let matcher = Matcher::new(&glossary, &Lang::parse("az").unwrap());
//! let hits = matcher.find("Məktub Baş katibinə təqdim edilib.");
//! assert_eq!(hits[0].concept, 0);
//! assert_eq!(&"Məktub Baş katibinə təqdim edilib."[hits[0].span.clone()], "Baş katibinə");
//! ```

mod extract;
mod foreign;
mod formats;
pub mod forms;
mod matcher;
mod table;
mod tbx;
mod tokens;
mod xlsx;

pub use extract::{Candidate, ExtractOptions, Proposed, candidates_table, extract};
pub use formats::{Format, Target};
pub use matcher::{Matcher, TermHit};
pub use tbx::{Dialect as TbxDialect, Style as TbxStyle, Version as TbxVersion};

use crate::lang::Lang;
use std::collections::BTreeSet;

/// A term base: what a translator may, should and must not write for each concept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The concepts, in the order of the file.
    pub concepts: Vec<Concept>,
    /// The languages for which the file has a column or an entry, in the order of the file.
    pub languages: Vec<Lang>,
}

/// One concept and all its expressions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concept {
    /// The identifier in the file; where the file has none, the number of the row, from 1.
    pub id: String,
    /// The expressions, the preferred ones of a language before its others.
    pub terms: Vec<Term>,
    /// What the concept is (`title`, `organisation`, `person` …), as the file says.
    pub kind: Option<String>,
    /// The field of knowledge.
    pub subject: Option<String>,
    /// The definition.
    pub definition: Option<String>,
    /// A note for the translator.
    pub note: Option<String>,
    /// What the file says beside that, by the name it has there, kept for writing. What is said
    /// of one language only has the tag before its name: `en_definition`.
    pub other: Vec<(String, String)>,
}

/// One expression of a concept in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The language of the expression.
    pub lang: Lang,
    /// The citation form, as the file has it.
    pub text: String,
    /// Whether it may be used.
    pub status: Status,
    /// Further forms that the rules do not find, as the file gives them.
    pub forms: Vec<String>,
    /// Whether the term does not inflect: only `text` and `forms` count.
    pub exact: bool,
    /// Whether upper and lower case are told apart.
    pub case: Case,
    /// Part of speech, as the file says.
    pub part_of_speech: Option<String>,
    /// Grammatical gender, as the file says.
    pub gender: Option<String>,
    /// What the file says beside that, by the name of the data category, kept for writing.
    pub other: Vec<(String, String)>,
}

/// Whether an expression may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The approved expression.
    Preferred,
    /// Approved too: an abbreviation, a variant.
    Admitted,
    /// Not to be used for this concept (TBX: deprecated or superseded).
    Forbidden,
}

impl Status {
    /// The name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Status::Preferred => "preferred",
            Status::Admitted => "admitted",
            Status::Forbidden => "forbidden",
        }
    }
}

/// How case is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Case {
    /// Abbreviations in capitals (`US`, `МИД`) must be capitals in the text too; for all other
    /// terms case is ignored.
    #[default]
    Auto,
    /// Case is ignored.
    Ignore,
    /// A letter of the term and of the text must have the same case, but for a capital at the
    /// beginning of a word.
    Sensitive,
}

impl Glossary {
    /// Adds the concepts of another glossary. One that is there already with all it says is not
    /// added again; another concept of the same identifier gets a number after it.
    pub fn append(&mut self, other: Glossary) {
        for lang in other.languages {
            if !self.languages.contains(&lang) {
                self.languages.push(lang);
            }
        }
        let mut ids: BTreeSet<String> = self.concepts.iter().map(|c| c.id.clone()).collect();
        for mut concept in other.concepts {
            if self.concepts.contains(&concept) {
                continue;
            }
            let id = concept.id.clone();
            let mut number = 1;
            while !ids.insert(concept.id.clone()) {
                number += 1;
                concept.id = format!("{id}-{number}");
            }
            self.concepts.push(concept);
        }
    }
}

impl Concept {
    /// The expressions in `lang`, whatever the region.
    pub fn terms_in<'a>(&'a self, lang: &'a Lang) -> impl Iterator<Item = &'a Term> {
        self.terms.iter().filter(|term| term.lang.same_language(lang))
    }

    /// The approved expression in `lang`: the first preferred one, else the first admitted one.
    pub fn approved(&self, lang: &Lang) -> Option<&Term> {
        self.terms
            .iter()
            .filter(|term| term.lang.same_language(lang) && term.status != Status::Forbidden)
            .min_by_key(|term| term.status)
    }

    /// The approved expression in `lang` that is of the kind of `term`: an abbreviation for an
    /// abbreviation, where there is one (*NATO*, *НАТО*).
    pub fn counterpart(&self, term: &Term, lang: &Lang) -> Option<&Term> {
        let is_short = |term: &Term| forms::is_abbreviation(&term.text);
        let is_approved =
            |term: &Term| term.lang.same_language(lang) && term.status != Status::Forbidden;
        let short = self.terms.iter().find(|term| is_approved(term) && is_short(term));
        short.filter(|_| is_short(term)).or_else(|| self.approved(lang))
    }
}

impl Term {
    /// A preferred term without any particulars.
    pub fn new(lang: Lang, text: impl Into<String>) -> Term {
        Term {
            lang,
            text: text.into(),
            status: Status::Preferred,
            forms: Vec::new(),
            exact: false,
            case: Case::Auto,
            part_of_speech: None,
            gender: None,
            other: Vec::new(),
        }
    }

    /// Takes the value of a data category, by its name in TBX; `false` when the model has no
    /// place for it.
    fn say(&mut self, category: &str, value: &str) -> bool {
        match category {
            "administrativeStatus" | "normativeAuthorization" => {
                let Some(status) = tbx::status(value) else { return false };
                self.status = status;
            }
            "partOfSpeech" => self.part_of_speech = Some(value.to_owned()),
            "grammaticalGender" => self.gender = Some(value.to_owned()),
            _ => match self.other.iter_mut().find(|(known, _)| known == category) {
                Some((_, said)) => *said = format!("{said}; {value}"),
                None => self.other.push((category.to_owned(), value.to_owned())),
            },
        }
        true
    }
}
