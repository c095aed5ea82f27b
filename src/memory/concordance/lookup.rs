//! The units that a concordance asks for, without reading the others.
//!
//! Words and phrases are answered by the index alone ([`super::candidates`]). Of a regular
//! expression the index says which units it may match; it is tried on these, the preferred ones
//! first, until enough are found. Only where few of them match does the index look at more, and in
//! the end the texts are read one after the other, on all cores, without making units of them.

use crate::memory::concordance::candidates::Candidates;
use crate::memory::concordance::{What, Words};
use crate::memory::disk::slot::Slot;
use crate::memory::index::bits::Bits;
use crate::memory::{Concordance, ConcordanceHit, Found, Memory, Preference, UnitId, unit};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::cmp::Reverse;
use std::ops::Range;

/// How many units a regular expression is tried on before the index looks at more: these are no
/// trouble.
const FEW: usize = 256;

/// How many are tried before the texts are read in sequence.
const ONE_BY_ONE: usize = 1024;

/// How many where enough are likely to be found among so many: that many, or one in so many of
/// all, which is a small part of what it takes to look at the order of tokens in all.
const MOST: usize = 8 * ONE_BY_ONE;
const ONE_IN: usize = 128;

/// How many units are tried at once.
const AT_ONCE: usize = 128;

impl Memory {
    /// The units in which the words stand, counted, and the first `max` of them.
    pub fn search(&self, question: &Concordance, max: usize) -> Found {
        self.slots.iter().for_each(|slot| slot.prepare(&|lang| question.wants_language(lang)));
        // Once, however many files there are.
        let words = question.words_in(self.slots.iter().flat_map(Slot::languages));
        let mut parts: Vec<Candidates<'_>> =
            self.slots.iter().map(|slot| Candidates::new(question, &words, slot)).collect();
        let has_order = parts.iter().any(Candidates::has_order);
        let units = |parts: &[Candidates<'_>]| -> Vec<Bits> {
            parts.iter().map(Candidates::units).collect()
        };
        let What::Regex { scanned, .. } = &question.what else {
            if has_order {
                parts.iter_mut().for_each(Candidates::narrow);
            }
            let (total, units) = self.preferred(question, &units(&parts), max);
            return Found { total, exact: true, hits: self.tried(question, &words, &units, max).0 };
        };
        let mut sets = units(&parts);
        if has_order {
            let found = self.first(question, &words, &sets, max, FEW);
            if let Some(found) = found {
                return found;
            }
            parts.iter_mut().for_each(Candidates::narrow);
            sets = units(&parts);
        }
        drop(parts);
        self.first(question, &words, &sets, max, ONE_BY_ONE).unwrap_or_else(|| {
            for (slot, set) in self.slots.iter().zip(&mut sets) {
                *set = slot.scan(set, scanned);
            }
            self.first(question, &words, &sets, max, usize::MAX).unwrap_or_default()
        })
    }

    /// Of these sets, the first units that a regular expression matches; `None` when it would have
    /// to be tried on more than `limit` of them, or on more than that is likely to take.
    fn first(
        &self,
        question: &Concordance,
        words: &Words,
        sets: &[Bits],
        max: usize,
        limit: usize,
    ) -> Option<Found> {
        let (mut hits, mut tried) = (Vec::new(), 0);
        let mut at_once = limit.min(ONE_BY_ONE);
        loop {
            let (total, units) = self.preferred(question, sets, at_once);
            let enough = if total > ONE_BY_ONE { max } else { usize::MAX };
            let (further, of_these) =
                self.tried(question, words, &units[tried..], enough.saturating_sub(hits.len()));
            hits.extend(further);
            tried += of_these;
            if hits.len() >= enough || tried == total {
                let exact = tried == total;
                let total = if exact { hits.len() } else { total };
                hits.truncate(max);
                return Some(Found { total, exact, hits });
            }
            let likely = max.saturating_mul(tried).checked_div(hits.len());
            let likely = likely.unwrap_or(usize::MAX);
            at_once = match limit {
                usize::MAX => tried.saturating_mul(8),
                // Half as many again: they do not come evenly.
                _ if likely <= MOST.max(total / ONE_IN) => likely.max(tried) + likely / 2 + FEW,
                _ => return None,
            };
        }
    }

