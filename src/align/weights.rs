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
    /// Groups of 1 and 4, and of 2 and 3.
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
    0.000, -1.420, -1.017, -1.241, -2.414, -3.576, 1.248, 0.699, 0.554, 0.843, 0.600, 1.026, 0.526,
    0.365, -0.342, -2.594, -0.340, -2.860, -0.063, -1.479, -4.000, -1.000, -0.101, -0.487,
];

/// The weights of the links in the joint lattice of three.
pub const JOINT_PAIR: Vector = [
    0.000, -3.390, -0.605, -0.660, -2.574, -4.251, 0.224, 0.562, 0.751, 0.765, 0.600, 1.210, 0.572,
    -0.458, -1.054, -1.545, -0.161, -1.233, -2.848, -3.184, -4.000, -1.000, -0.472, -0.275,
];

/// The weights of the beads in the joint lattice.
pub const JOINT: JointWeights = [1.000, 2.064, 2.036, 2.096, 0.733, -0.922, -2.084, -4.378, -6.143];
