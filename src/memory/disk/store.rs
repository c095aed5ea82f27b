//! The units themselves, packed in blocks, of which one is read at a time.

use crate::lang::Lang;
use crate::memory::UnitRecord;
use crate::memory::concordance::scanned::Scanned;
use crate::memory::disk::codec::{
    Image, Part, put_bytes, put_long, put_rising, take_bytes, take_counted, take_long, take_rising,
    take_text,
};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::collections::VecDeque;
use std::io::{Read, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// How much text a block holds before it is packed: more would save little room, and reading a
/// unit takes as long as unpacking its block.
const BLOCK: usize = 8 << 10;

/// The most that a block may unpack to: a unit is no larger than a TMX file may make it.
const MAX_BLOCK: u64 = 1 << 30;

/// Packs units in the order in which they come.
pub(crate) struct Packer {
    out: Vec<u8>,
    block: Vec<u8>,
    units: u32,
    firsts: Vec<u32>,
    parts: Vec<Part>,
}

impl Packer {
    pub(crate) fn new() -> Packer {
        let (out, block) = (Vec::new(), Vec::new());
        Packer { out, block, units: 0, firsts: Vec::new(), parts: Vec::new() }
    }

    /// Adds a unit; its file and number are those of its place.
    pub(crate) fn add(&mut self, unit: &UnitRecord) {
        if self.block.is_empty() {
            self.firsts.push(self.units);
        }
        let mut bytes = Vec::new();
        encode(unit, &mut bytes);
        put_bytes(&bytes, &mut self.block);
        self.units += 1;
        if self.block.len() >= BLOCK {
            self.pack();
        }
    }

    fn pack(&mut self) {
        let level = flate2::Compression::new(6);
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), level);
        // Writing to memory does not fail.
        let packed = encoder.write_all(&self.block).and_then(|()| encoder.finish());
        let packed = packed.unwrap_or_default();
        self.parts.push(Part::of(self.out.len() as u64, &packed));
        self.out.extend(packed);
        self.block.clear();
    }

    /// The blocks, and the table of them to be given to [`Store::open`].
    pub(crate) fn finish(mut self) -> (Vec<u8>, Vec<u8>) {
        if !self.block.is_empty() {
            self.pack();
        }
        let mut table = Vec::new();
        put_rising(&self.firsts, &mut table);
        self.parts.iter().for_each(|part| part.put(&mut table));
        (self.out, table)
    }
}

/// Reads units out of their blocks.
pub(crate) struct Store {
    firsts: Vec<u32>,
    parts: Vec<Part>,
    /// The blocks that were read last, with their numbers: units that are asked for one after the
    /// other stand together.
    last: Mutex<VecDeque<(usize, Arc<Vec<u8>>)>>,
}

/// How many these are.
const LAST: usize = 32;

impl Store {
    /// Opens the table of [`Packer::finish`]; the blocks begin at `start` in the image.
    pub(crate) fn open(mut table: &[u8], start: u64) -> Option<Store> {
        let firsts = take_rising(&mut table)?;
        let mut parts = Vec::with_capacity(firsts.len());
        for _ in &firsts {
            parts.push(Part::take(&mut table)?.shifted(start)?);
        }
        Some(Store { firsts, parts, last: Mutex::default() })
    }

    /// A unit, without its file and number; `None` when it is damaged or there is none.
    pub(crate) fn unit(&self, image: &Image, number: u32) -> Option<UnitRecord> {
        self.read(image, number, decode)
    }

    /// Whether a unit has a text which the pattern matches.
    pub(crate) fn matches(&self, image: &Image, number: u32, pattern: &Scanned) -> Option<bool> {
        self.read(image, number, |bytes| matches(bytes, pattern))
    }

    fn read<T>(&self, image: &Image, number: u32, read: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
        let at = self.firsts.partition_point(|&first| first <= number).checked_sub(1)?;
        let block = self.block(image, at)?;
        let mut bytes = block.as_slice();
        for _ in self.firsts[at]..number {
            take_counted(&mut bytes)?;
        }
        read(take_counted(&mut bytes)?)
    }

