//! One pull: page after page, each committed with everything it changes, until the source ends, the
//! process stops, or something is in the way.
//!
//! Nothing here sleeps. What may work later is written down as due later, and the run goes on at
//! its page then, in whichever process finds it.

use std::{collections::HashMap, time::Duration};

use kontor_contracts::{SyncRunId, events::RunOutcome};
use kontor_runtime::Process;
use kontor_store::{Database, StoreError};
use tokio::time::{MissedTickBehavior, interval};

use crate::{
    domain::{ATTEMPTS_MAX, Cursor, Hash, backoff},
    een::{EenClient, FetchError, Fetched, Next},
    settings::SourceSettings,
    store::{self, Claim, CommitError, End, LEASE_MS, Lease, PageWork, Stamp},
};

/// How often the lease is renewed while the network is slow: three chances before it ends.
const HEARTBEAT: Duration = Duration::from_millis((LEASE_MS / 3).unsigned_abs());

/// Numbers of rows at which sources are known to cut their answers off.
const SUSPICIOUS_COUNTS: [u32; 2] = [6_000, 10_000];

/// Counts runs and rows.
const RUNS: &str = "kontor_partners_runs_total";
const ROWS: &str = "kontor_partners_rows_total";

/// Most rows of a run that may be unusable. A source with more speaks another language than we, and
/// each of them is kept for a person.
const REJECTED_MAX: u64 = 10_000;

/// Pulls one source.
#[derive(Debug, Clone)]
pub(crate) struct PullSource {
    process: Process,
    database: Database,
    settings: SourceSettings,
    client: EenClient,
}

/// What came of trying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pulled {
    /// Not due, or in other hands, until then (milliseconds).
    NotBefore(i64),
    /// The run has ended.
    Finished(RunOutcome),
    /// Something is in the way; the run goes on at its page then (milliseconds).
    Postponed(i64),
    /// The process stops; the run goes on at its page.
    Stopped,
    /// Another worker has taken the source over.
    Lost,
}

/// A run in our hands.
struct Run {
    lease: Lease,
    id: SyncRunId,
    cursor: Cursor,
    attempts: u32,
    /// Rows read since the run was taken up.
    received: u32,
    /// Unusable rows since then.
    rejected: u64,
    /// The pages read since then, by the hash of their rows.
    seen: HashMap<Hash, u32>,
}

impl PullSource {
    /// # Errors
    /// [`FetchError::Configuration`] if no client can be made of the settings.
    pub(crate) fn new(
        process: &Process,
        database: Database,
        settings: SourceSettings,
    ) -> Result<Self, FetchError> {
        let client = EenClient::new(&settings)?;
        Ok(Self {
            process: process.clone(),
            database,
            settings,
            client,
        })
    }

    /// The source's name.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    #[cfg(test)]
    pub(super) fn settings(&self) -> &SourceSettings {
        &self.settings
    }

    #[cfg(test)]
    pub(super) fn process(&self) -> &Process {
        &self.process
    }

    /// Pulls if it is due.
    ///
    /// # Errors
    /// [`StoreError`]; what was committed stays, and the run goes on at its page.
    pub(crate) async fn pull(&self) -> Result<Pulled, StoreError> {
        let (now, fresh) = (
            self.process.clock.now_ms(),
            SyncRunId::new(self.process.ids.next()),
        );
        let mut run = match store::claim(&self.database, self.name(), now, fresh).await? {
            Claim::NotBefore(until) => return Ok(Pulled::NotBefore(until)),
            Claim::Granted {
                lease,
                run: id,
                cursor,
                attempts,
            } => Run {
                lease,
                id,
                cursor,
                attempts,
                received: 0,
                rejected: 0,
                seen: HashMap::new(),
            },
        };
        tracing::debug!(source = self.name(), run = %run.id, page = run.cursor.next_page, "pulling");
        loop {
            match self.turn(&mut run).await {
                Ok(None) => {}
                Ok(Some(pulled)) => return Ok(pulled),
                Err(CommitError::Lost) => return Ok(Pulled::Lost),
                Err(CommitError::Store(error)) => return Err(error),
            }
        }
    }

