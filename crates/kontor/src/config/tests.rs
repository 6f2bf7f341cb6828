//! The configuration: its commented file, secrets, ports and addresses.

use std::net::SocketAddr;

use kontor_contracts::Worker;
use kontor_runtime::config as layers;

use super::{
    load::{FILE, check, switched_on},
    *,
};

#[test]
fn the_commented_file_holds_every_setting_with_its_default() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let defaults = format!("{:?}", Config::default());
    for text in [DEFAULTS.to_owned(), switched_on()] {
        std::fs::write(&file, text).unwrap();
        let loaded = layers::load::<Config>(&[&file], []).unwrap();
        assert_eq!(format!("{:?}", loaded.settings), defaults);
    }
}

/// The names of all settings that are secrets by their type.
fn typed_secrets(config: &Config) -> Vec<String> {
    let text = format!("{config:?}");
    let before: Vec<&str> = text.split(": Secret(").collect();
    let (_, before) = before.split_last().unwrap();
    let name = |text: &&str| text.rsplit(' ').next().unwrap().to_owned();
    before.iter().map(name).collect()
}

#[test]
fn no_setting_that_is_a_secret_is_shown() {
    const SECRET: &str = "S3cret";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let sources = "\n[[partners.sources]]\nname = \"een\"\n[partners.sources.een]\n\
        url = \"https://network.example.org\"\napi_key = \"S3cret\"\n";
    let is_secret = |name: &str| {
        let words = ["password", "key", "token", "secret"];
        words.iter().any(|word| name.contains(word))
    };
    let mut given = Vec::new();
    let all = switched_on();
    let text = all.lines().map(|line| match line.split_once(" = ") {
        Some((name, _)) if is_secret(name) && !name.starts_with('#') => {
            given.push(name.to_owned());
            format!("{name} = \"{SECRET}\"\n")
        }
        _ => format!("{line}\n"),
    });
    let text = text.collect::<String>() + sources;
    std::fs::write(&file, &text).unwrap();
    let loaded = layers::load::<Config>(&[&file], []).unwrap();
    let shown = loaded.shown(&switched_on().parse().unwrap()).join("\n");
    assert_eq!(shown.matches("***").count(), given.len() + 1, "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
    let typed = typed_secrets(&loaded.settings);
    assert!(typed.len() >= 4, "{typed:?}");
    for name in typed {
        assert!(
            is_secret(&name),
            "{name} is a secret, and its name does not say so"
        );
    }
}

#[test]
fn the_names_of_proxies_are_names_alone() {
    let checked = |name: &str| {
        let hosts = vec![name.to_owned()];
        let staff = Staff {
            hosts,
            ..Staff::default()
        };
        staff.check()
    };
    for good in ["staff.office.example", "127.0.0.1", "::1"] {
        assert_eq!(checked(good), Ok(()), "{good}");
    }
    for bad in [
        "",
        "*",
        "https://staff.office.example",
        "staff.office.example:443",
    ] {
        assert_eq!(checked(bad).unwrap_err().setting, "hosts", "{bad}");
    }
}

#[test]
fn the_sources_block_is_a_good_one() {
    let block = DEFAULTS.split("# [[partners.sources]]").nth(1).unwrap();
    let lines = block.lines().map(|line| line.trim_start_matches("# "));
    let text = format!(
        "[[partners.sources]]\n{}",
        lines.collect::<Vec<_>>().join("\n")
    );
    let folder = tempfile::tempdir().unwrap();
    let (file, key) = (folder.path().join(FILE), folder.path().join("key"));
    std::fs::write(&key, "key\n").unwrap();
    let text = text.replace("/etc/kontor/een-key", key.to_str().unwrap());
    std::fs::write(&file, text).unwrap();
    let loaded = layers::load::<Config>(&[&file], []).unwrap();
    check(&loaded).unwrap();
    assert_eq!(loaded.settings.partners.sources.len(), 1);
}

#[test]
fn three_workers_with_one_configuration_have_three_sets_of_ports() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let ports = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let given = Given {
            defaults: None,
            file: Some(&file),
        };
        Worker::ALL.map(|worker| {
            let config = load_for(given, worker).unwrap();
            [config.http.listen.port(), config.staff.listen.port()]
        })
    };
    assert_eq!(ports(""), [[8080, 8081], [8082, 8083], [8084, 8085]]);
    let given = "[http]\nlisten = \"0.0.0.0:80\"";
    assert_eq!(ports(given), [[80, 8081], [80, 8083], [80, 8085]]);
}

/// The proxy's file for one machine knows the ports that the workers take by themselves.
#[test]
fn the_proxy_of_one_machine_leads_to_those_ports() {
    let caddy = include_str!("../../../../deploy/Caddyfile.host");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    std::fs::write(&file, "").unwrap();
    let given = Given {
        defaults: None,
        file: Some(&file),
    };
    let port = |worker| load_for(given, worker).unwrap().http.listen.port();
    for (worker, lead) in [
        (Worker::Mailer, "reverse_proxy @mailer 127.0.0.1"),
        (Worker::Partners, "reverse_proxy @partners 127.0.0.1"),
        (Worker::Registrations, "reverse_proxy 127.0.0.1"),
    ] {
        let line = format!("\t{lead}:{}\n", port(worker));
        assert!(caddy.contains(&line), "{line} in\n{caddy}");
    }
}

#[test]
fn the_demo_has_a_good_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let at = |port| SocketAddr::from(([127, 0, 0, 1], port));
    let config = demo(folder.path(), at(1), at(2), at(3), None).unwrap();
    assert_eq!(config.site.public_url, "http://127.0.0.1:1");
    assert!(folder.path().join(FILE).is_file());
}

#[test]
fn links_lead_to_the_listener_where_no_address_is_given() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    for (text, address) in [
        ("", "http://127.0.0.1:8080"),
        (
            "[http]\nlisten = \"127.0.0.1:9000\"",
            "http://127.0.0.1:9000",
        ),
        ("[http]\nlisten = \"0.0.0.0:80\"", "http://127.0.0.1:80"),
        ("[http]\nlisten = \"[::]:80\"", "http://127.0.0.1:80"),
        ("[http]\nlisten = \"[::1]:80\"", "http://[::1]:80"),
        (
            "[site]\npublic_url = \"https://f.example\"\n[http]\nlisten = \"127.0.0.1:9000\"",
            "https://f.example",
        ),
    ] {
        std::fs::write(&file, text).unwrap();
        let given = Given {
            defaults: None,
            file: Some(&file),
        };
        assert_eq!(load(given).unwrap().site.public_url, address, "{text}");
        let shown = shown(given).unwrap().join("\n");
        assert!(shown.contains(&format!("\"{address}\"")), "{shown}");
    }
}
