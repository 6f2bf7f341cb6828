//! One pull: page after page, each committed with everything it changes, until the source ends, the
//! process stops, or something is in the way.
//!
//! Nothing here sleeps. What may work later is written down as due later, and the run goes on at
//! its page then, in whichever process finds it.

use std::time::Duration;

use kontor_contracts::{SyncRunId, events::RunOutcome};
use kontor_runtime::Process;
use kontor_store::{Database, StoreError};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    Stamp, SyncError,
    begin::{self, Claim, Fresh},
    end::{self, End},
    metrics, outcome_name,
    page::{self, PageWork},
    run::Run,
};
use crate::{
    adapters::{Adapter, Ended, FetchError, More, Network, Page, Position},
    domain::{ATTEMPTS_MAX, Hash, backoff, page_hash},
    settings::SourceSettings,
    store::{LEASE_MS, leases},
};

/// How often the lease is renewed while the network is slow: three chances before it ends.
const HEARTBEAT: Duration = Duration::from_millis((LEASE_MS / 3).unsigned_abs());

/// Numbers of rows at which sources are known to cut their answers off.
const SUSPICIOUS_COUNTS: [u32; 2] = [6_000, 10_000];

/// Most rows of a run that may be unusable. A source with more speaks another language than we, and
/// each of them is kept for a person.
const REJECTED_MAX: u64 = 10_000;

/// Pulls one source.
#[derive(Debug, Clone)]
pub(crate) struct PullSource {
    process: Process,
    database: Database,
    settings: SourceSettings,
    network: Network,
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

impl PullSource {
    /// # Errors
    /// [`FetchError::Configuration`] if no client can be made of the settings.
    pub(crate) fn new(
        process: &Process,
        database: Database,
        settings: SourceSettings,
    ) -> Result<Self, FetchError> {
        let network = settings.adapter(process.steady.clone())?;
        Ok(Self {
            process: process.clone(),
            database,
            settings,
            network,
        })
    }

    /// The source's name.
    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    #[cfg(test)]
    pub(super) fn network(&self) -> &Network {
        &self.network
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
        let now = self.process.steady.now_ms();
        let fresh = Fresh {
            id: SyncRunId::new(self.process.ids.next()),
            begun: self.process.clock.now_ms(),
        };
        let mut run = match begin::claim(&self.database, self.name(), now, fresh).await? {
            Claim::NotBefore(until) => return Ok(Pulled::NotBefore(until)),
            Claim::Granted(run) => run,
        };
        tracing::debug!(source = self.name(), run = %run.id, page = run.next_page(), "pulling");
        loop {
            match self.turn(&mut run).await {
                Ok(None) => {}
                Ok(Some(pulled)) => return Ok(pulled),
                Err(SyncError::Lost) => return Ok(Pulled::Lost),
                Err(SyncError::Store(error)) => return Err(error),
            }
        }
    }

    /// One page. Nothing if there is another.
    async fn turn(&self, run: &mut Run) -> Result<Option<Pulled>, SyncError> {
        if self.process.life.stopping().is_cancelled() {
            leases::give_up(&self.database, &run.lease).await?;
            return Ok(Some(Pulled::Stopped));
        }
        if run.pages >= self.settings.pages_max {
            let most = self.settings.pages_max;
            let problem = format!("stopped after {most} pages (pages_max)");
            return self.stop(run, &problem).await.map(Some);
        }
        let page = match self.fetch(run).await? {
            None => return Ok(Some(Pulled::Stopped)),
            Some(Ok(page)) => page,
            Some(Err(error)) => return self.refuse(run, error).await.map(Some),
        };
        let hash = page_hash(&page.rows);
        let earlier = run.seen.get(&hash).copied();
        match earlier.filter(|earlier| run.is_repeated(&page, *earlier)) {
            Some(earlier) => self.repeated(run, page, earlier).await,
            None => self.commit(run, page, hash).await,
        }
    }

    /// A page came again. A source without pages has given all it has; every other goes round in a
    /// circle.
    async fn repeated(
        &self,
        run: &mut Run,
        page: Page,
        earlier: u32,
    ) -> Result<Option<Pulled>, SyncError> {
        if page.more == More::Perhaps && earlier == 1 {
            let nothing_more = Page {
                rows: Vec::new(),
                after: run.at.clone(),
                more: More::No,
                ..page
            };
            let hash = page_hash(&nothing_more.rows);
            return self.commit(run, nothing_more, hash).await;
        }
        let number = run.next_page();
        let problem = format!(
            "page {number} is the same as page {earlier}; the source does not turn its pages, so \
             the run was stopped"
        );
        self.fail(run, problem).await.map(Some)
    }

