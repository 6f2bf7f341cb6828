//! What becomes of registrations: every statement that writes them.

use kontor_contracts::{EmailAddress, RegistrationId};
use kontor_store::{Database, Engine, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    participants,
    registrations::{LIVE, Registration, TABLE, ids},
    to_json,
};
use crate::domain::Consent;

/// Most ids of one statement. In a rush thousands of holds end at once, and SQLite takes 32,766 values.
const IDS: usize = 1024;

/// Writes new registrations. `email_key` is the key under which an address is one person.
pub(crate) async fn insert<'a>(
    tx: &Tx,
    new: impl Iterator<Item = (&'a Registration, &'a [Consent])>,
) -> Result<(), StoreError> {
    const NAMES: [&str; 17] = [
        "id",
        "forum",
        "state",
        "sequence",
        "places",
        "held_until",
        "created_at",
        "email_key",
        "email",
        "name",
        "language",
        "organisation",
        "country",
        "participants",
        "consents",
        "holds",
        "domain",
    ];
    let new: Vec<_> = new.collect();
    let rows = new
        .iter()
        .map(|(registration, consents)| values(registration, consents));
    tx.insert(TABLE, &NAMES, rows.collect::<Result<_, _>>()?, "")
        .await?;
    let named = new
        .iter()
        .map(|(new, _)| (new.id, new.participants.as_slice()));
    participants::insert(tx, named).await
}

fn values(new: &Registration, consents: &[Consent]) -> Result<Vec<Value>, StoreError> {
    let contact = &new.contact;
    Ok(vec![
        new.id.uuid().into(),
        new.forum.uuid().into(),
        "pending".into(),
        new.sequence.into(),
        i64::from(new.places).into(),
        new.held_until_ms.into(),
        new.created_ms.into(),
        new.address.key.as_str().into(),
        contact.email.as_str().into(),
        contact.name.as_str().into(),
        contact.language.as_str().into(),
        contact.organisation.clone().into(),
        contact.country.map(|c| c.as_str().to_owned()).into(),
        // Must be there, and is not used any more.
        "[]".into(),
        to_json(TABLE, "consents", &consents)?.into(),
        i64::from(new.holds).into(),
        new.address.domain.as_str().into(),
    ])
}

/// These count from now on.
pub(crate) async fn confirm(
    tx: &Tx,
    wanted: &[RegistrationId],
    now_ms: i64,
) -> Result<(), StoreError> {
    let change = ", state = 'confirmed', confirmed_at = $1, holds = 1";
    update(tx, wanted, change, vec![now_ms.into()]).await
}

/// These were not confirmed in time, or others have replaced them.
pub(crate) async fn expire(tx: &Tx, wanted: &[RegistrationId]) -> Result<(), StoreError> {
    update(tx, wanted, ", state = 'expired'", Vec::new()).await
}

/// These were called off.
pub(crate) async fn cancel(
    tx: &Tx,
    wanted: &[RegistrationId],
    now_ms: i64,
) -> Result<(), StoreError> {
    let change = ", state = 'expired', cancelled_at = $1";
    update(tx, wanted, change, vec![now_ms.into()]).await
}

/// Nothing has changed but that one more event has told of them.
pub(crate) async fn count_event(tx: &Tx, wanted: &[RegistrationId]) -> Result<(), StoreError> {
    update(tx, wanted, "", Vec::new()).await
}

/// Counts the event that tells of a change of registrations, and makes it: `change` follows in the list
/// of what is set.
async fn update(
    tx: &Tx,
    wanted: &[RegistrationId],
    change: &str,
    values: Vec<Value>,
) -> Result<(), StoreError> {
    for wanted in wanted.chunks(IDS) {
        let (ids, more) = ids(values.len() + 1, wanted);
        let values = values.iter().cloned().chain(more);
        let sql =
            format!("UPDATE registrations SET sequence = sequence + 1{change} WHERE id IN {ids}");
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// Removes registrations that were never confirmed and ended before `before_ms`, up to `limit` of
/// them; says how many.
pub(crate) async fn forget_unconfirmed(
    database: &Database,
    before_ms: i64,
    limit: u32,
) -> Result<u64, StoreError> {
    #[derive(FromQueryResult)]
    struct Gone {
        id: Uuid,
    }
    let tx = database.begin().await?;
    let sql = "DELETE FROM registrations WHERE id IN (SELECT id FROM registrations \
               WHERE state = 'expired' AND confirmed_at IS NULL AND held_until < $1 \
               ORDER BY held_until, id LIMIT $2) RETURNING id";
    let values = [Value::from(before_ms), i64::from(limit).into()];
    let gone: Vec<Gone> = tx.rows(sql, values).await?;
    let gone: Vec<_> = gone.iter().map(|row| RegistrationId::new(row.id)).collect();
    // Of just these: a second look might find others, and leave names behind.
    for gone in gone.chunks(IDS) {
        let (ids, values) = ids(1, gone);
        let sql = format!("DELETE FROM participants WHERE registration IN {ids}");
        tx.execute(&sql, values).await?;
    }
    tx.commit().await?;
    Ok(u64::try_from(gone.len()).unwrap_or(u64::MAX))
}

#[derive(FromQueryResult)]
struct KeyRow {
    id: Uuid,
    email: String,
}

/// Gives the addresses that were kept under an older form of their key the one of today. Where two
/// registrations of one person have met since, the later keeps its old key.
pub(crate) async fn rekey(database: &Database) -> Result<u64, StoreError> {
    // Only keys with letters beyond ASCII have changed their form.
    let beyond_ascii = match database.engine() {
        Engine::Postgres => "email_key ~ '[^ -~]'",
        Engine::Sqlite => "email_key GLOB '*[^ -~]*'",
    };
    let sql = format!("SELECT id, email FROM registrations WHERE {beyond_ascii} ORDER BY id");
    let rows: Vec<KeyRow> = database.rows(&sql, []).await?;
    let tx = database.begin().await?;
    let mut changed = 0;
    for row in rows {
        let Ok(email) = row.email.parse::<EmailAddress>() else {
            continue;
        };
        let sql = format!(
            "UPDATE registrations SET email_key = $2 WHERE id = $1 AND email_key <> $2 \
             AND NOT EXISTS (SELECT 1 FROM registrations other WHERE other.email_key = $2 \
             AND other.forum = registrations.forum AND other.{LIVE})"
        );
        changed += tx
            .execute(&sql, [row.id.into(), email.key().into()])
            .await?;
    }
    tx.commit().await?;
    Ok(changed)
}
