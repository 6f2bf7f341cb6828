//! One-time links: the first administrator's, invitations, resets. The page shows on GET and acts on
//! POST, as the links of sign-ups do, so that a scanner that opens it uses nothing up.

use std::fmt;

use kontor_contracts::{AccountId, EmailAddress, Language, clean_line};
use kontor_store::{
    StoreError, Tx,
    audit::{Action, Actor},
};

use crate::{
    Access, AccessError, AccountState, Client, Grant, Purpose, Secret,
    clock::millis,
    domain::{network::Network, password, secret},
    error::taken,
    hashing::SALT_BYTES,
    store::{accounts, admins, attempts, links, networks, sessions},
};

const MADE: Action = Action::new("link.made");
const SET: Action = Action::new("password.set");
const FIRST: Action = Action::new("account.first_added");

/// A link that was made: shown or sent once, kept as a hash only.
#[derive(Debug, Clone)]
pub struct Link {
    /// What stands in it.
    pub secret: Secret,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when it works.
    pub until_ms: i64,
    /// The whole address.
    address: Secret,
}

impl Link {
    /// The whole address, to be given to its owner.
    pub fn address(&self) -> &str {
        self.address.reveal()
    }

    pub(crate) const fn address_secret(&self) -> &Secret {
        &self.address
    }
}

/// How a link gets to its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// Shown to whoever makes it, who hands it over.
    Shown,
    /// By mail; in this language where the owner's own is not known.
    Mailed(Language),
}

/// A link that works, as its page shows it.
#[derive(Debug, Clone)]
pub struct OpenLink {
    /// What it is for.
    pub purpose: Purpose,
    /// Whom it lets in; the first administrator is nobody yet.
    pub account: Option<crate::Account>,
    /// Until when it works.
    pub until_ms: i64,
}

/// What somebody chooses on the page of a link.
#[derive(Clone)]
pub struct Chosen {
    /// The new password.
    pub password: String,
    /// Who they are; the first administrator only.
    pub first: Option<(String, EmailAddress)>,
}

impl fmt::Debug for Chosen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chosen(…)")
    }
}

impl Access {
    /// The link by which the first administrator lets themselves in; `None` if there is one.
    ///
    /// # Errors
    /// The database.
    pub async fn first_admin_link(&self, actor: Actor) -> Result<Option<Link>, AccessError> {
        if self.has_admin().await? {
            return Ok(None);
        }
        let tx = self.database.begin().await?;
        let link = self
            .make_link(&tx, actor, None, Purpose::FirstAdmin)
            .await?;
        tx.commit().await?;
        Ok(Some(link))
    }

    /// Makes a link; the older one of the same purpose ends.
    pub(crate) async fn make_link(
        &self,
        tx: &Tx,
        actor: Actor,
        account: Option<AccountId>,
        purpose: Purpose,
    ) -> Result<Link, AccessError> {
        let secret = Secret::new(self.ids.secret());
        let until_ms = self.told_ms() + millis(purpose.life());
        links::replace(tx, account, purpose, secret.hash(), until_ms).await?;
        let purpose_name = purpose.name();
        let subject = account.map_or(purpose_name.to_owned(), |account| {
            format!("{account}:{purpose_name}")
        });
        self.note(tx, actor, MADE, subject).await?;
        // In the path, not behind a `#`: without JavaScript the fragment reaches no page. What keeps it
        // from mattering in a log is that it works once, by POST, for a few hours.
        let base = self.settings.console_url.trim_end_matches('/');
        let address = Secret::of_text(format!("{base}/console/link/{}", secret.reveal()));
        Ok(Link {
            secret,
            purpose,
            until_ms,
            address,
        })
    }

    pub(crate) async fn deliver(
        &self,
        tx: &Tx,
        owner: AccountId,
        link: &Link,
        delivery: &Delivery,
    ) -> Result<(), StoreError> {
        match delivery {
            Delivery::Shown => Ok(()),
            Delivery::Mailed(language) => self.post(tx, owner, link, language).await,
        }
    }

