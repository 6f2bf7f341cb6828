//! One page of a source becomes rows: listings, rows as received, rejected rows, the cursor, the
//! counts and the events, all in one transaction.

use std::collections::BTreeMap;

use kontor_contracts::{
    ListingId, SyncRunId,
    events::{ListingUpserted, ListingWithdrawn, RunCounts, RunOutcome},
};
use kontor_runtime::{millis, timestamp};
use kontor_store::{Database, StoreError, Tx, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    leases::{self, Lease},
    listings,
    runs::{self, End, Stamp},
};
use crate::domain::{Cursor, Decision, Hash, Incoming, Known, Rejected, Row, SourceRow, decide};

/// Why a page was not committed. Nothing of it has happened then.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommitError {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another worker has taken the source over.
    #[error("the source is in other hands")]
    Lost,
}

/// A page to be committed.
#[derive(Debug)]
pub(crate) struct PageWork<'a> {
    pub(crate) lease: &'a Lease,
    pub(crate) run: SyncRunId,
    pub(crate) rows: Vec<SourceRow>,
    /// The cursor behind the page.
    pub(crate) cursor: &'a Cursor,
    /// Set with the last page.
    pub(crate) end: Option<End>,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Committed {
    pub(crate) counts: RunCounts,
    /// Set if the run has ended with it.
    pub(crate) outcome: Option<RunOutcome>,
}

/// A listing that changes.
struct Change<'a> {
    incoming: &'a Incoming,
    id: ListingId,
    sequence: i64,
    decision: Decision,
}

#[derive(FromQueryResult)]
struct KnownRow {
    id: Uuid,
    reference: String,
    sequence: i64,
    content_hash: Vec<u8>,
    source_modified: Option<i64>,
    withdrawn_at: Option<i64>,
}

/// Commits a page.
pub(crate) async fn commit_page(
    db: &Database,
    work: PageWork<'_>,
    stamp: &Stamp,
) -> Result<Committed, CommitError> {
    let tx = db.begin().await?;
    let now = millis(stamp.now);
    if !leases::save(&tx, work.lease, Some(work.run), work.cursor, now).await? {
        return Err(CommitError::Lost);
    }
    let received = u64::try_from(work.rows.len()).unwrap_or(u64::MAX);
    let (rows, rejected) = newest_of_each(work.rows);
    let known = known(&tx, &work.lease.source, rows.keys()).await?;
    let changes = decide_all(&rows, &known, stamp);
    write(&tx, &work.lease.source, &changes, now).await?;
    settle_rejected(&tx, work.lease, work.run, &rows, &rejected, now).await?;
    tell(&tx, work.lease, work.run, &changes, stamp)?;
    let counts = tally(received, &changes, rejected.len());
    runs::count(&tx, work.run, counts).await?;
    let outcome = match &work.end {
        Some(end) => Some(runs::finish_in(&tx, work.lease, work.run, end, stamp).await?),
        None => None,
    };
    tx.commit().await?;
    Ok(Committed { counts, outcome })
}

type Rows = BTreeMap<String, Incoming>;
type RejectedRows = BTreeMap<String, Rejected>;

/// A page may hold a listing twice; the newest counts, of equals the last.
fn newest_of_each(page: Vec<SourceRow>) -> (Rows, RejectedRows) {
    let (mut rows, mut rejected) = (Rows::new(), RejectedRows::new());
    for row in page {
        match row {
            SourceRow::Usable(row) => {
                let before = rows.get(&row.reference);
                if before.is_none_or(|before| before.modified <= row.modified) {
                    rows.insert(row.reference.clone(), row);
                }
            }
            SourceRow::Unusable(row) => {
                rejected.insert(row.key.clone(), row);
            }
        }
    }
    (rows, rejected)
}

async fn known(
    tx: &Tx,
    source: &str,
    references: impl Iterator<Item = &String>,
) -> Result<BTreeMap<String, Known>, StoreError> {
    let (references, values) = list(2, references.map(|reference| reference.as_str().into()));
    let sql = format!(
        "SELECT id, reference, sequence, content_hash, source_modified, withdrawn_at \
         FROM listings WHERE source = $1 AND reference IN {references}"
    );
    let values = std::iter::once(Value::from(source)).chain(values);
    let rows = tx.rows::<KnownRow>(&sql, values).await?;
    rows.into_iter()
        .map(|row| Ok((row.reference.clone(), known_of(row)?)))
        .collect()
}

fn known_of(row: KnownRow) -> Result<Known, StoreError> {
    let hash = Hash::try_from(row.content_hash).map_err(|_| StoreError::Corrupt {
        table: "listings",
        column: "content_hash",
        detail: "is not 32 bytes long".to_owned(),
    })?;
    Ok(Known {
        id: ListingId::new(row.id),
        hash,
        modified: row.source_modified.map(timestamp),
        withdrawn: row.withdrawn_at.is_some(),
        sequence: row.sequence,
    })
}

