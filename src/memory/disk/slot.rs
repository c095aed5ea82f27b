//! A segment within an opened memory: which of its files are asked for, and what to do when it
//! turns out to be damaged.

use crate::lang::Lang;
use crate::memory::UnitRecord;
use crate::memory::concordance::scanned::Scanned;
use crate::memory::concordance::sketch::Sketch;
use crate::memory::disk::codec::Damaged;
use crate::memory::disk::open::{Source, read_units};
use crate::memory::disk::segment::{Segment, SegmentBuilder};
use crate::memory::index::LanguageIndex;
use crate::memory::index::bits::Bits;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::OnceLock;

/// A file of a segment that the memory was asked for.
pub(crate) struct ActiveFile {
    /// Its place among the files that the memory was asked for.
    pub(crate) order: usize,
    pub(crate) source: Source,
}

/// A segment and its files.
pub(crate) struct Slot {
    segment: Segment,
    /// For each file of the segment; `None` when it is not asked for.
    files: Vec<Option<ActiveFile>>,
    /// Where the segment is stored.
    path: Option<PathBuf>,
    /// What takes the place of the segment when it is damaged.
    mended: OnceLock<Option<Segment>>,
}

impl Slot {
    pub(crate) fn new(
        segment: Segment,
        mut files: Vec<Option<ActiveFile>>,
        path: Option<PathBuf>,
    ) -> Slot {
        files.truncate(segment.files.len().saturating_sub(1));
        Slot { segment, files, path, mended: OnceLock::new() }
    }

    /// Stops asking for the files for which `forgotten` is true.
    pub(crate) fn forget(&mut self, forgotten: impl Fn(usize) -> bool) {
        for (at, file) in self.files.iter_mut().enumerate() {
            if forgotten(at) {
                *file = None;
            }
        }
    }

    /// Whether any file is asked for.
    pub(crate) fn is_wanted(&self) -> bool {
        self.files.iter().any(Option::is_some)
    }

    /// How many units there are, asked for or not.
    pub(crate) fn len(&self) -> u32 {
        self.segment.len()
    }

    /// How many units are asked for.
    pub(crate) fn active(&self) -> usize {
        let sizes = self.segment.files.windows(2).map(|pair| (pair[1].1 - pair[0].1) as usize);
        self.files.iter().zip(sizes).filter(|(file, _)| file.is_some()).map(|(_, size)| size).sum()
    }

    /// Whether a unit is asked for.
    pub(crate) fn has(&self, number: u32) -> bool {
        self.file_of(number).is_some()
    }

    fn file_at(&self, number: u32) -> Option<usize> {
        self.segment.files.partition_point(|&(_, first)| first <= number).checked_sub(1)
    }

    /// The file of a unit, when it is asked for, and the unit's number in it.
    pub(crate) fn file_of(&self, number: u32) -> Option<(&ActiveFile, u32)> {
        let at = self.file_at(number)?;
        Some((self.files.get(at)?.as_ref()?, number - self.segment.files[at].1))
    }