    /// What a link is for, if it works. Changes nothing.
    ///
    /// # Errors
    /// [`AccessError::NoLink`], or the database.
    pub async fn open_link(&self, text: &str) -> Result<OpenLink, AccessError> {
        let hash = secret::hash_of(text).ok_or(AccessError::NoLink)?;
        let found = links::find(&self.database, hash, self.told_ms()).await?;
        let good = found.ok_or(AccessError::NoLink)?;
        let account = match good.account {
            None => None,
            Some(id) => Some(self.account(id).await?),
        };
        Ok(OpenLink {
            purpose: good.purpose,
            account,
            until_ms: good.until_ms,
        })
    }

    /// Uses a link: sets the password, ends every session of the account, and, for the first
    /// administrator, makes the account. Of two at once, one gets it. Nobody is signed in by it, so the
    /// second factor stays what it is.
    ///
    /// # Errors
    /// [`AccessError::NoLink`], [`AccessError::Password`] (the link then still works), or the database.
    pub async fn use_link(
        &self,
        text: &str,
        chosen: Chosen,
        client: &Client,
    ) -> Result<AccountId, AccessError> {
        let hash = secret::hash_of(text).ok_or(AccessError::NoLink)?;
        let open = self.open_link(text).await?;
        let first = chosen.first.as_ref();
        let about: Vec<&str> = match (&open.account, first) {
            (Some(account), _) => vec![&account.name, account.email.as_str()],
            (None, Some((name, email))) => vec![name, email.as_str()],
            (None, None) => return Err(AccessError::NoLink),
        };
        let password = password::check(&chosen.password, &about)?;
        let password = self.hasher.hash(password, self.salt()).await?;
        let now_ms = self.now_ms();
        let tx = self.database.begin().await?;
        // Accounts first, as everybody locks them, or two would wait for each other.
        let locked = match &open.account {
            Some(account) => accounts::lock(&tx, account.id).await?,
            None => None,
        };
        let good = links::take(&tx, hash, self.told_ms())
            .await?
            .ok_or(AccessError::NoLink)?;
        let id = match (good.account, first) {
            (Some(id), _) => {
                let locked = locked.ok_or(AccessError::NoLink)?;
                if locked.state == AccountState::Disabled {
                    return Err(AccessError::NoLink);
                }
                self.let_in(&tx, id, &password).await?;
                if locked.state == AccountState::Active {
                    self.tell_of_new_password(&tx, id, &client.language).await?;
                }
                id
            }
            (None, Some((name, email))) => {
                self.make_first(&tx, name, email, Some(&password)).await?
            }
            (None, None) => return Err(AccessError::NoLink),
        };
        let network = Network::of(client.address);
        networks::learn(&tx, id, network.key("known", &id.to_string()), now_ms).await?;
        accounts::learn_language(&tx, id, &client.language).await?;
        if let Some(account) = &open.account {
            // Whoever mistyped until they asked for a new password need not wait for it.
            attempts::clear(&tx, network.key("pair", &account.email.key())).await?;
        }
        tx.commit().await?;
        Ok(id)
    }

    async fn let_in(&self, tx: &Tx, id: AccountId, password: &str) -> Result<(), AccessError> {
        accounts::set_password(tx, id, password, self.now_ms()).await?;
        sessions::end_all(tx, id, None).await?;
        links::end_all(tx, id).await?;
        self.note(tx, Actor::Staff(id), SET, id).await?;
        Ok(())
    }

    /// The link's own row keeps two from doing this at once.
    pub(crate) async fn make_first(
        &self,
        tx: &Tx,
        name: &str,
        email: &EmailAddress,
        password: Option<&str>,
    ) -> Result<AccountId, AccessError> {
        if !admins::lock(tx).await?.is_empty() {
            return Err(AccessError::NoLink);
        }
        let name = clean_line(name).map_err(AccessError::Name)?;
        let id = AccountId::new(self.ids.next());
        let row = accounts::New {
            id,
            name: &name,
            email,
            password,
            state: AccountState::Active,
            language: None,
        };
        accounts::insert(tx, row, self.now_ms())
            .await
            .map_err(taken)?;
        self.note(tx, Actor::Staff(id), FIRST, id).await?;
        self.give(tx, Actor::Staff(id), id, &Grant::admin()).await?;
        Ok(id)
    }

    pub(crate) fn salt(&self) -> [u8; SALT_BYTES] {
        let mut salt = [0; SALT_BYTES];
        salt.copy_from_slice(&self.ids.secret()[..SALT_BYTES]);
        salt
    }
}
