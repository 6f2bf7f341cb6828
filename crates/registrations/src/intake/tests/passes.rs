//! Invitations and codes under load and beside each other: who gets in, who has answered, what is given back.

use kontor_book::Pass;

use super::*;
use crate::{
    CodeSummary, InvitationList, Invited, NewCode, domain::InvitationState, invite, list_codes,
    list_invitations, make_code,
};

const PEOPLE: &str = "email;name\nines@a.example;Ines\notto@b.example;Otto\n";

impl Office {
    pub(super) async fn invite(&self, list: &[u8]) -> Invited {
        let list = InvitationList::read(list).unwrap();
        let slug = self.slug().await;
        let to = (Actor::CommandLine, slug.as_str(), false);
        let invited = invite(&self.database, &self.process, to, list.rows(), |_| {}).await;
        invited.unwrap()
    }

    async fn slug(&self) -> String {
        let forums = forums::all(&self.database).await.unwrap();
        forums[0].draft.slug.clone()
    }

    /// The state of the invitation of everybody, by the part of the address before the at sign.
    async fn answers(&self) -> Vec<(String, InvitationState)> {
        let slug = self.slug().await;
        let found = list_invitations(&self.database, &slug)
            .await
            .unwrap()
            .unwrap();
        let found = found.invitations.into_iter().map(|invitation| {
            let email = invitation.contact.email.as_str();
            (
                email.split('@').next().unwrap().to_owned(),
                invitation.state,
            )
        });
        found.collect()
    }

    pub(super) async fn code(&self, uses: Option<u32>, places: Option<u32>) -> CodeSummary {
        let new = NewCode {
            name: "Chamber of Lyon".to_owned(),
            uses,
            places,
        };
        let slug = self.slug().await;
        let actor = Actor::CommandLine;
        make_code(&self.database, &self.process, actor, &slug, new)
            .await
            .unwrap()
    }

    pub(super) async fn used(&self) -> (u32, u32) {
        let slug = self.slug().await;
        let codes = list_codes(&self.database, &slug).await.unwrap().unwrap();
        (codes[0].uses, codes[0].places)
    }

    async fn by(&self, email: &str, places: usize, pass: Pass) -> Result<SignedUp, Refusal> {
        let order = SignUpOrder {
            pass: Some(pass),
            ..order(self.forum, email, places, None)
        };
        self.order(order).await
    }
}

#[tokio::test]
async fn sixteen_at_once_for_the_last_place_of_a_code_are_one() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let code = office.code(None, Some(3)).await;
        let pass = Pass::Code(code.id);
        office.by("first@a.example", 2, pass).await.unwrap();
        let everybody: Vec<_> = (0..16).map(|n| format!("p{n}@a.example")).collect();
        let answers = everybody.iter().map(|email| office.by(email, 1, pass));
        let answers = join_all(answers).await;
        let (taken, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!(taken.len(), 1);
        let used_up = Err(Refusal::CodeUsedUp { places_left: 0 });
        assert!(refused.iter().all(|answer| *answer == used_up));
        assert_eq!(office.used().await, (2, 3));
        // What nobody confirms is given back.
        office.clock.advance(SignedDuration::from_hours(48));
        let now_ms = office.clock.now_ms();
        expire_holds(&office.database, &office.intake, now_ms)
            .await
            .unwrap();
        assert_eq!(office.used().await, (0, 0));
        office.by("late@a.example", 3, pass).await.unwrap();
        assert_eq!(office.used().await, (1, 3));
        office.close().await;
    })
    .await;
}

/// Several processes share the lock of the forum, not a memory.
#[tokio::test]
async fn two_processes_never_give_the_last_use_of_a_code_twice() {
    let place = TestDatabase::postgres().await;
    let open = || Database::open(&place.url, "registrations");
    let database = open().await.unwrap();
    database.migrate(SETS).await.unwrap();
    let one = Office::open(database, 1_000).await;
    let clock = FakeClock::at(NOW);
    let other = kontor_runtime::Ids::new(clock.clone(), Arc::new(kontor_runtime::SystemEntropy));
    let other = Process::with(clock.clone(), other);
    let two = Office::with(other, clock, open().await.unwrap(), 1_000).await;
    let pass = Pass::Code(one.code(Some(20), None).await.id);
    let people: Vec<_> = (0..100).map(|n| format!("p{n}@a.example")).collect();
    let everybody = people.iter().enumerate().map(|(at, email)| {
        let office = if at % 2 == 0 { &one } else { &two };
        office.by(email, 1, pass)
    });
    let answers = join_all(everybody).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 20);
    assert_eq!(one.used().await, (20, 20));
    two.database.close().await;
    two.close().await;
    one.database.close().await;
    one.close().await;
    place.drop_it().await;
}

#[tokio::test]
async fn whoever_signs_up_answers_once_the_address_is_proved() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        assert_eq!(office.invite(PEOPLE.as_bytes()).await.invited, 2);
        office.told().await;
        // As everybody may, without the link: a stranger may have typed the address.
        office.sign_up("Ines@A.example", 1).await.unwrap();
        let silent = InvitationState::Invited;
        assert!(
            office
                .answers()
                .await
                .iter()
                .all(|(_, state)| *state == silent)
        );
        let told = office.told().await;
        office.confirm(secret_of(&told[0])).await.unwrap();
        let answered = InvitationState::Answered;
        let expected = [("ines".to_owned(), answered), ("otto".to_owned(), silent)];
        assert_eq!(office.answers().await, expected);
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            ["registration.confirmed.v1", "invitation.answered.v1"]
        );
        assert_eq!(told[1]["sequence"], "0000000000000000002");
        // Whoever calls off has answered all the same.
        let ines = registrations_of(&office.database, &"ines@a.example".parse().unwrap()).await;
        let actor = Actor::CommandLine;
        let id = ines.unwrap()[0].id;
        cancel_registration(&office.database, &office.process, actor, id)
            .await
            .unwrap();
        assert_eq!(office.answers().await, expected);
        office.close().await;
    })
    .await;
}

/// Places, events and rows are those of somebody who has confirmed, and there is no mail that asks.
#[tokio::test]
async fn whoever_comes_by_the_link_to_their_address_is_confirmed_in_one_step() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        office.told().await;
        office.invite(PEOPLE.as_bytes()).await;
        let told = office.told().await;
        assert_eq!(kinds(&told), ["invitation.issued.v1"; 2]);
        let id = told[0]["data"]["invitation"].as_str().unwrap();
        let order = SignUpOrder {
            pass: Some(Pass::Invitation(id.parse().unwrap())),
            proved: true,
            ..order(office.forum, "ines@a.example", 2, None)
        };
        let signed_up = office.order(order).await.unwrap();
        assert_eq!(signed_up.settled, Some(Settled::Confirmed));
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            ["registration.confirmed.v1", "invitation.answered.v1"]
        );
        assert_eq!(told[0]["sequence"], "0000000000000000001");
        assert_eq!((office.taken().await, office.counted().await), (2, 2));
        let kept = registered::newest_of_forum(&office.database, office.forum, None, 9).await;
        let kept = kept.unwrap();
        assert_eq!(
            (kept[0].standing, kept[0].sequence),
            (Standing::Confirmed, 1)
        );
        assert_eq!(office.audited().await[2..], ["forum.invited"]);
        office.close().await;
    })
    .await;
}
