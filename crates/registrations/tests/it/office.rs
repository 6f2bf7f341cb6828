//! One running worker with sample forums, a clock that the test moves, and somebody who listens to
//! the bus in the mailer's place.

use std::{future::Future, sync::Arc, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header},
};
use kontor_bus::{Bus, Queue, Subscription};
use kontor_contracts::Worker;
use kontor_registrations::{
    Applied, MIGRATIONS, PARTS, SAMPLES, Settings, apply_forum, dated, domain::Purpose, forum_file,
    start,
};
use kontor_runtime::Process;
use kontor_store::{
    Database,
    audit::{self, Actor},
};
use kontor_testkit::{FakeClock, on_both_engines, process};
use kontor_web::{Rate, Site};
use serde_json::Value;
use tower::ServiceExt;

/// When every test begins.
pub(crate) const NOW: &str = "2027-01-15T12:00:00Z";
/// The path of the sample forum that most tests sign up to.
pub(crate) const FORUM: &str = "/forums/cooperation-forum";
/// The same in the API.
pub(crate) const API: &str = "/api/v1/forums/cooperation-forum/registrations";

pub(crate) struct Office {
    pub(crate) clock: Arc<FakeClock>,
    pub(crate) database: Database,
    process: Process,
    public: Router,
    staff: Router,
    events: Subscription,
    folder: tempfile::TempDir,
}

/// An answer, read whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// The code of a problem.
    pub(crate) fn code(&self) -> String {
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json",
            "{}",
            self.body
        );
        self.json()["code"].as_str().unwrap().to_owned()
    }

    /// The text of a page's content, for looking something up in it.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.body.contains(text)
    }
}

/// Runs a test in an office on each engine. Everybody is one client there, so nobody is limited.
pub(crate) async fn in_office<R: Future<Output = Office>>(test: fn(Office) -> R) {
    let settings = Settings {
        ask_consent: vec![Purpose::News],
        unconfirmed_share: 100,
        places_per_client: 0,
        mails_per_mailbox: 0,
        mails_per_client: 0,
        mails_per_domain: 0,
        ..Settings::default()
    };
    in_office_with(settings, test).await;
}

/// The same in an office with settings of its own.
pub(crate) async fn in_office_with<R: Future<Output = Office>>(
    settings: Settings,
    test: fn(Office) -> R,
) {
    let sets = [kontor_store::MIGRATIONS, audit::MIGRATIONS, MIGRATIONS];
    on_both_engines("registrations", &sets, |database| {
        let settings = settings.clone();
        async move {
            let office = Office::open(database, settings).await;
            test(office).await.close().await;
        }
    })
    .await;
}

/// The text of a sample forum on the day of the tests.
pub(crate) fn sample(slug: &str) -> String {
    let name = format!("{slug}.toml");
    let (_, text) = SAMPLES.iter().find(|(file, _)| *file == name).unwrap();
    dated(text, "2027-01-15".parse().unwrap())
}

impl Office {
    async fn open(database: Database, settings: Settings) -> Self {
        let (clock, folder) = (FakeClock::at(NOW), tempfile::tempdir().unwrap());
        let process = process(clock.clone());
        let bus = format!("embedded:{}", folder.path().display());
        let bus = Bus::open(&bus, &process, &Worker::ALL).await.unwrap();
        let queue = Queue::Of(Worker::Mailer);
        let events = bus.subscribe(queue, 1000, process.health.part("test"));
        let site = kontor_web::Settings {
            public_url: "https://office.example".to_owned(),
            office: "Test office".to_owned(),
            rate: Rate::OFF,
            ..kontor_web::Settings::default()
        };
        let site = Site::new(site, &[&PARTS]).unwrap();
        let pages = start(&process, database.clone(), &bus, settings)
            .await
            .unwrap();
        let office = Self {
            clock,
            database,
            process,
            public: kontor_web::public(&site, pages.public, &kontor_web::NoAccounts::gate()),
            staff: kontor_web::staff(&site, pages.staff, &[], &kontor_web::NoAccounts::gate()),
            events,
            folder,
        };
        office.apply(&sample("cooperation-forum")).await;
        office
    }

