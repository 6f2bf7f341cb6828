//! Who of the staff calls: a person, a program with a token, or whoever is on this machine while
//! nobody has an account.

use axum::{extract::FromRequestParts, http::request::Parts};
use kontor_contracts::{Actor, Grant, Reach, Role, Scope, may, reach};

use crate::{
    needs::Needs,
    problem::{Problem, problems},
};

/// Who calls. The guard of a route has asked who it is; take it as an argument of the handler.
#[derive(Debug, Clone)]
pub struct Caller {
    /// For the audit.
    pub actor: Actor,
    /// The name of a person who is signed in, with everything that it takes.
    pub name: Option<String>,
    /// What they may do.
    pub grants: Vec<Grant>,
}

impl Caller {
    /// Whoever is on this machine: as at its command line, they may do everything.
    pub fn on_this_machine() -> Self {
        Self {
            actor: Actor::CommandLine,
            name: None,
            grants: vec![Grant::admin()],
        }
    }

    /// Whether nobody has an account yet, so that nobody was asked who they are.
    pub fn is_unknown(&self) -> bool {
        self.actor == Actor::CommandLine
    }

    /// Whether they may do what needs a role in a scope.
    pub fn may(&self, needs: Role, scope: &Scope) -> bool {
        may(&self.grants, needs, scope)
    }

    /// Refuses what they may not do: for handlers that look at a thing whose scope no path names.
    ///
    /// # Errors
    /// [`problems::NOT_ALLOWED`].
    pub fn needs(&self, needs: Role, scope: &Scope) -> Result<(), Problem> {
        if self.may(needs, scope) {
            return Ok(());
        }
        Err(problems::NOT_ALLOWED.into())
    }

    /// Which things of a kind they may look at or work on: for lists.
    pub fn reach(&self, needs: Role, kind: &str) -> Reach {
        reach(&self.grants, needs, kind)
    }

    /// Whether they may call what needs this, as far as that can be said without a path.
    pub fn may_call(&self, needs: Needs) -> bool {
        match needs {
            Needs::Everybody | Needs::Link | Needs::Begun | Needs::SignedIn => true,
            Needs::Everywhere(role) => self.may(role, &Scope::everywhere()),
            Needs::For(role, thing) => !self.reach(role, thing.kind).is_nothing(),
            Needs::Somewhere(role, kind) => !self.reach(role, kind).is_nothing(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get().cloned().ok_or_else(|| {
            tracing::error!("a handler asks who calls, and its route does not need to know");
            problems::INTERNAL.into()
        })
    }
}
