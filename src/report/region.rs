//! Where something stands in a text file, for people and for editors.

use std::ops::Range;

/// A stretch of a text file. Lines and columns count from 1, columns in characters (Unicode code
/// points); the end is behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The line in which it begins.
    pub line: usize,
    /// Where it begins and ends; unknown where only the line of a unit is.
    pub columns: Option<Columns>,
}

/// The columns of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The first column, in the first line.
    pub start: usize,
    /// The last line.
    pub end_line: usize,
    /// The column behind the last one, in the last line.
    pub end: usize,
}

/// A text and where its lines begin.
#[derive(Debug)]
pub struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    /// Looks up the lines of `text`.
    pub fn of(text: String) -> Lines {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(breaks).collect();
        Lines { text, starts }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the bytes `span` of the text stand.
    pub fn region(&self, span: Range<usize>) -> Region {
        let (line, start) = self.place(span.start);
        let (end_line, end) = self.place(span.end);
        Region { line, columns: Some(Columns { start, end_line, end }) }
    }

    fn place(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let before = self.starts.get(line - 1).and_then(|start| self.text.get(*start..at));
        (line, before.unwrap_or_default().chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let lines = Lines::of("Bakı.\nGəncə, Şuşa\n".to_owned());
        let at = lines.text().find("Şuşa").unwrap();
        let columns = Columns { start: 8, end_line: 2, end: 12 };
        assert_eq!(lines.region(at..at + "Şuşa".len()), Region { line: 2, columns: Some(columns) });
        assert_eq!(lines.region(0..0).line, 1);
    }
}
