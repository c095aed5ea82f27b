//! Decoded text that the XML parser reads, with positions, bounds, and a way back.

use super::decode::Decoder;
use super::model::Unit;
use super::plain::{Lines, Plain};
use crate::error::{Error, Kind, Notice, Place};
use std::io::{self, BufRead, Read};

/// How many repairs of single characters are listed one by one.
const LISTED: usize = 20;

/// How much of a broken file is read a second time at most, in bytes.
const MOST_TWICE: usize = 64 << 20;

/// How much text a block holds at least, and in how many times that much is looked for the
/// beginning of a unit at which it can end.
const BLOCK: usize = 1 << 17;
const FARTHEST: usize = 8;

/// A piece of the text that begins and ends between units, as far as can be told without
/// reading it.
pub(crate) struct Block {
    text: Vec<u8>,
    start: Position,
}

impl Block {
    /// Reads the units in it, as far as they are plain.
    pub(super) fn units(&self) -> Plain<'_> {
        Plain::new(&self.text, 0, Lines::from(self.start.line))
    }
}

/// A place in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Position {
    /// Line, counted from 1.
    pub line: usize,
    /// Column in characters, counted from 1.
    pub column: usize,
    /// Bytes of the decoded text before it.
    pub offset: u64,
}

impl Position {
    /// The position behind `text`.
    pub fn after(self, text: &[u8]) -> Position {
        let (line, column, tail) = match memchr::memrchr(b'\n', text) {
            Some(last) => (self.line + lines(&text[..=last]), 1, &text[last + 1..]),
            None => (self.line, self.column, text),
        };
        Position {
            line,
            column: column + characters(tail),
            offset: self.offset + text.len() as u64,
        }
    }
}

/// Where the last unit begins, but for one at the very start.
fn last_unit(text: &[u8]) -> Option<usize> {
    memchr::memmem::rfind_iter(text, b"<tu")
        .take_while(|at| *at > 0)
        .find(|at| matches!(text.get(at + 3), Some(b' ' | b'>' | b'\t' | b'\n')))
}

fn lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

fn characters(text: &[u8]) -> usize {
    text.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

/// A reader of decoded text that knows where each token began.
///
/// Positions are worked out when they are asked for, and forward only: counting lines at every
/// step of the parser would cost more than the parsing.
pub(crate) struct Source<'a> {
    decoder: Decoder<'a>,
    file: String,
    text: Vec<u8>,
    /// How much of `text` the parser has taken.
    taken: usize,
    /// Where in `text` the current token begins, and its position if it begins before `text`.
    token: usize,
    token_before: Option<Position>,
    /// Where `text` begins.
    start: Position,
    lines: Lines,
    /// How much the current token may take.
    allowance: usize,
    /// The end of what the parser may take of `text`.
    limit: usize,
    /// How much may still be read a second time.
    twice: usize,
    failure: Option<Error>,
    /// How much text a block holds at least.
    block: usize,
    /// An error of the decoder that comes behind the text at hand.
    held: Option<Error>,
    repairs: usize,
    /// How many replaced characters were listed one by one.
    listed: usize,
    pub notices: Vec<Notice>,
}

impl<'a> Source<'a> {
    /// Opens an input.
    pub fn new(input: impl Read + 'a, file: &str, repair: bool) -> Result<Self, Error> {
        let mut notices = Vec::new();
        let decoder = Decoder::new(input, file, repair, &mut notices)?;
        Ok(Source { notices, ..Source::over(decoder, file) })
    }

    fn over(decoder: Decoder<'a>, file: &str) -> Self {
        Source {
            decoder,
            file: file.to_owned(),
            text: Vec::new(),
            taken: 0,
            token: 0,
            token_before: None,
            start: Position { line: 1, column: 1, offset: 0 },
            lines: Lines::from(1),
            allowance: usize::MAX,
            limit: 0,
            twice: MOST_TWICE,
            failure: None,
            block: BLOCK,
            held: None,
            repairs: 0,
            listed: 0,
            notices: Vec::new(),
        }
    }

