//! The console as the gate of all routes of the staff: whose session or token a request shows.

use std::sync::atomic::Ordering;

use axum::http::request::Parts;
use futures_util::future::BoxFuture;
use kontor_access::{Session, Stage};
use kontor_web::{Caller, Gate, Listener, Outside, Problem};

use crate::{
    Console,
    failure::problem,
    staff::{next_step, with_way_back},
};

impl Console {
    async fn anybody(&self) -> Result<bool, Problem> {
        if self.has_accounts.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let found = self.access.has_accounts().await;
        let found = found.map_err(|error| problem(&error))?;
        // A yes is the only answer that is kept: it asks for more than a no would, and while there is an
        // administrator it stays true, whoever is erased.
        self.has_accounts.fetch_or(found, Ordering::Relaxed);
        Ok(found)
    }

    async fn shown(
        &self,
        parts: &mut Parts,
        listener: Listener,
        half: bool,
    ) -> Result<Caller, Outside> {
        let cookie = self.cookie_at(listener);
        let found = self.session(cookie, &parts.headers).await;
        let found = found.map_err(Outside::Problem)?;
        let session = found.ok_or_else(|| Outside::First(with_way_back(parts)))?;
        if !half && let Some(step) = next_step(session.stage) {
            return Err(Outside::First(step));
        }
        let caller = caller(&session);
        parts.extensions.insert(session);
        Ok(caller)
    }

    async fn program(&self, token: &str) -> Result<Option<Caller>, Problem> {
        let found = self.access.token_caller(token).await;
        let found = found.map_err(|error| problem(&error))?;
        Ok(found.map(|token| Caller {
            actor: token.actor(),
            name: None,
            grants: token.grants,
        }))
    }
}

fn caller(session: &Session) -> Caller {
    Caller {
        actor: session.actor(),
        name: (session.stage == Stage::Full).then(|| session.name.clone()),
        grants: session.grants().to_vec(),
    }
}

impl Gate for Console {
    fn is_public(&self) -> bool {
        self.is_public
    }

    fn has_accounts(&self) -> BoxFuture<'_, Result<bool, Problem>> {
        Box::pin(self.anybody())
    }

    fn session<'a>(
        &'a self,
        parts: &'a mut Parts,
        listener: Listener,
        half: bool,
    ) -> BoxFuture<'a, Result<Caller, Outside>> {
        Box::pin(self.shown(parts, listener, half))
    }

    fn token<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Option<Caller>, Problem>> {
        Box::pin(self.program(token))
    }
}
