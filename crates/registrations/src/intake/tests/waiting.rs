//! The waiting list as it is written down and told: the rules themselves are the book's.

use super::*;
use crate::store::waiting;

fn waits(mut order: SignUpOrder) -> SignUpOrder {
    order.sign_up.may_wait = true;
    order
}

fn own_link(event: &serde_json::Value) -> Hash {
    token_hash(event["data"]["own_link"].as_str().unwrap()).unwrap()
}

impl Office {
    /// Signs up and confirms; the events that tell of the confirming.
    async fn join(&self, email: &str, places: usize) -> Vec<serde_json::Value> {
        let sign_up = waits(order(self.forum, email, places, None));
        self.order(sign_up).await.unwrap();
        let link = secret_of(&self.told().await.pop().unwrap());
        self.confirm(link).await.unwrap();
        self.told().await
    }

    async fn take(&self, link: Hash) -> Result<Confirmed, NotConfirmed> {
        let (link, may_wait) = (Link::Own(link), false);
        self.press(ConfirmOrder { link, may_wait }).await
    }

    async fn settle(&self) {
        let now_ms = self.clock.now_ms();
        let settled = expire_holds(&self.database, &self.intake, now_ms).await;
        settled.unwrap();
    }

    /// Taken places and waiting groups; the rows and the counters must say the same.
    async fn stands(&self) -> (Taken, u32) {
        let forum = forums::all(&self.database).await.unwrap().pop().unwrap();
        let tx = self.database.begin().await.unwrap();
        let counted = holds::taken(&tx, self.forum).await.unwrap();
        assert_eq!((forum.taken, forum.waiting), counted);
        counted
    }
}

const fn taken(confirmed: u32, offered: u32) -> Taken {
    Taken {
        confirmed,
        held: 0,
        offered,
    }
}

#[tokio::test]
async fn a_place_that_is_given_back_is_offered_taken_and_passes_when_it_is_not() {
    on_both(|database| async {
        let office = Office::open(database, 2).await;
        let first = office.join("first@a.example", 2).await;
        assert_eq!(kinds(&first), ["registration.confirmed.v1"]);
        let (second, third) = (
            office.join("second@b.example", 1).await,
            office.join("third@c.example", 1).await,
        );
        assert_eq!(kinds(&second), ["registration.waiting.v1"]);
        assert_eq!(
            (
                &second[0]["data"]["position"],
                &third[0]["data"]["position"]
            ),
            (&1.into(), &2.into())
        );
        assert_eq!(office.stands().await, (taken(2, 0), 2));
        // Whoever comes now is told that the forum is full, though nobody has an offer yet.
        let late = office.sign_up("late@d.example", 1).await;
        assert_eq!(late, Err(Refusal::Full { free: 0 }));

        let off = office.intake.call_off(own_link(&first[0])).await.unwrap();
        assert_eq!(off, CalledOff::Cancelled { places: 2 });
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            [
                "registration.cancelled.v1",
                "registration.offered.v1",
                "registration.offered.v1",
            ]
        );
        assert_eq!(told[0]["data"]["by"]["email"], "first@a.example");
        assert_eq!(office.stands().await, (taken(0, 2), 0));
        // The link of the waiting list takes the offer as well as that of the offer.
        assert_eq!(office.take(own_link(&second[0])).await, Ok(Confirmed::Now));
        assert_eq!(kinds(&office.told().await), ["registration.confirmed.v1"]);
        office.clock.advance(SignedDuration::from_hours(49));
        office.settle().await;
        let passed = office.told().await;
        assert_eq!(kinds(&passed), ["registration.expired.v1"]);
        assert_eq!(passed[0]["data"]["offered_to"]["email"], "third@c.example");
        let late = office.take(own_link(&told[2])).await;
        assert_eq!(late, Err(NotConfirmed::ExpiredLink));
        assert_eq!(office.stands().await, (taken(1, 0), 0));
        office.close().await;
    })
    .await;
}

/// The sequence of a registration counts its events, also of those that follow from one another within
/// one transaction.
#[tokio::test]
async fn whatever_happens_to_a_registration_at_once_is_told_in_order() {
    on_both(|database| async {
        let office = Office::open(database, 1).await;
        let first = office.join("first@a.example", 1).await;
        let second = office.join("second@b.example", 1).await;
        let (free, leave) = (own_link(&first[0]), own_link(&second[0]));
        let (one, other) =
            futures_util::join!(office.intake.call_off(free), office.intake.call_off(leave));
        assert_eq!(one.unwrap(), CalledOff::Cancelled { places: 1 });
        assert_eq!(other.unwrap(), CalledOff::Cancelled { places: 1 });
        assert_eq!(office.stands().await, (taken(0, 0), 0));
        let told = office.told().await;
        let of_second = told
            .iter()
            .filter(|event| event["subject"] == second[0]["subject"]);
        let mut sequences: Vec<_> = of_second
            .map(|event| event["sequence"].as_str().unwrap())
            .collect();
        let before = second[0]["sequence"].as_str().unwrap();
        sequences.insert(0, before);
        assert!(
            sequences.is_sorted_by(|one, next| one < next),
            "{sequences:?}"
        );
        let all = registered::newest_of_forum(&office.database, office.forum, None, 10)
            .await
            .unwrap();
        let kept = all
            .iter()
            .find(|row| row.contact.email.as_str() == "second@b.example")
            .unwrap();
        assert_eq!(format!("{:019}", kept.sequence), *sequences.last().unwrap());
        office.close().await;
    })
    .await;
}

