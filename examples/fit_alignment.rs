//! Learns the weights of the aligner from the development data (`../shared/data/align-dev`,
//! tiers `docs` and `docs-hard`) and prints them as `src/align/weights.rs` holds them:
//! `cargo run --release --example fit_alignment`. Named as arguments, single stages are run:
//! `pair` (two versions alone), `among` (two of three), `joint` (the beads of three).
//! `confidence` learns the curve of `src/align/confidence.rs` for the weights as they are, and shows what
//! half of the documents teaches about the other half.
//! `embed CMD` (alone) learns the weights of `src/align/likeness.rs` with an embedding command,
//! such as `'python3 examples/embed_use.py'`, beside those of `weights.rs` as they are.

use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;
use yaddash::align::band::Band;
use yaddash::align::embedding::Vectors;
use yaddash::align::evidence::{Evidence, Tie};
use yaddash::align::fit::{AmongExample, Example, JointExample};
use yaddash::align::joint::{Chains, JOINT_FEATURES, Joint, JointWeights, PAIRS, shape_feature};
use yaddash::align::lattice::Lattice;
use yaddash::align::likeness::{self, Likeness, SIGNALS, Signal};
use yaddash::align::pair::{PairModel, SHAPES};
use yaddash::align::profile::{self, Prepared};
use yaddash::align::through::{Through, View, Views};
use yaddash::align::weights::{
    AMONG, AMONG_FEATURES, AmongWeights, FEATURES, JOINT, JOINT_PAIR, PAIR, Vector, feature,
    loudness,
};
use yaddash::align::{self, Segment, Version, confidence};
use yaddash::embed::{Cache, Embedder, Program};
use yaddash::lang::Lang;
use yaddash::segment::SegmentKind;

const LANGS: [&str; 3] = ["en", "ru", "az"];
const TIERS: [&str; 2] = ["docs", "docs-hard"];

/// Set by hand: 1-1 is the measure of the other shapes; the development data have no kinds and no
/// dialogue, and their documents are too short, and too well covered by the seed lexicon, to show
/// what learned words are worth.
const FIXED: [usize; 4] =
    [feature::ONE_ONE, feature::KIND, feature::DASH, feature::TIES + Tie::Learned as usize];

/// One document: the texts of the versions, the gold links of each pair, the gold beads.
struct Document {
    texts: [String; 3],
    links: [Vec<(usize, usize, usize, usize)>; 3],
    beads: Vec<([usize; 3], [usize; 3])>,
}

impl Document {
    fn read(folder: &Path, name: &str) -> Document {
        let read = |ending: &str| {
            std::fs::read_to_string(folder.join(format!("{name}.{ending}"))).expect("gold data")
        };
        let mut beads = Vec::new();
        let mut end = [0; 3];
        for line in read("nway.jsonl").lines() {
            let bead: BTreeMap<String, Vec<usize>> = serde_json::from_str(line).expect("a bead");
            let size = LANGS.map(|lang| bead.get(lang).map_or(0, Vec::len));
            let alone = size.iter().filter(|s| **s > 0).count() == 1;
            for v in 0..3 {
                for _ in 0..if alone { size[v] } else { 0 } {
                    end[v] += 1;
                    beads.push((end, [0, 1, 2].map(|w| usize::from(w == v))));
                }
            }
            if !alone {
                end = [0, 1, 2].map(|v| end[v] + size[v]);
                beads.push((end, size));
            }
        }
        let pairs = [(0, 1), (0, 2), (1, 2)];
        Document {
            texts: LANGS.map(read),
            links: pairs.map(|(x, y)| links(&read(&format!("{}-{}.gold", LANGS[x], LANGS[y])))),
            beads,
        }
    }

    fn versions(&self) -> [Version<'_>; 3] {
        [0, 1, 2].map(|v| {
            let mut paragraph = 0;
            let mut segments = Vec::new();
            for text in self.texts[v].lines() {
                match text.trim().is_empty() {
                    true => paragraph += 1,
                    false => {
                        segments.push(Segment { text, paragraph, kind: SegmentKind::Sentence })
                    }
                }
            }
            Version { lang: Lang::parse(LANGS[v]).expect("a tag"), segments }
        })
    }
}

