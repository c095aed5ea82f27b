//! The weights of what vectors say, beside the texts' own evidence.

use crate::{Adam, Document, PRIOR, sum};
use rayon::prelude::*;
use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;
use yaddash::align::band::Band;
use yaddash::align::embedding::Vectors;
use yaddash::align::evidence::Evidence;
use yaddash::align::guide::Guide;
use yaddash::align::joint::{Chains, JOINT_FEATURES, Joint, JointWeights, PAIRS, shape_feature};
use yaddash::align::lattice::Lattice;
use yaddash::align::likeness::{self, Likeness, SIGNALS, Signal};
use yaddash::align::pair::{PairModel, SHAPES};
use yaddash::align::profile::{self, Prepared};
use yaddash::align::seed;
use yaddash::align::weights::{JOINT_PAIR, PAIR, Parts, STRANGE, Vector, loudness};
use yaddash::embed::{Cache, Embedder, Program};
use yaddash::lang::lexicon::Lexicon;

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

/// A document with the signals of its pairs.
struct Embedded<'a> {
    document: &'a Document,
    sizes: [usize; 3],
    pairs: Vec<Signals>,
}

impl<'a> Embedded<'a> {
    /// `weights` are those of the texts' own evidence.
    fn new(document: &'a Document, vectors: &Vectors, weights: &Vector, lexicon: &Lexicon) -> Self {
        let versions = document.versions();
        let evidence = [0, 1, 2].map(|v| Evidence::new(&versions[v], lexicon));
        let guide = Guide { vectors: Some(vectors), ..Guide::default() };
        let pairs = PAIRS.map(|(x, y)| {
            let (a, b) = (&evidence[x], &evidence[y]);
            // With the lexicon the texts teach enough without vectors: weights that were learned
            // beside the better preparation were worse on `docs` and `docs-hard` jointly.
            let Prepared { ties, length, band, .. } = match lexicon.is_empty() {
                true => profile::prepare(a, b, &[], |band| guide.of_pair((x, y), band)),
                false => profile::unguided(a, b),
            };
            let groups = |v: usize| vectors.of(v).expect("vectors of every version");
            let likeness = Likeness::new(groups(x), groups(y), &band);
            let model = PairModel::new(a, b, &ties, &band, length, &loudness(weights));
            // What the texts say of every link, in the order in which the lattice asks.
            let own: RefCell<Vec<(usize, Parts)>> = RefCell::new(Vec::new());
            let lattice = Lattice::new(&model, &band, weights, |_, _, shape, parts| {
                own.borrow_mut().push((shape, parts));
                0.0
            });
            let mut own = own.into_inner().into_iter().peekable();
            let mut table = Vec::with_capacity(band.cells());
            for i in 0..=band.rows() {
                let (low, high) = band.range(i);
                for j in low..=high {
                    let possible = |shape| lattice.score(table.len(), shape) > f32::NEG_INFINITY;
                    table.push(std::array::from_fn(|shape| {
                        let (_, parts) = possible(shape).then(|| own.next()).flatten()?;
                        Some(likeness.signal(i, j, shape, parts))
                    }));
                }
            }
            Signals { band, table }
        });
        let sizes = [0, 1, 2].map(|v| versions[v].segments.len());
        Embedded { document, sizes, pairs: pairs.into() }
    }

