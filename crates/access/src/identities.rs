//! One's own account and the office's provider: linked by hand, and the link taken off.

use kontor_contracts::AccountId;
use kontor_oidc::{Identity, Returned};
use kontor_store::{StoreError, audit::Action};

use crate::{
    Access, AccessError, Client, Session, Stage,
    elsewhere::LINKED,
    store::{accounts, identities, sessions},
};

const UNLINKED: Action = Action::new("identity.unlinked");

/// That an account is linked to the office's provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linked {
    /// Since when, in milliseconds.
    pub since_ms: i64,
    /// When somebody last came in by it, in milliseconds.
    pub used_ms: i64,
    /// Whether its owner has no other way in, so that it stays.
    pub is_only_way_in: bool,
}

impl Access {
    /// Whether an account is linked to the provider that the office has now.
    ///
    /// # Errors
    /// The database.
    pub async fn linked(&self, account: AccountId) -> Result<Option<Linked>, AccessError> {
        let issuer = &self.settings.oidc.issuer;
        let Some((since_ms, used_ms)) = identities::times(&self.database, issuer, account).await?
        else {
            return Ok(None);
        };
        let kept = accounts::by_id(&self.database, account).await?;
        let has_password = kept.is_some_and(|kept| kept.password.is_some());
        Ok(Some(Linked {
            since_ms,
            used_ms,
            is_only_way_in: !self.opens_by_password(has_password),
        }))
    }

    /// Somebody who is signed in comes back from the provider: it is theirs from now on. They set out by
    /// [`Access::depart`], after [`Access::confirm_password`].
    ///
    /// # Errors
    /// [`AccessError::Provider`], [`AccessError::IdentityTaken`], [`AccessError::LinkedAlready`],
    /// [`AccessError::NoProvider`], [`AccessError::Wait`], or the database.
    pub async fn link(
        &self,
        session: &Session,
        (kept, returned): (&str, &Returned),
        client: &Client,
    ) -> Result<(), AccessError> {
        if session.stage != Stage::Full {
            return Err(AccessError::NoSession);
        }
        let (identity, count) = self.identify(kept, returned, client).await?;
        let account = session.account;
        let tx = self.database.begin().await?;
        accounts::lock(&tx, account)
            .await?
            .ok_or(AccessError::NoAccount)?;
        let who = who(&identity);
        if identities::is_linked(&tx, who.0, account).await? {
            return Err(AccessError::LinkedAlready);
        }
        let linked = identities::insert(&tx, who, account, self.now_ms()).await;
        linked.map_err(|error| match error {
            StoreError::Conflict(_) => AccessError::IdentityTaken,
            other => other.into(),
        })?;
        self.succeeded(&tx, &[count]).await?;
        self.note(&tx, session.actor(), LINKED, account).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Takes the link off; every other session ends, as some may have come in by it. `false` if there was
    /// none.
    ///
    /// # Errors
    /// [`AccessError::OnlyWayIn`], or the database.
    pub async fn unlink(&self, session: &Session) -> Result<bool, AccessError> {
        let (issuer, account) = (&self.settings.oidc.issuer, session.account);
        let tx = self.database.begin().await?;
        let locked = accounts::lock(&tx, account)
            .await?
            .ok_or(AccessError::NoAccount)?;
        if !self.opens_by_password(locked.password.is_some()) {
            return Err(AccessError::OnlyWayIn);
        }
        let taken = identities::delete(&tx, issuer, account).await?;
        if taken {
            sessions::end_all(&tx, account, Some(session.id)).await?;
            self.note(&tx, session.actor(), UNLINKED, account).await?;
        }
        tx.commit().await?;
        Ok(taken)
    }

    fn opens_by_password(&self, has_one: bool) -> bool {
        has_one && self.settings.oidc.has_passwords()
    }
}

fn who(identity: &Identity) -> (&str, &str) {
    (&identity.issuer, &identity.subject)
}
