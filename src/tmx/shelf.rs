//! Units that wait outside memory.

use super::model::Unit;
use super::reader::{ReadOptions, Reader};
use super::writer::push_unit;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Units in a file without name, to be taken out in any order.
pub struct Shelf {
    file: BufWriter<File>,
    end: u64,
    /// Whether the file is where the next unit goes.
    at_end: bool,
    xml: String,
}

impl Shelf {
    /// An empty shelf in the folder `scratch`.
    ///
    /// # Errors
    ///
    /// When no file can be made there.
    pub fn new(scratch: &Path) -> Result<Self> {
        let file = tempfile::tempfile_in(scratch).map_err(failed)?;
        Ok(Shelf { file: BufWriter::new(file), end: 0, at_end: true, xml: String::new() })
    }

    /// Puts a unit behind the others; where that is, which grows from unit to unit.
    pub fn put(&mut self, unit: &Unit) -> Result<u64> {
        self.xml.clear();
        push_unit(&mut self.xml, unit);
        let place = self.end;
        let length = self.xml.len() as u64;
        if !std::mem::replace(&mut self.at_end, true) {
            self.file.seek(SeekFrom::Start(place)).map_err(failed)?;
        }
        self.file.write_all(&length.to_be_bytes()).map_err(failed)?;
        self.file.write_all(self.xml.as_bytes()).map_err(failed)?;
        self.end += 8 + length;
        Ok(place)
    }

    /// A copy of the unit that was put there.
    pub fn get(&mut self, place: u64) -> Result<Unit> {
        let mut read = || -> io::Result<Vec<u8>> {
            self.at_end = false;
            self.file.seek(SeekFrom::Start(place))?;
            let file = self.file.get_mut();
            let mut length = [0; 8];
            file.read_exact(&mut length)?;
            let mut xml = b"<tmx><body>".to_vec();
            file.take(u64::from_be_bytes(length)).read_to_end(&mut xml)?;
            xml.extend_from_slice(b"</body></tmx>");
            Ok(xml)
        };
        let xml = read().map_err(failed)?;
        let mut reader = Reader::new(xml.as_slice(), "a temporary file", ReadOptions::default())?;
        Ok(reader.next_unit()?.unwrap_or_default())
    }
}

fn failed(cause: io::Error) -> Error {
    Error::io("a temporary file", "keep units", cause)
        .help("free some space, or name another folder with TMPDIR")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_back_as_they_were() {
        let scratch = tempfile::tempdir().unwrap();
        let mut shelf = Shelf::new(scratch.path()).unwrap();
        let units = ["a\r\n<&>", "b", ""].map(Unit::new);
        let places: Vec<u64> = units.iter().map(|unit| shelf.put(unit).unwrap()).collect();
        for (unit, place) in units.iter().zip(places).rev() {
            assert_eq!(shelf.get(place).unwrap(), *unit);
        }
        let place = shelf.put(&units[0]).unwrap();
        assert_eq!(shelf.get(place).unwrap(), units[0]);
    }
}
