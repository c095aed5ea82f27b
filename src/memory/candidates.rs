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
use crate::memory::index::{Damaged, LanguageIndex};
use crate::memory::needs::{Phrase, Token};
use crate::memory::slot::Slot;

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
struct Choice(Vec<Vec<Place>>);

/// The tokens of which one stands at a place of a phrase; any when `None`.
struct Place {
    tokens: Option<Vec<u32>>,
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
        let tokens =
            index.lengths().iter().map(|l| l.len as f64 * f64::from(l.end - l.start)).sum();
        choices.retain(|choice| choice.expected(tokens) <= worth as f64);
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
        self.choices.iter().filter(|Choice(phrases)| phrases.iter().any(|phrase| phrase.len() > 1))
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
    /// For each token, the places where it may stand.
    of_token: Vec<u128>,
    /// The places where any token may stand.
    of_any: u128,
    /// The first places.
    starts: u128,
    /// For each choice, the last places of its phrases.
    ends: Vec<u128>,
}

impl Phrases {
    /// As many choices as there are bits for: the others are not asked for.
    fn new<'c>(choices: impl Iterator<Item = &'c Choice>, tokens: usize) -> Phrases {
        let mut all = Phrases { of_token: vec![0; tokens], of_any: 0, starts: 0, ends: Vec::new() };
        let mut next = 0;
        for Choice(phrases) in choices {
            if next + phrases.iter().map(Vec::len).sum::<usize>() > u128::BITS as usize {
                continue;
            }
            let mut end = 0;
            for phrase in phrases {
                all.starts |= 1 << next;
                for place in phrase {
                    let bit = 1 << next;
                    match &place.tokens {
                        Some(tokens) => tokens.iter().for_each(|&token| {
                            all.of_token
                                .get_mut(token as usize)
                                .into_iter()
                                .for_each(|of| *of |= bit);
                        }),
                        None => all.of_any |= bit,
                    }
                    next += 1;
                }
                end |= 1 << (next - 1);
            }
            all.ends.push(end);
        }
        all
    }

    /// Whether of each choice one phrase stands among these tokens.
    fn stand_in(&self, tokens: impl Iterator<Item = u32>) -> bool {
        // The places up to which a phrase stands at this token, and at any so far.
        let (mut here, mut anywhere) = (0u128, 0u128);
        for token in tokens {
            let of_token = self.of_token.get(token as usize).copied().unwrap_or_default();
            here = (here << 1 | self.starts) & (of_token | self.of_any);
            anywhere |= here;
        }
        self.ends.iter().all(|end| anywhere & end != 0)
    }
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

impl Choice {
    /// In how many sentences at the most.
    fn frequency(&self) -> usize {
        let of_phrase = |phrase: &Vec<Place>| phrase.iter().map(|place| place.frequency).min();
        self.0.iter().filter_map(of_phrase).fold(0, usize::saturating_add)
    }

    /// In how many places one of the phrases would stand among so many tokens if these came as
    /// chance has it.
    fn expected(&self, tokens: f64) -> f64 {
        let of_place = |place: &Place| (place.frequency as f64 / tokens).min(1.0);
        let of_phrase = |phrase: &Vec<Place>| tokens * phrase.iter().map(of_place).product::<f64>();
        self.0.iter().map(of_phrase).sum()
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
            needs.iter().map(choice).collect()
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
