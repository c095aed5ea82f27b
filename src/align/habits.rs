//! How often a text has links of each shape, learned from the text itself.
//!
//! The weights of the shapes are those of the development data, in which one segment in seven
//! has no counterpart. Another translator leaves out next to nothing and joins more. What the
//! likely links of a first pass say of that re-estimates the shapes' prior probabilities, as one
//! step of expectation and maximisation does (Dempster, Laird and Rubin 1977), with the
//! development data as the prior belief (a Dirichlet distribution).
//!
//! In English, Russian and Azerbaijani the weights know better: there re-estimating gained nothing.

use crate::align::lattice::Link;
use crate::align::pair::SHAPES;
use std::collections::BTreeMap;

/// The kinds of shapes that are told apart: as the first features of
/// [`weights`](crate::align::weights::feature).
const KINDS: usize = 6;
const NULL: usize = 1;

/// How often each kind occurs in the development data (`docs` and `docs-hard`). A stretch of segments without counterpart counts once, since a long omission says little of
/// how likely the next one is.
const USUAL: [f64; KINDS] = [0.68, 0.157, 0.135, 0.006, 0.014, 0.002];

/// How many links of the text weigh as much as that belief.
const BELIEF: f64 = 40.0;

/// What is added to the score of every shape of [`SHAPES`], in nats.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Habits([f32; SHAPES.len()]);

impl Habits {
    /// What the likely links of two versions show, by their probabilities.
    pub fn of_links(links: &[Link]) -> Habits {
        let mut counts = USUAL.map(|usual| usual * BELIEF);
        for link in links {
            counts[kind(link.p, link.q)] += link.probability;
        }
        counts[NULL] -= repeated(links);
        let all: f64 = counts.iter().sum();
        let shift = |kind: usize| (counts[kind].max(1e-3) / all / USUAL[kind]).ln();
        Habits(SHAPES.map(|(p, q)| shift(kind(p, q)) as f32))
    }

    /// What is added to the score of the shape of this number.
    pub fn of(&self, shape: usize) -> f32 {
        self.0[shape]
    }
}

fn kind(p: usize, q: usize) -> usize {
    match (p.min(q), p.max(q)) {
        (1, 1) => 0,
        (0, _) => NULL,
        (1, 2) => 2,
        (2, 2) => 3,
        (1, 3) => 4,
        _ => 5,
    }
}

/// How many segments without counterpart are expected to follow another of their version.
fn repeated(links: &[Link]) -> f64 {
    let mut alone = [BTreeMap::new(), BTreeMap::new()];
    for link in links.iter().filter(|l| l.p == 0 || l.q == 0) {
        let (version, end) = if link.q == 0 { (0, link.i) } else { (1, link.j) };
        *alone[version].entry(end).or_insert(0.0) += link.probability;
    }
    let after = |probability: &BTreeMap<usize, f64>| -> f64 {
        let before = |end: usize| probability.get(&(end - 1)).unwrap_or(&0.0);
        probability.iter().map(|(&end, p)| p * before(end)).sum()
    };
    alone.iter().map(after).sum()
}
