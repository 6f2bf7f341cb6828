//! The second factor: setting it up, using it, losing it.

use std::fmt;

use kontor_contracts::AccountId;
use kontor_store::{
    Tx,
    audit::{Action, Actor},
};

use crate::{
    Access, AccessError, Client, RECOVERY_CODES, Session, Stage, Started,
    attempts::{AfterSuccess, Count},
    domain::{
        attempt, base32,
        recovery::{self, CODE_BYTES},
        secret::key,
        totp::{self, SECRET_BYTES},
    },
    store::{factors, sessions},
};

const ADDED: Action = Action::new("second_factor.added");
pub(crate) const REMOVED: Action = Action::new("second_factor.removed");
const RECOVERED: Action = Action::new("recovery_code.used");
const RENEWED: Action = Action::new("recovery_code.all_renewed");

/// A second factor that is being set up. To be shown once.
#[derive(Clone)]
pub struct NewFactor {
    /// The secret, to be typed into an authenticator.
    pub secret: String,
    /// The same as an address, for a tap or a QR code.
    pub uri: String,
}

/// Codes for the day the telephone is lost. To be shown once.
#[derive(Clone)]
pub struct RecoveryCodes(pub Vec<String>);

impl fmt::Debug for NewFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewFactor(…)")
    }
}

impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCodes(…)")
    }
}

impl Access {
    /// Begins to set up a second factor; `issuer` is the name that the authenticator shows.
    ///
    /// # Errors
    /// [`AccessError::FactorExists`], [`AccessError::NoSession`] while the code of one is still asked
    /// for, or the database.
    pub async fn begin_factor(
        &self,
        session: &Session,
        issuer: &str,
    ) -> Result<NewFactor, AccessError> {
        if session.stage == Stage::Code {
            return Err(AccessError::NoSession);
        }
        let secret = &self.ids.secret()[..SECRET_BYTES];
        let tx = self.database.begin().await?;
        if !factors::begin(&tx, session.account, secret).await? {
            return Err(AccessError::FactorExists);
        }
        tx.commit().await?;
        Ok(shown(secret, issuer, session))
    }

    /// The second factor that somebody is setting up, to be shown again until its first code came.
    ///
    /// # Errors
    /// The database.
    pub async fn unfinished_factor(
        &self,
        session: &Session,
        issuer: &str,
    ) -> Result<Option<NewFactor>, AccessError> {
        let found = factors::find(&self.database, session.account).await?;
        let unfinished = found.filter(|factor| factor.confirmed_at.is_none());
        Ok(unfinished.map(|factor| shown(&factor.secret, issuer, session)))
    }

    /// Finishes setting it up with a first code, which proves that the authenticator works. Every
    /// session of the account ends; this one goes on under a new secret.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Wait`], [`AccessError::NoSession`], or the database.
    pub async fn confirm_factor(
        &self,
        session: &Session,
        typed: &str,
        client: &Client,
    ) -> Result<(RecoveryCodes, Started), AccessError> {
        let account = session.account;
        let count = count(account);
        self.count_try(&[count]).await?;
        let found = factors::find(&self.database, account).await?;
        let factor = found.filter(|factor| factor.confirmed_at.is_none());
        let factor = factor.ok_or(AccessError::NoSession)?;
        let step = totp::accepted(&factor.secret, typed, self.now_ms(), factor.last_step);
        let step = step.ok_or(AccessError::WrongCode)?;
        let tx = self.database.begin().await?;
        if !sessions::end(&tx, account, session.id).await? {
            return Err(AccessError::NoSession);
        }
        if !factors::confirm(&tx, account, &factor.secret, step, self.now_ms()).await? {
            return Err(AccessError::FactorExists);
        }
        let codes = self.new_codes(&tx, account).await?;
        sessions::end_all(&tx, account, None).await?;
        self.succeeded(&tx, &[count]).await?;
        self.note(&tx, session.actor(), ADDED, account).await?;
        let started = self.begin(&tx, account, Stage::Full, client).await?;
        tx.commit().await?;
        Ok((codes, started))
    }

