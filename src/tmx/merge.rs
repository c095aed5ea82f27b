//! Several memories into one.

use super::input::Input;
use super::model::{Tail, Unit, Variant};
use super::reader::ReadOptions;
use super::seen::{Mark, Marker, Seen, mark_of};
use super::sorted::{Sorted, Sorter, field, record};
use super::stream::Passed;
use super::writer::{WriteOptions, Writer, push_element};
use crate::error::{Error, Kind, Notice, Result};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

/// The type of the property that says from which file a unit came.
pub const ORIGIN_PROP: &str = "x-origin-file";

/// Which of several units is kept that translate the same source into the same languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// The one changed last; of equals, and among those without date, the first.
    Newest,
    /// The one changed first; units without date count as the oldest.
    Oldest,
    /// Every one whose segments differ, if only in their inline codes.
    #[default]
    All,
}

/// Merges memories: first those of the first file, and so on, each marked with its origin.
///
/// The files are read twice. What must be remembered of each unit to choose among them is sorted
/// in files in the folder `scratch`, 32 bytes a unit; in memory stay about 16 bytes for each
/// `tuid`, since one that was given before gets a number: it must be unique in the new file.
///
/// Comments and processing instructions above a unit belong to it, and go where it goes; those
/// behind the last unit of a file stand behind the last of all.
///
/// What there is to know about the reading is passed to `notice`.
pub fn merge(
    inputs: &[Input],
    options: ReadOptions,
    scratch: &Path,
    out: impl Write,
    keep: Keep,
    notice: &mut dyn FnMut(&Notice),
) -> Result<Passed> {
    let Some(first) = inputs.first() else {
        return Err(Error::new(Kind::Usage, "there is nothing to merge").help("name TMX files"));
    };
    let mut header = first.open(options)?.header().clone();
    let mut chosen = choose(inputs, options, scratch, keep, &mut |srclang| {
        if header.srclang().is_some_and(|own| Some(own) != srclang) {
            header.set_attribute("srclang", "*all*");
        }
    })?;
    let mut writer = Writer::new(out, &header, WriteOptions::default())?;
    let mut passed = Passed::default();
    let mut tuids = Tuids::default();
    let mut tail = Tail::default();
    for input in inputs {
        let mut reader = input.open(options)?;
        let origin = Path::new(&input.name).file_name();
        let origin = origin.map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let own_source = reader.header().srclang().map(str::to_owned);
        while let Some(mut unit) = reader.next_unit()? {
            let number = (passed.read as u64).to_be_bytes();
            passed.read += 1;
            if chosen.peek() != Some(&number) {
                passed.count("units that another stands for", 1);
                continue;
            }
            chosen.next()?;
            if unit.prop(ORIGIN_PROP).is_none() {
                unit.add_prop(ORIGIN_PROP, &origin);
            }
            if unit.attribute("srclang").is_none()
                && own_source.as_deref() != header.srclang()
                && let Some(source) = &own_source
            {
                unit.set_attribute("srclang", source.as_str());
            }
            passed.count("tuids changed", tuids.make_unique(&mut unit));
            writer.unit(&unit)?;
            passed.written += 1;
        }
        tail.join(reader.tail());
        reader.notices().for_each(&mut *notice);
    }
    writer.finish_with(&tail)?;
    Ok(passed)
}

/// The numbers of the units that are kept, in order.
fn choose(
    inputs: &[Input],
    options: ReadOptions,
    scratch: &Path,
    keep: Keep,
    srclang: &mut dyn FnMut(Option<&str>),
) -> Result<Sorted<8>> {
    // Group, rank in it, number: the first of each group is chosen.
    let mut candidates: Sorter<'_, 32> = Sorter::new(scratch);
    let mut marker = Marker::default();
    let mut number = 0u64;
    for input in inputs {
        let mut reader = input.open(options)?;
        let header = reader.header().clone();
        srclang(header.srclang());
        while let Some(unit) = reader.next_unit()? {
            let group = match keep {
                Keep::All => all_segments(&unit, &mut marker),
                Keep::Newest | Keep::Oldest => {
                    source_and_languages(&unit, unit.source(&header), &mut marker)
                }
            };
            let rank = match keep {
                Keep::Newest => u64::MAX - date_number(&unit),
                Keep::Oldest => date_number(&unit),
                Keep::All => 0,
            };
            let fields = [&group.to_be_bytes()[..], &rank.to_be_bytes(), &number.to_be_bytes()];
            candidates.push(record(&fields))?;
            number += 1;
        }
    }
    let mut candidates = candidates.sorted()?;
    let mut chosen = Sorter::new(scratch);
    let mut group = None;
    while let Some(record) = candidates.next()? {
        let own: [u8; 16] = field(&record, 0);
        if group.replace(own) != Some(own) {
            chosen.push(field(&record, 24))?;
        }
    }
    chosen.sorted()
}

/// The segments of a unit with their inline codes and languages, in an order of their own.
fn all_segments(unit: &Unit, marker: &mut Marker) -> Mark {
    let segment = |variant: &Variant| {
        let mut xml = String::new();
        variant.seg().into_iter().for_each(|seg| push_element(&mut xml, seg));
        (variant.lang_tag().unwrap_or_default().to_ascii_lowercase(), xml)
    };
    let mut segments: Vec<_> = unit.variants().map(segment).collect();
    segments.sort();
    segments.iter().for_each(|(tag, segment)| {
        marker.text(tag).text(segment);
    });
    marker.mark()
}

/// The source of a unit, and into which languages it is translated.
fn source_and_languages(unit: &Unit, source: Option<&Variant>, marker: &mut Marker) -> Mark {
    let tag = |v: &Variant| v.lang_tag().unwrap_or_default().to_ascii_lowercase();
    if let Some(source) = source {
        marker.text(&tag(source)).text(&source.text());
    }
    let mut tags: Vec<String> = unit.variants().map(tag).collect();
    tags.sort();
    tags.iter().for_each(|tag| {
        marker.text(tag);
    });
    marker.mark()
}

/// A date as a number that grows with it; 0 for none.
fn date_number(unit: &Unit) -> u64 {
    let Some(date) = unit.date() else { return 0 };
    let digits: String = date.as_str().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// The identifiers that were given.
#[derive(Default)]
struct Tuids {
    given: Seen,
    /// The number that one given more than once gets next.
    next: HashMap<Mark, usize>,
}

impl Tuids {
    /// Gives a unit a `tuid` that was not given before; how many had to be changed.
    fn make_unique(&mut self, unit: &mut Unit) -> usize {
        let Some(tuid) = unit.tuid() else { return 0 };
        let mark = mark_of(tuid);
        if self.given.insert_mark(mark) {
            return 0;
        }
        let number = self.next.entry(mark).or_insert(2);
        let mut unique = format!("{tuid}-{number}");
        while !self.given.insert(&unique) {
            *number += 1;
            unique = format!("{tuid}-{number}");
        }
        *number += 1;
        unit.set_attribute("tuid", unique);
        1
    }
}
