//! A fault of a forum as the author of its file reads it: at its line, with what to do.

use kontor_reminders::FaultCode;
use toml::de::DeTable;

use super::{finding::Finding, lines::line_of_key, table as settings};
use crate::domain::{ForumFault, ForumFaultCode};

/// A fault of the draft as a finding in the file that it was read from.
pub(super) fn finding(fault: &ForumFault, text: &str, table: &DeTable<'_>) -> Finding {
    let place = fault.pointer.trim_start_matches('/').replace('/', ".");
    // The line tells which of a list it is.
    let named = place.split('.').filter(|part| part.parse::<u32>().is_err());
    let key = named.collect::<Vec<_>>().join(".");
    let (what, remedy) = words(fault.code, &key);
    Finding {
        line: line_of_key(text, table, &place),
        key,
        what: what.to_owned(),
        remedy,
    }
}

/// Faults of a forum that does not come from a file.
pub fn findings(faults: &[ForumFault]) -> Vec<Finding> {
    let finding = |fault: &ForumFault| {
        let key = fault.pointer.trim_start_matches('/').replace('/', ".");
        let (what, remedy) = words(fault.code, &key);
        Finding {
            line: None,
            key,
            what: what.to_owned(),
            remedy,
        }
    };
    faults.iter().map(finding).collect()
}

/// What is wrong, and what to do.
fn words(code: ForumFaultCode, key: &str) -> (&'static str, String) {
    let rule = || settings::find(key).map_or_else(String::new, |known| known.form.rule());
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
        ForumFaultCode::ChangesCloseTooLate => (
            "is after starts",
            "who comes can be changed until the forum begins at most",
        ),
        ForumFaultCode::InThePast => (
            "has passed",
            "a forum is moved to a time that is still to come",
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
        ForumFaultCode::TooManyReminders => ("has more than 20 rules", "remove some"),
        ForumFaultCode::Reminder(code) => return (of_rule(code), remedy_of_rule(code, &rule())),
    };
    (what, remedy.to_owned())
}

/// What is wrong with a rule of the reminders.
const fn of_rule(code: FaultCode) -> &'static str {
    match code {
        FaultCode::InvalidName | FaultCode::OutOfRange | FaultCode::InvalidHours => {
            "cannot be used"
        }
        FaultCode::TimeMissing | FaultCode::AnchorMissing => "is missing",
        FaultCode::TimeNeedless => "is given for hours",
        FaultCode::AnchorNeedless => "is given for people who have not confirmed",
        FaultCode::HoldNeedsHours => "does not count hours before the end of a hold",
        FaultCode::NameTaken => "is the name of another rule",
        FaultCode::Doubled => "reminds the same people at the same time as another rule",
        FaultCode::NeverFires => "makes a reminder that is due when it is of no use any more",
        FaultCode::BeforePublication => "makes a reminder that was due already",
        FaultCode::NoSuchMoment => "leads to no date",
    }
}

fn remedy_of_rule(code: FaultCode, rule: &str) -> String {
    let remedy = match code {
        FaultCode::InvalidName => return format!("write {rule}"),
        FaultCode::OutOfRange => {
            "write at most 366 days; before the end of a hold at least 2 hours"
        }
        FaultCode::InvalidHours => "hours open before they close",
        FaultCode::TimeMissing => "days are counted to a local time: write at = 09:00:00",
        FaultCode::TimeNeedless => "remove it, or set unit = \"days\"",
        FaultCode::AnchorMissing => return format!("say from when it counts: write {rule}"),
        FaultCode::AnchorNeedless => "remove it: they are reminded of the end of their own hold",
        FaultCode::HoldNeedsHours => "set unit = \"hours\" and side = \"before\"",
        FaultCode::NameTaken => "every rule of a forum has its own name",
        FaultCode::Doubled => "remove one of the two, or change its time",
        FaultCode::NeverFires => "move it further from the deadline, or set latest",
        FaultCode::BeforePublication => "it reminds nobody this time",
        FaultCode::NoSuchMoment => "check the year",
    };
    remedy.to_owned()
}
