//! The weights of the features of a pair of segment groups.
//!
//! `cargo run --release --example fit_alignment` learns them from the development data and
//! prints this table: maximum likelihood of the gold alignments under the lattice of
//! [`crate::align::pair`] (a semi-Markov conditional random field, Sarawagi and Cohen 2004).

use crate::align::evidence::TIES;
use crate::align::joint::JointWeights;

/// How many features a pair of groups has.
pub const FEATURES: usize = 24;

/// One number for each feature.
pub type Vector = [f32; FEATURES];

/// What the texts themselves say of a link, in nats: by its form, by its lengths, by its items.
pub type Parts = [f32; 3];

/// The features, by position.
pub mod feature {
    /// Groups of 1 and 1 segments.
    pub const ONE_ONE: usize = 0;
    /// A segment without counterpart.
    pub const NULL: usize = 1;
    /// Groups of 1 and 2.
    pub const ONE_TWO: usize = 2;
    /// Groups of 2 and 2.
    pub const TWO_TWO: usize = 3;
    /// Groups of 1 and 3.
    pub const ONE_THREE: usize = 4;
    /// Groups of five segments in all: 1 and 4, or 2 and 3; half as much again for every segment
    /// that a larger pair of groups has beyond.
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

/// The weights of the links of two versions.
pub const PAIR: Vector = [
    0.000, -1.419, -1.014, -1.231, -2.414, -3.574, 1.246, 0.719, 0.573, 0.835, 0.600, 1.028, 0.536,
    0.370, -0.356, -2.602, -0.343, -2.868, -0.062, -1.475, -4.000, -1.000, -0.096, -0.472,
];

/// The weights of the links of two versions of which one is in a strange language: one of which
/// the lexicon knows next to nothing.
pub const STRANGE: Vector = [
    0.000, -1.156, -1.205, -2.269, -2.379, -4.024, 1.166, 0.789, 0.433, 0.000, 0.327, 1.407, 0.692,
    -0.026, -0.797, -2.869, -0.453, -3.823, 1.394, -0.196, -4.000, -1.000, 0.234, -0.414,
];

/// How many features a link has when other versions of the text are known.
pub const AMONG_FEATURES: usize = 4;

/// The weights of a link when other versions are known, by position: its score when the pair is
/// aligned alone, what the groups share as the other versions have it, the segments that should
/// have no counterpart (see [`crate::align::through`]), and whether it is a segment alone.
pub type AmongWeights = [f64; AMONG_FEATURES];

/// The weights of the links of two versions among others.
pub const AMONG: AmongWeights = [0.878, 1.866, -1.423, 0.097];

/// The weights of the links in the joint lattice of three.
pub const JOINT_PAIR: Vector = [
    0.000, -3.450, -0.572, -0.606, -2.499, -4.125, 0.236, 0.545, 0.838, 0.804, 0.300, 0.970, 0.619,
    -0.414, -1.032, -1.437, -0.095, -1.219, -2.938, -3.396, -4.000, -1.000, -0.620, -0.176,
];

/// The weights of the beads in the joint lattice.
pub const JOINT: JointWeights = [1.000, 2.016, 1.986, 2.027, 0.648, -0.920, -2.116, -4.386, -6.178];
