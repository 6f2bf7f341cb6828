//! Letters to the staff: what another part of the program hands over to be sent.

use jiff::Timestamp;
use kontor_contracts::{AccountId, EmailAddress, Language, MailId, events::Contact};
use kontor_runtime::Process;
use kontor_store::{Database, StoreError};
use uuid::Uuid;

use crate::{
    domain::{About, Revision},
    kinds::{AccountLink, AnyFacts, PasswordChanged, Reason},
    store::{NewMail, is_kept, queue_mail, supersede_older},
};

/// A letter to one of the staff.
#[derive(Debug, Clone)]
pub struct StaffLetter {
    /// Names it for ever: handed over twice it is sent once.
    pub id: Uuid,
    /// Whose account it is about.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// What they read.
    pub language: Language,
    /// What it says.
    pub subject: StaffSubject,
}

/// What a letter to the staff says.
#[derive(Clone)]
pub enum StaffSubject {
    /// A link by which they choose their first password, and until when it works.
    Invitation(String, Timestamp),
    /// A link by which they choose a new one, and until when it works.
    Reset(String, Timestamp),
    /// Their password was changed at this moment.
    PasswordChanged(Timestamp),
}

impl std::fmt::Debug for StaffSubject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Invitation(..) => "Invitation(…)",
            Self::Reset(..) => "Reset(…)",
            Self::PasswordChanged(_) => "PasswordChanged",
        })
    }
}

/// Queues a letter. Older links that are still here are not sent any more. `false` if it was handed over
/// before.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub async fn queue_staff_letter(
    process: &Process,
    database: &Database,
    letter: &StaffLetter,
) -> Result<bool, StoreError> {
    let facts = facts(letter);
    let key = facts.key(About::account(letter.account), Revision::Letter(letter.id));
    let now_ms = process.clock.now_ms();
    let mail = NewMail {
        id: MailId::new(process.ids.next()),
        key: &key,
        forum: None,
        facts: &*facts,
        now_ms,
    };
    let tx = database.begin().await?;
    let id = mail.id;
    queue_mail(&tx, mail).await?;
    let is_new = is_kept(&tx, id).await?;
    if is_new && facts.link().is_some() {
        supersede_older(&tx, &key, now_ms).await?;
    }
    tx.commit().await?;
    Ok(is_new)
}

fn facts(letter: &StaffLetter) -> Box<dyn AnyFacts> {
    let contact = Contact {
        name: letter.name.clone(),
        email: letter.email.clone(),
        language: letter.language.clone(),
        organisation: None,
        country: None,
    };
    let link = |reason, link: &String, until| -> Box<dyn AnyFacts> {
        Box::new(AccountLink {
            contact: contact.clone(),
            reason,
            link: Some(link.clone()),
            until,
        })
    };
    match &letter.subject {
        StaffSubject::Invitation(url, until) => link(Reason::Invitation, url, *until),
        StaffSubject::Reset(url, until) => link(Reason::Reset, url, *until),
        StaffSubject::PasswordChanged(at) => Box::new(PasswordChanged { contact, at: *at }),
    }
}
