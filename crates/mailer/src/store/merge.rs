//! Mails that become one with the next: the earlier is closed, and what it says goes with the later.

use kontor_contracts::MailId;
use kontor_store::{StoreError, Tx, columns::not_json};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::queue::{NewMail, queue_mail_for};

/// What no relay has yet, nor may have.
const UNSENT: &str = "state IN ('ready', 'deferred') AND uncertainties = 0";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    revision: String,
    facts: String,
}

/// Queues a mail that says, too, what an earlier one of its kind to the same person about the same says, if
/// that has not left yet. Its revision is the place of its event, so that one that comes late takes nothing
/// from a newer one.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn queue_merged(
    tx: &Tx,
    mail: NewMail<'_>,
    due_ms: i64,
) -> Result<(), StoreError> {
    let Some(earlier) = earlier(tx, &mail).await? else {
        return queue_mail_for(tx, mail, due_ms).await;
    };
    let merged = mail.facts.with(&earlier.facts);
    let merged = merged.map_err(|error| not_json("mails", "facts", &error))?;
    let facts = &*merged;
    queue_mail_for(tx, NewMail { facts, ..mail }, due_ms).await
}

/// Closes the earlier mail, if no relay has it.
async fn earlier(tx: &Tx, mail: &NewMail<'_>) -> Result<Option<Row>, StoreError> {
    let (key, place) = (mail.key, |revision: &str| revision.parse::<i64>().ok());
    let sql = format!(
        "SELECT id, revision, facts FROM mails WHERE about = $1 AND kind = $2 AND recipient = $3 \
         AND {UNSENT} ORDER BY id"
    );
    let values: [Value; 3] = [
        key.about.as_str().into(),
        key.kind.into(),
        key.recipient.0.as_str().into(),
    ];
    let rows: Vec<Row> = tx.rows(&sql, values).await?;
    let mut rows = rows.into_iter();
    let Some(row) = rows.find(|row| place(&row.revision) < place(&key.revision)) else {
        return Ok(None);
    };
    // Whoever has claimed it meanwhile sends it.
    let sql = format!(
        "UPDATE mails SET state = 'superseded', due_at = NULL, changed_at = $2 \
         WHERE id = $1 AND {UNSENT}"
    );
    let id = MailId::new(row.id);
    let closed = tx
        .execute(&sql, [id.uuid().into(), mail.now_ms.into()])
        .await?;
    Ok((closed > 0).then_some(row))
}
