//! The section `[mailer]` of the configuration.

use std::{path::PathBuf, time::Duration};

use kontor_contracts::EmailAddress;
use kontor_runtime::config::{InvalidSetting, Secret, refuse};
use kontor_smtp::{Credentials, Server, Timeouts, TlsConfigError, TlsMode, tls_config};
use serde::Deserialize;

use crate::{
    domain::RetrySchedule,
    letter::{InvalidSender, Sender},
};

/// Most connections to one relay; more is a mistake.
const CONNECTIONS: usize = 64;

/// Longest pause; an hour is long for whoever is on the way.
const PAUSE_SECONDS: u32 = 3_600;

/// How mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransportKind {
    /// As files in a folder, for trying out.
    Folder,
    /// To a relay.
    Smtp,
}

/// What an office configures for its mail.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How mail leaves.
    pub transport: TransportKind,
    /// The folder for `transport = "folder"`.
    pub folder: PathBuf,
    /// Name of the office in From.
    pub from_name: String,
    /// Mailbox of the office in From. Its domain names every Message-ID and calendar entry: do not
    /// change it while a forum is running.
    pub from_address: String,
    /// Connections at once. Microsoft 365 allows three.
    pub connections: usize,
    /// For how many days a mail is tried again that the recipient's side refuses for now.
    pub give_up_after_days: u32,
    /// After how many days the mails to a sign-up are forgotten that was never confirmed.
    pub forget_unconfirmed_days: u32,
    /// For how many seconds mails wait that may become one with the next: what has changed about a forum,
    /// who takes part by a registration.
    pub pause_seconds: u32,
    /// The relay for `transport = "smtp"`.
    pub smtp: SmtpSettings,
}

/// The section `[mailer.smtp]`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmtpSettings {
    /// Name or address of the relay.
    pub host: String,
    /// 587 with `starttls`, 465 with `tls`, often 25 with `none`.
    pub port: u16,
    /// How the connection is protected; certificates are always checked.
    pub tls: TlsMode,
    /// User, if the relay wants a login.
    pub username: String,
    /// Password; `password_file` names a file that holds it.
    pub password: Secret,
    /// File (PEM) with the certificate of a private authority, instead of the machine's.
    pub ca_file: PathBuf,
    /// The name that we say in EHLO; empty: the domain of `from_address`.
    pub helo_name: String,
    /// One time limit per phase, in seconds.
    pub timeouts: Timeouts,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            transport: TransportKind::Folder,
            folder: PathBuf::from("mail"),
            from_name: "Kontor".to_owned(),
            from_address: "kontor@example.org".to_owned(),
            connections: 4,
            give_up_after_days: 5,
            forget_unconfirmed_days: 30,
            pause_seconds: 120,
            smtp: SmtpSettings::default(),
        }
    }
}

impl Default for SmtpSettings {
    fn default() -> Self {
        Self {
            host: String::new(),
            port: 587,
            tls: TlsMode::Starttls,
            username: String::new(),
            password: Secret::default(),
            ca_file: PathBuf::new(),
            helo_name: String::new(),
            timeouts: Timeouts::default(),
        }
    }
}

impl Settings {
    /// Checks what a type cannot.
    ///
    /// # Errors
    /// [`InvalidSetting`] names the first setting that cannot be used.
    pub fn check(&self) -> Result<(), InvalidSetting> {
        self.sender()?;
        if !(1..=CONNECTIONS).contains(&self.connections) {
            return refuse(
                "connections",
                format!("must be 1 to {CONNECTIONS}; 4 suits most relays"),
            );
        }
        if !(1..=30).contains(&self.give_up_after_days) {
            return refuse("give_up_after_days", "must be 1 to 30; 5 is customary");
        }
        if !(1..=3650).contains(&self.forget_unconfirmed_days) {
            return refuse("forget_unconfirmed_days", "must be 1 to 3650 days");
        }
        if self.pause_seconds > PAUSE_SECONDS {
            return refuse(
                "pause_seconds",
                format!("must be 0 to {PAUSE_SECONDS}: people act by what they know"),
            );
        }
        match self.transport {
            TransportKind::Folder if self.folder.as_os_str().is_empty() => refuse(
                "folder",
                "is empty; name the folder that mails are written to",
            ),
            TransportKind::Folder => Ok(()),
            TransportKind::Smtp => self.smtp.check(),
        }
    }

    /// The office as a sender.
    ///
    /// # Errors
    /// [`InvalidSetting`] if it is not an address.
    pub(crate) fn sender(&self) -> Result<Sender, InvalidSetting> {
        if self.from_name.chars().any(char::is_control) {
            return refuse(
                "from_name",
                "holds a control character; write the name in one line",
            );
        }
        let address: EmailAddress = match self.from_address.parse() {
            Ok(address) => address,
            Err(error) => {
                return refuse(
                    "from_address",
                    format!("{error}; such as forum@example.org"),
                );
            }
        };
        Sender::new(&self.from_name, &address)
            .or_else(|error: InvalidSender| refuse("from_address", error.to_string()))
    }

    /// When refused mails are tried again.
    pub(crate) fn schedule(&self) -> RetrySchedule {
        let days = u64::from(self.give_up_after_days);
        RetrySchedule {
            give_up_after: Duration::from_hours(days * 24),
        }
    }

