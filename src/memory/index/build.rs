//! Segments of one language → their index.

use crate::lang::Lang;
use crate::memory::disk::codec::{Part, Parts, put_long, put_numbers, put_rising};
use crate::memory::index::masked;
use crate::memory::index::postings::{self, put_list};
use crate::memory::index::vocabulary::Interner;
use crate::memory::index::{SHARED, TIERS};
use crate::memory::score::{self, least_common};
use rayon::slice::ParallelSliceMut;

/// How many bytes of posting lists are read at once, or somewhat more.
const PART: u64 = 1 << 16;

/// Gathers the segments of one language.
pub(crate) struct Builder {
    lang: Lang,
    interner: Interner,
    /// For each text how many tokens it has, how much greater the number of its unit is than that
    /// of the text before, and the tokens: packed, as all languages wait here at once.
    texts: Vec<u8>,
    /// How many texts and how many tokens there are.
    counts: (usize, usize),
    last_unit: u32,
    /// The tokens of the text that is added.
    tokens: Vec<u32>,
    /// The number of the mask of a text, and the unit of the text.
    masks: Vec<(u32, u32)>,
}

impl Builder {
    pub(crate) fn new(lang: Lang) -> Builder {
        Builder {
            lang,
            interner: Interner::default(),
            texts: Vec::new(),
            counts: (0, 0),
            last_unit: 0,
            tokens: Vec::new(),
            masks: Vec::new(),
        }
    }

    /// Adds the text that `unit` has in this language; units do not fall. A text without tokens is
    /// never a match.
    pub(crate) fn add(&mut self, unit: u32, text: &str) {
        self.tokens.clear();
        score::each_token(text, &self.lang, |token| self.tokens.push(self.interner.intern(token)));
        if !self.tokens.is_empty() {
            postings::put(self.tokens.len() as u32, &mut self.texts);
            postings::put(unit - self.last_unit, &mut self.texts);
            self.tokens.iter().for_each(|&token| postings::put(token, &mut self.texts));
            self.last_unit = unit;
            self.counts = (self.counts.0 + 1, self.counts.1 + self.tokens.len());
        }
        if let Some(mask) = masked::mask(text, &self.lang) {
            self.masks.push((masked::number(&mask), unit));
        }
    }

    /// Writes the index. The result is its table of contents, which is read by
    /// [`crate::memory::index::LanguageIndex::decode`].
    pub(crate) fn finish(self, out: &mut Parts<'_>) -> std::io::Result<Part> {
        let Builder { interner, texts, counts, mut masks, .. } = self;
        let mut contents = Vec::new();
        let finals = interner.freeze(out, &mut contents)?;
        let vocabulary = finals.len();
        let (tokens, texts) = unpacked(texts, counts, &finals);
        let (lengths, shared) = gathered(&tokens, texts);
        drop((tokens, finals));
        let lists = Lists::of(&lengths, vocabulary);
        put_long(lengths.len() as u64, &mut contents);
        for Length { len, tokens, owners } in lengths {
            put_long(len as u64, &mut contents);
            put_long(owners.len() as u64, &mut contents);
            out.put(&tokens)?.put(&mut contents);
            for numbers in [sizes(&tokens, len, owners.len()), owners] {
                let mut packed = Vec::new();
                put_numbers(&numbers, &mut packed);
                out.put(&packed)?.put(&mut contents);
            }
        }
        lists.write(out, &mut contents)?;
        let mut packed = Vec::new();
        put_numbers(&shared, &mut packed);
        out.put(&packed)?.put(&mut contents);
        masks.sort_unstable();
        masks.dedup();
        let (numbers, units): (Vec<u32>, Vec<u32>) = masks.into_iter().unzip();
        let mut packed = Vec::new();
        put_rising(&numbers, &mut packed);
        put_numbers(&units, &mut packed);
        out.put(&packed)?.put(&mut contents);
        out.put(&contents)
    }
}

/// The tokens of all texts, by their final numbers; for each text, how many it has, and its unit.
fn unpacked(
    packed: Vec<u8>,
    (texts, tokens): (usize, usize),
    finals: &[u32],
) -> (Vec<u32>, Vec<(u32, u32)>) {
    let (mut texts, mut tokens) = (Vec::with_capacity(texts), Vec::with_capacity(tokens));
    let (mut rest, mut unit) = (packed.as_slice(), 0);
    while !rest.is_empty() {
        let len = postings::take(&mut rest);
        unit += postings::take(&mut rest);
        texts.push((len, unit));
        tokens.extend((0..len).map(|_| finals[postings::take(&mut rest) as usize]));
    }
    (tokens, texts)
}

/// The distinct sentences of one length.
struct Length {
    len: usize,
    /// Their tokens, packed.
    tokens: Vec<u8>,
    /// For each its unit, or with [`SHARED`] where its units begin in the list of the shared.
    owners: Vec<u32>,
}

