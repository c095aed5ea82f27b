//! The units that a concordance asks for, without reading the others.
//!
//! Words and phrases are answered by the posting lists alone. A regular expression says which
//! tokens a text must have ([`crate::memory::needs`]); the units that have them are tried, the
//! preferred ones first, until enough are found. Where it says nothing, or too little, the texts
//! are read one after the other, on all cores, without making units of them.

use crate::memory::concordance::What;
use crate::memory::index::{Damaged, LanguageIndex};
use crate::memory::slot::Slot;
use crate::memory::{Concordance, ConcordanceHit, Found, Memory, Preference, UnitId, needs, unit};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// How many units a regular expression is tried on one by one before the texts are read in
/// sequence.
const ONE_BY_ONE: usize = 1024;

/// How many it is tried on where enough are likely to be found among so many.
const MOST: usize = 8 * ONE_BY_ONE;

/// How many units are tried at once.
const AT_ONCE: usize = 128;

/// A set of small numbers, a bit for each.
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn none(len: usize) -> Bits {
        Bits(vec![0; len.div_ceil(64)])
    }

    fn all(len: usize) -> Bits {
        // Numbers beyond the last are never asked for.
        Bits(vec![u64::MAX; len.div_ceil(64)])
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(crate) fn add(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    fn join(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn iter(&self) -> impl Iterator<Item = u32> {
        (0..).zip(&self.0).flat_map(|(at, &word)| {
            let next = |&rest: &u64| (rest & (rest - 1) != 0).then(|| rest & (rest - 1));
            let words = std::iter::successors((word != 0).then_some(word), next);
            words.map(move |rest| at * 64 + rest.trailing_zeros())
        })
    }
}

impl Memory {
    /// The units in which the words stand, counted, and the first `max` of them.
    pub fn search(&self, question: &Concordance, max: usize) -> Found {
        let mut sets: Vec<Bits> =
            self.slots.iter().map(|slot| candidates(question, slot)).collect();
        let What::Regex { scanned, .. } = &question.what else {
            let (total, units) = self.preferred(question, &sets, max);
            return Found { total, exact: true, hits: self.tried(question, &units, max).0 };
        };
        let (mut total, units) = self.preferred(question, &sets, ONE_BY_ONE);
        let enough = if total > ONE_BY_ONE { max } else { usize::MAX };
        let (mut hits, mut tried) = self.tried(question, &units, enough);
        if hits.len() < max && tried < total && hits.len() * MOST >= max.saturating_mul(tried) {
            let more = self.preferred(question, &sets, MOST).1;
            let (further, of_these) = self.tried(question, &more[tried..], max - hits.len());
            hits.extend(further);
            tried += of_these;
        }
        if hits.len() < max && tried < total {
            for (slot, set) in self.slots.iter().zip(&mut sets) {
                *set = slot.scan(set, scanned);
            }
            let (left, units) = self.preferred(question, &sets, usize::MAX);
            let enough = if left > ONE_BY_ONE { max } else { usize::MAX };
            total = left;
            (hits, tried) = self.tried(question, &units, enough);
        }
        let exact = tried == total;
        let total = if exact { hits.len() } else { total };
        hits.truncate(max);
        Found { total, exact, hits }
    }

    /// How many units of these sets pass the filters, and the first `max` of them.
    fn preferred(&self, question: &Concordance, sets: &[Bits], max: usize) -> (usize, Vec<UnitId>) {
        let mut total = 0;
        let mut best: BinaryHeap<(Preference, UnitId)> = BinaryHeap::new();
        for ((slot, &first), set) in self.slots.iter().zip(&self.firsts).zip(sets) {
            let of_person = |number| slot.is_of(number, question.person.as_deref());
            let mut files = slot.active_files().peekable();
            for number in set.iter() {
                while files.next_if(|(range, _)| range.end <= number).is_some() {}
                let Some((range, file)) = files.peek() else { break };
                if number < range.start || !question.wants_file(&file.source.name) {
                    continue;
                }
                let standing = slot.standing(number);
                let dated = question.wants_minute(unit::changed(standing)).unwrap_or_else(|| {
                    slot.unit(number).is_some_and(|unit| question.wants_date(&unit))
                });
                if !dated || !of_person(number) {
                    continue;
                }
                total += 1;
                let key = (Reverse(standing), Some((file.order, number - range.start)));
                if best.len() < max {
                    best.push((key, UnitId(first + number)));
                } else if let Some(mut worst) = best.peek_mut()
                    && key < worst.0
                {
                    *worst = (key, UnitId(first + number));
                }
            }
        }
        (total, best.into_sorted_vec().into_iter().map(|(_, unit)| unit).collect())
    }

    /// The units in which the words do stand, in order, until there are `enough`; and how many
    /// have been tried.
    fn tried(
        &self,
        question: &Concordance,
        units: &[UnitId],
        enough: usize,
    ) -> (Vec<ConcordanceHit>, usize) {
        let (mut hits, mut tried) = (Vec::new(), 0);
        for some in units.chunks(AT_ONCE) {
            if hits.len() >= enough {
                break;
            }
            let marks = |&unit: &UnitId| ConcordanceHit { unit, spans: self.marks(question, unit) };
            let found: Vec<ConcordanceHit> = some.par_iter().map(marks).collect();
            hits.extend(found.into_iter().filter(|hit| !hit.spans.is_empty()));
            tried += some.len();
        }
        (hits, tried)
    }

    fn marks(&self, question: &Concordance, id: UnitId) -> Vec<(usize, Vec<Range<usize>>)> {
        let Some(unit) = self.unit(id) else { return Vec::new() };
        unit.variants
            .iter()
            .enumerate()
            .filter(|(_, (lang, _))| question.wants_language(lang))
            .map(|(number, (lang, text))| (number, question.spans(text, lang)))
            .filter(|(_, spans)| !spans.is_empty())
            .collect()
    }
}

/// The units of a part of the index in which the words stand, or those in which a regular
/// expression may match.
fn candidates(question: &Concordance, slot: &Slot) -> Bits {
    let units = slot.len() as usize;
    let mut found = Bits::none(units);
    for lang in slot.languages().filter(|lang| question.wants_language(lang)) {
        let of_language = slot.ask(lang, |index| {
            let mut found = Bits::none(units);
            let Some(sentences) = sentences(question, index)? else { return Ok(Bits::all(units)) };
            for sentence in sentences.iter() {
                index.units(sentence)?.iter().for_each(|&unit| found.add(unit));
            }
            Ok(found)
        });
        found.join(&of_language.unwrap_or_else(|| Bits::none(units)));
    }
    found
}

/// The sentences of one language in which the words stand; of a regular expression, those that
/// have the tokens which it asks for. `None` when that says nothing.
fn sentences(question: &Concordance, index: &LanguageIndex) -> Result<Option<Bits>, Damaged> {
    let lang = &index.lang;
    let len = index.len() as usize;
    // For each phrase the numbers that each of its tokens may have.
    let phrases: Vec<Vec<Vec<u32>>> = match &question.what {
        What::Words(phrases) => {
            let numbers = |key: &String| {
                if question.exact_forms {
                    index.vocabulary.number(key).into_iter().collect()
                } else {
                    index.vocabulary.forms(key, lang)
                }
            };
            let keys = phrases.iter().map(|phrase| question.keys(phrase, lang));
            keys.map(|keys| keys.iter().map(numbers).collect()).collect()
        }
        What::Regex { needs, .. } => {
            let matching =
                |need: &regex::Regex| vec![index.vocabulary.matching(|token| need.is_match(token))];
            needs.iter().map(matching).collect()
        }
    };
    let mut sets: Vec<(usize, &Vec<u32>)> = Vec::new();
    for set in phrases.iter().flatten() {
        let mut frequency = 0;
        for &token in set {
            frequency += index.frequency(token)?;
        }
        sets.push((frequency, set));
    }
    sets.sort();
    let is_regex = matches!(question.what, What::Regex { .. });
    let mut found: Option<Bits> = None;
    for (frequency, set) in sets {
        // What most sentences have is not worth asking for.
        if is_regex && frequency > len / 2 {
            break;
        }
        let with = with_any(index, set)?;
        match &mut found {
            Some(found) => found.keep(&with),
            None => found = Some(with),
        }
    }
    if is_regex {
        if let Some(found) = &mut found {
            found.join(&with_any(index, &index.vocabulary.matching(needs::is_odd))?);
        }
        return Ok(found);
    }
    let mut found = found.unwrap_or_else(|| Bits::none(len));
    let together: Vec<&Vec<Vec<u32>>> = phrases.iter().filter(|p| p.len() > 1).collect();
    if !together.is_empty() {
        let mut standing = Bits::none(len);
        for sentence in found.iter() {
            let tokens: Vec<u32> = index.sentence(sentence)?.collect();
            let all = together.iter().all(|phrase| {
                tokens.windows(phrase.len()).any(|window| {
                    window.iter().zip(phrase.iter()).all(|(token, set)| set.contains(token))
                })
            });
            if all {
                standing.add(sentence);
            }
        }
        found = standing;
    }
    Ok(Some(found))
}

/// The sentences that have some of these tokens.
fn with_any(index: &LanguageIndex, tokens: &[u32]) -> Result<Bits, Damaged> {
    let mut with = Bits::none(index.len() as usize);
    for &token in tokens {
        for list in index.lists(token)? {
            list.each_in(0, u32::MAX, |sentence| with.add(sentence));
        }
    }
    Ok(with)
}
