//! Russian: the words of which a form may be one.
//!
//! The endings are those of A. A. Zaliznyak, *Грамматический словарь русского языка* (1977), by
//! declension and conjugation. Where letters do not tell them apart, a form has a reading in each.
//! ё counts as е. A reflexive verb is a word of its own, as in dictionaries, and so is each of the
//! two aspects. A participle is a form of its verb; but where it is what is asked for, it is an
//! adjective (*следующий*, *данные*), and its verb is not meant.

mod conjugate;
mod decline;
mod lists;
pub(crate) mod nouns;

use super::{Beginning, Reading};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The class of words that stay as they are; others are places of declensions, numbers of
/// conjugations, places of listed verbs and, from here, of listed words.
const UNCHANGING: u16 = 0;
const LISTED_WORD: u16 = 1024;

/// The endings of the nouns in -мя.
const IN_MYA: &str = "мя мени менем мена мен мян менам менами менах";

/// Places in [`lists::LISTED`], which the nouns in -мя follow, by form.
static FORMS: LazyLock<HashMap<String, Vec<u16>>> = LazyLock::new(|| {
    let rows = lists::LISTED.iter().map(|row| (*row).to_owned());
    let in_mya = nouns::MYA.words().map(|word| {
        let stem = word.trim_end_matches("мя");
        IN_MYA.split(' ').map(|end| format!("{stem}{end} ")).collect()
    });
    let mut found: HashMap<String, Vec<u16>> = HashMap::new();
    for (at, row) in (0..).zip(rows.chain(in_mya)) {
        for form in row.split_whitespace() {
            found.entry(form.to_owned()).or_default().push(at);
        }
    }
    found
});

static STAY: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let nouns = nouns::INDECLINABLE.words().chain(nouns::INDECLINABLE_TOWNS.words());
    lists::UNCHANGING.split_whitespace().chain(nouns).collect()
});

/// The readings of a word of a text.
pub(super) fn readings(word: &str) -> Vec<Reading> {
    read(word, true)
}

/// The readings of a word that is asked for.
pub(super) fn asked(word: &str) -> Vec<Reading> {
    read(word, false)
}

fn read(word: &str, participles: bool) -> Vec<Reading> {
    let word = &word.replace('ё', "е");
    let mut found = vec![Reading { base: word.clone(), class: UNCHANGING }];
    if STAY.contains(word.as_str()) {
        return found;
    }
    let mut add = |base: &str, class: u16| {
        if !found.iter().any(|reading| reading.class == class && reading.base == base) {
            found.push(Reading { base: base.to_owned(), class });
        }
    };
    if let Some(rows) = FORMS.get(word) {
        rows.iter().for_each(|row| add("", LISTED_WORD + row));
        if !lists::OTHERS_TOO.contains(&word.as_str()) {
            return found;
        }
    }
    decline::decline(word, &mut add);
    conjugate::conjugate(word, participles, &mut add);
    found
}

/// Where the forms of a word that has this reading stand.
pub(super) fn beginnings(reading: &Reading) -> Vec<Beginning> {
    let Reading { base, class } = reading;
    let whole = matches!(*class, UNCHANGING | LISTED_WORD..);
    let found = match *class {
        UNCHANGING => vec![base.clone()],
        LISTED_WORD.. => {
            let rows = FORMS.iter().filter(|(_, rows)| rows.contains(&(class - LISTED_WORD)));
            rows.map(|(form, _)| form.clone()).collect()
        }
        conjugate::LISTED_VERB.. => {
            conjugate::beginnings(base, (class - conjugate::LISTED_VERB) / 2)
        }
        _ => {
            let others = decline::other_beginnings(base, *class).iter().copied();
            let stems = others.chain([fixed(base, *class)]);
            let prefixes =
                decline::PREFIXES_OF_DEGREES.iter().filter(|_| *class == decline::ADJECTIVE);
            let prefixes = prefixes.chain([&""]);
            stems
                .flat_map(|stem| prefixes.clone().map(move |prefix| format!("{prefix}{stem}")))
                .collect()
        }
    };
    let all = found.iter().flat_map(|begin| {
        // Of a word with more е the rest is left open.
        let whole = whole && begin.matches('е').count() <= MOST_YO;
        with_yo(begin).into_iter().map(move |text| Beginning { text, whole })
    });
    all.collect()
}

