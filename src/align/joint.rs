//! The joint alignment of three versions: one lattice whose steps are beads.
//!
//! A bead's score comes from all its pairs of versions. Inside a bead each pair may be finer
//! than the bead (2-2-1 where the first two are 1-1, 1-1), so a pair's part of the score is that
//! of its best chain of links. Forward and backward sums over the lattice give every bead its
//! posterior probability; the alignment returned has the highest expected number of right beads
//! (minimum Bayes risk), not merely the highest score.

use crate::align::band::Band;
use crate::align::guide::Guide;
use crate::align::lattice::{Lattice, Link, log_sum};
use crate::align::pair::SHAPES;
use std::ops::Range;

/// The number of versions that are aligned in one lattice.
pub const WAYS: usize = 3;

/// The pairs of versions, in the order in which tables are kept.
pub const PAIRS: [(usize, usize); 3] = [(0, 1), (0, 2), (1, 2)];

/// The most segments of one version in a bead.
pub const MAX_BEAD: usize = 4;
const SIDE: usize = MAX_BEAD + 1;
const NEVER: f32 = f32::NEG_INFINITY;
/// States that are passed with less than this share of the least probability asked for are passed
/// by nobody.
const NOBODY: f64 = 1e-6;

/// How many features a bead has beyond those of its pairs.
pub const JOINT_FEATURES: usize = 9;

/// The weights of a bead, by position: what the sum over the pairs counts (they are not
/// independent witnesses), then the shapes as [`shape_feature`] numbers them.
pub type JointWeights = [f64; JOINT_FEATURES];

/// The feature that a shape has, beside the score of its pairs; `None` for 1-1-1, which is the
/// measure of the others.
pub fn shape_feature(size: [usize; WAYS]) -> Option<usize> {
    let filled = size.iter().filter(|&&s| s > 0).count();
    let several = size.iter().filter(|&&s| s > 1).count();
    let larger = size.iter().any(|&s| s > 2);
    match (filled, several, larger) {
        (1, ..) => Some(1),
        (2, 0, _) => Some(2),
        (2, 1, _) => Some(3),
        (2, ..) => Some(4),
        (_, 0, _) => None,
        (_, 1, _) => Some(5),
        (_, 2, _) => Some(6),
        (_, _, false) => Some(7),
        _ => Some(8),
    }
}

/// What the decoder weighs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Risk {
    /// What a bead costs that turns out wrong, beside the gain of 1 of a right one.
    pub threshold: f64,
    /// What a segment rightly left alone gains.
    pub alone: f64,
    /// What the links of the pairs count beside the beads.
    pub links: f64,
    /// What a link costs that turns out wrong.
    pub link_threshold: f64,
    /// What a segment rightly left without counterpart in another version gains.
    pub link_alone: f64,
}

/// The best chain of links inside every group pair of a band.
#[derive(Debug)]
pub struct Chains {
    band: Band,
    /// For each cell, the score of the best chain from `(i - p, j - q)` to `(i, j)`.
    best: Vec<[f32; SIDE * SIDE]>,
    /// The last link of that chain.
    last: Vec<[u8; SIDE * SIDE]>,
    /// The likely links of the pair, the other versions heard, in the order of their ends, and for
    /// each position of the first version where those that end there begin.
    among: Vec<Likely>,
    among_of: Vec<u32>,
}

/// A likely link that ends at a position of the first version that is known. It is kept small: a
/// text in which everything is like everything has millions.
#[derive(Debug, Clone, Copy)]
struct Likely {
    j: u32,
    p: u8,
    q: u8,
    probability: f32,
}

/// Links in order, each with its groups.
pub type Links = Vec<(Range<usize>, Range<usize>)>;

