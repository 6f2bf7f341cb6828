//! What works and is still not what an office wants: mail that reaches nobody, a sender that nobody
//! owns, links that lead to this machine, passwords and names in clear on the network.

use kontor_mailer::TransportKind;
use kontor_smtp::TlsMode;

use super::Finding;
use crate::config::Config;

/// Domains that belong to nobody (RFC 2606).
const NOBODY: [&str; 7] = [
    "example.org",
    "example.com",
    "example.net",
    ".example",
    ".test",
    ".invalid",
    "localhost",
];

/// Everything that is worth a second look.
pub(super) fn on(config: &Config) -> Vec<Finding> {
    let all = [
        mail(config),
        sender(config),
        address(config),
        office(config),
        logo(config),
        privacy(config),
        imprint(config),
        accessibility(config),
        proxies(config),
        database(config),
        broker(config),
        relay(config),
    ];
    let sources = config.partners.sources.iter().filter_map(source);
    all.into_iter().flatten().chain(sources).collect()
}

/// A source that is written as before networks had tables of their own.
fn source(source: &kontor_partners::SourceSettings) -> Option<Finding> {
    source.outdated().map(|remedy| {
        Finding::warning(
            format!("source {}", source.name),
            "it is written as for earlier versions",
            remedy,
        )
    })
}

fn mail(config: &Config) -> Option<Finding> {
    (config.mailer.transport == TransportKind::Folder).then(|| {
        let folder = config.mailer.folder.display();
        Finding::warning(
            "mail that leaves",
            format!("none: mails are written into {folder} and reach nobody"),
            "set mailer.transport = \"smtp\" and the relay under [mailer.smtp]",
        )
    })
}

fn sender(config: &Config) -> Option<Finding> {
    let sender = &config.mailer.from_address;
    let domain = sender.rsplit('@').next().unwrap_or_default();
    belongs_to_nobody(domain).then(|| {
        Finding::warning(
            "sender",
            format!("mails come from {sender}, a mailbox that nobody has"),
            "set mailer.from_address to a mailbox of the office",
        )
    })
}

fn address(config: &Config) -> Option<Finding> {
    let url = &config.site.public_url;
    let host = host_of(url);
    if is_here(host) || belongs_to_nobody(host) {
        return Some(Finding::warning(
            "public address",
            format!("links in mails lead to {url}, where nobody else gets"),
            "set site.public_url to the address that people type",
        ));
    }
    url.starts_with("http:").then(|| {
        Finding::warning(
            "public address",
            format!("{url} is not encrypted: names and addresses can be read on the way"),
            "put a web server with a certificate in front, and write https:// in site.public_url",
        )
    })
}

fn office(config: &Config) -> Option<Finding> {
    let name = config.site.office.trim();
    (name.is_empty() || name == "Kontor").then(|| {
        Finding::warning(
            "office",
            "has no name of its own on pages and in mails",
            "set site.office and mailer.from_name",
        )
    })
}

fn logo(config: &Config) -> Option<Finding> {
    let site = &config.site;
    let carried = kontor_web::MailLogo::of(site).ok().flatten();
    (!site.logo.as_os_str().is_empty() && carried.is_none()).then(|| {
        Finding::warning(
            "logo in mails",
            "mails show the office's name: its logo is not a PNG or JPEG of at most 20 KiB",
            "set site.mail_logo to one that is",
        )
    })
}

fn privacy(config: &Config) -> Option<Finding> {
    config.site.privacy_url.is_empty().then(|| {
        Finding::warning(
            "privacy policy",
            "pages and form link to none (GDPR, article 13)",
            "set site.privacy_url",
        )
    })
}

fn imprint(config: &Config) -> Option<Finding> {
    config.site.imprint_url.is_empty().then(|| {
        Finding::warning(
            "imprint",
            "pages link to none (in Germany: DDG, section 5)",
            "set site.imprint_url",
        )
    })
}

fn accessibility(config: &Config) -> Option<Finding> {
    config.site.accessibility_url.is_empty().then(|| {
        Finding::warning(
            "accessibility statement",
            "pages link to none; public bodies must have one (Directive (EU) 2016/2102, article 7)",
            "set site.accessibility_url",
        )
    })
}

/// Behind a proxy that is not known as one, all visitors are one client with one rate limit. There is
/// one where visitors get to a loopback address, and where TLS is spoken, which Kontor itself does not.
/// Whether another stands there only the running process sees, and says so in its log.
fn proxies(config: &Config) -> Option<Finding> {
    let url = &config.site.public_url;
    let elsewhere = !is_here(host_of(url));
    let behind = elsewhere && (config.http.listen.ip().is_loopback() || url.starts_with("https:"));
    (behind && config.site.trusted_proxies.is_empty()).then(|| {
        Finding::warning(
            "proxies",
            "none is trusted, so that all visitors count as one and share one rate limit",
            "set site.trusted_proxies to the network of the web server in front, such as \
             [\"127.0.0.1/32\", \"::1/128\"]",
        )
    })
}

