//! `docs/openapi.json` and `docs/asyncapi.yaml`, read by redocly, spectral and the AsyncAPI parser,
//! which `tests/run` fetches. That the documents are what is served, their crates test.

use std::{path::Path, process::Command};

#[test]
fn foreign_tools_find_nothing_in_the_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = std::env::var_os("KONTOR_TEST_NODE_MODULES")
        .expect("KONTOR_TEST_NODE_MODULES is not set: run tests/run");
    let output = Command::new("node")
        .arg(root.join("house/lint_documents.mjs"))
        .arg(modules)
        .args(["openapi.json", "asyncapi.yaml"].map(|name| root.join("../docs").join(name)))
        .output()
        .expect("node; run tests/run");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, error) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{out}{error}");
}
