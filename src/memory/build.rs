//! Segments of one language → the bytes of their index.

use crate::lang::Lang;
use crate::memory::codec::{Part, put_bytes, put_long, put_numbers, put_rising};
use crate::memory::index::{SHARED, TIERS};
use crate::memory::masked;
use crate::memory::postings::{self, put_list};
use crate::memory::score::{self, least_common};
use crate::memory::vocabulary::Interner;
use rayon::slice::ParallelSliceMut;

/// Gathers the segments of one language.
pub(crate) struct Builder {
    lang: Lang,
    interner: Interner,
    tokens: Vec<u32>,
    /// For each text, how many tokens it has, and its unit.
    texts: Vec<(u32, u32)>,
    /// The number of the mask of a text, and the unit of the text.
    masks: Vec<(u32, u32)>,
}

impl Builder {
    pub(crate) fn new(lang: Lang) -> Builder {
        let (tokens, texts, masks) = (Vec::new(), Vec::new(), Vec::new());
        Builder { lang, interner: Interner::default(), tokens, texts, masks }
    }

    /// Adds the text that `unit` has in this language. A text without tokens is never a match.
    pub(crate) fn add(&mut self, unit: u32, text: &str) {
        let before = self.tokens.len();
        score::each_token(text, &self.lang, |token| self.tokens.push(self.interner.intern(token)));
        if self.tokens.len() > before {
            self.texts.push(((self.tokens.len() - before) as u32, unit));
        }
        if let Some(mask) = masked::mask(text, &self.lang) {
            self.masks.push((masked::number(&mask), unit));
        }
    }

    /// The bytes of the index, and where in them its table of contents is. It is read by
    /// [`crate::memory::index::LanguageIndex::decode`].
    pub(crate) fn finish(self) -> (Vec<u8>, Part) {
        let Builder { lang, interner, mut tokens, texts, mut masks } = self;
        let (mut out, mut contents) = (Vec::new(), Vec::new());
        let finals = interner.freeze(&lang, &mut contents);
        for token in &mut tokens {
            *token = finals[*token as usize];
        }
        let (distinct, owners, shared) = gathered(&tokens, texts);
        let ((starts, postings), (packed, lengths)) =
            rayon::join(|| posting_lists(&distinct, finals.len()), || packed(&distinct, &owners));
        drop((distinct, owners));
        drop(tokens);
        contents.extend(lengths);
        out.extend(packed);
        put_rising(&starts, &mut contents);
        Part::of(out.len() as u64, &postings).put(&mut contents);
        out.extend(postings);
        put_numbers(&shared, &mut contents);
        masks.sort_unstable();
        masks.dedup();
        let (numbers, units): (Vec<u32>, Vec<u32>) = masks.into_iter().unzip();
        let mut packed = Vec::new();
        put_rising(&numbers, &mut packed);
        put_numbers(&units, &mut packed);
        Part::of(out.len() as u64, &packed).put(&mut contents);
        out.extend(packed);
        let part = Part::of(out.len() as u64, &contents);
        out.extend(contents);
        (out, part)
    }
}

/// The distinct sentences, by length and then by tokens; for each its unit, or with [`SHARED`]
/// where its units begin in the list of the shared, which comes last.
fn gathered(tokens: &[u32], texts: Vec<(u32, u32)>) -> (Vec<&[u32]>, Vec<u32>, Vec<u32>) {
    let mut rest = tokens;
    let mut sentences: Vec<(&[u32], u32)> = Vec::with_capacity(texts.len());
    for (len, unit) in texts {
        let (sentence, after) = rest.split_at(len as usize);
        sentences.push((sentence, unit));
        rest = after;
    }
    sentences.par_sort_unstable_by(|(a, u), (b, v)| (a.len(), a, u).cmp(&(b.len(), b, v)));
    let mut distinct: Vec<&[u32]> = Vec::with_capacity(sentences.len());
    let (mut owners, mut shared) = (Vec::with_capacity(sentences.len()), Vec::new());
    for same in sentences.chunk_by(|a, b| a.0 == b.0) {
        distinct.push(same[0].0);
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
    (distinct, owners, shared)
}

/// The sentences, length by length, and what the table of contents says of each length.
fn packed(distinct: &[&[u32]], mut owners: &[u32]) -> (Vec<u8>, Vec<u8>) {
    let (mut out, mut contents) = (Vec::new(), Vec::new());
    let lengths: Vec<&[&[u32]]> = distinct.chunk_by(|a, b| a.len() == b.len()).collect();
    put_long(lengths.len() as u64, &mut contents);
    for sentences in lengths {
        let (mut tokens, mut packed) = (Vec::new(), Vec::new());
        for &token in sentences.iter().copied().flatten() {
            postings::put(token, &mut tokens);
        }
        put_bytes(&tokens, &mut packed);
        let (of_these, rest) = owners.split_at(sentences.len());
        owners = rest;
        put_numbers(of_these, &mut packed);
        put_long(sentences[0].len() as u64, &mut contents);
        put_long(sentences.len() as u64, &mut contents);
        Part::of(out.len() as u64, &packed).put(&mut contents);
        out.extend(packed);
    }
    (out, contents)
}

/// The lists of each token, one after the other, and where those of each token begin.
fn posting_lists(sentences: &[&[u32]], tokens: usize) -> (Vec<u32>, Vec<u8>) {
    // By counting: how many postings each list has, then each to its place.
    let lists = tokens * (TIERS.len() + 1);
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
    let (mut starts, mut postings) = (Vec::with_capacity(tokens), Vec::new());
    for list in 0..lists {
        if list % (TIERS.len() + 1) == 0 {
            starts.push(postings.len() as u32);
        }
        let range = ends[list] as usize..ends[list + 1] as usize;
        put_list(&numbers[range], &mut postings);
    }
    (starts, postings)
}
