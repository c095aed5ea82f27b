//! What differs between two memories.

use super::input::Input;
use super::model::Unit;
use super::reader::ReadOptions;
use super::seen::{Mark, Marker, mark_of};
use super::shelf::Shelf;
use super::sorted::{Sorted, Sorter, field, record};
use super::writer::push_unit;
use crate::error::Result;
use crate::lang::words::token_spans;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::path::Path;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The unit is in the new memory only.
    Added(Unit),
    /// The unit is in the old memory only.
    Removed(Unit),
    /// The unit is in both, and differs.
    Changed {
        /// As it was.
        old: Unit,
        /// As it is.
        new: Unit,
        /// The languages in which its text differs; none when only attributes, properties or
        /// codes do.
        texts: Vec<TextChange>,
    },
}

/// How a text differs in one language.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct TextChange {
    /// The language tag, as the new memory writes it where it has the language.
    pub lang: String,
    /// The text in pieces: what stays, goes and comes, in reading order.
    pub pieces: Vec<Piece>,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Piece {
    /// In both texts.
    Equal(String),
    /// In the old text only.
    Delete(String),
    /// In the new text only.
    Insert(String),
}

/// How many units differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Differences {
    /// Units in the new memory only.
    pub added: usize,
    /// Units in the old memory only.
    pub removed: usize,
    /// Units in both that differ.
    pub changed: usize,
    /// Units that are the same.
    pub same: usize,
}

/// Compares two memories and passes on what differs: what was added and changed in the order of
/// the new memory, then what was removed in the order of the old one.
///
/// Units belong together that have the same `tuid`; those without one, or whose `tuid` is not
/// unique in its file, by the text of their source. Of several units with one source those are
/// the same that say the same, and the others are compared in their order.
///
/// However large the memories are, only a few units are in memory at a time: the old memory
/// lies, as it was read, in a file in the folder `scratch`, beside 56 bytes for each unit of
/// both by which they are compared.
pub fn diff(
    old: &Input,
    new: &Input,
    options: ReadOptions,
    scratch: &Path,
    found: &mut dyn FnMut(Difference) -> Result<()>,
) -> Result<Differences> {
    let mut shelf = Shelf::new(scratch)?;
    let old_marks = marks(old, options, scratch, |unit, _| shelf.put(unit))?;
    let new_marks = marks(new, options, scratch, |_, number| Ok(number))?;
    let (old_keyed, new_keyed) = keyed(old_marks, new_marks, scratch)?;
    let mut count = Differences::default();
    let (old_left, new_left) = without_same(old_keyed, new_keyed, scratch, &mut count)?;
    let (mut fresh, mut removed) = paired(old_left, new_left, scratch, &mut count)?;
    let mut reader = new.open(options)?;
    let mut number = 0u64;
    while let Some(unit) = reader.next_unit()? {
        if fresh.peek().is_some_and(|record| field(record, 0) == number.to_be_bytes()) {
            let before = fresh.next()?.map_or(NOWHERE, |record| field(&record, 8));
            found(match before {
                NOWHERE => Difference::Added(unit),
                before => {
                    let old = shelf.get(u64::from_be_bytes(before))?;
                    let texts = text_changes(&old, &unit);
                    Difference::Changed { old, new: unit, texts }
                }
            })?;
        }
        number += 1;
    }
    while let Some(place) = removed.next()? {
        found(Difference::Removed(shelf.get(u64::from_be_bytes(place))?))?;
    }
    Ok(count)
}

/// The place of a unit on the shelf, or its number: either grows in the order of the file.
type At = [u8; 8];

/// The place of what is in no file.
const NOWHERE: At = [0xff; 8];

/// What is remembered of a unit: what it is known by, what it is known by when that is not
/// unique, what it says, and where it is.
type Marks = [u8; 56];

/// What is remembered of a unit when that is known: what it is known by, what it says, where.
type Keyed = [u8; 40];

/// What a unit is known by, and where it is.
type Left = [u8; 24];

fn marks(
    input: &Input,
    options: ReadOptions,
    scratch: &Path,
    mut place: impl FnMut(&Unit, u64) -> Result<u64>,
) -> Result<Sorted<{ size_of::<Marks>() }>> {
    let mut marks = Sorter::new(scratch);
    let mut marker = Marker::default();
    let mut xml = String::new();
    let mut number = 0;
    let mut reader = input.open(options)?;
    let header = reader.header().clone();
    while let Some(unit) = reader.next_unit()? {
        if let Some(source) = unit.source(&header) {
            marker.caseless(source.lang_tag().unwrap_or_default()).text(&source.text());
        }
        let source = marker.mark();
        let key = match unit.tuid() {
            Some(tuid) => marker.text("tuid").text(tuid).mark(),
            None => source,
        };
        xml.clear();
        push_unit(&mut xml, &unit);
        let place = place(&unit, number)?.to_be_bytes();
        let [key, source, content] = [key, source, mark_of(&xml)].map(Mark::to_be_bytes);
        marks.push(record(&[&key, &source, &content, &place]))?;
        number += 1;
    }
    marks.sorted()
}

type Pair<const N: usize> = (Sorted<N>, Sorted<N>);

