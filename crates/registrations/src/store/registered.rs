//! Registrations as pages show them: read outside of a transaction, never to decide anything.

use std::collections::HashMap;

use kontor_book::Standing;
use kontor_contracts::{ForumId, RegistrationId};
use kontor_store::{
    Database, StoreError, Tx,
    columns::{corrupt, count, from_json, parsed},
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::domain::{Consent, Readers};

use super::{
    Hash,
    registrations::{COLUMNS, LIVE, Registration, Row, TABLE, whole},
};

/// The registration that a link belongs to.
pub(crate) async fn of_token(
    database: &Database,
    hash: &Hash,
) -> Result<Option<Registration>, StoreError> {
    let columns = COLUMNS.replace("id, forum", "r.id, r.forum");
    let sql = format!(
        "SELECT {columns} FROM confirm_tokens t JOIN registrations r ON r.id = t.registration \
         WHERE t.hash = $1"
    );
    let rows: Vec<Row> = database.rows(&sql, [hash.to_vec().into()]).await?;
    Ok(whole(database, rows).await?.pop())
}

/// A registration with all that is kept of it.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) registration: Registration,
    pub(crate) slug: String,
    pub(crate) consents: Vec<Consent>,
    pub(crate) confirmed_ms: Option<i64>,
    pub(crate) cancelled_ms: Option<i64>,
}

impl Found {
    /// How far it has come, as lists say it.
    pub(crate) const fn state(&self) -> &'static str {
        match self.registration.standing {
            Standing::Pending { .. } => "pending",
            Standing::Confirmed => "confirmed",
            Standing::Waiting { .. } => "waiting",
            Standing::Offered { .. } => "offered",
            Standing::Expired if self.cancelled_ms.is_some() => "cancelled",
            Standing::Expired => "expired",
        }
    }
}

/// The registrations of an address, newest first.
pub(crate) async fn of_address(
    database: &Database,
    email_key: &str,
) -> Result<Vec<Found>, StoreError> {
    all(database, "email_key = $1", email_key.into()).await
}

/// A registration with all that is kept of it.
pub(crate) async fn found(
    database: &Database,
    id: RegistrationId,
) -> Result<Option<Found>, StoreError> {
    Ok(all(database, "id = $1", id.uuid().into()).await?.pop())
}

async fn all(database: &Database, which: &str, value: Value) -> Result<Vec<Found>, StoreError> {
    #[derive(FromQueryResult)]
    struct About {
        slug: String,
        consents: String,
        confirmed_at: Option<i64>,
        cancelled_at: Option<i64>,
    }
    #[derive(FromQueryResult)]
    struct FoundRow {
        #[sea_orm(nested)]
        row: Row,
        #[sea_orm(nested)]
        about: About,
    }
    let about = "consents, confirmed_at, cancelled_at, \
                 (SELECT slug FROM forums f WHERE f.id = registrations.forum) AS slug";
    let sql =
        format!("SELECT {COLUMNS}, {about} FROM registrations WHERE {which} ORDER BY id DESC");
    let found: Vec<FoundRow> = database.rows(&sql, [value]).await?;
    let (rows, about): (Vec<_>, Vec<About>) = found
        .into_iter()
        .map(|found| (found.row, found.about))
        .unzip();
    let whole = whole(database, rows).await?.into_iter().zip(about);
    whole
        .map(|(registration, about)| {
            Ok(Found {
                registration,
                slug: about.slug,
                consents: from_json(TABLE, "consents", &about.consents)?,
                confirmed_ms: about.confirmed_at,
                cancelled_ms: about.cancelled_at,
            })
        })
        .collect()
}

/// Whether the same address has a later registration at the same forum that has not ended.
pub(crate) async fn has_later(
    database: &Database,
    registration: &Registration,
) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Later {
        #[expect(dead_code, reason = "that there is one is enough")]
        id: Uuid,
    }
    let sql = format!(
        "SELECT id FROM registrations WHERE forum = $1 AND email_key = $2 AND {LIVE} AND id > $3 \
         LIMIT 1"
    );
    let values: [Value; 3] = [
        registration.forum.uuid().into(),
        registration.address.key.as_str().into(),
        registration.id.uuid().into(),
    ];
    let later: Option<Later> = database.row(&sql, values).await?;
    Ok(later.is_some())
}

/// Whether a registration has not ended.
pub(crate) async fn is_live(database: &Database, id: RegistrationId) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Live {
        n: i64,
    }
    let sql = format!("SELECT COUNT(*) AS n FROM registrations WHERE id = $1 AND {LIVE}");
    let row: Option<Live> = database.row(&sql, [id.uuid().into()]).await?;
    Ok(row.is_some_and(|row| row.n > 0))
}

