//! The longest stretches of a text that stand, word by word, in some unit.
//!
//! Tokens are taken from the rarest on. Every stretch that holds a token is found through the
//! posting list of that token; a stretch that is left can hold none of those taken before, so it
//! lies between two of them. Soon what lies between is too short to matter, and the lists of the
//! frequent tokens are never read.

use crate::lang::inflect::Word;
use crate::lang::{Lang, words};
use crate::memory::disk::codec::Damaged;
use crate::memory::index::{LanguageIndex, bit};
use crate::memory::{Memory, UnitId, score};
use std::collections::BTreeMap;
use std::ops::Range;

/// How many postings are looked at for one text, so that a text of nothing but frequent words
/// is answered in time too.
const BUDGET: usize = 400_000;

/// How many sentences with one stretch are kept.
const MOST_SENTENCES: usize = 50;

/// Ranges of tokens, each with sentences that have it.
type Stretches = Vec<(Range<usize>, Vec<u32>)>;

/// A stretch of a text that units of the memory have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Where it stands in the text, in bytes, without punctuation at its ends.
    pub span: Range<usize>,
    /// How many words it has.
    pub words: usize,
    /// Units that have it, the preferred one first.
    pub units: Vec<UnitId>,
}

impl Memory {
    /// The stretches of at least `least` words of `text` that stand in units of the memory and
    /// are part of no longer one that does, in the order of the text.
    pub fn runs(&self, text: &str, lang: &Lang, least: usize) -> Vec<Run> {
        let text_nfc = words::nfc(text);
        let spans = words::scored_spans(text);
        let tokens = score::tokens(text, lang);
        if *text_nfc != *text || spans.len() != tokens.len() || tokens.len() < least {
            return Vec::new();
        }
        let is_word: Vec<bool> =
            spans.iter().map(|span| text[span.clone()].starts_with(words::is_word)).collect();
        let mut found: BTreeMap<(usize, usize), Vec<UnitId>> = BTreeMap::new();
        for (slot, &first) in self.slots.iter().zip(&self.firsts) {
            let runs = slot.ask(lang, |index| {
                let mut units = Vec::new();
                for (range, sentences) in index.runs(&tokens, &is_word, least)? {
                    for sentence in sentences {
                        units.extend(index.units(sentence)?.iter().map(|&u| (range.clone(), u)));
                    }
                }
                Ok(units)
            });
            for (range, unit) in runs.unwrap_or_default() {
                if slot.has(unit) {
                    found.entry((range.start, range.end)).or_default().push(UnitId(first + unit));
                }
            }
        }
        let ranges: Vec<(usize, usize)> = found.keys().copied().collect();
        let part_of_longer = |&(start, end): &(usize, usize)| {
            ranges.iter().any(|&(s, e)| s <= start && end <= e && (s, e) != (start, end))
        };
        let mut runs = Vec::new();
        for (range, mut units) in found {
            if part_of_longer(&range) {
                continue;
            }
            units.sort_by_cached_key(|&unit| self.preference(unit));
            units.dedup();
            runs.push(Run {
                span: spans[range.0].start..spans[range.1 - 1].end,
                words: is_word[range.0..range.1].iter().filter(|word| **word).count(),
                units,
            });
        }
        runs
    }

    /// In which part of the segments of a language some form of `word` stands, from 0 to 1.
    pub fn share(&self, word: &str, lang: &Lang) -> f64 {
        let asked = Word::new(word, lang);
        let (mut with, mut all) = (0, 0);
        for slot in &self.slots {
            let counted = slot.ask(lang, |index| {
                let mut with = 0;
                for token in index.vocabulary.forms(&asked) {
                    with += index.frequency(token)?;
                }
                Ok((with, index.len() as usize))
            });
            let (w, a) = counted.unwrap_or_default();
            (with, all) = (with + w, all + a);
        }
        if all == 0 { 0.0 } else { (with as f64 / all as f64).min(1.0) }
    }
}

