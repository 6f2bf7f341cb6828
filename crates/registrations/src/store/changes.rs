//! What becomes of registrations: every statement that writes them.

use kontor_book::Pass;
use kontor_contracts::{EmailAddress, RecipientId, RegistrationId};
use kontor_store::{Database, Engine, StoreError, Tx, columns::to_json};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    participants::{self, ToWrite},
    registrations::{LIVE, Registration, TABLE, ids},
};
use crate::domain::Consent;

/// Most ids of one statement. In a rush thousands of holds end at once, and SQLite takes 32,766 values.
const IDS: usize = 1024;

/// Writes new registrations. `email_key` is the key under which an address is one person.
pub(crate) async fn insert<'a>(
    tx: &Tx,
    new: impl Iterator<Item = (&'a Registration, &'a [Consent])>,
) -> Result<(), StoreError> {
    const NAMES: [&str; 19] = [
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
        "consents",
        "holds",
        "domain",
        "may_wait",
        "invitation",
        "code",
    ];
    let new: Vec<_> = new.collect();
    let rows = new
        .iter()
        .map(|(registration, consents)| values(registration, consents));
    tx.insert(TABLE, &NAMES, rows.collect::<Result<_, _>>()?, "")
        .await?;
    let people: Vec<_> = new.iter().map(|(new, _)| people(new)).collect();
    participants::insert(tx, &people).await
}

fn people(registration: &Registration) -> ToWrite<'_> {
    ToWrite {
        registration: registration.id,
        forum: registration.forum,
        participants: &registration.participants,
        recipients: &registration.recipients,
    }
}

/// Writes of registrations who takes part now, how many places that are, and in which language the contact
/// reads. Who takes part no more has no link any more.
pub(crate) async fn write_people(
    tx: &Tx,
    changed: &[&Registration],
    gone: &[RecipientId],
) -> Result<(), StoreError> {
    if changed.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = changed.iter().map(|changed| changed.id).collect();
    participants::remove(tx, &ids).await?;
    participants::remove_links(tx, gone).await?;
    let people: Vec<_> = changed.iter().map(|changed| people(changed)).collect();
    participants::insert(tx, &people).await?;
    for changed in changed {
        let values: [Value; 3] = [
            i64::from(changed.places).into(),
            changed.contact.language.as_str().into(),
            changed.id.uuid().into(),
        ];
        let sql = "UPDATE registrations SET places = $1, language = $2 WHERE id = $3";
        tx.execute(sql, values).await?;
    }
    Ok(())
}

fn values(new: &Registration, consents: &[Consent]) -> Result<Vec<Value>, StoreError> {
    let contact = &new.contact;
    let (invitation, code) = match new.pass {
        Some(Pass::Invitation(id)) => (Some(id.uuid()), None),
        Some(Pass::Code(id)) => (None, Some(id.uuid())),
        None => (None, None),
    };
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
        to_json(TABLE, "consents", &consents)?.into(),
        i64::from(new.holds).into(),
        new.address.domain.as_str().into(),
        i64::from(new.may_wait).into(),
        invitation.into(),
        code.into(),
    ])
}

/// What becomes of a registration that is kept. What has ended comes first: its address may have signed
/// up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Change {
    /// It was not confirmed in time, did not take its offer, or another has replaced it.
    Expire,
    /// It was called off.
    Cancel,
    /// Nothing, but that events have told of it.
    Nothing,
    /// Its address is confirmed, and it waits for places since then.
    Wait {
        /// In milliseconds since 1970.
        since_ms: i64,
    },
    /// Places are kept for it.
    Offer {
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
    /// It counts from now on.
    Confirm,
}

impl Change {
    /// Whether it makes room for another registration of the same address.
    pub(crate) const fn is_an_end(self) -> bool {
        matches!(self, Self::Expire | Self::Cancel)
    }

    /// What is set, with the value of `$1` if it has one.
    fn set(self, now_ms: i64) -> (&'static str, Option<i64>) {
        match self {
            Self::Expire => (", state = 'expired'", None),
            Self::Cancel => (", state = 'expired', cancelled_at = $1", Some(now_ms)),
            Self::Nothing => ("", None),
            // The address is proved now, and what was held for that no more.
            Self::Wait { since_ms } => (
                ", state = 'waiting', waiting_since = $1, confirmed_at = $1, holds = 0",
                Some(since_ms),
            ),
            Self::Offer { until_ms } => (", state = 'offered', held_until = $1", Some(until_ms)),
            Self::Confirm => (
                ", state = 'confirmed', confirmed_at = $1, holds = 1",
                Some(now_ms),
            ),
        }
    }
}

/// Makes a change of registrations of each of which so many events have told.
pub(crate) async fn make(
    tx: &Tx,
    wanted: &[RegistrationId],
    (change, events): (Change, i64),
    now_ms: i64,
) -> Result<(), StoreError> {
    let (set, value) = change.set(now_ms);
    let values: Vec<Value> = value.into_iter().map(Value::from).collect();
    for wanted in wanted.chunks(IDS) {
        let (ids, more) = ids(values.len() + 1, wanted);
        let values = values.iter().cloned().chain(more);
        let sql = format!(
            "UPDATE registrations SET sequence = sequence + {events}{set} WHERE id IN {ids}"
        );
        tx.execute(&sql, values).await?;
    }
    Ok(())
}

/// So many places have passed a group on the waiting list.
pub(crate) async fn pass(
    tx: &Tx,
    registration: RegistrationId,
    places: u32,
) -> Result<(), StoreError> {
    let sql = "UPDATE registrations SET passed = $1 WHERE id = $2";
    let values: [Value; 2] = [i64::from(places).into(), registration.uuid().into()];
    tx.execute(sql, values).await?;
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
        for table in ["participants", "recipients", "own_links"] {
            let sql = format!("DELETE FROM {table} WHERE registration IN {ids}");
            tx.execute(&sql, values.clone()).await?;
        }
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