    /// The numbers in a range of the `wanted` units that have a text which the pattern matches,
    /// rising; the blocks that have some are read on all cores. `None` when one is damaged.
    pub(crate) fn scan(
        &self,
        image: &Image,
        units: Range<u32>,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        pattern: &Scanned,
    ) -> Option<Vec<u32>> {
        let of_block = |pattern: &mut Scanned, at: usize| {
            let mut number = self.firsts[at];
            let next = self.firsts.get(at + 1).map_or(units.end, |&next| next.min(units.end));
            if !(number.max(units.start)..next).any(wanted) {
                return Some(Vec::new());
            }
            let block = self.unpack(image, at)?;
            let (mut rest, mut found) = (block.as_slice(), Vec::new());
            while !rest.is_empty() {
                let bytes = take_counted(&mut rest)?;
                if units.contains(&number) && wanted(number) && matches(bytes, pattern)? {
                    found.push(number);
                }
                number += 1;
            }
            Some(found)
        };
        let from = self.firsts.partition_point(|&first| first <= units.start).saturating_sub(1);
        let to = self.firsts.partition_point(|&first| first < units.end);
        // A thread has an expression of its own: the threads would wait for what it keeps in mind.
        let blocks = (from..to.max(from)).into_par_iter().map_init(|| pattern.clone(), of_block);
        Some(blocks.collect::<Option<Vec<Vec<u32>>>>()?.concat())
    }

    fn block(&self, image: &Image, at: usize) -> Option<Arc<Vec<u8>>> {
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, block)) = last().iter().find(|(number, _)| *number == at) {
            return Some(block.clone());
        }
        let block = Arc::new(self.unpack(image, at)?);
        let mut last = last();
        last.push_front((at, block.clone()));
        last.truncate(LAST);
        Some(block)
    }

    fn unpack(&self, image: &Image, at: usize) -> Option<Vec<u8>> {
        let packed = self.parts.get(at)?.read(image)?;
        let mut block = Vec::with_capacity(BLOCK + BLOCK / 4);
        let decoder = flate2::read::DeflateDecoder::new(packed.as_slice());
        decoder.take(MAX_BLOCK).read_to_end(&mut block).ok()?;
        Some(block)
    }
}

/// Appends a unit, without its file and number.
pub(crate) fn encode(unit: &UnitRecord, out: &mut Vec<u8>) {
    let optional = [&unit.tuid, &unit.changed, &unit.changed_by];
    out.push(optional.iter().enumerate().map(|(n, o)| u8::from(o.is_some()) << n).sum());
    optional.iter().filter_map(|o| o.as_ref()).for_each(|o| put_bytes(o.as_bytes(), out));
    put_long(unit.variants.len() as u64, out);
    for (lang, text) in &unit.variants {
        put_bytes(lang.as_str().as_bytes(), out);
        put_bytes(text.as_bytes(), out);
    }
    put_long(unit.props.len() as u64, out);
    for (kind, value) in &unit.props {
        put_bytes(kind.as_bytes(), out);
        put_bytes(value.as_bytes(), out);
    }
}

/// Whether a unit has a text which the pattern matches.
fn matches(mut bytes: &[u8], pattern: &Scanned) -> Option<bool> {
    let bytes = &mut bytes;
    for _ in 0..take_bytes(bytes, 1)?[0].count_ones() {
        take_counted(bytes)?;
    }
    let mut found = false;
    for _ in 0..take_long(bytes)? {
        take_counted(bytes)?;
        found |= pattern.matches(take_counted(bytes)?);
    }
    Some(found)
}

fn decode(mut bytes: &[u8]) -> Option<UnitRecord> {
    let bytes = &mut bytes;
    let (&present, rest) = bytes.split_first()?;
    *bytes = rest;
    let mut optional = |n: u8| {
        if present >> n & 1 == 1 { take_text(bytes).map(Some) } else { Some(None) }
    };
    let (tuid, changed, changed_by) = (optional(0)?, optional(1)?, optional(2)?);
    let mut variants = Vec::new();
    for _ in 0..take_long(bytes)? {
        variants.push((Lang::parse(&take_text(bytes)?)?, take_text(bytes)?));
    }
    let mut props = Vec::new();
    for _ in 0..take_long(bytes)? {
        props.push((take_text(bytes)?, take_text(bytes)?));
    }
    let (file, index_in_file) = (String::new(), 0);
    Some(UnitRecord { file, index_in_file, tuid, variants, changed, changed_by, props })
}
