//! How alike groups of two versions are by their vectors, as one more signal.
//!
//! It is the cosine of their vectors, from which the mean of the segments of their version was taken,
//! less what each of them has in common with groups of that size met by chance (the margin of Artetxe
//! and Schwenk 2019, the randomised normalisation of Thompson and Koehn 2019), in standard deviations
//! of such chance meetings: so the scale of the model is of no account. A merged group is scored as a whole, and by what its outermost segments
//! add to it. What speaks against a link is that a part of the translation stands beside it: that
//! one more segment would make the groups more alike, or that a clause at the end of a segment is
//! more like what follows the link than like what the link holds.

use crate::align::band::Band;
use crate::align::clauses;
use crate::align::embedding::{Groups, Own, deviation, dot};
use crate::align::pair::{MAX_GROUP, SHAPES};
use crate::align::weights::Parts;
use crate::align::words;

/// How many numbers say how alike two groups are.
pub const SIGNALS: usize = 16;

/// What is said of a link: what the texts say themselves, by form, ends, lengths and items; how alike
/// the groups are, the same for every further segment that both have, and how much more so than
/// their halves; what the outermost segments add, what the next ones would add, whether clauses
/// stand on the other side of its end; whether it is a segment without counterpart, a group of
/// three, a larger one, or one of several segments on both sides; and what clauses and words find in
/// it.
pub type Signal = [f32; SIGNALS];

/// The position in it of: how much more alike groups are than their halves.
pub const WHOLE: usize = 6;
/// The position in it of: several segments on both sides.
pub const SEVERAL: usize = 13;
/// The position in it of: what clauses find in the link.
pub const INSIDE: usize = 14;
/// The position in it of: what words find in the link.
pub const WORDS: usize = 15;

/// No likeness counts for more than so many standard deviations.
const HIGHEST: f32 = 8.0;
const LOWEST: f32 = -3.0;
/// Nor does what a segment or a clause changes.
const MOST: f32 = 4.0;

/// How alike the groups of two versions are, within a band.
#[derive(Debug)]
pub struct Likeness {
    band: Band,
    cells: Vec<Cell>,
}

/// What is known of the links that end at one place.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// For each shape: how alike the groups are, what the outermost segments add, what the next
    /// ones would add, how much more alike they are than their halves, and what clauses and words
    /// find.
    shapes: [[f32; 6]; SHAPES.len()],
    /// By how much a clause is more like the other side of this place.
    crossing: f32,
}

impl Likeness {
    /// Compares the groups of two versions.
    pub fn new(a: &Own, b: &Own, band: &Band) -> Likeness {
        let (a, b) = (a.centred(), b.centred());
        let clauses = clauses::inside(&a, &b, band);
        // Where nobody asked for words there is nothing to compare.
        let words = a.words.are_there() && b.words.are_there();
        let words = words.then(|| words::inside(&a.words, &b.words, band));
        let (a, b) = (Side::new(a), Side::new(b));
        let meeting = Meeting::new(&a, &b, band);
        let mut cells = Vec::with_capacity(band.cells());
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            for j in low..=high {
                let inside = clauses.sums(band, i, j);
                let found = words.as_ref().map(|words| words.sums(band, i, j)).unwrap_or_default();
                let shapes = SHAPES.map(|(p, q)| match p > i || q > j || p == 0 || q == 0 {
                    true => [0.0; 6],
                    false => [
                        meeting.alike(i, j, p, q),
                        meeting.added(i, j, p, q),
                        meeting.wanted(i, j, p, q),
                        meeting.whole(i, j, p, q),
                        inside[p][q],
                        found[p][q],
                    ],
                });
                cells.push(Cell { shapes, crossing: meeting.crossing(i, j) });
            }
        }
        Likeness { band: band.clone(), cells }
    }

    /// What is said of the link of the shape number `shape` that ends at `(i, j)`, to which the
    /// other signals give `score`.
    pub fn signal(&self, i: usize, j: usize, shape: usize, own: Parts) -> Signal {
        let (p, q) = SHAPES[shape];
        let cell = self.band.cell(i, j).map(|cell| self.cells[cell]).unwrap_or_default();
        let [alike, added, wanted, gain, inside, found] = cell.shapes[shape];
        let further = alike * p.min(q).saturating_sub(1) as f32;
        let is = |condition: bool| f32::from(u8::from(condition));
        let linked = p > 0 && q > 0;
        let [alone, three, larger] =
            [is(!linked), is(linked && p + q == 3), is(linked && p + q > 3)];
        let [form, ends, length, said] = own;
        let several = is(p > 1 && q > 1);
        [
            form,
            ends,
            length,
            said,
            alike,
            further,
            gain,
            added,
            wanted,
            cell.crossing,
            alone,
            three,
            larger,
            several,
            inside,
            found,
        ]
    }
}

