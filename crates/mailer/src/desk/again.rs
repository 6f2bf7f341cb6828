//! Sending a mail again: one that was sent as a new mail, one that failed or whose fate is unknown as
//! itself (ADR 0011).

use kontor_contracts::MailId;
use kontor_runtime::{Clock, Ids};
use kontor_store::{Database, StoreError, audit::Actor};

use crate::{
    domain::{MailState, Wanted},
    store::{self, Asker, LoggedMail, attempts_of, known_of},
};

/// Why a mail is not sent again.
#[derive(Debug, thiserror::Error)]
pub enum NotSentAgain {
    /// There is no such mail.
    #[error("there is no mail {0}; `kontor mail list` shows those that there are")]
    Unknown(MailId),
    /// It is on its way, or somebody else has just asked for the same.
    #[error(
        "the mail is under way ({state}) and goes out by itself; `kontor mail show {id}` says when it is \
         tried next"
    )]
    UnderWay {
        /// The mail.
        id: MailId,
        /// Where it is.
        state: &'static str,
    },
    /// It was sent, and the link that it was for is kept nowhere.
    #[error(
        "the mail was for its link, and the link is kept nowhere once the mail has left; whoever signs up, \
         or asks for a password, again gets a new one"
    )]
    LinkGone,
    /// Nobody wants it any more.
    #[error("the mail is no longer needed: {0}")]
    NotNeeded(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NotSentAgain {
    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "unknown_mail",
            Self::UnderWay { .. } => "mail_under_way",
            Self::LinkGone => "mail_link_gone",
            Self::NotNeeded(_) => "mail_not_needed",
            Self::Store(_) => "not_stored",
        }
    }
}

/// Whether a person may send it again. What is for nothing without its link and was sent cannot be: the link
/// is kept nowhere; whoever asks again gets a new one.
pub(crate) fn may_be_sent_again(mail: &LoggedMail) -> bool {
    mail.state.may_be_sent_again() && !has_lost_its_link(mail)
}

fn has_lost_its_link(mail: &LoggedMail) -> bool {
    mail.state == MailState::Sent && mail.facts.link().is_some_and(|link| link.is_needed)
}

/// Sends a mail again, with its row in the audit; says which mail goes out. Whoever claims should be woken.
///
/// # Errors
/// [`NotSentAgain`]; nothing has changed then.
pub(crate) async fn send_again(
    database: &Database,
    (clock, ids): (&dyn Clock, &Ids),
    actor: Actor,
    mail: &LoggedMail,
) -> Result<MailId, NotSentAgain> {
    if !may_be_sent_again(mail) {
        return Err(why_not(database, clock, mail).await?);
    }
    let audit = ids.next();
    let (asker, now_ms) = (Asker { actor, audit }, clock.now_ms());
    let (id, changed) = if mail.state == MailState::Sent {
        let copy = MailId::new(ids.next());
        let copied = store::send_copy(database, mail, copy, asker, now_ms).await?;
        (copy, copied)
    } else {
        let changed = store::send_again(database, mail.id, asker, now_ms).await?;
        (mail.id, changed)
    };
    if changed {
        Ok(id)
    } else {
        Err(under_way(mail))
    }
}

const fn under_way(mail: &LoggedMail) -> NotSentAgain {
    NotSentAgain::UnderWay {
        id: mail.id,
        state: mail.state.word(),
    }
}

async fn why_not(
    database: &Database,
    clock: &dyn Clock,
    mail: &LoggedMail,
) -> Result<NotSentAgain, StoreError> {
    Ok(match mail.state {
        MailState::Superseded => {
            NotSentAgain::NotNeeded(why_not_needed(database, clock, mail).await?)
        }
        _ if has_lost_its_link(mail) => NotSentAgain::LinkGone,
        MailState::Ready
        | MailState::Claimed
        | MailState::HandedOver
        | MailState::Sent
        | MailState::Deferred
        | MailState::Failed
        | MailState::Uncertain => under_way(mail),
    })
}

/// Why a mail that was not wanted any more was not: as the log has it, failing that as it would be said
/// today. One that others have overtaken has neither.
pub(super) async fn why_not_needed(
    database: &Database,
    clock: &dyn Clock,
    mail: &LoggedMail,
) -> Result<String, StoreError> {
    let attempts = attempts_of(database, mail.id).await?;
    let logged = attempts
        .into_iter()
        .find(|attempt| attempt.state == MailState::Superseded);
    if let Some(attempt) = logged {
        return Ok(attempt.reply);
    }
    let known = known_of(database, mail).await?;
    let wanted = known.map(|known| mail.facts.wanted(&known, clock.now()));
    Ok(match wanted {
        Some(Wanted::No(reason)) => reason.to_owned(),
        Some(Wanted::Yes | Wanted::Later(_)) | None => {
            "a newer mail about the same has taken its place, or what it asked for is decided"
                .to_owned()
        }
    })
}
