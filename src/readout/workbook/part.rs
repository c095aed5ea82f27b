//! A part of the container, unpacked and parsed as it is read, within bounds.

use crate::error::{Error, Kind, Place, Result};
use crate::readout::xml::resolved;
use crc32fast::Hasher;
use flate2::read::DeflateDecoder;
use quick_xml::events::{BytesStart, Event};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};
use zip::{CompressionMethod, ZipArchive};

/// The most that a part may hold when it is unpacked, in bytes.
const MAX_PART: u64 = 1 << 30;
/// The highest compression of a part above one MiB; the XML of real workbooks reaches about 50.
const MAX_RATIO: u64 = 250;
/// The most bytes of a tag, or of text without markup; with what is read ahead.
const MAX_TOKEN: u64 = 1 << 20;
/// The most bytes of a text with its references resolved. Excel's cells hold 32,767 characters.
pub(super) const MAX_TEXT: usize = 1 << 20;

/// What is said where the container or its XML is not what it should be.
pub(super) fn damaged(place: Place, what: impl Into<String>) -> Error {
    Error::new(Kind::Malformed, what)
        .at(place)
        .help("open it in Excel or LibreOffice and save it anew as .xlsx")
}

/// A part, read as XML.
pub(super) struct Part<R: Read> {
    xml: quick_xml::Reader<BufReader<Unpacked<R>>>,
    buffer: Vec<u8>,
    /// The part, and the row at which the reading is.
    pub place: Place,
}

impl<R: Read + Seek + Clone> Part<R> {
    /// Opens a part by its number in the archive. `input` is what the archive reads; no two parts
    /// may be read at a time, as clones of it share their position.
    pub fn open(zip: &mut ZipArchive<R>, number: usize, input: &R, file: &str) -> Result<Part<R>> {
        let unread = |cause| {
            damaged(Place::file(file), "a part of the workbook is damaged, or it has a password")
                .because(cause)
        };
        let entry = zip.by_index(number).map_err(unread)?;
        let name = entry.name().unwrap_or_default();
        let place = Place::file(format!("{file} ({name})"));
        let packed = entry.compressed_size();
        let mut input = input.clone();
        let start = entry.data_start().unwrap_or_default();
        input
            .seek(SeekFrom::Start(start))
            .map_err(|cause| Error::io(file, "read the file", cause))?;
        let bytes = input.take(packed);
        let bytes = match entry.compression() {
            CompressionMethod::Stored => Packed::Stored(bytes),
            _ => Packed::Deflated(DeflateDecoder::new(bytes)),
        };
        let unpacked = Unpacked {
            bytes,
            left: MAX_PART.min((packed * MAX_RATIO).max(1 << 20)),
            token: 0,
            seen: Hasher::new(),
            sum: entry.crc32(),
            limit: None,
        };
        let mut xml = quick_xml::Reader::from_reader(BufReader::new(unpacked));
        xml.config_mut().expand_empty_elements = true;
        Ok(Part { xml, buffer: Vec::new(), place })
    }

    /// The next event. Of those, `Empty` never comes, and `DocType` is an error: a declaration
    /// could define entities, and a workbook has none.
    pub fn next(&mut self) -> Result<Event<'_>> {
        self.buffer.clear();
        self.xml.get_mut().get_mut().token = MAX_TOKEN;
        match self.xml.read_event_into(&mut self.buffer) {
            Ok(Event::DocType(_)) => Err(damaged(
                self.place.clone(),
                "the workbook holds a document type declaration, which none may",
            )),
            Ok(event) => Ok(event),
            Err(cause) => Err(match self.xml.get_ref().get_ref().limit {
                Some(what) => Error::new(Kind::Limit, what).at(self.place.clone()),
                None => {
                    damaged(self.place.clone(), "the XML in the workbook is damaged").because(cause)
                }
            }),
        }
    }

    /// The text up to the end of the element that has begun, references resolved; what stands in
    /// elements inside it is passed over.
    pub fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        let mut depth = 0usize;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => depth -= 1,
                Event::Text(piece) if depth == 0 => text.push_str(&piece.xml10_content()),
                Event::CData(piece) if depth == 0 => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) if depth == 0 => match resolved(&reference) {
                    Some(c) => text.push(c),
                    None => return Err(self.wrong("an entity that is not one of XML's own")),
                },
                Event::Eof => return Err(self.cut_off()),
                _ => {}
            }
            if text.len() > MAX_TEXT {
                let what = "a text of the workbook is larger than 1 MiB";
                return Err(Error::new(Kind::Limit, what).at(self.place.clone()));
            }
        }
    }

    /// Passes over the rest of the element that has begun.
    pub fn skip(&mut self) -> Result<()> {
        let mut depth = 0usize;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(self.cut_off()),
                _ => {}
            }
        }
    }

    /// Reads to the end, at which the checksum is known.
    pub fn finish(&mut self) -> Result<()> {
        while !matches!(self.next()?, Event::Eof) {}
        Ok(())
    }

    /// Calls `visit` with the local name of every element and the element.
    pub fn for_each(mut self, mut visit: impl FnMut(&str, &BytesStart)) -> Result<()> {
        loop {
            match self.next()? {
                Event::Start(element) => visit(element.local_name().as_ref(), &element),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// An error at this place.
    pub fn wrong(&self, what: impl Into<String>) -> Error {
        damaged(self.place.clone(), format!("the workbook is damaged: {}", what.into()))
    }

    /// The error of an end where none may be.
    pub fn cut_off(&self) -> Error {
        self.wrong("a part of it is cut off")
    }
}

/// The bytes of a part, counted and summed.
struct Unpacked<R: Read> {
    bytes: Packed<R>,
    /// How much of the part may still come, and of the token.
    left: u64,
    token: u64,
    seen: Hasher,
    sum: u32,
    /// The bound that was exceeded.
    limit: Option<&'static str>,
}

enum Packed<R: Read> {
    Stored(Take<R>),
    Deflated(DeflateDecoder<Take<R>>),
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.bytes {
            Packed::Stored(bytes) => bytes.read(out),
            Packed::Deflated(bytes) => bytes.read(out),
        }?;
        self.seen.update(&out[..read]);
        if read == 0 && !out.is_empty() && self.seen.clone().finalize() != self.sum {
            return Err(io::Error::other("the checksum does not fit"));
        }
        for (left, what) in [
            (&mut self.left, "the workbook grows beyond all measure when unpacked"),
            (&mut self.token, "a tag or a text of the workbook is larger than 1 MiB"),
        ] {
            *left = left.checked_sub(read as u64).ok_or_else(|| {
                self.limit = Some(what);
                io::Error::other(what)
            })?;
        }
        Ok(read)
    }
}
