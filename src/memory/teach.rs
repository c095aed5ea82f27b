//! What the units of a memory teach the aligner: which words translate one another.
//!
//! For each pair of languages IBM Model 1 is trained on the stems of the units in both directions,
//! as the aligner does on the texts themselves ([`learned`]). The result is a function of the
//! units alone: same units, same words.

use crate::align::learned::{self, Text};
use crate::lang::Lang;
use crate::lang::lexicon::{self, Lexicon};
use crate::memory::UnitRecord;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// So many units teach, those changed last: more take longer and teach little that is new.
pub const UNITS: usize = 10_000;
/// Longer texts are no sentences, and their words meet everything.
const LONGEST: usize = 80;
/// Words in more than one of so many units are not learned: they meet everything.
const COMMON: usize = 12;
/// Pairs of words that fewer units support, by their confidence, are not learned.
const SUPPORT: f32 = 1.5;
/// The least strength of a pair of words.
const LEAST: f32 = 0.06;
/// Of languages of which the lexicon says this share already there is nothing to be learned.
const FAMILIAR: f32 = 0.25;
/// Alignments of less confidence teach nothing.
const CONFIDENCE: f32 = 0.5;

/// Two words, as stems, that translate one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The stem in the first language of the lesson.
    pub first: String,
    /// The stem in the second.
    pub second: String,
    /// How many units say so, by their confidence.
    pub support: f32,
}

/// What a memory teaches about two languages.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// The languages.
    pub langs: [Lang; 2],
    /// The words, in order.
    pub words: Vec<Word>,
}

/// What these units teach, for each pair of their languages.
pub fn lessons(units: &[UnitRecord]) -> Vec<Lesson> {
    let mut langs: BTreeMap<String, Lang> = BTreeMap::new();
    for (lang, _) in units.iter().flat_map(|unit| &unit.variants) {
        langs.entry(lang.primary().to_owned()).or_insert_with(|| lang.clone());
    }
    let langs: Vec<Lang> = langs.into_values().collect();
    let columns: Vec<Column> = langs.par_iter().map(|lang| Column::new(units, lang)).collect();
    let weights: Vec<f32> = units.iter().map(weight).collect();
    let pairs: Vec<(usize, usize)> =
        (0..langs.len()).flat_map(|x| (x + 1..langs.len()).map(move |y| (x, y))).collect();
    pairs
        .into_par_iter()
        .map(|(x, y)| Lesson {
            langs: [langs[x].clone(), langs[y].clone()],
            words: words(&columns[x], &columns[y], &weights),
        })
        .filter(|lesson| !lesson.words.is_empty())
        .collect()
}

/// Adds what was learned to what is known, for languages that are strange to `known`.
///
/// Where the lexicon knows the languages well the aligner hears enough: more of it, from words that
/// may be wrong, did as much harm as good on the development data, under whatever conditions
/// (`docs/align.md`).
pub fn add(lessons: &[Lesson], known: &mut Lexicon) {
    let strange: Vec<&Lesson> =
        lessons.iter().filter(|lesson| familiarity(lesson, known) < FAMILIAR).collect();
    for Lesson { langs: [x, y], words } in strange {
        for word in words {
            known.learn([(x, &word.first), (y, &word.second)]);
        }
    }
}

/// How much of a lesson the lexicon says already, from 0 to 1, by how often it is met.
fn familiarity(lesson: &Lesson, known: &Lexicon) -> f32 {
    let [x, y] = &lesson.langs;
    let (mut all, mut said) = (0.0, 0.0);
    for word in &lesson.words {
        let (a, b) = (known.of_word(&word.first, x), known.of_word(&word.second, y));
        all += word.support;
        said += if a.iter().any(|concept| b.contains(concept)) { word.support } else { 0.0 };
    }
    said / all.max(1.0)
}

/// How far a unit can be trusted: what was aligned by a program says so. The links inside a bead
/// say again what the bead says.
fn weight(unit: &UnitRecord) -> f32 {
    if unit.prop("x-bead").is_some() {
        return 0.0;
    }
    let confidence = unit.prop("confidence").and_then(|c| c.parse::<f32>().ok()).unwrap_or(1.0);
    if confidence >= CONFIDENCE { confidence.min(1.0) } else { 0.0 }
}

/// The words of the units in one language.
struct Column {
    /// The stems by number.
    stems: Vec<String>,
    /// For each unit the numbers of its words, each once, without those that stand everywhere.
    units: Vec<Vec<u32>>,
}

