//! Beads → units: what an alignment becomes in TMX.
//!
//! One bead is one `tu`. What yaddash knows beyond the text stands in `prop`s, so that it
//! survives every tool that reads TMX: `x-confidence` on the unit; `x-file` and `x-segments` (the
//! segment numbers of the version, counted from 0) on each variant. The context of a unit stands
//! in `file`, `prev` and `next`, the props of OmegaT: the file of the source version and the
//! segments before and after. Where a pair of versions is
//! finer than the bead, its links are written as units of two variants, with `x-bead` naming the
//! bead's unit; they stand behind all beads, so that the neighbours of a bead in the file are its
//! neighbours in the text.

use super::{Header, Unit};
use crate::align::{self, Bead};
use crate::lang::Lang;
use crate::lang::numbers::{self, Value};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::ops::Range;

/// One version as it was aligned.
#[derive(Debug, Clone)]
pub struct AlignedVersion<'a> {
    /// Its language.
    pub lang: &'a Lang,
    /// The name of its file, without folders.
    pub file: &'a str,
    /// Its segments, in order.
    pub segments: Vec<&'a str>,
    /// The rules by which it was cut, such as `ru 1.0 3f2a…`; `None` when it came cut.
    pub rules: Option<String>,
}

/// What the units of one readout have in common.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The name of the readout, from which `tuid`s are made.
    pub name: String,
    /// The title, which stands as a note on the header and on every unit.
    pub title: Option<String>,
    /// When the readout was published, as TMX writes dates: `20200214T113000Z`.
    pub date: Option<String>,
    /// The source language; `*all*` when any may be.
    pub srclang: String,
    /// Whether speaker labels are segments of their own (`split`) or not (`joined`).
    pub speaker_labels: &'static str,
}

/// The header and the units of an alignment. Beads below `min_confidence`, and beads of one
/// version, are no units.
pub fn units(
    versions: &[AlignedVersion<'_>],
    beads: &[Bead],
    origin: &Origin,
    min_confidence: f64,
) -> (Header, Vec<Unit>) {
    let mut header = Header::new(&origin.srclang);
    if let Some(date) = &origin.date {
        header.set_attribute("creationdate", date.clone());
    }
    if let Some(title) = &origin.title {
        header.add_note(title);
    }
    header.add_prop("x-speaker-labels", origin.speaker_labels);
    for version in versions {
        if let Some(rules) = &version.rules {
            header.add_prop("x-segmentation", rules);
        }
    }
    let mut maker = Maker { versions, origin, seen: HashMap::new() };
    let mut units = Vec::new();
    let mut finer_units = Vec::new();
    for bead in beads {
        if bead.versions() < 2 || bead.confidence < min_confidence {
            continue;
        }
        let groups: Vec<(usize, &Range<usize>)> = bead.segments.iter().enumerate().collect();
        let mut unit = maker.unit(&groups);
        unit.add_prop("x-confidence", &format!("{:.2}", floor_hundredths(bead.confidence)));
        if bead.moved {
            unit.add_prop("x-moved", "yes");
        }
        let tuid = unit.tuid().unwrap_or_default().to_owned();
        units.push(unit);
        for ((x, y), links) in align::pairs(versions.len()).zip(&bead.pairs) {
            let linked = links.iter().filter(|(a, b)| !a.is_empty() && !b.is_empty());
            let finer = |a: &Range<usize>, b: &Range<usize>| {
                *a != bead.segments[x] || *b != bead.segments[y]
            };
            for (a, b) in linked.filter(|(a, b)| finer(a, b)) {
                let mut unit = maker.unit(&[(x, a), (y, b)]);
                unit.add_prop("x-bead", &tuid);
                finer_units.push(unit);
            }
        }
    }
    units.append(&mut finer_units);
    (header, units)
}

/// Confidence is rounded down: 0.996 is not yet certain.
fn floor_hundredths(confidence: f64) -> f64 {
    (confidence * 100.0).floor() / 100.0
}

struct Maker<'a> {
    versions: &'a [AlignedVersion<'a>],
    origin: &'a Origin,
    /// How often a `tuid` was given: a readout may say the same thing twice.
    seen: HashMap<String, usize>,
}