impl Chains {
    /// Finds the best chains of a scored lattice. `among` are the likely links of the pair, the
    /// other versions heard, in the order of their ends.
    pub fn new(lattice: &Lattice<'_>, band: &Band, among: Vec<Link>) -> Chains {
        let mut best = vec![[NEVER; SIDE * SIDE]; band.cells()];
        let mut last = vec![[u8::MAX; SIDE * SIDE]; band.cells()];
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            for j in low..=high {
                let Some(cell) = band.cell(i, j) else { continue };
                best[cell][0] = 0.0;
                for (shape, (p, q)) in SHAPES.into_iter().enumerate() {
                    let score = lattice.score(cell, shape);
                    if score == NEVER {
                        continue;
                    }
                    let Some(from) = band.cell(i - p, j - q) else { continue };
                    for x in p..SIDE {
                        for y in q..SIDE {
                            let before = best[from][(x - p) * SIDE + y - q];
                            let slot = x * SIDE + y;
                            if before + score > best[cell][slot] {
                                best[cell][slot] = before + score;
                                last[cell][slot] = shape as u8;
                            }
                        }
                    }
                }
            }
        }
        let before = |i: usize| among.partition_point(|link| link.i < i) as u32;
        let among_of = (0..=band.rows() + 1).map(before).collect();
        let likely = |link: &Link| Likely {
            j: link.j as u32,
            p: link.p as u8,
            q: link.q as u8,
            probability: link.probability as f32,
        };
        let among = among.iter().map(likely).collect();
        Chains { band: band.clone(), best, last, among, among_of }
    }

    /// Where chains were looked for.
    pub fn band(&self) -> &Band {
        &self.band
    }

    /// The score of the best chain between the groups of `p` and `q` segments that end at
    /// `(i, j)`; `None` out of the band.
    pub fn score(&self, i: usize, j: usize, p: usize, q: usize) -> Option<f32> {
        self.row(i, j).map(|row| row[p * SIDE + q])
    }

    fn row(&self, i: usize, j: usize) -> Option<&[f32; SIDE * SIDE]> {
        self.band.cell(i, j).map(|cell| &self.best[cell])
    }

    /// The links of the best chain between two groups.
    pub fn links(&self, a: &Range<usize>, b: &Range<usize>) -> Links {
        let (mut i, mut j) = (a.end, b.end);
        let mut links = Vec::new();
        while i > a.start || j > b.start {
            let slot = (i - a.start) * SIDE + j - b.start;
            let shape = self.band.cell(i, j).map_or(u8::MAX, |cell| self.last[cell][slot]);
            let Some(&(p, q)) = SHAPES.get(usize::from(shape)) else {
                // Out of the band: the groups as they are.
                links.push((a.start..i, b.start..j));
                break;
            };
            links.push((i - p..i, j - q..j));
            (i, j) = (i - p, j - q);
        }
        links.reverse();
        links
    }

    /// The probability of a link, if it is a likely one.
    fn probability(&self, i: usize, j: usize, p: usize, q: usize) -> f64 {
        let links = &self.among[self.among_of[i] as usize..self.among_of[i + 1] as usize];
        let wanted = (j as u32, p as u8, q as u8);
        let same = |link: &&Likely| (link.j, link.p, link.q) == wanted;
        links.iter().find(same).map_or(0.0, |link| f64::from(link.probability))
    }

    /// The probability of the least likely of some links.
    pub fn least(&self, links: &Links) -> f64 {
        let probability = |(x, y): &(Range<usize>, Range<usize>)| {
            self.probability(x.end, y.end, x.len(), y.len())
        };
        links.iter().map(probability).fold(1.0, f64::min)
    }

    /// The chain of links between two groups with the highest expected gain, and that gain.
    pub fn expected(&self, a: &Range<usize>, b: &Range<usize>, risk: &Risk) -> (f64, Links) {
        let (n, m) = (a.len(), b.len());
        let mut best = [[(f64::NEG_INFINITY, (0, 0)); SIDE]; SIDE];
        best[0][0].0 = 0.0;
        for i in 0..=n {
            for j in 0..=m {
                for (p, q) in SHAPES {
                    if p > i || q > j {
                        continue;
                    }
                    let probability = self.probability(a.start + i, b.start + j, p, q);
                    let gain = match p == 0 || q == 0 {
                        true => risk.link_alone * probability,
                        false => probability - risk.link_threshold,
                    };
                    let total = best[i - p][j - q].0 + gain;
                    if total > best[i][j].0 {
                        best[i][j] = (total, (p, q));
                    }
                }
            }
        }
        let (mut i, mut j) = (n, m);
        let mut links = Vec::new();
        while i > 0 || j > 0 {
            let (p, q) = best[i][j].1;
            links.push((a.start + i - p..a.start + i, b.start + j - q..b.start + j));
            (i, j) = (i - p, j - q);
        }
        links.reverse();
        (best[n][m].0, links)
    }
}

