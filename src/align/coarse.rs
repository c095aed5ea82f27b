//! Where in a long text the alignment runs, roughly and in near-linear time.
//!
//! Segments of the two versions that share rare items vote for one another; the heaviest rising
//! chain of such votes is the backbone, and the exact search looks only around it.

use crate::align::band::{self, Anchor, Band};
use crate::align::evidence::{Evidence, Ties};

/// Texts with at most this many pairs of segments are searched whole.
const SMALL: usize = 40_000;
/// How far from the backbone the exact search looks, in segments.
const RADIUS: usize = 10;
/// The most positions that are searched, about a gigabyte's worth.
const MOST: usize = 2_500_000;
/// Items that stand in more segments than this do not vote; in long texts, than this share of
/// them.
const COMMON: (usize, usize) = (24, 400);
/// How many candidates a segment keeps: all copies of it in a text that repeats itself, for only
/// the chain tells which of them is meant.
const KEPT: usize = 64;
/// The least evidence of an anchor, in nats: about two rare items.
const LEAST: f64 = 9.0;

/// The band in which two versions are searched; it holds the points that are `fixed`.
pub fn band(a: &Evidence, b: &Evidence, ties: &Ties, fixed: &[Anchor]) -> Band {
    let (n, m) = (a.contents.len(), b.contents.len());
    if (n + 1) * (m + 1) <= SMALL {
        return Band::full(n, m);
    }
    let mut votes = anchors(a, b, ties);
    votes.extend(fixed);
    let chain = band::chain(votes, m);
    // Texts that have little in common leave long gaps; there the search becomes narrower.
    let mut widest = n.max(m);
    loop {
        let band = band::around(&chain, n, m, RADIUS, widest);
        if band.cells() <= MOST.max((n + m) * RADIUS) || widest <= RADIUS {
            return band;
        }
        widest /= 2;
    }
}

fn anchors(a: &Evidence, b: &Evidence, ties: &Ties) -> Vec<Anchor> {
    let (rows, columns) = (a.contents.len().max(1), b.contents.len());
    let common = COMMON.0.max(columns.max(rows) / COMMON.1);
    let mut anchors = Vec::new();
    let mut votes = vec![0.0; columns];
    let mut voted: Vec<usize> = Vec::new();
    for (i, content) in a.contents.iter().enumerate() {
        for &item in &content.items {
            let tied = &ties.forth[item as usize];
            let segments: usize = tied.iter().map(|(y, _)| b.postings[*y as usize].len()).sum();
            if segments == 0 || segments > common || a.postings[item as usize].len() > common {
                continue;
            }
            let weight = (columns as f64 / segments as f64).ln();
            for &j in tied.iter().flat_map(|(y, _)| &b.postings[*y as usize]) {
                if votes[j as usize] == 0.0 {
                    voted.push(j as usize);
                }
                votes[j as usize] += weight;
            }
        }
        // Of equals those that stand in about the same place.
        let here = i * columns / rows;
        let mut own: Vec<Anchor> = voted
            .drain(..)
            .map(|j| Anchor { i, j, weight: std::mem::take(&mut votes[j]) })
            .filter(|anchor| anchor.weight >= LEAST)
            .collect();
        own.sort_by(|x, y| {
            let off = |anchor: &Anchor| (anchor.j.abs_diff(here), anchor.j);
            y.weight.total_cmp(&x.weight).then_with(|| off(x).cmp(&off(y)))
        });
        // What fits far worse than the best only fills the table.
        let least = own.first().map_or(0.0, |best| 0.5 * best.weight);
        anchors.extend(own.into_iter().take(KEPT).take_while(|anchor| anchor.weight >= least));
    }
    anchors
}
