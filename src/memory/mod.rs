//! Units → index → matches.
//!
//! A [`Memory`] holds the units of any number of TMX files and answers two questions about
//! them: which segments are like this one ([`Memory::fuzzy`]), and where do these words
//! stand ([`Memory::search`]).
//! Every language of the memory can be the source, all by one index.
//!
//! The match score is token edit similarity ([`similarity`]; `docs/match-score.md`). The index
//! is exact: what a plain scan would find, it finds; its module says why.
//!
//! ```
//! use yaddash::{lang::Lang, memory::{Memory, UnitRecord}};
//! let (en, az) = (Lang::parse("en").unwrap(), Lang::parse("az").unwrap());
//! let memory = Memory::from_records([UnitRecord {
//!     file: "tmx/a.tmx".into(),
//!     index_in_file: 0,
//!     tuid: None,
//!     variants: vec![
//!         (en.clone(), "The sides discussed the agenda.".into()),
//!         (az, "Tərəflər gündəliyi müzakirə etdilər.".into()),
//!     ],
//!     changed: None,
//!     changed_by: None,
//!     props: vec![],
//! }]);
//! let hits = memory.fuzzy("The sides discussed an agenda.", &en, 0.7, 5);
//! assert_eq!(hits[0].similarity, 5.0 / 6.0);
//! assert_eq!(memory.unit(hits[0].unit).unwrap().variants.len(), 2);
//! ```

mod concordance;
mod context;
mod edit;
mod index;
mod postings;
mod score;
mod unit;
mod vocabulary;

pub use concordance::{Concordance, ConcordanceHit, Found};
pub use context::Context;
pub use score::{similarity, similarity_of_tokens, tokens};
pub use unit::{Status, UnitRecord};

use crate::lang::Lang;
use index::LanguageIndex;

/// The name of a unit in one opened memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(u32);

/// A unit that is like the segment that was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The unit.
    pub unit: UnitId,
    /// Its [`similarity`], not rounded.
    pub similarity: f64,
}

/// The units of some files, and the index over them.
pub struct Memory {
    units: Vec<UnitRecord>,
    indexes: Vec<LanguageIndex>,
}

impl Memory {
    /// A memory of these units, indexed now and kept in memory.
    pub fn from_records(records: impl IntoIterator<Item = UnitRecord>) -> Memory {
        let units: Vec<UnitRecord> = records.into_iter().collect();
        let mut builders: Vec<(Lang, index::Builder)> = Vec::new();
        for (number, unit) in (0u32..).zip(&units) {
            for (lang, text) in &unit.variants {
                let at = match builders.iter().position(|(l, _)| l.same_language(lang)) {
                    Some(at) => at,
                    None => {
                        builders.push((lang.clone(), index::Builder::new(lang.clone())));
                        builders.len() - 1
                    }
                };
                builders[at].1.add(number, text);
            }
        }
        let indexes = builders.into_iter().map(|(_, builder)| builder.finish()).collect();
        Memory { units, indexes }
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The languages of the memory, in the order in which they first occur; tags that name one
    /// language are one.
    pub fn languages(&self) -> Vec<Lang> {
        self.indexes.iter().map(|index| index.lang.clone()).collect()
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> Option<&UnitRecord> {
        self.units.get(id.0 as usize)
    }

    /// The units that are like `text` in `lang`: the `max` best different segments whose
    /// similarity is at least `min_score` (0..=1), best first, each with every unit that has it.
    ///
    /// Segments are different when their tokens are: a hundred units with one source are a
    /// hundred hits for one of the `max`. Of equal similarity the better [`Status`] comes first,
    /// then the unit changed last, then the order of files and units.
    pub fn fuzzy(&self, text: &str, lang: &Lang, min_score: f64, max: usize) -> Vec<Hit> {
        let Some(index) = self.indexes.iter().find(|i| i.lang.same_language(lang)) else {
            return Vec::new();
        };
        let mut sentences: Vec<(f64, Vec<UnitId>)> = index
            .search(text, min_score, max, &|_| true)
            .into_iter()
            .map(|(sentence, similarity)| {
                let mut units: Vec<UnitId> =
                    index.units(sentence).iter().map(|&unit| UnitId(unit)).collect();
                units.sort_by(|a, b| self.preference(*a).cmp(&self.preference(*b)));
                (similarity, units)
            })
            .collect();
        sentences.sort_by(|(a, units), (b, others)| {
            let first = |units: &[UnitId]| units.first().map(|&unit| self.preference(unit));
            b.total_cmp(a).then_with(|| first(units).cmp(&first(others)))
        });
        sentences.truncate(max);
        let mut hits: Vec<Hit> = sentences
            .into_iter()
            .flat_map(|(similarity, units)| {
                units.into_iter().map(move |unit| Hit { unit, similarity })
            })
            .collect();
        hits.sort_by(|a, b| {
            b.similarity
                .total_cmp(&a.similarity)
                .then_with(|| self.preference(a.unit).cmp(&self.preference(b.unit)))
        });
        hits
    }

    /// The units in order with their numbers.
    fn numbered(&self) -> impl Iterator<Item = (u32, &UnitRecord)> {
        (0u32..).zip(&self.units)
    }

    /// Of two units that are equally alike, which comes first: the smaller.
    fn preference(&self, id: UnitId) -> (std::cmp::Reverse<(Status, &str)>, UnitId) {
        let (status, changed) =
            self.units.get(id.0 as usize).map_or((Status::Unreviewed, ""), |unit| {
                (unit.status(), unit.changed.as_deref().unwrap_or_default())
            });
        (std::cmp::Reverse((status, changed)), id)
    }
}
