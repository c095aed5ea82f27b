//! The course of an alignment: pairs, then three versions jointly, then the others one by one.

use crate::align::band::Band;
use crate::align::evidence::{Evidence, ItemId, Ties};
use crate::align::joint::{Chains, Joint, PAIRS};
use crate::align::lattice::{Lattice, Link};
use crate::align::pair::{LengthModel, PairModel};
use crate::align::{Bead, Version, coarse, confidence, learned, pairs, weights};
use crate::lang::lexicon::Lexicon;
use std::ops::Range;

/// What a segment without counterpart is worth in decoding, beside a right bead.
const ALONE: f64 = 0.5;
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
struct Prepared {
    ties: Ties,
    length: LengthModel,
    band: Band,
}

fn prepare(a: &Evidence, b: &Evidence) -> Prepared {
    let ties = Ties::new(a, b, &[]);
    let band = coarse::band(a, b, &ties);
    let guess = LengthModel::of_totals(a, b);
    let model = PairModel::new(a, b, &ties, &band, guess);
    let lattice = Lattice::new(&model, &band, &weights::PAIR);
    let links: Vec<Link> = lattice.links(0.01);
    let learned: Vec<(ItemId, ItemId)> = learned::learn(a, b, &links);
    Prepared {
        ties: Ties::new(a, b, &learned),
        length: LengthModel::of_links(a, b, &links, guess),
        band: lattice.likely_band(UNLIKELY * 0.1, 1, b.contents.len()),
    }
}

fn two(a: &Evidence, b: &Evidence) -> Vec<Bead> {
    let Prepared { ties, length, band } = prepare(a, b);
    let model = PairModel::new(a, b, &ties, &band, length);
    let lattice = Lattice::new(&model, &band, &weights::PAIR);
    lattice
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

/// The best chains of every pair of three versions.
pub fn chains(versions: [&Evidence; 3]) -> Vec<Chains> {
    PAIRS
        .iter()
        .map(|&(x, y)| {
            let (a, b) = (versions[x], versions[y]);
            let Prepared { ties, length, band } = prepare(a, b);
            let model = PairModel::new(a, b, &ties, &band, length);
            let lattice = Lattice::new(&model, &band, &weights::PAIR);
            let likely = lattice.likely_band(UNLIKELY, 1, b.contents.len());
            let lattice = Lattice::new(&model, &likely, &weights::PAIR);
            Chains::new(&lattice, &likely)
        })
        .collect()
}

fn three(versions: [&Evidence; 3]) -> Vec<Bead> {
    let chains = chains(versions);
    let [first, second, third] = chains.as_slice() else { return Vec::new() };
    let sizes = versions.map(|v| v.contents.len());
    let joint = Joint::new(sizes, [first, second, third], weights::JOINT);
    joint
        .decode(&risk())
        .into_iter()
        .map(|bead| {
            let segments: Vec<Range<usize>> =
                bead.end.iter().zip(bead.size).map(|(&end, size)| end - size..end).collect();
            Bead {
                pairs: pairs(3)
                    .zip(&chains)
                    .map(|((x, y), chains)| chains.links(&segments[x], &segments[y]))
                    .collect(),
                segments,
                confidence: confidence::calibrated(bead.probability),
                moved: false,
            }
        })
        .collect()
}

fn many(_versions: &[Evidence]) -> Vec<Bead> {
    Vec::new()
}

fn risk() -> crate::align::joint::Risk {
    let v: Vec<f64> = std::env::var("RISK")
        .unwrap_or("0.4,0.2,0.5,0.4,0.2".into())
        .split(',')
        .map(|s| s.parse().unwrap())
        .collect();
    crate::align::joint::Risk {
        threshold: v[0],
        alone: v[1],
        links: v[2],
        link_threshold: v[3],
        link_alone: v[4],
    }
}
