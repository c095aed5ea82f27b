//! What differs between two memories.

use super::model::{Header, Unit};
use super::reader::ReadOptions;
use super::seen::hash_of;
use crate::error::Result;
use crate::lang::words::token_spans;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
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
/// unique in its file, by the text of their source. The files are read twice, so that only what
/// differs is held in memory, and 24 bytes a unit.
pub fn diff(
    old: &Path,
    new: &Path,
    options: ReadOptions,
    found: &mut dyn FnMut(Difference),
) -> Result<Differences> {
    let mut old_marks = marks(old, options)?;
    let mut new_marks = marks(new, options)?;
    old_marks.sort_unstable();
    new_marks.sort_unstable();
    let mut pairs: BTreeMap<u32, Option<u32>> = BTreeMap::new();
    let mut removed: Vec<u32> = Vec::new();
    let mut count = Differences::default();
    let (mut a, mut b) = (old_marks.iter().peekable(), new_marks.iter().peekable());
    loop {
        match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x.key == y.key => {
                if x.content == y.content {
                    count.same += 1;
                } else {
                    count.changed += 1;
                    pairs.insert(y.number, Some(x.number));
                }
                a.next();
                b.next();
            }
            (Some(x), y) if y.is_none_or(|y| x.key < y.key) => {
                count.removed += 1;
                removed.push(x.number);
                a.next();
            }
            (_, Some(y)) => {
                count.added += 1;
                pairs.insert(y.number, None);
                b.next();
            }
            (_, None) => break,
        }
    }
    drop((old_marks, new_marks));
    removed.sort_unstable();
    let mut wanted: Vec<u32> = pairs.values().flatten().copied().collect();
    wanted.sort_unstable();
    let mut before = units(old, options, &wanted)?;
    let mut reader = super::open(new, options)?;
    let mut number = 0;
    while let Some(unit) = reader.next_unit()? {
        match pairs.get(&number) {
            Some(Some(other)) => {
                if let Some(old) = before.remove(other) {
                    let texts = text_changes(&old, &unit);
                    found(Difference::Changed { old, new: unit, texts });
                }
            }
            Some(None) => found(Difference::Added(unit)),
            None => {}
        }
        number += 1;
    }
    let gone = units(old, options, &removed)?;
    gone.into_values().for_each(|unit| found(Difference::Removed(unit)));
    Ok(count)
}

/// What is remembered of a unit: what it is known by, what it says, its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    key: u64,
    content: u64,
    number: u32,
}

fn marks(path: &Path, options: ReadOptions) -> Result<Vec<Mark>> {
    let mut reader = super::open(path, options)?;
    let header = reader.header().clone();
    let mut marks: Vec<Mark> = Vec::new();
    let mut by_source: Vec<u64> = Vec::new();
    while let Some(unit) = reader.next_unit()? {
        let source = source_key(&unit, &header);
        by_source.push(source);
        marks.push(Mark {
            key: unit.tuid().map_or(source, |tuid| hash_of(&("tuid", tuid))),
            content: hash_of(&format!("{:?}", (&unit.attributes, &unit.children))),
            number: u32::try_from(marks.len()).unwrap_or(u32::MAX),
        });
    }
    // A tuid that is not unique tells nothing.
    let mut keys: Vec<u64> = marks.iter().map(|mark| mark.key).collect();
    keys.sort_unstable();
    for (mark, source) in marks.iter_mut().zip(by_source) {
        let first = keys.partition_point(|key| *key < mark.key);
        if keys.get(first + 1) == Some(&mark.key) {
            mark.key = source;
        }
    }
    Ok(marks)
}

fn source_key(unit: &Unit, header: &Header) -> u64 {
    let source = unit.source(header);
    hash_of(&source.map(|v| (v.lang_tag().map(str::to_lowercase), v.text())))
}

/// The units of a file that have these numbers, which are in order.
fn units(path: &Path, options: ReadOptions, wanted: &[u32]) -> Result<BTreeMap<u32, Unit>> {
    let mut units = BTreeMap::new();
    let mut reader = super::open(path, options)?;
    let mut number = 0;
    while let Some(unit) = reader.next_unit()? {
        if wanted.binary_search(&number).is_ok() {
            units.insert(number, unit);
        }
        number += 1;
    }
    Ok(units)
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