/// How many е of a beginning are written ё, too.
const MOST_YO: usize = 3;

/// The ways to write a beginning whose ё are all written е.
fn with_yo(begin: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for (at, part) in begin.split('е').take(MOST_YO + 1).enumerate() {
        if at > 0 {
            let yo: Vec<String> = found.iter().map(|begin| format!("{begin}ё")).collect();
            found.iter_mut().for_each(|begin| begin.push('е'));
            found.extend(yo);
        }
        found.iter_mut().for_each(|begin| begin.push_str(part));
    }
    found
}

/// The stem as far as it stays: a vowel may come before its last consonant, or go with the ь or й
/// that stands for it, and the consonants at its end may be softened.
fn fixed(stem: &str, class: u16) -> &str {
    if matches!(class, conjugate::AJU..conjugate::I) || class >= conjugate::AVA {
        return stem;
    }
    let softened = ["ст", "ск"].iter().any(|end| stem.ends_with(end));
    let last = stem.char_indices().nth_back(usize::from(softened)).map_or(0, |(at, _)| at);
    stem[..last].trim_end_matches(['ь', 'й'])
}

/// The ways to cut a word in a stem of at least two letters and what may be an ending.
fn splits(word: &str) -> impl Iterator<Item = (&str, &str)> {
    const LONGEST_ENDING: usize = 7;
    let letters = word.chars().count();
    let first = letters.saturating_sub(LONGEST_ENDING).max(2);
    let cuts = word.char_indices().map(|(at, _)| at).chain([word.len()]);
    cuts.skip(first).map(|at| word.split_at(at))
}

/// The ending that a table writes as `_` is none.
fn bare(ending: &str) -> &str {
    if ending == "_" { "" } else { ending }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

fn vowels(text: &str) -> usize {
    text.chars().filter(|c| is_vowel(*c)).count()
}

fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(|c| is_vowel(c) || c == 'ь')
}

fn ends_in_consonant(stem: &str) -> bool {
    stem.ends_with(|c: char| !is_vowel(c) && c != 'ь' && c != 'й' && c != 'ъ')
}

fn is_hush(stem: &str) -> bool {
    stem.ends_with(['ж', 'ч', 'ш', 'щ'])
}

fn is_velar(stem: &str) -> bool {
    stem.ends_with(['г', 'к', 'х'])
}

/// Whether a stem has a vowel, or is one of those that have none.
fn possible(stem: &str) -> bool {
    static WITHOUT_VOWEL: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let others = "зл тл жд вр дл жр сп мч мст чт льст бд".split(' ');
        nouns::FLEETING.iter().map(|(_, stem)| stem).chain(others).collect()
    });
    stem.contains(is_vowel) || WITHOUT_VOWEL.contains(stem)
}

/// The consonant at the end of a stem before it was softened: *вижу* is of *вид-*, *пишу* of
/// *пис-*.
const SOFTENED: &[(&str, &[&str])] = &[
    ("жд", &["д"]),
    ("бл", &["б"]),
    ("вл", &["в"]),
    ("мл", &["м"]),
    ("пл", &["п"]),
    ("фл", &["ф"]),
    ("ж", &["д", "з", "г"]),
    ("ч", &["т", "к"]),
    ("щ", &["т", "ст", "ск"]),
    ("ш", &["с", "х"]),
];

/// The stem itself, and as it was before its last consonant was softened.
fn hard(stem: &str, mut add: impl FnMut(&str)) {
    add(stem);
    for (soft, hard) in SOFTENED {
        if let Some(base) = stem.strip_suffix(soft) {
            hard.iter().for_each(|end| add(&format!("{base}{end}")));
        }
    }
}
