//! The units of a part of the index in which words may stand, or which a regular expression may
//! match.
//!
//! The posting lists say which sentences have the words, or the tokens that the expression needs
//! ([`super::needs`]); the outlines say which units come into question at all
//! ([`super::sketch`]). Whether the words stand one right after the other is looked up in
//! the sentences themselves, which takes longer.

use crate::lang::Lang;
use crate::memory::Concordance;
use crate::memory::concordance::needs::{self, Token};
use crate::memory::concordance::order::{Order, Table};
use crate::memory::concordance::{Asked, What, Words};
use crate::memory::disk::codec::Damaged;
use crate::memory::disk::slot::Slot;
use crate::memory::index::bits::Bits;
use crate::memory::index::{LanguageIndex, Length};
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::collections::HashMap;
use std::sync::Arc;

/// The tokens with smaller numbers are frequent ones.
const FREQUENT: u32 = 500;

/// Those with smaller numbers are counted where very many are asked for, the others estimated.
const COUNTED: u32 = 4096;

/// Where no more units than so many come into question, or than one in so many of all, all may be
/// tried: that takes less than to look at tokens.
const FEW: usize = 1024;
const ONE_IN: usize = 512;

/// How many tokens a core looks up before it takes others.
const PORTION: usize = 1024;

/// What is known of the units of a part of the index.
pub(crate) struct Candidates<'a> {
    question: &'a Concordance,
    slot: &'a Slot,
    /// Those whose outline comes into question.
    outlined: Bits,
    /// Of these only those with such sentences; all where they are few.
    languages: Option<Vec<Sentences>>,
}

/// The sentences of a language.
struct Sentences {
    lang: Lang,
    /// Of each of these, one phrase stands in them.
    choices: Vec<Choice>,
    /// These stand in them one after the other.
    sequence: Vec<Phrase>,
    /// Those that come into question; all when `None`.
    found: Option<Bits>,
}

/// Phrases of which one stands in a sentence.
#[derive(Debug)]
pub(crate) struct Choice(pub(crate) Vec<Phrase>);

/// Tokens that stand one right after the other.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) places: Vec<Place>,
    /// Whether the first of them is the first of the sentence, and the last the last.
    pub(crate) begins: bool,
    pub(crate) ends: bool,
}

/// The tokens of which one stands at a place of a phrase; any when `None`.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) tokens: Option<Arc<[u32]>>,
    /// In about how many sentences at the most.
    pub(crate) frequency: usize,
}

impl<'a> Candidates<'a> {
    /// What the posting lists and the outlines say.
    pub(crate) fn new(question: &'a Concordance, words: &Words, slot: &'a Slot) -> Candidates<'a> {
        let outlined = match &question.what {
            What::Regex { sketch, .. } => slot.outlined(sketch),
            What::Words(_) => Bits::all(slot.len() as usize),
        };
        let of_language = |lang| {
            let words = words.get(lang).map_or(&[][..], Vec::as_slice);
            slot.ask(lang, |index| Sentences::new(question, words, index))
        };
        let few = FEW.max(slot.len() as usize / ONE_IN);
        let languages = (question.needs().is_none() || outlined.len() > few).then(|| {
            let wanted = slot.languages().filter(|lang| question.wants_language(lang));
            wanted.filter_map(of_language).collect()
        });
        Candidates { question, slot, outlined, languages }
    }

    /// Whether it counts in which order the tokens stand.
    pub(crate) fn has_order(&self) -> bool {
        self.languages.iter().flatten().any(Sentences::have_order)
    }

    /// Leaves out the sentences whose tokens stand in another order.
    pub(crate) fn narrow(&mut self) {
        let &mut Candidates { question, slot, ref outlined, ref mut languages } = self;
        let languages = languages.iter_mut().flatten();
        for sentences in languages.filter(|sentences| sentences.have_order()) {
            let in_order = |index: &_| sentences.in_order(question, index, outlined);
            let found = slot.ask(&sentences.lang, in_order);
            sentences.found = Some(found.unwrap_or_else(|| Bits::none(0)));
        }
    }

    /// The units that come into question.
    pub(crate) fn units(&self) -> Bits {
        let Some(languages) = &self.languages else { return self.outlined.clone() };
        let len = self.slot.len() as usize;
        let mut units = Bits::none(len);
        let is_regex = self.question.needs().is_some();
        for sentences in languages {
            let of_language = self.slot.ask(&sentences.lang, |index| {
                let Some(found) = &sentences.found else { return Ok(Bits::all(len)) };
                let mut found = found.clone();
                if is_regex {
                    // Odd tokens stand within what it takes for words.
                    for token in index.vocabulary.odd() {
                        with_token(index, token, &mut found)?;
                    }
                }
                index.units_of(&found, len)
            });
            units.join(&of_language.unwrap_or_else(|| Bits::none(len)));
        }
        if is_regex {
            // What it sees in these texts, their tokens do not show.
            units.join(&self.slot.loose());
        }
        units.keep(&self.outlined);
        units
    }
}

