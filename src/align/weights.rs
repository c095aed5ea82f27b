//! The weights of the features of a pair of segment groups.
//!
//! `cargo run --release --example fit_alignment` learns them from the development data and
//! prints this table: maximum likelihood of the gold alignments under the lattice of
//! [`crate::align::pair`] (a semi-Markov conditional random field, Sarawagi and Cohen 2004).

use crate::align::evidence::TIES;
use crate::align::joint::JointWeights;
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
}

/// What `fit_alignment` has learned.
pub static LEARNED: Weights = Weights {
    pair: LinkWeights {
        own: [
            -1.787, -1.419, -1.014, -1.231, -2.414, -3.574, 1.246, 0.719, 0.573, 0.835, 0.600,
            1.028, 0.536, 0.370, -0.356, -2.602, -0.343, -2.868, -0.062, -1.475, -4.000, -1.000,
            -0.096, -0.472,
        ],
        signal: [
            0.671, 0.671, 0.671, 0.631, 0.206, 0.0, 0.936, -0.944, -0.784, 0.127, -0.564, -0.825,
            0.0,
        ],
    },
    strange: LinkWeights {
        own: [
            -2.012, -1.156, -1.205, -2.269, -2.379, -4.024, 1.166, 0.789, 0.433, 0.000, 0.327,
            1.407, 0.692, -0.026, -0.797, -2.869, -0.453, -3.823, 1.394, -0.196, -4.000, -1.000,
            0.234, -0.414,
        ],
        signal: [
            0.795, 0.700, 0.752, 0.957, 0.413, -1.139, 0.446, -0.783, -0.606, 0.617, -0.115,
            -0.068, 0.407,
        ],
    },
    joint: LinkWeights {
        own: [
            -2.062, -3.450, -0.572, -0.606, -2.499, -4.125, 0.236, 0.545, 0.838, 0.804, 0.300,
            0.970, 0.619, -0.414, -1.032, -1.437, -0.095, -1.219, -2.938, -3.396, -4.000, -1.000,
            -0.620, -0.176,
        ],
        signal: [
            0.658, 0.658, 0.658, 0.130, -0.054, 0.0, 0.851, -1.226, -0.868, -1.196, -1.076, -1.739,
            0.0,
        ],
    },
    among: [[0.878, 1.866, -1.423, 0.097], [0.939, 0.933, -0.712, 0.049]],
    beads: [
        [1.000, 2.016, 1.986, 2.027, 0.648, -0.920, -2.116, -4.386, -6.178],
        [1.000, 2.977, 2.759, 3.248, 1.852, -0.660, -1.897, -4.370, -6.087],
    ],
    belief: 20.0,
};
