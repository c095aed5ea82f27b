//! Tokens as numbers: the frequent ones small, so that a rarer token is a larger number.

use crate::lang::inflect::Word;
use crate::memory::concordance::needs::{self, Token};
use crate::memory::disk::codec::{
    Image, Part, Parts, put_numbers, put_rising, take_numbers, take_rising,
};
use rayon::iter::ParallelIterator;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator};
use rayon::slice::ParallelSliceMut;
use regex::Regex;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// How many tokens a core looks at before it takes others.
const PORTION: usize = if cfg!(test) { 3 } else { 4096 };

/// And at how many of those that may be forms of a word.
const PORTION_OF_FORMS: usize = 256;

/// Numbers tokens in the order in which they come, and counts them.
#[derive(Default)]
pub(crate) struct Interner {
    numbers: HashMap<Box<str>, u32>,
    counts: Vec<u32>,
}

impl Interner {
    /// The provisional number of `token`.
    pub(crate) fn intern(&mut self, token: &str) -> u32 {
        if let Some(&number) = self.numbers.get(token) {
            self.counts[number as usize] += 1;
            return number;
        }
        let number = self.counts.len() as u32;
        self.numbers.insert(token.into(), number);
        self.counts.push(1);
        number
    }

    /// Writes the vocabulary, and appends what [`Vocabulary::decode`] reads to `contents`. The
    /// result is, for each provisional number, the final one: by falling frequency, then by
    /// spelling, so that it does not depend on the order of the input.
    pub(crate) fn freeze(
        self,
        out: &mut Parts<'_>,
        contents: &mut Vec<u8>,
    ) -> std::io::Result<Vec<u32>> {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.par_sort_unstable();
        let mut by_frequency: Vec<u32> = (0..sorted.len() as u32).collect();
        by_frequency
            .sort_by_key(|&at| std::cmp::Reverse(self.counts[sorted[at as usize].1 as usize]));
        let (mut numbers, mut finals) = (vec![0; sorted.len()], vec![0; sorted.len()]);
        for (number, &at) in (0..).zip(&by_frequency) {
            numbers[at as usize] = number;
            finals[sorted[at as usize].1 as usize] = number;
        }
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(sorted.len()));
        for (token, _) in &sorted {
            text.push_str(token);
            ends.push(text.len() as u32);
            text.push('\n');
        }
        out.put(text.as_bytes())?.put(contents);
        put_rising(&ends, contents);
        put_numbers(&numbers, contents);
        let those = |wanted: fn(&str) -> bool| -> Vec<u32> {
            let tokens = sorted.par_iter().enumerate();
            let wanted = tokens.filter(|(_, (token, _))| wanted(token));
            wanted.map(|(place, _)| place as u32).collect()
        };
        put_rising(&those(needs::is_odd), contents);
        put_rising(&those(|token| needs::words_within(token).next().is_some()), contents);
        Ok(finals)
    }
}

/// The tokens of an index, sorted by spelling, with their numbers.
pub(crate) struct Vocabulary {
    /// Each token on a line of its own.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    numbers: Vec<u32>,
    /// For each number, the place of the token.
    places: OnceLock<Vec<u32>>,
    /// Places of tokens that are no plain words to a regular expression: of odd ones, and of those
    /// with words within them.
    odd: Vec<u32>,
    with_words: Vec<u32>,
}

impl Vocabulary {
    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Reads what [`Interner::freeze`] wrote.
    pub(crate) fn decode(image: &Image, contents: &mut &[u8]) -> Option<Vocabulary> {
        let text = String::from_utf8(Part::take(contents)?.read(image)?).ok()?;
        let (ends, numbers) = (take_rising(contents)?, take_numbers(contents)?);
        let (odd, with_words) = (take_rising(contents)?, take_rising(contents)?);
        let (valid, places) = (ends.len() == numbers.len(), OnceLock::new());
        valid.then_some(Vocabulary { text, ends, numbers, places, odd, with_words })
    }

    /// The token that has this number.
    pub(crate) fn spelling(&self, number: u32) -> Option<&str> {
        let places = self.places.get_or_init(|| {
            let mut places = vec![0; self.numbers.len()];
            for (place, &number) in (0..).zip(&self.numbers) {
                if let Some(at) = places.get_mut(number as usize) {
                    *at = place;
                }
            }
            places
        });
        self.token(*places.get(number as usize)? as usize)
    }

    /// The numbers of the tokens that are like this.
    pub(crate) fn matching(&self, token: &Token) -> Vec<u32> {
        let matches = |regex: &Regex, at: usize| self.token(at).is_some_and(|t| regex.is_match(t));
        let mut places: Vec<usize> = match &token.beginnings {
            Some(all) => {
                let ranges = all.iter().map(|begin| self.beginning_with(begin));
                ranges.flatten().filter(|&at| matches(&token.regex, at)).collect()
            }
            // A thread has an expression of its own: the threads would wait for one another.
            None => (0..self.len().div_ceil(PORTION))
                .into_par_iter()
                .map_init(|| token.regex.clone(), |regex, at| self.matching_in(regex, at * PORTION))
                .flatten_iter()
                .collect(),
        };
        let within = |at: &usize| {
            let mut words = self.token(*at).into_iter().flat_map(needs::words_within);
            words.any(|word| token.regex.is_match(word))
        };
        places.extend(self.with_words.iter().map(|&at| at as usize).filter(within));
        places.sort_unstable();
        places.dedup();
        places.iter().filter_map(|&at| self.numbers.get(at).copied()).collect()
    }

