//! A segment of the index: the units of some files and an index for each of their languages.
//!
//! A segment is written once, part by part, and never changed. Its image is: eight bytes that name
//! the format; where the units are, or they themselves, packed; their standing, the outline of their
//! texts, and who has changed them; the language indexes; a directory of all these; and twenty bytes
//! that say where the directory is. Every part has a checksum and is read when it is first needed.

use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::memory::concordance::outline::{LOOSE, Threes, outline};
use crate::memory::concordance::scanned::Scanned;
use crate::memory::concordance::sketch::Sketch;
use crate::memory::disk::codec::{
    Damaged, Image, Part, Parts, put_bytes, put_long, take_long, take_text,
};
use crate::memory::disk::column::{self, Column};
use crate::memory::disk::direct::{Direct, Lines};
use crate::memory::disk::store::{Packer, Store};
use crate::memory::index::LanguageIndex;
use crate::memory::index::bits::Bits;
use crate::memory::index::build::Builder;
use crate::memory::{UnitRecord, unit};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::HashMap;
use std::io::Write;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The name of the format and, in its last character, its version.
const MAGIC: &[u8; 8] = b"yaddashC";

/// The bytes at the end that describe the directory.
const FOOTER: u64 = 20;

/// Gathers the units of a segment, file by file.
pub(crate) struct SegmentBuilder {
    packer: Packer,
    languages: Vec<(Lang, Builder)>,
    standing: Vec<u32>,
    threes: Vec<Threes>,
    sizes: Vec<u32>,
    counts: Vec<u32>,
    persons: Persons,
    files: Vec<FileBuilder>,
    packed: u32,
}

/// Who has changed the units.
#[derive(Default)]
struct Persons {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
    /// For each unit, the number of a name, counted from 1; 0 when it does not say.
    of_units: Vec<u32>,
}

impl Persons {
    fn add(&mut self, person: Option<&str>) {
        let number = person.map_or(0, |person| match self.numbers.get(person) {
            Some(&number) => number,
            None => {
                self.names.push(person.to_owned());
                let number = self.names.len() as u32;
                self.numbers.insert(person.to_owned(), number);
                number
            }
        });
        self.of_units.push(number);
    }
}

struct FileBuilder {
    path: String,
    units: u32,
    /// Where the units are to be read, when they are not packed.
    lines: Option<Lines>,
    /// How many packed units stand before.
    packed_before: u32,
}

impl SegmentBuilder {
    pub(crate) fn new() -> SegmentBuilder {
        SegmentBuilder {
            packer: Packer::new(),
            languages: Vec::new(),
            standing: Vec::new(),
            threes: Vec::new(),
            sizes: Vec::new(),
            counts: Vec::new(),
            persons: Persons::default(),
            files: Vec::new(),
            packed: 0,
        }
    }

    /// How many units there are so far.
    pub(crate) fn len(&self) -> usize {
        self.standing.len()
    }

    /// Begins a file: the units that follow are its. They are packed into the segment.
    pub(crate) fn begin_file(&mut self, path: &str) {
        self.begin(path, None);
    }

    /// Begins a file whose units stay there, see [`crate::memory::disk::direct`].
    pub(crate) fn begin_direct(&mut self, path: &str) {
        self.begin(path, Some(Lines::default()));
    }

    fn begin(&mut self, path: &str, lines: Option<Lines>) {
        let (path, packed_before) = (path.to_owned(), self.packed);
        self.files.push(FileBuilder { path, units: 0, lines, packed_before });
    }

