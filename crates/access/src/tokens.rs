//! Tokens of programs that call the API.

use std::time::Duration;

use kontor_contracts::{AccountId, ApiTokenId, clean_line};
use kontor_store::audit::{Action, Actor};

use crate::{
    Access, AccessError, AccountState, ApiToken, Grant, Role, Scope, Secret,
    clock::millis,
    common,
    domain::{api_token, session::is_stale},
    is_within, may,
    store::{accounts, grants, tokens},
};

const ADDED: Action = Action::new("token.added");
const REVOKED: Action = Action::new("token.revoked");

/// Most tokens of one account that work at the same time.
const TOKENS_MAX: usize = 100;

/// A token to be made.
#[derive(Debug, Clone)]
pub struct NewToken {
    /// What it is for.
    pub name: String,
    /// What it may do.
    pub grants: Vec<Grant>,
    /// How long it works.
    pub life: Duration,
}

/// A program that has shown a token.
#[derive(Debug, Clone)]
pub struct TokenCaller {
    /// The token.
    pub id: ApiTokenId,
    /// Whose it is.
    pub account: AccountId,
    /// What it may do: what it was given, as far as its account has it now.
    pub grants: Vec<Grant>,
}

impl TokenCaller {
    /// Who acts, for the audit.
    pub fn actor(&self) -> Actor {
        Actor::Token(self.id)
    }

    /// Whether it may do what needs a role in a scope.
    pub fn may(&self, needs: Role, scope: &Scope) -> bool {
        may(&self.grants, needs, scope)
    }
}

impl Access {
    /// Makes a token; its text is returned once and kept nowhere.
    ///
    /// # Errors
    /// [`AccessError::TooWide`], [`AccessError::TooManyTokens`], [`AccessError::NoAccount`],
    /// [`AccessError::Disabled`], [`AccessError::Name`], or the database.
    pub async fn add_token(
        &self,
        actor: Actor,
        account: AccountId,
        new: NewToken,
    ) -> Result<(ApiToken, Secret), AccessError> {
        let name = clean_line(&new.name).map_err(AccessError::Name)?;
        let now_ms = self.now_ms();
        let tx = self.database.begin().await?;
        let locked = accounts::lock(&tx, account)
            .await?
            .ok_or(AccessError::NoAccount)?;
        if locked.state == AccountState::Disabled {
            return Err(AccessError::Disabled);
        }
        if !is_within(&new.grants, &grants::of_locked(&tx, account).await?) {
            return Err(AccessError::TooWide);
        }
        let count = tokens::count(&tx, account, now_ms).await?;
        if usize::try_from(count).is_ok_and(|count| count >= TOKENS_MAX) {
            return Err(AccessError::TooManyTokens(TOKENS_MAX));
        }
        let secret = api_token::new(self.ids.secret());
        let token = ApiToken {
            id: ApiTokenId::new(self.ids.next()),
            account,
            name,
            grants: new.grants,
            created_ms: now_ms,
            until_ms: now_ms + millis(new.life),
            used_ms: None,
            revoked_ms: None,
        };
        tokens::insert(&tx, &token, secret.hash()).await?;
        self.note(&tx, actor, ADDED, token.id).await?;
        tx.commit().await?;
        Ok((token, secret))
    }

    /// All tokens, or those of an account, the newest first.
    ///
    /// # Errors
    /// The database.
    pub async fn tokens(&self, account: Option<AccountId>) -> Result<Vec<ApiToken>, AccessError> {
        Ok(tokens::all(&self.database, account).await?)
    }

    /// Revokes a token at once; of an account only, if one is named. `false` if it was revoked already.
    ///
    /// # Errors
    /// [`AccessError::NoToken`], or the database.
    pub async fn revoke_token(
        &self,
        actor: Actor,
        id: ApiTokenId,
        of: Option<AccountId>,
    ) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        let revoked = tokens::revoke(&tx, id, self.now_ms()).await?;
        let mine = revoked.filter(|(account, _)| of.is_none_or(|of| of == *account));
        let (_, was_in_force) = mine.ok_or(AccessError::NoToken)?;
        if was_in_force {
            self.note(&tx, actor, REVOKED, id).await?;
        }
        tx.commit().await?;
        Ok(was_in_force)
    }

    /// Who is behind a token.
    ///
    /// # Errors
    /// The database.
    pub async fn token_caller(&self, text: &str) -> Result<Option<TokenCaller>, AccessError> {
        let Some(hash) = api_token::hash_of(text) else {
            return Ok(None);
        };
        let now_ms = self.now_ms();
        let Some(found) = tokens::find(&self.database, hash, now_ms).await? else {
            return Ok(None);
        };
        if found
            .used_ms
            .is_none_or(|used_ms| is_stale(used_ms, now_ms))
            && let Err(error) = tokens::touch(&self.database, found.id, now_ms).await
        {
            tracing::warn!(%error, token = %found.id, "could not note that a token is used");
        }
        Ok(Some(TokenCaller {
            id: found.id,
            account: found.account,
            grants: common(&found.given, &found.held),
        }))
    }
}
