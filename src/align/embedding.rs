//! Vectors of a model outside the program.
//!
//! The caller gives a vector for every group of one to three segments of a version, of their
//! joined text (the overlaps of Thompson and Koehn 2019): what a sentence adds to the one before
//! it is seen by a model that reads both. Four are the two groups of three in them. The clauses of
//! a long segment have vectors of their own, since a translator may move them to the sentence before
//! or after; so have words of strange languages. [`crate::align::likeness`] compares groups,
//! [`crate::align::clauses`] clauses, [`crate::align::words`] words.

use crate::align::evidence::Evidence;
use crate::align::pair::MAX_GROUP;
use crate::align::{Segment, Version};
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;
use crate::lang::lexicon::Lexicon;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

/// The vectors for groups of 1 to [`MAX_GROUP`] segments, by their first segment. A vector of zeros
/// says nothing.
pub type Groups = [Vec<Vec<f32>>; MAX_GROUP];

/// The vectors of a version.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Of its groups of segments.
    pub groups: Groups,
    /// Of the clauses of every segment, in order; its own where it is one clause.
    pub clauses: Vec<Vec<Vec<f32>>>,
    /// Of words; none where nobody asked for them.
    pub words: Words,
}

/// The words of a version that say something.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// Their vectors.
    pub vectors: Vec<Vec<f32>>,
    /// For every segment the numbers of its words, each once.
    pub segments: Vec<Vec<u32>>,
}

impl Words {
    /// Whether there are any.
    pub fn are_there(&self) -> bool {
        !self.vectors.is_empty()
    }

    /// Whether they are the words of so many segments, and each has its vector.
    fn fit(&self, segments: usize) -> bool {
        let known = |word: &u32| (*word as usize) < self.vectors.len();
        self.segments.len() == segments && self.segments.iter().flatten().all(known)
    }
}

impl Own {
    /// The same less what all segments of the version have in common, its language above all, each of
    /// length one; words less what they have in common themselves. A few segments hardly show what is
    /// common: their mean counts as if some without direction were among them.
    pub fn centred(&self) -> Own {
        const DOUBT: f32 = 2.0;
        let common = common(&self.groups[0], DOUBT);
        let each = |vectors: &Vec<Vec<f32>>| less(vectors, &common);
        let words = &self.words.vectors;
        Own {
            groups: self.groups.each_ref().map(each),
            clauses: self.clauses.iter().map(each).collect(),
            words: Words {
                vectors: less(words, &self::common(words, 0.0)),
                segments: self.words.segments.clone(),
            },
        }
    }
}

/// The mean of the directions of some vectors, with so many that have none among them.
fn common(vectors: &[Vec<f32>], doubt: f32) -> Vec<f32> {
    let mut common = vec![0.0; vectors.first().map_or(0, Vec::len)];
    let all = vectors.len() as f32 + doubt;
    for vector in vectors {
        let share = |(sum, x): (&mut f32, f32)| *sum += x / all;
        common.iter_mut().zip(normal(vector)).for_each(share);
    }
    common
}

/// The directions of vectors less what is common; zeros stay zeros.
fn less(vectors: &[Vec<f32>], common: &[f32]) -> Vec<Vec<f32>> {
    let of = |vector: &Vec<f32>| -> Vec<f32> {
        let vector = normal(vector);
        let said = vector.iter().any(|x| *x != 0.0);
        let rest = vector.iter().zip(common).map(|(x, c)| if said { x - c } else { 0.0 });
        normal(&rest.collect::<Vec<f32>>())
    };
    vectors.iter().map(of).collect()
}

/// The vectors of every version, all of one dimension.
#[derive(Debug, Clone)]
pub struct Vectors(Vec<Own>);