/// Gold links as ends and sizes; every segment without counterpart is a link of its own.
fn links(gold: &str) -> Vec<(usize, usize, usize, usize)> {
    let count = |side: &str| {
        side.trim_matches(['[', ']', ' ']).split(',').filter(|n| !n.trim().is_empty()).count()
    };
    let (mut i, mut j) = (0, 0);
    let mut links = Vec::new();
    for line in gold.lines() {
        let (a, b) = line.split_once(':').expect("a link");
        match (count(a), count(b)) {
            (p, 0) => (0..p).for_each(|_| {
                i += 1;
                links.push((i, j, 1, 0));
            }),
            (0, q) => (0..q).for_each(|_| {
                j += 1;
                links.push((i, j, 0, 1));
            }),
            (p, q) => {
                (i, j) = (i + p, j + q);
                links.push((i, j, p, q));
            }
        }
    }
    links
}

/// Adam (Kingma and Ba 2015) on the likelihood.
struct Adam<const N: usize> {
    mean: [f64; N],
    square: [f64; N],
    round: i32,
}

impl<const N: usize> Adam<N> {
    fn new() -> Self {
        Adam { mean: [0.0; N], square: [0.0; N], round: 0 }
    }

    /// The steps to take.
    fn step(&mut self, gradient: &[f64; N], rate: f64) -> [f64; N] {
        self.round += 1;
        std::array::from_fn(|k| {
            self.mean[k] = 0.9 * self.mean[k] + 0.1 * gradient[k];
            self.square[k] = 0.99 * self.square[k] + 0.01 * gradient[k] * gradient[k];
            let mean = self.mean[k] / (1.0 - 0.9f64.powi(self.round));
            let square = self.square[k] / (1.0 - 0.99f64.powi(self.round));
            rate * mean / (square.sqrt() + 1e-6)
        })
    }
}

/// Keeps weights small: the strength of the Gaussian prior.
const PRIOR: f64 = 0.5;

fn main() {
    let documents: Vec<Document> = TIERS.into_iter().flat_map(tier).collect();
    let stages: Vec<String> = std::env::args().skip(1).collect();
    if stages.as_slice() == ["confidence"] {
        return fit_confidence();
    }
    if let [stage, command] = stages.as_slice()
        && stage == "embed"
    {
        return fit_embedding(&documents, command);
    }
    let wanted = |stage: &str| stages.is_empty() || stages.iter().any(|s| s == stage);
    let mut examples = examples(&documents);
    let mut pair = PAIR;
    if wanted("pair") {
        fit_pairs(&mut examples, &mut pair);
        println!("pub const PAIR: Vector = {pair:.3?};");
    }
    if wanted("among") {
        examples.par_iter_mut().for_each(|example| example.bootstrap(&pair));
        println!("pub const AMONG: AmongWeights = {:.3?};", fit_among(&examples, &pair));
    }
    if wanted("joint") {
        let (joint_pair, joint) = fit_joint(&documents);
        println!("pub const JOINT_PAIR: Vector = {joint_pair:.3?};");
        println!("pub const JOINT: JointWeights = {joint:.3?};");
    }
}

/// The documents of a tier, by name.
fn tier(tier: &str) -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/align-dev").join(tier);
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .expect("the development data")
        .filter_map(|entry| {
            let name = entry.ok()?.file_name().into_string().ok()?;
            name.strip_suffix(".nway.jsonl").map(str::to_owned)
        })
        .collect();
    names.sort();
    names.iter().map(|name| Document::read(&folder, name)).collect()
}

/// The posterior probability of a bead, and whether the bead is right.
type Trial = (f64, bool);

/// Every bead of a document.
fn trials(document: &Document) -> Vec<Trial> {
    let beads = align::align(&document.versions(), align::seed::lexicon()).expect("three versions");
    let gold: BTreeSet<_> = document.beads.iter().copied().collect();
    beads
        .iter()
        .map(|bead| {
            let place = |v: usize| (bead.segments[v].end, bead.segments[v].len());
            let places = [0, 1, 2].map(place);
            // Where an empty group stands says nothing: beads are known by what they hold.
            let right = gold.iter().any(|(end, size)| {
                (0..3).all(|v| places[v].1 == size[v] && (size[v] == 0 || places[v].0 == end[v]))
            });
            (confidence::posterior(bead.confidence), right)
        })
        .collect()
}

/// A curve from posterior to confidence.
type Curve = Vec<(f64, f64)>;

