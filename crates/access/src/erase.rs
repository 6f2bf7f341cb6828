//! Showing and erasing what is kept of one of the staff (GDPR, articles 15 and 17).

use kontor_contracts::{AccountId, EmailAddress};
use kontor_store::audit::{Action, Actor};
use serde::Serialize;

use crate::{
    Access, AccessError, AccountState, Grant,
    domain::admins::is_the_last,
    store::{accounts, admins, erase, identities},
};

const ERASED: Action = Action::new("account.erased");

/// An account as it is shown to its owner.
#[derive(Debug, Serialize)]
pub struct PersonAccount {
    /// Its id.
    pub id: AccountId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What they read, if it is known.
    pub language: Option<String>,
    /// Whether they can sign in.
    pub state: AccountState,
    /// What they may do.
    pub grants: Vec<Grant>,
    /// Whether a second factor is set up.
    pub second_factor: bool,
    /// In how many browsers they are signed in.
    pub sessions: usize,
    /// The names of their tokens for programs.
    pub tokens: Vec<String>,
    /// Who they are at providers: issuer and subject.
    pub identities: Vec<(String, String)>,
}

impl Access {
    /// The account of an address with what belongs to it, if there is one.
    ///
    /// # Errors
    /// The database.
    pub async fn show_person(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<PersonAccount>, AccessError> {
        let Some(kept) = accounts::by_key(&self.database, &email.key()).await? else {
            return Ok(None);
        };
        let account = kept.account;
        let tokens = self.tokens(Some(account.id)).await?;
        Ok(Some(PersonAccount {
            identities: identities::of(&self.database, account.id).await?,
            sessions: self.sessions_of(account.id).await?.len(),
            tokens: tokens.into_iter().map(|token| token.name).collect(),
            id: account.id,
            name: account.name,
            email: account.email.as_str().to_owned(),
            language: account.language.map(|language| language.to_string()),
            state: account.state,
            grants: account.grants,
            second_factor: account.has_second_factor,
        }))
    }

    /// Erases the account of an address with all that belongs to it. The audit keeps its id, which names
    /// nobody any more. `false` if there is none.
    ///
    /// # Errors
    /// [`AccessError::LastAdmin`], or the database.
    pub async fn erase_person(
        &self,
        actor: Actor,
        email: &EmailAddress,
    ) -> Result<bool, AccessError> {
        let Some(kept) = accounts::by_key(&self.database, &email.key()).await? else {
            return Ok(false);
        };
        let id = kept.account.id;
        let tx = self.database.begin().await?;
        let administrators = admins::lock(&tx).await?;
        if accounts::lock(&tx, id).await?.is_none() {
            return Ok(false);
        }
        if is_the_last(&administrators, id) {
            return Err(AccessError::LastAdmin);
        }
        erase::account(&tx, id, &email.key()).await?;
        self.note(&tx, actor, ERASED, id).await?;
        tx.commit().await?;
        Ok(true)
    }
}
