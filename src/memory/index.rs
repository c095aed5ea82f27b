//! The sentences of one language: every distinct sequence of tokens once, found exactly.
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
//! What is left is compared by [`crate::memory::edit`]. When enough matches are known, the
//! similarity of the last of them takes the place of `t`; sentences with the best bound come
//! first. A property test compares the whole with a plain scan.

use crate::lang::Lang;
use crate::memory::codec::{
    put_bytes, put_numbers, put_rising, take_counted, take_numbers, take_rising,
};
use crate::memory::edit::{Candidate, MAX_TOKENS, Pattern};
use crate::memory::postings::{self, List};
use crate::memory::score::{self, least_common, ratio};
use crate::memory::vocabulary::{Interner, Vocabulary};

/// A token of a sentence is in the list of tier `i` when it belongs to the prefix for the
/// similarity `TIERS[i]` but not for a greater one of these; the other tokens are in a last list,
/// which only the concordance reads.
const TIERS: [f64; 2] = [0.7, 0.5];

/// How many sentences can be looked at in sequence in the time that one posting takes.
const SCAN_SPEED: usize = 4;

/// Below this many postings a search for the best does not pay for a search at a higher
/// similarity before it.
const FEW_POSTINGS: usize = 4096;

/// The similarities that are tried before the least one when there is much to look at.
const DEEPENING: [f64; 3] = [0.95, 0.8, 0.65];

/// A bit in an owner: the sentence has several units, and the rest is where their list begins.
const SHARED: u32 = 1 << 31;

/// The sentences of one language.
pub(crate) struct LanguageIndex {
    pub(crate) lang: Lang,
    pub(crate) vocabulary: Vocabulary,
    /// For each length that occurs, the length and the first sentence of that length, rising.
    lengths: Vec<(u32, u32)>,
    /// For each sentence, a bit for each of its tokens, by the token's number modulo 64.
    signatures: Vec<u64>,
    /// For each sentence, where its tokens begin in `tokens`; and the end.
    starts: Vec<u32>,
    tokens: Vec<u8>,
    /// For each token, where its lists begin in `postings`.
    lists: Vec<u32>,
    postings: Vec<u8>,
    /// For each sentence its unit, or with [`SHARED`] where its units begin in `shared`: their
    /// number, then they.
    owners: Vec<u32>,
    shared: Vec<u32>,
}

/// Gathers the segments of one language.
pub(crate) struct Builder {
    lang: Lang,
    interner: Interner,
    tokens: Vec<u32>,
    ends: Vec<(usize, u32)>,
}

impl Builder {
    pub(crate) fn new(lang: Lang) -> Builder {
        Builder { lang, interner: Interner::default(), tokens: Vec::new(), ends: Vec::new() }
    }

    /// Adds the text that `unit` has in this language. A text without tokens is never a match.
    pub(crate) fn add(&mut self, unit: u32, text: &str) {
        let before = self.tokens.len();
        score::each_token(text, &self.lang, |token| self.tokens.push(self.interner.intern(token)));
        if self.tokens.len() > before {
            self.ends.push((self.tokens.len(), unit));
        }
    }

    /// Sorts, numbers and packs what was added.
    pub(crate) fn finish(self) -> LanguageIndex {
        let Builder { lang, interner, mut tokens, ends } = self;
        let (vocabulary, finals) = interner.freeze(&lang);
        for token in &mut tokens {
            *token = finals[*token as usize];
        }
        let mut start = 0;
        let mut sentences: Vec<(&[u32], u32)> = Vec::with_capacity(ends.len());
        for &(end, unit) in &ends {
            sentences.push((&tokens[start..end], unit));
            start = end;
        }
        sentences.sort_unstable_by(|(a, u), (b, v)| (a.len(), a, u).cmp(&(b.len(), b, v)));

        let mut index = LanguageIndex {
            lang,
            vocabulary,
            lengths: Vec::new(),
            signatures: Vec::new(),
            starts: Vec::new(),
            tokens: Vec::new(),
            lists: Vec::new(),
            postings: Vec::new(),
            owners: Vec::new(),
            shared: Vec::new(),
        };
        let mut distinct: Vec<&[u32]> = Vec::with_capacity(sentences.len());
        for same in sentences.chunk_by(|a, b| a.0 == b.0) {
            let sentence = same[0].0;
            let number = distinct.len() as u32;
            if index.lengths.last().is_none_or(|&(len, _)| (len as usize) < sentence.len()) {
                index.lengths.push((sentence.len() as u32, number));
            }
            for &token in sentence {
                postings::put(token, &mut index.tokens);
            }
            // Two variants of one language in a unit may be the same.
            let mut units: Vec<u32> = same.iter().map(|&(_, unit)| unit).collect();
            units.dedup();
            if let [unit] = units[..] {
                index.owners.push(unit);
            } else {
                index.owners.push(SHARED | index.shared.len() as u32);
                index.shared.push(units.len() as u32);
                index.shared.extend(units);
            }
            distinct.push(sentence);
        }
        index.derive();
        index.fill_postings(&distinct);
        index
    }
}

