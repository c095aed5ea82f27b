//! How often a text has links of each shape, learned from the text itself.
//!
//! The weights of the shapes are those of the development data, in which one segment in seven
//! has no counterpart. Another translator leaves out next to nothing and joins more. What the
//! likely links of a pass say of that re-estimates the shapes' prior probabilities, as steps of
//! expectation and maximisation do (Dempster, Laird and Rubin 1977), with the development data as
//! the prior belief (a Dirichlet distribution). So does what they say of how long omissions are:
//! one text leaves out a sentence here and there, another a whole page.
//!
//! In English, Russian and Azerbaijani the weights know better: there re-estimating gained nothing.

use crate::align::lattice::Link;
use crate::align::pair::SHAPES;

/// The kinds of shapes that are told apart: as the first features of
/// [`weights`](crate::align::weights::feature).
const KINDS: usize = 6;
const NULL: usize = 1;

/// How often each kind occurs in the development data (`docs` and `docs-hard`). A stretch of
/// segments without counterpart counts once, since a long omission says little of how likely the
/// next one is.
const USUAL: [f64; KINDS] = [0.68, 0.157, 0.135, 0.006, 0.014, 0.002];

/// How often one segment without counterpart follows another there: about as often as chance
/// would have it.
const USUALLY_AGAIN: f64 = 0.2;

/// What a text adds to the scores of its links, in nats.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Habits {
    /// By the number of the shape in [`SHAPES`].
    shapes: [f32; SHAPES.len()],
    /// For a segment without counterpart that follows another of its version, beside that.
    again: f32,
}

impl Habits {
    /// What the likely links of two versions show, by their probabilities; `repeated` segments
    /// without counterpart are expected to follow another of their version. That habits are as
    /// usual is believed as if `belief` links had shown it.
    pub fn of_links(links: &[Link], repeated: f64, belief: f64) -> Habits {
        let mut counts = USUAL.map(|usual| usual * belief);
        for link in links {
            counts[kind(link.p, link.q)] += link.probability;
        }
        counts[NULL] -= repeated;
        let all: f64 = counts.iter().sum();
        let shift = |kind: usize| (counts[kind].max(1e-3) / all / USUAL[kind]).ln();
        // How often a stretch goes on, where it might end: what ends it counts where it begins.
        let believed = belief * USUAL[NULL] * USUALLY_AGAIN / (1.0 - USUALLY_AGAIN);
        let again = (repeated + believed) / (repeated + believed + counts[NULL]);
        let ended = ((1.0 - again) / (1.0 - USUALLY_AGAIN)).ln();
        let shape = |(p, q)| match kind(p, q) {
            NULL => shift(NULL) + ended,
            other => shift(other),
        };
        Habits {
            shapes: SHAPES.map(|size| shape(size) as f32),
            again: ((again / USUALLY_AGAIN).ln() - shift(NULL) - ended) as f32,
        }
    }

    /// What is added to the score of the shape of this number.
    pub fn of(&self, shape: usize) -> f32 {
        self.shapes[shape]
    }

    /// What is added to the score of a segment without counterpart that follows another of its
    /// version.
    pub fn again(&self) -> f32 {
        self.again
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` links of a shape.
    fn links(p: usize, q: usize, count: usize) -> Vec<Link> {
        (0..count).map(|k| Link { i: k + p, j: k + q, p, q, probability: 1.0 }).collect()
    }

    #[test]
    fn one_long_omission_makes_the_next_segment_likelier_but_not_the_next_omission() {
        let text = [links(1, 1, 200), links(0, 1, 40)].concat();
        let (page, sentences) =
            (Habits::of_links(&text, 39.0, 20.0), Habits::of_links(&text, 0.0, 20.0));
        let alone = SHAPES.iter().position(|size| *size == (0, 1)).unwrap();
        assert!(page.again() > 2.0, "{page:?}");
        assert!(sentences.again() < 0.0, "{sentences:?}");
        assert!(page.of(alone) < -1.0 && sentences.of(alone) > -0.5, "{page:?}, {sentences:?}");
    }
}