    /// The places of the tokens of a portion that a regular expression matches. It goes through their
    /// lines at one go: most expressions match few of them.
    fn matching_in(&self, regex: &Regex, first: usize) -> Vec<usize> {
        let last = self.len().min(first + PORTION);
        let Some(ends) = self.ends.get(first..last) else { return Vec::new() };
        let start = self.start(first);
        let end = ends.last().map_or(start, |&end| end as usize);
        let Some(lines) = self.text.get(start..end) else { return Vec::new() };
        let (mut found, mut from) = (Vec::new(), 0);
        let next = |from: usize| match from <= lines.len() {
            true => regex.shortest_match_at(lines, from),
            false => None,
        };
        while let Some(at) = next(from) {
            let token = ends.partition_point(|&end| (end as usize) < start + at);
            found.push(first + token);
            from = ends.get(token).map_or(usize::MAX, |&end| end as usize + 1 - start);
        }
        found
    }

    /// The numbers of the tokens that are odd, see [`needs::is_odd`].
    pub(crate) fn odd(&self) -> impl Iterator<Item = u32> {
        self.numbers_of(&self.odd)
    }

    /// The numbers of the tokens with words within them, see [`needs::words_within`].
    pub(crate) fn with_words(&self) -> impl Iterator<Item = u32> {
        self.numbers_of(&self.with_words)
    }

    fn numbers_of(&self, places: &[u32]) -> impl Iterator<Item = u32> {
        places.iter().filter_map(|&at| self.numbers.get(at as usize).copied())
    }

    /// The places of the tokens that begin so.
    fn beginning_with(&self, begin: &[u8]) -> Range<usize> {
        let start = self.first_where(|token| token >= begin);
        start..self.first_where(|token| token > begin && !token.starts_with(begin)).max(start)
    }

    /// The number of `token`, if it is known.
    pub(crate) fn number(&self, token: &str) -> Option<u32> {
        let at = self.first_where(|other| other >= token.as_bytes());
        if self.token(at) == Some(token) { self.numbers.get(at).copied() } else { None }
    }

    /// The numbers of the tokens that are forms of a word.
    pub(crate) fn forms(&self, word: &Word) -> Vec<u32> {
        let beginnings = word.beginnings().iter();
        let places = beginnings.flat_map(|begin| {
            let all = self.beginning_with(begin.text.as_bytes());
            // Of the tokens that begin so, the word itself is the first.
            if begin.whole { all.start..all.end.min(all.start + 1) } else { all }
        });
        let places: Vec<usize> = places.collect();
        let is_form = |at: &&usize| self.token(**at).is_some_and(|token| word.has_form(token));
        let forms = places.par_iter().with_min_len(PORTION_OF_FORMS).filter(is_form);
        forms.filter_map(|&at| self.numbers.get(at).copied()).collect()
    }

    /// The place of the first token for whose bytes this is true, as it is for all after it.
    fn first_where(&self, is_after: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.token(middle).is_some_and(|token| !is_after(token.as_bytes())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn token(&self, at: usize) -> Option<&str> {
        self.text.get(self.start(at)..*self.ends.get(at)? as usize)
    }

    /// Where a token begins.
    fn start(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|before| self.ends.get(before));
        before.map_or(0, |&end| end as usize + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_found_line_by_line_are_those_found_one_by_one() {
        let tokens =
            ["а", "и", "х", "aa", "ab", "bb", "b", "10", "1a2", "20", "%", "ə", "km²", "ba"];
        let (mut interner, mut image, mut contents) = (Interner::default(), Vec::new(), Vec::new());
        tokens.iter().for_each(|token| _ = interner.intern(token));
        interner.freeze(&mut Parts::new(&mut image), &mut contents).expect("written");
        let vocabulary =
            Vocabulary::decode(&Image::Memory(image), &mut contents.as_slice()).expect("read");
        for pattern in ["a", r"\d+", "(?m)^a", "(?m)b$", "(?m)^b$", "", "z", "%|ə", "m"] {
            let regex = Regex::new(pattern).expect("valid");
            let is_like = |token: &&str| {
                regex.is_match(token) || needs::words_within(token).any(|w| regex.is_match(w))
            };
            let mut expected: Vec<&str> = tokens.iter().copied().filter(is_like).collect();
            let found = vocabulary.matching(&Token { regex: regex.clone(), beginnings: None });
            let mut found: Vec<&str> =
                found.iter().filter_map(|&number| vocabulary.spelling(number)).collect();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
