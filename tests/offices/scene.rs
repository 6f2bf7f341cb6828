//! An office at work: the demo with its clock, somebody at the desk, and a mail server that receives what
//! everybody gets.

use std::{collections::HashMap, path::PathBuf, sync::Mutex, time::Duration};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use kontor_testkit::{TestDatabase, rabbitmq, wait};
use kontor_tests::{
    Browser, MailServer, Settings,
    http::client,
    mail::{self, Mail},
    program,
};
use serde_json::json;

use crate::{demo::Demo, journey};

const WAIT: Duration = Duration::from_mins(1);
const NOTE: &str = "main form [name='note_de']";

/// A mail and its file.
pub(crate) struct Post {
    pub(crate) mail: Mail,
    pub(crate) file: PathBuf,
}

/// The day it is somewhere, before any month has passed.
#[expect(
    clippy::disallowed_methods,
    reason = "the demo's clock begins with the machine's"
)]
pub(crate) fn today_in(zone: &str) -> Date {
    let zone = TimeZone::get(zone).unwrap();
    Timestamp::now().to_zoned(zone).date()
}

/// What an office runs on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum SetUp {
    /// Files in one folder.
    Embedded,
    /// PostgreSQL and RabbitMQ.
    Servers,
}

/// The demo, somebody of the office before a browser, and everybody's mail.
pub(crate) struct Scene {
    pub(crate) demo: Demo,
    pub(crate) desk: Browser,
    pub(crate) forum: &'static str,
    mail: MailServer,
    /// A command of the office finds its database and bus by these.
    settings: Settings,
    /// What has been read of it: a foreign reader costs a process each time.
    read: Mutex<HashMap<PathBuf, Mail>>,
    _servers: Option<(TestDatabase, rabbitmq::Vhost)>,
}

impl Scene {
    pub(crate) async fn open(forum: &'static str, set_up: SetUp) -> Self {
        let mail = MailServer::start().await;
        let smtp = format!(
            "[mailer]\ntransport = 'smtp'\n[mailer.smtp]\nhost = '{}'\nport = {}\ntls = 'none'\n",
            mail.address.ip(),
            mail.address.port()
        );
        let (demo, settings, servers) = match set_up {
            SetUp::Embedded => {
                let demo = Demo::start_with(Some(&smtp));
                let data = demo.folder.path().join("kontor-demo/data");
                let settings = Settings::default()
                    .with("database.url", format!("sqlite:{}", data.display()))
                    .with("bus.url", format!("embedded:{}", data.display()));
                (demo, settings, None)
            }
            SetUp::Servers => {
                let (database, vhost) = (TestDatabase::postgres().await, rabbitmq::vhost());
                let settings = Settings::default()
                    .with("database.url", &database.url)
                    .with("bus.url", &vhost.url);
                let (database_url, bus_url) = (&database.url, &vhost.url);
                let demo = Demo::start_with(Some(&format!(
                    "{smtp}[database]\nurl = '{database_url}'\n[bus]\nurl = '{bus_url}'\n"
                )));
                (demo, settings, Some((database, vhost)))
            }
        };
        Self {
            demo,
            desk: Browser::open(1280).await,
            forum,
            mail,
            settings,
            read: Mutex::default(),
            _servers: servers,
        }
    }

    /// Every mail that has been received so far, oldest first.
    pub(crate) fn post(&self) -> Vec<Post> {
        let files = self.mail.files();
        let mut read = self.read.lock().unwrap();
        let new = files.iter().filter(|file| !read.contains_key(*file));
        let new: Vec<_> = new.cloned().collect();
        if !new.is_empty() {
            read.extend(new.iter().cloned().zip(mail::read(&new)));
        }
        let posts = files.into_iter().map(|file| Post {
            mail: read[&file].clone(),
            file,
        });
        posts.collect()
    }

    /// Those of a kind: their Message-IDs begin with it.
    fn of(&self, kind: &str) -> Vec<Post> {
        let mut post = self.post();
        post.retain(|post| post.mail.message_id.starts_with(&format!("<{kind}.")));
        post
    }

    /// The mails of a kind to an address.
    pub(crate) fn to(&self, who: &str, kind: &str) -> Vec<Post> {
        let mut post = self.of(kind);
        post.retain(|post| post.mail.to.contains(who));
        post
    }

    /// The last of them, once there is one more than `before`.
    pub(crate) async fn next(&self, who: &str, kind: &str, before: usize) -> Post {
        let arrived = async || self.to(who, kind).len() > before;
        assert!(wait::reached(WAIT, arrived).await, "no {kind} to {who}");
        self.to(who, kind).pop().unwrap()
    }

    /// Waits until so many mails of a kind have been received.
    pub(crate) async fn all(&self, kind: &str, count: usize) -> Vec<Post> {
        let arrived = async || self.of(kind).len() >= count;
        let is_there = wait::reached(WAIT, arrived).await;
        let found = self.of(kind);
        let number = found.len();
        assert!(is_there && number == count, "{number} of {count} {kind}");
        found
    }

    /// Runs a command beside the office.
    pub(crate) fn run(&self, arguments: &[&str]) -> String {
        program::succeed(&self.settings, self.demo.folder.path(), arguments)
    }

    /// Somebody signs up over the API, in their language.
    pub(crate) async fn begins(&self, who: &str, language: &str) {
        let body = json!({
            "contact": { "name": format!("Gast {who}"), "email": who, "language": language },
            "waiting_list": true,
        });
        let (public, forum) = (self.demo.public(), self.forum);
        let url = format!("http://{public}/api/v1/forums/{forum}/registrations");
        let answer = client().post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 202, "{who}");
    }

    /// The same, and they press the button in the mail.
    pub(crate) async fn comes(&self, who: &str, language: &str) {
        self.begins(who, language).await;
        let asked = self.next(who, "address_check", 0).await;
        let (status, page) = journey::press(&asked.mail.link("/confirm/")).await;
        assert!(status.is_success() || status.is_redirection(), "{page}");
    }

    /// The page on which the office changes its forum.
    pub(crate) async fn open_change(&self) {
        let page = format!("/console/forums/{}/change?lang=en", self.forum);
        self.desk.go(&self.demo.staff_url(&page)).await;
    }

    /// Shows what will be told, writes a note, and does it. The page in between.
    pub(crate) async fn change(&self, note: &str) -> String {
        self.desk.press("main form button[value='show']").await;
        let shown = self.desk.text().await;
        self.desk.fill_at(NOTE, note).await;
        self.desk.press("main form button[value='do']").await;
        let done = self.desk.text().await;
        assert!(done.contains("The forum was changed"), "{done}");
        shown
    }

    /// Months pass, as on the page of the demo's clock. On a slow machine it stops on the way.
    pub(crate) async fn go_to(&self, moment: &str) {
        self.desk
            .go(&self.demo.staff_url("/console/clock?lang=en"))
            .await;
        for _ in 0..60 {
            self.desk.type_date("to", moment).await;
            self.desk
                .press("form[action*='/console/clock?'] button")
                .await;
            if !self.desk.text().await.contains("the clock stopped at") {
                return;
            }
        }
        panic!("the clock does not come to {moment}");
    }
}
