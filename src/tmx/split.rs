//! Cutting a memory into parts.

use super::model::{Child, Header, Tail, Unit, Variant};
use super::reader::Reader;
use super::writer::{WriteOptions, Writer};
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;
use std::collections::BTreeMap;
use std::io::Write;

/// The most parts that are written at once.
pub const MAX_PARTS: usize = 200;

/// By what a memory is cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SplitBy {
    /// One part for each language beside the source, with the source in each.
    Language,
    /// Parts of so many units.
    Size(usize),
    /// One part for each text of the property of this type; units without it are in `none`.
    Prop(String),
    /// One part for each year of the last change; units without date are in `none`.
    Year,
    /// One part for each month of the last change; units without date are in `none`.
    Month,
}

/// What was made of a memory.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Parts {
    /// Units read.
    pub read: usize,
    /// Units written to each part, by name.
    pub parts: BTreeMap<String, usize>,
}

/// Cuts a memory into parts. `open` is asked for a place to write each part to, by the part's
/// name, which is made of letters, digits, `-`, `_` and `.` and never begins with `.`, whatever
/// the memory says: it is safe as part of a file name. What stands above the units and behind the
/// last one goes to every part; of parts of a size, the latter to the last.
///
/// # Errors
///
/// When the parts would be more than [`MAX_PARTS`], except parts of a size, which are written
/// one after another.
pub fn split<W: Write>(
    reader: &mut Reader<'_>,
    by: &SplitBy,
    open: &mut dyn FnMut(&str) -> Result<W>,
) -> Result<Parts> {
    let header = reader.header().clone();
    let mut done = Parts::default();
    let mut writers: BTreeMap<String, Writer<W>> = BTreeMap::new();
    while let Some(unit) = reader.next_unit()? {
        if let SplitBy::Size(size) = by
            && done.read % (*size).max(1) == 0
        {
            finish(&mut writers, &Tail::default())?;
        }
        for (name, unit) in parts_of(unit, by, &header, done.read) {
            if !writers.contains_key(&name) {
                if writers.len() >= MAX_PARTS {
                    return Err(Error::new(
                        Kind::Limit,
                        format!("the memory would be cut into more than {MAX_PARTS} parts"),
                    )
                    .help("choose something that has fewer values"));
                }
                let writer = Writer::new(open(&name)?, &header, WriteOptions::default())?;
                writers.insert(name.clone(), writer);
            }
            if let Some(writer) = writers.get_mut(&name) {
                writer.unit(&unit)?;
            }
            *done.parts.entry(name).or_default() += 1;
        }
        done.read += 1;
    }
    finish(&mut writers, reader.tail())?;
    Ok(done)
}

fn finish<W: Write>(writers: &mut BTreeMap<String, Writer<W>>, tail: &Tail) -> Result<()> {
    for writer in std::mem::take(writers).into_values() {
        writer.finish_with(tail)?;
    }
    Ok(())
}

/// The parts into which a unit goes, and what of it.
fn parts_of(unit: Unit, by: &SplitBy, header: &Header, number: usize) -> Vec<(String, Unit)> {
    let dated = |unit: &Unit| unit.date().map(|date| date.as_str().to_owned());
    let none = || "none".to_owned();
    let name = match by {
        SplitBy::Language => return by_language(&unit, header),
        SplitBy::Size(size) => format!("{:04}", number / (*size).max(1) + 1),
        SplitBy::Prop(kind) => safe_name(
            unit.prop(kind)
                .or_else(|| unit.variants().find_map(|v| v.prop(kind)))
                .unwrap_or("none"),
        ),
        SplitBy::Year => dated(&unit).map_or_else(none, |date| date[..4].to_owned()),
        SplitBy::Month => {
            dated(&unit).map_or_else(none, |date| format!("{}-{}", &date[..4], &date[4..6]))
        }
    };
    vec![(name, unit)]
}

fn by_language(unit: &Unit, header: &Header) -> Vec<(String, Unit)> {
    let source = unit.source(header).and_then(Variant::lang_tag);
    let is_source = |v: &Variant| v.lang_tag() == source;
    let mut tags: Vec<&str> = Vec::new();
    for variant in unit.variants().filter(|v| !is_source(v)) {
        let tag = variant.lang_tag().unwrap_or("none");
        if !tags.iter().any(|t| t.eq_ignore_ascii_case(tag)) {
            tags.push(tag);
        }
    }
    tags.into_iter()
        .map(|tag| {
            let mut part = unit.clone();
            part.children.retain(|child| match child {
                Child::Variant(v) => {
                    is_source(v) || v.lang_tag().unwrap_or("none").eq_ignore_ascii_case(tag)
                }
                Child::Node(_) => true,
            });
            // Tags that name one language, however written, belong to one part.
            let name = Lang::parse(tag).map_or(tag.to_owned(), |lang| {
                let script = lang.as_str().split(['-', '_']).find(|part| part.len() == 4);
                match (script, lang.region()) {
                    (Some(script), Some(region)) => format!("{}-{script}-{region}", lang.primary()),
                    (Some(script), None) => format!("{}-{script}", lang.primary()),
                    (None, Some(region)) => format!("{}-{region}", lang.primary()),
                    (None, None) => lang.primary().to_owned(),
                }
            });
            (safe_name(&name), part)
        })
        .collect()
}

/// A name that is safe as part of a file name on any system.
fn safe_name(name: &str) -> String {
    let safe: String = name
        .chars()
        .take(80)
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '.') { c } else { '_' })
        .collect();
    let safe = safe.trim_matches(['.', '_', '-']);
    if safe.is_empty() { "none".to_owned() } else { safe.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::safe_name;

    #[test]
    fn no_name_leaves_its_folder() {
        assert_eq!(safe_name("../../az"), "az");
        assert_eq!(safe_name("a/b\\c:d"), "a_b_c_d");
        assert_eq!(safe_name(".."), "none");
        assert_eq!(safe_name("Görüş"), "Görüş");
    }
}
