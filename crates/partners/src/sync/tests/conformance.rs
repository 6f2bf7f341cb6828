//! What every adapter must pass, whatever its interface: the cases in which programs that exchange
//! listings are known to fail. `conformance!` makes them for a network's stub; an adapter without them
//! does not compile (`adapters/mod.rs`).

use std::time::Duration;

use jiff::SignedDuration;
use kontor_contracts::events::RunCounts;
use kontor_runtime::Clock;
use kontor_store::Database;
use kontor_testkit::networks::{Fault, Stub};
use serde_json::Value;

use super::{FAILED, FOREVER, OK, Office, PARTIAL, Pulled, SOURCE, all, counts};
use crate::{
    adapters::Adapter,
    store::{self, Query},
};

/// Says that an adapter passes; only `conformance!` makes one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Conformance {
    pub(crate) cases: &'static [&'static str],
}

/// Makes every case for the stub of a network, on both engines.
macro_rules! conformance {
    ($stub:ty) => {
        #[cfg(test)]
        pub(crate) mod conformance {
            use $crate::sync::tests::conformance as cases;

            cases::each! { $stub:
                cases::a_first_pull_brings_everything_and_tells_it,
                cases::when_nothing_changed_nothing_is_written,
                cases::what_changed_is_updated_and_nothing_else,
                cases::what_is_said_to_be_gone_leaves_only_a_name_and_comes_back_under_it,
                cases::what_is_merely_absent_stays,
                cases::a_run_that_is_cut_off_at_any_page_goes_on_there,
                cases::an_answer_that_is_cut_short_is_no_page,
                cases::a_page_that_comes_again_ends_the_run,
                cases::a_source_that_asks_for_time_gets_it_and_the_run_goes_on_at_its_page,
                cases::a_refusal_ends_the_run_and_says_what_to_do,
                cases::a_silent_source_is_not_waited_for_longer_than_configured,
                cases::a_bad_row_is_kept_aside_and_stops_nothing,
                cases::bytes_that_are_odd_cost_no_row,
                cases::an_answer_without_end_is_refused,
            }
        }
    };
}

/// Makes the tests of a list of cases.
macro_rules! each {
    ($stub:ty: $($cases:ident::$case:ident,)*) => {
        $(
            #[tokio::test]
            async fn $case() {
                let sets = $crate::TEST_MIGRATIONS;
                kontor_testkit::on_both_engines("partners", sets, $cases::$case::<$stub>).await;
            }
        )*

        pub(crate) const PASSED: cases::Conformance = cases::Conformance {
            cases: &[$(stringify!($case)),*],
        };
    };
}

pub(crate) use {conformance, each};

const FIRST: &str = "2026-11-01T08:00:00Z";

pub(crate) async fn a_first_pull_brings_everything_and_tells_it<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 3 + 5;
    office.stub.add(count, FIRST);
    assert_eq!(office.pull().await, OK);
    assert_eq!(office.references().await, all::<S>(count));
    let run = office.last_run().await;
    let created = RunCounts {
        created: count.into(),
        ..counts(count)
    };
    assert_eq!((run.counts, run.problem), (created, None));
    let events = office.events().await;
    assert_eq!(
        events,
        i64::from(count) + 1,
        "one per listing and one for the run"
    );
    let agent = &office.stub.server().requests()[0].user_agent;
    assert!(agent.starts_with("kontor/"), "{agent}");
    // Due again in an hour, not before.
    assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
}

pub(crate) async fn when_nothing_changed_nothing_is_written<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 2 + 5;
    office.stub.add(count, FIRST);
    assert_eq!(office.pull().await, OK);
    let before = office.events().await;
    assert_eq!(office.pull_later().await, OK);
    let run = office.last_run().await;
    assert_eq!(run.counts.unchanged, run.counts.received);
    let after = office.events().await;
    assert_eq!(after, before + 1, "only the end of the run is told");
}

pub(crate) async fn what_changed_is_updated_and_nothing_else<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 3;
    office.stub.add(count, FIRST);
    assert_eq!(office.pull().await, OK);
    office
        .stub
        .change(7, "Made-up and new", "2026-11-20T12:30:00Z");
    office.stub.server().announce_clock("2026-11-20T13:00:00Z");
    assert_eq!(office.pull_later().await, OK);
    let run = office.last_run().await;
    let expected = RunCounts {
        updated: 1,
        unchanged: run.counts.received - 1,
        received: run.counts.received,
        ..RunCounts::default()
    };
    assert_eq!(run.counts, expected);
    let words = Query {
        words: "AND new".into(),
        ..Query::default()
    };
    let now = office.clock.now_ms();
    let found = store::search(&office.database, &words, now, 10)
        .await
        .unwrap();
    let references: Vec<_> = found.into_iter().map(|found| found.reference).collect();
    assert_eq!(references, [S::reference(7)]);
}