/// Isotonic regression (pool adjacent violators; Zadrozny and Elkan 2002) on groups of equal size,
/// each tier counting the same; groups that differ little are one, so that the curve has few knots.
fn isotonic(tiers: &[Vec<Trial>]) -> Curve {
    const GROUPS: usize = 25;
    const APART: f64 = 0.04;
    let mut all: Vec<(f64, f64, f64)> = tiers
        .iter()
        .flat_map(|tier| {
            let weight = 1.0 / tier.len() as f64;
            tier.iter().map(move |&(x, right)| (x, f64::from(u8::from(right)), weight))
        })
        .collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Sums of weight, of weighted posterior and of weighted right ones.
    let mut blocks: Vec<[f64; 3]> = Vec::new();
    let mean = |block: &[f64; 3], k: usize| block[k] / block[0];
    // The sure ones are many and all alike: groups are cut by the logarithm of doubt.
    for group in all.chunks(all.len().div_ceil(GROUPS)) {
        let mut block = group
            .iter()
            .fold([0.0; 3], |s, &(x, right, w)| [s[0] + w, s[1] + w * x, s[2] + w * right]);
        while let Some(last) = blocks.last()
            && mean(&block, 2) < mean(last, 2) + APART
            && mean(last, 2) < 0.9
        {
            block = sum(block, *last);
            blocks.pop();
        }
        blocks.push(block);
    }
    blocks.iter().map(|block| (mean(block, 1), mean(block, 2))).collect()
}

