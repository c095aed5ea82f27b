//! The sentences of one language: every distinct sequence of tokens once.
//!
//! Sentences are numbered by rising length, tokens by falling frequency. What is large is read
//! when it is first needed: the sentences of one length, the posting lists.

use crate::lang::Lang;
use crate::memory::bits::Bits;
use crate::memory::codec::{Image, Part, take_counted, take_long, take_numbers, take_rising};
use crate::memory::postings::{self, List};
use crate::memory::vocabulary::Vocabulary;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::{Arc, OnceLock};

/// A token of a sentence is in the list of tier `i` when it belongs to the prefix for the
/// similarity `TIERS[i]` but not for a greater one of these; the other tokens are in a last list.
pub(crate) const TIERS: [f64; 2] = [0.7, 0.5];

/// A bit in an owner: the sentence has several units, and the rest is where their list begins.
pub(crate) const SHARED: u32 = 1 << 31;

/// A part of the index is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Damaged;

/// The sentences of one language.
pub(crate) struct LanguageIndex {
    pub(crate) lang: Lang,
    pub(crate) vocabulary: Vocabulary,
    image: Arc<Image>,
    /// The lengths that occur, rising.
    lengths: Vec<Length>,
    /// For each token, where its lists begin among the postings.
    lists: Vec<u32>,
    postings: Part,
    read_postings: OnceLock<Option<Vec<u8>>>,
    /// The units of sentences that have several: their number, then they.
    shared: Vec<u32>,
    units: u32,
    masks: Part,
    read_masks: OnceLock<Option<Masks>>,
}

/// The numbers of masks, rising, and for each the unit of the text that has it.
struct Masks {
    numbers: Vec<u32>,
    units: Vec<u32>,
}

/// The sentences of one length.
pub(crate) struct Length {
    /// Their length in tokens.
    pub(crate) len: u32,
    /// The first of them.
    pub(crate) start: u32,
    /// The first that is longer.
    pub(crate) end: u32,
    part: Part,
    read: OnceLock<Option<Sentences>>,
}

/// The tokens and units of the sentences of one length.
pub(crate) struct Sentences {
    /// For each sentence, a bit for each of its tokens, see [`bit`].
    pub(crate) signatures: Vec<u64>,
    /// For each sentence, where its tokens begin; and the end.
    starts: Vec<u32>,
    tokens: Vec<u8>,
    /// For each sentence its unit, or with [`SHARED`] where its units begin in the list of the
    /// shared.
    owners: Vec<u32>,
}

/// The bit of a token in a signature.
pub(crate) fn bit(token: u32) -> u64 {
    1 << (token % 64)
}

impl LanguageIndex {
    /// Opens what [`crate::memory::build::Builder::finish`] wrote into the image of a segment of
    /// `units` units. `None` when it is damaged.
    pub(crate) fn decode(
        lang: Lang,
        image: Arc<Image>,
        contents: Part,
        units: u32,
    ) -> Option<LanguageIndex> {
        let contents = contents.read(&image)?;
        let bytes = &mut contents.as_slice();
        let vocabulary = Vocabulary::decode(bytes)?;
        let (mut lengths, mut start) = (Vec::new(), 0u32);
        for _ in 0..take_long(bytes)? {
            let len = u32::try_from(take_long(bytes)?).ok()?;
            let end = start.checked_add(u32::try_from(take_long(bytes)?).ok()?)?;
            let part = Part::take(bytes)?;
            lengths.push(Length { len, start, end, part, read: OnceLock::new() });
            start = end;
        }
        let lists = take_rising(bytes)?;
        let postings = Part::take(bytes)?;
        let shared = take_numbers(bytes)?;
        let masks = Part::take(bytes)?;
        Some(LanguageIndex {
            lang,
            vocabulary,
            image,
            lengths,
            lists,
            postings,
            read_postings: OnceLock::new(),
            shared,
            units,
            masks,
            read_masks: OnceLock::new(),
        })
    }