impl Sentences {
    fn new(
        question: &Concordance,
        words: &[Vec<Asked>],
        index: &LanguageIndex,
    ) -> Result<Sentences, Damaged> {
        let len = index.len() as usize;
        let (mut choices, sequence) = asked(question, words, index)?;
        choices.sort_by_key(Choice::frequency);
        let is_regex = question.needs().is_some();
        // What most sentences have is not worth asking for.
        let worth = if is_regex { len / 2 } else { usize::MAX };
        // Nor what would stand in every second sentence by chance.
        choices.retain(|choice| !is_regex || choice.expected(index) <= worth as f64);
        let mut found: Option<Bits> = None;
        for choice in &choices {
            match (&mut found, choice.sentences(index, worth)?) {
                (_, None) => {}
                (Some(found), Some(with)) => found.keep(&with),
                (None, with) => found = with,
            }
        }
        let found = found.or_else(|| (!is_regex).then(|| Bits::none(len)));
        Ok(Sentences { lang: index.lang.clone(), choices, sequence, found })
    }

    /// The choices for which it counts where the tokens stand.
    fn phrases(&self) -> impl Iterator<Item = &Choice> {
        let has_place = |phrase: &Phrase| phrase.places.len() > 1 || phrase.begins || phrase.ends;
        self.choices.iter().filter(move |Choice(phrases)| phrases.iter().any(has_place))
    }

    /// Whether it counts in which order the tokens stand.
    fn have_order(&self) -> bool {
        !self.sequence.is_empty() || self.phrases().next().is_some()
    }

    /// Those sentences of these units in which the tokens of phrases stand one right after the
    /// other, and the phrases of an expression one after the other.
    fn in_order(
        &self,
        question: &Concordance,
        index: &LanguageIndex,
        units: &Bits,
    ) -> Result<Bits, Damaged> {
        let mut found = match &self.found {
            Some(found) => found.clone(),
            None => Bits::all(index.len() as usize),
        };
        // A sequence has nearly all phrases that stand alone.
        let is_alone = |choice: &&Choice| self.sequence.is_empty() || choice.0.len() > 1;
        let choices = self.phrases().filter(is_alone);
        let joints = question.needs().into_iter().flat_map(|needs| &needs.sequence);
        let joints = joints.map(|(_, joint)| joint);
        let order = Order::new(choices, self.sequence.iter().zip(joints), &index.vocabulary);
        // Where most units come into question, to look for them takes longer than it saves.
        let some = (2 * units.len() < index.units_in_all()).then_some(units);
        let lengths = index.lengths();
        for length in lengths {
            if !self.phrases().all(|choice| choice.fits(length)) {
                found.retain(length.start..length.end, |(): &mut (), _| false);
            }
        }
        // Damage is noticed here, and not in the midst of the work of all cores.
        index.read_all(&found, some.is_some())?;
        let stands = |(number, table): &mut (usize, Table), sentence: u32| {
            // Most are as long as the one before.
            if lengths.get(*number).is_none_or(|l| !(l.start..l.end).contains(&sentence)) {
                *number = lengths.partition_point(|length| length.end <= sentence);
            }
            let length = lengths.get(*number).ok_or(Damaged)?;
            let tokens = index.sentences(length)?.packed((sentence - length.start) as usize);
            if !order.may_end_so(tokens) {
                return Ok::<bool, Damaged>(false);
            }
            if let Some(units) = some
                && !index.owners(length, sentence)?.iter().any(|&unit| units.has(unit))
            {
                return Ok(false);
            }
            Ok(order.stands_in(tokens, table))
        };
        found.retain(0..index.len(), |own, sentence| {
            stands(own, sentence).is_ok_and(|stands| stands)
        });
        Ok(found)
    }
}

impl Place {
    /// Where any token may stand.
    const ANY: Place = Place { tokens: None, frequency: usize::MAX };

    /// Where one of these tokens may stand.
    fn new(index: &LanguageIndex, tokens: Vec<u32>) -> Result<Place, Damaged> {
        let is_counted = |token: u32| token < COUNTED || tokens.len() < COUNTED as usize;
        let frequencies = tokens.par_iter().with_min_len(PORTION).map(|&token| {
            if is_counted(token) { index.frequency(token) } else { Ok(index.estimate(token)) }
        });
        let frequency = frequencies.try_reduce(|| 0, |a, b| Ok(a + b))?;
        Ok(Place { tokens: Some(tokens.into()), frequency })
    }
}

impl Choice {
    /// In how many sentences at the most.
    fn frequency(&self) -> usize {
        let of_phrase = |phrase: &Phrase| phrase.places.iter().map(|p| p.frequency).min();
        self.0.iter().filter_map(of_phrase).fold(0, usize::saturating_add)
    }

    /// Whether one of the phrases can stand in sentences of this length.
    fn fits(&self, length: &Length) -> bool {
        let is_whole = |phrase: &Phrase| phrase.begins && phrase.ends;
        let fits =
            |phrase: &Phrase| !is_whole(phrase) || phrase.places.len() == length.len as usize;
        self.0.iter().any(fits)
    }

