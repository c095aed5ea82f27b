//! A segment of a new readout and a memory → the matches that help to translate it.

mod difference;
mod fragment;
mod inflected;
mod penalty;
mod repair;

pub use difference::{Class, Edit, Op, class, difference};
pub use fragment::{Fragment, FragmentUnit, LEAST_WORDS, fragments};
use inflected::Inflected;
pub use penalty::Penalties;
use repair::NameRepair;
pub use repair::{Changes, Repaired, TermRepair};

use crate::lang::{Lang, words};
use crate::memory::{Context, Hit, Memory, Status, UnitRecord, similarity, similarity_of_tokens};
use std::cell::OnceCell;

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

/// What is known beside the memory.
#[derive(Default, Clone, Copy)]
pub struct Knowledge<'a> {
    /// The terms with which matches are repaired.
    pub terms: Option<&'a TermRepair<'a>>,
    /// What is taken off the scores when matches are ordered.
    pub penalties: Option<&'a Penalties>,
    /// Whether a segment that differs only in numbers, dates and times from one of the memory is
    /// shown repaired whatever its score, when nothing reaches the least one: of `14 February
    /// 2020` nothing is left in `3 March 2021`.
    pub numbers_alone: bool,
}

/// How a match was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MatchKind {
    /// The same segment between the same neighbours.
    Context,
    /// The same segment.
    Exact,
    /// A segment that is like it, with what differs put into the translation.
    Repaired,
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
    /// How far it is to be trusted.
    pub status: Status,
}

impl Provenance {
    /// Where a unit stands.
    pub fn of(record: &UnitRecord) -> Self {
        Provenance {
            file: record.file.clone(),
            tuid: record.tuid.clone(),
            unit: record.index_in_file,
            changed: record.changed.clone(),
            status: record.status(),
        }
    }
}

/// A unit of the memory that helps, with everything a translator wants to know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Token edit similarity, from 0 to 1, not rounded.
    pub similarity: f64,
    /// The same where forms of one word are equal: whether only the forms of words differ.
    pub stems: f64,
    /// The same on the tokens as they are written, upper and lower case told apart.
    pub forms: f64,
    /// What the configuration takes off the score for the order, and why.
    pub penalty: Option<(f64, String)>,
    /// How it was found.
    pub kind: MatchKind,
    /// The source as the memory has it.
    pub source: String,
    /// The translations that are wanted, in the order in which they were asked for.
    pub targets: Vec<(Lang, String)>,
    /// The translations that could be repaired, each with its language.
    pub repaired: Vec<(Lang, Repaired)>,
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
        percent(self.similarity)
    }
}

/// A similarity as it is shown: per cent, rounded down.
pub fn percent(similarity: f64) -> u8 {
    // A similarity is a ratio of small numbers; the least excess undoes a rounding error.
    (similarity * 100.0 + 1e-9).floor() as u8
}

/// How many different translations of one source segment are shown.
pub const MAX_TRANSLATIONS: usize = 20;

/// The matches of one segment, best first, repaired where only numbers, dates and times differ.
pub fn suggest(memory: &Memory, text: &str, context: Context<'_>, options: &Options) -> Vec<Match> {
    suggest_with(memory, text, context, options, Knowledge::default())
}

/// The same, with what is known beside the memory.
pub fn suggest_with(
    memory: &Memory,
    text: &str,
    context: Context<'_>,
    options: &Options,
    knowledge: Knowledge<'_>,
) -> Vec<Match> {
    let inflected = OnceCell::new();
    let maker = Maker { memory, text, context, options, knowledge, inflected };
    let mut matches: Vec<Match> = Vec::new();
    // More is asked for than is shown: units without a wanted language do not count.
    let wanted = options.max_matches.saturating_mul(2).saturating_add(8);
    for hit in memory.fuzzy(text, &options.source, options.min_score, wanted) {
        maker.add(&mut matches, hit);
    }
    if matches.is_empty() && knowledge.numbers_alone {
        for hit in memory.same_but_numbers(text, &options.source, wanted) {
            maker.add(&mut matches, hit);
        }
        matches.retain(|found| found.kind == MatchKind::Repaired);
    }
    let rank = |found: &Match| found.similarity - found.penalty.as_ref().map_or(0.0, |p| p.0);
    matches.sort_by(|a, b| {
        let scores = rank(b).total_cmp(&rank(a)).then(a.kind.cmp(&b.kind));
        scores.then(b.stems.total_cmp(&a.stems)).then(b.forms.total_cmp(&a.forms))
    });
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

/// Makes matches for one segment.
struct Maker<'a> {
    memory: &'a Memory,
    text: &'a str,
    context: Context<'a>,
    options: &'a Options,
    knowledge: Knowledge<'a>,
    inflected: OnceCell<Inflected<'a>>,
}