fn bit(token: u32) -> u64 {
    1 << (token % 64)
}

impl LanguageIndex {
    /// The index as bytes. What follows from the tokens is left out.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.vocabulary.encode(&mut out);
        put_rising(&self.lengths.iter().map(|&(len, _)| len).collect::<Vec<_>>(), &mut out);
        put_rising(&self.lengths.iter().map(|&(_, first)| first).collect::<Vec<_>>(), &mut out);
        put_bytes(&self.tokens, &mut out);
        put_rising(&self.lists, &mut out);
        put_bytes(&self.postings, &mut out);
        // The mark is the lowest bit there: small numbers take less room.
        let owners: Vec<u32> = self.owners.iter().map(|owner| owner.rotate_left(1)).collect();
        put_numbers(&owners, &mut out);
        put_numbers(&self.shared, &mut out);
        out
    }

    /// Reads what [`LanguageIndex::encode`] wrote, for a segment of `units` units.
    pub(crate) fn decode(lang: Lang, mut bytes: &[u8], units: u32) -> Option<LanguageIndex> {
        let bytes = &mut bytes;
        let vocabulary = Vocabulary::decode(bytes)?;
        let (lens, firsts) = (take_rising(bytes)?, take_rising(bytes)?);
        let tokens = take_counted(bytes)?.to_vec();
        let lists = take_rising(bytes)?;
        let postings = take_counted(bytes)?.to_vec();
        let mut owners = take_numbers(bytes)?;
        owners.iter_mut().for_each(|owner| *owner = owner.rotate_right(1));
        let shared = take_numbers(bytes)?;
        if owners.iter().any(|&owner| owner & SHARED == 0 && owner >= units) {
            return None;
        }
        let mut index = LanguageIndex {
            lang,
            vocabulary,
            lengths: lens.into_iter().zip(firsts).collect(),
            signatures: Vec::with_capacity(owners.len()),
            starts: Vec::with_capacity(owners.len() + 1),
            tokens,
            lists,
            postings,
            owners,
            shared,
        };
        index.derive();
        (index.starts.len() == index.owners.len() + 1).then_some(index)
    }

    /// Fills in what follows from the tokens: where each sentence begins, and its bits.
    fn derive(&mut self) {
        let mut rest = self.tokens.as_slice();
        self.starts.push(0);
        for (at, &(len, start)) in self.lengths.iter().enumerate() {
            let end = self.lengths.get(at + 1).map_or(self.owners.len() as u32, |&(_, next)| next);
            for _ in start..end {
                let signature = (0..len).fold(0, |bits, _| bits | bit(postings::take(&mut rest)));
                self.signatures.push(signature);
                self.starts.push((self.tokens.len() - rest.len()) as u32);
            }
        }
    }

    fn fill_postings(&mut self, sentences: &[&[u32]]) {
        // By counting: how many postings each list has, then each to its place.
        let lists = self.vocabulary.len() * (TIERS.len() + 1);
        let mut ends = vec![0u32; lists + 1];
        let mut sorted = Vec::new();
        let mut each = |visit: &mut dyn FnMut(usize, u32)| {
            for (number, sentence) in sentences.iter().enumerate() {
                let len = sentence.len();
                let least = TIERS.map(|tier| least_common(len, tier));
                sorted.clear();
                sorted.extend_from_slice(sentence);
                sorted.sort_unstable_by(|a, b| b.cmp(a));
                for (at, &token) in sorted.iter().enumerate() {
                    if at > 0 && sorted[at - 1] == token {
                        continue;
                    }
                    let tier = least.iter().position(|&l| len - at >= l).unwrap_or(TIERS.len());
                    visit(token as usize * (TIERS.len() + 1) + tier, number as u32);
                }
            }
        };
        each(&mut |list, _| ends[list + 1] += 1);
        for list in 0..lists {
            ends[list + 1] += ends[list];
        }
        let mut numbers = vec![0u32; ends[lists] as usize];
        let mut next = ends.clone();
        each(&mut |list, number| {
            numbers[next[list] as usize] = number;
            next[list] += 1;
        });
        self.lists.reserve(self.vocabulary.len());
        for list in 0..lists {
            if list % (TIERS.len() + 1) == 0 {
                self.lists.push(self.postings.len() as u32);
            }
            postings::put_list(
                &numbers[ends[list] as usize..ends[list + 1] as usize],
                &mut self.postings,
            );
        }
    }

    /// How many sentences there are.
    pub(crate) fn len(&self) -> usize {
        self.signatures.len()
    }

    /// The units that have this sentence, in rising order.
    pub(crate) fn units(&self, sentence: u32) -> &[u32] {
        let Some(owner) = self.owners.get(sentence as usize) else { return &[] };
        if owner & SHARED == 0 {
            return std::slice::from_ref(owner);
        }
        let at = (owner & !SHARED) as usize;
        let len = self.shared.get(at).map_or(0, |&len| len as usize);
        self.shared.get(at + 1..at + 1 + len).unwrap_or_default()
    }

    /// The lists of a token: one for each tier, and that of the other sentences.
    fn lists(&self, token: u32) -> [List<'_>; TIERS.len() + 1] {
        let at = self.lists.get(token as usize).map_or(usize::MAX, |&at| at as usize);
        let mut bytes = self.postings.get(at..).unwrap_or_default();
        std::array::from_fn(|_| List::take(&mut bytes))
    }

    /// In how many sentences the token stands.
    pub(crate) fn frequency(&self, token: u32) -> usize {
        self.lists(token).iter().map(List::len).sum()
    }

    /// Every sentence in which the token stands, rising.
    pub(crate) fn sentences_with(&self, token: u32) -> Vec<u32> {
        let mut sentences = Vec::new();
        for list in self.lists(token) {
            list.each_in(0, u32::MAX, |sentence| sentences.push(sentence));
        }
        sentences.sort_unstable();
        sentences
    }

    /// The words of a sentence.
    pub(crate) fn words(&self, sentence: u32) -> Vec<&str> {
        self.sentence(sentence).filter_map(|token| self.vocabulary.spelling(token)).collect()
    }

    /// The numbers of the tokens of a sentence.
    pub(crate) fn sentence(&self, sentence: u32) -> impl Iterator<Item = u32> {
        let at = sentence as usize;
        let range = match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        };
        let mut bytes = self.tokens.get(range).unwrap_or_default();
        std::iter::from_fn(move || (!bytes.is_empty()).then(|| postings::take(&mut bytes)))
    }

    /// The best `max` sentences with a similarity of at least `min`, and all that are as good as
    /// the last of these, in no order. Sentences for which `wanted` is false do not count.
    pub(crate) fn search(
        &self,
        text: &str,
        min: f64,
        max: usize,
        wanted: &dyn Fn(u32) -> bool,
    ) -> Vec<(u32, f64)> {
        let mut tokens = Vec::new();
        score::each_token(text, &self.lang, |token| tokens.push(self.vocabulary.number(token)));
        if tokens.is_empty() || max == 0 {
            return Vec::new();
        }
        let min = if tokens.len() > MAX_TOKENS { 1.0 } else { min.max(f64::MIN_POSITIVE) };
        let mut search = Search::new(self, &tokens, max, wanted);
        let groups = search.groups(min);
        if search.cost(&groups, min) > FEW_POSTINGS {
            for t in DEEPENING {
                if t > min {
                    search.run(t);
                    if search.found.len() >= max {
                        return search.found;
                    }
                }
            }
        }
        search.run(min);
        search.found
    }
}

