//! Files of plain text, decoded while they are read.

use super::ReadOptions;
use crate::error::{Error, Kind, Notice, Place, Result};
use crate::readout::decode;
use encoding_rs::{DecoderResult, Encoding};
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// How much of a file tells its encoding, in bytes.
const HEAD: u64 = 1 << 18;
/// How much is read at once.
const CHUNK: usize = 1 << 16;
/// The longest line that is read, in bytes.
pub(super) const MAX_LINE: usize = 16 << 20;

/// A text file as UTF-8, a piece of it in memory at a time.
pub(super) struct Text {
    input: Box<dyn Read>,
    file: String,
    decoder: encoding_rs::Decoder,
    encoding: &'static Encoding,
    /// Bytes that were read and not decoded yet.
    raw: Vec<u8>,
    /// How many bytes of the file were decoded.
    offset: u64,
    text: String,
    taken: usize,
    at_end: bool,
    /// How many quotation marks were read: a table whose last one never closes has an odd number.
    pub quotes: usize,
    /// The number of the line read last by [`Text::line`], counted from 1.
    pub number: u32,
    failure: Option<Error>,
}

impl Text {
    /// Opens a file. Its encoding is the one given, or told as that of a readout is, from its
    /// beginning; a guess is a notice.
    pub fn open(path: &Path, options: &ReadOptions, notices: &mut Vec<Notice>) -> Result<Text> {
        let file = options.name_of(path);
        let failed = |cause| Error::io(file.clone(), "read the file", cause);
        let mut input = File::open(path).map_err(failed)?;
        let mut raw = Vec::new();
        input.by_ref().take(HEAD).read_to_end(&mut raw).map_err(failed)?;
        // A character that the end of the head cuts in two would look like a broken one.
        let whole = match (raw.len() as u64) < HEAD {
            true => raw.len(),
            false => memchr::memrchr(b'\n', &raw).map_or(raw.len(), |at| at + 1) & !1,
        };
        let told = decode::decode(&raw[..whole], &file, options.encoding, None)?;
        notices.extend(told.notice);
        let mark = match told.had_bom {
            true => Encoding::for_bom(&raw).map_or(0, |(_, length)| length),
            false => 0,
        };
        raw.drain(..mark);
        Ok(Text {
            input: Box::new(input),
            file,
            decoder: told.encoding.new_decoder_without_bom_handling(),
            encoding: told.encoding,
            raw,
            offset: mark as u64,
            text: String::new(),
            taken: 0,
            at_end: false,
            quotes: 0,
            number: 0,
            failure: None,
        })
    }

    /// The next line without its end; `None` after the last. A `\r` alone ends no line.
    pub fn line(&mut self) -> Result<Option<String>> {
        let mut line = Vec::new();
        loop {
            let available = match self.fill_buf() {
                Ok(available) => available,
                Err(error) => return Err(self.error(error)),
            };
            if available.is_empty() {
                break;
            }
            let (part, ended) = match memchr::memchr(b'\n', available) {
                Some(at) => (&available[..at], true),
                None => (available, false),
            };
            line.extend_from_slice(part);
            let used = part.len() + usize::from(ended);
            self.consume(used);
            if line.len() > MAX_LINE {
                let place = Place { line: Some(self.number as usize + 1), ..self.place() };
                return Err(Error::new(Kind::Limit, "a line is longer than 16 MiB").at(place));
            }
            if ended {
                self.number += 1;
                return self.whole(line).map(Some);
            }
        }
        if line.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        self.whole(line).map(Some)
    }

    fn whole(&self, mut line: Vec<u8>) -> Result<String> {
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        String::from_utf8(line).map_err(|cause| {
            Error::new(Kind::Malformed, "the line is no text").at(self.place()).because(cause)
        })
    }

    /// The error behind an `io::Error` that reading gave.
    pub fn error(&mut self, error: io::Error) -> Error {
        self.failure.take().unwrap_or_else(|| Error::io(self.file.clone(), "read the file", error))
    }

    /// The line that was read last.
    pub fn place(&self) -> Place {
        Place { line: (self.number > 0).then_some(self.number as usize), ..Place::file(&self.file) }
    }

    /// Decodes more, when all that was has been taken.
    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.taken = 0;
        while self.text.is_empty() && !self.at_end {
            if self.raw.is_empty() {
                let mut chunk = vec![0; CHUNK];
                let got = self.input.read(&mut chunk)?;
                self.at_end = got == 0;
                chunk.truncate(got);
                self.raw = chunk;
            }
            self.text.reserve(self.raw.len() + 16);
            let (result, read) = self.decoder.decode_to_string_without_replacement(
                &self.raw,
                &mut self.text,
                self.at_end,
            );
            if let DecoderResult::Malformed(length, after) = result {
                let bad = (read as u64).saturating_sub(u64::from(length) + u64::from(after));
                let place = Place { offset: Some(self.offset + bad), ..Place::file(&self.file) };
                let what = format!("the text is not valid {}", self.encoding.name());
                self.failure = Some(
                    Error::new(Kind::Malformed, what)
                        .at(place)
                        .help("say what it is with --encoding NAME, such as windows-1251"),
                );
                self.at_end = true;
                return Err(io::Error::other("the text could not be decoded"));
            }
            self.offset += read as u64;
            self.raw.drain(..read);
        }
        self.quotes += memchr::memchr_iter(b'"', self.text.as_bytes()).count();
        Ok(())
    }
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(out.len());
        out[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Text {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken >= self.text.len() {
            self.refill()?;
        }
        Ok(&self.text.as_bytes()[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken = self.text.len().min(self.taken + amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Result<Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, bytes).unwrap();
        let mut text = Text::open(&path, &ReadOptions::default(), &mut Vec::new())?;
        let mut lines = Vec::new();
        while let Some(line) = text.line()? {
            lines.push(line);
        }
        Ok(lines)
    }

    #[test]
    fn lines_end_as_they_end_anywhere() {
        assert_eq!(lines(b"a\r\nb\n\nc").unwrap(), ["a", "b", "", "c"]);
        assert_eq!(lines(b"").unwrap(), Vec::<String>::new());
        assert_eq!(lines(b"\xff\xfea\0\n\0\x59\x02").unwrap(), ["a", "ə"]);
        assert_eq!(lines(b"\xef\xbb\xbfa").unwrap(), ["a"]);
    }

    #[test]
    fn a_long_file_is_decoded_across_its_pieces() {
        let line = "Dövlət başçısı".repeat(1000);
        let text = format!("{line}\n").repeat(100);
        assert_eq!(lines(text.as_bytes()).unwrap(), vec![line; 100]);
    }

    #[test]
    fn what_is_broken_far_behind_has_its_offset() {
        let mut bytes = "ə\n".repeat(200_000).into_bytes();
        let offset = bytes.len() as u64;
        bytes.extend(b"\xc9\n");
        let error = lines(&bytes).unwrap_err();
        assert_eq!(error.place().unwrap().offset, Some(offset), "{error}");
    }
}
