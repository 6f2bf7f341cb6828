//! Reading a relay's refusal: whose trouble is it, and does it pass?
//!
//! Enhanced status codes (RFC 3463) speak first, then the phase, then the basic code
//! (RFC 5321, 4.2). The distinction matters because trouble of the relay or of our own settings
//! must not use up the attempts of a recipient who has nothing to do with it.

use std::time::Duration;

/// How far a transaction had come. Everything before [`Phase::Dot`] is safe to repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Phase {
    /// Opening the connection: TCP, TLS, greeting, EHLO.
    Connect,
    /// AUTH (RFC 4954).
    Auth,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Recipient,
    /// DATA, up to the 354.
    Data,
    /// The message itself, without the final dot.
    Body,
    /// The final dot was sent, or may have been.
    Dot,
}

impl Phase {
    /// Every phase, in order.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 7] = [
        Self::Connect,
        Self::Auth,
        Self::Mail,
        Self::Recipient,
        Self::Data,
        Self::Body,
        Self::Dot,
    ];

    /// The word in the log of attempts.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Body => "body",
            Self::Dot => "dot",
        }
    }
}

/// An answer of a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// The basic code, 200 to 599.
    pub(crate) code: u16,
    /// The enhanced status code (RFC 3463): class, subject, detail.
    pub(crate) enhanced: Option<(u8, u16, u16)>,
    /// The text, lines joined by a space.
    pub(crate) text: String,
}

impl Reply {
    /// Whether the command was done (2xx). 3xx is no success.
    pub(crate) const fn is_success(&self) -> bool {
        self.code / 100 == 2
    }

    /// Whether the refusal is for good (5xx).
    pub(crate) const fn is_permanent(&self) -> bool {
        self.code / 100 == 5
    }
}

impl std::fmt::Display for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code)?;
        if let Some((class, subject, detail)) = self.enhanced {
            write!(f, " {class}.{subject}.{detail}")?;
        }
        if !self.text.is_empty() {
            write!(f, " {}", self.text)?;
        }
        Ok(())
    }
}

/// Whose trouble a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blame {
    /// This mailbox: unknown, full, greylisted.
    Recipient,
    /// This message: too large, unwanted content.
    Message,
    /// The relay as a whole: overloaded, shutting down, limiting us.
    Relay,
    /// Our settings: login, permission to relay, TLS.
    Configuration,
}

/// A refusal as we read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// Whose trouble it is.
    pub(crate) blame: Blame,
    /// Whether it is for good.
    pub(crate) permanent: bool,
    /// How long the relay asks us to wait, if its text says so.
    pub(crate) asked: Option<Duration>,
}

/// Reads a refusal (a reply that is not what the phase needs).
pub(crate) fn classify(phase: Phase, reply: &Reply) -> Verdict {
    Verdict {
        blame: blame(phase, reply),
        permanent: reply.is_permanent(),
        asked: asked_wait(&reply.text),
    }
}

fn blame(phase: Phase, reply: &Reply) -> Blame {
    let about_message = matches!(phase, Phase::Data | Phase::Body | Phase::Dot);
    match (reply.code, phase) {
        (421 | 432, _) => return Blame::Relay,
        (454 | 500..=504 | 530 | 534 | 535 | 538, _) if !about_message => {
            return Blame::Configuration;
        }
        (_, Phase::Connect | Phase::Auth) => return by_permanence(reply),
        _ => {}
    }
    match reply.enhanced {
        Some((_, 1, 7 | 8) | (_, 7, 3 | 8 | 9 | 11..=14 | 30)) => Blame::Configuration,
        Some((_, 1 | 2, _)) if !about_message => Blame::Recipient,
        Some((_, 2, 3) | (_, 3, 4) | (_, 6, _)) => Blame::Message,
        Some((_, 1 | 2, _)) => Blame::Recipient,
        Some((_, 3, _)) => by_permanence(reply),
        Some((_, 7, _)) => policy(phase, reply),
        _ => match phase {
            Phase::Mail => by_permanence(reply),
            Phase::Recipient => policy(phase, reply),
            _ => Blame::Message,
        },
    }
}

