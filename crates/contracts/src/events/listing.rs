//! Listings of partner networks and the runs that bring them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Event, ListingId, SyncRunId};

/// What a listing wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Intent {
    /// Somebody has something to give.
    Offer,
    /// Somebody looks for something.
    Request,
}

/// A listing of a partner network is new or has changed. Carries no text and no person; whoever
/// needs more asks the partners worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingUpserted {
    /// The listing.
    pub listing: ListingId,
    /// The configured source it came from.
    pub source: String,
    /// Its name at the network.
    pub reference: String,
    /// What it wants.
    pub intent: Intent,
    /// Whether it was unknown before.
    pub new: bool,
    /// The run that brought it.
    pub run: SyncRunId,
}

impl Event for ListingUpserted {
    const TYPE: &'static str = "listing.upserted.v1";

    fn subject(&self) -> String {
        self.listing.to_string()
    }
}

/// Why a listing is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalReason {
    /// The network says so.
    Withdrawn,
    /// Its date has passed.
    Expired,
}

/// A listing is no longer offered by its network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListingWithdrawn {
    /// The listing.
    pub listing: ListingId,
    /// The configured source it came from.
    pub source: String,
    /// Its name at the network.
    pub reference: String,
    /// Why.
    pub reason: WithdrawalReason,
    /// The run that found out.
    pub run: SyncRunId,
}

impl Event for ListingWithdrawn {
    const TYPE: &'static str = "listing.withdrawn.v1";

    fn subject(&self) -> String {
        self.listing.to_string()
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RunOutcome {
    /// Everything the source has was read.
    Ok,
    /// Everything was read, but some rows were unusable and are kept aside.
    Partial,
    /// The run stopped before the end.
    Failed,
}

/// What a run did, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RunCounts {
    /// Rows received.
    pub received: u64,
    /// Rows that were unknown before.
    pub created: u64,
    /// Rows that had changed.
    pub updated: u64,
    /// Rows that were the same as before.
    pub unchanged: u64,
    /// Rows that the source withdrew.
    pub withdrawn: u64,
    /// Rows that were unusable and are kept aside.
    pub rejected: u64,
}

/// A pull from a source has ended, well or badly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SyncRunFinished {
    /// The run.
    pub run: SyncRunId,
    /// The configured source.
    pub source: String,
    /// How it ended.
    pub outcome: RunOutcome,
    /// What it did.
    pub counts: RunCounts,
}

impl Event for SyncRunFinished {
    const TYPE: &'static str = "sync_run.finished.v1";

    fn subject(&self) -> String {
        self.run.to_string()
    }
}
