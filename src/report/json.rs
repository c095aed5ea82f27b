//! The JSON Lines contracts: one object a line, fields in a fixed order.

use crate::align::explain::Explained;
use crate::align::{self, Bead};
use crate::check::{Excerpt, Finding};
use crate::lang::Lang;
use crate::report::region::Region;
use crate::segment::{RuleSet, Segment, SegmentKind};
use crate::suggest::{Edit, Fragment, FragmentUnit, Match, MatchKind, Provenance, percent};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::ops::Range;

/// A map from language tags in the order given.
#[derive(Debug, Clone)]
pub struct ByLang<T>(pub Vec<(String, T)>);

impl<T: Serialize> Serialize for ByLang<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

/// A line of `segment`.
#[derive(Debug, Serialize)]
pub struct SegmentsLine<'a> {
    file: &'a str,
    lang: String,
    segments: Vec<SegmentItem<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'a RuleSet>,
}

#[derive(Debug, Serialize)]
struct SegmentItem<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    block: usize,
    kind: SegmentKind,
}

impl<'a> SegmentsLine<'a> {
    /// The segments of one file; `rules` is `None` where the file came cut.
    pub fn new(
        file: &'a str,
        lang: &Lang,
        text: &'a str,
        segments: &[Segment],
        rules: Option<&'a RuleSet>,
    ) -> Self {
        let segments = segments
            .iter()
            .map(|s| SegmentItem {
                text: &text[s.span.clone()],
                start: s.span.start,
                end: s.span.end,
                block: s.block,
                kind: s.kind,
            })
            .collect();
        SegmentsLine { file, lang: lang.to_string(), segments, rules }
    }
}

/// Links of a pair of versions: the segment numbers of both sides.
pub type Links = Vec<(Vec<usize>, Vec<usize>)>;

/// A bead, as `align` writes it.
#[derive(Debug, Serialize)]
pub struct BeadLine {
    segments: ByLang<Vec<usize>>,
    text: ByLang<String>,
    pairs: ByLang<Links>,
    confidence: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
}

impl BeadLine {
    /// `versions` are the languages with the texts of their segments.
    pub fn new(bead: &Bead, versions: &[(&Lang, Vec<&str>)]) -> Self {
        let numbers = |range: &Range<usize>| range.clone().collect::<Vec<usize>>();
        let groups = || versions.iter().zip(&bead.segments);
        let name = |v: usize| versions[v].0.as_str();
        BeadLine {
            segments: ByLang(groups().map(|((l, _), r)| (l.to_string(), numbers(r))).collect()),
            text: ByLang(
                groups().map(|((l, t), r)| (l.to_string(), t[r.clone()].join(" "))).collect(),
            ),
            pairs: ByLang(
                align::pairs(versions.len())
                    .zip(&bead.pairs)
                    .map(|((x, y), links)| {
                        let links = links.iter().map(|(a, b)| (numbers(a), numbers(b))).collect();
                        (format!("{}-{}", name(x), name(y)), links)
                    })
                    .collect(),
            ),
            confidence: (bead.confidence * 1e4).floor() / 1e4,
            moved: bead.moved,
        }
    }
}

/// The line of `align --explain`.
#[derive(Debug, Serialize)]
pub struct ExplainLine {
    number: usize,
    #[serde(flatten)]
    bead: BeadLine,
    links: Vec<LinkItem>,
}

/// A link of a bead with what each signal adds to its score, in nats.
#[derive(Debug, Serialize)]
struct LinkItem {
    languages: [String; 2],
    link: [Vec<usize>; 2],
    signals: ByLang<f64>,
}

impl ExplainLine {
    /// `versions` are the languages with the texts of their segments.
    pub fn new(
        number: usize,
        bead: &Bead,
        versions: &[(&Lang, Vec<&str>)],
        explained: &[Explained],
    ) -> Self {
        let item = |explained: &Explained| {
            let (x, y) = explained.versions;
            let (a, b) = &explained.link;
            let round = |weight: f64| (weight * 100.0).round() / 100.0;
            LinkItem {
                languages: [x, y].map(|v| versions[v].0.to_string()),
                link: [a, b].map(|range| range.clone().collect()),
                signals: ByLang(
                    explained
                        .reasons
                        .iter()
                        .map(|reason| (reason.signal.to_owned(), round(reason.weight)))
                        .collect(),
                ),
            }
        };
        let links = explained.iter().map(item).collect();
        ExplainLine { number, bead: BeadLine::new(bead, versions), links }
    }
}

