//! Units that are read from their TMX file when they are asked for.
//!
//! A large file is not copied into the index: the index notes on which line each unit begins, two
//! bytes of a checksum to know it by, and reads the unit again from there. That is possible for
//! files whose bytes are their text: UTF-8, line ends of one byte, no entities of their own,
//! and no line so long that reading one costs more than unpacking a block would.

use crate::memory::UnitRecord;
use crate::memory::concordance::scanned::Scanned;
use crate::memory::disk::codec::{Image, Part, Whole, put_long, take_bytes, take_long};
use crate::memory::disk::open::read_units_from;
use crate::memory::disk::store;
use crate::tmx;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

/// Smaller files are packed into the index: they are many, and opening each takes longer.
const LARGE: u64 = 4 << 20;

/// The longest line of a file that is read directly.
const LONGEST_LINE: usize = 1 << 16;

/// How far into the file the declarations are looked for that make its text something else than
/// its bytes.
const PROLOGUE: usize = 1 << 16;

/// How many units share an entry in the table of places.
const STRIDE: usize = 64;

/// How many blocks of so many units are scanned at once: no more than what a core has at hand.
const PORTION: usize = 16;

/// Whether the units of a file can be read directly.
pub(crate) fn is_readable(path: &Path) -> bool {
    let large = std::fs::metadata(path).is_ok_and(|meta| meta.len() >= LARGE);
    large && has_plain_lines(path).unwrap_or(false)
}

fn has_plain_lines(path: &Path) -> std::io::Result<bool> {
    let mut file = BufReader::with_capacity(PROLOGUE, std::fs::File::open(path)?);
    let prologue = file.fill_buf()?;
    let text = prologue.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(prologue);
    let lower = String::from_utf8_lossy(text).to_ascii_lowercase();
    let other_encoding = lower.split_once("?>").is_some_and(|(declaration, _)| {
        declaration.contains("encoding") && !declaration.contains("utf-8")
    });
    if !text.starts_with(b"<") || other_encoding || lower.contains("<!entity") {
        return Ok(false);
    }
    let mut line = 0;
    loop {
        let chunk = file.fill_buf()?;
        if chunk.is_empty() {
            return Ok(line <= LONGEST_LINE);
        }
        if memchr::memchr2(b'\r', 0, chunk).is_some() {
            return Ok(false);
        }
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', chunk) {
            if line + end - start > LONGEST_LINE {
                return Ok(false);
            }
            (line, start) = (0, end + 1);
        }
        line += chunk.len() - start;
        let len = chunk.len();
        file.consume(len);
    }
}

/// Notes the lines of units.
#[derive(Default)]
pub(crate) struct Lines {
    lines: Vec<u32>,
    checks: Vec<u16>,
    buffer: Vec<u8>,
}

impl Lines {
    /// Adds the next unit of the file, which begins on `line`, counted from 1.
    pub(crate) fn add(&mut self, unit: &UnitRecord, line: u32) {
        self.lines.push(line);
        self.checks.push(check(unit, &mut self.buffer));
    }

