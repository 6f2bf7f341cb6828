//! Sign-ups that end: not confirmed in time, called off, forgotten.

use super::*;

#[tokio::test]
async fn the_office_calls_a_sign_up_off_and_its_places_are_free() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 3).await.unwrap();
        let told = office.told().await.pop().unwrap();
        let id: RegistrationId = told["data"]["registration"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        office.confirm(secret_of(&told)).await.unwrap();
        office.told().await;
        let cancel = async || {
            cancel_registration(&office.database, &office.process, Actor::CommandLine, id)
                .await
                .unwrap()
        };
        assert_eq!(cancel().await, CalledOff::Cancelled { places: 3 });
        assert_eq!(kinds(&office.told().await), ["registration.cancelled.v1"]);
        assert_eq!((office.taken().await, office.counted().await), (0, 0));
        assert_eq!(cancel().await, CalledOff::Ended, "twice changes nothing");
        let email = "JAN@a.example".parse().unwrap();
        let found = registrations_of(&office.database, &email).await.unwrap();
        assert_eq!((found[0].state, found[0].places), ("cancelled", 3));
        let unknown = RegistrationId::new(Uuid::nil());
        let answer = cancel_registration(
            &office.database,
            &office.process,
            Actor::CommandLine,
            unknown,
        )
        .await;
        assert_eq!(answer.unwrap(), CalledOff::Unknown);
        let audited = office.audited().await;
        assert_eq!(audited[2..], ["registration.cancelled"], "once");
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_is_erased_is_erased_with_those_they_named() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        office.sign_up("jan@a.example", 3).await.unwrap();
        office.sign_up("eva@a.example", 2).await.unwrap();
        assert_eq!(office.people().await, 5);
        let jan = "jan@a.example".parse().unwrap();
        let erased =
            erase_person(&office.database, &office.process, Actor::CommandLine, &jan).await;
        assert_eq!(erased.unwrap(), 1);
        assert_eq!((office.people().await, office.taken().await), (2, 2));
        let audited = office.audited().await;
        assert_eq!(
            audited[2..],
            ["registration.cancelled", "registration.erased"]
        );
        office.close().await;
    })
    .await;
}

/// People who never agreed, and whom a stranger may have typed, are not kept.
#[tokio::test]
async fn who_never_confirmed_is_forgotten_after_the_stated_days() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 1).await.unwrap();
        office.sign_up("eva@a.example", 1).await.unwrap();
        let told = office.told().await;
        let link = secret_of(told.last().unwrap());
        office.confirm(link).await.unwrap();
        office.clock.advance(SignedDuration::from_hours(49));
        let expired = expire_holds(&office.database, &office.intake, office.clock.now_ms());
        assert_eq!(expired.await.unwrap(), 1);
        let of = async |email: &str| {
            let email = email.parse().unwrap();
            registrations_of(&office.database, &email)
                .await
                .unwrap()
                .len()
        };
        let forget = async |days: i64| {
            let later = office.clock.now_ms() + days * 24 * 3_600_000;
            forget_old::forget_old(&office.database, later, MONTH)
                .await
                .unwrap();
        };
        forget(28).await;
        assert_eq!(
            (of("jan@a.example").await, of("eva@a.example").await),
            (1, 1)
        );
        forget(31).await;
        assert_eq!(
            (of("jan@a.example").await, of("eva@a.example").await),
            (0, 1)
        );
        assert_eq!(office.people().await, 1, "their participants with them");
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_confirmed_in_time_is_given_back() {
    on_both(|database| async {
        let office = Office::open(database, 2).await;
        office.sign_up("jan@a.example", 2).await.unwrap();
        let link = secret_of(&office.told().await.pop().unwrap());
        office.clock.advance(SignedDuration::from_hours(48));
        let late = office.confirm(link).await;
        assert_eq!(late, Err(NotConfirmed::ExpiredLink));
        assert_eq!(kinds(&office.told().await), ["registration.expired.v1"]);
        assert_eq!((office.taken().await, office.counted().await), (0, 0));

        // The same address, and others, find the places free at once, without waiting for the task.
        office.sign_up("jan@a.example", 2).await.unwrap();
        office.clock.advance(SignedDuration::from_hours(48));
        office.sign_up("other@a.example", 2).await.unwrap();
        let told = office.told().await;
        let expected = [
            "registration.received.v1",
            "registration.expired.v1",
            "registration.received.v1",
        ];
        assert_eq!(kinds(&told), expected);

        office.clock.advance(SignedDuration::from_hours(48));
        let now_ms = office.clock.now_ms();
        let expired = expire_holds(&office.database, &office.intake, now_ms)
            .await
            .unwrap();
        assert_eq!(expired, 1);
        assert_eq!(
            expire_holds(&office.database, &office.intake, now_ms)
                .await
                .unwrap(),
            0
        );
        assert_eq!((office.taken().await, office.counted().await), (0, 0));
        office.close().await;
    })
    .await;
}
