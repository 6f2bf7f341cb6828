//! How one's own registration stands.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kontor_book::Standing;
use kontor_contracts::events::ForumState;
use kontor_web::{Page, Problem, Visitor};
use kontor_words::{Value, context};

use super::{Own, entrance};
use crate::{
    domain::ungroup,
    http::{
        App, HttpState, UNKNOWN_LINK, not_stored,
        public::{calendar_file, facts},
    },
    store::waiting,
};

/// `GET /my/{token}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let own = Own::find(&app, &token).await?;
    shown(&app, visitor, &own, None).await
}

/// `GET /my/{token}/calendar.ics`.
pub(super) async fn calendar(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let own = Own::find(&app, &token).await?;
    calendar_file(&app, visitor, (&own.forum, &own.registration))
}

/// What was just done, above what is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    /// The places that were offered are taken.
    Taken,
    /// It is called off.
    CalledOff,
    /// Others take part now.
    Changed,
    /// The offer has passed meanwhile.
    Passed,
    /// It cannot be changed any more.
    TooLate,
}

impl News {
    const fn name(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::CalledOff => "called-off",
            Self::Changed => "changed",
            Self::Passed => "passed",
            Self::TooLate => "too-late",
        }
    }
}

/// The page; with what was just done, if that was something.
pub(super) async fn shown(
    app: &HttpState,
    visitor: Visitor,
    own: &Own,
    news: Option<News>,
) -> Result<Page, Problem> {
    let visitor = visitor.preferring(&own.registration.contact.language);
    let values = values(app, &visitor, own, news).await?;
    let page = visitor.page("registrations/own.html", values)?;
    Ok(match news {
        Some(News::Passed | News::TooLate) => page.with_status(StatusCode::CONFLICT),
        Some(News::Taken | News::CalledOff | News::Changed) | None => page,
    })
}

pub(super) async fn values(
    app: &HttpState,
    visitor: &Visitor,
    own: &Own,
    news: Option<News>,
) -> Result<Value, Problem> {
    let (registration, forum) = (&own.registration, &own.forum);
    let standing = registration.standing;
    let position = match standing {
        Standing::Waiting { since_ms, .. } => {
            let before = waiting::before(&app.database, registration, since_ms).await;
            Some(before.map_err(|error| not_stored(&error))? + 1)
        }
        Standing::Pending { .. }
        | Standing::Confirmed
        | Standing::Offered { .. }
        | Standing::Expired => None,
    };
    let people = ungroup(&registration.participants, &registration.recipients);
    let people = people.iter().map(|person| {
        let mailbox = person.mailbox.as_ref();
        context! { name => person.name.as_str(), email => mailbox.map(|own| own.email.as_str()) }
    });
    let number = registration.id.to_string();
    let code = entrance::code(&number).filter(|_| standing == Standing::Confirmed);
    Ok(context! {
        standing => standing_name(standing, forum.draft.state, app.clock.now_ms()),
        here => own.path.as_str(),
        news => news.map(News::name),
        forum => facts(forum, visitor, app.clock.now_ms()),
        name => registration.contact.name.as_str(),
        organisation => registration.contact.organisation.as_deref(),
        participants => people.collect::<Vec<_>>(),
        unnamed => registration.unnamed(),
        places => registration.places,
        can_change => own.can_be_changed(app.clock.now_ms()),
        entrance => code,
        number,
        position,
        until => registration.held_until_ms,
    })
}

/// How it stands, as the texts of the page are named.
fn standing_name(standing: Standing, forum: ForumState, now_ms: i64) -> &'static str {
    match (standing, forum) {
        (Standing::Expired, _) => "ended",
        (_, ForumState::Cancelled) => "cancelled",
        (Standing::Confirmed, _) => "confirmed",
        (Standing::Waiting { .. }, _) => "waiting",
        // What is over is given to the next within moments.
        (Standing::Offered { until_ms }, _) if until_ms <= now_ms => "ended",
        (Standing::Offered { .. }, _) => "offered",
        (Standing::Pending { .. }, _) => "pending",
    }
}

/// Whether there is anything that can be called off.
pub(super) fn can_be_called_off(own: &Own) -> Result<(), Problem> {
    match own.registration.standing {
        Standing::Expired => Err(UNKNOWN_LINK.into()),
        Standing::Pending { .. }
        | Standing::Confirmed
        | Standing::Waiting { .. }
        | Standing::Offered { .. } => Ok(()),
    }
}
