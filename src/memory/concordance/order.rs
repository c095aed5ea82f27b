//! In which order the tokens of phrases stand in a sentence.
//!
//! All phrases are followed at once through a sentence, in bits, one for each of their places (the
//! algorithm Shift-And; Baeza-Yates and Gonnet 1992). Few sets of bits come up again and again, and
//! most tokens are none of those that are looked for: so what a token makes of a set is kept in a
//! table, as the states of an automaton are that is built while it runs (Thompson 1968), and most
//! sentences take one look at it for each token.

use crate::memory::concordance::candidates::{Choice, Phrase, Place};
use crate::memory::concordance::needs::Token;
use crate::memory::index::postings;
use crate::memory::index::vocabulary::Vocabulary;
use regex::Regex;
use std::collections::HashMap;

/// Phrases of which some stand one right after the other, and some one after the other.
pub(crate) struct Order {
    phrases: Phrases,
    sequence: Option<Sequence>,
    /// For each token up to the last that is looked for, which of these is like it.
    like: Vec<u16>,
    likes: Vec<Like>,
}

/// Where tokens may stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Like {
    /// At these places of the phrases, and of those of the sequence.
    phrases: u128,
    sequence: u128,
    /// At the last places of phrases of the sequence after which the next may begin with the same
    /// token.
    joint: u128,
}

/// How far the phrases have come in a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    is_first: bool,
    /// The places up to which a phrase stands at the last token, and the last places of those that
    /// have stood.
    here: u128,
    stood: u128,
    /// The same places of the sequence; which of its phrases may begin with the next token, and
    /// whether all have stood.
    at: u128,
    reached: u128,
    found: bool,
}

/// The states that have come up, with a row of the table for each.
#[derive(Default)]
pub(crate) struct Table {
    numbers: HashMap<State, u16>,
    states: Vec<State>,
    /// Whether a sentence may end there.
    ends: Vec<bool>,
    /// For each state and each of [`Order::likes`], the state that follows.
    next: Vec<u16>,
}

/// The states after which nothing counts any more.
const NEVER: u16 = 0;
const ALWAYS: u16 = 1;
/// The state before the first token.
const START: u16 = 2;
/// One that is not known yet.
const UNKNOWN: u16 = u16::MAX;

/// When the table has so many numbers, or all states their own, all are forgotten.
const LARGEST: usize = if cfg!(test) { 40 } else { 1 << 20 };

