//! The bytes that travel (RFC 5322, MIME), made by lettre, with everything decided by us that it
//! would take from the air: date, Message-ID, boundaries.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use kontor_contracts::EmailAddress;
use kontor_smtp::Envelope;
use kontor_web::MailLogo;
use lettre::{
    address,
    message::{
        Attachment, Message as Builder, MultiPart, SinglePart,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use sha2::{Digest, Sha256};

use super::{
    ComposeError, Letter, Sender,
    sender::{ascii_address, mailbox},
};

/// A message ready for a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Message {
    /// Who writes to whom.
    pub(crate) envelope: Envelope,
    /// The bytes, lines ended by CRLF.
    pub(crate) bytes: Vec<u8>,
}

/// Whom a message is for and what it answers to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Addressing<'a> {
    /// Name and address of the recipient.
    pub(super) to: (&'a str, &'a EmailAddress),
    /// Name and mailbox for answers.
    pub(super) reply_to: (&'a str, &'a EmailAddress),
    /// The Message-ID with its angle brackets.
    pub(super) message_id: &'a str,
    /// The Date.
    pub(super) date: Timestamp,
}

/// Makes the message.
pub(super) fn message(
    sender: &Sender,
    addressing: Addressing<'_>,
    letter: &Letter,
) -> Result<Message, ComposeError> {
    let unsendable = ComposeError::Unsendable;
    let recipient = ascii_address(addressing.to.1).map_err(unsendable)?;
    let reply_to = ascii_address(addressing.reply_to.1).map_err(unsendable)?;
    let from = mailbox(sender.name(), sender.address()).map_err(unsendable)?;
    let to = mailbox(addressing.to.0, &recipient).map_err(unsendable)?;
    let reply_to = mailbox(addressing.reply_to.0, &reply_to).map_err(unsendable)?;
    // lettre would read the envelope back from the headers and stumble over some names.
    let envelope = address::Envelope::new(Some(from.email.clone()), vec![to.email.clone()])
        .map_err(|error| unsendable(error.to_string()))?;
    let message = Builder::builder()
        .envelope(envelope)
        .date(system_time(addressing.date))
        .from(from)
        .reply_to(reply_to)
        .to(to)
        .subject(letter.subject.as_str())
        .message_id(Some(addressing.message_id.to_owned()))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("X-Auto-Response-Suppress", "OOF, AutoReply"))
        .raw_header(header("Content-Language", &languages(letter)))
        .multipart(parts(addressing.message_id, letter))
        .map_err(|error| unsendable(error.to_string()))?;
    Ok(Message {
        envelope: Envelope {
            sender: sender.address().to_owned(),
            recipient,
        },
        bytes: message.formatted(),
    })
}

/// All languages of a letter (RFC 3282).
fn languages(letter: &Letter) -> String {
    match &letter.texts {
        Some(texts) => format!("{}, {texts}", letter.language),
        None => letter.language.to_string(),
    }
}

/// Text and HTML are alternatives, the HTML together with the picture that it shows (RFC 2387). A calendar
/// entry of the reader's own is a third, which calendars act on (RFC 6047, 2.4), and once more an attachment
/// for programs that know no better; one to hand on is that only.
fn parts(message_id: &str, letter: &Letter) -> MultiPart {
    let alternative = MultiPart::alternative()
        .boundary(boundary(message_id, "alternative"))
        .singlepart(SinglePart::plain(letter.text.clone()));
    let html = SinglePart::html(letter.html.clone());
    let alternative = match &letter.logo {
        None => alternative.singlepart(html),
        Some(logo) => alternative.multipart(
            MultiPart::related()
                .boundary(boundary(message_id, "related"))
                .singlepart(html)
                .singlepart(picture(logo)),
        ),
    };
    let Some(calendar) = &letter.calendar else {
        return alternative;
    };
    let file = Attachment::new("invite.ics".to_owned()).body(
        calendar.text.clone(),
        content_type("application/ics; name=invite.ics"),
    );
    let mixed = MultiPart::mixed().boundary(boundary(message_id, "mixed"));
    let shown = if calendar.is_theirs {
        let invitation = SinglePart::builder()
            .header(content_type(&format!(
                "text/calendar; method={}; charset=utf-8",
                calendar.method
            )))
            .body(calendar.text.clone());
        alternative.singlepart(invitation)
    } else {
        alternative
    };
    mixed.multipart(shown).singlepart(file)
}

fn picture(logo: &MailLogo) -> SinglePart {
    let inline = Attachment::new_inline_with_name(logo.content_id.clone(), logo.name.clone());
    inline.body(logo.bytes.to_vec(), content_type(logo.media_type))
}

#[expect(
    clippy::expect_used,
    reason = "the types are made of words of ours, tested"
)]
fn content_type(text: &str) -> ContentType {
    ContentType::parse(text).expect("a content type of ours")
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A boundary that is the same at each attempt and that no text contains: a hash of the
/// Message-ID, which itself stands only in the header.
fn boundary(message_id: &str, which: &str) -> String {
    let digest = Sha256::new()
        .chain_update(message_id)
        .chain_update(which)
        .finalize();
    let half: [u8; 16] = std::array::from_fn(|at| digest[at]);
    format!("{:032x}", u128::from_be_bytes(half))
}

fn system_time(instant: Timestamp) -> SystemTime {
    let seconds = u64::try_from(instant.as_second()).unwrap_or_default();
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}
