//! Who may come to the staff's pages, which ask for no password: whoever is on this machine.
//!
//! The listener is on a loopback address, but two ways lead around that. A stranger's page can reach it
//! from a browser of the office under a name of its own that leads to 127.0.0.1 (DNS rebinding), and a
//! proxy can pass it on to the world by mistake. So it must be called as this machine, and by no
//! proxy, unless the office names the address under which one calls it.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::Request,
    http::{Version, header},
};

use crate::problem::{ProblemKind, problems};

/// What proxies add: nginx, Apache, Caddy, Traefik and those of the clouds at least one.
const MARKS: [&str; 6] = [
    "forwarded",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
];

/// The door, with the addresses that a proxy with a login of its own is called by.
#[derive(Debug, Clone)]
pub(crate) struct StaffDoor {
    hosts: Arc<[String]>,
}

impl StaffDoor {
    pub(crate) fn new(hosts: &[String]) -> Self {
        Self {
            hosts: hosts.into(),
        }
    }

    /// Why a request is not let in.
    pub(crate) fn refusal(&self, request: &Request) -> Option<ProblemKind> {
        let host = request.headers().get(header::HOST);
        let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
        let name = without_port(host);
        if self
            .hosts
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
        {
            return None;
        }
        // Unless told otherwise, nginx speaks HTTP/1.0 and adds nothing; no browser does.
        let is_old = request.version() < Version::HTTP_11;
        if is_old
            || MARKS
                .iter()
                .any(|mark| request.headers().contains_key(*mark))
        {
            return Some(problems::BEHIND_PROXY);
        }
        (!is_this_machine(name)).then_some(problems::WRONG_HOST)
    }
}

/// The name or address in a `Host` header.
fn without_port(host: &str) -> &str {
    if let Some(literal) = host.strip_prefix('[') {
        return literal.split_once(']').map_or("", |(address, _)| address);
    }
    host.rsplit_once(':').map_or(host, |(name, _)| name)
}

fn is_this_machine(name: &str) -> bool {
    let address = name.parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn refused(host: Option<&str>, header: Option<&str>, known: &[&str]) -> Option<&'static str> {
        let mut request = Request::get("/");
        if let Some(host) = host {
            request = request.header("host", host);
        }
        if let Some(header) = header {
            request = request.header(header, "198.51.100.7");
        }
        let known: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
        let request = request.body(Body::empty()).unwrap();
        StaffDoor::new(&known)
            .refusal(&request)
            .map(|kind| kind.code)
    }

    #[test]
    fn only_names_of_this_machine_are_beyond_a_strangers_reach() {
        for host in [
            "127.0.0.1:8081",
            "127.0.0.1",
            "127.1.2.3:80",
            "[::1]:8081",
            "[::1]",
            "localhost:8081",
            "LOCALHOST",
        ] {
            assert_eq!(refused(Some(host), None, &[]), None, "{host}");
        }
        for host in [
            "evil.example.net:8081",
            "127.0.0.1.example.net",
            "localhost.example.net:8081",
            "203.0.113.7",
            "203.0.113.7:8081",
            "0.0.0.0:8081",
            "[evil.example]",
            "[2001:db8::1]:8081",
            "[::1",
            "user@127.0.0.1:8081",
            "",
        ] {
            assert_eq!(refused(Some(host), None, &[]), Some("wrong_host"), "{host}");
        }
        assert_eq!(refused(None, None, &[]), Some("wrong_host"));
    }

    #[test]
    fn no_proxy_opens_them_by_mistake_but_one_that_is_named_does() {
        for mark in MARKS {
            let host = Some("127.0.0.1:8081");
            assert_eq!(
                refused(host, Some(mark), &[]),
                Some("behind_proxy"),
                "{mark}"
            );
            assert_eq!(refused(host, Some(mark), &["127.0.0.1"]), None, "{mark}");
        }
        let (office, known) = (Some("Staff.Office.example"), ["staff.office.example"]);
        assert_eq!(refused(office, Some("forwarded"), &known), None);
        assert_eq!(refused(office, None, &known), None);
        let other = Some("forum.office.example");
        assert_eq!(
            refused(other, Some("forwarded"), &known),
            Some("behind_proxy")
        );
    }

    #[test]
    fn what_nginx_does_unless_told_otherwise_is_a_proxy() {
        let request = Request::get("/").version(Version::HTTP_10);
        let request = request.header("host", "127.0.0.1:8081").body(Body::empty());
        let refused = StaffDoor::new(&[]).refusal(&request.unwrap());
        assert_eq!(refused.map(|kind| kind.code), Some("behind_proxy"));
    }
}