impl Maker<'_> {
    /// Adds a unit: to a match that says the same, or as a match of its own. Of one source with
    /// more translations than are shown only those in the same context are still added.
    fn add(&self, matches: &mut Vec<Match>, hit: Hit) {
        let Some(record) = self.memory.unit(hit.unit) else { return };
        let (text, lang) = (self.text, &self.options.source);
        let targets = targets(&record, self.options);
        // A unit may have several variants of the source language; the match is the likest.
        let likest = record
            .texts(lang)
            .into_iter()
            .map(|source| (similarity(source, text, lang), source))
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, source)) = likest.filter(|_| !targets.is_empty()) else { return };
        let exact = hit.similarity == 1.0;
        let in_context = exact && self.memory.same_context(hit.unit, lang, self.context);
        let of_source = || matches.iter().filter(|found| found.source == source);
        let origin = Provenance::of(&record);
        let same = |found: &&mut Match| {
            found.source == source
                && found.targets == targets
                && (found.kind == MatchKind::Context) == in_context
        };
        let full = !in_context && of_source().count() > MAX_TRANSLATIONS;
        let like = of_source().next().cloned();
        if let Some(known) = matches.iter_mut().find(same) {
            known.origins.push(origin);
        } else if !full {
            let repaired = match source == text {
                true => Vec::new(),
                false => self.repaired(source, &targets),
            };
            let kind = match () {
                () if in_context => MatchKind::Context,
                () if exact => MatchKind::Exact,
                () if repaired.is_empty() => MatchKind::Fuzzy,
                () => MatchKind::Repaired,
            };
            let penalty = self.knowledge.penalties.and_then(|penalties| penalties.of(&origin));
            let found = like.unwrap_or_else(|| self.compared(source, hit.similarity));
            let origins = vec![origin];
            matches.push(Match { kind, targets, repaired, penalty, origins, ..found });
        }
    }

    /// What all matches with this source have in common.
    fn compared(&self, source: &str, similarity: f64) -> Match {
        let (text, lang) = (self.text, &self.options.source);
        let difference = difference(source, text);
        let inflected = self.inflected.get_or_init(|| Inflected::new(text, lang));
        Match {
            similarity,
            stems: inflected.similarity(source),
            forms: on_forms(source, text),
            penalty: None,
            kind: MatchKind::Fuzzy,
            class: match Changes::between(source, text, lang) {
                Some(_) => Class::Numbers,
                None => class(source, text, &difference, lang),
            },
            source: source.to_owned(),
            targets: Vec::new(),
            repaired: Vec::new(),
            origins: Vec::new(),
            difference,
        }
    }

    /// The translations with what differs put in, where that is certain.
    fn repaired(&self, source: &str, targets: &[(Lang, String)]) -> Vec<(Lang, Repaired)> {
        let changes = Changes::between(source, self.text, &self.options.source);
        let names = NameRepair::new(self.memory, &self.options.source);
        let each = targets.iter().filter_map(|(lang, target)| {
            let terms = || self.knowledge.terms?.apply(source, self.text, target, lang);
            let repaired = match &changes {
                Some(changes) => changes.apply(target, lang),
                None => terms().or_else(|| names.apply(source, self.text, target, lang)),
            };
            Some((lang.clone(), repaired?))
        });
        each.collect()
    }
}

/// The similarity of two texts on their tokens as they are written.
fn on_forms(a: &str, b: &str) -> f64 {
    let forms = |text: &str| {
        let text = words::nfc(text);
        let spans = words::scored_spans(&text).into_iter();
        spans.map(|span| text[span].to_owned()).collect::<Vec<_>>()
    };
    similarity_of_tokens(&forms(a), &forms(b))
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
