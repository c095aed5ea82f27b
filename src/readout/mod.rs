//! Bytes of a published text → its text, cut into blocks.
//!
//! A [`Readout`] is one version of a published text, in one language. The text is what every
//! offset of the later layers points into: for plain text the whole decoded file (without its
//! byte order mark), for HTML and docx the extracted text, one block a line.

pub mod blocks;

use std::ops::Range;

/// One version of a readout: its text and where the blocks of the text are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readout {
    /// The file as the user named it; `-` is standard input.
    pub file: String,
    /// The text, verbatim.
    pub text: String,
    /// The blocks in reading order. They do not overlap; between them there is only white space.
    pub blocks: Vec<Block>,
}

/// A title, dateline, paragraph, speaker turn or list item: what a line break ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Bytes of the text, without the white space around the block.
    pub span: Range<usize>,
    /// For a speaker turn, the bytes of the label, colon included.
    pub label: Option<Range<usize>>,
}

/// What a block is, as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The heading of the readout: the first block, when it is short and no sentence, or stands
    /// above a dateline.
    Title,
    /// The date (and time) of the event, alone on its line: `14 february 2020, 11:30`.
    Dateline,
    /// A paragraph that begins with the label of its speaker: `President Ilham Aliyev: …`.
    SpeakerTurn,
    /// A paragraph that begins with a dialogue dash: `- Good morning, …`.
    Dialogue,
    /// An item of a list: `1. …`, `a) …`, `• …`.
    ListItem,
    /// Any other paragraph.
    Paragraph,
}
