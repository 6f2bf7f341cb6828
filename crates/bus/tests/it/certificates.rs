//! A broker that lets in only who shows a certificate of its authority.
//!
//! The certificates beside this file are of an authority whose key nobody has any more.

use std::path::{Path, PathBuf};

use kontor_bus::{Address, Bus, BusError};
use kontor_testkit::rabbitmq::Node;

use kontor_testkit::ports;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/it/tls")
        .join(name)
}

#[tokio::test]
async fn a_client_certificate_opens_a_broker_that_asks_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let port = ports::free().port();
    // Copied, since the node may see no other folder than the temporary ones.
    for name in ["ca.pem", "server.pem", "server.key"] {
        std::fs::copy(file(name), folder.path().join(name)).unwrap();
    }
    let at = folder.path().display();
    let node = Node::start_with(&format!(
        "listeners.ssl.1 = 127.0.0.1:{port}
         ssl_options.cacertfile = {at}/ca.pem
         ssl_options.certfile = {at}/server.pem
         ssl_options.keyfile = {at}/server.key
         ssl_options.verify = verify_peer
         ssl_options.fail_if_no_peer_cert = true
        "
    ))
    .await;
    let known = Address {
        ca_file: file("ca.pem"),
        client_certificate: file("client.pem"),
        client_key: file("client.key"),
        ..Address::from(&format!("amqps://guest:guest@localhost:{port}/%2f"))
    };
    Bus::check(known.clone()).await.unwrap();

    let nobody = Address {
        client_certificate: PathBuf::new(),
        client_key: PathBuf::new(),
        ..known.clone()
    };
    let refused = Bus::check(nobody).await.unwrap_err();
    assert!(
        matches!(refused, BusError::Unreachable { .. }),
        "{refused:?}"
    );

    let trusting_nobody = Address {
        ca_file: PathBuf::new(),
        ..known
    };
    let refused = Bus::check(trusting_nobody).await.unwrap_err();
    assert!(
        matches!(refused, BusError::Unreachable { .. }),
        "{refused:?}"
    );
    drop(node);
}
