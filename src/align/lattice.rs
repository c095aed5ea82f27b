//! The lattice of all alignments of two versions: best path and posterior probabilities.

use crate::align::band::Band;
use crate::align::pair::{PairModel, SHAPES};
use crate::align::through::Through;
use crate::align::weights::{AmongWeights, FEATURES, Parts, Vector, feature};
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
    /// What is added to the score of a segment without counterpart that follows another of its
    /// version: how much less than the first one a further one costs (an affine gap cost, Gotoh
    /// 1982).
    again: f32,
    /// The mass around every cell, summed when first asked for.
    masses: OnceLock<Masses>,
}

/// The mass of all alignments around every cell.
#[derive(Debug, Clone)]
struct Masses {
    before: Vec<Before>,
    passed: Vec<Passed>,
}

/// The alignments that lead to a cell: the log of their mass, and the shares of those that come
/// with a segment without counterpart, of the first version or of the second.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    mass: f64,
    alone: [f32; 2],
}

/// The probability that an alignment passes a cell, and that it comes there with a segment
/// without counterpart.
#[derive(Debug, Clone, Copy, Default)]
struct Passed {
    all: f64,
    alone: [f32; 2],
}

impl Passed {
    /// The probability to pass with a link of two sides, beside the share of such alignments
    /// before the cell.
    fn by_link(&self, before: &Before) -> f64 {
        let rest = |all: f64, alone: [f32; 2]| all - f64::from(alone[0]) - f64::from(alone[1]);
        let share = rest(1.0, before.alone);
        if share > 1e-6 { (rest(self.all, self.alone) / share).max(0.0) } else { 0.0 }
    }
}