/// The vectors of a version, each of length one.
struct Side {
    groups: Groups,
    /// The means of those of each size.
    centres: [Vec<f32>; MAX_GROUP],
    /// The first and the last clause of each segment; nothing where that is one clause.
    edges: [Vec<Vec<f32>>; 2],
}

impl Side {
    fn new(own: Own) -> Side {
        let Own { groups, clauses, .. } = own;
        let centre = |size: usize| -> Vec<f32> {
            let all: &Vec<Vec<f32>> = &groups[size];
            let mut sum = vec![0.0; groups[0].first().map_or(0, Vec::len)];
            for vector in all {
                sum.iter_mut().zip(vector).for_each(|(s, x)| *s += x / all.len() as f32);
            }
            sum
        };
        let centres = std::array::from_fn(centre);
        let several = || clauses.iter().map(|c| if c.len() > 1 { c.as_slice() } else { &[] });
        let edges = [
            several().map(|clauses| clauses.first().cloned().unwrap_or_default()).collect(),
            several().map(|clauses| clauses.last().cloned().unwrap_or_default()).collect(),
        ];
        Side { groups, centres, edges }
    }

    /// The group of `size` segments that ends at `end`.
    fn group(&self, end: usize, size: usize) -> &[f32] {
        &self.groups[size - 1][end - size]
    }

    /// By how much the clauses on both sides of `end` are more like the segments of `other` beyond
    /// theirs, of which one ends at `other_end`.
    fn crossing(&self, end: usize, other: &Side, other_end: usize) -> f32 {
        let [before, after] = [other_end, other_end + 1].map(|end| other.group(end, 1));
        let (last, first) = (&self.edges[1][end - 1], &self.edges[0][end]);
        (dot(last, after) - dot(last, before)).max(dot(first, before) - dot(first, after))
    }
}

/// Two versions, and what chance makes of the cosines between them.
struct Meeting<'a> {
    a: &'a Side,
    b: &'a Side,
    band: &'a Band,
    /// The cosines of all groups that end in each cell, by their sizes.
    cosines: Vec<[[f32; MAX_GROUP]; MAX_GROUP]>,
    /// What the cosine of each group of the first version with one of `q` segments is on average,
    /// by the size of the group, its number and `q`.
    forth: [Vec<[f32; MAX_GROUP]>; MAX_GROUP],
    back: [Vec<[f32; MAX_GROUP]>; MAX_GROUP],
    /// The standard deviation of the difference from that, by the sizes of the groups.
    spread: [[f32; MAX_GROUP]; MAX_GROUP],
}

