//! Which words of two versions find one another by their vectors: as clauses do
//! ([`crate::align::clauses`]), for what a translator moves over the end of a sentence may be a name or
//! a few words.
//!
//! A word by itself says little to a model of sentences, so that only words very much alike count.

use crate::align::attention::{self, Focus};
use crate::align::band::Band;
use crate::align::embedding::{Words, deviation, dot};
use crate::align::mutual::Mutual;

const FOCUS: Focus = Focus { nothing: 4.0, softness: 0.3 };

/// Words less alike, in standard deviations of chance meetings, hardly get any attention.
const LEAST: f32 = 3.0;

/// What the words of two versions, of vectors of length one, find in one another within a band.
pub fn inside(a: &Words, b: &Words, band: &Band) -> Mutual {
    let (in_a, in_b) = (places(a), places(b));
    let forth = attention(a, &in_a, b, band);
    let mut back: Vec<Vec<(u32, f32)>> = vec![Vec::new(); b.vectors.len()];
    for (x, alike) in (0..).zip(&forth) {
        alike.iter().for_each(|&(y, attention)| back[y as usize].push((x, attention)));
    }
    let sides = [(a, &forth, &in_b), (b, &back, &in_a)];
    attention::mutual(band, b.segments.len(), |side, segment, ends, tell| {
        let (from, alike, places) = sides[side];
        let near = attention::near(&ends, [b, a][side].segments.len());
        let to = |&word: &u32| {
            let mut to = vec![0.0; near.len()];
            for &(other, attention) in &alike[word as usize] {
                let from = places[other as usize].partition_point(|&s| (s as usize) < near.start);
                let inside = places[other as usize][from..].iter().map(|&s| s as usize);
                inside
                    .take_while(|s| near.contains(s))
                    .for_each(|s| to[s - near.start] += attention);
            }
            to
        };
        // A word that finds nothing says nothing.
        let finds = |word: &&u32| !alike[**word as usize].is_empty();
        let found = from.segments[segment].iter().filter(finds).map(to);
        attention::stays(&found.collect::<Vec<_>>(), &near, ends, tell);
    })
}

/// The segments of every word.
fn places(words: &Words) -> Vec<Vec<u32>> {
    let mut places = vec![Vec::new(); words.vectors.len()];
    for (segment, own) in (0..).zip(&words.segments) {
        own.iter().for_each(|&word| places[word as usize].push(segment));
    }
    places
}

/// For every word of the first version, which stands in the segments `in_a`, those of the second that
/// stand near it, with their attention.
fn attention(a: &Words, in_a: &[Vec<u32>], b: &Words, band: &Band) -> Vec<Vec<(u32, f32)>> {
    let (x, y) = (&a.vectors, &b.vectors);
    let spread = deviation(x.len(), y.len(), |i, j| dot(&x[i], &y[j]));
    // The last word of the first version that each was compared with.
    let mut compared = vec![usize::MAX; y.len()];
    let mut all = Vec::with_capacity(x.len());
    for (word, (vector, places)) in x.iter().zip(in_a).enumerate() {
        let mut alike = Vec::new();
        for &segment in places {
            let sight = attention::in_sight(band, segment as usize, b.segments.len());
            for &other in b.segments[sight].iter().flatten() {
                if std::mem::replace(&mut compared[other as usize], word) == word {
                    continue;
                }
                let likeness = dot(vector, &y[other as usize]) / spread;
                if likeness > LEAST {
                    alike.push((other, FOCUS.attention(likeness)));
                }
            }
        }
        all.push(alike);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of these subjects, of thirty, in each segment.
    fn words(segments: &[&[usize]]) -> Words {
        let vector = |subject: usize| (0..30).map(|k| f32::from(k == subject)).collect();
        Words {
            vectors: (0..30).map(vector).collect(),
            segments: segments.iter().map(|s| s.iter().map(|&w| w as u32).collect()).collect(),
        }
    }

    #[test]
    fn a_word_that_stands_beyond_speaks_against_a_link() {
        let straight = words(&[&[0], &[1, 2], &[3], &[4]]);
        let moved = words(&[&[0], &[1], &[2, 3], &[4]]);
        let band = Band::full(4, 4);
        let found = |a: &Words| inside(a, &straight, &band).sums(&band, 2, 2)[1][1];
        assert_eq!(found(&straight), 0.0);
        assert!(found(&moved) < -2.0, "{}", found(&moved));
        // Of two with two nothing stands beyond.
        let both = inside(&moved, &straight, &band).sums(&band, 3, 3);
        assert_eq!(both[2][2], 0.0);
        // What finds nothing says nothing.
        let other = words(&[&[9], &[8, 7], &[6], &[5]]);
        assert_eq!(found(&other), 0.0);
    }

    #[test]
    fn words_that_nobody_asked_for_say_nothing() {
        let band = Band::full(1, 1);
        let none = Words { vectors: Vec::new(), segments: vec![Vec::new()] };
        assert_eq!(inside(&none, &none, &band).sums(&band, 1, 1)[1][1], 0.0);
    }
}
