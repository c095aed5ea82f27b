//! A lexicon: which words and phrases of several languages translate one another.
//!
//! Plain data, filled by whoever has translations: the aligner's own seed, a glossary, the
//! units of a memory. Every entry is a *concept* with its expressions, stored as sequences of
//! stems so that inflected forms are found.

use crate::lang::{Lang, case, stem, words};
use std::collections::HashMap;

/// The number of an entry.
pub type Concept = u32;

/// What marks the entries that were learned from translations: they may be wrong, and count less
/// than those that somebody wrote.
const LEARNED: Concept = 1 << 31;

/// Whether an entry was learned from translations.
pub fn is_learned(concept: Concept) -> bool {
    concept & LEARNED != 0
}

/// The most words that an expression may have.
pub const MAX_WORDS: usize = 6;

/// Words and phrases of several languages, grouped by what they mean.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    concepts: Concept,
    languages: HashMap<String, Expressions>,
}

/// The expressions of one language.
#[derive(Debug, Clone, Default)]
struct Expressions {
    /// Stem → its concepts as a word of its own.
    words: HashMap<String, Vec<Concept>>,
    /// First stem → the remaining stems and the concept, for expressions of several words.
    phrases: HashMap<String, Vec<(Vec<String>, Concept)>>,
}

impl Lexicon {
    /// An empty lexicon.
    pub fn new() -> Lexicon {
        Lexicon::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.concepts as usize
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.concepts == 0
    }

    /// Adds a concept with its expressions, each with its language. Expressions longer than
    /// [`MAX_WORDS`] are left out; an entry without two languages is of no use and left out too.
    pub fn add<'a>(&mut self, expressions: impl IntoIterator<Item = (&'a Lang, &'a str)>) {
        let expressions: Vec<(&Lang, Vec<String>)> = expressions
            .into_iter()
            .map(|(lang, text)| (lang, stems(text, lang)))
            .filter(|(_, stems)| (1..=MAX_WORDS).contains(&stems.len()))
            .collect();
        let Some((first, _)) = expressions.first() else { return };
        if !expressions.iter().any(|(lang, _)| !lang.same_language(first)) {
            return;
        }
        let concept = self.concepts;
        self.concepts += 1;
        for (lang, mut stems) in expressions {
            let language = self.languages.entry(lang.primary().to_owned()).or_default();
            let head = stems.remove(0);
            if stems.is_empty() {
                let concepts = language.words.entry(head).or_default();
                if concepts.last() != Some(&concept) {
                    concepts.push(concept);
                }
            } else {
                language.phrases.entry(head).or_default().push((stems, concept));
            }
        }
    }

    /// Adds a pair of words, as stems, that translations have taught.
    pub fn learn(&mut self, words: [(&Lang, &str); 2]) {
        let concept = self.concepts | LEARNED;
        self.concepts += 1;
        for (lang, stem) in words {
            let language = self.languages.entry(lang.primary().to_owned()).or_default();
            language.words.entry(stem.to_owned()).or_default().push(concept);
        }
    }

    /// The concepts of a word, given as its stem.
    pub fn of_word(&self, stem: &str, lang: &Lang) -> &[Concept] {
        let language = self.languages.get(lang.primary());
        language.and_then(|l| l.words.get(stem)).map_or(&[], Vec::as_slice)
    }

    /// Reads entries from tab-separated lines, one column per language in the order of `langs`,
    /// alternatives within a cell separated by `|`; lines that begin with `#` are comments.
    pub fn add_tsv(&mut self, text: &str, langs: &[Lang]) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let cells = line.split('\t').zip(langs);
            self.add(cells.flat_map(|(cell, lang)| {
                cell.split('|').map(str::trim).filter(|s| !s.is_empty()).map(move |s| (lang, s))
            }));
        }
    }

    /// The concepts of the words and phrases in a sequence of stems of `lang`, each with the
    /// position of its first stem and its length in words, in order.
    pub fn concepts(&self, stems: &[String], lang: &Lang) -> Vec<(usize, usize, Concept)> {
        let mut found = Vec::new();
        let Some(language) = self.languages.get(lang.primary()) else { return found };
        for (at, stem) in stems.iter().enumerate() {
            if let Some(concepts) = language.words.get(stem) {
                found.extend(concepts.iter().map(|&concept| (at, 1, concept)));
            }
            for (rest, concept) in language.phrases.get(stem).into_iter().flatten() {
                if stems[at + 1..].starts_with(rest) {
                    found.push((at, rest.len() + 1, *concept));
                }
            }
        }
        found
    }
}

/// The stems of the words of `text`, in order; marks are left out.
pub fn stems(text: &str, lang: &Lang) -> Vec<String> {
    folded_words(text, lang).iter().map(|word| stem::stem(word, lang).into_owned()).collect()
}

/// The words of `text` in folded letters, in order; marks are left out.
pub fn folded_words(text: &str, lang: &Lang) -> Vec<String> {
    let folded = case::fold(&words::nfc(text), lang);
    let spans = words::token_spans(&folded).into_iter();
    let tokens = spans.filter_map(|span| folded.get(span));
    tokens.filter(|token| token.starts_with(char::is_alphabetic)).map(str::to_owned).collect()
}
