//! Leases: a process that lives renews them, those of one that died are taken back.

use std::iter;

use kontor_contracts::MailId;
use kontor_smtp::Phase;
use kontor_store::{Database, StoreError, values};

use super::{
    marks::{Attempt, Record, record},
    rows::{MAIL_COLUMNS, MailRow, of_known_kind},
};
use crate::domain::{Decision, MailRecord};

/// Most mails that are taken back in one transaction.
const BATCH: i64 = 256;

/// How much longer than its lease a mail stays with a process that has handed it over. A claimed mail
/// that is taken back too early costs nothing; of one between the final dot and the reply it would
/// make a second mail.
const HANDED_OVER_MS: i64 = 20_000;

/// Extends the leases of the mails that this process holds, unless somebody has taken them since.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn renew(
    database: &Database,
    held: &[(MailId, i64)],
    lease_until: i64,
) -> Result<u64, StoreError> {
    let tx = database.begin().await?;
    let mut renewed = 0;
    for claims in held.chunks(128) {
        let claims = claims
            .iter()
            .map(|(id, fence)| [id.uuid().into(), (*fence).into()]);
        let (claims, values) = values(2, claims);
        let sql = format!(
            "UPDATE mails SET lease_until = $1 WHERE lease_until IS NOT NULL \
             AND (id, fence) IN (VALUES {claims})"
        );
        let values = iter::once(lease_until.into()).chain(values);
        renewed += tx.execute(&sql, values).await?;
    }
    tx.commit().await?;
    Ok(renewed)
}

/// Takes back mails whose lease has run out: a claimed one is ready again; of one that was handed
/// over nobody knows, and `decide` says what follows. Returns how many.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn recover_expired(
    database: &Database,
    now_ms: i64,
    decide: impl Fn(MailRecord) -> Decision,
) -> Result<usize, StoreError> {
    let tx = database.begin().await?;
    // The claim is ended by a higher fence: whoever held it can write nothing any more.
    let claimed = "UPDATE mails SET state = 'ready', due_at = $1, lease_until = NULL, \
                   fence = fence + 1, changed_at = $1 WHERE id IN (\
                   SELECT id FROM mails WHERE lease_until < $1 AND state = 'claimed' LIMIT $2)";
    let ready = tx.execute(claimed, [now_ms.into(), BATCH.into()]).await?;
    let handed_over = format!(
        "UPDATE mails SET fence = fence + 1 WHERE id IN (\
         SELECT id FROM mails WHERE lease_until < $1 AND state = 'handed_over' AND {} LIMIT $2{}) \
         RETURNING {MAIL_COLUMNS}",
        of_known_kind(),
        database.engine().skip_locked()
    );
    let since = now_ms.saturating_sub(HANDED_OVER_MS);
    let unknown: Vec<MailRow> = tx.rows(&handed_over, [since.into(), BATCH.into()]).await?;
    let records = unknown
        .iter()
        .map(|row| Ok(uncertain(row, &decide(row.record(now_ms)?), now_ms)))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let recorded = record(&tx, &records.iter().collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(usize::try_from(ready)
        .unwrap_or(usize::MAX)
        .saturating_add(recorded.len()))
}

fn uncertain(row: &MailRow, decision: &Decision, now_ms: i64) -> Record {
    let wait = |wait: std::time::Duration| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX);
    Record {
        id: MailId::new(row.id),
        fence: row.fence,
        state: decision.state,
        due_at: decision
            .again_in
            .map(|again| now_ms.saturating_add(wait(again))),
        attempts: decision.record.attempts,
        interruptions: decision.record.interruptions,
        uncertainties: decision.record.uncertainties,
        first_tried_at: row.first_tried_at.or(Some(now_ms)),
        now_ms,
        attempt: Some(Attempt {
            phase: Some(Phase::Dot.word()),
            reply: "the process ended before the relay had answered".to_owned(),
        }),
        told: None,
    }
}
