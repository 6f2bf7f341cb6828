//! The people whom a sign-up names, or a change of one, and who is written to for whom.

use kontor_book::Address;
use kontor_contracts::{
    EmailAddress, Language, RecipientId, events::Participant, limits::PARTICIPANTS,
};

use super::{
    fault::{Fault, FaultCode, Faults},
    typed::TypedParticipant,
};

/// One person who is to take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Name as typed.
    pub name: String,
    /// Where mail to them goes, if not to the contact.
    pub mailbox: Option<Mailbox>,
}

/// Where mail goes to somebody whom the contact has named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The address.
    pub email: EmailAddress,
    /// The key under which two spellings are one address.
    pub key: String,
    /// The language of the mails; the contact's, if none was chosen.
    pub language: Option<Language>,
}

/// Somebody else than the contact who is written to themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recipient {
    pub(crate) id: RecipientId,
    pub(crate) mailbox: Mailbox,
}

/// How many places a group needs.
pub(crate) fn places(named: &[Named], unnamed: u32) -> u32 {
    let named = u32::try_from(named.len()).unwrap_or(u32::MAX);
    named.saturating_add(unnamed)
}

/// Checks who is named, beside so many whose names follow; the contact alone, where nothing is said.
pub(super) fn check(
    faults: &mut Faults,
    (typed, unnamed): (Option<Vec<TypedParticipant>>, u32),
    (contact, address): (Option<&str>, Option<&Address>),
) -> Vec<Named> {
    let unnamed = usize::try_from(unnamed).unwrap_or(usize::MAX);
    let named_already = typed.as_ref().map_or(1, Vec::len);
    if named_already <= PARTICIPANTS && named_already.saturating_add(unnamed) > PARTICIPANTS {
        faults.add("/unnamed", FaultCode::TooManyParticipants);
    }
    let Some(typed) = typed else {
        let named = contact.map(|name| Named {
            name: name.to_owned(),
            mailbox: None,
        });
        return named.into_iter().collect();
    };
    if typed.is_empty() && unnamed == 0 {
        faults.add("/participants", FaultCode::NobodyTakesPart);
    }
    if typed.len() > PARTICIPANTS {
        faults.add("/participants", FaultCode::TooManyParticipants);
        return Vec::new();
    }
    let mut people: Vec<(Named, Option<String>)> = Vec::new();
    for (at, typed) in typed.iter().enumerate() {
        let Some((name, mailbox)) = one(faults, at, typed) else {
            continue;
        };
        let key = mailbox.as_ref().map(|mailbox| mailbox.key.clone());
        // The contact's own address leads to the contact.
        let mailbox = mailbox.filter(|own| address.is_none_or(|contact| contact.key != own.key));
        let named = Named { name, mailbox };
        if key.is_some()
            && people
                .iter()
                .any(|other| is_same(other, (&named, &key), address))
        {
            faults.add(format!("/participants/{at}/name"), FaultCode::NamedTwice);
        }
        people.push((named, key));
    }
    people.into_iter().map(|(named, _)| named).collect()
}

/// Checks who is named in a change by a contact of this name and address, beside so many whose names follow.
///
/// # Errors
/// Every field that is not in order, with pointers as in a sign-up.
pub(crate) fn check_people(
    (typed, unnamed): (Vec<TypedParticipant>, u32),
    contact: &str,
    address: &Address,
) -> Result<Vec<Named>, Vec<Fault>> {
    let mut faults = Faults::default();
    let group = (Some(typed), unnamed);
    let named = check(&mut faults, group, (Some(contact), Some(address)));
    if faults.0.is_empty() {
        return Ok(named);
    }
    Err(faults.0)
}

fn one(
    faults: &mut Faults,
    at: usize,
    typed: &TypedParticipant,
) -> Option<(String, Option<Mailbox>)> {
    let pointer = |field| format!("/participants/{at}/{field}");
    let name = faults.line(&pointer("name"), &typed.name);
    let email = faults.optional_email(&pointer("email"), typed.email.as_deref());
    let language = faults.language(&pointer("language"), typed.language.as_deref());
    let mailbox = email.map(|email| Mailbox {
        key: email.key(),
        email,
        language,
    });
    Some((name?, mailbox))
}

