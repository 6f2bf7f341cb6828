//! From facts to a message: a template in a small Markdown, rendered once as text and once as
//! HTML, a calendar entry where there is one, and the bytes that travel.
//!
//! Nothing that a person typed is ever read as markup: every value is escaped before a template
//! sees it, so that an office's own template cannot forget to.

mod calendar;
mod error;
mod html;
mod markdown;
mod message;
mod plain;
mod read;
mod sender;
mod write;
mod writing;

pub(crate) use calendar::{Calendar, entry, entry_called_off};
pub(crate) use error::ComposeError;
pub(crate) use markdown::escaped;
pub(crate) use message::Message;
pub(crate) use read::{Parts, read};
pub(crate) use sender::{InvalidSender, Sender};
pub(crate) use write::{Letter, MailToWrite, write};
pub(crate) use writing::{ForumValues, OfficeValues, Writing, harmless};

use kontor_contracts::EmailAddress;
use kontor_smtp::Envelope;
use kontor_web::Site;

/// Writes a mail: its words, and the message that carries them.
///
/// # Errors
/// [`ComposeError`] says why it cannot be written, or not be carried by mail.
pub(crate) fn compose(
    site: &Site,
    sender: &Sender,
    mail: MailToWrite<'_>,
) -> Result<(Letter, Message), ComposeError> {
    let letter = write::write(site, mail)?;
    let to = mail.facts.contact();
    let contact = mail.known.forum.as_ref().map(|forum| &forum.facts.contact);
    let addressing = message::Addressing {
        to: (&to.name, &to.email),
        // Who answers to a mail about a forum writes to those who run it.
        reply_to: contact.map_or((sender.name(), sender.mailbox()), |contact| {
            (&contact.name, &contact.email)
        }),
        message_id: &mail.key.message_id(sender.domain()),
        date: mail.now,
    };
    let message = message::message(sender, addressing, &letter)?;
    Ok((letter, message))
}

/// A message of given words to one person, who answers to the office.
///
/// # Errors
/// [`ComposeError::Unsendable`] if it cannot be carried by mail.
pub(crate) fn to_one(
    sender: &Sender,
    to: &EmailAddress,
    message_id: &str,
    now: jiff::Timestamp,
    letter: &Letter,
) -> Result<Message, ComposeError> {
    let addressing = message::Addressing {
        to: ("", to),
        reply_to: (sender.name(), sender.mailbox()),
        message_id,
        date: now,
    };
    message::message(sender, addressing, letter)
}

/// Who writes to whom, for a message that exists already.
///
/// # Errors
/// [`ComposeError::Unsendable`] if the address has a form that mail cannot carry.
pub(crate) fn envelope(sender: &Sender, to: &EmailAddress) -> Result<Envelope, ComposeError> {
    Ok(Envelope {
        sender: sender.address().to_owned(),
        recipient: sender::ascii_address(to).map_err(ComposeError::Unsendable)?,
    })
}

#[cfg(test)]
mod reminder_tests;
#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unnamed_tests;
