//! A set of small numbers, a bit for each.

use rayon::iter::{
    IndexedParallelIterator, IntoParallelRefIterator, IntoParallelRefMutIterator, ParallelIterator,
};
use std::ops::Range;

/// How many words of bits a core looks at before it takes others; and when each number takes long.
const PORTION: usize = 256;
const SMALL_PORTION: usize = 16;

/// The set.
#[derive(Clone)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn none(len: usize) -> Bits {
        Bits(vec![0; len.div_ceil(64)])
    }

    /// The numbers below `len`.
    pub(crate) fn all(len: usize) -> Bits {
        let mut bits = Bits(vec![u64::MAX; len.div_ceil(64)]);
        if let (Some(last), 1..) = (bits.0.last_mut(), len % 64) {
            *last = (1 << (len % 64)) - 1;
        }
        bits
    }

    /// How many numbers it has.
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    pub(crate) fn add(&mut self, number: u32) {
        if let Some(word) = self.0.get_mut(number as usize / 64) {
            *word |= 1 << (number % 64);
        }
    }

    pub(crate) fn keep(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
    }

    pub(crate) fn join(&mut self, other: &Bits) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    /// The numbers in this range.
    pub(crate) fn within(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        let words = (range.start / 64..).zip(self.words(&range));
        let numbers = words.flat_map(|(at, word)| numbers((at * 64, word)));
        numbers.filter(move |number| range.contains(number))
    }

    /// Whether there is a number in this range.
    pub(crate) fn meets(&self, range: Range<u32>) -> bool {
        self.within(range).next().is_some()
    }

    pub(crate) fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Leaves of the numbers in a range only those that are `wanted`, asking on all cores, each with
    /// something of its own at hand.
    pub(crate) fn retain<S: Default>(
        &mut self,
        range: Range<u32>,
        wanted: impl Fn(&mut S, u32) -> bool + Sync,
    ) {
        let (first, span) = (range.start / 64, self.span(&range));
        let words = self.0.get_mut(span).unwrap_or_default();
        let words = words.par_iter_mut().with_min_len(SMALL_PORTION).enumerate();
        words.for_each_init(S::default, |own, (at, word)| {
            for number in numbers(((first + at as u32) * 64, &word.clone())) {
                if range.contains(&number) && !wanted(own, number) {
                    *word &= !(1 << (number % 64));
                }
            }
        });
    }

    /// Leaves of every 64 numbers, counted from 0, only those of a mask, on all cores.
    pub(crate) fn keep_masked(&mut self, mask: impl Fn(usize) -> u64 + Sync) {
        let words = self.0.par_iter_mut().with_min_len(PORTION).enumerate();
        words.filter(|(_, word)| **word != 0).for_each(|(at, word)| *word &= mask(at));
    }

    /// Gathers the numbers in a range on all cores, each of which begins with something `empty`.
    pub(crate) fn gather<T: Send>(
        &self,
        range: Range<u32>,
        empty: impl Fn() -> T + Sync + Send,
        add: impl Fn(&mut T, u32) + Sync + Send,
    ) -> impl ParallelIterator<Item = T> {
        let (first, words) = (range.start / 64, self.words(&range));
        words.par_iter().with_min_len(PORTION).enumerate().fold(
            empty,
            move |mut all, (at, word)| {
                let numbers = numbers(((first + at as u32) * 64, word));
                numbers
                    .filter(|number| range.contains(number))
                    .for_each(|number| add(&mut all, number));
                all
            },
        )
    }

    /// The words in which the numbers of this range are.
    fn words(&self, range: &Range<u32>) -> &[u64] {
        self.0.get(self.span(range)).unwrap_or_default()
    }

    fn span(&self, range: &Range<u32>) -> Range<usize> {
        range.start as usize / 64..self.0.len().min(range.end.div_ceil(64) as usize)
    }
}

/// The numbers of a word of bits, the lowest of which is `first`.
fn numbers((first, &word): (u32, &u64)) -> impl Iterator<Item = u32> + use<> {
    let next = |&rest: &u64| (rest & (rest - 1) != 0).then(|| rest & (rest - 1));
    let words = std::iter::successors((word != 0).then_some(word), next);
    words.map(move |rest| first + rest.trailing_zeros())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_was_added() {
        let mut bits = Bits::none(300);
        [3, 64, 65, 299].into_iter().for_each(|number| bits.add(number));
        assert_eq!(bits.within(0..u32::MAX).collect::<Vec<_>>(), [3, 64, 65, 299]);
        for range in [0..3, 4..64, 66..299, 300..400, 7..7, 64..64] {
            assert!(!bits.meets(range.clone()), "{range:?}");
        }
        for range in [0..4, 3..5, 60..65, 66..300, 0..300] {
            assert!(bits.meets(range.clone()), "{range:?}");
        }
        bits.retain(0..299, |(): &mut (), number| number % 2 == 1);
        bits.retain(64..65, |(): &mut (), _| false);
        assert_eq!(bits.within(0..u32::MAX).collect::<Vec<_>>(), [3, 65, 299]);
        bits.keep_masked(|at| if at == 1 { !2 } else { 8 });
        assert_eq!(bits.within(0..u32::MAX).collect::<Vec<_>>(), [3]);
        for len in [0, 1, 63, 64, 65, 130] {
            assert_eq!(Bits::all(len).within(0..u32::MAX).count(), len);
            assert_eq!(Bits::all(len).len(), len);
        }
    }
}
