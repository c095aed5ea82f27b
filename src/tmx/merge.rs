//! Several memories into one.

use super::model::{Unit, Variant};
use super::reader::ReadOptions;
use super::seen::{Seen, hash_of};
use super::stream::Passed;
use super::writer::{WriteOptions, Writer};
use crate::error::{Error, Kind, Result};
use std::io::Write;
use std::path::PathBuf;

/// The type of the property that says from which file a unit came.
pub const ORIGIN_PROP: &str = "x-origin-file";

/// Which of several units is kept that translate the same source into the same languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Keep {
    /// The one changed last; of equals, and among those without date, the first.
    #[default]
    Newest,
    /// The one changed first; units without date count as the oldest.
    Oldest,
    /// Every one whose texts differ.
    All,
}

/// Merges memories: first those of the first file, and so on, each marked with its origin.
///
/// The files are read twice, so that what is kept of a unit in memory is 24 bytes. A `tuid` that
/// was given before gets a number, since it must be unique in the new file.
pub fn merge(
    inputs: &[PathBuf],
    options: ReadOptions,
    out: impl Write,
    keep: Keep,
) -> Result<Passed> {
    let Some(first) = inputs.first() else {
        return Err(Error::new(Kind::Usage, "there is nothing to merge").help("name TMX files"));
    };
    let mut header = super::open(first, options)?.header().clone();
    let chosen = choose(inputs, options, keep, &mut |srclang| {
        if header.srclang().is_some_and(|own| Some(own) != srclang) {
            header.set_attribute("srclang", "*all*");
        }
    })?;
    let mut writer = Writer::new(out, &header, WriteOptions::default())?;
    let mut passed = Passed::default();
    let mut tuids = Seen::default();
    for path in inputs {
        let mut reader = super::open(path, options)?;
        let origin = path.file_name().map(|n| n.to_string_lossy().into_owned());
        let own_source = reader.header().srclang().map(str::to_owned);
        while let Some(mut unit) = reader.next_unit()? {
            let number = passed.read;
            passed.read += 1;
            if chosen.get(number / 64).is_none_or(|bits| bits >> (number % 64) & 1 == 0) {
                passed.count("units that another stands for", 1);
                continue;
            }
            if unit.prop(ORIGIN_PROP).is_none() {
                unit.add_prop(ORIGIN_PROP, origin.as_deref().unwrap_or_default());
            }
            if unit.attribute("srclang").is_none()
                && own_source.as_deref() != header.srclang()
                && let Some(source) = &own_source
            {
                unit.set_attribute("srclang", source.as_str());
            }
            passed.count("tuids changed", make_unique(&mut unit, &mut tuids));
            writer.unit(&unit)?;
            passed.written += 1;
        }
    }
    writer.finish()?;
    Ok(passed)
}

/// One unit among those that translate the same: its group, its date, its number.
type Candidate = (u64, u64, u32);

/// The numbers of the units that are kept, as bits.
fn choose(
    inputs: &[PathBuf],
    options: ReadOptions,
    keep: Keep,
    srclang: &mut dyn FnMut(Option<&str>),
) -> Result<Vec<u64>> {
    let mut candidates: Vec<Candidate> = Vec::new();
    for path in inputs {
        let mut reader = super::open(path, options)?;
        let header = reader.header().clone();
        srclang(header.srclang());
        while let Some(unit) = reader.next_unit()? {
            let group = match keep {
                Keep::All => hash_of(&all_texts(&unit)),
                _ => {
                    let source = unit.source(&header);
                    let languages: Vec<String> =
                        all_texts(&unit).into_iter().map(|(tag, _)| tag).collect();
                    let source = source.map(|v| (v.lang_tag().map(str::to_lowercase), v.text()));
                    hash_of(&(source, languages))
                }
            };
            let number = u32::try_from(candidates.len())
                .map_err(|_| Error::new(Kind::Limit, "there are more than 4,294,967,295 units"))?;
            candidates.push((group, date_number(&unit), number));
        }
    }
    let mut chosen = vec![0u64; candidates.len() / 64 + 1];
    match keep {
        Keep::Newest => candidates.sort_unstable_by_key(|(g, date, n)| (*g, u64::MAX - date, *n)),
        Keep::Oldest | Keep::All => candidates.sort_unstable(),
    }
    if keep == Keep::All {
        candidates.sort_unstable_by_key(|(group, _, number)| (*group, *number));
    }
    candidates.dedup_by_key(|(group, _, _)| *group);
    for (_, _, number) in candidates {
        if let Some(bits) = chosen.get_mut(number as usize / 64) {
            *bits |= 1 << (number % 64);
        }
    }
    Ok(chosen)
}

/// The texts of a unit with their languages, in an order of their own.
fn all_texts(unit: &Unit) -> Vec<(String, String)> {
    let text = |v: &Variant| {
        (v.lang_tag().unwrap_or_default().to_ascii_lowercase(), v.text().into_owned())
    };
    let mut texts: Vec<_> = unit.variants().map(text).collect();
    texts.sort();
    texts
}

/// A date as a number that grows with it; 0 for none.
fn date_number(unit: &Unit) -> u64 {
    let Some(date) = unit.date() else { return 0 };
    let digits: String = date.as_str().chars().filter(char::is_ascii_digit).collect();
    digits.parse().unwrap_or_default()
}

/// Gives a unit a `tuid` that was not given before; how many had to be changed.
fn make_unique(unit: &mut Unit, tuids: &mut Seen) -> usize {
    let Some(tuid) = unit.tuid().map(str::to_owned) else { return 0 };
    if tuids.insert(tuid.as_str()) {
        return 0;
    }
    let mut number = 2usize;
    while !tuids.insert(format!("{tuid}-{number}").as_str()) {
        number += 1;
    }
    unit.set_attribute("tuid", format!("{tuid}-{number}"));
    1
}
