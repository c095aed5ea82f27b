//! Writers take turns: who changes files of a workspace that it has read before holds its lock
//! from the reading to the writing. Readers never wait, because every file is replaced whole.

use crate::error::{Error, Kind, Place, Result};
use crate::workspace::Workspace;
use std::fs::{File, TryLockError};

/// The name of the locked file in the index folder. It holds nothing.
const LOCK: &str = "writing";

/// The right to change the files of a workspace, until it is dropped or the process ends, in
/// whatever way: the operating system keeps it.
#[derive(Debug)]
#[must_use = "the lock is released when this is dropped"]
pub struct Lock {
    _file: File,
}

impl Workspace {
    /// Waits until no other process changes the workspace, and keeps others from it.
    ///
    /// # Errors
    /// When the index folder cannot be made or written.
    pub fn lock(&self) -> Result<Lock> {
        let file = self.lock_file()?;
        file.lock().map_err(|cause| self.failed(cause))?;
        Ok(Lock { _file: file })
    }

    /// The same, without waiting.
    ///
    /// # Errors
    /// [`Kind::Usage`] when another process changes the workspace.
    pub fn try_lock(&self) -> Result<Lock> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => {
                Err(Error::new(Kind::Usage, "another process changes this workspace")
                    .at(Place::file(self.root.display().to_string()))
                    .help("wait until it has ended"))
            }
            Err(TryLockError::Error(cause)) => Err(self.failed(cause)),
        }
    }

    fn lock_file(&self) -> Result<File> {
        let folder = self.index();
        std::fs::create_dir_all(&folder).map_err(|cause| self.failed(cause))?;
        let mut options = File::options();
        let options = options.create(true).truncate(false).write(true);
        options.open(folder.join(LOCK)).map_err(|cause| self.failed(cause))
    }

    fn failed(&self, cause: std::io::Error) -> Error {
        Error::io(self.index().join(LOCK).display().to_string(), "lock the workspace", cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Config;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().to_owned();
        let workspace = Workspace { root, config: Config::default() };
        let held = workspace.lock().expect("free");
        assert!(workspace.try_lock().is_err());
        drop(held);
        assert!(workspace.try_lock().is_ok());
    }
}
