//! Changes of forums on their way to everybody who goes by them: which are to be told, and how far that
//! has come.

use std::sync::Arc;

use kontor_contracts::{ForumId, events::Contact};
use kontor_store::{Database, StoreError, Tx, columns::from_json, list};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{forums::forums_in, rows::word};
use crate::{
    domain::{About, Forum, MailState, PersonState},
    kinds::{
        AddressCheck, AlreadyRegistered, Confirmation, Invitation, InvitationReminder, KINDS, Kind,
        NoPlaces, Offer, OfferPassed, WaitingList,
    },
};

/// What says that the forum takes place.
const PROMISES: [&str; 9] = [
    AddressCheck::WORD,
    AlreadyRegistered::WORD,
    Confirmation::WORD,
    WaitingList::WORD,
    Offer::WORD,
    OfferPassed::WORD,
    NoPlaces::WORD,
    Invitation::WORD,
    InvitationReminder::WORD,
];

/// People in one step, so that nobody waits long for the database.
const PAGE: i64 = 500;

/// Asks for everybody to be told of a forum as it is since `sequence`.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn tell_news(tx: &Tx, forum: ForumId, sequence: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO news_to_tell (forum, sequence, after, again) VALUES ($1, $2, '', FALSE) \
               ON CONFLICT (forum) DO UPDATE SET sequence = excluded.sequence, after = '', \
               again = FALSE WHERE news_to_tell.sequence < excluded.sequence";
    tx.execute(sql, [forum.uuid().into(), sequence.into()])
        .await?;
    Ok(())
}

/// Somebody was heard of only after the others had been told: looks through all once more.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn come_late(
    database: &Database,
    forums: impl Iterator<Item = (ForumId, i64)>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO news_to_tell (forum, sequence, after, again) VALUES ($1, $2, '', FALSE) \
               ON CONFLICT (forum) DO UPDATE SET again = TRUE";
    let tx = database.begin().await?;
    for (forum, sequence) in forums {
        tx.execute(sql, [forum.uuid().into(), sequence.into()])
            .await?;
    }
    tx.commit().await
}

/// Some of those who are to be told.
#[derive(Debug)]
pub(crate) struct Page {
    /// Of which forum, with its versions.
    pub(crate) forum: Arc<Forum>,
    /// Which change.
    pub(crate) sequence: i64,
    /// Whom.
    pub(crate) listeners: Vec<Listener>,
    /// After whom they come.
    after: String,
    again: bool,
}

/// Somebody who goes by what they know of a forum.
#[derive(Debug)]
pub(crate) struct Listener {
    /// Their sign-up.
    pub(crate) about: About,
    /// How it stands.
    pub(crate) state: PersonState,
    /// Who is written to.
    pub(crate) contact: Contact,
    /// The sequence of the forum that a mail told them.
    pub(crate) told: Option<i64>,
    /// When they were last here, in milliseconds.
    pub(crate) heard_at: i64,
    /// Whether the entry of their confirmation stands in their own calendar.
    pub(crate) takes_part: bool,
}

/// The next people to be told of something, of forums that have stayed as they are since a moment. Whoever has
/// a page holds its forum until the transaction ends.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn next_page(tx: &Tx, since_ms: i64) -> Result<Option<Page>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        forum: Uuid,
        sequence: i64,
        after: String,
        again: bool,
    }
    let sql = format!(
        "SELECT forum, sequence, after, again FROM news_to_tell WHERE NOT EXISTS (SELECT 1 \
         FROM forum_versions WHERE forum_versions.forum = news_to_tell.forum AND kept_at > $1) \
         ORDER BY forum LIMIT 1{}",
        tx.engine().skip_locked()
    );
    let Some(row) = tx.row::<Row>(&sql, [since_ms.into()]).await? else {
        return Ok(None);
    };
    let one = || std::iter::once(row.forum);
    let forum = forums_in(tx, one(), one()).await?.remove(&row.forum);
    let Some(forum) = forum else {
        let sql = "DELETE FROM news_to_tell WHERE forum = $1";
        tx.execute(sql, [row.forum.into()]).await?;
        return Ok(None);
    };
    Ok(Some(Page {
        listeners: listeners(tx, row.forum, &row.after).await?,
        forum,
        sequence: row.sequence,
        after: row.after,
        again: row.again,
    }))
}

#[derive(FromQueryResult)]
struct ListenerRow {
    about: String,
    state: String,
    contact: String,
    told: Option<i64>,
    changed_at: i64,
    confirmation: Option<String>,
}

