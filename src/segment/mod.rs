//! Readout → sentence-level segments.

use std::ops::Range;

/// A sentence-level unit of one version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the readout's text, without white space at either end.
    pub span: Range<usize>,
    /// The number of the block in which the segment stands, counted from 0.
    pub block: usize,
    /// What the segment is.
    pub kind: SegmentKind,
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentKind {
    /// A sentence of the title.
    Title,
    /// The dateline.
    Dateline,
    /// The label of a speaker turn, colon included.
    Speaker,
    /// A sentence, or what stands in the place of one.
    Sentence,
}

/// Whether the label of a speaker turn is a segment of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SpeakerLabels {
    /// `President Ilham Aliyev:` is a segment, so that `Good morning!` is the same segment
    /// whoever says it.
    #[default]
    Split,
    /// The label stays with the first sentence of the turn, as CAT tools cut.
    Joined,
}
