//! The course of an alignment: pairs, then three versions jointly, then the others one by one.

use crate::align::band::{Anchor, Band};
use crate::align::evidence::{Evidence, Ties};
use crate::align::guide::{Guide, PairGuide};
use crate::align::habits::Habits;
use crate::align::joint::{Chains, Joint, Links, Risk};
use crate::align::lattice::{Lattice, Link};
use crate::align::many::{self, Partial};
use crate::align::pair::{LengthModel, PairModel};
use crate::align::through::{Through, Views};
use crate::align::weights::{LinkWeights, Weights};
use crate::align::{Bead, Version, coarse, confidence, learned, moved, pairs, weights};
use crate::lang::lexicon::Lexicon;
use rayon::prelude::*;

/// What a segment without counterpart is worth in decoding, beside a right bead.
pub const ALONE: f64 = 0.5;
/// How often the texts teach their own words before they are aligned for good; and texts in
/// strange languages, which have their habits to teach too.
const LESSONS: (usize, usize) = (2, 4);
/// Links with less of the probability are not worth a thought.
const UNLIKELY_LINK: f64 = 0.01;
/// Positions with less of the probability are not searched jointly; where too many would be left,
/// the next number holds.
const UNLIKELY: [f64; 6] = [1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.4];
/// The most states that the joint lattice may have; or for each segment of a long text.
const STATES: (usize, usize) = (1_000_000, 60);

/// Aligns versions, none of which is empty, by their own evidence and what `guide` knows.
pub fn align(versions: &[Version<'_>], lexicon: &Lexicon, guide: &Guide<'_>) -> Vec<Bead> {
    let evidence: Vec<Evidence> =
        versions.par_iter().map(|version| Evidence::new(version, lexicon)).collect();
    let texts = Texts { versions, evidence: &evidence, guide };
    let prepared = prepared(&texts);
    let beads = match versions.len() {
        2 => two(&texts, &prepared[0]),
        _ => several(&texts, &prepared),
    };
    let ties: Vec<&Ties> = prepared.iter().map(|known| &known.ties).collect();
    moved::join(&evidence, &ties, beads, |v, s| guide.fixed.is_free(v, s))
}

/// The versions, what they hold, and what is known of them.
struct Texts<'a> {
    versions: &'a [Version<'a>],
    evidence: &'a [Evidence],
    guide: &'a Guide<'a>,
}

/// Two versions after the first pass: what it taught, and where the second has to look.
pub struct Prepared<'a> {
    /// What corresponds.
    pub ties: Ties,
    /// How the lengths relate.
    pub length: LengthModel,
    /// Where the alignment can run.
    pub band: Band,
    /// Whether one of the languages is a strange one ([`Evidence::is_strange`]): there words say less,
    /// and the text's own habits more.
    pub strange: bool,
    /// How often the texts have links of each shape, as far as that is not as usual.
    pub habits: Habits,
    /// What is known of the two beyond their own evidence.
    pub guide: PairGuide<'a>,
}

impl Prepared<'_> {
    /// The weights of the links: these, unless one of the languages is a strange one.
    pub fn weights(&self, usual: LinkWeights) -> LinkWeights {
        if self.strange { self.guide.weights.strange } else { usual }
    }
}

/// The first pass over two versions, of which `guide` knows something within a band.
pub fn prepare<'a>(
    a: &Evidence,
    b: &Evidence,
    fixed: &[Anchor],
    guide: impl FnOnce(&Band) -> PairGuide<'a>,
) -> Prepared<'a> {
    let ties = Ties::new(a, b);
    let band = coarse::band(a, b, &ties, fixed);
    let guide = guide(&band);
    let guess = LengthModel::of_totals(a, b);
    let strange = a.is_strange() || b.is_strange();
    let mut known =
        Prepared { ties, length: guess, band, strange, habits: Habits::default(), guide };
    for _ in 0..if strange { LESSONS.1 } else { LESSONS.0 } {
        let lattice = lattice(a, b, &known, &known.band, known.guide.weights.pair);
        let links: Vec<Link> = lattice.links(UNLIKELY_LINK);
        let likely = lattice.likely_band(UNLIKELY[0] * 0.1, 1, b.contents.len());
        if strange {
            let belief = known.guide.weights.belief;
            known.habits = Habits::of_links(&links, lattice.repeated(), belief);
        }
        drop(lattice);
        known.length = LengthModel::of_links(a, b, &links, guess);
        known.band = likely;
        known.ties.learn(&learned::learn(a, b, &links));
    }
    known
}