impl<'a> Meeting<'a> {
    fn new(a: &'a Side, b: &'a Side, band: &'a Band) -> Meeting<'a> {
        let usual = |of: &Side, with: &Side| -> [Vec<[f32; MAX_GROUP]>; MAX_GROUP] {
            std::array::from_fn(|size| {
                let groups = of.groups[size].iter();
                groups.map(|g| std::array::from_fn(|q| dot(g, &with.centres[q]))).collect()
            })
        };
        let (forth, back) = (usual(a, b), usual(b, a));
        let mut cosines = Vec::with_capacity(band.cells());
        for i in 0..=band.rows() {
            let (low, high) = band.range(i);
            cosines.extend((low..=high).map(|j| {
                let cosine = |p: usize, q: usize| match p > i || q > j {
                    true => 0.0,
                    false => dot(a.group(i, p), b.group(j, q)),
                };
                std::array::from_fn(|p| std::array::from_fn(|q| cosine(p + 1, q + 1)))
            }));
        }
        let spread = [[1.0; MAX_GROUP]; MAX_GROUP];
        let mut meeting = Meeting { a, b, band, cosines, forth, back, spread };
        for p in 1..=MAX_GROUP {
            for q in 1..=MAX_GROUP {
                let (n, m) = (a.groups[p - 1].len(), b.groups[q - 1].len());
                let difference = |i: usize, j: usize| meeting.difference(i + p, j + q, p, q);
                meeting.spread[p - 1][q - 1] = deviation(n, m, difference);
            }
        }
        meeting
    }

    /// The cosine of two groups that end at `(i, j)`.
    fn cosine(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        match self.band.cell(i, j) {
            Some(cell) => self.cosines[cell][p - 1][q - 1],
            None => dot(self.a.group(i, p), self.b.group(j, q)),
        }
    }

    /// How far a cosine is from what is usual.
    fn difference(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let usual = self.forth[p - 1][i - p][q - 1] + self.back[q - 1][j - q][p - 1];
        self.cosine(i, j, p, q) - 0.5 * usual
    }

    fn alike(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        (self.difference(i, j, p, q) / self.spread[p - 1][q - 1]).clamp(LOWEST, HIGHEST)
    }

    /// The best cosine of some groups that end at `(i, j)`, less that of the groups of `p` and `q`
    /// segments.
    fn gain(
        &self,
        (i, j, p, q): (usize, usize, usize, usize),
        others: [Option<(usize, usize, usize, usize)>; 4],
    ) -> Option<f32> {
        let cosines = others.into_iter().flatten().map(|(i, j, p, q)| self.cosine(i, j, p, q));
        let best = cosines.reduce(f32::max)?;
        Some((best - self.cosine(i, j, p, q)) / self.spread[p - 1][q - 1])
    }

    /// By how much the groups are more alike than without one of their outermost segments, at
    /// the least.
    fn added(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let without = [
            (p > 1).then(|| (i - 1, j, p - 1, q)),
            (p > 1).then(|| (i, j, p - 1, q)),
            (q > 1).then(|| (i, j - 1, p, q - 1)),
            (q > 1).then(|| (i, j, p, q - 1)),
        ];
        self.gain((i, j, p, q), without).map_or(0.0, |gain| (-gain).clamp(-MOST, MOST))
    }

    /// By how much the groups are more alike as a whole than the halves of them are, each with
    /// its counterpart.
    fn whole(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let halves = (1..p).flat_map(|x| (1..q).map(move |y| (x, y)));
        let mean = |(x, y): (usize, usize)| {
            0.5 * (self.alike(i - x, j - y, p - x, q - y) + self.alike(i, j, x, y))
        };
        halves.map(mean).reduce(f32::max).map_or(0.0, |best| self.alike(i, j, p, q) - best)
    }

    /// By how much the groups would be more alike with one of the segments next to them, at the
    /// most: more than nothing where a part of the translation stands there.
    fn wanted(&self, i: usize, j: usize, p: usize, q: usize) -> f32 {
        let (n, m) = (self.a.groups[0].len(), self.b.groups[0].len());
        let (longer, wider) = (p < MAX_GROUP, q < MAX_GROUP);
        let with = [
            (longer && i < n).then(|| (i + 1, j, p + 1, q)),
            (longer && i > p).then(|| (i, j, p + 1, q)),
            (wider && j < m).then(|| (i, j + 1, p, q + 1)),
            (wider && j > q).then(|| (i, j, p, q + 1)),
        ];
        self.gain((i, j, p, q), with).map_or(0.0, |gain| gain.clamp(-MOST, MOST))
    }

    /// By how much a clause next to `(i, j)` is more like the segment on the other side of it, at
    /// the most.
    fn crossing(&self, i: usize, j: usize) -> f32 {
        let (n, m) = (self.a.groups[0].len(), self.b.groups[0].len());
        if i == 0 || j == 0 || i == n || j == m {
            return 0.0;
        }
        let most = self.a.crossing(i, self.b, j).max(self.b.crossing(j, self.a, i));
        (most / self.spread[0][0]).clamp(0.0, MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::embedding::Words;
    use crate::align::weights::PARTS;

    /// Segments of clauses of these subjects.
    fn own(segments: &[&[&[usize]]]) -> Own {
        let vector = |subjects: &[usize]| {
            let mut vector = vec![0.0; 6];
            subjects.iter().for_each(|&s| vector[s] = 1.0);
            vector
        };
        let group = |size: usize| {
            let all = segments.windows(size);
            all.map(|group| vector(&group.concat().concat())).collect::<Vec<_>>()
        };
        let words = Words { vectors: vec![], segments: vec![vec![]; segments.len()] };
        let clauses = segments.iter().map(|own| own.iter().map(|c| vector(c)).collect());
        Own { groups: [1, 2, 3, 4, 5].map(group), clauses: clauses.collect(), words }
    }

    /// What is said of the 1-1 link that ends at `(2, 2)` of four segments.
    fn second(a: &Own, b: &Own) -> Signal {
        Likeness::new(a, b, &Band::full(4, 4)).signal(2, 2, 0, [0.0; PARTS])
    }

    /// Signals by their position.
    const ALIKE: usize = 4;
    const WANTED: usize = 8;
    const CROSSING: usize = 9;

    const STRAIGHT: [&[&[usize]]; 4] = [&[&[0]], &[&[1]], &[&[2]], &[&[3]]];

    #[test]
    fn a_part_that_stands_beside_speaks_against_a_link() {
        let straight = own(&STRAIGHT);
        let longer = own(&[&[&[0]], &[&[1, 2]], &[&[]], &[&[3]]]);
        let (right, wrong) = (second(&straight, &straight), second(&longer, &straight));
        assert!(right[ALIKE] > wrong[ALIKE], "{right:?}, {wrong:?}");
        assert!(right[WANTED] < 0.0 && wrong[WANTED] > 0.0, "{right:?}, {wrong:?}");
    }

    #[test]
    fn a_clause_that_stands_beyond_speaks_against_an_end() {
        let with = |clause: &[usize]| own(&[&[&[0]], &[&[1], clause], &[&[2]], &[&[3]]]);
        let plain = own(&STRAIGHT);
        assert_eq!(second(&with(&[1]), &plain)[CROSSING], 0.0);
        assert!(second(&with(&[2]), &plain)[CROSSING] > 0.0);
        assert!(second(&plain, &with(&[2]))[CROSSING] > 0.0);
    }

    #[test]
    fn clauses_that_find_one_another_elsewhere_speak_against_a_link() {
        let straight = own(&STRAIGHT);
        let shifted = own(&[&[&[0]], &[&[1], &[2]], &[&[4]], &[&[3]]]);
        let both = SHAPES.iter().position(|size| *size == (2, 2)).unwrap();
        let inside = |a: &Own, shape: usize, end: usize| {
            Likeness::new(a, &straight, &Band::full(4, 4)).signal(end, end, shape, [0.0; PARTS])
                [INSIDE]
        };
        assert!(inside(&shifted, 0, 2) < inside(&straight, 0, 2) - 0.5);
        assert!(inside(&shifted, both, 3) > inside(&shifted, 0, 2) + 0.5);
    }

    #[test]
    fn parts_that_have_changed_places_speak_for_the_whole() {
        let straight = own(&STRAIGHT);
        let turned = own(&[&[&[1]], &[&[0]], &[&[2]], &[&[3]]]);
        let shape = SHAPES.iter().position(|size| *size == (2, 2)).unwrap();
        let whole = |a: &Own| {
            Likeness::new(a, &straight, &Band::full(4, 4)).signal(2, 2, shape, [0.0; PARTS])[WHOLE]
        };
        assert!(whole(&turned) > whole(&straight) + 1.0);
    }
}