/// A bead: the end of its group in every version, the sizes, and its probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JointBead {
    /// Ends of the groups.
    pub end: [usize; WAYS],
    /// Sizes of the groups.
    pub size: [usize; WAYS],
    /// Posterior probability.
    pub probability: f64,
}

impl JointBead {
    /// The groups of a pair of versions.
    fn groups(&self, pair: usize) -> (Range<usize>, Range<usize>) {
        let group = |v: usize| self.end[v] - self.size[v]..self.end[v];
        (group(PAIRS[pair].0), group(PAIRS[pair].1))
    }
}

/// The lattice of all joint alignments within the bands of the pairs.
pub struct Joint<'a> {
    sizes: [usize; WAYS],
    chains: [&'a Chains; 3],
    /// For every size of bead its prior, in nats.
    priors: [[[f32; SIDE]; SIDE]; SIDE],
    weights: JointWeights,
    /// For each `(i, j)` in the band of the first pair: offset of its states, first and last `k`.
    columns: Vec<(usize, usize, usize)>,
    states: usize,
    guide: Option<&'a Guide<'a>>,
}

impl<'a> Joint<'a> {
    /// Builds the lattice of three versions of the given sizes.
    pub fn new(sizes: [usize; WAYS], chains: [&'a Chains; 3], weights: JointWeights) -> Joint<'a> {
        let mut priors = [[[NEVER; SIDE]; SIDE]; SIDE];
        for (x, y, z) in sizes_of_beads() {
            if let Some(prior) = prior([x, y, z], &weights) {
                priors[x][y][z] = prior as f32;
            }
        }
        let mut columns = Vec::new();
        let mut states = 0;
        let first = &chains[0].band;
        columns.reserve(first.cells());
        for i in 0..=sizes[0] {
            let (low, high) = first.range(i);
            for j in low..=high {
                let (by_first, by_second) = (chains[1].band.range(i), chains[2].band.range(j));
                let from = by_first.0.max(by_second.0);
                let to = by_first.1.min(by_second.1);
                columns.push((states, from, to));
                states += (to + 1).saturating_sub(from);
            }
        }
        Joint { sizes, chains, priors, weights, columns, states, guide: None }
    }

    /// The same without the beads that what is fixed forbids.
    pub fn guided(self, guide: &'a Guide<'a>) -> Joint<'a> {
        Joint { guide: Some(guide), ..self }
    }

    /// How many states the lattice has.
    pub fn states(&self) -> usize {
        self.states
    }

    /// Whether a path of single segments leads from one end to the other through the bands of all
    /// three pairs.
    pub fn is_connected(&self) -> bool {
        let mut reached = vec![false; self.states];
        let mut last = false;
        self.each_state(|at, state| {
            // Every way to take one segment or none of each version.
            let before = (1..1 << WAYS).filter_map(|taken: usize| {
                let mut from = at;
                for (v, position) in from.iter_mut().enumerate() {
                    *position = position.checked_sub(taken >> v & 1)?;
                }
                self.state(from)
            });
            last = at == [0; WAYS] || before.into_iter().any(|from| reached[from]);
            reached[state] = last;
        });
        // The last state is that of all three ends, where the bands hold it.
        last && self.state(self.sizes).is_some()
    }

    fn state(&self, at: [usize; WAYS]) -> Option<usize> {
        let cell = self.chains[0].band.cell(at[0], at[1])?;
        let (start, from, to) = self.columns[cell];
        (from <= at[2] && at[2] <= to).then(|| start + at[2] - from)
    }

    fn rows(&self, at: [usize; WAYS]) -> Option<[&[f32; SIDE * SIDE]; 3]> {
        let row = |pair: usize| {
            let (x, y) = PAIRS[pair];
            self.chains[pair].row(at[x], at[y])
        };
        Some([row(0)?, row(1)?, row(2)?])
    }

    fn each_state(&self, mut visit: impl FnMut([usize; WAYS], usize)) {
        let mut column = 0;
        for i in 0..=self.sizes[0] {
            let (low, high) = self.chains[0].band.range(i);
            for j in low..=high {
                let (start, from, to) = self.columns[column];
                column += 1;
                for k in from..(to + 1).max(from) {
                    visit([i, j, k], start + k - from);
                }
            }
        }
    }

    fn each_state_back(&self, mut visit: impl FnMut([usize; WAYS], usize)) {
        let mut column = self.columns.len();
        for i in (0..=self.sizes[0]).rev() {
            let (low, high) = self.chains[0].band.range(i);
            for j in (low..=high).rev() {
                column -= 1;
                let (start, from, to) = self.columns[column];
                for k in (from..(to + 1).max(from)).rev() {
                    visit([i, j, k], start + k - from);
                }
            }
        }
    }

    /// The sizes of the beads that end in a state, with the state before and the score.
    fn steps(&self, at: [usize; WAYS], mut visit: impl FnMut([usize; WAYS], usize, f64)) {
        let Some(rows) = self.rows(at) else { return };
        let [a, b, c] = at.map(|position| position.min(MAX_BEAD));
        for x in 0..=a {
            for y in 0..=b {
                let first = rows[0][x * SIDE + y];
                if first == NEVER {
                    continue;
                }
                // The states before differ in the last version only.
                let Some(cell) = self.chains[0].band.cell(at[0] - x, at[1] - y) else { continue };
                let (start, from, to) = self.columns[cell];
                for z in 0..=c {
                    let (prior, k) = (self.priors[x][y][z], at[2] - z);
                    let sum = first + rows[1][x * SIDE + z] + rows[2][y * SIDE + z];
                    if prior == NEVER || sum == NEVER || k < from || k > to {
                        continue;
                    }
                    if self.guide.is_none_or(|guide| guide.allows_bead(at, [x, y, z])) {
                        let score = f64::from(prior) + self.weights[0] * f64::from(sum);
                        visit([x, y, z], start + k - from, score);
                    }
                }
            }
        }
    }

    /// The log mass of everything before each state.
    fn forward(&self) -> Vec<f64> {
        let mut mass = vec![f64::NEG_INFINITY; self.states];
        let mut terms: Vec<f64> = Vec::with_capacity(SIDE * SIDE * SIDE);
        self.each_state(|at, state| {
            if at == [0; WAYS] {
                mass[state] = 0.0;
                return;
            }
            terms.clear();
            self.steps(at, |_, from, score| terms.push(mass[from] + score));
            mass[state] = log_sum(&terms);
        });
        mass
    }

    /// Every bead of at least the given probability, in the order of its end, and the log of the
    /// lattice's whole mass.
    pub fn beads(&self, least: f64) -> (Vec<JointBead>, f64) {
        let before = self.forward();
        let whole = before.last().copied().unwrap_or(0.0);
        let mut beads = Vec::new();
        if whole == f64::NEG_INFINITY {
            return (beads, whole);
        }
        // The probability that an alignment passes a state: who passes it has come by one of the
        // beads that end there, by each as often as its share of the mass before the state.
        let mut passed = vec![0.0; self.states];
        if let Some(last) = passed.last_mut() {
            *last = 1.0;
        }
        let nobody = least * NOBODY;
        self.each_state_back(|at, state| {
            let here = passed[state];
            if here <= nobody {
                return;
            }
            self.steps(at, |size, from, score| {
                let probability = here * (before[from] + score - before[state]).exp();
                passed[from] += probability;
                if probability >= least {
                    beads.push(JointBead { end: at, size, probability });
                }
            });
        });
        beads.reverse();
        (beads, whole)
    }

    /// The score of the pairs of one bead, unweighted; `None` when it is out of the lattice.
    pub fn pair_score(&self, end: [usize; WAYS], size: [usize; WAYS]) -> Option<f64> {
        prior(size, &self.weights)?;
        self.state(end)?;
        let rows = self.rows(end)?;
        let slots = PAIRS.map(|(x, y)| size[x] * SIDE + size[y]);
        let sum: f32 = rows.iter().zip(slots).map(|(row, slot)| row[slot]).sum();
        (sum > NEVER).then_some(f64::from(sum))
    }

    /// The path of beads with the highest expected gain (minimum Bayes risk): what the beads and
    /// the links inside them are expected to add to the count of right ones.
    pub fn decode(&self, risk: &Risk) -> Vec<JointBead> {
        // Where every bead is as unlikely as any other, no path of likely ones may lead from one
        // end to the other.
        for least in [1e-3, 1e-4] {
            let (beads, _) = self.beads(least);
            let worth = self.worth(&beads, risk);
            if let Some(path) = self.best_path(&beads, &worth) {
                return path;
            }
        }
        self.likeliest().unwrap_or_default()
    }

    /// The path of the highest score, its beads without a probability.
    fn likeliest(&self) -> Option<Vec<JointBead>> {
        let mut best: Vec<(f64, [usize; WAYS])> = vec![(f64::NEG_INFINITY, [0; WAYS]); self.states];
        best.first_mut()?.0 = 0.0;
        self.each_state(|at, state| {
            let mut own = best[state];
            self.steps(at, |size, from, score| {
                if best[from].0 + score > own.0 {
                    own = (best[from].0 + score, size);
                }
            });
            best[state] = own;
        });
        let mut path = Vec::new();
        let mut end = self.sizes;
        while end != [0; WAYS] {
            let (_, size) = best[self.state(end)?];
            if size == [0; WAYS] {
                return None;
            }
            path.push(JointBead { end, size, probability: 0.0 });
            end = [0, 1, 2].map(|v| end[v] - size[v]);
        }
        path.reverse();
        Some(path)
    }

    /// What each bead is expected to add.
    fn worth(&self, beads: &[JointBead], risk: &Risk) -> Vec<f64> {
        beads
            .iter()
            .map(|bead| {
                let alone = bead.size.iter().filter(|&&s| s > 0).count() == 1;
                let own = match alone {
                    true => risk.alone * bead.probability,
                    false => bead.probability - risk.threshold,
                };
                let linked: f64 = (0..PAIRS.len())
                    .map(|pair| {
                        let (a, b) = bead.groups(pair);
                        self.chains[pair].expected(&a, &b, risk).0
                    })
                    .sum();
                own + risk.links * linked
            })
            .collect()
    }

    fn best_path(&self, beads: &[JointBead], worth: &[f64]) -> Option<Vec<JointBead>> {
        let mut best: Vec<(f64, u32)> = vec![(f64::NEG_INFINITY, u32::MAX); self.states];
        best.first_mut()?.0 = 0.0;
        for (number, (bead, worth)) in beads.iter().zip(worth).enumerate() {
            let before = [0, 1, 2].map(|v| bead.end[v] - bead.size[v]);
            let (Some(from), Some(to)) = (self.state(before), self.state(bead.end)) else {
                continue;
            };
            let total = best[from].0 + worth;
            if total > best[to].0 {
                best[to] = (total, number as u32);
            }
        }
        let mut path = Vec::new();
        let mut at = self.sizes;
        while at != [0; WAYS] {
            let bead = *beads.get(best[self.state(at)?].1 as usize)?;
            path.push(bead);
            at = [0, 1, 2].map(|v| at[v] - bead.size[v]);
        }
        path.reverse();
        Some(path)
    }
}

/// The prior of a shape, in nats; `None` for one that is not made.
fn prior(size: [usize; WAYS], weights: &JointWeights) -> Option<f64> {
    let filled = size.iter().filter(|&&s| s > 0).count();
    let largest = size.into_iter().max().unwrap_or(0);
    if filled == 0 || largest > MAX_BEAD || (filled == 1 && largest > 1) {
        return None;
    }
    Some(shape_feature(size).map_or(0.0, |feature| weights[feature]))
}

/// All sizes of groups, one for each version.
fn sizes_of_beads() -> impl Iterator<Item = (usize, usize, usize)> {
    (0..SIDE).flat_map(|x| (0..SIDE).flat_map(move |y| (0..SIDE).map(move |z| (x, y, z))))
}
