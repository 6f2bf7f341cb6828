//! What an office puts over ours, from a folder: `templates/<name>`, `locales/<tag>.ftl` and
//! `office.css`. Read once, at start, so that a mistake is told there.

use std::{fs, path::Path};

use kontor_contracts::Language;

use crate::error::WordsError;

/// The office's own texts, templates and style.
#[derive(Debug, Default)]
pub struct Overrides {
    pub(crate) locales: Vec<(Language, String)>,
    pub(crate) templates: Vec<(String, String)>,
    /// The office's style, put after ours.
    pub style: String,
}

impl Overrides {
    /// Reads them from a folder; an empty path is none.
    ///
    /// # Errors
    /// [`WordsError`] names the file that cannot be used.
    pub fn read(folder: &Path) -> Result<Self, WordsError> {
        let mut found = Self::default();
        if folder.as_os_str().is_empty() {
            return Ok(found);
        }
        for (name, text) in files(&folder.join("locales"), "")? {
            let Some(tag) = name.strip_suffix(".ftl") else {
                continue;
            };
            let language = tag.parse().map_err(|_| WordsError::Text {
                file: format!("locales/{name}"),
                reason: "the name of the file is not a language tag such as pl".to_owned(),
            })?;
            found.locales.push((language, text));
        }
        found.templates = files(&folder.join("templates"), "")?;
        let style = folder.join("office.css");
        if style.exists() {
            found.style = read(&style)?;
        }
        Ok(found)
    }
}

/// All files under a folder with their names relative to it; none if there is no folder.
fn files(folder: &Path, prefix: &str) -> Result<Vec<(String, String)>, WordsError> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(found);
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            found.extend(files(&entry.path(), &format!("{prefix}{name}/"))?);
        } else {
            found.push((format!("{prefix}{name}"), read(&entry.path())?));
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<String, WordsError> {
    fs::read_to_string(path).map_err(|source| WordsError::Override {
        path: path.to_owned(),
        source,
    })
}
