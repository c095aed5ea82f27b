//! Bytes of any encoding → UTF-8 text with positions, a piece at a time.
//!
//! The order in which the encoding is told is that of XML 1.0, appendix F: a byte order mark
//! beats the declaration, the declaration beats the default, which is UTF-8. Line ends become
//! `\n` (XML 1.0, 2.11), and characters that XML forbids (2.2) are found here, before any
//! parser sees them.

use crate::error::{Error, Kind, Notice, Place};
use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// How much is read at once.
const CHUNK: usize = 1 << 16;

/// How many repairs of single characters are listed one by one.
const LISTED: usize = 20;

/// How much of a broken file is read a second time at most, in bytes.
const MOST_TWICE: usize = 64 << 20;

/// A place in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Position {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Bytes of the decoded text before it.
    pub offset: u64,
}

enum Decoding {
    Utf8,
    Other(Decoder),
}

/// A reader of decoded text that knows where it is.
pub(super) struct Source<'a> {
    input: Box<dyn Read + 'a>,
    file: String,
    repair: bool,
    decoding: Decoding,
    raw: Vec<u8>,
    at_end: bool,
    text: Vec<u8>,
    taken: usize,
    chunk_start: u64,
    held_return: bool,
    position: Position,
    allowance: usize,
    /// How much may still be read a second time.
    twice: usize,
    /// An error that follows the text read so far.
    pending: Option<Error>,
    failure: Option<Error>,
    repairs: usize,
    pub notices: Vec<Notice>,
}

impl<'a> Source<'a> {
    /// Opens an input, uncompressing it when it is gzip.
    pub fn new(input: impl Read + 'a, file: &str, repair: bool) -> Result<Self, Error> {
        let failed = |cause| Error::io(file, "read the file", cause);
        let (mut head, mut input) = peek(Box::new(input)).map_err(failed)?;
        if head.starts_with(&[0x1f, 0x8b]) {
            let packed = io::Cursor::new(head).chain(input);
            let unpacked = flate2::read::MultiGzDecoder::new(packed);
            (head, input) = peek(Box::new(unpacked)).map_err(failed)?;
        }
        let mut notices = Vec::new();
        let (encoding, mark) = encoding_of(&head, file, &mut notices)?;
        head.drain(..mark);
        let decoding = if encoding == UTF_8 {
            Decoding::Utf8
        } else {
            Decoding::Other(encoding.new_decoder_without_bom_handling())
        };
        Ok(Source {
            input: Box::new(io::Cursor::new(head).chain(input)),
            file: file.to_owned(),
            repair,
            decoding,
            raw: Vec::with_capacity(CHUNK),
            at_end: false,
            text: Vec::with_capacity(CHUNK),
            taken: 0,
            chunk_start: 0,
            held_return: false,
            position: Position { line: 1, column: 1, offset: 0 },
            allowance: usize::MAX,
            twice: MOST_TWICE,
            pending: None,
            failure: None,
            repairs: 0,
            notices,
        })
    }

    /// Where the next byte stands.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Lets at most this many bytes pass before the next call.
    pub fn allow(&mut self, bytes: usize) {
        self.allowance = bytes;
    }

    /// The error behind the last `io::Error`, with its place.
    pub fn take_failure(&mut self) -> Option<Error> {
        self.failure.take()
    }

    /// A position as a place in the file, with the line itself when it is at hand and short.
    pub fn place(&self, at: Position) -> Place {
        const LONGEST: usize = 400;
        let excerpt = at.offset.checked_sub(self.chunk_start).and_then(|at| {
            let at = usize::try_from(at).ok().filter(|at| *at <= self.text.len())?;
            let start = match memchr::memrchr(b'\n', &self.text[..at]) {
                Some(newline) => newline + 1,
                None if self.chunk_start == 0 => 0,
                None => return None,
            };
            let end = memchr::memchr(b'\n', &self.text[at..]).map_or(self.text.len(), |n| at + n);
            if end - start > LONGEST {
                return None;
            }
            std::str::from_utf8(&self.text[start..end]).ok().map(str::to_owned)
        });
        Place {
            file: self.file.clone(),
            line: Some(at.line),
            column: Some(at.column),
            offset: None,
            excerpt,
        }
    }

