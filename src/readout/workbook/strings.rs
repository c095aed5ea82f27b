//! The table of texts that the cells of a workbook share.
//!
//! It can be larger than all the rest, and it stands in another part than the cells: it is read
//! first, and put away in blocks; beyond a small size in a temporary file. Cells name most texts in
//! the order of the table, so a few blocks at hand serve nearly all of them.

use super::part::Part;
use crate::error::{Error, Kind, Result};
use crate::readout::xml::attribute;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom, Write};
use tempfile::SpooledTempFile;

/// How large a block is at least, but for the last.
const BLOCK: usize = 1 << 14;
/// How much is kept in memory before a file is made.
const IN_MEMORY: usize = 1 << 20;
/// How many blocks are at hand; a power of two.
const AT_HAND: usize = 64;

/// Texts by their numbers.
pub(super) struct Strings {
    store: SpooledTempFile,
    /// For each block, the number of its first text and where it begins in the store.
    blocks: Vec<(u32, u64)>,
    /// The block that is being filled: each text behind its length.
    filling: Vec<u8>,
    count: u32,
    stored: u64,
    /// Block N is in place N modulo the number of places.
    at_hand: Vec<Option<(usize, Vec<u8>)>>,
}

impl Strings {
    /// A table without texts.
    pub fn new() -> Strings {
        Strings {
            store: SpooledTempFile::new(IN_MEMORY),
            blocks: vec![(0, 0)],
            filling: Vec::new(),
            count: 0,
            stored: 0,
            at_hand: vec![None; AT_HAND],
        }
    }

    /// Reads the part `sharedStrings` (ECMA-376 part 1, §18.4).
    pub fn read<R: Read + Seek + Clone>(mut part: Part<R>) -> Result<Strings> {
        let mut strings = Strings::new();
        loop {
            let is_text = match part.next()? {
                Event::Start(element) => element.local_name().as_ref() == "si",
                Event::End(element) if element.local_name().as_ref() == "sst" => break,
                Event::Eof => return Err(part.cut_off()),
                _ => false,
            };
            if is_text {
                let text = rich_text(&mut part)?;
                strings.push(&text).map_err(unstored)?;
            }
        }
        part.finish()?;
        strings.put_away().map_err(unstored)?;
        Ok(strings)
    }

    /// The text of a number; `None` when the table has none.
    pub fn get(&mut self, number: u32) -> Result<Option<String>> {
        if number >= self.count {
            return Ok(None);
        }
        let block = self.blocks.partition_point(|(first, _)| *first <= number).saturating_sub(1);
        let (Some((first, start)), Some(place)) =
            (self.blocks.get(block).copied(), self.at_hand.get_mut(block % AT_HAND))
        else {
            return Ok(None);
        };
        if place.as_ref().is_none_or(|(at_hand, _)| *at_hand != block) {
            let end = self.blocks.get(block + 1).map_or(self.stored, |(_, start)| *start);
            let mut bytes = Vec::new();
            let store = &mut self.store;
            let read = store
                .seek(SeekFrom::Start(start))
                .and_then(|_| store.take(end - start).read_to_end(&mut bytes));
            read.map_err(unstored)?;
            *place = Some((block, bytes));
        }
        let Some((_, bytes)) = place else { return Ok(None) };
        let mut texts = texts(bytes);
        let text = texts.nth((number - first) as usize);
        Ok(text.map(|text| String::from_utf8_lossy(text).into_owned()))
    }

    fn push(&mut self, text: &str) -> io::Result<()> {
        // A part is at most 1 GiB, so neither number can be larger than its type.
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.filling.extend(length.to_le_bytes());
        self.filling.extend(text.as_bytes());
        self.count += 1;
        if self.filling.len() < BLOCK {
            return Ok(());
        }
        self.put_away()?;
        self.blocks.push((self.count, self.stored));
        Ok(())
    }

    fn put_away(&mut self) -> io::Result<()> {
        self.store.write_all(&self.filling)?;
        self.stored += self.filling.len() as u64;
        self.filling.clear();
        Ok(())
    }
}

