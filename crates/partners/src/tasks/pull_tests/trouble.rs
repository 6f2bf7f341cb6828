//! What a pull does when something is in the way.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kontor_contracts::events::RunCounts;
use kontor_runtime::Clock;
use kontor_testkit::{
    on_both_engines,
    partner_stub::{Fault, profile, reference},
};
use serde_json::json;

use super::{FAILED, FOREVER, OK, Office, Pulled, all, counts};
use crate::store;

#[tokio::test]
async fn a_run_that_is_cut_off_at_any_page_goes_on_there() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(45, "2026-11-01T08:00:00Z");
        for cut in 1..=4 {
            // The worker dies while it waits for the next page: no farewell, the lease stands.
            office
                .stub
                .fail_with([Fault::None, Fault::Silence(FOREVER)]);
            let worker = office.successor();
            let pulling = worker.pull();
            tokio::select! {
                pulled = pulling => panic!("ended with {pulled:?}"),
                () = office.asked(cut * 2) => {}
            }
            assert!(
                matches!(office.pull().await, Pulled::NotBefore(_)),
                "the lease still stands"
            );
            office.clock.advance(SignedDuration::from_secs(16));
        }
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all(45));
        let run = office.last_run().await;
        assert_eq!(
            run.counts,
            RunCounts {
                created: 45,
                ..counts(45)
            },
            "nothing twice"
        );
        assert_eq!(run.pages, 5);
        let pages: Vec<_> = office
            .stub
            .requests()
            .iter()
            .map(|asked| asked.page)
            .collect();
        assert_eq!(pages, [1, 2, 2, 3, 3, 4, 4, 5, 5]);
        assert_eq!(office.events().await, 46);
    })
    .await;
}

#[tokio::test]
async fn a_slow_worker_cannot_write_over_its_successor() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(15, "2026-11-01T08:00:00Z");
        office.stub.fail_with([Fault::Slow(Duration::from_secs(1))]);
        let slow = office.successor();
        let overtaken = async {
            while office.stub.requests().is_empty() {
                tokio::task::yield_now().await;
            }
            office.clock.advance(SignedDuration::from_secs(16));
            office.pull().await
        };
        let (slow, fast) = tokio::join!(slow.pull(), overtaken);
        assert_eq!((slow.unwrap(), fast), (Pulled::Lost, OK));
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                created: 15,
                ..counts(15)
            }
        );
        assert_eq!(office.events().await, 16);
    })
    .await;
}

#[tokio::test]
async fn a_source_that_asks_for_time_gets_it_and_the_run_goes_on_at_its_page() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        office
            .stub
            .fail_with([Fault::None, Fault::Status(429, Some("120".into()))]);
        let now = office.clock.now_ms();
        let Pulled::Postponed(due) = office.pull().await else {
            panic!("not postponed")
        };
        assert!(due >= now + 120_000, "{} ms early", now + 120_000 - due);
        let line = store::sources(&office.database).await.unwrap().remove(0);
        assert_eq!(
            line.trouble.as_deref(),
            Some("the source answered 429 Too Many Requests")
        );
        office.clock.advance(SignedDuration::from_secs(119));
        assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
        // Also as a date, by the source's own clock.
        let date = "Fri, 20 Nov 2026 12:05:00 GMT".to_owned();
        office.stub.fail_with([Fault::Status(503, Some(date))]);
        office.clock.advance(SignedDuration::from_secs(1));
        let Pulled::Postponed(due) = office.pull().await else {
            panic!("not postponed")
        };
        assert!(due >= office.clock.now_ms() + 300_000);
        office.clock.advance(SignedDuration::from_secs(300));
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all(25));
        let pages: Vec<_> = office
            .stub
            .requests()
            .iter()
            .map(|asked| asked.page)
            .collect();
        assert_eq!(pages, [1, 2, 2, 2, 3]);
    })
    .await;
}

#[tokio::test]
async fn a_source_that_never_answers_is_given_up_at_last() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        office.stub.fail_with([Fault::None]);
        office
            .stub
            .fail_with(std::iter::repeat_n(Fault::Status(500, None), 10));
        for _ in 1..=9 {
            assert!(matches!(office.pull().await, Pulled::Postponed(_)));
            office.clock.advance(SignedDuration::from_mins(15));
        }
        assert_eq!(office.pull().await, FAILED);
        let run = office.last_run().await;
        let problem =
            "given up after 10 attempts; the last: the source answered 500 Internal Server Error";
        assert_eq!(run.problem.as_deref(), Some(problem));
        assert_eq!(run.counts.created, 10, "what was read is kept");
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.references().await, all(25));
    })
    .await;
}