    /// Puts back what was read since `from`, as far as the bound on reading twice allows, so
    /// that something that swallowed the rest of the file does not take it along.
    pub fn put_back(&mut self, text: &[u8], from: Position) {
        let exact = self.position.offset.checked_sub(from.offset) == Some(text.len() as u64);
        if !exact || text.len() > self.twice {
            return;
        }
        self.twice -= text.len();
        let rest = self.text.split_off(self.taken.min(self.text.len()));
        self.text.clear();
        self.text.extend_from_slice(text);
        self.text.extend_from_slice(&rest);
        self.taken = 0;
        self.chunk_start = from.offset;
        self.position = from;
    }

    /// Skips text until one of `stops` follows; whether it was found.
    pub fn skip_to(&mut self, stops: &[Vec<u8>]) -> bool {
        let longest = stops.iter().map(Vec::len).max().unwrap_or(1);
        loop {
            self.allowance = usize::MAX;
            let Ok(text) = self.fill_buf() else { return false };
            if text.is_empty() {
                return false;
            }
            let found = memchr::memchr_iter(b'<', text)
                .find(|at| stops.iter().any(|stop| text[*at..].starts_with(stop)));
            // A stop may be cut by the end of the chunk: what could be its beginning is joined
            // to the chunk that follows.
            let skipped = found.unwrap_or_else(|| {
                let tail = text.len().saturating_sub(longest);
                memchr::memchr(b'<', &text[tail..]).map_or(text.len(), |at| tail + at)
            });
            if skipped == 0 && found.is_none() {
                if self.at_end || !self.join_next() {
                    return false;
                }
                continue;
            }
            self.consume(skipped);
            if found.is_some() {
                return true;
            }
        }
    }

    /// Skips one byte.
    pub fn skip_one(&mut self) {
        self.allowance = usize::MAX;
        if self.fill_buf().is_ok_and(|text| !text.is_empty()) {
            self.consume(1);
        }
    }