    /// The log-likelihood of the gold links of all pairs, its gradient, and right links, links
    /// found and links in the gold.
    fn links(&self, weights: &Signal) -> (f64, [f64; SIGNALS], [usize; 3]) {
        let mut gradient = [0.0; SIGNALS];
        let (mut likelihood, mut hits) = (0.0, [0; 3]);
        for (signals, gold) in self.pairs.iter().zip(&self.document.links) {
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
            .map(|signals| Chains::new(&signals.lattice(weights), &signals.band, Vec::new()))
            .collect();
        let lattice = Joint::new(self.sizes, [&chains[0], &chains[1], &chains[2]], *beads);
        let (mut by_signal, mut by_bead) = ([0.0; SIGNALS], [0.0; JOINT_FEATURES]);
        let mut count = |end: [usize; 3], size: [usize; 3], times: f64| -> f64 {
            let Some(pairs) = lattice.pair_score(end, size) else { return 0.0 };
            let shape = shape_feature(size);
            shape.into_iter().for_each(|feature| by_bead[feature] += times);
            let group = |v: usize| end[v] - size[v]..end[v];
            for (((x, y), chains), signals) in PAIRS.iter().zip(&chains).zip(&self.pairs) {
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

/// Asks for the vectors of documents.
fn vectors(documents: &[Document], command: &str) -> Vec<Vectors> {
    let program = Program::new(command, Duration::from_secs(300)).expect("a command");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".yaddash/embeddings");
    let mut embedder = Embedder::new(program, Cache::open(&folder, command));
    let mut of = |document: &Document| {
        let ask = |lang: &_, texts: &[String]| embedder.vectors(lang, texts);
        Vectors::ask(&document.versions(), ask).expect("vectors")
    };
    documents.iter().map(&mut of).collect()
}

/// Fits all weights of `src/align/likeness.rs` and prints them. `strange` are the documents that
/// teach strange languages. The texts are prepared with the weights as they are: it is run again
/// until these stay.
pub fn fit(documents: &[Document], strange: &[Document], command: &str) {
    let given = vectors(documents, command);
    let embedded = |weights: &Vector| -> Vec<Embedded<'_>> {
        let all = documents.par_iter().zip(&given);
        all.map(|(d, vectors)| Embedded::new(d, vectors, weights, seed::lexicon())).collect()
    };
    let alone = embedded(&PAIR);
    let pair = fit_pairs(&alone, likeness::PAIR, tied);
    println!("pub const PAIR: Signal = {pair:.3?};");
    drop(alone);
    let given = vectors(strange, command);
    let all = strange.par_iter().zip(&given);
    let unknown: Vec<Embedded<'_>> =
        all.map(|(d, vectors)| Embedded::new(d, vectors, &STRANGE, &Lexicon::new())).collect();
    println!("pub const STRANGE: Signal = {:.3?};", fit_pairs(&unknown, likeness::STRANGE, free));
    drop(unknown);
    let (pair, beads) = fit_joint(&embedded(&JOINT_PAIR));
    println!("pub const JOINT_PAIR: Signal = {pair:.3?};");
    println!("pub const JOINT: JointWeights = {beads:.3?};");
}

/// What a gradient may change, among strange languages: everything.
fn free(_: &mut [f64; SIGNALS]) {}

/// The same with the seed lexicon: what the texts themselves say is in balance there, and counts as
/// one; and whole groups against their halves are too few to teach more than the other signals
/// tell. More freedom fits `docs` better, but not `long500`.
fn tied(gradient: &mut [f64; SIGNALS]) {
    let own: f64 = gradient[..3].iter().sum();
    gradient[..3].fill(own / 3.0);
    gradient[likeness::WHOLE] = 0.0;
    gradient[likeness::SEVERAL] = 0.0;
}

fn fit_pairs(
    embedded: &[Embedded<'_>],
    mut weights: Signal,
    may_change: fn(&mut [f64; SIGNALS]),
) -> Signal {
    let mut adam = Adam::<SIGNALS>::new();
    for round in 0..120 {
        let (likelihood, mut gradient, [hits, found, gold]) =
            embedded.par_iter().map(|e| e.links(&weights)).reduce(
                || (0.0, [0.0; SIGNALS], [0; 3]),
                |(l, a, c), (m, b, d)| (l + m, sum(a, b), sum(c, d)),
            );
        (0..SIGNALS).for_each(|k| gradient[k] -= PRIOR * f64::from(weights[k]));
        may_change(&mut gradient);
        let steps = adam.step(&gradient, if round < 90 { 0.05 } else { 0.01 });
        weights.iter_mut().zip(steps).for_each(|(w, step)| *w += step as f32);
        if round % 20 == 0 {
            let f1 = 2.0 * hits as f64 / (found + gold) as f64;
            eprintln!("pairs, round {round}: log-likelihood {likelihood:.1}, F1 {f1:.4}");
        }
    }
    weights
}

fn fit_joint(embedded: &[Embedded<'_>]) -> (Signal, JointWeights) {
    let (mut weights, mut beads) = (likeness::JOINT_PAIR, likeness::JOINT);
    let (mut by_signal, mut by_bead) = (Adam::<SIGNALS>::new(), Adam::<JOINT_FEATURES>::new());
    for round in 0..80 {
        let (likelihood, mut g, mut h) =
            embedded.par_iter().map(|e| e.beads(&weights, &beads)).reduce(
                || (0.0, [0.0; SIGNALS], [0.0; JOINT_FEATURES]),
                |(l, a, c), (m, b, d)| (l + m, sum(a, b), sum(c, d)),
            );
        (0..SIGNALS).for_each(|k| g[k] -= PRIOR * f64::from(weights[k]));
        tied(&mut g);
        (1..JOINT_FEATURES).for_each(|k| h[k] -= PRIOR * beads[k]);
        // The scale of the pairs is that of their weights.
        h[0] = 0.0;
        let rate = if round < 60 { 0.05 } else { 0.01 };
        weights.iter_mut().zip(by_signal.step(&g, rate)).for_each(|(w, step)| *w += step as f32);
        beads.iter_mut().zip(by_bead.step(&h, rate)).for_each(|(w, step)| *w += step);
        if round % 20 == 0 {
            eprintln!("jointly, round {round}: log-likelihood {likelihood:.1}");
        }
    }
    (weights, beads)
}
