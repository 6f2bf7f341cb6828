//! Persons with an own address: who is written to, that nobody takes part twice, and that the contact, or
//! they themselves, change who comes.

use kontor_book::NotChanged;
use serde_json::Value;

use super::*;
use crate::domain::check_people;

/// Each with an own address, or without one.
fn named(people: &[(&str, &str)]) -> Vec<TypedParticipant> {
    let one = |(name, email): &(&str, &str)| TypedParticipant {
        email: Some((*email).to_owned()).filter(|email| !email.is_empty()),
        ..TypedParticipant::named(*name)
    };
    people.iter().map(one).collect()
}

pub(super) fn delegation(forum: ForumId, email: &str, people: &[(&str, &str)]) -> SignUpOrder {
    delegation_of(forum, email, (people, 0))
}

/// The same, with so many more whose names follow.
pub(super) fn delegation_of(
    forum: ForumId,
    email: &str,
    (people, unnamed): (&[(&str, &str)], u32),
) -> SignUpOrder {
    let mut order = order(forum, email, 1, None);
    let address = order.sign_up.address.clone();
    let people = (named(people), unnamed);
    order.sign_up.unnamed = unnamed;
    order.sign_up.participants = check_people(people, "Jan Müller", &address).unwrap();
    order.sign_up.may_wait = true;
    order
}

pub(super) fn link_in(of: &Value) -> Hash {
    token_hash(of["own_link"].as_str().unwrap()).unwrap()
}

/// The addresses of a list of recipients, and whether each takes part already.
pub(super) fn addresses(list: &Value) -> Vec<(&str, bool)> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|one| {
            let already = one["takes_part_already"].as_bool().unwrap_or_default();
            (one["email"].as_str().unwrap(), already)
        })
        .collect()
}

impl Office {
    /// Signs up and confirms; what is told of the confirming.
    pub(super) async fn comes(&self, email: &str, people: &[(&str, &str)]) -> Value {
        self.order(delegation(self.forum, email, people))
            .await
            .unwrap();
        let link = secret_of(&self.told().await.pop().unwrap());
        self.confirm(link).await.unwrap();
        self.told().await.swap_remove(0)
    }

    /// Changes who comes, as seen at the event before.
    pub(super) async fn change(
        &self,
        before: &Value,
        people: &[(&str, &str)],
    ) -> Result<(), ChangeError> {
        self.change_to(before, (people, 0)).await
    }

    /// The same, with so many more whose names follow.
    pub(super) async fn change_to(
        &self,
        before: &Value,
        (people, unnamed): (&[(&str, &str)], u32),
    ) -> Result<(), ChangeError> {
        let address = before["data"]["contact"]["email"].as_str().unwrap();
        let address = kontor_book::Address::from(&address.parse().unwrap());
        let sequence = before["sequence"].as_str().unwrap();
        let people = (named(people), unnamed);
        let order = ChangeOrder {
            link: link_in(&before["data"]),
            seen: sequence.parse().unwrap(),
            people: check_people(people, "Jan Müller", &address).unwrap(),
            unnamed,
            language: "de".parse().unwrap(),
        };
        self.intake.change(order).await
    }

    pub(super) async fn is_exact(&self, taken: u32) {
        assert_eq!((self.taken().await, self.counted().await), (taken, taken));
    }
}

