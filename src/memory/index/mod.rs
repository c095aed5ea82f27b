//! The sentences of one language: every distinct sequence of tokens once.
//!
//! Sentences are numbered by rising length, tokens by falling frequency. What is large is read
//! when it is first needed: the sentences of one length, the posting lists.

pub(crate) mod bits;
pub(crate) mod build;
pub(crate) mod edit;
pub(crate) mod masked;
pub(crate) mod postings;
pub(crate) mod runs;
pub(crate) mod search;
pub(crate) mod vocabulary;

use crate::lang::Lang;
use crate::memory::disk::codec::{Damaged, Image, Part, take_long, take_numbers, take_rising};
use crate::memory::index::bits::Bits;
use crate::memory::index::postings::List;
use crate::memory::index::vocabulary::Vocabulary;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::sync::{Arc, OnceLock};

/// A token of a sentence is in the list of tier `i` when it belongs to the prefix for the
/// similarity `TIERS[i]` but not for a greater one of these; the other tokens are in a last list.
pub(crate) const TIERS: [f64; 2] = [0.7, 0.5];

/// A bit in an owner: the sentence has several units, and the rest is where their list begins.
pub(crate) const SHARED: u32 = 1 << 31;

/// The sentences of one language.
pub(crate) struct LanguageIndex {
    pub(crate) lang: Lang,
    pub(crate) vocabulary: Vocabulary,
    image: Arc<Image>,
    /// The lengths that occur, rising.
    lengths: Vec<Length>,
    postings: Postings,
    /// The units of sentences that have several: their number, then they.
    shared: Part,
    read_shared: OnceLock<Option<Vec<u32>>>,
    units: u32,
    masks: Part,
    read_masks: OnceLock<Option<Masks>>,
}

/// The posting lists, in parts that are read when they are first needed.
struct Postings {
    /// For each token, where its lists begin.
    starts: Vec<u32>,
    parts: Vec<Lists>,
}

/// The lists of some tokens.
struct Lists {
    /// Where they begin among all.
    start: u32,
    part: Part,
    read: OnceLock<Option<Vec<u8>>>,
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
    tokens: Part,
    /// In how many bytes each of them is packed.
    sizes: Part,
    read_tokens: OnceLock<Option<Sentences>>,
    owners: Part,
    read_owners: OnceLock<Option<Vec<u32>>>,
}

/// The tokens of the sentences of one length.
pub(crate) struct Sentences {
    len: u32,
    /// For each sentence, where its tokens begin; and the end.
    starts: Vec<u32>,
    tokens: Vec<u8>,
    signatures: OnceLock<Vec<u64>>,
}

/// The bit of a token in a signature.
pub(crate) fn bit(token: u32) -> u64 {
    1 << (token % 64)
}

impl LanguageIndex {
    /// Opens what [`crate::memory::index::build::Builder::finish`] wrote into the image of a segment of
    /// `units` units. `None` when it is damaged.
    pub(crate) fn decode(
        lang: Lang,
        image: Arc<Image>,
        contents: Part,
        units: u32,
    ) -> Option<LanguageIndex> {
        let contents = contents.read(&image)?;
        let bytes = &mut contents.as_slice();
        let vocabulary = Vocabulary::decode(&image, bytes)?;
        let (mut lengths, mut start) = (Vec::new(), 0u32);
        for _ in 0..take_long(bytes)? {
            let len = u32::try_from(take_long(bytes)?).ok()?;
            let end = start.checked_add(u32::try_from(take_long(bytes)?).ok()?)?;
            lengths.push(Length {
                len,
                start,
                end,
                tokens: Part::take(bytes)?,
                sizes: Part::take(bytes)?,
                read_tokens: OnceLock::new(),
                owners: Part::take(bytes)?,
                read_owners: OnceLock::new(),
            });
            start = end;
        }
        let postings = Postings::decode(bytes)?;
        let shared = Part::take(bytes)?;
        let masks = Part::take(bytes)?;
        Some(LanguageIndex {
            lang,
            vocabulary,
            image,
            lengths,
            postings,
            shared,
            read_shared: OnceLock::new(),
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

    /// How many tokens all sentences have.
    pub(crate) fn tokens(&self) -> usize {
        let of_length =
            |length: &Length| length.len as usize * (length.end - length.start) as usize;
        self.lengths.iter().map(of_length).sum()
    }

    /// The sentences of one length.
    pub(crate) fn sentences<'a>(&self, length: &'a Length) -> Result<&'a Sentences, Damaged> {
        let sentences = length.read_tokens.get_or_init(|| {
            let (tokens, sizes) =
                (length.tokens.read(&self.image)?, length.sizes.read(&self.image)?);
            let sentences = Sentences::decode(tokens, &sizes, length.len)?;
            (sentences.starts.len() == (length.end - length.start) as usize + 1)
                .then_some(sentences)
        });
        sentences.as_ref().ok_or(Damaged)
    }

    /// Reads the sentences of these lengths, and makes their signatures, where that is not done yet,
    /// on all cores.
    pub(crate) fn read_signatures<'a>(&self, lengths: impl Iterator<Item = &'a Length>) {
        let is_unknown = |length: &&Length| match length.read_tokens.get() {
            Some(Some(sentences)) => sentences.signatures.get().is_none(),
            Some(None) => false,
            None => true,
        };
        // What is damaged is noticed when it is asked for.
        let make = |length: &&Length| _ = self.sentences(length).map(Sentences::signatures);
        match lengths.filter(is_unknown).collect::<Vec<&Length>>()[..] {
            [] => {}
            [length] => make(&length),
            ref several => several.par_iter().for_each(make),
        }
    }