    /// The lengths that occur, rising.
    pub(crate) fn lengths(&self) -> &[Length] {
        &self.lengths
    }

    /// How many sentences there are.
    pub(crate) fn len(&self) -> u32 {
        self.lengths.last().map_or(0, |length| length.end)
    }

    /// The sentences of one length.
    pub(crate) fn sentences<'a>(&self, length: &'a Length) -> Result<&'a Sentences, Damaged> {
        let sentences = length.read.get_or_init(|| {
            let bytes = length.part.read(&self.image)?;
            Sentences::decode(bytes, length.len, length.end - length.start, self.units)
        });
        sentences.as_ref().ok_or(Damaged)
    }

    /// Reads the sentences of these lengths that are not read yet, on all cores.
    pub(crate) fn read_ahead<'a>(&self, lengths: impl Iterator<Item = &'a Length>) {
        let unread: Vec<&Length> = lengths.filter(|length| length.read.get().is_none()).collect();
        if unread.len() > 1 {
            // What is damaged is noticed when it is asked for.
            unread.into_par_iter().for_each(|length| _ = self.sentences(length));
        }
    }

    /// Reads what belongs to these sentences and is not read yet, on all cores.
    pub(crate) fn read_all(&self, sentences: &Bits) {
        self.read_ahead(self.lengths.iter().filter(|len| sentences.meets(len.start..len.end)));
    }

    /// The units that have this sentence, in rising order.
    pub(crate) fn units(&self, sentence: u32) -> Result<&[u32], Damaged> {
        let (sentences, at) = self.at(sentence)?;
        self.owners(sentences, at)
    }

    /// The units below `len` that have one of these sentences.
    pub(crate) fn units_of(&self, found: &Bits, len: usize) -> Result<Bits, Damaged> {
        self.read_all(found);
        let mut units = Bits::none(len);
        for length in self.lengths.iter().filter(|len| found.meets(len.start..len.end)) {
            let sentences = self.sentences(length)?;
            for sentence in found.within(length.start..length.end) {
                let owners = self.owners(sentences, (sentence - length.start) as usize)?;
                owners.iter().for_each(|&unit| units.add(unit));
            }
        }
        Ok(units)
    }

    /// The units of the sentence at this place among those of its length, in rising order.
    pub(crate) fn owners<'a>(
        &'a self,
        sentences: &'a Sentences,
        at: usize,
    ) -> Result<&'a [u32], Damaged> {
        let owner = sentences.owners.get(at).ok_or(Damaged)?;
        if owner & SHARED == 0 {
            return Ok(std::slice::from_ref(owner));
        }
        let at = (owner & !SHARED) as usize;
        let len = *self.shared.get(at).ok_or(Damaged)? as usize;
        self.shared.get(at + 1..at + 1 + len).ok_or(Damaged)
    }

    /// The units that have a text whose mask has this number, see [`crate::memory::masked`].
    pub(crate) fn masked(&self, number: u32) -> Result<&[u32], Damaged> {
        let read = || {
            let bytes = self.masks.read(&self.image)?;
            let bytes = &mut bytes.as_slice();
            let masks = Masks { numbers: take_rising(bytes)?, units: take_numbers(bytes)? };
            let valid = masks.units.iter().all(|&unit| unit < self.units);
            (valid && masks.numbers.len() == masks.units.len()).then_some(masks)
        };
        let masks = self.read_masks.get_or_init(read).as_ref().ok_or(Damaged)?;
        let start = masks.numbers.partition_point(|&n| n < number);
        let end = masks.numbers.partition_point(|&n| n <= number);
        Ok(&masks.units[start..end])
    }

    /// The lists of a token: one for each tier, and that of the other sentences.
    pub(crate) fn lists(&self, token: u32) -> Result<[List<'_>; TIERS.len() + 1], Damaged> {
        let postings = self.read_postings.get_or_init(|| self.postings.read(&self.image));
        let postings = postings.as_deref().ok_or(Damaged)?;
        let at = self.lists.get(token as usize).map_or(usize::MAX, |&at| at as usize);
        let mut bytes = postings.get(at..).unwrap_or_default();
        Ok(std::array::from_fn(|_| List::take(&mut bytes)))
    }

    /// In how many sentences the token stands.
    pub(crate) fn frequency(&self, token: u32) -> Result<usize, Damaged> {
        Ok(self.lists(token)?.iter().map(List::len).sum())
    }

    /// Every sentence in which the token stands, in no order.
    pub(crate) fn sentences_with(&self, token: u32) -> Result<Vec<u32>, Damaged> {
        let mut sentences = Vec::new();
        for list in self.lists(token)? {
            list.each_in(0, u32::MAX, |sentence| sentences.push(sentence));
        }
        Ok(sentences)
    }

    /// The numbers of the tokens of a sentence.
    pub(crate) fn sentence(&self, sentence: u32) -> Result<impl Iterator<Item = u32>, Damaged> {
        let (sentences, at) = self.at(sentence)?;
        Ok(sentences.tokens(at))
    }

    /// The bits of the tokens of a sentence, see [`bit`].
    pub(crate) fn signature(&self, sentence: u32) -> Result<u64, Damaged> {
        let (sentences, at) = self.at(sentence)?;
        sentences.signatures.get(at).copied().ok_or(Damaged)
    }

    /// Where a sentence is among those of its length.
    fn at(&self, sentence: u32) -> Result<(&Sentences, usize), Damaged> {
        let at = self.lengths.partition_point(|length| length.end <= sentence);
        let length = self.lengths.get(at).ok_or(Damaged)?;
        Ok((self.sentences(length)?, (sentence - length.start) as usize))
    }

    /// The words of a sentence.
    pub(crate) fn words(&self, sentence: u32) -> Result<Vec<&str>, Damaged> {
        let tokens = self.sentence(sentence)?;
        Ok(tokens.filter_map(|token| self.vocabulary.spelling(token)).collect())
    }
}

