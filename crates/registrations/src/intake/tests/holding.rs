//! What may be held without being confirmed.

use super::*;

/// Two requests with fifty invented people each held a whole forum for two days.
#[tokio::test]
async fn invented_people_do_not_keep_out_whoever_confirms() {
    on_both(|database| async {
        let office = Office::with_share(database, 100, 50).await;
        let held = async |email: &str, places| {
            office.sign_up(email, places).await.unwrap();
            let told = office.told().await.pop().unwrap();
            (told["data"]["held"].as_bool().unwrap(), secret_of(&told))
        };
        assert!(held("a@evil.example", 50).await.0);
        for n in 0..5 {
            let (held, _) = held(&format!("b@evil{n}.example"), 50).await;
            assert!(!held, "beyond the share");
        }
        assert_eq!((office.taken().await, office.counted().await), (50, 50));
        let mut late = None;
        for n in 0..51 {
            let (held, link) = held(&format!("honest{n}@company{n}.example"), 1).await;
            assert!(!held);
            let answer = office.confirm(link).await;
            if n < 50 {
                assert_eq!(answer, Ok(Confirmed::Now), "{n}");
            } else {
                assert_eq!(answer, Err(NotConfirmed::Full { free: 0 }));
                late = Some(link);
            }
        }
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        // Whoever came too late gets a place with the same link when the office calls invented people off.
        let evil = "a@evil.example".parse().unwrap();
        let invented = registrations_of(&office.database, &evil).await;
        let id = invented.unwrap()[0].id;
        let off = cancel_registration(&office.database, &office.process, Actor::CommandLine, id);
        assert_eq!(off.await.unwrap(), CalledOff::Cancelled { places: 50 });
        let answer = office.confirm(late.unwrap()).await;
        assert_eq!(answer, Ok(Confirmed::Now));
        office.close().await;
    })
    .await;
}

/// Of what may be held, one domain gets half, whatever stands before it.
#[tokio::test]
async fn one_domain_holds_half_of_the_share_at_most() {
    on_both(|database| async {
        let office = Office::with_share(database, 400, 50).await;
        let held = async |email: &str| {
            office.sign_up(email, 50).await.unwrap();
            let told = office.told().await.pop().unwrap();
            told["data"]["held"].as_bool().unwrap()
        };
        assert!(held("a@x1.evil.example").await);
        assert!(held("a@x2.evil.example").await);
        assert!(!held("a@x3.evil.example").await);
        assert!(held("a@honest.example").await);
        assert_eq!((office.taken().await, office.counted().await), (150, 150));
        office.close().await;
    })
    .await;
}

/// The mail to somebody who signs up once more must not say that places are held which are not.
#[tokio::test]
async fn whoever_holds_nothing_is_told_so_again() {
    on_both(|database| async {
        let office = Office::with_share(database, 10, 50).await;
        for (email, places, held) in [("a@x.example", 6, false), ("b@y.example", 4, true)] {
            office.sign_up(email, places).await.unwrap();
            office.told().await;
            let refused = office.sign_up(email, 11).await;
            assert_eq!(refused, Err(Refusal::Full { free: 10 }));
            let told = office.told().await.pop().unwrap();
            assert_eq!(told["type"], "registration.repeated.v1");
            assert_eq!(told["data"]["held"], held, "{email}");
        }
        office.close().await;
    })
    .await;
}
