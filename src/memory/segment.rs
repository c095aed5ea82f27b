//! A segment of the index: the units of some files and an index for each of their languages.
//!
//! A segment is written once and never changed. Its image is: eight bytes that name the format;
//! the packed units; the language indexes; the standing of the units; a directory of all these;
//! and twenty bytes that say where the directory is. Every part has a checksum and is read
//! when it is first needed.

use crate::lang::Lang;
use crate::memory::build::Builder;
use crate::memory::codec::{
    Image, Part, put_bytes, put_long, put_numbers, take_long, take_numbers, take_text,
};
use crate::memory::index::{Damaged, LanguageIndex};
use crate::memory::store::{Packer, Store};
use crate::memory::{UnitRecord, unit};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::sync::{Arc, OnceLock};

/// The name and version of the format.
const MAGIC: &[u8; 8] = b"yaddash1";

/// The bytes at the end that describe the directory.
const FOOTER: u64 = 20;

/// Gathers the units of a segment, file by file.
pub(crate) struct SegmentBuilder {
    packer: Packer,
    languages: Vec<(Lang, Builder)>,
    standing: Vec<u32>,
    /// For each file, its path and how many units it has.
    files: Vec<(String, u32)>,
}

impl SegmentBuilder {
    pub(crate) fn new() -> SegmentBuilder {
        SegmentBuilder {
            packer: Packer::new(),
            languages: Vec::new(),
            standing: Vec::new(),
            files: Vec::new(),
        }
    }

    /// How many units there are so far.
    pub(crate) fn len(&self) -> usize {
        self.standing.len()
    }

    /// Begins a file: the units that follow are its.
    pub(crate) fn begin_file(&mut self, path: &str) {
        self.files.push((path.to_owned(), 0));
    }

    /// Adds the next unit of the file.
    pub(crate) fn add(&mut self, unit: &UnitRecord) {
        let number = self.standing.len() as u32;
        self.standing.push(unit::standing(unit));
        self.packer.add(unit);
        if let Some((_, count)) = self.files.last_mut() {
            *count += 1;
        }
        for (lang, text) in &unit.variants {
            let at = match self.languages.iter().position(|(l, _)| l.same_language(lang)) {
                Some(at) => at,
                None => {
                    self.languages.push((lang.clone(), Builder::new(lang.clone())));
                    self.languages.len() - 1
                }
            };
            self.languages[at].1.add(number, text);
        }
    }

    /// The image of the segment, and the checksum of its directory, which names it.
    pub(crate) fn finish(self) -> (Vec<u8>, u32) {
        let SegmentBuilder { packer, languages, standing, files } = self;
        let (mut out, mut directory) = (MAGIC.to_vec(), Vec::new());
        put_long(files.len() as u64, &mut directory);
        for (path, count) in files {
            put_bytes(path.as_bytes(), &mut directory);
            put_long(u64::from(count), &mut directory);
        }
        let part = |bytes: &[u8], out: &mut Vec<u8>, directory: &mut Vec<u8>| {
            Part::of(out.len() as u64, bytes).put(directory);
            out.extend(bytes);
        };
        let start = out.len() as u64;
        let (blocks, table) = packer.finish();
        out.extend(blocks);
        put_long(start, &mut directory);
        part(&table, &mut out, &mut directory);
        let mut column = Vec::new();
        // In many memories all units have one standing, which is written once.
        let said = standing.windows(2).any(|pair| pair[0] != pair[1]);
        put_numbers(if said { &standing } else { &standing[..standing.len().min(1)] }, &mut column);
        part(&column, &mut out, &mut directory);
        put_long(languages.len() as u64, &mut directory);
        let languages: Vec<(Lang, (Vec<u8>, Part))> =
            languages.into_par_iter().map(|(lang, builder)| (lang, builder.finish())).collect();
        for (lang, (bytes, contents)) in languages {
            put_bytes(lang.as_str().as_bytes(), &mut directory);
            put_long(out.len() as u64, &mut directory);
            contents.put(&mut directory);
            out.extend(bytes);
        }
        let footer = Part::of(out.len() as u64, &directory);
        out.extend(directory);
        out.extend(footer.start.to_le_bytes());
        out.extend(footer.len.to_le_bytes());
        out.extend(footer.checksum.to_le_bytes());
        (out, footer.checksum)
    }
}

