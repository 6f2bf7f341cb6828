//! Settings on their way from file and environment to their type, with the memory of where each
//! came from.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use super::{ConfigError, Origin, PREFIX};

/// Where the settings came from.
#[derive(Debug, Default)]
pub(super) struct Origins {
    file: Option<PathBuf>,
    /// What the file says.
    written: Table,
    /// Variables by the setting they set.
    variables: BTreeMap<String, String>,
}

impl Origins {
    pub(super) fn refuse(&self, setting: &str, reason: impl Into<String>) -> ConfigError {
        let variable_of = |fits: &dyn Fn(&str) -> bool| {
            let found = self.variables.iter().find(|(path, _)| fits(path));
            found.map(|(_, name)| Origin::Variable(name.clone()))
        };
        let file = || self.file.clone().map(Origin::File);
        let in_file = || file().filter(|_| is_set(&self.written, setting));
        let origin = variable_of(&|path| is_within(path, setting))
            .or_else(in_file)
            .or_else(|| variable_of(&|path| is_within(setting, path)))
            .or_else(file)
            .unwrap_or(Origin::Default);
        ConfigError {
            origin,
            setting: if setting.is_empty() {
                String::new()
            } else {
                format!("{setting}: ")
            },
            reason: reason.into(),
        }
    }
}

/// Settings on their way to their type.
pub(super) struct Draft {
    pub(super) table: Table,
    pub(super) origins: Origins,
    /// The variables as they were written, until it is clear that they are meant otherwise.
    written: BTreeMap<String, String>,
}

impl Draft {
    pub(super) fn read(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut origins = Origins {
            file: file.map(Path::to_owned),
            ..Origins::default()
        };
        if let Some(path) = file {
            let text = fs::read_to_string(path).map_err(|error| {
                origins.refuse(
                    "",
                    format!("cannot be read ({error}); `kontor config init` writes one"),
                )
            })?;
            origins.written = text.parse().map_err(|error: toml::de::Error| {
                let at = error.span().map_or(0, |span| span.start).min(text.len());
                let line = text[..at].matches('\n').count() + 1;
                let message = error.message().replace('\n', ", ");
                origins.refuse("", format!("line {line} is not TOML: {message}"))
            })?;
        }
        Ok(Self {
            table: origins.written.clone(),
            origins,
            written: BTreeMap::new(),
        })
    }

    /// Puts a variable over what there is.
    pub(super) fn set_variable(&mut self, name: &str, value: String) -> Result<(), ConfigError> {
        let Some(path) = name.strip_prefix(PREFIX) else {
            return Ok(());
        };
        let path = path.to_ascii_lowercase().replace("__", ".");
        self.origins.variables.insert(path.clone(), name.to_owned());
        // Numbers, booleans and lists are written as in TOML, texts without quotes.
        let parsed = format!("v = {value}").parse::<Table>().ok();
        let parsed = parsed.and_then(|mut table| table.remove("v"));
        let parsed = parsed.unwrap_or_else(|| Value::String(value.clone()));
        self.written.insert(path.clone(), value);
        self.set(&path, parsed)
    }

    fn set(&mut self, path: &str, value: Value) -> Result<(), ConfigError> {
        let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
        let Some(table) = section_of(&mut self.table, section) else {
            return Err(self
                .origins
                .refuse(path, format!("{section} is no section")));
        };
        table.insert(key.to_owned(), value);
        Ok(())
    }

    /// Makes sense of a setting that its type refused, or says why not.
    pub(super) fn repair(
        &mut self,
        error: &serde_path_to_error::Error<toml::de::Error>,
    ) -> Result<(), ConfigError> {
        let reason = error.inner().message().to_owned();
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        if let Some(unknown) = unknown_field(&reason) {
            return self.read_file_of(&joined(&path, unknown), &reason);
        }
        let is_text =
            reason.contains("expected a string") || reason.contains("expected path string");
        if is_text && let Some(text) = self.written.remove(&path) {
            return self.set(&path, Value::String(text));
        }
        Err(self.origins.refuse(&path, reason))
    }

    /// Replaces `x_file` by `x` with the content of the file.
    fn read_file_of(&mut self, path: &str, reason: &str) -> Result<(), ConfigError> {
        let unknown = || {
            let known = reason.split_once(", ").map_or("", |(_, known)| known);
            let hint = if known.is_empty() {
                String::new()
            } else {
                format!(" ({known})")
            };
            self.origins.refuse(
                path,
                format!("there is no such setting{hint}; correct or remove it"),
            )
        };
        let target = path.strip_suffix("_file").ok_or_else(unknown)?.to_owned();
        let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
        let table = section_of(&mut self.table, section).ok_or_else(unknown)?;
        let own = target.rsplit('.').next().unwrap_or(&target).to_owned();
        if table.contains_key(&own) {
            let reason = format!("stands beside {own}; give only one of them");
            return Err(self.origins.refuse(path, reason));
        }
        let Some(Value::String(file)) = table.remove(key) else {
            return Err(self.origins.refuse(path, "must be the name of a file"));
        };
        let text = fs::read_to_string(&file).map_err(|error| {
            self.origins
                .refuse(path, format!("{file} cannot be read ({error})"))
        })?;
        if let Some(name) = self.origins.variables.remove(path) {
            self.origins.variables.insert(target.clone(), name);
        }
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        self.set(&target, Value::String(text))
    }
}

/// The section of a path, made if it is not there; none if something else stands in its place.
fn section_of<'t>(table: &'t mut Table, path: &str) -> Option<&'t mut Table> {
    let mut at = table;
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let section = at.entry(name).or_insert_with(|| Value::Table(Table::new()));
        at = section.as_table_mut()?;
    }
    Some(at)
}

/// The name in serde's "unknown field `x`, expected …".
fn unknown_field(reason: &str) -> Option<&str> {
    reason.strip_prefix("unknown field `")?.split('`').next()
}

/// A field in its section; the path may name the field already.
fn joined(path: &str, field: &str) -> String {
    if path.is_empty() || path == field {
        field.to_owned()
    } else if path.ends_with(&format!(".{field}")) {
        path.to_owned()
    } else {
        format!("{path}.{field}")
    }
}

/// Whether a file has a setting.
fn is_set(table: &Table, setting: &str) -> bool {
    match setting.split_once('.') {
        None => table.contains_key(setting),
        Some((section, rest)) => {
            let section = table.get(section).and_then(Value::as_table);
            section.is_some_and(|section| is_set(section, rest))
        }
    }
}

/// Whether `setting` is `path` or a part of it.
fn is_within(path: &str, setting: &str) -> bool {
    let rest = setting.strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}
