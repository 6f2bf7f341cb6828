//! Lists of people, however long, and what is kept of them.

use super::*;
use crate::{
    InvitationList, InviteError, Invited,
    domain::InvitationState,
    ending_invitations::{decline, forget_invitations},
    erase_person, invite, list_invitations, show_invitations, withdraw_invitation,
};

const ROWS: usize = 20_000;
const BROKEN: usize = ROWS / 2;

/// As a spreadsheet of an office exports it: Windows-1252, semicolons, and one broken row in the middle.
fn long_list() -> Vec<u8> {
    let rows = (0..ROWS).map(|row| match row {
        BROKEN => "\"kaputt;Jörg;Müller;Größe & Söhne;de;DE\r\n".to_owned(),
        _ => format!("gast{row}@example.org;Jörg;Müller {row};Größe & Söhne;de;DE\r\n"),
    });
    let text: String = std::iter::once("E-Mail;Vorname;Nachname;Firma;Sprache;Land\r\n".to_owned())
        .chain(rows)
        .collect();
    encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()
}

impl Office {
    async fn invite_list(&self, text: &[u8], dry: bool) -> Result<(Invited, usize), InviteError> {
        let list = InvitationList::read(text).unwrap();
        let (to, mut pages) = ((Actor::CommandLine, SLUG, dry), 0);
        let rows = list.rows();
        let invited = invite(&self.database, &self.process, to, rows, |_| pages += 1).await?;
        Ok((invited, pages))
    }
}

const SLUG: &str = "cooperation-forum";

#[tokio::test]
async fn an_invitation_list_of_twenty_thousand_goes_but_for_the_row_that_is_broken() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let slug = forums::all(&office.database).await.unwrap()[0]
            .draft
            .slug
            .clone();
        assert_eq!(slug, SLUG);
        let list = long_list();
        let (invited, pages) = office.invite_list(&list, false).await.unwrap();
        assert_eq!((invited.invited, invited.broken), (19_999, 1));
        assert_eq!(
            invited.rows[0].to_string(),
            "line 10002: a quotation mark is not closed on its line"
        );
        assert!(pages >= 40, "in pages: {pages}");
        let kept = list_invitations(&office.database, SLUG)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(kept.counts.invited, 19_999);
        let guest = &kept.invitations[19_998].contact;
        assert_eq!(guest.name, "Jörg Müller 19999");
        assert_eq!(guest.organisation.as_deref(), Some("Größe & Söhne"));
        // The same once more, as after a stop in the middle: nobody is invited twice.
        let (again, _) = office.invite_list(&list, false).await.unwrap();
        assert_eq!((again.invited, again.already_invited), (0, 19_999));
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_invited_before_or_signed_up_is_told_apart() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        office.sign_up("signed@a.example", 1).await.unwrap();
        let told = office.told().await;
        office.confirm(secret_of(&told[1])).await.unwrap();
        let list = "email;name\n\
                    ada@a.example;Ada\nADA@a.example;Ada\nsigned@a.example;Sig\nben@a.example;Ben\n";
        let (would, _) = office.invite_list(list.as_bytes(), true).await.unwrap();
        let (first, _) = office.invite_list(list.as_bytes(), false).await.unwrap();
        assert_eq!(would, first, "what was foretold");
        assert_eq!(
            (first.invited, first.already_invited, first.already_signed_up),
            (2, 1, 1)
        );
        let kept = list_invitations(&office.database, SLUG).await.unwrap().unwrap();
        let (ada, ben) = (kept.invitations[0].id, kept.invitations[1].id);
        let (database, process) = (&office.database, &office.process);
        let declined = decline(database, process, ada).await.unwrap();
        assert_eq!(declined, Some(InvitationState::Declined));
        for _ in 0..2 {
            let about = (SLUG, ben);
            let withdrawn = withdraw_invitation(database, process, Actor::CommandLine, about).await;
            assert_eq!(withdrawn.unwrap().state, InvitationState::Withdrawn);
        }
        let told = office.told().await;
        let withdrawn = kinds(&told).into_iter();
        assert_eq!(withdrawn.filter(|kind| kind.starts_with("invitation.withdrawn")).count(), 1);
        // Who has declined is left alone; who was withdrawn is invited anew.
        let (again, _) = office.invite_list(list.as_bytes(), false).await.unwrap();
        assert_eq!((again.invited, again.already_invited), (1, 2));
        let told = office.told().await;
        assert_eq!(kinds(&told), ["invitation.issued.v1"]);
        assert_eq!(told[0]["sequence"], "0000000000000000003");
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_is_invited_to_what_they_cannot_sign_up_to() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let list = b"email;name\nada@a.example;Ada\n";
        let closes = forums::all(&office.database).await.unwrap()[0]
            .draft
            .registration_closes
            .instant()
            .unwrap();
        office
            .clock
            .advance(office.clock.now().duration_until(closes));
        let refused = office.invite_list(list, true).await.unwrap_err();
        assert!(matches!(refused, InviteError::Closed));
        let unknown = {
            let rows = InvitationList::read(list).unwrap();
            let to = (Actor::CommandLine, "another", false);
            invite(&office.database, &office.process, to, rows.rows(), |_| {}).await
        };
        assert!(matches!(unknown, Err(InviteError::UnknownForum)));
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn invitations_are_shown_erased_and_forgotten_after_their_forum() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let list = b"email;name\nada@a.example;Ada\nben@a.example;Ben\n";
        office.invite_list(list, false).await.unwrap();
        let (database, process) = (&office.database, &office.process);
        let ada = "ada@a.example".parse().unwrap();
        let shown = show_invitations(database, &ada).await.unwrap();
        assert_eq!(shown[0].contact.name, "Ada");
        erase_person(database, process, Actor::CommandLine, &ada)
            .await
            .unwrap();
        assert_eq!(show_invitations(database, &ada).await.unwrap(), []);
        assert_eq!(office.audited().await.last().unwrap(), "invitation.erased");
        office.told().await;
        assert_eq!(
            forget_invitations(database, process, MONTH, 100)
                .await
                .unwrap(),
            0
        );
        office.clock.advance(SignedDuration::from_hours(24 * 400));
        assert_eq!(
            forget_invitations(database, process, MONTH, 100)
                .await
                .unwrap(),
            1
        );
        assert_eq!(kinds(&office.told().await), ["invitation.withdrawn.v1"]);
        let kept = list_invitations(database, SLUG).await.unwrap().unwrap();
        assert!(kept.invitations.is_empty());
        office.close().await;
    })
    .await;
}
