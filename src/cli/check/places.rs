//! Where the texts that are checked stand in their files.

use crate::report::region::{Lines, Region};
use std::ops::Range;
use std::rc::Rc;

/// Where one text of a pair stands in its file.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// The line of a unit's variant, from 1.
    Line(usize),
    /// Stretches of a plain text, of which the text is made with a space between them.
    Pieces(Rc<Lines>, Vec<Range<usize>>),
    /// Not known: a web page or a word-processing document has no lines.
    Unknown,
}

impl Place {
    /// The line of a unit; of a format without lines it is 0.
    pub(super) fn line(line: u32) -> Place {
        match line {
            0 => Place::Unknown,
            line => Place::Line(line as usize),
        }
    }

    /// Where the bytes `span` of the text stand; an empty span stands for all of it.
    pub(super) fn region(&self, span: &Range<usize>) -> Option<Region> {
        match self {
            Place::Unknown => None,
            Place::Line(line) => Some(Region { line: *line, columns: None }),
            Place::Pieces(lines, pieces) => {
                let (first, last) = (pieces.first()?, pieces.last()?);
                let span = match span.is_empty() {
                    true => first.start..last.end,
                    false => in_file(pieces, span.start)?..in_file(pieces, span.end)?,
                };
                Some(lines.region(span))
            }
        }
    }
}

/// The byte of the file at which the byte `at` of the joined pieces stands.
fn in_file(pieces: &[Range<usize>], at: usize) -> Option<usize> {
    let mut before = 0;
    for piece in pieces {
        if at <= before + piece.len() {
            return Some(piece.start + (at - before));
        }
        before += piece.len() + 1;
    }
    None
}