/// What was agreed to with a registration.
pub(crate) async fn consents(
    database: &Database,
    id: RegistrationId,
) -> Result<Vec<Consent>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        consents: String,
    }
    let sql = "SELECT consents FROM registrations WHERE id = $1";
    let row: Option<Row> = database.row(sql, [id.uuid().into()]).await?;
    row.map_or(Ok(Vec::new()), |row| {
        from_json(TABLE, "consents", &row.consents)
    })
}

/// Up to `limit` registrations of a forum before `before`, newest first.
pub(crate) async fn newest_of_forum(
    database: &Database,
    forum: ForumId,
    before: Option<RegistrationId>,
    limit: u32,
) -> Result<Vec<Registration>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM registrations WHERE forum = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
    );
    let before = before.map_or(Uuid::max(), RegistrationId::uuid);
    let values: [Value; 3] = [forum.uuid().into(), before.into(), i64::from(limit).into()];
    whole(database, database.rows(&sql, values).await?).await
}

/// How many registrations of a forum have come how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Waiting for their address to be confirmed.
    pub pending: u32,
    /// Confirmed.
    pub confirmed: u32,
    /// On the waiting list.
    pub waiting: u32,
    /// Offered places, and not yet answered.
    pub offered: u32,
    /// Not confirmed in time.
    pub expired: u32,
}

/// How far the registrations of each forum have come; a forum without any is not there.
pub(crate) type CountsByForum = HashMap<ForumId, Counts>;

/// The registrations of one forum, counted.
pub(crate) async fn counts(database: &Database, forum: ForumId) -> Result<Counts, StoreError> {
    let counted = count_by_forum(database, "WHERE forum = $1", [forum.uuid().into()]).await?;
    Ok(counted.get(&forum).copied().unwrap_or_default())
}

/// The registrations of all forums, counted with one statement.
pub(crate) async fn counts_of_all(database: &Database) -> Result<CountsByForum, StoreError> {
    count_by_forum(database, "", []).await
}

/// Who is written to about a forum, by language: whoever has signed up and has not gone, those whom they
/// have named with an own address, once they have places, and whoever is invited and silent.
pub(crate) async fn readers(tx: &Tx, forum: ForumId) -> Result<Vec<Readers>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        language: String,
        confirmed: i64,
        waiting: i64,
        unconfirmed: i64,
        invited: i64,
    }
    let count_of = |states: &str| format!("COUNT(CASE WHEN state IN ({states}) THEN 1 END)");
    let sql = format!(
        "SELECT language, {} AS confirmed, {} AS waiting, {} AS unconfirmed, {} AS invited FROM \
         (SELECT language, state FROM registrations WHERE forum = $1 AND {LIVE} \
         UNION ALL SELECT COALESCE(c.language, r.language), r.state FROM recipients c \
         JOIN registrations r ON r.id = c.registration \
         WHERE c.forum = $1 AND r.state = 'confirmed' \
         UNION ALL SELECT language, state FROM invitations i WHERE forum = $1 AND state = 'invited' \
         AND NOT EXISTS (SELECT 1 FROM registrations r WHERE r.forum = i.forum \
         AND r.email_key = i.email_key AND r.{LIVE}) \
         AND NOT EXISTS (SELECT 1 FROM recipients c JOIN registrations r ON r.id = c.registration \
         WHERE c.forum = i.forum AND c.email_key = i.email_key AND r.state = 'confirmed')) AS readers \
         GROUP BY language ORDER BY language",
        count_of("'confirmed'"),
        count_of("'waiting', 'offered'"),
        count_of("'pending'"),
        count_of("'invited'")
    );
    let rows: Vec<Row> = tx.rows(&sql, [forum.uuid().into()]).await?;
    let readers = rows.into_iter().map(|row| {
        Ok(Readers {
            language: parsed(TABLE, "language", &row.language)?,
            confirmed: count(TABLE, "state", row.confirmed)?,
            waiting: count(TABLE, "state", row.waiting)?,
            unconfirmed: count(TABLE, "state", row.unconfirmed)?,
            invited: count(TABLE, "state", row.invited)?,
        })
    });
    readers.collect()
}

async fn count_by_forum(
    database: &Database,
    condition: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<CountsByForum, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        forum: Uuid,
        state: String,
        n: i64,
    }
    let sql = format!(
        "SELECT forum, state, COUNT(*) AS n FROM registrations {condition} GROUP BY forum, state"
    );
    let mut counted = CountsByForum::new();
    for row in database.rows::<Row>(&sql, values).await? {
        let n = count(TABLE, "state", row.n)?;
        let counts = counted.entry(ForumId::new(row.forum)).or_default();
        match row.state.as_str() {
            "pending" => counts.pending = n,
            "confirmed" => counts.confirmed = n,
            "waiting" => counts.waiting = n,
            "offered" => counts.offered = n,
            "expired" => counts.expired = n,
            other => return Err(corrupt(TABLE, "state", format!("{other:?}"))),
        }
    }
    Ok(counted)
}
