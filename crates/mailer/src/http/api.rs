//! The mail log as JSON: `/api/v1/staff/mails`, on the staff's listener only.

use axum::{
    Json,
    extract::{Path, State},
};
use kontor_contracts::MailId;
use kontor_web::{Paged, Paging, Parameters, Problem, Wanted};
use serde::Serialize;

use super::{
    App, not_stored,
    view::{AttemptView, MailView, words},
};
use crate::{
    domain::{About, MailState},
    store::{Filter, LoggedMail, attempts_of, list_mails, slugs},
};

/// Longest search, in characters.
const SEARCH_CHARS: u32 = 200;
const FORUM: &str = "forum_01990000000070008000000000000000";
const REGISTRATION: &str = "reg_01990000000070008000000000000000";

/// One mail with its attempts, newest first.
#[derive(Debug, Serialize)]
pub(super) struct Whole {
    #[serde(flatten)]
    mail: MailView,
    attempt_log: Vec<AttemptView>,
}

/// The log, newest first.
pub(super) async fn list(
    State(state): State<App>,
    mut asked: Parameters,
) -> Result<Json<Paged<MailView>>, Problem> {
    let typed = asked.take("q", Wanted::Text(SEARCH_CHARS), |text| {
        let fits = text.chars().count() <= SEARCH_CHARS as usize;
        fits.then(|| text.to_owned())
    });
    let filter = Filter {
        state: asked.take("state", Wanted::OneOf(&MailState::WORDS), |text| {
            text.parse().ok()
        }),
        forum: asked.take("forum", Wanted::Id(FORUM), |text| text.parse().ok()),
        about: asked.take("registration", Wanted::Id(REGISTRATION), |text| {
            text.parse().ok().map(About::registration)
        }),
        words: words(&typed.unwrap_or_default()),
        before: None,
    };
    let paging: Paging<MailId> = Paging::of(&mut asked, "mails");
    asked.done()?;
    let filter = Filter {
        before: paging.after,
        ..filter
    };
    let slugs = slugs(&state.database)
        .await
        .map_err(|error| not_stored(&error))?;
    let mails = list_mails(&state.database, &filter, paging.rows() as usize).await;
    let mails = mails.map_err(|error| not_stored(&error))?;
    let view = |mail: LoggedMail| MailView::new(&mail, &slugs);
    Ok(Json(paging.page(mails, |mail| mail.id, view)))
}

pub(super) async fn show(
    State(state): State<App>,
    Path(id): Path<String>,
) -> Result<Json<Whole>, Problem> {
    let mail = state.mail(&id).await?;
    let slugs = slugs(&state.database)
        .await
        .map_err(|error| not_stored(&error))?;
    let attempts = attempts_of(&state.database, mail.id).await;
    let attempts = attempts.map_err(|error| not_stored(&error))?;
    Ok(Json(Whole {
        mail: MailView::new(&mail, &slugs),
        attempt_log: attempts.into_iter().map(AttemptView::from).collect(),
    }))
}
