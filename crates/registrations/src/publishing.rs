//! Putting forums online and changing them, and telling the other workers what changed.

use kontor_book::Taken;
use kontor_contracts::{
    Envelope, EventId, ForumId, Sequence, Worker,
    events::{ForumChange, ForumPublished, ForumState},
};
use kontor_runtime::Process;
use kontor_store::{
    Database, StoreError, Tx,
    audit::{Action, Actor},
};
use serde::Serialize;

use crate::{
    domain::{Announcement, FieldChange, ForumDraft, Told, told},
    store::{
        forums::{self, Forum},
        registered,
    },
};

const CREATED: Action = Action::new("forum.created");
const CHANGED: Action = Action::new("forum.changed");
const PUBLISHED: Action = Action::new("forum.published");
const CANCELLED: Action = Action::new("forum.cancelled");
const WITHDRAWN: Action = Action::new("forum.withdrawn");

/// What applying a forum file did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Applied {
    /// The forum is new.
    Created {
        /// Its id.
        forum: ForumId,
    },
    /// The forum was changed.
    Changed {
        /// Its id.
        forum: ForumId,
        /// The settings that differ now, in alphabetical order.
        fields: Vec<String>,
        /// The same with what they were and what they are.
        changes: Vec<FieldChange>,
        /// Who is told of it by mail.
        told: Told,
        /// How many places more are taken than the new capacity has. Nobody is thrown out; nobody
        /// else gets in until that many have gone.
        over_capacity: u32,
    },
    /// The file says what is already so; nothing was changed and nobody was told.
    Unchanged {
        /// Its id.
        forum: ForumId,
    },
}

/// Makes a forum what its file says, and tells the other workers if that changed anything. A forum
/// keeps its id as long as it keeps its slug. `public_base_url` has no slash at its end.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub async fn apply_forum(
    database: &Database,
    process: &Process,
    actor: Actor,
    draft: ForumDraft,
    public_base_url: &str,
) -> Result<Applied, StoreError> {
    let words = Announcement::default();
    announce_forum(database, process, actor, (draft, words), public_base_url).await
}

/// As [`apply_forum`], with what the office says to the people who have signed up.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub async fn announce_forum(
    database: &Database,
    process: &Process,
    actor: Actor,
    (draft, words): (ForumDraft, Announcement),
    public_base_url: &str,
) -> Result<Applied, StoreError> {
    let tx = database.begin().await?;
    let kept = forums::lock_whole(&tx, &draft.slug).await?;
    let applied = put(&tx, process, actor, (kept, draft, words), public_base_url).await?;
    tx.commit().await?;
    Ok(applied)
}

/// Says what [`announce_forum`] would do, and changes nothing.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn try_forum(
    database: &Database,
    process: &Process,
    (draft, words): (ForumDraft, Announcement),
    public_base_url: &str,
) -> Result<Applied, StoreError> {
    let tx = database.begin().await?;
    let kept = forums::lock_whole(&tx, &draft.slug).await?;
    let nobody = Actor::CommandLine;
    put(&tx, process, nobody, (kept, draft, words), public_base_url).await
}

/// Puts a forum in place of what is kept of it, tells of it, and notes it in the audit.
pub(crate) async fn put(
    tx: &Tx,
    process: &Process,
    actor: Actor,
    (kept, draft, words): (Option<Forum>, ForumDraft, Announcement),
    public_base_url: &str,
) -> Result<Applied, StoreError> {
    let subject = format!("forum/{}", draft.slug);
    let before = kept.as_ref().map(|kept| kept.draft.clone());
    let (forum, applied) = match kept {
        None => create(ForumId::new(process.ids.next()), draft),
        Some(kept) if kept.draft == draft => {
            return Ok(Applied::Unchanged { forum: kept.id });
        }
        Some(kept) => change(tx, process, kept, draft, &words).await?,
    };
    forums::save(tx, &forum, process.clock.now_ms()).await?;
    let state_before = before.as_ref().map(|before| before.state);
    let was_told = state_before.is_some_and(|state| state != ForumState::Draft);
    if was_told || forum.draft.state != ForumState::Draft {
        let mut facts = published(&forum, public_base_url);
        facts.change = before.map(|before| ForumChange {
            before: before.particulars(),
            note: words.note,
            silent: words.silent,
        });
        tx.publish(&Envelope::new(
            EventId::new(process.ids.next()),
            Worker::Registrations.source(),
            Sequence(forum.sequence),
            process.clock.now(),
            facts,
        ))?;
    }
    for action in actions(state_before, forum.draft.state, &applied) {
        let row = process.ids.next();
        tx.audit(row, actor, action, &subject).await?;
    }
    Ok(applied)
}

