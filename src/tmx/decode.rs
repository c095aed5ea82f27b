//! Bytes of any encoding → UTF-8, a piece at a time.
//!
//! The order in which the encoding is told is that of XML 1.0, appendix F: a byte order mark
//! beats the declaration, the declaration beats the default, which is UTF-8. Line ends become
//! `\n` (XML 1.0, 2.11), and characters that XML forbids (2.2) are found here, before any
//! parser sees them.

use crate::error::{Error, Kind, Notice, Place};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// How much is read at once.
const CHUNK: usize = 1 << 17;

const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();

enum Decoding {
    Utf8,
    Other(encoding_rs::Decoder),
}

/// Decodes an input.
pub(super) struct Decoder<'a> {
    input: Box<dyn Read + 'a>,
    file: String,
    repair: bool,
    decoding: Decoding,
    /// Bytes that were read but are no whole character yet.
    raw: Vec<u8>,
    /// Whether a `\r` was read, of which it is not known whether a `\n` follows.
    held_return: bool,
    at_end: bool,
    /// An error that follows the text decoded last.
    pending: Option<Error>,
    /// How many characters were replaced.
    pub replaced: usize,
    /// Where in the text given last characters were replaced, as byte offsets; the first few.
    pub replaced_at: Vec<usize>,
}

/// How many places of replaced characters are told of one text.
const PLACES: usize = 20;

impl<'a> Decoder<'a> {
    /// Opens an input, uncompressing it when it is gzip.
    pub fn new(
        input: impl Read + 'a,
        file: &str,
        repair: bool,
        notices: &mut Vec<Notice>,
    ) -> Result<Self, Error> {
        let failed = |cause| Error::io(file, "read the file", cause);
        let (mut head, mut input) = peek(Box::new(input)).map_err(failed)?;
        if head.starts_with(&[0x1f, 0x8b]) {
            let packed = io::Cursor::new(head).chain(input);
            let unpacked = flate2::read::MultiGzDecoder::new(packed);
            (head, input) = peek(Box::new(unpacked)).map_err(failed)?;
        }
        let (encoding, mark) = encoding_of(&head, file, notices)?;
        head.drain(..mark);
        Ok(Decoder {
            input: Box::new(io::Cursor::new(head).chain(input)),
            file: file.to_owned(),
            repair,
            decoding: match encoding == UTF_8 {
                true => Decoding::Utf8,
                false => Decoding::Other(encoding.new_decoder_without_bom_handling()),
            },
            raw: Vec::new(),
            held_return: false,
            at_end: false,
            pending: None,
            replaced: 0,
            replaced_at: Vec::new(),
        })
    }

    /// A decoder that has nothing to give.
    pub fn ended() -> Self {
        Decoder {
            input: Box::new(io::empty()),
            file: String::new(),
            repair: false,
            decoding: Decoding::Utf8,
            raw: Vec::new(),
            held_return: false,
            at_end: true,
            pending: None,
            replaced: 0,
            replaced_at: Vec::new(),
        }
    }

    /// Puts the next piece into `text`; it stays empty at the end. An error without a place
    /// stands where the text given so far ends.
    ///
    /// UTF-8 is passed on as it is unless it is to be repaired: what reads it validates it.
    pub fn next(&mut self, text: &mut Vec<u8>) -> Result<(), Error> {
        text.clear();
        self.replaced_at.clear();
        while text.is_empty() && !self.at_end {
            if let Some(error) = self.pending.take() {
                self.at_end = true;
                return Err(error);
            }
            let before = self.replaced;
            let last = match &self.decoding {
                Decoding::Utf8 if !self.repair => self.pass_on(text)?,
                _ => {
                    let mut raw = std::mem::take(&mut self.raw);
                    let got = self.read(&mut raw)?;
                    self.raw = raw;
                    match self.decoding {
                        Decoding::Utf8 => self.replace_invalid(text, got == 0),
                        Decoding::Other(_) => self.decode(text, got == 0),
                    }
                    got == 0
                }
            };
            self.normalise_line_ends(text, last);
            self.refuse_forbidden(text);
            if self.replaced > before {
                let places = memchr::memmem::find_iter(text, REPLACEMENT);
                self.replaced_at.extend(places.take(PLACES.min(self.replaced - before)));
            }
            self.at_end = last && self.pending.is_none();
        }
        Ok(())
    }