/// The texts of a block.
fn texts(mut block: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = block.split_first_chunk::<4>()?;
        let (text, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        block = rest;
        Some(text)
    })
}

fn unstored(cause: io::Error) -> Error {
    let error = Error::io("the folder for temporary files", "keep the texts of a workbook", cause);
    match error.kind() {
        Kind::Io => error.help("free some space, or name another folder with TMPDIR"),
        _ => error,
    }
}

/// The text of an `si` or `is` that has begun: that of its runs. Phonetic runs, which say how East
/// Asian text is read, are no part of it.
pub(super) fn rich_text<R: Read + Seek + Clone>(part: &mut Part<R>) -> Result<String> {
    enum Inside {
        Text { kept: bool },
        Phonetic,
        Other,
    }
    let mut text = String::new();
    let mut depth = 0usize;
    loop {
        let inside = match part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => Inside::Text {
                    kept: attribute(&element, "space").is_some_and(|s| s == "preserve"),
                },
                "rPh" => Inside::Phonetic,
                _ => Inside::Other,
            },
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => {
                depth -= 1;
                continue;
            }
            Event::Eof => return Err(part.cut_off()),
            _ => continue,
        };
        match inside {
            Inside::Text { kept } => {
                let run = part.text()?;
                let run = if kept { &run } else { run.trim_matches([' ', '\t', '\r', '\n']) };
                text.push_str(&unescaped(run));
            }
            Inside::Phonetic => part.skip()?,
            Inside::Other => depth += 1,
        }
        if text.len() > super::part::MAX_TEXT {
            let what = "a text of the workbook is larger than 1 MiB";
            return Err(Error::new(Kind::Limit, what).at(part.place.clone()));
        }
    }
}

/// A text without the escapes that Excel has for characters that XML forbids: `_x000D_`, of which
/// the underscore of an `_x000D_` that is meant is one itself, `_x005F_` (§22.9.2.19).
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find("_x") {
        at += found;
        // Characters beyond the first 65,536 are two escapes.
        let mut units = Vec::new();
        let begins = at;
        while let Some(unit) = escape(&text[at..]) {
            units.push(unit);
            at += 7;
        }
        if units.is_empty() {
            at += 1;
            continue;
        }
        plain.push_str(&text[copied..begins]);
        plain.push_str(&String::from_utf16_lossy(&units));
        copied = at;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    plain.push_str(&text[copied..]);
    Cow::Owned(plain)
}

/// The UTF-16 unit of the escape with which a text begins.
pub(super) fn escape(text: &str) -> Option<u16> {
    let digits = text.get(..7)?.strip_prefix("_x")?.strip_suffix('_')?;
    let is_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_by_number_from_memory_and_from_a_file() {
        for count in [3u32, 100_000] {
            let mut strings = Strings::new();
            let text = |n: u32| format!("text {n} {}", "ə".repeat(n as usize % 50));
            (0..count).for_each(|n| strings.push(&text(n)).unwrap());
            strings.put_away().unwrap();
            assert_eq!(strings.store.is_rolled(), count > 3, "a large table lies in a file");
            // In an order that leaves the blocks at hand again and again, too.
            for n in (0..count).chain((0..count).map(|n| n * 7919 % count)) {
                assert_eq!(strings.get(n).unwrap().unwrap(), text(n));
            }
            assert_eq!(strings.get(count).unwrap(), None);
            let kept: usize = strings.at_hand.iter().flatten().map(|(_, b)| b.len()).sum();
            assert!(kept <= AT_HAND * (BLOCK + 1024), "{kept} bytes are kept at hand");
        }
    }

    #[test]
    fn escapes_of_excel_are_characters() {
        for (escaped, plain) in [
            ("a_x000D_b", "a\rb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_!", "😀!"),
            ("_xD83D_!", "\u{fffd}!"),
            ("_x00D_ _xggggg_ _x+00D_ x_", "_x00D_ _xggggg_ _x+00D_ x_"),
            ("_xəəə_", "_xəəə_"),
        ] {
            assert_eq!(unescaped(escaped), plain, "{escaped}");
        }
    }
}