/// What the audit says of it: that the forum was made or changed, and how people find it since.
fn actions(before: Option<ForumState>, after: ForumState, applied: &Applied) -> Vec<Action> {
    let only_state = |fields: &[String]| fields.iter().all(|field| field == "state");
    let made = match applied {
        Applied::Created { .. } => Some(CREATED),
        Applied::Changed { fields, .. } if !only_state(fields) => Some(CHANGED),
        Applied::Changed { .. } | Applied::Unchanged { .. } => None,
    };
    let moved = match after {
        _ if before == Some(after) => None,
        ForumState::Published => Some(PUBLISHED),
        ForumState::Cancelled => Some(CANCELLED),
        ForumState::Draft => before.map(|_| WITHDRAWN),
    };
    made.into_iter().chain(moved).collect()
}

fn create(id: ForumId, draft: ForumDraft) -> (Forum, Applied) {
    let forum = Forum {
        id,
        sequence: 1,
        draft,
        taken: Taken::default(),
        waiting: 0,
    };
    (forum, Applied::Created { forum: id })
}

async fn change(
    tx: &Tx,
    process: &Process,
    mut forum: Forum,
    draft: ForumDraft,
    words: &Announcement,
) -> Result<(Forum, Applied), StoreError> {
    let readers = registered::readers(tx, forum.id).await?;
    let (before, after) = (forum.draft.particulars(), draft.particulars());
    let changes = forum.draft.differences(&draft);
    let applied = Applied::Changed {
        forum: forum.id,
        fields: changes.iter().map(|change| change.field.clone()).collect(),
        changes,
        told: told((&before, &after), words, &readers, process.clock.now()),
        over_capacity: forum.taken.all().saturating_sub(draft.capacity),
    };
    forum.sequence += 1;
    forum.draft = draft;
    Ok((forum, applied))
}

fn published(forum: &Forum, public_base_url: &str) -> ForumPublished {
    let draft = forum.draft.clone();
    ForumPublished {
        forum: forum.id,
        public_url: format!("{public_base_url}/forums/{}", draft.slug),
        slug: draft.slug,
        organizer: draft.organizer,
        kind: draft.kind,
        format: draft.format,
        state: draft.state,
        title: draft.title,
        description: draft.description,
        starts: draft.starts,
        ends: draft.ends,
        venue: draft.venue,
        online_url: draft.online_url,
        registration_closes: draft.registration_closes,
        changes_close: draft.changes_close,
        contact: draft.contact,
        languages: draft.languages,
        reminders: draft.reminders,
        change: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_audit_says_what_became_of_a_forum_and_nothing_twice() {
        use ForumState::{Cancelled, Draft, Published};
        let forum = ForumId::new(uuid::Uuid::nil());
        let created = Applied::Created { forum };
        let changed = |fields: &[&str]| Applied::Changed {
            forum,
            fields: fields.iter().map(|&field| field.to_owned()).collect(),
            changes: Vec::new(),
            told: Told::default(),
            over_capacity: 0,
        };
        for (before, after, applied, says) in [
            (None, Draft, &created, &[CREATED][..]),
            (None, Published, &created, &[CREATED, PUBLISHED]),
            (Some(Draft), Published, &changed(&["state"]), &[PUBLISHED]),
            (Some(Published), Published, &changed(&["ends"]), &[CHANGED]),
            (
                Some(Published),
                Cancelled,
                &changed(&["ends", "state"]),
                &[CHANGED, CANCELLED],
            ),
            (Some(Published), Draft, &changed(&["state"]), &[WITHDRAWN]),
            (
                Some(Published),
                Published,
                &Applied::Unchanged { forum },
                &[],
            ),
        ] {
            assert_eq!(actions(before, after, applied), says, "{applied:?}");
        }
    }
}