impl Order {
    /// As many of the choices and of the sequence as there are bits for: the others are not asked
    /// for. In the sequence each phrase comes with what a token is like that may be its last and
    /// the first of the next.
    pub(crate) fn new<'c>(
        choices: impl Iterator<Item = &'c Choice>,
        sequence: impl Iterator<Item = (&'c Phrase, &'c Token)>,
        vocabulary: &Vocabulary,
    ) -> Order {
        let mut fits = Fits::default();
        let phrases = Phrases::new(choices, &mut fits);
        let sequence: Vec<(&Phrase, &Token)> = sequence.collect();
        let sequence =
            (!sequence.is_empty()).then(|| Sequence::new(&sequence, vocabulary, &mut fits));
        // The first are those that nobody looks for; the second stand for what is too many.
        let everything = Like { phrases: u128::MAX, sequence: u128::MAX, joint: u128::MAX };
        let mut likes = vec![fits.any, everything];
        let mut numbers = HashMap::from([(fits.any, 0)]);
        let len = fits.of_token.keys().max().map_or(0, |&last| last as usize + 1);
        let mut like = vec![0; len.min(vocabulary.len())];
        for (token, own) in fits.of_token {
            let own = own.or(fits.any);
            let number = *numbers.entry(own).or_insert(likes.len());
            if number == likes.len() {
                likes.push(own);
            }
            let of_token = like.get_mut(token as usize);
            of_token.into_iter().for_each(|like| *like = u16::try_from(number).unwrap_or(1));
        }
        Order { phrases, sequence, like, likes }
    }

    /// Whether that may be, as far as the last token says.
    pub(crate) fn may_end_so(&self, tokens: &[u8]) -> bool {
        let at_end = self.sequence.as_ref().is_some_and(|sequence| sequence.at_end)
            || self.phrases.ends.iter().any(|choice| choice.anywhere == 0);
        !at_end || self.may_end(&self.likes[self.like(postings::last(tokens))])
    }

    /// Whether of each choice one phrase stands in a sentence, and the sequence does; `tokens` are
    /// packed ([`postings::put`]).
    pub(crate) fn stands_in(&self, mut tokens: &[u8], table: &mut Table) -> bool {
        table.begin(self);
        let mut state = START;
        while !tokens.is_empty() {
            let like = self.like(postings::take(&mut tokens));
            let next = table.next[usize::from(state) * self.likes.len() + like];
            state = if next == UNKNOWN { table.step(self, state, like) } else { next };
            if state <= ALWAYS {
                return state == ALWAYS;
            }
        }
        table.ends[usize::from(state)]
    }

    /// Which of [`Order::likes`] a token is like.
    fn like(&self, token: u32) -> usize {
        self.like.get(token as usize).copied().unwrap_or_default().into()
    }

    /// Whether a sentence can end with such a token.
    fn may_end(&self, like: &Like) -> bool {
        let of_choice = |choice: &Ends| choice.anywhere != 0 || like.phrases & choice.last != 0;
        let of_sequence = |s: &Sequence| !s.at_end || like.sequence & s.last != 0;
        self.phrases.ends.iter().all(of_choice) && self.sequence.as_ref().is_none_or(of_sequence)
    }

    /// The state that follows when such a token does.
    fn follow(&self, state: &State, like: &Like) -> State {
        let mut next = state.clone();
        next.is_first = false;
        let starts = if state.is_first { self.phrases.starts } else { self.phrases.anywhere };
        next.here = (state.here << 1 & !self.phrases.starts | starts) & like.phrases;
        next.stood |= next.here & self.phrases.ends.iter().fold(0, |all, e| all | e.anywhere);
        if let Some(sequence) = self.sequence.as_ref().filter(|_| !state.found) {
            sequence.follow(&mut next, like);
        }
        next
    }

    fn is_always(&self, state: &State) -> bool {
        let has_stood = |choice: &Ends| state.stood & choice.anywhere != 0;
        self.phrases.ends.iter().all(has_stood) && (self.sequence.is_none() || state.found)
    }

    fn is_never(&self, state: &State) -> bool {
        let lives = |choice: &Ends| {
            state.stood & choice.anywhere != 0
                || (state.here | self.phrases.anywhere) & choice.all != 0
        };
        let is_over = self.sequence.is_some() && !state.found && state.at | state.reached == 0;
        is_over || !self.phrases.ends.iter().all(lives)
    }

    fn ends(&self, state: &State) -> bool {
        let of_choice = |e: &Ends| state.stood & e.anywhere != 0 || state.here & e.last != 0;
        let of_sequence = |s: &Sequence| state.found || s.at_end && state.at & s.last != 0;
        self.phrases.ends.iter().all(of_choice) && self.sequence.as_ref().is_none_or(of_sequence)
    }
}

impl Table {
    /// Makes the first states, where they are not there.
    fn begin(&mut self, order: &Order) {
        if !self.states.is_empty() {
            return;
        }
        let reached = u128::from(order.sequence.is_some());
        let start = State { is_first: true, here: 0, stood: 0, at: 0, reached, found: false };
        // That of the first two stands for many, and nothing is asked of it.
        for end in [false, true, false] {
            self.states.push(start.clone());
            self.ends.push(end);
        }
        self.next.resize(order.likes.len() * self.states.len(), UNKNOWN);
    }

    /// Finds out which state follows, and keeps it.
    #[cold]
    fn step(&mut self, order: &Order, state: u16, like: usize) -> u16 {
        let next = order.follow(&self.states[usize::from(state)], &order.likes[like]);
        let number = match (order.is_always(&next), order.is_never(&next)) {
            (true, _) => ALWAYS,
            (_, true) => NEVER,
            _ => match self.numbers.get(&next) {
                Some(&number) => number,
                None if self.is_full() => {
                    *self = Table::default();
                    self.begin(order);
                    return self.add(order, next);
                }
                None => self.add(order, next),
            },
        };
        self.next[usize::from(state) * order.likes.len() + like] = number;
        number
    }

    fn is_full(&self) -> bool {
        self.next.len() >= LARGEST || self.states.len() >= usize::from(UNKNOWN)
    }

    fn add(&mut self, order: &Order, state: State) -> u16 {
        let number = self.states.len() as u16;
        self.ends.push(order.ends(&state));
        self.numbers.insert(state.clone(), number);
        self.states.push(state);
        self.next.resize(order.likes.len() * self.states.len(), UNKNOWN);
        number
    }
}

/// Choices of phrases in bits.
#[derive(Default)]
struct Phrases {
    /// The first places: all, and those of phrases that may stand anywhere.
    starts: u128,
    anywhere: u128,
    /// For each choice.
    ends: Vec<Ends>,
}

/// The places of a choice: all, and the last ones of its phrases, of those that may end anywhere,
/// and of those that end with the sentence.
#[derive(Default)]
struct Ends {
    all: u128,
    anywhere: u128,
    last: u128,
}