    /// One page. Nothing if there is another.
    async fn turn(&self, run: &mut Run) -> Result<Option<Pulled>, CommitError> {
        if self.process.life.stopping().is_cancelled() {
            store::give_up(&self.database, &run.lease).await?;
            return Ok(Some(Pulled::Stopped));
        }
        if run.cursor.next_page > self.settings.pages_max {
            let most = self.settings.pages_max;
            let problem = format!("stopped after {most} pages (pages_max); {}", run.goes_on());
            return self.fail(run, problem).await.map(Some);
        }
        let page = match self.fetch(run).await? {
            None => return Ok(Some(Pulled::Stopped)),
            Some(Ok(page)) => page,
            Some(Err(error)) => return self.refuse(run, error).await.map(Some),
        };
        if let Some(earlier) = run
            .seen
            .get(&page.facts.hash)
            .filter(|_| !page.rows.is_empty())
        {
            return self.repeated(run, page, *earlier).await;
        }
        match run.cursor.advance(&page.facts) {
            Ok(cursor) => self.commit(run, page, cursor).await,
            Err(fault) => self.fail(run, fault.to_string()).await.map(Some),
        }
    }

    /// A page came again. A source that does not say whether there are more, and gave fewer rows than
    /// asked for, has given all it has; every other goes round in a circle.
    async fn repeated(
        &self,
        run: &mut Run,
        page: Fetched,
        earlier: u32,
    ) -> Result<Option<Pulled>, CommitError> {
        let rows = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        if page.next == Next::Unsaid && earlier == 1 && rows < self.settings.page_size {
            let nothing_more = Fetched {
                rows: Vec::new(),
                next: Next::No,
                ..page
            };
            let cursor = run.cursor.clone();
            return self.commit(run, nothing_more, cursor).await;
        }
        let number = run.cursor.next_page;
        let problem = format!(
            "page {number} is the same as page {earlier}; the source does not turn its pages, so \
             the run was stopped"
        );
        self.fail(run, problem).await.map(Some)
    }

    /// Asks for the next page and meanwhile keeps the lease. Nothing if the process stops first:
    /// a page under way is dropped, for it will be asked for again.
    async fn fetch(&self, run: &Run) -> Result<Option<Result<Fetched, FetchError>>, CommitError> {
        let now = self.process.clock.now();
        let mut page = std::pin::pin!(self.client.fetch(
            run.cursor.window_from,
            run.cursor.next_page,
            now
        ));
        let stopping = self.process.life.stopping();
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        loop {
            tokio::select! {
                page = &mut page => return Ok(Some(page)),
                () = stopping.cancelled() => {
                    store::give_up(&self.database, &run.lease).await?;
                    return Ok(None);
                }
                _ = heartbeat.tick() => {
                    let now = self.process.clock.now_ms();
                    if !store::renew(&self.database, &run.lease, now).await? {
                        return Err(CommitError::Lost);
                    }
                }
            }
        }
    }

    async fn commit(
        &self,
        run: &mut Run,
        page: Fetched,
        cursor: Cursor,
    ) -> Result<Option<Pulled>, CommitError> {
        let rows = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        run.received = run.received.saturating_add(rows);
        run.seen.insert(page.facts.hash, run.cursor.next_page);
        let end = (page.next == Next::No).then(|| self.end(run, &cursor));
        let work = PageWork {
            lease: &run.lease,
            run: run.id,
            rows: page.rows,
            cursor: &cursor,
            end,
        };
        let committed = store::commit_page(&self.database, work, &self.stamp()).await?;
        count(self.name(), committed.counts);
        (run.cursor, run.attempts) = (cursor, 0);
        run.rejected = run.rejected.saturating_add(committed.counts.rejected);
        if run.rejected > REJECTED_MAX && committed.outcome.is_none() {
            let problem = format!(
                "stopped after {} unusable rows; {}",
                run.rejected,
                run.goes_on()
            );
            return self.fail(run, problem).await.map(Some);
        }
        Ok(committed
            .outcome
            .map(|outcome| self.ended(run, outcome, None)))
    }