fn database(config: &Config) -> Option<Finding> {
    let url = &config.database.url;
    let is_server = url.starts_with("postgres");
    let checked = !config.database.ca_file.as_os_str().is_empty()
        || [
            "sslmode=require",
            "sslmode=verify-ca",
            "sslmode=verify-full",
        ]
        .iter()
        .any(|mode| url.contains(mode));
    (is_server && !is_here(host_of(url)) && !checked).then(|| {
        Finding::warning(
            "database in clear",
            "the connection to another machine may go unencrypted",
            "add ?sslmode=verify-full to database.url, unless the network between is private",
        )
    })
}

fn broker(config: &Config) -> Option<Finding> {
    let in_clear = |url: &String| url.starts_with("amqp://") && !is_here(host_of(url));
    config.bus.url.all().iter().any(in_clear).then(|| {
        Finding::warning(
            "bus in clear",
            "the connection to another machine is not encrypted",
            "use amqps:// in bus.url, unless the network between is private",
        )
    })
}

fn relay(config: &Config) -> Option<Finding> {
    let smtp = &config.mailer.smtp;
    let in_clear = matches!(smtp.tls, TlsMode::None | TlsMode::Opportunistic);
    let used = config.mailer.transport == TransportKind::Smtp;
    (used && in_clear && !is_here(&smtp.host)).then(|| {
        Finding::warning(
            "mail in clear",
            format!("mails may go unencrypted to {}", smtp.host),
            "set mailer.smtp.tls = \"starttls\" or \"tls\"",
        )
    })
}

fn belongs_to_nobody(domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    NOBODY.iter().any(|nobody| {
        let name = nobody.trim_start_matches('.');
        domain == name
            || domain
                .strip_suffix(name)
                .is_some_and(|rest| rest.ends_with('.'))
    })
}

/// The host of an address, without login and port.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    match rest.strip_prefix('[') {
        Some(literal) => literal.split(']').next().unwrap_or_default(),
        None => rest.split([':', '/', '?']).next().unwrap_or_default(),
    }
}

/// Whether a host is this machine. No host at all is a socket of this machine.
fn is_here(host: &str) -> bool {
    let address: Option<std::net::IpAddr> = host.parse().ok();
    host.is_empty()
        || host.eq_ignore_ascii_case("localhost")
        || address.is_some_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use kontor_web::LinkByLanguage;

    use super::*;
    use crate::config::Urls;

    /// The check that must name it, and the fault.
    type Fault = (&'static str, fn(&mut Config));

    fn checks(config: &Config) -> Vec<String> {
        on(config)
            .into_iter()
            .map(|finding| finding.check)
            .collect()
    }

    #[test]
    fn what_is_left_at_its_default_is_asked_for() {
        let found = checks(&Config::default());
        for check in [
            "mail that leaves",
            "sender",
            "public address",
            "office",
            "privacy policy",
            "imprint",
            "accessibility statement",
        ] {
            assert!(found.iter().any(|name| name == check), "{check}: {found:?}");
        }
    }

    #[test]
    fn an_office_that_is_set_up_hears_nothing_and_each_fault_is_named_alone() {
        let good = || {
            let mut config = Config::default();
            config.site.public_url = "https://forum.office.de".to_owned();
            config.site.office = "Trade Office".to_owned();
            config.site.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
            let page = |name| LinkByLanguage::One(format!("https://office.de/{name}"));
            config.site.privacy_url = page("privacy");
            config.site.imprint_url = page("imprint");
            config.site.accessibility_url = page("accessibility");
            config.mailer.transport = TransportKind::Smtp;
            config.mailer.from_address = "forum@office.de".to_owned();
            config.mailer.smtp.host = "mail.office.de".to_owned();
            config
        };
        assert_eq!(checks(&good()), [""; 0]);
        let faults: [Fault; 8] = [
            ("logo in mails", |c| c.site.logo = "logo.svg".into()),
            ("proxies", |c| c.site.trusted_proxies.clear()),
            ("proxies", |c| {
                c.site.trusted_proxies.clear();
                c.http.listen = "0.0.0.0:8080".parse().unwrap();
            }),
            ("public address", |c| {
                c.site.public_url = "http://forum.office.de".to_owned();
            }),
            ("mail in clear", |c| c.mailer.smtp.tls = TlsMode::None),
            ("database in clear", |c| {
                c.database.url = "postgres://k:p@db.office.de/k".to_owned();
            }),
            ("bus in clear", |c| {
                c.bus.url = Urls::One("amqp://k:p@mq.office.de/k".to_owned());
            }),
            ("sender", |c| {
                c.mailer.from_address = "a@mail.example.org".to_owned();
            }),
        ];
        for (check, fault) in faults {
            let mut config = good();
            fault(&mut config);
            assert_eq!(checks(&config), [check]);
        }
    }

    #[test]
    fn servers_on_this_machine_may_be_reached_in_clear() {
        for url in [
            "amqp://k:p@[::1]:5672/k",
            "amqp://127.0.0.1/",
            "amqp://localhost:5672/%2f",
        ] {
            let mut config = Config::default();
            config.bus.url = Urls::One(url.to_owned());
            assert!(
                !checks(&config).contains(&"bus in clear".to_owned()),
                "{url}"
            );
        }
    }
}