    /// How many units there are.
    pub(crate) fn units_in_all(&self) -> usize {
        self.units as usize
    }

    /// Reads the tokens of these sentences, and perhaps which units have them, where they are not
    /// read yet, on all cores; an error when something is damaged.
    pub(crate) fn read_all(&self, sentences: &Bits, owners: bool) -> Result<(), Damaged> {
        let asked = self.lengths.par_iter().filter(|len| sentences.meets(len.start..len.end));
        asked.try_for_each(|length| {
            self.sentences(length)?;
            if owners { self.owners_of(length).map(drop) } else { Ok(()) }
        })
    }

    /// The units that have this sentence, in rising order.
    pub(crate) fn units(&self, sentence: u32) -> Result<&[u32], Damaged> {
        let length = self.length_of(sentence)?;
        self.owners(length, sentence)
    }

    /// The units below `len` that have one of these sentences.
    pub(crate) fn units_of(&self, found: &Bits, len: usize) -> Result<Bits, Damaged> {
        let lengths = self.lengths.par_iter().filter(|len| found.meets(len.start..len.end));
        let of_length = |mut units: Bits, length: &Length| {
            for sentence in found.within(length.start..length.end) {
                self.owners(length, sentence)?.iter().for_each(|&unit| units.add(unit));
            }
            Ok(units)
        };
        lengths.try_fold(|| Bits::none(len), of_length).try_reduce(
            || Bits::none(len),
            |mut all, units| {
                all.join(&units);
                Ok(all)
            },
        )
    }

