//! Why a bead is as it is: what each signal says of its links.

use crate::align::band::Band;
use crate::align::embedding::Vectors;
use crate::align::evidence::{Evidence, TIES};
use crate::align::guide::{Guide, PairGuide};
use crate::align::likeness::SIGNALS;
use crate::align::pair::{PairModel, SHAPES};
use crate::align::profile::{self, Prepared};
use crate::align::through::{Through, Views};
use crate::align::weights::{PARTS, Vector, feature};
use crate::align::{Bead, Version, pairs};
use crate::lang::lexicon::Lexicon;
use std::ops::Range;

/// What one signal says.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The signal.
    pub signal: &'static str,
    /// What it adds to the score of the link, in nats: above 0 it speaks for it, below against.
    pub weight: f64,
}

/// A link inside a bead, with what speaks for it and against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The two versions.
    pub versions: (usize, usize),
    /// The segments of each.
    pub link: (Range<usize>, Range<usize>),
    /// The signals, the loudest first. None at all when the link lies so far from the others that
    /// the lattice does not hold it.
    pub reasons: Vec<Reason>,
}

/// The ties, in the order of [`crate::align::evidence::Tie`].
const TIE_NAMES: [&str; TIES] = [
    "numbers and dates",
    "names that sound alike",
    "words that sound alike",
    "words of the lexicon",
    "words that the texts or the memory teach",
    "punctuation",
];

/// The other features, by their number in [`feature`].
const FORM_NAMES: [(usize, &str); 18] = [
    (feature::NULL, "no counterpart"),
    (feature::NULL_CUT, "no counterpart of a part of a sentence"),
    (feature::ONE_TWO, "one segment against two"),
    (feature::TWO_TWO, "two segments against two"),
    (feature::ONE_THREE, "one segment against three"),
    (feature::LARGER, "many segments"),
    (feature::BEYOND, "more than five segments"),
    (feature::LENGTH, "lengths"),
    (feature::JOINED, "whole sentences are joined"),
    (feature::BOTH_OPEN, "both begin a paragraph"),
    (feature::ONE_OPENS, "only one begins a paragraph"),
    (feature::OPENS_INSIDE, "a paragraph begins inside"),
    (feature::CUT_END, "only one ends in mid-sentence"),
    (feature::CUT_START, "only one begins in mid-sentence"),
    (feature::SAME_END, "the same mark at the end"),
    (feature::OTHER_END, "different marks at the end"),
    (feature::KIND, "different kinds of segment"),
    (feature::DASH, "only one begins with a dash"),
];

/// What vectors say, by the place in a [`Signal`](crate::align::likeness::Signal) after what the
/// texts say themselves.
const VECTOR_NAMES: [&str; SIGNALS - PARTS] = {
    const ALIKE: &str = "vectors: how alike";
    const BESIDE: &str = "vectors: with a segment more or less";
    const CLAUSES: &str = "vectors: where clauses find one another";
    const WORDS: &str = "vectors: where words find one another";
    const SHAPE: &str = "the number of segments, beside vectors";
    [ALIKE, ALIKE, ALIKE, BESIDE, BESIDE, CLAUSES, SHAPE, SHAPE, SHAPE, SHAPE, CLAUSES, WORDS]
};

/// What the other versions say, of a link and against it.
const OTHERS: [&str; 2] = ["the other versions link them", "the other versions lack a part"];

/// Below this a signal is not worth a word, in nats.
const FAINT: f64 = 0.05;

/// Texts with more pairs of segments than this are explained within the band of the search.
const SMALL: usize = 40_000;