fn value(curve: &Curve, x: f64) -> f64 {
    let (mut x0, mut y0) = (0.0, 0.0);
    for &(x1, y1) in curve.iter().chain(&[(1.0, 1.0)]) {
        if x <= x1 && x1 > x0 {
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
        (x0, y0) = (x1, y1);
    }
    1.0
}

/// Learns the curve of confidence, and shows what one half of the documents teaches of the other.
fn fit_confidence() {
    const ALL: [&str; 3] = ["docs", "docs-hard", "long500"];
    let tiers: Vec<Vec<Vec<Trial>>> =
        ALL.iter().map(|name| tier(name).par_iter().map(trials).collect()).collect();
    let half = |keep: usize| -> Vec<Vec<Trial>> {
        let of = |tier: &Vec<Vec<Trial>>| -> Vec<Trial> {
            let kept = tier.iter().enumerate().filter(|(n, _)| n % 2 == keep);
            kept.flat_map(|(_, document)| document.iter().copied()).collect()
        };
        tiers.iter().map(of).collect()
    };
    for keep in [0, 1] {
        let curve = isotonic(&half(keep));
        eprintln!("learned on the other half of the documents: {curve:.3?}");
        for (name, tier) in ALL.iter().zip(half(1 - keep)) {
            reliability(name, &curve, &tier);
        }
    }
    let whole: Vec<Vec<Trial>> =
        tiers.into_iter().map(|t| t.into_iter().flatten().collect()).collect();
    let curve = isotonic(&whole);
    for (name, tier) in ALL.iter().zip(&whole) {
        reliability(name, &curve, tier);
    }
    println!("const CURVE: [(f64, f64); {}] = {curve:.3?};", curve.len());
}

fn reliability(name: &str, curve: &Curve, trials: &[Trial]) {
    let mut bins = [[0usize; 2]; 6];
    for &(x, right) in trials {
        let bin = ((value(curve, x) * 10.0) as usize).clamp(4, 9) - 4;
        bins[bin][0] += 1;
        bins[bin][1] += usize::from(right);
    }
    let shown: Vec<String> = bins
        .iter()
        .rev()
        .map(|[all, right]| format!("{:.3} of {all}", *right as f64 / (*all).max(1) as f64))
        .collect();
    eprintln!("  {name}: {}", shown.join(", "));
}

/// The pairs of the documents, those of one document together.
fn examples(documents: &[Document]) -> Vec<Example> {
    documents
        .par_iter()
        .flat_map_iter(|document| {
            let versions = document.versions();
            let lexicon = align::seed::lexicon();
            align::pairs(3).zip(&document.links).map(move |((x, y), links)| {
                Example::new(&versions[x], &versions[y], links.clone(), lexicon)
            })
        })
        .collect()
}

/// Fits what the third version counts beside the score of a pair alone under `weights`.
fn fit_among(examples: &[Example], weights: &Vector) -> AmongWeights {
    let examples: Vec<AmongExample<'_>> = examples
        .par_chunks(3)
        .flat_map_iter(|three| {
            let views: Vec<[View; 2]> = three.iter().map(|e| e.views(weights)).collect();
            let views = Views::of_pairs(3, views);
            let through: Vec<Through> =
                align::pairs(3).map(|pair| Through::new(pair, &views)).collect();
            three.iter().zip(through).map(|(example, through)| example.among(weights, through))
        })
        .collect();
    let mut among = AMONG;
    let mut adam = Adam::<AMONG_FEATURES>::new();
    for round in 0..60 {
        let (likelihood, gradient) = examples.par_iter().map(|e| e.gradient(&among)).reduce(
            || (0.0, [0.0; AMONG_FEATURES]),
            |(l, a), (m, b)| (l + m, std::array::from_fn(|k| a[k] + b[k])),
        );
        let steps = adam.step(&gradient, if round < 40 { 0.05 } else { 0.01 });
        among.iter_mut().zip(steps).for_each(|(w, step)| *w += step);
        report("among", round, likelihood, || {
            examples.par_iter().map(|e| e.hits(&among)).collect()
        });
    }
    among
}

/// Says how far the fitting has come, every ten rounds.
fn report(
    stage: &str,
    round: usize,
    likelihood: f64,
    hits: impl FnOnce() -> Vec<(usize, usize, usize)>,
) {
    if round % 10 == 9 {
        let (hits, found, gold) =
            hits().into_iter().fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
        let f1 = 2.0 * hits as f64 / (found + gold) as f64;
        eprintln!("{stage}, round {round}: log-likelihood {likelihood:.1}, F1 {f1:.4}");
    }
}

/// Fits the weights of the links of two versions; they teach the words of the texts as they go.
fn fit_pairs(examples: &mut [Example], weights: &mut Vector) {
    let mut adam = Adam::<FEATURES>::new();
    for round in 0..60 {
        if round % 20 == 0 {
            examples.par_iter_mut().for_each(|example| example.bootstrap(weights));
        }
        let (likelihood, mut gradient) = examples.par_iter().map(|e| e.gradient(weights)).reduce(
            || (0.0, [0.0; FEATURES]),
            |(l, a), (m, b)| (l + m, std::array::from_fn(|k| a[k] + b[k])),
        );
        for k in 0..FEATURES {
            gradient[k] =
                if FIXED.contains(&k) { 0.0 } else { gradient[k] - PRIOR * f64::from(weights[k]) };
        }
        let steps = adam.step(&gradient, if round < 40 { 0.1 } else { 0.02 });
        weights.iter_mut().zip(steps).for_each(|(w, step)| *w += step as f32);
        report("pair", round, likelihood, || {
            examples.par_iter().map(|e| e.hits(weights)).collect()
        });
    }
}

fn fit_joint(documents: &[Document]) -> (Vector, JointWeights) {
    let examples: Vec<JointExample> = documents
        .par_iter()
        .map(|document| {
            JointExample::new(&document.versions(), document.beads.clone(), align::seed::lexicon())
        })
        .collect();
    let (mut links, mut beads) = (JOINT_PAIR, JOINT);
    let (mut by_link, mut by_bead) = (Adam::<FEATURES>::new(), Adam::<JOINT_FEATURES>::new());
    for round in 0..80 {
        let (likelihood, mut g, mut h) =
            examples.par_iter().map(|e| e.gradient(&links, &beads)).reduce(
                || (0.0, [0.0; FEATURES], [0.0; JOINT_FEATURES]),
                |(l, a, c), (m, b, d)| {
                    (
                        l + m,
                        std::array::from_fn(|k| a[k] + b[k]),
                        std::array::from_fn(|k| c[k] + d[k]),
                    )
                },
            );
        for k in 0..FEATURES {
            g[k] = if FIXED.contains(&k) { 0.0 } else { g[k] - PRIOR * f64::from(links[k]) };
        }
        // The scale of the pairs is that of their weights.
        h[0] = 0.0;
        (1..JOINT_FEATURES).for_each(|k| h[k] -= PRIOR * beads[k]);
        let rate = if round < 50 { 0.08 } else { 0.02 };
        links.iter_mut().zip(by_link.step(&g, rate)).for_each(|(w, step)| *w += step as f32);
        beads.iter_mut().zip(by_bead.step(&h, rate)).for_each(|(w, step)| *w += step);
        if round % 10 == 9 {
            eprintln!("jointly, round {round}: log-likelihood {likelihood:.1}");
        }
    }
    (links, beads)
}

/// The signals of every link in a band, and the band.
struct Signals {
    band: Band,
    table: Vec<[Option<Signal>; SHAPES.len()]>,
}

impl Signals {
    fn lattice(&self, weights: &Signal) -> Lattice<'_> {
        let dot = |f: &Signal| f.iter().zip(weights).map(|(f, w)| f * w).sum();
        let score = |f: &Option<Signal>| f.as_ref().map_or(f32::NEG_INFINITY, dot);
        let scores = self.table.iter().map(|row| std::array::from_fn(|k| score(&row[k])));
        Lattice::of_scores(&self.band, scores.collect())
    }

    fn signal(&self, i: usize, j: usize, p: usize, q: usize) -> Option<&Signal> {
        let shape = SHAPES.iter().position(|s| *s == (p, q))?;
        self.table[self.band.cell(i, j)?][shape].as_ref()
    }
}

