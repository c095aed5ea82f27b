//! What is in the index folder: which segments there are, and which files they were made of.
//!
//! The catalog is one small file, replaced whole by renaming. Readers take no lock: they read
//! the catalog and open the segments that it names, and when one of these has just been replaced
//! they read the catalog again. Writers take turns through a lock that the operating system
//! releases when a process dies. Nothing here is the only copy of anything, so nothing waits for
//! the disk: what a crash of the machine leaves half-written does not match its checksum and is
//! made again.

use crate::error::{Error, Result};
use crate::memory::disk::codec::Image;
use crate::memory::disk::segment::{Segment, SegmentBuilder};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{File, TryLockError};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tempfile::NamedTempFile;

const CATALOG: &str = "catalog";
const LOCK: &str = "lock";
const SEGMENT: &str = "segment";
const UNFINISHED: &str = ".new-";

/// The coarsest clock of a file system: within this time a file may change and keep its date.
const COARSEST: Duration = Duration::from_secs(2);

/// The segments of an index folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Catalog {
    pub(crate) segments: Vec<SegmentEntry>,
}

/// A segment and the files it was made of, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SegmentEntry {
    /// The name of its file in the folder.
    pub(crate) name: String,
    /// The checksum of its directory.
    pub(crate) checksum: u32,
    /// For each file, its state when it was read; `None` when the segment is no longer asked
    /// about it.
    pub(crate) files: Vec<(String, Option<Stamp>)>,
}

/// What tells whether a file has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u64,
    /// SHA-256 of the content.
    hash: String,
}

/// How the present state of a file compares with its stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Freshness {
    /// It is the same.
    Same,
    /// It is the same, but only its content says so.
    SameContent,
    Changed,
}

impl Stamp {
    /// The stamp of a file as it is now.
    pub(crate) fn of(path: &Path) -> Result<Stamp> {
        let (size, modified) = state(path)?;
        Ok(Stamp { size, modified, hash: hash(path)? })
    }

    /// Compares the file with its stamp, which is as old as the catalog or older.
    pub(crate) fn compare(&self, path: &Path, catalog: u64) -> Result<Freshness> {
        let (size, modified) = state(path)?;
        if size != self.size {
            return Ok(Freshness::Changed);
        }
        let settled = modified.saturating_add(COARSEST.as_nanos() as u64) < catalog;
        if modified == self.modified && settled {
            return Ok(Freshness::Same);
        }
        Ok(if hash(path)? == self.hash { Freshness::SameContent } else { Freshness::Changed })
    }

    /// Takes over the date of the file, whose content is known to be the same.
    pub(crate) fn renew(&mut self, path: &Path) -> Result<()> {
        self.modified = state(path)?.1;
        Ok(())
    }
}

fn state(path: &Path) -> Result<(u64, u64)> {
    let failed = |cause| Error::io(path.display().to_string(), "read the file", cause);
    let meta = std::fs::metadata(path).map_err(failed)?;
    Ok((meta.len(), nanoseconds(meta.modified().map_err(failed)?)))
}

fn nanoseconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as u64)
}

fn hash(path: &Path) -> Result<String> {
    let failed = |cause| Error::io(path.display().to_string(), "read the file", cause);
    let mut file = File::open(path).map_err(failed)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).map_err(failed)? {
            0 => break,
            read => hasher.update(&buffer[..read]),
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// An index folder.
pub(crate) struct Folder {
    path: PathBuf,
}

/// What there is where the catalog should be.
pub(crate) enum Found {
    /// The catalog, and when it was written, in nanoseconds since 1970.
    Catalog(Catalog, u64),
    Nothing,
    Damaged,
}

impl Folder {
    pub(crate) fn new(path: &Path) -> Folder {
        Folder { path: path.to_owned() }
    }

    /// Where the folder is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the catalog.
    pub(crate) fn catalog(&self) -> Found {
        let path = self.path.join(CATALOG);
        let Ok(mut file) = File::open(&path) else { return Found::Nothing };
        let mut text = String::new();
        let written = file.metadata().and_then(|meta| meta.modified());
        let (Ok(_), Ok(written)) = (file.read_to_string(&mut text), written) else {
            return Found::Damaged;
        };
        let Some((checksum, json)) = text.split_once('\n') else { return Found::Damaged };
        if checksum != format!("{:08x}", crc32fast::hash(json.as_bytes())) {
            return Found::Damaged;
        }
        match serde_json::from_str(json) {
            Ok(catalog) => Found::Catalog(catalog, nanoseconds(written)),
            Err(_) => Found::Damaged,
        }
    }

    /// Opens a segment; `None` when it is missing or damaged.
    pub(crate) fn segment(&self, entry: &SegmentEntry) -> Option<Segment> {
        let image = Image::file(File::open(self.segment_path(entry)).ok()?).ok()?;
        let segment = Segment::open(image)?;
        let paths = segment.files.iter().map(|(path, _)| path);
        let same = segment.checksum == entry.checksum
            && paths.eq(entry.files.iter().map(|(path, _)| path).chain([&String::new()]));
        same.then_some(segment)
    }

    /// Where the file of a segment is.
    pub(crate) fn segment_path(&self, entry: &SegmentEntry) -> PathBuf {
        self.path.join(&entry.name)
    }

    /// Waits until no other process writes, and keeps others from writing until the result is
    /// dropped.
    /// `None` when another process holds it.
    pub(crate) fn try_lock(&self) -> std::io::Result<Option<File>> {
        std::fs::create_dir_all(&self.path)?;
        let file =
            File::options().create(true).truncate(false).write(true).open(self.path.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(cause)) => Err(cause),
        }
    }

    /// Writes a segment. The result is its name and its checksum.
    pub(crate) fn write_segment(&self, segment: SegmentBuilder) -> Result<(String, u32)> {
        let folder = self.path.display().to_string();
        let failed = |cause| Error::io(folder.clone(), "write the index", cause);
        let file = self.unfinished().map_err(failed)?;
        let mut file = BufWriter::with_capacity(1 << 16, file);
        let (len, checksum) = segment.finish(&mut file, &folder)?;
        let name = format!("{checksum:08x}-{len:x}.{SEGMENT}");
        let file = file.into_inner().map_err(|e| failed(e.into_error()))?;
        file.persist(self.path.join(&name)).map_err(|e| failed(e.error))?;
        Ok((name, checksum))
    }

    /// A file that is renamed when it is whole.
    fn unfinished(&self) -> std::io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(&self.path)
    }

    /// Replaces the catalog, then removes what it no longer names. Called with the lock.
    pub(crate) fn write_catalog(&self, catalog: &Catalog) -> std::io::Result<()> {
        let json = serde_json::to_string(catalog)?;
        let checksum = format!("{:08x}\n", crc32fast::hash(json.as_bytes()));
        let mut file = self.unfinished()?;
        file.write_all(checksum.as_bytes())?;
        file.write_all(json.as_bytes())?;
        file.persist(self.path.join(CATALOG))?;
        for file in std::fs::read_dir(&self.path)?.flatten() {
            let name = file.file_name();
            let old = Path::new(&name).extension().is_some_and(|e| e == SEGMENT)
                && catalog.segments.iter().all(|segment| *segment.name != *name);
            // Only one process writes at a time: others of these were left by one that died.
            let unfinished = name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes());
            if old || unfinished {
                // Where an open file cannot be removed, a later writer removes it.
                let _ = std::fs::remove_file(file.path());
            }
        }
        Ok(())
    }
}
