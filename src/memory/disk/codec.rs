//! Numbers, texts and checksums as bytes: what the index files are made of.

use crate::memory::index::postings;
use std::fs::File;
use std::io::{Read, Write};
use std::ops::Range;

/// A part of the index is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Damaged;

/// The bytes of an index, in memory or in a file of which only parts are read.
pub(crate) enum Image {
    Memory(Vec<u8>),
    File { file: File, len: u64 },
}

impl Image {
    /// The bytes of a file; nothing is read yet.
    pub(crate) fn file(file: File) -> std::io::Result<Image> {
        let len = file.metadata()?.len();
        Ok(Image::File { file, len })
    }

    pub(crate) fn len(&self) -> u64 {
        match self {
            Image::Memory(bytes) => bytes.len() as u64,
            Image::File { len, .. } => *len,
        }
    }

    /// The bytes in a range, or `None` when the image ends before or cannot be read.
    pub(crate) fn read(&self, range: Range<u64>) -> Option<Vec<u8>> {
        // Memory that comes as zeros need not be filled with them.
        let mut bytes = vec![0; self.size(&range)?];
        self.fill(range.start, &mut bytes)?;
        Some(bytes)
    }

    /// [`Image::read`] into a buffer that serves again and again, as large as the largest range.
    pub(crate) fn read_to<'b>(
        &self,
        range: Range<u64>,
        buffer: &'b mut Vec<u8>,
    ) -> Option<&'b mut [u8]> {
        let len = self.size(&range)?;
        if buffer.len() < len {
            buffer.resize(len, 0);
        }
        self.fill(range.start, &mut buffer[..len])?;
        Some(&mut buffer[..len])
    }

    /// How many bytes are in a range; `None` when the image ends before.
    fn size(&self, range: &Range<u64>) -> Option<usize> {
        let size = range.end.checked_sub(range.start).filter(|_| range.end <= self.len())?;
        usize::try_from(size).ok()
    }

    fn fill(&self, start: u64, bytes: &mut [u8]) -> Option<()> {
        match self {
            Image::Memory(all) => {
                bytes.copy_from_slice(all.get(start as usize..)?.get(..bytes.len())?);
                Some(())
            }
            Image::File { file, .. } => read_at(file, start, bytes).ok(),
        }
    }
}

/// Reads from a place in a file, so that threads need not wait for one another.
#[cfg(unix)]
fn read_at(file: &File, start: u64, bytes: &mut [u8]) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(windows)]
fn read_at(file: &File, mut start: u64, mut bytes: &mut [u8]) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, start)?;
        if read == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        start += read as u64;
        bytes = &mut bytes[read..];
    }
    Ok(())
}

/// Reads an image from the beginning.
pub(crate) struct Whole<'a> {
    pub(crate) image: &'a Image,
    pub(crate) at: u64,
}

impl Read for Whole<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let end = self.image.len().min(self.at + buffer.len() as u64);
        let bytes = self.image.read(self.at..end).ok_or(std::io::ErrorKind::UnexpectedEof)?;
        buffer[..bytes.len()].copy_from_slice(&bytes);
        self.at = end;
        Ok(bytes.len())
    }
}

/// Writes an image part by part, so that it need not be in memory as a whole.
pub(crate) struct Parts<'a> {
    to: &'a mut dyn Write,
    /// How many bytes are written.
    pub(crate) len: u64,
    /// Where the part begins that is written now.
    start: u64,
    hasher: crc32fast::Hasher,
}

impl<'a> Parts<'a> {
    pub(crate) fn new(to: &'a mut dyn Write) -> Parts<'a> {
        Parts { to, len: 0, start: 0, hasher: crc32fast::Hasher::new() }
    }

    /// Writes the next bytes of a part.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.hasher.update(bytes);
        self.len += bytes.len() as u64;
        self.to.write_all(bytes)
    }

    /// How many bytes are written since the last part ended.
    pub(crate) fn unended(&self) -> u64 {
        self.len - self.start
    }

