//! Reading a relay's refusal: whose trouble is it, and does it pass?
//!
//! Enhanced status codes (RFC 3463) speak first, then the phase, then the basic code
//! (RFC 5321, 4.2). The distinction matters because trouble of the relay or of our own settings
//! must not use up the attempts of a recipient who has nothing to do with it, and because strangers
//! choose the recipients: what a relay says of one must not stop the mails of all others.

use std::time::Duration;

use crate::{Phase, Reply};

/// Whose trouble a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// This mailbox: unknown, full, greylisted.
    Recipient,
    /// Us, by name, but in the answer to one recipient: sender, client or login. Whether it concerns
    /// all is seen from what others are answered.
    Sender,
    /// This message: too large, unwanted content.
    Message,
    /// The relay as a whole: overloaded, shutting down, limiting us.
    Relay,
    /// Our settings: login, permission to relay, TLS.
    Configuration,
}

/// A refusal as we read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whose trouble it is.
    pub blame: Blame,
    /// Whether it is for good.
    pub permanent: bool,
    /// How long the relay asks us to wait, if its text says so.
    pub asked: Option<Duration>,
}

/// Reads a refusal (a reply that is not what the phase needs).
pub fn classify(phase: Phase, reply: &Reply) -> Verdict {
    Verdict {
        blame: blame(phase, reply),
        permanent: reply.is_permanent() && !is_full(phase, reply),
        asked: asked_wait(&reply.own_words()),
    }
}

fn blame(phase: Phase, reply: &Reply) -> Blame {
    match phase {
        _ if matches!(reply.code, 421 | 432) => Blame::Relay,
        Phase::Connect | Phase::Auth | Phase::Mail => of_all(phase, reply),
        Phase::Recipient => of_one(reply),
        Phase::Data | Phase::Body | Phase::Dot => of_the_message(reply),
    }
}

/// Before a recipient is named, a refusal concerns every mail. Only whether the sender's address
/// itself is refused (5.1.8, 5.7.60) or the relay is busy makes a difference, and none to the mails.
const fn of_all(phase: Phase, reply: &Reply) -> Blame {
    match (reply.code, phase) {
        (454 | 500..=504 | 530 | 534 | 535 | 538, _) => Blame::Configuration,
        _ => by_permanence(reply),
    }
}

/// An answer to one recipient is that recipient's, whatever the basic code, unless it names us.
fn of_one(reply: &Reply) -> Blame {
    let names_us = match reply.enhanced {
        // The sender's address (RFC 3463, 3.2); security of the connection and login (3.8, RFC 4954,
        // RFC 7504), DKIM and SPF of the sender (RFC 7372).
        Some((_, 1, 7 | 8) | (_, 7, 3 | 8 | 9 | 11..=14 | 20..=30)) => true,
        _ if reply.is_of_the_mailbox() => false,
        _ => matches!(reply.code, 530 | 534 | 535 | 538) || names_us(&reply.own_words()),
    };
    if names_us {
        Blame::Sender
    } else {
        Blame::Recipient
    }
}

fn of_the_message(reply: &Reply) -> Blame {
    match reply.enhanced {
        Some((_, 1, 7 | 8) | (_, 7, 3 | 8 | 9 | 11..=14 | 30)) => Blame::Configuration,
        Some((_, 2, 3) | (_, 3, 4) | (_, 6 | 7, _)) => Blame::Message,
        Some((_, 1 | 2, _)) => Blame::Recipient,
        Some((_, 3, _)) => by_permanence(reply),
        _ => Blame::Message,
    }
}

/// Whether the relay's own words are of whoever sends, not of whoever receives. A word with a dot within
/// it may be a name that a stranger chose (`sender.example`).
fn names_us(words: &str) -> bool {
    const US: [&str; 6] = [
        "sender",
        "client",
        "authenticat",
        "helo",
        "host [",
        "your ip",
    ];
    let is_word = |word: &&str| {
        let word = word.trim_end_matches(['.', ',', ';', ':']);
        !(word.contains('.') && word.contains(|c: char| c.is_alphabetic()))
    };
    let words: Vec<&str> = words.split_whitespace().filter(is_word).collect();
    let words = words.join(" ").to_ascii_lowercase();
    US.iter().any(|us| words.contains(us))
}

/// A full mailbox is a matter of days, whatever the digits: 552 at RCPT is read as 452
/// (RFC 5321, 4.5.3.1.10), and some say it in words alone.
fn is_full(phase: Phase, reply: &Reply) -> bool {
    if let Some((_, subject, detail)) = reply.enhanced {
        return (subject, detail) == (2, 2);
    }
    let words = reply.own_words().to_ascii_lowercase();
    let says_so = ["mailbox full", "mailbox is full", "quota", "storage"];
    (reply.code == 552 && phase == Phase::Recipient)
        || says_so.iter().any(|full| words.contains(full))
}

