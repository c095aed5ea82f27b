//! Where in a long text the alignment runs, roughly and in near-linear time.
//!
//! Segments of the two versions that share rare items vote for one another; the heaviest rising
//! chain of such votes is the backbone, and the exact search looks only around it.

use crate::align::band::{self, Anchor, Band};
use crate::align::evidence::{Evidence, ItemId, Tie, Ties};

/// Texts with at most this many pairs of segments are searched whole.
const SMALL: usize = 40_000;
/// How far from the backbone the exact search looks, in segments.
const RADIUS: usize = 10;
/// The most positions that are searched, about a quarter of a gigabyte's worth; or a quarter more
/// than the backbone itself demands.
const MOST: usize = 1_000_000;
/// Items that stand in more segments than this do not vote; in long texts, than this share of
/// them.
const COMMON: (usize, usize) = (24, 400);
/// How many candidates all segments may keep: all copies of a segment in a text that repeats
/// itself, for only the chain tells which of them is meant.
const KEPT: usize = 3_000_000;
/// Where less than one segment in so many has a place in the chain, more common items vote, as
/// long as there are not more votes than that.
const POOR: usize = 4;
const VOTES: usize = 30_000_000;
/// The least evidence of an anchor, in nats: about two rare items.
const LEAST: f64 = 9.0;

/// The band in which two versions are searched; it holds the points that are `fixed`.
pub fn band(a: &Evidence, b: &Evidence, ties: &Ties, fixed: &[Anchor]) -> Band {
    let (n, m) = (a.contents.len(), b.contents.len());
    if (n + 1) * (m + 1) <= SMALL {
        return Band::full(n, m);
    }
    let chain = backbone(a, b, ties, fixed);
    // Texts that have little in common leave long gaps; there the search becomes narrower.
    // Where there is hardly a backbone to stay near, width is of no use in a text so long that it
    // costs much.
    let long = n.max(m) * (2 * RADIUS + 1) > MOST;
    let radius = if long && is_poor(&chain, n, m) { RADIUS / 3 } else { RADIUS };
    let least = band::around(&chain, n, m, radius, radius).cells();
    let most = MOST.max(least + least / 4);
    let mut widest = n.max(m);
    loop {
        let band = band::around(&chain, n, m, radius, widest);
        if band.cells() <= most || widest <= radius {
            return band;
        }
        widest /= 2;
    }
}

/// Whether few segments of two versions have a place in their backbone.
fn is_poor(chain: &[Anchor], n: usize, m: usize) -> bool {
    chain.len() * POOR < n.min(m)
}

/// The heaviest chain of votes.
fn backbone(a: &Evidence, b: &Evidence, ties: &Ties, fixed: &[Anchor]) -> Vec<Anchor> {
    let (n, m) = (a.contents.len(), b.contents.len());
    let mut common = COMMON.0.max(m.max(n) / COMMON.1);
    loop {
        let mut votes = anchors(a, b, ties, common);
        votes.extend(fixed);
        let chain = band::chain(votes, m);
        common *= 4;
        if !is_poor(&chain, n, m) || common > m || number_of_votes(a, b, ties, common) > VOTES {
            return chain;
        }
    }
}

/// The items of `b` that answer an item of `a`, with the number of segments that hold them;
/// `None` where one of both is too common to vote, or there are none.
fn answers<'t>(
    (a, b): (&Evidence, &Evidence),
    ties: &'t Ties,
    item: usize,
    common: usize,
) -> Option<(&'t [(ItemId, Tie)], usize)> {
    let tied = &ties.forth[item];
    let segments: usize = tied.iter().map(|(y, _)| b.postings[*y as usize].len()).sum();
    let votes = segments > 0 && segments <= common && a.postings[item].len() <= common;
    votes.then_some((tied, segments))
}

fn number_of_votes(a: &Evidence, b: &Evidence, ties: &Ties, common: usize) -> usize {
    let of = |item: usize| match answers((a, b), ties, item, common) {
        Some((_, segments)) => segments * a.postings[item].len(),
        None => 0,
    };
    (0..a.items.len()).map(of).sum()
}

fn anchors(a: &Evidence, b: &Evidence, ties: &Ties, common: usize) -> Vec<Anchor> {
    let (rows, columns) = (a.contents.len().max(1), b.contents.len());
    let kept = (KEPT / rows).max(3);
    let mut anchors = Vec::new();
    let mut votes = vec![0.0; columns];
    let mut voted: Vec<usize> = Vec::new();
    for (i, content) in a.contents.iter().enumerate() {
        for &item in &content.items {
            let Some((tied, segments)) = answers((a, b), ties, item as usize, common) else {
                continue;
            };
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
        anchors.extend(own.into_iter().take(kept).take_while(|anchor| anchor.weight >= least));
    }
    anchors
}