/// A line of `suggest`.
#[derive(Debug, Serialize)]
pub struct SuggestLine<'a> {
    file: &'a str,
    segment: usize,
    source: &'a str,
    matches: Vec<MatchItem<'a>>,
    fragments: Vec<FragmentItem<'a>>,
    terms: Vec<TermItem>,
}

/// A term of the glossary in a segment.
#[derive(Debug, Serialize)]
pub struct TermItem {
    /// The term as it stands in the text.
    pub term: String,
    /// The identifier of the concept.
    pub concept: String,
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
    /// The approved translations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<ByLang<String>>,
}

#[derive(Debug, Serialize)]
struct MatchItem<'a> {
    score: u8,
    stems: u8,
    forms: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    penalty: Option<PenaltyItem<'a>>,
    kind: MatchKind,
    status: &'static str,
    source: &'a str,
    target: ByLang<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repaired: Option<ByLang<RepairedItem<'a>>>,
    origin: OriginItem<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    origins: Vec<OriginItem<'a>>,
    diff: &'a [Edit],
    difference: crate::suggest::Class,
}

/// A part of the segment that the memory knows.
#[derive(Debug, Serialize)]
struct FragmentItem<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    units: Vec<FragmentUnitItem<'a>>,
}

/// A unit that has it; the spans are the bytes that correspond.
#[derive(Debug, Serialize)]
struct FragmentUnitItem<'a> {
    origin: OriginItem<'a>,
    source: &'a str,
    span: (usize, usize),
    target: ByLang<&'a str>,
    spans: ByLang<(usize, usize)>,
}

impl<'a> FragmentItem<'a> {
    fn new(source: &'a str, fragment: &'a Fragment) -> Self {
        let unit = |unit: &'a FragmentUnit| FragmentUnitItem {
            origin: OriginItem::of(&unit.origin),
            source: &unit.source,
            span: (unit.span.start, unit.span.end),
            target: ByLang(
                unit.targets.iter().map(|(l, text, _)| (l.to_string(), text.as_str())).collect(),
            ),
            spans: ByLang(
                unit.targets
                    .iter()
                    .filter_map(|(l, _, span)| {
                        span.as_ref().map(|s| (l.to_string(), (s.start, s.end)))
                    })
                    .collect(),
            ),
        };
        FragmentItem {
            start: fragment.span.start,
            end: fragment.span.end,
            text: source.get(fragment.span.clone()).unwrap_or_default(),
            units: fragment.units.iter().map(unit).collect(),
        }
    }
}

/// What was taken off the score for the order.
#[derive(Debug, Serialize)]
struct PenaltyItem<'a> {
    percent: f64,
    reason: &'a str,
}

/// A repaired translation and the bytes of it that were put in.
#[derive(Debug, Serialize)]
struct RepairedItem<'a> {
    text: &'a str,
    spans: Vec<(usize, usize)>,
}

/// Where a unit stands.
#[derive(Debug, Serialize)]
pub struct OriginItem<'a> {
    file: &'a str,
    tuid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<usize>,
}

impl<'a> OriginItem<'a> {
    /// A unit without an identifier is named by its number.
    pub fn new(file: &'a str, tuid: Option<&'a str>, unit: usize) -> Self {
        OriginItem { file, tuid, unit: tuid.is_none().then_some(unit) }
    }

    fn of(origin: &'a Provenance) -> Self {
        OriginItem::new(&origin.file, origin.tuid.as_deref(), origin.unit)
    }
}