/// An opened segment.
pub(crate) struct Segment {
    image: Arc<Image>,
    /// The checksum of the directory.
    pub(crate) checksum: u32,
    /// For each file, its path and its first unit; and at the end, how many units there are.
    pub(crate) files: Vec<(String, u32)>,
    store: Store,
    standing: (Part, OnceLock<Option<Vec<u32>>>),
    languages: Vec<Language>,
}

struct Language {
    lang: Lang,
    base: u64,
    contents: Part,
    index: OnceLock<Option<LanguageIndex>>,
}

impl Segment {
    /// Opens an image; `None` when it is damaged. Parts that are read later are checked then.
    pub(crate) fn open(image: Image) -> Option<Segment> {
        if image.read(0..MAGIC.len() as u64)? != MAGIC {
            return None;
        }
        let footer = image.read(image.len().checked_sub(FOOTER)?..image.len())?;
        let word = |at: usize| Some(u64::from_le_bytes(footer.get(at..at + 8)?.try_into().ok()?));
        let checksum = u32::from_le_bytes(footer.get(16..20)?.try_into().ok()?);
        let directory = Part { start: word(0)?, len: word(8)?, checksum }.read(&image)?;
        let bytes = &mut directory.as_slice();
        let (mut files, mut first) = (Vec::new(), 0u32);
        for _ in 0..take_long(bytes)? {
            files.push((take_text(bytes)?, first));
            first = first.checked_add(u32::try_from(take_long(bytes)?).ok()?)?;
        }
        files.push((String::new(), first));
        let start = take_long(bytes)?;
        let store = Store::open(&Part::take(bytes)?.read(&image)?, start)?;
        if store.len() != first {
            return None;
        }
        let standing = (Part::take(bytes)?, OnceLock::new());
        let mut languages = Vec::new();
        for _ in 0..take_long(bytes)? {
            let lang = Lang::parse(&take_text(bytes)?)?;
            let (base, contents) = (take_long(bytes)?, Part::take(bytes)?);
            languages.push(Language { lang, base, contents, index: OnceLock::new() });
        }
        Some(Segment { image: Arc::new(image), checksum, files, store, standing, languages })
    }

    /// How many units there are, in files that are wanted or not.
    pub(crate) fn len(&self) -> u32 {
        self.store.len()
    }

    /// The languages, as they were first written.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.languages.iter().map(|language| &language.lang)
    }

    /// The index of a language; an error when it is damaged.
    pub(crate) fn index(&self, lang: &Lang) -> Result<Option<&LanguageIndex>, Damaged> {
        let Some(language) = self.languages.iter().find(|l| l.lang.same_language(lang)) else {
            return Ok(None);
        };
        let index = language.index.get_or_init(|| {
            let &Language { ref lang, base, contents, .. } = language;
            LanguageIndex::decode(lang.clone(), self.image.clone(), base, contents, self.len())
        });
        index.as_ref().map(Some).ok_or(Damaged)
    }

    /// A unit, without its file and number.
    pub(crate) fn unit(&self, number: u32) -> Result<UnitRecord, Damaged> {
        self.store.unit(&self.image, number).ok_or(Damaged)
    }

    /// Calls `each` for every unit in order.
    pub(crate) fn each_unit(&self, each: impl FnMut(u32, UnitRecord)) -> Result<(), Damaged> {
        self.store.each(&self.image, each).ok_or(Damaged)
    }

    /// Of two units that are equally alike, the one with the greater standing comes first.
    pub(crate) fn standing(&self, number: u32) -> Result<u32, Damaged> {
        let (part, column) = &self.standing;
        let column = column.get_or_init(|| take_numbers(&mut part.read(&self.image)?.as_slice()));
        let column = column.as_ref().ok_or(Damaged)?;
        let at = if column.len() == 1 { 0 } else { number as usize };
        Ok(column.get(at).copied().unwrap_or_default())
    }
}
