//! A table of a forum file, read field by field; whatever is wrong is noted and reading goes on.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use kontor_contracts::{Deadline, InvalidDeadline, Language, LocalizedText, clean_line};
use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{
    finding::Finding,
    keys::{self, Form, Key},
};

/// A table and what was found in it.
pub(super) struct Section<'a> {
    text: &'a str,
    path: String,
    table: &'a DeTable<'a>,
    asked: Vec<String>,
    findings: Vec<Finding>,
}

/// The line of a byte, counted from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|b| *b == b'\n').count()
}

/// The line of a setting by its dotted name, or of as much of it as exists.
pub(super) fn line_of_key(text: &str, table: &DeTable<'_>, dotted: &str) -> Option<usize> {
    let (first, rest) = dotted.split_once('.').unwrap_or((dotted, ""));
    let (key, value) = entry(table, first)?;
    let deeper = value.get_ref().as_table();
    deeper
        .and_then(|table| line_of_key(text, table, rest))
        .or_else(|| Some(line_of(text, key.span().start)))
}

fn entry<'t, 'a>(
    table: &'t DeTable<'a>,
    key: &str,
) -> Option<(&'t Spanned<DeString<'a>>, &'t Spanned<DeValue<'a>>)> {
    table.iter().find(|(name, _)| name.get_ref() == key)
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
        keys::find(&format!("{}{key}", self.path))
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
            self.note(key, &what, &format!("write a table [{}{key}]", self.path));
            return None;
        };
        let mut inner = Section {
            text: self.text,
            path: format!("{}{key}.", self.path),
            table,
            asked: Vec::new(),
            findings: Vec::new(),
        };
        let result = read(&mut inner);
        let line = line_of_key(self.text, self.table, key);
        let findings = inner.finish().into_iter().map(|mut finding| {
            finding.line = finding.line.or(line);
            finding.key = finding.key.trim_end_matches('.').to_owned();
            finding
        });
        self.findings.extend(findings);
        Some(result)
    }
}

/// A date alone, or a date with an offset, is not what a deadline is.
fn has_time(text: &str) -> bool {
    let time = text.get(10..).unwrap_or_default();
    time.starts_with(['T', 't', ' ']) && !time.contains(['Z', 'z', '+', '-', '['])
}
