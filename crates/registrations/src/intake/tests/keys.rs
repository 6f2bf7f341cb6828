//! Idempotency keys and links.

use super::*;

#[tokio::test]
async fn an_idempotency_key_answers_the_same_request_the_same_way() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        let key = |body: &str| IdempotencyKey::new("k-1", "POST", "/x", body.as_bytes());
        let send = |email: &str, key| {
            let order = order(office.forum, email, 1, Some(key));
            office.intake.sign_up(order)
        };
        let first = send("jan@a.example", key("one")).await.unwrap();
        let again = send("jan@a.example", key("one")).await.unwrap();
        assert_eq!(again, first);
        let other = send("eve@a.example", key("two")).await;
        assert!(matches!(other, Err(SignUpError::KeyReused)), "{other:?}");
        let twins = join_all([
            send("jan@a.example", key("one")),
            send("jan@a.example", key("one")),
        ]);
        assert!(twins.await.into_iter().all(|twin| twin.unwrap() == first));
        let received = office.told().await;
        assert_eq!(received.len(), 2, "the forum, and one sign-up");

        office.clock.advance(SignedDuration::from_hours(25));
        let later = send("eve@a.example", key("two")).await.unwrap();
        assert_ne!(later, first);
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn old_keys_and_links_are_forgotten_and_places_recounted() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        let key = IdempotencyKey::new("k-1", "POST", "/x", b"one");
        let sign_up = order(office.forum, "jan@a.example", 1, Some(key));
        office.order(sign_up).await.unwrap();
        let now_ms = office.clock.now_ms();
        assert_eq!(
            forget_old::forget_old(&office.database, now_ms, MONTH)
                .await
                .unwrap(),
            0
        );
        let later = now_ms + 40 * 24 * 3_600_000;
        assert_eq!(
            forget_old::forget_old(&office.database, later, MONTH)
                .await
                .unwrap(),
            2
        );
        let tx = office.database.begin().await.unwrap();
        assert!(tokens::find(&tx, []).await.unwrap().is_empty());
        drop(tx);

        assert!(
            forget_old::recount_places(&office.database)
                .await
                .unwrap()
                .is_empty()
        );
        let tx = office.database.begin().await.unwrap();
        let wrong = Taken {
            confirmed: 3,
            held: 4,
            offered: 0,
        };
        forum_terms::set_taken(&tx, office.forum, wrong, 0)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let wrong = forget_old::recount_places(&office.database).await.unwrap();
        assert_eq!(wrong, [office.forum]);
        assert_eq!(office.taken().await, 1);
        office.close().await;
    })
    .await;
}
