//! What is known of an alignment before the texts are asked: vectors of their segments, and beads
//! that are fixed.

use crate::align::band::{Anchor, Band};
use crate::align::embedding::Vectors;
use crate::align::joint::{JointWeights, Risk, WAYS};
use crate::align::likeness::{Likeness, Signal};
use crate::align::pair::SHAPES;
use crate::align::weights::{AmongWeights, LEARNED, Parts, Weights};
use std::ops::Range;

/// So much evidence that a backbone never leaves a fixed bead out.
const CERTAIN: f64 = 1e9;

/// What a fixed bead says of one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nothing.
    Open,
    /// That it has nothing there.
    Nothing,
    /// That its part is this segment, and no more.
    Segment(usize),
}

/// Beads that are fixed, each of one segment a version at most, in an order that rises in every
/// version.
#[derive(Debug, Clone, Default)]
pub struct Fixed {
    /// What each bead says of each version.
    pub beads: Vec<Vec<Place>>,
    /// For every version and segment the bead that holds it.
    pub held: Vec<Vec<Option<usize>>>,
    /// For every version and segment, whether no group reaches over its beginning.
    pub torn: Vec<Vec<bool>>,
}

impl Fixed {
    /// Whether a bead with these groups, one for each of the versions named, obeys.
    pub fn allows(&self, groups: &[(usize, Range<usize>)]) -> bool {
        if self.held.is_empty() {
            return true;
        }
        groups.iter().all(|(v, group)| {
            let torn = |s: usize| s > group.start && self.torn[*v][s];
            let obeys = |s: usize| match self.held[*v][s] {
                None => true,
                Some(bead) => group.len() == 1 && self.holds(bead, groups),
            };
            group.clone().all(|s| !torn(s) && obeys(s))
        })
    }

    /// Whether no bead says anything of this segment of a version.
    pub fn is_free(&self, version: usize, segment: usize) -> bool {
        let held = self.held.get(version).and_then(|held| held.get(segment));
        held.is_none_or(Option::is_none)
    }

    fn holds(&self, bead: usize, groups: &[(usize, Range<usize>)]) -> bool {
        groups.iter().all(|(v, group)| match self.beads[bead][*v] {
            Place::Open => true,
            Place::Nothing => group.is_empty(),
            Place::Segment(s) => *group == (s..s + 1),
        })
    }

    /// The points that an alignment of two versions passes for certain.
    pub fn anchors(&self, x: usize, y: usize) -> Vec<Anchor> {
        let point = |bead: &Vec<Place>| match (bead[x], bead[y]) {
            (Place::Segment(i), Place::Segment(j)) => Some(Anchor { i, j, weight: CERTAIN }),
            _ => None,
        };
        self.beads.iter().filter_map(point).collect()
    }
}

/// What is known of all versions.
#[derive(Debug)]
pub struct Guide<'a> {
    /// What was learned of other texts.
    pub weights: &'a Weights,
    /// Vectors of groups of their segments.
    pub vectors: Option<&'a Vectors>,
    /// Beads that are fixed.
    pub fixed: Fixed,
}

impl Default for Guide<'_> {
    fn default() -> Self {
        Guide { weights: &LEARNED, vectors: None, fixed: Fixed::default() }
    }
}

impl Guide<'_> {
    /// What is known of the versions `x` and `y`, within a band.
    pub fn of_pair<'g>(&'g self, (x, y): (usize, usize), band: &Band) -> PairGuide<'g> {
        let likeness = self
            .vectors
            .and_then(|vectors| Some(Likeness::new(vectors.of(x)?, vectors.of(y)?, band)));
        PairGuide { weights: self.weights, likeness, fixed: Some(&self.fixed), pair: (x, y) }
    }

    /// Whether a bead of the first three versions obeys.
    pub fn allows_bead(&self, end: [usize; WAYS], size: [usize; WAYS]) -> bool {
        self.fixed.held.is_empty()
            || self.fixed.allows(&[0, 1, 2].map(|v| (v, end[v] - size[v]..end[v])))
    }

    /// The weights of the beads of three versions.
    pub fn bead_weights(&self) -> JointWeights {
        self.weights.beads[usize::from(self.vectors.is_some())]
    }

    /// What the decoder of three versions weighs.
    pub fn risk(&self) -> &Risk {
        &self.weights.risk[usize::from(self.vectors.is_some())]
    }
}

/// What is known of two versions.
#[derive(Debug)]
pub struct PairGuide<'a> {
    /// What was learned of other texts.
    pub weights: &'a Weights,
    likeness: Option<Likeness>,
    fixed: Option<&'a Fixed>,
    pair: (usize, usize),
}

impl PairGuide<'_> {
    /// Nothing but what was learned of other texts.
    pub fn nothing(weights: &Weights) -> PairGuide<'_> {
        PairGuide { weights, likeness: None, fixed: None, pair: (0, 1) }
    }

    /// The weights of what other versions say.
    pub fn among_weights(&self) -> &AmongWeights {
        &self.weights.among[usize::from(self.likeness.is_some())]
    }

    /// What is said of a link where there are vectors; see [`Likeness::signal`].
    pub fn signal(&self, i: usize, j: usize, shape: usize, own: Parts) -> Option<Signal> {
        self.likeness.as_ref().map(|likeness| likeness.signal(i, j, shape, own))
    }

    /// The score of the link of the shape number `shape` that ends at `(i, j)`, of which the texts
    /// say `own`; with vectors, both are weighted by `signal`.
    pub fn score(&self, i: usize, j: usize, shape: usize, own: Parts, signal: &Signal) -> f32 {
        let (p, q) = SHAPES[shape];
        let (x, y) = self.pair;
        if self.fixed.is_some_and(|fixed| !fixed.allows(&[(x, i - p..i), (y, j - q..j)])) {
            return f32::NEG_INFINITY;
        }
        match self.signal(i, j, shape, own) {
            None => own.iter().sum(),
            Some(said) => said.iter().zip(signal).map(|(s, w)| s * w).sum(),
        }
    }
}
