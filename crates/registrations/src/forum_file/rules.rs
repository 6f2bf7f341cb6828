//! The rules by which people are reminded, as a forum's file has them: one table each.

use kontor_contracts::reminder::{Hours, Latest, RuleDraft, Side, Unit, WhichDays};

use super::section::Section;

/// Every rule of the list, in its order.
pub(super) fn read(root: &mut Section<'_>, key: &str) -> Option<Vec<RuleDraft>> {
    root.sections(key, rule)?.into_iter().collect()
}

fn rule(section: &mut Section<'_>) -> Option<RuleDraft> {
    let name = section.line("name");
    let to = section.one_of("to");
    let anchor = section.optional("anchor", Section::one_of);
    let side = section.optional("side", Section::one_of);
    let amount = section.number("amount");
    let unit = section.optional("unit", Section::one_of);
    let at = section.optional("at", Section::time);
    let latest = section.optional("latest", |section, key| {
        section.section(key, latest).flatten()
    });
    let hours = section.optional("hours", hours);
    let joiners = section.optional("joiners", Section::one_of);
    let paused = section.optional("paused", Section::yes_or_no);
    Some(RuleDraft {
        name: name?,
        to: to?,
        anchor,
        side: side.unwrap_or(Side::Before),
        amount: u16::try_from(amount?).ok()?,
        unit: unit.unwrap_or(Unit::Days),
        at,
        latest,
        hours: hours.unwrap_or(Welcome(Some(Hours::OFFICE))).0,
        joiners: joiners.unwrap_or_default(),
        paused: paused.unwrap_or_default(),
    })
}

/// `{ hours_before_anchor = 2 }` or `{ hours_after_due = 12 }`.
fn latest(section: &mut Section<'_>) -> Option<Latest> {
    let hours = |section: &mut Section<'_>, key: &str| {
        let hours = section.optional(key, Section::number);
        hours.and_then(|hours| u16::try_from(hours).ok())
    };
    let before = hours(section, "hours_before_anchor").map(Latest::HoursBeforeAnchor);
    let after = hours(section, "hours_after_due").map(Latest::HoursAfterDue);
    if before.is_some() == after.is_some() {
        section.wrong("", "cannot be used");
        return None;
    }
    before.or(after)
}

/// The hours in which mail is welcome; at any time if none.
struct Welcome(Option<Hours>);

/// A word, or hours of one's own.
fn hours(section: &mut Section<'_>, key: &str) -> Option<Welcome> {
    if !section.is_text(key) {
        let own = section.section(key, own_hours).flatten()?;
        return Some(Welcome(Some(own)));
    }
    section.checked(key, |word| match word {
        "office" => Some(Welcome(Some(Hours::OFFICE))),
        "day" => Some(Welcome(Some(Hours::DAY))),
        "any" => Some(Welcome(None)),
        _ => None,
    })
}

fn own_hours(section: &mut Section<'_>) -> Option<Hours> {
    let opens = section.time("opens");
    let closes = section.time("closes");
    let days = section.optional("days", Section::one_of);
    Some(Hours {
        opens: opens?,
        closes: closes?,
        days: days.unwrap_or(WhichDays::Working),
    })
}
