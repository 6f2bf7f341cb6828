//! Pulls against a partner network that misbehaves on request, on both engines.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use kontor_contracts::events::{RunCounts, RunOutcome};
use kontor_runtime::{Clock, Lifecycle, Process};
use kontor_store::{Database, outbox};
use kontor_testkit::{
    FakeClock, on_both_engines,
    partner_stub::{Fault, PartnerStub, STUB_KEY, profile, reference},
    process,
};
use serde_json::{Value, json};

use super::pull_source::{PullSource, Pulled};
use crate::{
    settings::{SourceKind, SourceSettings},
    store::{self, Query, RunLine},
};

const NOW: &str = "2026-11-20T12:00:00Z";
const SOURCE: &str = "stub";

/// A network, a worker that pulls from it, and the time.
struct Office {
    stub: PartnerStub,
    clock: Arc<FakeClock>,
    worker: PullSource,
    database: Database,
}

impl Office {
    async fn open(database: Database) -> Self {
        Self::with(database, |_| {}).await
    }

    async fn with(database: Database, change: impl FnOnce(&mut SourceSettings)) -> Self {
        let (stub, clock) = (PartnerStub::start().await, FakeClock::at(NOW));
        stub.announce_clock(NOW);
        let mut settings = SourceSettings {
            name: SOURCE.to_owned(),
            title: String::new(),
            kind: SourceKind::Een,
            url: stub.url.clone(),
            api_key: STUB_KEY.to_owned().into(),
            language: "en".to_owned(),
            every_minutes: 60,
            page_size: 10,
            pages_max: 100,
            timeout_seconds: 5,
        };
        change(&mut settings);
        store::known_sources(&database, &[SOURCE.to_owned()])
            .await
            .unwrap();
        let worker = PullSource::new(&process(clock.clone()), database.clone(), settings).unwrap();
        Self {
            stub,
            clock,
            worker,
            database,
        }
    }

    /// A second worker on the same tables, as after a crash.
    fn successor(&self) -> PullSource {
        let (settings, first) = (
            self.worker.settings().clone(),
            self.worker.process().clone(),
        );
        let second = Process {
            life: Lifecycle::new(),
            ..first
        };
        PullSource::new(&second, self.database.clone(), settings).unwrap()
    }

    async fn pull(&self) -> Pulled {
        self.worker.pull().await.unwrap()
    }

    /// The next regular pull.
    async fn pull_later(&self) -> Pulled {
        self.clock.advance(SignedDuration::from_hours(1));
        self.pull().await
    }

    async fn last_run(&self) -> RunLine {
        store::runs(&self.database, SOURCE, 1)
            .await
            .unwrap()
            .remove(0)
    }

    async fn references(&self) -> Vec<String> {
        let now = self.clock.now_ms();
        let found = store::search(&self.database, &Query::default(), now, 1000)
            .await
            .unwrap();
        let mut references: Vec<_> = found.into_iter().map(|listing| listing.reference).collect();
        references.sort_unstable();
        references
    }

    async fn events(&self) -> i64 {
        outbox::backlog(&self.database).await.unwrap().rows
    }
}

const OK: Pulled = Pulled::Finished(RunOutcome::Ok);
const PARTIAL: Pulled = Pulled::Finished(RunOutcome::Partial);
const FAILED: Pulled = Pulled::Finished(RunOutcome::Failed);

fn all(count: u32) -> Vec<String> {
    (1..=count).map(reference).collect()
}

fn counts(received: u64) -> RunCounts {
    RunCounts {
        received,
        ..RunCounts::default()
    }
}

#[tokio::test]
async fn a_first_pull_brings_everything_and_tells_it() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(35, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all(35));
        let run = office.last_run().await;
        assert_eq!(
            run.counts,
            RunCounts {
                created: 35,
                ..counts(35)
            }
        );
        assert_eq!((run.pages, run.problem), (4, None));
        assert_eq!(
            office.events().await,
            36,
            "one per listing and one for the run"
        );
        let asked = office.stub.requests();
        assert_eq!(asked[0].from, "1970-01-01T00:00:00Z");
        assert!(asked[0].user_agent.starts_with("kontor/"));
        // Due again in an hour, not before.
        assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
    })
    .await;
}

