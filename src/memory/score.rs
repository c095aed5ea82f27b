//! The match score: token edit similarity, exact to the last bit (`docs/match-score.md`).

use crate::lang::{Lang, words};
use crate::memory::index::edit::{Candidate, Pattern};
use std::collections::HashMap;

/// The tokens of `text` in the form in which they are compared: of the text in NFC with case
/// folded by the rules of `lang`, each run of word characters and each other character that is
/// no white space.
pub fn tokens(text: &str, lang: &Lang) -> Vec<String> {
    let mut tokens = Vec::new();
    each_token(text, lang, |token| tokens.push(token.to_owned()));
    tokens
}

/// Calls `each` for every token of `text` in order.
pub(crate) fn each_token(text: &str, lang: &Lang, mut each: impl FnMut(&str)) {
    let comparable = words::comparable(text, lang);
    for span in words::scored_spans(&comparable) {
        each(&comparable[span]);
    }
}

/// The similarity of two texts in one language: `1 − distance / max(length)` over their
/// [`tokens`], in 0..=1. Two texts without tokens are alike.
///
/// ```
/// use yaddash::{lang::Lang, memory::similarity};
/// let ru = Lang::parse("ru").unwrap();
/// assert_eq!(similarity("Стороны обсудили повестку.", "стороны обсудили вопросы.", &ru), 0.75);
/// ```
pub fn similarity(a: &str, b: &str, lang: &Lang) -> f64 {
    let (a, b) = (tokens(a, lang), tokens(b, lang));
    similarity_of_tokens(&a, &b)
}

/// The similarity of two sequences of tokens.
pub fn similarity_of_tokens(a: &[String], b: &[String]) -> f64 {
    if a.len() > crate::memory::index::edit::MAX_TOKENS {
        return if a == b { 1.0 } else { 0.0 };
    }
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut number = |token| {
        let next = numbers.len() as u32;
        *numbers.entry(token).or_insert(next)
    };
    let a: Vec<Option<u32>> = a.iter().map(|token| Some(number(token))).collect();
    let b: Vec<u32> = b.iter().map(|token| number(token)).collect();
    let longest = a.len().max(b.len());
    let mut candidate = Candidate::default();
    let pattern = Pattern::new(&a);
    pattern.classify(b.into_iter(), &mut candidate);
    ratio(pattern.distance(&mut candidate, longest).unwrap_or(longest), longest)
}

/// `1 − distance / longest`, correctly rounded: equal fractions give equal numbers, and 7/10 is
/// the number that `0.7` is.
pub(crate) fn ratio(distance: usize, longest: usize) -> f64 {
    if longest == 0 { 1.0 } else { (longest - distance) as f64 / longest as f64 }
}

/// The fewest tokens that two segments, the longer of which has `longest`, have in common when
/// their similarity is at least `min`: an alignment with `d` differences leaves `longest − d`
/// equal tokens.
pub(crate) fn least_common(longest: usize, min: f64) -> usize {
    let mut least = (min * longest as f64).floor().max(0.0) as usize;
    // Rounding moves the estimate by one at the most.
    least = least.saturating_sub(1);
    while least < longest && ratio(longest - least, longest) < min {
        least += 1;
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bound_is_the_formula() {
        for longest in 1..200usize {
            for percent in 0..=100usize {
                let min = percent as f64 / 100.0;
                let least = least_common(longest, min);
                assert_eq!(least, (percent * longest).div_ceil(100), "{longest} at {percent} %");
            }
        }
    }

    #[test]
    fn case_folds_by_language() {
        let (az, en) = (Lang::parse("az").unwrap(), Lang::parse("en").unwrap());
        assert_eq!(similarity("IŞIQ İLHAM", "ışıq ilham", &az), 1.0);
        assert_eq!(similarity("IRAQ", "iraq", &en), 1.0);
        assert_eq!(similarity("IRAQ", "iraq", &az), 0.0);
    }

    #[test]
    fn nothing_is_like_nothing() {
        let en = Lang::parse("en").unwrap();
        assert_eq!(similarity("", " ", &en), 1.0);
        assert_eq!(similarity("", "x", &en), 0.0);
    }
}
