//! The units of a part of the index in which words may stand, or which a regular expression may
//! match.
//!
//! The posting lists say which sentences have the words, or the tokens that the expression needs
//! ([`crate::memory::needs`]); the outlines say which units come into question at all
//! ([`crate::memory::sketch`]). Whether the words stand one right after the other is looked up in
//! the sentences themselves, which takes longer.

use crate::lang::Lang;
use crate::memory::Concordance;
use crate::memory::bits::Bits;
use crate::memory::concordance::What;
use crate::memory::index::{Damaged, LanguageIndex, Length};
use crate::memory::needs::{self, Token};
use crate::memory::slot::Slot;
use std::collections::HashMap;
use std::sync::Arc;

/// The tokens with smaller numbers are frequent ones.
const FREQUENT: u32 = 500;

/// What is known of the units of a part of the index.
pub(crate) struct Candidates<'a> {
    slot: &'a Slot,
    is_regex: bool,
    /// Those whose outline comes into question.
    outlined: Bits,
    languages: Vec<Sentences>,
}

/// The sentences of a language.
struct Sentences {
    lang: Lang,
    /// Of each of these, one phrase stands in them.
    choices: Vec<Choice>,
    /// Those that come into question; all when `None`.
    found: Option<Bits>,
}

/// Phrases of which one stands in a sentence.
struct Choice(Vec<Phrase>);

/// Tokens that stand one right after the other.
struct Phrase {
    places: Vec<Place>,
    /// Whether the first of them is the first of the sentence, and the last the last.
    begins: bool,
    ends: bool,
}

/// The tokens of which one stands at a place of a phrase; any when `None`.
#[derive(Clone)]
struct Place {
    tokens: Option<Arc<[u32]>>,
    /// In how many sentences at the most.
    frequency: usize,
}

impl<'a> Candidates<'a> {
    /// What the posting lists and the outlines say.
    pub(crate) fn new(question: &Concordance, slot: &'a Slot) -> Candidates<'a> {
        let (is_regex, outlined) = match &question.what {
            What::Regex { sketch, .. } => (true, slot.outlined(sketch)),
            What::Words(_) => (false, Bits::all(slot.len() as usize)),
        };
        let wanted = slot.languages().filter(|lang| question.wants_language(lang));
        let of_language = |lang| slot.ask(lang, |index| Sentences::new(question, index));
        Candidates { slot, is_regex, outlined, languages: wanted.filter_map(of_language).collect() }
    }

    /// Whether there are tokens that have to stand one right after the other.
    pub(crate) fn has_phrases(&self) -> bool {
        self.languages.iter().any(|sentences| sentences.phrases().next().is_some())
    }

    /// Leaves out what does not have them so.
    pub(crate) fn narrow(&mut self) {
        for sentences in self.languages.iter_mut().filter(|s| s.phrases().next().is_some()) {
            let outlined = &self.outlined;
            let found = self.slot.ask(&sentences.lang, |index| sentences.together(index, outlined));
            sentences.found = Some(found.unwrap_or_else(|| Bits::none(0)));
        }
    }

    /// The units that come into question.
    pub(crate) fn units(&self) -> Bits {
        let len = self.slot.len() as usize;
        let mut units = Bits::none(len);
        for sentences in &self.languages {
            let of_language = self.slot.ask(&sentences.lang, |index| {
                let Some(found) = &sentences.found else { return Ok(Bits::all(len)) };
                let mut found = found.clone();
                if self.is_regex {
                    // Odd tokens stand within what it takes for words.
                    for token in index.vocabulary.odd() {
                        with_token(index, token, &mut found)?;
                    }
                }
                index.units_of(&found, len)
            });
            units.join(&of_language.unwrap_or_else(|| Bits::none(len)));
        }
        if self.is_regex {
            // What it sees in these texts, their tokens do not show.
            units.join(&self.slot.loose());
        }
        units.keep(&self.outlined);
        units
    }
}

impl Sentences {
    fn new(question: &Concordance, index: &LanguageIndex) -> Result<Sentences, Damaged> {
        let len = index.len() as usize;
        let mut choices = choices(question, index)?;
        choices.sort_by_key(Choice::frequency);
        let is_regex = matches!(question.what, What::Regex { .. });
        // What most sentences have is not worth asking for.
        let worth = if is_regex { len / 2 } else { usize::MAX };
        choices.retain(|choice| choice.expected(index) <= worth as f64);
        let mut found: Option<Bits> = None;
        for choice in &choices {
            match (&mut found, choice.sentences(index, worth)?) {
                (_, None) => {}
                (Some(found), Some(with)) => found.keep(&with),
                (None, with) => found = with,
            }
        }
        let found = found.or_else(|| (!is_regex).then(|| Bits::none(len)));
        Ok(Sentences { lang: index.lang.clone(), choices, found })
    }