/// The first pass over two versions of which nothing else is known.
pub fn unguided<'a>(a: &Evidence, b: &Evidence, weights: &'a Weights) -> Prepared<'a> {
    prepare(a, b, &[], |_| PairGuide::nothing(weights))
}

/// The likely links of two versions aligned alone.
pub fn likely_links(a: &Evidence, b: &Evidence, known: &Prepared<'_>) -> Vec<Link> {
    lattice(a, b, known, &known.band, known.guide.weights.pair).links(UNLIKELY_LINK)
}

/// The lattice of two versions within a band, with these weights unless one is in a strange
/// language.
fn lattice<'b>(
    a: &Evidence,
    b: &Evidence,
    known: &Prepared<'_>,
    band: &'b Band,
    weights: LinkWeights,
) -> Lattice<'b> {
    let weights = known.weights(weights);
    let loudness = weights::loudness(&weights.own);
    let model = PairModel::new(a, b, &known.ties, band, known.length, &loudness);
    Lattice::new(&model, band, &weights.own, |i, j, shape, own| {
        known.guide.score(i, j, shape, own, &weights.signal) + known.habits.of(shape)
    })
    .again(known.habits.again())
}

/// The first pass over every pair of versions, in the order of [`pairs`].
fn prepared<'a>(texts: &Texts<'a>) -> Vec<Prepared<'a>> {
    let numbers: Vec<(usize, usize)> = pairs(texts.versions.len()).collect();
    let of = |&(x, y): &(usize, usize)| {
        let (a, b) = (&texts.evidence[x], &texts.evidence[y]);
        prepare(a, b, &texts.guide.fixed.anchors(x, y), |band| texts.guide.of_pair((x, y), band))
    };
    numbers.par_iter().map(of).collect()
}

fn two(texts: &Texts<'_>, known: &Prepared<'_>) -> Vec<Bead> {
    let (a, b) = (&texts.evidence[0], &texts.evidence[1]);
    lattice(a, b, known, &known.band, texts.guide.weights.pair)
        .decode(ALONE)
        .into_iter()
        .map(|link| {
            let segments = vec![link.i - link.p..link.i, link.j - link.q..link.j];
            Bead {
                pairs: vec![vec![(segments[0].clone(), segments[1].clone())]],
                segments,
                confidence: confidence::calibrated(link.probability),
                moved: false,
            }
        })
        .collect()
}

/// The best chains of every pair of versions, in the order of [`pairs`].
fn chains(texts: &Texts<'_>, prepared: &[Prepared<'_>]) -> Vec<Chains> {
    let versions = texts.evidence;
    let numbers: Vec<(usize, usize)> = pairs(versions.len()).collect();
    let of = |(x, y): (usize, usize)| (&versions[x], &versions[y]);
    let alone: Vec<Lattice<'_>> = numbers
        .par_iter()
        .zip(prepared)
        .map(|(&pair, p)| {
            let (a, b) = of(pair);
            lattice(a, b, p, &p.band, texts.guide.weights.pair)
        })
        .collect();
    let views = Views::new(versions, alone.iter().map(|lattice| lattice.links(UNLIKELY_LINK)));
    let likely = likely_bands(versions, &numbers, &alone);
    numbers
        .par_iter()
        .zip(prepared)
        .zip(alone.into_par_iter().zip(&likely))
        .map(|((&pair, p), (alone, likely))| {
            let (a, b) = of(pair);
            let through = Through::new(pair, &views);
            let links = alone.among(&through, p.guide.among_weights()).links(UNLIKELY_LINK);
            let joint = lattice(a, b, p, likely, texts.guide.weights.joint);
            Chains::new(&joint, likely, links)
        })
        .collect()
}

