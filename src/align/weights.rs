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
            -0.724, -0.879, -1.047, -1.384, -2.553, -3.665, 1.416, 0.761, 0.638, 0.832, 0.324,
            1.076, 0.571, 0.218, -0.541, -2.461, -0.469, -3.084, 1.058, -0.297, -4.000, -1.000,
            0.574, -0.863,
        ],
        signal: [
            0.748, 0.748, 0.748, 0.748, 0.565, 0.065, 0.000, 0.959, -0.407, -0.678, -0.448, -0.897,
            -1.496, 0.000, 0.411,
        ],
    },
    strange: LinkWeights {
        own: [
            -0.872, -0.965, -1.120, -2.187, -2.418, -4.158, 1.090, 0.712, 0.368, 0.700, 0.324,
            1.318, 0.619, -0.210, -0.891, -2.535, -0.378, -4.102, 1.916, 0.400, -4.000, -1.000,
            0.408, -0.424,
        ],
        signal: [
            1.516, 0.603, 0.758, 0.555, 0.768, 0.426, -1.093, 0.696, -0.306, -0.541, 0.271, -0.071,
            0.030, -0.036, 0.302,
        ],
    },
    joint: LinkWeights {
        own: [
            -0.697, -3.431, -0.479, -1.704, -2.444, -3.792, 0.239, 0.658, 0.707, 0.827, 0.324,
            1.184, 0.349, -0.430, -0.977, -1.443, -0.095, -1.524, -2.284, -2.977, -4.000, -1.000,
            -0.489, -0.084,
        ],
        signal: [
            1.006, 1.006, 1.006, 1.006, -0.509, 0.018, 0.000, 1.746, -0.963, -0.768, -1.956,
            -2.096, -4.061, 0.000, 0.822,
        ],
    },
    among: [[0.924, 1.639, -0.795, 0.193], [0.919, 2.546, -2.075, 0.206]],
    beads: [
        [1.000, 2.264, 2.242, 2.459, 1.108, -1.011, -1.939, -4.119, -5.870],
        [1.000, 3.110, 2.828, 3.023, 1.646, -0.416, -2.519, -4.471, -7.182],
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