/// Says of every link of a bead what spoke for it and what against it, vectors too where there are
/// any. Fixed beads are left out.
pub fn explain(
    versions: &[Version<'_>],
    lexicon: &Lexicon,
    vectors: Option<&Vectors>,
    bead: &Bead,
) -> Vec<Explained> {
    let evidence: Vec<Evidence> =
        versions.iter().map(|version| Evidence::new(version, lexicon)).collect();
    let numbers: Vec<(usize, usize)> = pairs(versions.len()).collect();
    let guide = Guide { vectors, ..Guide::default() };
    let prepared = |&(x, y): &(usize, usize)| {
        profile::prepare(&evidence[x], &evidence[y], &[], |band| guide.of_pair((x, y), band))
    };
    let known: Vec<Prepared<'_>> = numbers.iter().map(prepared).collect();
    let views = Views::new(
        &evidence,
        numbers
            .iter()
            .zip(&known)
            .map(|(&(x, y), known)| profile::likely_links(&evidence[x], &evidence[y], known)),
    );
    let mut explained = Vec::new();
    for ((&(x, y), known), links) in numbers.iter().zip(&known).zip(&bead.pairs) {
        let through = (versions.len() > 2).then(|| Through::new((x, y), &views));
        let (a, b) = (&evidence[x], &evidence[y]);
        let band = match (a.contents.len() + 1) * (b.contents.len() + 1) <= SMALL {
            true => Band::full(a.contents.len(), b.contents.len()),
            false => known.band.clone(),
        };
        let guide = guide.of_pair((x, y), &band);
        let witness = Witness { a, b, known, band, guide, through };
        explained.extend(links.iter().map(|link| Explained {
            versions: (x, y),
            link: link.clone(),
            reasons: witness.reasons(link),
        }));
    }
    explained
}

/// What is known of a pair of versions.
struct Witness<'a> {
    a: &'a Evidence,
    b: &'a Evidence,
    known: &'a Prepared<'a>,
    band: Band,
    guide: PairGuide<'a>,
    through: Option<Through>,
}

impl Witness<'_> {
    fn reasons(&self, (first, second): &(Range<usize>, Range<usize>)) -> Vec<Reason> {
        let (i, j, p, q) = (first.end, second.end, first.len(), second.len());
        let Some(features) = self.features(i, j, p, q) else { return Vec::new() };
        let weights = self.known.weights(self.known.guide.weights.pair);
        // Beside vectors what the texts say themselves counts by its parts.
        let shape = SHAPES.iter().position(|size| *size == (p, q));
        let said = shape.and_then(|shape| self.guide.signal(i, j, shape, [0.0; PARTS]));
        let share = |part: usize| if said.is_some() { weights.signal[part] } else { 1.0 };
        let weight = |number: usize| {
            f64::from(features[number] * weights.own[number] * share(feature::part(number)))
        };
        let forms = FORM_NAMES.iter().map(|&(number, signal)| (signal, weight(number)));
        let ties = TIE_NAMES.iter().enumerate();
        let ties = ties.map(|(tie, &signal)| (signal, weight(feature::TIES + tie)));
        let mut reasons: Vec<Reason> =
            forms.chain(ties).map(|(signal, weight)| Reason { signal, weight }).collect();
        for (k, said) in said.into_iter().flatten().enumerate().skip(PARTS) {
            let (signal, weight) = (VECTOR_NAMES[k - PARTS], f64::from(said * weights.signal[k]));
            match reasons.iter_mut().find(|reason| reason.signal == signal) {
                Some(reason) => reason.weight += weight,
                None => reasons.push(Reason { signal, weight }),
            }
        }
        if let Some(through) = self.through.as_ref().filter(|_| p > 0 && q > 0) {
            let said = [through.shared(i, j, p, q), through.absent(i, j, p, q)];
            let among = self.known.guide.among_weights();
            reasons.extend(OTHERS.iter().zip(said).enumerate().map(|(k, (&signal, said))| {
                Reason { signal, weight: among[k + 1] * f64::from(said) }
            }));
        }
        reasons.retain(|reason| reason.weight.abs() >= FAINT);
        reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
        reasons
    }

    /// The features of a link; `None` when it is out of the band.
    fn features(&self, i: usize, j: usize, p: usize, q: usize) -> Option<Vector> {
        let model = |loudness: &[f32; TIES]| {
            PairModel::new(
                self.a,
                self.b,
                &self.known.ties,
                &self.band,
                self.known.length,
                loudness,
            )
        };
        let mut features = model(&[0.0; TIES]).form(i, j, p, q)?;
        for tie in 0..TIES {
            let only = std::array::from_fn(|other| f32::from(u8::from(tie == other)));
            features[feature::TIES + tie] = model(&only).said(i, j)[p][q];
        }
        Some(features)
    }
}
