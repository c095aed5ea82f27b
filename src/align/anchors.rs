//! Beads that the caller fixes: they are obeyed, and the rest is aligned around them.
//!
//! The segments of a fixed bead become one segment in each version, which the search may link as
//! it is told and in no other way ([`crate::align::guide::Fixed`]); so a bead of any size can be
//! fixed. Where beads cross, as few as possible are taken out before the search and come back as
//! moved.

use crate::align::band;
use crate::align::embedding::{Groups, Own, Vectors, Words};
use crate::align::guide::{Fixed, Place as Part};
use crate::align::{Bead, Segment, Version, pairs};
use crate::error::{Error, Kind, Place, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A bead that is fixed.
#[derive(Debug, Clone)]
pub struct Anchor {
    /// For every version its segments, which may be none; `None` where nothing is fixed.
    pub groups: Vec<Option<Range<usize>>>,
    /// Where it is said, for errors.
    pub place: Place,
}

impl Anchor {
    /// The versions in which it has segments, with these.
    fn filled(&self) -> impl Iterator<Item = (usize, &Range<usize>)> {
        let groups = self.groups.iter().enumerate();
        groups.filter_map(|(v, group)| Some((v, group.as_ref().filter(|g| !g.is_empty())?)))
    }

    /// Its first segment of a version.
    fn start(&self, version: usize) -> Option<usize> {
        let group = self.groups.get(version)?.as_ref()?;
        (!group.is_empty()).then_some(group.start)
    }

    fn weight(&self) -> usize {
        self.filled().map(|(_, group)| group.len()).sum()
    }
}

/// The versions as the search sees them.
pub struct Plan<'a> {
    versions: &'a [Version<'a>],
    /// For every version the segments that each of its new segments holds.
    pieces: Vec<Vec<Range<usize>>>,
    /// The texts of the new segments that hold several.
    texts: Vec<Vec<Option<String>>>,
    fixed: Fixed,
    moved: Vec<&'a Anchor>,
}

impl<'a> Plan<'a> {
    /// Plans the search around anchors.
    ///
    /// # Errors
    /// [`Kind::Usage`] with the anchor's place: it names a segment that is not there, or one that
    /// another anchor names too, or none at all.
    pub fn new(versions: &'a [Version<'a>], anchors: &'a [Anchor]) -> Result<Plan<'a>> {
        check(versions, anchors)?;
        let (kept, moved) = in_order(versions, anchors);
        let mut fixed = Fixed { beads: Vec::new(), ..Fixed::default() };
        fixed.beads = kept.iter().map(|_| vec![Part::Open; versions.len()]).collect();
        let mut pieces = Vec::new();
        for (v, version) in versions.iter().enumerate() {
            let mut own: Vec<Range<usize>> = Vec::new();
            let (mut held, mut torn) = (Vec::new(), Vec::new());
            let [by_kept, by_moved] =
                [&kept, &moved].map(|own| holders(own, v, version.segments.len()));
            let mut at = 0;
            let mut gap = false;
            while at < version.segments.len() {
                if by_moved[at].is_some() {
                    gap = true;
                    at += 1;
                    continue;
                }
                let bead = by_kept[at];
                let piece = match bead.and_then(|bead| kept[bead].groups[v].clone()) {
                    Some(group) => group,
                    None => at..at + 1,
                };
                if let Some(bead) = bead {
                    fixed.beads[bead][v] = Part::Segment(own.len());
                }
                at = piece.end;
                own.push(piece);
                held.push(bead);
                torn.push(std::mem::take(&mut gap));
            }
            for (bead, anchor) in kept.iter().enumerate() {
                if matches!(&anchor.groups[v], Some(group) if group.is_empty()) {
                    fixed.beads[bead][v] = Part::Nothing;
                }
            }
            if own.is_empty() {
                return Err(Error::new(
                    Kind::Usage,
                    format!("all of the version in {} is out of order", version.lang),
                )
                .help("leave some of the anchors out"));
            }
            pieces.push(own);
            fixed.held.push(held);
            fixed.torn.push(torn);
        }
        let texts = versions
            .iter()
            .zip(&pieces)
            .map(|(version, own)| {
                let joined = |piece: &Range<usize>| {
                    let texts = version.segments[piece.clone()].iter().map(|s| s.text);
                    (piece.len() > 1).then(|| texts.collect::<Vec<_>>().join(" "))
                };
                own.iter().map(joined).collect()
            })
            .collect();
        Ok(Plan { versions, pieces, texts, fixed, moved })
    }