impl Maker<'_> {
    fn unit(&mut self, groups: &[(usize, &Range<usize>)]) -> Unit {
        let texts: Vec<(&AlignedVersion<'_>, &Range<usize>, String)> = groups
            .iter()
            .filter(|(_, range)| !range.is_empty())
            .map(|&(v, range)| {
                let version = &self.versions[v];
                (version, range, version.segments[range.clone()].join(" "))
            })
            .collect();
        // The identifier depends on what the unit says, not on where it stands: it stays when
        // the readout is aligned again after a change elsewhere.
        let mut hash = Sha256::new();
        for (version, _, text) in &texts {
            hash.update(version.lang.as_str());
            hash.update([0]);
            hash.update(text);
            hash.update([0]);
        }
        let digest = hash.finalize();
        let hex: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        let mut tuid = format!("{}-{hex}", self.origin.name);
        let times = self.seen.entry(tuid.clone()).or_default();
        *times += 1;
        if *times > 1 {
            tuid = format!("{tuid}-{times}");
        }
        let mut unit = Unit::new(tuid);
        if let Some(date) = &self.origin.date {
            unit.set_attribute("creationdate", date.clone());
        }
        // A unit that lacks the source language of the file states its own.
        let source = Lang::parse(&self.origin.srclang);
        let has = |lang: &Lang| texts.iter().any(|(version, ..)| version.lang.same_language(lang));
        if let (Some(source), Some((first, ..))) = (source, texts.first())
            && !has(&source)
        {
            unit.set_attribute("srclang", first.lang.as_str());
        }
        if let Some(title) = &self.origin.title {
            unit.add_note(title);
        }
        let first = texts.first().map(|(version, range, _)| (*version, *range));
        let source_text = texts.iter().find(|(version, ..)| {
            Lang::parse(&self.origin.srclang).is_some_and(|l| l.same_language(version.lang))
        });
        if let Some((version, range)) = source_text.map(|(v, r, _)| (*v, *r)).or(first) {
            unit.add_prop("file", version.file);
            let before = range.start.checked_sub(1).and_then(|n| version.segments.get(n));
            let context = [("prev", before), ("next", version.segments.get(range.end))];
            for (kind, text) in context {
                if let Some(text) = text {
                    unit.add_prop(kind, text);
                }
            }
        }
        for (version, range, text) in texts {
            let variant = unit.add_variant(version.lang, &text);
            variant.add_prop("x-file", version.file);
            variant.add_prop("x-segments", &segment_numbers(range));
        }
        unit
    }
}

fn segment_numbers(range: &Range<usize>) -> String {
    match range.len() {
        1 => range.start.to_string(),
        _ => format!("{}-{}", range.start, range.end - 1),
    }
}

/// The date and time that a dateline tells, as TMX writes them; without a time of day, midnight.
///
/// ```
/// use yaddash::{lang::Lang, tmx::date_of};
/// let ru = Lang::parse("ru").unwrap();
/// assert_eq!(date_of("14 февраля 2020, 11:30", &ru).as_deref(), Some("20200214T113000Z"));
/// ```
pub fn date_of(dateline: &str, lang: &Lang) -> Option<String> {
    let mut date = None;
    let mut time = (0, 0);
    for quantity in numbers::find(dateline, lang) {
        for value in quantity.readings {
            match value {
                Value::Date { year: Some(year), month, day: Some(day) } if date.is_none() => {
                    date = Some((year, month, day));
                }
                Value::Time { hour, minute } => time = (hour, minute),
                _ => {}
            }
        }
    }
    let ((year, month, day), (hour, minute)) = (date?, time);
    Some(format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}00Z"))
}