    /// How long the mails to a sign-up are kept that was never confirmed.
    pub(crate) fn forget_unconfirmed(&self) -> Duration {
        Duration::from_hours(24 * u64::from(self.forget_unconfirmed_days))
    }

    /// For how long mails wait that may become one with the next.
    pub(crate) fn pause(&self) -> Duration {
        Duration::from_secs(self.pause_seconds.into())
    }

    /// The relay, ready to be connected to.
    ///
    /// # Errors
    /// [`InvalidSetting`] if the certificates cannot be read or the sender is not an address.
    pub(crate) fn server(&self) -> Result<Server, InvalidSetting> {
        let smtp = &self.smtp;
        let ca_file = Some(smtp.ca_file.as_path()).filter(|path| !path.as_os_str().is_empty());
        let tls_config = tls_config(ca_file)
            .or_else(|error: TlsConfigError| refuse("smtp.ca_file", error.to_string()))?;
        let helo_name = match smtp.helo_name.as_str() {
            "" => self.sender()?.domain().to_owned(),
            name => name.to_owned(),
        };
        Ok(Server {
            host: smtp.host.clone(),
            port: smtp.port,
            tls: smtp.tls,
            tls_config,
            credentials: smtp.credentials(),
            helo_name,
            timeouts: smtp.timeouts,
        })
    }
}

impl SmtpSettings {
    fn check(&self) -> Result<(), InvalidSetting> {
        if !is_host(&self.host) {
            return refuse("smtp.host", "is not a host name; such as mail.example.org");
        }
        if self.port == 0 {
            return refuse("smtp.port", "must be 1 to 65535; 587 is customary");
        }
        if !self.helo_name.is_empty() && !is_host(&self.helo_name) {
            return refuse(
                "smtp.helo_name",
                "is not a host name; leave it empty or write the machine's",
            );
        }
        if self.username.is_empty() && !self.password.is_empty() {
            return refuse("smtp.username", "is empty although there is a password");
        }
        if !self.username.is_empty() && self.password.is_empty() {
            return refuse(
                "smtp.password",
                "is empty although there is a username; or use password_file",
            );
        }
        if !self.username.is_empty() && self.tls == TlsMode::None && !is_loopback(&self.host) {
            return refuse(
                "smtp.tls",
                "is `none`: the password would be sent unencrypted; use starttls or tls",
            );
        }
        if !self.ca_file.as_os_str().is_empty() && !self.ca_file.is_file() {
            return refuse(
                "smtp.ca_file",
                "is not a file; give the PEM file of the authority",
            );
        }
        let zero = self
            .timeouts
            .named()
            .into_iter()
            .find(|(_, seconds)| !(1..=3_600).contains(seconds));
        match zero {
            Some((name, _)) => refuse("smtp.timeouts", format!("{name} must be 1 to 3600 seconds")),
            None => Ok(()),
        }
    }

    fn credentials(&self) -> Option<Credentials> {
        (!self.username.is_empty()).then(|| Credentials {
            username: self.username.clone(),
            password: self.password.reveal().to_owned(),
        })
    }
}

fn is_host(host: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
    !host.is_empty() && host.len() <= 255 && host.chars().all(name)
}

fn is_loopback(host: &str) -> bool {
    let address: Option<std::net::IpAddr> = host.parse().ok();
    host == "localhost" || address.is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp() -> Settings {
        let mut settings = Settings {
            transport: TransportKind::Smtp,
            ..Settings::default()
        };
        settings.smtp.host = "mail.example.org".into();
        settings
    }

    #[test]
    fn the_defaults_are_usable() {
        assert_eq!(Settings::default().check(), Ok(()));
        assert_eq!(smtp().check(), Ok(()));
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        type Spoil = fn(&mut Settings);
        let cases: [(&str, Spoil); 15] = [
            ("from_address", |s| s.from_address = "kontor".into()),
            ("from_address", |s| {
                s.from_address = "büro@example.org".into();
            }),
            ("from_name", |s| s.from_name = "A\r\nBcc: x".into()),
            ("connections", |s| s.connections = 0),
            ("connections", |s| s.connections = 1000),
            ("give_up_after_days", |s| s.give_up_after_days = 0),
            ("forget_unconfirmed_days", |s| s.forget_unconfirmed_days = 0),
            ("smtp.host", |s| s.smtp.host = "smtp://mail".into()),
            ("smtp.port", |s| s.smtp.port = 0),
            ("smtp.helo_name", |s| s.smtp.helo_name = "a b".into()),
            ("smtp.username", |s| s.smtp.password = "x".to_owned().into()),
            ("smtp.password", |s| s.smtp.username = "x".into()),
            ("smtp.tls", |s| {
                s.smtp.username = "x".into();
                s.smtp.password = "y".to_owned().into();
                s.smtp.tls = TlsMode::None;
            }),
            ("smtp.ca_file", |s| s.smtp.ca_file = "/no/such/file".into()),
            ("smtp.timeouts", |s| s.smtp.timeouts.dot_s = 0),
        ];
        for (name, spoil) in cases {
            let mut settings = smtp();
            spoil(&mut settings);
            assert_eq!(settings.check().unwrap_err().setting, name);
        }
        let folder = Settings {
            folder: PathBuf::new(),
            ..Settings::default()
        };
        assert_eq!(folder.check().unwrap_err().setting, "folder");
    }
}
