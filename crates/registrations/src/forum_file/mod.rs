//! The file in which an office describes a forum (TOML), and everything that can be wrong with it.
//!
//! Everything that is wrong is found in one go, each with its line, the name of the setting, and what
//! to do.

mod faults;
mod finding;
mod keys;
mod lines;
mod reference;
mod rule_keys;
mod rules;
mod section;
mod table;
mod warn;

use kontor_contracts::{
    Language,
    events::{ForumContact, Venue},
};
use toml::de::DeTable;

use crate::domain::{DEFAULT_HOLD_HOURS, DEFAULT_OFFER_HOURS, ForumDraft, check, is_link, is_slug};
use lines::line_of;
use section::Section;

pub use faults::findings;
pub use finding::Finding;
pub use reference::{reference, sample};
pub use warn::warnings;

/// Reads a forum file.
///
/// # Errors
/// Everything that is wrong with the file, in the order of its lines.
pub fn parse(text: &str) -> Result<ForumDraft, Vec<Finding>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(errors.iter().map(|error| no_toml(text, error)).collect());
    }
    let mut root = Section::root(text, table.get_ref());
    let draft = read(&mut root);
    let mut findings = root.finish();
    if let Some(draft) = &draft {
        let faults = check(draft);
        let found = faults
            .iter()
            .map(|fault| faults::finding(fault, text, table.get_ref()));
        findings.extend(found);
    }
    findings.sort_by_key(|finding| finding.line.unwrap_or(usize::MAX));
    match draft {
        Some(draft) if findings.is_empty() => Ok(draft),
        _ => Err(findings),
    }
}

fn no_toml(text: &str, error: &toml::de::Error) -> Finding {
    Finding {
        line: error.span().map(|span| line_of(text, span.start)),
        key: String::new(),
        what: format!("this is not TOML ({})", error.message()),
        remedy: "see https://toml.io, or start from a sample".to_owned(),
    }
}

/// Reads every field before it gives up on any, so that everything that is wrong is found at once.
fn read(root: &mut Section<'_>) -> Option<ForumDraft> {
    let slug = root.checked("slug", |text| is_slug(text).then(|| text.to_owned()));
    let kind = root.one_of("kind");
    let format = root.one_of("format");
    let state = root.one_of("state");
    let organizer = root.line("organizer");
    let languages = languages(root);
    let title = root.localized("title");
    let description = root.optional("description", Section::localized);
    let venue = root.optional("venue", |root, key| root.section(key, venue).flatten());
    let online_url = root.optional("online_url", |root, key| {
        root.checked(key, |text| is_link(text).then(|| text.to_owned()))
    });
    let zone = root.zone("zone");
    let zone = zone.as_deref();
    let starts = root.deadline("starts", zone);
    let ends = root.deadline("ends", zone);
    let registration_opens =
        root.optional("registration_opens", |root, key| root.deadline(key, zone));
    let registration_closes = root.deadline("registration_closes", zone);
    let changes_close = root.optional("changes_close", |root, key| root.deadline(key, zone));
    let capacity = root.number("capacity");
    let hold = root.optional("hold_hours", Section::number);
    let waiting_list = root.optional("waiting_list", Section::yes_or_no);
    let offer = root.optional("offer_hours", Section::number);
    let by_invitation_only = root.optional("by_invitation_only", Section::yes_or_no);
    let contact = root.section("contact", contact).flatten();
    let reminders = root.optional("reminders", rules::read);
    Some(ForumDraft {
        slug: slug?,
        kind: kind?,
        format: format?,
        state: state?,
        organizer: organizer?,
        title: title?,
        description,
        venue,
        online_url,
        starts: starts?,
        ends: ends?,
        registration_opens,
        registration_closes: registration_closes?,
        changes_close,
        capacity: capacity?,
        hold_hours: hold.unwrap_or(DEFAULT_HOLD_HOURS),
        waiting_list: waiting_list.unwrap_or(true),
        offer_hours: offer.unwrap_or(DEFAULT_OFFER_HOURS),
        by_invitation_only: by_invitation_only.unwrap_or(false),
        languages: languages?,
        contact: contact?,
        reminders,
    })
}

fn languages(root: &mut Section<'_>) -> Option<Vec<Language>> {
    let mut languages: Vec<Language> = Vec::new();
    for text in root.strings("languages")? {
        match text.parse() {
            Ok(language) if !languages.contains(&language) => languages.push(language),
            Ok(_) => {}
            Err(_) => {
                root.wrong("languages", &format!("has the unknown language {text:?}"));
                return None;
            }
        }
    }
    if languages.is_empty() {
        root.wrong("languages", "is empty");
        return None;
    }
    Some(languages)
}

fn venue(section: &mut Section<'_>) -> Option<Venue> {
    let name = section.localized("name");
    let address = section.line("address");
    Some(Venue {
        name: name?,
        address: address?,
    })
}

fn contact(section: &mut Section<'_>) -> Option<ForumContact> {
    let name = section.line("name");
    let email = section.checked("email", |text| text.parse().ok());
    let phone = section.optional("phone", Section::line);
    Some(ForumContact {
        name: name?,
        email: email?,
        phone,
    })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

#[cfg(test)]
#[path = "rules_tests.rs"]
mod rules_tests;
