//! What a pull does when something is in the way.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use kontor_contracts::events::RunCounts;
use kontor_testkit::{
    networks::{
        EenStub, Fault, Stub,
        een::{profile, reference},
    },
    on_both_engines,
};
use serde_json::json;

use super::{EenOffice, FAILED, FOREVER, OK, Pulled, all, counts};

#[tokio::test]
async fn a_slow_worker_cannot_write_over_its_successor() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(15, "2026-11-01T08:00:00Z");
        office.stub.fault([Fault::Slow(Duration::from_secs(1))]);
        let slow = office.successor();
        let overtaken = async {
            while office.stub.asked().is_empty() {
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
async fn a_source_that_never_answers_is_given_up_at_last() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        office.stub.fault([Fault::None]);
        office
            .stub
            .fault(std::iter::repeat_n(Fault::Status(500, None), 10));
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
        assert_eq!(office.references().await, all::<EenStub>(25));
    })
    .await;
}

#[tokio::test]
async fn a_source_that_is_not_there_is_asked_again() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let gone = "http://127.0.0.1:9/v1";
        let office = EenOffice::with(database, |source| source["een"]["url"] = gone.into()).await;
        assert!(matches!(office.pull().await, Pulled::Postponed(_)));
        let trouble = office.trouble().await;
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
        let office = EenOffice::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        // While page 2 is asked for, a row of page 1 changes: row 11 moves onto page 1.
        office.stub.fault([Fault::None, Fault::Silence(FOREVER)]);
        let worker = office.successor();
        tokio::select! {
            pulled = worker.pull() => panic!("ended with {pulled:?}"),
            () = office.asked(2) => {}
        }
        office.clock.advance(SignedDuration::from_secs(16));
        office.stub.announce_clock("2026-11-20T12:00:16Z");
        office.stub.set(
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
        assert_eq!(office.references().await, all::<EenStub>(25));
    })
    .await;
}

#[tokio::test]
async fn a_run_never_reads_more_pages_than_allowed_and_the_next_goes_on() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::with(database, |source| source["pages_max"] = 2.into()).await;
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
        assert_eq!(office.references().await, all::<EenStub>(30));
    })
    .await;
}

#[tokio::test]
async fn a_soft_stop_leaves_the_source_to_others_at_once() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        office.stub.fault([Fault::None, Fault::Silence(FOREVER)]);
        let worker = office.successor();
        let stop = async {
            office.asked(2).await;
            worker.process().life.stop();
        };
        let (pulled, ()) = tokio::join!(worker.pull(), stop);
        assert_eq!(pulled.unwrap(), Pulled::Stopped);
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all::<EenStub>(25));
    })
    .await;
}