impl Sentences {
    fn decode(mut bytes: Vec<u8>, len: u32, sentences: u32, units: u32) -> Option<Sentences> {
        let mut rest = bytes.as_slice();
        let counted = take_counted(&mut rest)?.len();
        let end = bytes.len() - rest.len();
        let mut owners = take_numbers(&mut rest)?;
        owners.iter_mut().for_each(|owner| *owner = owner.rotate_right(1));
        let valid = owners.iter().all(|&owner| owner & SHARED != 0 || owner < units);
        if !valid || owners.len() != sentences as usize {
            return None;
        }
        // What was read becomes the tokens: a copy would be as large.
        bytes.truncate(end);
        bytes.drain(..end - counted);
        let tokens = bytes;
        let mut rest = tokens.as_slice();
        let mut signatures = Vec::with_capacity(sentences as usize);
        let mut starts = Vec::with_capacity(sentences as usize + 1);
        starts.push(0);
        for _ in 0..sentences {
            signatures.push((0..len).fold(0, |bits, _| bits | bit(postings::take(&mut rest))));
            starts.push((tokens.len() - rest.len()) as u32);
        }
        Some(Sentences { signatures, starts, tokens, owners })
    }

    /// The numbers of the tokens of the sentence at this place, packed.
    pub(crate) fn packed(&self, at: usize) -> &[u8] {
        let range = match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        };
        self.tokens.get(range).unwrap_or_default()
    }

    /// The numbers of the tokens of the sentence at this place.
    pub(crate) fn tokens(&self, at: usize) -> impl Iterator<Item = u32> {
        let mut bytes = self.packed(at);
        std::iter::from_fn(move || (!bytes.is_empty()).then(|| postings::take(&mut bytes)))
    }
}