impl Vectors {
    /// Asks for the vectors of every group of one to three segments of every version, of the clauses
    /// of segments, and of words where one of the languages is a strange one of which `lexicon` knows
    /// next to nothing: `ask` gives one for each text.
    ///
    /// # Errors
    /// Those of `ask`; and [`Kind::Usage`] when what it gives are not vectors of numbers of one
    /// dimension.
    pub fn ask(
        versions: &[Version<'_>],
        lexicon: &Lexicon,
        mut ask: impl FnMut(&Lang, &[String]) -> Result<Vec<Vec<f32>>>,
    ) -> Result<Vectors> {
        // The words of a lexicon say more than their vectors.
        let strange = versions.iter().any(|v| Evidence::new(v, lexicon).is_strange());
        let mut all = Vec::with_capacity(versions.len());
        for version in versions {
            let mut asked = [1, 2, 3].map(|size| texts(version, size));
            let counts = asked.each_ref().map(Vec::len);
            let clauses: Vec<Vec<&str>> =
                version.segments.iter().map(|segment| clauses(segment.text.trim())).collect();
            let several = |clauses: &&Vec<&str>| clauses.len() > 1;
            asked[2].extend(clauses.iter().filter(several).flatten().map(|&c| c.to_owned()));
            let none = || (Vec::new(), vec![Vec::new(); version.segments.len()]);
            let (words, segments) = if strange { words(version) } else { none() };
            asked[2].extend_from_slice(&words);
            let mut given = ask(&version.lang, &asked.concat())?;
            let others = given.len().saturating_sub(words.len());
            let words = Words { vectors: given.split_off(others), segments };
            let mut given = given.into_iter();
            let [one, two, three] =
                counts.map(|count| given.by_ref().take(count).collect::<Vec<_>>());
            let own = clauses.iter().zip(&one).map(|(clauses, whole)| match clauses.len() {
                1 => vec![whole.clone()],
                several => given.by_ref().take(several).collect(),
            });
            let clauses = own.collect();
            let (four, five) = (of_threes(&three, 1), of_threes(&three, 2));
            all.push(Own { groups: [one, two, three, four, five], clauses, words });
        }
        Vectors::new(all)
    }

    /// The vectors of versions.
    ///
    /// # Errors
    /// [`Kind::Usage`] when they differ in dimension or hold something that is no number.
    pub fn new(versions: Vec<Own>) -> Result<Vectors> {
        fit_together(&versions)?;
        Ok(Vectors(versions))
    }

    /// The vectors of a version.
    pub fn of(&self, version: usize) -> Option<&Own> {
        self.0.get(version)
    }

    /// Whether there is a vector for every group of the versions, and for clauses and words of every
    /// segment.
    ///
    /// # Errors
    /// [`Kind::Usage`] when not.
    pub fn check(&self, versions: &[Version<'_>]) -> Result<()> {
        let fits = |(version, own): (&Version<'_>, &Own)| {
            let n = version.segments.len();
            (1..).zip(&own.groups).all(|(size, own)| own.len() == (n + 1).saturating_sub(size))
                && own.clauses.len() == n
                && own.words.fit(n)
        };
        match self.0.len() == versions.len() && versions.iter().zip(&self.0).all(fits) {
            true => Ok(()),
            false => Err(Error::new(Kind::Usage, "there is not one vector for every group")),
        }
    }
}

/// A word that says something has at least so many letters.
const WORD: usize = 4;
/// It stands in one segment of so many at the most, unless it stands in two; and in no more than that.
const RARE: usize = 20;
const MOST: usize = 25;

/// The words of a version that say something, by themselves and by their numbers in every segment.
fn words(version: &Version<'_>) -> (Vec<String>, Vec<Vec<u32>>) {
    let says = |w: &&str| w.chars().count() >= WORD && w.chars().all(char::is_alphabetic);
    let texts = version.segments.iter().map(|segment| segment.text);
    let all: Vec<BTreeSet<&str>> =
        texts.map(|text| text.unicode_words().filter(says).collect()).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flatten().for_each(|word| *counts.entry(word).or_default() += 1);
    let most = (all.len() / RARE).clamp(2, MOST);
    let rare: Vec<&str> = counts.iter().filter(|(_, n)| **n <= most).map(|(w, _)| *w).collect();
    let numbers = |words: &BTreeSet<&str>| {
        words.iter().filter_map(|word| Some(rare.binary_search(word).ok()? as u32)).collect()
    };
    let segments = all.iter().map(numbers).collect();
    (rare.into_iter().map(str::to_owned).collect(), segments)
}

/// Whether all vectors are numbers of one dimension.
fn fit_together<'a>(versions: &'a [Own]) -> Result<()> {
    let sets = |own: &'a Own| {
        let Own { groups, clauses, words } = own;
        groups.iter().chain(clauses).chain([&words.vectors])
    };
    let mut all = versions.iter().flat_map(sets).flatten();
    let dimension = all.clone().next().map_or(0, Vec::len);
    if all.clone().any(|vector| vector.len() != dimension) {
        return Err(Error::new(Kind::Usage, "the vectors differ in dimension"));
    }
    if all.any(|vector| vector.iter().any(|x| !x.is_finite())) {
        let what = "a vector holds something that is no number";
        return Err(Error::new(Kind::Usage, what));
    }
    Ok(())
}

/// Larger groups, of the first and the last group of three in each, which are `apart` segments
/// from one another.
fn of_threes(threes: &[Vec<f32>], apart: usize) -> Vec<Vec<f32>> {
    let sum = |(first, last): (&Vec<f32>, &Vec<f32>)| {
        let (first, last) = (normal(first), normal(last));
        first.iter().zip(last).map(|(x, y)| x + y).collect()
    };
    threes.iter().zip(threes.iter().skip(apart)).map(sum).collect()
}

/// The same direction, of length one; zeros stay zeros.
pub fn normal(vector: &[f32]) -> Vec<f32> {
    let norm = dot(vector, vector).sqrt();
    let scale = if norm > 0.0 { norm.recip() } else { 0.0 };
    vector.iter().map(|x| x * scale).collect()
}

/// How many pairs show what chance makes of a cosine.
const CHANCES: usize = 400;

/// How far cosines between `n` and `m` vectors that meet by chance are from what is usual, when
/// `difference` says it of a pair: the standard deviation. The pairs walk over both in steps that
/// have no common divisor with the other's.
pub fn deviation(n: usize, m: usize, difference: impl Fn(usize, usize) -> f32) -> f32 {
    if n == 0 || m == 0 {
        return 1.0;
    }
    let squares = (0..CHANCES).map(|k| difference(k % n, (k / n + k * 7 + 3) % m).powi(2));
    (squares.sum::<f32>() / CHANCES as f32).sqrt().max(0.02)
}

