//! Units ↔ TMX, the exchange format of translation memories (LISA TMX 1.4b and its
//! predecessors).
//!
//! Reading and writing stream: a unit, or a few blocks of them, is in memory at a time, however large
//! the file.
//!
//! ```
//! use yaddash::{lang::Lang, tmx};
//!
//! let mut unit = tmx::Unit::new("talks-1");
//! unit.add_variant(&Lang::parse("en").unwrap(), "Good morning!");
//! unit.add_variant(&Lang::parse("ru").unwrap(), "Доброе утро!");
//!
//! let header = tmx::Header::new("en");
//! let mut writer = tmx::Writer::new(Vec::new(), &header, tmx::WriteOptions::default())?;
//! writer.unit(&unit)?;
//! let bytes = writer.finish()?;
//!
//! let reader = tmx::Reader::new(bytes.as_slice(), "talks.tmx", tmx::ReadOptions::default())?;
//! assert_eq!(reader.header(), &header);
//! let units: Vec<tmx::Unit> = reader.collect::<Result<_, _>>()?;
//! assert_eq!(units, [unit]);
//! # Ok::<(), yaddash::error::Error>(())
//! ```

mod aligned;
mod anonymize;
mod blocks;
mod clean;
mod codes;
mod conform;
mod convert;
mod dates;
mod decode;
mod diff;
mod dtd;
mod entities;
mod filter;
mod input;
mod languages;
mod merge;
mod model;
mod plain;
mod reader;
mod retag;
mod seen;
mod shelf;
mod sorted;
mod source;
mod split;
mod stats;
mod stream;
mod validate;
mod writer;

pub use aligned::{AlignedVersion, Origin, date_of, units};
pub use anonymize::{Anonymize, Dates, Users, anonymize};
pub use clean::{Clean, clean};
pub use codes::{Code, Role, partners};
pub use convert::{Convert, Tool, convert};
pub use dates::{Date, is_tmx_date, normalise_date};
pub use diff::{Difference, Differences, Piece, TextChange, diff, pieces};
pub use dtd::Version;
pub(crate) use entities::{Entities, Meaning};
pub use filter::{Filter, filter};
pub use input::Input;
pub use merge::{Keep, ORIGIN_PROP, merge};
pub(crate) use model::name;
pub use model::{
    Attribute, Attributes, Child, Element, Header, Line, Name, Node, Remark, Tail, Unit, Variant,
    is_code,
};
pub(crate) use reader::is_name;
pub use reader::{
    MAX_ATTRIBUTES, MAX_DEPTH, MAX_REMARKS, MAX_TOKEN, MAX_UNIT, ReadOptions, Reader,
};
pub use retag::{Retag, retag};
pub(crate) use seen::Seen;
pub use shelf::Shelf;
pub(crate) use source::Source;
pub use split::{MAX_PARTS, Parts, SplitBy, split};
pub use stats::{LanguageCount, Stats, stats, words};
pub use stream::Passed;
pub use validate::{Finding, RULES, Severity, validate};
pub use writer::{Encoding, WriteOptions, Writer};

use crate::error::{Notice, Result};
use std::path::Path;

/// Opens a TMX file, plain or gzip, and reads its header.
pub fn open(path: &Path, options: ReadOptions) -> Result<Reader<'static>> {
    Input::from(path).open(options)
}

/// A whole TMX file in memory.
#[derive(Debug, Clone)]
pub struct Memory {
    /// Its header.
    pub header: Header,
    /// Its units, in order.
    pub units: Vec<Unit>,
    /// What there is to know about the reading.
    pub notices: Vec<Notice>,
}

/// Reads a whole TMX file, plain or gzip.
pub fn read_file(path: &Path, options: ReadOptions) -> Result<Memory> {
    let mut reader = open(path, options)?;
    let units = reader.by_ref().collect::<Result<_>>()?;
    Ok(Memory {
        header: reader.header().clone(),
        units,
        notices: reader.notices().cloned().collect(),
    })
}
