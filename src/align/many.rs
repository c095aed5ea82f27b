//! More than three versions: the first three are aligned jointly, then each further version is
//! aligned with the beads that are there already.
//!
//! A step of this second lattice joins up to four consecutive beads with up to four segments of
//! the new version; its score is the mean, over the versions that the beads hold, of the best
//! chain of links between that version and the new one. The cost grows with the number of pairs
//! of versions, not with the product of their lengths; it is searched where those chains are, so
//! it grows with the length of the text and not with its square.

use crate::align::band::Band;
use crate::align::guide::Fixed;
use crate::align::joint::{Chains, MAX_BEAD};
use crate::align::lattice::log_add;
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
/// What a segment counts, in nats, that lies where a version's chains are not looked for.
const OUTSIDE: f32 = -25.0;
/// The most positions that are searched, where the versions differ on where to search.
const MOST: usize = 2_500_000;
/// How many bits of evidence a version beyond the first adds to the mean, as a share.
const AGREEMENT: f64 = 0.5;

/// Adds a version of `m` segments to beads. `chains` holds, for each version so far, the best
/// chains between it and the new one; what is `fixed` is obeyed.
pub fn add(beads: &[Partial], chains: &[&Chains], m: usize, fixed: &Fixed) -> Vec<Partial> {
    let lines = lines(beads, chains.len());
    let band = band(&lines, chains, m);
    let lattice = Lattice { beads, chains, lines, band, fixed };
    let cells = lattice.band.cells();
    let mut before = vec![f64::NEG_INFINITY; cells];
    let mut best = vec![(f64::NEG_INFINITY, (0u8, 0u8)); cells];
    before[0] = 0.0;
    best[0].0 = 0.0;
    lattice.each(|from, to, (p, q), score| {
        before[to] = log_add(before[to], before[from] + score);
        if best[from].0 + score > best[to].0 {
            best[to] = (best[from].0 + score, (p as u8, q as u8));
        }
    });
    let mut after = vec![f64::NEG_INFINITY; cells];
    after[cells - 1] = 0.0;
    lattice.each_back(|from, to, _, score| {
        after[from] = log_add(after[from], after[to] + score);
    });
    let whole = before[cells - 1];
    let (mut i, mut j) = (beads.len(), m);
    let mut path = Vec::new();
    while i > 0 || j > 0 {
        let to = lattice.band.cell(i, j);
        let (p, q) = to.map_or((0, 0), |cell| best[cell].1);
        let (p, q) = (usize::from(p), usize::from(q));
        let from = (p + q > 0).then(|| lattice.band.cell(i - p, j - q)).flatten();
        let (Some(from), Some(to)) = (from, to) else {
            // No path leads here: the rest stays as it is.
            path.extend((0..j).rev().map(|s| lattice.alone(0, s)));
            path.extend((0..i).rev().map(|b| lattice.joined(b..b + 1, 0..0, 0.0)));
            break;
        };
        let score = lattice.score((i, j), (p, q)).unwrap_or(f64::NEG_INFINITY);
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

/// Where the new version is looked for: wherever it is for one of the versions; for the first of
/// them, where that would be too much.
fn band(lines: &[Vec<usize>], chains: &[&Chains], m: usize) -> Band {
    let beads = lines.first().map_or(1, Vec::len) - 1;
    let of = |versions: usize| {
        let ranges = (0..=beads).map(|bead| {
            let ranges = lines.iter().zip(chains).take(versions);
            ranges
                .map(|(line, chains)| chains.band().range(line[bead]))
                .fold((m, 0), |hull, range| (hull.0.min(range.0), hull.1.max(range.1)))
        });
        Band::new(beads, m, ranges.collect())
    };
    let band = of(lines.len());
    if band.cells() > MOST { of(1) } else { band }
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
    lines: Vec<Vec<usize>>,
    band: Band,
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
            if size > MAX_BEAD {
                return None;
            }
            // As much for each segment, or joining would pay.
            let outside = OUTSIDE * size.max(q) as f32;
            sum += f64::from(chains.score(line[i], j, size, q).unwrap_or(outside).max(outside));
            versions += 1.0;
        }
        let mean = sum / versions * (1.0 + AGREEMENT * (versions - 1.0));
        Some(mean + JOIN * p.saturating_sub(1) as f64)
    }

    fn shapes() -> impl Iterator<Item = (usize, usize)> {
        (0..=MAX_BEAD)
            .flat_map(|p| (0..=MAX_BEAD).map(move |q| (p, q)))
            // A segment or a bead without counterpart stands alone.
            .filter(|&(p, q)| match (p, q) {
                (0, q) => q == 1,
                (p, 0) => p == 1,
                _ => true,
            })
    }

    /// Calls `visit` with every step that ends at `(i, j)`: the cells it leads from and to, its
    /// shape and score.
    fn step(
        &self,
        (i, j): (usize, usize),
        visit: &mut impl FnMut(usize, usize, (usize, usize), f64),
    ) {
        let Some(to) = self.band.cell(i, j) else { return };
        for (p, q) in Self::shapes() {
            if p <= i
                && q <= j
                && let Some(from) = self.band.cell(i - p, j - q)
                && let Some(score) = self.score((i, j), (p, q))
                && score > f64::NEG_INFINITY
            {
                visit(from, to, (p, q), score);
            }
        }
    }

    fn each(&self, mut visit: impl FnMut(usize, usize, (usize, usize), f64)) {
        for i in 0..=self.beads.len() {
            let (low, high) = self.band.range(i);
            (low..=high).for_each(|j| self.step((i, j), &mut visit));
        }
    }

    fn each_back(&self, mut visit: impl FnMut(usize, usize, (usize, usize), f64)) {
        for i in (0..=self.beads.len()).rev() {
            let (low, high) = self.band.range(i);
            (low..=high).rev().for_each(|j| self.step((i, j), &mut visit));
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
