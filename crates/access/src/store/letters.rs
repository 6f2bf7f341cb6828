//! Letters that wait for the mailer.

use kontor_contracts::{AccountId, EmailAddress, Language};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{run, word};
use crate::domain::{letter::Subject, secret::Secret};

const TABLE: &str = "letters";

/// Most letters of one step.
const BATCH: i64 = 100;

/// A letter on its way in.
#[derive(Debug)]
pub(crate) struct New<'a> {
    pub(crate) id: Uuid,
    pub(crate) subject: Subject,
    /// The key of what was typed; only where it is not known whose it is.
    pub(crate) asked: Option<&'a str>,
    pub(crate) account: Option<AccountId>,
    /// The whole address of the link.
    pub(crate) link: Option<&'a Secret>,
    /// In which it is written to somebody of whom none is known.
    pub(crate) language: &'a Language,
    pub(crate) created_ms: i64,
    pub(crate) until_ms: i64,
}

pub(crate) async fn insert(tx: &Tx, new: New<'_>) -> Result<(), StoreError> {
    let columns = [
        "id",
        "kind",
        "asked",
        "account",
        "link",
        "language",
        "created_at",
        "until",
    ];
    let row = vec![
        new.id.into(),
        new.subject.name().into(),
        new.asked.into(),
        new.account.map(AccountId::uuid).into(),
        new.link.map(Secret::reveal).into(),
        new.language.as_str().into(),
        new.created_ms.into(),
        new.until_ms.into(),
    ];
    tx.insert(TABLE, &columns, vec![row], "").await?;
    Ok(())
}

/// What somebody asked for whose address may be anybody's.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) id: Uuid,
    pub(crate) key: String,
    pub(crate) language: Language,
}

/// What was asked for and still may be answered, the oldest first.
pub(crate) async fn asked(database: &Database, now_ms: i64) -> Result<Vec<Asked>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        asked: String,
        language: String,
    }
    let sql = "SELECT id, asked, language FROM letters WHERE asked IS NOT NULL AND until > $1 \
               ORDER BY created_at, id LIMIT $2";
    let rows: Vec<Row> = database.rows(sql, [now_ms.into(), BATCH.into()]).await?;
    let asked = rows.into_iter().map(|row| {
        Ok(Asked {
            id: row.id,
            key: row.asked,
            language: word(TABLE, "language", &row.language)?,
        })
    });
    asked.collect()
}

/// Removes a letter; `false` if somebody else has done so.
pub(crate) async fn remove(tx: &Tx, id: Uuid) -> Result<bool, StoreError> {
    let sql = "DELETE FROM letters WHERE id = $1";
    Ok(tx.execute(sql, [id.into()]).await? == 1)
}

/// Removes the letters of an account whose links work no longer.
pub(crate) async fn remove_links_of(tx: &Tx, account: AccountId) -> Result<(), StoreError> {
    let sql = "DELETE FROM letters WHERE account = $1 AND link IS NOT NULL";
    tx.execute(sql, [account.uuid().into()]).await?;
    Ok(())
}

/// A letter to somebody.
#[derive(Debug)]
pub(crate) struct Due {
    pub(crate) id: Uuid,
    pub(crate) subject: Subject,
    pub(crate) account: AccountId,
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) language: Language,
    pub(crate) link: Option<Secret>,
    pub(crate) created_ms: i64,
    pub(crate) until_ms: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    account: Uuid,
    name: String,
    email: String,
    language: String,
    link: Option<String>,
    created_at: i64,
    until: i64,
}

impl TryFrom<Row> for Due {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            subject: word(TABLE, "kind", &row.kind)?,
            account: AccountId::new(row.account),
            name: row.name,
            email: word("accounts", "email", &row.email)?,
            language: word(TABLE, "language", &row.language)?,
            link: row.link.map(Secret::of_text),
            created_ms: row.created_at,
            until_ms: row.until,
        })
    }
}

/// Letters to be written, the oldest first. The language is that of the account where it is known, for
/// it is the reader's own.
pub(crate) async fn due(database: &Database, now_ms: i64) -> Result<Vec<Due>, StoreError> {
    let sql = "SELECT l.id, l.kind, l.account, a.name, a.email, \
               COALESCE(a.language, l.language) AS language, l.link, l.created_at, l.until \
               FROM letters l JOIN accounts a ON a.id = l.account \
               WHERE l.until > $1 ORDER BY l.created_at, l.id LIMIT $2";
    let rows: Vec<Row> = database.rows(sql, [now_ms.into(), BATCH.into()]).await?;
    Ok(readable(rows))
}

/// Those that can be read: one that cannot (a newer program may have written it) waits, and
/// holds nobody up.
fn readable(rows: Vec<Row>) -> Vec<Due> {
    let read = rows.into_iter().filter_map(|row| {
        let id = row.id;
        Due::try_from(row)
            .inspect_err(|error| tracing::warn!(letter = %id, %error, "a letter cannot be read"))
            .ok()
    });
    read.collect()
}

/// Removes a letter that somebody has taken over.
pub(crate) async fn taken(database: &Database, id: Uuid) -> Result<(), StoreError> {
    let values: [Value; 1] = [id.into()];
    run(database, "DELETE FROM letters WHERE id = $1", values).await?;
    Ok(())
}

pub(crate) async fn forget(
    database: &Database,
    before_ms: i64,
    limit: i64,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM letters WHERE id IN (SELECT id FROM letters WHERE until <= $1 LIMIT $2)";
    run(database, sql, [before_ms.into(), limit.into()]).await
}
