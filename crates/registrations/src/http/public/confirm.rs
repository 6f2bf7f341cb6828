//! The page behind the link of a mail. Opening it changes nothing, because scanners open links;
//! the button does.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kontor_book::{Confirmed, NotConfirmed, Standing};
use kontor_contracts::events::ForumState;
use kontor_web::{Page, Problem, Visitor};
use kontor_words::context;

use super::facts;
use crate::{
    http::{App, EXPIRED_LINK, HttpState, UNKNOWN_LINK, not_stored, not_taken},
    intake::{ConfirmError, ConfirmOrder, Link, token_hash},
    store::{
        Hash,
        forums::{self, Forum, ForumName},
        registered,
        registrations::Registration,
    },
};

/// `GET /confirm/{token}`.
pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let (_, registration) = find(&app, &token).await?;
    let visitor = visitor.preferring(&registration.contact.language);
    let forum = forum_of(&app, &registration).await?;
    let shown = match (registration.standing, forum.draft.state) {
        (Standing::Confirmed, ForumState::Cancelled) => Shown::Cancelled,
        (Standing::Confirmed, _) => Shown::Already,
        (Standing::Pending { held_until_ms }, _) if held_until_ms <= app.clock.now_ms() => {
            Shown::Expired
        }
        (Standing::Pending { .. }, ForumState::Published) => Shown::Ask,
        (Standing::Pending { .. }, ForumState::Cancelled) => Shown::Cancelled,
        (Standing::Pending { .. }, ForumState::Draft) => Shown::NotPublished,
        (Standing::Waiting { .. }, _) => Shown::Waiting,
        (Standing::Offered { .. }, _) => Shown::Offered,
        (Standing::Expired, _) => ended(&app, &registration).await?,
    };
    show(&app, &visitor, (&forum, &registration), shown).await
}

/// `POST /confirm/{token}`.
pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    press(&app, visitor, &token, false).await
}

/// `POST /confirm/{token}/wait`: the same, and the waiting list if there are no places.
pub(super) async fn wait(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    press(&app, visitor, &token, true).await
}

async fn press(
    app: &HttpState,
    visitor: Visitor,
    token: &str,
    may_wait: bool,
) -> Result<Page, Problem> {
    let (hash, registration) = find(app, token).await?;
    let visitor = visitor.preferring(&registration.contact.language);
    let order = ConfirmOrder {
        link: Link::Confirm(hash),
        may_wait,
    };
    let shown = match app.intake.confirm(order).await {
        Ok(Confirmed::Now) => Shown::Confirmed,
        Ok(Confirmed::Already) => Shown::Already,
        Ok(Confirmed::Waiting) => Shown::Waiting,
        Err(ConfirmError::Refused(why)) => match why {
            NotConfirmed::UnknownLink => return Err(UNKNOWN_LINK.into()),
            NotConfirmed::ExpiredLink => ended(app, &registration).await?,
            NotConfirmed::Cancelled => Shown::Cancelled,
            NotConfirmed::NotPublished => Shown::NotPublished,
            NotConfirmed::Full { .. } => Shown::Full,
        },
        Err(ConfirmError::NotTaken(error)) => return Err(not_taken(&error)),
    };
    let forum = forum_of(app, &registration).await?;
    show(app, &visitor, (&forum, &registration), shown).await
}

/// Why a sign-up that has ended did: its time is over, or a later one of the same person counts.
async fn ended(app: &HttpState, registration: &Registration) -> Result<Shown, Problem> {
    let replaced = registered::has_later(&app.database, registration).await;
    let replaced = replaced.map_err(|error| not_stored(&error))?;
    Ok(if replaced {
        Shown::Replaced
    } else {
        Shown::Expired
    })
}

pub(in crate::http) async fn forum_of(
    app: &HttpState,
    registration: &Registration,
) -> Result<Forum, Problem> {
    let name = ForumName::Id(registration.forum);
    let forum = forums::find(&app.database, &name).await;
    let forum = forum.map_err(|error| not_stored(&error))?;
    forum.ok_or_else(|| Problem::from(UNKNOWN_LINK))
}

pub(super) async fn find(app: &HttpState, token: &str) -> Result<(Hash, Registration), Problem> {
    let hash = token_hash(token).ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
    let found = registered::of_token(&app.database, &hash).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let registration = found.ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
    Ok((hash, registration))
}

/// Which of its faces the page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Ask,
    Confirmed,
    Already,
    Waiting,
    Offered,
    Expired,
    Replaced,
    Cancelled,
    NotPublished,
    Full,
}

impl Shown {
    const fn name(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Confirmed => "confirmed",
            Self::Already => "already",
            Self::Waiting => "waiting",
            Self::Offered => "offered",
            Self::Expired => "expired",
            Self::Replaced => "replaced",
            Self::Cancelled => "cancelled",
            Self::NotPublished => "not-published",
            Self::Full => "full",
        }
    }
}

async fn show(
    app: &HttpState,
    visitor: &Visitor,
    (forum, registration): (&Forum, &Registration),
    shown: Shown,
) -> Result<Page, Problem> {
    let contact = &registration.contact;
    let consents = registered::consents(&app.database, registration.id).await;
    let consents = consents.map_err(|error| not_stored(&error))?;
    let consents: Vec<_> = consents.into_iter().map(|consent| consent.text).collect();
    let names = registration.participants.iter().map(|p| p.name.clone());
    let values = context! {
        shown => shown.name(),
        forum => facts(forum, visitor, app.clock.now_ms()),
        name => contact.name.as_str(),
        organisation => contact.organisation.as_deref(),
        email => contact.email.as_str(),
        participants => names.collect::<Vec<_>>(),
        unnamed => registration.unnamed(),
        held_until => registration.held_until_ms,
        holds => registration.holds,
        may_wait => registration.may_wait,
        consents,
    };
    let page = visitor.page("registrations/confirm.html", values)?;
    Ok(match shown {
        Shown::Expired | Shown::Replaced => page.with_status(EXPIRED_LINK.status),
        Shown::Cancelled | Shown::NotPublished | Shown::Full => {
            page.with_status(StatusCode::CONFLICT)
        }
        Shown::Ask | Shown::Confirmed | Shown::Already | Shown::Waiting | Shown::Offered => {
            page.with_status(StatusCode::OK)
        }
    })
}