    fn end(&self, run: &Run, cursor: &Cursor) -> End {
        let problem = if cursor.moved {
            Some(
                "rows changed while they were read; the next run reads the same window again"
                    .into(),
            )
        } else if SUSPICIOUS_COUNTS.contains(&run.received) {
            let rows = run.received;
            Some(format!(
                "the source ended at exactly {rows} rows; it may cut long answers off, and the \
                 next run continues after them"
            ))
        } else {
            None
        };
        End {
            failed: false,
            problem,
            next_from: cursor.after_end(),
            due_at: self.next_due(),
        }
    }

    /// What the source's refusal means for the run.
    async fn refuse(&self, run: &Run, error: FetchError) -> Result<Pulled, CommitError> {
        let problem = error.to_string();
        let FetchError::Later { after, .. } = error else {
            return self.fail(run, problem).await;
        };
        let attempt = run.attempts + 1;
        if attempt >= ATTEMPTS_MAX {
            let problem = format!("given up after {attempt} attempts; the last: {problem}");
            return self.fail(run, problem).await;
        }
        let [chance, ..] = self.process.ids.secret();
        let wait = backoff(attempt, after, chance);
        let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        let due = self.process.clock.now_ms().saturating_add(wait);
        tracing::warn!(source = self.name(), run = %run.id, attempt, problem, "pull waits");
        if !store::postpone(&self.database, &run.lease, due, &problem).await? {
            return Err(CommitError::Lost);
        }
        Ok(Pulled::Postponed(due))
    }

    /// Ends the run before its time; the next begins behind the pages that are in.
    async fn fail(&self, run: &Run, problem: String) -> Result<Pulled, CommitError> {
        let end = End {
            failed: true,
            problem: Some(problem.clone()),
            next_from: run.cursor.after_failure(),
            due_at: self.next_due(),
        };
        let outcome =
            store::finish(&self.database, &run.lease, run.id, &end, &self.stamp()).await?;
        Ok(self.ended(run, outcome, Some(&problem)))
    }

    fn ended(&self, run: &Run, outcome: RunOutcome, problem: Option<&str>) -> Pulled {
        let (source, name) = (self.name(), store::outcome_name(outcome));
        if outcome == RunOutcome::Failed {
            tracing::warn!(source, run = %run.id, problem, "pull failed");
        } else {
            tracing::info!(source, run = %run.id, outcome = name, "pull finished");
        }
        let labels = [("source", source.to_owned()), ("outcome", name.to_owned())];
        metrics::counter!(RUNS, &labels).increment(1);
        Pulled::Finished(outcome)
    }

    fn next_due(&self) -> i64 {
        self.process.clock.now_ms() + i64::from(self.settings.every_minutes) * 60_000
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            now: self.process.clock.now(),
            ids: self.process.ids.clone(),
        }
    }
}

impl Run {
    /// Where the next run begins if this one breaks off.
    fn goes_on(&self) -> &'static str {
        if self.cursor.unordered || self.cursor.moved {
            "the next run begins where this one began"
        } else {
            "the next run continues after them"
        }
    }
}

/// Says what is counted here; each counter is there with 0 for every source.
pub(crate) fn describe_metrics(sources: &[String]) {
    metrics::describe_counter!(RUNS, "Pulls from partner networks, by source and outcome.");
    metrics::describe_gauge!(
        "kontor_partners_run_age_seconds",
        "Age of the newest complete picture of a source; without one, time since the start."
    );
    metrics::describe_counter!(ROWS, "Rows read from partner networks, by source and fate.");
    for source in sources {
        for outcome in [RunOutcome::Ok, RunOutcome::Partial, RunOutcome::Failed] {
            let name = store::outcome_name(outcome);
            let labels = [("source", source.clone()), ("outcome", name.to_owned())];
            metrics::counter!(RUNS, &labels).increment(0);
        }
        count(source, kontor_contracts::events::RunCounts::default());
    }
}

fn count(source: &str, counts: kontor_contracts::events::RunCounts) {
    for (fate, rows) in [
        ("created", counts.created),
        ("updated", counts.updated),
        ("unchanged", counts.unchanged),
        ("withdrawn", counts.withdrawn),
        ("rejected", counts.rejected),
    ] {
        let labels = [("source", source.to_owned()), ("fate", fate.to_owned())];
        metrics::counter!(ROWS, &labels).increment(rows);
    }
}
