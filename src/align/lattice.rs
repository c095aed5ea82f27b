//! The lattice of all alignments of two versions: best path and posterior probabilities.

use crate::align::band::Band;
use crate::align::pair::{PairModel, SHAPES};
use crate::align::through::Through;
use crate::align::weights::{AmongWeights, FEATURES, Vector};
use std::sync::OnceLock;

/// Links of `p` segments of one version with `q` of another, ending at `(i, j)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// End of the group in the first version.
    pub i: usize,
    /// End of the group in the second version.
    pub j: usize,
    /// Segments of the first version.
    pub p: usize,
    /// Segments of the second version.
    pub q: usize,
    /// The probability of the link, given everything else.
    pub probability: f64,
}

/// The scores of all links of two versions within a band.
#[derive(Debug, Clone)]
pub struct Lattice<'a> {
    band: &'a Band,
    /// For each cell the score of every shape that ends there, in nats.
    scores: Vec<[f32; SHAPES.len()]>,
    /// The log of the mass before every cell, and the probability that an alignment passes it;
    /// summed when first asked for.
    masses: OnceLock<(Vec<f64>, Vec<f64>)>,
}

const NEVER: f64 = f64::NEG_INFINITY;

/// Cells that are passed with less than this probability are passed by nobody.
const NOBODY: f64 = 1e-15;

/// ln(e^a + e^b) without overflow.
pub fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == NEVER || high - low > 40.0 { high } else { high + (low - high).exp().ln_1p() }
}

/// ln Σ e^t without overflow.
pub fn log_sum(terms: &[f64]) -> f64 {
    let highest = terms.iter().copied().fold(NEVER, f64::max);
    if highest == NEVER {
        return highest;
    }
    let telling = terms.iter().map(|&t| (t - highest) as f32).filter(|&t| t > -20.0);
    highest + f64::from(telling.map(f32::exp).sum::<f32>()).ln()
}