/// A network that has no words for it withdraws nothing.
pub(crate) async fn what_is_said_to_be_gone_leaves_only_a_name_and_comes_back_under_it<S: Stub>(
    database: Database,
) {
    let office = Office::<S>::open(database).await;
    office.stub.add(12, FIRST);
    assert_eq!(office.pull().await, OK);
    let found = office.find(&S::reference(3)).await;
    let says = office.stub.withdraw(3, "2026-11-02T08:00:00Z");
    assert_eq!(says, office.worker.network().shape().says_deletions);
    if !says {
        return;
    }
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.last_run().await.counts.withdrawn, 1);
    assert_eq!(office.references().await.len(), 11);
    let left = store::find(&office.database, found.id).await.unwrap();
    assert!(matches!(
        left.unwrap().state,
        store::State::Withdrawn { .. }
    ));
    let kept = store::payloads(&office.database).await.unwrap();
    assert_eq!(kept, 11, "the row as received is gone too");
    // Said again, it changes nothing; published again, it comes back as the same listing.
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.last_run().await.counts.withdrawn, 0);
    office.stub.listing(3, "2026-11-03T08:00:00Z");
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.last_run().await.counts.updated, 1);
    assert_eq!(office.find(&S::reference(3)).await.id, found.id);
}

pub(crate) async fn what_is_merely_absent_stays<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    office.stub.add(12, FIRST);
    assert_eq!(office.pull().await, OK);
    for number in 1..=12 {
        office.stub.remove(number);
    }
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.references().await, all::<S>(12));
}

pub(crate) async fn a_run_that_is_cut_off_at_any_page_goes_on_there<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 4 + 5;
    office.stub.add(count, FIRST);
    for cut in 1..=4 {
        // The worker dies while it waits for the next page: no farewell, the lease stands.
        office.stub.fault([Fault::None, Fault::Silence(FOREVER)]);
        let worker = office.successor();
        tokio::select! {
            pulled = worker.pull() => panic!("ended with {pulled:?}"),
            () = office.asked(cut * 2) => {}
        }
        let waits = office.pull().await;
        assert!(
            matches!(waits, Pulled::NotBefore(_)),
            "the lease still stands"
        );
        office.clock.advance(SignedDuration::from_secs(16));
    }
    assert_eq!(office.pull().await, OK);
    assert_eq!(office.references().await, all::<S>(count));
    let run = office.last_run().await;
    let created = RunCounts {
        created: count.into(),
        ..counts(count)
    };
    assert_eq!(run.counts, created, "nothing twice");
    let events = office.events().await;
    assert_eq!(events, i64::from(count) + 1);
    // Each cut costs one request: the page under way is asked for again, and no other.
    let asked = office.stub.server().requests();
    let mut distinct: Vec<_> = asked.iter().map(|asked| asked.uri.to_string()).collect();
    distinct.dedup();
    assert_eq!(distinct.len() + 4, asked.len(), "{distinct:#?}");
}

pub(crate) async fn an_answer_that_is_cut_short_is_no_page<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 2;
    office.stub.add(count, FIRST);
    office.stub.fault([Fault::None, Fault::Truncated]);
    assert_eq!(office.pull().await, FAILED);
    let run = office.last_run().await;
    assert_eq!(run.counts.rejected, 0, "none of it is read");
    let problem = run.problem.unwrap();
    assert!(problem.starts_with("page 2 is not"), "{problem}");
    let kept = office.references().await.len();
    assert_eq!(kept, S::PAGE as usize, "what was read is kept");
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.references().await, all::<S>(count));
}

pub(crate) async fn a_page_that_comes_again_ends_the_run<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 3;
    office.stub.add(count, FIRST);
    office.stub.fault([Fault::None, Fault::Repeated]);
    assert_eq!(office.pull().await, FAILED);
    let problem = office.last_run().await.problem.unwrap();
    assert!(
        problem.starts_with("page 2 is the same as page 1"),
        "{problem}"
    );
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.references().await, all::<S>(count));
}