    /// The table of places for [`Direct::open`]; reads the file again to find its lines.
    pub(crate) fn finish(self, path: &Path) -> std::io::Result<Vec<u8>> {
        let mut file = BufReader::with_capacity(PROLOGUE, std::fs::File::open(path)?);
        let (mut line, mut line_start, mut offset) = (1u32, 0u64, 0u64);
        let mut starts = Vec::with_capacity(self.lines.len());
        let mut wanted = self.lines.iter().peekable();
        loop {
            while wanted.next_if(|&&w| w <= line).is_some() {
                starts.push(line_start);
            }
            let chunk = file.fill_buf()?;
            if chunk.is_empty() || wanted.peek().is_none() {
                break;
            }
            let mut consumed = chunk.len();
            for newline in memchr::memchr_iter(b'\n', chunk) {
                line += 1;
                line_start = offset + newline as u64 + 1;
                if wanted.peek().is_some_and(|&&w| w <= line) {
                    consumed = newline + 1;
                    break;
                }
            }
            offset += consumed as u64;
            file.consume(consumed);
        }
        let (mut table, mut body) = (Vec::new(), Vec::new());
        put_long(starts.len() as u64, &mut table);
        for (block, units) in starts.chunks(STRIDE).enumerate() {
            let first = block * STRIDE;
            table.extend(units[0].to_le_bytes());
            table.extend((body.len() as u32).to_le_bytes());
            // How many units stand before the first on its line.
            let before = starts[..first].iter().rev().take_while(|&&s| s == units[0]).count();
            put_long(before as u64, &mut body);
            for (at, &start) in units.iter().enumerate() {
                put_long(start - units[at.saturating_sub(1)], &mut body);
                body.extend(self.checks[first + at].to_le_bytes());
            }
        }
        table.extend(body);
        Ok(table)
    }
}

/// Two bytes by which a unit is known.
fn check(unit: &UnitRecord, buffer: &mut Vec<u8>) -> u16 {
    buffer.clear();
    store::encode(unit, buffer);
    crc32fast::hash(buffer) as u16
}

/// Reads units where [`Lines`] noted them.
pub(crate) struct Direct {
    file: Image,
    /// The table of places, when it is first needed.
    table: OnceLock<Option<Table>>,
    part: Part,
}

struct Table {
    units: usize,
    bytes: Vec<u8>,
}

/// Where a unit is.
#[derive(Clone, Copy)]
struct Place {
    /// Where its line begins.
    start: u64,
    /// How many units stand before it on the line.
    before: usize,
    check: u16,
}

impl Direct {
    /// Opens the file; `part` is where its table of places is. The file stays open: what takes
    /// its place later is another file.
    pub(crate) fn open(path: &Path, part: Part) -> Option<Direct> {
        let file = Image::file(std::fs::File::open(path).ok()?).ok()?;
        Some(Direct { file, table: OnceLock::new(), part })
    }

    /// A unit, without its file and number; `None` when it is not there as it was. The table of
    /// places is in `image`.
    pub(crate) fn unit(&self, image: &Image, number: u32) -> Option<UnitRecord> {
        let table = self.table(image)?;
        let place = table.place(number as usize)?;
        let text = self.lines(table, place, number)?;
        let begins =
            memchr::memmem::find_iter(&text, b"<tu").find(|&at| begins_unit(&text[at..]))?;
        let whole = b"<tmx version=\"1.4\"><body>".chain(&text[begins..]);
        let mut reader = tmx::Reader::new(whole, "", tmx::ReadOptions::default()).ok()?;
        for _ in 0..place.before {
            reader.next_unit().ok()??;
        }
        let unit = UnitRecord::from_tmx(&reader.next_unit().ok()??);
        (check(&unit, &mut Vec::new()) == place.check).then_some(unit)
    }

    /// Whether the pattern matches a text on the lines of a unit, or one there is not simply a
    /// text, see [`Direct::scan`]; `None` when it is not there as it was.
    pub(crate) fn may_match(&self, image: &Image, number: u32, pattern: &Scanned) -> Option<bool> {
        let table = self.table(image)?;
        let lines = self.lines(table, table.place(number as usize)?, number)?;
        let mut found = false;
        each_text(&lines, |text| found |= text.is_none_or(|text| pattern.matches(text)));
        Some(found)
    }

    /// The lines on which a unit is.
    fn lines(&self, table: &Table, place: Place, number: u32) -> Option<Vec<u8>> {
        // The unit ends on the line on which the next one begins, or before.
        let (mut end, mut lines) = (place.start, 0);
        for next in number as usize + 1..=table.units {
            let start = table.place(next).map_or(self.file.len(), |place| place.start);
            if start > end {
                (end, lines) = (start, lines + 1);
            }
            if lines == 2 {
                break;
            }
        }
        self.file.read(place.start..end)
    }

