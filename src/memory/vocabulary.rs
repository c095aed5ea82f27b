//! Tokens as numbers: the frequent ones small, so that a rarer token is a larger number.

use crate::lang::{Lang, stem};
use crate::memory::codec::{
    put_bytes, put_numbers, put_rising, take_numbers, take_rising, take_text,
};
use rayon::slice::ParallelSliceMut;
use std::collections::HashMap;

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

    /// The final vocabulary, and for each provisional number the final one: by falling
    /// frequency, then by spelling, so that it does not depend on the order of the input.
    pub(crate) fn freeze(self, lang: &Lang) -> (Vocabulary, Vec<u32>) {
        let mut sorted: Vec<(Box<str>, u32)> = self.numbers.into_iter().collect();
        sorted.sort_unstable();
        let mut by_frequency: Vec<u32> = (0..sorted.len() as u32).collect();
        by_frequency
            .sort_by_key(|&at| std::cmp::Reverse(self.counts[sorted[at as usize].1 as usize]));
        let mut vocabulary = Vocabulary {
            text: String::new(),
            ends: Vec::with_capacity(sorted.len()),
            numbers: vec![0; sorted.len()],
            by_stem: (0..sorted.len() as u32).collect(),
            places: by_frequency,
        };
        vocabulary
            .by_stem
            .par_sort_by_cached_key(|&at| stem::stem(&sorted[at as usize].0, lang).into_owned());
        let mut finals = vec![0; sorted.len()];
        for number in 0..sorted.len() {
            let at = vocabulary.places[number];
            vocabulary.numbers[at as usize] = number as u32;
            finals[sorted[at as usize].1 as usize] = number as u32;
        }
        for (token, _) in &sorted {
            vocabulary.text.push_str(token);
            vocabulary.ends.push(vocabulary.text.len() as u32);
        }
        (vocabulary, finals)
    }
}

/// The tokens of an index, sorted by spelling, with their numbers.
#[derive(Default)]
pub(crate) struct Vocabulary {
    text: String,
    ends: Vec<u32>,
    numbers: Vec<u32>,
    /// Places of tokens, sorted by the stem of the token.
    by_stem: Vec<u32>,
    /// For each number, the place of the token.
    places: Vec<u32>,
}

impl Vocabulary {
    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The vocabulary as bytes.
    pub(crate) fn encode(&self, out: &mut Vec<u8>) {
        put_bytes(self.text.as_bytes(), out);
        put_rising(&self.ends, out);
        put_numbers(&self.places, out);
        put_numbers(&self.by_stem, out);
    }

    /// Reads what [`Vocabulary::encode`] wrote.
    pub(crate) fn decode(bytes: &mut &[u8]) -> Option<Vocabulary> {
        let text = take_text(bytes)?;
        let (ends, places) = (take_rising(bytes)?, take_numbers(bytes)?);
        let by_stem = take_numbers(bytes)?;
        let mut numbers = vec![0; ends.len()];
        for (number, &place) in places.iter().enumerate() {
            *numbers.get_mut(place as usize)? = number as u32;
        }
        (ends.len() == places.len()).then_some(Vocabulary { text, ends, numbers, by_stem, places })
    }

    /// The token that has this number.
    pub(crate) fn spelling(&self, number: u32) -> Option<&str> {
        self.token(*self.places.get(number as usize)? as usize)
    }

    /// The number of `token`, if it is known.
    pub(crate) fn number(&self, token: &str) -> Option<u32> {
        let at = self.first_from(token);
        (self.token(at) == Some(token)).then(|| self.numbers[at])
    }

    /// The numbers of the tokens that are forms of one word: those with this stem.
    pub(crate) fn forms(&self, stem: &str, lang: &Lang) -> Vec<u32> {
        let stem_at = |at: u32| self.token(at as usize).map(|token| stem::stem(token, lang));
        let from = self.by_stem.partition_point(|&at| stem_at(at).is_some_and(|s| *s < *stem));
        self.by_stem[from..]
            .iter()
            .take_while(|&&at| stem_at(at).is_some_and(|s| s == stem))
            .filter_map(|&at| self.numbers.get(at as usize).copied())
            .collect()
    }

    /// The place of the first token that is not before `token`.
    fn first_from(&self, token: &str) -> usize {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = (low + high) / 2;
            if self.token(middle).is_some_and(|t| t < token) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn token(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        self.text.get(start..end)
    }
}
