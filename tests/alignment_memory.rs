//! Whether the aligner gets better with each readout stored: the development documents are aligned
//! one after the other, each with what the program's own alignments of those before it teach.
//!
//! `cargo test --test alignment_memory -- --nocapture` prints the F1 of the later half, with and
//! without the memory, with and without the seed lexicon.

#[path = "support/gold.rs"]
mod gold;

use gold::{LANGS, Link, linked, links, names, text, tier, version};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use yaddash::align::{self, Bead, Version};
use yaddash::lang::lexicon::Lexicon;
use yaddash::memory::{UnitRecord, teach};

struct Document {
    texts: [String; 3],
    gold: Vec<BTreeSet<Link>>,
}

impl Document {
    fn read(folder: &Path, name: &str) -> Document {
        let read = |ending: &str| text(&folder.join(format!("{name}.{ending}")));
        let gold =
            |(x, y): (usize, usize)| links(&read(&format!("{}-{}.gold", LANGS[x], LANGS[y])));
        Document { texts: LANGS.map(read), gold: align::pairs(3).map(gold).collect() }
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
            let found = linked(beads.iter().flat_map(|bead| &bead.pairs[pair]));
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
    // The gain, and what is reached with it.
    for (tier, least, reached) in [("docs", 0.007, 0.95), ("docs-hard", 0.012, 0.9)] {
        let [before, after] = later_half(tier, &Lexicon::new());
        let gain = |pair: usize| after[pair] - before[pair];
        assert!((0..3).all(|pair| gain(pair) >= 0.0), "{tier}: {before:?}, then {after:?}");
        assert!(after.iter().all(|f1| *f1 >= reached), "{tier}: {after:?}");
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
