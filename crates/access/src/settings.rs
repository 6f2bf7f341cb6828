//! `[access]`: where accounts are kept, and how long somebody stays signed in.

use std::time::Duration;

use kontor_runtime::config::{InvalidSetting, refuse};
use serde::Deserialize;

use crate::{Oidc, domain::session::SEEN_EVERY};

/// Whether everybody needs a second factor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecondFactor {
    /// Whoever wants one.
    #[default]
    Optional,
    /// Everybody: whoever has none sets one up when signing in.
    Required,
}

/// Settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where accounts are kept; empty: beside the other databases.
    pub database: String,
    /// Address under which the staff open the console; empty: the program knows it.
    pub console_url: String,
    /// Whether everybody needs a second factor.
    pub second_factor: SecondFactor,
    /// After how many minutes without a page somebody is signed out.
    pub idle_minutes: u32,
    /// After how many hours everybody signs in again.
    pub session_hours: u32,
    /// Signing in elsewhere.
    pub oidc: Oidc,
}

impl Default for Settings {
    /// NIST SP 800-63B (2.2.3) proposes an hour and a day where a second factor is used; an office that
    /// looks in now and then gets two hours.
    fn default() -> Self {
        Self {
            database: String::new(),
            console_url: String::new(),
            second_factor: SecondFactor::default(),
            idle_minutes: 120,
            session_hours: 24,
            oidc: Oidc::default(),
        }
    }
}

/// The shortest idleness: it is noted every [`SEEN_EVERY`] only.
const IDLE_MINUTES_MIN: u32 = 10;
/// The longest session: thirty days.
const HOURS_MAX: u32 = 30 * 24;
const IDLE_MINUTES_MAX: u32 = HOURS_MAX * 60;
const _: () = assert!(IDLE_MINUTES_MIN as u64 * 60 >= 2 * SEEN_EVERY.as_secs());

impl Settings {
    /// Checks what cannot be seen from a single value.
    ///
    /// # Errors
    /// [`InvalidSetting`] names the setting.
    pub fn check(&self) -> Result<(), InvalidSetting> {
        if !self.database.is_empty()
            && let Err(error) = kontor_store::address(&self.database, "", "")
        {
            return refuse("database", error.to_string());
        }
        if !self.console_url.is_empty() && !is_address(&self.console_url) {
            let reason = "write it as the browser shows it, without a path: \"https://staff.office.example\"";
            return refuse("console_url", reason);
        }
        if !(IDLE_MINUTES_MIN..=IDLE_MINUTES_MAX).contains(&self.idle_minutes) {
            let reason = format!("must be from {IDLE_MINUTES_MIN} to {IDLE_MINUTES_MAX}");
            return refuse("idle_minutes", reason);
        }
        if !(1..=HOURS_MAX).contains(&self.session_hours) {
            return refuse("session_hours", format!("must be from 1 to {HOURS_MAX}"));
        }
        self.oidc.check()
    }

    pub(crate) fn idle(&self) -> Duration {
        Duration::from_mins(u64::from(self.idle_minutes))
    }

    pub(crate) fn absolute(&self) -> Duration {
        Duration::from_hours(u64::from(self.session_hours))
    }
}

fn is_address(url: &str) -> bool {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.strip_suffix('/').unwrap_or(rest);
        !host.is_empty()
            && !host.contains(['/', '?', '#', '@'])
            && !host.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        let good = Settings::default();
        assert_eq!(good.check(), Ok(()));
        for (name, bad) in [
            (
                "database",
                Settings {
                    database: "mysql://x/y".into(),
                    ..good.clone()
                },
            ),
            (
                "console_url",
                Settings {
                    console_url: "staff.office.example".into(),
                    ..good.clone()
                },
            ),
            (
                "console_url",
                Settings {
                    console_url: "https://a.example/x".into(),
                    ..good.clone()
                },
            ),
            (
                "idle_minutes",
                Settings {
                    idle_minutes: 5,
                    ..good.clone()
                },
            ),
            (
                "session_hours",
                Settings {
                    session_hours: 0,
                    ..good.clone()
                },
            ),
        ] {
            assert_eq!(bad.check().unwrap_err().setting, name);
        }
        let at = Settings {
            console_url: "http://127.0.0.1:8081/".into(),
            ..good
        };
        assert_eq!(at.check(), Ok(()));
    }
}