/// An office makes its forum larger: within one round of the task those who fit have their offers.
#[tokio::test]
async fn a_larger_forum_offers_its_places_by_itself() {
    on_both(|database| async {
        let office = Office::open(database, 1).await;
        office.join("first@a.example", 1).await;
        for n in 0..3 {
            office.join(&format!("p{n}@b.example"), 1).await;
        }
        let draft = forum_file::parse(&forum_text(3)).unwrap();
        let (database, process) = (&office.database, &office.process);
        let url = "http://office.example";
        apply_forum(database, process, Actor::CommandLine, draft, url)
            .await
            .unwrap();
        office.told().await;
        office.settle().await;
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.offered.v1"; 2]);
        assert_eq!(office.stands().await, (taken(1, 2), 1));
        office.settle().await;
        assert_eq!(office.told().await.len(), 0, "nothing is offered twice");
        office.close().await;
    })
    .await;
}

/// When registration closes nobody is left waiting, also of a list that is longer than what is read at
/// once; and from then on nothing is looked at again.
#[tokio::test]
async fn when_registration_closes_all_who_wait_are_told() {
    on_both(|database| async {
        let office = Office::open(database, 1).await;
        let waiting = waiting::READ + 3;
        for n in 0..=waiting {
            office.join(&format!("p{n}@b.example"), 1).await;
        }
        assert_eq!(office.stands().await, (taken(1, 0), waiting));
        let ends = waiting::ends(&office.database).await.unwrap();
        assert_eq!(ends[0].0, office.forum);
        office.clock.advance(jiff::SignedDuration::from_millis(
            ends[0].1 - office.clock.now_ms() - 1,
        ));
        office.settle().await;
        assert_eq!(office.told().await.len(), 0, "not a moment too early");
        office.clock.advance(jiff::SignedDuration::from_millis(1));
        office.settle().await;
        office.settle().await;
        let told = office.told().await;
        assert_eq!(told.len(), waiting as usize);
        for event in &told {
            assert_eq!(event["type"], "registration.expired.v1");
            assert!(event["data"]["waited"]["email"].is_string(), "{event}");
        }
        assert_eq!(office.stands().await, (taken(1, 0), 0));
        assert_eq!(waiting::ends(&office.database).await.unwrap(), []);
        office.close().await;
    })
    .await;
}

/// A group that others pass remembers how many places went by, and gets its turn.
#[tokio::test]
async fn a_group_is_passed_only_as_often_as_the_rule_says_and_a_restart_forgets_nothing() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        let mut places = Vec::new();
        for n in 0..4 {
            places.push(office.join(&format!("p{n}@a.example"), 1).await);
        }
        let pair = office.join("pair@b.example", 2).await;
        let mut singles = Vec::new();
        for n in 0..3 {
            singles.push(office.join(&format!("single{n}@c.example"), 1).await);
        }
        let mut offered = Vec::new();
        for gone in places {
            office.intake.call_off(own_link(&gone[0])).await.unwrap();
            let told = office.told().await;
            let offers = told
                .iter()
                .filter(|e| e["type"] == "registration.offered.v1");
            offered.extend(offers.map(|event| event["subject"].clone()));
        }
        let subject = |joined: &[serde_json::Value]| joined[0]["subject"].clone();
        // Two singles may pass a pair; the next two places gather for it.
        let right = [subject(&singles[0]), subject(&singles[1]), subject(&pair)];
        assert_eq!(offered, right);
        let row = registered::newest_of_forum(&office.database, office.forum, None, 10).await;
        let waiting_still = row.unwrap();
        let last = waiting_still
            .iter()
            .find(|r| r.contact.email.as_str() == "single2@c.example");
        let Standing::Waiting { since_ms, .. } = last.unwrap().standing else {
            panic!("{last:?}");
        };
        let before = waiting::before(&office.database, last.unwrap(), since_ms).await;
        assert_eq!(before.unwrap(), 0, "the next in line");
        office.close().await;
    })
    .await;
}

/// Sixteen writers at once: people sign up, confirm, give places back, and the office changes the size.
#[tokio::test]
async fn sixteen_at_once_never_overbook_and_count_right() {
    on_both(|database| async {
        let office = Office::open(database, 6).await;
        let writer = async |writer: usize| {
            for round in 0..6 {
                let email = format!("w{writer}r{round}@d{writer}.example");
                let sign_up = waits(order(office.forum, &email, 1 + (writer + round) % 3, None));
                let _ = office.intake.sign_up(sign_up).await;
            }
        };
        join_all((0..16).map(writer)).await;
        let told = office.told().await;
        let received = told
            .iter()
            .filter(|event| event["type"] == "registration.received.v1");
        let links: Vec<_> = received.map(secret_of).collect();
        assert_eq!(links.len(), 96);
        let confirms = links.iter().map(|link| office.confirm(*link));
        join_all(confirms).await;
        let told = office.told().await;
        let own: Vec<_> = told.iter().map(own_link).collect();
        assert_eq!(own.len(), 96, "everybody is in, or waits");
        let gives_back = own
            .iter()
            .step_by(3)
            .map(|link| office.intake.call_off(*link));
        let pressed = own.iter().map(|link| office.take(*link));
        let (gone, _) = futures_util::join!(join_all(gives_back), join_all(pressed));
        assert!(
            gone.iter()
                .all(|gone| matches!(gone, Ok(CalledOff::Cancelled { .. })))
        );
        let (taken, waiting) = office.stands().await;
        assert!(taken.all() <= 6, "{taken:?}");
        assert!(waiting > 0 && taken.all() >= 4, "{taken:?} {waiting}");
        office.close().await;
    })
    .await;
}
