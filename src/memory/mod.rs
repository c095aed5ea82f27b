//! Units → index → matches.
//!
//! A [`Memory`] holds the units of any number of TMX files and answers two questions about
//! them: which segments are like this one ([`Memory::fuzzy`]), and where do these words
//! stand ([`Memory::search`]).
//! Every language of the memory can be the source, all by one index.
//!
//! The match score is token edit similarity ([`similarity`]; `docs/match-score.md`). The index
//! is exact: what a plain scan would find, it finds; `index/search.rs` says why. `concordance/` finds
//! words, phrases and regular expressions by the same index, `disk/` keeps it beside the TMX files, and
//! `change/` changes single units there.
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

mod change;
mod concordance;
mod context;
mod disk;
mod index;
pub mod lessons;
mod score;
pub mod teach;
mod unit;

pub use change::journal::{Change, Journal, Operation};
pub use concordance::{Concordance, ConcordanceHit, Found};
pub use context::Context;
pub use disk::open::Source;
pub use index::runs::Run;
pub use score::{similarity, similarity_of_tokens, tokens};
pub use unit::{Status, UnitRecord};

use crate::lang::Lang;
use disk::segment::SegmentBuilder;
use disk::slot::{ActiveFile, Slot};
use index::masked;
use std::cmp::Reverse;
use std::collections::HashMap;

/// How many units go into the index at once.
const BATCH: usize = 1024;

/// How many units with one mask are compared with a text.
const MOST_MASKED: usize = 1000;

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
    slots: Vec<Slot>,
    /// For each slot, the number of its first unit.
    firsts: Vec<u32>,
}

impl Memory {
    /// A memory of these units, indexed now and kept in memory. Units of one file that stand
    /// together are numbered from 0 in the order in which they come.
    pub fn from_records(records: impl IntoIterator<Item = UnitRecord>) -> Memory {
        let mut builder = SegmentBuilder::new();
        let mut sources: Vec<Source> = Vec::new();
        let mut of_file: Vec<(UnitRecord, u32)> = Vec::new();
        for record in records {
            let next_file = sources.last().is_none_or(|source| source.name != record.file);
            if next_file || of_file.len() == BATCH {
                builder.add_all(&of_file);
                of_file.clear();
            }
            if next_file {
                builder.begin_file(&record.file);
                sources.push(Source::new(record.file.clone()));
            }
            of_file.push((record, 0));
        }
        builder.add_all(&of_file);
        let files = sources.into_iter().enumerate();
        let files = files.map(|(order, source)| Some(ActiveFile { order, source })).collect();
        // Packed units need no file to be read again.
        let segment = builder.in_memory().ok().flatten();
        Memory::of_slots(segment.map(|s| Slot::new(s, files, None)).into_iter().collect())
    }

    fn of_slots(slots: Vec<Slot>) -> Memory {
        let mut first = 0;
        let firsts = slots
            .iter()
            .map(|slot| {
                let this = first;
                first += slot.len();
                this
            })
            .collect();
        Memory { slots, firsts }
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.slots.iter().map(Slot::active).sum()
    }

