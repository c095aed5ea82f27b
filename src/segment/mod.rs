//! Readout → sentence-level segments.
//!
//! A [`Segmenter`] cuts the blocks of a readout by the rules of its language: the built-in ones
//! ([`Segmenter::builtin`], data files in `rules/`) or anyone's SRX file
//! ([`Segmenter::from_srx`]). A segment never crosses a block, and a paragraph is cut the same
//! way alone or inside a file.
//!
//! ```
//! use yaddash::lang::Lang;
//! use yaddash::segment::{Segmenter, SpeakerLabels};
//!
//! let en = Lang::parse("en").unwrap();
//! let segmenter = Segmenter::builtin(&en, SpeakerLabels::Split);
//! let text = "Relations with the U.S. are good. Mr. Smith agreed.";
//! let sentences: Vec<&str> = segmenter.sentences(text).into_iter().map(|s| &text[s]).collect();
//! assert_eq!(sentences, ["Relations with the U.S. are good.", "Mr. Smith agreed."]);
//! ```

pub mod builtin;
pub mod export;
mod segmenter;
pub mod srx;

pub use segmenter::{Decision, RuleSet, Segmenter, pre_segmented};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerLabels {
    /// `President Ilham Aliyev:` is a segment, so that `Good morning!` is the same segment
    /// whoever says it.
    #[default]
    Split,
    /// The label stays with the first sentence of the turn, as CAT tools cut.
    Joined,
}
