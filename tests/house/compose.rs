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
        let migrated = &service["depends_on"]["migrate"]["condition"];
        assert_eq!(migrated, "service_completed_successfully", "{worker}");
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
