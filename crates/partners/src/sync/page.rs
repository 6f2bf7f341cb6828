//! The transaction of a page: its rows become listings, rows as received, and rows kept aside; the
//! position, the counts and the events go with them, all or nothing.

use std::collections::BTreeMap;

use kontor_contracts::{
    ListingId, SyncRunId,
    events::{ListingUpserted, ListingWithdrawn, RunCounts, RunOutcome},
};
use kontor_runtime::millis;
use kontor_store::{Database, StoreError, Tx};

use super::{
    Stamp, SyncError,
    end::{self, End},
};
use crate::{
    adapters::Position,
    domain::{Decision, Gone, Hash, Incoming, Known, Mark, Rejected, Row, Shape, decide},
    store::{
        leases::{self, Lease},
        listings::{self, Name},
        rejected, runs,
    },
};

/// A page to be committed.
#[derive(Debug)]
pub(super) struct PageWork<'a> {
    pub(super) lease: &'a Lease,
    pub(super) run: SyncRunId,
    pub(super) shape: Shape,
    pub(super) rows: Vec<Row>,
    /// Of the rows, by which a page that comes again is known.
    pub(super) hash: Hash,
    /// The position after the page.
    pub(super) after: &'a Position,
    /// Set with the last page.
    pub(super) end: Option<End>,
}

/// What became of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Committed {
    pub(super) counts: RunCounts,
    /// Set if the run has ended with it.
    pub(super) outcome: Option<RunOutcome>,
}

/// A listing that changes.
struct Change<'a> {
    name: Name,
    what: What<'a>,
}

enum What<'a> {
    Written { incoming: &'a Incoming, new: bool },
    Withdrawn(&'a Gone),
}

/// Commits a page.
pub(super) async fn commit(
    db: &Database,
    work: PageWork<'_>,
    stamp: &Stamp,
) -> Result<Committed, SyncError> {
    let tx = db.begin().await?;
    let now = millis(stamp.now);
    save(&tx, &work, now).await?;
    let received = u64::try_from(work.rows.len()).unwrap_or(u64::MAX);
    let (rows, aside) = newest_of_each(work.rows);
    let source = work.lease.source.as_str();
    let known = listings::known(&tx, source, rows.keys()).await?;
    let changes = decide_all(work.shape, &rows, &known, stamp);
    write(&tx, source, &changes, now).await?;
    rejected::settle(&tx, source, work.run, rows.keys(), aside.values(), now).await?;
    publish(&tx, source, work.run, &changes, stamp)?;
    let counts = tally(received, &changes, aside.len());
    runs::count(&tx, work.run, counts).await?;
    let outcome = match &work.end {
        Some(end) => Some(end::finish_in(&tx, work.lease, work.run, end, stamp).await?),
        None => None,
    };
    tx.commit().await?;
    Ok(Committed { counts, outcome })
}

/// First of all, because it shows whether the source is still ours.
async fn save(tx: &Tx, work: &PageWork<'_>, now: i64) -> Result<(), SyncError> {
    let saved = leases::save(tx, work.lease, work.after, work.hash, now).await?;
    if saved { Ok(()) } else { Err(SyncError::Lost) }
}

/// Rows by their listing; none of them is unreadable.
type Rows = BTreeMap<String, Row>;
/// Rows kept aside, by their key.
type Aside = BTreeMap<String, Rejected>;

/// A page may hold a listing twice; the newest counts, of equals the last.
fn newest_of_each(page: Vec<Row>) -> (Rows, Aside) {
    let (mut rows, mut aside) = (Rows::new(), Aside::new());
    let mut keep = |mark: &Mark, row: Row| {
        let before = rows.get(&mark.reference);
        if before.is_none_or(|before| before.modified() <= mark.modified) {
            rows.insert(mark.reference.clone(), row);
        }
    };
    for row in page {
        match row {
            Row::Listing(row) => keep(&row.mark.clone(), Row::Listing(row)),
            Row::Gone(row) => keep(&row.mark.clone(), Row::Gone(row)),
            Row::Unreadable(row) => {
                aside.insert(row.key.clone(), row);
            }
        }
    }
    (rows, aside)
}

fn decide_all<'a>(
    shape: Shape,
    rows: &'a Rows,
    known: &BTreeMap<String, Known>,
    stamp: &Stamp,
) -> Vec<Change<'a>> {
    let change = |(reference, row): (&String, &'a Row)| {
        let known = known.get(reference);
        let what = match (decide(shape, known, row), row) {
            (Decision::Create, Row::Listing(incoming)) => What::Written {
                incoming,
                new: true,
            },
            (Decision::Update, Row::Listing(incoming)) => What::Written {
                incoming,
                new: false,
            },
            (Decision::Withdraw, Row::Gone(gone)) => What::Withdrawn(gone),
            _ => return None,
        };
        let name = Name {
            id: known.map_or_else(|| ListingId::new(stamp.ids.next()), |known| known.id),
            sequence: known.map_or(1, |known| known.sequence + 1),
        };
        Some(Change { name, what })
    };
    rows.iter().filter_map(change).collect()
}

async fn write(tx: &Tx, source: &str, changes: &[Change<'_>], now: i64) -> Result<(), StoreError> {
    let mut written = Vec::new();
    for change in changes {
        match change.what {
            What::Written { incoming, .. } => written.push((change.name, incoming)),
            What::Withdrawn(gone) => listings::withdraw(tx, change.name, gone, now).await?,
        }
    }
    listings::write(tx, source, &written, now).await
}

fn publish(
    tx: &Tx,
    source: &str,
    run: SyncRunId,
    changes: &[Change<'_>],
    stamp: &Stamp,
) -> Result<(), StoreError> {
    for change in changes {
        let Name { id, sequence } = change.name;
        let source = source.to_owned();
        match change.what {
            What::Written { incoming, new } => tx.publish(&stamp.envelope(
                sequence,
                ListingUpserted {
                    listing: id,
                    source,
                    reference: incoming.mark.reference.clone(),
                    intent: incoming.listing.intent,
                    new,
                    run,
                },
            ))?,
            What::Withdrawn(gone) => tx.publish(&stamp.envelope(
                sequence,
                ListingWithdrawn {
                    listing: id,
                    source,
                    reference: gone.mark.reference.clone(),
                    reason: gone.reason,
                    run,
                },
            ))?,
        }
    }
    Ok(())
}

fn tally(received: u64, changes: &[Change<'_>], aside: usize) -> RunCounts {
    let mut counts = RunCounts {
        received,
        rejected: u64::try_from(aside).unwrap_or(u64::MAX),
        ..RunCounts::default()
    };
    for change in changes {
        match change.what {
            What::Written { new: true, .. } => counts.created += 1,
            What::Written { new: false, .. } => counts.updated += 1,
            What::Withdrawn(_) => counts.withdrawn += 1,
        }
    }
    let others = counts.created + counts.updated + counts.withdrawn + counts.rejected;
    counts.unchanged = received.saturating_sub(others);
    counts
}
