//! The section `[registrations]` of the configuration.

use kontor_runtime::config::{InvalidSetting, refuse};
use kontor_store::GroupLimits;
use serde::Deserialize;

use crate::domain::Purpose;

/// What an office can set about sign-ups.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Most sign-ups that are written in one transaction.
    pub batch: usize,
    /// Most sign-ups that wait to be written; more are asked to come back in a moment.
    pub queue: usize,
    /// How often places whose hold is over are looked for at the latest, in seconds.
    pub sweep_seconds: u64,
    /// How many per cent of a forum's places may be held by sign-ups that are not confirmed yet. A
    /// further sign-up is taken and holds none: places go to those who confirm first. 100 is no limit.
    pub unconfirmed_share: u32,
    /// Most places that one client may hold by unconfirmed sign-ups in an hour; 0 is no limit.
    pub places_per_client: u32,
    /// Most mails that strangers may ask for in an hour, over all forums: to one mailbox, to one domain,
    /// by one client; 0 is no limit.
    pub mails_per_mailbox: u32,
    /// The same to one domain that is not a public mail provider's.
    pub mails_per_domain: u32,
    /// The same by one client.
    pub mails_per_client: u32,
    /// After how many days a sign-up is forgotten that was never confirmed.
    pub forget_unconfirmed_days: u32,
    /// What the form asks consent for beyond the sign-up: `news`, `partner_networks`.
    pub ask_consent: Vec<Purpose>,
}

impl Default for Settings {
    fn default() -> Self {
        let limits = GroupLimits::default();
        Self {
            batch: limits.batch,
            queue: limits.queue,
            sweep_seconds: 30,
            unconfirmed_share: 50,
            places_per_client: 100,
            mails_per_mailbox: 3,
            mails_per_domain: 300,
            mails_per_client: 120,
            forget_unconfirmed_days: 30,
            ask_consent: Vec::new(),
        }
    }
}

impl Settings {
    /// Checks what a type cannot.
    ///
    /// # Errors
    /// [`InvalidSetting`] names the first setting that cannot be used.
    pub fn check(&self) -> Result<(), InvalidSetting> {
        if !(1..=1024).contains(&self.batch) {
            return refuse("batch", "must be 1 to 1024 sign-ups; 256 is right for most");
        }
        if !(self.batch..=100_000).contains(&self.queue) {
            return refuse("queue", "must be at least batch and at most 100000");
        }
        if !(1..=3600).contains(&self.sweep_seconds) {
            return refuse("sweep_seconds", "must be 1 to 3600 seconds");
        }
        if !(1..=100).contains(&self.unconfirmed_share) {
            return refuse("unconfirmed_share", "must be 1 to 100 per cent");
        }
        if !(1..=3650).contains(&self.forget_unconfirmed_days) {
            return refuse("forget_unconfirmed_days", "must be 1 to 3650 days");
        }
        Ok(())
    }

    pub(crate) fn limits(&self) -> GroupLimits {
        GroupLimits {
            batch: self.batch,
            queue: self.queue,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_usable() {
        assert_eq!(Settings::default().check(), Ok(()));
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        type Spoil = fn(&mut Settings);
        let cases: [(&str, Spoil); 6] = [
            ("batch", |s| s.batch = 0),
            ("batch", |s| s.batch = 1025),
            ("queue", |s| s.queue = 1),
            ("sweep_seconds", |s| s.sweep_seconds = 0),
            ("unconfirmed_share", |s| s.unconfirmed_share = 0),
            ("forget_unconfirmed_days", |s| s.forget_unconfirmed_days = 0),
        ];
        for (name, spoil) in cases {
            let mut settings = Settings::default();
            spoil(&mut settings);
            assert_eq!(settings.check().unwrap_err().setting, name);
        }
    }
}
