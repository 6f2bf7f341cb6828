//! Calendar entries (iCalendar, RFC 5545): for somebody who is signed up, an iTIP REQUEST (RFC 5546,
//! 3.2.2) that a later one with the same UID and a higher SEQUENCE moves, or a CANCEL takes away; for
//! everybody else, a PUBLISH to put into any calendar.

mod content_line;
mod timezone;

use jiff::{Timestamp, tz::TimeZone};
use kontor_contracts::{Deadline, InvalidDeadline, RegistrationId};

use content_line::{Lines, mailto, quoted};

/// The media type of a calendar file.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// The UID of the entry of a sign-up (RFC 5545, 3.8.4.7). It never changes, whatever becomes of the
/// office's addresses, so that a later entry moves or removes this one; without a host, as RFC 7986,
/// 5.3 advises.
pub fn uid(registration: RegistrationId) -> String {
    registration.to_string()
}

/// Whom an entry is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience<'a> {
    /// Somebody who is signed up, by name and mailbox: the entry blocks their time.
    Attendee(&'a str, &'a str),
    /// Whoever opens the file.
    Anybody,
}

/// What a calendar entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEntry<'a> {
    /// Never changes for a sign-up.
    pub uid: &'a str,
    /// Rises with each change of the forum; at most `i32::MAX`, as calendars expect.
    pub sequence: i64,
    /// When this text was made.
    pub stamp: Timestamp,
    /// The language of its texts.
    pub language: &'a str,
    /// The forum's name.
    pub summary: &'a str,
    /// What it is about, and where to ask.
    pub description: &'a str,
    /// Room or address of the meeting on the network.
    pub location: &'a str,
    /// The forum's page.
    pub url: &'a str,
    /// When it begins.
    pub starts: &'a Deadline,
    /// When it ends.
    pub ends: &'a Deadline,
    /// Name and mailbox of whoever invites; a real mailbox, answers go there.
    pub organizer: (&'a str, &'a str),
    /// Whom it is for.
    pub audience: Audience<'a>,
    /// Whether it does not take place: the entry disappears from calendars that have it.
    pub is_off: bool,
}

impl CalendarEntry<'_> {
    /// What the entry asks a calendar to do (RFC 5546, 3.2). The mail around it must say the same
    /// (RFC 6047, 2.4).
    pub const fn method(&self) -> &'static str {
        match self.audience {
            Audience::Attendee(..) if self.is_off => "CANCEL",
            Audience::Attendee(..) => "REQUEST",
            Audience::Anybody => "PUBLISH",
        }
    }
}

/// Writes the entry.
///
/// # Errors
/// [`InvalidDeadline`] if a zone is not in the time zone database of this machine.
pub fn calendar(entry: &CalendarEntry<'_>) -> Result<String, InvalidDeadline> {
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("PRODID", "-//Kontor//Kontor//EN");
    lines.raw("VERSION", "2.0");
    lines.raw("CALSCALE", "GREGORIAN");
    lines.raw("METHOD", entry.method());
    zone(&mut lines, entry.starts)?;
    if entry.ends.zone != entry.starts.zone {
        zone(&mut lines, entry.ends)?;
    }
    event(&mut lines, entry);
    lines.raw("END", "VCALENDAR");
    Ok(lines.finish())
}

fn zone(lines: &mut Lines, moment: &Deadline) -> Result<(), InvalidDeadline> {
    if is_utc(moment) {
        return Ok(());
    }
    let unknown = |_| InvalidDeadline::Zone(moment.zone.clone());
    let zone = TimeZone::get(&moment.zone).map_err(unknown)?;
    timezone::write(lines, &moment.zone, &zone, moment.instant()?);
    Ok(())
}

fn event(lines: &mut Lines, entry: &CalendarEntry<'_>) {
    let text = |name: &str| format!("{name};LANGUAGE={}", entry.language);
    lines.raw("BEGIN", "VEVENT");
    lines.raw("UID", entry.uid);
    lines.raw(
        "SEQUENCE",
        &entry.sequence.clamp(0, i64::from(i32::MAX)).to_string(),
    );
    let stamp = entry.stamp.strftime("%Y%m%dT%H%M%SZ").to_string();
    lines.raw("DTSTAMP", &stamp);
    time(lines, "DTSTART", entry.starts);
    time(lines, "DTEND", entry.ends);
    lines.text(&text("SUMMARY"), entry.summary);
    if !entry.description.is_empty() {
        lines.text(&text("DESCRIPTION"), entry.description);
    }
    if !entry.location.is_empty() {
        lines.text(&text("LOCATION"), entry.location);
    }
    lines.raw("URL", entry.url);
    let (name, mailbox) = entry.organizer;
    lines.raw(&format!("ORGANIZER;CN={}", quoted(name)), &mailto(mailbox));
    if let Audience::Attendee(name, mailbox) = entry.audience {
        // They have signed up already: the entry stands as accepted and asks for no answer.
        let attendee = format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN={}",
            quoted(name)
        );
        lines.raw(&attendee, &mailto(mailbox));
    }
    let (status, transparency) = if entry.is_off {
        ("CANCELLED", "TRANSPARENT")
    } else {
        ("CONFIRMED", "OPAQUE")
    };
    lines.raw("STATUS", status);
    lines.raw("TRANSP", transparency);
    lines.raw("END", "VEVENT");
}

