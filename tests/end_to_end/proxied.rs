//! Three workers as three processes behind the proxy file that is shipped, with one login for all.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use kontor_testkit::wait;
use kontor_tests::{Kontor, http, ports};

use crate::{
    ground::Ground,
    people::{self, Shown, call},
};

const WORKERS: [&str; 3] = ["registrations", "mailer", "partners"];

/// Caddy with the shipped file, in which only the name and the ports are those of the test. Ended when
/// dropped.
struct Proxy {
    child: Child,
    address: SocketAddr,
}

impl Proxy {
    async fn start(ground: &Ground, address: SocketAddr, workers: &[Kontor]) -> Self {
        let path = PathBuf::from(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../deploy/Caddyfile.host"
        ));
        let shipped = std::fs::read_to_string(path).unwrap();
        let mut text = shipped.replace("forum.example.org {", &format!("http://{address} {{"));
        for (port, worker) in ["8080", "8082", "8084"].iter().zip(workers) {
            let upstream = format!("127.0.0.1:{port}\n");
            assert!(text.contains(&upstream), "{upstream} in {text}");
            text = text.replace(&upstream, &format!("{}\n", worker.public));
        }
        let file = ground.folder().join("Caddyfile");
        std::fs::write(
            &file,
            format!("{{\n\tadmin off\n\tauto_https off\n}}\n{text}"),
        )
        .unwrap();
        let child = Command::new("caddy")
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&file)
            .env("HOME", ground.folder())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("caddy; run tests/run");
        let (proxy, client) = (Self { child, address }, http::client());
        let url = format!("http://{address}/healthz");
        let up = async || http::is_up(&client, &url).await;
        assert!(wait::reached(Duration::from_secs(30), up).await, "no proxy");
        proxy
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Accounts on a server, and in a file that the processes of one machine share.
async fn grounds() -> [Ground; 2] {
    let (server, mut files) = (Ground::servers().await, Ground::servers().await);
    let folder = format!("sqlite:{}", files.folder().display());
    files.settings = files.settings.clone().with("database.url", folder);
    files.succeed(&["migrate"]);
    [server, files]
}

#[tokio::test]
async fn one_login_holds_for_three_processes_and_ends_in_all_at_once() {
    for mut ground in grounds().await {
        let address = ports::free();
        ground.forum(100);
        ground.settings = (ground.settings.clone())
            .with("site.public_url", format!("http://{address}"))
            .with("site.trusted_proxies", "[\"127.0.0.1/32\"]");
        let mut workers = Vec::new();
        for worker in WORKERS {
            workers.push(ground.start(worker).await);
        }
        let proxy = Proxy::start(&ground, address, &workers).await;
        let there =
            async |shown: &Shown, path: &str| call(shown, "GET", &proxy.url(path), "").await;
        for path in ["/console", "/console/mails", "/console/sources"] {
            let answer = there(&Shown::Nothing, path).await;
            assert_eq!(answer.status, 404, "{path}: nobody has an account");
        }
        let base = proxy.url("");
        let anna = people::sign_in(&ground, &base, "anna", &["admin"]).await;
        let pages = [
            ("/console/forums", "cooperation-forum"),
            ("/console/mails", "/console/mails"),
            ("/console/sources", "/console/sources"),
            ("/console/people", "anna@office.example"),
            ("/console/account", "Somebody"),
        ];
        for (path, says) in pages {
            let page = there(&anna.shown, path).await;
            assert_eq!(page.status, 200, "{path}: {}", page.body);
            assert!(page.body.contains(says), "{path}: {}", page.body);
            // One menu on every page, whoever serves it.
            for entrance in ["/console/forums", "/console/mails", "/console/sources"] {
                let link = format!("href=\"{entrance}");
                assert!(page.body.contains(&link), "{path} leads to {entrance}");
            }
        }
        // Each process by itself as well: which one is asked makes no difference.
        for worker in &workers {
            let url = worker.url("/console/account");
            assert_eq!(call(&anna.shown, "GET", &url, "").await.status, 200);
        }
        let program = people::program(&ground, "anna@office.example", "program", &["reader"]);
        assert_eq!(there(&program.shown, "/api/v1/mails").await.status, 200);

        let out = call(&anna.shown, "POST", &proxy.url("/console/sign-out"), "").await;
        assert_eq!(out.status, 303, "{}", out.body);
        for (path, _) in pages {
            let answer = there(&anna.shown, path).await;
            let door = format!("/console/sign-in?to={path}");
            assert_eq!(
                (answer.status.as_u16(), answer.location()),
                (303, door.as_str())
            );
        }
        drop((proxy, workers));
        ground.remove().await;
    }
}
