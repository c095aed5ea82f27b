//! Units ↔ the other formats in which translations travel: tables, JSON Lines, PO, XLIFF, plain
//! bitext, and whole OmegaT projects.
//!
//! [`tmx::Unit`] is the common form. Every format has a reader ([`Units`]) and a writer
//! ([`Sink`]) that hold one unit at a time; what a format cannot hold is counted ([`Losses`]) and
//! never dropped in silence. What formats beside TMX say of a unit stands in properties:
//!
//! | property | what it is |
//! |---|---|
//! | `x-state` | the state of the translation, in the words of XLIFF (`needs-translation`, `translated`, `reviewed`, `final` …); PO's `fuzzy` is `needs-review-translation` |
//! | `x-state-qualifier` | how it came to be, in the words of XLIFF (`exact-match`, `fuzzy-match` …) |
//! | `x-original` | the file from which the text was taken (XLIFF `original`) |
//! | `x-context` | what tells two units of one text apart (PO `msgctxt`, XLIFF `resname`) |
//! | `x-approved`, `x-translate` | XLIFF's attributes of those names |
//! | `x-po-…` | flags, references, comments and plural forms of PO |
//!
//! ```
//! use yaddash::exchange::{self, Format, Input, Plan, ReadOptions};
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("talks.csv");
//! std::fs::write(&path, "en,ru\nGood morning!,Доброе утро!\n").unwrap();
//! let input = Input::file(&path, None, ReadOptions::default())?;
//! assert_eq!(input.format(), Format::Csv);
//!
//! let mut xliff = Vec::new();
//! let plan = Plan::survey(&mut *input.open()?, None, None)?;
//! let converted = exchange::convert(&mut *input.open()?, Format::Xliff12, &mut xliff, &plan)?;
//! assert_eq!((converted.read, converted.written), (1, 1));
//! assert!(String::from_utf8(xliff).unwrap().contains("<target>Доброе утро!</target>"));
//! # Ok::<(), yaddash::error::Error>(())
//! ```

mod bitext;
mod columns;
mod csv;
mod detect;
mod jsonl;
pub mod omegat;
mod plan;
mod po;
mod text;
mod xliff;
mod xlsx;
mod xml;

pub use bitext::write_bitext;
pub use detect::Format;
pub use plan::{Losses, Plan};

use crate::error::{Error, Kind, Notice, Place, Result};
use crate::lang::Lang;
use crate::tmx::{self, Header, Reader, Unit, WriteOptions, Writer};
use encoding_rs::Encoding;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The state of a translation, as a property.
pub const STATE_PROP: &str = "x-state";
/// The file from which a text was taken, as a property.
pub const ORIGINAL_PROP: &str = "x-original";
/// How the translation was found, as a property: `exact-match`, `fuzzy-match`.
pub const QUALIFIER_PROP: &str = "x-state-qualifier";
/// What tells two units of one text apart, as a property.
pub const CONTEXT_PROP: &str = "x-context";

/// Whether a unit's state says that its translation is none to rely on: it is yet to be made,
/// adapted or looked at, or a guess of a program (PO's `fuzzy`).
pub fn is_unfinished(unit: &Unit) -> bool {
    unit.prop(STATE_PROP)
        .is_some_and(|state| matches!(state, "new" | "initial") || state.starts_with("needs-"))
}

/// Whether a unit asks for a translation: XLIFF's `translate` does not forbid it, and the text is
/// not one that PO keeps although it is no longer in use.
pub fn wants_translation(unit: &Unit) -> bool {
    unit.prop(xliff::TRANSLATE_PROP) != Some("no") && unit.prop(po::OBSOLETE_PROP).is_none()
}

/// Where units come from, one at a time.
pub trait Units {
    /// What stands above the units.
    fn header(&self) -> &Header;

    /// The next unit; `None` after the last.
    fn next_unit(&mut self) -> Result<Option<Unit>>;

