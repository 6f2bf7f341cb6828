//! The mail log as JSON: `/api/v1/staff/mails`, on the staff's listener only.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use kontor_web::{Problem, problems};
use serde::Serialize;

use super::{
    App, not_stored,
    view::{Asked, AttemptView, MailView, PAGE},
};
use crate::store::{attempts_of, list_mails, slugs};

/// A page of the log, newest first.
#[derive(Debug, Serialize)]
pub(super) struct List {
    mails: Vec<MailView>,
    /// Where the next page is; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// One mail with its attempts, newest first.
#[derive(Debug, Serialize)]
pub(super) struct Whole {
    #[serde(flatten)]
    mail: MailView,
    attempt_log: Vec<AttemptView>,
}

pub(super) async fn list(
    State(desk): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<List>, Problem> {
    let filter = asked
        .filter()
        .map_err(|_| Problem::from(problems::INVALID_ADDRESS))?;
    let slugs = slugs(&desk.database)
        .await
        .map_err(|error| not_stored(&error))?;
    let mails = list_mails(&desk.database, &filter, PAGE + 1).await;
    let mut mails = mails.map_err(|error| not_stored(&error))?;
    let more = mails.len() > PAGE;
    mails.truncate(PAGE);
    let next = mails.last().filter(|_| more);
    Ok(Json(List {
        next: next.map(|last| format!("/api/v1/staff/mails{}", asked.after(last.id))),
        mails: mails
            .iter()
            .map(|mail| MailView::new(mail, &slugs))
            .collect(),
    }))
}

pub(super) async fn show(
    State(desk): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Whole>, Problem> {
    let mail = desk.mail(&id).await?;
    let slugs = slugs(&desk.database)
        .await
        .map_err(|error| not_stored(&error))?;
    let attempts = attempts_of(&desk.database, mail.id).await;
    let attempts = attempts.map_err(|error| not_stored(&error))?;
    Ok(Json(Whole {
        mail: MailView::new(&mail, &slugs),
        attempt_log: attempts.into_iter().map(AttemptView::from).collect(),
    }))
}