impl Phrases {
    fn new<'c>(choices: impl Iterator<Item = &'c Choice>, fits: &mut Fits) -> Phrases {
        let (mut all, mut next) = (Phrases::default(), 0);
        for Choice(phrases) in choices {
            if next + phrases.iter().map(|p| p.places.len()).sum::<usize>() > u128::BITS as usize {
                continue;
            }
            let mut ends = Ends::default();
            for phrase in phrases {
                let start = 1 << next;
                all.starts |= start;
                all.anywhere |= if phrase.begins { 0 } else { start };
                for place in &phrase.places {
                    fits.add_place(place, Like { phrases: 1 << next, ..Like::default() });
                    ends.all |= 1 << next;
                    next += 1;
                }
                let last = if phrase.ends { &mut ends.last } else { &mut ends.anywhere };
                *last |= 1 << (next - 1);
            }
            all.ends.push(ends);
        }
        all
    }
}

/// Phrases that stand one after the other, in bits: each begins with the bit above that with which
/// the one before ends.
struct Sequence {
    /// The first places, and the first of all when it may be at any token.
    starts: u128,
    anywhere: u128,
    ends: u128,
    /// The last place of the last phrase, and whether it ends with the sentence.
    last: u128,
    at_end: bool,
}

impl Sequence {
    fn new(phrases: &[(&Phrase, &Token)], vocabulary: &Vocabulary, fits: &mut Fits) -> Sequence {
        let mut all = Sequence { starts: 0, anywhere: 0, ends: 0, last: 0, at_end: false };
        let mut next = 0;
        for (phrase, _) in phrases {
            if next + phrase.places.len() > u128::BITS as usize {
                break;
            }
            all.starts |= 1 << next;
            if next == 0 && !phrase.begins {
                all.anywhere = 1;
            }
            for place in &phrase.places {
                fits.add_place(place, Like { sequence: 1 << next, ..Like::default() });
                next += 1;
            }
            (all.last, all.at_end) = (1 << (next - 1), phrase.ends);
            all.ends |= all.last;
        }
        let ends = (0..next).map(|place| 1u128 << place).filter(|bit| all.ends & bit != 0);
        let mut joints: HashMap<&str, (&Regex, Vec<u128>)> = HashMap::new();
        for (bit, (_, joint)) in ends.zip(phrases) {
            let alike = joints.entry(joint.regex.as_str());
            alike.or_insert_with(|| (&joint.regex, Vec::new())).1.push(bit);
        }
        for (regex, ends) in joints.into_values() {
            // Of the tokens only those that may stand at both places.
            let both = |at: u128| {
                let both = ends.iter().filter(|&end| at & (end | end << 1) == end | end << 1);
                both.fold(0, |all, end| all | end)
            };
            let of_any = both(fits.any.sequence);
            fits.any.joint |= of_any;
            for (&token, own) in &mut fits.of_token {
                let ends = both(own.sequence | fits.any.sequence) & !of_any;
                let joint = || vocabulary.spelling(token).is_some_and(|s| regex.is_match(s));
                if ends != 0 && joint() {
                    own.joint |= ends;
                }
            }
        }
        for token in vocabulary.with_words() {
            fits.add(token, Like { joint: all.ends, ..Like::default() });
        }
        all
    }

    fn follow(&self, state: &mut State, like: &Like) {
        let mut at = (state.at << 1 & !self.starts | state.reached) & like.sequence;
        while at & self.ends != 0 {
            let also = at | (at & self.ends & like.joint) << 1 & like.sequence;
            if also == at {
                break;
            }
            at = also;
        }
        // What has been reached once may begin at any later token; but not what begins the text.
        state.reached = state.reached & !1 | self.anywhere | (at & self.ends) << 1 & self.starts;
        state.found = !self.at_end && at & self.last != 0;
        state.at = at;
        if state.found {
            (state.at, state.reached) = (0, 0);
        }
    }
}

impl Like {
    fn or(self, other: Like) -> Like {
        Like {
            phrases: self.phrases | other.phrases,
            sequence: self.sequence | other.sequence,
            joint: self.joint | other.joint,
        }
    }
}

/// Where each token may stand, and where any may.
#[derive(Default)]
struct Fits {
    of_token: HashMap<u32, Like>,
    any: Like,
}

impl Fits {
    fn add_place(&mut self, place: &Place, at: Like) {
        match &place.tokens {
            None => self.any = self.any.or(at),
            Some(tokens) => tokens.iter().for_each(|&token| self.add(token, at)),
        }
    }