    /// What there is to know about the reading; complete after the last unit.
    fn notices(&self) -> Vec<Notice>;

    /// How many comments and processing instructions stand behind the last unit.
    fn remarks_behind(&self) -> usize {
        0
    }

    /// The language into which the file is being translated, where it is a translation of one
    /// text and no memory: that of the unit that was read last.
    fn target(&self) -> Option<&str> {
        None
    }
}

/// Units that are in memory already.
#[derive(Debug, Clone)]
pub struct Held {
    header: Header,
    units: std::vec::IntoIter<Unit>,
}

impl Held {
    /// Units, and what stands above them.
    pub fn new(header: Header, units: Vec<Unit>) -> Held {
        Held { header, units: units.into_iter() }
    }
}

impl Units for Held {
    fn header(&self) -> &Header {
        &self.header
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        Ok(self.units.next())
    }

    fn notices(&self) -> Vec<Notice> {
        Vec::new()
    }
}

impl Units for Reader<'_> {
    fn header(&self) -> &Header {
        self.header()
    }

    fn next_unit(&mut self) -> Result<Option<Unit>> {
        self.next_unit()
    }

    fn notices(&self) -> Vec<Notice> {
        self.notices().cloned().collect()
    }

    fn remarks_behind(&self) -> usize {
        self.tail().len()
    }
}

/// Where units go, one at a time.
pub trait Sink {
    /// Writes a unit; whether the format had room for it.
    fn unit(&mut self, unit: &Unit) -> Result<bool>;

    /// Completes the file and says what it could not hold.
    fn finish(self: Box<Self>) -> Result<Losses>;
}

/// How a file is read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The languages of a file that does not name them itself, the source first.
    pub languages: Vec<Lang>,
    /// The encoding of a text file; told from its content if not given.
    pub encoding: Option<&'static Encoding>,
    /// Reads what can be saved from a broken TMX file.
    pub repair: bool,
    /// The name under which errors speak of the file; its path if not given.
    pub name: Option<String>,
}

impl ReadOptions {
    fn name_of(&self, path: &Path) -> String {
        self.name.clone().unwrap_or_else(|| path.display().to_string())
    }
}

/// A file of units, or parallel files of text. It can be opened several times.
#[derive(Debug, Clone)]
pub struct Input {
    format: Format,
    files: Vec<(Option<Lang>, PathBuf)>,
    options: ReadOptions,
}

impl Input {
    /// One file, in the format given or else told by its content and name.
    pub fn file(path: &Path, format: Option<Format>, options: ReadOptions) -> Result<Input> {
        let format = match format {
            Some(format) => format,
            None => Format::of_file(path)?,
        };
        Ok(Input { format, files: vec![(None, path.to_owned())], options })
    }

    /// Parallel text files: line N of one translates line N of the others.
    pub fn parallel(files: Vec<(Lang, PathBuf)>, options: ReadOptions) -> Input {
        let files = files.into_iter().map(|(lang, path)| (Some(lang), path)).collect();
        Input { format: Format::Bitext, files, options }
    }

    /// The format.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Begins to read.
    pub fn open(&self) -> Result<Box<dyn Units>> {
        let Some((_, path)) = self.files.first() else {
            return Err(Error::new(Kind::Usage, "no file is given"));
        };
        let options = &self.options;
        let name = options.name_of(path);
        let file =
            || File::open(path).map_err(|cause| Error::io(name.clone(), "read the file", cause));
        Ok(match self.format {
            Format::Tmx => {
                let options = tmx::ReadOptions { repair: options.repair };
                Box::new(Reader::new(file()?, &name, options)?)
            }
            Format::Csv => Box::new(csv::Reader::open(path, csv::Delimiter::Told, options)?),
            Format::Tsv => Box::new(csv::Reader::open(path, csv::Delimiter::Tab, options)?),
            Format::Xlsx => Box::new(xlsx::Reader::open(file()?, options, &name)?),
            Format::JsonLines => Box::new(jsonl::Reader::open(path, options)?),
            Format::Po => Box::new(po::Reader::open(path, options)?),
            Format::Xliff12 | Format::Xliff21 => Box::new(xliff::Reader::open(file()?, &name)?),
            Format::Bitext => {
                let named = |(lang, path): &(Option<Lang>, PathBuf)| match lang {
                    Some(lang) => Ok((lang.clone(), path.clone())),
                    None => Err(Error::new(Kind::Usage, "the language of the file is not known")
                        .at(Place::file(path.display().to_string()))
                        .help("name each file with its language: en=a.txt ru=b.txt")),
                };
                let files = self.files.iter().map(named).collect::<Result<Vec<_>>>()?;
                Box::new(bitext::Reader::open(&files, options)?)
            }
        })
    }
}