const fn by_permanence(reply: &Reply) -> Blame {
    if reply.is_permanent() {
        Blame::Configuration
    } else {
        Blame::Relay
    }
}

/// "try again in 5 minutes", "wait 300 seconds": a number and its unit as words of their own. What
/// stands between other signs may be a name that a stranger chose (`8760.hours.example`).
fn asked_wait(words: &str) -> Option<Duration> {
    let words = words.to_ascii_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let number: u64 = pair[0].trim_start_matches('(').parse().ok()?;
        let unit_s = match pair[1].trim_end_matches(['.', ',', ';', ')', '!']) {
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

    fn assert_blame(phase: Phase, text: &str, blame: Blame) {
        let verdict = classify(phase, &reply(text));
        assert_eq!(verdict.blame, blame, "{phase:?} {text}");
    }

    #[test]
    fn an_answer_to_a_recipient_is_of_the_recipient_unless_it_names_us() {
        use Blame::{Recipient, Sender};
        use Phase::Recipient as Rcpt;

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
            (Rcpt, "554 5.7.1 Relay access denied", Recipient),
            (
                Rcpt,
                "501 5.1.5 Recipient address reserved by RFC 2606",
                Recipient,
            ),
            (Rcpt, "550 5.1.10 recipient not found", Recipient),
            (Rcpt, "553 5.1.3 bad recipient address syntax", Recipient),
            (Rcpt, "500 unknown", Recipient),
            (Rcpt, "550 5.7.1 Client was not authenticated", Sender),
            (
                Rcpt,
                "550 5.7.0 Unauthenticated senders not allowed",
                Sender,
            ),
            (Rcpt, "550 5.1.8 sender domain does not exist", Sender),
            (
                Rcpt,
                "553 5.7.1 <office@office.example>: Sender address rejected: not owned by user",
                Sender,
            ),
            (
                Rcpt,
                "554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied",
                Sender,
            ),
            (
                Rcpt,
                "554 5.7.1 <sender.client.host@x.example>: Relay access denied",
                Recipient,
            ),
            (
                Rcpt,
                "554 5.7.1 Domain sender.client.example is not served",
                Recipient,
            ),
            (
                Rcpt,
                "550 5.7.1 this group takes no mail from outside",
                Recipient,
            ),
            (Rcpt, "451 4.3.0 lookup failure", Recipient),
            (Rcpt, "530 5.7.0 authentication required", Sender),
        ] {
            assert_blame(phase, text, blame);
        }
    }

    #[test]
    fn refusals_are_read_as_the_field_means_them() {
        use Blame::{Configuration, Message, Recipient, Relay};
        use Phase::{Auth, Connect, Data, Dot, Mail};

        for (phase, text, blame) in [
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
            assert_blame(phase, text, blame);
        }
    }

    #[test]
    fn a_full_mailbox_is_a_matter_of_days_whatever_the_digits() {
        for text in [
            "452 4.2.2 mailbox full",
            "552 5.2.2 mailbox full",
            "552 Mailbox full",
            "552 no",
            "550 over quota",
        ] {
            let verdict = classify(Phase::Recipient, &reply(text));
            assert!(!verdict.permanent, "{text}");
            assert_eq!(verdict.blame, Blame::Recipient, "{text}");
        }
        assert!(classify(Phase::Dot, &reply("552 5.3.4 message too big")).permanent);
        assert!(classify(Phase::Recipient, &reply("550 <quota@x.example> unknown")).permanent);
    }

    #[test]
    fn a_wait_is_read_from_the_relays_own_words_alone() {
        let asked = |text: &str| {
            let verdict = classify(Phase::Recipient, &reply(&format!("450 {text}")));
            verdict.asked.map(|wait| wait.as_secs())
        };
        assert_eq!(asked("greylisted, try again in 5 minutes"), Some(300));
        assert_eq!(asked("wait 300 seconds."), Some(300));
        assert_eq!(asked("limit of 100 messages reached"), None);
        assert_eq!(asked("in 18446744073709551615 hours"), None);
        for stranger in [
            "<8760.hours@evil.example>: Relay access denied",
            "8760.hours@evil.example rejected",
            "8760 hours@evil.example rejected",
            "\"8760 hours\"@evil.example rejected",
            "Domain 8760.hours.example not found",
            "<\"9223372036854775807 s\"@evil.example>: later",
        ] {
            assert_eq!(asked(stranger), None, "{stranger}");
        }
    }
}
