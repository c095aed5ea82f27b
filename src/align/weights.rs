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
            -0.783, -0.878, -1.063, -1.427, -2.597, -3.620, 1.440, 0.781, 0.614, 0.842, 0.226,
            1.084, 0.574, 0.209, -0.551, -2.459, -0.526, -3.077, 1.109, -0.292, -4.000, -1.000,
            0.587, -0.883,
        ],
        signal: [
            0.744, 0.744, 0.744, 0.779, 0.278, 0.000, 0.892, -0.752, -0.791, 0.367, -0.312, -0.344,
            0.000,
        ],
    },
    strange: LinkWeights {
        own: [
            -0.802, -0.841, -1.237, -2.220, -2.648, -4.737, 1.036, 0.600, 0.340, 0.700, 0.226,
            1.035, 0.638, 0.137, -0.809, -2.383, -0.890, -4.313, 2.290, 1.113, -4.000, -1.000,
            0.877, -0.588,
        ],
        signal: [
            0.956, 0.783, 0.695, 0.824, 0.563, -1.460, 0.670, -0.580, -0.779, 0.843, -0.187, 0.002,
            0.116,
        ],
    },
    joint: LinkWeights {
        own: [
            -0.712, -3.490, -0.445, -1.573, -2.382, -3.563, 0.239, 0.653, 0.698, 0.836, 0.226,
            1.209, 0.356, -0.490, -0.972, -1.374, -0.169, -1.437, -2.331, -3.022, -4.000, -1.000,
            -0.588, -0.097,
        ],
        signal: [
            0.730, 0.730, 0.730, -0.011, 0.308, 0.000, 0.851, -1.190, -0.885, -1.097, -1.215,
            -1.848, 0.000,
        ],
    },
    among: [[0.976, 0.541, -0.269, 0.062], [0.973, 0.622, -0.452, 0.050]],
    beads: [
        [1.000, 2.289, 2.274, 2.509, 1.243, -0.989, -1.913, -4.138, -5.833],
        [1.000, 3.223, 2.985, 3.734, 2.112, -0.631, -1.725, -4.373, -5.895],
    ],
    belief: 40.000,
    risk: [
        Risk {
            threshold: 0.300,
            alone: 0.200,
            links: 4.000,
            link_threshold: 0.250,
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
