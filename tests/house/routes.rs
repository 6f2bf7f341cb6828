//! Routes are tables: no router is made by hand, where nobody would be asked who may call it.

use std::{fs, path::Path};

/// Where routers are made: `web`, which has the guard, and networks that are made up for tests and the
/// demo.
const MAY: [&str; 3] = [
    "web/",
    "testkit/",
    "partners/src/adapters/een/sample_network.rs",
];

fn look(folder: &Path, root: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path
            .strip_prefix(root)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let is_test = name.contains("/tests") || name.ends_with("tests.rs");
        if is_test || MAY.iter().any(|may| name.starts_with(may)) {
            continue;
        }
        if path.is_dir() {
            look(&path, root, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let by_hand = [".route(", ".route_service(", ".fallback("];
            let lines = text.lines().enumerate();
            let lines = lines.filter(|(_, line)| by_hand.iter().any(|hand| line.contains(hand)));
            found.extend(lines.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())));
        }
    }
}

#[test]
fn no_router_is_made_by_hand() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates"));
    let mut found = Vec::new();
    look(root, root, &mut found);
    assert!(
        found.is_empty(),
        "make a table of kontor_web::Route of:\n{}",
        found.join("\n")
    );
}
