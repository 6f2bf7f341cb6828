//! The address a request comes from, through the proxies that the office trusts.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{Extensions, HeaderMap, request::Parts},
};
use ipnet::IpNet;

use crate::site::Site;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address. Personal data: never log it, never store it longer than needed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Reads it from a request: the peer of the connection or, if that is a trusted proxy, the last
    /// address in `X-Forwarded-For` that is not one.
    pub(crate) fn of(site: &Site, headers: &HeaderMap, extensions: &Extensions) -> Self {
        let trusted = &site.settings().trusted_proxies;
        Self(behind(peer(extensions), headers, trusted))
    }
}

impl ClientAddress {
    /// What counts as one client: the address, in IPv6 its /64, which is what one household gets.
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(v4),
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        }
    }
}

impl std::fmt::Debug for ClientAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ClientAddress(masked)")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let unknown = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(parts.extensions.get::<Site>().map_or(unknown, |site| {
            Self::of(site, &parts.headers, &parts.extensions)
        }))
    }
}

/// Whether a request was passed on by somebody who is not believed about it.
pub(crate) fn comes_through_unknown_proxy(site: &Site, request: &Request) -> bool {
    let is_trusted = || is_in(&site.settings().trusted_proxies, peer(request.extensions()));
    request.headers().contains_key(FORWARDED_FOR) && !is_trusted()
}

/// The other end of the connection.
fn peer(extensions: &Extensions) -> IpAddr {
    let info = extensions.get::<ConnectInfo<SocketAddr>>();
    info.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| {
        info.0.ip().to_canonical()
    })
}

fn is_in(networks: &[IpNet], address: IpAddr) -> bool {
    networks.iter().any(|network| network.contains(&address))
}

/// Walks from the peer towards the client, as far as the proxies are trusted.
fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    if !is_in(trusted, peer) {
        return peer;
    }
    let mut client = peer;
    let lines = headers.get_all(FORWARDED_FOR).iter().rev();
    for hop in lines.flat_map(|line| line.to_str().unwrap_or_default().rsplit(',')) {
        let Some(address) = address(hop.trim()) else {
            break;
        };
        client = address.to_canonical();
        if !is_in(trusted, client) {
            break;
        }
    }
    client
}

/// An address as proxies write it: some add the port, and an IPv6 address may stand in brackets
/// (RFC 7239, 6, and Azure Application Gateway).
fn address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    let plain = hop.parse().or_else(|_| with_port()).ok();
    plain.or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().unwrap()).collect();
        behind(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let proxy = ["10.0.0.0/8"];
        assert_eq!(seen("192.0.2.9", &["198.51.100.1"], &[]), "192.0.2.9");
        assert_eq!(seen("192.0.2.9", &["198.51.100.1"], &proxy), "192.0.2.9");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1"], &proxy), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", &[], &proxy), "10.0.0.1");
    }

    #[test]
    fn ports_and_brackets_are_no_part_of_an_address() {
        let proxy = ["10.0.0.0/8"];
        for (hop, client) in [
            ("198.51.100.7:51234", "198.51.100.7"),
            ("[2001:db8::7]", "2001:db8::7"),
            ("[2001:db8::7]:443", "2001:db8::7"),
            ("2001:db8::7", "2001:db8::7"),
        ] {
            assert_eq!(seen("10.0.0.1", &[hop], &proxy), client);
        }
        for nonsense in [
            "198.51.100.7:x",
            "[2001:db8::7",
            "[198.51.100.7]x",
            ":443",
            "",
        ] {
            assert_eq!(
                seen("10.0.0.1", &[nonsense], &proxy),
                "10.0.0.1",
                "{nonsense}"
            );
        }
    }

    #[test]
    fn a_forged_beginning_of_the_list_is_ignored() {
        let proxy = ["10.0.0.0/8"];
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1, 198.51.100.1, 10.0.0.2"], &proxy),
            "198.51.100.1"
        );
        assert_eq!(
            seen("10.0.0.1", &["1.1.1.1", "198.51.100.1"], &proxy),
            "198.51.100.1"
        );
        assert_eq!(
            seen("10.0.0.1", &["198.51.100.1, nonsense"], &proxy),
            "10.0.0.1"
        );
    }
}