/// In how many bytes each of the sentences of `len` tokens is packed.
fn sizes(mut tokens: &[u8], len: usize, sentences: usize) -> Vec<u32> {
    let mut size = || {
        let before = tokens.len();
        (0..len).for_each(|_| _ = postings::take(&mut tokens));
        (before - tokens.len()) as u32
    };
    (0..sentences).map(|_| size()).collect()
}

/// The distinct sentences by length, in each by tokens; and the list of the shared.
fn gathered(tokens: &[u32], texts: Vec<(u32, u32)>) -> (Vec<Length>, Vec<u32>) {
    let mut rest = tokens;
    let mut sentences: Vec<(&[u32], u32)> = Vec::with_capacity(texts.len());
    for (len, unit) in texts {
        let (sentence, after) = rest.split_at(len as usize);
        sentences.push((sentence, unit));
        rest = after;
    }
    sentences.par_sort_unstable_by(|(a, u), (b, v)| (a.len(), a, u).cmp(&(b.len(), b, v)));
    let mut shared = Vec::new();
    let of_length = |sentences: &[(&[u32], u32)]| {
        let (mut tokens, mut owners) = (Vec::new(), Vec::new());
        for same in sentences.chunk_by(|a, b| a.0 == b.0) {
            same[0].0.iter().for_each(|&token| postings::put(token, &mut tokens));
            // Two variants of one language in a unit may be the same.
            let mut units: Vec<u32> = same.iter().map(|&(_, unit)| unit).collect();
            units.dedup();
            let owner: u32 = if let [unit] = units[..] {
                unit
            } else {
                let at = SHARED | shared.len() as u32;
                shared.push(units.len() as u32);
                shared.extend(units);
                at
            };
            // The mark is the lowest bit there: small numbers take less room.
            owners.push(owner.rotate_left(1));
        }
        Length { len: sentences[0].0.len(), tokens, owners }
    };
    let lengths = sentences.chunk_by(|a, b| a.0.len() == b.0.len()).map(of_length).collect();
    (lengths, shared)
}

/// The lists of all tokens.
struct Lists {
    /// Where each list ends among the numbers.
    ends: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    fn of(lengths: &[Length], tokens: usize) -> Lists {
        // By counting: how many postings each list has, then each to its place.
        let lists = tokens * (TIERS.len() + 1);
        let mut sorted = Vec::new();
        let mut each = |visit: &mut dyn FnMut(usize, u32)| {
            let mut number = 0;
            for &Length { len, ref tokens, ref owners } in lengths {
                let least = TIERS.map(|tier| least_common(len, tier));
                let mut tokens = tokens.as_slice();
                for _ in owners {
                    sorted.clear();
                    sorted.extend((0..len).map(|_| postings::take(&mut tokens)));
                    sorted.sort_unstable_by(|a, b| b.cmp(a));
                    for (at, &token) in sorted.iter().enumerate() {
                        if at > 0 && sorted[at - 1] == token {
                            continue;
                        }
                        let tier = least.iter().position(|&l| len - at >= l);
                        let tier = tier.unwrap_or(TIERS.len());
                        visit(token as usize * (TIERS.len() + 1) + tier, number);
                    }
                    number += 1;
                }
            }
        };
        // Each entry is first the size of its list, then where it begins; when the list is
        // filled, it has become its end.
        let mut ends = vec![0u32; lists];
        each(&mut |list, _| ends[list] += 1);
        let mut all = 0;
        for end in &mut ends {
            all += std::mem::replace(end, all);
        }
        let mut numbers = vec![0u32; all as usize];
        each(&mut |list, number| {
            numbers[ends[list] as usize] = number;
            ends[list] += 1;
        });
        Lists { ends, numbers }
    }

    /// Writes the lists of each token, one after the other, in parts of some size, and notes where
    /// those of each begin.
    fn write(self, out: &mut Parts<'_>, contents: &mut Vec<u8>) -> std::io::Result<()> {
        let (mut starts, mut size, mut first) = (Vec::new(), 0u32, 0);
        let (mut packed, mut parts) = (Vec::new(), Vec::new());
        for of_token in self.ends.chunks(TIERS.len() + 1) {
            starts.push(size);
            packed.clear();
            for &end in of_token {
                put_list(&self.numbers[first..end as usize], &mut packed);
                first = end as usize;
            }
            size += packed.len() as u32;
            out.write(&packed)?;
            if out.unended() >= PART {
                parts.push(out.end());
            }
        }
        parts.push(out.end());
        put_rising(&starts, contents);
        put_long(parts.len() as u64, contents);
        parts.iter().for_each(|part| part.put(contents));
        Ok(())
    }
}
