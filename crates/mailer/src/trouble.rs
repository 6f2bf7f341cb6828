//! Why no mail can leave, and what an operator can do about it.

use std::io;

use kontor_runtime::config::InvalidSetting;
use kontor_smtp::{Cause, Missing, Phase, SmtpError};

/// Why no mail can leave.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A setting cannot be used.
    #[error("mailer.{0}")]
    Setting(#[from] InvalidSetting),
    /// The folder cannot be written to.
    #[error("{0}")]
    Folder(io::Error),
    /// The relay is not there, is not who it says, or does not let us in.
    #[error(transparent)]
    Relay(#[from] SmtpError),
}

impl Trouble {
    /// What an operator can do about it.
    pub const fn remedy(&self) -> &'static str {
        match self {
            Self::Setting(_) => "check [mailer] in the configuration",
            Self::Folder(_) => "make the folder of mailer.folder writable for Kontor",
            Self::Relay(error) => remedy(error),
        }
    }
}

const fn remedy(error: &SmtpError) -> &'static str {
    match (&error.cause, error.phase) {
        (Cause::NotOffered(Missing::Starttls), _) => {
            "the relay speaks no STARTTLS on this port: try port 465 with smtp.tls = \"tls\""
        }
        (Cause::NotOffered(Missing::Login), _) => {
            "the relay wants no login here: try port 587, or remove smtp.username"
        }
        (Cause::NotOffered(Missing::Tls) | Cause::Tls(_), _) => {
            "check smtp.host against the relay's certificate, smtp.tls against the port, and \
             smtp.ca_file"
        }
        (Cause::Refused(reply), phase) if is_of_the_login(reply.code, phase) => {
            "check smtp.username and smtp.password with whoever runs the relay"
        }
        (Cause::TimedOut(_), _) => "check smtp.port and firewalls between here and the relay",
        (
            Cause::Refused(_)
            | Cause::Io(_)
            | Cause::Closed
            | Cause::Protocol(_)
            | Cause::Unsendable(_),
            _,
        ) => "check smtp.host and smtp.port, and that the relay is running and reachable from here",
    }
}

/// RFC 4954, 6: the codes from 530 to 538 are about logging in, in whatever phase they come.
const fn is_of_the_login(code: u16, phase: Phase) -> bool {
    code / 10 == 53 || matches!(phase, Phase::Auth)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use kontor_smtp::Reply;

    use super::*;

    #[test]
    fn each_trouble_has_its_remedy() {
        let refused = |code| {
            Cause::Refused(Reply {
                code,
                enhanced: None,
                text: "STARTTLS, AUTH: these words of the relay decide nothing".to_owned(),
            })
        };
        for (phase, cause, part) in [
            (Phase::Connect, Cause::NotOffered(Missing::Starttls), "465"),
            (Phase::Auth, Cause::NotOffered(Missing::Tls), "smtp.tls"),
            (Phase::Auth, Cause::NotOffered(Missing::Login), "587"),
            (Phase::Connect, Cause::Tls("expired".to_owned()), "ca_file"),
            (Phase::Auth, refused(535), "smtp.password"),
            (Phase::Auth, refused(454), "smtp.password"),
            (Phase::Connect, refused(530), "smtp.password"),
            (Phase::Connect, refused(554), "is running"),
            (
                Phase::Connect,
                Cause::TimedOut(Duration::from_secs(1)),
                "firewalls",
            ),
            (Phase::Connect, Cause::Closed, "is running"),
        ] {
            let trouble = Trouble::Relay(SmtpError { phase, cause });
            assert!(trouble.remedy().contains(part), "{trouble}");
        }
    }
}
