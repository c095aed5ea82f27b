//! Sorting more records than memory should hold.

use crate::error::{Error, Result};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// How many bytes of records are sorted at once.
const RUN: usize = 1 << 21;

/// How many bytes of a run are read at once.
const PIECE: usize = 1 << 12;

/// The record that consists of these fields.
pub(super) fn record<const N: usize>(fields: &[&[u8]]) -> [u8; N] {
    let mut record = [0; N];
    let bytes = fields.iter().copied().flatten();
    record.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    record
}

/// The field of a record that begins at the byte `from`.
pub(super) fn field<const M: usize>(record: &[u8], from: usize) -> [u8; M] {
    self::record(&[record.get(from..).unwrap_or_default()])
}

/// Collects records of `N` bytes, to be given back in the order of their bytes.
///
/// What does not fit into 2 MB is sorted in runs, which wait in a file without name in the
/// scratch folder; giving them back takes 4 KB a run.
pub(super) struct Sorter<'s, const N: usize> {
    scratch: &'s Path,
    recent: Vec<[u8; N]>,
    spilled: Option<File>,
    runs: Vec<Run<N>>,
    written: u64,
}

impl<'s, const N: usize> Sorter<'s, N> {
    /// An empty sorter that writes to `scratch` what does not fit into memory.
    pub fn new(scratch: &'s Path) -> Self {
        Sorter { scratch, recent: Vec::new(), spilled: None, runs: Vec::new(), written: 0 }
    }

    /// Adds a record.
    pub fn push(&mut self, record: [u8; N]) -> Result<()> {
        self.recent.push(record);
        if self.recent.len() * N < RUN { Ok(()) } else { self.spill().map_err(failed) }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.recent.sort_unstable();
        let file = match &mut self.spilled {
            Some(file) => file,
            None => self.spilled.insert(tempfile::tempfile_in(self.scratch)?),
        };
        file.write_all(self.recent.as_flattened())?;
        let end = self.written + (self.recent.len() * N) as u64;
        self.runs.push(Run { from: self.written, end, piece: Vec::new() });
        self.written = end;
        self.recent.clear();
        Ok(())
    }

    /// The records in order.
    pub fn sorted(mut self) -> Result<Sorted<N>> {
        self.recent.sort_unstable();
        self.recent.reverse();
        let mut sorted = Sorted {
            recent: self.recent,
            file: self.spilled,
            runs: self.runs,
            heap: BinaryHeap::new(),
        };
        for run in 0..sorted.runs.len() {
            sorted.refill(run).map_err(failed)?;
        }
        Ok(sorted)
    }
}

fn failed(cause: io::Error) -> Error {
    Error::io("a temporary file", "sort in", cause)
}

/// A sorted stretch of the file: what of it is still to be read, and what was read, from the
/// last record to the first.
struct Run<const N: usize> {
    from: u64,
    end: u64,
    piece: Vec<[u8; N]>,
}

/// Records in order.
pub(super) struct Sorted<const N: usize> {
    /// Those that were never written, from the last to the first.
    recent: Vec<[u8; N]>,
    file: Option<File>,
    runs: Vec<Run<N>>,
    /// The first record of each run.
    heap: BinaryHeap<Reverse<([u8; N], usize)>>,
}

impl<const N: usize> Sorted<N> {
    /// The next record; `None` after the last.
    pub fn next(&mut self) -> Result<Option<[u8; N]>> {
        match (self.recent.last(), self.heap.peek()) {
            (Some(recent), Some(Reverse((first, _)))) if first < recent => self.next_of_runs(),
            (None, Some(_)) => self.next_of_runs(),
            _ => Ok(self.recent.pop()),
        }
    }

    /// The next record, which stays.
    pub fn peek(&self) -> Option<&[u8; N]> {
        match (self.recent.last(), self.heap.peek()) {
            (Some(recent), Some(Reverse((first, _)))) => Some(recent.min(first)),
            (recent, None) => recent,
            (None, Some(Reverse((first, _)))) => Some(first),
        }
    }

    fn next_of_runs(&mut self) -> Result<Option<[u8; N]>> {
        let Some(Reverse((record, run))) = self.heap.pop() else { return Ok(None) };
        self.refill(run).map_err(failed)?;
        Ok(Some(record))
    }

    /// Puts the next record of a run on the heap.
    fn refill(&mut self, run: usize) -> io::Result<()> {
        let (Some(file), Some(stretch)) = (&mut self.file, self.runs.get_mut(run)) else {
            return Ok(());
        };
        if stretch.piece.is_empty() && stretch.from < stretch.end {
            let most = (PIECE / N).max(1).min((stretch.end - stretch.from) as usize / N);
            stretch.piece.resize(most, [0; N]);
            file.seek(SeekFrom::Start(stretch.from))?;
            file.read_exact(stretch.piece.as_flattened_mut())?;
            stretch.from += (most * N) as u64;
            stretch.piece.reverse();
        }
        if let Some(record) = stretch.piece.pop() {
            self.heap.push(Reverse((record, run)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_records_come_back_in_order() {
        let scratch = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(scratch.path());
        let many = RUN as u64 / 8 * 3 + 5;
        for n in 0..many {
            sorter.push(n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()).unwrap();
        }
        assert_eq!(sorter.runs.len(), 3);
        let mut sorted = sorter.sorted().unwrap();
        let (mut last, mut count) = (None, 0);
        while let Some(peeked) = sorted.peek().copied() {
            let record = sorted.next().unwrap();
            assert_eq!(record, Some(peeked));
            assert!(record >= last);
            last = record;
            count += 1;
        }
        assert_eq!(count, many);
        assert_eq!(sorted.next().unwrap(), None);
    }
}