impl Column {
    fn new(units: &[UnitRecord], lang: &Lang) -> Column {
        let texts: Vec<Vec<String>> = units
            .par_iter()
            .map(|unit| {
                let text = unit.variants.iter().find(|(l, _)| l.primary() == lang.primary());
                let mut stems =
                    text.map(|(_, text)| lexicon::stems(text, lang)).unwrap_or_default();
                stems.sort_unstable();
                stems.dedup();
                if stems.len() > LONGEST { Vec::new() } else { stems }
            })
            .collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        texts.iter().flatten().for_each(|stem| *counts.entry(stem).or_default() += 1);
        let filled = texts.iter().filter(|stems| !stems.is_empty()).count();
        let common = (filled / COMMON).max(8);
        let stems: Vec<String> = counts
            .into_iter()
            .filter(|&(_, count)| (2..=common).contains(&count))
            .map(|(stem, _)| stem.to_owned())
            .collect();
        let number = |stem: &String| stems.binary_search(stem).ok().map(|n| n as u32);
        let units = texts.iter().map(|text| text.iter().filter_map(number).collect()).collect();
        Column { stems, units }
    }
}

/// The words of two languages that translate one another.
fn words(a: &Column, b: &Column, weights: &[f32]) -> Vec<Word> {
    // A phrase that comes in every readout is one witness, however often it comes.
    let mut seen = BTreeSet::new();
    let texts: Vec<Text> = a
        .units
        .iter()
        .zip(&b.units)
        .zip(weights)
        .filter(|((x, y), weight)| **weight > 0.0 && !x.is_empty() && !y.is_empty())
        .filter(|((x, y), _)| seen.insert((*x, *y)))
        .map(|((x, y), &weight)| Text { x: x.clone(), y: y.clone(), weight })
        .collect();
    learned::associations(&texts, [a.stems.len(), b.stems.len()])
        .iter()
        .filter(|pair| pair.support >= SUPPORT && pair.strength() >= LEAST)
        .map(|pair| Word {
            first: a.stems[pair.x as usize].clone(),
            second: b.stems[pair.y as usize].clone(),
            support: pair.support,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(pairs: &[(&str, &str)]) -> Vec<UnitRecord> {
        let lang = |tag| Lang::parse(tag).unwrap();
        let unit = |(de, fr): &(&str, &str)| UnitRecord {
            variants: vec![(lang("de"), (*de).to_owned()), (lang("fr"), (*fr).to_owned())],
            ..UnitRecord::default()
        };
        pairs.iter().map(unit).collect()
    }

    const UNITS: [(&str, &str); 4] = [
        ("Garten Brücke", "jardin pont"),
        ("Garten Wolke", "jardin nuage"),
        ("Wolke Hund", "nuage chien"),
        ("Hund Brücke", "chien pont"),
    ];

    fn taught(units: &[UnitRecord]) -> Vec<(String, String)> {
        let lessons = lessons(units);
        lessons.into_iter().flat_map(|l| l.words).map(|w| (w.first, w.second)).collect()
    }

    #[test]
    fn words_that_keep_meeting_translate_one_another() {
        let words = taught(&units(&UNITS));
        let pairs: Vec<(&str, &str)> =
            words.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(pairs.len(), 4, "{pairs:?}");
        assert!(pairs.iter().any(|(a, b)| a.starts_with("gart") && b.starts_with("jardin")));
    }

    #[test]
    fn a_unit_that_comes_often_and_links_inside_a_bead_are_one_witness() {
        let same = [("Garten Brücke", "jardin pont"); 9];
        assert_eq!(taught(&units(&same)), []);
        let mut linked = units(&UNITS);
        for unit in &mut linked[1..] {
            unit.props.push(("x-bead".to_owned(), "a".to_owned()));
        }
        assert_eq!(taught(&linked), []);
        let mut doubtful = units(&UNITS);
        for unit in &mut doubtful {
            unit.props.push(("x-confidence".to_owned(), "0.30".to_owned()));
        }
        assert_eq!(taught(&doubtful), []);
    }

    #[test]
    fn languages_that_are_known_are_left_alone() {
        let lessons = lessons(&units(&UNITS));
        let [de, fr] = ["de", "fr"].map(|tag| Lang::parse(tag).unwrap());
        let mut strange = Lexicon::new();
        add(&lessons, &mut strange);
        assert_eq!(strange.len(), 4);
        let mut known = Lexicon::new();
        known.add([(&de, "Garten"), (&fr, "jardin")]);
        known.add([(&de, "Wolke"), (&fr, "nuage")]);
        add(&lessons, &mut known);
        assert_eq!(known.len(), 2);
    }
}