    /// The choices for which it counts where the tokens stand.
    fn phrases(&self) -> impl Iterator<Item = &Choice> {
        let has_place = |phrase: &Phrase| phrase.places.len() > 1 || phrase.begins || phrase.ends;
        self.choices.iter().filter(move |Choice(phrases)| phrases.iter().any(has_place))
    }

    /// Those sentences of these units in which the tokens of phrases stand one right after the
    /// other.
    fn together(&self, index: &LanguageIndex, units: &Bits) -> Result<Bits, Damaged> {
        let mut found = match &self.found {
            Some(found) => found.clone(),
            None => Bits::all(index.len() as usize),
        };
        let phrases = Phrases::new(self.phrases(), index.vocabulary.len());
        index.read_all(&found);
        for length in index.lengths() {
            if !found.meets(length.start..length.end) {
                continue;
            }
            if !self.phrases().all(|choice| choice.fits(length)) {
                found.retain(length.start..length.end, |_| false);
                continue;
            }
            let sentences = index.sentences(length)?;
            found.retain(length.start..length.end, |sentence| {
                let at = (sentence - length.start) as usize;
                // None where it is damaged.
                index.owners(sentences, at).is_ok_and(|of| of.iter().any(|&unit| units.has(unit)))
                    && phrases.stand_in(sentences.tokens(at))
            });
        }
        Ok(found)
    }
}

/// Phrases in bits, one for each of their places, so that all are followed at once through a sentence
/// (the algorithm Shift-And; Baeza-Yates and Gonnet 1992).
struct Phrases {
    /// The tokens that are asked for; and for each token, the places where it may stand. Most tokens
    /// are none of these, and the set is small enough to be at hand.
    tokens: Bits,
    of_token: Vec<u128>,
    /// The places where any token may stand.
    of_any: u128,
    /// The first places: all, and those of phrases that may stand anywhere.
    starts: (u128, u128),
    /// For each choice the last places of its phrases: of those that may end anywhere, and of those
    /// that end with the sentence.
    ends: Vec<(u128, u128)>,
}

impl Phrases {
    /// As many choices as there are bits for: the others are not asked for.
    fn new<'c>(choices: impl Iterator<Item = &'c Choice>, tokens: usize) -> Phrases {
        let (tokens, of_token) = (Bits::none(tokens), vec![0; tokens]);
        let mut all = Phrases { tokens, of_token, of_any: 0, starts: (0, 0), ends: Vec::new() };
        let mut next = 0;
        for Choice(phrases) in choices {
            if next + phrases.iter().map(|p| p.places.len()).sum::<usize>() > u128::BITS as usize {
                continue;
            }
            let (mut anywhere, mut last) = (0, 0);
            for phrase in phrases {
                let start = 1 << next;
                all.starts.0 |= start;
                all.starts.1 |= if phrase.begins { 0 } else { start };
                for place in &phrase.places {
                    let bit = 1 << next;
                    match &place.tokens {
                        None => all.of_any |= bit,
                        Some(tokens) => {
                            for &token in tokens.iter() {
                                all.tokens.add(token);
                                let of_token = all.of_token.get_mut(token as usize);
                                of_token.into_iter().for_each(|of| *of |= bit);
                            }
                        }
                    }
                    next += 1;
                }
                *(if phrase.ends { &mut last } else { &mut anywhere }) |= 1 << (next - 1);
            }
            all.ends.push((anywhere, last));
        }
        all
    }