    /// The versions to search.
    pub fn versions(&self) -> Vec<Version<'_>> {
        let pieces = self.versions.iter().zip(&self.pieces).zip(&self.texts);
        pieces
            .map(|((version, own), texts)| Version {
                lang: version.lang.clone(),
                segments: own
                    .iter()
                    .zip(texts)
                    .map(|(piece, text)| {
                        let first = version.segments[piece.start];
                        Segment { text: text.as_deref().unwrap_or(first.text), ..first }
                    })
                    .collect(),
            })
            .collect()
    }

    /// What is fixed in them.
    pub fn fixed(&self) -> Fixed {
        self.fixed.clone()
    }

    /// The vectors of their groups.
    ///
    /// # Errors
    /// None that [`Vectors::check`] has not found before.
    pub fn vectors(&self, vectors: &Vectors) -> Result<Vectors> {
        let own = |(v, pieces): (usize, &Vec<Range<usize>>)| {
            let Some(given) = vectors.of(v) else { return Own::default() };
            let group = |pieces: &[Range<usize>]| joined(&given.groups, pieces);
            let words = |pieces: &[Range<usize>]| {
                let of = |p: &Range<usize>| {
                    BTreeSet::from_iter(given.words.segments[p.clone()].concat())
                };
                pieces.iter().map(|p| of(p).into_iter().collect()).collect()
            };
            Own {
                groups: [1, 2, 3, 4, 5].map(|size| pieces.windows(size).map(group).collect()),
                clauses: pieces.iter().map(|p| given.clauses[p.clone()].concat()).collect(),
                words: Words { vectors: given.words.vectors.clone(), segments: words(pieces) },
            }
        };
        Vectors::new(self.pieces.iter().enumerate().map(own).collect())
    }

    /// The beads found, in the segments of the versions as they were, with those that were taken
    /// out.
    ///
    /// # Errors
    /// [`Kind::Usage`] when there is no alignment that obeys all anchors.
    pub fn restore(&self, beads: Vec<Bead>) -> Result<Vec<Bead>> {
        if beads.is_empty() {
            return Err(Error::new(Kind::Usage, "the anchors contradict one another"));
        }
        let mut beads: Vec<Bead> = beads.into_iter().map(|bead| self.restored(bead)).collect();
        for anchor in &self.moved {
            let groups: Vec<Range<usize>> =
                anchor.groups.iter().map(|group| group.clone().unwrap_or(0..0)).collect();
            let at = anchor.filled().next().map_or(0, |(v, group)| {
                let later =
                    |b: &Bead| !b.segments[v].is_empty() && b.segments[v].start >= group.end;
                beads.iter().position(later).unwrap_or(beads.len())
            });
            let links = pairs(groups.len()).map(|(x, y)| {
                let empty = groups[x].is_empty() && groups[y].is_empty();
                if empty { Vec::new() } else { vec![(groups[x].clone(), groups[y].clone())] }
            });
            let pairs = links.collect();
            beads.insert(at, Bead { pairs, segments: groups, confidence: 1.0, moved: true });
        }
        Ok(beads)
    }

    fn restored(&self, bead: Bead) -> Bead {
        let back = |v: usize, group: &Range<usize>| -> Range<usize> {
            let own = &self.pieces[v];
            let start = own.get(group.start).map_or(self.versions[v].segments.len(), |p| p.start);
            match group.is_empty() {
                true => start..start,
                false => start..own[group.end - 1].end,
            }
        };
        let held =
            |(v, group): (usize, &Range<usize>)| self.fixed.held[v].get(group.start).copied();
        let filled = bead.segments.iter().enumerate().filter(|(_, group)| !group.is_empty());
        // A bead that an anchor fixes in every version is certain.
        let certain = filled
            .clone()
            .next()
            .and_then(held)
            .flatten()
            .is_some_and(|number| !self.fixed.beads[number].contains(&Part::Open));
        Bead {
            pairs: pairs(bead.segments.len())
                .zip(&bead.pairs)
                .map(|((x, y), links)| {
                    links.iter().map(|(a, b)| (back(x, a), back(y, b))).collect()
                })
                .collect(),
            segments: bead.segments.iter().enumerate().map(|(v, group)| back(v, group)).collect(),
            confidence: if certain { 1.0 } else { bead.confidence },
            moved: bead.moved,
        }
    }
}

