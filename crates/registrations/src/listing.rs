//! Listing the forums, for the command line.

use kontor_contracts::{
    ForumId,
    events::{ForumKind, ForumState},
};
use kontor_store::{Database, StoreError};
use serde::Serialize;

use crate::{
    domain::ForumDraft,
    store::{
        forums::{self, Forum, ForumName},
        registered::{self, Counts},
    },
};

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

/// The forum of a name in addresses, as the office describes it.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn forum_named(
    database: &Database,
    slug: &str,
) -> Result<Option<ForumDraft>, StoreError> {
    let found = forums::find(database, &ForumName::from(slug)).await?;
    Ok(found.map(|forum| forum.draft))
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
