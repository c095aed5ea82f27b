//! Where in a long text the alignment runs, roughly and in near-linear time.
//!
//! Segments of the two versions that share rare items vote for one another; the heaviest rising
//! chain of such votes is the backbone, and the exact search looks only around it.

use crate::align::band::{self, Anchor, Band};
use crate::align::evidence::{Evidence, Ties};
use std::collections::HashMap;

/// Texts with at most this many pairs of segments are searched whole.
const SMALL: usize = 40_000;
/// How far from the backbone the exact search looks, in segments.
const RADIUS: usize = 10;
/// The most positions that are searched, about a gigabyte's worth.
const MOST: usize = 2_500_000;
/// Items that stand in more segments than this do not vote.
const COMMON: usize = 24;
/// How many candidates a segment keeps.
const KEPT: usize = 3;
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
    let total = b.contents.len() as f64;
    let mut anchors = Vec::new();
    for (i, content) in a.contents.iter().enumerate() {
        let mut votes: HashMap<u32, f64> = HashMap::new();
        for &item in &content.items {
            let tied = &ties.forth[item as usize];
            let segments: usize = tied.iter().map(|(y, _)| b.postings[*y as usize].len()).sum();
            if segments == 0 || segments > COMMON || a.postings[item as usize].len() > COMMON {
                continue;
            }
            let weight = (total / segments as f64).ln();
            for (y, _) in tied {
                for &j in &b.postings[*y as usize] {
                    *votes.entry(j).or_default() += weight;
                }
            }
        }
        let mut votes: Vec<(u32, f64)> =
            votes.into_iter().filter(|(_, weight)| *weight >= LEAST).collect();
        votes.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        anchors.extend(votes.into_iter().take(KEPT).map(|(j, weight)| Anchor {
            i,
            j: j as usize,
            weight,
        }));
    }
    anchors
}