    /// Moves the source out, leaving one without text behind.
    pub fn take(&mut self) -> Source<'a> {
        let nothing = Source::over(Decoder::ended(), &self.file);
        std::mem::replace(self, nothing)
    }

    /// Begins a token, of at most `most` bytes.
    pub fn begin_token(&mut self, most: usize) {
        self.token = self.taken;
        self.token_before = None;
        self.allowance = most;
        self.limit = self.text.len().min(self.taken.saturating_add(most));
    }

    /// The byte offset at which the current token began.
    pub fn token_offset(&self) -> u64 {
        match self.token_before {
            Some(position) => position.offset,
            None => self.start.offset + self.token as u64,
        }
    }

    /// The line on which the current token began.
    pub fn token_line(&mut self) -> usize {
        if let Some(position) = self.token_before {
            return position.line;
        }
        self.lines.at(&self.text, self.token)
    }

    /// The position at which the current token began.
    pub fn token_position(&self) -> Position {
        self.token_before.unwrap_or_else(|| self.position_of(self.token))
    }

    /// The position of the byte `at` of the text at hand.
    fn position_of(&self, at: usize) -> Position {
        self.start.after(self.text.get(..at).unwrap_or_default())
    }

    /// Makes `start` the position at which the text at hand begins.
    fn begin_text(&mut self, start: Position) {
        self.start = start;
        self.lines = Lines::from(start.line);
        self.taken = 0;
        self.limit = 0;
    }

    /// The error behind the last `io::Error`, with its place.
    pub fn take_failure(&mut self) -> Option<Error> {
        self.failure.take()
    }

    /// The place at which the current token began.
    pub fn token_place(&self) -> Place {
        self.place(self.token_position())
    }

    /// A position as a place in the file, with the line itself when it is at hand and short.
    pub fn place(&self, at: Position) -> Place {
        const LONGEST: usize = 400;
        let excerpt = at.offset.checked_sub(self.start.offset).and_then(|at| {
            let at = usize::try_from(at).ok().filter(|at| *at <= self.text.len())?;
            let start = match memchr::memrchr(b'\n', &self.text[..at]) {
                Some(newline) => newline + 1,
                None if self.start.column == 1 => 0,
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

    /// Puts the current token back, as far as the bound on reading twice allows, so that
    /// something that swallowed the rest of the file does not take it along. `text` is the token.
    pub fn put_back(&mut self, text: &[u8]) {
        let from = self.token_position();
        let read = self.start.offset + self.taken as u64 - from.offset;
        if read != text.len() as u64 || text.len() > self.twice {
            return;
        }
        self.twice -= text.len();
        let rest = self.text.split_off(self.taken.min(self.text.len()));
        self.text.clear();
        self.text.extend_from_slice(text);
        self.text.extend_from_slice(&rest);
        self.begin_text(from);
        self.begin_token(usize::MAX);
    }

    /// Skips one byte.
    pub fn skip_one(&mut self) {
        self.begin_token(usize::MAX);
        if self.fill_buf().is_ok_and(|text| !text.is_empty()) {
            self.consume(1);
        }
    }

    /// Skips text until one of `stops` follows, each of which begins with `<`; whether it was
    /// found.
    pub fn skip_to(&mut self, stops: &[Vec<u8>]) -> bool {
        let longest = stops.iter().map(Vec::len).max().unwrap_or(1);
        loop {
            self.begin_token(usize::MAX);
            let Ok(text) = self.fill_buf() else { return false };
            if text.is_empty() {
                return false;
            }
            let found = memchr::memchr_iter(b'<', text)
                .find(|at| stops.iter().any(|stop| text[*at..].starts_with(stop)));
            if let Some(found) = found {
                self.consume(found);
                return true;
            }
            // A stop may be cut by the end of the text: what could be its beginning is kept and
            // joined to the text that follows.
            let tail = text.len().saturating_sub(longest);
            let kept = memchr::memchr(b'<', &text[tail..]).map_or(text.len(), |at| tail + at);
            self.consume(kept);
            if self.taken < self.text.len() && !self.join_next() {
                return false;
            }
        }
    }

    /// Joins the next text to the rest of this one; whether there was any.
    fn join_next(&mut self) -> bool {
        let position = self.position_of(self.taken);
        let mut rest = self.text.split_off(self.taken);
        let mut next = Vec::new();
        if let Err(error) = self.decoder.next(&mut next) {
            self.held = Some(error);
        }
        rest.extend_from_slice(&next);
        self.text = rest;
        self.begin_text(position);
        !next.is_empty()
    }

    /// The next unit, if it is plain and wholly at hand.
    pub(super) fn plain_unit(&mut self) -> Option<Unit> {
        let mut plain = Plain::new(&self.text, self.taken, self.lines);
        let unit = plain.unit()?;
        (self.taken, self.lines) = (plain.at, plain.lines);
        Some(unit)
    }

    /// How much of the decoded text has been taken.
    pub fn offset(&self) -> u64 {
        self.start.offset + self.taken as u64
    }

    /// Cuts off the text that comes next, up to the beginning of a unit. What looks like one may
    /// stand in a comment: a block is taken back unless all in it is plain.
    pub fn block(&mut self) -> Option<Block> {
        loop {
            let rest = self.text.get(self.taken..).unwrap_or_default();
            if rest.len() >= self.block
                && let Some(cut) = last_unit(rest).map(|at| self.taken + at)
            {
                let start = self.position_of(self.taken);
                let after = self.text.split_off(cut);
                let mut text = std::mem::replace(&mut self.text, after);
                text.drain(..self.taken);
                self.begin_text(start.after(&text));
                return Some(Block { text, start });
            }
            if rest.len() >= FARTHEST * self.block || self.held.is_some() || !self.join_next() {
                return None;
            }
        }
    }

    /// Makes blocks of another size.
    #[cfg(test)]
    pub fn set_block(&mut self, size: usize) {
        self.block = size;
    }

    /// Takes back blocks, of the first of which the text before `from` has been read.
    pub fn take_back<'b>(&mut self, from: usize, blocks: impl Iterator<Item = &'b Block>) {
        let mut text = Vec::new();
        let mut start = None;
        for block in blocks {
            let (read, rest) = block.text.split_at(if start.is_none() { from } else { 0 });
            start.get_or_insert_with(|| block.start.after(read));
            text.extend_from_slice(rest);
        }
        text.extend_from_slice(self.text.get(self.taken..).unwrap_or_default());
        self.text = text;
        self.begin_text(start.unwrap_or(self.start));
    }

    /// Replaces the text, which has been taken, by the next.
    fn load(&mut self) -> io::Result<()> {
        self.token_before = Some(self.token_position());
        self.token = 0;
        self.begin_text(self.position_of(self.text.len()));
        let next = match self.held.take() {
            Some(error) => Err(error),
            None => self.decoder.next(&mut self.text),
        };
        self.list_replaced();
        next.map_err(|error| {
            self.text.clear();
            let error = match error.place() {
                Some(_) => error,
                None => error.at(self.place(self.start)),
            };
            self.failed(error)
        })
    }

    /// Lists the characters that were replaced in the text at hand, while there are few.
    fn list_replaced(&mut self) {
        let room = LISTED.saturating_sub(self.listed);
        for at in self.decoder.replaced_at.iter().take(room) {
            let place = self.place(self.position_of(*at));
            self.notices
                .push(Notice::new("a broken or forbidden character was replaced").at(place));
            self.listed += 1;
        }
    }

    /// Makes more text available when all that was has been taken.
    fn refill(&mut self) -> io::Result<()> {
        if self.taken >= self.text.len() {
            self.allowance = self.allowance.saturating_sub(self.taken - self.token);
            self.load()?;
            self.limit = self.text.len().min(self.allowance);
        }
        if self.taken >= self.limit && self.taken < self.text.len() {
            let error = Error::new(Kind::Limit, "one tag, comment or text is larger than 16 MiB")
                .at(self.token_place())
                .help("no translation memory holds such a thing; check where the file comes from");
            return Err(self.failed(error));
        }
        Ok(())
    }

    fn failed(&mut self, error: Error) -> io::Error {
        self.failure = Some(error);
        io::Error::other("the text could not be read")
    }

    /// Counts a repair of one character in the current token, and lists it while there are few.
    pub fn repaired(&mut self, message: impl FnOnce() -> String) {
        self.repairs += 1;
        if self.repairs <= LISTED {
            let notice = Notice::new(message()).at(self.token_place());
            self.notices.push(notice);
        }
    }

    /// Notes how many characters were replaced.
    pub fn summarise_repairs(&mut self) {
        let replaced = self.repairs + self.decoder.replaced;
        if replaced > 0 {
            let notice = Notice::new(format!(
                "{replaced} broken or forbidden character(s) were replaced, by U+FFFD where the right \
                 one is not known"
            ));
            self.notices.push(notice.at(Place::file(self.file.clone())));
        }
        self.repairs = 0;
        self.decoder.replaced = 0;
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
        if self.taken >= self.limit {
            self.refill()?;
        }
        Ok(&self.text[self.taken..self.limit])
    }

    fn consume(&mut self, amount: usize) {
        self.taken = self.limit.min(self.taken + amount);
    }
}