/// The bands of the pairs in which the versions are searched jointly: as wide as memory allows.
fn likely_bands(
    versions: &[Evidence],
    numbers: &[(usize, usize)],
    alone: &[Lattice<'_>],
) -> Vec<Band> {
    let mut bands = Vec::new();
    for unlikely in UNLIKELY {
        bands = numbers
            .par_iter()
            .zip(alone)
            .map(|(&(_, y), lattice)| lattice.likely_band(unlikely, 1, versions[y].contents.len()))
            .collect();
        // About as many as the first three versions have: those of the first pair, by the width
        // of the second.
        let [first, second, ..] = bands.as_slice() else { break };
        let rows = second.rows() as u64 + 1;
        let most = (STATES.0 as u64).max(STATES.1 as u64 * rows);
        if first.cells() as u64 * second.cells() as u64 <= most * rows {
            break;
        }
    }
    bands
}

/// The joint path of the first three versions; `None` where the pairs look in places so
/// different that no path leads through all three.
fn joint_path(texts: &Texts<'_>, chains: [&Chains; 3]) -> Option<Vec<Partial>> {
    let sizes = [0, 1, 2].map(|v| texts.evidence[v].contents.len());
    let joint = Joint::new(sizes, chains, texts.guide.bead_weights());
    if !joint.is_connected() {
        return None;
    }
    let path =
        joint.guided(texts.guide).decode(texts.guide.risk()).into_iter().map(|bead| Partial {
            segments: bead.end.iter().zip(bead.size).map(|(&end, size)| end - size..end).collect(),
            posterior: bead.probability,
        });
    Some(path.collect())
}

/// The beads, with the likeliest links inside them.
fn beads(path: Vec<Partial>, chains: &[Chains], risk: &Risk) -> Vec<Bead> {
    let bead = |Partial { segments, posterior }: Partial| {
        let of = |((x, y), chains): ((usize, usize), &Chains)| {
            let links = chains.expected(&segments[x], &segments[y], risk).1;
            (chains.least(&links), links)
        };
        let (sure, pairs): (Vec<f64>, Vec<Links>) =
            pairs(segments.len()).zip(chains).map(of).unzip();
        let agreement = sure.iter().sum::<f64>() / sure.len().max(1) as f64;
        // The joint lattice and the pairs are two witnesses of one bead.
        let confidence = confidence::calibrated(0.5 * (posterior + agreement));
        Bead { pairs, segments, confidence, moved: false }
    };
    path.into_iter().map(bead).collect()
}

/// Three versions jointly, and the others one by one.
fn several(texts: &Texts<'_>, prepared: &[Prepared<'_>]) -> Vec<Bead> {
    let n = texts.versions.len();
    let all = chains(texts, prepared);
    let of = |x: usize, y: usize| &all[x * n - x * (x + 1) / 2 + y - x - 1];
    let joint = joint_path(texts, [of(0, 1), of(0, 2), of(1, 2)]);
    let single =
        |s: usize| Partial { segments: std::iter::once(s..s + 1).collect(), posterior: 1.0 };
    let singles = || (0..texts.evidence[0].contents.len()).map(single).collect();
    let mut path = joint.unwrap_or_else(singles);
    for v in path.first().map_or(n, |bead| bead.segments.len())..n {
        let chains: Vec<&Chains> = (0..v).map(|x| of(x, v)).collect();
        let size = texts.evidence[v].contents.len();
        path = many::add(&path, &chains, size, &texts.guide.fixed);
    }
    beads(path, &all, texts.guide.risk())
}
