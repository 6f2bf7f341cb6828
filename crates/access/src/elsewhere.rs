//! Signing in elsewhere: at the office's provider of OpenID Connect.

use kontor_contracts::{AccountId, EmailAddress, clean_line};
use kontor_oidc::{Identity, Journey, Provider, Returned, VerifiedEmail, shows_two_factors};
use kontor_store::{
    StoreError, Tx,
    audit::{Action, Actor},
};

use crate::{
    Access, AccessError, AccountState, AfterProvider, Client, Grant, Role, Scope, Secret, Settings,
    Stage, Started,
    attempts::{AfterSuccess, Count},
    domain::{
        arrival::{Allowed, Arrival, Comes, arrival},
        attempt,
        network::Network,
    },
    error::taken,
    sign_in::counted,
    store::{accounts, factors, identities, links},
};

pub(crate) const LINKED: Action = Action::new("identity.linked");
const CREATED: Action = Action::new("account.created_by_provider");

/// Where the provider sends people back to, below the console's own address.
pub const RETURN_PATH: &str = "/console/sign-in/elsewhere/done";

/// Somebody on the way to the provider.
#[derive(Debug)]
pub struct Departure {
    /// The provider's page.
    pub url: String,
    /// What this browser keeps until it is back.
    pub cookie: Secret,
}

/// Asks the provider whether anybody could sign in there now. For `kontor doctor`.
///
/// # Errors
/// [`AccessError::Provider`] says why not; [`AccessError::NoProvider`].
pub async fn check_provider(settings: &Settings) -> Result<(), AccessError> {
    Ok(provider(settings)?.check().await?)
}

fn provider(settings: &Settings) -> Result<Provider, AccessError> {
    let oidc = &settings.oidc;
    if !oidc.is_on() {
        return Err(AccessError::NoProvider);
    }
    let base = settings.console_url.trim_end_matches('/');
    let settings = kontor_oidc::Settings {
        issuer: oidc.issuer.clone(),
        client_id: oidc.client_id.clone(),
        client_secret: oidc.client_secret.reveal().to_owned(),
        redirect_uri: format!("{base}{RETURN_PATH}"),
    };
    Ok(Provider::new(settings)?)
}

/// What the provider vouches for, and whose account that is.
struct Namesake {
    email: Option<EmailAddress>,
    account: Option<AccountId>,
}

impl Access {
    /// What people call the provider, if there is one.
    pub fn provider_name(&self) -> Option<&str> {
        let oidc = &self.settings.oidc;
        oidc.is_on().then_some(oidc.name.as_str())
    }

    /// Somebody sets out for the provider.
    ///
    /// # Errors
    /// [`AccessError::Provider`], [`AccessError::NoProvider`], [`AccessError::Wait`], or the database.
    pub async fn depart(&self, client: &Client) -> Result<Departure, AccessError> {
        let provider = self.provider()?;
        // Each costs the provider a request of ours.
        let count = Count {
            key: Network::of(client.address).key("elsewhere", ""),
            limit: attempt::ELSEWHERE,
            after: AfterSuccess::Clear,
        };
        self.count_try(&[count]).await?;
        let journey = Journey::new(self.ids.secret());
        Ok(Departure {
            url: provider.depart(&journey).await?,
            cookie: Secret::of_text(journey.kept()),
        })
    }

    /// Somebody comes back from the provider, with what their browser has kept.
    ///
    /// # Errors
    /// [`AccessError::Provider`], [`AccessError::Stranger`], [`AccessError::Unverified`],
    /// [`AccessError::NoProvider`], [`AccessError::Wait`], or the database.
    pub async fn arrive(
        &self,
        kept: &str,
        returned: &Returned,
        client: &Client,
    ) -> Result<Started, AccessError> {
        counted(self.try_to_arrive(kept, returned, client).await)
    }

    async fn try_to_arrive(
        &self,
        kept: &str,
        returned: &Returned,
        client: &Client,
    ) -> Result<Started, AccessError> {
        let (identity, count) = self.identify(kept, returned, client).await?;
        let namesake = self.namesake(&identity).await?;
        let arrived = self.decide(&identity, &namesake).await?;
        let tx = self.database.begin().await?;
        let id = self.settle(&tx, &identity, arrived, namesake.email).await?;
        self.succeeded(&tx, &[count]).await?;
        let has_factor = factors::is_set_up(&tx, id).await?;
        let stage = self.stage_elsewhere(has_factor, &identity.amr);
        let started = self.begin(&tx, id, stage, client).await?;
        tx.commit().await?;
        Ok(started)
    }