    /// The units of a sentence of this length, in rising order.
    pub(crate) fn owners<'a>(
        &'a self,
        length: &'a Length,
        sentence: u32,
    ) -> Result<&'a [u32], Damaged> {
        let at = sentence.checked_sub(length.start).ok_or(Damaged)?;
        let owner = self.owners_of(length)?.get(at as usize).ok_or(Damaged)?;
        if owner & SHARED == 0 {
            return Ok(std::slice::from_ref(owner));
        }
        let shared = self
            .read_shared
            .get_or_init(|| take_numbers(&mut self.shared.read(&self.image)?.as_slice()));
        let shared = shared.as_deref().ok_or(Damaged)?;
        let at = (owner & !SHARED) as usize;
        let len = *shared.get(at).ok_or(Damaged)? as usize;
        shared.get(at + 1..at + 1 + len).ok_or(Damaged)
    }

    /// For each sentence of this length its unit, or with [`SHARED`] where its units begin in the
    /// list of the shared.
    fn owners_of<'a>(&self, length: &'a Length) -> Result<&'a [u32], Damaged> {
        let owners = length.read_owners.get_or_init(|| {
            let bytes = length.owners.read(&self.image)?;
            let mut owners = take_numbers(&mut bytes.as_slice())?;
            owners.iter_mut().for_each(|owner| *owner = owner.rotate_right(1));
            let valid = owners.iter().all(|&owner| owner & SHARED != 0 || owner < self.units);
            (valid && owners.len() == (length.end - length.start) as usize).then_some(owners)
        });
        owners.as_deref().ok_or(Damaged)
    }

    /// The units that have a text whose mask has this number, see [`crate::memory::index::masked`].
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
        let mut bytes = self.postings.of(token, &self.image)?;
        Ok(std::array::from_fn(|_| List::take(&mut bytes)))
    }

    /// In how many sentences the token stands.
    pub(crate) fn frequency(&self, token: u32) -> Result<usize, Damaged> {
        Ok(self.lists(token)?.iter().map(List::len).sum())
    }

    /// About how many that are for a rare token, by the size of its lists: without looking into
    /// them.
    pub(crate) fn estimate(&self, token: u32) -> usize {
        let starts = self.postings.starts.get(token as usize..).unwrap_or_default();
        starts.first_chunk().map_or(1, |[start, end]| (end - start) as usize / 4)
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
        let length = self.length_of(sentence)?;
        Ok(self.sentences(length)?.tokens((sentence - length.start) as usize))
    }

    /// The bits of the tokens of a sentence, see [`bit`].
    pub(crate) fn signature(&self, sentence: u32) -> Result<u64, Damaged> {
        let length = self.length_of(sentence)?;
        Ok(self.sentences(length)?.signature((sentence - length.start) as usize))
    }

    /// The length of a sentence.
    fn length_of(&self, sentence: u32) -> Result<&Length, Damaged> {
        let at = self.lengths.partition_point(|length| length.end <= sentence);
        self.lengths.get(at).ok_or(Damaged)
    }

    /// The words of a sentence.
    pub(crate) fn words(&self, sentence: u32) -> Result<Vec<&str>, Damaged> {
        let tokens = self.sentence(sentence)?;
        Ok(tokens.filter_map(|token| self.vocabulary.spelling(token)).collect())
    }
}

impl Postings {
    /// Reads what [`crate::memory::index::build::Builder::finish`] noted of them.
    fn decode(bytes: &mut &[u8]) -> Option<Postings> {
        let starts = take_rising(bytes)?;
        let (mut parts, mut start) = (Vec::new(), 0u32);
        for _ in 0..take_long(bytes)? {
            let part = Part::take(bytes)?;
            parts.push(Lists { start, part, read: OnceLock::new() });
            start = start.checked_add(u32::try_from(part.len).ok()?)?;
        }
        Some(Postings { starts, parts })
    }

    /// The lists of a token, and what stands behind them; nothing when there is no such token.
    fn of(&self, token: u32, image: &Image) -> Result<&[u8], Damaged> {
        let Some(&start) = self.starts.get(token as usize) else { return Ok(&[]) };
        let at = self.parts.partition_point(|lists| lists.start <= start);
        let lists = at.checked_sub(1).and_then(|at| self.parts.get(at)).ok_or(Damaged)?;
        let bytes = lists.read.get_or_init(|| lists.part.read(image)).as_deref().ok_or(Damaged)?;
        bytes.get((start - lists.start) as usize..).ok_or(Damaged)
    }
}

impl Sentences {
    /// Packed tokens, and how many bytes those of each sentence are.
    fn decode(tokens: Vec<u8>, mut sizes: &[u8], len: u32) -> Option<Sentences> {
        let sizes = take_numbers(&mut sizes)?;
        let (mut starts, mut end) = (Vec::with_capacity(sizes.len() + 1), 0u32);
        starts.push(0);
        for size in sizes {
            end = end.checked_add(size)?;
            starts.push(end);
        }
        let is_whole = end as usize == tokens.len();
        is_whole.then_some(Sentences { len, starts, tokens, signatures: OnceLock::new() })
    }

    /// For each sentence, a bit for each of its tokens, see [`bit`].
    pub(crate) fn signatures(&self) -> &[u64] {
        self.signatures.get_or_init(|| {
            let mut rest = self.tokens.as_slice();
            let mut next = || (0..self.len).fold(0, |all, _| all | bit(postings::take(&mut rest)));
            (1..self.starts.len()).map(|_| next()).collect()
        })
    }

    /// The bits of the sentence at this place; the others need not be known.
    pub(crate) fn signature(&self, at: usize) -> u64 {
        let known = self.signatures.get().and_then(|signatures| signatures.get(at));
        known.copied().unwrap_or_else(|| self.tokens(at).fold(0, |all, token| all | bit(token)))
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
