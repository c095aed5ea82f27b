//! What became of the readouts of an archive: a line of JSON each, and a table for people.

use crate::report::style::{BAD, DIM, DOUBT, GOOD, HEAD, paint};
use serde::Serialize;
use std::fmt::Write;

/// What became of a readout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Aligned, and its file written.
    Aligned,
    /// It would be aligned.
    Planned,
    /// Its file is there, made of the same versions.
    Unchanged,
    /// Its versions have changed, but so has its file: a correction is not overwritten.
    Kept,
    /// A version is probably one of another text, or in another language: nothing is written.
    Foreign,
    /// Something is wrong with a version.
    Failed,
    /// A file without a counterpart.
    Unpaired,
    /// A file of a format that is not read.
    Unread,
}

/// A version of a readout.
#[derive(Debug, Clone, Serialize)]
pub struct VersionItem {
    /// Its language, where it is known.
    pub lang: Option<String>,
    /// Its path within the archive.
    pub file: String,
    /// The language that its text seems to be in, where that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seems: Option<String>,
    /// How many segments it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<usize>,
    /// How much of it agrees with the other versions, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<f64>,
}

/// What an alignment amounts to.
#[derive(Debug, Clone, Serialize)]
pub struct Counts {
    /// Beads of two or more versions.
    pub beads: usize,
    /// How many of them want a look.
    pub doubtful: usize,
    /// Segments without counterpart.
    pub alone: usize,
    /// Units written.
    pub units: usize,
    /// The agreement of the version that agrees least.
    pub agreement: f64,
}

/// A line of `align --dir`.
#[derive(Debug, Clone, Serialize)]
pub struct ReadoutLine {
    /// The name of the readout: what the paths of its versions have in common.
    pub readout: String,
    /// What became of it.
    pub status: Status,
    /// Its versions, in the order in which they are aligned.
    pub versions: Vec<VersionItem>,
    /// The file of its units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// What the alignment amounts to.
    #[serde(flatten)]
    pub counts: Option<Counts>,
    /// What is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// The readouts as a table; those that have not changed are left to the sum.
pub fn table(lines: &[ReadoutLine]) -> String {
    let head = ["readout", "versions", "beads", "doubtful", "alone", "agreement"];
    let rows: Vec<(Status, [String; 6])> = lines
        .iter()
        .filter(|line| {
            !matches!(line.status, Status::Unchanged | Status::Unpaired | Status::Unread)
        })
        .map(|line| (line.status, row(line)))
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    let width = |column: usize| {
        let cells = rows.iter().map(|(_, row)| row[column].chars().count());
        cells.chain([head[column].chars().count()]).max().unwrap_or(0)
    };
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |cells: [&str; 6]| {
        let mut out = String::new();
        for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
            // Words stand left, numbers right.
            let _ = match column < 2 {
                true => write!(out, "{cell:<width$}  "),
                false => write!(out, "{cell:>width$}  "),
            };
        }
        out.trim_end().to_owned()
    };
    let mut out = format!("{}\n", paint(HEAD, format_args!("{}  status", line(head))));
    for (status, row) in &rows {
        let (style, name) = match status {
            Status::Aligned => (GOOD, "aligned"),
            Status::Planned => (DIM, "would be aligned"),
            Status::Kept => (DOUBT, "corrected, kept"),
            Status::Foreign => (DOUBT, "looks wrong"),
            _ => (BAD, "failed"),
        };
        let cells = line(std::array::from_fn(|column| row[column].as_str()));
        let cells = format!("{cells:<0$}", widths.iter().sum::<usize>() + 10);
        let _ = writeln!(out, "{cells}  {}", paint(style, name));
    }
    out
}

fn row(line: &ReadoutLine) -> [String; 6] {
    let versions: Vec<String> = line
        .versions
        .iter()
        .map(|version| {
            let lang = version.lang.as_deref().unwrap_or("?");
            match version.segments {
                Some(segments) => format!("{lang} {segments}"),
                None => lang.to_owned(),
            }
        })
        .collect();
    let count = |of: fn(&Counts) -> usize| line.counts.as_ref().map(|c| of(c).to_string());
    [
        Some(line.readout.clone()),
        Some(versions.join(", ")),
        count(|c| c.beads),
        count(|c| c.doubtful),
        count(|c| c.alone),
        line.counts.as_ref().map(|c| format!("{} %", (c.agreement * 100.0).floor())),
    ]
    .map(Option::unwrap_or_default)
}