    /// Whether there is no unit.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The languages of the memory, sorted; tags that name one language are one.
    pub fn languages(&self) -> Vec<Lang> {
        let mut languages: Vec<Lang> = Vec::new();
        for lang in self.slots.iter().flat_map(Slot::languages) {
            match languages.iter_mut().find(|l| l.same_language(lang)) {
                Some(known) => *known = known.clone().min(lang.clone()),
                None => languages.push(lang.clone()),
            }
        }
        languages.sort();
        languages
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> Option<UnitRecord> {
        let (slot, number) = self.place(id)?;
        slot.unit(number)
    }

    /// The `max` units that were changed last, in the order of files and units; of those changed in
    /// one minute, the last.
    pub fn newest(&self, max: usize) -> Vec<UnitRecord> {
        let mut all: Vec<(u32, usize, u32, UnitId)> = Vec::new();
        for (slot, &first) in self.slots.iter().zip(&self.firsts) {
            all.extend((0..slot.len()).filter_map(|number| {
                let (file, at) = slot.file_of(number)?;
                let changed = unit::changed(slot.standing(number));
                Some((changed, file.order, at, UnitId(first + number)))
            }));
        }
        if all.len() > max {
            let older = all.len() - max;
            all.select_nth_unstable(older);
            all.drain(..older);
        }
        // Units are read in the order in which they are stored.
        all.sort_unstable_by_key(|&(.., id)| id);
        let mut units: Vec<((usize, u32), UnitRecord)> = all
            .into_iter()
            .filter_map(|(_, order, at, id)| Some(((order, at), self.unit(id)?)))
            .collect();
        units.sort_by_key(|&(place, _)| place);
        units.into_iter().map(|(_, unit)| unit).collect()
    }

    /// The units that are like `text` in `lang`: the `max` best different segments whose
    /// similarity is at least `min_score` (0..=1), best first, each with every unit that has it.
    ///
    /// Segments are different when their tokens are: a hundred units with one source are a
    /// hundred hits for one of the `max`. Of equal similarity the better [`Status`] comes first,
    /// then the unit changed last, then the order of files and units.
    pub fn fuzzy(&self, text: &str, lang: &Lang, min_score: f64, max: usize) -> Vec<Hit> {
        let mut segments: Vec<(f64, Vec<UnitId>)> = Vec::new();
        // Several parts of the index may have the same segment.
        let mut known: HashMap<Vec<String>, usize> = HashMap::new();
        let several = self.slots.len() > 1;
        for (slot, &first) in self.slots.iter().zip(&self.firsts) {
            let found = slot.ask(lang, |index| {
                let wanted =
                    |sentence| Ok(index.units(sentence)?.iter().any(|&unit| slot.has(unit)));
                let mut found = Vec::new();
                for (sentence, similarity) in index.search(text, min_score, max, &wanted)? {
                    let words = if several { index.words(sentence)? } else { Vec::new() };
                    let words: Vec<String> = words.into_iter().map(str::to_owned).collect();
                    found.push((words, similarity, index.units(sentence)?.to_vec()));
                }
                Ok(found)
            });
            for (words, similarity, units) in found.unwrap_or_default() {
                let units = units.into_iter().filter(|&unit| slot.has(unit));
                let units = units.map(|unit| UnitId(first + unit));
                let next = segments.len();
                let at = if several { *known.entry(words).or_insert(next) } else { next };
                match segments.get_mut(at) {
                    Some((_, all)) => all.extend(units),
                    None => segments.push((similarity, units.collect())),
                }
            }
        }
        let mut ranked: Vec<(f64, Preference, Vec<UnitId>)> = segments
            .into_iter()
            .filter_map(|(similarity, units)| {
                let best = units.iter().map(|&unit| self.preference(unit)).min()?;
                Some((similarity, best, units))
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(max);
        let mut hits: Vec<Hit> = ranked
            .into_iter()
            .flat_map(|(similarity, _, units)| {
                units.into_iter().map(move |unit| Hit { unit, similarity })
            })
            .collect();
        hits.sort_by_cached_key(|hit| self.preference(hit.unit));
        hits.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        hits
    }

    /// The units that differ from `text` in `lang` only in numbers, dates, times and percentages,
    /// and in nothing else that the score counts; the most alike first, of these in the order of
    /// [`Memory::fuzzy`]. At the most `max`, and none for a text without a number in digits. Where
    /// thousands do (segments that are a number and nothing else), only the first thousand by
    /// that order are compared.
    pub fn same_but_numbers(&self, text: &str, lang: &Lang, max: usize) -> Vec<Hit> {
        let Some(mask) = masked::mask(text, lang) else { return Vec::new() };
        let number = masked::number(&mask);
        let mut units: Vec<UnitId> = Vec::new();
        for (slot, &first) in self.slots.iter().zip(&self.firsts) {
            let found = slot.ask(lang, |index| Ok(index.masked(number)?.to_vec()));
            let wanted = found.unwrap_or_default().into_iter().filter(|&unit| slot.has(unit));
            units.extend(wanted.map(|unit| UnitId(first + unit)));
        }
        units.sort_by_cached_key(|&unit| self.preference(unit));
        units.truncate(MOST_MASKED);
        let mut hits: Vec<Hit> = Vec::new();
        for id in units {
            let Some(unit) = self.unit(id) else { continue };
            let texts = unit.texts(lang).into_iter();
            let alike = texts.filter(|t| masked::mask(t, lang).as_ref() == Some(&mask));
            let similarity = alike.map(|t| similarity(text, t, lang)).max_by(f64::total_cmp);
            hits.extend(similarity.map(|similarity| Hit { unit: id, similarity }));
        }
        hits.sort_by(|a, b| b.similarity.total_cmp(&a.similarity));
        hits.truncate(max);
        hits
    }

    /// The part of the index in which a unit is, and its number there.
    fn place(&self, id: UnitId) -> Option<(&Slot, u32)> {
        let at = self.firsts.partition_point(|&first| first <= id.0).checked_sub(1)?;
        Some((self.slots.get(at)?, id.0 - self.firsts.get(at)?))
    }

    /// Of two units that are equally alike, which comes first: the smaller.
    fn preference(&self, id: UnitId) -> Preference {
        let (standing, file) = match self.place(id) {
            Some((slot, number)) => (
                slot.standing(number),
                slot.file_of(number).map(|(file, number)| (file.order, number)),
            ),
            None => (0, None),
        };
        (Reverse(standing), file)
    }
}

/// The standing of a unit, the greater the better; its file and its number there.
type Preference = (Reverse<u32>, Option<(usize, u32)>);