    pub(crate) fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.segment.languages()
    }

    /// See [`Segment::prepare`].
    pub(crate) fn prepare(&self, is_wanted: &(dyn Fn(&Lang) -> bool + Sync)) {
        self.current().prepare(is_wanted);
    }

    /// Asks the index of a language, if there is one.
    pub(crate) fn ask<R>(
        &self,
        lang: &Lang,
        question: impl Fn(&LanguageIndex) -> Result<R, Damaged>,
    ) -> Option<R> {
        let ask = |segment: &Segment| segment.index(lang)?.map(&question).transpose();
        ask(self.current()).or_else(|Damaged| self.mend().map_or(Ok(None), ask)).ok().flatten()
    }

    /// A unit that is asked for.
    pub(crate) fn unit(&self, number: u32) -> Option<UnitRecord> {
        let at = self.file_at(number)?;
        let (file, index_in_file) = self.file_of(number)?;
        let mut unit = match self.current().unit(at, index_in_file) {
            Ok(unit) => unit,
            Err(Damaged) => self.mend()?.unit(at, index_in_file).ok()?,
        };
        unit.file.clone_from(&file.source.name);
        unit.index_in_file = index_in_file as usize;
        Some(unit)
    }

    /// Whether a unit has a text which the pattern matches; perhaps also where it has none.
    pub(crate) fn may_match(&self, number: u32, pattern: &Scanned) -> bool {
        let Some(at) = self.file_at(number) else { return false };
        let of_file = number - self.segment.files[at].1;
        // What is damaged is mended when the unit itself is asked for.
        self.current().may_match(at, of_file, pattern).unwrap_or(true)
    }

    /// The files that are asked for, each with the range of its units, in order.
    pub(crate) fn active_files(&self) -> impl Iterator<Item = (Range<u32>, &ActiveFile)> {
        let ranges = self.segment.files.windows(2).map(|pair| pair[0].1..pair[1].1);
        ranges.zip(&self.files).filter_map(|(range, file)| Some((range, file.as_ref()?)))
    }

    /// Whether this person has changed or made the unit; without a person it is true.
    pub(crate) fn is_of(&self, number: u32, person: Option<&str>) -> bool {
        let Some(person) = person else { return true };
        let is_of = |segment: &Segment| segment.is_of(number, person);
        let is_of = is_of(self.current()).or_else(|damage| self.mend().map_or(Err(damage), is_of));
        is_of.unwrap_or_default()
    }

    /// The units that may have a text with this outline.
    pub(crate) fn outlined(&self, sketch: &Sketch) -> Bits {
        self.units(|segment| segment.outlined(sketch))
    }

    /// The units with characters that are perhaps others in their tokens.
    pub(crate) fn loose(&self) -> Bits {
        self.units(Segment::loose)
    }

    /// Some units; none when all is still damaged after mending.
    fn units(&self, of: impl Fn(&Segment) -> Result<Bits, Damaged>) -> Bits {
        let units = of(self.current());
        let units = units.or_else(|damage| self.mend().map_or(Err(damage), of));
        units.unwrap_or_else(|Damaged| Bits::none(self.len() as usize))
    }

    /// Of these units those that have a text which the pattern matches, and some that perhaps have none.
    pub(crate) fn scan(&self, units: &Bits, pattern: &Scanned) -> Bits {
        let mut found = Bits::none(self.len() as usize);
        for (at, file) in self.files.iter().enumerate() {
            if file.is_none() {
                continue;
            }
            let start = self.segment.files[at].1;
            let wanted = |number: u32| units.has(start + number);
            let scan = |segment: &Segment| segment.scan(at, &wanted, pattern);
            let of_file = scan(self.current());
            let of_file = of_file.or_else(|damage| self.mend().map_or(Err(damage), scan));
            of_file.unwrap_or_default().into_iter().for_each(|number| found.add(start + number));
        }
        found
    }

    pub(crate) fn standing(&self, number: u32) -> u32 {
        let standing = self.current().standing(number);
        standing.or_else(|Damaged| self.mend().ok_or(Damaged)?.standing(number)).unwrap_or_default()
    }

    fn current(&self) -> &Segment {
        self.mended.get().and_then(Option::as_ref).unwrap_or(&self.segment)
    }

    /// Makes the segment again from its files, in memory, and removes the damaged one, so that
    /// it is written again when the memory is next opened. Units keep their numbers: a file that
    /// has changed since then has none.
    fn mend(&self) -> Option<&Segment> {
        let mend = || {
            if let Some(path) = &self.path {
                // Best effort: a damaged file is noticed again.
                let _ = std::fs::remove_file(path);
            }
            let mut builder = SegmentBuilder::new();
            for (file, pair) in self.files.iter().zip(self.segment.files.windows(2)) {
                let count = (pair[1].1 - pair[0].1) as usize;
                let mut units = Vec::new();
                if let Some(file) = file {
                    // A file that cannot be read any more has no units.
                    let _ = read_units(&file.source, |unit, _| units.push(unit));
                }
                if units.len() != count {
                    units = vec![UnitRecord::default(); count];
                }
                builder.begin_file(&pair[0].0);
                let units: Vec<(UnitRecord, u32)> = units.into_iter().map(|u| (u, 0)).collect();
                builder.add_all(&units);
            }
            builder.in_memory().ok()?
        };
        self.mended.get_or_init(mend).as_ref()
    }
}
