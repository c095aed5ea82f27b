//! The data categories of TBX: in which element, module and levels each stands.
//!
//! Sources: ISO 30042:2019 with the modules TBX-Min and TBX-Basic of <https://www.tbxinfo.net>;
//! for version 2, the default constraints `TBXXCSV02.xcs`.

/// How much a TBX file of version 3 may say. Each dialect holds what those before it do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Dialect {
    /// Terms, notes and nothing else.
    Core,
    /// Status, part of speech and subject too.
    Min,
    /// Definitions, contexts, gender, transactions too.
    #[default]
    Basic,
}

impl Dialect {
    /// The name in the attribute `type` of the root element.
    pub(super) fn name(self) -> &'static str {
        match self {
            Dialect::Core => "TBX-Core",
            Dialect::Min => "TBX-Min",
            Dialect::Basic => "TBX-Basic",
        }
    }
}

/// The level at which something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Concept,
    Language,
    Term,
}

/// A data category.
pub(super) struct Category {
    name: &'static str,
    /// The element that holds it in the style of attributes.
    pub(super) element: &'static str,
    /// The least dialect of version 3 that has it.
    pub(super) dialect: Dialect,
    levels: &'static [Level],
}

use Level::{Concept, Language, Term};

const CATEGORIES: [Category; 14] = [
    category("note", "note", Dialect::Core, &[Concept, Language, Term]),
    category("administrativeStatus", "termNote", Dialect::Min, &[Term]),
    category("partOfSpeech", "termNote", Dialect::Min, &[Term]),
    category("subjectField", "descrip", Dialect::Min, &[Concept]),
    category("customerSubset", "admin", Dialect::Min, &[Concept, Language, Term]),
    category("definition", "descrip", Dialect::Basic, &[Concept, Language]),
    category("context", "descrip", Dialect::Basic, &[Term]),
    category("source", "admin", Dialect::Basic, &[Concept, Language, Term]),
    category("projectSubset", "admin", Dialect::Basic, &[Concept, Language, Term]),
    category("grammaticalGender", "termNote", Dialect::Basic, &[Term]),
    category("geographicalUsage", "termNote", Dialect::Basic, &[Term]),
    category("termLocation", "termNote", Dialect::Basic, &[Term]),
    category("termType", "termNote", Dialect::Basic, &[Term]),
    // Each transaction is kept by its type.
    category("transactionType", "transac", Dialect::Basic, &[Concept, Language, Term]),
];

const fn category(
    name: &'static str,
    element: &'static str,
    dialect: Dialect,
    levels: &'static [Level],
) -> Category {
    Category { name, element, dialect, levels }
}

/// The types of transactions (ISO 12620, A.10.1); TBX-Basic has the first two.
const TRANSACTIONS: [&str; 11] = [
    "origination",
    "modification",
    "approval",
    "check",
    "exportation",
    "importation",
    "input",
    "proposal",
    "standardization",
    "use",
    "withdrawal",
];

/// The categories that only version 2 has, with their elements; an unknown one is an `admin`.
const VERSION_2: [(&str, &str); 5] = [
    ("normativeAuthorization", "termNote"),
    ("transferComment", "termNote"),
    ("definition", "descrip"),
    ("context", "descrip"),
    ("usageNote", "termNote"),
];

impl Category {
    /// The category of that name, where it may stand at `level` in version 3.
    pub(super) fn at(name: &str, level: Level) -> Option<&'static Category> {
        let name = match TRANSACTIONS.iter().take(2).any(|known| *known == name) {
            true => "transactionType",
            false => name,
        };
        CATEGORIES.iter().find(|known| known.name == name && known.levels.contains(&level))
    }
}

/// The element that holds a category in version 2, at any level.
pub(super) fn element_in_version_2(name: &str) -> &'static str {
    if is_transaction(name) {
        return "transac";
    }
    let known = CATEGORIES.iter().map(|c| (c.name, c.element)).chain(VERSION_2);
    known.into_iter().find(|(known, _)| *known == name).map_or("admin", |(_, element)| element)
}

/// Whether `name` is the type of a transaction.
pub(super) fn is_transaction(name: &str) -> bool {
    TRANSACTIONS.contains(&name)
}