/// The sentences of one length, and what a match among them needs.
struct Group {
    len: usize,
    start: u32,
    end: u32,
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
    wanted: &'a dyn Fn(u32) -> bool,
    candidate: Candidate,
    found: Vec<(u32, f64)>,
}

impl<'a> Search<'a> {
    fn new(
        index: &'a LanguageIndex,
        tokens: &[Option<u32>],
        max: usize,
        wanted: &'a dyn Fn(u32) -> bool,
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
    fn groups(&self, min: f64) -> Vec<Group> {
        let lengths = &self.index.lengths;
        let shortest = least_common(self.len, min);
        let from = lengths.partition_point(|&(len, _)| (len as usize) < shortest);
        let mut groups = Vec::new();
        for (at, &(len, start)) in lengths.iter().enumerate().skip(from) {
            let len = len as usize;
            let least = least_common(self.len.max(len), min);
            if least > self.len {
                break;
            }
            let end = lengths.get(at + 1).map_or(self.index.len() as u32, |&(_, next)| next);
            groups.push(Group { len, start, end, least });
        }
        groups
    }

    /// The lists that the prefix filter leaves, each with the groups in which it is looked up.
    fn lists<'g>(&self, groups: &'g [Group], min: f64) -> Vec<(List<'a>, &'g [Group])> {
        let tiers = TIERS.iter().take_while(|&&tier| min < tier).count() + 1;
        let mut lists = Vec::new();
        for &(place, token) in &self.rarest {
            // The token is in the prefix while what comes from it on can be enough.
            let reach = groups.partition_point(|group| group.least <= self.len - place);
            if reach == 0 {
                break;
            }
            let of_token = self.index.lists(token);
            lists.extend(of_token.into_iter().take(tiers).map(|list| (list, &groups[..reach])));
        }
        lists
    }

