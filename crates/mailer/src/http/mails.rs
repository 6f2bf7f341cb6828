//! `/console/mails`: the newest mails, by state, forum or sign-up.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use jiff::Timestamp;
use kontor_contracts::{ForumId, Reach, Role};
use kontor_web::{Caller, Page, Problem, Visitor};
use kontor_words::{Serde, Value, context};

use super::{
    App, FORUM, HttpState, not_stored,
    view::{Asked, MailView, PAGE},
};
use crate::{
    domain::MailState,
    kinds::WORDS,
    store::{self, LoggedMail, list_mails, slugs},
};

pub(super) async fn list(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let reach = caller.reach(Role::Reader, FORUM);
    let slugs = slugs(&state.database, &reach)
        .await
        .map_err(|error| not_stored(&error))?;
    let (mut mails, wrong) = match asked.filter(reach.clone()) {
        Ok(filter) => {
            let mails = list_mails(&state.database, &filter, PAGE + 1).await;
            (mails.map_err(|error| not_stored(&error))?, None)
        }
        Err(field) => (Vec::new(), Some(field)),
    };
    let more = mails.len() > PAGE;
    mails.truncate(PAGE);
    let next = mails
        .last()
        .filter(|_| more)
        .map(|last| asked.after(last.id));
    let rows: Vec<Value> = mails
        .iter()
        .map(|mail| row(mail, &MailView::new(mail, &slugs)))
        .collect();
    let forums: BTreeMap<String, String> = slugs
        .iter()
        .map(|(id, slug)| (slug.clone(), ForumId::new(*id).to_string()))
        .collect();
    let values = context! {
        mails => rows,
        next,
        wrong,
        asked => context! {
            state => asked.state.as_str(), kind => asked.kind.as_str(), forum => asked.forum.as_str(), q => asked.search(),
        },
        waiting => waiting(&state, &reach).await?,
        trouble => state.trouble(),
        kinds => WORDS.to_vec(),
        states => MailState::ALL.map(MailState::word).to_vec(),
        forums,
    };
    visitor.page("mailer/staff_mails.html", values)
}

/// What waits, and since when.
async fn waiting(state: &HttpState, reach: &Reach) -> Result<Vec<Value>, Problem> {
    let found = store::waiting(&state.database, reach).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let lines = found.into_iter().map(|line| {
        context! { state => line.state.word(), mails => line.mails, since => line.oldest_ms }
    });
    Ok(lines.collect())
}

/// A mail with its moments as templates need them.
pub(super) fn row(mail: &LoggedMail, view: &MailView) -> Value {
    context! {
        created => mail.created_at.as_millisecond(),
        changed => mail.changed_at.as_millisecond(),
        due => mail.due_at.map(Timestamp::as_millisecond),
        ..Value::from(Serde(view))
    }
}
