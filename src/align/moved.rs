//! Segments that one version has elsewhere.
//!
//! The lattices only know alignments that rise in every version, so of a sentence or a block that
//! one version has in another place nothing is left but a bead that lacks that version, and
//! segments that stand alone. Here the two are brought together: where the words of a segment
//! alone answer those of such a bead, and those of no other bead nearly as well, nor any other
//! segment that bead: in a text that repeats itself, nobody can tell a copy from what was moved.
//! Where one segment was moved its neighbours may have been too, a whole paragraph or page: beside
//! what was found, far less has to speak for it.
//! Candidates come from the words that both hold and few other segments, so the cost grows with
//! the number of segments that are left over.

use crate::align::evidence::{Evidence, ItemId, Tie, Ties};
use crate::align::pair::Hearing;
use crate::align::{Bead, confidence, pairs, weights};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::ops::Range;

/// What it costs to stand out of order, in nats, and what for each nat of the number of segments:
/// among many places one is found by chance.
const MOVE: (f64, f64) = (1.0, 2.0);
/// How probable a move must be.
const LEAST: f64 = 0.7;
/// How much better than any other place it must fit, in nats.
const MARGIN: f64 = 3.0;
/// How much has to speak for the next segment of a block that was moved, in nats.
const NEXT: f64 = 2.0;
/// What each version beyond the first adds to the mean of what they say, as a share: they are not
/// independent witnesses.
const AGREEMENT: f64 = 0.5;
/// Items in more segments than this lead nowhere.
const COMMON: usize = 24;

/// A segment alone that may belong to a bead.
#[derive(Debug, Clone, Copy)]
struct Move {
    /// The bead that lacks the version.
    host: usize,
    /// The bead of the segment alone.
    alone: usize,
    /// Its version.
    version: usize,
    /// Its number there.
    segment: usize,
    /// What speaks for it, in nats.
    score: f64,
    /// How probable that makes it.
    probability: f64,
}

/// Joins the beads that lack a version with the segments alone that belong to them; `ties` are
/// those of each pair of versions, and `is_free` says of a version and its segment whether it may
/// be moved.
pub fn join(
    evidence: &[Evidence],
    ties: &[&Ties],
    beads: Vec<Bead>,
    is_free: impl Fn(usize, usize) -> bool + Sync,
) -> Vec<Bead> {
    let left_over = |bead: &&Bead| bead.versions() == 1;
    if beads.iter().filter(left_over).count() == 0 {
        return beads;
    }
    let search = Search::new(evidence, &beads, ties);
    let mut moves = search.moves(&is_free);
    moves.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then((a.host, a.alone).cmp(&(b.host, b.alone)))
    });
    let mut chosen = Chosen { taken: vec![false; beads.len()], moves: Vec::new() };
    for found in moves {
        chosen.add(found);
    }
    // What was found last may lead on.
    let mut at = 0;
    while let Some(&found) = chosen.moves.get(at) {
        for forward in [true, false] {
            if let Some(next) = search.next(&found, forward, &is_free) {
                chosen.add(next);
            }
        }
        at += 1;
    }
    let Chosen { taken, moves } = chosen;
    apply(beads, &moves, &taken)
}

/// Moves that do not contradict one another.
struct Chosen {
    /// For every bead whether it is a segment alone that goes elsewhere.
    taken: Vec<bool>,
    moves: Vec<Move>,
}

impl Chosen {
    fn add(&mut self, found: Move) {
        let of = |m: &Move| (m.host, m.version);
        let full = self.moves.iter().any(|m| of(m) == of(&found));
        // Neither a segment that went elsewhere nor one that has been joined is moved again.
        let used = self.taken[found.alone] || self.taken[found.host];
        let joined = self.moves.iter().any(|m| m.host == found.alone);
        if !full && !used && !joined {
            self.taken[found.alone] = true;
            self.moves.push(found);
        }
    }
}

