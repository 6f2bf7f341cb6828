//! Reminders as they are planned, and the rounds in which everybody is looked at whom one may concern.

use std::collections::{BTreeMap, HashMap};

use kontor_contracts::ForumId;
use kontor_store::{
    StoreError, Tx,
    columns::{from_json, to_json},
    list,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::Read;
use crate::reminders::Orders;

const TABLE: &str = "reminders";
const COLUMNS: &str = "forum, rule, moment, plan, due_at, not_after, look_at, page_after, wrote, \
                       skips, sent_at_once, skipped_at";

/// A rule's reminder of one moment, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeptReminder {
    /// Its forum.
    pub(crate) forum: ForumId,
    /// The rule.
    pub(crate) rule: String,
    /// Which moment: a local date, or `hold`.
    pub(crate) moment: String,
    /// What was planned when it was last looked through: another plan begins another round.
    pub(crate) plan: String,
    /// When it is due, if that is the same for everybody.
    pub(crate) due_at: Option<i64>,
    /// The last instant at which it is of use, if that is the same for everybody.
    pub(crate) not_after: Option<i64>,
    /// When everybody is looked at; not (any more) if absent.
    pub(crate) look_at: Option<i64>,
    /// Whom the round has looked at last; nobody yet if empty.
    pub(crate) page_after: String,
    /// How many were written to.
    pub(crate) wrote: i64,
    /// How many were not, in the last round, by the reason's code.
    pub(crate) skips: BTreeMap<String, u64>,
    /// When the office ordered it to be sent at once.
    pub(crate) sent_at_once: Option<i64>,
    /// When the office ordered it not to be sent.
    pub(crate) skipped_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    forum: Uuid,
    rule: String,
    moment: String,
    plan: String,
    due_at: Option<i64>,
    not_after: Option<i64>,
    look_at: Option<i64>,
    page_after: String,
    wrote: i64,
    skips: String,
    sent_at_once: Option<i64>,
    skipped_at: Option<i64>,
}

impl Row {
    fn kept(self) -> Result<KeptReminder, StoreError> {
        Ok(KeptReminder {
            forum: ForumId::new(self.forum),
            rule: self.rule,
            moment: self.moment,
            plan: self.plan,
            due_at: self.due_at,
            not_after: self.not_after,
            look_at: self.look_at,
            page_after: self.page_after,
            wrote: self.wrote,
            skips: from_json(TABLE, "skips", &self.skips)?,
            sent_at_once: self.sent_at_once,
            skipped_at: self.skipped_at,
        })
    }
}

/// The reminders of forums, whatever became of them, in one order.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn reminders_of(
    read: &impl Read,
    forums: &[ForumId],
) -> Result<Vec<KeptReminder>, StoreError> {
    select(read, forums, "").await
}

/// The same, while nobody else plans them or has a round of them.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn lock_reminders(
    tx: &Tx,
    forums: &[ForumId],
) -> Result<Vec<KeptReminder>, StoreError> {
    select(tx, forums, tx.engine().for_update()).await
}

async fn select(
    read: &impl Read,
    forums: &[ForumId],
    ending: &str,
) -> Result<Vec<KeptReminder>, StoreError> {
    let (marks, values) = list(1, forums.iter().map(|forum| forum.uuid().into()));
    let sql = format!(
        "SELECT {COLUMNS} FROM reminders WHERE forum IN {marks} \
         ORDER BY forum, rule, moment{ending}"
    );
    let rows: Vec<Row> = read.rows(&sql, values).await?;
    rows.into_iter().map(Row::kept).collect()
}

/// The reminder whose round is due and ends first, for this transaction alone.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn next_round(tx: &Tx, now_ms: i64) -> Result<Option<KeptReminder>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reminders WHERE look_at <= $1 \
         ORDER BY COALESCE(not_after, look_at), forum, rule, moment LIMIT 1{}",
        tx.engine().skip_locked()
    );
    let row: Option<Row> = tx.row(&sql, [now_ms.into()]).await?;
    row.map(Row::kept).transpose()
}

/// When the next round, look or search is due.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn next_look(read: &impl Read) -> Result<Option<i64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Next {
        at: Option<i64>,
    }
    let sql = "SELECT MIN(look_at) AS at FROM reminders WHERE look_at IS NOT NULL \
               UNION ALL SELECT MIN(look_at) FROM people WHERE look_at IS NOT NULL \
               UNION ALL SELECT MIN(look_at) FROM moment_changes WHERE look_at IS NOT NULL";
    let rows: Vec<Next> = read.rows(sql, Vec::new()).await?;
    Ok(rows.into_iter().filter_map(|row| row.at).min())
}

