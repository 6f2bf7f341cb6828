//! Who takes part by a registration is changed: by its contact, or by somebody who takes off their own
//! name.

use kontor_book::Fact;
use kontor_contracts::{Language, RecipientId, RegistrationId};
use kontor_store::{StoreError, Tx};

use super::{CalledOff, ChangeError, ChangeOrder, batch::Batch, events::PeopleChange, said::Said};
use crate::{
    domain::{Named, group, places, ungroup},
    store::Hash,
};

/// What is to become of a registration.
struct Wish<'w> {
    registration: RegistrationId,
    people: &'w [Named],
    /// How many more take part whose names follow.
    unnamed: u32,
    language: Option<&'w Language>,
    /// Whether somebody takes off their own name.
    by_recipient: bool,
}

impl Batch<'_> {
    pub(super) fn change(
        &mut self,
        tx: &Tx,
        order: &ChangeOrder,
    ) -> Result<Result<(), ChangeError>, StoreError> {
        let owner = self.own_links.get(&order.link);
        let Some(owner) = owner.filter(|owner| owner.recipient.is_none()).copied() else {
            return Ok(Err(ChangeError::UnknownLink));
        };
        let Some(found) = self.registrations.get(&owner.registration) else {
            return Ok(Err(ChangeError::UnknownLink));
        };
        if found.sequence != order.seen {
            return Ok(Err(ChangeError::Stale));
        }
        let wish = Wish {
            registration: owner.registration,
            people: &order.people,
            unnamed: order.unnamed,
            language: Some(&order.language),
            by_recipient: false,
        };
        self.fulfil(tx, &wish)
    }

    /// Whoever was the only one calls the registration off by it.
    pub(super) fn take_off(
        &mut self,
        tx: &Tx,
        link: &Hash,
    ) -> Result<Result<(), ChangeError>, StoreError> {
        let owner = self.own_links.get(link).copied();
        let Some((registration, of)) = owner.and_then(|o| Some((o.registration, o.recipient?)))
        else {
            return Ok(Err(ChangeError::UnknownLink));
        };
        self.take_off_named(tx, registration, of)
    }

    /// The same of somebody who is named by their id.
    pub(super) fn take_off_named(
        &mut self,
        tx: &Tx,
        registration: RegistrationId,
        of: RecipientId,
    ) -> Result<Result<(), ChangeError>, StoreError> {
        let Some((people, unnamed)) = self.people_without(registration, of) else {
            return Ok(Err(ChangeError::UnknownLink));
        };
        if places(&people, unnamed) == 0 {
            let now_ms = self.now.as_millisecond();
            let open = self.forum_of(registration);
            let may_end = open.map(|open| open.book.may_change(registration, 0, now_ms));
            if let Some(Err(why)) = may_end {
                return Ok(Err(ChangeError::Refused(why)));
            }
            let answer = self.cancel(tx, registration, Said::by_recipient())?;
            let is_done = !matches!(answer, CalledOff::Unknown);
            return Ok(is_done.then_some(()).ok_or(ChangeError::UnknownLink));
        }
        let wish = Wish {
            registration,
            people: &people,
            unnamed,
            language: None,
            by_recipient: true,
        };
        self.fulfil(tx, &wish)
    }

    /// Who takes part besides those of a recipient, and how many whose names follow; nobody is told of
    /// somebody who is not there any more.
    fn people_without(
        &self,
        registration: RegistrationId,
        of: RecipientId,
    ) -> Option<(Vec<Named>, u32)> {
        let found = self.registrations.get(&registration)?;
        found.recipients.iter().find(|known| known.id == of)?;
        let mut others = found.participants.clone();
        others.retain(|person| person.recipient != Some(of));
        Some((ungroup(&others, &found.recipients), found.unnamed()))
    }

    fn fulfil(&mut self, tx: &Tx, wish: &Wish<'_>) -> Result<Result<(), ChangeError>, StoreError> {
        let (id, now_ms) = (wish.registration, self.now.as_millisecond());
        let Some(found) = self.registrations.get(&id) else {
            return Ok(Err(ChangeError::UnknownLink));
        };
        let new_id = || RecipientId::new(self.ids.next());
        let (participants, recipients) = group(wish.people, &found.recipients, new_id);
        let language = wish.language.unwrap_or(&found.contact.language).clone();
        let places = places(wish.people, wish.unnamed);
        let is_same = places == found.places
            && participants == found.participants
            && recipients == found.recipients
            && language == found.contact.language;
        if is_same {
            return Ok(Ok(()));
        }
        let Some(open) = self.forum_of(id) else {
            return Ok(Err(ChangeError::UnknownLink));
        };
        let outcome = open.book.change(id, places, now_ms);
        if let Err(why) = outcome.answer {
            return Ok(Err(ChangeError::Refused(why)));
        }
        if let Some(found) = self.registrations.get_mut(&id) {
            let change = PeopleChange {
                unnamed_before: found.unnamed(),
                participants_before: std::mem::replace(&mut found.participants, participants),
                recipients_before: std::mem::replace(&mut found.recipients, recipients),
                by_recipient: wish.by_recipient,
            };
            (found.places, found.contact.language) = (places, language);
            found.sequence += 1;
            self.rows.write_people(id, change.gone(&found.recipients));
            self.events.changed(tx, found, &change)?;
        }
        let (_, then): (Vec<_>, Vec<_>) = outcome
            .facts
            .into_iter()
            .partition(|fact| matches!(fact, Fact::Changed { .. }));
        self.record(tx, &then, Said::default())?;
        Ok(Ok(()))
    }
}
