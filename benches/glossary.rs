//! Finding the terms of a glossary of 1,000 terms, beside an exact Aho–Corasick matcher on the
//! same text, and preparing the glossary: forms are made when a text first needs them, so it is
//! measured with the first text too.
//!
//! `cargo bench --bench glossary`. Texts: the Azerbaijani, Russian and English development
//! documents of `shared/data/align-dev`; terms: their most frequent pairs of words.

use aho_corasick::{AhoCorasick, MatchKind};
use divan::Bencher;
use divan::counter::ItemsCount;
use std::collections::BTreeMap;
use yaddash::glossary::{Concept, Glossary, Matcher, Term};
use yaddash::lang::{Lang, words};

const LANGUAGES: [&str; 3] = ["en", "ru", "az"];

fn main() {
    divan::main();
}

fn segments(lang: &str) -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/align-dev/docs");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("shared/data/align-dev/docs")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == lang))
        .collect();
    files.sort();
    files
        .iter()
        .flat_map(|path| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        })
        .collect()
}

/// The 1,000 most frequent terms of one or two words.
fn glossary(tag: &str, segments: &[String]) -> Glossary {
    let lang = Lang::parse(tag).expect("a tag");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for segment in segments {
        let spans = words::token_spans(segment);
        let mut before: Option<&str> = None;
        for span in spans {
            let word = &segment[span];
            let is_term = word.chars().count() > 3 && word.chars().all(char::is_alphabetic);
            if is_term {
                *counts.entry(word.to_owned()).or_default() += 1;
                if let Some(first) = before {
                    *counts.entry(format!("{first} {word}")).or_default() += 1;
                }
            }
            before = is_term.then_some(word);
        }
    }
    let mut terms: Vec<(String, usize)> = counts.into_iter().collect();
    terms.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let concepts = terms
        .into_iter()
        .take(1000)
        .map(|(term, _)| Concept {
            terms: vec![Term::new(lang.clone(), term)],
            ..Concept::default()
        })
        .collect();
    Glossary { concepts, languages: vec![lang] }
}

#[divan::bench(args = LANGUAGES)]
fn find(bencher: Bencher, tag: &str) {
    let segments = segments(tag);
    let glossary = glossary(tag, &segments);
    let matcher = Matcher::new(&glossary, &glossary.languages[0]);
    bencher
        .counter(ItemsCount::new(segments.len()))
        .bench_local(|| segments.iter().map(|s| matcher.find(s).len()).sum::<usize>());
}

#[divan::bench(args = LANGUAGES)]
fn exact_aho_corasick(bencher: Bencher, tag: &str) {
    let segments = segments(tag);
    let glossary = glossary(tag, &segments);
    let terms = glossary.concepts.iter().flat_map(|c| &c.terms).map(|term| &term.text);
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(terms)
        .expect("an automaton");
    bencher
        .counter(ItemsCount::new(segments.len()))
        .bench_local(|| segments.iter().map(|s| automaton.find_iter(s).count()).sum::<usize>());
}

#[divan::bench(args = LANGUAGES)]
fn prepare(bencher: Bencher, tag: &str) {
    let glossary = glossary(tag, &segments(tag));
    bencher.bench_local(|| Matcher::new(&glossary, &glossary.languages[0]));
}

#[divan::bench(args = LANGUAGES)]
fn prepare_and_find_once(bencher: Bencher, tag: &str) {
    let segments = segments(tag);
    let glossary = glossary(tag, &segments);
    bencher.counter(ItemsCount::new(segments.len())).bench_local(|| {
        let matcher = Matcher::new(&glossary, &glossary.languages[0]);
        segments.iter().map(|s| matcher.find(s).len()).sum::<usize>()
    });
}
