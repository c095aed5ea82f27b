//! Reading within bounds and writing that either happens whole or not at all.

use crate::error::{Error, Kind, Place, Result};
use std::io::{Read, Write};
use std::path::Path;

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
    let name = path.display().to_string();
    let failed = |cause| Error::io(name.clone(), "write the file", cause);
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut temporary =
        tempfile::Builder::new().prefix(".yaddash-").tempfile_in(folder).map_err(failed)?;
    {
        let mut buffer = std::io::BufWriter::new(temporary.as_file_mut());
        fill(&mut buffer)?;
        buffer.flush().map_err(failed)?;
    }
    temporary.as_file().sync_all().map_err(failed)?;
    // A temporary file is private to its owner; a file that replaces another keeps its mode,
    // and a new one gets what the user's mask allows.
    let mode = match std::fs::metadata(path) {
        Ok(old) => old.permissions(),
        Err(_) => default_permissions(folder).map_err(failed)?,
    };
    std::fs::set_permissions(temporary.path(), mode).map_err(failed)?;
    temporary.persist(path).map_err(|e| failed(e.error))?;
    #[cfg(unix)]
    if let Ok(folder) = std::fs::File::open(folder) {
        // Best effort: some file systems cannot sync a folder, and the file itself is safe.
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The permissions that a file made the ordinary way has in `folder`.
fn default_permissions(folder: &Path) -> std::io::Result<std::fs::Permissions> {
    let probe = folder.join(format!(".yaddash-mode-{}", std::process::id()));
    let file = std::fs::File::create(&probe)?;
    let permissions = file.metadata()?.permissions();
    std::fs::remove_file(&probe)?;
    Ok(permissions)
}
