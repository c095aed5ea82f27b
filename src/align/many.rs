//! More than three versions: the first three are aligned jointly, then each further version is
//! aligned with the beads that are there already.
//!
//! A step of this second lattice joins up to four consecutive beads with up to four segments of
//! the new version; its score is the mean, over the versions that the beads hold, of the best
//! chain of links between that version and the new one. The cost grows with the number of pairs
//! of versions, not with the product of their lengths.

use crate::align::guide::Fixed;
use crate::align::joint::Chains;
use crate::align::lattice::log_add;
use crate::align::pair::MAX_GROUP;
use std::ops::Range;

/// A bead under construction: the segments of the versions so far, and its confidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Partial {
    /// The segments of each version.
    pub segments: Vec<Range<usize>>,
    /// The product of the posteriors of the steps that made it.
    pub posterior: f64,
}

/// What a second bead in a step costs: beads are joined only when the new version demands it.
const JOIN: f64 = -2.5;
/// How many bits of evidence a version beyond the first adds to the mean, as a share.
const AGREEMENT: f64 = 0.5;

/// Adds a version of `m` segments to beads. `chains` holds, for each version so far, the best
/// chains between it and the new one; what is `fixed` is obeyed.
pub fn add(beads: &[Partial], chains: &[&Chains], m: usize, fixed: &Fixed) -> Vec<Partial> {
    let lattice = Lattice { beads, chains, m, lines: lines(beads, chains.len()), fixed };
    let n = beads.len();
    let width = m + 1;
    let mut before = vec![f64::NEG_INFINITY; (n + 1) * width];
    let mut best = vec![(f64::NEG_INFINITY, (0u8, 0u8)); (n + 1) * width];
    before[0] = 0.0;
    best[0].0 = 0.0;
    lattice.each(|(i, j), (p, q), score| {
        let (from, to) = ((i - p) * width + j - q, i * width + j);
        before[to] = log_add(before[to], before[from] + score);
        if best[from].0 + score > best[to].0 {
            best[to] = (best[from].0 + score, (p as u8, q as u8));
        }
    });
    let mut after = vec![f64::NEG_INFINITY; (n + 1) * width];
    after[n * width + m] = 0.0;
    lattice.each_back(|(i, j), (p, q), score| {
        let (from, to) = ((i - p) * width + j - q, i * width + j);
        after[from] = log_add(after[from], after[to] + score);
    });
    let whole = before[n * width + m];
    let (mut i, mut j) = (n, m);
    let mut path = Vec::new();
    while i > 0 || j > 0 {
        let (p, q) = best[i * width + j].1;
        let (p, q) = (usize::from(p), usize::from(q));
        if p == 0 && q == 0 {
            // No path leads here: the rest stays as it is.
            path.extend((0..j).rev().map(|s| lattice.alone(0, s)));
            path.extend((0..i).rev().map(|b| lattice.joined(b..b + 1, 0..0, 0.0)));
            break;
        }
        let score = lattice.score((i, j), (p, q)).unwrap_or(f64::NEG_INFINITY);
        let (from, to) = ((i - p) * width + j - q, i * width + j);
        let posterior = (before[from] + score + after[to] - whole).exp().min(1.0);
        path.push(match p {
            0 => Partial { posterior, ..lattice.alone(i, j - 1) },
            _ => lattice.joined(i - p..i, j - q..j, posterior),
        });
        (i, j) = (i - p, j - q);
    }
    path.reverse();
    path
}

/// For each version the position before each bead.
fn lines(beads: &[Partial], versions: usize) -> Vec<Vec<usize>> {
    (0..versions)
        .map(|v| {
            let mut line = vec![0];
            for bead in beads {
                let last = line[line.len() - 1];
                line.push(bead.segments[v].end.max(last));
            }
            line
        })
        .collect()
}

struct Lattice<'a> {
    beads: &'a [Partial],
    chains: &'a [&'a Chains],
    m: usize,
    lines: Vec<Vec<usize>>,
    fixed: &'a Fixed,
}

impl Lattice<'_> {
    /// The score of joining `p` beads that end at `i` with `q` segments that end at `j`.
    fn score(&self, (i, j): (usize, usize), (p, q): (usize, usize)) -> Option<f64> {
        let groups = self.lines.iter().map(|line| line[i - p]..line[i]);
        if !self
            .fixed
            .allows(&groups.chain(std::iter::once(j - q..j)).enumerate().collect::<Vec<_>>())
        {
            return None;
        }
        let (mut sum, mut versions) = (0.0, 0.0f64);
        for (line, chains) in self.lines.iter().zip(self.chains) {
            let size = line[i] - line[i - p];
            if size > MAX_GROUP {
                return None;
            }
            sum += f64::from(chains.score(line[i], j, size, q)?);
            versions += 1.0;
        }
        let mean = sum / versions * (1.0 + AGREEMENT * (versions - 1.0));
        Some(mean + JOIN * p.saturating_sub(1) as f64)
    }

    fn shapes() -> impl Iterator<Item = (usize, usize)> {
        (0..=MAX_GROUP)
            .flat_map(|p| (0..=MAX_GROUP).map(move |q| (p, q)))
            // A segment or a bead without counterpart stands alone.
            .filter(|&(p, q)| match (p, q) {
                (0, q) => q == 1,
                (p, 0) => p == 1,
                _ => true,
            })
    }

    fn step(
        &self,
        at: (usize, usize),
        visit: &mut impl FnMut((usize, usize), (usize, usize), f64),
    ) {
        for (p, q) in Self::shapes() {
            if p <= at.0
                && q <= at.1
                && let Some(score) = self.score(at, (p, q))
                && score > f64::NEG_INFINITY
            {
                visit(at, (p, q), score);
            }
        }
    }

    fn each(&self, mut visit: impl FnMut((usize, usize), (usize, usize), f64)) {
        for i in 0..=self.beads.len() {
            (0..=self.m).for_each(|j| self.step((i, j), &mut visit));
        }
    }

    fn each_back(&self, mut visit: impl FnMut((usize, usize), (usize, usize), f64)) {
        for i in (0..=self.beads.len()).rev() {
            (0..=self.m).rev().for_each(|j| self.step((i, j), &mut visit));
        }
    }

    /// A segment of the new version that no bead takes, standing before bead `i`.
    fn alone(&self, i: usize, segment: usize) -> Partial {
        let mut segments: Vec<Range<usize>> =
            self.lines.iter().map(|line| line[i]..line[i]).collect();
        segments.push(segment..segment + 1);
        Partial { segments, posterior: 1.0 }
    }

    fn joined(&self, beads: Range<usize>, segments: Range<usize>, posterior: f64) -> Partial {
        let joined = &self.beads[beads.clone()];
        let mut groups: Vec<Range<usize>> =
            self.lines.iter().map(|line| line[beads.start]..line[beads.end]).collect();
        groups.push(segments);
        let posterior = joined.iter().map(|b| b.posterior).product::<f64>() * posterior;
        Partial { segments: groups, posterior }
    }
}
