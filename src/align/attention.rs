//! How much of the attention of one version stays inside a link.
//!
//! Something of one version, a clause or a word, looks for its counterpart in the other version near a
//! link, and among what stands there and nothing shares its attention out by how alike they are (a
//! softmax, as in the alignment of words by Bahdanau, Cho and Bengio 2015). Of a right link all
//! attention stays inside; where a translator moved something over the end of a sentence, it leaves
//! the links of both sentences, but not the link of two with two. What is said is the logarithm of the
//! share that stays, summed over all that looks: like the ties' it is a log-likelihood that costs
//! nothing where all is in order, so that merging wins nothing by itself.

use crate::align::band::Band;
use crate::align::mutual::{Mutual, Said};
use crate::align::pair::MAX_GROUP;
use std::ops::Range;

/// How many segments on both sides of a link are looked at too.
const AROUND: usize = 3;

/// No likeness counts for more than so many standard deviations.
const HIGHEST: f32 = 8.0;

/// How attention hangs on likeness, in standard deviations of chance meetings.
#[derive(Debug, Clone, Copy)]
pub struct Focus {
    /// So alike that the counterpart is as likely there as nowhere.
    pub nothing: f32,
    /// So much more alike that it is e times as likely.
    pub softness: f32,
}

impl Focus {
    /// The attention to something so alike, beside 1 to nothing.
    pub fn attention(&self, alike: f32) -> f32 {
        ((alike.min(HIGHEST) - self.nothing) / self.softness).exp()
    }
}

/// The segments that are looked at when groups end at each of the places `ends`, of so many segments.
pub fn near(ends: &Range<usize>, segments: usize) -> Range<usize> {
    let last = (ends.end + AROUND).saturating_sub(1).min(segments);
    ends.start.saturating_sub(MAX_GROUP + AROUND).min(last)..last
}

/// The segments of the second version that something in a segment of the first can look at, or that can
/// look at it.
pub fn in_sight(band: &Band, segment: usize, segments: usize) -> Range<usize> {
    let rows =
        (segment + 1).saturating_sub(AROUND)..=(segment + MAX_GROUP + AROUND).min(band.rows());
    let ranges = rows.map(|row| band.range(row));
    match ranges.reduce(|(low, high), (l, h)| (low.min(l), high.max(h))) {
        Some((low, high)) => near(&(low..high + 1), segments),
        None => 0..0,
    }
}

/// Says, for each of the places `ends`, what stays of the attention inside the groups that end there:
/// the sum of the logarithms. Of each that looks, `attention` holds the attention to each of the
/// segments [`near`].
pub fn stays(
    attention: &[Vec<f32>],
    near: &Range<usize>,
    ends: Range<usize>,
    mut tell: impl FnMut(usize, Said),
) {
    let until = |attention: &Vec<f32>| {
        let sums = attention.iter().scan(0.0, |sum, a| {
            *sum += a;
            Some(*sum)
        });
        std::iter::once(0.0).chain(sums).collect::<Vec<f32>>()
    };
    let sums: Vec<Vec<f32>> = attention.iter().map(until).collect();
    for end in ends {
        let mut said = Said::default();
        for (size, said) in (1..=end).zip(&mut said) {
            let start = end - size;
            let places = [start.saturating_sub(AROUND), start, end, end + AROUND];
            let places = places.map(|s| s.clamp(near.start, near.end) - near.start);
            for sums in &sums {
                let [low, start, end, high] = places.map(|s| sums[s]);
                *said += ((1.0 + end - start) / (1.0 + high - low)).ln();
            }
        }
        tell(end, said);
    }
}

/// What both versions, the second of so many segments, find in one another within a band. `find` is
/// given the version that looks, the number of its segment, the places where groups of the other end,
/// and whom to tell.
pub fn mutual(
    band: &Band,
    segments: usize,
    mut find: impl FnMut(usize, usize, Range<usize>, &mut dyn FnMut(usize, Said)),
) -> Mutual {
    let mut forth = vec![Said::default(); band.cells()];
    for i in 1..=band.rows() {
        let (low, high) = band.range(i);
        find(0, i - 1, low..high + 1, &mut |j, said| {
            band.cell(i, j).into_iter().for_each(|cell| forth[cell] = said);
        });
    }
    let mut back = vec![Said::default(); band.cells()];
    for (j, (low, high)) in band.columns(segments).into_iter().enumerate().skip(1) {
        find(1, j - 1, low..high + 1, &mut |i, said| {
            band.cell(i, j).into_iter().for_each(|cell| back[cell] = said);
        });
    }
    Mutual { forth, back }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_beyond_the_ends_speaks_against_a_link() {
        let ends = 1..4;
        let near = near(&ends, 3);
        assert_eq!(near, 0..3);
        // One clause finds its counterpart in the second segment, one finds none.
        let mut said = Vec::new();
        let attention = [vec![0.0, 9.0, 0.0], vec![0.0; 3]];
        stays(&attention, &near, ends, |end, found| said.push((end, found)));
        let lost = 0.1f32.ln();
        let found = |end: usize, size: usize| said[end - 1].1[size - 1];
        assert_eq!(said.iter().map(|(end, _)| *end).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!([found(2, 1), found(2, 2), found(3, 2), found(3, 3)], [0.0; 4]);
        assert!((found(1, 1) - lost).abs() < 1e-5 && (found(3, 1) - lost).abs() < 1e-5, "{said:?}");
    }

    #[test]
    fn what_looks_either_way_is_in_sight() {
        let n = 40;
        let band =
            Band::new(n, n, (0..=n).map(|i| (i.saturating_sub(1), (i + 1).min(n))).collect());
        let mut looked = vec![vec![false; n]; n];
        let columns = band.columns(n);
        for s in 0..n {
            let (low, high) = band.range(s + 1);
            near(&(low..high + 1), n).for_each(|other| looked[s][other] = true);
            let (low, high) = columns[s + 1];
            near(&(low..high + 1), n).for_each(|other| looked[other][s] = true);
        }
        for (s, looked) in looked.iter().enumerate() {
            let sight = in_sight(&band, s, n);
            assert!((0..n).all(|other| !looked[other] || sight.contains(&other)), "{s}: {sight:?}");
            assert!(sight.len() <= 25, "{s}: {sight:?}");
        }
    }

    #[test]
    fn nothing_is_looked_for_where_nothing_is() {
        assert_eq!(near(&(0..1), 0), 0..0);
        stays(&[], &(0..0), 0..1, |end, said| assert_eq!((end, said), (0, Said::default())));
    }
}