    /// Appends what there is to read; how much it was.
    fn read(&mut self, bytes: &mut Vec<u8>) -> Result<usize, Error> {
        let before = bytes.len();
        bytes.resize(before + CHUNK, 0);
        let space = bytes.get_mut(before..).unwrap_or_default();
        let read = loop {
            match self.input.read(space) {
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        bytes.truncate(before + read.as_ref().unwrap_or(&0));
        read.map_err(|cause| {
            self.at_end = true;
            Error::io(self.file.clone(), "read the file", cause)
        })
    }

    /// UTF-8 as it is, but for a character that is cut by the end; whether it was the last.
    fn pass_on(&mut self, text: &mut Vec<u8>) -> Result<bool, Error> {
        text.append(&mut self.raw);
        let last = self.read(text)? == 0;
        if !last {
            self.raw.extend_from_slice(&text[whole_characters(text)..]);
            text.truncate(text.len() - self.raw.len());
        }
        Ok(last)
    }

    /// UTF-8 whose broken sequences are replaced.
    fn replace_invalid(&mut self, text: &mut Vec<u8>, last: bool) {
        let mut from = 0;
        loop {
            let (valid, bad) = match std::str::from_utf8(&self.raw[from..]) {
                Ok(rest) => (rest.len(), None),
                Err(e) => (e.valid_up_to(), Some(e.error_len())),
            };
            text.extend_from_slice(&self.raw[from..from + valid]);
            from += valid;
            match bad {
                None => break,
                Some(None) if !last => break,
                Some(length) => {
                    text.extend_from_slice(REPLACEMENT);
                    self.replaced += 1;
                    from += length.unwrap_or(self.raw.len() - from);
                }
            }
        }
        self.raw.drain(..from);
    }

    fn decode(&mut self, text: &mut Vec<u8>, last: bool) {
        let Decoding::Other(decoder) = &mut self.decoding else { return };
        let mut buffer = [0u8; 8192];
        let mut from = 0;
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(&self.raw[from..], &mut buffer, last);
            text.extend_from_slice(&buffer[..written]);
            from += read;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) if self.repair => {
                    text.extend_from_slice(REPLACEMENT);
                    self.replaced += 1;
                }
                DecoderResult::Malformed(..) => {
                    self.pending = Some(not_in_encoding(decoder.encoding().name()));
                    break;
                }
            }
        }
        self.raw.clear();
    }

    fn normalise_line_ends(&mut self, text: &mut Vec<u8>, last: bool) {
        if std::mem::take(&mut self.held_return) {
            text.insert(0, b'\r');
        }
        if memchr::memchr(b'\r', text).is_none() {
            return;
        }
        if !last && text.last() == Some(&b'\r') {
            text.pop();
            self.held_return = true;
        }
        let mut after_return = false;
        text.retain_mut(|byte| {
            let keep = !(after_return && *byte == b'\n');
            after_return = *byte == b'\r';
            if after_return {
                *byte = b'\n';
            }
            keep
        });
    }

    fn refuse_forbidden(&mut self, text: &mut Vec<u8>) {
        let Some((first, length)) = forbidden(text, 0) else { return };
        if !self.repair {
            let found = std::str::from_utf8(&text[first..first + length]).unwrap_or_default();
            self.pending = Some(forbidden_character(found.chars().next().map_or(0, u32::from)));
            text.truncate(first);
            return;
        }
        let broken = std::mem::take(text);
        let mut from = 0;
        while let Some((at, length)) = forbidden(&broken, from) {
            self.replaced += 1;
            text.extend_from_slice(&broken[from..at]);
            text.extend_from_slice(REPLACEMENT);
            from = at + length;
        }
        text.extend_from_slice(&broken[from..]);
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
    if matches!(label.to_ascii_lowercase().as_str(), "us-ascii" | "ascii") {
        return Ok((UTF_8, 0));
    }
    match Encoding::for_label_no_replacement(label.as_bytes()) {
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let notice = Notice::new(format!("declares {label} but is not; read as UTF-8"));
            notices.push(notice.at(Place::file(file)));
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

/// How many bytes are left when a character that is cut by the end is not counted.
fn whole_characters(bytes: &[u8]) -> usize {
    for back in 1..=3.min(bytes.len()) {
        let at = bytes.len() - back;
        let length = match bytes[at] {
            0xc0..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf7 => 4,
            0x80..=0xbf => continue,
            _ => 1,
        };
        return if length > back { at } else { bytes.len() };
    }
    bytes.len()
}

/// The first character from `from` on that XML forbids: its offset and length.
fn forbidden(text: &[u8], from: usize) -> Option<(usize, usize)> {
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r');
    let rest = text.get(from..)?;
    // Whole blocks are tested without leaving early, which the compiler turns into vectors.
    let found = rest.chunks(256).enumerate().find_map(|(block, bytes)| {
        if !bytes.iter().fold(false, |any, b| any | control(b)) {
            return None;
        }
        bytes.iter().position(control).map(|at| (from + block * 256 + at, 1))
    });
    let noncharacter = memchr::memmem::find_iter(rest, b"\xef\xbf")
        .find(|at| matches!(rest.get(at + 2), Some(0xbe | 0xbf)))
        .map(|at| (from + at, 3));
    match (found, noncharacter) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// The error for bytes that mean nothing in the encoding of the file.
pub(super) fn not_in_encoding(name: &str) -> Error {
    Error::new(Kind::Malformed, format!("here are bytes that are no text in {name}")).help(
        "the file is damaged or in another encoding than it states; --repair replaces such bytes",
    )
}

/// The error for a character that XML 1.0 forbids.
pub(super) fn forbidden_character(code: u32) -> Error {
    Error::new(Kind::Malformed, format!("the character U+{code:04X} is forbidden in XML"))
        .help("--repair replaces such characters and lists them")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time, so that every character and line end is cut.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let (Some((first, rest)), Some(out)) = (self.0.split_first(), out.first_mut()) else {
                return Ok(0);
            };
            *out = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn decoded(bytes: &[u8], repair: bool) -> Result<String, Error> {
        let mut decoder = Decoder::new(Slow(bytes), "x", repair, &mut Vec::new())?;
        let (mut all, mut text) = (Vec::new(), Vec::new());
        loop {
            decoder.next(&mut text)?;
            if text.is_empty() {
                return Ok(String::from_utf8_lossy(&all).into_owned());
            }
            all.extend_from_slice(&text);
        }
    }

    #[test]
    fn what_is_cut_between_two_reads_is_joined() {
        let long = "x".repeat(1024);
        let text = format!("{long}ə\r\n\r😀\r");
        assert_eq!(decoded(text.as_bytes(), false).unwrap(), format!("{long}ə\n\n😀\n"));
        let utf16: Vec<u8> =
            format!("\u{feff}<{long}ə😀\r\n").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&utf16, false).unwrap(), format!("<{long}ə😀\n"));
    }

    #[test]
    fn broken_and_forbidden_characters_are_replaced_only_on_demand() {
        let long = "x".repeat(1024);
        let bytes = [long.as_bytes(), b"a\x01b\xff\xef\xbf\xbfc"].concat();
        assert!(decoded(&bytes, false).is_err());
        assert_eq!(decoded(&bytes, true).unwrap(), format!("{long}a\u{fffd}b\u{fffd}\u{fffd}c"));
        assert!(decoded(b"\xff\xfe<\0a", false).is_err(), "half a UTF-16 unit");
    }
}