fn apply(mut beads: Vec<Bead>, chosen: &[Move], taken: &[bool]) -> Vec<Bead> {
    for &Move { host, version, segment, probability, .. } in chosen {
        let bead = &mut beads[host];
        bead.segments[version] = segment..segment + 1;
        bead.moved = true;
        bead.confidence = bead.confidence.min(confidence::calibrated(probability));
        let n = bead.segments.len();
        for ((x, y), links) in pairs(n).zip(&mut bead.pairs) {
            if x == version || y == version {
                *links = vec![(bead.segments[x].clone(), bead.segments[y].clone())];
                links.retain(|(a, b)| !a.is_empty() || !b.is_empty());
            }
        }
    }
    let left = beads.into_iter().zip(taken).filter(|(_, taken)| !**taken);
    left.map(|(bead, _)| bead).collect()
}

struct Search<'a> {
    evidence: &'a [Evidence],
    beads: &'a [Bead],
    ties: &'a [&'a Ties],
    hearing: Vec<Hearing<'a>>,
    /// For each version the bead of each segment.
    bead_of: Vec<Vec<usize>>,
}

impl<'a> Search<'a> {
    fn new(evidence: &'a [Evidence], beads: &'a [Bead], ties: &'a [&'a Ties]) -> Self {
        let mut bead_of: Vec<Vec<usize>> =
            evidence.iter().map(|e| vec![usize::MAX; e.contents.len()]).collect();
        for (number, bead) in beads.iter().enumerate() {
            for (v, group) in bead.segments.iter().enumerate() {
                bead_of[v][group.clone()].fill(number);
            }
        }
        let loudness = weights::loudness(&weights::LEARNED.pair.own);
        let hearing = pairs(evidence.len())
            .zip(ties)
            .map(|((x, y), ties)| Hearing::new(&evidence[x], &evidence[y], ties, &loudness))
            .collect();
        Search { evidence, beads, ties, hearing, bead_of }
    }

    /// The number of a pair of versions, and whether they stand the other way round.
    fn pair(&self, v: usize, w: usize) -> (usize, bool) {
        let (x, y) = (v.min(w), v.max(w));
        (x * self.evidence.len() - x * (x + 1) / 2 + y - x - 1, v > w)
    }

    fn moves(&self, is_free: &(impl Fn(usize, usize) -> bool + Sync)) -> Vec<Move> {
        (0..self.beads.len()).into_par_iter().filter_map(|bead| self.found(bead, is_free)).collect()
    }

    /// Where a segment alone belongs, if that is clear.
    fn found(&self, alone: usize, is_free: &impl Fn(usize, usize) -> bool) -> Option<Move> {
        let bead = &self.beads[alone];
        let mut filled = self.groups(alone);
        let (version, Range { start: segment, .. }) =
            filled.next().filter(|(_, group)| group.len() == 1 && bead.versions() == 1)?;
        if !is_free(version, segment) {
            return None;
        }
        let (hosts, others): (Vec<usize>, Vec<usize>) =
            self.meeting(version, segment).into_iter().partition(|&host| {
                let first = self.groups(host).next().map_or(0, |(w, _)| w);
                self.beads[host].segments[version].is_empty()
                    && (self.beads[host].versions() > 1 || first < version)
            });
        let free =
            |host: &usize| self.groups(*host).all(|(w, mut group)| group.all(|s| is_free(w, s)));
        let mut scored: Vec<Move> = hosts
            .into_iter()
            .filter(free)
            .map(|host| {
                let score = self.score(host, version, segment);
                let probability = 1.0 / (1.0 + (self.cost() - score).exp());
                Move { host, alone, version, segment, score, probability }
            })
            .collect();
        scored.sort_by(|a, b| b.score.total_cmp(&a.score));
        let best = *scored.first()?;
        let second = scored.get(1).map_or(f64::NEG_INFINITY, |m| m.score);
        let clear = best.probability >= LEAST && best.score - second >= MARGIN;
        (clear && !self.is_copy(&best, &others)).then_some(best)
    }

    /// The move of the segment after one that was moved, or before it, to the bead beside its host.
    fn next(
        &self,
        found: &Move,
        forward: bool,
        is_free: &impl Fn(usize, usize) -> bool,
    ) -> Option<Move> {
        let beside = |number: usize| if forward { Some(number + 1) } else { number.checked_sub(1) };
        let (version, segment, host) = (found.version, beside(found.segment)?, beside(found.host)?);
        let alone = *self.bead_of[version].get(segment)?;
        let bead = self.beads.get(host)?;
        let fits = self.beads.get(alone)?.versions() == 1
            && self.beads[alone].segments[version].len() == 1
            && bead.segments[version].is_empty();
        let free = self.groups(host).all(|(w, mut group)| group.all(|s| is_free(w, s)));
        if !fits || !free || !is_free(version, segment) {
            return None;
        }
        let score = self.score(host, version, segment);
        let probability = found.probability.min(1.0 / (1.0 + (-score).exp()));
        let next = Move { host, alone, version, segment, score, probability };
        (score >= NEXT && !self.is_copy(&next, &[])).then_some(next)
    }

    /// The versions that a bead has, each with its segments.
    fn groups(&self, bead: usize) -> impl Iterator<Item = (usize, Range<usize>)> {
        let groups = self.beads[bead].segments.iter().cloned().enumerate();
        groups.filter(|(_, group)| !group.is_empty())
    }

    /// Whether another bead answers the segment nearly as well as its host, or another segment
    /// the host.
    fn is_copy(&self, best: &Move, others: &[usize]) -> bool {
        let rival = |host: usize, segment: usize| {
            self.score(host, best.version, segment) > best.score - MARGIN
        };
        let mut segments = BTreeSet::new();
        for (w, group) in self.groups(best.host) {
            for segment in group {
                self.each_meeting(w, segment, best.version, |s| {
                    segments.insert(s);
                });
            }
        }
        segments.remove(&best.segment);
        others.iter().any(|&host| rival(host, best.segment))
            || segments.into_iter().any(|segment| rival(best.host, segment))
    }

    /// Calls `visit` with the segments of the version `w` that share a rare item with one of `v`.
    fn each_meeting(&self, v: usize, segment: usize, w: usize, mut visit: impl FnMut(usize)) {
        let (pair, turned) = self.pair(v, w);
        let ties: &[Vec<(ItemId, Tie)>] =
            if turned { &self.ties[pair].back } else { &self.ties[pair].forth };
        for &item in &self.evidence[v].contents[segment].items {
            for &(other, _) in &ties[item as usize] {
                let postings = &self.evidence[w].postings[other as usize];
                if postings.len() <= COMMON {
                    postings.iter().for_each(|&s| visit(s as usize));
                }
            }
        }
    }

    /// The beads, but for its own, whose segments in other versions share a rare item with the
    /// segment.
    fn meeting(&self, version: usize, segment: usize) -> BTreeSet<usize> {
        let mut beads = BTreeSet::new();
        for w in (0..self.evidence.len()).filter(|w| *w != version) {
            self.each_meeting(version, segment, w, |s| {
                beads.extend(self.bead_of[w].get(s).filter(|bead| **bead != usize::MAX));
            });
        }
        beads
    }

    /// What a move costs in these texts.
    fn cost(&self) -> f64 {
        let longest = self.evidence.iter().map(|e| e.contents.len()).max().unwrap_or(0);
        MOVE.0 + MOVE.1 * (longest as f64).max(1.0).ln()
    }

    /// What the versions of a bead say of a segment.
    fn score(&self, host: usize, version: usize, segment: usize) -> f64 {
        let (mut sum, mut versions) = (0.0, 0.0f64);
        for (w, group) in self.groups(host).filter(|(w, _)| *w != version) {
            let own = segment..segment + 1;
            let (pair, turned) = self.pair(version, w);
            let hearing = &self.hearing[pair];
            sum += f64::from(match turned {
                true => hearing.said(group, own),
                false => hearing.said(own, group),
            });
            versions += 1.0;
        }
        sum / versions.max(1.0) * (1.0 + AGREEMENT * (versions - 1.0))
    }
}