/// A condition on people who are invited: they have signed up meanwhile, and their sign-up is told; or the
/// invitation has not left, and will say what is so then.
fn has_no_need() -> String {
    format!(
        "(EXISTS (SELECT 1 FROM people other \
         WHERE other.recipient = people.recipient AND other.forum = people.forum \
         AND other.state IN ('waiting', 'listed', 'offered', 'confirmed')) \
         OR NOT EXISTS (SELECT 1 FROM mails WHERE mails.about = people.about AND kind = '{}' \
         AND mails.state IN ('claimed', 'handed_over', 'sent', 'uncertain')))",
        Invitation::WORD
    )
}

async fn listeners(tx: &Tx, forum: Uuid, after: &str) -> Result<Vec<Listener>, StoreError> {
    let sql = format!(
        "SELECT about, state, contact, told, changed_at, (SELECT facts FROM mails \
         WHERE mails.about = people.about AND kind = '{}' AND revision = '1' LIMIT 1) AS confirmation \
         FROM people WHERE forum = $1 AND about > $2 AND state <> 'over' AND contact IS NOT NULL \
         AND NOT (state = 'invited' AND {}) \
         ORDER BY about LIMIT $3",
        Confirmation::WORD,
        has_no_need()
    );
    let values: [Value; 3] = [forum.into(), after.into(), PAGE.into()];
    let rows: Vec<ListenerRow> = tx.rows(&sql, values).await?;
    rows.into_iter().map(listener).collect()
}

fn listener(row: ListenerRow) -> Result<Listener, StoreError> {
    let confirmation: Option<Confirmation> = row
        .confirmation
        .map(|facts| from_json("mails", "facts", &facts))
        .transpose()?;
    Ok(Listener {
        about: About::stored(row.about),
        state: word("state", &row.state)?,
        contact: from_json("people", "contact", &row.contact)?,
        told: row.told,
        heard_at: row.changed_at,
        takes_part: confirmation.is_none_or(|mail| mail.contact_takes_part()),
    })
}

/// Closes the mails to the people of a page that say what is no longer so, and goes on behind them. Says
/// whether anybody is left to be told.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn page_is_told(tx: &Tx, page: &Page, now_ms: i64) -> Result<bool, StoreError> {
    let forum = page.forum.facts.forum.uuid();
    let Some(last) = page.listeners.last() else {
        let sql = if page.again {
            "UPDATE news_to_tell SET after = '', again = FALSE WHERE forum = $1"
        } else {
            "DELETE FROM news_to_tell WHERE forum = $1"
        };
        tx.execute(sql, [forum.into()]).await?;
        return Ok(page.again);
    };
    let until = last.about.as_str();
    supersede(tx, page, until, now_ms).await?;
    let sql = "UPDATE news_to_tell SET after = $2 WHERE forum = $1";
    tx.execute(sql, [forum.into(), until.into()]).await?;
    Ok(true)
}

/// Closes what has not been handed over: older news and, of a forum that is off, whatever asks for
/// something or promises it. A claimed one loses its claim, and whoever holds it does not send the dot.
/// One whose claim changes at this moment is left alone: it is written from the forum as it is now, and
/// what it tells is not told twice.
async fn supersede(tx: &Tx, page: &Page, until: &str, now_ms: i64) -> Result<(), StoreError> {
    let closed = PROMISES.iter().filter(|_| page.forum.is_off()).copied();
    let news = KINDS.iter().filter(|kind| kind.is_news());
    let closed = closed.chain(news.map(|kind| kind.word()));
    let (kinds, words) = list(6, closed.map(Value::from));
    let sql = format!(
        "UPDATE mails SET state = '{}', due_at = NULL, lease_until = NULL, fence = fence + 1, \
         changed_at = $5 WHERE id IN (SELECT id FROM mails WHERE forum = $1 AND about > $2 \
         AND about <= $3 AND revision <> $4 AND kind IN {kinds} \
         AND state IN ('ready', 'deferred', 'claimed'){})",
        MailState::Superseded.word(),
        tx.engine().skip_locked()
    );
    let values: [Value; 5] = [
        page.forum.facts.forum.uuid().into(),
        page.after.as_str().into(),
        until.into(),
        page.sequence.to_string().into(),
        now_ms.into(),
    ];
    tx.execute(&sql, values.into_iter().chain(words)).await?;
    Ok(())
}
