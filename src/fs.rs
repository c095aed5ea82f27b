//! Reading within bounds and writing that either happens whole or not at all.

use crate::error::{Error, Kind, Place, Result};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The largest single file that is read into memory at once: 1 GiB.
pub const MAX_FILE: u64 = 1 << 30;

/// Reads a whole file, refusing folders and files above [`MAX_FILE`].
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let name = path.display().to_string();
    let failed = |cause| Error::io(name.clone(), "read the file", cause);
    let file = std::fs::File::open(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    if meta.is_dir() {
        return Err(Error::new(Kind::Usage, "this is a folder, not a file")
            .at(Place::file(name))
            .help("name the files in it"));
    }
    let mut bytes = Vec::new();
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(Error::new(Kind::Limit, "the file is larger than 1 GiB").at(Place::file(name)));
    }
    Ok(bytes)
}

/// Writes a file atomically: `fill` writes to a temporary file in the same folder, which is
/// synced and renamed over `path` only when `fill` has succeeded. Missing folders are made.
pub fn write_atomically(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<()>,
) -> Result<()> {
    Prepared::new(path, fill)?.put_in_place()
}

/// [`write_atomically`], as gzip where the name ends in `.gz`.
pub fn write_by_name(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    if !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz")) {
        return write_atomically(path, fill);
    }
    write_atomically(path, |out| {
        let mut packed = flate2::write::GzEncoder::new(out, flate2::Compression::default());
        fill(&mut packed)?;
        packed.finish().map_err(|cause| unwritten(path, cause))?;
        Ok(())
    })
}

/// A file that is written whole and synced, but does not stand in its place yet. It is gone when
/// it is dropped.
pub struct Prepared {
    path: PathBuf,
    file: tempfile::NamedTempFile,
}

impl Prepared {
    /// Writes what `fill` says to a temporary file in the folder of `path`.
    pub fn new(path: &Path, fill: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<Self> {
        let failed = |cause| unwritten(path, cause);
        let folder = folder_of(path);
        std::fs::create_dir_all(folder).map_err(failed)?;
        let mut file = temporary(folder).map_err(failed)?;
        {
            let mut buffer = std::io::BufWriter::new(file.as_file_mut());
            fill(&mut buffer).map_err(|error| error.about(path.display().to_string()))?;
            buffer.flush().map_err(failed)?;
        }
        file.as_file().sync_all().map_err(failed)?;
        // A file that replaces another keeps its mode.
        if let Ok(old) = std::fs::metadata(path) {
            std::fs::set_permissions(file.path(), old.permissions()).map_err(failed)?;
        }
        Ok(Prepared { path: path.to_owned(), file })
    }

    /// Puts the file in its place, over what stands there.
    pub fn put_in_place(self) -> Result<()> {
        let Prepared { path, file } = self;
        file.persist(&path).map_err(|e| unwritten(&path, e.error))?;
        #[cfg(unix)]
        if let Ok(folder) = std::fs::File::open(folder_of(&path)) {
            // Best effort: some file systems cannot sync a folder, and the file itself is safe.
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Puts several files in their places; when that fails for one, those before it are put back as
/// they were.
pub fn put_all_in_place(prepared: Vec<Prepared>) -> Result<()> {
    let mut before: Vec<(PathBuf, Option<tempfile::TempPath>)> = Vec::new();
    for file in prepared {
        let path = file.path.clone();
        let done = kept(&path)
            .map_err(|cause| unwritten(&path, cause))
            .and_then(|old| file.put_in_place().map(|()| old));
        match done {
            Ok(old) => before.push((path, old)),
            Err(error) => {
                for (path, old) in before {
                    // The error that is told is the first.
                    let _ = match old {
                        Some(old) => old.persist(&path).map_err(|e| e.error),
                        None => std::fs::remove_file(&path),
                    };
                }
                return Err(error);
            }
        }
    }
    Ok(())
}

/// A second name for a file, or a copy where the file system knows no second names; none for a
/// file that is not there.
fn kept(path: &Path) -> std::io::Result<Option<tempfile::TempPath>> {
    if !path.exists() {
        return Ok(None);
    }
    let name = tempfile::Builder::new().prefix(".yaddash-").make_in(folder_of(path), |kept| {
        std::fs::hard_link(path, kept).or_else(|_| std::fs::copy(path, kept).map(|_| ()))
    })?;
    Ok(Some(name.into_temp_path()))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

fn unwritten(path: &Path, cause: std::io::Error) -> Error {
    Error::io(path.display().to_string(), "write the file", cause)
}

/// A temporary file with the mode of one made the ordinary way: what the user's mask allows.
fn temporary(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".yaddash-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(path: &Path, text: &str) -> Prepared {
        let written = |out: &mut dyn Write| {
            out.write_all(text.as_bytes()).map_err(|cause| unwritten(path, cause))
        };
        Prepared::new(path, written).unwrap()
    }

    #[test]
    fn threads_write_to_one_new_folder() {
        let folder = tempfile::tempdir().unwrap();
        let write = |n: usize| {
            let path = folder.path().join(format!("new/{n}"));
            prepared(&path, "x").put_in_place().unwrap();
        };
        std::thread::scope(|scope| {
            (0..8).for_each(|t| {
                scope.spawn(move || (0..20).for_each(|n| write(100 * t + n)));
            });
        });
        assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 160);
    }

    #[test]
    fn of_several_files_all_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new, taken] = ["old", "new", "taken"].map(|name| folder.path().join(name));
        std::fs::write(&old, "before").unwrap();
        let all = [&old, &new, &taken].map(|path| prepared(path, "after"));
        std::fs::create_dir(&taken).unwrap();
        assert!(put_all_in_place(all.into()).is_err());
        assert_eq!(std::fs::read(&old).unwrap(), b"before");
        assert!(!new.exists());
        std::fs::remove_dir(&taken).unwrap();
        put_all_in_place([&old, &new, &taken].map(|path| prepared(path, "after")).into()).unwrap();
        for path in [old, new, taken] {
            assert_eq!(std::fs::read(path).unwrap(), b"after");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
