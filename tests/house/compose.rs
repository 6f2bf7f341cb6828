//! `docker-compose.yml` and the files beside it, read as far as that is possible without an engine.

use std::{fs, path::PathBuf};

use serde_json::Value;

fn read(name: &str) -> String {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn services() -> Value {
    let file: Value = serde_saphyr::from_str(&read("docker-compose.yml")).unwrap();
    file["services"].clone()
}

#[test]
fn the_three_workers_start_only_when_what_they_need_is_healthy() {
    let services = services();
    for worker in ["registrations", "mailer", "partners"] {
        let service = &services[worker];
        assert_eq!(service["command"], serde_json::json!([worker]), "{worker}");
        for needed in ["postgres", "rabbitmq"] {
            let condition = &service["depends_on"][needed]["condition"];
            assert_eq!(condition, "service_healthy", "{worker} on {needed}");
            assert!(
                services[needed]["healthcheck"]["test"].is_array(),
                "{needed} has no check"
            );
        }
        for database in [worker, "access"] {
            let migrated = &service["depends_on"][format!("migrate-{database}")]["condition"];
            assert_eq!(migrated, "service_completed_successfully", "{worker}");
        }
    }
}

#[test]
fn every_service_that_is_waited_for_exists_and_has_a_check() {
    let services = services();
    for (name, service) in services.as_object().unwrap() {
        for (needed, condition) in service["depends_on"].as_object().into_iter().flatten() {
            assert!(
                services[needed].is_object(),
                "{name} waits for {needed}, which is not there"
            );
            if condition["condition"] == "service_healthy" {
                let check = &services[needed]["healthcheck"];
                assert!(check.is_object(), "{name} waits for the health of {needed}");
            }
        }
    }
}

#[test]
fn ports_are_open_to_this_machine_only_and_no_password_is_written_down() {
    let services = services();
    for (name, service) in services.as_object().unwrap() {
        for port in service["ports"].as_array().into_iter().flatten() {
            let port = port.as_str().unwrap();
            assert!(
                port.contains("127.0.0.1"),
                "{name} opens {port} to the world"
            );
        }
        for (variable, value) in service["environment"].as_object().into_iter().flatten() {
            let secret = variable.contains("PASSWORD") && !variable.ends_with("_FILE");
            let value = value.as_str().unwrap_or_default();
            assert!(
                !secret || value.starts_with("${"),
                "{name} has a password in {variable}"
            );
        }
    }
}

#[test]
fn every_image_has_an_exact_version() {
    let services = services();
    let images = services
        .as_object()
        .unwrap()
        .iter()
        .filter_map(|(name, service)| {
            let image = service["image"].as_str()?;
            (!image.starts_with("${")).then(|| (name.clone(), image.to_owned()))
        });
    for (name, image) in images {
        let version = image.rsplit_once(':').map_or("", |(_, version)| version);
        let parts = version.trim_start_matches('v').split(['.', '-']);
        let numbers = parts.filter(|part| part.parse::<u32>().is_ok()).count();
        let exact = if image.starts_with("postgres:") { 2 } else { 3 };
        assert_eq!(numbers, exact, "{name}: {image} is not one version");
    }
    let dockerfile = read("deploy/Dockerfile");
    assert!(
        dockerfile.contains("ARG RUST_VERSION=1.95.0\n"),
        "which compiler?"
    );
}

fn networks(service: &Value) -> Vec<&str> {
    match &service["networks"] {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        Value::Object(names) => names.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn who_does_not_need_to_talk_to_one_another_shares_no_network() {
    let services = services();
    for (one, other, together) in [
        ("proxy", "postgres", false),
        ("proxy", "rabbitmq", false),
        ("proxy", "mailpit", false),
        ("registrations", "mailpit", false),
        ("partners", "mailpit", false),
        ("postgres", "mailpit", false),
        ("proxy", "registrations", true),
        ("proxy", "mailer", true),
        ("proxy", "partners", true),
        ("mailer", "mailpit", true),
        ("mailer", "rabbitmq", true),
    ] {
        let theirs = networks(&services[other]);
        let shared = networks(&services[one])
            .iter()
            .any(|name| theirs.contains(name));
        assert_eq!(shared, together, "{one} and {other}");
    }
    for (name, service) in services.as_object().unwrap() {
        let sidecar = service["network_mode"].is_string();
        assert!(
            sidecar || !networks(service).is_empty(),
            "{name} is in the common network"
        );
    }
}

#[test]
fn each_worker_has_secrets_of_its_own() {
    let services = services();
    for worker in ["registrations", "mailer", "partners"] {
        for service in [worker.to_owned(), format!("migrate-{worker}")] {
            for secret in services[&service]["secrets"].as_array().unwrap() {
                let source = secret["source"].as_str().unwrap();
                // The staff's accounts are those of the whole office.
                let is_shared = source == "access_database_url";
                assert!(
                    is_shared || source.starts_with(worker),
                    "{service} is given {source}"
                );
            }
        }
    }
}

#[test]
fn the_units_keep_their_files_to_themselves_and_differ_only_in_what_they_run() {
    let part = |name: &str| {
        let text = read(name);
        let (_, settings) = text.split_once("# A user that stays").unwrap();
        settings.replace("kontor@mailer.service", "kontor.service")
    };
    assert!(part("deploy/kontor.service").contains("\nUMask=0077\n"));
    assert_eq!(
        part("deploy/kontor.service"),
        part("deploy/kontor@.service")
    );
}

#[test]
fn the_image_does_not_run_as_root_and_checks_its_health() {
    let dockerfile = read("deploy/Dockerfile");
    let last_stage = dockerfile.rsplit("\nFROM ").next().unwrap();
    assert!(
        last_stage.contains("nonroot") || last_stage.contains("\nUSER "),
        "runs as root"
    );
    assert!(
        last_stage.contains("HEALTHCHECK") && last_stage.contains("healthcheck"),
        "no check"
    );
}

/// Nobody else would notice before the container is ended for it, or the staff pages stay empty.
#[test]
fn the_staff_listener_of_the_image_is_where_the_proxy_beside_it_looks() {
    let line = "listen = \"127.0.0.1:8081\"";
    let image = read("deploy/image.toml");
    let staff = image.split("[staff]").nth(1).unwrap();
    assert!(staff.trim_start().starts_with(line), "{image}");
    assert!(read("deploy/Caddyfile.staff").contains("reverse_proxy 127.0.0.1:8081\n"));
    for worker in ["registrations", "mailer", "partners"] {
        let hosts = &services()[worker]["environment"]["KONTOR__STAFF__HOSTS"];
        assert_eq!(hosts, "[\"127.0.0.1\", \"localhost\"]", "{worker}");
    }
}
