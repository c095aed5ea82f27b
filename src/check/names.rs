//! Names and how they are transliterated: one name, one spelling.
//!
//! A capitalised word of the source is a name when a capitalised word of the target sounds like
//! it (see [`crate::lang::sound`]). Two spellings of it are two inflected forms of one when an
//! ending can be taken from each so that the same is left; what is left may differ in one or two
//! letters only, for otherwise they are two words (*России* and *российской*). A language of the
//! Latin script may keep a foreign name as it is or write what is heard (*Newport*, *Nyuport*):
//! that is a choice of convention and no slip, so these two are not held against one another.

use super::{Checker, Excerpt, Finding, Rule, Severity};
use crate::glossary::forms::AzNoun;
use crate::lang::{Lang, case, sound, stem, words};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How alike a name and its transliteration sound at least.
const ALIKE: f32 = 0.75;
/// How alike they sound when nothing is misspelled.
const SAME: f32 = 0.9;
/// The shortest name, and the shortest stem of a name, in letters.
const SHORTEST: usize = 4;

/// Endings of Russian names and nouns.
const RUSSIAN: &str = "
    а я у ю ы и е о ь ом ем ым им ой ей ий ого его ому ему ых их ами ями ам ям ах ях ов ев ею ою
    ию ия ии ая яя ую ыми ими";

/// The spellings of the names in pairs of texts of two languages.
#[derive(Debug, Clone)]
pub struct Names {
    source: Lang,
    target: Lang,
    /// Stem of a name in the source → how it is spelled in the target.
    found: BTreeMap<String, Vec<Spelling>>,
}

#[derive(Debug, Clone)]
struct Spelling {
    /// As it was first written.
    text: String,
    /// What it can be without an ending.
    stems: Vec<String>,
    count: usize,
}

/// A name in a pair of segments.
struct Pairing {
    key: String,
    /// The name of the source, folded.
    name: String,
    source: Range<usize>,
    target: Range<usize>,
}

impl Names {
    /// No names yet.
    pub fn new(source: &Lang, target: &Lang) -> Names {
        Names { source: source.clone(), target: target.clone(), found: BTreeMap::new() }
    }

    /// Counts the names of a pair of segments.
    pub fn learn(&mut self, source: &str, target: &str) {
        for pairing in pairings(source, target, &self.source, &self.target) {
            let text = &target[pairing.target];
            let stems = stems(text, &self.target);
            let spellings = self.found.entry(pairing.key).or_default();
            match spellings.iter_mut().find(|known| shares(&known.stems, &stems)) {
                Some(known) => {
                    known.count += 1;
                    // Each form narrows what the stem can be.
                    known.stems.retain(|stem| stems.contains(stem));
                }
                None => spellings.push(Spelling { text: text.to_owned(), stems, count: 1 }),
            }
        }
    }

    /// Which of the spellings of a name `text` is, and how often it stands.
    fn own(&self, key: &str, text: &str) -> Option<(usize, usize)> {
        let stems = stems(text, &self.target);
        let spellings = self.found.get(key)?;
        let at = spellings.iter().position(|known| shares(&known.stems, &stems))?;
        Some((at, spellings.get(at)?.count))
    }

    /// The commonest spelling of a name of which `text` is a misspelling.
    fn preferred(&self, Pairing { key, name, .. }: &Pairing, text: &str) -> Option<&Spelling> {
        let stems = stems(text, &self.target);
        let spellings = self.found.get(key)?;
        let own = spellings.iter().find(|known| shares(&known.stems, &stems));
        let count = own.map_or(0, |own| own.count);
        spellings
            .iter()
            .filter(|known| !shares(&known.stems, &stems) && is_variant(&known.stems, &stems))
            .filter(|known| !self.differ_by_convention(name, &known.stems, &stems))
            // Of equally common ones the first is the measure.
            .filter(|known| known.count > count || (known.count == count && !first(known, own)))
            .max_by_key(|known| known.count)
    }

    /// Whether one of two spellings is that of the name's own language, and the other is how it
    /// is heard.
    fn differ_by_convention(&self, name: &str, a: &[String], b: &[String]) -> bool {
        let original =
            |stems: &[String]| stems.iter().any(|s| s == name || is_foreign(s, &self.target));
        let heard = sound::sound(name, &self.source);
        let transliterated = |stems: &[String]| {
            let alike = |stem| sound::similarity(&heard, &sound::sound(stem, &self.target));
            stems.iter().any(|stem| alike(stem) >= SAME)
        };
        (original(a) && transliterated(b)) || (original(b) && transliterated(a))
    }
}

/// Whether a word is spelled as no Azerbaijani word is: with a w, with two letters for the sound
/// of ç, k or f, or with a y that is no consonant.
fn is_foreign(word: &str, lang: &Lang) -> bool {
    let letters: Vec<char> = word.chars().collect();
    let is_vowel = |c: char| "aeəiıoöuü".contains(c);
    let y_is_vowel = letters.windows(3).any(|three| match three {
        [before, 'y', after] => !is_vowel(*before) && !is_vowel(*after),
        _ => false,
    });
    let digraph = ["w", "ch", "ck", "ph"].iter().any(|letters| word.contains(letters));
    lang.primary() == "az" && (digraph || y_is_vowel)
}

/// Whether `own` was seen before `known` in the list of spellings.
fn first(known: &Spelling, own: Option<&Spelling>) -> bool {
    own.is_some_and(|own| std::ptr::from_ref(own) < std::ptr::from_ref(known))
}