    /// Whether of each choice one phrase stands among these tokens of a sentence.
    fn stand_in(&self, tokens: impl Iterator<Item = u32>) -> bool {
        // The places up to which a phrase stands at this token, and at any so far.
        let (mut here, mut anywhere) = (0u128, 0u128);
        let mut starts = self.starts.0;
        for token in tokens {
            let mut fits = self.of_any;
            if self.tokens.has(token) {
                fits |= self.of_token.get(token as usize).copied().unwrap_or_default();
            }
            here = match fits {
                0 => 0,
                _ => (here << 1 & !self.starts.0 | starts) & fits,
            };
            anywhere |= here;
            starts = self.starts.1;
        }
        self.ends.iter().all(|(any, last)| anywhere & any != 0 || here & last != 0)
    }
}

impl Place {
    /// Where any token may stand.
    const ANY: Place = Place { tokens: None, frequency: usize::MAX };

    /// Where a token may stand that is like this.
    fn like(index: &LanguageIndex, token: &Token) -> Result<Place, Damaged> {
        // Where about every sentence has one, the others need not be found.
        let mut frequency = 0;
        for number in 0..FREQUENT {
            let spelling = index.vocabulary.spelling(number);
            if spelling.is_some_and(|spelling| token.regex.is_match(spelling)) {
                frequency += index.frequency(number)?;
            }
            if frequency > index.len() as usize {
                return Ok(Place::ANY);
            }
        }
        Place::new(index, index.vocabulary.matching(token))
    }

    /// Where one of these tokens may stand.
    fn new(index: &LanguageIndex, tokens: Vec<u32>) -> Result<Place, Damaged> {
        let mut frequency = 0;
        for &token in &tokens {
            frequency += index.frequency(token)?;
        }
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
        let tokens: f64 = index.lengths().iter().map(|l| f64::from(l.len) * number(l)).sum();
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
                Place::new(index, tokens)
            };
            let keys = phrases.iter().map(|phrase| question.keys(phrase, lang));
            let choice = |keys: Vec<String>| {
                let places = keys.iter().map(place).collect::<Result<Vec<Place>, Damaged>>()?;
                Ok(Choice(vec![Phrase { places, begins: false, ends: false }]))
            };
            keys.filter(|keys| !keys.is_empty()).map(choice).collect()
        }
        What::Regex { needs, .. } => {
            // The same stretch of an expression may come several times.
            let mut known: HashMap<String, Place> = HashMap::new();
            let mut place = |token: &Option<Token>| {
                let Some(token) = token else { return Ok(Place::ANY) };
                if let Some(place) = known.get(token.regex.as_str()) {
                    return Ok(place.clone());
                }
                let place = Place::like(index, token)?;
                known.insert(token.regex.to_string(), place.clone());
                Ok(place)
            };
            let mut phrase = |phrase: &needs::Phrase| {
                let &needs::Phrase { ref tokens, begins, ends } = phrase;
                let places = tokens.iter().map(&mut place).collect::<Result<_, Damaged>>()?;
                Ok(Phrase { places, begins, ends })
            };
            let mut choice = |choices: &Vec<needs::Phrase>| {
                Ok(Choice(choices.iter().map(&mut phrase).collect::<Result<_, Damaged>>()?))
            };
            needs.iter().map(&mut choice).collect()
        }
    }
}

/// Adds the sentences that have this token.
fn with_token(index: &LanguageIndex, token: u32, with: &mut Bits) -> Result<(), Damaged> {
    for list in index.lists(token)? {
        list.each_in(0, u32::MAX, |sentence| with.add(sentence));
    }
    Ok(())
}
