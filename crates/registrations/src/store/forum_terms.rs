//! What sign-ups need to know of a forum, read under its lock, and how many of its places are taken.
//! Never its texts: they are long, and in a rush this is read with every group.

use kontor_book::{Taken, Terms};
use kontor_contracts::{ForumId, Language};
use kontor_store::{
    Database, StoreError, Tx,
    columns::{count, from_json, from_word},
    list,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::moment;
use crate::domain::{Hours, main_language, sign_up_terms};

const TABLE: &str = "forums";

/// A forum as sign-ups need to know it.
#[derive(Debug, Clone)]
pub(crate) struct ForumTerms {
    pub(crate) id: ForumId,
    pub(crate) slug: String,
    /// The terms, with instants derived from today's rules of the forum's zone.
    pub(crate) terms: Terms,
    /// How long a place is held, as people are told.
    pub(crate) hold_hours: u32,
    /// The language of mails to whoever has chosen none.
    pub(crate) main_language: Language,
    pub(crate) taken: Taken,
    /// How many groups are on its waiting list.
    pub(crate) waiting: u32,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    slug: String,
    sequence: i64,
    state: String,
    zone: String,
    opens: Option<String>,
    closes: String,
    starts: String,
    changes_close: Option<String>,
    capacity: i64,
    hold_hours: i64,
    languages: String,
    taken: i64,
    confirmed: i64,
    offered: i64,
    waiting: i64,
    waiting_list: i64,
    offer_hours: i64,
    by_invitation_only: i64,
}

impl TryFrom<Row> for ForumTerms {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = ForumId::new(row.id);
        let languages: Vec<Language> = from_json(TABLE, "languages", &row.languages)?;
        let at = |column, local: &str| moment(column, local, &row.zone);
        let opens = row.opens.as_deref().map(|opens| at("opens", opens));
        let (opens, closes) = (opens.transpose()?, at("closes", &row.closes)?);
        let changes_close = row.changes_close.as_ref().unwrap_or(&row.starts);
        let changes_close = at("changes_close", changes_close)?;
        let state = from_word(TABLE, "state", &row.state)?;
        let capacity = count(TABLE, "capacity", row.capacity)?;
        let hold_hours = count(TABLE, "hold_hours", row.hold_hours)?;
        let when = (opens.as_ref(), &closes, &changes_close);
        let hours = Hours {
            hold: hold_hours,
            offer: count(TABLE, "offer_hours", row.offer_hours)?,
            has_waiting_list: row.waiting_list != 0,
        };
        let terms = sign_up_terms(state, when, capacity, hours, row.sequence);
        let terms = terms.map(|terms| Terms {
            by_invitation_only: row.by_invitation_only != 0,
            ..terms
        });
        let terms = terms.unwrap_or_else(|error| {
            tracing::error!(forum = %id, %error, "the forum is closed");
            Terms::closed(state, capacity, row.sequence)
        });
        Ok(Self {
            id,
            slug: row.slug,
            terms,
            hold_hours,
            main_language: main_language(&languages),
            taken: taken(row.taken, row.confirmed, row.offered)?,
            waiting: count(TABLE, "waiting", row.waiting)?,
        })
    }
}

/// The places of a forum that are not free, from the columns that count them.
pub(super) fn taken(all: i64, confirmed: i64, offered: i64) -> Result<Taken, StoreError> {
    Ok(Taken {
        confirmed: count(TABLE, "confirmed", confirmed)?,
        held: count(TABLE, "taken", all - confirmed - offered)?,
        offered: count(TABLE, "offered", offered)?,
    })
}

/// The forums of these names, locked until the transaction ends; always in the order of their ids,
/// so that two processes cannot wait for each other.
pub(crate) async fn lock(
    tx: &Tx,
    ids: impl IntoIterator<Item = ForumId>,
    slugs: impl IntoIterator<Item = &str>,
) -> Result<Vec<ForumTerms>, StoreError> {
    let (ids, mut values) = list(1, ids.into_iter().map(|id| id.uuid().into()));
    let (slugs, more) = list(values.len() + 1, slugs.into_iter().map(Value::from));
    values.extend(more);
    let lock = tx.engine().for_update();
    let sql = format!(
        "SELECT id, slug, sequence, state, zone, opens, closes, starts, changes_close, capacity, hold_hours, \
         languages, taken, confirmed, offered, waiting, waiting_list, offer_hours, \
         by_invitation_only FROM forums WHERE id IN {ids} OR slug IN {slugs} ORDER BY id{lock}"
    );
    let rows = tx.rows::<Row>(&sql, values).await?.into_iter();
    rows.map(ForumTerms::try_from).collect()
}

/// The forums that there are.
pub(crate) async fn ids(database: &Database) -> Result<Vec<ForumId>, StoreError> {
    #[derive(FromQueryResult)]
    struct IdRow {
        id: Uuid,
    }
    let rows: Vec<IdRow> = database
        .rows("SELECT id FROM forums ORDER BY id", [])
        .await?;
    Ok(rows.into_iter().map(|row| ForumId::new(row.id)).collect())
}

/// Keeps how many places are taken, and how many groups wait for some.
pub(crate) async fn set_taken(
    tx: &Tx,
    forum: ForumId,
    taken: Taken,
    waiting: u32,
) -> Result<(), StoreError> {
    let sql =
        "UPDATE forums SET taken = $1, confirmed = $2, offered = $3, waiting = $4 WHERE id = $5";
    let values: [Value; 5] = [
        i64::from(taken.all()).into(),
        i64::from(taken.confirmed).into(),
        i64::from(taken.offered).into(),
        i64::from(waiting).into(),
        forum.uuid().into(),
    ];
    tx.execute(sql, values).await?;
    Ok(())
}
