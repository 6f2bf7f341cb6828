//! Coming in by a one-time link alone, where nobody signs in with a password: the way back in when the
//! provider is gone, and the first administrator's.

use kontor_contracts::EmailAddress;
use kontor_store::{
    Tx,
    audit::{Action, Actor},
};

use crate::{
    Access, AccessError, AccountState, Client, Started,
    domain::secret::{self, Hash},
    store::{accounts, factors, links},
};

const ENTERED: Action = Action::new("link.entered");

impl Access {
    /// Where nobody signs in with a password: a link that lets its owner in by itself, once. Their second
    /// factor stays what it is.
    ///
    /// # Errors
    /// [`AccessError::NoLink`], or the database.
    pub async fn enter_by_link(&self, text: &str, client: &Client) -> Result<Started, AccessError> {
        let hash = self.hash_that_lets_in(text)?;
        let owner = self.open_link(text).await?.account;
        let id = owner.ok_or(AccessError::NoLink)?.id;
        let tx = self.database.begin().await?;
        let locked = accounts::lock(&tx, id).await?.ok_or(AccessError::NoLink)?;
        if locked.state == AccountState::Disabled {
            return Err(AccessError::NoLink);
        }
        self.take_link(&tx, hash).await?;
        links::end_all(&tx, id).await?;
        if locked.state == AccountState::Invited {
            accounts::set_state(&tx, id, AccountState::Active, self.now_ms()).await?;
        }
        self.note(&tx, Actor::Staff(id), ENTERED, id).await?;
        let stage = self.stage_of(factors::is_set_up(&tx, id).await?);
        let started = self.begin(&tx, id, stage, client).await?;
        tx.commit().await?;
        Ok(started)
    }

    /// The same for the first administrator, whose account is made by it, without a password: nobody could
    /// use one.
    ///
    /// # Errors
    /// [`AccessError::NoLink`], [`AccessError::Name`], [`AccessError::Exists`], or the database.
    pub async fn enter_as_first(
        &self,
        text: &str,
        (name, email): (&str, &EmailAddress),
        client: &Client,
    ) -> Result<Started, AccessError> {
        let hash = self.hash_that_lets_in(text)?;
        if self.open_link(text).await?.account.is_some() {
            return Err(AccessError::NoLink);
        }
        let tx = self.database.begin().await?;
        self.take_link(&tx, hash).await?;
        let id = self.make_first(&tx, name, email, None).await?;
        let started = self.begin(&tx, id, self.stage_of(false), client).await?;
        tx.commit().await?;
        Ok(started)
    }

    /// The hash of a link's secret, where links let in by themselves.
    fn hash_that_lets_in(&self, text: &str) -> Result<Hash, AccessError> {
        let hash = secret::hash_of(text).ok_or(AccessError::NoLink)?;
        if self.settings.oidc.has_passwords() {
            return Err(AccessError::NoLink);
        }
        Ok(hash)
    }

    async fn take_link(&self, tx: &Tx, hash: Hash) -> Result<(), AccessError> {
        let taken = links::take(tx, hash, self.told_ms()).await?;
        taken.map(drop).ok_or(AccessError::NoLink)
    }
}
