//! One act of an office on a forum that is there: from the command line, the console and the API.

use kontor_runtime::Process;
use kontor_store::{Database, StoreError, audit::Actor};

use crate::{
    domain::{Announcement, ForumDraft, ForumEdit, ForumFault},
    publishing::{Applied, put},
    store::forums,
};

/// What is to be done, and what is said with it.
#[derive(Debug, Clone, Default)]
pub struct ForumAct {
    /// The forum's name in addresses.
    pub slug: String,
    /// What is to be otherwise.
    pub edit: ForumEdit,
    /// What the office says to the people with it.
    pub words: Announcement,
    /// The sequence of the forum as whoever acts has seen it; without it, whatever it is.
    pub seen: Option<i64>,
    /// Only say what would be done.
    pub dry: bool,
}

/// What was done, or would be.
#[derive(Debug, Clone)]
pub struct Acted {
    /// What changed and who is told.
    pub applied: Applied,
    /// The forum as it was.
    pub before: ForumDraft,
    /// The forum as it is.
    pub after: ForumDraft,
    /// The forum's sequence: of the forum as it is, or as it was seen where nothing was done.
    pub sequence: i64,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// There is no such forum.
    #[error("there is no forum of this name")]
    Unknown,
    /// Somebody else has changed it since it was seen.
    #[error("somebody else has changed the forum in the meantime")]
    Outdated,
    /// It would not be in order.
    #[error("the forum would not be in order")]
    Faults(Vec<ForumFault>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Acts on a forum, and has everybody told who goes by it.
///
/// # Errors
/// [`ActError`]; nothing has changed then.
pub async fn act_on_forum(
    database: &Database,
    process: &Process,
    actor: Actor,
    act: ForumAct,
    public_base_url: &str,
) -> Result<Acted, ActError> {
    let tx = database.begin().await?;
    let kept = forums::lock_whole(&tx, &act.slug).await?;
    let kept = kept.ok_or(ActError::Unknown)?;
    if act.seen.is_some_and(|seen| seen != kept.sequence) {
        return Err(ActError::Outdated);
    }
    let after = act.edit.of(&kept.draft, process.clock.now());
    let after = after.map_err(ActError::Faults)?;
    let (before, seen) = (kept.draft.clone(), kept.sequence);
    let change = (Some(kept), after.clone(), act.words);
    let applied = put(&tx, process, actor, change, public_base_url).await?;
    let is_done = !act.dry && matches!(applied, Applied::Changed { .. });
    if is_done {
        tx.commit().await?;
    }
    Ok(Acted {
        applied,
        before,
        after,
        sequence: seen + i64::from(is_done),
    })
}
