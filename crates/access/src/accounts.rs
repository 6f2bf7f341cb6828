//! People: letting them in, giving and taking roles, shutting out.

use kontor_contracts::{AccountId, EmailAddress, Language, clean_line};
use kontor_store::{
    Tx,
    audit::{Action, Actor},
};

use crate::{
    Access, AccessError, Account, AccountState, Delivery, Grant, Link, Purpose, Role,
    domain::admins::is_the_last,
    error::taken,
    store::{accounts, admins, factors, grants, identities, links, sessions},
};

const ADDED: Action = Action::new("account.added");
const DISABLED: Action = Action::new("account.disabled");
const ENABLED: Action = Action::new("account.enabled");
const GRANTED: Action = Action::new("role.granted");
const REVOKED: Action = Action::new("role.revoked");

/// An account to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// The person's name.
    pub name: String,
    /// The address they will sign in with.
    pub email: EmailAddress,
    /// What they may do.
    pub grants: Vec<Grant>,
    /// What they read, if it is known.
    pub language: Option<Language>,
}

impl Access {
    /// Makes an account and the link that lets its owner in.
    ///
    /// # Errors
    /// [`AccessError::Exists`], [`AccessError::Name`], or the database.
    pub async fn add_account(
        &self,
        actor: Actor,
        new: NewAccount,
        delivery: &Delivery,
    ) -> Result<(AccountId, Link), AccessError> {
        let name = clean_line(&new.name).map_err(AccessError::Name)?;
        let (id, now_ms) = (AccountId::new(self.ids.next()), self.now_ms());
        let tx = self.database.begin().await?;
        let row = accounts::New {
            id,
            name: &name,
            email: &new.email,
            password: None,
            state: AccountState::Invited,
            language: new.language.as_ref(),
        };
        accounts::insert(&tx, row, now_ms).await.map_err(taken)?;
        self.note(&tx, actor, ADDED, id).await?;
        for grant in &new.grants {
            self.give(&tx, actor, id, grant).await?;
        }
        let link = self
            .make_link(&tx, actor, Some(id), Purpose::Invitation)
            .await?;
        self.deliver(&tx, id, &link, delivery).await?;
        tx.commit().await?;
        Ok((id, link))
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// The database.
    pub async fn accounts(&self) -> Result<Vec<Account>, AccessError> {
        Ok(accounts::all(&self.database).await?)
    }

    /// One account.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], or the database.
    pub async fn account(&self, id: AccountId) -> Result<Account, AccessError> {
        let found = accounts::by_id(&self.database, id).await?;
        found.map(|kept| kept.account).ok_or(AccessError::NoAccount)
    }

    /// The account of an address.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], or the database.
    pub async fn account_of(&self, email: &EmailAddress) -> Result<Account, AccessError> {
        let found = accounts::by_key(&self.database, &email.key()).await?;
        found.map(|kept| kept.account).ok_or(AccessError::NoAccount)
    }

    /// Whether anybody has an account, whether they can sign in or not.
    ///
    /// # Errors
    /// The database.
    pub async fn has_accounts(&self) -> Result<bool, AccessError> {
        Ok(accounts::exist(&self.database).await?)
    }

    /// Whether anybody can let others in.
    ///
    /// # Errors
    /// The database.
    pub async fn has_admin(&self) -> Result<bool, AccessError> {
        Ok(admins::exist(&self.database).await?)
    }

    /// Shuts somebody out at once: sessions and links end, tokens work no longer. `false` if they were
    /// out already.
    ///
    /// # Errors
    /// [`AccessError::LastAdmin`], [`AccessError::NoAccount`], or the database.
    pub async fn disable(&self, actor: Actor, id: AccountId) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        let administrators = admins::lock(&tx).await?;
        let locked = accounts::lock(&tx, id)
            .await?
            .ok_or(AccessError::NoAccount)?;
        if locked.state == AccountState::Disabled {
            return Ok(false);
        }
        if is_the_last(&administrators, id) {
            return Err(AccessError::LastAdmin);
        }
        accounts::set_state(&tx, id, AccountState::Disabled, self.now_ms()).await?;
        sessions::end_all(&tx, id, None).await?;
        links::end_all(&tx, id).await?;
        self.note(&tx, actor, DISABLED, id).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Lets somebody in again, as they came in before. `false` if they were in already.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], or the database.
    pub async fn enable(&self, actor: Actor, id: AccountId) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        let locked = accounts::lock(&tx, id)
            .await?
            .ok_or(AccessError::NoAccount)?;
        if locked.state != AccountState::Disabled {
            return Ok(false);
        }
        let comes_in = locked.password.is_some() || identities::exist(&tx, id).await?;
        let state = AccountState::when_enabled(comes_in);
        accounts::set_state(&tx, id, state, self.now_ms()).await?;
        self.note(&tx, actor, ENABLED, id).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Gives a role. `false` if the account had it.
    ///
    /// # Errors
    /// [`AccessError::NoAccount`], or the database.
    pub async fn grant(
        &self,
        actor: Actor,
        id: AccountId,
        grant: &Grant,
    ) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        accounts::lock(&tx, id)
            .await?
            .ok_or(AccessError::NoAccount)?;
        let given = self.give(&tx, actor, id, grant).await?;
        tx.commit().await?;
        Ok(given)
    }

    /// Takes a role, at once and in every process. `false` if the account did not have it.
    ///
    /// # Errors
    /// [`AccessError::LastAdmin`], [`AccessError::NoAccount`], or the database.
    pub async fn revoke(
        &self,
        actor: Actor,
        id: AccountId,
        grant: &Grant,
    ) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        let administrators = admins::lock(&tx).await?;
        accounts::lock(&tx, id)
            .await?
            .ok_or(AccessError::NoAccount)?;
        if grant.role() == Role::Admin && is_the_last(&administrators, id) {
            return Err(AccessError::LastAdmin);
        }
        let taken = grants::delete(&tx, id, grant).await?;
        if taken {
            self.note(&tx, actor, REVOKED, format!("{id}:{grant}"))
                .await?;
        }
        tx.commit().await?;
        Ok(taken)
    }

    pub(crate) async fn give(
        &self,
        tx: &Tx,
        actor: Actor,
        id: AccountId,
        grant: &Grant,
    ) -> Result<bool, AccessError> {
        let given = grants::insert(tx, id, grant).await?;
        if given {
            self.note(tx, actor, GRANTED, format!("{id}:{grant}"))
                .await?;
        }
        Ok(given)
    }

    /// A link by which somebody chooses a new password; whoever was only invited gets a new invitation.
    /// With `without_second_factor` theirs is removed: for whoever has lost it.
    ///
    /// # Errors
    /// [`AccessError::Disabled`], [`AccessError::NoAccount`], or the database.
    pub async fn reset(
        &self,
        actor: Actor,
        id: AccountId,
        without_second_factor: bool,
        delivery: &Delivery,
    ) -> Result<Link, AccessError> {
        let tx = self.database.begin().await?;
        let locked = accounts::lock(&tx, id)
            .await?
            .ok_or(AccessError::NoAccount)?;
        let purpose = locked.state.way_in().ok_or(AccessError::Disabled)?;
        if without_second_factor && factors::delete(&tx, id).await? {
            sessions::end_all(&tx, id, None).await?;
            self.note(&tx, actor, crate::factors::REMOVED, id).await?;
        }
        let link = self.make_link(&tx, actor, Some(id), purpose).await?;
        self.deliver(&tx, id, &link, delivery).await?;
        tx.commit().await?;
        Ok(link)
    }
}
