//! Changing one's own password, and proving once more who one is.

use kontor_contracts::AccountId;
use kontor_store::audit::Action;

use crate::{
    Access, AccessError, Client, Session, Stage,
    attempts::{AfterSuccess, Count},
    domain::{attempt, password, secret::key},
    hashing::Verified,
    store::{accounts, links, sessions},
};

const CHANGED: Action = Action::new("password.changed");

impl Access {
    /// Asks somebody who is signed in for their password once more, before what a browser left open
    /// must not do. Whoever has none, or may not sign in with it, has nothing to show.
    ///
    /// # Errors
    /// [`AccessError::Refused`], [`AccessError::Wait`], or the database.
    pub async fn confirm_password(
        &self,
        session: &Session,
        typed: &str,
    ) -> Result<(), AccessError> {
        let kept = accounts::by_id(&self.database, session.account).await?;
        let has_one = kept.is_some_and(|kept| kept.password.is_some());
        if !has_one || !self.settings.oidc.has_passwords() {
            return Ok(());
        }
        self.compare(session.account, typed).await.map(drop)
    }

    /// Compares a password with that of an account and returns its hash.
    async fn compare(
        &self,
        account: AccountId,
        typed: &str,
    ) -> Result<Option<String>, AccessError> {
        let count = Count {
            key: key(&["password", &account.to_string()]),
            limit: attempt::CODE,
            after: AfterSuccess::Clear,
        };
        self.count_try(&[count]).await?;
        let kept = accounts::by_id(&self.database, account).await?;
        let kept = kept.and_then(|kept| kept.password);
        match self
            .hasher
            .verify(password::normalised(typed), kept.clone())
            .await?
        {
            Verified::Wrong => Err(AccessError::Refused),
            Verified::Right { .. } => {
                let tx = self.database.begin().await?;
                self.succeeded(&tx, &[count]).await?;
                tx.commit().await?;
                Ok(kept)
            }
        }
    }

    /// Changes the password; every other session of the account ends.
    ///
    /// # Errors
    /// [`AccessError::Refused`] if the present one is wrong, [`AccessError::Password`],
    /// [`AccessError::Wait`], or the database.
    pub async fn change_password(
        &self,
        session: &Session,
        present: &str,
        new: &str,
        client: &Client,
    ) -> Result<(), AccessError> {
        if session.stage != Stage::Full {
            return Err(AccessError::NoSession);
        }
        let new = password::check(new, &[&session.name, session.email.as_str()])?;
        let kept = self.compare(session.account, present).await?;
        let hash = self.hasher.hash(new, self.salt()).await?;
        let tx = self.database.begin().await?;
        let locked = accounts::lock(&tx, session.account)
            .await?
            .ok_or(AccessError::Refused)?;
        if locked.password != kept {
            return Err(AccessError::Refused);
        }
        accounts::set_password(&tx, session.account, &hash, self.now_ms()).await?;
        sessions::end_all(&tx, session.account, Some(session.id)).await?;
        links::end_all(&tx, session.account).await?;
        self.tell_of_new_password(&tx, session.account, &client.language)
            .await?;
        self.note(&tx, session.actor(), CHANGED, session.account)
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