/// Keeps reminders as they are now.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_reminders(tx: &Tx, kept: &[KeptReminder]) -> Result<(), StoreError> {
    let columns: Vec<_> = COLUMNS.split(", ").map(str::trim).collect();
    let rows = kept.iter().map(row).collect::<Result<Vec<_>, _>>()?;
    let changed = columns[3..].iter();
    let changed: Vec<_> = changed
        .map(|column| format!("{column} = excluded.{column}"))
        .collect();
    let ending = format!(
        " ON CONFLICT (forum, rule, moment) DO UPDATE SET {}",
        changed.join(", ")
    );
    tx.insert(TABLE, &columns, rows, &ending).await?;
    Ok(())
}

fn row(kept: &KeptReminder) -> Result<Vec<Value>, StoreError> {
    Ok(vec![
        kept.forum.uuid().into(),
        kept.rule.as_str().into(),
        kept.moment.as_str().into(),
        kept.plan.as_str().into(),
        kept.due_at.into(),
        kept.not_after.into(),
        kept.look_at.into(),
        kept.page_after.as_str().into(),
        kept.wrote.into(),
        to_json(TABLE, "skips", &kept.skips)?.into(),
        kept.sent_at_once.into(),
        kept.skipped_at.into(),
    ])
}

/// Since when people can find a forum: from this instant, if nothing is known yet.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn keep_published(
    tx: &Tx,
    forum: ForumId,
    at_ms: Option<i64>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO reminded_forums (forum, published_at) VALUES ($1, $2) \
               ON CONFLICT (forum) DO UPDATE SET published_at = \
               COALESCE(reminded_forums.published_at, excluded.published_at)";
    tx.execute(sql, [forum.uuid().into(), at_ms.into()]).await?;
    Ok(())
}

/// All forums that are known.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn all_forums(read: &impl Read) -> Result<Vec<ForumId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Id {
        id: Uuid,
    }
    let rows: Vec<Id> = read
        .rows("SELECT id FROM forums ORDER BY id", Vec::new())
        .await?;
    Ok(rows.into_iter().map(|row| ForumId::new(row.id)).collect())
}

/// Stops a rule of a forum, or lets it go on.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn pause_rule(
    tx: &Tx,
    forum: ForumId,
    rule: &str,
    paused: bool,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO reminder_pauses (forum, rule, paused) VALUES ($1, $2, $3) \
               ON CONFLICT (forum, rule) DO UPDATE SET paused = excluded.paused";
    let values = [forum.uuid().into(), rule.into(), i64::from(paused).into()];
    tx.execute(sql, values).await?;
    Ok(())
}

/// What the office has ordered for forums, beside their own rules.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn orders_of(
    read: &impl Read,
    forums: &[ForumId],
    kept: &[KeptReminder],
) -> Result<HashMap<ForumId, Orders>, StoreError> {
    #[derive(FromQueryResult)]
    struct Published {
        forum: Uuid,
        published_at: Option<i64>,
    }
    #[derive(FromQueryResult)]
    struct Pause {
        forum: Uuid,
        rule: String,
        paused: i64,
    }
    let (marks, values) = list(1, forums.iter().map(|forum| forum.uuid().into()));
    let sql = format!("SELECT forum, published_at FROM reminded_forums WHERE forum IN {marks}");
    let published: Vec<Published> = read.rows(&sql, values.clone()).await?;
    let sql = format!("SELECT forum, rule, paused FROM reminder_pauses WHERE forum IN {marks}");
    let pauses: Vec<Pause> = read.rows(&sql, values).await?;
    let mut orders: HashMap<ForumId, Orders> = HashMap::new();
    for row in published {
        let orders = orders.entry(ForumId::new(row.forum)).or_default();
        orders.published = row.published_at.map(kontor_runtime::timestamp);
    }
    for row in pauses {
        let orders = orders.entry(ForumId::new(row.forum)).or_default();
        orders.paused.insert(row.rule, row.paused != 0);
    }
    for reminder in kept {
        let orders = orders.entry(reminder.forum).or_default();
        let key = (reminder.rule.clone(), reminder.moment.clone());
        if reminder.skipped_at.is_some() {
            orders.skipped.insert(key.clone());
        }
        if reminder.sent_at_once.is_some() {
            orders.at_once.insert(key);
        }
    }
    Ok(orders)
}