#[tokio::test]
async fn when_nothing_changed_nothing_is_written() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        let before = office.events().await;
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                unchanged: 25,
                ..counts(25)
            }
        );
        assert_eq!(
            office.events().await,
            before + 1,
            "only the end of the run is told"
        );
        let asked = office.stub.requests().pop().unwrap();
        assert_eq!(
            asked.from, "2026-11-01T07:00:25Z",
            "an hour behind the newest row"
        );
    })
    .await;
}

#[tokio::test]
async fn what_changed_is_updated_and_nothing_else() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(30, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        office.stub.change(
            &reference(7),
            "title",
            json!("A new title"),
            "2026-11-20T12:30:00Z",
        );
        office.stub.announce_clock("2026-11-20T13:00:00Z");
        assert_eq!(office.pull_later().await, OK);
        let run = office.last_run().await;
        assert_eq!(
            run.counts,
            RunCounts {
                updated: 1,
                unchanged: 29,
                ..counts(30)
            }
        );
        let words = Query {
            words: "NEW title".into(),
            ..Query::default()
        };
        let found = store::search(&office.database, &words, office.clock.now_ms(), 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].reference, reference(7));
    })
    .await;
}

#[tokio::test]
async fn older_rows_never_overwrite_newer_ones() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        assert_eq!(office.pull().await, OK);
        office
            .stub
            .change("A1", "title", json!("Old"), "2026-11-01T07:30:00Z");
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                unchanged: 1,
                ..counts(1)
            }
        );
    })
    .await;
}

#[tokio::test]
async fn withdrawn_listings_leave_only_a_name_and_come_back_under_it() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(12, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        let (now, all_of) = (office.clock.now_ms(), Query::default());
        let first = store::search(&office.database, &all_of, now, 50)
            .await
            .unwrap();
        let id_of = |name: String| first.iter().find(|l| l.reference == name).unwrap().id;
        office.stub.limit(&reference(3), "2026-11-02T08:00:00Z");
        let expired = json!({"name": "EXPIRED"});
        office.stub.change(
            &reference(4),
            "profileStatus",
            expired,
            "2026-11-02T08:00:01Z",
        );
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.withdrawn, 2);
        assert_eq!(office.references().await.len(), 10);
        for (number, why) in [(3, "withdrawn"), (4, "expired")] {
            let left = store::find(&office.database, id_of(reference(number)))
                .await
                .unwrap();
            let store::State::Withdrawn { reason, .. } = left.unwrap().state else {
                panic!("still listed");
            };
            assert_eq!(store::reason_name(reason), why);
        }
        let kept = store::payloads(&office.database).await.unwrap();
        assert_eq!(kept, 10, "the rows as received are gone too");
        // Said again, it changes nothing; published again, it comes back as the same listing.
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.withdrawn, 0);
        office
            .stub
            .put(profile(&reference(3), "2026-11-03T08:00:00Z"));
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.updated, 1);
        let back = store::find(&office.database, id_of(reference(3)))
            .await
            .unwrap()
            .unwrap();
        assert!(matches!(back.state, store::State::Listed(_)));
    })
    .await;
}

#[tokio::test]
async fn what_is_merely_absent_stays() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(12, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        for number in 1..=12 {
            office.stub.remove(&reference(number));
        }
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.references().await, all(12));
    })
    .await;
}

