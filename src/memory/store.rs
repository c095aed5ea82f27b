//! The units themselves, packed in blocks, of which one is read at a time.

use crate::lang::Lang;
use crate::memory::UnitRecord;
use crate::memory::codec::{
    Image, Part, put_bytes, put_long, put_rising, take_counted, take_long, take_rising, take_text,
};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io::{Read, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// How much text a block holds before it is packed: more would save little room, and reading a
/// unit takes as long as unpacking its block.
const BLOCK: usize = 1 << 14;

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
    /// The block that was read last, with its number: the units of a text stand together.
    last: Mutex<Option<(usize, Arc<Vec<u8>>)>>,
}

impl Store {
    /// Opens the table of [`Packer::finish`]; the blocks begin at `start` in the image.
    pub(crate) fn open(mut table: &[u8], start: u64) -> Option<Store> {
        let firsts = take_rising(&mut table)?;
        let mut parts = Vec::with_capacity(firsts.len());
        for _ in &firsts {
            parts.push(Part::take(&mut table)?.shifted(start)?);
        }
        Some(Store { firsts, parts, last: Mutex::new(None) })
    }

    /// A unit, without its file and number; `None` when it is damaged or there is none.
    pub(crate) fn unit(&self, image: &Image, number: u32) -> Option<UnitRecord> {
        let at = self.firsts.partition_point(|&first| first <= number).checked_sub(1)?;
        let block = self.block(image, at)?;
        let mut bytes = block.as_slice();
        for _ in self.firsts[at]..number {
            take_counted(&mut bytes)?;
        }
        decode(take_counted(&mut bytes)?)
    }

    /// The numbers in a range of the `wanted` units that match, rising; the blocks that have some
    /// are read on all cores. `None` when one is damaged.
    pub(crate) fn scan(
        &self,
        image: &Image,
        units: Range<u32>,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        matches: &(dyn Fn(&UnitRecord) -> bool + Sync),
    ) -> Option<Vec<u32>> {
        let of_block = |at: usize| {
            let mut number = self.firsts[at];
            let next = self.firsts.get(at + 1).map_or(units.end, |&next| next.min(units.end));
            if !(number.max(units.start)..next).any(wanted) {
                return Some(Vec::new());
            }
            let block = self.unpack(image, at)?;
            let (mut rest, mut found) = (block.as_slice(), Vec::new());
            while !rest.is_empty() {
                let bytes = take_counted(&mut rest)?;
                if units.contains(&number) && wanted(number) && matches(&decode(bytes)?) {
                    found.push(number);
                }
                number += 1;
            }
            Some(found)
        };
        let from = self.firsts.partition_point(|&first| first <= units.start).saturating_sub(1);
        let to = self.firsts.partition_point(|&first| first < units.end);
        let blocks: Option<Vec<Vec<u32>>> =
            (from..to.max(from)).into_par_iter().map(of_block).collect();
        Some(blocks?.concat())
    }

    fn block(&self, image: &Image, at: usize) -> Option<Arc<Vec<u8>>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some((number, block)) if *number == at => Some(block.clone()),
            _ => {
                let block = Arc::new(self.unpack(image, at)?);
                *last = Some((at, block.clone()));
                Some(block)
            }
        }
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
