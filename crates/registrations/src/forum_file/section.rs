//! A table of a forum file, read field by field; whatever is wrong is noted and reading goes on.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, Time};
use kontor_contracts::{Deadline, InvalidDeadline, Language, LocalizedText, clean_line};
use serde::de::DeserializeOwned;
use toml::de::{DeTable, DeValue};

use super::{
    finding::Finding,
    keys::{Form, Key},
    lines::{entry, first_line, line_of_key},
    table as settings,
};

/// A table and what was found in it.
pub(super) struct Section<'a> {
    text: &'a str,
    path: String,
    table: &'a DeTable<'a>,
    asked: Vec<String>,
    findings: Vec<Finding>,
}

impl<'a> Section<'a> {
    pub(super) fn root(text: &'a str, table: &'a DeTable<'a>) -> Self {
        Self {
            text,
            path: String::new(),
            table,
            asked: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Everything that was wrong, settings that nobody asked for included.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        let unknown: Vec<String> = self
            .table
            .keys()
            .map(|key| key.get_ref().to_string())
            .filter(|key| !self.asked.contains(key))
            .collect();
        for key in unknown {
            let mut known = self.asked.clone();
            known.sort_unstable();
            let remedy = format!("remove it, or use one of {}", known.join(", "));
            self.note(&key, "is not a known setting", &remedy);
        }
        self.findings
    }

    pub(super) fn note(&mut self, key: &str, what: &str, remedy: &str) {
        self.findings.push(Finding {
            line: line_of_key(self.text, self.table, key),
            key: format!("{}{key}", self.path),
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        });
    }

    /// What the table of settings says of one.
    fn about(&self, key: &str) -> Option<&'static Key> {
        let whole = settings::find(&format!("{}{key}", self.path));
        // What stands in the braces of a setting is written as that says.
        whole.or_else(|| settings::find(self.path.trim_end_matches('.')))
    }

    /// Notes that a setting is not as its form wants it.
    pub(super) fn wrong(&mut self, key: &str, what: &str) {
        let rule = self.about(key).map(|known| known.form.rule());
        self.note(key, what, &format!("write {}", rule.unwrap_or_default()));
    }

    fn find(&mut self, key: &str) -> Option<&'a DeValue<'a>> {
        self.asked.push(key.to_owned());
        entry(self.table, key).map(|(_, value)| value.get_ref())
    }

    fn need(&mut self, key: &str) -> Option<&'a DeValue<'a>> {
        let found = self.find(key);
        if found.is_none() {
            let remedy = match self.about(key) {
                Some(known) => format!("write {}", known.form.rule()),
                None => format!("add a table [{}{key}]", self.path),
            };
            self.note(key, "is missing", &remedy);
        }
        found
    }