/// Begins to write a file of this format.
///
/// # Errors
/// `Usage` for [`Format::Bitext`], which is several files ([`write_bitext`]), and where a
/// bilingual format has no second language.
pub fn writer<'a>(
    format: Format,
    out: &'a mut dyn Write,
    plan: &'a Plan,
) -> Result<Box<dyn Sink + 'a>> {
    Ok(match format {
        Format::Tmx => {
            Box::new(TmxSink { writer: Writer::new(out, &plan.header, WriteOptions::default())? })
        }
        Format::Csv => Box::new(csv::Sink::new(out, b',', plan)?),
        Format::Tsv => Box::new(csv::Sink::new(out, b'\t', plan)?),
        Format::Xlsx => Box::new(xlsx::Sink::new(out, plan)?),
        Format::JsonLines => Box::new(jsonl::Sink::new(out, plan)),
        Format::Po => Box::new(po::Sink::new(out, plan)?),
        Format::Xliff12 => Box::new(xliff::Sink::new(out, plan, xliff::Version::V12)?),
        Format::Xliff21 => Box::new(xliff::Sink::new(out, plan, xliff::Version::V21)?),
        Format::Bitext => {
            return Err(Error::new(Kind::Usage, "plain bitext is one file for each language")
                .help("name each file with its language: en=a.txt ru=b.txt"));
        }
    })
}

struct TmxSink<'a> {
    writer: Writer<&'a mut dyn Write>,
}

impl Sink for TmxSink<'_> {
    fn unit(&mut self, unit: &Unit) -> Result<bool> {
        self.writer.unit(unit)?;
        Ok(true)
    }

    fn finish(self: Box<Self>) -> Result<Losses> {
        self.writer.finish()?;
        Ok(Losses::default())
    }
}

/// What a conversion did.
#[derive(Debug, Clone, Default)]
pub struct Converted {
    /// Units read.
    pub read: usize,
    /// Units written.
    pub written: usize,
    /// What the format could not hold.
    pub lost: Losses,
    /// What there is to know about the reading.
    pub notices: Vec<Notice>,
}

/// Writes all units in another format.
pub fn convert(
    units: &mut dyn Units,
    format: Format,
    out: &mut dyn Write,
    plan: &Plan,
) -> Result<Converted> {
    let mut sink = writer(format, out, plan)?;
    let mut converted = Converted::default();
    while let Some(unit) = units.next_unit()? {
        converted.read += 1;
        converted.written += usize::from(sink.unit(&unit)?);
    }
    converted.lost = sink.finish()?;
    if format != Format::Tmx {
        converted.lost.count(plan::REMARKS, plan.header.remarks() + units.remarks_behind());
    }
    if !matches!(format, Format::Tmx | Format::Po) {
        let elements = plan.header.children.iter().filter_map(tmx::Node::element);
        converted.lost.count("notes and properties of the header", elements.count());
    }
    converted.notices = units.notices();
    Ok(converted)
}

/// The error of a writer.
fn write_error(cause: std::io::Error) -> Error {
    Error::io_somewhere("write the file", cause)
}
