//! The course of an alignment: pairs, then three versions jointly, then the others one by one.

use crate::align::band::Band;
use crate::align::evidence::{Evidence, Ties};
use crate::align::joint::{Chains, Joint, Marginals, PAIRS, Risk};
use crate::align::lattice::{Lattice, Link};
use crate::align::many::{self, Partial};
use crate::align::pair::{LengthModel, PairModel};
use crate::align::weights::Vector;
use crate::align::{Bead, Version, coarse, confidence, learned, pairs, weights};
use crate::lang::lexicon::Lexicon;
use rayon::prelude::*;

/// What a segment without counterpart is worth in decoding, beside a right bead.
pub const ALONE: f64 = 0.5;
/// What the joint decoder weighs, chosen on the development data.
const RISK: Risk =
    Risk { threshold: 0.3, alone: 0.2, links: 4.0, link_threshold: 0.2, link_alone: 0.2 };
/// How often the texts teach their own words before they are aligned for good.
const LESSONS: usize = 2;
/// Positions with less of the probability are not searched jointly.
const UNLIKELY: f64 = 1e-5;

/// Aligns versions, none of which is empty.
pub fn align(versions: &[Version<'_>], lexicon: &Lexicon) -> Vec<Bead> {
    let evidence: Vec<Evidence> =
        versions.iter().map(|version| Evidence::new(version, lexicon)).collect();
    match evidence.as_slice() {
        [a, b] => two(a, b),
        [a, b, c] => three([a, b, c]),
        _ => many(&evidence),
    }
}

/// Two versions after the first pass: what it taught, and where the second has to look.
pub struct Prepared {
    /// What corresponds.
    pub ties: Ties,
    /// How the lengths relate.
    pub length: LengthModel,
    /// Where the alignment can run.
    pub band: Band,
}

/// The first pass over two versions.
pub fn prepare(a: &Evidence, b: &Evidence) -> Prepared {
    let mut ties = Ties::new(a, b);
    let mut band = coarse::band(a, b, &ties);
    let mut length = LengthModel::of_totals(a, b);
    let guess = length;
    for _ in 0..LESSONS {
        let lattice = lattice(a, b, &ties, &band, length, &weights::PAIR);
        let links: Vec<Link> = lattice.links(0.01);
        length = LengthModel::of_links(a, b, &links, guess);
        let likely = lattice.likely_band(UNLIKELY * 0.1, 1, b.contents.len());
        drop(lattice);
        band = likely;
        ties.learn(&learned::learn(a, b, &links));
    }
    Prepared { ties, length, band }
}

fn lattice<'a>(
    a: &Evidence,
    b: &Evidence,
    ties: &Ties,
    band: &'a Band,
    length: LengthModel,
    weights: &Vector,
) -> Lattice<'a> {
    let model = PairModel::new(a, b, ties, band, length, &weights::loudness(weights));
    Lattice::new(&model, band, weights)
}

fn two(a: &Evidence, b: &Evidence) -> Vec<Bead> {
    let Prepared { ties, length, band } = prepare(a, b);
    lattice(a, b, &ties, &band, length, &weights::PAIR)
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

/// The best chains of two versions.
fn chains_of(a: &Evidence, b: &Evidence) -> Chains {
    let Prepared { ties, length, band } = prepare(a, b);
    let alone = lattice(a, b, &ties, &band, length, &weights::PAIR);
    let likely = alone.likely_band(UNLIKELY, 1, b.contents.len());
    let links = alone.links(0.01);
    let joint = lattice(a, b, &ties, &likely, length, &weights::JOINT_PAIR);
    Chains::new(&joint, &likely, &links)
}

/// The best chains of every pair of three versions.
pub fn chains(versions: [&Evidence; 3]) -> Vec<Chains> {
    PAIRS.par_iter().map(|&(x, y)| chains_of(versions[x], versions[y])).collect()
}

/// The joint path of three versions, and what is known of the links.
fn joint_path(versions: [&Evidence; 3], chains: [&Chains; 3]) -> (Vec<Partial>, Marginals) {
    let sizes = versions.map(|v| v.contents.len());
    let (path, marginals) = Joint::new(sizes, chains, weights::JOINT).decode(&RISK);
    let path = path
        .into_iter()
        .map(|bead| Partial {
            segments: bead.end.iter().zip(bead.size).map(|(&end, size)| end - size..end).collect(),
            posterior: bead.probability,
        })
        .collect();
    (path, marginals)
}

fn three(versions: [&Evidence; 3]) -> Vec<Bead> {
    let chains = chains(versions);
    let [first, second, third] = chains.as_slice() else { return Vec::new() };
    let (path, marginals) = joint_path(versions, [first, second, third]);
    path.into_iter()
        .map(|Partial { segments, posterior }| Bead {
            pairs: pairs(3)
                .enumerate()
                .map(|(pair, (x, y))| marginals.best(pair, &segments[x], &segments[y], &RISK).1)
                .collect(),
            segments,
            confidence: confidence::calibrated(posterior),
            moved: false,
        })
        .collect()
}

fn many(versions: &[Evidence]) -> Vec<Bead> {
    let n = versions.len();
    let numbers: Vec<(usize, usize)> = pairs(n).collect();
    let all: Vec<Chains> =
        numbers.par_iter().map(|&(x, y)| chains_of(&versions[x], &versions[y])).collect();
    let of = |x: usize, y: usize| {
        pairs(n).zip(&all).find(|(pair, _)| *pair == (x, y)).map(|(_, chains)| chains)
    };
    let (Some(first), Some(second), Some(third)) = (of(0, 1), of(0, 2), of(1, 2)) else {
        return Vec::new();
    };
    let three = [&versions[0], &versions[1], &versions[2]];
    let (mut path, _) = joint_path(three, [first, second, third]);
    for (v, version) in versions.iter().enumerate().skip(3) {
        let chains: Vec<&Chains> = (0..v).filter_map(|x| of(x, v)).collect();
        path = many::add(&path, &chains, version.contents.len());
    }
    let chains: Vec<&Chains> = all.iter().collect();
    path.into_iter()
        .map(|Partial { segments, posterior }| Bead {
            pairs: pairs(n)
                .zip(&chains)
                .map(|((x, y), chains)| chains.links(&segments[x], &segments[y]))
                .collect(),
            segments,
            confidence: confidence::calibrated(posterior),
            moved: false,
        })
        .collect()
}