fn decide_all<'a>(
    rows: &'a Rows,
    known: &BTreeMap<String, Known>,
    stamp: &Stamp,
) -> Vec<Change<'a>> {
    let change = |incoming: &'a Incoming| {
        let known = known.get(&incoming.reference);
        let decision = decide(known, incoming);
        (decision != Decision::Unchanged).then(|| Change {
            incoming,
            id: known.map_or_else(|| ListingId::new(stamp.ids.next()), |known| known.id),
            sequence: known.map_or(1, |known| known.sequence + 1),
            decision,
        })
    };
    rows.values().filter_map(change).collect()
}

async fn write(tx: &Tx, source: &str, changes: &[Change<'_>], now: i64) -> Result<(), StoreError> {
    let (mut rows, mut payloads) = (Vec::new(), Vec::new());
    for change in changes {
        let (name, incoming) = ((change.id, change.sequence), change.incoming);
        match &incoming.row {
            Row::Listed(listing) => {
                rows.push(listings::row(source, name, incoming, listing, now)?);
                payloads.push(vec![
                    change.id.uuid().into(),
                    incoming.payload.as_str().into(),
                ]);
            }
            Row::Gone(reason) => listings::withdraw(tx, name, incoming, *reason, now).await?,
        }
    }
    listings::insert(tx, rows).await?;
    let replace = " ON CONFLICT (listing) DO UPDATE SET payload = excluded.payload";
    tx.insert("listing_raw", &["listing", "payload"], payloads, replace)
        .await?;
    Ok(())
}

/// Puts bad rows aside, once each, and lets go of those that have since come in order.
async fn settle_rejected(
    tx: &Tx,
    lease: &Lease,
    run: SyncRunId,
    rows: &Rows,
    rejected: &RejectedRows,
    now: i64,
) -> Result<(), StoreError> {
    let columns = [
        "source",
        "row_key",
        "run",
        "stage",
        "rule",
        "content_hash",
        "payload",
        "rejected_at",
    ];
    let values = |row: &Rejected| -> Vec<Value> {
        vec![
            lease.source.as_str().into(),
            row.key.as_str().into(),
            run.uuid().into(),
            row.stage.name().into(),
            row.rule.as_str().into(),
            row.hash.to_vec().into(),
            row.payload.as_str().into(),
            now.into(),
        ]
    };
    let replace = " ON CONFLICT (source, row_key) DO UPDATE SET run = excluded.run, \
        stage = excluded.stage, rule = excluded.rule, content_hash = excluded.content_hash, \
        payload = excluded.payload, rejected_at = excluded.rejected_at \
        WHERE rejected_rows.content_hash <> excluded.content_hash";
    tx.insert(
        "rejected_rows",
        &columns,
        rejected.values().map(values).collect(),
        replace,
    )
    .await?;
    let (good, more) = list(2, rows.keys().map(|key| key.as_str().into()));
    let sql = format!("DELETE FROM rejected_rows WHERE source = $1 AND row_key IN {good}");
    tx.execute(
        &sql,
        std::iter::once(lease.source.as_str().into()).chain(more),
    )
    .await?;
    Ok(())
}

fn tell(
    tx: &Tx,
    lease: &Lease,
    run: SyncRunId,
    changes: &[Change<'_>],
    stamp: &Stamp,
) -> Result<(), StoreError> {
    for change in changes {
        let (source, reference) = (lease.source.clone(), change.incoming.reference.clone());
        match &change.incoming.row {
            Row::Listed(listing) => tx.publish(&stamp.envelope(
                change.sequence,
                ListingUpserted {
                    listing: change.id,
                    source,
                    reference,
                    intent: listing.intent,
                    new: change.decision == Decision::Create,
                    run,
                },
            ))?,
            Row::Gone(reason) => tx.publish(&stamp.envelope(
                change.sequence,
                ListingWithdrawn {
                    listing: change.id,
                    source,
                    reference,
                    reason: *reason,
                    run,
                },
            ))?,
        }
    }
    Ok(())
}

fn tally(received: u64, changes: &[Change<'_>], rejected: usize) -> RunCounts {
    let mut counts = RunCounts {
        received,
        rejected: u64::try_from(rejected).unwrap_or(u64::MAX),
        ..RunCounts::default()
    };
    for change in changes {
        match change.decision {
            Decision::Create => counts.created += 1,
            Decision::Update => counts.updated += 1,
            Decision::Withdraw(_) => counts.withdrawn += 1,
            Decision::Unchanged => {}
        }
    }
    let told = counts.created + counts.updated + counts.withdrawn + counts.rejected;
    counts.unchanged = received.saturating_sub(told);
    counts
}