    /// Who somebody is at the provider, from where they come back; and the try that this was.
    pub(crate) async fn identify(
        &self,
        kept: &str,
        returned: &Returned,
        client: &Client,
    ) -> Result<(Identity, Count), AccessError> {
        let provider = self.provider()?;
        let journey = Journey::read(kept).ok_or(kontor_oidc::OidcError::Stale)?;
        let count = Count {
            key: Network::of(client.address).key("network", ""),
            limit: attempt::NETWORK,
            after: AfterSuccess::TakeBack,
        };
        self.count_try(&[count]).await?;
        let now_s = self.now_ms() / 1_000;
        let identity = provider.arrive(&journey, returned, now_s).await?;
        Ok((identity, count))
    }

    fn provider(&self) -> Result<Provider, AccessError> {
        provider(&self.settings)
    }

    /// The account of the address that the provider vouches for.
    async fn namesake(&self, identity: &Identity) -> Result<Namesake, AccessError> {
        let email: Option<EmailAddress> = match &identity.email {
            VerifiedEmail::Verified(email) => email.parse().ok(),
            VerifiedEmail::Unverified | VerifiedEmail::Missing => None,
        };
        let found = match &email {
            Some(email) => accounts::by_key(&self.database, &email.key()).await?,
            None => None,
        };
        let account = found.map(|kept| kept.account.id);
        Ok(Namesake { email, account })
    }

    async fn decide(
        &self,
        identity: &Identity,
        namesake: &Namesake,
    ) -> Result<Arrival, AccessError> {
        let (issuer, subject) = (&identity.issuer, &identity.subject);
        let comes = Comes {
            known: identities::account_of(&self.database, issuer, subject).await?,
            is_verified: namesake.email.is_some(),
            namesake: namesake.account,
        };
        let allowed = Allowed {
            link_by_email: self.settings.oidc.link_by_email,
            create_accounts: self.settings.oidc.create_accounts,
        };
        Ok(arrival(comes, allowed))
    }

    /// The account that somebody has now; locked, so that whoever shuts it out comes before or after.
    async fn settle(
        &self,
        tx: &Tx,
        identity: &Identity,
        arrived: Arrival,
        email: Option<EmailAddress>,
    ) -> Result<AccountId, AccessError> {
        let who = (identity.issuer.as_str(), identity.subject.as_str());
        let id = match (arrived, email) {
            (Arrival::Known(id), _) => {
                identities::touch(tx, who, self.now_ms()).await?;
                return self.let_in_elsewhere(tx, id).await;
            }
            (Arrival::Link(id), _) => {
                self.let_in_elsewhere(tx, id).await?;
                // An address that was given to somebody else does not lead into the account of before.
                if identities::is_linked(tx, who.0, id).await? {
                    return Err(AccessError::Stranger);
                }
                id
            }
            (Arrival::Create, Some(email)) => self.create(tx, identity, &email).await?,
            (Arrival::Unverified, _) => return Err(AccessError::Unverified),
            (Arrival::Stranger | Arrival::Create, _) => return Err(AccessError::Stranger),
        };
        let linked = identities::insert(tx, who, id, self.now_ms()).await;
        linked.map_err(|error| match error {
            // Two first sign-ins at once: the second finds the account when it begins again.
            StoreError::Conflict(_) => kontor_oidc::OidcError::Stale.into(),
            other => AccessError::from(other),
        })?;
        self.note(tx, Actor::Staff(id), LINKED, id).await?;
        Ok(id)
    }

    /// Whoever was only invited has come in by this.
    async fn let_in_elsewhere(&self, tx: &Tx, id: AccountId) -> Result<AccountId, AccessError> {
        let locked = accounts::lock(tx, id).await?.ok_or(AccessError::Stranger)?;
        match locked.state {
            AccountState::Disabled => return Err(AccessError::Stranger),
            AccountState::Active => {}
            AccountState::Invited => {
                accounts::set_state(tx, id, AccountState::Active, self.now_ms()).await?;
                links::end_all(tx, id).await?;
            }
        }
        Ok(id)
    }

    async fn create(
        &self,
        tx: &Tx,
        identity: &Identity,
        email: &EmailAddress,
    ) -> Result<AccountId, AccessError> {
        let id = AccountId::new(self.ids.next());
        let name = identity
            .name
            .as_deref()
            .and_then(|name| clean_line(name).ok());
        let row = accounts::New {
            id,
            name: name.as_deref().unwrap_or(email.as_str()),
            email,
            password: None,
            state: AccountState::Active,
            language: None,
        };
        let inserted = accounts::insert(tx, row, self.now_ms()).await;
        inserted.map_err(taken)?;
        self.note(tx, Actor::Staff(id), CREATED, id).await?;
        let reader = Grant::new(Role::Reader, Scope::everywhere())?;
        self.give(tx, Actor::Staff(id), id, &reader).await?;
        Ok(id)
    }

    fn stage_elsewhere(&self, has_factor: bool, amr: &[String]) -> Stage {
        match self.settings.oidc.second_factor {
            AfterProvider::Provider => Stage::Full,
            AfterProvider::Amr if shows_two_factors(amr) => Stage::Full,
            AfterProvider::Amr | AfterProvider::Own => self.stage_of(has_factor),
        }
    }
}