/// Units by what they are known by: a `tuid` that is not unique tells nothing.
fn keyed(
    mut old: Sorted<{ size_of::<Marks>() }>,
    mut new: Sorted<{ size_of::<Marks>() }>,
    scratch: &Path,
) -> Result<Pair<{ size_of::<Keyed>() }>> {
    let (mut old_keyed, mut new_keyed) = (Sorter::new(scratch), Sorter::new(scratch));
    let key = |marks: &Marks| field::<16>(marks, 0);
    while let Some(least) = old.peek().into_iter().chain(new.peek()).map(key).min() {
        let next = |marks: &mut Sorted<_>| match marks.peek().map(key) == Some(least) {
            true => marks.next(),
            false => Ok(None),
        };
        let (mut first, mut second) = (next(&mut old)?, next(&mut new)?);
        let unique = ![&old, &new].iter().any(|marks| marks.peek().map(key) == Some(least));
        let known = if unique { 0 } else { 16 };
        while first.is_some() || second.is_some() {
            for (marks, keyed) in [(&first, &mut old_keyed), (&second, &mut new_keyed)] {
                if let Some(marks) = marks {
                    keyed.push(record(&[&field::<16>(marks, known), &field::<24>(marks, 32)]))?;
                }
            }
            (first, second) = (next(&mut old)?, next(&mut new)?);
        }
    }
    Ok((old_keyed.sorted()?, new_keyed.sorted()?))
}

/// Counts the units that say the same, and gives what is left.
fn without_same(
    mut old: Sorted<{ size_of::<Keyed>() }>,
    mut new: Sorted<{ size_of::<Keyed>() }>,
    scratch: &Path,
    count: &mut Differences,
) -> Result<Pair<{ size_of::<Left>() }>> {
    let (mut old_left, mut new_left) = (Sorter::new(scratch), Sorter::new(scratch));
    let says = |keyed: &Keyed| field::<32>(keyed, 0);
    let left = |keyed: &Keyed| record(&[&field::<16>(keyed, 0), &field::<8>(keyed, 32)]);
    loop {
        match (old.peek(), new.peek()) {
            (Some(a), Some(b)) if says(a) == says(b) => {
                count.same += 1;
                old.next()?;
                new.next()?;
            }
            (Some(a), b) if b.is_none_or(|b| says(a) < says(b)) => {
                old_left.push(left(a))?;
                old.next()?;
            }
            (_, Some(b)) => {
                new_left.push(left(b))?;
                new.next()?;
            }
            (_, None) => return Ok((old_left.sorted()?, new_left.sorted()?)),
        }
    }
}

/// Counts what was changed, added and removed; gives where the new units are, each with the
/// place of the old one, and the places of the units that were removed.
fn paired(
    mut old: Sorted<{ size_of::<Left>() }>,
    mut new: Sorted<{ size_of::<Left>() }>,
    scratch: &Path,
    count: &mut Differences,
) -> Result<(Sorted<16>, Sorted<8>)> {
    let (mut fresh, mut removed) = (Sorter::new(scratch), Sorter::new(scratch));
    let key = |left: &Left| field::<16>(left, 0);
    let at = |left: &Left| -> At { field(left, 16) };
    loop {
        match (old.peek(), new.peek()) {
            (Some(a), Some(b)) if key(a) == key(b) => {
                count.changed += 1;
                fresh.push(record(&[&at(b), &at(a)]))?;
                old.next()?;
                new.next()?;
            }
            (Some(a), b) if b.is_none_or(|b| key(a) < key(b)) => {
                count.removed += 1;
                removed.push(at(a))?;
                old.next()?;
            }
            (_, Some(b)) => {
                count.added += 1;
                fresh.push(record(&[&at(b), &NOWHERE]))?;
                new.next()?;
            }
            (_, None) => return Ok((fresh.sorted()?, removed.sorted()?)),
        }
    }
}

fn text_changes(old: &Unit, new: &Unit) -> Vec<TextChange> {
    let text = |unit: &Unit, tag: &str| {
        let found =
            unit.variants().find(|v| v.lang_tag().unwrap_or_default().eq_ignore_ascii_case(tag));
        found.map(|v| v.text().into_owned()).unwrap_or_default()
    };
    let mut tags: Vec<&str> = Vec::new();
    for variant in new.variants().chain(old.variants()) {
        let tag = variant.lang_tag().unwrap_or_default();
        if !tags.iter().any(|t| t.eq_ignore_ascii_case(tag)) {
            tags.push(tag);
        }
    }
    tags.into_iter()
        .filter_map(|tag| {
            let (before, after) = (text(old, tag), text(new, tag));
            (before != after)
                .then(|| TextChange { lang: tag.to_owned(), pieces: pieces(&before, &after) })
        })
        .collect()
}

/// A text as pieces of what stays, goes and comes, whole words each.
pub fn pieces(old: &str, new: &str) -> Vec<Piece> {
    let (old, new) = (tokens(old), tokens(new));
    let mut pieces = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                pieces.push(Piece::Equal(old[old_index..old_index + len].concat()));
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                pieces.push(Piece::Delete(old[old_index..old_index + old_len].concat()));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                pieces.push(Piece::Insert(new[new_index..new_index + new_len].concat()));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                pieces.push(Piece::Delete(old[old_index..old_index + old_len].concat()));
                pieces.push(Piece::Insert(new[new_index..new_index + new_len].concat()));
            }
        }
    }
    pieces
}

/// The tokens of a text and what stands between them.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut from = 0;
    for span in token_spans(text) {
        if from < span.start {
            tokens.push(&text[from..span.start]);
        }
        from = span.end;
        tokens.push(&text[span]);
    }
    if from < text.len() {
        tokens.push(&text[from..]);
    }
    tokens
}