    /// How many units of these sets pass the filters, and the first `max` of them.
    fn preferred(&self, question: &Concordance, sets: &[Bits], max: usize) -> (usize, Vec<UnitId>) {
        let empty = || First { max, ..First::default() };
        let mut first = empty();
        for ((slot, &base), set) in self.slots.iter().zip(&self.firsts).zip(sets) {
            for (range, file) in slot.active_files() {
                if !set.meets(range.clone()) || !question.wants_file(&file.source.name) {
                    continue;
                }
                let start = range.start;
                let add = |first: &mut First, number: u32| {
                    let standing = slot.standing(number);
                    let dated = question.wants_minute(unit::changed(standing));
                    let dated = dated.unwrap_or_else(|| {
                        slot.unit(number).is_some_and(|unit| question.wants_date(&unit))
                    });
                    if dated && slot.is_of(number, question.person.as_deref()) {
                        let preference = (Reverse(standing), Some((file.order, number - start)));
                        first.add(preference, UnitId(base + number));
                    }
                };
                first = first.and(set.gather(range, empty, add).reduce(empty, First::and));
            }
        }
        (first.total, first.in_order())
    }

    /// The units in which the words do stand, in order, until there are `enough`; and how many
    /// have been tried.
    fn tried(
        &self,
        question: &Concordance,
        words: &Words,
        units: &[UnitId],
        enough: usize,
    ) -> (Vec<ConcordanceHit>, usize) {
        let (mut hits, mut tried) = (Vec::new(), 0);
        for some in units.chunks(AT_ONCE) {
            if hits.len() >= enough {
                break;
            }
            let marks =
                |&unit: &UnitId| ConcordanceHit { unit, spans: self.marks(question, words, unit) };
            let found: Vec<ConcordanceHit> = some.par_iter().map(marks).collect();
            hits.extend(found.into_iter().filter(|hit| !hit.spans.is_empty()));
            tried += some.len();
        }
        (hits, tried)
    }

    fn marks(
        &self,
        question: &Concordance,
        words: &Words,
        id: UnitId,
    ) -> Vec<(usize, Vec<Range<usize>>)> {
        // Most need not be taken apart to see that they have none.
        if let What::Regex { scanned, .. } = &question.what
            && let Some((slot, number)) = self.place(id)
            && !slot.may_match(number, scanned)
        {
            return Vec::new();
        }
        let Some(unit) = self.unit(id) else { return Vec::new() };
        unit.variants
            .iter()
            .enumerate()
            .filter(|(_, (lang, _))| question.wants_language(lang))
            .map(|(number, (lang, text))| (number, question.spans_of(text, lang, words)))
            .filter(|(_, spans)| !spans.is_empty())
            .collect()
    }
}

/// The first units, and how many there are in all.
#[derive(Default)]
struct First {
    max: usize,
    total: usize,
    /// The first ones and some more, in no order.
    units: Vec<(Preference, UnitId)>,
    /// What comes behind this is none of the first.
    last: Option<Preference>,
}

impl First {
    fn add(&mut self, preference: Preference, unit: UnitId) {
        self.total += 1;
        if self.last.is_some_and(|last| preference > last) {
            return;
        }
        self.units.push((preference, unit));
        if self.units.len() >= self.max.saturating_mul(2).max(AT_ONCE) {
            self.cut();
        }
    }

    /// Leaves out what is too much: half of it, so that each unit is looked at a few times only.
    fn cut(&mut self) {
        if self.max < self.units.len() {
            self.last = Some(self.units.select_nth_unstable(self.max).1.0);
            self.units.truncate(self.max);
        }
    }

    fn and(mut self, other: First) -> First {
        let total = self.total + other.total;
        other.units.into_iter().for_each(|(preference, unit)| self.add(preference, unit));
        First { total, ..self }
    }

    fn in_order(mut self) -> Vec<UnitId> {
        self.cut();
        self.units.sort_unstable();
        self.units.into_iter().map(|(_, unit)| unit).collect()
    }
}