impl<'a> SuggestLine<'a> {
    /// The matches and terms of segment number `segment` of `file`.
    pub fn new(
        file: &'a str,
        segment: usize,
        source: &'a str,
        matches: &'a [Match],
        fragments: &'a [Fragment],
        terms: Vec<TermItem>,
    ) -> Self {
        let matches = matches
            .iter()
            .filter_map(|m| {
                let first = m.origins.first()?;
                Some(MatchItem {
                    score: percent(m.similarity),
                    stems: percent(m.stems),
                    forms: percent(m.forms),
                    penalty: m.penalty.as_ref().map(|(part, reason)| PenaltyItem {
                        percent: (part * 1e4).round() / 1e2,
                        reason,
                    }),
                    kind: m.kind,
                    status: first.status.name(),
                    repaired: (!m.repaired.is_empty()).then(|| ByLang(repaired(m))),
                    source: &m.source,
                    target: ByLang(
                        m.targets.iter().map(|(l, t)| (l.to_string(), t.as_str())).collect(),
                    ),
                    origin: OriginItem::of(first),
                    origins: match m.origins.len() {
                        1 => Vec::new(),
                        _ => m.origins.iter().map(OriginItem::of).collect(),
                    },
                    diff: &m.difference,
                    difference: m.class,
                })
            })
            .collect();
        let fragments = fragments.iter().map(|f| FragmentItem::new(source, f)).collect();
        SuggestLine { file, segment, source, matches, fragments, terms }
    }
}

fn repaired(found: &Match) -> Vec<(String, RepairedItem<'_>)> {
    let items = found.repaired.iter().map(|(lang, repaired)| {
        let spans = repaired.spans.iter().map(|span| (span.start, span.end)).collect();
        (lang.to_string(), RepairedItem { text: &repaired.text, spans })
    });
    items.collect()
}

/// A line of `search`.
#[derive(Debug, Serialize)]
pub struct SearchLine<'a> {
    /// Where the unit stands.
    pub origin: OriginItem<'a>,
    /// Its texts.
    pub text: ByLang<&'a str>,
    /// The bytes of each text in which the words stand.
    pub spans: ByLang<Vec<(usize, usize)>>,
}

/// A line of `check`.
#[derive(Debug, Serialize)]
pub struct FindingLine<'a> {
    rule: &'a str,
    severity: crate::check::Severity,
    file: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_file: Option<&'a str>,
    languages: [String; 2],
    segment: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    tuid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    concept: Option<&'a str>,
    source: ExcerptItem<'a>,
    target: ExcerptItem<'a>,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct ExcerptItem<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl<'a> ExcerptItem<'a> {
    fn new(excerpt: &'a Excerpt, region: Option<Region>) -> Self {
        ExcerptItem {
            start: excerpt.span.start,
            end: excerpt.span.end,
            text: &excerpt.text,
            code: excerpt.code.as_deref(),
            line: region.map(|region| region.line),
            column: region.and_then(|region| region.columns).map(|columns| columns.start),
        }
    }
}

/// A finding with the place of the pair of segments in which it was made.
#[derive(Debug, Clone)]
pub struct Located<'a> {
    /// The file of the translation.
    pub file: &'a str,
    /// The file of the source, where it is another.
    pub source_file: Option<&'a str>,
    /// Source and target language.
    pub languages: [&'a Lang; 2],
    /// The number of the source segment, or of the unit.
    pub segment: usize,
    /// Where it is in the files of both, as far as they have lines: the stretch that the finding
    /// names, or else the whole segment.
    pub regions: [Option<Region>; 2],
    /// The identifier of the unit.
    pub tuid: Option<&'a str>,
    /// The texts.
    pub texts: [&'a str; 2],
    /// What was found.
    pub finding: Finding,
}

impl<'a> From<&'a Located<'a>> for FindingLine<'a> {
    fn from(located: &'a Located<'a>) -> Self {
        let finding = &located.finding;
        FindingLine {
            rule: finding.rule.id(),
            severity: finding.severity,
            file: located.file,
            source_file: located.source_file,
            languages: located.languages.map(Lang::to_string),
            segment: located.segment,
            tuid: located.tuid,
            concept: finding.concept.as_deref(),
            source: ExcerptItem::new(&finding.source, located.regions[0]),
            target: ExcerptItem::new(&finding.target, located.regions[1]),
            message: &finding.message,
            help: finding.help.as_deref(),
        }
    }
}

/// A line of `terms find`.
#[derive(Debug, Serialize)]
pub struct TermsLine<'a> {
    /// The file.
    pub file: &'a str,
    /// The number of the segment.
    pub segment: usize,
    /// The segment.
    pub text: &'a str,
    /// The terms in it.
    pub hits: Vec<TermItem>,
}
