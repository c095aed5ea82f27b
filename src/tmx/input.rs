//! A file and the name under which is spoken of it.

use super::reader::{ReadOptions, Reader};
use crate::error::{Error, Kind, Place, Result};
use std::fs::File;
use std::path::{Path, PathBuf};

/// A file that may be read more than once, and its name for people. The two differ where what
/// came through a pipe was put into a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// What errors and properties call it.
    pub name: String,
}

impl From<&Path> for Input {
    fn from(path: &Path) -> Self {
        Input { path: path.to_owned(), name: path.display().to_string() }
    }
}

impl Input {
    /// Opens the file, plain or gzip, and reads its header.
    pub fn open(&self, options: ReadOptions) -> Result<Reader<'static>> {
        let file =
            File::open(&self.path).map_err(|e| Error::io(self.name.clone(), "read the file", e))?;
        if file.metadata().is_ok_and(|meta| meta.is_dir()) {
            return Err(Error::new(Kind::Usage, "this is a folder, not a file")
                .at(Place::file(self.name.clone()))
                .help("name the files in it"));
        }
        let mut reader = Reader::new(file, &self.name, options)?;
        if !reader.header().present {
            self.look_for_late_header(&mut reader, options);
        }
        Ok(reader)
    }

    /// A header that stands behind the units is out of order, but it is there: the file is read
    /// once more for it, since it must be known before the first unit is passed on.
    fn look_for_late_header(&self, reader: &mut Reader<'_>, options: ReadOptions) {
        let Ok(file) = File::open(&self.path) else { return };
        let Ok(ahead) = Reader::new(file, &self.name, options) else { return };
        if let Some(header) = ahead.late_header_of() {
            reader.expect_late_header(header);
        }
    }
}