/// The sum of the products.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    // Eight sums side by side: one alone would wait for itself.
    let mut sums = [0.0; 8];
    let (a, b) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest = a.remainder().iter().zip(b.remainder()).map(|(x, y)| x * y).sum::<f32>();
    for (a, b) in a.zip(b) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The texts of the groups of `size` segments.
fn texts(version: &Version<'_>, size: usize) -> Vec<String> {
    let joined = |group: &[Segment<'_>]| {
        group.iter().map(|segment| segment.text.trim()).collect::<Vec<_>>().join(" ")
    };
    version.segments.windows(size).map(joined).collect()
}

/// A clause has at least so many characters: of fewer a model makes little.
const CLAUSE: usize = 20;

/// The clauses of a text, in order. They end with a mark, or where brackets or a dash begin something
/// else; a short one is part of the one before it, unless that is the first.
pub fn clauses(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '…' | '–' | '—' | ')');
    let begins = |c: char| matches!(c, '(' | '–' | '—');
    let breaks = || {
        text.match_indices(char::is_whitespace).map(|(at, _)| at).filter(move |&at| {
            text[..at].ends_with(ends) || text[at..].trim_start().starts_with(begins)
        })
    };
    let long = |part: &str| part.trim_start().chars().nth(CLAUSE - 1).is_some();
    let first = breaks().find(|&at| long(&text[..at]));
    let last = breaks().rfind(|&at| Some(at) >= first && long(&text[at..]));
    let (Some(first), Some(last)) = (first, last) else { return vec![text] };
    let mut found = vec![&text[..first]];
    let mut start = first;
    for at in breaks().filter(|&at| first < at && at <= last) {
        if at == last || long(&text[start..at]) {
            found.push(text[start..at].trim_start());
            start = at;
        }
    }
    found.push(text[start..].trim_start());
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::SegmentKind;

    #[test]
    fn clauses_end_with_marks() {
        let text = "When he came to Munich, it rained, and nobody was there (it was Sunday).";
        let found =
            ["When he came to Munich,", "it rained,", "and nobody was there (it was Sunday)."];
        assert_eq!(clauses(text), found);
        let text =
            "He came to Munich, as he had said, that day, and rain fell, and nobody was there.";
        let found = [
            "He came to Munich, as he had said,",
            "that day, and rain fell,",
            "and nobody was there.",
        ];
        assert_eq!(clauses(text), found);
        for one in ["Norov came, saw, and left.", "He said nothing about the road to Munich.", ""] {
            assert_eq!(clauses(one), [one]);
        }
    }

    #[test]
    fn words_that_are_common_or_short_say_nothing() {
        let texts: Vec<String> = (0..60)
            .map(|n| format!("Norov said on 5 May: Munich, Munich. w{}", "o".repeat(n)))
            .collect();
        let segments = texts.iter().enumerate().map(|(n, text)| Segment {
            text: if n % 30 < 2 { text } else { "Norov said nothing." },
            paragraph: 0,
            kind: SegmentKind::Sentence,
        });
        let version = Version { lang: Lang::parse("en").unwrap(), segments: segments.collect() };
        let (words, of) = words(&version);
        // Munich stands in four segments, which are one in fifteen.
        assert_eq!(words, [30, 31].map(|n| format!("w{}", "o".repeat(n))));
        assert_eq!([0, 1, 30, 31].map(|n| of[n].as_slice()), [&[][..], &[], &[0], &[1]]);
    }

    #[test]
    fn what_all_segments_have_in_common_says_nothing() {
        let all: Vec<Vec<f32>> =
            (0..8).map(|k| vec![9.0, f32::from(k < 4), f32::from(k >= 4)]).collect();
        let mut own = Own { clauses: vec![vec![vec![0.0; 3]]], ..Own::default() };
        own.groups[0] = all;
        assert!(dot(&normal(&own.groups[0][0]), &normal(&own.groups[0][7])) > 0.98);
        let centred = own.centred();
        let [first, same, other] = [0, 3, 7].map(|k| &centred.groups[0][k]);
        assert!(dot(first, same) > 0.999 && dot(first, other) < 0.95, "{centred:?}");
        // What says nothing still does.
        assert_eq!(centred.clauses, own.clauses);
        assert!(Own::default().centred().groups[0].is_empty());
    }

    #[test]
    fn what_is_no_vector_is_refused() {
        let own = |vector: Vec<f32>| Own {
            groups: [vec![vec![1.0, 0.0], vector], vec![], vec![], vec![], vec![]],
            ..Own::default()
        };
        assert!(Vectors::new(vec![own(vec![0.0, 1.0])]).is_ok());
        assert!(Vectors::new(vec![own(vec![0.0])]).is_err());
        assert!(Vectors::new(vec![own(vec![0.0, f32::NAN])]).is_err());
    }
}
