//! Settings on their way from file and environment to their type, with the memory of where each
//! came from.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

use super::origin::{ConfigError, Origin, PREFIX};

/// What the name of a setting ends with whose value is in a file.
const FILE_OF: &str = "_file";

/// Where the settings came from.
#[derive(Debug, Default)]
pub(super) struct Origins {
    /// The files with what they say, the one that wins last.
    files: Vec<(PathBuf, Table)>,
    /// Variables by the setting they set.
    variables: BTreeMap<String, String>,
}

impl Origins {
    /// Where a setting came from: from the highest layer that gives it.
    pub(super) fn of(&self, setting: &str) -> Origin {
        let variable_of = |fits: &dyn Fn(&str) -> bool| {
            let found = self.variables.iter().find(|(path, _)| fits(path));
            found.map(|(_, name)| Origin::Variable(name.clone()))
        };
        let file_of = |fits: &dyn Fn(&Table) -> bool| {
            let found = self.files.iter().rev().find(|(_, written)| fits(written));
            found.map(|(path, _)| Origin::File(path.clone()))
        };
        let by_file = format!("{setting}{FILE_OF}");
        variable_of(&|path| is_within(path, setting))
            .or_else(|| file_of(&|written| is_set(written, setting) || is_set(written, &by_file)))
            .or_else(|| variable_of(&|path| is_within(setting, path)))
            .unwrap_or(Origin::Default)
    }

    /// Whether a layer gives this as a whole, and not a part of it.
    pub(super) fn gives(&self, setting: &str) -> bool {
        self.variables.contains_key(setting)
    }

    pub(super) fn refuse(&self, setting: &str, reason: impl Into<String>) -> ConfigError {
        let origin = match (self.of(setting), self.files.last()) {
            (Origin::Default, Some((path, _))) => Origin::File(path.clone()),
            (origin, _) => origin,
        };
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
#[derive(Default)]
pub(super) struct Draft {
    pub(super) table: Table,
    pub(super) origins: Origins,
    /// The variables as they were written, until it is clear that they are meant otherwise.
    written: BTreeMap<String, String>,
}

impl Draft {
    /// Puts a file over what there is.
    pub(super) fn put_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        self.origins.files.push((path.to_owned(), Table::new()));
        let text = fs::read_to_string(path).map_err(|error| {
            let reason = format!("cannot be read ({error}); `kontor config init` writes one");
            self.origins.refuse("", reason)
        })?;
        let written: Table = text.parse().map_err(|error: toml::de::Error| {
            let at = error.span().map_or(0, |span| span.start).min(text.len());
            let line = text[..at].matches('\n').count() + 1;
            let message = error.message().replace('\n', ", ");
            let reason = format!("line {line} is not TOML: {message}");
            self.origins.refuse("", reason)
        })?;
        put_over(&mut self.table, written.clone());
        if let Some((_, kept)) = self.origins.files.last_mut() {
            *kept = written;
        }
        Ok(())
    }

    /// Puts the variables, all of them one layer, over what there is.
    pub(super) fn put_variables(
        &mut self,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(), ConfigError> {
        let mut layer = Table::new();
        for (name, value) in variables {
            let Some(path) = name.strip_prefix(PREFIX) else {
                continue;
            };
            let path = path.to_ascii_lowercase().replace("__", ".");
            self.origins.variables.insert(path.clone(), name.clone());
            // Numbers, booleans and lists are written as in TOML, texts without quotes.
            let parsed = format!("v = {value}").parse::<Table>().ok();
            let parsed = parsed.and_then(|mut table| table.remove("v"));
            let parsed = parsed.unwrap_or_else(|| Value::String(value.clone()));
            self.written.insert(path.clone(), value);
            set(&mut layer, &path, parsed).map_err(|reason| self.origins.refuse(&path, reason))?;
        }
        put_over(&mut self.table, layer);
        Ok(())
    }

    fn set(&mut self, path: &str, value: Value) -> Result<(), ConfigError> {
        let done = set(&mut self.table, path, value);
        done.map_err(|reason| self.origins.refuse(path, reason))
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
        Err(self.origins.refuse(&path, without_text(&reason)))
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
        let target = path.strip_suffix(FILE_OF).ok_or_else(unknown)?.to_owned();
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

/// Puts a layer over those below it. A setting given there as `x` or as `x_file` takes the place of
/// both below, so that what is given above never collides with a default.
pub(super) fn put_over(below: &mut Table, layer: Table) {
    for (key, value) in layer {
        let other = key
            .strip_suffix(FILE_OF)
            .map_or_else(|| format!("{key}{FILE_OF}"), str::to_owned);
        below.remove(&other);
        match (below.get_mut(&key), value) {
            (Some(Value::Table(section)), Value::Table(value)) => put_over(section, value),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Sets one value by its path; says why not if a section of the path is something else.
fn set(table: &mut Table, path: &str, value: Value) -> Result<(), String> {
    let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
    let table = section_of(table, section).ok_or_else(|| format!("{section} is no section"))?;
    table.insert(key.to_owned(), value);
    Ok(())
}

/// The section of a path, made if it is not there; none if something else stands in its place. A section
/// of a list (`sources[0]`) is there, or it is none.
fn section_of<'t>(table: &'t mut Table, path: &str) -> Option<&'t mut Table> {
    let mut at = table;
    for name in path.split('.').filter(|name| !name.is_empty()) {
        let of_list = name.strip_suffix(']').and_then(|name| name.split_once('['));
        let section = match of_list {
            Some((list, index)) => at
                .get_mut(list)?
                .as_array_mut()?
                .get_mut(index.parse::<usize>().ok()?)?,
            None => at.entry(name).or_insert_with(|| Value::Table(Table::new())),
        };
        at = section.as_table_mut()?;
    }
    Some(at)
}

/// What serde says, without a text that stands where a list or a section belongs: it may be an address
/// with a password, or a list of sources with their keys and a quote missing.
fn without_text(reason: &str) -> String {
    let found = reason.strip_prefix("invalid type: string ");
    match found.and_then(|found| found.rsplit_once(", expected ")) {
        Some((_, wanted)) if wanted.starts_with("a sequence") => {
            "must be a list as in TOML, such as [\"a\", \"b\"]; check quotes and brackets"
                .to_owned()
        }
        Some((_, wanted)) if wanted.starts_with("struct") || wanted.starts_with("a map") => {
            "is a section with settings of its own, not a text".to_owned()
        }
        _ => reason.to_owned(),
    }
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
