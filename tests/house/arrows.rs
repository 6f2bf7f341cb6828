//! The arrows between crates. Workers never know one another; nothing leans on a worker but the
//! program; contracts lean on nothing.

use std::collections::BTreeMap;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// What each crate may lean on, of ours.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("contracts", &[]),
    ("runtime", &["contracts"]),
    ("store", &["contracts"]),
    ("bus", &["contracts", "runtime", "store"]),
    ("access", &["contracts", "oidc", "runtime", "store"]),
    ("ical", &["contracts"]),
    ("oidc", &[]),
    ("smtp", &["contracts"]),
    ("reminders", &["contracts"]),
    ("book", &["contracts"]),
    ("words", &["contracts"]),
    ("web", &["contracts", "runtime", "words"]),
    ("console", &["contracts", "access", "words", "web"]),
    ("demo", &["contracts", "runtime", "words", "web"]),
    (
        "registrations",
        &[
            "contracts",
            "runtime",
            "store",
            "bus",
            "ical",
            "book",
            "reminders",
            "web",
            "words",
        ],
    ),
    (
        "mailer",
        &[
            "contracts",
            "runtime",
            "store",
            "bus",
            "ical",
            "reminders",
            "smtp",
            "web",
            "words",
        ],
    ),
    (
        "partners",
        &["contracts", "runtime", "store", "bus", "web", "words"],
    ),
    (
        "kontor",
        &[
            "contracts",
            "runtime",
            "store",
            "access",
            "console",
            "demo",
            "bus",
            "smtp",
            "web",
            "registrations",
            "mailer",
            "partners",
        ],
    ),
    ("testkit", &["contracts", "runtime", "store"]),
    ("tests", &["testkit"]),
];

/// Crates from elsewhere that only some of ours may use.
const RESERVED: [(&str, &[&str]); 9] = [
    ("anyhow", &["kontor"]),
    ("argon2", &["access"]),
    ("clap", &["kontor"]),
    ("lapin", &["bus", "kontor", "testkit", "tests"]),
    ("fluent-bundle", &["words"]),
    ("lettre", &["mailer"]),
    ("minijinja", &["words"]),
    ("reqwest", &["oidc", "partners", "tests"]),
    ("ring", &["oidc"]),
];

fn short(name: &str) -> &str {
    name.strip_prefix("kontor-").unwrap_or(name)
}

#[test]
fn every_arrow_between_crates_is_allowed() {
    let metadata = MetadataCommand::new().no_deps().exec().unwrap();
    let allowed: BTreeMap<_, _> = ALLOWED.into();
    for package in &metadata.packages {
        let name = short(&package.name);
        let may = allowed
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not in the list of crates"));
        let normal = package
            .dependencies
            .iter()
            .filter(|d| d.kind == DependencyKind::Normal);
        for target in normal.map(|dependency| dependency.name.as_str()) {
            let ours = target.starts_with("kontor-");
            assert!(
                !ours || may.contains(&short(target)),
                "{name} must not lean on {target}"
            );
            let reserved = RESERVED.iter().find(|(reserved, _)| *reserved == target);
            let fits = reserved.is_none_or(|(_, users)| users.contains(&name));
            assert!(fits, "{name} must not use {target}");
        }
    }
    assert_eq!(metadata.packages.len(), ALLOWED.len());
}
