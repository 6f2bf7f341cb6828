//! Putting forums online from their files, and listing them, for the command line.

use kontor_book::Taken;
use kontor_contracts::{
    Envelope, EventId, ForumId, Sequence, Worker,
    events::{ForumKind, ForumPublished, ForumState},
};
use kontor_runtime::Process;
use kontor_store::{Database, StoreError, Tx};
use serde::Serialize;

use crate::{
    domain::ForumDraft,
    store::{
        forums::{self, Forum},
        registered::{self, Counts},
    },
};

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

/// A forum in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForumSummary {
    /// Its id.
    pub id: ForumId,
    /// Its name in addresses.
    pub slug: String,
    /// What kind of gathering it is.
    pub kind: ForumKind,
    /// Whether people can sign up.
    pub state: ForumState,
    /// Its title in its main language.
    pub title: String,
    /// When it begins: local date and time.
    pub starts: String,
    /// Its time zone.
    pub zone: String,
    /// Until when people can sign up: local date and time.
    pub registration_closes: String,
    /// How many places there are.
    pub capacity: u32,
    /// Places of confirmed and pending registrations.
    pub taken: u32,
    /// Places that nobody has.
    pub free: u32,
    /// Registrations by how far they have come.
    pub registrations: Counts,
}

/// Makes a forum what its file says, and tells the other workers if that changed anything. A forum
/// keeps its id as long as it keeps its slug. `public_base_url` has no slash at its end.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub async fn apply_forum(
    database: &Database,
    process: &Process,
    draft: ForumDraft,
    public_base_url: &str,
) -> Result<Applied, StoreError> {
    let (tx, applied) = decide(database, process, draft, public_base_url).await?;
    tx.commit().await?;
    Ok(applied)
}

/// Says what [`apply_forum`] would do, and changes nothing.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn try_forum(
    database: &Database,
    process: &Process,
    draft: ForumDraft,
    public_base_url: &str,
) -> Result<Applied, StoreError> {
    let (tx, applied) = decide(database, process, draft, public_base_url).await?;
    drop(tx);
    Ok(applied)
}

async fn decide(
    database: &Database,
    process: &Process,
    draft: ForumDraft,
    public_base_url: &str,
) -> Result<(Tx, Applied), StoreError> {
    let tx = database.begin().await?;
    let kept = forums::lock_whole(&tx, &draft.slug).await?;
    let was_told = kept
        .as_ref()
        .is_some_and(|kept| kept.draft.state != ForumState::Draft);
    let (forum, applied) = match kept {
        None => create(ForumId::new(process.ids.next()), draft),
        Some(kept) if kept.draft == draft => {
            return Ok((tx, Applied::Unchanged { forum: kept.id }));
        }
        Some(kept) => change(kept, draft),
    };
    forums::save(&tx, &forum, process.clock.now_ms()).await?;
    if was_told || forum.draft.state != ForumState::Draft {
        tx.publish(&Envelope::new(
            EventId::new(process.ids.next()),
            Worker::Registrations.source(),
            Sequence(forum.sequence),
            process.clock.now(),
            published(&forum, public_base_url),
        ))?;
    }
    Ok((tx, applied))
}

fn create(id: ForumId, draft: ForumDraft) -> (Forum, Applied) {
    let forum = Forum {
        id,
        sequence: 1,
        draft,
        taken: Taken::default(),
    };
    (forum, Applied::Created { forum: id })
}

fn change(mut forum: Forum, draft: ForumDraft) -> (Forum, Applied) {
    let applied = Applied::Changed {
        forum: forum.id,
        fields: forum.draft.differences(&draft),
        over_capacity: forum.taken.all().saturating_sub(draft.capacity),
    };
    forum.sequence += 1;
    forum.draft = draft;
    (forum, applied)
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
        contact: draft.contact,
        languages: draft.languages,
    }
}

/// All forums with their places, in the order in which they were made.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn list_forums(database: &Database) -> Result<Vec<ForumSummary>, StoreError> {
    let counts = registered::counts_of_all(database).await?;
    let found = forums::all(database).await?.into_iter();
    let summaries = found.map(|forum| {
        let registrations = counts.get(&forum.id).copied().unwrap_or_default();
        summary(&forum, registrations)
    });
    Ok(summaries.collect())
}

fn summary(forum: &Forum, registrations: Counts) -> ForumSummary {
    let draft = &forum.draft;
    ForumSummary {
        id: forum.id,
        slug: draft.slug.clone(),
        kind: draft.kind,
        state: draft.state,
        title: draft.title.pick(&draft.main_language()).to_owned(),
        starts: draft.starts.local.to_string(),
        zone: draft.starts.zone.clone(),
        registration_closes: draft.registration_closes.local.to_string(),
        capacity: draft.capacity,
        taken: forum.taken.all(),
        free: forum.places().free(),
        registrations,
    }
}
