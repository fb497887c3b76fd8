//! Detects that the file of an open SQLite database was deleted or replaced.

use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;

use super::database_error::DatabaseError;

/// The file that was opened. If it is deleted or replaced, SQLite keeps writing into it, and nobody would
/// find what was written.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    path: PathBuf,
    /// Its device and inode.
    identity: (u64, u64),
}

impl DatabaseFile {
    /// The file that is at `path` now.
    pub(super) fn at(path: PathBuf) -> std::io::Result<Self> {
        let found = std::fs::metadata(&path)?;
        Ok(Self { identity: (found.dev(), found.ino()), path })
    }

    /// Checks that the file is still at its path. Asking the file system takes a microsecond.
    pub(super) fn check(&self) -> Result<(), DatabaseError> {
        match std::fs::metadata(&self.path) {
            Ok(found) if (found.dev(), found.ino()) == self.identity => Ok(()),
            _ => Err(DatabaseError::FileReplaced(self.path.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_gone_or_replaced_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let [path, other] = ["a.db", "b.db"].map(|name| folder.path().join(name));
        std::fs::write(&path, "one").unwrap();
        let file = DatabaseFile::at(path.clone()).unwrap();
        assert!(file.check().is_ok());
        std::fs::rename(&path, &other).unwrap();
        assert!(matches!(file.check(), Err(DatabaseError::FileReplaced(_))));
        std::fs::write(&path, "one").unwrap();
        assert!(matches!(file.check(), Err(DatabaseError::FileReplaced(_))));
        std::fs::rename(&other, &path).unwrap();
        assert!(file.check().is_ok());
    }
}
