//! A fault of a forum as the author of its file reads it: at its line, with what to do.

use toml::de::DeTable;

use super::{finding::Finding, keys, section::line_of_key};
use crate::domain::{ForumFault, ForumFaultCode};

/// A fault of the draft as a finding in the file that it was read from.
pub(super) fn finding(fault: &ForumFault, text: &str, table: &DeTable<'_>) -> Finding {
    let key = fault.pointer.trim_start_matches('/').replace('/', ".");
    let (what, remedy) = words(fault.code, &key);
    Finding {
        line: line_of_key(text, table, &key),
        key,
        what: what.to_owned(),
        remedy,
    }
}

/// What is wrong, and what to do.
fn words(code: ForumFaultCode, key: &str) -> (&'static str, String) {
    let rule = || keys::find(key).map_or_else(String::new, |known| known.form.rule());
    let (what, remedy) = match code {
        ForumFaultCode::InvalidSlug
        | ForumFaultCode::InvalidLine
        | ForumFaultCode::InvalidLink
        | ForumFaultCode::OutOfRange
        | ForumFaultCode::InvalidLanguages => {
            return ("cannot be used", format!("write {}", rule()));
        }
        ForumFaultCode::UntitledLanguage => {
            ("is missing", "every language of the forum needs a title")
        }
        ForumFaultCode::OtherZone => (
            "is in another time zone than starts",
            "all moments of a forum are in one zone",
        ),
        ForumFaultCode::EndsTooEarly => ("is not after starts", "a forum ends after it begins"),
        ForumFaultCode::ClosesTooLate => {
            ("is after ends", "registration closes before the forum ends")
        }
        ForumFaultCode::OpensTooLate => (
            "is not before registration_closes",
            "registration opens before it closes",
        ),
        ForumFaultCode::VenueMissing => (
            "is missing",
            "say where people must go, or set format = \"online\"",
        ),
        ForumFaultCode::VenueOnline => (
            "is given for an online forum",
            "remove it, or set format = \"hybrid\"",
        ),
        ForumFaultCode::LinkOnSite => (
            "is given for a forum on site",
            "remove it, or set format = \"hybrid\"",
        ),
    };
    (what, remedy.to_owned())
}
