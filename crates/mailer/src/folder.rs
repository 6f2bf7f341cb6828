//! The folder transport, for trying out: each mail is a file that any mail program opens.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
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
            create(&probe)?;
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
            let mut file = create(&draft)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(draft, path)?;
            sync_folder(&folder)
        })
        .await
    }
}

/// A new file for its owner alone. What is there of this name is removed, not followed: in a folder
/// that others may write to, it could be a link to something else.
fn create(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
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

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[tokio::test]
    async fn no_link_is_followed_and_nobody_else_may_read() {
        let place = std::env::temp_dir().join(format!("kontor-folder-{}", std::process::id()));
        let victim = place.join("victim.txt");
        let mails = place.join("mail");
        fs::create_dir_all(&mails).unwrap();
        fs::write(&victim, "precious").unwrap();
        for name in [".kontor-probe", ".a.eml.part", "a.eml"] {
            symlink(&victim, mails.join(name)).unwrap();
        }
        let folder = Folder::new(mails.clone());
        folder.check().await.unwrap();
        folder
            .write("a.eml".into(), b"mail".to_vec())
            .await
            .unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), "precious");
        let written = mails.join("a.eml");
        assert_eq!(fs::read(&written).unwrap(), b"mail");
        let mode = fs::symlink_metadata(&written).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::remove_dir_all(place).unwrap();
    }
}
