//! Addresses of brokers, read more strictly than the client reads them: it takes an IPv6 address for
//! none, overlooks options that it does not know, and its words may quote a password.

use kontor_runtime::config::Secret;
use lapin::uri::AMQPUri;
use url::{Host, Url};

use crate::{Address, BusError};

/// Options that an address may have.
const OPTIONS: [&str; 4] = ["auth_mechanism", "channel_max", "frame_max", "heartbeat"];
/// Seconds between heartbeats, unless the address says otherwise. A connection on which nothing came
/// for two of them is dead, which the client sees half of one later. RabbitMQ advises 5 at the least,
/// against false alarms, which cost us a new connection and no message; but then a frozen node would
/// be left after 12.5 s, and all of the rest must follow within 15.
const HEARTBEAT_S: u16 = 3;

/// The brokers of an address.
pub(super) fn brokers(address: &Address) -> Result<Vec<AMQPUri>, BusError> {
    let read = |url: &String| read(url, &address.password);
    let uris: Vec<_> = address.urls.iter().map(read).collect::<Result<_, _>>()?;
    let Some(first) = uris.first() else {
        return wrong("it names no broker");
    };
    if uris.iter().any(|uri| uri.vhost != first.vhost) {
        return wrong("the brokers of one cluster must name the same virtual host");
    }
    Ok(uris)
}

fn read(text: &str, password: &Secret) -> Result<AMQPUri, BusError> {
    if text.matches("://").count() > 1 {
        return wrong(
            "several brokers are a list: [\"amqp://HOST1/VHOST\", \"amqp://HOST2/VHOST\"]",
        );
    }
    let rest = text.split_once("://").map_or("", |(_, rest)| rest);
    let behind_host = rest.split_once(['/', '?', '#']).map_or("", |(_, it)| it);
    if behind_host.contains('@') || text.contains('#') {
        return wrong(
            "write / ? # @ in a password as %2F %3F %23 %40, or give the password apart \
             (bus.password_file)",
        );
    }
    let url = Url::parse(text).or_else(|_| wrong("it cannot be read; the port is a number"))?;
    check_options(&url)?;
    let parsed: Result<AMQPUri, String> = text.parse();
    let mut uri = parsed.or_else(|_| wrong("an option has a value that it cannot have"))?;
    match url.host() {
        Some(Host::Ipv6(address)) => uri.authority.host = address.to_string(),
        Some(Host::Ipv4(address)) => uri.authority.host = address.to_string(),
        Some(Host::Domain(name)) if !name.is_empty() && !name.contains(',') => {}
        _ => return wrong("it must name one host"),
    }
    match (url.password(), password.is_empty()) {
        (Some(_), false) => return wrong("its password is also given apart: remove one"),
        (None, false) => password
            .reveal()
            .clone_into(&mut uri.authority.userinfo.password),
        (_, true) => {}
    }
    uri.query.heartbeat.get_or_insert(HEARTBEAT_S);
    Ok(uri)
}

fn check_options(url: &Url) -> Result<(), BusError> {
    let known = OPTIONS.join(", ");
    match url
        .query_pairs()
        .find(|(key, _)| !OPTIONS.contains(&&**key))
    {
        None => Ok(()),
        // What does not look like an option may be the end of a password.
        Some((key, _)) if key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => {
            wrong(format!(
                "there is no option {key} (there are {known}); certificates are settings of their own: bus.ca_file, bus.client_certificate, bus.client_key"
            ))
        }
        Some(_) => wrong(format!(
            "it has an option that there is not (there are {known})"
        )),
    }
}

fn wrong<T>(reason: impl Into<String>) -> Result<T, BusError> {
    Err(BusError::Url(reason.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(url: &str) -> String {
        let uri = read(url, &Secret::default()).unwrap();
        format!("{} {}", uri.authority.host, uri.authority.port)
    }

    #[test]
    fn an_address_means_itself() {
        assert_eq!(host("amqp://k:p@[::1]/k"), "::1 5672");
        assert_eq!(host("amqps://k:p@[2001:db8::7]:5000/k"), "2001:db8::7 5000");
        assert_eq!(host("amqp://127.0.0.1"), "127.0.0.1 5672");
        assert_eq!(
            host("amqps://mq.office.de/%2f?heartbeat=30"),
            "mq.office.de 5671"
        );
    }

    #[test]
    fn a_password_may_be_given_apart_and_is_taken_as_it_is() {
        let secret = Secret::from("p/a#b@c%2F".to_owned());
        let uri = read("amqp://kontor@mq/k", &secret).unwrap();
        assert_eq!(uri.authority.userinfo.password, "p/a#b@c%2F");
        assert!(read("amqp://kontor:x@mq/k", &secret).is_err());
    }

    #[test]
    fn options_that_nobody_would_follow_are_refused_by_name() {
        let error = read("amqps://mq/k?cacertfile=/x.pem", &Secret::default()).unwrap_err();
        assert!(error.to_string().contains("cacertfile"), "{error}");
        assert!(error.to_string().contains("bus.ca_file"), "{error}");
        assert!(read("amqp://mq/k?heartbeat=soon", &Secret::default()).is_err());
    }

    #[test]
    fn brokers_of_one_cluster_have_one_virtual_host() {
        let of = |urls: &[&str]| {
            brokers(&Address {
                urls: urls.iter().map(|url| (*url).to_owned()).collect(),
                ..Address::default()
            })
        };
        assert_eq!(of(&["amqp://a/k", "amqp://b/k"]).unwrap().len(), 2);
        assert!(of(&["amqp://a/k", "amqp://b/other"]).is_err());
        assert!(of(&[]).is_err());
    }

    /// Whatever is wrong with an address, and wherever the password got to by it.
    #[test]
    fn no_word_about_a_wrong_address_holds_its_password() {
        let secret = "C4nary";
        let shapes = [
            "amqp://k:C4nary/x@mq/k",
            "amqp://k:C4nary#x@mq/k",
            "amqp://k:C4nary?x@mq/k",
            "amqp://k:12/C4nary@mq/k",
            "amqp://k:12?C4nary@mq/k",
            "amqp://k:12#C4nary@mq/k",
            "amqp://k:C4nary@mq:port/k",
            "amqp://a:C4nary@h1/k,amqp://b:C4nary@h2/k",
            "amqp://k:C4nary@h1,h2/k",
            "amqp://k:C4nary@/k",
            "amqp://C4nary@[::1/k",
            "amqp://mq/k?C4nary",
            "amqp://mq/k?password=C4nary",
            "amqp://mq/k?heartbeat=C4nary",
            "amqp://k:%ffC4nary@mq/k",
            "amqp:C4nary",
            "k:C4nary@mq",
            "redis://k:C4nary@mq",
        ];
        for shape in shapes {
            let error = match crate::Bus::address_is_good(&shape.into()) {
                Ok(()) => continue,
                Err(error) => error,
            };
            let said = format!("{error} {error:?}");
            assert!(!said.contains(secret), "{shape}: {said}");
            assert!(matches!(error, BusError::Url(_)), "{shape}: {said}");
        }
    }
}
