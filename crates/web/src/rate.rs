//! How much one client may ask for.
//!
//! The defaults must leave room for a whole office, or a trade fair's network, behind one address.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

use crate::{client::ClientAddress, limits::RATE_CLIENTS, settings::Rate};

/// Counts clients. Cheap to clone; all clones are one.
#[derive(Clone)]
pub(crate) struct Limiter {
    clients: Arc<DefaultKeyedRateLimiter<IpAddr>>,
    checks: Arc<AtomicU32>,
}

impl Limiter {
    /// A limiter for a rate; none if the rate is off.
    pub(crate) fn new(rate: Rate) -> Option<Self> {
        let per_minute = NonZeroU32::new(rate.per_minute)?;
        let burst = NonZeroU32::new(rate.burst).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(per_minute).allow_burst(burst);
        Some(Self {
            clients: Arc::new(RateLimiter::keyed(quota)),
            checks: Arc::default(),
        })
    }

    /// Lets one request of a client pass, or tells after how many seconds the next may come.
    pub(crate) fn check(&self, client: ClientAddress) -> Result<(), u64> {
        self.forget_the_quiet();
        let until = self.clients.check_key(&client.network()).err();
        until.map_or(Ok(()), |until| {
            let wait = until.wait_time_from(DefaultClock::default().now());
            Err((wait + Duration::from_millis(999)).as_secs().max(1))
        })
    }

    /// Keeps memory flat when many addresses come by.
    fn forget_the_quiet(&self) {
        let every = 1024;
        let check = self.checks.fetch_add(1, Ordering::Relaxed);
        if check.is_multiple_of(every) && self.clients.len() > RATE_CLIENTS {
            self.clients.retain_recent();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(address: &str) -> ClientAddress {
        ClientAddress(address.parse().unwrap())
    }

    #[test]
    fn a_burst_passes_and_then_the_client_must_wait() {
        let limiter = Limiter::new(Rate::per_minute(6, 3)).unwrap();
        for _ in 0..3 {
            assert_eq!(limiter.check(client("192.0.2.1")), Ok(()));
        }
        let wait = limiter.check(client("192.0.2.1")).unwrap_err();
        assert!((9..=10).contains(&wait), "{wait}");
        assert_eq!(limiter.check(client("192.0.2.2")), Ok(()));
    }

    #[test]
    fn one_household_is_one_client() {
        let limiter = Limiter::new(Rate::per_minute(1, 1)).unwrap();
        assert_eq!(limiter.check(client("2001:db8:1:2::1")), Ok(()));
        assert!(limiter.check(client("2001:db8:1:2:ffff::9")).is_err());
        assert_eq!(limiter.check(client("2001:db8:1:3::1")), Ok(()));
        assert_eq!(limiter.check(client("::ffff:192.0.2.1")), Ok(()));
        assert!(limiter.check(client("192.0.2.1")).is_err());
    }

    #[test]
    fn zero_is_no_limit() {
        assert!(Limiter::new(Rate::OFF).is_none());
    }
}