impl<'a> Lattice<'a> {
    /// Scores every link of `model`, which was made with the same weights; `adjust` has the last
    /// word on the score of a shape that ends at a position.
    pub fn new(
        model: &PairModel<'_>,
        band: &'a Band,
        weights: &Vector,
        adjust: impl Fn(usize, usize, usize, f32) -> f32,
    ) -> Lattice<'a> {
        let mut scores = vec![[f32::NEG_INFINITY; SHAPES.len()]; band.cells()];
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            for j in low..=high {
                let Some(cell) = band.cell(i, j) else { continue };
                let said = model.said(i, j);
                for (shape, (p, q)) in SHAPES.into_iter().enumerate() {
                    if let Some(form) = model.form(i, j, p, q) {
                        let score = weighted(&form, weights) + said[p][q];
                        scores[cell][shape] = adjust(i, j, shape, score);
                    }
                }
            }
        }
        Lattice::of_scores(band, scores)
    }

    /// A lattice of scores that are known already.
    pub fn of_scores(band: &'a Band, scores: Vec<[f32; SHAPES.len()]>) -> Lattice<'a> {
        Lattice { band, scores, masses: OnceLock::new() }
    }

    /// The same links, of which the other versions of the text have their say too; in the place of
    /// their own scores, for a long text has many.
    pub fn among(mut self, through: &Through, weights: &AmongWeights) -> Lattice<'a> {
        self.masses = OnceLock::new();
        let mut cell = 0;
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                self.scores[cell] = std::array::from_fn(|shape| {
                    match self.among_features(through, i, j, cell, shape) {
                        Some(f) => f.iter().zip(weights).map(|(f, w)| f * w).sum::<f64>() as f32,
                        None => f32::NEG_INFINITY,
                    }
                });
                cell += 1;
            }
        }
        self
    }

    /// What [`Self::among`] weighs of a link; `None` for one that is not in the lattice.
    pub fn among_features(
        &self,
        through: &Through,
        i: usize,
        j: usize,
        cell: usize,
        shape: usize,
    ) -> Option<AmongWeights> {
        let score = self.scores[cell][shape];
        let (p, q) = SHAPES[shape];
        (score > f32::NEG_INFINITY).then(|| match p == 0 || q == 0 {
            true => [f64::from(score), 0.0, 0.0, 1.0],
            false => {
                let shared = f64::from(through.shared(i, j, p, q));
                [f64::from(score), shared, f64::from(through.absent(i, j, p, q)), 0.0]
            }
        })
    }

    /// The score of the link of shape number `shape` that ends in `cell`.
    pub fn score(&self, cell: usize, shape: usize) -> f32 {
        self.scores[cell][shape]
    }

    /// The number of a cell, if it is in the band.
    pub fn cell(&self, i: usize, j: usize) -> Option<usize> {
        self.band.cell(i, j)
    }

    /// The log of the mass before every cell, of which the last is that of the whole lattice, and
    /// the probability that an alignment passes the cell.
    fn masses(&self) -> (&[f64], &[f64]) {
        let (before, passed) = self.masses.get_or_init(|| self.sum());
        (before, passed)
    }

    fn sum(&self) -> (Vec<f64>, Vec<f64>) {
        let cells = self.band.cells();
        let mut before = vec![NEVER; cells];
        let mut passed = vec![0.0; cells];
        let mut terms = Vec::with_capacity(SHAPES.len());
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                let Some(cell) = self.band.cell(i, j) else { continue };
                terms.clear();
                self.each_to(i, j, cell, |from, _, score| terms.push(before[from] + score));
                before[cell] = if cell == 0 { 0.0 } else { log_sum(&terms) };
            }
        }
        if before.last().is_none_or(|whole| *whole == NEVER) {
            return (before, passed);
        }
        passed[cells - 1] = 1.0;
        for i in (0..=self.band.rows()).rev() {
            let (low, high) = self.band.range(i);
            for j in (low..=high).rev() {
                let Some(cell) = self.band.cell(i, j) else { continue };
                // Who passes a cell has come by one of its links, by each as often as its share
                // of the mass before the cell.
                if passed[cell] > NOBODY {
                    self.each_to(i, j, cell, |from, _, score| {
                        passed[from] += passed[cell] * (before[from] + score - before[cell]).exp();
                    });
                }
            }
        }
        (before, passed)
    }

    /// Calls `visit` with every link that ends in a cell: the cell it comes from, the number of
    /// its shape, its score.
    fn each_to(&self, i: usize, j: usize, cell: usize, mut visit: impl FnMut(usize, usize, f64)) {
        for (shape, (p, q)) in SHAPES.into_iter().enumerate() {
            let score = self.scores[cell][shape];
            if score > f32::NEG_INFINITY
                && let Some(from) = self.band.cell(i - p, j - q)
            {
                visit(from, shape, f64::from(score));
            }
        }
    }

    /// Every link whose posterior probability is at least `least`, in the order of its end.
    pub fn links(&self, least: f64) -> Vec<Link> {
        let (before, passed) = self.masses();
        let mut links = Vec::new();
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                let Some(cell) = self.band.cell(i, j) else { continue };
                if passed[cell] < least {
                    continue;
                }
                self.each_to(i, j, cell, |from, shape, score| {
                    let share = (before[from] + score - before[cell]).exp();
                    let probability = if share > 0.0 { passed[cell] * share } else { 0.0 };
                    if probability >= least {
                        let (p, q) = SHAPES[shape];
                        links.push(Link { i, j, p, q, probability });
                    }
                });
            }
        }
        links
    }

    /// The log of the total mass, and the posterior of every scored link as a callback.
    pub fn expectations(&self, mut visit: impl FnMut(usize, usize, usize, usize, f64)) -> f64 {
        for link in self.links(1e-7) {
            visit(link.i, link.j, link.p, link.q, link.probability);
        }
        let (before, _) = self.masses();
        before.last().copied().unwrap_or(0.0)
    }

    /// The band in which alignments with at least `least` of the probability mass run, and the
    /// likeliest position of every row, with `margin` positions around it.
    pub fn likely_band(&self, least: f64, margin: usize, m: usize) -> Band {
        let (_, passed) = self.masses();
        let n = self.band.rows();
        let mut ranges = vec![(m, 0); n + 1];
        for i in 0..=n {
            let (low, high) = self.band.range(i);
            let row = || (low..=high).filter_map(|j| Some((j, passed[self.band.cell(i, j)?])));
            let likeliest = row().map(|(_, p)| p).fold(f64::MIN_POSITIVE, f64::max);
            for (j, probability) in row() {
                if probability >= least.min(likeliest) {
                    for row in &mut ranges[i.saturating_sub(margin)..=(i + margin).min(n)] {
                        row.0 = row.0.min(j.saturating_sub(margin));
                        row.1 = row.1.max((j + margin).min(m));
                    }
                }
            }
        }
        Band::new(n, m, ranges)
    }

    /// The chain of links with the highest expected number of right links (minimum Bayes risk).
    /// A segment without counterpart counts only `alone` as much as a link of two.
    pub fn decode(&self, alone: f64) -> Vec<Link> {
        let cells = self.band.cells();
        // The threshold is lowered until a path leads from one end to the other; at the last one
        // every link of the lattice takes part.
        for least in [1e-4, 1e-9, 0.0] {
            let links = self.links(least);
            let mut best: Vec<(f64, usize)> = vec![(NEVER, usize::MAX); cells];
            if let Some(first) = best.first_mut() {
                first.0 = 0.0;
            }
            for (number, link) in links.iter().enumerate() {
                let from = self.band.cell(link.i - link.p, link.j - link.q);
                let (Some(from), Some(to)) = (from, self.band.cell(link.i, link.j)) else {
                    continue;
                };
                let worth = if link.p == 0 || link.q == 0 { alone } else { 1.0 };
                let total = best[from].0 + worth * link.probability;
                if total > best[to].0 {
                    best[to] = (total, number);
                }
            }
            let mut path = Vec::new();
            let mut at = cells.checked_sub(1);
            while let Some(link) = at.and_then(|cell| links.get(best[cell].1)) {
                path.push(*link);
                at = self.band.cell(link.i - link.p, link.j - link.q);
            }
            if at == Some(0) || cells <= 1 {
                path.reverse();
                return path;
            }
        }
        Vec::new()
    }
}

/// The sum of some features, each with its weight.
fn weighted(features: &Vector, weights: &Vector) -> f32 {
    // Eight sums side by side: one alone would wait for itself.
    let mut sums = [0.0; 8];
    for (features, weights) in features.chunks_exact(8).zip(weights.chunks_exact(8)) {
        for lane in 0..8 {
            sums[lane] += features[lane] * weights[lane];
        }
    }
    sums.iter().sum()
}

// The features come in whole groups of eight.
const _: () = assert!(FEATURES.is_multiple_of(8));
