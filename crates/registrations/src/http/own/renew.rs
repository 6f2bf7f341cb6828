//! A new link to one's own registration, for whoever has given the old one to somebody by mistake.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kontor_book::{Address, Standing};
use kontor_contracts::EmailAddress;
use kontor_web::{ClientAddress, Page, Problem, Visitor};
use kontor_words::context;

use super::Own;
use crate::http::{App, HttpState, UNKNOWN_LINK, not_taken, public::facts};

/// Whose link it is, and where the mail goes.
struct Whose {
    own: Own,
    email: EmailAddress,
    address: Address,
    visitor: Visitor,
}

impl Whose {
    async fn contact(app: &HttpState, visitor: Visitor, token: &str) -> Result<Self, Problem> {
        let own = Own::find(app, token).await?;
        let contact = &own.registration.contact;
        Ok(Self {
            email: contact.email.clone(),
            address: own.registration.address.clone(),
            visitor: visitor.preferring(&contact.language),
            own,
        })
    }

    async fn named(app: &HttpState, visitor: Visitor, token: &str) -> Result<Self, Problem> {
        let (own, recipient) = Own::find_named(app, token).await?;
        let told = own.registration.told_of(&recipient);
        Ok(Self {
            address: Address::from(&told.email),
            email: told.email,
            visitor: visitor.preferring(&told.language),
            own,
        })
    }

    /// Says what will happen, or that it has.
    fn page(&self, app: &HttpState, done: bool) -> Result<Page, Problem> {
        let values = context! {
            forum => facts(&self.own.forum, &self.visitor, app.clock.now_ms()),
            here => self.own.path.as_str(),
            done,
        };
        self.visitor.page("registrations/new_link.html", values)
    }

    async fn renew(self, app: &HttpState, client: ClientAddress) -> Result<Page, Problem> {
        if self.own.registration.standing == Standing::Expired {
            return Err(UNKNOWN_LINK.into());
        }
        let may_go = app.limits.admit_mail(client, &self.email, &self.address)?;
        if !may_go {
            let page = self.page(app, false)?;
            return Ok(page.with_status(StatusCode::TOO_MANY_REQUESTS));
        }
        let renewed = app.intake.renew(self.own.hash).await;
        if renewed.map_err(|error| not_taken(&error))? {
            return self.page(app, true);
        }
        Err(UNKNOWN_LINK.into())
    }
}

/// `GET /my/{token}/new-link`: says what will happen.
pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    Whose::contact(&app, visitor, &token)
        .await?
        .page(&app, false)
}

/// `POST /my/{token}/new-link`.
pub(super) async fn renew(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    client: ClientAddress,
) -> Result<Page, Problem> {
    let whose = Whose::contact(&app, visitor, &token).await?;
    whose.renew(&app, client).await
}

/// `GET /me/{token}/new-link`: says what will happen.
pub(super) async fn ask_named(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    Whose::named(&app, visitor, &token).await?.page(&app, false)
}

/// `POST /me/{token}/new-link`.
pub(super) async fn renew_named(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
    client: ClientAddress,
) -> Result<Page, Problem> {
    let whose = Whose::named(&app, visitor, &token).await?;
    whose.renew(&app, client).await
}