/// The vector of some pieces, each a few segments: where they are a group of which there is one,
/// that, else the sum of those of the segments.
fn joined(given: &Groups, pieces: &[Range<usize>]) -> Vec<f32> {
    let (start, end) = (pieces[0].start, pieces[pieces.len() - 1].end);
    let whole = pieces.windows(2).all(|pair| pair[0].end == pair[1].start);
    if let Some(own) = given.get(end - start - 1)
        && whole
    {
        return own[start].clone();
    }
    let mut sum = Vec::new();
    for vector in pieces.iter().flat_map(|piece| &given[0][piece.clone()]) {
        sum.resize(vector.len(), 0.0);
        sum.iter_mut().zip(vector).for_each(|(s, x)| *s += x);
    }
    sum
}

fn check(versions: &[Version<'_>], anchors: &[Anchor]) -> Result<()> {
    let mut held: Vec<Vec<Option<&Anchor>>> =
        versions.iter().map(|version| vec![None; version.segments.len()]).collect();
    for anchor in anchors {
        let wrong = |what: String| Error::new(Kind::Usage, what).at(anchor.place.clone());
        if anchor.filled().next().is_none() {
            return Err(wrong("the anchor holds no segment".to_owned()));
        }
        for (v, group) in anchor.filled() {
            let lang = versions.get(v).map_or("?", |version| version.lang.as_str());
            let own = held.get_mut(v).map(Vec::as_mut_slice).unwrap_or_default();
            let count = own.len();
            let Some(own) = own.get_mut(group.clone()) else {
                let what = format!("there is no segment {} in `{lang}`", group.end - 1);
                return Err(wrong(what).help(format!("it has {count} segments, numbered from 0")));
            };
            if let Some(other) = own.iter().flatten().next() {
                let what = format!("segments of `{lang}` are in two anchors");
                return Err(wrong(what).help(format!("the other one is at {}", other.place)));
            }
            own.fill(Some(anchor));
        }
    }
    Ok(())
}

/// The anchors that rise in every version, and the others: for each pair of versions those in the
/// heaviest rising chain stay, so that two versions lose as little as can be.
fn in_order<'a>(
    versions: &[Version<'_>],
    anchors: &'a [Anchor],
) -> (Vec<&'a Anchor>, Vec<&'a Anchor>) {
    let mut out = vec![false; anchors.len()];
    for (x, y) in pairs(versions.len()) {
        // What a point stands for, by its segment of the first version.
        let mut crossing: BTreeMap<usize, usize> = BTreeMap::new();
        let mut points = Vec::new();
        for (number, anchor) in anchors.iter().enumerate().filter(|(number, _)| !out[*number]) {
            if let (Some(i), Some(j)) = (anchor.start(x), anchor.start(y)) {
                crossing.insert(i, number);
                points.push(band::Anchor { i, j, weight: anchor.weight() as f64 });
            }
        }
        for point in band::chain(points, versions[y].segments.len()) {
            crossing.remove(&point.i);
        }
        crossing.into_values().for_each(|number| out[number] = true);
    }
    let (mut kept, mut moved) = (Vec::new(), Vec::new());
    for (anchor, out) in anchors.iter().zip(out) {
        if out { moved.push(anchor) } else { kept.push(anchor) }
    }
    (kept, moved)
}

/// For every segment of version `v` the anchor that holds it, by number.
fn holders(anchors: &[&Anchor], v: usize, segments: usize) -> Vec<Option<usize>> {
    let mut held = vec![None; segments];
    for (number, anchor) in anchors.iter().enumerate() {
        if let Some(group) = &anchor.groups[v] {
            held[group.clone()].fill(Some(number));
        }
    }
    held
}