    /// Ends the part: what is written since the last one ended.
    pub(crate) fn end(&mut self) -> Part {
        let checksum = std::mem::take(&mut self.hasher).finalize();
        let start = std::mem::replace(&mut self.start, self.len);
        Part { start, len: self.len - start, checksum }
    }

    /// Writes a whole part.
    pub(crate) fn put(&mut self, bytes: &[u8]) -> std::io::Result<Part> {
        self.write(bytes)?;
        Ok(self.end())
    }
}

/// A part of an image with its checksum (CRC-32).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) start: u64,
    pub(crate) len: u64,
    pub(crate) checksum: u32,
}

impl Part {
    /// Describes `bytes`, which begin at `start`.
    pub(crate) fn of(start: u64, bytes: &[u8]) -> Part {
        Part { start, len: bytes.len() as u64, checksum: crc32fast::hash(bytes) }
    }

    /// Reads the part; `None` when it is damaged.
    pub(crate) fn read(&self, image: &Image) -> Option<Vec<u8>> {
        let bytes = image.read(self.start..self.start.checked_add(self.len)?)?;
        (crc32fast::hash(&bytes) == self.checksum).then_some(bytes)
    }

    /// The part when what it lies in begins at `base`.
    pub(crate) fn shifted(self, base: u64) -> Option<Part> {
        Some(Part { start: self.start.checked_add(base)?, ..self })
    }

    pub(crate) fn put(&self, out: &mut Vec<u8>) {
        put_long(self.start, out);
        put_long(self.len, out);
        out.extend(self.checksum.to_le_bytes());
    }

    pub(crate) fn take(bytes: &mut &[u8]) -> Option<Part> {
        let (start, len) = (take_long(bytes)?, take_long(bytes)?);
        let checksum = u32::from_le_bytes(take_bytes(bytes, 4)?.try_into().ok()?);
        Some(Part { start, len, checksum })
    }
}

/// Appends a number of 64 bits, seven to a byte.
pub(crate) fn put_long(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number of 64 bits.
pub(crate) fn take_long(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// Appends a length and the bytes.
pub(crate) fn put_bytes(value: &[u8], out: &mut Vec<u8>) {
    put_long(value.len() as u64, out);
    out.extend(value);
}

/// Takes what [`put_bytes`] appended.
pub(crate) fn take_counted<'a>(bytes: &mut &'a [u8]) -> Option<&'a [u8]> {
    let len = usize::try_from(take_long(bytes)?).ok()?;
    take_bytes(bytes, len)
}

/// Takes a text.
pub(crate) fn take_text(bytes: &mut &[u8]) -> Option<String> {
    std::str::from_utf8(take_counted(bytes)?).ok().map(str::to_owned)
}

/// Takes so many bytes.
pub(crate) fn take_bytes<'a>(bytes: &mut &'a [u8], len: usize) -> Option<&'a [u8]> {
    let (front, rest) = bytes.split_at_checked(len)?;
    *bytes = rest;
    Some(front)
}

/// Appends numbers in any order.
pub(crate) fn put_numbers(numbers: &[u32], out: &mut Vec<u8>) {
    put_long(numbers.len() as u64, out);
    numbers.iter().for_each(|&number| postings::put(number, out));
}

/// Takes what [`put_numbers`] appended.
pub(crate) fn take_numbers(bytes: &mut &[u8]) -> Option<Vec<u32>> {
    let len = usize::try_from(take_long(bytes)?).ok()?;
    // Each number takes a byte at least.
    if len > bytes.len() {
        return None;
    }
    Some((0..len).map(|_| postings::take(bytes)).collect())
}

/// Appends numbers that do not fall.
pub(crate) fn put_rising(numbers: &[u32], out: &mut Vec<u8>) {
    put_long(numbers.len() as u64, out);
    let mut before = 0;
    for &number in numbers {
        postings::put(number - before, out);
        before = number;
    }
}

/// Takes what [`put_rising`] appended.
pub(crate) fn take_rising(bytes: &mut &[u8]) -> Option<Vec<u32>> {
    let mut numbers = take_numbers(bytes)?;
    let mut before = 0u32;
    for number in &mut numbers {
        before = before.checked_add(*number)?;
        *number = before;
    }
    Some(numbers)
}