    /// The second step of signing in: a code of the authenticator, or a recovery code. Each works once.
    ///
    /// # Errors
    /// [`AccessError::WrongCode`], [`AccessError::Wait`], [`AccessError::NoSession`], or the database.
    pub async fn enter_code(
        &self,
        session: &Session,
        typed: &str,
        client: &Client,
    ) -> Result<Started, AccessError> {
        if session.stage != Stage::Code {
            return Err(AccessError::NoSession);
        }
        let account = session.account;
        let count = count(account);
        self.count_try(&[count]).await?;
        let factor = factors::find(&self.database, account).await?;
        let factor = factor.ok_or(AccessError::NoSession)?;
        let step = totp::accepted(&factor.secret, typed, self.now_ms(), factor.last_step);
        let tx = self.database.begin().await?;
        if !sessions::end(&tx, account, session.id).await? {
            return Err(AccessError::NoSession);
        }
        let right = match step {
            Some(step) => factors::use_step(&tx, account, step).await?,
            None => self.recover(&tx, account, typed).await?,
        };
        if !right {
            return Err(AccessError::WrongCode);
        }
        self.succeeded(&tx, &[count]).await?;
        let started = self.begin(&tx, account, Stage::Full, client).await?;
        tx.commit().await?;
        Ok(started)
    }

    async fn recover(&self, tx: &Tx, account: AccountId, typed: &str) -> Result<bool, AccessError> {
        let used = factors::use_recovery(tx, account, recovery::hash(typed)).await?;
        if used {
            self.note(tx, Actor::Staff(account), RECOVERED, account)
                .await?;
        }
        Ok(used)
    }

    /// New recovery codes in place of all older ones.
    ///
    /// # Errors
    /// [`AccessError::NoSession`] without a second factor, or the database.
    pub async fn renew_recovery_codes(
        &self,
        session: &Session,
    ) -> Result<RecoveryCodes, AccessError> {
        let found = factors::find(&self.database, session.account).await?;
        let is_set_up = found.is_some_and(|factor| factor.confirmed_at.is_some());
        if session.stage != Stage::Full || !is_set_up {
            return Err(AccessError::NoSession);
        }
        let tx = self.database.begin().await?;
        let codes = self.new_codes(&tx, session.account).await?;
        self.note(&tx, session.actor(), RENEWED, session.account)
            .await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Removes the second factor of an account. Ask for the password before. `false` if it had none.
    ///
    /// # Errors
    /// The database.
    pub async fn remove_factor(
        &self,
        actor: Actor,
        account: AccountId,
    ) -> Result<bool, AccessError> {
        let tx = self.database.begin().await?;
        let removed = factors::delete(&tx, account).await?;
        if removed {
            self.note(&tx, actor, REMOVED, account).await?;
        }
        tx.commit().await?;
        Ok(removed)
    }

    async fn new_codes(&self, tx: &Tx, account: AccountId) -> Result<RecoveryCodes, AccessError> {
        let codes: Vec<String> = (0..RECOVERY_CODES)
            .map(|_| {
                let mut bytes = [0; CODE_BYTES];
                bytes.copy_from_slice(&self.ids.secret()[..CODE_BYTES]);
                recovery::shown(bytes)
            })
            .collect();
        let hashes: Vec<_> = codes.iter().map(|code| recovery::hash(code)).collect();
        factors::set_recovery(tx, account, &hashes).await?;
        Ok(RecoveryCodes(codes))
    }
}

fn shown(secret: &[u8], issuer: &str, session: &Session) -> NewFactor {
    NewFactor {
        secret: base32::encode(secret),
        uri: totp::uri(secret, issuer, session.email.as_str()),
    }
}

fn count(account: AccountId) -> Count {
    Count {
        key: key(&["code", &account.to_string()]),
        limit: attempt::CODE,
        after: AfterSuccess::Clear,
    }
}