    /// Calls `each` for every unit in order, with the line on which it begins; `None` when the
    /// file is not as it was.
    pub(crate) fn each_unit(
        &self,
        image: &Image,
        mut each: impl FnMut(UnitRecord, u32),
    ) -> Option<()> {
        let table = self.table(image)?;
        let (mut number, mut same, mut buffer) = (0, true, Vec::new());
        let file = Whole { image: &self.file, at: 0 };
        read_units_from(file, "", |unit, line| {
            let place = table.place(number);
            same &= place.is_some_and(|place| place.check == check(&unit, &mut buffer));
            number += 1;
            each(unit, line);
        })
        .ok()?;
        (same && number == table.units).then_some(())
    }

    /// The numbers of the `wanted` units that have a text which the pattern matches, rising, and of
    /// those whose texts are not simply there: with codes, entities or comments in them. `None` when
    /// the file is not as it was.
    pub(crate) fn scan(
        &self,
        image: &Image,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        pattern: &Scanned,
    ) -> Option<Vec<u32>> {
        let table = self.table(image)?;
        let is_wanted = |block: &usize| {
            let units = block * STRIDE..table.units.min((block + 1) * STRIDE);
            units.into_iter().any(|number| wanted(number as u32))
        };
        let portion_of = |portion: usize| {
            let blocks =
                portion * PORTION..table.units.div_ceil(STRIDE).min((portion + 1) * PORTION);
            blocks.filter(is_wanted).collect::<Vec<usize>>()
        };
        let of_portion = |pattern: &Scanned, buffer: &mut Vec<u8>, portion: usize| {
            let mut found = Vec::new();
            for blocks in portion_of(portion).chunk_by(|block, next| block + 1 == *next) {
                let end = (blocks[0] + blocks.len()) * STRIDE;
                let units = blocks[0] * STRIDE..end.min(table.units);
                self.scan_units(table, units, wanted, pattern, buffer, &mut found)?;
            }
            Some(found)
        };
        // A thread has an expression of its own: the threads would wait for what it keeps in mind.
        let portions = (0..table.units.div_ceil(STRIDE * PORTION)).into_par_iter().map_init(
            || (pattern.clone(), Vec::new()),
            |(pattern, buffer), portion| of_portion(pattern, buffer, portion),
        );
        Some(portions.collect::<Option<Vec<Vec<u32>>>>()?.concat())
    }

    /// [`Direct::scan`] of units that stand one after the other.
    fn scan_units(
        &self,
        table: &Table,
        units: Range<usize>,
        wanted: &(dyn Fn(u32) -> bool + Sync),
        pattern: &Scanned,
        buffer: &mut Vec<u8>,
        found: &mut Vec<u32>,
    ) -> Option<()> {
        let first = table.place(units.start)?.start;
        // The last unit may end on the line on which the next one begins.
        let mut later = (units.end..table.units).map_while(|n| table.place(n)).map(|p| p.start);
        let next = later.next();
        let end = later.find(|&start| Some(start) > next).unwrap_or(self.file.len());
        let tmx = &*self.file.read_to(first..end, buffer)?;
        let nowhere = pattern.is_nowhere_in(tmx);
        let starts = table.starts(units.clone());
        let mut lines: Vec<u64> = starts.iter().copied().chain(next).collect();
        lines.dedup();
        let place = |line: usize| lines.get(line).map_or(tmx.len(), |at| (at - first) as usize);
        for (number, start) in (units.start as u32..).zip(&starts) {
            if !wanted(number) {
                continue;
            }
            let line = lines.partition_point(|other| other < start);
            // It ends before the line on which the next one begins, or on that line.
            let ends = begins_unit(tmx[place(line + 1)..].trim_ascii_start());
            let end = place(if ends { line + 1 } else { line + 2 });
            let mut may_match = false;
            each_text(&tmx[place(line)..end], |text| {
                may_match |= text.is_none_or(|text| !nowhere && pattern.matches(text));
            });
            found.extend(may_match.then_some(number));
        }
        Some(())
    }