    /// Reads a setting only if it is there.
    pub(super) fn optional<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Self, &str) -> Option<T>,
    ) -> Option<T> {
        self.find(key)?;
        read(self, key)
    }

    fn string(&mut self, key: &str) -> Option<&'a str> {
        let value = self.need(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.wrong(key, &format!("is of type {}", value.type_str()));
        }
        text
    }

    pub(super) fn strings(&mut self, key: &str) -> Option<Vec<&'a str>> {
        let value = self.need(key)?;
        let items = value.as_array().map(|array| array.iter());
        let texts = items.and_then(|items| items.map(|item| item.get_ref().as_str()).collect());
        if texts.is_none() {
            self.wrong(key, "is not a list of texts");
        }
        texts
    }

    pub(super) fn line(&mut self, key: &str) -> Option<String> {
        let text = self.string(key)?;
        match clean_line(text) {
            Ok(line) => Some(line),
            Err(error) => {
                self.wrong(key, &error.to_string());
                None
            }
        }
    }

    pub(super) fn checked<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.string(key)?;
        let value = read(text);
        if value.is_none() {
            self.wrong(key, &format!("is {text:?}"));
        }
        value
    }

    /// One of the words of a type.
    pub(super) fn one_of<T: DeserializeOwned>(&mut self, key: &str) -> Option<T> {
        self.checked(key, |text| serde_json::from_value(text.into()).ok())
    }

    /// A number in the range that its form names.
    pub(super) fn number(&mut self, key: &str) -> Option<u32> {
        let value = self.need(key)?;
        let range = match self.about(key).map(|known| &known.form) {
            Some(Form::Number(least, most)) => *least..=*most,
            _ => 0..=u32::MAX,
        };
        let number = value
            .as_integer()
            .and_then(|n| u32::from_str_radix(n.as_str(), n.radix()).ok())
            .filter(|n| range.contains(n));
        if number.is_none() {
            self.wrong(key, "is not a number in range");
        }
        number
    }

    pub(super) fn yes_or_no(&mut self, key: &str) -> Option<bool> {
        let value = self.need(key)?.as_bool();
        if value.is_none() {
            self.wrong(key, "is neither true nor false");
        }
        value
    }

    /// A time of the day, written as TOML's own or as a text.
    pub(super) fn time(&mut self, key: &str) -> Option<Time> {
        let text = match self.need(key)? {
            DeValue::Datetime(time) => time.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        // Else the time of a whole date would be taken.
        let time = text.parse().ok().filter(|_| !text.contains('-'));
        if time.is_none() {
            self.wrong(key, "is not a time of the day");
        }
        time
    }

    /// Whether a setting is a text.
    pub(super) fn is_text(&self, key: &str) -> bool {
        entry(self.table, key).is_some_and(|(_, value)| value.get_ref().is_str())
    }

    pub(super) fn zone(&mut self, key: &str) -> Option<String> {
        self.checked(key, |text| {
            Deadline::new(DateTime::constant(2000, 1, 1, 0, 0, 0, 0), text)
                .is_ok()
                .then(|| text.to_owned())
        })
    }

    /// A local date and time, written as TOML's own or as a text. `zone` is absent if it was wrong,
    /// which has been said already.
    pub(super) fn deadline(&mut self, key: &str, zone: Option<&str>) -> Option<Deadline> {
        let value = self.need(key)?;
        let text = match value {
            DeValue::Datetime(datetime) => datetime.to_string(),
            other => other.as_str().unwrap_or_default().to_owned(),
        };
        let local = has_time(&text)
            .then(|| text.parse::<DateTime>().ok())
            .flatten();
        let Some(local) = local else {
            self.wrong(key, "is not a local date and time");
            return None;
        };
        match Deadline::new(local, zone?) {
            Ok(deadline) => Some(deadline),
            Err(error @ (InvalidDeadline::Zone(_) | InvalidDeadline::Range)) => {
                self.note(
                    key,
                    &error.to_string(),
                    "use a date between the years 1 and 9999",
                );
                None
            }
        }
    }

    /// A table of texts by language.
    pub(super) fn localized(&mut self, key: &str) -> Option<LocalizedText> {
        let read = |section: &mut Section<'_>| {
            let mut texts = BTreeMap::new();
            for tag in section
                .table
                .keys()
                .map(|key| key.get_ref().to_string())
                .collect::<Vec<_>>()
            {
                let text = section.string(&tag);
                match (tag.parse::<Language>(), text) {
                    (Ok(language), Some(text)) => drop(texts.insert(language, text.to_owned())),
                    (Err(error), _) => {
                        let what = "is not a language";
                        section.note(&tag, what, &format!("it is {error}"));
                    }
                    (Ok(_), None) => {}
                }
            }
            match LocalizedText::new(texts) {
                Ok(text) => Some(text),
                Err(error) => {
                    section.note("", &error.to_string(), "write the text for each language");
                    None
                }
            }
        };
        self.section(key, read).flatten()
    }

    /// Reads a table within this one.
    pub(super) fn section<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Section<'_>) -> T,
    ) -> Option<T> {
        let value = self.need(key)?;
        let Some(table) = value.as_table() else {
            let what = format!("is of type {}", value.type_str());
            match self.about(key) {
                Some(_) => self.wrong(key, &what),
                None => self.note(key, &what, &format!("write a table [{}{key}]", self.path)),
            }
            return None;
        };
        let line = line_of_key(self.text, self.table, key);
        Some(self.within(key, table, line, read))
    }

    /// Reads each table of a list.
    pub(super) fn sections<T>(
        &mut self,
        key: &str,
        mut read: impl FnMut(&mut Section<'_>) -> T,
    ) -> Option<Vec<T>> {
        let items = self.need(key)?.as_array().map(|items| items.iter());
        let tables = items.and_then(|items| {
            let tables = items.map(|item| item.get_ref().as_table());
            tables.collect::<Option<Vec<_>>>()
        });
        let Some(tables) = tables else {
            let remedy = format!("write a table [[{key}]] for each, or {key} = [] for none");
            self.note(key, "is not a list of tables", &remedy);
            return None;
        };
        let mut found = Vec::with_capacity(tables.len());
        for table in tables {
            let line = first_line(self.text, table);
            found.push(self.within(key, table, line, &mut read));
        }
        Some(found)
    }

    /// Reads a table of this one that begins at a line.
    fn within<T>(
        &mut self,
        key: &str,
        table: &DeTable<'_>,
        line: Option<usize>,
        read: impl FnOnce(&mut Section<'_>) -> T,
    ) -> T {
        let mut inner = Section {
            text: self.text,
            path: format!("{}{key}.", self.path),
            table,
            asked: Vec::new(),
            findings: Vec::new(),
        };
        let result = read(&mut inner);
        let findings = inner.finish().into_iter().map(|mut finding| {
            finding.line = finding.line.or(line);
            finding.key = finding.key.trim_end_matches('.').to_owned();
            finding
        });
        self.findings.extend(findings);
        result
    }
}

/// A date alone, or a date with an offset, is not what a deadline is.
fn has_time(text: &str) -> bool {
    let time = text.get(10..).unwrap_or_default();
    time.starts_with(['T', 't', ' ']) && !time.contains(['Z', 'z', '+', '-', '['])
}
