//! The folder transport, for trying out: each mail is a file that any mail program opens.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// A folder that mails are written to.
#[derive(Debug, Clone)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// The folder at this path.
    pub(crate) const fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Makes the folder and proves that it can be written to.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) async fn check(&self) -> io::Result<()> {
        let folder = self.0.clone();
        blocking(move || {
            fs::create_dir_all(&folder)?;
            let probe = folder.join(".kontor-probe");
            File::create(&probe)?;
            fs::remove_file(probe)
        })
        .await
    }

    /// Writes one mail, whole or not at all, and makes it durable. A mail that is written again
    /// replaces itself.
    ///
    /// # Errors
    /// What the system says; there is then no file of this name, or the one from before.
    pub(crate) async fn write(&self, name: String, bytes: Vec<u8>) -> io::Result<()> {
        let folder = self.0.clone();
        blocking(move || {
            let (draft, path) = (folder.join(format!(".{name}.part")), folder.join(name));
            let mut file = File::create(&draft)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(draft, path)?;
            sync_folder(&folder)
        })
        .await
    }
}

/// A rename is durable when its folder is.
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

async fn blocking(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> io::Result<()> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
}