    fn table(&self, image: &Image) -> Option<&Table> {
        let read = || {
            let mut bytes = self.part.read(image)?;
            let mut rest = bytes.as_slice();
            let units = usize::try_from(take_long(&mut rest)?).ok()?;
            let head = bytes.len() - rest.len();
            bytes.drain(..head);
            Some(Table { units, bytes })
        };
        self.table.get_or_init(read).as_ref()
    }
}

impl Table {
    fn place(&self, number: usize) -> Option<Place> {
        self.block(number / STRIDE)?.nth(number % STRIDE)
    }

    /// Where the lines begin of units that stand one after the other, as far as is known.
    fn starts(&self, units: Range<usize>) -> Vec<u64> {
        let blocks = (units.start / STRIDE..).map_while(|block| self.block(block));
        let places = blocks.flatten().skip(units.start % STRIDE);
        places.take(units.len()).map(|place| place.start).collect()
    }

    /// The places of the units of a block.
    fn block(&self, block: usize) -> Option<impl Iterator<Item = Place>> {
        let units = STRIDE.min(self.units.checked_sub(block * STRIDE).filter(|&left| left > 0)?);
        let blocks = self.units.div_ceil(STRIDE);
        let entry = self.bytes.get(block * 12..)?.get(..12)?;
        let start = u64::from_le_bytes(entry[..8].try_into().ok()?);
        let at = u32::from_le_bytes(entry[8..].try_into().ok()?) as usize;
        let mut body = self.bytes.get(blocks * 12 + at..)?;
        let before = usize::try_from(take_long(&mut body)?).ok()?;
        let mut last = Place { start, before, check: 0 };
        let place = move |unit: usize| {
            let step = take_long(&mut body)?;
            last.check = u16::from_le_bytes(take_bytes(&mut body, 2)?.try_into().ok()?);
            last.start = last.start.checked_add(step)?;
            last.before = match (unit, step) {
                (0, _) => last.before,
                (_, 0) => last.before + 1,
                _ => 0,
            };
            Some(last)
        };
        Some((0..units).map_while(place))
    }
}

/// Whether a unit begins here.
fn begins_unit(tmx: &[u8]) -> bool {
    let rest = tmx.strip_prefix(b"<tu").and_then(<[u8]>::first);
    rest.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
}

