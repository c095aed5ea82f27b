//! Which clauses of two versions find one another, as one more signal beside how alike whole groups
//! are ([`crate::align::likeness`]).
//!
//! Every clause looks for its counterpart among those of the other version near a link, and among
//! them and nothing shares its attention out by how alike they are (a softmax, as in the alignment of
//! words by Bahdanau, Cho and Bengio 2015). Of a right link all attention stays inside; where a
//! translator moved a clause over the end of a sentence, it leaves the links of both sentences, but
//! not the link of two with two. What is said is the logarithm of the share that stays, summed over
//! the clauses: like the words' it is a log-likelihood that costs nothing where all is in order, so
//! that merging wins nothing by itself.

use crate::align::band::Band;
use crate::align::embedding::{Own, deviation, dot};
use crate::align::mutual::{Mutual, Said};
use crate::align::pair::MAX_GROUP;
use std::ops::Range;

/// So alike, in standard deviations of chance meetings, that the counterpart is as likely there as
/// nowhere.
const NOTHING: f32 = 1.0;
/// How many standard deviations more make it e times as likely.
const SOFTNESS: f32 = 0.6;
/// No likeness counts for more than so many standard deviations.
const HIGHEST: f32 = 8.0;
/// How many segments on both sides of a link are looked at too.
const AROUND: usize = 3;

/// What the clauses of two versions, of vectors of length one, find in one another within a band: the
/// logarithm of the share of their attention.
pub fn inside(a: &Own, b: &Own, band: &Band) -> Mutual {
    let (a, b) = (Side::new(a), Side::new(b));
    let meeting = Meeting::new(&a, &b);
    let mut forth = vec![Said::default(); band.cells()];
    for i in 1..=band.rows() {
        let (low, high) = band.range(i);
        meeting.find(i - 1, low..high + 1, |j, found| {
            band.cell(i, j).into_iter().for_each(|cell| forth[cell] = found);
        });
    }
    let meeting = Meeting::new(&b, &a);
    let mut back = vec![Said::default(); band.cells()];
    for (j, (low, high)) in band.columns(b.segments()).into_iter().enumerate().skip(1) {
        meeting.find(j - 1, low..high + 1, |i, found| {
            band.cell(i, j).into_iter().for_each(|cell| back[cell] = found);
        });
    }
    Mutual { forth, back }
}

/// The clauses of a version, each of length one.
struct Side {
    clauses: Vec<Vec<f32>>,
    /// Where those of each segment begin, and the end.
    starts: Vec<usize>,
    /// Their mean.
    centre: Vec<f32>,
}

impl Side {
    fn new(own: &Own) -> Side {
        let clauses: Vec<Vec<f32>> = own.clauses.iter().flatten().cloned().collect();
        let mut starts = vec![0];
        starts.extend(own.clauses.iter().scan(0, |end, clauses| {
            *end += clauses.len();
            Some(*end)
        }));
        let mut centre = vec![0.0; clauses.first().map_or(0, Vec::len)];
        for clause in &clauses {
            let share = |(sum, x): (&mut f32, &f32)| *sum += x / clauses.len() as f32;
            centre.iter_mut().zip(clause).for_each(share);
        }
        Side { clauses, starts, centre }
    }

    fn segments(&self) -> usize {
        self.starts.len() - 1
    }

    fn of(&self, segment: usize) -> Range<usize> {
        self.starts[segment]..self.starts[segment + 1]
    }
}

/// The clauses that look, those that are looked for, and what chance makes of their cosines.
struct Meeting<'a> {
    from: &'a Side,
    to: &'a Side,
    /// What the cosine of each clause with one of the other version is on average.
    forth: Vec<f32>,
    back: Vec<f32>,
    /// The standard deviation of the difference from that.
    spread: f32,
}

impl<'a> Meeting<'a> {
    fn new(from: &'a Side, to: &'a Side) -> Meeting<'a> {
        let usual =
            |of: &Side, with: &Side| of.clauses.iter().map(|c| dot(c, &with.centre)).collect();
        let mut meeting =
            Meeting { from, to, forth: usual(from, to), back: usual(to, from), spread: 1.0 };
        let (n, m) = (from.clauses.len(), to.clauses.len());
        meeting.spread = deviation(n, m, |x, y| meeting.difference(x, y));
        meeting
    }

    /// How far a cosine is from what is usual.
    fn difference(&self, x: usize, y: usize) -> f32 {
        let usual = 0.5 * (self.forth[x] + self.back[y]);
        dot(&self.from.clauses[x], &self.to.clauses[y]) - usual
    }

    /// How alike two clauses are, in standard deviations of chance meetings.
    fn alike(&self, x: usize, y: usize) -> f32 {
        self.difference(x, y) / self.spread
    }

    /// What the clauses of a segment find in groups that end at each of the places `ends`.
    fn find(&self, segment: usize, ends: Range<usize>, mut tell: impl FnMut(usize, Said)) {
        let first = ends.start.saturating_sub(MAX_GROUP + AROUND);
        let last = (ends.end + AROUND - 1).min(self.to.segments());
        // For each clause the attention to all segments before each of those near by, beside that
        // to nothing.
        let sums = self.from.of(segment).map(|x| {
            let mut sum = 0.0;
            let attention = |y| ((self.alike(x, y).min(HIGHEST) - NOTHING) / SOFTNESS).exp();
            let until = (first..last).map(|s| {
                sum += self.to.of(s).map(attention).sum::<f32>();
                sum
            });
            std::iter::once(0.0).chain(until).collect::<Vec<f32>>()
        });
        let sums: Vec<Vec<f32>> = sums.collect();
        for end in ends {
            let mut found = Said::default();
            for (size, found) in (1..=end).zip(&mut found) {
                let start = end - size;
                let near = [start.saturating_sub(AROUND), start, end, (end + AROUND).min(last)];
                let near = near.map(|s| s.max(first) - first);
                for sums in &sums {
                    let [low, start, end, high] = near.map(|s| sums[s]);
                    *found += ((1.0 + end - start) / (1.0 + high - low)).ln();
                }
            }
            tell(end, found);
        }
    }
}