    fn cost(&self, groups: &[Group], min: f64) -> usize {
        let sentences = match groups {
            [first, .., last] => (last.end - first.start) as usize,
            [only] => (only.end - only.start) as usize,
            [] => 0,
        };
        let postings: usize = self.lists(groups, min).iter().map(|(list, _)| list.len()).sum();
        postings.min(sentences / SCAN_SPEED)
    }

    /// Finds what is at least `min` alike, or the best of it.
    fn run(&mut self, min: f64) {
        let groups = self.groups(min);
        let (Some(first), Some(last)) = (groups.first(), groups.last()) else { return };
        let lists = self.lists(&groups, min);
        let postings: usize = lists.iter().map(|(list, _)| list.len()).sum();
        let mut candidates: Vec<(f64, u32)> = Vec::new();
        if postings > (last.end - first.start) as usize / SCAN_SPEED {
            for group in &groups {
                let signatures = &self.index.signatures[group.start as usize..group.end as usize];
                for (number, &signature) in (group.start..).zip(signatures) {
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
                list.each_in(first.start, last.end, |number| {
                    while number >= group.end {
                        group = longer.next().unwrap_or(last);
                    }
                    let Some(&signature) = self.index.signatures.get(number as usize) else {
                        return;
                    };
                    if let Some(bound) = self.bound(group, signature) {
                        candidates.push((bound, number));
                    }
                });
            }
        }
        candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        candidates.dedup();
        self.verify(&candidates, min);
    }

    /// The greatest similarity that the signature allows, if it is enough.
    fn bound(&self, group: &Group, signature: u64) -> Option<f64> {
        let only_there = (signature & !self.signature).count_ones() as usize;
        let only_here = (self.signature & !signature).count_ones() as usize + self.unknown;
        let common = (group.len - only_there).min(self.len - only_here);
        let longest = self.len.max(group.len);
        (common >= group.least).then(|| ratio(longest - common, longest))
    }

    fn verify(&mut self, candidates: &[(f64, u32)], min: f64) {
        self.found.clear();
        let mut cutoff = min;
        // The similarities of the best, falling.
        let mut best: Vec<f64> = Vec::new();
        for &(bound, number) in candidates {
            if bound < cutoff {
                break;
            }
            let common = self.pattern.classify(self.index.sentence(number), &mut self.candidate);
            let longest = self.len.max(self.candidate.len());
            let least = least_common(longest, cutoff);
            if common < least {
                continue;
            }
            let Some(distance) = self.pattern.distance(&mut self.candidate, longest - least) else {
                continue;
            };
            if !(self.wanted)(number) {
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
    }
}