#[tokio::test]
async fn bad_rows_are_kept_aside_and_stop_nothing() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(20, "2026-11-01T08:00:00Z");
        for number in [2, 13] {
            let odd = json!({"code": "XX"});
            office.stub.change(
                &reference(number),
                "profileType",
                odd,
                "2026-11-01T08:00:02Z",
            );
        }
        assert_eq!(office.pull().await, PARTIAL);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                created: 18,
                rejected: 2,
                ..counts(20)
            }
        );
        let aside = store::rejected(&office.database, SOURCE, 10).await.unwrap();
        assert_eq!(aside.len(), 2);
        assert_eq!(aside[0].stage, "map");
        assert_eq!(
            aside[0].rule,
            "profileType \"XX\" is none of BO, BR, TO, TR, RDR"
        );
        assert!(aside[0].payload.contains("\"XX\""));
        // The same rows again are the same rows; a better one takes its place.
        assert_eq!(office.pull_later().await, PARTIAL);
        office
            .stub
            .put(profile(&reference(2), "2026-11-02T08:00:00Z"));
        office.pull_later().await;
        let aside = store::rejected(&office.database, SOURCE, 10).await.unwrap();
        assert_eq!(
            aside.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(),
            [reference(13)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_run_that_is_cut_off_at_any_page_goes_on_there() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(45, "2026-11-01T08:00:00Z");
        for cut in 1..=4 {
            // The worker dies while it waits for the next page: no farewell, the lease stands.
            office.stub.fail_with([
                Fault::None,
                Fault::Silence(std::time::Duration::from_secs(600)),
            ]);
            let worker = office.successor();
            let pulling = worker.pull();
            let asked = async {
                while office.stub.requests().len() < cut * 2 {
                    tokio::task::yield_now().await;
                }
            };
            tokio::select! {
                pulled = pulling => panic!("ended with {pulled:?}"),
                () = asked => {}
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
        office
            .stub
            .fail_with([Fault::Slow(std::time::Duration::from_secs(1))]);
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
            (Fault::Repeated, "page 2 is the same as the page before it"),
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
        office
            .stub
            .fail_with([Fault::Silence(std::time::Duration::from_secs(600))]);
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
async fn many_rows_of_one_moment_stay_right() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::with(database, |settings| settings.page_size = 200).await;
        for number in 1..=900 {
            office.stub.put(profile(&reference(number), "2026-11-19"));
        }
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await.len(), 900);
        assert_eq!(office.last_run().await.counts.created, 900);
        // The window reaches a day back, because the source tells only the day.
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                unchanged: 900,
                ..counts(900)
            }
        );
        assert_eq!(
            office.stub.requests().pop().unwrap().from,
            "2026-11-18T00:00:00Z"
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
        office.stub.fail_with([
            Fault::None,
            Fault::Silence(std::time::Duration::from_secs(600)),
        ]);
        let worker = office.successor();
        let asked = async {
            while office.stub.requests().len() < 2 {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            pulled = worker.pull() => panic!("ended with {pulled:?}"),
            () = asked => {}
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
async fn a_source_may_be_pulled_on_demand() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        assert_eq!(office.pull().await, OK);
        assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
        assert!(store::request(&office.database, SOURCE).await.unwrap());
        assert!(!store::request(&office.database, "other").await.unwrap());
        assert_eq!(office.pull().await, OK);
    })
    .await;
}

#[tokio::test]
async fn a_soft_stop_leaves_the_source_to_others_at_once() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        office.stub.fail_with([
            Fault::None,
            Fault::Silence(std::time::Duration::from_secs(600)),
        ]);
        let worker = office.successor();
        let stop = async {
            while office.stub.requests().len() < 2 {
                tokio::task::yield_now().await;
            }
            worker.process().life.stop();
        };
        let (pulled, ()) = tokio::join!(worker.pull(), stop);
        assert_eq!(pulled.unwrap(), Pulled::Stopped);
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all(25));
    })
    .await;
}

#[tokio::test]
async fn the_events_are_what_the_contracts_say() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        assert_eq!(office.pull().await, OK);
        office.stub.limit("A1", "2026-11-02T08:00:00Z");
        assert_eq!(office.pull_later().await, OK);
        let until = office.clock.now_ms() + 1;
        let rows = outbox::claim(&office.database, until, until + 1, 10)
            .await
            .unwrap();
        let bodies: Vec<Value> = rows
            .iter()
            .map(|row| serde_json::from_str(&row.body).unwrap())
            .collect();
        let kinds: Vec<_> = bodies
            .iter()
            .map(|body| body["type"].as_str().unwrap())
            .collect();
        let (upserted, finished, withdrawn) = (
            "listing.upserted.v1",
            "sync_run.finished.v1",
            "listing.withdrawn.v1",
        );
        assert_eq!(kinds, [upserted, finished, withdrawn, finished]);
        assert_eq!(bodies[0]["data"]["new"], true);
        assert_eq!(bodies[0]["subject"], bodies[2]["subject"]);
        assert!(bodies[0]["sequence"].as_str() < bodies[2]["sequence"].as_str());
        assert_eq!(bodies[2]["data"]["reason"], "withdrawn");
        assert_eq!(bodies[3]["data"]["counts"]["withdrawn"], 1);
    })
    .await;
}