    /// Moves the source out, leaving one without text behind.
    pub fn take(&mut self) -> Source<'a> {
        let nothing = Source {
            input: Box::new(io::empty()),
            file: self.file.clone(),
            repair: self.repair,
            decoding: Decoding::Utf8,
            raw: Vec::new(),
            at_end: true,
            text: Vec::new(),
            taken: 0,
            chunk_start: 0,
            held_return: false,
            position: self.position,
            allowance: 0,
            twice: 0,
            pending: None,
            failure: None,
            repairs: 0,
            notices: Vec::new(),
        };
        std::mem::replace(self, nothing)
    }

    /// Appends the next chunk to the rest of this one.
    fn join_next(&mut self) -> bool {
        let rest = self.text.split_off(self.taken);
        let before = self.chunk_start + self.taken as u64;
        self.text.clear();
        if self.load().is_err() || self.text.is_empty() {
            self.text = rest;
            self.taken = 0;
            self.chunk_start = before;
            return false;
        }
        self.text.splice(..0, rest);
        self.taken = 0;
        self.chunk_start = before;
        true
    }

    fn failed(&mut self, error: Error) -> io::Error {
        self.failure = Some(error);
        io::Error::other("the text could not be read")
    }

    /// Reads the next piece into `text`; it is empty at the end.
    fn load(&mut self) -> io::Result<()> {
        self.chunk_start += self.text.len() as u64;
        self.text.clear();
        self.taken = 0;
        while self.text.is_empty() && !self.at_end {
            if let Some(error) = self.pending.take() {
                self.at_end = true;
                return Err(self.failed(error));
            }
            let old = self.raw.len();
            self.raw.resize(CHUNK.max(old + 64), 0);
            let got = loop {
                match self.input.read(&mut self.raw[old..]) {
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                    other => break other,
                }
            };
            let got = match got {
                Ok(got) => got,
                Err(cause) => {
                    self.raw.truncate(old);
                    let error = Error::io(self.file.clone(), "read the file", cause);
                    return Err(self.failed(error));
                }
            };
            self.raw.truncate(old + got);
            let last = got == 0;
            self.decode(last);
            self.normalise_line_ends(last);
            self.refuse_forbidden();
            self.at_end = last && self.pending.is_none();
        }
        Ok(())
    }

    /// Moves what is whole from `raw` to `text`.
    fn decode(&mut self, last: bool) {
        let mut from = 0;
        match &mut self.decoding {
            Decoding::Utf8 => loop {
                let (valid, bad) = match std::str::from_utf8(&self.raw[from..]) {
                    Ok(text) => (text.len(), None),
                    Err(e) => (e.valid_up_to(), Some(e.error_len())),
                };
                self.text.extend_from_slice(&self.raw[from..from + valid]);
                from += valid;
                match bad {
                    None => break,
                    Some(None) if !last => break,
                    Some(length) => {
                        let length = length.unwrap_or(self.raw.len() - from);
                        if !self.repair {
                            self.pending = Some(not_in_encoding("UTF-8"));
                            from = self.raw.len();
                            break;
                        }
                        self.text.extend_from_slice("\u{fffd}".as_bytes());
                        self.repairs += 1;
                        from += length;
                    }
                }
            },
            Decoding::Other(decoder) => loop {
                let name = decoder.encoding().name();
                let mut buffer = [0u8; 4096];
                let (result, read, written) = if self.repair {
                    let (result, read, written, bad) =
                        decoder.decode_to_utf8(&self.raw[from..], &mut buffer, last);
                    self.repairs += usize::from(bad);
                    let result = match result {
                        CoderResult::InputEmpty => DecoderResult::InputEmpty,
                        CoderResult::OutputFull => DecoderResult::OutputFull,
                    };
                    (result, read, written)
                } else {
                    decoder.decode_to_utf8_without_replacement(&self.raw[from..], &mut buffer, last)
                };
                self.text.extend_from_slice(&buffer[..written]);
                from += read;
                match result {
                    DecoderResult::InputEmpty => break,
                    DecoderResult::OutputFull => {}
                    DecoderResult::Malformed(..) => {
                        self.pending = Some(not_in_encoding(name));
                        from = self.raw.len();
                        break;
                    }
                }
            },
        }
        self.raw.drain(..from);
    }

    fn normalise_line_ends(&mut self, last: bool) {
        if self.held_return {
            self.text.insert(0, b'\r');
            self.held_return = false;
        }
        if memchr::memchr(b'\r', &self.text).is_none() {
            return;
        }
        if !last && self.text.last() == Some(&b'\r') {
            self.text.pop();
            self.held_return = true;
        }
        let mut after_return = false;
        self.text.retain_mut(|byte| {
            let keep = !(after_return && *byte == b'\n');
            after_return = *byte == b'\r';
            if after_return {
                *byte = b'\n';
            }
            keep
        });
    }

    fn refuse_forbidden(&mut self) {
        let Some((first, length)) = forbidden(&self.text, 0) else { return };
        if !self.repair {
            let text = std::str::from_utf8(&self.text[first..first + length]).unwrap_or_default();
            self.pending = Some(forbidden_character(text.chars().next().map_or(0, u32::from)));
            self.text.truncate(first);
            return;
        }
        let broken = std::mem::take(&mut self.text);
        let mut from = 0;
        while let Some((at, length)) = forbidden(&broken, from) {
            self.repairs += 1;
            self.text.extend_from_slice(&broken[from..at]);
            self.text.extend_from_slice("\u{fffd}".as_bytes());
            from = at + length;
        }
        self.text.extend_from_slice(&broken[from..]);
    }

    /// Notes that characters were replaced.
    pub fn summarise_repairs(&mut self) {
        if self.repairs > 0 {
            let notice = Notice::new(format!(
                "{} character(s) that are broken or forbidden in XML were replaced by U+FFFD",
                self.repairs
            ));
            self.notices.push(notice.at(Place::file(self.file.clone())));
            self.repairs = 0;
        }
    }

    /// Counts a repair of one character, and lists it while there are few.
    pub fn repaired(&mut self, notice: Notice) {
        self.repairs += 1;
        if self.repairs <= LISTED {
            self.notices.push(notice);
        }
    }
}

