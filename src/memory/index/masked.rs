//! Segments that differ only in their numbers, dates, times and percentages.
//!
//! `14 February 2020, 11:30` and `3 March 2021, 9:00` have no token in common, yet what is true of
//! the one is true of the other. Both have the same *mask*: their tokens, with each quantity
//! replaced by its kind. The index holds a number made of the mask of each text that has one.

use crate::lang::Lang;
use crate::lang::numbers::{self, Value};
use crate::memory::score;
use std::ops::Range;

/// What stands in a mask for a quantity, before the letter of its kind: the character that
/// Unicode has for what is no text (U+FFFC).
const PLACE: char = '\u{FFFC}';

/// How many words on either side of one with digits can belong to its quantity, as in `2020-ci il
/// fevralın 14-də` and `5 per cent`.
const AROUND: usize = 2;

/// The tokens of a text with its quantities masked; `None` when it has none in digits.
pub(crate) fn mask(text: &str, lang: &Lang) -> Option<Vec<String>> {
    // Quantities in digits begin with one of ten; a look at the bytes is all that most texts need.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    let quantities = windows(text).into_iter().flat_map(|window| {
        let found = numbers::find(&text[window.clone()], lang).into_iter();
        found.map(move |q| (window.start + q.span.start..window.start + q.span.end, q))
    });
    for (span, quantity) in quantities {
        let Some(before) = text.get(done..span.start) else { continue };
        if quantity.spelled {
            continue;
        }
        let kind = match quantity.value() {
            Value::Number(_) => 'n',
            Value::Percent(_) => 'p',
            Value::Date { .. } => 'd',
            Value::Time { .. } => 't',
        };
        masked.push_str(before);
        masked.extend([' ', PLACE, kind, ' ']);
        done = span.end;
    }
    if done == 0 {
        return None;
    }
    masked.push_str(text.get(done..)?);
    Some(score::tokens(&masked, lang))
}

/// The words with digits, each with the words around it that can belong to its quantity: to look
/// at those alone takes a fraction of the time.
fn windows(text: &str) -> Vec<Range<usize>> {
    let start = |word: &str| word.as_ptr().addr() - text.as_ptr().addr();
    let words: Vec<Range<usize>> =
        text.split_whitespace().map(|word| start(word)..start(word) + word.len()).collect();
    let mut windows: Vec<Range<usize>> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !text[word.clone()].bytes().any(|byte| byte.is_ascii_digit()) {
            continue;
        }
        let first = words[at.saturating_sub(AROUND)].start;
        let last = words[(at + AROUND).min(words.len() - 1)].end;
        match windows.last_mut() {
            Some(window) if first <= window.end => window.end = last,
            _ => windows.push(first..last),
        }
    }
    windows
}

/// The number of a mask; different masks may have the same.
pub(crate) fn number(mask: &[String]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for token in mask {
        hasher.update(token.as_bytes());
        hasher.update(&[0xFF]);
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_of_one_kind_are_alike() {
        let same = |tag: &str, a: &str, b: &str| {
            let lang = Lang::parse(tag).expect("a tag");
            let (a, b) = (mask(a, &lang), mask(b, &lang));
            a.is_some() && a == b
        };
        assert!(same("en", "14 February 2020, 11:30", "3 March 2021, 09:00"));
        assert!(same("en", "Trade grew by 5.2%.", "Trade grew by 11%."));
        assert!(same("ru", "Встреча 14 февраля 2020 года", "Встреча 3 марта 2021 года"));
        assert!(same("az", "Görüş 14 fevral 2020", "Görüş 3 mart 2021"));
        assert!(!same("en", "5 people came.", "5 women came."));
        assert!(!same("en", "It grew by 5%.", "It grew by 5."));
        assert!(!same("en", "No number.", "No number."));
    }
}