/// Calls `each` with the texts in a stretch of TMX; one that is not simply there is `None`. Every
/// text stands behind a `<seg>`, and so is looked at, whatever else is: there may be some that are
/// none.
fn each_text(tmx: &[u8], mut each: impl FnMut(Option<&[u8]>)) {
    for found in memchr::memmem::find_iter(tmx, b"<seg") {
        let start = found + "<seg>".len();
        let text = tmx.get(start..).filter(|_| tmx[start - 1] == b'>').and_then(|rest| {
            let end = memchr::memchr2(b'<', b'&', rest)?;
            rest[end..].starts_with(b"</seg").then_some(&rest[..end])
        });
        each(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_found_on_their_lines() {
        let units: String = (0..1000)
            .map(|n| {
                let end = if n % 3 == 0 { "" } else { "\n" };
                let inner = if n % 5 == 0 { "\n  " } else { "" };
                format!(
                    "<tu tuid=\"{n}\">{inner}<tuv xml:lang=\"en\"><seg>{n}</seg></tuv></tu>{end}"
                )
            })
            .collect();
        let text = format!("<tmx version=\"1.4\">\n<header/><body>{units}</body></tmx>");
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), &text).expect("written");
        assert!(has_plain_lines(file.path()).expect("read"));
        let mut lines = Lines::default();
        let mut records = Vec::new();
        for unit in tmx::read_file(file.path(), tmx::ReadOptions::default()).expect("read").units {
            let record = UnitRecord::from_tmx(&unit);
            lines.add(&record, unit.line.0);
            records.push(record);
        }
        let table = lines.finish(file.path()).expect("read");
        let part = Part::of(0, &table);
        let image = Image::Memory(table);
        let direct = Direct::open(file.path(), part).expect("opened");
        for (number, record) in (0..).zip(&records) {
            assert_eq!(direct.unit(&image, number).as_ref(), Some(record));
        }
        assert_eq!(direct.unit(&image, 1000), None);
        let mut all = Vec::new();
        assert!(direct.each_unit(&image, |unit, _| all.push(unit)).is_some());
        assert_eq!(all, records);
        // Those on the same line come along.
        for (pattern, expected) in [
            ("^8$", vec![8]),
            ("^99[89]$", vec![998, 999]),
            ("^7$", vec![6, 7]),
            ("^10$", vec![9, 10]),
            ("^16$", vec![15, 16]),
            ("x", vec![]),
        ] {
            let pattern = Scanned::new(pattern).expect("valid");
            assert_eq!(direct.scan(&image, &|_| true, &pattern), Some(expected.clone()));
            let wanted = |number| number > 9;
            let of_these = expected.into_iter().filter(|&number| wanted(number)).collect();
            assert_eq!(direct.scan(&image, &wanted, &pattern), Some(of_these));
        }
        std::fs::write(file.path(), text.replace(">7<", ">8<")).expect("written");
        assert_eq!(direct.unit(&image, 7), None);
        assert!(direct.each_unit(&image, |_, _| ()).is_none());
    }

    #[test]
    fn every_text_is_looked_at() {
        for (tmx, texts) in [
            ("<tuv><seg>one</seg></tuv><tuv><seg>три</seg></tuv>", vec![Some("one"), Some("три")]),
            ("<tu><note>two</note><tuv><seg></seg></tuv></tu>", vec![Some("")]),
            ("<seg>a &amp; b</seg>", vec![None]),
            ("<seg>t<ph/>wo</seg><seg>two</seg>", vec![None, Some("two")]),
            ("<seg><![CDATA[two]]></seg>", vec![None]),
            ("<seg>t<!-- -->wo</seg>", vec![None]),
            ("<seg a=\"b\">two</seg>", vec![None]),
            ("<seg\n>two</seg>", vec![None]),
            ("<seg/>", vec![None]),
            ("<!-- <seg> --><seg>two</seg>", vec![None, Some("two")]),
            ("<seg>two", vec![None]),
            ("<seg", vec![None]),
            ("", vec![]),
        ] {
            let mut found = Vec::new();
            each_text(tmx.as_bytes(), |text| found.push(text.map(<[u8]>::to_vec)));
            let texts: Vec<Option<Vec<u8>>> =
                texts.into_iter().map(|text: Option<&str>| text.map(|t| t.into())).collect();
            assert_eq!(found, texts, "{tmx}");
        }
    }

    #[test]
    fn files_whose_bytes_are_not_their_text_are_refused() {
        let plain = |bytes: &[u8]| {
            let file = tempfile::NamedTempFile::new().expect("a file");
            std::fs::write(file.path(), bytes).expect("written");
            has_plain_lines(file.path()).expect("read")
        };
        assert!(plain(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx/>"));
        assert!(plain(b"\xEF\xBB\xBF<tmx/>"));
        assert!(!plain(b"<tmx>\r\n</tmx>"));
        assert!(!plain(b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<tmx/>"));
        assert!(!plain(b"\xFF\xFE<\0t\0"));
        assert!(!plain(b"<!DOCTYPE tmx [<!ENTITY org \"NATO\">]><tmx/>"));
        assert!(!plain(format!("<tmx>{}</tmx>", " ".repeat(LONGEST_LINE)).as_bytes()));
        assert!(!plain(b"\x1F\x8B"));
    }
}