impl Read for Source<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(out.len());
        out[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.text.len()
            && let Err(error) = self.load()
        {
            self.failure = self.failure.take().map(|failure| match failure.place() {
                Some(_) => failure,
                None => failure.at(self.place(self.position)),
            });
            return Err(error);
        }
        if self.allowance == 0 && self.taken < self.text.len() {
            let error = Error::new(Kind::Limit, "one tag, comment or text is larger than 16 MiB")
                .at(self.place(self.position))
                .help("no translation memory holds such a thing; check where the file comes from");
            return Err(self.failed(error));
        }
        let end = self.text.len().min(self.taken.saturating_add(self.allowance));
        Ok(&self.text[self.taken..end])
    }

    fn consume(&mut self, amount: usize) {
        let end = (self.taken + amount).min(self.text.len());
        let consumed = &self.text[self.taken..end];
        let tail = match memchr::memrchr(b'\n', consumed) {
            Some(newline) => {
                self.position.line += memchr::memchr_iter(b'\n', &consumed[..=newline]).count();
                self.position.column = 1;
                &consumed[newline + 1..]
            }
            None => consumed,
        };
        self.position.column += tail.iter().filter(|byte| (**byte as i8) >= -0x40).count();
        self.position.offset += consumed.len() as u64;
        self.allowance = self.allowance.saturating_sub(consumed.len());
        self.taken = end;
    }
}

/// Reads the first bytes, enough for any declaration.
fn peek<'a>(mut input: Box<dyn Read + 'a>) -> io::Result<(Vec<u8>, Box<dyn Read + 'a>)> {
    let mut head = Vec::new();
    input.by_ref().take(1024).read_to_end(&mut head)?;
    Ok((head, input))
}

/// The encoding of a file that begins with `head`, and the length of its byte order mark.
fn encoding_of(
    head: &[u8],
    file: &str,
    notices: &mut Vec<Notice>,
) -> Result<(&'static Encoding, usize), Error> {
    if head.starts_with(&[0xff, 0xfe, 0, 0]) || head.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(Error::new(
            Kind::Unsupported,
            "the file is in UTF-32, which no TMX tool writes",
        )
        .at(Place::file(file))
        .help("convert it to UTF-8: iconv -f UTF-32 -t UTF-8"));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return Ok((encoding, mark));
    }
    match head {
        [b'<', 0, ..] => return Ok((UTF_16LE, 0)),
        [0, b'<', ..] => return Ok((UTF_16BE, 0)),
        _ => {}
    }
    let Some(label) = declared_encoding(head) else { return Ok((UTF_8, 0)) };
    let lower = label.to_ascii_lowercase();
    if matches!(lower.as_str(), "us-ascii" | "ascii") {
        return Ok((UTF_8, 0));
    }
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            notices.push(
                Notice::new(format!("declares {label} but is not; read as UTF-8"))
                    .at(Place::file(file)),
            );
            Ok((UTF_8, 0))
        }
        Some(encoding) => Ok((encoding, 0)),
        None => Err(Error::new(
            Kind::Unsupported,
            format!("the file declares the encoding `{label}`, which is not known"),
        )
        .at(Place::file(file))
        .help("convert the file to UTF-8 and correct its first line")),
    }
}

/// The encoding named in the XML declaration.
fn declared_encoding(head: &[u8]) -> Option<String> {
    let start = head.iter().position(|b| !b.is_ascii_whitespace())?;
    let declaration = head[start..].strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(declaration, b"?>").unwrap_or(declaration.len());
    let declaration = String::from_utf8_lossy(&declaration[..end]).into_owned();
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (label, _) = rest[1..].split_once(quote)?;
    Some(label.trim().to_owned())
}

/// The first character from `from` on that XML forbids: its offset and length.
fn forbidden(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r');
    let rest = text.get(from..)?;
    // Whole blocks are tested without leaving early, which the compiler turns into vectors.
    let mut found = None;
    for (block, bytes) in rest.chunks(256).enumerate() {
        if bytes.iter().fold(false, |any, b| any | control(b)) {
            found = bytes.iter().position(control).map(|at| (from + block * 256 + at, 1));
            break;
        }
    }
    let noncharacter = memchr::memmem::find_iter(rest, b"\xef\xbf")
        .find(|at| matches!(rest.get(at + 2), Some(0xbe | 0xbf)))
        .map(|at| (from + at, 3));
    match (found, noncharacter) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn not_in_encoding(name: &str) -> Error {
    Error::new(Kind::Malformed, format!("here are bytes that are no text in {name}"))
        .help("the file is damaged or its encoding is not the one it states; --repair replaces such bytes by U+FFFD")
}

/// The error for a character that XML 1.0 forbids.
pub(super) fn forbidden_character(code: u32) -> Error {
    Error::new(Kind::Malformed, format!("the character U+{code:04X} is forbidden in XML"))
        .help("--repair replaces such characters and lists them")
}