#[tokio::test]
async fn pages_that_cannot_be_end_the_run_with_their_reason() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        for (fault, reason) in [
            (
                Fault::Truncated,
                "page 2 is not the JSON of this interface: EOF while parsing",
            ),
            (Fault::Repeated, "page 2 is the same as page 1"),
            (
                Fault::Status(401, None),
                "the source refused us (401 Unauthorized): check api_key",
            ),
            (
                Fault::Status(302, None),
                "the source points elsewhere (302 Found",
            ),
            (
                Fault::Status(404, None),
                "the source does not know the address (404 Not Found)",
            ),
            (
                Fault::Status(400, None),
                "the source answered 400 Bad Request, which is no page",
            ),
        ] {
            office.stub.fail_with([Fault::None, fault]);
            assert_eq!(office.pull_later().await, FAILED);
            let problem = office.last_run().await.problem.unwrap();
            assert!(problem.starts_with(reason), "{problem}");
        }
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.references().await, all(25));
    })
    .await;
}

#[tokio::test]
async fn a_silent_source_is_not_waited_for_longer_than_configured() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::with(database, |settings| settings.timeout_seconds = 1).await;
        office.stub.fail_with([Fault::Silence(FOREVER)]);
        assert!(matches!(office.pull().await, Pulled::Postponed(_)));
        let trouble = store::sources(&office.database)
            .await
            .unwrap()
            .remove(0)
            .trouble
            .unwrap();
        assert!(
            trouble.starts_with("the source did not answer in time"),
            "{trouble}"
        );
        assert!(!trouble.contains("127.0.0.1"), "{trouble}");
    })
    .await;
}

#[tokio::test]
async fn a_source_that_is_not_there_is_asked_again() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let gone = "http://127.0.0.1:9/v1";
        let office = Office::with(database, |settings| settings.url = gone.to_owned()).await;
        assert!(matches!(office.pull().await, Pulled::Postponed(_)));
        let trouble = store::sources(&office.database)
            .await
            .unwrap()
            .remove(0)
            .trouble
            .unwrap();
        assert!(
            trouble.starts_with("the source cannot be reached"),
            "{trouble}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_that_slips_through_between_pages_is_found_by_the_next_run() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        // While page 2 is asked for, a row of page 1 changes: row 11 moves onto page 1.
        office
            .stub
            .fail_with([Fault::None, Fault::Silence(FOREVER)]);
        let worker = office.successor();
        tokio::select! {
            pulled = worker.pull() => panic!("ended with {pulled:?}"),
            () = office.asked(2) => {}
        }
        office.clock.advance(SignedDuration::from_secs(16));
        office.stub.announce_clock("2026-11-20T12:00:16Z");
        office.stub.change(
            &reference(1),
            "title",
            json!("Moved"),
            "2026-11-20T12:00:05Z",
        );
        assert_eq!(office.pull().await, OK);
        assert!(
            !office.references().await.contains(&reference(11)),
            "it slipped through"
        );
        assert!(
            office
                .last_run()
                .await
                .problem
                .unwrap()
                .starts_with("rows changed while")
        );
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.references().await, all(25));
    })
    .await;
}

#[tokio::test]
async fn a_run_never_reads_more_pages_than_allowed_and_the_next_goes_on() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::with(database, |settings| settings.pages_max = 2).await;
        let first: Timestamp = "2026-10-01T08:00:00Z".parse().unwrap();
        for day in 1..=30 {
            let changed = first + SignedDuration::from_hours(24 * i64::from(day));
            office
                .stub
                .put(profile(&reference(day), &changed.to_string()));
        }
        assert_eq!(office.pull().await, FAILED);
        let problem = office.last_run().await.problem.unwrap();
        assert!(
            problem.starts_with("stopped after 2 pages (pages_max)"),
            "{problem}"
        );
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.references().await, all(30));
    })
    .await;
}

#[tokio::test]
async fn a_soft_stop_leaves_the_source_to_others_at_once() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        office
            .stub
            .fail_with([Fault::None, Fault::Silence(FOREVER)]);
        let worker = office.successor();
        let stop = async {
            office.asked(2).await;
            worker.process().life.stop();
        };
        let (pulled, ()) = tokio::join!(worker.pull(), stop);
        assert_eq!(pulled.unwrap(), Pulled::Stopped);
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all(25));
    })
    .await;
}
