//! Which words are forms of one, measured beside dictionaries on the vocabulary of the development
//! data: of units and documents, which the lists of exceptions were written with, and of the texts
//! for segmenting, which they were not. Needs `pip install pymorphy3 lemminflect` for the Python
//! named by `YADDASH_PYTHON` (default `python3`); without it the comparison is skipped, unless
//! `YADDASH_REQUIRE_DICTIONARIES` is set, as it is in CI. The paradigms that glossaries are
//! recognised by are another measure: each of their forms must be found.

#[path = "support/python.rs"]
mod python;

use python::{has_modules, python};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use yaddash::glossary::forms;
use yaddash::lang::inflect::Word;
use yaddash::lang::{Lang, case, words};
use yaddash::tmx::{self, ReadOptions};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/inflection/lemmas.py");
const SEED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/align/seed.tsv");

/// Words with how often they stand in texts.
type Vocabulary = BTreeMap<String, usize>;

fn count(text: &str, lang: &Lang, counts: &mut Vocabulary) {
    for span in words::token_spans(text) {
        let word = case::fold(&words::nfc(&text[span]), lang);
        if word.chars().count() > 1 && word.chars().all(char::is_alphabetic) {
            *counts.entry(word).or_default() += 1;
        }
    }
}

/// The words of units and documents in a language.
fn of_units(lang: &Lang) -> Vocabulary {
    let mut counts = BTreeMap::new();
    let mut count = |text: &str| count(text, lang, &mut counts);
    let path = format!("{DATA}match-dev/dev.tmx");
    for unit in tmx::read_file(Path::new(&path), ReadOptions::default()).unwrap().units {
        for variant in unit.variants().filter(|v| v.lang().is_some_and(|l| l.same_language(lang))) {
            count(&variant.text());
        }
    }
    for set in ["docs", "docs-hard"] {
        for entry in std::fs::read_dir(format!("{DATA}align-dev/{set}")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == lang.primary()) {
                count(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    counts
}

/// The words of texts for segmenting.
fn of_other_texts(lang: &Lang) -> Vocabulary {
    let path = format!("{DATA}segment-dev/running-{}.jsonl", lang.primary());
    let mut counts = BTreeMap::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let text: serde_json::Value = serde_json::from_str(line).unwrap();
        count(text["text"].as_str().unwrap(), lang, &mut counts);
    }
    counts
}

/// A dictionary form and its part of speech.
type Lemma = (String, String);

/// What the dictionary says of each word; `None` when it is not installed.
fn lemmas(lang: &Lang, words: &[&str]) -> Option<Vec<Vec<Lemma>>> {
    let how = "pip install pymorphy3 lemminflect";
    if !has_modules("pymorphy3, lemminflect", how, "YADDASH_REQUIRE_DICTIONARIES") {
        return None;
    }
    let mut child = Command::new(python())
        .args([SCRIPT, lang.primary()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, text) = (child.stdin.take().unwrap(), words.join("\n"));
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let lines = String::from_utf8(output.stdout).unwrap();
    let found: Vec<Vec<Lemma>> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), words.len());
    Some(found)
}

/// Of the words of the vocabulary that are forms of a word by the dictionary, the share that is
/// found when its dictionary form is asked for; and of those found, the share that has a lemma in
/// common with what was asked for. Words count as often as they stand in the data.
fn recall_and_precision(lang: &Lang, vocabulary: &Vocabulary) -> Option<(f64, f64)> {
    let words: Vec<&str> = vocabulary.keys().map(String::as_str).collect();
    let lemmas = lemmas(lang, &words)?;
    let known: HashMap<&str, BTreeSet<&str>> = words
        .iter()
        .zip(&lemmas)
        .filter(|(_, lemmas)| !lemmas.is_empty())
        .map(|(word, lemmas)| (*word, lemmas.iter().map(|(lemma, _)| lemma.as_str()).collect()))
        .collect();
    let mut forms: BTreeMap<&Lemma, Vec<&str>> = BTreeMap::new();
    for (word, lemmas) in words.iter().zip(&lemmas) {
        if let Some(likeliest) = lemmas.first() {
            forms.entry(likeliest).or_default().push(word);
        }
    }
    let weigh = |words: &[&str]| words.iter().map(|word| vocabulary[*word]).sum::<usize>() as f64;
    let (mut all, mut all_found, mut right, mut asked_for) = (0.0, 0.0, 0.0, 0.0);
    for ((lemma, part), forms) in forms {
        let asked = Word::new(lemma, lang);
        let found: Vec<&str> = asked
            .beginnings()
            .iter()
            .flat_map(|begin| {
                let from = words.partition_point(|word| *word < begin.text.as_str());
                let all = words[from..].iter().take_while(|word| word.starts_with(&begin.text));
                all.filter(|word| !begin.whole || **word == begin.text)
            })
            .copied()
            .filter(|word| asked.has_form(word))
            .collect();
        let missed: Vec<&str> = forms.iter().filter(|f| !found.contains(f)).copied().collect();
        let here = weigh(&forms);
        (all, all_found) = (all + here, all_found + here - weigh(&missed));
        // What the word asked for may be itself a form of.
        let mut meant = known.get(lemma.as_str()).cloned().unwrap_or_default();
        meant.insert(lemma);
        let judged: Vec<&str> = found.into_iter().filter(|f| known.contains_key(f)).collect();
        let wrong: Vec<&str> =
            judged.iter().filter(|f| known[**f].is_disjoint(&meant)).copied().collect();
        if !judged.is_empty() {
            right += here * (1.0 - weigh(&wrong) / weigh(&judged));
            asked_for += here;
        }
        if weigh(&missed) > 20.0 || weigh(&wrong) > 60.0 {
            println!("{lemma} {part}: not {missed:?}, but {wrong:?}");
        }
    }
    Some((all_found / all, right / asked_for))
}

/// Both kinds of texts are as the dictionary has it.
fn is_as_a_dictionary_has_it(tag: &str, least_recall: f64, least_precision: f64) {
    let lang = Lang::parse(tag).unwrap();
    for (texts, vocabulary) in [("units", of_units(&lang)), ("other texts", of_other_texts(&lang))]
    {
        let Some((recall, precision)) = recall_and_precision(&lang, &vocabulary) else { return };
        println!("{tag}, {texts}: recall {recall:.4}, precision {precision:.4}");
        assert!(recall > least_recall && precision > least_precision, "{recall} {precision}");
    }
}

#[test]
fn russian_as_a_dictionary_has_it() {
    is_as_a_dictionary_has_it("ru", 0.995, 0.985);
}

#[test]
fn english_as_a_dictionary_has_it() {
    is_as_a_dictionary_has_it("en", 0.995, 0.995);
}

/// How many forms the paradigms of the nouns in the seed lexicon have, and those that the noun does
/// not find, or that do not find it.
fn paradigms(tag: &str, is_noun: impl Fn(&str) -> bool) -> (usize, Vec<String>) {
    let lang = Lang::parse(tag).unwrap();
    let column = ["en", "ru", "az"].iter().position(|other| *other == tag).unwrap();
    let seed = std::fs::read_to_string(SEED).unwrap();
    let rows = seed.lines().filter(|line| !line.starts_with('#'));
    let cells = rows.filter_map(|row| row.split('\t').nth(column));
    let nouns: BTreeSet<&str> = cells
        .flat_map(|cell| cell.split('|'))
        .filter(|word| word.chars().all(|c| c.is_lowercase()) && is_noun(word))
        .collect();
    let (mut all, mut missed) = (0, Vec::new());
    for noun in nouns {
        let forms: BTreeSet<String> = forms::paradigm(noun, &lang, None)
            .iter()
            .map(|form| case::fold(&form.text, &lang))
            .filter(|form| form.chars().all(char::is_alphabetic))
            .collect();
        let word = Word::new(noun, &lang);
        all += forms.len();
        let missed_here = forms
            .iter()
            .filter(|form| !word.has_form(form) || !Word::new(form, &lang).has_form(noun));
        missed.extend(missed_here.map(|form| format!("{noun} {form}")));
    }
    (all, missed)
}

#[test]
fn a_russian_noun_and_every_form_of_its_paradigm_find_one_another() {
    let noun = |word: &str| {
        let ends = "ость ство ние тие ция тель ист ика ка ент ор изм ец"
            .split(' ')
            .any(|end| word.ends_with(end));
        // No noun, though it ends like one.
        ends && word != "пока"
    };
    let (all, missed) = paradigms("ru", noun);
    println!("ru: {} of {all} forms missed", missed.len());
    assert!(missed.len() * 1000 < all, "{} of {all}: {missed:#?}", missed.len());
}

#[test]
fn an_azerbaijani_noun_and_every_form_of_its_paradigm_find_one_another() {
    // Particles take no endings, and abbreviations take theirs after a hyphen.
    const NO_NOUNS: &str = "amma ancaq baxmayaraq bəlkə da daha dair də deyil ən görə hə hələ hətta həmçinin \
        həm ilə isə iy ki kimi kq km lakin məsələn mln mlrd nə o sanki trln və ya yalnız yenə çünki üçün";
    let noun = |word: &str| {
        let infinitive = ["maq", "mək"].iter().any(|end| word.ends_with(end));
        !infinitive && !NO_NOUNS.split_whitespace().any(|other| other == word)
    };
    let (all, missed) = paradigms("az", noun);
    println!("az: {} of {all} forms missed", missed.len());
    assert!(missed.len() * 500 < all, "{} of {all}: {missed:#?}", missed.len());
}