pub(crate) async fn a_source_that_asks_for_time_gets_it_and_the_run_goes_on_at_its_page<S: Stub>(
    database: Database,
) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 2 + 5;
    office.stub.add(count, FIRST);
    let wait = Fault::Status(429, Some("120".into()));
    office.stub.fault([Fault::None, wait]);
    let now = office.clock.now_ms();
    let Pulled::Postponed(due) = office.pull().await else {
        panic!("not postponed")
    };
    assert!(due >= now + 120_000, "{} ms early", now + 120_000 - due);
    let trouble = office.trouble().await;
    assert_eq!(trouble, "the source answered 429 Too Many Requests");
    office.clock.advance(SignedDuration::from_secs(119));
    assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
    // Also as a date, by the source's own clock.
    let date = "Fri, 20 Nov 2026 12:05:00 GMT".to_owned();
    office.stub.fault([Fault::Status(503, Some(date))]);
    office.clock.advance(SignedDuration::from_secs(1));
    let Pulled::Postponed(due) = office.pull().await else {
        panic!("not postponed")
    };
    assert!(due >= office.clock.now_ms() + 300_000);
    office.clock.advance(SignedDuration::from_secs(300));
    assert_eq!(office.pull().await, OK);
    assert_eq!(office.references().await, all::<S>(count));
    let asked = office.stub.server().requests();
    assert_eq!(asked[1], asked[2], "the page that was refused");
    assert_eq!(asked[2], asked[3]);
}

/// None of these will be better by itself; a redirect is one of them, for the key is for the configured
/// address only.
pub(crate) async fn a_refusal_ends_the_run_and_says_what_to_do<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 2 + 5;
    office.stub.add(count, FIRST);
    for (status, reason) in [
        (
            401,
            "the source refused us (401 Unauthorized): check api_key",
        ),
        (403, "the source refused us (403 Forbidden): check api_key"),
        (302, "the source points elsewhere (302 Found"),
        (404, "the source does not know the address (404 Not Found)"),
        (
            400,
            "the source answered 400 Bad Request, which is not a page",
        ),
    ] {
        office
            .stub
            .fault([Fault::None, Fault::Status(status, None)]);
        assert_eq!(office.pull_later().await, FAILED);
        let problem = office.last_run().await.problem.unwrap();
        assert!(problem.starts_with(reason), "{problem}");
    }
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.references().await, all::<S>(count));
}

pub(crate) async fn a_silent_source_is_not_waited_for_longer_than_configured<S: Stub>(
    database: Database,
) {
    let impatient = |source: &mut Value| {
        for table in source.as_object_mut().unwrap().values_mut() {
            table["timeout_seconds"] = 1.into();
        }
    };
    let office = Office::<S>::with(database, impatient).await;
    office.stub.fault([Fault::Silence(FOREVER)]);
    let pulled = tokio::time::timeout(Duration::from_secs(30), office.pull()).await;
    assert!(matches!(pulled, Ok(Pulled::Postponed(_))), "{pulled:?}");
    let trouble = office.trouble().await;
    let said = "the source did not answer in time";
    assert!(trouble.starts_with(said), "{trouble}");
    assert!(!trouble.contains("127.0.0.1"), "{trouble}");
}

pub(crate) async fn a_bad_row_is_kept_aside_and_stops_nothing<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    let count = S::PAGE * 2;
    office.stub.add(count, FIRST);
    for number in [2, 13] {
        office.stub.spoil(number, "2026-11-01T08:00:02Z");
    }
    assert_eq!(office.pull().await, PARTIAL);
    let expected = RunCounts {
        created: u64::from(count) - 2,
        rejected: 2,
        ..counts(count)
    };
    assert_eq!(office.last_run().await.counts, expected);
    let aside = async || store::rejected(&office.database, SOURCE, 10).await.unwrap();
    for row in aside().await {
        assert!(!row.rule.is_empty() && !row.payload.is_empty(), "{row:?}");
    }
    // The same rows again are the same rows; a better one takes its place.
    office.pull_later().await;
    assert_eq!(aside().await.len(), 2);
    office.stub.listing(2, "2026-11-02T08:00:00Z");
    office.pull_later().await;
    let keys: Vec<_> = aside().await.into_iter().map(|row| row.key).collect();
    assert_eq!(keys, [S::reference(13)]);
}

pub(crate) async fn bytes_that_are_odd_cost_no_row<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    office.stub.add(3, FIRST);
    office.stub.fault([Fault::OddBytes]);
    assert_eq!(office.pull().await, OK);
    assert_eq!(office.references().await, all::<S>(3));
    let odd = office.find(&S::reference(1)).await;
    let store::State::Listed(listing) = odd.state else {
        panic!("not listed")
    };
    let title = listing.title;
    assert!(!title.contains(char::is_control), "{title:?}");
}

pub(crate) async fn an_answer_without_end_is_refused<S: Stub>(database: Database) {
    let office = Office::<S>::open(database).await;
    office.stub.add(3, FIRST);
    let endless = vec![b' '; 17 * 1024 * 1024];
    office.stub.fault([Fault::Body(endless)]);
    assert_eq!(office.pull().await, FAILED);
    let problem = office.last_run().await.problem.unwrap();
    assert!(problem.starts_with("a page is larger than"), "{problem}");
    assert_eq!(office.pull_later().await, OK);
    assert_eq!(office.references().await, all::<S>(3));
}