/// Whether two are one person: by name and by address. Two who are called alike and gave no address may
/// be two.
fn is_same(
    (other, other_key): &(Named, Option<String>),
    (named, key): (&Named, &Option<String>),
    contact: Option<&Address>,
) -> bool {
    let alike = |name: &str| -> Vec<String> {
        name.to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    let of_contact = contact.map(|contact| &contact.key);
    let other_key = other_key.as_ref().or(of_contact);
    key.as_ref() == other_key && alike(&other.name) == alike(&named.name)
}

/// Who takes part, and who is written to for them. Whose address is `known` keeps their id.
pub(crate) fn group(
    named: &[Named],
    known: &[Recipient],
    mut new_id: impl FnMut() -> RecipientId,
) -> (Vec<Participant>, Vec<Recipient>) {
    let mut recipients: Vec<Recipient> = Vec::new();
    let participants = named.iter().map(|person| {
        let recipient = person.mailbox.as_ref().map(|mailbox| {
            let has = |recipient: &&Recipient| recipient.mailbox.key == mailbox.key;
            if let Some(found) = recipients.iter().find(has) {
                return found.id;
            }
            let id = known
                .iter()
                .find(has)
                .map_or_else(&mut new_id, |one| one.id);
            let mailbox = mailbox.clone();
            recipients.push(Recipient { id, mailbox });
            id
        });
        let name = person.name.clone();
        Participant { name, recipient }
    });
    (participants.collect(), recipients)
}

/// The people as they would be named to come out as these.
pub(crate) fn ungroup(participants: &[Participant], recipients: &[Recipient]) -> Vec<Named> {
    let mailbox = |id: RecipientId| {
        let found = recipients.iter().find(|recipient| recipient.id == id);
        found.map(|recipient| recipient.mailbox.clone())
    };
    let named = participants.iter().map(|person| Named {
        name: person.name.clone(),
        mailbox: person.recipient.and_then(mailbox),
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn typed(name: &str, email: &str) -> TypedParticipant {
        TypedParticipant {
            email: Some(email.to_owned()),
            ..TypedParticipant::named(name)
        }
    }

    fn checked(people: Vec<TypedParticipant>) -> Result<Vec<Named>, Vec<(String, &'static str)>> {
        let contact = Address {
            key: "anna@a.example".to_owned(),
            domain: "a.example".to_owned(),
        };
        let mut faults = Faults::default();
        let named = check(
            &mut faults,
            (Some(people), 0),
            (Some("Anna"), Some(&contact)),
        );
        let faults = faults.0.into_iter();
        let faults: Vec<_> = faults.map(|f| (f.pointer, f.code.as_str())).collect();
        if faults.is_empty() {
            Ok(named)
        } else {
            Err(faults)
        }
    }

    #[test]
    fn the_contacts_own_address_leads_to_the_contact() {
        let named = checked(vec![
            typed("Anna", "ANNA@a.example"),
            typed("Li", "li@b.example"),
        ]);
        let named = named.unwrap();
        assert_eq!(named[0].mailbox, None);
        assert_eq!(named[1].mailbox.as_ref().unwrap().key, "li@b.example");
    }

    #[test]
    fn one_person_twice_is_told_and_two_of_one_name_are_two() {
        let twice = |name: &str| {
            let pointer = "/participants/1/name".to_owned();
            let people = vec![typed("Li Wei", "li@b.example"), typed(name, "LI@b.example")];
            assert_eq!(
                checked(people),
                Err(vec![(pointer, "named_twice")]),
                "{name}"
            );
        };
        twice("Li Wei");
        twice(" li  wei ");
        let contact = vec![
            TypedParticipant::named("Anna"),
            typed("Anna", "anna@a.example"),
        ];
        assert!(checked(contact).is_err());
        let couple = vec![
            typed("Li Wei", "li@b.example"),
            typed("Li Na", "li@b.example"),
        ];
        assert_eq!(checked(couple).unwrap().len(), 2);
        let namesakes = vec![TypedParticipant::named("Li"), TypedParticipant::named("Li")];
        assert_eq!(checked(namesakes).unwrap().len(), 2);
    }

    #[test]
    fn two_of_one_address_are_written_to_once_and_keep_their_name_in_the_mail() {
        let people = vec![
            TypedParticipant::named("Anna"),
            typed("Li Wei", "li@b.example"),
            typed("Li Na", "Li@b.example"),
            typed("Jan", "jan@c.example"),
        ];
        let named = checked(people).unwrap();
        let mut next = 0;
        let mut new_id = || {
            next += 1;
            RecipientId::new(Uuid::from_u128(next))
        };
        let (participants, recipients) = group(&named, &[], &mut new_id);
        assert_eq!(recipients.len(), 2);
        assert_eq!(participants[0].recipient, None);
        assert_eq!(participants[1].recipient, participants[2].recipient);
        assert_eq!(ungroup(&participants, &recipients)[1], named[1]);
        // Who stays keeps the link and the entry in the calendar.
        let (_, again) = group(&named[2..], &recipients, &mut new_id);
        assert_eq!(again[0].id, recipients[0].id);
        assert_eq!(again[1].id, recipients[1].id);
    }
}
