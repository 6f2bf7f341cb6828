//! The pages behind the link to one's own registration: how it stands, the calendar entry, taking places
//! that are offered, changing who comes, calling it off; and those of somebody whom a contact has signed
//! up, who can take off their own name. Opening one changes nothing, because scanners open links; its button
//! does.

mod acts;
mod ask;
mod change;
mod change_form;
mod entrance;
mod me;
mod page;
mod renew;

use axum::{
    http::Method,
    routing::{get, post},
};
use kontor_book::Standing;
use kontor_contracts::{RecipientId, events::ForumState};
use kontor_web::{Needs, Problem, Route};

use super::{App, HttpState, UNKNOWN_LINK, not_stored, public::forum_of};
use crate::{
    domain::Recipient,
    intake::token_hash,
    store::{Hash, forums::Forum, own_links, registrations::Registration},
};

pub(crate) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/forums/{slug}/my-registration",
        needs: Needs::Everybody,
        serve: || get(ask::form),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/forums/{slug}/my-registration",
        needs: Needs::Everybody,
        serve: || post(ask::ask),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/my/{token}",
        needs: Needs::Link,
        serve: || get(page::show),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/my/{token}/calendar.ics",
        needs: Needs::Link,
        serve: || get(page::calendar),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/my/{token}/take",
        needs: Needs::Link,
        serve: || post(acts::take),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/my/{token}/call-off",
        needs: Needs::Link,
        serve: || get(acts::ask_to_call_off),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/my/{token}/call-off",
        needs: Needs::Link,
        serve: || post(acts::call_off),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/my/{token}/change",
        needs: Needs::Link,
        serve: || get(change::form),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/my/{token}/change",
        needs: Needs::Link,
        serve: || post(change::change),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/me/{token}",
        needs: Needs::Link,
        serve: || get(me::show),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/me/{token}/calendar.ics",
        needs: Needs::Link,
        serve: || get(me::calendar),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/me/{token}/take-off",
        needs: Needs::Link,
        serve: || get(me::ask_to_take_off),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/me/{token}/take-off",
        needs: Needs::Link,
        serve: || post(me::take_off),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/my/{token}/new-link",
        needs: Needs::Link,
        serve: || get(renew::ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/my/{token}/new-link",
        needs: Needs::Link,
        serve: || post(renew::renew),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/me/{token}/new-link",
        needs: Needs::Link,
        serve: || get(renew::ask_named),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/me/{token}/new-link",
        needs: Needs::Link,
        serve: || post(renew::renew_named),
        describe: None,
    },
];

/// What a link leads to.
struct Own {
    /// The address of its page.
    path: String,
    hash: Hash,
    registration: Registration,
    forum: Forum,
}

impl Own {
    /// The registration of whose contact the link is.
    async fn find(app: &HttpState, token: &str) -> Result<Self, Problem> {
        match Self::of_anybody(app, token, "/my/").await? {
            (own, None) => Ok(own),
            (_, Some(_)) => Err(UNKNOWN_LINK.into()),
        }
    }

    /// The registration by which somebody takes part whom the contact has named, as long as they do.
    async fn find_named(app: &HttpState, token: &str) -> Result<(Self, Recipient), Problem> {
        let (own, id) = Self::of_anybody(app, token, "/me/").await?;
        let named = own.registration.recipients.iter();
        let mut named = named.filter(|recipient| Some(recipient.id) == id).cloned();
        let recipient = named
            .next_back()
            .ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
        Ok((own, recipient))
    }

    async fn of_anybody(
        app: &HttpState,
        token: &str,
        path: &str,
    ) -> Result<(Self, Option<RecipientId>), Problem> {
        let hash = token_hash(token).ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
        let found = own_links::registration(&app.database, &hash).await;
        let found = found.map_err(|error| not_stored(&error))?;
        let (registration, recipient) = found.ok_or_else(|| Problem::from(UNKNOWN_LINK))?;
        let forum = forum_of(app, &registration).await?;
        let own = Self {
            path: format!("{path}{token}"),
            hash,
            registration,
            forum,
        };
        Ok((own, recipient))
    }

    /// Whether who takes part can still be changed, as far as can be known before.
    fn can_be_changed(&self, now_ms: i64) -> bool {
        let is_on = self.forum.draft.state == ForumState::Published;
        let closes = self.forum.draft.changes_close().instant();
        let is_ahead = closes.is_ok_and(|closes| now_ms < closes.as_millisecond());
        is_on
            && is_ahead
            && match self.registration.standing {
                Standing::Confirmed | Standing::Waiting { .. } => true,
                Standing::Offered { until_ms } => now_ms < until_ms,
                Standing::Pending { .. } | Standing::Expired => false,
            }
    }
}