    /// Adds the next units of the file, each with the line on which it begins there: every
    /// language on a core of its own.
    pub(crate) fn add_all(&mut self, units: &[(UnitRecord, u32)]) {
        let Some(file) = self.files.last_mut() else { return };
        let first = self.standing.len() as u32;
        let mut texts: Vec<Vec<(u32, &str)>> = vec![Vec::new(); self.languages.len()];
        for (number, (unit, _)) in (first..).zip(units) {
            self.standing.push(unit::standing(unit));
            self.persons.add(unit.changed_by.as_deref());
            for (lang, text) in &unit.variants {
                let at = match self.languages.iter().position(|(l, _)| l.same_language(lang)) {
                    Some(at) => at,
                    None => {
                        self.languages.push((lang.clone(), Builder::new(lang.clone())));
                        texts.push(Vec::new());
                        self.languages.len() - 1
                    }
                };
                texts[at].push((number, text));
            }
        }
        file.units += units.len() as u32;
        let (packer, packed) = (&mut self.packer, &mut self.packed);
        let (threes, sizes, counts) = (&mut self.threes, &mut self.sizes, &mut self.counts);
        rayon::scope(|scope| {
            scope.spawn(|_| {
                for (unit, _) in units {
                    let of_unit = outline(unit.variants.iter().map(|(_, text)| text.as_str()));
                    threes.push(of_unit.threes);
                    sizes.push(of_unit.sizes);
                    counts.push(of_unit.counts);
                }
            });
            for ((_, builder), texts) in self.languages.iter_mut().zip(&texts) {
                scope.spawn(move |_| {
                    texts.iter().for_each(|&(number, text)| builder.add(number, text));
                });
            }
            for (unit, line) in units {
                match &mut file.lines {
                    Some(lines) => lines.add(unit, *line),
                    None => {
                        packer.add(unit);
                        *packed += 1;
                    }
                }
            }
        });
    }

    /// The segment in memory.
    pub(crate) fn in_memory(self) -> Result<Option<Segment>> {
        let mut image = Vec::new();
        self.finish(&mut image, "memory")?;
        Ok(Segment::open(Image::Memory(image)))
    }

    /// Writes the image of the segment to what is called `name`. The result is its size and the
    /// checksum of its directory, which name it. Fails also when a file whose units stay there
    /// cannot be read again.
    pub(crate) fn finish(mut self, to: &mut dyn Write, name: &str) -> Result<(u64, u32)> {
        let mut tables = Vec::with_capacity(self.files.len());
        for file in &mut self.files {
            let failed = |cause| Error::io(file.path.clone(), "read the file", cause);
            let table = file.lines.take().map(|lines| lines.finish(Path::new(&file.path)));
            tables.push(table.transpose().map_err(failed)?);
        }
        self.write(&tables, to).map_err(|cause| Error::io(name, "write the index", cause))
    }

    /// Writes it, with the tables of the places of the units that stay in their files.
    fn write(self, tables: &[Option<Vec<u8>>], to: &mut dyn Write) -> std::io::Result<(u64, u32)> {
        let SegmentBuilder { packer, languages, standing, persons, files, .. } = self;
        let (threes, sizes, counts) = (self.threes, self.sizes, self.counts);
        let (mut out, mut directory) = (Parts::new(to), Vec::new());
        out.put(MAGIC)?;
        put_long(files.len() as u64, &mut directory);
        for (file, table) in files.iter().zip(tables) {
            put_bytes(file.path.as_bytes(), &mut directory);
            put_long(u64::from(file.units), &mut directory);
            put_long(u64::from(file.packed_before), &mut directory);
            put_long(u64::from(table.is_some()), &mut directory);
            if let Some(table) = table {
                out.put(table)?.put(&mut directory);
            }
        }
        let (blocks, table) = packer.finish();
        put_long(out.put(&blocks)?.start, &mut directory);
        drop(blocks);
        out.put(&table)?.put(&mut directory);
        out.put(&column::packed(&standing))?.put(&mut directory);
        out.put(&column::packed(&threes))?.put(&mut directory);
        out.put(&column::packed(&sizes))?.put(&mut directory);
        out.put(&column::packed(&counts))?.put(&mut directory);
        let mut names = Vec::new();
        persons.names.iter().for_each(|name| put_bytes(name.as_bytes(), &mut names));
        out.put(&names)?.put(&mut directory);
        out.put(&column::packed(&persons.of_units))?.put(&mut directory);
        drop((standing, threes, sizes, counts, persons));
        put_long(languages.len() as u64, &mut directory);
        // One after the other, each on all cores: so only one needs its memory.
        for (lang, builder) in languages {
            put_bytes(lang.as_str().as_bytes(), &mut directory);
            builder.finish(&mut out)?.put(&mut directory);
        }
        let footer = out.put(&directory)?;
        out.write(&footer.start.to_le_bytes())?;
        out.write(&footer.len.to_le_bytes())?;
        out.write(&footer.checksum.to_le_bytes())?;
        Ok((out.len, footer.checksum))
    }
}

