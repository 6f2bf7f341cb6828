//! Who takes part, in the order in which they were named.

use std::collections::HashMap;

use kontor_contracts::{RegistrationId, events::Participant};
use kontor_store::{StoreError, Tx, list};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::Read;

/// The participants of some registrations.
pub(super) type Participants = HashMap<RegistrationId, Vec<Participant>>;

#[derive(FromQueryResult)]
struct Row {
    registration: Uuid,
    name: String,
}

/// Who takes part in these.
pub(super) async fn of(
    read: &impl Read,
    registrations: impl Iterator<Item = Uuid> + Send,
) -> Result<Participants, StoreError> {
    let (ids, values) = list(1, registrations.map(Into::into));
    let mut participants = Participants::new();
    if values.is_empty() {
        return Ok(participants);
    }
    let sql = format!(
        "SELECT registration, name FROM participants WHERE registration IN {ids} \
         ORDER BY registration, position"
    );
    for Row { registration, name } in read.rows::<Row>(&sql, values).await? {
        let of_this = participants.entry(RegistrationId::new(registration));
        of_this.or_default().push(Participant { name });
    }
    Ok(participants)
}

/// Writes who takes part in new registrations.
pub(super) async fn insert<'a>(
    tx: &Tx,
    new: impl Iterator<Item = (RegistrationId, &'a [Participant])>,
) -> Result<(), StoreError> {
    let rows = new.flat_map(|(registration, participants)| {
        (0_i64..).zip(participants).map(move |(position, person)| {
            vec![
                registration.uuid().into(),
                position.into(),
                person.name.as_str().into(),
            ]
        })
    });
    let columns = ["registration", "position", "name"];
    tx.insert("participants", &columns, rows.collect(), "")
        .await?;
    Ok(())
}
