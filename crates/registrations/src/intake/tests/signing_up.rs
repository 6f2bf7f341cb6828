//! What a sign-up does, and one that comes again.

use super::*;

#[tokio::test]
async fn a_sign_up_is_held_told_and_confirmed_once() {
    on_both(|database| async {
        let office = Office::open(database, 120).await;
        assert_eq!(kinds(&office.told().await), ["forum.published.v1"]);
        let signed_up = office.sign_up("jan@a.example", 3).await.unwrap();
        assert_eq!(signed_up.hold_hours, 48);
        assert_eq!((office.taken().await, office.counted().await), (3, 3));
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.received.v1"]);
        assert_eq!(told[0]["data"]["held_until"], "2027-01-17T12:00:00Z");
        assert_eq!(
            told[0]["data"]["contact"]["language"], "de",
            "the forum's main language"
        );

        let hash = secret_of(&told[0]);
        assert_eq!(office.confirm(hash).await, Ok(Confirmed::Now));
        assert_eq!(office.confirm(hash).await, Ok(Confirmed::Already));
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.confirmed.v1"]);
        assert_eq!(told[0]["sequence"], "0000000000000000002");
        assert_eq!((office.taken().await, office.counted().await), (3, 3));
        let invented = office.confirm([7; 32]).await;
        assert_eq!(invented, Err(NotConfirmed::UnknownLink));
        office.close().await;
    })
    .await;
}

/// A stranger's sign-up does not win over the owner's that comes later; what counts is never replaced.
#[tokio::test]
async fn the_later_sign_up_of_an_address_counts_until_one_is_confirmed() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 2).await.unwrap();
        let stranger = office.told().await.pop().unwrap();
        office.clock.advance(SignedDuration::from_hours(1));
        office.sign_up("JAN@a.example", 1).await.unwrap();
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            ["registration.expired.v1", "registration.received.v1"]
        );
        assert_eq!((office.taken().await, office.counted().await), (1, 1));
        let replaced = office.confirm(secret_of(&stranger)).await;
        assert_eq!(replaced, Err(NotConfirmed::ExpiredLink));

        let link = secret_of(&told[1]);
        assert_eq!(office.confirm(link).await, Ok(Confirmed::Now));
        assert_eq!(office.confirm(link).await, Ok(Confirmed::Already));
        // Full for everybody who asks for four, whether known or not; the owner is told all the same.
        let full = Err(Refusal::Full { free: 3 });
        office.told().await;
        assert_eq!(office.sign_up("jan@a.example", 4).await, full);
        assert_eq!(office.sign_up("new@a.example", 4).await, full);
        let again = office.told().await;
        assert_eq!(kinds(&again), ["registration.repeated.v1"]);

        office.sign_up("jan@a.example", 3).await.unwrap();
        let told = office.told().await.pop().unwrap();
        assert_eq!(told["type"], "registration.repeated.v1");
        assert!(told["data"].get("token").is_none());
        assert_eq!(office.counted().await, 1, "what counts stays");
        office.close().await;
    })
    .await;
}

/// A second sign-up changes nothing, and its owner hears who was named in it and is not signed up.
#[tokio::test]
async fn whoever_is_named_in_a_second_sign_up_is_told_and_not_signed_up() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        office.sign_up("jan@a.example", 1).await.unwrap();
        let link = secret_of(&office.told().await.pop().unwrap());
        office.confirm(link).await.unwrap();
        office.told().await;
        let mut again = order(office.forum, "jan@a.example", 1, None);
        for name in ["Ольга Петрова", "Aïcha Konaté"] {
            let name = name.to_owned();
            again.sign_up.participants.push(Named {
                name,
                mailbox: None,
            });
        }
        office.order(again).await.unwrap();
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.repeated.v1"]);
        let others = &told[0]["data"]["others"];
        assert_eq!(
            *others,
            serde_json::json!([{ "name": "Ольга Петрова" }, { "name": "Aïcha Konaté" }])
        );
        assert_eq!((office.taken().await, office.counted().await), (1, 1));
        office.close().await;
    })
    .await;
}

#[derive(sea_orm::FromQueryResult)]
struct ConsentsRow {
    consents: String,
}

#[tokio::test]
async fn what_was_agreed_to_is_kept_with_its_words() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        let mut agreed = order(office.forum, "jan@a.example", 1, None);
        agreed.sign_up.consents = vec![Consent {
            purpose: Purpose::News,
            text: "Tell me about further forums".to_owned(),
        }];
        office.order(agreed).await.unwrap();
        let kept = office
            .database
            .row("SELECT consents FROM registrations", [])
            .await;
        let kept: ConsentsRow = kept.unwrap().unwrap();
        let expected = r#"[{"purpose":"news","text":"Tell me about further forums"}]"#;
        assert_eq!(kept.consents, expected);
        office.close().await;
    })
    .await;
}

/// Addresses that were kept under an older form of their key have the one of today.
#[tokio::test]
async fn old_keys_of_addresses_are_brought_along() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        office.sign_up("b@müller.example", 1).await.unwrap();
        let tx = office.database.begin().await.unwrap();
        let old = "UPDATE registrations SET email_key = 'b@müller.example'";
        tx.execute(old, []).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(changes::rekey(&office.database).await.unwrap(), 1);
        assert_eq!(changes::rekey(&office.database).await.unwrap(), 0);
        let email = "b@xn--mller-kva.example".parse().unwrap();
        let found = registrations_of(&office.database, &email).await.unwrap();
        assert_eq!(found.len(), 1);
        office.close().await;
    })
    .await;
}