    pub(crate) async fn apply(&self, text: &str) -> Applied {
        let draft = forum_file::parse(text).unwrap();
        let url = "https://office.example";
        apply_forum(
            &self.database,
            &self.process,
            Actor::CommandLine,
            draft,
            url,
        )
        .await
        .unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        Self::ask(self.public.clone(), request).await
    }

    async fn ask(router: Router, mut request: Request<Body>) -> Answer {
        let host = HeaderValue::from_static("127.0.0.1");
        request.headers_mut().entry(header::HOST).or_insert(host);
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(page_request(Method::GET, path, String::new()))
            .await
    }

    pub(crate) async fn get_staff(&self, path: &str) -> Answer {
        let request = page_request(Method::GET, path, String::new());
        Self::ask(self.staff.clone(), request).await
    }

    pub(crate) async fn post_staff_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let request = page_request(Method::POST, path, body);
        Self::ask(self.staff.clone(), request).await
    }

    /// Sends a form with a file; its boundary is `x`.
    pub(crate) async fn upload_staff(&self, path: &str, body: Vec<u8>) -> Answer {
        let mut request = page_request(Method::POST, path, String::new());
        *request.body_mut() = Body::from(body);
        let kind = HeaderValue::from_static("multipart/form-data; boundary=x");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        Self::ask(self.staff.clone(), request).await
    }

    pub(crate) async fn post_staff_json(&self, path: &str, body: &Value) -> Answer {
        let request = api_request(path, body.to_string().into());
        Self::ask(self.staff.clone(), request).await
    }

    /// What the audit says was done by whoever is on this machine.
    pub(crate) async fn audit(&self, action: &str) -> Vec<String> {
        let rows = audit::entries(&self.database, audit::Wish::default(), 50).await;
        let rows = rows.unwrap().into_iter();
        let rows = rows.filter(|row| row.action == action && row.actor == Actor::CommandLine);
        rows.map(|row| row.subject).collect()
    }

    /// What does the work.
    pub(crate) fn process(&self) -> Process {
        self.process.clone()
    }

    pub(crate) async fn patch_staff(&self, path: &str, body: &Value) -> Answer {
        let mut request = api_request(path, body.to_string().into());
        *request.method_mut() = Method::PATCH;
        Self::ask(self.staff.clone(), request).await
    }

    pub(crate) async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        self.send(page_request(Method::POST, path, body)).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Answer {
        self.send(api_request(path, body.to_string().into())).await
    }

    /// The next event of a kind that reaches the mailer.
    pub(crate) async fn event(&mut self, kind: &str) -> Value {
        let found = async {
            loop {
                let delivery = self.events.next().await.unwrap();
                if delivery.kind == kind {
                    return serde_json::from_slice(&delivery.body).unwrap();
                }
            }
        };
        let limit = Duration::from_secs(20);
        tokio::time::timeout(limit, found)
            .await
            .unwrap_or_else(|_| panic!("no {kind}"))
    }

    /// The path of the link in the mail about the next sign-up.
    pub(crate) async fn link(&mut self) -> String {
        let event = self.event("registration.received.v1").await;
        format!("/confirm/{}", event["data"]["token"].as_str().unwrap())
    }

    async fn close(self) {
        drop(self.events);
        drop((self.public, self.staff));
        self.process.life.shut_down().await.unwrap();
        self.folder.close().unwrap();
    }
}

fn encoded(value: &str) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap();
    let bytes = value.bytes();
    bytes
        .flat_map(|byte| ['%', digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn page_request(method: Method, path: &str, body: String) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header(header::ACCEPT, "text/html")
        .header(header::ORIGIN, "https://office.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap()
}

pub(crate) fn api_request(path: &str, body: Body) -> Request<Body> {
    Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::ACCEPT_LANGUAGE, "en")
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .unwrap()
}