impl Checker<'_> {
    /// Holds the names of the texts against those that `memory` has learnt.
    pub fn names(mut self, memory: Names) -> Self {
        self.names = Some(memory);
        self
    }

    /// The findings of the rule `name` in all pairs together, with the index of the pair.
    pub(super) fn check_names<'t>(
        &self,
        pairs: impl Iterator<Item = (&'t str, &'t str)> + Clone,
    ) -> Vec<(usize, Finding)> {
        let severity = self.severity(Rule::Name);
        let mut findings = Vec::new();
        if severity == Severity::Off {
            return findings;
        }
        let mut here = Names::new(&self.source, &self.target);
        // One slip made again and again is one finding, at its first place.
        let mut told: BTreeSet<(String, usize)> = BTreeSet::new();
        pairs.clone().for_each(|(source, target)| here.learn(source, target));
        for (number, (source, target)) in pairs.enumerate() {
            for pairing in pairings(source, target, &self.source, &self.target) {
                let text = &target[pairing.target.clone()];
                let of_memory =
                    self.names.as_ref().and_then(|memory| memory.preferred(&pairing, text));
                let elsewhere = match (of_memory, here.preferred(&pairing, text)) {
                    (Some(known), _) => {
                        format!("`{}` in the memory ({} times)", known.text, known.count)
                    }
                    (None, Some(known)) => format!("`{}` elsewhere", known.text),
                    (None, None) => continue,
                };
                let Some((spelling, count)) = here.own(&pairing.key, text) else { continue };
                if !told.insert((pairing.key.clone(), spelling)) {
                    continue;
                }
                let times = match count {
                    1 => String::new(),
                    count => format!(" ({count} times)"),
                };
                let message = format!("`{text}`{times} is spelled {elsewhere}");
                findings.push((
                    number,
                    Finding {
                        rule: Rule::Name,
                        severity,
                        concept: None,
                        source: Excerpt::of(source, pairing.source),
                        target: Excerpt::of(target, pairing.target),
                        message,
                        help: None,
                    },
                ));
            }
        }
        findings
    }
}

/// The names of the source with the words of the target that sound like them.
fn pairings(source: &str, target: &str, from: &Lang, to: &Lang) -> Vec<Pairing> {
    let sounds: Vec<(Range<usize>, sound::Sound)> = capitalised(target)
        .into_iter()
        .map(|span| (span.clone(), sound::sound(&case::fold(&target[span], to), to)))
        .collect();
    if sounds.is_empty() {
        return Vec::new();
    }
    capitalised(source)
        .into_iter()
        .filter_map(|span| {
            let name = case::fold(&source[span.clone()], from);
            let heard = sound::sound(&name, from);
            let (target, alike) = sounds
                .iter()
                .map(|(place, other)| (place, sound::similarity(&heard, other)))
                .max_by(|(_, a), (_, b)| a.total_cmp(b))?;
            (alike >= ALIKE).then(|| Pairing {
                key: stem::stem(&name, from).into_owned(),
                name,
                source: span,
                target: target.clone(),
            })
        })
        .collect()
}

/// Words that begin with a capital and go on with small letters.
fn capitalised(text: &str) -> Vec<Range<usize>> {
    let is_name = |span: &Range<usize>| {
        let word = &text[span.clone()];
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_lowercase)
            && word.chars().count() >= SHORTEST
    };
    words::token_spans(text).into_iter().filter(is_name).collect()
}

/// What a word can be without an ending; the whole word first.
fn stems(word: &str, lang: &Lang) -> Vec<String> {
    let word = case::fold(word, lang).replace('ё', "е");
    let cut = |stem: &str, ending: &str| match lang.primary() {
        "ru" => RUSSIAN.split_whitespace().any(|known| known == ending),
        "az" => AzNoun::new(stem, true, false).accepts(&word),
        _ => matches!(ending, "s" | "es"),
    };
    let mut stems = vec![word.clone()];
    for (at, _) in word.char_indices().rev() {
        let (stem, ending) = word.split_at(at);
        if stem.chars().count() < SHORTEST {
            break;
        }
        if cut(stem, ending) {
            stems.push(stem.to_owned());
        }
    }
    stems
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|stem| b.contains(stem))
}

/// Whether the words are two spellings of one name: some stems of them differ in one letter, or
/// in two where they are long, and not by a fleeting vowel (*Павел*, *Павла*) or at their end.
fn is_variant(a: &[String], b: &[String]) -> bool {
    let close = |x: &String, y: &String| {
        let length = x.chars().count().min(y.chars().count());
        let distance = strsim::levenshtein(x, y);
        let last = |s: &str| s.chars().next_back();
        (1..=if length >= 7 { 2 } else { 1 }).contains(&distance)
            && last(x) == last(y)
            && !is_fleeting(x, y)
            && !is_fleeting(y, x)
            && length > SHORTEST
    };
    let is_beginning = a.iter().any(|x| b.iter().any(|y| x.starts_with(y) || y.starts_with(x)));
    !is_beginning && a.iter().any(|x| b.iter().any(|y| close(x, y)))
}

/// Whether `short` is `long` without the vowel before its last consonant.
fn is_fleeting(long: &str, short: &str) -> bool {
    let letters: Vec<char> = long.chars().collect();
    let [head @ .., vowel, last] = letters.as_slice() else { return false };
    "еоиıiuü".contains(*vowel) && head.iter().chain([last]).collect::<String>() == short
}
