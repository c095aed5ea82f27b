//! What the other versions say of two: evidence that passes through them.
//!
//! Where a segment of the first version shares content with a segment of a third, and that one
//! with a segment of the second, the first and the second share content too; and where the third
//! version's counterpart has none in the second, the first has none there either. Both are known
//! with the probabilities that the pairs, each aligned alone, give their links. The idea is that
//! of triangulated translation models (Cohn and Lapata 2007).

use crate::align::evidence::Evidence;
use crate::align::lattice::Link;
use crate::align::pairs;
use std::collections::BTreeMap;
use std::ops::Range;

/// What the other versions say of the segments of a pair.
#[derive(Debug, Clone)]
pub struct Through {
    /// For each segment of the first version the segments of the second with which it is known
    /// to share content, in order, each with the probability.
    shared: Vec<Vec<(u32, f32)>>,
    /// For each segment of the two versions the probability that its counterpart in another
    /// version has itself none at the other side.
    absent: [Vec<f32>; 2],
}

/// A likely counterpart of a segment. It is kept small: a text in which everything is like
/// everything has millions.
#[derive(Debug, Clone)]
struct Counterpart {
    /// The first of the segments of the other version, and how many they are.
    start: u32,
    size: u8,
    /// How many segments of its own version are linked with them.
    own: u8,
    probability: f32,
}

impl Counterpart {
    /// The segments of the other version.
    fn group(&self) -> Range<usize> {
        let start = self.start as usize;
        start..start + usize::from(self.size)
    }
}

/// The likely links of two versions as seen from one of them.
#[derive(Debug, Clone)]
pub struct View {
    /// For each segment its likely counterparts.
    counterparts: Vec<Vec<Counterpart>>,
    /// For each segment the probability that it has none.
    alone: Vec<f32>,
}

impl View {
    /// The links as the `n` segments of the first version, and as the `m` of the second see them.
    pub fn both(links: &[Link], n: usize, m: usize) -> [View; 2] {
        let empty = |n| View { counterparts: vec![Vec::new(); n], alone: vec![0.0; n] };
        let mut views = [empty(n), empty(m)];
        for link in links {
            let groups = [link.i - link.p..link.i, link.j - link.q..link.j];
            for side in 0..2 {
                views[side].add(&groups[side], &groups[1 - side], link.probability as f32);
            }
        }
        views
    }

    fn add(&mut self, own: &Range<usize>, group: &Range<usize>, probability: f32) {
        for segment in own.clone() {
            if group.is_empty() {
                self.alone[segment] += probability;
            } else {
                self.counterparts[segment].push(Counterpart {
                    start: group.start as u32,
                    size: group.len() as u8,
                    own: own.len() as u8,
                    probability,
                });
            }
        }
    }

    /// For each segment, the probability that its counterpart is alone in the sense of `other`.
    fn absent(&self, other: &View) -> Vec<f32> {
        let one = |c: &Counterpart| {
            let least = other.alone[c.group()].iter().copied().fold(1.0, f32::min);
            c.probability * least
        };
        self.counterparts.iter().map(|all| all.iter().map(one).sum()).collect()
    }
}

/// The likely links of every pair of versions, as each version sees them.
#[derive(Debug)]
pub struct Views {
    versions: usize,
    /// In the order of [`crate::align::pairs`].
    pairs: Vec<[View; 2]>,
}

impl Views {
    /// `links` are the likely links of each pair, in the order of [`crate::align::pairs`].
    pub fn new(evidence: &[Evidence], links: impl IntoIterator<Item = Vec<Link>>) -> Views {
        let size = |v: usize| evidence[v].contents.len();
        let pairs = pairs(evidence.len()).zip(links);
        let pairs = pairs.map(|((x, y), links)| View::both(&links, size(x), size(y))).collect();
        Views { versions: evidence.len(), pairs }
    }

    /// Views that are there already, in the order of [`crate::align::pairs`].
    pub fn of_pairs(versions: usize, pairs: Vec<[View; 2]>) -> Views {
        Views { versions, pairs }
    }

    /// The links of the versions `v` and `w` as `v` sees them.
    fn of(&self, v: usize, w: usize) -> &View {
        let (x, y) = (v.min(w), v.max(w));
        // The number of the pair in the order of `pairs`.
        let number = x * self.versions - x * (x + 1) / 2 + y - x - 1;
        &self.pairs[number][usize::from(v > w)]
    }
}

/// Whether a segment that is one of `own` in a link and a segment at the far end of another link
/// must share content, when the two links meet in one segment of the third version.
///
/// Both links must hold all of their segments together, and the segment in the middle must lie
/// wholly inside one of the two: two parts of it need not overlap.
fn certain(first: &Counterpart, second: &Counterpart) -> bool {
    match (first.own == 1, second.size == 1) {
        (true, true) => true,
        (true, false) => second.own == 1,
        (false, true) => first.size == 1,
        (false, false) => false,
    }
}

impl Through {
    /// What the other versions say of the versions `x` and `y`.
    pub fn new((x, y): (usize, usize), views: &Views) -> Through {
        let view = |v, w| views.of(v, w);
        let others: Vec<usize> = (0..views.versions).filter(|z| ![x, y].contains(z)).collect();
        let share = 1.0 / others.len().max(1) as f32;
        let (n, m) = (view(x, y).alone.len(), view(y, x).alone.len());
        let mut through =
            Through { shared: vec![Vec::new(); n], absent: [vec![0.0; n], vec![0.0; m]] };
        for (i, row) in through.shared.iter_mut().enumerate() {
            let mut sum: BTreeMap<u32, f32> = BTreeMap::new();
            for &z in &others {
                for (j, probability) in meet(&view(x, z).counterparts[i], view(z, y)) {
                    *sum.entry(j).or_default() += share * probability;
                }
            }
            row.extend(sum);
        }
        for &z in &others {
            let sides = [(x, view(z, y)), (y, view(z, x))];
            for (absent, (own, beyond)) in through.absent.iter_mut().zip(sides) {
                for (sum, p) in absent.iter_mut().zip(view(own, z).absent(beyond)) {
                    *sum += share * p;
                }
            }
        }
        through
    }

    /// How much content the groups of `p` and `q` segments that end at `(i, j)` are known to
    /// share: the sum over their pairs of segments.
    pub fn shared(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let inside = |k: &u32| (j - q..j).contains(&(*k as usize));
        self.shared[i - p..i].iter().flatten().filter(|(k, _)| inside(k)).map(|(_, p)| p).sum()
    }

    /// How many segments of the groups are known to have no counterpart.
    pub fn absent(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        self.absent[0][i - p..i].iter().chain(&self.absent[1][j - q..j]).sum()
    }
}

/// The segments with which one shares content that has these counterparts in a third version.
fn meet(counterparts: &[Counterpart], third: &View) -> BTreeMap<u32, f32> {
    // The links of one middle segment exclude one another; several middle segments are witnesses
    // of one fact.
    let mut by_middle: BTreeMap<(u32, usize), f32> = BTreeMap::new();
    for first in counterparts {
        for middle in first.group() {
            for second in third.counterparts[middle].iter().filter(|s| certain(first, s)) {
                for j in second.group() {
                    *by_middle.entry((j as u32, middle)).or_default() +=
                        first.probability * second.probability;
                }
            }
        }
    }
    let mut met: BTreeMap<u32, f32> = BTreeMap::new();
    for ((j, _), probability) in by_middle {
        let best = met.entry(j).or_default();
        *best = best.max(probability.min(1.0));
    }
    met
}