/// The version of which a shape is a segment without counterpart.
fn alone_in(shape: usize) -> Option<usize> {
    match SHAPES[shape] {
        (_, 0) => Some(0),
        (0, _) => Some(1),
        _ => None,
    }
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
    /// Scores every link of `model`, which was made with the same weights; `adjust` makes the score
    /// of a shape that ends at a position of what the texts say.
    pub fn new(
        model: &PairModel<'_>,
        band: &'a Band,
        weights: &Vector,
        adjust: impl Fn(usize, usize, usize, Parts) -> f32,
    ) -> Lattice<'a> {
        let mut scores = vec![[f32::NEG_INFINITY; SHAPES.len()]; band.cells()];
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            for j in low..=high {
                let Some(cell) = band.cell(i, j) else { continue };
                let said = model.said(i, j);
                for (shape, (p, q)) in SHAPES.into_iter().enumerate() {
                    if let Some(form) = model.form(i, j, p, q) {
                        let parts = parts(&form, said[p][q], weights);
                        scores[cell][shape] = adjust(i, j, shape, parts);
                    }
                }
            }
        }
        Lattice::of_scores(band, scores)
    }

    /// A lattice of scores that are known already.
    pub fn of_scores(band: &'a Band, scores: Vec<[f32; SHAPES.len()]>) -> Lattice<'a> {
        Lattice { band, scores, masses: OnceLock::new(), again: 0.0 }
    }

    /// The same links, of which the other versions of the text have their say too; in the place of
    /// their own scores, for a long text has many.
    pub fn among(mut self, through: &Through, weights: &AmongWeights) -> Lattice<'a> {
        self.masses = OnceLock::new();
        self.again *= weights[0] as f32;
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

    /// The same where a segment without counterpart that follows another of its version has a
    /// higher score.
    pub fn again(mut self, again: f32) -> Lattice<'a> {
        self.again = again;
        self.masses = OnceLock::new();
        self
    }

    /// The score of the link of shape number `shape` that ends in `cell`.
    pub fn score(&self, cell: usize, shape: usize) -> f32 {
        self.scores[cell][shape]
    }

    /// The number of a cell, if it is in the band.
    pub fn cell(&self, i: usize, j: usize) -> Option<usize> {
        self.band.cell(i, j)
    }

    fn masses(&self) -> &Masses {
        self.masses.get_or_init(|| self.sum())
    }

    fn sum(&self) -> Masses {
        let cells = self.band.cells();
        let mut before = vec![Before::default(); cells];
        let mut passed = vec![Passed::default(); cells];
        let factor = self.again.exp() - 1.0;
        let mut terms = Vec::with_capacity(SHAPES.len());
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                let Some(cell) = self.band.cell(i, j) else { continue };
                terms.clear();
                let mut alone = [NEVER; 2];
                self.each_to(i, j, cell, |from, shape, score| {
                    let from = &before[from];
                    let term = match alone_in(shape) {
                        None => from.mass + score,
                        Some(version) => {
                            let more = f64::from(factor * from.alone[version]).ln_1p();
                            alone[version] = from.mass + score + more;
                            alone[version]
                        }
                    };
                    terms.push(term);
                });
                let mass = if cell == 0 { 0.0 } else { log_sum(&terms) };
                let share = |a: f64| if a > NEVER { (a - mass).exp() as f32 } else { 0.0 };
                before[cell] = Before { mass, alone: alone.map(share) };
            }
        }
        if before.last().is_none_or(|last| last.mass == NEVER) {
            return Masses { before, passed };
        }
        passed[cells - 1] = Passed { all: 1.0, alone: before[cells - 1].alone };
        for i in (0..=self.band.rows()).rev() {
            let (low, high) = self.band.range(i);
            for j in (low..=high).rev() {
                let Some(cell) = self.band.cell(i, j) else { continue };
                // Who passes a cell has come by one of its links, by each as often as its share
                // of the mass before the cell.
                if passed[cell].all <= NOBODY {
                    continue;
                }
                let here = passed[cell];
                let linked = here.by_link(&before[cell]);
                self.each_to(i, j, cell, |from, shape, score| {
                    let alone = before[from].alone;
                    match alone_in(shape) {
                        None => {
                            let p = linked * (before[from].mass + score - before[cell].mass).exp();
                            passed[from].all += p;
                            let sums = passed[from].alone.iter_mut().zip(alone);
                            sums.for_each(|(sum, share)| *sum += p as f32 * share);
                        }
                        Some(version) => {
                            let p = here.alone[version];
                            let share = p / (1.0 + factor * alone[version]);
                            passed[from].all += f64::from(p);
                            passed[from].alone[version] += share * (1.0 + factor) * alone[version];
                            passed[from].alone[1 - version] += share * alone[1 - version];
                        }
                    }
                });
            }
        }
        Masses { before, passed }
    }

    /// How many segments without counterpart are expected to follow another of their version.
    pub fn repeated(&self) -> f64 {
        let Masses { before, passed } = self.masses();
        let factor = self.again.exp();
        let mut sum = 0.0;
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                let Some(cell) = self.band.cell(i, j) else { continue };
                self.each_to(i, j, cell, |from, shape, _| {
                    if let Some(version) = alone_in(shape) {
                        let alone = before[from].alone[version];
                        let share = factor * alone / (1.0 + (factor - 1.0) * alone);
                        sum += f64::from(passed[cell].alone[version] * share);
                    }
                });
            }
        }
        sum
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
        let Masses { before, passed } = self.masses();
        let mut links = Vec::new();
        for i in 0..=self.band.rows() {
            let (low, high) = self.band.range(i);
            for j in low..=high {
                let Some(cell) = self.band.cell(i, j) else { continue };
                if passed[cell].all < least {
                    continue;
                }
                let linked = passed[cell].by_link(&before[cell]);
                self.each_to(i, j, cell, |from, shape, score| {
                    let probability = match alone_in(shape) {
                        Some(version) => f64::from(passed[cell].alone[version]),
                        None if linked > 0.0 => {
                            linked * (before[from].mass + score - before[cell].mass).exp()
                        }
                        None => 0.0,
                    };
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
        self.masses().before.last().map_or(0.0, |last| last.mass)
    }

    /// The band in which alignments with at least `least` of the probability mass run, and the
    /// likeliest position of every row, with `margin` positions around it.
    pub fn likely_band(&self, least: f64, margin: usize, m: usize) -> Band {
        let passed = &self.masses().passed;
        let n = self.band.rows();
        let mut ranges = vec![(m, 0); n + 1];
        for i in 0..=n {
            let (low, high) = self.band.range(i);
            let row = || (low..=high).filter_map(|j| Some((j, passed[self.band.cell(i, j)?].all)));
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

/// What the texts say of a link of this form, in which the items have `said` so much.
pub fn parts(form: &Vector, said: f32, weights: &Vector) -> Parts {
    let of = |feature: usize| form[feature] * weights[feature];
    let length = of(feature::LENGTH);
    let ends = feature::ENDS.map(of).sum::<f32>();
    [weighted(form, weights) - ends - length, ends, length, said]
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    const N: usize = 4;
    const AGAIN: f32 = 1.5;

    /// Links, by their ends and the numbers of their shapes.
    type Path = Vec<(usize, usize, usize)>;

    /// A score that has no pattern.
    fn score(cell: usize, shape: usize) -> f32 {
        ((cell * 7 + shape * 13) % 11) as f32 * 0.3 - 1.5
    }

    /// Every alignment from a position on, with its score: the links as they end, and whether the
    /// last was a segment without counterpart.
    fn walk(
        band: &Band,
        (i, j): (usize, usize),
        so_far: &mut Path,
        total: f64,
        found: &mut Vec<(Path, f64)>,
    ) {
        if (i, j) == (N, N) {
            return found.push((so_far.clone(), total));
        }
        for (shape, (p, q)) in SHAPES.into_iter().enumerate() {
            let Some(cell) = (i + p <= N && j + q <= N).then(|| band.cell(i + p, j + q)).flatten()
            else {
                continue;
            };
            let follows = so_far.last().is_some_and(|&(.., last)| {
                alone_in(shape).is_some() && alone_in(last) == alone_in(shape)
            });
            let more = f64::from(score(cell, shape) + if follows { AGAIN } else { 0.0 });
            so_far.push((i + p, j + q, shape));
            walk(band, (i + p, j + q), so_far, total + more, found);
            so_far.pop();
        }
    }

    #[test]
    fn masses_are_those_of_all_alignments_counted_one_by_one() {
        let band = Band::full(N, N);
        let possible = |i: usize, j: usize| {
            let cell = band.cell(i, j).unwrap();
            std::array::from_fn(|shape| match SHAPES[shape] {
                (p, q) if p <= i && q <= j => score(cell, shape),
                _ => f32::NEG_INFINITY,
            })
        };
        let scores = (0..=N).flat_map(|i| (0..=N).map(move |j| (i, j)));
        let scores = scores.map(|(i, j)| possible(i, j)).collect();
        let lattice = Lattice::of_scores(&band, scores).again(AGAIN);
        let mut all = Vec::new();
        walk(&band, (0, 0), &mut Vec::new(), 0.0, &mut all);
        let whole: f64 = all.iter().map(|(_, score)| score.exp()).sum();
        let (mut wanted, mut repeated) = (BTreeMap::new(), 0.0);
        for (links, score) in &all {
            let share = score.exp() / whole;
            for link in links {
                *wanted.entry(*link).or_insert(0.0) += share;
            }
            let alone = |link: &(usize, usize, usize)| alone_in(link.2);
            let again = links.windows(2).filter(|w| alone(&w[0]).is_some());
            repeated += share * again.filter(|w| alone(&w[0]) == alone(&w[1])).count() as f64;
        }
        let found = lattice.links(0.0);
        assert_eq!(found.len(), wanted.len());
        for link in found {
            let shape = SHAPES.iter().position(|size| *size == (link.p, link.q)).unwrap();
            let wanted = wanted[&(link.i, link.j, shape)];
            assert!((link.probability - wanted).abs() < 1e-5, "{link:?}, {wanted}");
        }
        assert!((lattice.repeated() - repeated).abs() < 1e-5);
        assert!((lattice.expectations(|_, _, _, _, _| {}) - whole.ln()).abs() < 1e-4);
    }
}
