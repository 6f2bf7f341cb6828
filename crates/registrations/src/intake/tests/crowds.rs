//! Capacity is exact, however many come at once.

use super::*;

#[tokio::test]
async fn two_thousand_at_once_on_a_hundred_places_are_exactly_a_hundred() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let everybody = (0..2000).map(|n| {
            let order = order(office.forum, &format!("p{n}@a.example"), 1, None);
            office.order(order)
        });
        for answer in join_all(everybody).await {
            answer.unwrap();
        }
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        assert_eq!(confirm_all(&office, 2000).await, 100);
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        office.clock.advance(SignedDuration::from_hours(48));
        let now_ms = office.clock.now_ms();
        let expired = expire_holds(&office.database, &office.intake, now_ms).await;
        assert_eq!(expired.unwrap(), 1900, "however many end at once");
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        office.close().await;
    })
    .await;
}

/// Follows the link of everybody who was told, all at once; says how many are in.
async fn confirm_all(office: &Office, expected: usize) -> usize {
    let told = office.told().await;
    let asked = told
        .iter()
        .filter(|event| event["type"] == "registration.received.v1");
    let links: Vec<_> = asked.map(secret_of).collect();
    assert_eq!(links.len(), expected);
    let answers = links.into_iter().map(|link| office.confirm(link));
    let (confirmed, refused): (Vec<_>, Vec<_>) = join_all(answers)
        .await
        .into_iter()
        .partition(|answer| *answer == Ok(Confirmed::Now));
    let full = Err(NotConfirmed::Full { free: 0 });
    assert!(refused.iter().all(|answer| *answer == full));
    confirmed.len()
}

#[tokio::test]
async fn two_processes_at_once_do_not_overbook() {
    let place = TestDatabase::postgres().await;
    let open = || Database::open(&place.url, "registrations");
    let database = open().await.unwrap();
    database.migrate(SETS).await.unwrap();
    let one = Office::open(database, 100).await;
    let clock = FakeClock::at(NOW);
    let other = kontor_runtime::Ids::new(clock.clone(), Arc::new(kontor_runtime::SystemEntropy));
    let other = Process::with(clock.clone(), other);
    let two = Office::with(other, clock, open().await.unwrap(), 100).await;
    // Every address comes to both processes, and some twice to each.
    let everybody = (0..2000).flat_map(|n| {
        let order = || order(one.forum, &format!("p{}@a.example", n % 1500), 1, None);
        [one.order(order()), two.order(order())]
    });
    for answer in join_all(everybody).await {
        answer.unwrap();
    }
    assert_eq!((one.taken().await, one.counted().await), (100, 100));
    let all = registered::newest_of_forum(&one.database, one.forum, None, 10_000)
        .await
        .unwrap();
    let live = all.iter().filter(|r| r.standing != Standing::Expired);
    let addresses: Vec<_> = live.map(|r| r.contact.email.key()).collect();
    let different: HashSet<_> = addresses.iter().collect();
    assert_eq!((addresses.len(), different.len()), (1500, 1500));
    two.database.close().await;
    two.close().await;
    one.database.close().await;
    one.close().await;
    place.drop_it().await;
}