/// An opened segment.
pub(crate) struct Segment {
    image: Arc<Image>,
    /// The checksum of the directory.
    pub(crate) checksum: u32,
    /// For each file, its path and its first unit; and at the end, how many units there are.
    pub(crate) files: Vec<(String, u32)>,
    places: Vec<Units>,
    store: Store,
    standing: Column<u32>,
    threes: Column<Threes>,
    sizes: Column<u32>,
    counts: Column<u32>,
    /// Who has changed the units: their names, and for each unit the number of one.
    persons: (Part, OnceLock<Option<Vec<String>>>),
    of_units: Column<u32>,
    languages: Vec<Language>,
}

/// Where the units of a file are.
enum Units {
    /// In the segment, from this one on.
    Packed(u32),
    /// In the file itself; where the table of their places is, and the file.
    Direct(Part, OnceLock<Option<Direct>>),
}

struct Language {
    lang: Lang,
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
        let (mut files, mut places, mut first) = (Vec::new(), Vec::new(), 0u32);
        for _ in 0..take_long(bytes)? {
            files.push((take_text(bytes)?, first));
            first = first.checked_add(u32::try_from(take_long(bytes)?).ok()?)?;
            let packed = u32::try_from(take_long(bytes)?).ok()?;
            places.push(match take_long(bytes)? {
                0 => Units::Packed(packed),
                _ => Units::Direct(Part::take(bytes)?, OnceLock::new()),
            });
        }
        files.push((String::new(), first));
        let start = take_long(bytes)?;
        let store = Store::open(&Part::take(bytes)?.read(&image)?, start)?;
        let standing = Column::new(Part::take(bytes)?);
        let threes = Column::new(Part::take(bytes)?);
        let sizes = Column::new(Part::take(bytes)?);
        let counts = Column::new(Part::take(bytes)?);
        let persons = (Part::take(bytes)?, OnceLock::new());
        let of_units = Column::new(Part::take(bytes)?);
        let mut languages = Vec::new();
        for _ in 0..take_long(bytes)? {
            let lang = Lang::parse(&take_text(bytes)?)?;
            let contents = Part::take(bytes)?;
            languages.push(Language { lang, contents, index: OnceLock::new() });
        }
        let image = Arc::new(image);
        let segment = Segment {
            image,
            checksum,
            files,
            places,
            store,
            standing,
            threes,
            sizes,
            counts,
            persons,
            of_units,
            languages,
        };
        // The files are opened now: what takes their place later is not what was indexed.
        for file in 0..segment.places.len() {
            // One that is gone is noticed when it is asked for.
            let _ = segment.direct(file);
        }
        Some(segment)
    }

    /// How many units there are, in files that are wanted or not.
    pub(crate) fn len(&self) -> u32 {
        self.files.last().map_or(0, |&(_, end)| end)
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
            let &Language { ref lang, contents, .. } = language;
            LanguageIndex::decode(lang.clone(), self.image.clone(), contents, self.len())
        });
        index.as_ref().map(Some).ok_or(Damaged)
    }

    /// Reads at once, on all cores, what a concordance in some languages needs one after the other.
    /// What is damaged is noticed where it is asked for.
    pub(crate) fn prepare(&self, is_wanted: &(dyn Fn(&Lang) -> bool + Sync)) {
        let wanted = self.languages.par_iter().filter(|language| is_wanted(&language.lang));
        let _ = rayon::join(
            || self.standing.load(&self.image),
            || wanted.for_each(|language| _ = self.index(&language.lang)),
        );
    }

    /// A unit of a file, without its file and number.
    pub(crate) fn unit(&self, file: usize, number: u32) -> Result<UnitRecord, Damaged> {
        let unit = match self.places.get(file).ok_or(Damaged)? {
            Units::Packed(first) => self.store.unit(&self.image, first + number),
            Units::Direct(..) => {
                self.direct(file)?.and_then(|direct| direct.unit(&self.image, number))
            }
        };
        unit.ok_or(Damaged)
    }

    /// Calls `each` for every unit of a file in order, with the line on which it begins when
    /// that is known.
    pub(crate) fn each_unit(
        &self,
        file: usize,
        mut each: impl FnMut(UnitRecord, u32),
    ) -> Result<(), Damaged> {
        if let Some(direct) = self.direct(file)? {
            return direct.each_unit(&self.image, each).ok_or(Damaged);
        }
        let start = self.files.get(file).ok_or(Damaged)?.1;
        let end = self.files.get(file + 1).ok_or(Damaged)?.1;
        for number in 0..end - start {
            each(self.unit(file, number)?, 0);
        }
        Ok(())
    }

    /// The numbers of the `wanted` units of a file that have a text which the pattern matches, and of some
    /// that perhaps have none, rising.
    pub(crate) fn scan(
        &self,
        file: usize,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        pattern: &Scanned,
    ) -> Result<Vec<u32>, Damaged> {
        let (start, end) = match (self.files.get(file), self.files.get(file + 1)) {
            (Some((_, start)), Some((_, end))) => (*start, *end),
            _ => return Err(Damaged),
        };
        match self.places.get(file).ok_or(Damaged)? {
            Units::Packed(first) => {
                let packed = *first..*first + (end - start);
                let wanted = |number: u32| wanted(number - first);
                let found = self.store.scan(&self.image, packed, &wanted, pattern);
                let found = found.ok_or(Damaged)?;
                Ok(found.into_iter().map(|number| number - first).collect())
            }
            Units::Direct(..) => {
                let direct = self.direct(file)?.ok_or(Damaged)?;
                direct.scan(&self.image, wanted, pattern).ok_or(Damaged)
            }
        }
    }

    /// Whether a unit of a file has a text which the pattern matches; perhaps also where it has
    /// none.
    pub(crate) fn may_match(
        &self,
        file: usize,
        number: u32,
        pattern: &Scanned,
    ) -> Result<bool, Damaged> {
        let may_match = match self.places.get(file).ok_or(Damaged)? {
            Units::Packed(first) => self.store.matches(&self.image, first + number, pattern),
            Units::Direct(..) => {
                self.direct(file)?.and_then(|direct| direct.may_match(&self.image, number, pattern))
            }
        };
        may_match.ok_or(Damaged)
    }

    /// Whether the units of a file stay there.
    pub(crate) fn is_direct(&self, file: usize) -> bool {
        matches!(self.places.get(file), Some(Units::Direct(..)))
    }

    fn direct(&self, file: usize) -> Result<Option<&Direct>, Damaged> {
        let (Some(Units::Direct(table, opened)), Some((path, _))) =
            (self.places.get(file), self.files.get(file))
        else {
            return Ok(None);
        };
        opened
            .get_or_init(|| Direct::open(Path::new(path), *table))
            .as_ref()
            .map(Some)
            .ok_or(Damaged)
    }

    /// Of two units that are equally alike, the one with the greater standing comes first.
    pub(crate) fn standing(&self, number: u32) -> Result<u32, Damaged> {
        self.standing.value(&self.image, number)
    }

    /// The units that may have a text with this outline.
    pub(crate) fn outlined(&self, sketch: &Sketch) -> Result<Bits, Damaged> {
        let mut units = Bits::all(self.len() as usize);
        // Read at once; what is damaged is noticed where it is asked for.
        let _ = rayon::join(
            || self.sizes.load(&self.image),
            || sketch.has_threes().then(|| self.threes.load(&self.image)),
        );
        self.sizes.keep(&self.image, &mut units, |sizes| sketch.allows_lengths(sizes))?;
        if sketch.has_counts() {
            self.counts.keep(&self.image, &mut units, |counts| sketch.allows_counts(counts))?;
        }
        if sketch.has_threes() {
            self.threes.keep(&self.image, &mut units, |threes| sketch.allows(threes))?;
        }
        Ok(units)
    }

    /// The units with characters that are perhaps others in their tokens.
    pub(crate) fn loose(&self) -> Result<Bits, Damaged> {
        let mut units = Bits::all(self.len() as usize);
        self.threes.keep(&self.image, &mut units, |threes| threes & LOOSE != 0)?;
        Ok(units)
    }

    /// Whether this person has changed the unit last, or else made it.
    pub(crate) fn is_of(&self, number: u32, person: &str) -> Result<bool, Damaged> {
        let (part, names) = &self.persons;
        let names = names.get_or_init(|| {
            let bytes = part.read(&self.image)?;
            let mut rest = bytes.as_slice();
            let mut names = Vec::new();
            while !rest.is_empty() {
                names.push(take_text(&mut rest)?);
            }
            Some(names)
        });
        let of_unit = self.of_units.value(&self.image, number)?;
        let at = of_unit.checked_sub(1).map(|at| at as usize);
        Ok(at.and_then(|at| names.as_ref()?.get(at)).is_some_and(|name| name == person))
    }
}