#[tokio::test]
async fn who_was_named_with_an_address_is_told_once_the_contact_has_confirmed() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let people = [("Jan", ""), ("Li", "li@b.example"), ("Na", "LI@b.example")];
        let sign_up = delegation(office.forum, "jan@a.example", &people);
        office.order(sign_up).await.unwrap();
        let received = office.told().await.pop().unwrap();
        assert_eq!(received["type"], "registration.received.v1");
        assert_eq!(
            received["data"]["recipients"],
            Value::Null,
            "nothing is proved"
        );
        office.confirm(secret_of(&received)).await.unwrap();
        let confirmed = office.told().await.pop().unwrap();
        let told = &confirmed["data"]["recipients"];
        assert_eq!(addresses(told), [("li@b.example", false)]);
        assert_ne!(link_in(&told[0]), link_in(&confirmed["data"]));
        let of = |at: usize| &confirmed["data"]["participants"][at]["recipient"];
        assert_eq!((of(0), of(1)), (&Value::Null, &told[0]["id"]));
        assert_eq!(of(1), of(2));
        office.is_exact(3).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_address_takes_part_once_and_only_its_owner_learns_of_it() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let first = office
            .comes("jan@a.example", &[("Jan", ""), ("Li", "li@b.example")])
            .await;
        // Somebody else names Li as well, and is answered like everybody.
        let again = office.comes(
            "eva@c.example",
            &[("Li", "li@b.example"), ("Jo", "jo@c.example")],
        );
        let again = again.await;
        let told = &again["data"]["recipients"];
        assert_eq!(
            addresses(told),
            [("li@b.example", true), ("jo@c.example", false)]
        );
        // Li signs up, too: the form says nothing, and the mail goes to Li about the first sign-up.
        let signed_up = office.sign_up("li@b.example", 1).await;
        assert!(signed_up.is_ok());
        let repeated = office.told().await.pop().unwrap();
        assert_eq!(repeated["type"], "registration.repeated.v1");
        assert_eq!(repeated["subject"], first["subject"]);
        assert_eq!(repeated["data"]["contact"]["email"], "li@b.example");
        assert_eq!(
            repeated["data"]["recipient"],
            first["data"]["recipients"][0]["id"]
        );
        let link = link_in(&repeated["data"]);
        assert!(
            office.intake.take_off(link).await.is_ok(),
            "by the link that Li got"
        );
        office.is_exact(3).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn who_was_named_while_their_own_form_waited_confirms_nothing_twice() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        office.sign_up("li@b.example", 1).await.unwrap();
        let own = secret_of(&office.told().await.pop().unwrap());
        office
            .comes("jan@a.example", &[("Jan", ""), ("Li", "li@b.example")])
            .await;
        assert_eq!(office.confirm(own).await, Ok(Confirmed::Already));
        let repeated = office.told().await.pop().unwrap();
        assert_eq!(repeated["data"]["contact"]["email"], "li@b.example");
        assert_eq!(
            office.counted().await,
            2 + 1,
            "the form is still held, and expires"
        );
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_contact_replaces_adds_and_removes_and_each_is_told() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        let people = [("Jan", ""), ("Li", "li@b.example"), ("Jo", "jo@c.example")];
        let first = office.comes("jan@a.example", &people).await;
        let people = [
            ("Jan", ""),
            ("Jo", "jo@c.example"),
            ("Mia", "mia@d.example"),
        ];
        office.change(&first, &people).await.unwrap();
        let told = office.told().await.pop().unwrap();
        assert_eq!(told["type"], "registration.changed.v1");
        assert_eq!(
            addresses(&told["data"]["added"]),
            [("mia@d.example", false)]
        );
        assert_eq!(
            addresses(&told["data"]["removed"]),
            [("li@b.example", false)]
        );
        assert_eq!(told["data"]["contact"]["language"], "de");
        office.is_exact(3).await;
        let of_li = link_in(&first["data"]["recipients"][0]);
        let gone = office.intake.take_off(of_li).await;
        assert!(matches!(gone, Err(ChangeError::UnknownLink)), "{gone:?}");

        // The page from before the change does nothing any more, and too many do not fit.
        let stale = office.change(&first, &people).await;
        assert!(matches!(stale, Err(ChangeError::Stale)), "{stale:?}");
        let many = [("a", ""), ("b", ""), ("c", ""), ("d", ""), ("e", "")];
        let full = office.change(&told, &many).await;
        let expected = NotChanged::Full { free: 1 };
        assert!(
            matches!(full, Err(ChangeError::Refused(why)) if why == expected),
            "{full:?}"
        );
        office.is_exact(3).await;

        // Mia takes off her own name: the contact hears of it, and the place goes to whoever waits.
        let waiting = office
            .comes("eva@e.example", &[("Eva", ""), ("Ute", "")])
            .await;
        assert_eq!(waiting["type"], "registration.waiting.v1");
        let of_mia = link_in(&told["data"]["added"][0]);
        office.intake.take_off(of_mia).await.unwrap();
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            ["registration.changed.v1", "registration.offered.v1"]
        );
        assert_eq!(told[0]["data"]["by_recipient"], true);
        assert_eq!(
            addresses(&told[0]["data"]["removed"]),
            [("mia@d.example", false)]
        );
        office.is_exact(4).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn links_do_what_is_theirs_and_the_last_one_off_ends_it() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let first = office
            .comes("jan@a.example", &[("Li", "li@b.example")])
            .await;
        let of_li = link_in(&first["data"]["recipients"][0]);
        assert_eq!(
            office.intake.call_off(of_li).await.unwrap(),
            CalledOff::Unknown
        );
        let link = Link::Own(of_li);
        let order = ConfirmOrder {
            link,
            may_wait: false,
        };
        assert_eq!(office.press(order).await, Err(NotConfirmed::UnknownLink));
        let of_jan = link_in(&first["data"]);
        let off = office.intake.take_off(of_jan).await;
        assert!(matches!(off, Err(ChangeError::UnknownLink)), "{off:?}");
        office.intake.take_off(of_li).await.unwrap();
        let ended = office.told().await.pop().unwrap();
        assert_eq!(ended["type"], "registration.cancelled.v1");
        assert_eq!(ended["data"]["by_recipient"], true);
        assert_eq!(
            addresses(&ended["data"]["recipients"]),
            [("li@b.example", false)]
        );
        office.is_exact(0).await;
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn sixteen_that_change_at_once_never_take_more_than_there_is() {
    on_both(|database| async {
        let office = Office::open(database, 20).await;
        let mut confirmed = Vec::new();
        for at in 0..16 {
            let email = format!("p{at}@d{at}.example");
            confirmed.push(office.comes(&email, &[("a", "")]).await);
        }
        let people = [("a", ""), ("b", ""), ("c", "")];
        let changes = confirmed
            .iter()
            .map(|before| office.change(before, &people));
        let answers = join_all(changes).await;
        let done = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(done, 2, "of four free places each takes two");
        office.is_exact(20).await;
        assert_eq!(office.people().await, 20);
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn who_was_named_by_others_is_erased_there_too_and_the_place_is_free() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let people = [("Jan", ""), ("Li", "li@b.example")];
        office.comes("jan@a.example", &people).await;
        let waits = delegation(
            office.forum,
            "eva@c.example",
            &[("Eva", ""), ("Li", "li@b.example")],
        );
        office.order(waits).await.unwrap();
        office.told().await;
        let li = "li@b.example".parse().unwrap();
        assert_eq!(
            crate::show_named(&office.database, &li)
                .await
                .unwrap()
                .len(),
            2
        );
        let by = Actor::CommandLine;
        let erased = erase_person(&office.database, &office.process, by, &li).await;
        assert_eq!(erased.unwrap(), 2);
        assert!(
            crate::show_named(&office.database, &li)
                .await
                .unwrap()
                .is_empty()
        );
        office.is_exact(1 + 2).await;
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            ["registration.changed.v1"],
            "the contact hears of it"
        );
        let eva = "eva@c.example".parse().unwrap();
        let kept = crate::show_person(&office.database, &eva).await.unwrap();
        let names: Vec<_> = kept[0]
            .participants
            .iter()
            .map(|one| one.name.as_str())
            .collect();
        assert_eq!(
            names,
            ["Eva", "–"],
            "of what cannot be changed any more, the name alone goes"
        );
        let audited = office.audited().await;
        assert_eq!(audited[2..], ["registration.participant_erased"; 2]);
        office.close().await;
    })
    .await;
}

/// Also the only one who was named is bound by it: ending the registration is a change like others.
#[tokio::test]
async fn after_the_forum_has_begun_the_last_one_takes_off_nobody_any_more() {
    on_both(|database| async {
        let office = Office::open(database, 10).await;
        let first = office
            .comes("jan@a.example", &[("Li", "li@b.example")])
            .await;
        let of_li = link_in(&first["data"]["recipients"][0]);
        office.clock.advance(SignedDuration::from_hours(365 * 24));
        let late = office.intake.take_off(of_li).await;
        let expected = NotChanged::TooLate;
        assert!(
            matches!(late, Err(ChangeError::Refused(why)) if why == expected),
            "{late:?}"
        );
        office.is_exact(1).await;
        // Erasing reaches them all the same, and writes to nobody about what is over.
        let li = "li@b.example".parse().unwrap();
        let erased = erase_person(&office.database, &office.process, Actor::CommandLine, &li).await;
        assert_eq!(erased.unwrap(), 1);
        assert!(office.told().await.is_empty());
        office.close().await;
    })
    .await;
}
