//! Letters to the staff: kept here in the transaction of what they are about, and taken by the process
//! that runs the mailer. Why there is no bus between
//! them: the decision on letters, in `docs/adr/`.

use kontor_contracts::{AccountId, EmailAddress, Language};
use kontor_store::{StoreError, Tx, audit::Actor};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    Access, AccessError, Client, Link, Purpose, Secret, Subject,
    attempts::{AfterSuccess, Count},
    clock::millis,
    domain::{attempt, network::Network, secret::key},
    sign_in::address_key,
    store::{
        accounts,
        letters::{self, Asked},
    },
};

/// A letter that somebody is to get.
#[derive(Debug)]
pub struct Letter {
    /// Names it for ever: the mail that it becomes has it as part of its key.
    pub id: Uuid,
    /// Why it is written.
    pub subject: Subject,
    /// To whom.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// What they read.
    pub language: Language,
    /// The whole address of the link, if it has one.
    pub link: Option<Secret>,
    /// When what it tells of happened, in milliseconds.
    pub at_ms: i64,
    /// Until when it is of any use, in milliseconds.
    pub until_ms: i64,
}

impl Access {
    /// Takes down that somebody has forgotten the password of an address. The same is done for every
    /// address: whose it is, and whether it is anybody's, is found out later by
    /// [`Access::letters_due`], so that neither the answer nor its time tells.
    ///
    /// # Errors
    /// [`AccessError::PasswordsOff`], [`AccessError::Wait`], or the database.
    pub async fn ask_for_reset(&self, typed: &str, client: &Client) -> Result<(), AccessError> {
        // A link would be a way around the provider that the office has chosen.
        if !self.settings.oidc.has_passwords() {
            return Err(AccessError::PasswordsOff);
        }
        let asked = address_key(typed);
        let count = |key, limit| Count {
            key,
            limit,
            after: AfterSuccess::Clear,
        };
        let network = Network::of(client.address).key("reset network", "");
        self.count_try(&[
            count(key(&["reset", &asked]), attempt::RESET),
            count(network, attempt::RESET_NETWORK),
        ])
        .await?;
        let now_ms = self.told_ms();
        let tx = self.database.begin().await?;
        let letter = letters::New {
            id: self.ids.next(),
            subject: Subject::Asked,
            asked: Some(&asked),
            account: None,
            link: None,
            language: &client.language,
            created_ms: now_ms,
            until_ms: now_ms + millis(Purpose::Reset.life()),
        };
        letters::insert(&tx, letter).await?;
        self.wake_after(&tx);
        tx.commit().await?;
        Ok(())
    }

    /// Letters to be written now, the oldest first; what was asked for by address is answered here. Each
    /// comes until [`Access::letter_taken`].
    ///
    /// # Errors
    /// The database.
    pub async fn letters_due(&self) -> Result<Vec<Letter>, AccessError> {
        let now_ms = self.told_ms();
        for asked in letters::asked(&self.database, now_ms).await? {
            let id = asked.id;
            if let Err(error) = self.answer(asked).await {
                tracing::warn!(letter = %id, %error, "could not be answered yet");
            }
        }
        let due = letters::due(&self.database, now_ms).await?;
        let letters = due.into_iter().map(|due| Letter {
            id: due.id,
            subject: due.subject,
            account: due.account,
            name: due.name,
            email: due.email,
            language: due.language,
            link: due.link,
            at_ms: due.created_ms,
            until_ms: due.until_ms,
        });
        Ok(letters.collect())
    }

    /// The mail of a letter is kept, for ever under its id; it comes no more.
    ///
    /// # Errors
    /// The database.
    pub async fn letter_taken(&self, id: Uuid) -> Result<(), AccessError> {
        Ok(letters::taken(&self.database, id).await?)
    }

    /// Told when there are letters of this process; those of others are found by asking.
    pub fn letters_waiting(&self) -> &Notify {
        &self.wake
    }

    /// Makes the link for whoever the address belongs to; where it is nobody's, or shut, nothing.
    async fn answer(&self, asked: Asked) -> Result<(), AccessError> {
        let found = accounts::by_key(&self.database, &asked.key).await?;
        let tx = self.database.begin().await?;
        let locked = match &found {
            Some(kept) => accounts::lock(&tx, kept.account.id).await?,
            None => None,
        };
        // Of two processes one gets it.
        if !letters::remove(&tx, asked.id).await? {
            return Ok(());
        }
        if let (Some(kept), Some(locked)) = (found, locked)
            && let Some(purpose) = locked.state.way_in()
        {
            let id = kept.account.id;
            let link = self
                .make_link(&tx, Actor::System, Some(id), purpose)
                .await?;
            self.post(&tx, id, &link, &asked.language).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Has a link written to its owner, in the transaction that makes it.
    pub(crate) async fn post(
        &self,
        tx: &Tx,
        account: AccountId,
        link: &Link,
        language: &Language,
    ) -> Result<(), StoreError> {
        let letter = letters::New {
            id: self.ids.next(),
            subject: link.purpose.into(),
            asked: None,
            account: Some(account),
            link: Some(link.address_secret()),
            language,
            created_ms: self.told_ms(),
            until_ms: link.until_ms,
        };
        letters::insert(tx, letter).await?;
        self.wake_after(tx);
        Ok(())
    }

    /// Tells somebody that their password was changed, in the transaction that changes it: whoever it
    /// was not learns of it in time.
    pub(crate) async fn tell_of_new_password(
        &self,
        tx: &Tx,
        account: AccountId,
        language: &Language,
    ) -> Result<(), StoreError> {
        let now_ms = self.told_ms();
        let letter = letters::New {
            id: self.ids.next(),
            subject: Subject::PasswordChanged,
            asked: None,
            account: Some(account),
            link: None,
            language,
            created_ms: now_ms,
            until_ms: now_ms + millis(attempt::MEMORY),
        };
        letters::insert(tx, letter).await?;
        self.wake_after(tx);
        Ok(())
    }

    fn wake_after(&self, tx: &Tx) {
        let wake = self.wake.clone();
        tx.after_commit(move || wake.notify_one());
    }
}
