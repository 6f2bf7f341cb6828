//! What strangers may ask for: how many mails to one mailbox, to one domain and by one client in an
//! hour, over all forums together, and how many places one client may hold. Counted in this process and
//! forgotten with it.

use std::num::NonZeroU32;

use axum::http::StatusCode;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kontor_book::Address;
use kontor_contracts::EmailAddress;
use kontor_web::{ClientAddress, Problem, ProblemKind};

use crate::{
    domain::{Mailbox, SignUp},
    intake::Admission,
    settings::Settings,
};

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
    /// The client, or everybody at the domain, must wait.
    pub(crate) fn admit(
        &self,
        client: ClientAddress,
        sign_up: &SignUp,
    ) -> Result<Admission, Problem> {
        let may_ask = self.admit_mail(client, &sign_up.email, &sign_up.address)?;
        let client = client.network().to_string();
        Ok(Admission {
            may_hold: takes(self.places.as_ref(), "places", &client, sign_up.places()),
            may_ask,
        })
    }

    /// The same of whoever comes by the link that was sent to just this address: their mailbox and their
    /// domain are no strangers', and many who are invited share one.
    ///
    /// # Errors
    /// The client must wait.
    pub(crate) fn admit_invited(
        &self,
        client: ClientAddress,
        sign_up: &SignUp,
    ) -> Result<Admission, Problem> {
        let client = client.network().to_string();
        if !takes(self.per_client.as_ref(), "client", &client, 1) {
            return Err(TOO_MANY_SIGN_UPS.retry_after(AGAIN_S));
        }
        Ok(Admission {
            may_hold: takes(self.places.as_ref(), "places", &client, sign_up.places()),
            may_ask: true,
        })
    }

    /// Whether a client may cause mails to these addresses, which others than their owners have typed.
    ///
    /// # Errors
    /// The client must wait, or one of the mailboxes has had enough.
    pub(crate) fn admit_named<'a>(
        &self,
        client: ClientAddress,
        named: impl Iterator<Item = &'a Mailbox>,
    ) -> Result<(), Problem> {
        let client = client.network().to_string();
        for mailbox in named {
            let key = mailbox.email.mailbox();
            if !takes(self.per_client.as_ref(), "client", &client, 1)
                || !takes(self.per_mailbox.as_ref(), "mailbox", &key, 1)
            {
                return Err(TOO_MANY_SIGN_UPS.retry_after(AGAIN_S));
            }
        }
        Ok(())
    }

    /// Whether a client may cause one more mail to an address; the answer is whether it may go there.
    ///
    /// # Errors
    /// The client, or everybody at the domain, must wait. A mailbox that has had enough mail is not told:
    /// that would say that somebody has signed it up.
    pub(crate) fn admit_mail(
        &self,
        client: ClientAddress,
        email: &EmailAddress,
        address: &Address,
    ) -> Result<bool, Problem> {
        let client = client.network().to_string();
        let domain = address.domain.as_str();
        let for_everybody = FOR_EVERYBODY.contains(&domain);
        if !takes(self.per_client.as_ref(), "client", &client, 1)
            || (!for_everybody && !takes(self.per_domain.as_ref(), "domain", domain, 1))
        {
            return Err(TOO_MANY_SIGN_UPS.retry_after(AGAIN_S));
        }
        let mailbox = email.mailbox();
        Ok(takes(self.per_mailbox.as_ref(), "mailbox", &mailbox, 1))
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

#[cfg(test)]
mod tests {
    use axum::response::IntoResponse;
    use kontor_contracts::EmailAddress;

    use super::*;
    use crate::domain::Named;

    const CLIENT: &str = "203.0.113.7";

    /// No limit but the one that a test is about.
    fn none() -> Settings {
        Settings {
            mails_per_mailbox: 0,
            mails_per_domain: 0,
            mails_per_client: 0,
            places_per_client: 0,
            ..Settings::default()
        }
    }

    fn asked(limits: &Limits, client: &str, email: &str, places: usize) -> Result<Admission, u16> {
        let client = ClientAddress(client.parse().unwrap());
        let email: EmailAddress = email.parse().unwrap();
        let sign_up = SignUp {
            name: "Anna Muster".into(),
            address: (&email).into(),
            email,
            language: None,
            organisation: None,
            country: None,
            participants: vec![
                Named {
                    name: "Anna".into(),
                    mailbox: None,
                };
                places
            ],
            unnamed: 0,
            consents: Vec::new(),
            may_wait: false,
        };
        let admitted = limits.admit(client, &sign_up);
        admitted.map_err(|problem| problem.into_response().status().as_u16())
    }

    #[test]
    fn one_mailbox_gets_few_mails_under_however_many_names() {
        let limits = Limits::new(&Settings {
            mails_per_mailbox: 3,
            ..none()
        });
        let asks = |n| asked(&limits, CLIENT, &format!("victim+{n}@office.example"), 1).unwrap();
        let mails = (0..790).filter(|n| asks(*n).may_ask).count();
        assert_eq!(mails, 3);
        let other = asked(&limits, CLIENT, "anna@office.example", 1).unwrap();
        assert!(other.may_ask);
    }

    #[test]
    fn one_domain_has_a_limit_unless_it_is_everybody_s() {
        let limits = Limits::new(&Settings {
            mails_per_domain: 2,
            ..none()
        });
        let below = |domain: &str| {
            let email = |n| format!("x@m{n}.{domain}");
            (0..5).map(email).collect::<Vec<_>>()
        };
        let refused = |emails: Vec<String>| {
            let answers = emails.iter().map(|email| asked(&limits, CLIENT, email, 1));
            answers.filter(|answer| *answer == Err(429)).count()
        };
        assert_eq!(refused(below("evl.de")), 3);
        assert_eq!(refused(below("example.co.uk")), 3);
        let of_gmail = (0..5).map(|n| format!("x{n}@gmail.com")).collect();
        assert_eq!(refused(of_gmail), 0);
    }

    #[test]
    fn one_client_has_a_limit_and_its_whole_network_is_one() {
        let limits = Limits::new(&Settings {
            mails_per_client: 2,
            ..none()
        });
        let asks = |client: &str| asked(&limits, client, "anna@office.example", 1).is_ok();
        assert_eq!(
            [asks(CLIENT), asks(CLIENT), asks(CLIENT)],
            [true, true, false]
        );
        assert!(asks("203.0.113.8"));
        let household = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:3::3"];
        assert_eq!(household.map(asks), [true, true, false]);
        assert!(asks("2001:db8:1:3::1"));
    }

    #[test]
    fn who_holds_many_places_signs_up_on_and_holds_no_more() {
        let limits = Limits::new(&Settings {
            places_per_client: 100,
            ..none()
        });
        let may_hold = |places| {
            asked(&limits, CLIENT, "a@x.example", places)
                .unwrap()
                .may_hold
        };
        assert_eq!(
            [may_hold(50), may_hold(50), may_hold(1)],
            [true, true, false]
        );
    }
}
