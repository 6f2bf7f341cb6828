//! Reminders, corrections and numbers in every language, as people see them.

use kontor_contracts::reminder::{Anchor, Side};

use super::tests::{letter_at, snapshot};
use crate::{
    kinds::{
        AnyFacts, ConfirmReminder, Invitation, InvitationReminder, Kind, MomentCorrected,
        NamesReminder, OrganizerNumbers, ParticipantReminder, WaitingReminder, samples::contact,
    },
    letter::samples::now,
};

fn first<K: Kind>(language: &str) -> K {
    K::samples(contact(&language.parse().unwrap())).remove(0)
}

fn of(anchor: Anchor, side: Side, language: &str) -> ParticipantReminder {
    let mut samples = ParticipantReminder::samples(contact(&language.parse().unwrap()));
    samples.retain(|sample| {
        let told = sample.reminder.told.as_ref().unwrap();
        (told.anchor, sample.side) == (anchor, side)
    });
    samples.remove(0)
}

#[test]
fn reminders_in_every_language() {
    snapshot("confirm_reminder", first::<ConfirmReminder>);
    snapshot("reminder_begins", |language| {
        of(Anchor::Starts, Side::Before, language)
    });
    snapshot("reminder_over", |language| {
        of(Anchor::Ends, Side::After, language)
    });
}

#[test]
fn numbers_and_corrections_in_every_language() {
    snapshot("waiting_reminder", first::<WaitingReminder>);
    snapshot("names_reminder", first::<NamesReminder>);
    snapshot("organizer_numbers", first::<OrganizerNumbers>);
    snapshot("moment_corrected", first::<MomentCorrected>);
}

/// With the reason why somebody gets it who has not signed up.
#[test]
fn invitations_in_every_language() {
    snapshot("invitation_to_forum", first::<Invitation>);
    snapshot("invitation_reminder", first::<InvitationReminder>);
}

/// The number of days is that of the moment at which the mail is written, in the zone of the forum.
#[test]
fn a_reminder_that_waited_says_how_many_days_are_left_when_it_leaves() {
    for (at, subject) in [
        ("2027-02-26T12:00:00Z", "In 3 Tagen: "),
        ("2027-02-27T23:30:00Z", "Morgen: "),
        ("2027-02-28T22:59:00Z", "Morgen: "),
        ("2027-02-28T23:00:00Z", "Heute: "),
    ] {
        let facts: &dyn AnyFacts = &of(Anchor::Starts, Side::Before, "de");
        let letter = letter_at(facts, at.parse().unwrap());
        assert!(
            letter.subject.starts_with(subject),
            "{at}: {}",
            letter.subject
        );
    }
    assert!(
        letter_at(&of(Anchor::Starts, Side::Before, "de"), now())
            .subject
            .contains(" Tagen: ")
    );
}