/// A refusal by policy (5.7.1 and the like): of us at MAIL, of the message after DATA. At RCPT it
/// is of the recipient, unless the text speaks of relaying, which no other recipient will get
/// either.
fn policy(phase: Phase, reply: &Reply) -> Blame {
    match phase {
        Phase::Recipient if reply.is_permanent() && speaks_of_relaying(&reply.text) => {
            Blame::Configuration
        }
        Phase::Recipient => Blame::Recipient,
        Phase::Data | Phase::Body | Phase::Dot => Blame::Message,
        Phase::Connect | Phase::Auth | Phase::Mail => by_permanence(reply),
    }
}

const fn by_permanence(reply: &Reply) -> Blame {
    if reply.is_permanent() {
        Blame::Configuration
    } else {
        Blame::Relay
    }
}

fn speaks_of_relaying(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("relay") || text.contains("authentication required")
}

/// "try again in 5 minutes", "wait 300 seconds": the number and its unit, wherever they stand.
fn asked_wait(text: &str) -> Option<Duration> {
    let text = text.to_ascii_lowercase();
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.windows(2).find_map(|pair| {
        let number: u64 = pair[0].parse().ok()?;
        let unit_s = match pair[1] {
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "min" | "mins" | "minute" | "minutes" => 60,
            "h" | "hour" | "hours" => 3_600,
            _ => return None,
        };
        Some(Duration::from_secs(number.checked_mul(unit_s)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str) -> Reply {
        let (code, rest) = text.split_once(' ').unwrap();
        let status = rest.split(' ').next().unwrap_or_default();
        let parts: Vec<u16> = status.split('.').filter_map(|n| n.parse().ok()).collect();
        let enhanced = match parts[..] {
            [class, subject, detail] => Some((u8::try_from(class).unwrap(), subject, detail)),
            _ => None,
        };
        Reply {
            code: code.parse().unwrap(),
            enhanced,
            text: rest.to_owned(),
        }
    }

    #[test]
    fn refusals_are_read_as_the_field_means_them() {
        use Blame::{Configuration, Message, Recipient, Relay};
        use Phase::{Auth, Connect, Data, Dot, Mail, Recipient as Rcpt};
        for (phase, text, blame) in [
            (Rcpt, "550 5.1.1 unknown user", Recipient),
            (Rcpt, "452 4.2.2 mailbox full", Recipient),
            (
                Rcpt,
                "451 4.7.1 greylisted, try again in 5 minutes",
                Recipient,
            ),
            (Rcpt, "550 no such user", Recipient),
            (Rcpt, "450 mailbox busy", Recipient),
            (Rcpt, "554 5.7.1 Relay access denied", Configuration),
            (
                Rcpt,
                "550 5.7.1 this group takes no mail from outside",
                Recipient,
            ),
            (Rcpt, "451 4.3.0 lookup failure", Relay),
            (Rcpt, "530 5.7.0 authentication required", Configuration),
            (Dot, "552 5.3.4 message too big", Message),
            (Dot, "554 5.6.0 bad content", Message),
            (Dot, "550 5.7.1 looks like spam", Message),
            (Dot, "550 5.1.1 unknown user", Recipient),
            (Dot, "554 rejected", Message),
            (Data, "421 4.3.2 shutting down", Relay),
            (Connect, "421 too many connections", Relay),
            (Connect, "554 no service here", Configuration),
            (Mail, "432 4.3.2 concurrent connections limit", Relay),
            (Mail, "451 4.7.500 server busy", Relay),
            (
                Mail,
                "550 5.7.30 basic authentication is off",
                Configuration,
            ),
            (
                Mail,
                "550 5.1.8 sender domain does not exist",
                Configuration,
            ),
            (
                Mail,
                "550 5.7.60 may not send as this sender",
                Configuration,
            ),
            (Auth, "535 5.7.8 bad login", Configuration),
            (
                Auth,
                "454 4.7.0 temporary authentication failure",
                Configuration,
            ),
        ] {
            assert_eq!(
                classify(phase, &reply(text)).blame,
                blame,
                "{phase:?} {text}"
            );
        }
    }

    #[test]
    fn a_wait_that_is_asked_for_is_found() {
        let asked = |text| asked_wait(text).map(|wait| wait.as_secs());
        assert_eq!(asked("greylisted, try again in 5 minutes"), Some(300));
        assert_eq!(asked("wait 300 seconds."), Some(300));
        assert_eq!(asked("limit of 100 messages reached"), None);
        assert_eq!(asked("in 18446744073709551615 hours"), None);
    }
}
