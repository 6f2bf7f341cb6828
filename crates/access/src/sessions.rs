//! Sessions: who is behind a cookie, and ending them.

use std::fmt;

use kontor_contracts::{AccountId, EmailAddress};
use kontor_store::audit::{Action, Actor};
use uuid::Uuid;

use crate::{
    Access, AccessError, Grant, OpenSession, Role, Scope, Stage,
    clock::millis,
    domain::{
        secret,
        session::{is_alive, is_stale},
    },
    may,
    store::sessions,
};

const ENDED: Action = Action::new("session.ended");
const ALL_ENDED: Action = Action::new("session.all_ended");

/// Somebody who is signed in, or on the way.
#[derive(Clone)]
pub struct Session {
    /// By which it is ended.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// How far signing in has come.
    pub stage: Stage,
    grants: Vec<Grant>,
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("id", &self.id)
            .field("account", &self.account)
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// Who acts, for the audit.
    pub fn actor(&self) -> Actor {
        Actor::Staff(self.account)
    }

    /// Whether they may do what needs a role in a scope. Whoever is only on the way may nothing.
    pub fn may(&self, needs: Role, scope: &Scope) -> bool {
        may(self.grants(), needs, scope)
    }

    /// What they may do.
    pub fn grants(&self) -> &[Grant] {
        if self.stage == Stage::Full {
            &self.grants
        } else {
            &[]
        }
    }
}

impl Access {
    /// Who is behind a cookie. Asks the database each time, by primary key, so that what has ended has
    /// ended everywhere.
    ///
    /// # Errors
    /// The database.
    pub async fn session(&self, cookie: &str) -> Result<Option<Session>, AccessError> {
        let Some(hash) = secret::hash_of(cookie) else {
            return Ok(None);
        };
        let now_ms = self.now_ms();
        let found = sessions::find(&self.database, hash).await?;
        let idle = self.settings.idle();
        let Some(found) =
            found.filter(|found| is_alive(found.until_ms, found.seen_ms, idle, now_ms))
        else {
            return Ok(None);
        };
        if is_stale(found.seen_ms, now_ms)
            && let Err(error) = sessions::touch(&self.database, found.id, now_ms).await
        {
            // The page need not wait for a database that is busy; the next one notes it.
            tracing::warn!(%error, session = %found.id, "could not note that a session is used");
        }
        Ok(Some(Session {
            id: found.id,
            account: found.account,
            name: found.name,
            email: found.email,
            stage: found.stage,
            grants: found.grants,
        }))
    }

    /// Signs out.
    ///
    /// # Errors
    /// The database.
    pub async fn sign_out(&self, session: &Session) -> Result<(), AccessError> {
        self.end_session(session.actor(), session.account, session.id)
            .await?;
        Ok(())
    }

    /// The sessions of an account, the latest first.
    ///
    /// # Errors
    /// The database.
    pub async fn sessions_of(&self, account: AccountId) -> Result<Vec<OpenSession>, AccessError> {
        let now_ms = self.now_ms();
        let seen_after_ms = now_ms - millis(self.settings.idle());
        Ok(sessions::of(&self.database, account, now_ms, seen_after_ms).await?)
    }

    /// Ends one session at once. `false` if there was none.
    ///
    /// # Errors
    /// The database.
    pub async fn end_session(
        &self,
        actor: Actor,
        account: AccountId,
        id: Uuid,
    ) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        let ended = sessions::end(&tx, account, id).await?;
        if ended {
            self.note(&tx, actor, ENDED, account).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// Ends all sessions of an account at once, but for the one that asks. Says how many.
    ///
    /// # Errors
    /// The database.
    pub async fn end_sessions(
        &self,
        actor: Actor,
        account: AccountId,
        but: Option<Uuid>,
    ) -> Result<u64, AccessError> {
        let tx = self.database.begin().await?;
        let ended = sessions::end_all(&tx, account, but).await?;
        if ended > 0 {
            self.note(&tx, actor, ALL_ENDED, account).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }
}