    fn add(&mut self, token: u32, at: Like) {
        let own = self.of_token.entry(token).or_default();
        *own = own.or(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::disk::codec::{Image, Parts};
    use crate::memory::index::vocabulary::Interner;
    use proptest::prelude::*;

    const TOKENS: [&str; 5] = ["a", "b", "c", "d", "e"];

    fn vocabulary() -> Vocabulary {
        let (mut interner, mut image, mut contents) = (Interner::default(), Vec::new(), Vec::new());
        TOKENS.iter().for_each(|token| _ = interner.intern(token));
        interner.freeze(&mut Parts::new(&mut image), &mut contents).unwrap();
        Vocabulary::decode(&Image::Memory(image), &mut contents.as_slice()).unwrap()
    }

    fn place() -> impl Strategy<Value = Place> {
        let tokens = prop::option::weighted(0.8, prop::collection::vec(0u32..5, 1..3));
        tokens.prop_map(|tokens| Place { tokens: tokens.map(Into::into), frequency: 0 })
    }

    fn phrase() -> impl Strategy<Value = Phrase> {
        let ends = (prop::bool::weighted(0.2), prop::bool::weighted(0.2));
        let parts = (prop::collection::vec(place(), 1..4), ends);
        parts.prop_map(|(places, (begins, ends))| Phrase { places, begins, ends })
    }

    fn fits(place: &Place, token: u32) -> bool {
        place.tokens.as_ref().is_none_or(|tokens| tokens.contains(&token))
    }

    /// Whether the tokens of a phrase stand at this place of a sentence.
    fn stands_at(phrase: &Phrase, at: usize, sentence: &[u32]) -> bool {
        let places = phrase.places.iter().zip(&sentence[at..]);
        at + phrase.places.len() <= sentence.len()
            && places.into_iter().all(|(place, &token)| fits(place, token))
    }

    fn one_stands(Choice(phrases): &Choice, sentence: &[u32]) -> bool {
        let stands = |phrase: &Phrase| {
            (0..sentence.len()).any(|at| {
                stands_at(phrase, at, sentence)
                    && (!phrase.begins || at == 0)
                    && (!phrase.ends || at + phrase.places.len() == sentence.len())
            })
        };
        phrases.iter().any(stands)
    }

    /// Whether phrases stand one after the other, the first of them from a place on.
    fn all_stand(
        phrases: &[(Phrase, Token)],
        from: usize,
        is_start: bool,
        sentence: &[u32],
    ) -> bool {
        let Some(((phrase, joint), rest)) = phrases.split_first() else { return true };
        (from..sentence.len()).any(|at| {
            let last = at + phrase.places.len() - 1;
            if !stands_at(phrase, at, sentence)
                || is_start && phrase.begins && at > 0
                || rest.is_empty() && phrase.ends && last + 1 < sentence.len()
            {
                return false;
            }
            // What any token may be needs no look at the expression.
            let is_any = |place: Option<&Place>| place.is_some_and(|place| place.tokens.is_none());
            let next = rest.first().and_then(|(next, _)| next.places.first());
            let both = is_any(phrase.places.last()) && is_any(next)
                || joint.regex.is_match(TOKENS[sentence[last] as usize]);
            all_stand(rest, last + usize::from(!both), false, sentence)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn phrases_stand_where_they_are_seen_one_by_one(
            choices in prop::collection::vec(prop::collection::vec(phrase(), 1..3), 0..3),
            sequence in prop::collection::vec((phrase(), "[a-e]|[a-c][d-e]?"), 0..4),
            sentences in prop::collection::vec(prop::collection::vec(0u32..5, 1..9), 1..20),
        ) {
            let choices: Vec<Choice> = choices.into_iter().map(Choice).collect();
            let token = |regex: &str| Token { regex: Regex::new(regex).unwrap(), beginnings: None };
            let sequence: Vec<(Phrase, Token)> =
                sequence.into_iter().map(|(phrase, regex)| (phrase, token(&regex))).collect();
            let parts = sequence.iter().map(|(phrase, joint)| (phrase, joint));
            let order = Order::new(choices.iter(), parts, &vocabulary());
            let mut table = Table::default();
            for sentence in &sentences {
                let mut packed = Vec::new();
                sentence.iter().for_each(|&token| postings::put(token, &mut packed));
                let expected = choices.iter().all(|choice| one_stands(choice, sentence))
                    && all_stand(&sequence, 0, true, sentence);
                let stands = order.may_end_so(&packed) && order.stands_in(&packed, &mut table);
                prop_assert_eq!(stands, expected, "{:?}", sentence);
                prop_assert!(!expected || order.stands_in(&packed, &mut table), "{:?}", sentence);
            }
        }
    }
}
