//! Who is connected. One client must not take all connections of a listener, so each network has at
//! most so many; the proxies that the office trusts stand for many people and have no limit.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use ipnet::IpNet;

use crate::{client::ClientAddress, site::Site};

/// How often a refusal is told in the log.
const TELL_EVERY: Duration = Duration::from_mins(1);

/// The peers of one listener. Cheap to clone; all clones are one.
#[derive(Debug, Clone)]
pub struct Peers {
    most: usize,
    trusted: Arc<[IpNet]>,
    seats: Arc<Mutex<Seats>>,
}

#[derive(Default)]
struct Seats {
    taken: HashMap<IpAddr, usize>,
    told: Option<Instant>,
}

impl std::fmt::Debug for Seats {
    /// Addresses are personal data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Seats({} peers)", self.taken.len())
    }
}

/// A connection of a peer; given back when dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    seats: Arc<Mutex<Seats>>,
    network: IpAddr,
}

impl Peers {
    /// With the limit and the proxies of the site's settings.
    pub fn of(site: &Site) -> Self {
        let settings = site.settings();
        Self::new(settings.connections_per_client, &settings.trusted_proxies)
    }

    /// Without a limit.
    pub fn unlimited() -> Self {
        Self::new(0, &[])
    }

    fn new(most: usize, trusted: &[IpNet]) -> Self {
        metrics::describe_counter!(
            "kontor_http_connections_refused_total",
            "Connections refused because their client had as many as one may have."
        );
        metrics::counter!("kontor_http_connections_refused_total").increment(0);
        Self {
            most,
            trusted: trusted.into(),
            seats: Arc::default(),
        }
    }

    /// Takes a connection in; `None` if its network has as many as it may.
    pub(crate) fn admit(&self, peer: IpAddr) -> Option<Seat> {
        let peer = peer.to_canonical();
        let network = ClientAddress(peer).network();
        let is_limited = self.most > 0 && !self.trusted.iter().any(|net| net.contains(&peer));
        let mut seats = lock(&self.seats);
        let taken = seats.taken.entry(network).or_default();
        if is_limited && *taken >= self.most {
            self.tell(&mut seats);
            return None;
        }
        *taken += 1;
        drop(seats);
        Some(Seat {
            seats: Arc::clone(&self.seats),
            network,
        })
    }

    /// Says that somebody is refused, now and then, and never who.
    fn tell(&self, seats: &mut Seats) {
        metrics::counter!("kontor_http_connections_refused_total").increment(1);
        if seats.told.is_none_or(|told| told.elapsed() >= TELL_EVERY) {
            seats.told = Some(Instant::now());
            tracing::warn!(
                most = self.most,
                "a client has as many connections as one may have; further ones are refused \
                 (site.connections_per_client; a proxy belongs into site.trusted_proxies)"
            );
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut seats = lock(&self.seats);
        if let Some(taken) = seats.taken.get_mut(&self.network) {
            *taken -= 1;
            if *taken == 0 {
                seats.taken.remove(&self.network);
            }
        }
    }
}

fn lock(seats: &Mutex<Seats>) -> MutexGuard<'_, Seats> {
    seats.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn a_network_has_so_many_connections_and_others_are_not_harmed() {
        let peers = Peers::new(2, &[]);
        let first = peers.admit(at("2001:db8:1:2::1")).unwrap();
        let _second = peers.admit(at("2001:db8:1:2::2")).unwrap();
        assert!(peers.admit(at("2001:db8:1:2::3")).is_none());
        let _other = peers.admit(at("2001:db8:1:3::1")).unwrap();
        drop(first);
        assert!(peers.admit(at("2001:db8:1:2::3")).is_some());
    }

    #[test]
    fn a_trusted_proxy_has_no_limit_and_nothing_is_kept_of_who_is_gone() {
        let peers = Peers::new(1, &["10.0.0.0/8".parse().unwrap()]);
        let seats: Vec<_> = (0..50)
            .map(|_| peers.admit(at("::ffff:10.0.0.1")))
            .collect();
        assert!(seats.iter().all(Option::is_some));
        drop(seats);
        assert_eq!(lock(&peers.seats).taken.len(), 0);
        let unlimited = Peers::unlimited();
        let seats: Vec<_> = (0..50).map(|_| unlimited.admit(at("192.0.2.1"))).collect();
        assert!(seats.iter().all(Option::is_some));
    }
}
