//! Accounts.

use std::fmt;

use kontor_contracts::{AccountId, EmailAddress, Language};
use kontor_store::{Database, StoreError, Tx};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{grants, word};
use crate::{AccountState, Grant};

const TABLE: &str = "accounts";

/// The account of one of the staff.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The person's name.
    pub name: String,
    /// The address they sign in with.
    pub email: EmailAddress,
    /// Whether they can sign in.
    pub state: AccountState,
    /// What they may do.
    pub grants: Vec<Grant>,
    /// Whether they have a password; whoever has none signs in elsewhere.
    pub has_password: bool,
    /// Whether a second factor is set up.
    pub has_second_factor: bool,
    /// What they read, once it is known.
    pub language: Option<Language>,
    /// When any of this was changed, but for the grants.
    pub changed_ms: i64,
}

impl fmt::Debug for Account {
    /// Without name and address: they are personal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("state", &self.state)
            .field("grants", &self.grants)
            .finish_non_exhaustive()
    }
}

/// An account with what only this crate may see.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    pub(crate) account: Account,
    pub(crate) password: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    email: String,
    password: Option<String>,
    state: String,
    language: Option<String>,
    changed_at: i64,
    factor: Option<i64>,
}

impl Row {
    fn with(self, grants: Vec<Grant>) -> Result<Kept, StoreError> {
        let language = self.language.as_deref();
        Ok(Kept {
            account: Account {
                id: AccountId::new(self.id),
                name: self.name,
                email: word(TABLE, "email", &self.email)?,
                state: word(TABLE, "state", &self.state)?,
                grants,
                has_password: self.password.is_some(),
                has_second_factor: self.factor.is_some(),
                language: language
                    .map(|tag| word(TABLE, "language", tag))
                    .transpose()?,
                changed_ms: self.changed_at,
            },
            password: self.password,
        })
    }
}

const READ: &str = "SELECT a.id, a.name, a.email, a.password, a.state, a.language, a.changed_at, \
    s.confirmed_at AS factor FROM accounts a LEFT JOIN second_factors s ON s.account = a.id";

/// All, by name.
pub(crate) async fn all(database: &Database) -> Result<Vec<Account>, StoreError> {
    let rows: Vec<Row> = database
        .rows(&format!("{READ} ORDER BY a.name, a.id"), [])
        .await?;
    let mut grants = grants::all(database).await?;
    let accounts = rows.into_iter().map(|row| {
        let grants = grants.remove(&row.id).unwrap_or_default();
        row.with(grants).map(|kept| kept.account)
    });
    accounts.collect()
}

/// The one with an address, by its key.
pub(crate) async fn by_key(database: &Database, key: &str) -> Result<Option<Kept>, StoreError> {
    one(database, "a.email_key", key.into()).await
}

pub(crate) async fn by_id(database: &Database, id: AccountId) -> Result<Option<Kept>, StoreError> {
    one(database, "a.id", id.uuid().into()).await
}

async fn one(database: &Database, column: &str, value: Value) -> Result<Option<Kept>, StoreError> {
    let sql = format!("{READ} WHERE {column} = $1");
    let Some(row) = database.row::<Row>(&sql, [value]).await? else {
        return Ok(None);
    };
    let grants = grants::of(database, row.id).await?;
    row.with(grants).map(Some)
}

/// Whether there is one at all.
pub(crate) async fn exist(database: &Database) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct One {
        #[expect(dead_code, reason = "that there is a row is the answer")]
        id: Uuid,
    }
    let row: Option<One> = database.row("SELECT id FROM accounts LIMIT 1", []).await?;
    Ok(row.is_some())
}

/// A new account.
#[derive(Debug)]
pub(crate) struct New<'a> {
    pub(crate) id: AccountId,
    pub(crate) name: &'a str,
    pub(crate) email: &'a EmailAddress,
    pub(crate) password: Option<&'a str>,
    pub(crate) state: AccountState,
    pub(crate) language: Option<&'a Language>,
}

/// [`StoreError::Conflict`] if the address is taken.
pub(crate) async fn insert(tx: &Tx, new: New<'_>, now_ms: i64) -> Result<(), StoreError> {
    let columns = [
        "id",
        "name",
        "email",
        "email_key",
        "password",
        "state",
        "language",
        "created_at",
        "changed_at",
    ];
    let row = vec![
        new.id.uuid().into(),
        new.name.into(),
        new.email.as_str().into(),
        new.email.key().into(),
        new.password.into(),
        new.state.name().into(),
        new.language.map(Language::as_str).into(),
        now_ms.into(),
        now_ms.into(),
    ];
    tx.insert(TABLE, &columns, vec![row], "").await?;
    Ok(())
}

/// What is decided upon within a transaction.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Locked {
    pub(crate) state: AccountState,
    pub(crate) password: Option<String>,
}

/// Locks an account until the transaction ends: whoever signs in and whoever shuts out follow one after
/// the other.
pub(crate) async fn lock(tx: &Tx, id: AccountId) -> Result<Option<Locked>, StoreError> {
    #[derive(FromQueryResult)]
    struct State {
        state: String,
        password: Option<String>,
    }
    let sql = format!(
        "SELECT state, password FROM accounts WHERE id = $1{}",
        tx.engine().for_update()
    );
    let row: Option<State> = tx.row(&sql, [id.uuid().into()]).await?;
    row.map(|row| {
        let state = word(TABLE, "state", &row.state)?;
        Ok(Locked {
            state,
            password: row.password,
        })
    })
    .transpose()
}

pub(crate) async fn set_state(
    tx: &Tx,
    id: AccountId,
    state: AccountState,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE accounts SET state = $2, changed_at = $3 WHERE id = $1";
    let values: [Value; 3] = [id.uuid().into(), state.name().into(), now_ms.into()];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Keeps what somebody reads: the language of the page that they are at.
pub(crate) async fn learn_language(
    tx: &Tx,
    id: AccountId,
    language: &Language,
) -> Result<(), StoreError> {
    let sql = "UPDATE accounts SET language = $2 \
               WHERE id = $1 AND (language IS NULL OR language <> $2)";
    let values: [Value; 2] = [id.uuid().into(), language.as_str().into()];
    tx.execute(sql, values).await?;
    Ok(())
}

/// Sets a password; whoever was invited can sign in from now on.
pub(crate) async fn set_password(
    tx: &Tx,
    id: AccountId,
    password: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let sql = "UPDATE accounts SET password = $2, changed_at = $3, \
               state = CASE WHEN state = 'invited' THEN 'active' ELSE state END WHERE id = $1";
    let values: [Value; 3] = [id.uuid().into(), password.into(), now_ms.into()];
    tx.execute(sql, values).await?;
    Ok(())
}