/// A document with the signals of its pairs, by the weights of a pair alone and in the three.
struct Embedded<'a> {
    document: &'a Document,
    sizes: [usize; 3],
    pairs: Vec<[Signals; 2]>,
}

impl<'a> Embedded<'a> {
    fn new(document: &'a Document, vectors: &Vectors) -> Embedded<'a> {
        let versions = document.versions();
        let lexicon = align::seed::lexicon();
        let evidence = [0, 1, 2].map(|v| Evidence::new(&versions[v], lexicon));
        let pairs = PAIRS.map(|(x, y)| {
            let (a, b) = (&evidence[x], &evidence[y]);
            let Prepared { ties, length, band, .. } = profile::unguided(a, b);
            let groups = |v: usize| vectors.of(v).expect("vectors of every version");
            let likeness = Likeness::new(groups(x), groups(y), &band);
            [&PAIR, &JOINT_PAIR].map(|weights| {
                let model = PairModel::new(a, b, &ties, &band, length, &loudness(weights));
                let own = Lattice::new(&model, &band, weights, |_, _, _, score| score);
                let mut table = Vec::with_capacity(band.cells());
                for i in 0..=band.rows() {
                    let (low, high) = band.range(i);
                    for j in low..=high {
                        table.push(std::array::from_fn(|shape| {
                            let score = own.score(table.len(), shape);
                            let possible = score > f32::NEG_INFINITY;
                            possible.then(|| likeness.signal(i, j, shape, score))
                        }));
                    }
                }
                Signals { band: band.clone(), table }
            })
        });
        let sizes = [0, 1, 2].map(|v| versions[v].segments.len());
        Embedded { document, sizes, pairs: pairs.into() }
    }

    /// The log-likelihood of the gold links of all pairs, its gradient, and right links, links
    /// found and links in the gold.
    fn links(&self, weights: &Signal) -> (f64, [f64; SIGNALS], [usize; 3]) {
        let mut gradient = [0.0; SIGNALS];
        let (mut likelihood, mut hits) = (0.0, [0; 3]);
        for ([signals, _], gold) in self.pairs.iter().zip(&self.document.links) {
            for &(i, j, p, q) in gold {
                for (k, f) in signals.signal(i, j, p, q).into_iter().flatten().enumerate() {
                    gradient[k] += f64::from(*f);
                    likelihood += f64::from(f * weights[k]);
                }
            }
            let lattice = signals.lattice(weights);
            likelihood -= lattice.expectations(|i, j, p, q, probability| {
                for (k, f) in signals.signal(i, j, p, q).into_iter().flatten().enumerate() {
                    gradient[k] -= probability * f64::from(*f);
                }
            });
            let linked = |p: usize, q: usize| p > 0 && q > 0;
            let found = lattice.decode(profile::ALONE);
            let found: Vec<_> = found.iter().filter(|l| linked(l.p, l.q)).collect();
            hits[0] += found.iter().filter(|l| gold.contains(&(l.i, l.j, l.p, l.q))).count();
            hits[1] += found.len();
            hits[2] += gold.iter().filter(|g| linked(g.2, g.3)).count();
        }
        (likelihood, gradient, hits)
    }

    /// The log-likelihood of the gold beads and its gradient.
    fn beads(
        &self,
        weights: &Signal,
        beads: &JointWeights,
    ) -> (f64, [f64; SIGNALS], [f64; JOINT_FEATURES]) {
        let chains: Vec<Chains> = self
            .pairs
            .iter()
            .map(|[_, signals]| Chains::new(&signals.lattice(weights), &signals.band, Vec::new()))
            .collect();
        let lattice = Joint::new(self.sizes, [&chains[0], &chains[1], &chains[2]], *beads);
        let (mut by_signal, mut by_bead) = ([0.0; SIGNALS], [0.0; JOINT_FEATURES]);
        let mut count = |end: [usize; 3], size: [usize; 3], times: f64| -> f64 {
            let Some(pairs) = lattice.pair_score(end, size) else { return 0.0 };
            let shape = shape_feature(size);
            shape.into_iter().for_each(|feature| by_bead[feature] += times);
            let group = |v: usize| end[v] - size[v]..end[v];
            for (((x, y), chains), [_, signals]) in PAIRS.iter().zip(&chains).zip(&self.pairs) {
                for (a, b) in chains.links(&group(*x), &group(*y)) {
                    let signal = signals.signal(a.end, b.end, a.len(), b.len());
                    for (sum, f) in by_signal.iter_mut().zip(signal.into_iter().flatten()) {
                        *sum += times * beads[0] * f64::from(*f);
                    }
                }
            }
            beads[0] * pairs + shape.map_or(0.0, |feature| beads[feature])
        };
        let gold: f64 = self.document.beads.iter().map(|&(end, size)| count(end, size, 1.0)).sum();
        let (found, whole) = lattice.beads(1e-5);
        for bead in found {
            count(bead.end, bead.size, -bead.probability);
        }
        (gold - whole, by_signal, by_bead)
    }
}

/// The sum of two arrays.
fn sum<T: Copy + std::ops::Add<Output = T>, const N: usize>(a: [T; N], b: [T; N]) -> [T; N] {
    std::array::from_fn(|k| a[k] + b[k])
}

fn fit_embedding(documents: &[Document], command: &str) {
    let program = Program::new(command, Duration::from_secs(300)).expect("a command");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".yaddash/embeddings");
    let mut embedder = Embedder::new(program, Cache::open(&folder, command));
    let all: Vec<Vectors> = documents
        .iter()
        .map(|document| {
            Vectors::ask(&document.versions(), |lang, texts| embedder.vectors(lang, texts))
                .expect("vectors")
        })
        .collect();
    let embedded: Vec<Embedded<'_>> =
        documents.par_iter().zip(&all).map(|(d, vectors)| Embedded::new(d, vectors)).collect();
    let mut weights = likeness::PAIR;
    let mut adam = Adam::<SIGNALS>::new();
    for round in 0..60 {
        let (likelihood, mut gradient, [hits, found, gold]) =
            embedded.par_iter().map(|e| e.links(&weights)).reduce(
                || (0.0, [0.0; SIGNALS], [0; 3]),
                |(l, a, c), (m, b, d)| (l + m, sum(a, b), sum(c, d)),
            );
        (0..SIGNALS).for_each(|k| gradient[k] -= PRIOR * f64::from(weights[k]));
        let steps = adam.step(&gradient, if round < 40 { 0.05 } else { 0.01 });
        weights.iter_mut().zip(steps).for_each(|(w, step)| *w += step as f32);
        if round % 10 == 0 {
            let f1 = 2.0 * hits as f64 / (found + gold) as f64;
            eprintln!("pairs, round {round}: log-likelihood {likelihood:.1}, F1 {f1:.4}");
        }
    }
    println!("pub const PAIR: Signal = {weights:.3?};");
    let (mut weights, mut beads) = (likeness::JOINT_PAIR, likeness::JOINT);
    let (mut by_signal, mut by_bead) = (Adam::<SIGNALS>::new(), Adam::<JOINT_FEATURES>::new());
    for round in 0..50 {
        let (likelihood, mut g, mut h) =
            embedded.par_iter().map(|e| e.beads(&weights, &beads)).reduce(
                || (0.0, [0.0; SIGNALS], [0.0; JOINT_FEATURES]),
                |(l, a, c), (m, b, d)| (l + m, sum(a, b), sum(c, d)),
            );
        (0..SIGNALS).for_each(|k| g[k] -= PRIOR * f64::from(weights[k]));
        (1..JOINT_FEATURES).for_each(|k| h[k] -= PRIOR * beads[k]);
        h[0] = 0.0;
        let rate = if round < 35 { 0.05 } else { 0.01 };
        weights.iter_mut().zip(by_signal.step(&g, rate)).for_each(|(w, step)| *w += step as f32);
        beads.iter_mut().zip(by_bead.step(&h, rate)).for_each(|(w, step)| *w += step);
        if round % 10 == 0 {
            eprintln!("jointly, round {round}: log-likelihood {likelihood:.1}");
        }
    }
    println!("pub const JOINT_PAIR: Signal = {weights:.3?};");
    println!("pub const JOINT: JointWeights = {beads:.3?};");
}
