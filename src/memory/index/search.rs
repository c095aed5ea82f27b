//! Every sentence of an index that is like a text, found without looking at the others.
//!
//! # What makes it exact
//!
//! Let a query have `n` tokens and a sentence `m`, `L = max(n, m)`, and let the least similarity
//! be `t`. The similarity is at least `t` only if at least `o = ⌈t·L⌉` tokens are common, as
//! multisets: an alignment with `d` differences leaves `L − d` equal tokens, and
//! `1 − d/L ≥ t` says `L − d ≥ t·L`. Three filters follow, none of which loses a match:
//!
//! - **length**: `o ≤ min(n, m)`, so `t·n ≤ m ≤ n/t`. Sentences are numbered by rising length, so
//!   this is a range of numbers, in every posting list too;
//! - **prefix**: write both multisets from the rarest token to the most frequent. If they have `o`
//!   tokens in common, then the first `n − o + 1` of the one and the first `m − o + 1` of the other
//!   have a token in common: the rarest common token has at least `o − 1` common ones behind it
//!   in either. So only the rarest tokens of the query are looked up, and only in the lists of
//!   sentences in which the token is among the rarest (Chaudhuri, Ganti & Kaushik 2006; Xiao et
//!   al. 2008, whose bound on the length of the prefix this is);
//! - **count**: each sentence carries 64 bits, a bit for each token number modulo 64. A bit that
//!   the sentence has and the query has not is a token that is not common, so at most `m` minus
//!   the number of such bits are common; the same the other way round. Then the tokens themselves
//!   are counted.
//!
//! What is left is compared by [`crate::memory::index::edit`]. When enough matches are known, the
//! similarity of the last of them takes the place of `t`; sentences with the best bound come
//! first. A property test compares the whole with a plain scan.

use crate::memory::disk::codec::Damaged;
use crate::memory::index::edit::{Candidate, MAX_TOKENS, Pattern};
use crate::memory::index::postings::List;
use crate::memory::index::{LanguageIndex, Length, TIERS, bit};
use crate::memory::score::{self, least_common, ratio};

/// How many sentences can be looked at in sequence in the time that one posting takes.
const SCAN_SPEED: usize = 4;

/// Below this many postings a search for the best does not pay for a search at a higher
/// similarity before it.
const FEW_POSTINGS: usize = 4096;

/// The similarities that are tried before the least one when there is much to look at.
const DEEPENING: [f64; 3] = [0.95, 0.8, 0.65];

impl LanguageIndex {
    /// The best `max` sentences with a similarity of at least `min`, and all that are as good as
    /// the last of these, in no order. Sentences for which `wanted` is false do not count.
    pub(crate) fn search(
        &self,
        text: &str,
        min: f64,
        max: usize,
        wanted: &dyn Fn(u32) -> Result<bool, Damaged>,
    ) -> Result<Vec<(u32, f64)>, Damaged> {
        let mut tokens = Vec::new();
        score::each_token(text, &self.lang, |token| tokens.push(self.vocabulary.number(token)));
        if tokens.is_empty() || max == 0 {
            return Ok(Vec::new());
        }
        let min = if tokens.len() > MAX_TOKENS { 1.0 } else { min.max(f64::MIN_POSITIVE) };
        let mut search = Search::new(self, &tokens, max, wanted);
        let groups = search.groups(min);
        if search.cost(&groups, min)? > FEW_POSTINGS {
            for t in DEEPENING {
                if t > min {
                    search.run(t)?;
                    if search.found.len() >= max {
                        return Ok(search.found);
                    }
                }
            }
        }
        search.run(min)?;
        Ok(search.found)
    }
}

/// The sentences of one length, and what a match among them needs.
struct Group<'a> {
    len: usize,
    start: u32,
    end: u32,
    length: &'a Length,
    /// The fewest common tokens.
    least: usize,
}

/// One query.
struct Search<'a> {
    index: &'a LanguageIndex,
    len: usize,
    pattern: Pattern,
    signature: u64,
    /// The tokens that the index does not know.
    unknown: usize,
    /// The others, each once, with its place when all are written from the rarest on.
    rarest: Vec<(usize, u32)>,
    max: usize,
    wanted: &'a dyn Fn(u32) -> Result<bool, Damaged>,
    candidate: Candidate,
    found: Vec<(u32, f64)>,
}