    /// Asks for the next page and meanwhile keeps the lease. Nothing if the process stops first:
    /// a page under way is dropped, for it will be asked for again.
    async fn fetch(&self, run: &Run) -> Result<Option<Result<Page, FetchError>>, SyncError> {
        let mut page = std::pin::pin!(self.network.fetch(&run.at));
        let stopping = self.process.life.stopping();
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        heartbeat.reset();
        loop {
            tokio::select! {
                page = &mut page => return Ok(Some(page)),
                () = stopping.cancelled() => {
                    leases::give_up(&self.database, &run.lease).await?;
                    return Ok(None);
                }
                _ = heartbeat.tick() => {
                    let now = self.process.steady.now_ms();
                    if !leases::renew(&self.database, &run.lease, now).await? {
                        return Err(SyncError::Lost);
                    }
                }
            }
        }
    }

    async fn commit(
        &self,
        run: &mut Run,
        page: Page,
        hash: Hash,
    ) -> Result<Option<Pulled>, SyncError> {
        let rows = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        run.received = run.received.saturating_add(rows);
        run.seen.insert(hash, run.next_page());
        let work = PageWork {
            lease: &run.lease,
            run: run.id,
            shape: self.network.shape(),
            rows: page.rows,
            hash,
            after: &page.after,
            end: (page.more == More::No).then(|| self.end(run, &page.after)),
        };
        let committed = page::commit(&self.database, work, &self.stamp()).await?;
        metrics::count_rows(self.name(), committed.counts);
        (run.at, run.attempts, run.pages) = (page.after, 0, run.next_page());
        run.rejected = run.rejected.saturating_add(committed.counts.rejected);
        if run.rejected > REJECTED_MAX && committed.outcome.is_none() {
            let problem = format!("stopped after {} unusable rows", run.rejected);
            return self.stop(run, &problem).await.map(Some);
        }
        Ok(committed
            .outcome
            .map(|outcome| self.ended(run, outcome, None)))
    }

    fn end(&self, run: &Run, after: &Position) -> End {
        let next = self.network.next_run(after, Ended::Whole);
        let problem = if next.again {
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
            next: next.at,
            due_at: self.next_due(),
        }
    }

    /// What the source's refusal means for the run.
    async fn refuse(&self, run: &Run, error: FetchError) -> Result<Pulled, SyncError> {
        let problem = error.to_string();
        let FetchError::Later { after, .. } = error else {
            return self.fail(run, problem).await;
        };
        let attempt = run.attempts + 1;
        if attempt >= ATTEMPTS_MAX {
            let problem = format!("given up after {attempt} attempts; the last: {problem}");
            return self.fail(run, problem).await;
        }
        let wait = backoff(attempt, after, self.process.ids.random());
        let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
        let due = self.process.steady.now_ms().saturating_add(wait);
        tracing::warn!(source = self.name(), run = %run.id, attempt, problem, "pull waits");
        if !leases::postpone(&self.database, &run.lease, due, &problem).await? {
            return Err(SyncError::Lost);
        }
        Ok(Pulled::Postponed(due))
    }

    /// Ends a run that went well so far, and says where the next one begins.
    async fn stop(&self, run: &Run, problem: &str) -> Result<Pulled, SyncError> {
        let next = self.network.next_run(&run.at, Ended::Early);
        let begins = if next.again {
            "begins where this one began"
        } else {
            "continues after them"
        };
        self.fail(run, format!("{problem}; the next run {begins}"))
            .await
    }

    /// Ends the run before its time.
    async fn fail(&self, run: &Run, problem: String) -> Result<Pulled, SyncError> {
        let end = End {
            failed: true,
            problem: Some(problem.clone()),
            next: self.network.next_run(&run.at, Ended::Early).at,
            due_at: self.next_due(),
        };
        let outcome = end::finish(&self.database, &run.lease, run.id, &end, &self.stamp()).await?;
        Ok(self.ended(run, outcome, Some(&problem)))
    }

    fn ended(&self, run: &Run, outcome: RunOutcome, problem: Option<&str>) -> Pulled {
        let (source, name) = (self.name(), outcome_name(outcome));
        if outcome == RunOutcome::Failed {
            tracing::warn!(source, run = %run.id, problem, "pull failed");
        } else {
            tracing::info!(source, run = %run.id, outcome = name, "pull finished");
        }
        metrics::count_run(source, name);
        Pulled::Finished(outcome)
    }

    /// By the machine's time, as all waiting for a network: its pace is not that of a story.
    fn next_due(&self) -> i64 {
        self.process.steady.now_ms() + i64::from(self.settings.every_minutes) * 60_000
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            now: self.process.clock.now(),
            ids: self.process.ids.clone(),
        }
    }
}
