//! The units that a concordance asks for, without reading the others.
//!
//! Words and phrases are answered by the posting lists alone. A regular expression says which
//! tokens a text must have ([`crate::memory::needs`]); the units that have them are tried, the
//! preferred ones first, until enough are found. Where it says nothing, or too little, the texts
//! are read one after the other, on all cores, without making units of them.

use crate::memory::bits::Bits;
use crate::memory::concordance::What;
use crate::memory::index::{Damaged, LanguageIndex};
use crate::memory::needs::{Phrase, Token};
use crate::memory::slot::Slot;
use crate::memory::{Concordance, ConcordanceHit, Found, Memory, Preference, UnitId, unit};
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
            index.read_all(&sentences);
            for sentence in sentences.iter() {
                index.units(sentence)?.iter().for_each(|&unit| found.add(unit));
            }
            Ok(found)
        });
        found.join(&of_language.unwrap_or_else(|| Bits::none(units)));
    }
    if let What::Regex { scanned, needs, .. } = &question.what {
        slot.keep(&mut found, scanned.shortest, needs.gaps);
    }
    found
}

/// The tokens of which one stands at a place of a phrase; any when `None`.
struct Place {
    tokens: Option<Vec<u32>>,
    /// In how many sentences at the most.
    frequency: usize,
}

impl Place {
    fn new(index: &LanguageIndex, tokens: Option<Vec<u32>>) -> Result<Place, Damaged> {
        let mut frequency = if tokens.is_none() { usize::MAX } else { 0 };
        for &token in tokens.iter().flatten() {
            frequency += index.frequency(token)?;
        }
        Ok(Place { tokens, frequency })
    }
}

/// Phrases of which one stands in a sentence.
struct Choice(Vec<Vec<Place>>);

impl Choice {
    /// In how many sentences at the most.
    fn frequency(&self) -> usize {
        let of_phrase = |phrase: &Vec<Place>| phrase.iter().map(|place| place.frequency).min();
        self.0.iter().filter_map(of_phrase).fold(0, usize::saturating_add)
    }

    /// The sentences that have, in any order, the tokens of one of the phrases; those that stand
    /// in more sentences than `worth` are not asked for. All when nothing is left.
    fn sentences(&self, index: &LanguageIndex, worth: usize) -> Result<Option<Bits>, Damaged> {
        let mut found = Bits::none(index.len() as usize);
        for phrase in &self.0 {
            let mut of_phrase: Option<Bits> = None;
            for place in phrase.iter().filter(|place| place.frequency <= worth) {
                let mut with = Bits::none(index.len() as usize);
                for &token in place.tokens.iter().flatten() {
                    with_token(index, token, &mut with)?;
                }
                match &mut of_phrase {
                    Some(found) => found.keep(&with),
                    None => of_phrase = Some(with),
                }
            }
            match of_phrase {
                Some(of_phrase) => found.join(&of_phrase),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }
}

/// The sentences of one language in which the words stand; of a regular expression, those that
/// have what it needs. `None` when that says nothing.
fn sentences(question: &Concordance, index: &LanguageIndex) -> Result<Option<Bits>, Damaged> {
    let len = index.len() as usize;
    let mut choices = choices(question, index)?;
    choices.sort_by_key(Choice::frequency);
    let is_regex = matches!(question.what, What::Regex { .. });
    // What most sentences have is not worth asking for.
    let worth = if is_regex { len / 2 } else { usize::MAX };
    let mut found: Option<Bits> = None;
    for choice in &choices {
        match (&mut found, choice.sentences(index, worth)?) {
            (_, None) => {}
            (Some(found), Some(with)) => found.keep(&with),
            (None, with) => found = with,
        }
    }
    choices.retain(|Choice(phrases)| phrases.iter().any(|phrase| phrase.len() > 1));
    if !choices.is_empty() {
        let found = found.get_or_insert_with(|| Bits::all(len));
        together(found, &choices, index)?;
    }
    if is_regex && let Some(found) = &mut found {
        for token in index.vocabulary.odd() {
            with_token(index, token, found)?;
        }
    }
    Ok(found.or_else(|| (!is_regex).then(|| Bits::none(len))))
}

/// What is asked for, in the numbers of tokens.
fn choices(question: &Concordance, index: &LanguageIndex) -> Result<Vec<Choice>, Damaged> {
    let lang = &index.lang;
    match &question.what {
        What::Words(phrases) => {
            let place = |key: &String| {
                let tokens = if question.exact_forms {
                    index.vocabulary.number(key).into_iter().collect()
                } else {
                    index.vocabulary.forms(key, lang)
                };
                Place::new(index, Some(tokens))
            };
            let keys = phrases.iter().map(|phrase| question.keys(phrase, lang));
            let choice = |keys: Vec<String>| {
                let places = keys.iter().map(place).collect::<Result<Vec<Place>, Damaged>>()?;
                Ok(Choice(vec![places]))
            };
            keys.filter(|keys| !keys.is_empty()).map(choice).collect()
        }
        What::Regex { needs, .. } => {
            let place = |token: &Option<Token>| {
                let matching = |token| index.vocabulary.matching(token);
                Place::new(index, token.as_ref().map(matching))
            };
            let phrase = |phrase: &Phrase| phrase.iter().map(place).collect();
            let choice = |choices: &Vec<Phrase>| {
                Ok(Choice(choices.iter().map(phrase).collect::<Result<_, Damaged>>()?))
            };
            needs.phrases.iter().map(choice).collect()
        }
    }
}

/// Leaves only the sentences in which the tokens of phrases stand one right after the other.
fn together(found: &mut Bits, choices: &[Choice], index: &LanguageIndex) -> Result<(), Damaged> {
    let numbers = index.vocabulary.len();
    let set = |place: &Place| {
        place.tokens.as_ref().map(|tokens| {
            let mut set = Bits::none(numbers);
            tokens.iter().for_each(|&token| set.add(token));
            set
        })
    };
    let phrase = |phrase: &Vec<Place>| phrase.iter().map(set).collect();
    let choice = |Choice(phrases): &Choice| phrases.iter().map(phrase).collect();
    let choices: Vec<Vec<Vec<Option<Bits>>>> = choices.iter().map(choice).collect();
    // Damage is noticed here, and not in the midst of the work of all cores.
    index.read_all(found);
    let mut asked = index.lengths().iter().filter(|len| found.meets(len.start..len.end));
    asked.try_for_each(|length| index.sentences(length).map(drop))?;
    let has = |place: &Option<Bits>, token: u32| place.as_ref().is_none_or(|set| set.has(token));
    let stands = |phrase: &Vec<Option<Bits>>, tokens: &[u32]| {
        let same = |window: &[u32]| window.iter().zip(phrase).all(|(&token, set)| has(set, token));
        tokens.windows(phrase.len()).any(same)
    };
    found.retain(|tokens: &mut Vec<u32>, sentence| {
        tokens.clear();
        // None where it is damaged.
        tokens.extend(index.sentence(sentence).into_iter().flatten());
        choices.iter().all(|phrases| phrases.iter().any(|phrase| stands(phrase, tokens)))
    });
    Ok(())
}

/// Adds the sentences that have this token.
fn with_token(index: &LanguageIndex, token: u32, with: &mut Bits) -> Result<(), Damaged> {
    for list in index.lists(token)? {
        list.each_in(0, u32::MAX, |sentence| with.add(sentence));
    }
    Ok(())
}