impl<'a> Search<'a> {
    fn new(
        index: &'a LanguageIndex,
        tokens: &[Option<u32>],
        max: usize,
        wanted: &'a dyn Fn(u32) -> Result<bool, Damaged>,
    ) -> Search<'a> {
        let mut known: Vec<u32> = tokens.iter().flatten().copied().collect();
        known.sort_unstable_by(|a, b| b.cmp(a));
        let unknown = tokens.len() - known.len();
        let mut rarest: Vec<(usize, u32)> =
            known.iter().enumerate().map(|(at, &token)| (unknown + at, token)).collect();
        rarest.dedup_by_key(|&mut (_, token)| token);
        Search {
            index,
            len: tokens.len(),
            pattern: Pattern::new(tokens),
            signature: known.iter().fold(0, |bits, &token| bits | bit(token)),
            unknown,
            rarest,
            max,
            wanted,
            candidate: Candidate::default(),
            found: Vec::new(),
        }
    }

    /// The lengths that the length filter leaves.
    fn groups(&self, min: f64) -> Vec<Group<'a>> {
        let lengths = self.index.lengths();
        let shortest = least_common(self.len, min);
        let from = lengths.partition_point(|length| (length.len as usize) < shortest);
        let mut groups = Vec::new();
        for length in &lengths[from..] {
            let len = length.len as usize;
            let least = least_common(self.len.max(len), min);
            if least > self.len {
                break;
            }
            groups.push(Group { len, start: length.start, end: length.end, length, least });
        }
        groups
    }

    /// The lists that the prefix filter leaves, each with the groups in which it is looked up.
    fn lists<'g>(
        &self,
        groups: &'g [Group<'a>],
        min: f64,
    ) -> Result<Vec<(List<'a>, &'g [Group<'a>])>, Damaged> {
        let tiers = TIERS.iter().take_while(|&&tier| min < tier).count() + 1;
        let mut lists = Vec::new();
        for &(place, token) in &self.rarest {
            // The token is in the prefix while what comes from it on can be enough.
            let reach = groups.partition_point(|group| group.least <= self.len - place);
            if reach == 0 {
                break;
            }
            let of_token = self.index.lists(token)?;
            lists.extend(of_token.into_iter().take(tiers).map(|list| (list, &groups[..reach])));
        }
        Ok(lists)
    }

    fn cost(&self, groups: &[Group<'a>], min: f64) -> Result<usize, Damaged> {
        let sentences = match groups {
            [first, .., last] => (last.end - first.start) as usize,
            [only] => (only.end - only.start) as usize,
            [] => 0,
        };
        let postings: usize = self.lists(groups, min)?.iter().map(|(list, _)| list.len()).sum();
        Ok(postings.min(sentences / SCAN_SPEED))
    }

    /// Finds what is at least `min` alike, or the best of it.
    fn run(&mut self, min: f64) -> Result<(), Damaged> {
        let groups = self.groups(min);
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return Ok(()) };
        let lists = self.lists(&groups, min)?;
        let postings: usize = lists.iter().map(|(list, _)| list.len()).sum();
        if postings > FEW_POSTINGS / 16 {
            self.index.read_signatures(groups.iter().map(|group| group.length));
        }
        let mut candidates: Vec<(f64, u32)> = Vec::new();
        if postings > (last.end - first.start) as usize / SCAN_SPEED {
            for group in &groups {
                let sentences = self.index.sentences(group.length)?;
                for (number, &signature) in (group.start..).zip(sentences.signatures()) {
                    if let Some(bound) = self.bound(group, signature) {
                        candidates.push((bound, number));
                    }
                }
            }
        } else {
            for (list, groups) in lists {
                let (Some(first), Some(last)) = (groups.first(), groups.last()) else { continue };
                let mut longer = groups.iter().skip(1);
                let mut group = first;
                let mut whole = Ok(());
                list.each_in(first.start, last.end, |number| {
                    while number >= group.end {
                        group = longer.next().unwrap_or(last);
                    }
                    match self.index.sentences(group.length) {
                        Ok(sentences) => {
                            let at = (number - group.start) as usize;
                            let bound = self.bound(group, sentences.signature(at));
                            candidates.extend(bound.map(|bound| (bound, number)));
                        }
                        Err(Damaged) => whole = Err(Damaged),
                    }
                });
                whole?;
            }
        }
        candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        candidates.dedup();
        self.verify(&candidates, min)
    }

    /// The greatest similarity that the signature allows, if it is enough.
    fn bound(&self, group: &Group<'a>, signature: u64) -> Option<f64> {
        let only_there = (signature & !self.signature).count_ones() as usize;
        let only_here = (self.signature & !signature).count_ones() as usize + self.unknown;
        let common = (group.len - only_there).min(self.len - only_here);
        let longest = self.len.max(group.len);
        (common >= group.least).then(|| ratio(longest - common, longest))
    }

    fn verify(&mut self, candidates: &[(f64, u32)], min: f64) -> Result<(), Damaged> {
        self.found.clear();
        let mut cutoff = min;
        // The similarities of the best, falling.
        let mut best: Vec<f64> = Vec::new();
        for &(bound, number) in candidates {
            if bound < cutoff {
                break;
            }
            let common = self.pattern.classify(self.index.sentence(number)?, &mut self.candidate);
            let longest = self.len.max(self.candidate.len());
            let least = least_common(longest, cutoff);
            if common < least {
                continue;
            }
            let Some(distance) = self.pattern.distance(&mut self.candidate, longest - least) else {
                continue;
            };
            if !(self.wanted)(number)? {
                continue;
            }
            let similarity = ratio(distance, longest);
            self.found.push((number, similarity));
            let at = best.partition_point(|&s| s >= similarity);
            best.insert(at, similarity);
            best.truncate(self.max);
            if best.len() == self.max {
                cutoff = cutoff.max(best[self.max - 1]);
            }
        }
        self.found.retain(|&(_, similarity)| similarity >= cutoff);
        Ok(())
    }
}
