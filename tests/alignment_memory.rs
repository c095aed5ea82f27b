//! Whether the aligner gets better with each readout stored: the development documents are aligned
//! one after the other, each with what the program's own alignments of those before it teach.
//!
//! `cargo test --test alignment_memory -- --nocapture` prints the F1 of the later half, with and
//! without the memory, with and without the seed lexicon.

use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use yaddash::align::{self, Bead, Segment, Version};
use yaddash::lang::Lang;
use yaddash::lang::lexicon::Lexicon;
use yaddash::memory::{UnitRecord, teach};
use yaddash::segment::SegmentKind;

const LANGS: [&str; 3] = ["en", "ru", "az"];

fn tier(tier: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/align-dev").join(tier)
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.strip_suffix(".nway.jsonl").map(str::to_owned)
        })
        .collect();
    names.sort();
    names
}

fn version<'a>(lang: &str, text: &'a str) -> Version<'a> {
    let mut paragraph = 0;
    let mut segments = Vec::new();
    for text in text.lines() {
        match text.trim().is_empty() {
            true => paragraph += 1,
            false => segments.push(Segment { text, paragraph, kind: SegmentKind::Sentence }),
        }
    }
    Version { lang: Lang::parse(lang).unwrap(), segments }
}

type Link = (Vec<usize>, Vec<usize>);

struct Document {
    texts: [String; 3],
    gold: Vec<BTreeSet<Link>>,
}

impl Document {
    fn read(folder: &Path, name: &str) -> Document {
        let read = |ending: &str| {
            std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).unwrap()
        };
        let side = |side: &str| -> Vec<usize> {
            let numbers = side.trim_matches(['[', ']', ' ']).split(',');
            numbers.filter_map(|n| n.trim().parse().ok()).collect()
        };
        let gold = align::pairs(3)
            .map(|(x, y)| {
                read(&format!("{}-{}.gold", LANGS[x], LANGS[y]))
                    .lines()
                    .filter_map(|line| line.split_once(':'))
                    .map(|(a, b)| (side(a), side(b)))
                    .filter(|(a, b)| !a.is_empty() && !b.is_empty())
                    .collect()
            })
            .collect();
        Document { texts: LANGS.map(read), gold }
    }

    fn versions(&self) -> Vec<Version<'_>> {
        LANGS.iter().zip(&self.texts).map(|(lang, text)| version(lang, text)).collect()
    }

    fn units(&self, beads: &[Bead]) -> Vec<UnitRecord> {
        let versions = self.versions();
        let of = |bead: &Bead| UnitRecord {
            variants: versions
                .iter()
                .zip(&bead.segments)
                .filter(|(_, range)| !range.is_empty())
                .map(|(version, range)| {
                    let texts: Vec<&str> =
                        version.segments[range.clone()].iter().map(|s| s.text).collect();
                    (version.lang.clone(), texts.join(" "))
                })
                .collect(),
            props: vec![("x-confidence".to_owned(), bead.confidence.to_string())],
            ..UnitRecord::default()
        };
        beads.iter().filter(|bead| bead.versions() > 1).map(of).collect()
    }

    /// Right, found, wanted, for each pair.
    fn score(&self, beads: &[Bead]) -> [[usize; 3]; 3] {
        [0, 1, 2].map(|pair| {
            let found: BTreeSet<Link> = beads
                .iter()
                .flat_map(|bead| &bead.pairs[pair])
                .filter(|(a, b)| !a.is_empty() && !b.is_empty())
                .map(|(a, b)| (a.clone().collect(), b.clone().collect()))
                .collect();
            let gold = &self.gold[pair];
            [found.intersection(gold).count(), found.len(), gold.len()]
        })
    }
}

fn f1(scores: &[[[usize; 3]; 3]]) -> [f64; 3] {
    [0, 1, 2].map(|pair| {
        let [right, found, wanted] =
            [0, 1, 2].map(|k| scores.iter().map(|s| s[pair][k]).sum::<usize>());
        2.0 * right as f64 / (found + wanted) as f64
    })
}

/// F1 of each pair over the later half of a tier: without the memory and with it.
fn later_half(name: &str, known: &Lexicon) -> [[f64; 3]; 2] {
    let folder = tier(name);
    let documents: Vec<Document> =
        names(&folder).iter().map(|name| Document::read(&folder, name)).collect();
    let later = documents.len() / 2;
    let alone: Vec<[[usize; 3]; 3]> = documents[later..]
        .par_iter()
        .map(|document| document.score(&align::align(&document.versions(), known).unwrap()))
        .collect();
    let mut memory: Vec<UnitRecord> = Vec::new();
    let mut taught = Vec::new();
    for (number, document) in documents.iter().enumerate() {
        let mut lexicon = known.clone();
        teach::add(&teach::lessons(&memory), &mut lexicon);
        let beads = align::align(&document.versions(), &lexicon).unwrap();
        if number >= later {
            taught.push(document.score(&beads));
        }
        memory.extend(document.units(&beads));
    }
    let [before, after] = [f1(&alone), f1(&taught)];
    println!(
        "{name}, {} seed, {} units: {before:.3?} without the memory, {after:.3?} with it",
        if known.is_empty() { "without the" } else { "with the" },
        memory.len()
    );
    [before, after]
}

/// In languages of which nothing else is known the memory helps much.
#[test]
fn the_memory_teaches_strange_languages() {
    for (tier, least) in [("docs", 0.015), ("docs-hard", 0.05)] {
        let [before, after] = later_half(tier, &Lexicon::new());
        let gain = |pair: usize| after[pair] - before[pair];
        assert!((0..3).all(|pair| gain(pair) >= 0.0), "{tier}: {before:?}, then {after:?}");
        let mean = (0..3).map(gain).sum::<f64>() / 3.0;
        assert!(mean >= least, "{tier}: a gain of {mean:.3}, at least {least} is expected");
    }
}

/// Where the seed knows the languages, the memory does no harm.
#[test]
fn the_memory_does_no_harm_to_known_languages() {
    for tier in ["docs", "docs-hard"] {
        let [before, after] = later_half(tier, align::seed::lexicon());
        for pair in 0..3 {
            assert!(after[pair] >= before[pair], "{tier}: {before:?}, then {after:?}");
        }
    }
}
