//! What strangers may ask for: how many mails to one mailbox, to one domain and by one client in an
//! hour, over all forums together, and how many places one client may hold. Counted in this process and
//! forgotten with it.

use std::num::NonZeroU32;

use axum::http::StatusCode;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kontor_web::{ClientAddress, Problem, ProblemKind};

use crate::{domain::SignUp, intake::Admission, settings::Settings};

pub(crate) const TOO_MANY_SIGN_UPS: ProblemKind =
    ProblemKind::new("too_many_sign_ups", StatusCode::TOO_MANY_REQUESTS);

/// When to come again, in seconds.
const AGAIN_S: u64 = 600;
/// Counts what was withheld, by the limit that did it.
const WITHHELD: &str = "kontor_registrations_withheld_total";
/// Keys that are remembered of each kind before idle ones are forgotten.
const KEYS: usize = 100_000;

/// Domains under which everybody can have a mailbox: there, a limit for all together would let one
/// stranger lock everybody out.
const FOR_EVERYBODY: [&str; 32] = [
    "126.com",
    "163.com",
    "aol.com",
    "bluewin.ch",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "laposte.net",
    "live.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "orange.fr",
    "outlook.com",
    "outlook.de",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "t-online.de",
    "web.de",
    "yahoo.com",
    "yahoo.de",
    "yahoo.fr",
    "yandex.ru",
];

type Keyed = DefaultKeyedRateLimiter<String>;

/// The limits and what was counted against them.
#[derive(Debug)]
pub(crate) struct Limits {
    per_mailbox: Option<Keyed>,
    per_domain: Option<Keyed>,
    per_client: Option<Keyed>,
    places: Option<Keyed>,
}

impl Limits {
    pub(crate) fn new(settings: &Settings) -> Self {
        metrics::describe_counter!(
            WITHHELD,
            "Sign-ups of strangers that a limit has turned away or sent no mail for, by limit."
        );
        for limit in ["mailbox", "domain", "client", "places"] {
            metrics::counter!(WITHHELD, "limit" => limit).increment(0);
        }
        Self {
            per_mailbox: hourly(settings.mails_per_mailbox),
            per_domain: hourly(settings.mails_per_domain),
            per_client: hourly(settings.mails_per_client),
            places: hourly(settings.places_per_client),
        }
    }

    /// Whether a sign-up is admitted, and to what.
    ///
    /// # Errors
    /// The client, or everybody at the domain, must wait. A mailbox that has had enough mail is not told:
    /// that would say that somebody has signed it up.
    pub(crate) fn admit(
        &self,
        client: ClientAddress,
        sign_up: &SignUp,
    ) -> Result<Admission, Problem> {
        let client = client.network().to_string();
        let domain = sign_up.email.registered_domain();
        let for_everybody = FOR_EVERYBODY.contains(&domain.as_str());
        if !takes(self.per_client.as_ref(), "client", &client, 1)
            || (!for_everybody && !takes(self.per_domain.as_ref(), "domain", &domain, 1))
        {
            return Err(TOO_MANY_SIGN_UPS.retry_after(AGAIN_S));
        }
        let mailbox = sign_up.email.mailbox();
        Ok(Admission {
            may_hold: takes(self.places.as_ref(), "places", &client, sign_up.places()),
            may_ask: takes(self.per_mailbox.as_ref(), "mailbox", &mailbox, 1),
        })
    }
}

fn hourly(limit: u32) -> Option<Keyed> {
    NonZeroU32::new(limit).map(|limit| RateLimiter::keyed(Quota::per_hour(limit)))
}

fn takes(limiter: Option<&Keyed>, limit: &'static str, key: &str, count: u32) -> bool {
    let (Some(limiter), Some(count)) = (limiter, NonZeroU32::new(count)) else {
        return true;
    };
    if limiter.len() > KEYS {
        limiter.retain_recent();
    }
    let taken = matches!(limiter.check_key_n(&key.to_owned(), count), Ok(Ok(())));
    if !taken {
        metrics::counter!(WITHHELD, "limit" => limit).increment(1);
    }
    taken
}
