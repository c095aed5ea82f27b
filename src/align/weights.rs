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

/// What the texts themselves say of a link, in nats: by its form, by its lengths, by its items.
pub type Parts = [f32; 3];

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
            -0.779, -0.887, -1.055, -1.394, -2.593, -3.600, 1.422, 0.773, 0.625, 0.833, 0.329,
            1.087, 0.569, 0.220, -0.530, -2.461, -0.545, -3.070, 1.051, -0.303, -4.000, -1.000,
            0.572, -0.888,
        ],
        signal: [
            0.754, 0.754, 0.754, 0.632, 0.150, 0.000, 1.029, -0.297, -0.610, -0.504, -0.836,
            -1.450, 0.000, 0.400,
        ],
    },
    strange: LinkWeights {
        own: [
            -0.895, -0.964, -1.123, -2.199, -2.437, -4.127, 1.094, 0.715, 0.366, 0.700, 0.329,
            1.321, 0.617, -0.211, -0.890, -2.548, -0.406, -4.104, 1.915, 0.398, -4.000, -1.000,
            0.419, -0.437,
        ],
        signal: [
            1.105, 0.765, 0.539, 0.734, 0.428, -1.100, 0.667, -0.219, -0.511, 0.110, 0.038, 0.051,
            0.086, 0.311,
        ],
    },
    joint: LinkWeights {
        own: [
            -0.620, -3.400, -0.403, -1.908, -2.330, -3.411, 0.228, 0.679, 0.706, 0.836, 0.329,
            1.206, 0.346, -0.411, -0.930, -1.369, -0.162, -1.434, -2.260, -2.944, -4.000, -1.000,
            -0.529, -0.077,
        ],
        signal: [
            0.981, 0.981, 0.981, -0.342, 0.115, 0.000, 1.440, -0.942, -0.771, -1.933, -1.976,
            -3.939, 0.000, 0.793,
        ],
    },
    among: [[0.924, 1.627, -0.804, 0.193], [0.943, 1.963, -1.546, 0.160]],
    beads: [
        [1.000, 2.243, 2.230, 2.423, 1.153, -1.027, -1.953, -4.092, -5.870],
        [1.000, 3.170, 2.735, 2.954, 1.492, -0.453, -2.508, -4.369, -7.117],
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
            links: 8.000,
            link_threshold: 0.350,
            link_alone: 0.350,
        },
    ],
};
