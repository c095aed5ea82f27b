//! Which clauses of two versions find one another, as one more signal beside how alike whole groups
//! are ([`crate::align::likeness`]): how much of the attention of each stays inside a link
//! ([`crate::align::attention`]).

use crate::align::attention::{self, Focus};
use crate::align::band::Band;
use crate::align::embedding::{Own, deviation, dot};
use crate::align::mutual::{Mutual, Said};
use std::ops::Range;

const FOCUS: Focus = Focus { nothing: 1.0, softness: 0.6 };

/// What the clauses of two versions, of vectors of length one, find in one another within a band.
pub fn inside(a: &Own, b: &Own, band: &Band) -> Mutual {
    let (a, b) = (Side::new(a), Side::new(b));
    let meetings = [Meeting::new(&a, &b), Meeting::new(&b, &a)];
    attention::mutual(band, b.segments(), |side, segment, ends, tell| {
        meetings[side].find(segment, ends, tell);
    })
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
    fn find(&self, segment: usize, ends: Range<usize>, tell: impl FnMut(usize, Said)) {
        let near = attention::near(&ends, self.to.segments());
        let to = |x: usize| {
            let attention = |y| FOCUS.attention(self.alike(x, y));
            near.clone().map(|s| self.to.of(s).map(attention).sum()).collect::<Vec<f32>>()
        };
        let attention: Vec<Vec<f32>> = self.from.of(segment).map(to).collect();
        attention::stays(&attention, &near, ends, tell);
    }
}
