//! A segment of a new readout and a memory → the matches that help to translate it.

mod difference;

pub use difference::{Class, Edit, Op, class, difference};

use crate::lang::Lang;
use crate::memory::{Context, Memory, UnitId, UnitRecord};

/// What is asked of the memory.
#[derive(Debug, Clone)]
pub struct Options {
    /// The language of the new readout.
    pub source: Lang,
    /// The languages wanted; every other language of the memory when empty.
    pub targets: Vec<Lang>,
    /// The least score, from 0 to 1, not rounded.
    pub min_score: f64,
    /// How many different source segments are shown.
    pub max_matches: usize,
}

/// How a match was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchKind {
    /// The same segment between the same neighbours.
    Context,
    /// The same segment.
    Exact,
    /// A segment that is like it.
    Fuzzy,
}

/// Where a unit of the memory stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The file.
    pub file: String,
    /// The identifier, where the file gives one.
    pub tuid: Option<String>,
    /// The number of the unit in its file, from 0.
    pub unit: usize,
    /// When it was changed last, as TMX writes dates.
    pub changed: Option<String>,
}

/// A unit of the memory that helps, with everything a translator wants to know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Token edit similarity, from 0 to 1, not rounded.
    pub similarity: f64,
    /// How it was found.
    pub kind: MatchKind,
    /// The source as the memory has it.
    pub source: String,
    /// The translations that are wanted, in the order in which they were asked for.
    pub targets: Vec<(Lang, String)>,
    /// Every unit that says just this, the preferred one first.
    pub origins: Vec<Provenance>,
    /// What differs between the memory's source and the new segment.
    pub difference: Vec<Edit>,
    /// What kind of difference it is.
    pub class: Class,
}

impl Match {
    /// The score as it is shown: per cent, rounded down.
    pub fn percent(&self) -> u8 {
        // A similarity is a ratio of small numbers; the least excess undoes a rounding error.
        (self.similarity * 100.0 + 1e-9).floor() as u8
    }
}

/// How many different translations of one source segment are shown.
pub const MAX_TRANSLATIONS: usize = 20;

/// The matches of one segment, best first.
pub fn suggest(memory: &Memory, text: &str, context: Context<'_>, options: &Options) -> Vec<Match> {
    let mut matches: Vec<Match> = Vec::new();
    // More is asked for than is shown: units without a wanted language do not count.
    let wanted = options.max_matches.saturating_mul(2).saturating_add(8);
    for hit in memory.fuzzy(text, &options.source, options.min_score, wanted) {
        let Some(record) = memory.unit(hit.unit) else { continue };
        let Some(found) = made(memory, &record, hit.unit, hit.similarity, text, context, options)
        else {
            continue;
        };
        let same = matches.iter_mut().find(|m| {
            m.kind == found.kind && m.source == found.source && m.targets == found.targets
        });
        match same {
            Some(known) => known.origins.extend(found.origins),
            None => matches.push(found),
        }
    }
    matches.sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then(a.kind.cmp(&b.kind)));
    let mut sources: Vec<(String, usize)> = Vec::new();
    matches.retain(|found| {
        let at = sources.iter().position(|(source, _)| *source == found.source);
        match at {
            Some(at) => {
                sources[at].1 += 1;
                sources[at].1 <= MAX_TRANSLATIONS
            }
            None if sources.len() < options.max_matches => {
                sources.push((found.source.clone(), 1));
                true
            }
            None => false,
        }
    });
    matches
}

fn made(
    memory: &Memory,
    record: &UnitRecord,
    unit: UnitId,
    similarity: f64,
    text: &str,
    context: Context<'_>,
    options: &Options,
) -> Option<Match> {
    let targets = targets(record, options);
    if targets.is_empty() {
        return None;
    }
    // A unit may have several variants of the source language; the match is the likest.
    let source = record
        .texts(&options.source)
        .into_iter()
        .map(|source| (crate::memory::similarity(source, text, &options.source), source))
        .reduce(|best, next| if next.0 > best.0 { next } else { best })?
        .1
        .to_owned();
    let kind = if similarity < 1.0 {
        MatchKind::Fuzzy
    } else if memory.same_context(unit, &options.source, context) {
        MatchKind::Context
    } else {
        MatchKind::Exact
    };
    let difference = difference(&source, text);
    Some(Match {
        similarity,
        kind,
        class: class(&difference, &options.source),
        source,
        targets,
        origins: vec![Provenance {
            file: record.file.clone(),
            tuid: record.tuid.clone(),
            unit: record.index_in_file,
            changed: record.changed.clone(),
        }],
        difference,
    })
}

/// The translations that are wanted and there.
fn targets(record: &UnitRecord, options: &Options) -> Vec<(Lang, String)> {
    if !options.targets.is_empty() {
        return options
            .targets
            .iter()
            .filter_map(|lang| {
                record.texts(lang).first().map(|text| (lang.clone(), (*text).to_owned()))
            })
            .collect();
    }
    let mut all: Vec<(Lang, String)> = Vec::new();
    for (lang, text) in &record.variants {
        let known = |other: &Lang| other.same_language(lang);
        if !known(&options.source) && !all.iter().any(|(lang, _)| known(lang)) {
            all.push((lang.clone(), text.clone()));
        }
    }
    all
}
