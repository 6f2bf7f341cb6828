//! Tells whether another process uses the same file: whoever can lock it for itself alone knows that
//! every lease in it belongs to the dead, and need not wait for the leases to end.

use std::fs::{File, OpenOptions};

use crate::BusError;

/// The lock of a folder, freed by the operating system when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct FolderLock {
    file: File,
    path: String,
}

impl FolderLock {
    /// Opens the lock; `true` if nobody else has it, until [`Self::share`].
    pub(super) fn take(folder: &str) -> Result<(Self, bool), BusError> {
        let path = format!("{}/bus.lock", folder.trim_start_matches("//"));
        let opened = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path);
        let file = opened.map_err(|source| BusError::Lock {
            path: path.clone(),
            source,
        })?;
        let alone = file.try_lock().is_ok();
        Ok((Self { file, path }, alone))
    }

    /// Keeps it as one of many. Waits while another process is alone in giving leases back.
    pub(super) fn share(self) -> Result<Self, BusError> {
        let shared = self.file.unlock().and_then(|()| self.file.lock_shared());
        match shared {
            Ok(()) => Ok(self),
            Err(source) => Err(BusError::Lock {
                path: self.path,
                source,
            }),
        }
    }
}
