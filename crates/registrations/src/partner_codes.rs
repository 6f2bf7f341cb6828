//! Codes by which the people of a partner sign up: so many sign-ups, so many places.

use jiff::Timestamp;
use kontor_book::Allowance;
use kontor_contracts::{CodeId, InvalidText, clean_line};
use kontor_runtime::{Clock, Process, timestamp};
use kontor_store::{
    Database, StoreError,
    audit::{Action, Actor},
};
use serde::Serialize;

use crate::{
    domain::{MAX_CAPACITY, MAX_CODE_USES, code_of, code_shown, code_typed},
    store::{
        codes::{self, Code},
        forum_terms,
        forums::{self, ForumName},
    },
};

const MADE: Action = Action::new("code.made");
const ENDED: Action = Action::new("code.ended");
/// Most codes of a forum.
const MOST: usize = 200;

/// A code that is to be made.
#[derive(Debug, Clone)]
pub struct NewCode {
    /// Whose it is: the office reads it, nobody else.
    pub name: String,
    /// Most sign-ups; any number if absent.
    pub uses: Option<u32>,
    /// Most places of all of them; any number if absent.
    pub places: Option<u32>,
}

/// A code in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodeSummary {
    /// Its number.
    pub id: CodeId,
    /// As people type it.
    pub code: String,
    /// Whose it is.
    pub name: String,
    /// Sign-ups that have come by it and have not ended.
    pub uses: u32,
    /// Most of them.
    pub most_uses: Option<u32>,
    /// Their places.
    pub places: u32,
    /// Most of them.
    pub most_places: Option<u32>,
    /// Since when it lets nobody else in, if so.
    pub ended_at: Option<Timestamp>,
}

impl From<Code> for CodeSummary {
    fn from(code: Code) -> Self {
        let used = code.allowance;
        Self {
            id: code.id,
            code: code_shown(&code.text),
            name: code.name,
            uses: used.uses,
            most_uses: used.most_uses,
            places: used.places,
            most_places: used.most_places,
            ended_at: code.ended_ms.map(timestamp),
        }
    }
}

/// Why no code is made or ended.
#[derive(Debug, thiserror::Error)]
pub enum CodeError {
    /// There is no such forum.
    #[error("there is no such forum")]
    UnknownForum,
    /// The name is no line of text.
    #[error("the name {0}")]
    Name(#[from] InvalidText),
    /// A number that is too small or too large.
    #[error("a code is for 1 to {MAX_CODE_USES} uses and for 1 to {MAX_CAPACITY} places")]
    OutOfRange {
        /// `uses` or `places`.
        field: &'static str,
    },
    /// The forum has as many codes as it may have.
    #[error("a forum has at most {MOST} codes")]
    TooMany,
    /// The forum has no such code.
    #[error("the forum has no such code")]
    UnknownCode,
    /// The database failed; nothing is changed then.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a code of a forum.
///
/// # Errors
/// [`CodeError`]; no code is made then.
pub async fn make_code(
    database: &Database,
    process: &Process,
    actor: Actor,
    slug: &str,
    new: NewCode,
) -> Result<CodeSummary, CodeError> {
    for (field, wanted, most) in [
        ("uses", new.uses, MAX_CODE_USES),
        ("places", new.places, MAX_CAPACITY),
    ] {
        if wanted.is_some_and(|wanted| !(1..=most).contains(&wanted)) {
            return Err(CodeError::OutOfRange { field });
        }
    }
    let name = clean_line(&new.name)?;
    let tx = database.begin().await?;
    let found = forum_terms::lock(&tx, [], [slug]).await?.pop();
    let forum = found.ok_or(CodeError::UnknownForum)?;
    if codes::of_forum(&tx, forum.id).await?.len() >= MOST {
        return Err(CodeError::TooMany);
    }
    let code = Code {
        id: CodeId::new(process.ids.next()),
        forum: forum.id,
        text: code_of(&process.ids.secret()),
        name,
        allowance: Allowance {
            most_uses: new.uses,
            most_places: new.places,
            ..Allowance::default()
        },
        created_ms: process.clock.now_ms(),
        ended_ms: None,
    };
    codes::insert(&tx, &code).await?;
    tx.audit(process.ids.next(), actor, MADE, code.id).await?;
    tx.commit().await?;
    Ok(code.into())
}

/// Ends a code of a forum, named as people type it: it lets nobody else in, and whoever has come by it stays.
/// Ending it again changes nothing.
///
/// # Errors
/// [`CodeError`]; nothing is changed then.
pub async fn end_code(
    database: &Database,
    process: &Process,
    actor: Actor,
    (slug, typed): (&str, &str),
) -> Result<CodeSummary, CodeError> {
    let tx = database.begin().await?;
    let found = forum_terms::lock(&tx, [], [slug]).await?.pop();
    let forum = found.ok_or(CodeError::UnknownForum)?;
    let text = code_typed(typed);
    let mut found = codes::of_forum(&tx, forum.id).await?.into_iter();
    let code = found.find(|code| text.as_ref() == Some(&code.text));
    let mut code = code.ok_or(CodeError::UnknownCode)?;
    if code.ended_ms.is_none() {
        let now_ms = process.clock.now_ms();
        codes::end(&tx, code.id, now_ms).await?;
        tx.audit(process.ids.next(), actor, ENDED, code.id).await?;
        code.ended_ms = Some(now_ms);
        tx.commit().await?;
    }
    Ok(code.into())
}

/// The codes of a forum with what is used of them; `None` if there is no such forum.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn list_codes(
    database: &Database,
    slug: &str,
) -> Result<Option<Vec<CodeSummary>>, StoreError> {
    let name = ForumName::Slug(slug.to_owned());
    let Some(forum) = forums::find(database, &name).await? else {
        return Ok(None);
    };
    let found = codes::of_forum(database, forum.id).await?;
    Ok(Some(found.into_iter().map(CodeSummary::from).collect()))
}