impl LanguageIndex {
    /// The stretches of at least `least` words.
    fn runs(
        &self,
        tokens: &[String],
        is_word: &[bool],
        least: usize,
    ) -> Result<Stretches, Damaged> {
        let numbers: Vec<Option<u32>> =
            tokens.iter().map(|token| self.vocabulary.number(token)).collect();
        let mut anchors = Vec::new();
        for (at, number) in numbers.iter().enumerate() {
            if let Some(number) = number {
                anchors.push((self.frequency(*number)?, at, *number));
            }
        }
        anchors.sort_unstable();
        // A position is done when every stretch over it is found or there is none.
        let mut done: Vec<bool> = numbers.iter().map(Option::is_none).collect();
        let mut runs: BTreeMap<(usize, usize), Vec<u32>> = BTreeMap::new();
        let mut budget = BUDGET;
        for (frequency, at, anchor) in anchors {
            if done[at] || frequency > budget {
                continue;
            }
            let start = (0..at).rev().find(|&n| done[n]).map_or(0, |n| n + 1);
            let end = (at..numbers.len()).find(|&n| done[n]).unwrap_or(numbers.len());
            done[at] = true;
            if is_word[start..end].iter().filter(|word| **word).count() < least {
                continue;
            }
            budget -= frequency;
            // A sentence must have the tokens of a window of that many words around the anchor.
            let windows: Vec<u64> = (start..=at)
                .filter(|from| from + least <= end && at < from + least)
                .map(|from| {
                    let window = numbers[from..from + least].iter().flatten();
                    window.fold(0, |bits, &token| bits | bit(token))
                })
                .collect();
            for sentence in self.sentences_with(anchor)? {
                let signature = self.signature(sentence)?;
                if windows.iter().all(|window| signature & window != *window) {
                    continue;
                }
                let theirs: Vec<u32> = self.sentence(sentence)?.collect();
                for place in (0..theirs.len()).filter(|&place| theirs[place] == anchor) {
                    let same = |ours: usize, other: usize| numbers[ours] == Some(theirs[other]);
                    let back = (1..=at.min(place)).take_while(|&n| same(at - n, place - n)).count();
                    let forth = (1..numbers.len() - at)
                        .take_while(|&n| place + n < theirs.len() && same(at + n, place + n))
                        .count();
                    let run = trimmed(at - back..at + forth + 1, is_word);
                    if is_word[run.clone()].iter().filter(|word| **word).count() >= least {
                        let known = runs.entry((run.start, run.end)).or_default();
                        if known.len() < MOST_SENTENCES && known.last() != Some(&sentence) {
                            known.push(sentence);
                        }
                    }
                }
            }
        }
        Ok(runs.into_iter().map(|((start, end), sentences)| (start..end, sentences)).collect())
    }
}

/// The range without the tokens at its ends that are no words.
fn trimmed(range: Range<usize>, is_word: &[bool]) -> Range<usize> {
    let start = range.clone().find(|&at| is_word[at]).unwrap_or(range.end);
    let end = range.clone().rev().find(|&at| is_word[at]).map_or(start, |at| at + 1);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::UnitRecord;
    use proptest::prelude::*;

    fn memory(texts: &[String], en: &Lang) -> Memory {
        Memory::from_records(texts.iter().enumerate().map(|(n, text)| UnitRecord {
            file: "a.tmx".into(),
            index_in_file: n,
            variants: vec![(en.clone(), text.clone())],
            ..UnitRecord::default()
        }))
    }

    proptest! {
        /// What a plain scan of all pairs of places finds, the index finds.
        #[test]
        fn the_longest_stretches_are_found(
            texts in prop::collection::vec(prop::collection::vec("[a-e]", 1..9), 1..8),
            query in prop::collection::vec("[a-f]", 1..10),
        ) {
            let en = Lang::parse("en").expect("a tag");
            let joined: Vec<String> = texts.iter().map(|words| words.join(" ")).collect();
            let found: Vec<String> = memory(&joined, &en)
                .runs(&query.join(" "), &en, 3)
                .into_iter()
                .map(|run| query.join(" ")[run.span].to_owned())
                .collect();
            let there = |range: &Range<usize>| {
                texts.iter().any(|text| text.windows(range.len()).any(|w| *w == query[range.clone()]))
            };
            let all: Vec<Range<usize>> = (0..query.len())
                .flat_map(|start| (start + 3..=query.len()).map(move |end| start..end))
                .filter(there)
                .collect();
            let expected: Vec<String> = all
                .iter()
                .filter(|run| {
                    !all.iter().any(|o| o != *run && o.start <= run.start && run.end <= o.end)
                })
                .map(|run| query[run.clone()].join(" "))
                .collect();
            prop_assert_eq!(found, expected);
        }
    }
}
