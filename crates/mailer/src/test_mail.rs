//! A mail that an operator asks for, to see that mail arrives and what the reader's side makes of
//! it. It goes out by the configured way, at once, and is in no log and no database.

use jiff::Timestamp;
use kontor_contracts::{EmailAddress, Language};

use crate::{
    Settings,
    domain::Outcome,
    letter::{self, Letter},
    transport::{HandedOut, Line},
};

/// Sends a test mail; says what the relay answered. `unique` names its Message-ID.
///
/// # Errors
/// What was in the way, in the relay's own words.
pub async fn send_test(
    settings: &Settings,
    to: &EmailAddress,
    unique: &str,
    now: Timestamp,
) -> Result<String, String> {
    let invalid = |error| format!("mailer.{error}");
    settings.check().map_err(invalid)?;
    let sender = settings.sender().map_err(invalid)?;
    let message_id = format!("<test.{unique}@{}>", sender.domain());
    let letter = letter(sender.name());
    let message = letter::to_one(&sender, to, &message_id, now, &letter);
    let message = message.map_err(|error| error.to_string())?;
    let mut line = Line::new(crate::transport(settings).map_err(invalid)?);
    let sent = line
        .send(format!("test-{unique}"), &message, std::future::ready(true))
        .await;
    line.close().await;
    match sent {
        HandedOut::Ended(Outcome::Accepted(reply)) => Ok(reply.to_string()),
        HandedOut::Ended(outcome) => Err(outcome.logged().map_or_else(
            || "it was not tried".to_owned(),
            |(phase, said)| phase.map_or(said.clone(), |phase| format!("{phase:?}: {said}")),
        )),
        HandedOut::Withdrawn => Err("it was not tried".to_owned()),
    }
}

fn letter(office: &str) -> Letter {
    let text = format!(
        "This is the test mail that was asked for with `kontor doctor --send-test`.\n\n\
         It comes from {office}. If you read it, mail leaves and arrives.\n"
    );
    Letter {
        texts: None,
        language: Language::english(),
        subject: format!("Test mail of {office}"),
        html: format!("<!doctype html><pre>{}</pre>", html_escaped(&text)),
        text,
        calendar: None,
        logo: None,
    }
}

fn html_escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
