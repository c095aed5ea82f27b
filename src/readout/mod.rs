//! Bytes of a published text → its text, cut into blocks.
//!
//! A [`Readout`] is one version of a published text, in one language. The text is what every
//! offset of the later layers points into: for plain text the whole decoded file (without its
//! byte order mark), for HTML and docx the extracted text, one block a line.
//!
//! The format is told by the content first and by the name second ([`sniff`]); the encoding by
//! the byte order mark, then a declaration, then whether the bytes are UTF-8, then a guess that
//! is said in a [`Notice`] ([`decode`]). Every input ends in `Ok` or `Err`, never in a panic, and
//! every step is bounded.
//!
//! ```
//! use yaddash::readout::{self, ReadOptions};
//! let (readout, notices) =
//!     readout::read("Good morning!\n".as_bytes(), "a.en.txt", &ReadOptions::default()).unwrap();
//! assert_eq!(readout.text, "Good morning!\n");
//! assert!(notices.is_empty());
//! ```

mod article;
pub mod blocks;
mod damage;
pub mod decode;
mod docx;
mod dom;
mod html;
mod package;
mod plain;
pub mod sniff;
pub mod workbook;
pub(crate) mod xml;

use crate::error::{Notice, Place, Result};
use encoding_rs::Encoding;
use std::ops::Range;
use std::path::Path;

pub use decode::encoding_named;
pub use sniff::Format;

/// One version of a readout: its text and where the blocks of the text are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Readout {
    /// The file as the user named it; `-` is standard input.
    pub file: String,
    /// The text, verbatim.
    pub text: String,
    /// The blocks in reading order. They do not overlap; between them there is only white space.
    pub blocks: Vec<Block>,
    /// What the text was read from, for writing it back the same way.
    pub source: Source,
}

/// The form in which a text was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The format of the file.
    pub format: Format,
    /// The encoding by its WHATWG name, such as `windows-1251`; `UTF-8` for docx.
    pub encoding: &'static str,
    /// Whether the file began with a byte order mark, which is not part of the text.
    pub had_bom: bool,
}

impl Default for Source {
    /// Plain text in UTF-8 without a byte order mark.
    fn default() -> Self {
        Source { format: Format::Plain, encoding: encoding_rs::UTF_8.name(), had_bom: false }
    }
}

/// A title, dateline, paragraph, speaker turn or list item: what a line break ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Bytes of the text, without the white space around the block.
    pub span: Range<usize>,
    /// For a speaker turn, the bytes of the label, colon included.
    pub label: Option<Range<usize>>,
}

/// What a block is, as its form tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The heading of the readout: the first block, when it is short and no sentence, or stands
    /// above a dateline.
    Title,
    /// The date (and time) of the event, alone on its line: `14 february 2020, 11:30`.
    Dateline,
    /// A paragraph that begins with the label of its speaker: `President Ilham Aliyev: …`.
    SpeakerTurn,
    /// A paragraph that begins with a dialogue dash: `- Good morning, …`.
    Dialogue,
    /// An item of a list: `1. …`, `a) …`, `• …`.
    ListItem,
    /// Any other paragraph.
    Paragraph,
}

/// What the user may say about how a file is to be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The encoding, overriding what the file says; see [`encoding_named`].
    pub encoding: Option<&'static Encoding>,
    /// A CSS selector for the elements of an HTML page that hold the text, overriding the search
    /// for the main content.
    pub selector: Option<String>,
}

/// The text of a document with structure, one block a line.
#[derive(Debug, Default, PartialEq, Eq)]
struct Extract {
    text: String,
    /// The bytes of `text` that the document itself marks as its title.
    title: Option<Range<usize>>,
}

impl Readout {
    /// A readout of plain text in memory, its blocks recognised.
    pub fn from_text(file: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Readout {
            file: file.into(),
            blocks: blocks::recognise(&text),
            text,
            source: Source::default(),
        }
    }
}

/// Reads one version of a readout; `file` is its name as the user wrote it.
///
/// The notices say what was guessed and what looks damaged.
///
/// # Errors
/// `Unsupported` when the bytes are no text, HTML or docx (the message names the format);
/// `Malformed` with the byte offset when they are not what their encoding, or the docx format,
/// demands; `Usage` for a selector that is none or matches nothing; `Limit` when a bound is
/// exceeded. An empty file is an empty readout.
pub fn read(bytes: &[u8], file: &str, options: &ReadOptions) -> Result<(Readout, Vec<Notice>)> {
    let mut notices = Vec::new();
    let format = sniff::format(bytes, file)?;
    if options.selector.is_some() && format != Format::Html {
        notices.push(
            Notice::new("the selector is for HTML and changes nothing here").at(Place::file(file)),
        );
    }
    let (extract, source) = match format {
        Format::Docx => {
            if options.encoding.is_some() {
                notices.push(
                    Notice::new("a docx file says its own encoding; the one given changes nothing")
                        .at(Place::file(file)),
                );
            }
            (docx::extract(bytes, file)?, Source { format, ..Source::default() })
        }
        Format::Html | Format::Plain => {
            let declared = match format {
                Format::Html => decode::declared_in_html(bytes),
                _ => None,
            };
            let decoded = decode::decode(bytes, file, options.encoding, declared)?;
            notices.extend(decoded.notice);
            let source =
                Source { format, encoding: decoded.encoding.name(), had_bom: decoded.had_bom };
            let text = plain::text(decoded.text, file)?;
            let extract = match format {
                Format::Html => html::extract(&text, file, options.selector.as_deref())?,
                _ => Extract { text, title: None },
            };
            (extract, source)
        }
    };
    if format == Format::Html && extract.text.is_empty() {
        notices.push(
            Notice::new("no text was found in the page")
                .at(Place::file(file))
                .help("if there is some, name the element that holds it with --selector"),
        );
    }
    notices.extend(damage::notices(&extract.text, file));
    let mut blocks = blocks::recognise(&extract.text);
    if let Some(title) = &extract.title {
        mark_title(&mut blocks, title);
    }
    Ok((Readout { file: file.to_owned(), text: extract.text, blocks, source }, notices))
}

/// Reads a file from disk; see [`read`].
pub fn read_file(path: &Path, options: &ReadOptions) -> Result<(Readout, Vec<Notice>)> {
    let bytes = crate::fs::read(path)?;
    read(&bytes, &path.display().to_string(), options)
}

/// What the document says about its title goes before what the form of the text tells.
fn mark_title(blocks: &mut [Block], title: &Range<usize>) {
    for block in blocks {
        if title.start <= block.span.start && block.span.end <= title.end {
            block.kind = BlockKind::Title;
            block.label = None;
        } else if block.kind == BlockKind::Title {
            block.kind = BlockKind::Paragraph;
        }
    }
}
