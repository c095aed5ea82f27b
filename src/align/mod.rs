//! Segments of N versions → beads.
//!
//! The versions are aligned jointly. Every pair of versions is first searched on its own
//! ([`pair`], [`lattice`]), twice: the first pass teaches the words of these very texts
//! ([`learned`]) and the relation of their lengths to the second. Then one lattice of beads
//! ([`joint`]) decides with the evidence of all pairs. Long texts are searched in a band around
//! a backbone of rare words that they share ([`coarse`]), so that time and memory grow with the
//! length of the text and not with its square.

pub mod agreement;
pub mod anchors;
pub mod attention;
pub mod band;
pub mod clauses;
pub mod coarse;
pub mod confidence;
pub mod embedding;
pub mod evidence;
pub mod explain;
pub mod fit;
pub mod guide;
pub mod habits;
pub mod joint;
pub mod lattice;
pub mod learned;
pub mod likeness;
pub mod many;
pub mod moved;
pub mod mutual;
pub mod pair;
pub mod profile;
pub mod seed;
pub mod through;
pub mod weights;
pub mod words;

use crate::error::{Error, Kind, Result};
use crate::lang::Lang;
use crate::lang::lexicon::Lexicon;
use crate::segment::SegmentKind;
use std::ops::Range;

/// The fewest and the most versions that can be aligned.
pub const VERSIONS: std::ops::RangeInclusive<usize> = 2..=8;

/// One version of a text, as a sequence of segments.
#[derive(Debug, Clone)]
pub struct Version<'a> {
    /// The language of the version.
    pub lang: Lang,
    /// The segments in order.
    pub segments: Vec<Segment<'a>>,
}

/// One segment of a version.
#[derive(Debug, Clone, Copy)]
pub struct Segment<'a> {
    /// The text.
    pub text: &'a str,
    /// The number of the paragraph in which it stands.
    pub paragraph: usize,
    /// What the segment is.
    pub kind: SegmentKind,
}

/// The segments of every version that translate one another.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// For every version the segments, which may be none.
    pub segments: Vec<Range<usize>>,
    /// For every pair of versions (0-1, 0-2, … 1-2, …) the finest links inside the bead.
    pub pairs: Vec<joint::Links>,
    /// The probability that the bead is right as it is, from 0 to 1.
    pub confidence: f64,
    /// Whether the bead stands out of order: a block that one version has elsewhere.
    pub moved: bool,
}

impl Bead {
    /// How many versions have segments in the bead.
    pub fn versions(&self) -> usize {
        self.segments.iter().filter(|s| !s.is_empty()).count()
    }
}

/// The pairs of `n` versions in the order of [`Bead::pairs`].
pub fn pairs(n: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n).flat_map(move |x| (x + 1..n).map(move |y| (x, y)))
}

/// Aligns 2 to 8 versions of a text; the beads come in reading order.
///
/// `lexicon` holds what is known of the languages beyond the texts: [`seed::lexicon`], to which
/// a caller may add glossaries and the units of a memory.
///
/// # Errors
/// [`Kind::Usage`] when there are fewer than two or more than eight versions, or one of them has
/// no segments.
///
/// ```
/// use yaddash::align::{self, Segment, Version};
/// use yaddash::lang::Lang;
/// use yaddash::segment::SegmentKind;
/// let version = |tag: &str, texts: &[&'static str]| Version {
///     lang: Lang::parse(tag).unwrap(),
///     segments: texts
///         .iter()
///         .map(|text| Segment { text, paragraph: 0, kind: SegmentKind::Sentence })
///         .collect(),
/// };
/// let beads = align::align(
///     &[
///         version("en", &["Good morning!", "Norov came to Munich on 14 february 2020."]),
///         version("ru", &["Доброе утро!", "Норов прибыл в Мюнхен 14 февраля 2020 года."]),
///         version("az", &["Sabahınız xeyir!", "Norov 2020-ci il fevralın 14-də Münxenə gəlib."]),
///     ],
///     align::seed::lexicon(),
/// )
/// .unwrap();
/// assert_eq!(beads.len(), 2);
/// assert_eq!(beads[1].segments, [1..2, 1..2, 1..2]);
/// ```
pub fn align(versions: &[Version<'_>], lexicon: &Lexicon) -> Result<Vec<Bead>> {
    align_with(versions, lexicon, &Help::default())
}

/// What a caller knows of a text beyond the text itself.
#[derive(Debug, Default)]
pub struct Help<'a> {
    /// Vectors of groups of segments, of a model of the caller's choice.
    pub vectors: Option<&'a embedding::Vectors>,
    /// Beads that are fixed; the rest is aligned around them.
    pub anchors: &'a [anchors::Anchor],
}

/// The same as [`align()`], with help.
///
/// # Errors
/// As [`align()`]; and [`Kind::Usage`] when the help does not fit the versions.
pub fn align_with(
    versions: &[Version<'_>],
    lexicon: &Lexicon,
    help: &Help<'_>,
) -> Result<Vec<Bead>> {
    if !VERSIONS.contains(&versions.len()) {
        return Err(Error::new(
            Kind::Usage,
            format!("{} versions cannot be aligned", versions.len()),
        )
        .help("give two to eight versions of one text"));
    }
    if let Some(empty) = versions.iter().find(|v| v.segments.is_empty()) {
        return Err(Error::new(Kind::Usage, format!("the version in {} is empty", empty.lang)));
    }
    if let Some(vectors) = help.vectors {
        vectors.check(versions)?;
    }
    if help.anchors.is_empty() {
        let guide = guide::Guide { vectors: help.vectors, ..guide::Guide::default() };
        return Ok(profile::align(versions, lexicon, &guide));
    }
    let plan = anchors::Plan::new(versions, help.anchors)?;
    let vectors = help.vectors.map(|vectors| plan.vectors(vectors)).transpose()?;
    let guide =
        guide::Guide { vectors: vectors.as_ref(), fixed: plan.fixed(), ..guide::Guide::default() };
    plan.restore(profile::align(&plan.versions(), lexicon, &guide))
}
