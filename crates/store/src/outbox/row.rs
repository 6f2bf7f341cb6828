//! A row of the outbox.

use kontor_contracts::{Envelope, Event};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::StoreError;

/// An event on its way out.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Row {
    /// The id of the message, the same however often it is sent.
    pub id: Uuid,
    /// Its type.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// The envelope as it travels.
    pub body: String,
    /// When it happened, in milliseconds.
    pub created_at: i64,
}

impl Row {
    pub(crate) fn new<E: Event>(envelope: &Envelope<E>) -> Result<Self, StoreError> {
        Ok(Self {
            id: envelope.id.uuid(),
            kind: envelope.kind.clone(),
            subject: envelope.subject.clone(),
            body: envelope.to_json()?,
            created_at: envelope.time.as_millisecond(),
        })
    }

    /// The columns that [`Self::values`] fills.
    pub(crate) const COLUMNS: [&str; 7] = [
        "stream",
        "id",
        "kind",
        "subject",
        "body",
        "created_at",
        "not_before",
    ];

    /// Its columns, in a stream.
    pub(crate) fn values(self, stream: Uuid) -> Vec<Value> {
        vec![
            stream.into(),
            self.id.into(),
            self.kind.into(),
            self.subject.into(),
            self.body.into(),
            self.created_at.into(),
            0_i64.into(),
        ]
    }
}
