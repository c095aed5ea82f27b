//! Vectors of a model outside the program.
//!
//! The caller gives a vector for every group of one to three segments of a version, of their
//! joined text (the overlaps of Thompson and Koehn 2019): what a sentence adds to the one before
//! it is seen by a model that reads both. Four are the two groups of three in them. The first and
//! the last clause of a long segment have vectors of their own, since a translator may move them
//! to the sentence before or after. [`crate::align::likeness`] compares all these.

use crate::align::pair::MAX_GROUP;
use crate::align::{Segment, Version};
use crate::error::{Error, Kind, Result};
use crate::lang::Lang;

/// The vectors for groups of 1 to [`MAX_GROUP`] segments, by their first segment. A vector of zeros
/// says nothing.
pub type Groups = [Vec<Vec<f32>>; MAX_GROUP];

/// The vectors of a version.
#[derive(Debug, Clone, Default)]
pub struct Own {
    /// Of its groups of segments.
    pub groups: Groups,
    /// Of the first and of the last clause of every segment; zeros where that is one clause.
    pub edges: [Vec<Vec<f32>>; 2],
}

/// The vectors of every version, all of one dimension.
#[derive(Debug, Clone)]
pub struct Vectors(Vec<Own>);

impl Vectors {
    /// Asks for the vectors of every group of one to three segments of every version, and of the
    /// clauses at the ends of segments: `ask` gives one for each text.
    ///
    /// # Errors
    /// Those of `ask`; and [`Kind::Usage`] when what it gives are not vectors of numbers of one
    /// dimension.
    pub fn ask(
        versions: &[Version<'_>],
        mut ask: impl FnMut(&Lang, &[String]) -> Result<Vec<Vec<f32>>>,
    ) -> Result<Vectors> {
        let mut all = Vec::with_capacity(versions.len());
        for version in versions {
            let mut asked = [1, 2, 3].map(|size| texts(version, size));
            let counts = asked.each_ref().map(Vec::len);
            let edges: Vec<Option<[&str; 2]>> =
                version.segments.iter().map(|segment| edges(segment.text.trim())).collect();
            asked[2].extend(edges.iter().flatten().flatten().map(|&clause| clause.to_owned()));
            let mut given = ask(&version.lang, &asked.concat())?.into_iter();
            let [one, two, three] =
                counts.map(|count| given.by_ref().take(count).collect::<Vec<_>>());
            let nothing = vec![0.0; one.first().map_or(0, Vec::len)];
            let mut clause = |asked: bool| match asked {
                true => given.next().unwrap_or_default(),
                false => nothing.clone(),
            };
            let (first, last) =
                edges.iter().map(|e| (clause(e.is_some()), clause(e.is_some()))).unzip();
            let (four, five) = (of_threes(&three, 1), of_threes(&three, 2));
            all.push(Own { groups: [one, two, three, four, five], edges: [first, last] });
        }
        Vectors::new(all)
    }

    /// The vectors of versions.
    ///
    /// # Errors
    /// [`Kind::Usage`] when they differ in dimension or hold something that is no number.
    pub fn new(versions: Vec<Own>) -> Result<Vectors> {
        let mut all = versions.iter().flat_map(|own| own.groups.iter().chain(&own.edges)).flatten();
        let dimension = all.clone().next().map_or(0, Vec::len);
        if all.clone().any(|vector| vector.len() != dimension) {
            return Err(Error::new(Kind::Usage, "the vectors differ in dimension"));
        }
        if all.any(|vector| vector.iter().any(|x| !x.is_finite())) {
            let what = "a vector holds something that is no number";
            return Err(Error::new(Kind::Usage, what));
        }
        Ok(Vectors(versions))
    }

    /// The vectors of a version.
    pub fn of(&self, version: usize) -> Option<&Own> {
        self.0.get(version)
    }

    /// Whether there is a vector for every group and every edge of the versions.
    ///
    /// # Errors
    /// [`Kind::Usage`] when not.
    pub fn check(&self, versions: &[Version<'_>]) -> Result<()> {
        let fits = |(version, own): (&Version<'_>, &Own)| {
            let n = version.segments.len();
            (1..).zip(&own.groups).all(|(size, own)| own.len() == (n + 1).saturating_sub(size))
                && own.edges.iter().all(|edges| edges.len() == n)
        };
        match self.0.len() == versions.len() && versions.iter().zip(&self.0).all(fits) {
            true => Ok(()),
            false => Err(Error::new(Kind::Usage, "there is not one vector for every group")),
        }
    }
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

/// The sum of the products.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
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

/// The first and the last clause of a text; `None` where it is one clause. Clauses end with a
/// mark, or where brackets or a dash begin something else.
pub fn edges(text: &str) -> Option<[&str; 2]> {
    let ends = |c: char| matches!(c, ',' | ';' | ':' | '.' | '!' | '?' | '…' | '–' | '—' | ')');
    let begins = |c: char| matches!(c, '(' | '–' | '—');
    let breaks = || {
        text.match_indices(char::is_whitespace).map(|(at, _)| at).filter(move |&at| {
            text[..at].ends_with(ends) || text[at..].trim_start().starts_with(begins)
        })
    };
    let long = |part: &str| part.chars().nth(CLAUSE - 1).is_some();
    let first = breaks().find(|&at| long(&text[..at]))?;
    let last = breaks().rfind(|&at| at >= first && long(text[at..].trim_start()))?;
    Some([&text[..first], text[last..].trim_start()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_stand_at_both_ends() {
        let text = "When he came to Munich, it rained, and nobody was there (it was Sunday).";
        assert_eq!(
            edges(text),
            Some(["When he came to Munich,", "and nobody was there (it was Sunday)."])
        );
        assert_eq!(edges("Norov came, saw, and left."), None);
        assert_eq!(edges("He said nothing about the road to Munich."), None);
        assert_eq!(edges(""), None);
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
