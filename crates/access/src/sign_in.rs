//! Signing in: address and password, then perhaps a second factor.

use kontor_contracts::{AccountId, EmailAddress};
use kontor_oidc::OidcError;
use kontor_store::{Tx, audit::Actor};

use crate::{
    Access, AccessError, AccountState, Client, SecondFactor, Secret, Stage, Started,
    attempts::{AfterSuccess, Count},
    client::BEGUN,
    clock::millis,
    domain::{agent, attempt, network::Network, password, secret::key, session::STEP},
    hashing::Verified,
    store::{
        accounts::{self, Kept},
        networks, sessions,
    },
};

/// Longest address that is looked at, in characters; no account has a longer one.
const TYPED_CHARS: usize = 254;

/// Counts tries to sign in by their outcome.
const SIGN_INS: &str = "kontor_access_sign_ins_total";
/// Every outcome, for the counter that has each from the start.
const OUTCOMES: [&str; 6] = ["full", "code", "enrolment", "refused", "slowed", "failed"];

/// Says what is counted here, from 0.
pub(crate) fn describe_metrics() {
    metrics::describe_counter!(SIGN_INS, "Tries to sign in, by outcome.");
    for outcome in OUTCOMES {
        metrics::counter!(SIGN_INS, "outcome" => outcome).increment(0);
    }
}

impl Access {
    /// Compares address and password. Unknown addresses, wrong passwords and accounts that are shut
    /// take the same time and get the same answer.
    ///
    /// # Errors
    /// [`AccessError::Refused`], [`AccessError::Wait`], [`AccessError::Busy`], or the database.
    pub async fn sign_in(
        &self,
        typed: &str,
        password: &str,
        client: &Client,
    ) -> Result<Started, AccessError> {
        counted(self.try_sign_in(typed, password, client).await)
    }

    async fn try_sign_in(
        &self,
        typed: &str,
        password: &str,
        client: &Client,
    ) -> Result<Started, AccessError> {
        if !self.settings.oidc.has_passwords() {
            return Err(AccessError::PasswordsOff);
        }
        let key = address_key(typed);
        let found = accounts::by_key(&self.database, &key).await?;
        let counts = self.counts(&key, found.as_ref(), client).await?;
        self.count_try(&counts).await?;
        let open = found.filter(|kept| kept.account.state == AccountState::Active);
        let kept_password = open.as_ref().and_then(|kept| kept.password.clone());
        let password = password::normalised(password);
        let verified = self
            .hasher
            .verify(password.clone(), kept_password.clone())
            .await?;
        let (Some(Kept { account, .. }), Verified::Right { outdated }) = (open, verified) else {
            return Err(AccessError::Refused);
        };
        let renewed = if outdated {
            Some(self.hasher.hash(password, self.salt()).await?)
        } else {
            None
        };
        let tx = self.database.begin().await?;
        // Disabled, or given another password, while this one was being compared.
        let locked = accounts::lock(&tx, account.id)
            .await?
            .ok_or(AccessError::Refused)?;
        if locked.state != AccountState::Active || locked.password != kept_password {
            return Err(AccessError::Refused);
        }
        if let Some(password) = renewed {
            accounts::set_password(&tx, account.id, &password, self.now_ms()).await?;
        }
        self.succeeded(&tx, &counts).await?;
        let started = self
            .begin(
                &tx,
                account.id,
                self.stage_of(account.has_second_factor),
                client,
            )
            .await?;
        tx.commit().await?;
        Ok(started)
    }

    pub(crate) fn stage_of(&self, has_second_factor: bool) -> Stage {
        match (has_second_factor, self.settings.second_factor) {
            (true, _) => Stage::Code,
            (false, SecondFactor::Required) => Stage::Enrolment,
            (false, SecondFactor::Optional) => Stage::Full,
        }
    }

    /// What a try to sign in counts in; see [`attempt`] for why these.
    async fn counts(
        &self,
        address: &str,
        found: Option<&Kept>,
        client: &Client,
    ) -> Result<Vec<Count>, AccessError> {
        let network = Network::of(client.address);
        let mut counts = vec![
            Count {
                key: network.key("pair", address),
                limit: attempt::PAIR,
                after: AfterSuccess::Clear,
            },
            Count {
                key: network.key("network", ""),
                limit: attempt::NETWORK,
                after: AfterSuccess::TakeBack,
            },
        ];
        let known = match found {
            Some(kept) => self.knows(kept.account.id, client).await?,
            None => false,
        };
        if !known {
            counts.push(Count {
                key: key(&["account", address]),
                limit: attempt::ACCOUNT,
                after: AfterSuccess::Clear,
            });
        }
        Ok(counts)
    }

    async fn knows(&self, account: AccountId, client: &Client) -> Result<bool, AccessError> {
        let network = Network::of(client.address).key("known", &account.to_string());
        Ok(networks::is_known(&self.database, account, network).await?)
    }

    /// Begins a session. A full one makes the network a known one; a password alone does not.
    pub(crate) async fn begin(
        &self,
        tx: &Tx,
        account: AccountId,
        stage: Stage,
        client: &Client,
    ) -> Result<Started, AccessError> {
        let (secret, now_ms) = (Secret::new(self.ids.secret()), self.now_ms());
        let life = if stage == Stage::Full {
            self.settings.absolute()
        } else {
            STEP
        };
        let new = sessions::New {
            id: self.ids.next(),
            hash: secret.hash(),
            account,
            stage,
            until_ms: now_ms + millis(life),
            agent: agent::shortened(&client.agent),
        };
        sessions::insert(tx, new, now_ms).await?;
        if stage == Stage::Full {
            let network = Network::of(client.address).key("known", &account.to_string());
            networks::learn(tx, account, network, now_ms).await?;
            accounts::learn_language(tx, account, &client.language).await?;
            self.note(tx, Actor::Staff(account), BEGUN, account).await?;
        }
        Ok(Started { secret, stage })
    }
}

/// Counts a try by its outcome.
pub(crate) fn counted(result: Result<Started, AccessError>) -> Result<Started, AccessError> {
    let outcome = match &result {
        Ok(started) => started.stage.name(),
        Err(
            AccessError::Refused
            | AccessError::PasswordsOff
            | AccessError::Stranger
            | AccessError::Unverified
            | AccessError::Provider(
                OidcError::Declined | OidcError::Stale | OidcError::Unbelievable(_),
            ),
        ) => "refused",
        Err(AccessError::Wait(_)) => "slowed",
        Err(_) => "failed",
    };
    metrics::counter!(SIGN_INS, "outcome" => outcome).increment(1);
    result
}

/// Under which an address is looked up and counted. What is no address is counted as it was typed.
pub(crate) fn address_key(typed: &str) -> String {
    match typed.parse::<EmailAddress>() {
        Ok(email) => email.key(),
        Err(_) => typed.chars().take(TYPED_CHARS).collect(),
    }
}
