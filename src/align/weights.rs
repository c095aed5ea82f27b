//! The weights of the features of a pair of segment groups.
//!
//! `cargo run --release --example fit_alignment` learns them from the development data and
//! prints this table: maximum likelihood of the gold alignments under the lattice of
//! [`crate::align::pair`] (a semi-Markov conditional random field, Sarawagi and Cohen 2004).

use crate::align::evidence::TIES;
use crate::align::joint::{JointWeights, Risk};
use crate::align::likeness::Signal;

/// How many features a pair of groups has.
pub const FEATURES: usize = 24;

/// One number for each feature.
pub type Vector = [f32; FEATURES];

/// How many parts what the texts themselves say has.
pub const PARTS: usize = 4;

/// What the texts themselves say of a link, in nats: by its form, by how its groups begin and end, by
/// its lengths, by its items.
pub type Parts = [f32; PARTS];

/// The features, by position.
pub mod feature {
    /// How many segments more than five a pair of groups has.
    pub const BEYOND: usize = 0;
    /// A segment without counterpart.
    pub const NULL: usize = 1;
    /// Groups of 1 and 2.
    pub const ONE_TWO: usize = 2;
    /// Groups of 2 and 2.
    pub const TWO_TWO: usize = 3;
    /// Groups of 1 and 3.
    pub const ONE_THREE: usize = 4;
    /// Groups of five segments in all or more: 1 and 4, 2 and 3, and larger ones.
    pub const LARGER: usize = 5;
    /// The first of the ties of [`crate::align::evidence::Tie`], in their order.
    pub const TIES: usize = 6;
    /// Log-likelihood ratio of the lengths.
    pub const LENGTH: usize = 12;
    /// Both groups begin a paragraph.
    pub const BOTH_OPEN: usize = 13;
    /// Only one group begins a paragraph.
    pub const ONE_OPENS: usize = 14;
    /// A paragraph begins inside a group.
    pub const OPENS_INSIDE: usize = 15;
    /// Only one group ends in the middle of a sentence.
    pub const CUT_END: usize = 16;
    /// Only one group begins in the middle of a sentence.
    pub const CUT_START: usize = 17;
    /// The groups end with the same mark.
    pub const SAME_END: usize = 18;
    /// The groups end with different marks.
    pub const OTHER_END: usize = 19;
    /// The groups differ in kind: label, title or dateline against sentence.
    pub const KIND: usize = 20;
    /// One group begins with a dialogue dash and the other does not.
    pub const DASH: usize = 21;
    /// Sentences are joined although each is complete.
    pub const JOINED: usize = 22;
    /// A segment without counterpart that is only a part of a sentence.
    pub const NULL_CUT: usize = 23;

    /// Those of how groups begin and end.
    pub const ENDS: std::ops::Range<usize> = CUT_END..OTHER_END + 1;

    /// Which of the [`Parts`](super::Parts) a feature belongs to.
    pub fn part(feature: usize) -> usize {
        match feature {
            LENGTH => 2,
            _ if ENDS.contains(&feature) => 1,
            _ if (TIES..LENGTH).contains(&feature) => 3,
            _ => 0,
        }
    }
}

/// The part of some weights that says how loud each tie speaks.
pub fn loudness(weights: &Vector) -> [f32; TIES] {
    std::array::from_fn(|tie| weights[feature::TIES + tie])
}

/// How many features a link has when other versions of the text are known.
pub const AMONG_FEATURES: usize = 4;

/// The weights of a link when other versions are known, by position: its score when the pair is
/// aligned alone, what the groups share as the other versions have it, the segments that should
/// have no counterpart (see [`crate::align::through`]), and whether it is a segment alone.
pub type AmongWeights = [f64; AMONG_FEATURES];

/// The weights of a link between two versions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkWeights {
    /// Of what the texts say themselves.
    pub own: Vector,
    /// Where there are vectors: of all that, and of what they say beside it.
    pub signal: Signal,
}

/// All that was learned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// The weights of the links of two versions.
    pub pair: LinkWeights,
    /// Those of the links of two versions of which one is in a strange language: one of which the
    /// lexicon knows next to nothing.
    pub strange: LinkWeights,
    /// Those of the links in the joint lattice of three.
    pub joint: LinkWeights,
    /// Those of the links of two versions among others; without vectors, and with them.
    pub among: [AmongWeights; 2],
    /// Those of the beads in the joint lattice; without vectors, and with them.
    pub beads: [JointWeights; 2],
    /// How many links of a text weigh as much as the belief that it has the usual habits
    /// ([`crate::align::habits`]).
    pub belief: f64,
    /// What the joint decoder weighs; without vectors, and with them.
    pub risk: [Risk; 2],
}

/// What `fit_alignment` has learned.
pub static LEARNED: Weights = Weights {
    pair: LinkWeights {
        own: [
            -0.779, -0.887, -1.055, -1.394, -2.593, -3.600, 1.422, 0.774, 0.625, 0.833, 0.328,
            1.087, 0.569, 0.220, -0.531, -2.461, -0.545, -3.069, 1.051, -0.303, -4.000, -1.000,
            0.572, -0.888,
        ],
        signal: [
            0.749, 0.749, 0.749, 0.749, 0.562, 0.067, 0.000, 0.947, -0.405, -0.684, -0.440, -0.892,
            -1.495, 0.000, 0.410, 0.000,
        ],
    },
    strange: LinkWeights {
        own: [
            -0.907, -0.965, -1.113, -2.176, -2.414, -4.137, 1.103, 0.717, 0.368, 0.700, 0.328,
            1.318, 0.619, -0.213, -0.890, -2.535, -0.365, -4.163, 1.915, 0.369, -4.000, -1.000,
            0.406, -0.434,
        ],
        signal: [
            1.597, 0.614, 0.724, 0.555, 0.843, 0.426, -1.066, 0.702, -0.198, -0.545, 0.278, -0.015,
            0.122, 0.037, 0.258, 0.042,
        ],
    },
    joint: LinkWeights {
        own: [
            -0.728, -3.420, -0.453, -1.637, -2.391, -3.628, 0.235, 0.661, 0.699, 0.829, 0.328,
            1.194, 0.345, -0.382, -0.925, -1.414, -0.154, -1.524, -2.292, -2.983, -4.000, -1.000,
            -0.514, -0.071,
        ],
        signal: [
            0.956, 0.956, 0.956, 0.956, -0.410, -0.027, 0.000, 1.689, -0.938, -0.735, -1.980,
            -1.967, -3.705, 0.000, 0.797, 0.000,
        ],
    },
    among: [[0.924, 1.627, -0.804, 0.193], [0.918, 2.534, -2.175, 0.187]],
    beads: [
        [1.000, 2.258, 2.242, 2.449, 1.113, -1.001, -1.928, -4.121, -5.851],
        [1.000, 3.125, 2.850, 3.059, 1.556, -0.424, -2.510, -4.482, -7.150],
    ],
    belief: 40.000,
    risk: [
        Risk {
            threshold: 0.300,
            alone: 0.200,
            links: 4.000,
            link_threshold: 0.450,
            link_alone: 0.350,
        },
        Risk {
            threshold: 0.300,
            alone: 0.200,
            links: 4.000,
            link_threshold: 0.450,
            link_alone: 0.350,
        },
    ],
};