    /// In how many places one of the phrases would stand if the tokens came as chance has it.
    fn expected(&self, index: &LanguageIndex) -> f64 {
        let number = |length: &Length| f64::from(length.end - length.start);
        let tokens = index.tokens() as f64;
        let of_place = |place: &Place| (place.frequency as f64 / tokens).min(1.0);
        let of_phrase = |phrase: &Phrase| {
            let as_long = |l: &&Length| l.len as usize == phrase.places.len();
            let places = match (phrase.begins, phrase.ends) {
                (true, true) => index.lengths().iter().find(as_long).map_or(0.0, number),
                (false, false) => tokens,
                _ => f64::from(index.len()),
            };
            places * phrase.places.iter().map(of_place).product::<f64>()
        };
        self.0.iter().map(of_phrase).sum()
    }

    /// The sentences that have, in any order, the tokens of one of the phrases; those that stand
    /// in more sentences than `worth` are not asked for. All when nothing is left.
    fn sentences(&self, index: &LanguageIndex, worth: usize) -> Result<Option<Bits>, Damaged> {
        let mut found = Bits::none(index.len() as usize);
        for phrase in &self.0 {
            let mut of_phrase: Option<Bits> = None;
            for place in phrase.places.iter().filter(|place| place.frequency <= worth) {
                let mut with = Bits::none(index.len() as usize);
                for &token in place.tokens.iter().flat_map(|tokens| tokens.iter()) {
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

/// What is asked for, in the numbers of tokens: what stands anywhere, and what one after the other.
fn asked(
    question: &Concordance,
    words: &[Vec<Asked>],
    index: &LanguageIndex,
) -> Result<(Vec<Choice>, Vec<Phrase>), Damaged> {
    match &question.what {
        What::Words(_) => {
            let place = |asked: &Asked| {
                let tokens = match asked {
                    Asked::Form(form) => index.vocabulary.number(form).into_iter().collect(),
                    Asked::Word(word) => index.vocabulary.forms(word),
                };
                Place::new(index, tokens)
            };
            let choice = |asked: &Vec<Asked>| {
                let places = asked.iter().map(place).collect::<Result<Vec<Place>, Damaged>>()?;
                Ok(Choice(vec![Phrase { places, begins: false, ends: false }]))
            };
            let choices = words.iter().map(choice);
            Ok((choices.collect::<Result<_, Damaged>>()?, Vec::new()))
        }
        What::Regex { needs, .. } => {
            let mut places = Places { index, known: HashMap::new() };
            let mut choice = |choices: &Vec<needs::Phrase>| {
                let phrases = choices.iter().map(|phrase| places.phrase(phrase));
                Ok(Choice(phrases.collect::<Result<_, Damaged>>()?))
            };
            let choices = needs.phrases.iter().map(&mut choice).collect::<Result<_, Damaged>>()?;
            let sequence = needs.sequence.iter().map(|(phrase, _)| places.phrase(phrase));
            Ok((choices, sequence.collect::<Result<_, Damaged>>()?))
        }
    }
}

/// Finds the places of phrases; the same stretch of an expression may come several times.
struct Places<'a> {
    index: &'a LanguageIndex,
    known: HashMap<String, Place>,
}

impl Places<'_> {
    fn phrase(&mut self, phrase: &needs::Phrase) -> Result<Phrase, Damaged> {
        let &needs::Phrase { ref tokens, begins, ends } = phrase;
        let places = tokens.iter().map(|token| match token {
            Some(token) => self.place(token, begins || ends),
            None => Ok(Place::ANY),
        });
        Ok(Phrase { places: places.collect::<Result<_, Damaged>>()?, begins, ends })
    }

    /// What about every sentence has, or every third token is like when it stands `at_end` of the
    /// sentence, may be any token.
    fn place(&mut self, token: &Token, at_end: bool) -> Result<Place, Damaged> {
        let most = if at_end { self.index.tokens() / 3 } else { self.index.len() as usize };
        if self.of_frequent(token)? > most {
            return Ok(Place::ANY);
        }
        if let Some(place) = self.known.get(token.regex.as_str()) {
            return Ok(place.clone());
        }
        let place = Place::new(self.index, self.index.vocabulary.matching(token))?;
        self.known.insert(token.regex.to_string(), place.clone());
        Ok(place)
    }

    /// In how many sentences the frequent ones of such tokens stand.
    fn of_frequent(&self, token: &Token) -> Result<usize, Damaged> {
        let mut frequency = 0;
        for number in 0..FREQUENT {
            let spelling = self.index.vocabulary.spelling(number);
            if spelling.is_some_and(|spelling| token.regex.is_match(spelling)) {
                frequency += self.index.frequency(number)?;
            }
        }
        Ok(frequency)
    }
}

/// Adds the sentences that have this token.
fn with_token(index: &LanguageIndex, token: u32, with: &mut Bits) -> Result<(), Damaged> {
    for list in index.lists(token)? {
        list.each_in(0, u32::MAX, |sentence| with.add(sentence));
    }
    Ok(())
}