fn time(lines: &mut Lines, name: &str, moment: &Deadline) {
    let local = timezone::local(moment.local);
    if is_utc(moment) {
        lines.raw(name, &format!("{local}Z"));
    } else {
        lines.raw(&format!("{name};TZID={}", moment.zone), &local);
    }
}

fn is_utc(moment: &Deadline) -> bool {
    matches!(moment.zone.as_str(), "UTC" | "Etc/UTC" | "Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(starts: &'a Deadline, ends: &'a Deadline) -> CalendarEntry<'a> {
        CalendarEntry {
            uid: "reg_1@example.org",
            sequence: 3,
            stamp: "2026-11-21T12:00:00Z".parse().unwrap(),
            language: "de",
            summary: "Forum, Teil 1; \"Außenwirtschaft\"\r\nEND:VEVENT",
            description: "Zeile 1\nZeile 2",
            location: "Rathaus, Saal 2",
            url: "https://forum.example.org/forums/x",
            starts,
            ends,
            organizer: ("Büro \"Nord\"", "forum@example.org"),
            audience: Audience::Attendee("Anna; RSVP=TRUE:x", "anna@example.org"),
            is_off: false,
        }
    }

    fn moment(local: &str, zone: &str) -> Deadline {
        Deadline::new(local.parse().unwrap(), zone).unwrap()
    }

    #[test]
    fn an_entry_is_complete_and_nothing_typed_breaks_it() {
        let (starts, ends) = (
            moment("2027-03-01T10:00:00", "Europe/Berlin"),
            moment("2027-03-01T16:00:00", "Europe/Berlin"),
        );
        let text = calendar(&entry(&starts, &ends)).unwrap();
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
        assert!(
            text.split("\r\n")
                .all(|line| line.len() <= 75 && !line.contains('\n'))
        );
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    /// A file that anybody opens names nobody as signed up (RFC 5546, 3.2.1).
    #[test]
    fn an_entry_for_anybody_has_no_attendee() {
        let utc = moment("2027-03-01T10:00:00", "UTC");
        let entry = CalendarEntry {
            audience: Audience::Anybody,
            ..entry(&utc, &utc)
        };
        let text = calendar(&entry).unwrap();
        assert!(text.contains("METHOD:PUBLISH") && !text.contains("ATTENDEE"));
    }

    /// RFC 5546, 3.2.5: the same entry with a higher sequence, for the one whose it is.
    #[test]
    fn an_entry_of_what_is_off_is_cancelled() {
        let utc = moment("2027-03-01T10:00:00", "UTC");
        let theirs = CalendarEntry {
            is_off: true,
            ..entry(&utc, &utc)
        };
        let text = calendar(&theirs).unwrap();
        for line in [
            "METHOD:CANCEL",
            "STATUS:CANCELLED",
            "UID:reg_1@example.org",
            "SEQUENCE:3",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{text}");
        }
        let handed_on = CalendarEntry {
            audience: Audience::Anybody,
            ..theirs
        };
        let text = calendar(&handed_on).unwrap();
        assert!(text.contains("METHOD:PUBLISH\r\n") && text.contains("STATUS:CANCELLED\r\n"));
    }

    #[test]
    fn utc_needs_no_rules_and_a_second_zone_brings_its_own() {
        let utc = moment("2027-03-01T10:00:00", "UTC");
        let text = calendar(&entry(&utc, &utc)).unwrap();
        assert!(text.contains("DTSTART:20270301T100000Z") && !text.contains("VTIMEZONE"));
        let (paris, abidjan) = (
            moment("2027-03-01T10:00:00", "Europe/Paris"),
            moment("2027-03-05T10:00:00", "Africa/Abidjan"),
        );
        let text = calendar(&entry(&paris, &abidjan)).unwrap();
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 2);
    }
}
