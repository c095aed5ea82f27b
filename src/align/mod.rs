//! Segments of N versions → beads.

pub mod band;
pub mod evidence;
pub mod fit;
pub mod lattice;
pub mod learned;
pub mod pair;
pub mod weights;

use crate::lang::Lang;
use crate::segment::SegmentKind;

/// One version of a text, as a sequence of segments.
#[derive(Debug, Clone)]
pub struct Version<'a> {
    /// The language of the version.
    pub lang: Lang,
    /// The segments in order.
    pub segments: Vec<Segment<'a>>,
}

/// One segment of a version.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    /// The text.
    pub text: &'a str,
    /// The number of the paragraph in which it stands.
    pub paragraph: usize,
    /// What the segment is.
    pub kind: SegmentKind,
}
